/* Prune: what needs children and has none goes, from the leaves up. One walk. */
#include "doc/kind.h"
#include "doc/normal.h"
#include "doc/walk.h"

static bool may_be_empty(const tms_node *node) {
  if (node->kind == TMS_KIND_CODE_BLOCK || node->kind == TMS_KIND_FORMULA_BLOCK) return node->text.len > 0;
  return node->kind == TMS_KIND_CELL || node->kind == TMS_KIND_MAIN || node->kind == TMS_KIND_DOCUMENT ||
         tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_NOTHING;
}

/* A table of nothing but a caption is a paragraph. */
static void settle_table(tms_node *table) {
  if (table->first != table->last || table->first->kind != TMS_KIND_CAPTION) return;
  table->first->kind = TMS_KIND_PARAGRAPH;
  tms_node_unwrap(table);
}

void tms_normal_prune(tms_normalizer *n) {
  tms_walk walk = tms_walk_of(n->doc->root);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (walk.enter) continue;
    if (!node->first) {
      if (!may_be_empty(node)) tms_node_detach(node);
    } else if (node->kind == TMS_KIND_TABLE) {
      settle_table(node);
    } else if (node->kind == TMS_KIND_ITEM && node->level && node->first->kind != TMS_KIND_PARAGRAPH) {
      node->level = 0; /* GFM 5.3: the mark stands before the text of a paragraph */
      tms_ledger_repair(&n->doc->ledger, TMS_REASON_RESTRUCTURED, TMS_SPAN_NONE, 1);
    } else if (node->kind == TMS_KIND_COMMENT && node->first->kind == TMS_KIND_COMMENT) {
      tms_node_unwrap(node); /* answers to nothing */
    }
  }
}
