/*
 * Cleaning a URL: wrappers of known redirectors taken off, tracking parameters and text fragments dropped. What stays keeps its order, bytes and
 * escapes. Nothing is ever requested. Cleaning is idempotent: cleaning the result changes nothing.
 *
 * Left alone: signed URLs, sign-in flows, archives, opaque short links, anything that is not http or https (but for its normal form).
 */
#ifndef TMS_URL_TRACKING_H
#define TMS_URL_TRACKING_H

#include "base/buffer.h"
#include "base/slice.h"
#include "url/url.h"

#include <tamis/tamis.h>

enum {
  TMS_LINK_RESOLVED = 1u << 0,  /* it was relative */
  TMS_LINK_UNWRAPPED = 1u << 1, /* a redirector was taken off */
  TMS_LINK_TRACKING = 1u << 2,  /* tracking parameters or fragments left */
  TMS_LINK_NO_URL = 1u << 3     /* it can't be parsed: the result is the input, trimmed */
};

/* Scratch for many URLs: no allocation once warm. */
typedef struct tms_link_cleaner {
  tms_url url, inner;
  tms_buf work, out;
} tms_link_cleaner;

void tms_link_cleaner_init(tms_link_cleaner *cleaner, const tms_allocator *allocator);
void tms_link_cleaner_release(tms_link_cleaner *cleaner);
/*
 * *clean gets the absolute, normal, cleaned form of `raw`, valid until the next call; *did the TMS_LINK_* bits. base NULL: relative URLs are no
 * URLs. `keep_tracking` leaves it at the normal form. Fails with TMS_ERR_MEMORY or TMS_ERR_LIMIT alone.
 */
tms_status tms_link_clean(tms_link_cleaner *cleaner, tms_slice raw, const tms_url *base, bool keep_tracking, tms_slice *clean, uint32_t *did);

#endif
