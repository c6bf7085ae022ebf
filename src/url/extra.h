/*
 * Rules that the user brings (--url-rules): those of ClearURLs' rule language. A provider is a pattern over whole addresses; where it matches, and none of its
 * exceptions does, its redirections are taken off, its raw rules are cut out of the address and the parameters that its rules name leave query and fragment.
 * All providers that match apply, in their order.
 *
 * Rules are built once, by whoever reads them (convert/url_rules.h), and are constant from then on: many threads may share them. What a thread changes while it
 * matches stands in a tms_extra_scratch. Patterns are matched in time linear in the address (match.h).
 */
#ifndef TMS_URL_EXTRA_H
#define TMS_URL_EXTRA_H

#include "base/buffer.h"
#include "base/slice.h"
#include "url/url.h"

#include <tamis/tamis.h>

typedef struct tms_extra_scratch tms_extra_scratch;

typedef enum tms_extra_kind {
  TMS_EXTRA_PATTERN,     /* addresses that the provider is for */
  TMS_EXTRA_EXCEPTION,   /* where it matches, the provider does nothing */
  TMS_EXTRA_RULE,        /* a parameter's whole name */
  TMS_EXTRA_RAW_RULE,    /* what it matches leaves the address */
  TMS_EXTRA_REDIRECTION, /* group 1 is the target, percent-encoded */
} tms_extra_kind;

/* NULL on failed allocation. */
tms_url_rules *tms_extra_new(const tms_allocator *allocator);
/* NULL is fine. */
void tms_extra_free(tms_url_rules *rules);
/* Begins a provider. `blocks`: its addresses are trackers and nothing else, which is noted; they stay as they are. TMS_ERR_LIMIT where there are too many. */
tms_status tms_extra_begin(tms_url_rules *rules);
void tms_extra_set_blocks(tms_url_rules *rules);
/* Adds a pattern to the last provider. TMS_ERR_SYNTAX with *message (constant) where it is no pattern, TMS_ERR_LIMIT where there are too many. */
tms_status tms_extra_add(tms_url_rules *rules, tms_extra_kind kind, tms_slice pattern, const char **message);
size_t tms_extra_provider_count(const tms_url_rules *rules);

/* NULL on failed allocation. The rules must outlive it. */
tms_extra_scratch *tms_extra_scratch_new(const tms_url_rules *rules, const tms_allocator *allocator);
void tms_extra_scratch_free(tms_extra_scratch *scratch);
/*
 * One round: *changed says whether `out` (emptied first) holds the text of a new address, of which *unwrapped says whether it is another one's target.
 * steps may be NULL. Fails with TMS_ERR_MEMORY or what a buffer says.
 */
tms_status tms_extra_apply(const tms_url_rules *rules, tms_extra_scratch *scratch, const tms_url *url, tms_buf *out, tms_buf *steps, bool *changed,
                           bool *unwrapped);

#endif
