/* Normal form: what every writer may rely on. docs/document.md, "Normal form", is its definition. */
#ifndef TMS_DOC_NORMALIZE_H
#define TMS_DOC_NORMALIZE_H

#include "doc/document.h"

/* Drops what is marked dropped (ranges go to the ledger), dissolves groups, restructures, composes (NFC), merges. Idempotent; linear. */
tms_status tms_doc_normalize(tms_document *doc);
/* The metadata alone, for a reader whose tree is in normal form as it was built. Failures are sticky in the document's arena. */
void tms_doc_normalize_metadata(tms_document *doc);

#endif
