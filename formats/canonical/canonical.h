/* The canonical form, read and written: docs/canonical-format.md is its grammar. */
#ifndef TMS_FORMATS_CANONICAL_CANONICAL_H
#define TMS_FORMATS_CANONICAL_CANONICAL_H

#include "base/buffer.h"
#include "doc/document.h"

/* Appends header and body of a normal document. The buffer's sticky status is the outcome, together with tms_doc_status(). */
void tms_canonical_write(tms_document *doc, tms_buf *out);

/* Reads the canonical form and nothing else into a document without blocks: what was read is written and compared. The first difference is the error, with
 * its offset in `text`. The document is normal afterwards; it borrows the text. */
TMS_MUST_USE tms_status tms_canonical_read(tms_slice text, tms_document *doc, tms_error *error);
/* The two ways in which tms_canonical_read() does that, each alone, for the tests that hold them to the same answer. The direct one may decline (false). */
TMS_MUST_USE bool tms_canonical_read_direct(tms_slice text, tms_document *doc);
TMS_MUST_USE tms_status tms_canonical_read_as_markdown(tms_slice text, tms_document *doc, tms_error *error);

#endif
