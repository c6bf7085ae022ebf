/*
 * The reader's parts: one walk over the tree, which enters and leaves every element once.
 *
 * Blocks, lines, wrappers
 *   - A block element ends the line before it. A container becomes a group, but only once something stands in it.
 *   - A line is the paragraph, heading, term or caption that inline content is gathered in. It opens with the first inline content, and ends where a
 *     block begins or ends.
 *   - Wrappers are the inline elements that are open in the tree (a, em, span lang, ...). They are opened in a line when content comes, so a link
 *     around two blocks becomes a link in each.
 *   - A side is a group that would tear a line apart: a button, a noscript, a hidden span. It is built beside, and stands behind the line.
 */
#ifndef TMS_HTML_READ_H
#define TMS_HTML_READ_H

#include "doc/builder.h"
#include "formats/html/kinds.h"
#include "formats/html/tree_parts.h"

enum {
  TMS_HTML_DEEPEST_CONTAINER = 22, /* so that rows, cells, a paragraph and some inlines still fit into TMS_DOCUMENT_DEPTH */
  TMS_HTML_MOST_START = 999999999, /* first number of a list: what docs/document.md allows */
  TMS_HTML_MOST_SPAN = 1000        /* colspan (HTML 4.9.11: more counts as 1000), and rowspan, for which docs/document.md has the same ceiling */
};

/* What surrounds the place that is being read; saved and restored with each element. */
typedef struct tms_html_mode {
  uint8_t line_kind; /* tms_kind of lines that open here */
  uint8_t line_level;
  bool melt; /* in a heading, term or caption: blocks only set words apart */
  bool code; /* text becomes code */
  bool in_list, in_definitions;
  bool in_section; /* inside article, section, ...: header and footer are not those of the page */
  bool in_figure;  /* of images and a caption alone */
  bool is_copy;    /* there, in <noscript> */
  bool no_tex;     /* in a <math> that was searched for TeX and has none */
  uint8_t table;   /* 0 none, TMS_HTML_TABLE_DATA, TMS_HTML_TABLE_LAYOUT */
  tms_slice language;
  tms_node *item; /* the item that has no content yet */
  tms_node *list;
  tms_evidence *line_evidence;
} tms_html_mode;

enum { TMS_HTML_TABLE_DATA = 1, TMS_HTML_TABLE_LAYOUT = 2 };

/* An element that is open. */
typedef struct tms_html_frame {
  tms_html_mode before;   /* what to go back to */
  tms_evidence *evidence; /* of its group or block: gets the number of controls */
  uint32_t controls;
  uint8_t closes; /* nodes to close */
  bool is_block;  /* its end ends a line */
  bool waits;     /* a group that isn't opened yet */
  bool wraps;     /* one wrapper to take off */
  bool is_side;
  bool is_ruby; /* a bracket is to be closed */
} tms_html_frame;

typedef struct tms_html_wrapper {
  uint8_t kind;
  tms_slice target, title;
} tms_html_wrapper;

/* Where the line was when a side began. */
typedef struct tms_html_side {
  tms_node *group, *at;
  uint32_t depth, flat;
  size_t opened, deferred_from;
  bool line, at_space, space;
  uint32_t breaks;
  uint32_t line_depth;
  tms_node *line_node;
} tms_html_side;

typedef struct tms_html_table_kind {
  tms_html_ref table;
  uint8_t kind;
} tms_html_table_kind;

/* What the words of a class attribute come to: pages repeat the same few hundred. Whole words come first. */
typedef struct tms_html_names {
  tms_slice words;
  const uint32_t *hashes;
  uint32_t whole, count;
} tms_html_names;

typedef struct tms_html_reader {
  tms_document *doc;
  tms_arena *arena; /* the document's */
  tms_builder build;
  const tms_html_tree *tree;
  tms_slice input;
  tms_html_mode mode;

  tms_html_frame *frames;
  size_t depth, frame_room;
  size_t waiting; /* index of the lowest frame that waits; SIZE_MAX if none does */

  tms_html_wrapper *wrappers;
  size_t wrapper_count, wrapper_room;
  size_t opened; /* wrappers open in this line */

  tms_html_side *sides;
  size_t side_count, side_room;
  tms_node **deferred; /* sides that wait for the end of their line */
  size_t deferred_count, deferred_room, deferred_from;

  bool line;       /* a line is open */
  bool at_space;   /* it has no content yet, or ends with a space */
  bool space;      /* one is due before the next content */
  uint32_t breaks; /* so are this many line breaks */
  uint32_t line_depth;
  tms_node *line_node;
  uint16_t next_flags; /* TMS_SEEN_* for the evidence of the next line */

  tms_html_table_kind *tables;
  size_t table_count, table_room, table_at;
  bool tables_known;

  uint32_t ordinal;
  bool has_title;

  tms_html_ref marked; /* the element that was entered last, and which attributes it has: most questions are for one that isn't there */
  uint64_t marks;
  tms_html_names *names; /* of class strings that were seen: evidence.c */
  uint32_t elements[TMS_TAG_COUNT];
} tms_html_reader;

