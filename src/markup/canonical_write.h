/*
 * The canonical body: the one way to write a document's content in CommonMark with GFM tables, strikethrough and footnotes, and a fixed set of HTML
 * tags for what those can't say. docs/canonical-format.md is its grammar. Every format that carries a content_id needs it, so it stands here and not
 * in formats/canonical, which adds the header.
 */
#ifndef TMS_MARKUP_CANONICAL_WRITE_H
#define TMS_MARKUP_CANONICAL_WRITE_H

#include "base/buffer.h"
#include "doc/document.h"

enum {
  TMS_CANONICAL_PEOPLE = 1u << 0 /* Markdown for people: no escapes that only keep addresses from becoming links, or that nothing needs */
};

/* Appends the body of a normal document. One pass over the tree, each byte of it looked at a bounded number of times. The buffer's sticky status is
 * the outcome, together with tms_doc_status(). */
void tms_canonical_write_body(tms_document *doc, unsigned flags, tms_buf *out);

/* Appends "# title" and an empty line: what Markdown for people begins with. */
void tms_canonical_write_title(tms_slice title, tms_buf *out);

/* The identity of a text: SHA-256 of the canonical body of a normal document, in 64 lower-case hexadecimal digits and a NUL. */
TMS_MUST_USE tms_status tms_content_id(tms_document *doc, char out[65]);

#endif
