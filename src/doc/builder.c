#include "doc/builder.h"

void tms_builder_init(tms_builder *builder, tms_document *doc) {
  *builder = (tms_builder){.doc = doc, .at = doc->main, .depth = 2};
}

static tms_node *scratch(tms_builder *builder) {
  builder->scratch = (tms_node){0};
  return &builder->scratch;
}

tms_node *tms_open(tms_builder *builder, tms_kind kind) {
  bool counts = kind != TMS_KIND_GROUP;
  /* Groups stand in no output; their own ceiling only bounds the tree, far above what a page has. */
  if (builder->flat > 0 || (counts && builder->depth + 1 >= TMS_DOCUMENT_DEPTH)) {
    builder->flat++;
    tms_ledger_repair(&builder->doc->ledger, TMS_REASON_FLATTENED, TMS_SPAN_NONE, 1);
    return scratch(builder);
  }
  tms_node *node = tms_doc_node(builder->doc, kind);
  if (!node) {
    builder->flat++;
    return scratch(builder);
  }
  tms_node_append(builder->at, node);
  builder->at = node;
  builder->depth += counts;
  return node;
}

void tms_close(tms_builder *builder) {
  if (builder->flat > 0) {
    builder->flat--;
    return;
  }
  if (!builder->at->parent || builder->at == builder->doc->main) return;
  builder->depth -= builder->at->kind != TMS_KIND_GROUP;
  builder->at = builder->at->parent;
}

tms_node *tms_leaf(tms_builder *builder, tms_kind kind) {
  tms_node *node = tms_doc_node(builder->doc, kind);
  if (!node) return scratch(builder);
  tms_node_append(builder->at, node);
  return node;
}

void tms_text(tms_builder *builder, tms_slice text, tms_span span) {
  if (text.len == 0) return;
  tms_node *node = tms_leaf(builder, TMS_KIND_TEXT);
  node->text = text;
  node->span = span;
}
