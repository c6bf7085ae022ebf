/*
 * The tree builder's own: nodes, the stack of open elements, the list of active formatting elements (13.2.4).
 *
 * Time. A stack entry knows, of the stack up to itself, where the highest scope marker and the highest special element are, and each tag knows its
 * highest open element. So "has an element in scope" and the end-tag searches are a comparison of two numbers. The stack has a ceiling (max_depth;
 * deeper elements are attached to the deepest open one and are not opened), the formatting list too, and clones have a budget, so what the standard
 * does by walking them is bounded for each token.
 *
 * Memory. Failed allocations set z.status; node 0 and stack entry 0 are dummies that may be written to, so nothing needs to look at once.
 */
#ifndef TMS_HTML_TREE_PARTS_H
#define TMS_HTML_TREE_PARTS_H

#include "formats/html/tokenizer.h"
#include "formats/html/tree.h"

enum {
  TMS_NODE_CONTINUES = 1, /* text: continues the text before it */
  TMS_NODE_SIDE = 2,      /* text, comment: decoded characters in the side buffer; `first` is where, `attributes` how many */
  TMS_NODE_DATA = 4,      /* comment: `first` and `attributes` say where its characters are in the input */
  TMS_NODE_OPEN = 8,      /* element: on the stack of open elements */
  TMS_NODE_LISTED = 16,   /* element: in the list of active formatting elements */
  TMS_NODE_NAMED = 32,    /* element of unknown name: its first record is the name */
  TMS_NODE_FILLED = 64,   /* select: its <selectedcontent> is done */
};

/* 32 bytes. Of the first child `prev` is the last one, so that appending needs no further field. */
typedef struct tms_html_node {
  uint32_t parent, next, prev, first;
  uint32_t begin, end;
  uint32_t attributes; /* first record, 0 for none */
  uint8_t tag, kind, ns, flags;
} tms_html_node;

struct tms_html_tree {
  tms_html_tokenizer z; /* the input, the records and the side buffer */
  tms_html_node *nodes; /* node 0 is none, node 1 the document */
  uint32_t count, room, max_nodes;
  tms_html_ref root;
  bool shuffled; /* something was put elsewhere than behind all that came before: text nodes may not stand in the order of the tree */
  tms_html_counts counts;
};

/* What an element is to the algorithms: bits of a tag in its namespace. */
enum {
  TMS_BIT_SPECIAL = 1,
  TMS_BIT_SCOPE = 2,         /* ends "in scope" */
  TMS_BIT_ITEM_STOP = 4,     /* special, but not address, div or p: where the search for an open li, dd or dt ends */
  TMS_BIT_IMPLIED = 8,       /* "generate implied end tags" */
  TMS_BIT_THOROUGH = 16,     /* "... thoroughly" */
  TMS_BIT_TABLE = 32,        /* table tbody tfoot thead tr: where foster parenting begins */
  TMS_BIT_HTML_POINT = 64,   /* HTML integration point */
  TMS_BIT_MATHML_POINT = 128 /* MathML text integration point */
};

typedef struct tms_html_open {
  uint32_t node;
  uint32_t same;  /* next lower entry of the same HTML tag */
  uint32_t scope; /* this entry or the highest below it that ends a scope; 0 for none; and so on */
  uint32_t special;
  uint32_t item_stop;
  uint8_t tag, ns, bits;
} tms_html_open;

typedef struct tms_html_listed {
  uint32_t node; /* 0: a marker */
  uint8_t tag;
} tms_html_listed;

typedef enum tms_html_insertion_mode {
  TMS_INSERT_INITIAL,
  TMS_INSERT_BEFORE_HTML,
  TMS_INSERT_BEFORE_HEAD,
  TMS_INSERT_IN_HEAD,
  TMS_INSERT_IN_HEAD_NOSCRIPT,
  TMS_INSERT_AFTER_HEAD,
  TMS_INSERT_IN_BODY,
  TMS_INSERT_TEXT,
  TMS_INSERT_IN_TABLE,
  TMS_INSERT_IN_CAPTION,
  TMS_INSERT_IN_COLUMN_GROUP,
  TMS_INSERT_IN_TABLE_BODY,
  TMS_INSERT_IN_ROW,
  TMS_INSERT_IN_CELL,
  TMS_INSERT_IN_TEMPLATE,
  TMS_INSERT_AFTER_BODY,
  TMS_INSERT_IN_FRAMESET,
  TMS_INSERT_AFTER_FRAMESET,
  TMS_INSERT_AFTER_AFTER_BODY,
  TMS_INSERT_AFTER_AFTER_FRAMESET
} tms_html_insertion_mode;

