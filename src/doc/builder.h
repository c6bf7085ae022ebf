/*
 * The builder: how readers make a document. It keeps the place where the next node goes, and holds the depth at TMS_DOCUMENT_DEPTH: what is opened
 * deeper is kept, flatter, and counted. Failures are sticky in the document's arena: check tms_doc_status() once at the end.
 *
 *   tms_builder b;
 *   tms_builder_init(&b, doc);
 *   tms_open(&b, TMS_KIND_PARAGRAPH);
 *   tms_text(&b, text, span);
 *   tms_close(&b);
 */
#ifndef TMS_DOC_BUILDER_H
#define TMS_DOC_BUILDER_H

#include "doc/document.h"

typedef struct tms_builder {
  tms_document *doc;
  tms_node *at;     /* open node; starts at doc->main */
  uint32_t depth;   /* of `at`, counted in nodes of content (groups don't count) */
  uint32_t flat;    /* opens that were swallowed: their closes are too */
  tms_node scratch; /* what swallowed and failed opens hand out: written to, never read */
} tms_builder;

void tms_builder_init(tms_builder *builder, tms_document *doc);
/* Opens a node inside the open one. Past the depth limit nothing is opened (the ledger counts it, children go into the open node) and a scratch
 * node is returned, whose fields may be set. Never NULL. */
tms_node *tms_open(tms_builder *builder, tms_kind kind);
/* Closes what the last open opened. */
void tms_close(tms_builder *builder);
/* Adds a childless node (text, code, image, break, rule, ...). Never NULL (a scratch node on failure). */
tms_node *tms_leaf(tms_builder *builder, tms_kind kind);
/* Adds text; empty text adds nothing. The bytes are borrowed: copy them with tms_doc_copy() if they don't outlive the document. */
void tms_text(tms_builder *builder, tms_slice text, tms_span span);

#endif
