/*
 * The HTML tree: what the WHATWG tree construction makes of a byte sequence (https://html.spec.whatwg.org/multipage/parsing.html).
 *
 * Compact: nodes of 32 bytes in one array, addressed by 32-bit numbers (0 is "none"); text is a slice of the input wherever it needs no decoding.
 * Text that the standard appends to an existing text node becomes a further text node with TMS_HTML_CONTINUES set: nothing is copied twice, and each
 * has a source range of its own. A template's contents are children of the template element.
 */
#ifndef TMS_HTML_TREE_H
#define TMS_HTML_TREE_H

#include "base/buffer.h"
#include "doc/span.h"
#include "formats/html/names.h"

typedef uint32_t tms_html_ref;

typedef enum tms_html_kind {
  TMS_HTML_DOCUMENT,
  TMS_HTML_ELEMENT,
  TMS_HTML_TEXT,
  TMS_HTML_COMMENT,
  TMS_HTML_DOCTYPE,
  TMS_HTML_PROCESSING_INSTRUCTION
} tms_html_kind;
typedef enum tms_html_namespace { TMS_HTML_NS_HTML, TMS_HTML_NS_MATHML, TMS_HTML_NS_SVG } tms_html_namespace;

typedef struct tms_html_options {
  bool scripting;
  bool conformance;      /* caps that real pages never meet are off */
  bool selected_content; /* <selectedcontent> holds a copy of the selected option, as in a browser; the copies have no range */
  bool by_the_book;      /* every token goes through the rules of its insertion mode, none the short way of mode_usual.c: for tests that compare */
  tms_slice fragment;    /* context element ("div", "svg path", "math mi"), empty: a whole document */
  uint32_t max_depth, max_attributes, max_nodes;
  size_t max_memory;
  uint64_t seed;
} tms_html_options;

typedef struct tms_html_tree tms_html_tree;

/* Parses valid UTF-8 (the charset stage's output). The input must outlive the tree. *tree is freed with tms_html_free(). */
tms_status tms_html_parse(tms_slice input, const tms_html_options *options, const tms_allocator *allocator, tms_html_tree **tree, tms_error *error);
void tms_html_free(tms_html_tree *tree);

/* A parser that keeps its memory from page to page. Its tree is the parser's own and lives until the next page or the parser's end. */
typedef struct tms_html_parser tms_html_parser;
/* NULL where memory fails. */
tms_html_parser *tms_html_parser_new(const tms_allocator *allocator);
void tms_html_parser_free(tms_html_parser *parser);
/* As tms_html_parse(). */
tms_status tms_html_parser_read(tms_html_parser *parser, tms_slice input, const tms_html_options *options, const tms_html_tree **tree,
                                tms_error *error);

tms_html_ref tms_html_root(const tms_html_tree *tree); /* the document node (of a fragment: its root) */
tms_html_ref tms_html_parent(const tms_html_tree *tree, tms_html_ref node);
tms_html_ref tms_html_first(const tms_html_tree *tree, tms_html_ref node);
tms_html_ref tms_html_next(const tms_html_tree *tree, tms_html_ref node);
tms_html_kind tms_html_node_kind(const tms_html_tree *tree, tms_html_ref node);
/* Elements: the id of the name (TMS_TAG_*; TMS_TAG_UNKNOWN for names that are not in the table), its spelling, its namespace. */
tms_html_tag tms_html_tag_of(const tms_html_tree *tree, tms_html_ref node);
tms_slice tms_html_name(const tms_html_tree *tree, tms_html_ref node);
tms_html_namespace tms_html_ns(const tms_html_tree *tree, tms_html_ref node);
/* Text and comments: the decoded characters. */
tms_slice tms_html_text(const tms_html_tree *tree, tms_html_ref node);
/* Adds the characters of all text nodes below `root`, in the order of the tree (the DOM's textContent, with that of templates). */
void tms_html_all_text(const tms_html_tree *tree, tms_html_ref root, tms_buf *out);
/* Text: continues the text node before it (they are one node in the DOM). */
bool tms_html_continues(const tms_html_tree *tree, tms_html_ref node);
/* Where the characters of a text node, or the start tag of an element, stand in the input. Ranges of text nodes are disjoint. */
tms_span tms_html_span(const tms_html_tree *tree, tms_html_ref node);
/* Attributes: number `index` from 0; false past the last. Value decoded. */
bool tms_html_attribute_at(const tms_html_tree *tree, tms_html_ref node, uint32_t index, tms_slice *name, tms_slice *value);
/* The value of an attribute by id (TMS_ATTR_*); *found (may be NULL) tells an empty value from none. */
tms_slice tms_html_attribute(const tms_html_tree *tree, tms_html_ref node, tms_html_attr name, bool *found);
/* One bit for each attribute that an element has, several ids to a bit: whose bit is not set isn't there. */
uint64_t tms_html_attribute_marks(const tms_html_tree *tree, tms_html_ref node);
static inline uint64_t tms_html_attribute_mark(tms_html_attr name) {
  return 1ull << ((unsigned)name & 63);
}

/* Doctypes: its name is tms_html_name(); false where neither identifier was written. */
bool tms_html_doctype(const tms_html_tree *tree, tms_html_ref node, tms_slice *public_id, tms_slice *system_id);

/* Counted deviations: parse repairs and caps that were reached. */
typedef struct tms_html_counts {
  uint64_t flattened;  /* elements attached flat below the depth cap */
  uint64_t attributes; /* attributes over the cap */
  uint64_t clones;     /* formatting elements not remembered or not made again: their list and the clones have ceilings */
  uint64_t closed;     /* an <iframe/> in <noscript> that closed itself */
  uint64_t errors;     /* parse errors of the standard, where the parser notices them for free */
  size_t memory;       /* bytes of tree */
} tms_html_counts;
tms_html_counts tms_html_tree_counts(const tms_html_tree *tree);

#endif
