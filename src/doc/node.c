/* Tree surgery: every operation leaves prev, next, first, last and parent in agreement. */
#include "base/assert.h"
#include "doc/document.h"

void tms_node_append(tms_node *parent, tms_node *child) {
  TMS_ASSERT(!child->parent && !child->prev && !child->next);
  child->parent = parent;
  child->prev = parent->last;
  if (parent->last) {
    parent->last->next = child;
  } else {
    parent->first = child;
  }
  parent->last = child;
}

void tms_node_insert_before(tms_node *place, tms_node *node) {
  TMS_ASSERT(place->parent && !node->parent);
  node->parent = place->parent;
  node->prev = place->prev;
  node->next = place;
  if (place->prev) {
    place->prev->next = node;
  } else {
    place->parent->first = node;
  }
  place->prev = node;
}

void tms_node_insert_after(tms_node *place, tms_node *node) {
  if (place->next) {
    tms_node_insert_before(place->next, node);
  } else {
    tms_node_append(place->parent, node);
  }
}

void tms_node_detach(tms_node *node) {
  tms_node *parent = node->parent;
  if (!parent) return;
  if (node->prev) {
    node->prev->next = node->next;
  } else {
    parent->first = node->next;
  }
  if (node->next) {
    node->next->prev = node->prev;
  } else {
    parent->last = node->prev;
  }
  node->parent = node->prev = node->next = NULL;
}

void tms_node_move_children(tms_node *from, tms_node *to) {
  if (!from->first) return;
  for (tms_node *child = from->first; child; child = child->next) child->parent = to;
  from->first->prev = to->last;
  if (to->last) {
    to->last->next = from->first;
  } else {
    to->first = from->first;
  }
  to->last = from->last;
  from->first = from->last = NULL;
}

void tms_node_unwrap(tms_node *node) {
  tms_node *child;
  while ((child = node->first)) {
    tms_node_detach(child);
    tms_node_insert_before(node, child);
  }
  tms_node_detach(node);
}
