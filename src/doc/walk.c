#include "doc/walk.h"

void tms_walk_skip(tms_walk *walk) {
  tms_node *node = walk->node;
  walk->next_enter = node != walk->root && node->next != NULL;
  walk->next_node = node == walk->root ? NULL : node->next ? node->next : node->parent;
}
