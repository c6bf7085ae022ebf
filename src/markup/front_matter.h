/*
 * Front matter: metadata between two lines "---" at the begin of a text. The canonical form's header is its strict subset (docs/canonical-
 * format.md): one key a line, values in JSON. The reader also takes what static site generators have there; whoever wants the strict form writes it
 * again and compares.
 */
#ifndef TMS_MARKUP_FRONT_MATTER_H
#define TMS_MARKUP_FRONT_MATTER_H

#include "doc/document.h"

/* The version of the canonical form: the value of its first key, `tamis`. */
enum { TMS_CANONICAL_VERSION = 1 };

/*
 * Reads front matter off the front of `text` into the document's metadata and returns its length with both lines, or 0 where there is none. *unknown
 * gets the offset of the first line whose key is not known (its value becomes a hint), or TMS_NO_OFFSET. Failures are sticky in the document's
 * arena.
 */
size_t tms_front_matter_read(tms_slice text, tms_document *doc, size_t *unknown);
/* The canonical header, with both lines. */
void tms_front_matter_write(const tms_document *doc, tms_buf *out);

#endif
