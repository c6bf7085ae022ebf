/* Which source bytes are kept, dropped, or syntax. */
#ifndef TMS_DOC_PARTITION_H
#define TMS_DOC_PARTITION_H

#include "doc/document.h"

typedef struct tms_ranges {
  tms_ledger_entry *items; /* text ranges of leaves and ledger, sorted by begin, in offsets of the decoded record */
  size_t count, room;
} tms_ranges;

/* O(n log n). The ranges stand in `arena`; false, and its status, on failure. */
bool tms_doc_ranges(const tms_document *doc, tms_arena *arena, tms_ranges *ranges);
/* Bytes of the source by what became of them: kept + dropped + repaired + syntax = source. A leaf of which any character was
 * mended counts as repaired as a whole (of the repairs with a listed place). blocks_* are not filled. Works in memory of its
 * own: asking often costs the document nothing. What fails stands in the document's status. */
void tms_doc_counts(tms_document *doc, tms_counts *counts);

#endif
