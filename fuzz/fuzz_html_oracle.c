/*
 * The law: our tree is lexbor's tree, node for node (names, namespaces, attributes in their order, text, comments, doctypes, processing instructions).
 *
 * lexbor is built beside (tools/lexbor), never in the tree; `make fuzz TARGET=html_oracle LEXBOR=DIR`. A first byte below 0x20 chooses scripting and a
 * context, as in fuzz_html_tree. Where lexbor differs from the standard, an input is passed over as narrowly as can be told: see known_difference().
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "formats/html/tree.h"
#include "markup_holds.h"

#include <lexbor/dom/interfaces/document_type.h>
#include <lexbor/dom/interfaces/processing_instruction.h>
#include <lexbor/html/html.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEEPEST = 1 << 15 };

typedef struct pair {
  const tms_html_tree *tree;
  tms_html_ref node;
  lxb_dom_node_t *peer;
} pair;

static void differ(const pair *at, const char *what) {
  tms_slice name = tms_html_name(at->tree, at->node);
  fprintf(stderr, "html_oracle: %s differs at our node %u <%.*s>\n", what, at->node, (int)name.len, name.ptr ? name.ptr : "");
  __builtin_trap();
}

static tms_slice slice_of(const lxb_char_t *bytes, size_t len) {
  return bytes ? tms_slice_of((const char *)bytes, len) : TMS_SLICE_NONE;
}

static tms_slice data_of(lxb_dom_node_t *node) {
  const lxb_dom_character_data_t *data = lxb_dom_interface_character_data(node);
  return slice_of(data->data.data, data->data.length);
}

/* ---- one node ---- */

static void compare_attributes(const pair *at) {
  tms_slice name, value;
  lxb_dom_attr_t *attr = lxb_dom_element_first_attribute(lxb_dom_interface_element(at->peer));
  for (uint32_t i = 0; tms_html_attribute_at(at->tree, at->node, i, &name, &value); i++, attr = lxb_dom_element_next_attribute(attr)) {
    if (!attr) differ(at, "number of attributes");
    size_t name_len = 0, value_len = 0;
    const lxb_char_t *name_bytes = lxb_dom_attr_qualified_name(attr, &name_len), *value_bytes = lxb_dom_attr_value(attr, &value_len);
    if (!tms_slice_eq(name, slice_of(name_bytes, name_len))) differ(at, "name of an attribute");
    if (!tms_slice_eq(value, slice_of(value_bytes, value_bytes ? value_len : 0))) differ(at, "value of an attribute");
  }
  if (attr) differ(at, "number of attributes");
}

static void compare_element(const pair *at) {
  static const lxb_ns_id_t spaces[] = {LXB_NS_HTML, LXB_NS_MATH, LXB_NS_SVG};
  size_t len = 0;
  const lxb_char_t *name = lxb_dom_element_qualified_name(lxb_dom_interface_element(at->peer), &len);
  if (spaces[tms_html_ns(at->tree, at->node)] != at->peer->ns) differ(at, "namespace");
  if (!tms_slice_eq(tms_html_name(at->tree, at->node), slice_of(name, len))) differ(at, "name");
  compare_attributes(at);
}

static void compare_doctype(const pair *at) {
  lxb_dom_document_type_t *type = lxb_dom_interface_document_type(at->peer);
  size_t len = 0;
  const lxb_char_t *name = lxb_dom_document_type_name(type, &len);
  tms_slice public_id, system_id;
  (void)tms_html_doctype(at->tree, at->node, &public_id, &system_id);
  if (!tms_slice_eq(tms_html_name(at->tree, at->node), slice_of(name, len))) differ(at, "name of a doctype");
  if (!tms_slice_eq(public_id, slice_of(type->public_id.data, type->public_id.length))) differ(at, "public identifier");
  if (!tms_slice_eq(system_id, slice_of(type->system_id.data, type->system_id.length))) differ(at, "system identifier");
}

/* A text node of the DOM is one of ours and those that continue it. Returns the last of them. */
static tms_html_ref compare_text(const pair *at) {
  tms_slice rest = data_of(at->peer);
  tms_html_ref node = at->node;
  for (;; node = tms_html_next(at->tree, node)) {
    tms_slice text = tms_html_text(at->tree, node);
    if (!tms_slice_starts(rest, text)) differ(at, "text");
    rest = tms_slice_from(rest, text.len);
    tms_html_ref next = tms_html_next(at->tree, node);
    if (!next || !tms_html_continues(at->tree, next)) break;
  }
  if (rest.len) differ(at, "length of text");
  return node;
}

