/* "The adoption agency algorithm" (13.2.6.4.7): end tags of formatting elements that are not the current node. */
#include "formats/html/tree_parts.h"

/* Clones that one round can make: three in its inner loop, one outside. */
enum { ROUNDS = 8, INNER = 3, CLONES_PER_ROUND = 4 };

typedef struct adoption {
  uint32_t formatting, formatting_at; /* node, and its entry on the stack */
  uint32_t block, block_at;           /* the furthest block */
  uint32_t bookmark;                  /* index in the list */
} adoption;

static bool is_listed(const tms_html_builder *b, uint32_t node) {
  return (b->tree->nodes[node].flags & TMS_NODE_LISTED) != 0;
}

static uint32_t list_index(const tms_html_builder *b, uint32_t node) {
  uint32_t i = b->listed;
  while (i && b->list[i - 1].node != node) i--;
  return i ? i - 1 : 0;
}

/* "The topmost node in the stack of open elements that is lower in the stack than formatting element, and is in the special category"; 0 if none. */
static uint32_t furthest_block(const tms_html_builder *b, uint32_t above) {
  if (tms_html_current(b)->special <= above) return 0;
  uint32_t i = above + 1;
  while (!(b->stack[i].bits & TMS_BIT_SPECIAL)) i++;
  return i;
}

/* The clone stands where the node stood, in the list and on the stack. */
static void replace_node(tms_html_builder *b, uint32_t at, uint32_t clone) {
  uint32_t node = b->stack[at].node;
  tms_html_node *nodes = b->tree->nodes;
  b->list[list_index(b, node)].node = clone;
  b->stack[at].node = clone;
  nodes[node].flags &= (uint8_t) ~(TMS_NODE_OPEN | TMS_NODE_LISTED);
  nodes[clone].flags |= TMS_NODE_OPEN | TMS_NODE_LISTED;
}

static void unlist(tms_html_builder *b, adoption *a, uint32_t node) {
  if (list_index(b, node) < a->bookmark) a->bookmark--;
  tms_html_list_remove(b, node);
}

/* Step 4.13: the formatting elements between are cloned into a chain that holds the block; what isn't (or no longer) in the list leaves the stack. */
static uint32_t inner_loop(tms_html_builder *b, adoption *a) {
  uint32_t last = a->block, at = a->block_at, counter = 0;
  while (--at > a->formatting_at) {
    uint32_t node = b->stack[at].node;
    if (++counter > INNER && is_listed(b, node)) unlist(b, a, node);
    if (!is_listed(b, node)) {
      tms_html_stack_remove(b, at);
      a->block_at--;
      continue;
    }
    uint32_t clone = tms_html_clone(b, node);
    if (!clone) break; /* memory; the budget was looked at before */
    replace_node(b, at, clone);
    if (last == a->block) a->bookmark = list_index(b, clone) + 1;
    tms_html_detach(b->tree, last);
    tms_html_append(b->tree, clone, last);
    last = clone;
  }
  return last;
}

/* Steps 4.15 to 4.19: the block's children go into a clone of the formatting element, which is open below the block from now on. */
static void wrap_children(tms_html_builder *b, adoption *a) {
  uint32_t clone = tms_html_clone(b, a->formatting);
  if (!clone) return;
  tms_html_move_children(b->tree, a->block, clone);
  tms_html_append(b->tree, a->block, clone);
  uint32_t old = list_index(b, a->formatting);
  b->tree->nodes[a->formatting].flags &= (uint8_t)~TMS_NODE_LISTED;
  uint32_t new_at = old < a->bookmark ? a->bookmark - 1 : a->bookmark;
  if (new_at >= b->listed) new_at = b->listed - 1;
  tms_html_listed entry = {.node = clone, .tag = b->tree->nodes[clone].tag};
  memmove(&b->list[old], &b->list[old + 1], (b->listed - old - 1) * sizeof *b->list);
  memmove(&b->list[new_at + 1], &b->list[new_at], (b->listed - new_at - 1) * sizeof *b->list);
  b->list[new_at] = entry;
  b->tree->nodes[clone].flags |= TMS_NODE_LISTED;
  tms_html_stack_remove(b, a->formatting_at);
  tms_html_stack_insert(b, a->block_at, clone); /* the block itself has moved one down */
}

typedef enum round_end { AGAIN, FINISHED, NO_FORMATTING } round_end;

static round_end adopt_once(tms_html_builder *b, tms_html_tag subject) {
  uint32_t listed_at = tms_html_list_find(b, subject);
  if (listed_at == UINT32_MAX) return NO_FORMATTING;
  adoption a = {.formatting = b->list[listed_at].node, .bookmark = listed_at};
  a.formatting_at = tms_html_stack_find(b, a.formatting);
  if (!a.formatting_at) {
    tms_html_list_remove(b, a.formatting);
    return FINISHED;
  }
  if (a.formatting_at < tms_html_current(b)->scope) return FINISHED;
  a.block_at = furthest_block(b, a.formatting_at);
  if (!a.block_at) {
    tms_html_pop_to(b, a.formatting_at);
    tms_html_list_remove(b, a.formatting);
    return FINISHED;
  }
  if (b->clones_left < CLONES_PER_ROUND) {
    b->tree->counts.clones++;
    return NO_FORMATTING;
  }
  b->z->errors++;
  a.block = b->stack[a.block_at].node;
  uint32_t ancestor = b->stack[a.formatting_at - 1].node;
  uint32_t last = inner_loop(b, &a);
  tms_html_detach(b->tree, last);
  tms_html_place(b, ancestor, last);
  wrap_children(b, &a);
  return AGAIN;
}

bool tms_html_adoption(tms_html_builder *b, tms_html_tag subject) {
  if (tms_html_current_is(b, subject) && !is_listed(b, tms_html_current(b)->node)) {
    tms_html_pop(b);
    return true;
  }
  for (int round = 0; round < ROUNDS && b->z->status == TMS_OK; round++) {
    round_end end = adopt_once(b, subject);
    if (end != AGAIN) return end == FINISHED;
  }
  return true;
}
