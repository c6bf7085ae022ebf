/*
 * The ledger: everything that was removed or changed, with its reason.
 *
 * Law (tests/unit and a fuzz target hold it): the ranges of text leaves that a reader made, kept or dropped or repaired, are disjoint, and no
 * pass loses one; what no range covers is syntax. So kept + dropped + repaired + syntax = source.
 */
#ifndef TMS_DOC_LEDGER_H
#define TMS_DOC_LEDGER_H

#include "base/arena.h"
#include "doc/span.h"

/* X(NAME, "name", "what it means"). Reasons of dropped text come first, then reasons of repairs. Values are pinned by position: append only
 * before the marker of the group. Public: docs/document.md lists them. */
#define TMS_REASONS(X)                                                                             \
  X(NONE, "none", "kept")                                                                          \
  X(NAVIGATION, "navigation", "a menu, breadcrumb or skip link")                                   \
  X(BANNER, "banner", "the head of the page")                                                      \
  X(FOOTER, "footer", "the foot of the page: imprint, standing lines")                             \
  X(SIDEBAR, "sidebar", "beside the content")                                                      \
  X(FORM, "form", "controls, buttons and their labels")                                            \
  X(COOKIE, "cookie", "consent and privacy notices")                                               \
  X(SHARE, "share", "share, follow and subscribe labels")                                          \
  X(RELATED, "related", "teasers of other pages")                                                  \
  X(ADVERTISING, "advertising", "advertisements and sponsored text")                               \
  X(LINK_LIST, "link-list", "a block that is mostly links")                                        \
  X(COMMENTS, "comments", "comments of readers, left out as asked")                                \
  X(CREDIT, "credit", "photo and image credits")                                                   \
  X(TRACKER, "tracker", "a bare tracker address")                                                  \
  X(METADATA, "metadata", "a line that only repeats metadata")                                     \
  X(LABEL, "label", "a label of a sidebar or widget")                                              \
  X(TWIN, "twin", "stands twice in this document")                                                 \
  X(HIDDEN, "hidden", "hidden on the page, and not its content")                                   \
  X(INERT, "inert", "noscript, template or state whose text the page already has")                 \
  X(PUNCTUATION, "punctuation", "a line without a letter or digit")                                \
  X(LOW_SCORE, "low-score", "scored as boilerplate")                                               \
  X(OUTSIDE, "outside", "outside the main content")                                                \
  X(NO_TABLES, "no-tables", "left out as asked")                                                   \
  X(NO_IMAGES, "no-images", "left out as asked")                                                   \
  X(LIMIT, "limit", "over a limit of attributes or nodes")                                         \
  X(EMPTY, "empty", "white space only")                                                            \
  X(BAD_BYTES, "bad-bytes", "undecodable bytes became U+FFFD")                                     \
  X(CONTROL, "control", "a control character was removed")                                         \
  X(INVISIBLE, "invisible", "a zero-width, bidi or tag character was removed")                     \
  X(REFERENCE, "reference", "a reference that was escaped twice")                                  \
  X(MOJIBAKE, "mojibake", "text that was decoded with the wrong table")                            \
  X(SPACES, "spaces", "no-break and other spaces became plain ones, or runs were folded")          \
  X(HYPHEN, "hyphen", "soft or no-break hyphens, and words hyphenated at line ends")               \
  X(COMPOSED, "composed", "normal form C")                                                         \
  X(TRACKING, "tracking", "tracking parameters left a link")                                       \
  X(RESOLVED, "resolved", "a relative link became absolute")                                       \
  X(FLATTENED, "flattened", "nesting deeper than the limit became flat")                           \
  X(RESTRUCTURED, "restructured", "children that a kind can't have moved to where they may stand") \
  X(UNKNOWN, "unknown", "an unknown element or field was kept as its text")                        \
  X(ENCODING, "encoding", "a declared encoding was overruled")                                     \
  X(MARKUP, "markup", "broken markup was repaired as the standard says")

typedef enum tms_reason {
#define X(name, word, about) TMS_REASON_##name,
  TMS_REASONS(X)
#undef X
      TMS_REASON_COUNT
} tms_reason;

const char *tms_reason_name(tms_reason reason);
const char *tms_reason_about(tms_reason reason);

typedef enum tms_ledger_kind { TMS_LEDGER_KEPT, TMS_LEDGER_DROPPED, TMS_LEDGER_REPAIRED } tms_ledger_kind;

typedef struct tms_ledger_entry {
  tms_span span; /* TMS_SPAN_NONE: no place of its own */
  uint16_t reason;
  uint8_t kind;   /* tms_ledger_kind */
  uint32_t block; /* dropped text: number of the block that it stood in; 0: not known */
  int32_t score;  /* of that block, as the classifier said */
} tms_ledger_entry;

typedef struct tms_ledger {
  tms_arena *arena;
  tms_ledger_entry *entries; /* text ranges that left the tree (never bounded: the law needs all), and the first repairs */
  size_t count, room;
  size_t repairs_listed;
  uint32_t blocks; /* that were dropped, and the score of the last of them */
  int32_t score;
  uint64_t counts[TMS_REASON_COUNT]; /* how often each reason was given */
} tms_ledger;

void tms_ledger_init(tms_ledger *ledger, tms_arena *arena);
/* A text range that stays in the document, but no longer on a leaf of its own: two leaves became one. */
void tms_ledger_keep(tms_ledger *ledger, tms_span span);
/* The text that leaves from now on stood in a new block, of this score. */
void tms_ledger_block(tms_ledger *ledger, int32_t score);
/* A text range leaves the document. */
void tms_ledger_drop(tms_ledger *ledger, tms_reason reason, tms_span span);
/* A change inside a range that a leaf (or another entry) covers: counted always, listed with its place up to TMS_MAX_REPAIRS_LISTED. `times` may be 0
 * (nothing happens). */
void tms_ledger_repair(tms_ledger *ledger, tms_reason reason, tms_span span, uint64_t times);

#endif
