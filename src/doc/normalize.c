#include "doc/normalize.h"

#include "base/assert.h"
#include "doc/check.h"
#include "doc/kind.h"
#include "doc/normal.h"
#include "doc/walk.h"

void tms_normal_discard(tms_normalizer *n, tms_node *node, tms_reason reason) {
  tms_walk walk = tms_walk_of(node);
  while (tms_walk_next(&walk)) {
    if (!walk.enter) continue;
    if (!tms_kind_is_inline((tms_kind)walk.node->kind)) tms_ledger_block(&n->doc->ledger, walk.node->score);
    if (!walk.node->derived) tms_ledger_drop(&n->doc->ledger, reason, walk.node->span);
  }
  tms_node_detach(node);
}

/* A group dissolves before its children are visited, so each of them moves once however deep the groups are nested. */
static void dissolve(tms_walk *walk, tms_node *group) {
  tms_node *first = group->first;
  tms_walk_skip(walk);
  tms_node_unwrap(group);
  if (!first) return;
  walk->next_node = first;
  walk->next_enter = true;
}

static void note_kind(tms_normalizer *n, const tms_node *node) {
  n->has_notes |= node->kind == TMS_KIND_FOOTNOTE || node->kind == TMS_KIND_NOTE_REFERENCE;
  n->has_comments |= node->kind == TMS_KIND_COMMENT || node->kind == TMS_KIND_COMMENTS;
}

void tms_normal_drop(tms_normalizer *n) {
  tms_walk walk = tms_walk_of(n->doc->root);
  uint32_t depth = 0;
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (!walk.enter) {
      depth--;
      tms_normal_attributes(n, node);
    } else if (node->dropped && node->parent && node != n->doc->main) {
      tms_walk_skip(&walk);
      tms_normal_discard(n, node, (tms_reason)node->dropped);
    } else if (node->kind == TMS_KIND_GROUP) {
      dissolve(&walk, node);
    } else {
      note_kind(n, node);
      if (++depth > n->deepest) n->deepest = depth;
    }
  }
}

/*
 * What must stand in something gets it from the structure step, as new nodes. Where it made none, nothing came to lie deeper than it was, but for what stood beside
 * main. Comments are left to the step itself, which also puts their answers last.
 */
static bool may_be_too_deep(const tms_normalizer *n, uint64_t nodes_before) {
  return n->has_comments || n->doc->node_count != nodes_before || n->deepest + 1 > TMS_DEEPEST_CONTAINER;
}

/* Walks over the tree at most: one a step, and three more of inlines. */
enum { WALKS = 9, WALKS_OF_ROUND = 6 };

static bool spend_walks(tms_document *doc, uint64_t walks) {
  return tms_doc_spend(doc, walks * doc->node_count);
}

tms_status tms_doc_normalize(tms_document *doc) {
  tms_normalizer n = {.doc = doc};
  tms_buf_init(&n.scratch, doc->allocator, doc->limits.max_memory);
  if (!doc->normal) doc->content_id[0] = '\0';
  if (!doc->normal && spend_walks(doc, WALKS)) {
    tms_normal_drop(&n);
    uint64_t nodes = doc->node_count;
    tms_normal_structure(&n);
    if (may_be_too_deep(&n, nodes)) tms_normal_depth(&n);
    tms_normal_inlines(&n);
    tms_normal_prune(&n);
    /* A round ends footnotes that stood in footnotes, so there are at most as many as the depth allows. */
    while (n.has_notes && tms_normal_notes(&n) && spend_walks(doc, WALKS_OF_ROUND)) {
      tms_normal_inlines(&n);
      tms_normal_prune(&n);
    }
    tms_normal_metadata(&n);
  }
  tms_buf_release(&n.scratch);
  tms_status status = tms_doc_status(doc);
  if (status != TMS_OK) return status;
  doc->normal = true;
  TMS_ASSERT(tms_doc_check(doc, NULL) == NULL);
  return TMS_OK;
}

void tms_doc_normalize_metadata(tms_document *doc) {
  tms_normalizer n = {.doc = doc};
  tms_buf_init(&n.scratch, doc->allocator, doc->limits.max_memory);
  tms_normal_metadata(&n);
  tms_buf_release(&n.scratch);
}
