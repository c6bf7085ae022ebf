/* Nodes: made, placed, moved (13.2.6.1 "Creating and inserting nodes"). */
#include "formats/html/tree_parts.h"

_Static_assert(sizeof(tms_html_node) == 32, "the promise of tree.h");
_Static_assert(sizeof(tms_html_record) == 16, "the promise of tree.h");

uint32_t tms_html_node_new(tms_html_builder *b, tms_html_kind kind, uint32_t begin, uint32_t end) {
  tms_html_tree *tree = b->tree;
  if (tree->count == tree->room) {
    void *nodes = tree->nodes;
    bool grown = tms_html_grow(b->z, &nodes, &tree->room, tree->count + 1, sizeof *tree->nodes);
    tree->nodes = nodes;
    if (!grown) return 0;
  }
  if (tree->count >= tree->max_nodes) {
    b->z->status = TMS_ERR_LIMIT;
    return 0;
  }
  tree->nodes[tree->count] = (tms_html_node){.begin = begin, .end = end, .kind = (uint8_t)kind};
  return tree->count++;
}

/* ---------------------------------------------------------------- links ---- */

void tms_html_append(tms_html_tree *tree, uint32_t parent, uint32_t node) {
  tms_html_node *nodes = tree->nodes;
  uint32_t first = nodes[parent].first;
  nodes[node].parent = parent;
  nodes[node].next = 0;
  if (first) {
    uint32_t last = nodes[first].prev;
    nodes[last].next = node;
    nodes[node].prev = last;
    nodes[first].prev = node;
  } else {
    nodes[parent].first = node;
    nodes[node].prev = node;
  }
}

void tms_html_insert_before(tms_html_tree *tree, uint32_t before, uint32_t node) {
  tms_html_node *nodes = tree->nodes;
  uint32_t parent = nodes[before].parent, prev = nodes[before].prev;
  tree->shuffled = true;
  nodes[node].parent = parent;
  nodes[node].next = before;
  nodes[node].prev = prev; /* of a first child: the last one, also for its new first */
  nodes[before].prev = node;
  if (nodes[parent].first == before) {
    nodes[parent].first = node;
  } else {
    nodes[prev].next = node;
  }
}

void tms_html_detach(tms_html_tree *tree, uint32_t node) {
  tms_html_node *nodes = tree->nodes;
  uint32_t parent = nodes[node].parent, next = nodes[node].next, prev = nodes[node].prev;
  if (!parent) return;
  tree->shuffled = true;
  if (nodes[parent].first == node) {
    nodes[parent].first = next;
  } else {
    nodes[prev].next = next;
  }
  if (next) {
    nodes[next].prev = prev;
  } else if (nodes[parent].first) {
    nodes[nodes[parent].first].prev = prev;
  }
  nodes[node].parent = nodes[node].next = nodes[node].prev = 0;
}

/* O(children); each such move puts them one level deeper, below a formatting element, out of the way of the next. */
void tms_html_move_children(tms_html_tree *tree, uint32_t from, uint32_t to) {
  tms_html_node *nodes = tree->nodes;
  tree->shuffled = true;
  nodes[to].first = nodes[from].first;
  nodes[from].first = 0;
  for (uint32_t child = nodes[to].first; child; child = nodes[child].next) nodes[child].parent = to;
}

/* ---------------------------------------------------------------- places ---- */

typedef struct place {
  uint32_t parent, before; /* before 0: as last child */
} place;

/* "If foster parenting is enabled and target is a table, tbody, tfoot, thead, or tr element" */
static place foster_place(const tms_html_builder *b) {
  uint32_t template_at = b->top[TMS_TAG_TEMPLATE], table_at = b->top[TMS_TAG_TABLE];
  if (template_at && template_at >= table_at) return (place){b->stack[template_at].node, 0};
  if (!table_at) return (place){b->stack[b->depth ? 1 : 0].node, 0};
  uint32_t table = b->stack[table_at].node, parent = b->tree->nodes[table].parent;
  return parent ? (place){parent, table} : (place){b->stack[table_at - 1].node, 0};
}

