/* The codes of what cleaning did to an address, and their notes: one line a step. */
#ifndef TMS_URL_STEP_H
#define TMS_URL_STEP_H

#include "base/buffer.h"

/* docs/url-rules.md lists them; the strings are part of the output and never change their meaning. */
#define TMS_STEP_RESOLVED "resolved"
#define TMS_STEP_NORMALIZED "normalized"
#define TMS_STEP_NO_URL "no-url"
#define TMS_STEP_UNWRAPPED "unwrapped"
#define TMS_STEP_PARAMETER "parameter"
#define TMS_STEP_SITE_PARAMETER "site-parameter"
#define TMS_STEP_AFFILIATE "affiliate"
#define TMS_STEP_SESSION "session"
#define TMS_STEP_SITE_PATH "site-path"
#define TMS_STEP_DEFAULT_DOCUMENT "default-document"
#define TMS_STEP_TEXT_FRAGMENT "text-fragment"
#define TMS_STEP_FRAGMENT "fragment"
#define TMS_STEP_EXTRA "user-rule"
#define TMS_STEP_KEPT "kept"

/* Appends "code detail\n". steps may be NULL. */
static inline void tms_step_note(tms_buf *steps, const char *code, tms_slice detail) {
  if (!steps) return;
  tms_buf_add_cstr(steps, code);
  if (detail.len) tms_buf_add_byte(steps, ' ');
  tms_buf_add(steps, detail);
  tms_buf_add_byte(steps, '\n');
}

#endif
