/*
 * Cleaning a URL, in this order, again and again until nothing changes:
 *
 *   1. addresses that stay to the letter are left: archives, sign-in flows, unsubscribe pages, share dialogs, and what is not http or https
 *   2. a known redirector is taken off, and its target goes on from 1
 *   3. signed addresses are left
 *   4. session ids leave the path, and what the rules of a site cut from it; default documents where a rule says so
 *   5. parameters leave the query: session ids, trackers of the site, affiliates, trackers of all sites; with the last one, the "?"
 *   6. text directives and tracking parameters leave the fragment
 *
 * What stays keeps its order, bytes and escapes. Nothing is ever requested. Cleaning is idempotent: cleaning the result changes nothing.
 */
#ifndef TMS_URL_TRACKING_H
#define TMS_URL_TRACKING_H

#include "base/buffer.h"
#include "base/slice.h"
#include "url/extra.h"
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
  tms_buf *steps;             /* NULL, or set after init: what was done is appended, one line a step: a code, and behind a space what it concerned */
  const tms_url_rules *extra; /* of tms_link_cleaner_use() */
  tms_extra_scratch *scratch;
  bool extra_only;
} tms_link_cleaner;

void tms_link_cleaner_init(tms_link_cleaner *cleaner, const tms_allocator *allocator);
void tms_link_cleaner_release(tms_link_cleaner *cleaner);
/* Rules that the user brought (NULL: none) are applied behind our own, or, with `only`, instead of them; what protects addresses stays. They must outlive the
 * cleaner. TMS_ERR_MEMORY leaves it without rules. */
tms_status tms_link_cleaner_use(tms_link_cleaner *cleaner, const tms_url_rules *rules, bool only);
/*
 * *clean gets the absolute, normal, cleaned form of `raw`, valid until the next call; *did the TMS_LINK_* bits. base NULL: relative URLs are no
 * URLs. `keep_tracking` leaves it at the normal form. Fails with TMS_ERR_MEMORY or TMS_ERR_LIMIT alone.
 */
tms_status tms_link_clean(tms_link_cleaner *cleaner, tms_slice raw, const tms_url *base, bool keep_tracking, tms_slice *clean, uint32_t *did);

#endif