static place find_foster_place(const tms_html_builder *b, uint32_t target) {
  const tms_html_node *node = &b->tree->nodes[target];
  bool fosters = node->ns == TMS_HTML_NS_HTML && (tms_html_tag_bits[node->tag] & TMS_BIT_TABLE);
  if (!fosters) return (place){target, 0};
  b->tree->shuffled = true;
  return foster_place(b);
}

static inline place find_place(const tms_html_builder *b, uint32_t target) {
  if (!target) target = b->stack[b->depth].node;
  return b->foster ? find_foster_place(b, target) : (place){target, 0};
}

static void put(tms_html_tree *tree, place where, uint32_t node) {
  if (where.before) {
    tms_html_insert_before(tree, where.before, node);
  } else {
    tms_html_append(tree, where.parent, node);
  }
}

void tms_html_place(tms_html_builder *b, uint32_t target, uint32_t node) {
  b->tree->shuffled |= target != 0;
  put(b->tree, find_place(b, target), node);
}

/* ---------------------------------------------------------------- text, comments, doctype ---- */

/* "If there is a Text node immediately before the adjusted insertion location" */
static bool behind_text(const tms_html_tree *tree, place where) {
  uint32_t first = tree->nodes[where.parent].first, before = where.before;
  if (!first || before == first) return false;
  uint32_t prev = tree->nodes[before ? before : first].prev;
  return tree->nodes[prev].kind == TMS_HTML_TEXT;
}

void tms_html_add_text(tms_html_builder *b, const tms_html_token *token, uint32_t begin, uint32_t end, tms_html_nul nul) {
  if (begin >= end) return;
  tms_html_bytes bytes = tms_html_decode_text(b->z, token, begin, end, nul);
  place where = find_place(b, 0);
  if (bytes.len == 0 || b->tree->nodes[where.parent].kind == TMS_HTML_DOCUMENT) return;
  uint32_t number = tms_html_node_new(b, TMS_HTML_TEXT, begin, end);
  tms_html_node *node = &b->tree->nodes[number];
  if (bytes.side) {
    node->flags = TMS_NODE_SIDE;
    node->first = bytes.at;
    node->attributes = bytes.len;
  }
  if (behind_text(b->tree, where)) node->flags |= TMS_NODE_CONTINUES;
  put(b->tree, where, number);
}

static void add_record(tms_html_builder *b, tms_html_bytes bytes, bool there, bool last) {
  tms_html_record *record = tms_html_record_add(b->z);
  if (!record) return;
  record->value = bytes.at;
  record->value_len = bytes.len;
  record->name_len = there;
  record->bits = (uint16_t)((bytes.side ? TMS_HTML_ATTR_VALUE_SIDE : 0) | (last ? TMS_HTML_ATTR_LAST : 0));
}

void tms_html_add_comment(tms_html_builder *b, const tms_html_token *token, uint32_t parent) {
  bool comment = token->kind == TMS_TOKEN_COMMENT;
  uint32_t number = tms_html_node_new(b, comment ? TMS_HTML_COMMENT : TMS_HTML_PROCESSING_INSTRUCTION, token->begin, token->end);
  tms_html_node *node = &b->tree->nodes[number];
  if (comment) {
    node->flags = token->data.side ? TMS_NODE_SIDE : TMS_NODE_DATA;
    node->first = token->data.at;
    node->attributes = token->data.len;
  } else { /* two records: target, data */
    node->attributes = b->z->record_count;
    add_record(b, token->name, true, false);
    add_record(b, token->data, true, true);
  }
  put(b->tree, parent ? (place){parent, 0} : find_place(b, 0), number);
}

/* Three records: name, public and system identifier; name_len says which were there. */
void tms_html_add_doctype(tms_html_builder *b, const tms_html_token *token) {
  uint32_t number = tms_html_node_new(b, TMS_HTML_DOCTYPE, token->begin, token->end);
  b->tree->nodes[number].attributes = b->z->record_count;
  add_record(b, token->name, token->has_name, false);
  add_record(b, token->public_id, token->has_public, false);
  add_record(b, token->system_id, token->has_system, true);
  tms_html_append(b->tree, 1, number);
}

