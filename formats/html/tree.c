#include "formats/html/tree.h"

#include "base/alloc.h"
#include "base/error.h"
#include "formats/html/tree_attributes.h"

/* Defaults where an option is 0; tms_limits names the same numbers. */
enum { DEFAULT_DEPTH = 512, DEFAULT_ATTRIBUTES = 1024, DEFAULT_NODES = 64 << 20 };
/* Open formatting elements (and markers) that are remembered: no page of the development set has as many as 16 at one time. */
enum { MOST_FORMATTING = 128 };
/* Elements that the parser may make again in a page of any size: three in each of twenty paragraphs. */
enum { CLONES_FREE = 64 };

/* ---------------------------------------------------------------- one token ---- */

/* 13.2.6 "Tree construction dispatcher", for a current node outside HTML: is the token one for the insertion mode all the same? */
static bool by_mode(const tms_html_builder *b, const tms_html_token *token) {
  bool context = b->fragment && b->depth == 1, start = token->kind == TMS_TOKEN_START_TAG, text = token->kind == TMS_TOKEN_TEXT;
  const tms_html_open *current = tms_html_current(b);
  uint8_t bits = context ? b->context_bits : current->bits;
  if (token->kind == TMS_TOKEN_END_OF_FILE) return true;
  if (bits & TMS_BIT_MATHML_POINT) return text || (start && token->tag != TMS_TAG_MGLYPH && token->tag != TMS_TAG_MALIGNMARK);
  if (bits & TMS_BIT_HTML_POINT) return text || start;
  bool annotation = context ? b->context_tag == TMS_TAG_ANNOTATION_XML && b->context_ns == TMS_HTML_NS_MATHML
                            : current->tag == TMS_TAG_ANNOTATION_XML && current->ns == TMS_HTML_NS_MATHML;
  return annotation && start && token->tag == TMS_TAG_SVG;
}

/* True: the mode has changed, once more. */
static bool dispatch(tms_html_builder *b, tms_html_token *token) {
  if (b->z->foreign && !by_mode(b, token) && !tms_html_mode_foreign(b, token)) return false;
  switch (b->mode) {
    case TMS_INSERT_IN_BODY: return tms_html_mode_body(b, token);
    case TMS_INSERT_TEXT: return tms_html_mode_text(b, token);
    case TMS_INSERT_INITIAL:
    case TMS_INSERT_BEFORE_HTML:
    case TMS_INSERT_BEFORE_HEAD:
    case TMS_INSERT_IN_HEAD:
    case TMS_INSERT_IN_HEAD_NOSCRIPT:
    case TMS_INSERT_AFTER_HEAD: return tms_html_mode_head(b, token);
    case TMS_INSERT_IN_TEMPLATE: return tms_html_mode_template(b, token);
    case TMS_INSERT_AFTER_BODY:
    case TMS_INSERT_IN_FRAMESET:
    case TMS_INSERT_AFTER_FRAMESET:
    case TMS_INSERT_AFTER_AFTER_BODY:
    case TMS_INSERT_AFTER_AFTER_FRAMESET: return tms_html_mode_after(b, token);
    default: return tms_html_mode_table(b, token);
  }
}

/* "If the next token is a U+000A LINE FEED (LF) character token, then ignore that token", however it is written. */
static void skip_line_feed(tms_html_builder *b, tms_html_token *token) {
  b->skip_lf = false;
  if (token->kind != TMS_TOKEN_TEXT) return;
  const char *text = b->z->input + token->begin;
  uint32_t len = token->end - token->begin;
  if (*text == '\n') token->begin++;
  if (*text == '\r') token->begin += len > 1 && text[1] == '\n' ? 2 : 1;
  if (*text == '&') token->begin += tms_html_leading_line_feed(b->z, token);
}

/* The end tag of an element that lies flat at the depth ceiling. */
static bool ends_flat(tms_html_builder *b, const tms_html_token *token) {
  if (token->kind != TMS_TOKEN_END_TAG || !b->flat[token->tag]) return false;
  b->flat[token->tag]--;
  b->flat_total--;
  return true;
}