typedef struct tms_html_pending {
  uint32_t begin, end;
  bool dirty, references, replace_nul;
} tms_html_pending;

#define TMS_HTML_CONTEXT_FORM UINT32_MAX /* the form element pointer, where the form is the context or above it */

typedef struct tms_html_builder {
  tms_html_tree *tree;
  tms_html_tokenizer *z; /* &tree->z */

  tms_html_open *stack; /* entry 0 is a dummy; depth is the number of the current node's entry */
  uint32_t depth, stack_room, max_depth;
  uint32_t top[TMS_TAG_COUNT]; /* highest entry of each HTML tag, 0 for none */
  uint32_t flat_total;

  tms_html_listed *list;
  uint32_t listed, list_room, max_listed;
  uint64_t clones_left;

  uint8_t *template_modes;
  uint32_t template_count, template_room;

  tms_html_pending *pending; /* "pending table character tokens" */
  uint32_t pending_count, pending_room;

  tms_html_insertion_mode mode, original_mode;
  tms_html_ref head, form;
  uint32_t html_link, body_link; /* record that ends their attributes */
  bool frameset_ok, foster, scripting, quirks;
  bool skip_lf; /* a line feed right behind <pre>, <listing>, <textarea> is no content */
  bool stopped;
  bool by_the_book;     /* no short ways: fragments, and tests */
  tms_html_token token; /* that is at work */

  bool fragment;
  tms_html_tag context_tag;
  tms_html_namespace context_ns;
  uint8_t context_bits;

  /* Elements that were not opened at the depth ceiling, and wait for their end tags. Not set before there is one (flat_total): few pages have any, and small
   * pages are not to wait for it. */
  uint32_t flat[TMS_TAG_COUNT];
} tms_html_builder;

/* ---------------------------------------------------------------- tree_nodes.c ---- */

/* A new node that is nowhere in the tree; 0 on failure. */
uint32_t tms_html_node_new(tms_html_builder *b, tms_html_kind kind, uint32_t begin, uint32_t end);
void tms_html_append(tms_html_tree *tree, uint32_t parent, uint32_t node);
void tms_html_insert_before(tms_html_tree *tree, uint32_t before, uint32_t node);
void tms_html_detach(tms_html_tree *tree, uint32_t node);
/* All children of `from` become the last children of `to`, which has none. */
void tms_html_move_children(tms_html_tree *tree, uint32_t from, uint32_t to);
/* 13.2.6.1 "Appropriate place for inserting a node", with the current node as target, or `target` where it isn't 0. */
void tms_html_place(tms_html_builder *b, uint32_t target, uint32_t node);
/* Text of the token's range (all of it, or a part), decoded, at the appropriate place. */
void tms_html_add_text(tms_html_builder *b, const tms_html_token *token, uint32_t begin, uint32_t end, tms_html_nul nul);
/* A comment or processing instruction, as last child of `parent`, or at the appropriate place where that is 0. */
void tms_html_add_comment(tms_html_builder *b, const tms_html_token *token, uint32_t parent);
void tms_html_add_doctype(tms_html_builder *b, const tms_html_token *token);

/* "Insert an HTML element": created, placed and opened. token may be NULL for an element that the parser implies.
 * At the depth ceiling it stays closed and 0 comes back. */
