/* Depth: containers that open too deep are unwrapped, with the parts that only make sense in them. One walk; the depth counts what stays. */
#include "doc/kind.h"
#include "doc/normal.h"
#include "doc/walk.h"

enum { STAYS = 0, GOES = 1 }; /* node->mark */

bool tms_normal_is_container(tms_kind kind) {
  switch (kind) {
    case TMS_KIND_LIST:
    case TMS_KIND_DEFINITION_LIST:
    case TMS_KIND_QUOTE:
    case TMS_KIND_TABLE:
    case TMS_KIND_FIGURE:
    case TMS_KIND_COMMENT: return true;
    default: return false;
  }
}

/* Parts of a container, which can't stay without it. */
static bool is_part(const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_ITEM:
    case TMS_KIND_TERM:
    case TMS_KIND_DEFINITION:
    case TMS_KIND_CAPTION:
    case TMS_KIND_ROW:
    case TMS_KIND_CELL: return true;
    default: return false;
  }
}

static bool is_too_deep(const tms_node *node, uint32_t depth) {
  if (tms_normal_is_container((tms_kind)node->kind)) return depth > TMS_DEEPEST_CONTAINER;
  if (is_part(node)) return node->parent->mark == GOES;
  if (node->kind == TMS_KIND_IMAGE) return false;
  return tms_kind_is_inline((tms_kind)node->kind) && node->first && depth > TMS_DEEPEST_INLINE;
}

/* The images of a figure that goes stand in a paragraph. */
static void wrap_images(tms_normalizer *n, tms_node *figure) {
  tms_node *paragraph = tms_doc_node(n->doc, TMS_KIND_PARAGRAPH);
  if (!paragraph) return;
  for (tms_node *child = figure->first, *next; child; child = next) {
    next = child->next;
    if (child->kind != TMS_KIND_IMAGE) continue;
    tms_node_detach(child);
    tms_node_append(paragraph, child);
  }
  tms_node_insert_before(figure, paragraph);
}

static void flatten(tms_normalizer *n, tms_node *node) {
  node->mark = STAYS;
  tms_ledger_repair(&n->doc->ledger, TMS_REASON_FLATTENED, node->span, 1);
  if (node->kind == TMS_KIND_FIGURE) wrap_images(n, node);
  if (node->kind == TMS_KIND_TERM || node->kind == TMS_KIND_CAPTION) {
    node->kind = TMS_KIND_PARAGRAPH;
  } else {
    tms_node_unwrap(node);
  }
}

void tms_normal_depth(tms_normalizer *n) {
  tms_walk walk = tms_walk_of(n->doc->root);
  uint32_t depth = 0; /* of the open nodes that stay */
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (walk.enter) {
      node->mark = is_too_deep(node, depth + 1) ? GOES : STAYS;
      depth += node->mark == STAYS;
      continue;
    }
    depth -= node->mark == STAYS;
    if (node->mark == GOES) {
      flatten(n, node);
    } else if (node->kind == TMS_KIND_COMMENT) {
      tms_normal_answers_last(node);
    }
  }
}
