/* Is a document in normal form? For tests, fuzz targets and TMS_CHECKED builds. */
#ifndef TMS_DOC_CHECK_H
#define TMS_DOC_CHECK_H

#include "doc/document.h"

/* NULL if it is, else a constant that says which rule is broken; *where (may be NULL) gets the node. */
const char *tms_doc_check(const tms_document *doc, const tms_node **where);
/* Same content? Compares kinds, attributes, texts, metadata (with provenance) and order; the record is not looked at. NULL if same, else what differs. */
const char *tms_doc_compare(const tms_document *a, const tms_document *b);
/* The partition law: ranges of leaves and ledger are disjoint and inside the source. NULL if it holds. Needs O(n log n) and scratch from the arena. */
const char *tms_doc_check_partition(tms_document *doc);

#endif