uint32_t tms_html_add_element(tms_html_builder *b, const tms_html_token *token, tms_html_tag tag);
/* The same whatever the depth: for html, head, body, the parts of a table, and elements that hold text alone. They are few, or closed at once. */
uint32_t tms_html_add_element_surely(tms_html_builder *b, const tms_html_token *token, tms_html_tag tag);
/* The same and closed at once: void elements. */
uint32_t tms_html_add_void(tms_html_builder *b, const tms_html_token *token);
uint32_t tms_html_add_foreign(tms_html_builder *b, const tms_html_token *token, tms_html_namespace ns);
/* Created from the token of `from`, placed nowhere. 0 where the clone budget is spent. */
uint32_t tms_html_clone(tms_html_builder *b, uint32_t from);
/* Adds the token's attributes that the element (html or body) lacks. */
void tms_html_merge_attributes(tms_html_builder *b, const tms_html_token *token, uint32_t node, uint32_t *link);
bool tms_html_same_attributes(const tms_html_tree *tree, uint32_t a, uint32_t b);

/* ---------------------------------------------------------------- tree_stack.c ---- */

#pragma GCC visibility push(hidden)
extern const uint8_t tms_html_tag_bits[TMS_TAG_COUNT];
#pragma GCC visibility pop
/* Bits of an element outside HTML; `node` tells the encoding attribute of annotation-xml. */
uint8_t tms_html_foreign_bits(const tms_html_tree *tree, tms_html_tag tag, tms_html_namespace ns, uint32_t node);

void tms_html_push(tms_html_builder *b, uint32_t node);
void tms_html_pop(tms_html_builder *b);
/* Pops down to and with entry `index`. */
void tms_html_pop_to(tms_html_builder *b, uint32_t index);
/* Takes an entry out of the middle, or puts one in at `index`. */
void tms_html_stack_remove(tms_html_builder *b, uint32_t index);
void tms_html_stack_insert(tms_html_builder *b, uint32_t index, uint32_t node);
/* The entry of an open HTML element, 0 if it isn't open. */
uint32_t tms_html_stack_find(const tms_html_builder *b, uint32_t node);
/* Closes `node` if it is open, without closing others. */
void tms_html_stack_take(tms_html_builder *b, uint32_t node);
/* "Generate implied end tags", except for one tag (or UNKNOWN). */
void tms_html_imply_ends(tms_html_builder *b, tms_html_tag except);
void tms_html_imply_ends_thoroughly(tms_html_builder *b);
/* Implied end tags, then pops to the highest open `tag`, if there is one in default scope (button scope for p). False where there is none. */
bool tms_html_close(tms_html_builder *b, tms_html_tag tag);
void tms_html_close_p(tms_html_builder *b);
/* "Reset the insertion mode appropriately" */
void tms_html_reset_mode(tms_html_builder *b);
bool tms_html_push_template_mode(tms_html_builder *b, tms_html_insertion_mode mode);

static inline const tms_html_open *tms_html_current(const tms_html_builder *b) {
  return &b->stack[b->depth];
}
static inline bool tms_html_current_is(const tms_html_builder *b, tms_html_tag tag) {
  return b->stack[b->depth].tag == tag && b->stack[b->depth].ns == TMS_HTML_NS_HTML;
}
/* Forms in templates don't set the form element pointer; a template as context of a fragment counts. */
static inline bool tms_html_in_template(const tms_html_builder *b) {
  return b->top[TMS_TAG_TEMPLATE] || (b->fragment && b->context_tag == TMS_TAG_TEMPLATE && b->context_ns == TMS_HTML_NS_HTML);
}
static inline uint32_t tms_html_higher(uint32_t a, uint32_t b) {
  return a > b ? a : b;
}
static inline bool tms_html_in_scope(const tms_html_builder *b, tms_html_tag tag) {
  return b->top[tag] && b->top[tag] >= b->stack[b->depth].scope;
}
static inline bool tms_html_in_button_scope(const tms_html_builder *b, tms_html_tag tag) {
  return b->top[tag] && b->top[tag] >= tms_html_higher(b->stack[b->depth].scope, b->top[TMS_TAG_BUTTON]);
}
static inline bool tms_html_in_item_scope(const tms_html_builder *b, tms_html_tag tag) {
  return b->top[tag] && b->top[tag] >= tms_html_higher(b->stack[b->depth].scope, tms_html_higher(b->top[TMS_TAG_OL], b->top[TMS_TAG_UL]));
}
static inline uint32_t tms_html_table_scope(const tms_html_builder *b) {
  return tms_html_higher(b->top[TMS_TAG_HTML], tms_html_higher(b->top[TMS_TAG_TABLE], b->top[TMS_TAG_TEMPLATE]));
}
static inline bool tms_html_in_table_scope(const tms_html_builder *b, tms_html_tag tag) {
  return b->top[tag] && b->top[tag] >= tms_html_table_scope(b);
}

