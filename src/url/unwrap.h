/* Taking known redirectors off a URL. */
#ifndef TMS_URL_UNWRAP_H
#define TMS_URL_UNWRAP_H

#include "base/buffer.h"
#include "url/url.h"

/* If `url` is a wrapper of rules.c, puts the text of its target, an http or https URL, into `out` (emptied first) and returns true. Sticky failures
 * are in out->status. */
bool tms_url_unwrap(const tms_url *url, tms_buf *out);
/* Takes the next `name=value` off a query or fragment; false at its end. */
bool tms_query_next(tms_slice *query, tms_slice *name, tms_slice *value, tms_slice *whole);

#endif
