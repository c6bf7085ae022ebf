/* The canonical form, read and written: docs/canonical-format.md is its grammar. */
#ifndef TMS_FORMATS_CANONICAL_CANONICAL_H
#define TMS_FORMATS_CANONICAL_CANONICAL_H

#include "base/buffer.h"
#include "doc/document.h"

/* Appends header and body of a normal document. The buffer's sticky status is the outcome, together with tms_doc_status(). */
void tms_canonical_write(tms_document *doc, tms_buf *out);

/* Reads the canonical form and nothing else: it reads leniently, writes what it read and compares. The first difference is the error, with
 * its offset in `text`. The document is normal afterwards; it borrows the text. */
TMS_MUST_USE tms_status tms_canonical_read(tms_slice text, tms_document *doc, tms_error *error);

#endif
