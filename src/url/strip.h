/* What tracks leaves an address: path, query and fragment, each part by its rules. */
#ifndef TMS_URL_STRIP_H
#define TMS_URL_STRIP_H

#include "url/rules.h"
#include "url/url.h"

typedef enum tms_strip_result {
  TMS_STRIP_NOTHING,
  TMS_STRIP_SIGNED, /* a signature over the query: nothing may change */
  TMS_STRIP_LOGIN,  /* made for one use: nothing may change */
  TMS_STRIP_CHANGED /* `out` holds the text of the new address */
} tms_strip_result;

/* steps may be NULL; else a line a step is appended, as tracking.h says. `out` is emptied first; its failure is sticky. */
tms_strip_result tms_url_strip(const tms_url *url, const tms_rule_set *set, tms_buf *out, tms_buf *steps);

#endif