/* Returns our node again, or the last of a run of text. */
static tms_html_ref compare_node(const pair *at) {
  static const lxb_dom_node_type_t types[] = {[TMS_HTML_DOCUMENT] = LXB_DOM_NODE_TYPE_DOCUMENT,
                                              [TMS_HTML_ELEMENT] = LXB_DOM_NODE_TYPE_ELEMENT,
                                              [TMS_HTML_TEXT] = LXB_DOM_NODE_TYPE_TEXT,
                                              [TMS_HTML_COMMENT] = LXB_DOM_NODE_TYPE_COMMENT,
                                              [TMS_HTML_DOCTYPE] = LXB_DOM_NODE_TYPE_DOCUMENT_TYPE,
                                              [TMS_HTML_PROCESSING_INSTRUCTION] = LXB_DOM_NODE_TYPE_PROCESSING_INSTRUCTION};
  tms_html_kind kind = tms_html_node_kind(at->tree, at->node);
  if (types[kind] != at->peer->type) differ(at, "kind");
  switch (kind) {
    case TMS_HTML_ELEMENT: compare_element(at); break;
    case TMS_HTML_DOCTYPE: compare_doctype(at); break;
    case TMS_HTML_TEXT: return compare_text(at);
    case TMS_HTML_COMMENT:
      if (!tms_slice_eq(tms_html_text(at->tree, at->node), data_of(at->peer))) differ(at, "comment");
      break;
    case TMS_HTML_PROCESSING_INSTRUCTION: {
      const lxb_dom_processing_instruction_t *pi = lxb_dom_interface_processing_instruction(at->peer);
      if (!tms_slice_eq(tms_html_name(at->tree, at->node), slice_of(pi->target.data, pi->target.length))) differ(at, "target of an instruction");
      if (!tms_slice_eq(tms_html_text(at->tree, at->node), data_of(at->peer))) differ(at, "data of an instruction");
      break;
    }
    default: break;
  }
  return at->node;
}

/* ---- the two trees ---- */

static bool is_template(const pair *at) {
  return at->peer->type == LXB_DOM_NODE_TYPE_ELEMENT && at->peer->local_name == LXB_TAG_TEMPLATE && at->peer->ns == LXB_NS_HTML;
}

/* The contents of a template are a fragment of their own there, its children here. */
static lxb_dom_node_t *first_of_peer(const pair *at) {
  if (!is_template(at)) return at->peer->first_child;
  lxb_dom_document_fragment_t *content = lxb_html_interface_template(at->peer)->content;
  return content ? content->node.first_child : NULL;
}

static void compare_trees(const tms_html_tree *tree, lxb_dom_node_t *root) {
  static lxb_dom_node_t *parents[DEEPEST];
  tms_html_ref top = tms_html_root(tree);
  pair at = {tree, top, root};
  size_t depth = 0;
  for (;;) {
    tms_html_ref first = tms_html_first(tree, at.node);
    lxb_dom_node_t *peer = first_of_peer(&at);
    if (!first != !peer) differ(&at, "having children");
    if (first && depth == DEEPEST) return;
    if (first) {
      parents[depth++] = at.peer;
      at.node = first;
      at.peer = peer;
    }
    while (!first) {
      if (at.node == top) return;
      tms_html_ref next = tms_html_next(tree, at.node);
      if (!next != !at.peer->next) differ(&at, "having a next sibling");
      if (next) {
        at.node = next;
        at.peer = at.peer->next;
        break;
      }
      at.node = tms_html_parent(tree, at.node);
      at.peer = parents[--depth];
    }
    at.node = compare_node(&at);
  }
}

/* ---- parsing with both ---- */

typedef struct context {
  const char *name;
  lxb_tag_id_t tag;
  lxb_ns_id_t ns;
} context;

static const context contexts[] = {
    {"", 0, 0},
    {"div", LXB_TAG_DIV, LXB_NS_HTML},
    {"table", LXB_TAG_TABLE, LXB_NS_HTML},
    {"tr", LXB_TAG_TR, LXB_NS_HTML},
    {"select", LXB_TAG_SELECT, LXB_NS_HTML},
    {"template", LXB_TAG_TEMPLATE, LXB_NS_HTML},
    {"svg path", LXB_TAG_PATH, LXB_NS_SVG},
    {"math annotation-xml", LXB_TAG_ANNOTATION_XML, LXB_NS_MATH},
    {"textarea", LXB_TAG_TEXTAREA, LXB_NS_HTML},
    {"script", LXB_TAG_SCRIPT, LXB_NS_HTML},
    {"form", LXB_TAG_FORM, LXB_NS_HTML},
    {"colgroup", LXB_TAG_COLGROUP, LXB_NS_HTML},
    {"", 0, 0},
    {"noscript", LXB_TAG_NOSCRIPT, LXB_NS_HTML},
    {"caption", LXB_TAG_CAPTION, LXB_NS_HTML},
    {"head", LXB_TAG_HEAD, LXB_NS_HTML},
};