bool tms_html_step(tms_html_builder *b, tms_html_token *token) {
  if (b->pending_count && token->kind != TMS_TOKEN_TEXT) tms_html_flush_pending(b);
  if (b->skip_lf) skip_line_feed(b, token);
  bool nothing = (token->kind == TMS_TOKEN_TEXT && token->begin == token->end) || (b->flat_total && ends_flat(b, token));
  if (!nothing) {
    while (dispatch(b, token) && b->z->status == TMS_OK) continue;
  }
  return !b->stopped && b->z->status == TMS_OK;
}

/* ---------------------------------------------------------------- fragments ---- */

static tms_html_state state_in(const tms_html_builder *b) {
  if (b->context_ns != TMS_HTML_NS_HTML) return TMS_STATE_DATA;
  switch (b->context_tag) {
    case TMS_TAG_TITLE:
    case TMS_TAG_TEXTAREA: return TMS_STATE_RCDATA;
    case TMS_TAG_STYLE:
    case TMS_TAG_XMP:
    case TMS_TAG_IFRAME:
    case TMS_TAG_NOEMBED:
    case TMS_TAG_NOFRAMES: return TMS_STATE_RAWTEXT;
    case TMS_TAG_SCRIPT: return TMS_STATE_SCRIPT;
    case TMS_TAG_NOSCRIPT: return b->scripting ? TMS_STATE_RAWTEXT : TMS_STATE_DATA;
    case TMS_TAG_PLAINTEXT: return TMS_STATE_PLAINTEXT;
    default: return TMS_STATE_DATA;
  }
}

/* 13.4 "Parsing HTML fragments". `context` is a name, or "svg name", "math name". */
static void start_fragment(tms_html_builder *b, tms_slice context) {
  tms_slice first = TMS_SLICE_NONE, second = TMS_SLICE_NONE;
  bool two = tms_slice_next_word(&context, &first) && tms_slice_next_word(&context, &second);
  b->fragment = true;
  b->context_ns = !two ? TMS_HTML_NS_HTML : tms_slice_eq(first, TMS_SLICE("svg")) ? TMS_HTML_NS_SVG : TMS_HTML_NS_MATHML;
  b->context_tag = tms_html_tag_named(two ? second : first);
  b->context_bits = two ? tms_html_foreign_bits(b->tree, b->context_tag, b->context_ns, 0) : 0;
  b->z->state = state_in(b);
  b->tree->root = tms_html_add_element_surely(b, NULL, TMS_TAG_HTML);
  bool html = b->context_ns == TMS_HTML_NS_HTML;
  if (html && b->context_tag == TMS_TAG_TEMPLATE) (void)tms_html_push_template_mode(b, TMS_INSERT_IN_TEMPLATE);
  if (html && b->context_tag == TMS_TAG_FORM) b->form = TMS_HTML_CONTEXT_FORM;
  tms_html_reset_mode(b);
}

/* ---------------------------------------------------------------- a whole run ---- */

/* Pages have one node for 104 bytes on the average, half of them text: room for twice as many saves the copying. */
static bool set_up(tms_html_builder *b, tms_html_tree *tree, tms_slice input, const tms_html_options *options) {
  bool free_of_caps = options->conformance;
  b->tree = tree;
  b->z = &tree->z;
  b->scripting = options->scripting;
  b->by_the_book = options->by_the_book || options->fragment.len;
  b->frameset_ok = true;
  b->max_depth = free_of_caps ? UINT32_MAX : options->max_depth ? options->max_depth : DEFAULT_DEPTH;
  if (b->max_depth < 4) b->max_depth = 4; /* html, body and something in it */
  b->max_listed = free_of_caps ? UINT32_MAX : MOST_FORMATTING;
  /* Clones cost bytes that the input does not have. No page of the development set makes more than one for 1,270 bytes; this is one for 8. What is
   * free besides is little, so that a small page can't take more than 64 bytes of memory for each of its own either. */
  b->clones_left = free_of_caps ? UINT64_MAX : CLONES_FREE + input.len / 8;
  tree->max_nodes = options->max_nodes ? options->max_nodes : DEFAULT_NODES;
  b->z->max_attributes = free_of_caps ? UINT32_MAX : options->max_attributes ? options->max_attributes : DEFAULT_ATTRIBUTES;
  b->z->seed = options->seed;
  void *stack = NULL, *nodes = NULL;
  bool made = tms_html_grow(b->z, &stack, &b->stack_room, 64, sizeof *b->stack);
  b->stack = stack;
  if (!made) return false;
  b->stack[0] = (tms_html_open){0};
  made = tms_html_grow_to(b->z, &nodes, &tree->room, tms_html_guess(b->z, 40, sizeof *tree->nodes), sizeof *tree->nodes);
  tree->nodes = nodes;
  if (!made) return false;
  tree->nodes[0] = (tms_html_node){0};
  tree->count = 1;
  tree->root = tms_html_node_new(b, TMS_HTML_DOCUMENT, 0, 0);
  return tree->root == 1;
}

