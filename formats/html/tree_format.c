/* The list of active formatting elements (13.2.4.3). */
#include "formats/html/tree_parts.h"

static void set_listed(tms_html_builder *b, uint32_t node, bool listed) {
  uint8_t *flags = &b->tree->nodes[node].flags;
  *flags = (uint8_t)(listed ? *flags | TMS_NODE_LISTED : *flags & ~TMS_NODE_LISTED);
}

static void take_entry(tms_html_builder *b, uint32_t index) {
  set_listed(b, b->list[index].node, false);
  memmove(&b->list[index], &b->list[index + 1], (b->listed - index - 1) * sizeof *b->list);
  b->listed--;
}

static void add_entry(tms_html_builder *b, uint32_t node) {
  void *list = b->list;
  bool fits = b->listed < b->max_listed && tms_html_grow(b->z, &list, &b->list_room, b->listed + 1, sizeof *b->list);
  b->list = list;
  if (fits) b->list[b->listed++] = (tms_html_listed){.node = node, .tag = b->tree->nodes[node].tag};
}

/* With the Noah's Ark clause: of equal elements behind the last marker three remain. */
void tms_html_list_add(tms_html_builder *b, uint32_t node) {
  if (!node) return; /* it lies flat at the depth ceiling */
  uint32_t equal = 0, oldest = 0;
  uint8_t tag = b->tree->nodes[node].tag;
  for (uint32_t i = b->listed; i-- && b->list[i].node;) {
    if (b->list[i].tag != tag || !tms_html_same_attributes(b->tree, b->list[i].node, node)) continue;
    equal++;
    oldest = i;
  }
  if (equal >= 3) take_entry(b, oldest);
  if (b->listed >= b->max_listed) {
    b->tree->counts.clones++;
    return;
  }
  add_entry(b, node);
  set_listed(b, node, true);
}

void tms_html_list_mark(tms_html_builder *b) {
  b->tree->counts.clones += b->listed >= b->max_listed;
  add_entry(b, 0);
}

void tms_html_list_clear_to_marker(tms_html_builder *b) {
  while (b->listed) {
    uint32_t node = b->list[--b->listed].node;
    if (!node) return;
    set_listed(b, node, false);
  }
}

uint32_t tms_html_list_find(const tms_html_builder *b, tms_html_tag tag) {
  for (uint32_t i = b->listed; i-- && b->list[i].node;) {
    if (b->list[i].tag == tag) return i;
  }
  return UINT32_MAX;
}

void tms_html_list_remove(tms_html_builder *b, uint32_t node) {
  if (!(b->tree->nodes[node].flags & TMS_NODE_LISTED)) return;
  for (uint32_t i = b->listed; i--;) {
    if (b->list[i].node != node) continue;
    take_entry(b, i);
    return;
  }
}

static bool is_closed(const tms_html_builder *b, uint32_t index) {
  uint32_t node = b->list[index].node;
  return node && !(b->tree->nodes[node].flags & TMS_NODE_OPEN);
}

void tms_html_reconstruct_slowly(tms_html_builder *b) {
  uint32_t first = b->listed;
  if (!is_closed(b, first - 1)) return;
  while (first && b->depth < b->max_depth && is_closed(b, first - 1)) first--;
  for (uint32_t i = first; i < b->listed && b->depth < b->max_depth; i++) {
    uint32_t clone = tms_html_clone(b, b->list[i].node);
    if (!clone) { /* out of budget or memory: formatting ends with its element from here on */
      b->listed = 0;
      b->max_listed = 0;
      return;
    }
    tms_html_place(b, 0, clone);
    tms_html_push(b, clone);
    set_listed(b, b->list[i].node, false);
    set_listed(b, clone, true);
    b->list[i].node = clone;
  }
  b->tree->counts.clones += b->depth >= b->max_depth && is_closed(b, b->listed - 1); /* no room for the last of them */
}