/* ---------------------------------------------------------------- elements ---- */

/* html and body may get attributes later: their records end with a link. Those of the tag move behind what an implied element added meanwhile. */
static void end_with_link(tms_html_builder *b, uint32_t number, uint32_t count, uint32_t *link) {
  uint32_t from = b->tree->nodes[number].attributes, to = b->z->record_count;
  for (uint32_t i = 0; i < count; i++) {
    tms_html_record *copy = tms_html_record_add(b->z);
    if (!copy) return;
    *copy = b->z->records[from + i];
    copy->bits &= (uint16_t)~TMS_HTML_ATTR_LAST;
  }
  tms_html_record *record = tms_html_record_add(b->z);
  if (!record) return;
  record->bits = TMS_HTML_ATTR_LINK;
  *link = b->z->record_count - 1;
  b->tree->nodes[number].attributes = to;
}

static uint32_t new_element(tms_html_builder *b, const tms_html_token *token, tms_html_tag tag, tms_html_namespace ns) {
  uint32_t number = tms_html_node_new(b, TMS_HTML_ELEMENT, token ? token->begin : 0, token ? token->end : 0);
  tms_html_node *node = &b->tree->nodes[number];
  node->tag = (uint8_t)tag;
  node->ns = (uint8_t)ns;
  if (token) {
    node->attributes = token->attributes;
    if (tag == TMS_TAG_UNKNOWN) {
      node->attributes = token->name_record;
      node->flags = TMS_NODE_NAMED;
    }
  }
  if (tag == TMS_TAG_HTML && ns == TMS_HTML_NS_HTML) end_with_link(b, number, token ? token->count : 0, &b->html_link);
  if (tag == TMS_TAG_BODY && ns == TMS_HTML_NS_HTML) end_with_link(b, number, token ? token->count : 0, &b->body_link);
  return number;
}

uint32_t tms_html_add_element_surely(tms_html_builder *b, const tms_html_token *token, tms_html_tag tag) {
  uint32_t number = new_element(b, token, tag, TMS_HTML_NS_HTML);
  put(b->tree, find_place(b, b->depth ? 0 : 1), number);
  tms_html_push(b, number);
  return number;
}

/* At the ceiling: attached, not opened; its end tag will find it counted. */
static bool stays_flat(tms_html_builder *b, tms_html_tag tag) {
  if (b->depth < b->max_depth) return false;
  if (!b->flat_total) memset(b->flat, 0, sizeof b->flat);
  b->flat[tag]++;
  b->flat_total++;
  b->tree->counts.flattened++;
  return true;
}

uint32_t tms_html_add_element(tms_html_builder *b, const tms_html_token *token, tms_html_tag tag) {
  if (!stays_flat(b, tag)) return tms_html_add_element_surely(b, token, tag);
  put(b->tree, find_place(b, 0), new_element(b, token, tag, TMS_HTML_NS_HTML));
  return 0;
}

uint32_t tms_html_add_void(tms_html_builder *b, const tms_html_token *token) {
  uint32_t number = new_element(b, token, token->tag, TMS_HTML_NS_HTML);
  put(b->tree, find_place(b, 0), number);
  return number;
}

uint32_t tms_html_add_foreign(tms_html_builder *b, const tms_html_token *token, tms_html_namespace ns) {
  uint32_t number = new_element(b, token, token->tag, ns);
  put(b->tree, find_place(b, 0), number);
  if (!token->self_closing && !stays_flat(b, token->tag)) tms_html_push(b, number);
  return number;
}

uint32_t tms_html_clone(tms_html_builder *b, uint32_t from) {
  if (!b->clones_left) {
    b->tree->counts.clones++;
    return 0;
  }
  b->clones_left--;
  const tms_html_node original = b->tree->nodes[from]; /* a copy: the array may move */
  uint32_t number = tms_html_node_new(b, TMS_HTML_ELEMENT, original.begin, original.end);
  tms_html_node *node = &b->tree->nodes[number];
  node->tag = original.tag;
  node->ns = original.ns;
  node->attributes = original.attributes;
  node->flags = (uint8_t)(original.flags & TMS_NODE_NAMED);
  return number;
}
