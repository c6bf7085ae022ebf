/* Reading a finished tree. */
#include "formats/html/tree_attributes.h"

static const tms_html_node *at(const tms_html_tree *tree, tms_html_ref node) {
  return &tree->nodes[node < tree->count ? node : 0];
}

tms_html_ref tms_html_root(const tms_html_tree *tree) {
  return tree->root;
}

tms_html_ref tms_html_parent(const tms_html_tree *tree, tms_html_ref node) {
  return at(tree, node)->parent;
}

tms_html_ref tms_html_first(const tms_html_tree *tree, tms_html_ref node) {
  const tms_html_node *n = at(tree, node);
  return n->kind == TMS_HTML_ELEMENT || n->kind == TMS_HTML_DOCUMENT ? n->first : 0;
}

tms_html_ref tms_html_next(const tms_html_tree *tree, tms_html_ref node) {
  return at(tree, node)->next;
}

tms_html_kind tms_html_node_kind(const tms_html_tree *tree, tms_html_ref node) {
  return (tms_html_kind)at(tree, node)->kind;
}

tms_html_tag tms_html_tag_of(const tms_html_tree *tree, tms_html_ref node) {
  return (tms_html_tag)at(tree, node)->tag;
}

tms_html_namespace tms_html_ns(const tms_html_tree *tree, tms_html_ref node) {
  return (tms_html_namespace)at(tree, node)->ns;
}

tms_slice tms_html_name(const tms_html_tree *tree, tms_html_ref node) {
  const tms_html_node *n = at(tree, node);
  bool named = (n->flags & TMS_NODE_NAMED) || n->kind == TMS_HTML_DOCTYPE || n->kind == TMS_HTML_PROCESSING_INSTRUCTION;
  if (named) return tms_html_record_value(&tree->z, &tree->z.records[n->attributes]);
  return n->ns == TMS_HTML_NS_SVG ? tms_html_tag_svg_name((tms_html_tag)n->tag) : tms_html_tag_name((tms_html_tag)n->tag);
}

tms_slice tms_html_text(const tms_html_tree *tree, tms_html_ref node) {
  const tms_html_node *n = at(tree, node);
  if (n->flags & TMS_NODE_SIDE) return tms_slice_of(tree->z.side + n->first, n->attributes);
  if (n->flags & TMS_NODE_DATA) return tms_slice_of(tree->z.input + n->first, n->attributes);
  if (n->kind == TMS_HTML_PROCESSING_INSTRUCTION) return tms_html_record_value(&tree->z, &tree->z.records[n->attributes + 1]);
  return n->kind == TMS_HTML_TEXT ? tms_slice_of(tree->z.input + n->begin, n->end - n->begin) : TMS_SLICE_NONE;
}

static inline void add_text(const tms_html_tree *tree, const tms_html_node *n, tms_buf *out) {
  bool side = n->flags & TMS_NODE_SIDE, apart = n->flags & (TMS_NODE_SIDE | TMS_NODE_DATA);
  uint32_t begin = apart ? n->first : n->begin, len = apart ? n->attributes : n->end - n->begin;
  tms_buf_add_piece(out, (side ? tree->z.side : tree->z.input) + begin, len, (side ? tree->z.side_len : tree->z.len) - begin);
}

/* Along the tree. */
static void walk_text(const tms_html_tree *tree, tms_html_ref root, tms_buf *out) {
  const tms_html_node *nodes = tree->nodes;
  for (tms_html_ref node = root; node;) {
    const tms_html_node *n = &nodes[node];
    bool inner = n->kind == TMS_HTML_ELEMENT || n->kind == TMS_HTML_DOCUMENT;
    if (n->kind == TMS_HTML_TEXT) add_text(tree, n, out);
    tms_html_ref next = inner ? n->first : 0;
    while (!next && node != root) {
      next = nodes[node].next;
      node = nodes[node].parent;
    }
    node = next;
  }
}

/* Where nothing was moved, text nodes were made in the order of the tree. */
void tms_html_all_text(const tms_html_tree *tree, tms_html_ref root, tms_buf *out) {
  if (root >= tree->count) return;
  if (root != tree->root || tree->shuffled) {
    walk_text(tree, root, out);
    return;
  }
  for (const tms_html_node *n = tree->nodes + 1, *end = tree->nodes + tree->count; n < end; n++) {
    if (n->kind == TMS_HTML_TEXT) add_text(tree, n, out);
  }
}

bool tms_html_continues(const tms_html_tree *tree, tms_html_ref node) {
  const tms_html_node *n = at(tree, node);
  return n->kind == TMS_HTML_TEXT && (n->flags & TMS_NODE_CONTINUES);
}

tms_span tms_html_span(const tms_html_tree *tree, tms_html_ref node) {
  return (tms_span){at(tree, node)->begin, at(tree, node)->end};
}

bool tms_html_doctype(const tms_html_tree *tree, tms_html_ref node, tms_slice *public_id, tms_slice *system_id) {
  const tms_html_node *n = at(tree, node);
  *public_id = *system_id = TMS_SLICE_NONE;
  if (n->kind != TMS_HTML_DOCTYPE) return false;
  const tms_html_record *records = &tree->z.records[n->attributes];
  *public_id = tms_html_record_value(&tree->z, &records[1]);
  *system_id = tms_html_record_value(&tree->z, &records[2]);
  return records[1].name_len || records[2].name_len;
}

/* "Adjust MathML attributes", "adjust SVG attributes". */
static tms_slice spelled_name(const tms_html_tree *tree, const tms_html_node *node, const tms_html_record *record) {
  unsigned id = record->bits & TMS_HTML_ATTR_ID;
  if (node->ns == TMS_HTML_NS_SVG && id != TMS_ATTR_UNKNOWN) return tms_html_attr_svg_name((tms_html_attr)id);
  if (node->ns == TMS_HTML_NS_MATHML && id == TMS_ATTR_DEFINITIONURL) return TMS_SLICE("definitionURL");
  return tms_html_record_name(&tree->z, record);
}

bool tms_html_attribute_at(const tms_html_tree *tree, tms_html_ref node, uint32_t index, tms_slice *name, tms_slice *value) {
  uint32_t record = tms_html_record_first(tree, node);
  while (record && index--) record = tms_html_record_next(tree, record);
  *name = record ? spelled_name(tree, at(tree, node), &tree->z.records[record]) : TMS_SLICE_NONE;
  *value = record ? tms_html_record_value(&tree->z, &tree->z.records[record]) : TMS_SLICE_NONE;
  return record != 0;
}

tms_slice tms_html_attribute(const tms_html_tree *tree, tms_html_ref node, tms_html_attr name, bool *found) {
  uint32_t record = tms_html_record_first(tree, node);
  while (record && (tree->z.records[record].bits & TMS_HTML_ATTR_ID) != name) record = tms_html_record_next(tree, record);
  if (found) *found = record != 0;
  return record ? tms_html_record_value(&tree->z, &tree->z.records[record]) : TMS_SLICE_NONE;
}

uint64_t tms_html_attribute_marks(const tms_html_tree *tree, tms_html_ref node) {
  uint64_t marks = 0;
  for (uint32_t record = tms_html_record_first(tree, node); record; record = tms_html_record_next(tree, record)) {
    marks |= tms_html_attribute_mark((tms_html_attr)(tree->z.records[record].bits & TMS_HTML_ATTR_ID));
  }
  return marks;
}

tms_html_counts tms_html_tree_counts(const tms_html_tree *tree) {
  return tree->counts;
}