/* read.c */
/* The node itself: the walk asks for it often enough to do without calls. */
static inline const tms_html_node *tms_html_node_at(const tms_html_reader *r, tms_html_ref ref) {
  return &r->tree->nodes[ref];
}
static inline bool tms_html_is_element(const tms_html_reader *r, tms_html_ref ref, tms_html_tag tag) {
  return tms_html_node_kind(r->tree, ref) == TMS_HTML_ELEMENT && tms_html_tag_of(r->tree, ref) == tag &&
         tms_html_ns(r->tree, ref) == TMS_HTML_NS_HTML;
}
static inline bool tms_html_lacks(const tms_html_reader *r, tms_html_ref ref, tms_html_attr name) {
  return ref == r->marked && !(r->marks & tms_html_attribute_mark(name));
}
static inline tms_slice tms_html_get(const tms_html_reader *r, tms_html_ref ref, tms_html_attr name) {
  return tms_html_lacks(r, ref, name) ? TMS_SLICE_NONE : tms_html_attribute(r->tree, ref, name, NULL);
}
/* The next node of the subtree of `top` in document order, after `ref`; `skip` passes over its children. 0 at the end. */
tms_html_ref tms_html_following(const tms_html_tree *tree, tms_html_ref top, tms_html_ref ref, bool skip);
/* Characters that outlive the tree: as they are where they stand in the input, else a copy. */
tms_slice tms_html_keep(tms_html_reader *r, tms_slice text);
/* Where the characters of a text node stand; exact where `part` is a slice of the input. */
tms_span tms_html_span_of(const tms_html_reader *r, tms_html_ref ref, tms_slice part);
/* A buffer that failed makes the document fail: the status sticks in the arena. */
void tms_html_note_failure(tms_html_reader *r, const tms_buf *buf);
/* Text of a subtree with white space folded, at most about `most` bytes. */
tms_slice tms_html_folded(tms_html_reader *r, tms_html_ref ref, size_t most);

/* read_flow.c */
void tms_html_line_end(tms_html_reader *r);
void tms_html_flow_text(tms_html_reader *r, tms_html_ref ref);
/* A leaf of inline content. */
tms_node *tms_html_flow_leaf(tms_html_reader *r, tms_kind kind);
/* Text that doesn't stand in the page: a constant or a kept slice. */
void tms_html_flow_derived(tms_html_reader *r, tms_slice text);
/* Evidence of this line, or of the next where none is open. */
void tms_html_line_mark(tms_html_reader *r, unsigned flags);
void tms_html_flow_space(tms_html_reader *r);
void tms_html_flow_break(tms_html_reader *r);
void tms_html_wrapper_push(tms_html_reader *r, tms_kind kind, tms_slice target, tms_slice title);
void tms_html_wrapper_pop(tms_html_reader *r);
/* Opens the groups that wait. */
void tms_html_materialize(tms_html_reader *r);
/* Ends the line and opens a block node. */
tms_node *tms_html_block_open(tms_html_reader *r, tms_kind kind, tms_evidence *evidence);
void tms_html_side_begin(tms_html_reader *r, tms_evidence *evidence);
void tms_html_side_end(tms_html_reader *r);

/* read_block.c: what an element becomes. False where its children are not to be visited. */
bool tms_html_enter(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame);
void tms_html_leave(tms_html_reader *r, tms_html_frame *frame);

/* read_table.c */
uint8_t tms_html_table_kind_of(tms_html_reader *r, tms_html_ref table);
/* A number in an attribute, held between least and most. */
uint32_t tms_html_number(tms_slice value, uint32_t least, uint32_t most, uint32_t otherwise);

/* read_code.c */
/* A code block of a whole subtree. */
void tms_html_code_block(tms_html_reader *r, tms_html_ref ref, tms_evidence *evidence);
/* Inline code of a whole subtree; false where it holds more than text (links, images), and is to be read piece by piece. */
bool tms_html_code_inline(tms_html_reader *r, tms_html_ref ref);
/* <math>, and MathJax's script. False where a math element says no TeX. */
bool tms_html_formula(tms_html_reader *r, tms_html_ref ref);
bool tms_html_formula_script(tms_html_reader *r, tms_html_ref ref, tms_slice type);

/* read_media.c */
void tms_html_image(tms_html_reader *r, tms_html_ref ref);
/* A link to the media in a group of its own. */
void tms_html_media(tms_html_reader *r, tms_html_ref ref);
bool tms_html_is_old_figure(const tms_html_reader *r, tms_html_ref ref);
bool tms_html_is_old_caption(const tms_html_reader *r, tms_html_ref ref);
/* Images and a caption, nothing else? */
bool tms_html_is_plain_figure(const tms_html_reader *r, tms_html_ref figure);

/* read_head.c: what the page says of itself */
void tms_html_hint_title(tms_html_reader *r, tms_html_ref ref);
void tms_html_hint_meta(tms_html_reader *r, tms_html_ref ref);
void tms_html_hint_link(tms_html_reader *r, tms_html_ref ref);
void tms_html_hint_base(tms_html_reader *r, tms_html_ref ref);
void tms_html_hint_script(tms_html_reader *r, tms_html_ref ref);
void tms_html_hint_preloaded(tms_html_reader *r, tms_html_ref ref);
/* <time>, rel=author, itemprop: called for every element that has such attributes. Returns TMS_SEEN_* for the line. */
unsigned tms_html_hint_element(tms_html_reader *r, tms_html_ref ref);
void tms_html_hint_text(tms_html_reader *r, tms_html_ref ref, tms_slice key);

/* evidence.c */
tms_evidence *tms_html_evidence(tms_html_reader *r, tms_html_ref ref, tms_role role);
/* TMS_SEEN_HIDDEN, TMS_SEEN_ARIA_HIDDEN */
unsigned tms_html_hidden(const tms_html_reader *r, tms_html_ref ref);
/* The role that the role attribute says, or `otherwise`. */
tms_role tms_html_role(const tms_html_reader *r, tms_html_ref ref, tms_role otherwise);
bool tms_html_has_word(tms_slice list, tms_slice word);

/* own.c: output of the writer, read back exactly. */
bool tms_html_is_own(const tms_html_tree *tree);
void tms_html_read_own(tms_document *doc, const tms_html_tree *tree, tms_slice input);

#endif
