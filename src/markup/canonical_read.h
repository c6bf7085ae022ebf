/*
 * The direct reader of the canonical body: it knows the shapes that the writer (canonical_write.h) makes, and no others. One pass, no tree of
 * Markdown blocks, no list of tokens, no normalization: the tree that it leaves is in normal form by construction.
 *
 * It is quick because it needn't be exact in one direction: where it sees anything unusual it declines, and the reader of Markdown has its say. And it
 * doesn't judge whether the text is canonical: whoever asks writes the document again and compares (formats/canonical/read.c). Normal form and the same bytes
 * together are the proof, by the law read(write(d)) = d of docs/canonical-format.md.
 */
#ifndef TMS_MARKUP_CANONICAL_READ_H
#define TMS_MARKUP_CANONICAL_READ_H

#include "doc/document.h"

/*
 * Reads `text`, what stands behind the header, valid UTF-8, `offset` bytes into the decoded input, into a document without blocks. False: declined, or out of memory
 * or over a limit (tms_doc_status() tells them apart); the tree is anything then, and for tms_doc_rewind(). True: all but the metadata is in
 * normal form. The text is borrowed.
 */
TMS_MUST_USE bool tms_canonical_read_body(tms_slice text, uint32_t offset, tms_document *doc);

#endif