/* The tree lives on while the document is made from it: half a byte for each of the input, without what was only reserved. */
static void trim(tms_html_tree *tree) {
  tms_html_tokenizer *z = &tree->z;
  void *nodes = tree->nodes, *records = z->records, *side = z->side;
  tms_html_shrink(z, &nodes, &tree->room, tree->count, sizeof *tree->nodes);
  tms_html_shrink(z, &records, &z->record_room, z->record_count, sizeof *z->records);
  tms_html_shrink(z, &side, &z->side_room, z->side_len, 1);
  tree->nodes = nodes;
  z->records = records;
  z->side = side;
  tree->counts.memory = sizeof *tree + tree->room * sizeof *tree->nodes + z->record_room * sizeof *z->records + z->side_room;
}

static void tear_down(tms_html_builder *b, const tms_allocator *allocator) {
  tms_free(allocator, b->stack, b->stack_room * sizeof *b->stack);
  tms_free(allocator, b->list, b->list_room * sizeof *b->list);
  tms_free(allocator, b->template_modes, b->template_room);
  tms_free(allocator, b->pending, b->pending_room * sizeof *b->pending);
  tms_free(allocator, b, sizeof *b);
}

/* `at` is the place that the parser had reached. */
static tms_status fail(tms_error *error, tms_status status, size_t size, size_t at) {
  if (status == TMS_ERR_LIMIT && size > TMS_HTML_MOST) {
    return tms_fail(error, status, "html", "a page of more than 1 GiB of decoded text can't be read", TMS_HTML_MOST);
  }
  if (status != TMS_ERR_LIMIT) return tms_fail_status(error, status, "html");
  return tms_fail(error, status, "html", "the tree of this page is too large (--max-memory and --max-nodes raise the limit)", at);
}

tms_status tms_html_parse(tms_slice input, const tms_html_options *options, const tms_allocator *allocator, tms_html_tree **out, tms_error *error) {
  *out = NULL;
  tms_html_tree *tree = tms_alloc_zero(allocator, sizeof *tree);
  tms_html_builder *b = tms_alloc_begin_zero(allocator, sizeof *b, offsetof(tms_html_builder, flat));
  tms_status status = TMS_ERR_MEMORY;
  if (tree && b) {
    bool ready = tms_html_tokenizer_init(&tree->z, input, allocator, options->max_memory ? options->max_memory : SIZE_MAX / 2) &&
                 set_up(b, tree, input, options);
    if (ready && options->fragment.len) start_fragment(b, options->fragment);
    if (ready && tree->z.status == TMS_OK) tms_html_build(b);
    if (ready && options->selected_content) tms_html_fill_selected(b);
    status = tree->z.status;
    tree->counts.attributes = tree->z.dropped_attributes;
    tree->counts.errors = tree->z.errors;
    if (status == TMS_OK) trim(tree);
  }
  if (b) tear_down(b, allocator);
  if (status == TMS_OK) {
    *out = tree;
    return TMS_OK;
  }
  size_t at = tree ? tree->z.at : 0;
  if (tree) {
    tree->z.allocator = allocator;
    tms_html_free(tree);
  }
  return fail(error, status, input.len, at);
}

void tms_html_free(tms_html_tree *tree) {
  if (!tree) return;
  const tms_allocator *allocator = tree->z.allocator;
  tms_html_tokenizer_release(&tree->z);
  tms_free(allocator, tree->nodes, tree->room * sizeof *tree->nodes);
  tms_free(allocator, tree, sizeof *tree);
}
