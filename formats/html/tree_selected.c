/*
 * What a browser shows in <selectedcontent>: a copy of the selected option's contents ("maybe clone an option into selectedcontent").
 *
 * The standard copies while it parses; the same tree comes of doing it afterwards. A reader of text has no use for text that stands twice, so this is
 * an option that only conformance tests set. The copies have no range in the input, or ranges would overlap.
 */
#include "formats/html/tree_attributes.h"

static bool is_html(const tms_html_tree *tree, uint32_t node, tms_html_tag tag) {
  const tms_html_node *n = &tree->nodes[node];
  return n->kind == TMS_HTML_ELEMENT && n->ns == TMS_HTML_NS_HTML && n->tag == tag;
}

static bool has_attribute(const tms_html_tree *tree, uint32_t node, tms_html_attr name) {
  bool found = false;
  (void)tms_html_attribute(tree, node, name, &found);
  return found;
}

static uint32_t select_above(const tms_html_tree *tree, uint32_t node) {
  do {
    node = tree->nodes[node].parent;
  } while (node && !is_html(tree, node, TMS_TAG_SELECT));
  return node;
}

/* The node after `node` in the order of the tree, below `root`; 0 at the end. */
static uint32_t next_below(const tms_html_tree *tree, uint32_t root, uint32_t node) {
  if (tms_html_first(tree, node)) return tms_html_first(tree, node);
  while (node != root && !tree->nodes[node].next) node = tree->nodes[node].parent;
  return node == root ? 0 : tree->nodes[node].next;
}

/* "A select element's selectedness": the last option that says so, else the first. */
static uint32_t selected_option(const tms_html_tree *tree, uint32_t select) {
  uint32_t first = 0, selected = 0;
  for (uint32_t node = next_below(tree, select, select); node; node = next_below(tree, select, node)) {
    if (!is_html(tree, node, TMS_TAG_OPTION) || select_above(tree, node) != select) continue;
    if (!first) first = node;
    if (has_attribute(tree, node, TMS_ATTR_SELECTED)) selected = node;
  }
  return selected ? selected : first;
}

/* "A selectedcontent element is disabled" inside of an option: what it showed would be a part of itself. */
static bool is_in_option(const tms_html_tree *tree, uint32_t node, uint32_t select) {
  while (node != select && !is_html(tree, node, TMS_TAG_OPTION)) node = tree->nodes[node].parent;
  return node != select;
}

static uint32_t copy_node(tms_html_builder *b, uint32_t from) {
  const tms_html_node original = b->tree->nodes[from]; /* a copy: the array may move */
  uint32_t number = tms_html_node_new(b, (tms_html_kind)original.kind, 0, 0);
  tms_html_node *node = &b->tree->nodes[number];
  node->tag = original.tag;
  node->ns = original.ns;
  node->flags = original.flags;
  node->attributes = original.attributes;
  if (original.kind == TMS_HTML_ELEMENT) return number;
  node->first = original.first;
  if (original.kind == TMS_HTML_TEXT && !(original.flags & TMS_NODE_SIDE)) {
    node->flags |= TMS_NODE_DATA;
    node->first = original.begin;
    node->attributes = original.end - original.begin;
  }
  return number;
}

/* Both trees are walked in step: the copy's parent is the copy of the parent. */
static void copy_children(tms_html_builder *b, uint32_t from, uint32_t to) {
  uint32_t node = from, place = to;
  while (b->z->status == TMS_OK) {
    uint32_t next = tms_html_first(b->tree, node);
    while (!next && node != from) {
      next = b->tree->nodes[node].next;
      node = b->tree->nodes[node].parent;
      place = b->tree->nodes[place].parent;
    }
    if (!next) return;
    uint32_t copy = copy_node(b, next);
    tms_html_append(b->tree, place, copy);
    node = next;
    place = copy;
  }
}

void tms_html_fill_selected(tms_html_builder *b) {
  tms_html_tree *tree = b->tree;
  for (uint32_t node = 1, count = tree->count; node < count; node++) {
    if (!is_html(tree, node, TMS_TAG_SELECTEDCONTENT)) continue;
    uint32_t select = select_above(tree, node);
    if (!select || (tree->nodes[select].flags & TMS_NODE_FILLED) || has_attribute(tree, select, TMS_ATTR_MULTIPLE)) continue;
    if (is_in_option(tree, node, select)) continue;
    tree->nodes[select].flags |= TMS_NODE_FILLED;
    tree->shuffled = true;
    uint32_t option = selected_option(tree, select);
    if (!option) continue;
    tree->nodes[node].first = 0;
    copy_children(b, option, node);
  }
}
