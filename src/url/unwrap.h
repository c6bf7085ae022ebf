/* Taking known redirectors off a URL. */
#ifndef TMS_URL_UNWRAP_H
#define TMS_URL_UNWRAP_H

#include "base/buffer.h"
#include "url/rules.h"
#include "url/url.h"

/* If `url`, of which `set` holds the rules, is a wrapper, puts the text of its target, an http or https URL, into `out` (emptied first) and returns
 * true. Sticky failures are in out->status. */
bool tms_url_unwrap(const tms_url *url, const tms_rule_set *set, tms_buf *out);

#endif