static void run(tms_slice input, bool scripting, const context *context) {
  tms_html_options options = {.scripting = scripting, .conformance = true, .fragment = tms_slice_cstr(context->name)};
  tms_html_tree *tree = NULL;
  if (tms_html_parse(input, &options, tms_allocator_libc(), &tree, NULL) != TMS_OK) __builtin_trap();
  lxb_html_parser_t *parser = lxb_html_parser_create();
  if (lxb_html_parser_init(parser) != LXB_STATUS_OK) abort();
  lxb_html_parser_scripting_set(parser, scripting);
  const lxb_char_t *bytes = (const lxb_char_t *)input.ptr;
  lxb_html_document_t *document = *context->name ? lxb_html_document_create() : lxb_html_parse(parser, bytes, input.len);
  lxb_dom_node_t *root = lxb_dom_interface_node(document);
  lxb_html_document_scripting_set(document, scripting);
  if (*context->name) root = lxb_html_parse_fragment_by_tag_id(parser, document, context->tag, context->ns, bytes, input.len);
  compare_trees(tree, root);
  lxb_html_parser_destroy(parser);
  lxb_html_document_destroy(document);
  tms_html_free(tree);
}

/* ---- where lexbor 3.1.0 is not the standard ---- */

/* 13.2.5.42: of an input that ends in "<!" and a beginning of "--", "doctype" or "[CDATA[", lexbor makes a comment with other text. */
static bool ends_in_declaration(tms_slice input) {
  static const char *const words[] = {"<!--", "<!doctype", "<![CDATA["};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    tms_slice word = tms_slice_cstr(words[i]);
    for (word.len--; word.len >= 2; word.len--) {
      if (input.len >= word.len && tms_slice_eq_nocase(tms_slice_from(input, input.len - word.len), word)) return true;
    }
  }
  return false;
}

/* 13.2.6.3: "implied end tags" end HTML elements; lexbor ends those of the same names in SVG and MathML too, and at </template> the parts of tables with them. */
static bool ends_foreign_elements(tms_slice input, const context *context, bool template) {
  static const char *const ended[] = {"<option", "<optgroup", "<rb", "<rp", "<rt", NULL};
  static const char *const parts[] = {"<caption", "<colgroup", "<tbody", "<td", "<tfoot", "<th", "<tr", NULL};
  if (context->ns != LXB_NS_SVG && context->ns != LXB_NS_MATH && !holds(input, "<svg") && !holds(input, "<math")) return false;
  return holds_any(input, ended) || (template && holds_any(input, parts));
}

/* 13.2.5.33: of two attributes of one name the second is gone before the tree sees the tag; lexbor still finds type=hidden in it, on an <input> in a table. */
static bool types_an_input_twice(tms_slice input) {
  int types = 0; /* since the last ">", behind the first "<input" there; a value may hold another one */
  bool inside = false;
  for (size_t at = 0; at < input.len; at++) {
    const tms_slice rest = tms_slice_from(input, at);
    if (*rest.ptr == '>') inside = false, types = 0;
    inside |= tms_slice_starts_nocase(rest, TMS_SLICE("<input"));
    if (inside && tms_slice_starts_nocase(rest, TMS_SLICE("type")) && ++types == 2) return true;
  }
  return false;
}

static bool known_difference(tms_slice input, const context *context) {
  bool template = context->tag == LXB_TAG_TEMPLATE || holds(input, "<template");
  /* 13.2.6.4.7: <image> is <img>, also where it is put in front of a table; lexbor loses it there. */
  if (holds(input, "<image") && (holds(input, "<t") || context->tag == LXB_TAG_TABLE || context->tag == LXB_TAG_TR)) return true;
  /* 13.2.6.4.12: white space behind other text in a column group that is no element is kept; lexbor loses the whole run. */
  if (context->tag == LXB_TAG_COLGROUP || (template && holds(input, "<col"))) return true;
  /* 13.2.6.4.23: so is white space between other text behind a page of frames. */
  if (holds(input, "<frameset") && holds(input, "</html")) return true;
  /* 4.10.10.2, "maybe clone an option into selectedcontent": an option inside that very element replaces what it stands in; lexbor leaves it alone. */
  if (holds(input, "<selectedcontent")) return true;
  return ends_foreign_elements(input, context, template) || types_an_input_twice(input) || ends_in_declaration(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bool chosen = size && data[0] < 0x20;
  const context *context = chosen ? &contexts[(data[0] >> 1) % (sizeof contexts / sizeof *contexts)] : &contexts[0];
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 29);
  tms_utf8_repair(tms_slice_of((const char *)data + chosen, size - chosen), &text);
  if (text.status == TMS_OK && !known_difference(tms_buf_slice(&text), context)) run(tms_buf_slice(&text), chosen && (data[0] & 1), context);
  tms_buf_release(&text);
  return 0;
}