/* ---------------------------------------------------------------- tree_format.c ---- */

void tms_html_list_add(tms_html_builder *b, uint32_t node);
void tms_html_list_mark(tms_html_builder *b);
void tms_html_list_clear_to_marker(tms_html_builder *b);
/* The newest entry of a tag behind the last marker, or UINT32_MAX. */
uint32_t tms_html_list_find(const tms_html_builder *b, tms_html_tag tag);
void tms_html_list_remove(tms_html_builder *b, uint32_t node);
void tms_html_reconstruct_slowly(tms_html_builder *b);
/* "Reconstruct the active formatting elements, if any" */
static inline void tms_html_reconstruct(tms_html_builder *b) {
  if (b->listed) tms_html_reconstruct_slowly(b);
}
/* tree_adoption.c: the adoption agency for an end tag; false: act as "any other end tag". */
bool tms_html_adoption(tms_html_builder *b, tms_html_tag subject);

/* ---------------------------------------------------------------- mode_*.c ---- */

/* Each takes a token in its mode. True: the mode has changed, do it again. */
bool tms_html_mode_head(tms_html_builder *b, tms_html_token *token);     /* initial to after head */
bool tms_html_mode_body(tms_html_builder *b, tms_html_token *token);     /* in body */
bool tms_html_mode_text(tms_html_builder *b, tms_html_token *token);     /* text */
bool tms_html_mode_table(tms_html_builder *b, tms_html_token *token);    /* in table to in cell */
bool tms_html_mode_template(tms_html_builder *b, tms_html_token *token); /* in template */
bool tms_html_mode_after(tms_html_builder *b, tms_html_token *token);    /* after body, framesets */
bool tms_html_mode_foreign(tms_html_builder *b, tms_html_token *token);  /* foreign content; true: by the rules of the mode */

/* mode_usual.c: all tokens of the input, the usual ones at once. */
void tms_html_build(tms_html_builder *b);
/* tree.c: a token by the rules of its insertion mode; false where it was the last one. */
bool tms_html_step(tms_html_builder *b, tms_html_token *token);

/* Parts of the rules that several modes use. */
void tms_html_head_metadata(tms_html_builder *b, tms_html_token *token); /* "in head": base to template, and </template> */
void tms_html_close_template(tms_html_builder *b);
void tms_html_body_html(tms_html_builder *b, tms_html_token *token); /* "in body": <html> */
void tms_html_body_text(tms_html_builder *b, const tms_html_token *token, uint32_t begin, uint32_t end);
bool tms_html_body_end(tms_html_builder *b, tms_html_token *token); /* end tags "in body" */
/* "Any other end tag" of the mode; `token` (else NULL) has the name where tag is UNKNOWN. */
void tms_html_any_end_tag(tms_html_builder *b, tms_html_tag tag, const tms_html_token *token);
bool tms_html_template_end_of_file(tms_html_builder *b);
void tms_html_flush_pending(tms_html_builder *b);
/* Text that may hold only white space here: inserts it, skips the rest. */
void tms_html_spaces_only(tms_html_builder *b, const tms_html_token *token);
/* A raw text element: "generic raw text element parsing algorithm" and its kin. */
void tms_html_start_text(tms_html_builder *b, const tms_html_token *token, tms_html_state state);

/* tree_selected.c */
void tms_html_fill_selected(tms_html_builder *b);

/* quirks.c */
bool tms_html_is_quirky(const tms_html_tokenizer *z, const tms_html_token *doctype);

#endif
