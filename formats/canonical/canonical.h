#ifndef TMS_FORMATS_CANONICAL_CANONICAL_H
#define TMS_FORMATS_CANONICAL_CANONICAL_H

#include "base/buffer.h"
#include "doc/document.h"

/* Header and body of a normal document. */
void tms_canonical_write(tms_document *doc, tms_buf *out);

/* Reads the canonical form and nothing else: it reads leniently, writes what it read and compares. The first difference is the error. The document
 * is normal. */
TMS_MUST_USE tms_status tms_canonical_read(tms_slice text, tms_document *doc, tms_error *error);

#endif
