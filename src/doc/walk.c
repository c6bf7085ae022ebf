#include "doc/walk.h"

tms_walk tms_walk_of(tms_node *root) {
  return (tms_walk){.root = root, .next_node = root, .next_enter = true};
}

/* What follows the leave event of a node: its next sibling, or its parent's leave. */
static void plan_after(tms_walk *walk, const tms_node *node) {
  if (node == walk->root) {
    walk->next_node = NULL;
    return;
  }
  walk->next_enter = node->next != NULL;
  walk->next_node = node->next ? node->next : node->parent;
}

bool tms_walk_next(tms_walk *walk) {
  walk->node = walk->next_node;
  walk->enter = walk->next_enter;
  if (!walk->node) return false;
  if (!walk->enter) {
    plan_after(walk, walk->node);
  } else if (walk->node->first) {
    walk->next_node = walk->node->first;
  } else {
    walk->next_enter = false;
  }
  return true;
}

void tms_walk_skip(tms_walk *walk) {
  plan_after(walk, walk->node);
}
