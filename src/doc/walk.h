/*
 * Walking a tree without recursion: every node is entered once and left once, in document order.
 *
 *   tms_walk walk = tms_walk_of(doc->root);
 *   while (tms_walk_next(&walk)) {
 *     if (walk.enter && walk.node->kind == TMS_KIND_TEXT) ...
 *   }
 *
 * The node of a leave event may be detached or unwrapped before the next call, and so may, at an enter event after tms_walk_skip(), the node entered.
 */
#ifndef TMS_DOC_WALK_H
#define TMS_DOC_WALK_H

#include "doc/document.h"

typedef struct tms_walk {
  tms_node *node; /* of the current event */
  bool enter;     /* or leave; leaves (kinds without children) are entered and left too */
  tms_node *root;
  tms_node *next_node; /* of the next event; NULL at the end */
  bool next_enter;
} tms_walk;

static inline tms_walk tms_walk_of(tms_node *root) {
  return (tms_walk){.root = root, .next_node = root, .next_enter = true};
}

/* To the next event; false behind the last. Here and not in a file of its own, because a document is walked a dozen times and this is most of a walk. */
static inline bool tms_walk_next(tms_walk *walk) {
  tms_node *node = walk->next_node;
  walk->node = node;
  walk->enter = walk->next_enter;
  if (!node) return false;
  if (walk->enter) {
    walk->next_enter = node->first != NULL;
    if (node->first) walk->next_node = node->first;
  } else if (node == walk->root) {
    walk->next_node = NULL;
  } else {
    /* what follows a leave event: the next sibling, or the parent's leave */
    walk->next_enter = node->next != NULL;
    walk->next_node = node->next ? node->next : node->parent;
  }
  return true;
}

/* The node behind `node` in document order, in the tree of `root`; NULL at the end. For who looks at nodes as they come, and never leaves one. */
static inline tms_node *tms_walk_on(const tms_node *root, tms_node *node) {
  if (node->first) return node->first;
  while (node != root && !node->next) node = node->parent;
  return node == root ? NULL : node->next;
}

/* At an enter event: passes over the children and the leave event of the node, which may then be detached. */
void tms_walk_skip(tms_walk *walk);

#endif
