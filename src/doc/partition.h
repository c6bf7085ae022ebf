/* Which source bytes are kept, dropped, or syntax. */
#ifndef TMS_DOC_PARTITION_H
#define TMS_DOC_PARTITION_H

#include "doc/document.h"

typedef struct tms_ranges {
  tms_ledger_entry *items; /* text ranges of leaves and ledger, sorted by begin, in offsets of the decoded record; in the document's arena */
  size_t count, room;
} tms_ranges;

/* O(n log n). False on failed allocation. */
bool tms_doc_ranges(tms_document *doc, tms_ranges *ranges);
/* Bytes of the source by what became of them: kept + dropped + repaired + syntax = source. A leaf of which any character was
 * mended counts as repaired as a whole (of the repairs with a listed place). blocks_* are not filled. */
void tms_doc_counts(tms_document *doc, tms_counts *counts);

#endif
