/* The stack of open elements (13.2.4.2) and what reads the insertion mode from it (13.2.4.1). */
#include "base/alloc.h"
#include "formats/html/tree_attributes.h"

/* ---------------------------------------------------------------- what elements are ---- */

enum {
  S = TMS_BIT_SPECIAL,                     /* address, div, p */
  T = TMS_BIT_SPECIAL | TMS_BIT_ITEM_STOP, /* the other special ones */
  M = T | TMS_BIT_SCOPE,                   /* markers of a scope */
  I = TMS_BIT_IMPLIED | TMS_BIT_THOROUGH,
  H = TMS_BIT_THOROUGH,
  F = TMS_BIT_TABLE
};

const uint8_t tms_html_tag_bits[TMS_TAG_COUNT] = {
    [TMS_TAG_ADDRESS] = S,
    [TMS_TAG_DIV] = S,
    [TMS_TAG_P] = S | I,
    [TMS_TAG_APPLET] = M,
    [TMS_TAG_CAPTION] = M | H,
    [TMS_TAG_HTML] = M,
    [TMS_TAG_TABLE] = M | F,
    [TMS_TAG_TD] = M | H,
    [TMS_TAG_TH] = M | H,
    [TMS_TAG_MARQUEE] = M,
    [TMS_TAG_OBJECT] = M,
    [TMS_TAG_SELECT] = M,
    [TMS_TAG_TEMPLATE] = M,
    [TMS_TAG_TBODY] = T | F | H,
    [TMS_TAG_TFOOT] = T | F | H,
    [TMS_TAG_THEAD] = T | F | H,
    [TMS_TAG_TR] = T | F | H,
    [TMS_TAG_COLGROUP] = T | H,
    [TMS_TAG_DD] = T | I,
    [TMS_TAG_DT] = T | I,
    [TMS_TAG_LI] = T | I,
    [TMS_TAG_OPTGROUP] = I,
    [TMS_TAG_OPTION] = I,
    [TMS_TAG_RB] = I,
    [TMS_TAG_RP] = I,
    [TMS_TAG_RT] = I,
    [TMS_TAG_RTC] = I,
    [TMS_TAG_AREA] = T,
    [TMS_TAG_ARTICLE] = T,
    [TMS_TAG_ASIDE] = T,
    [TMS_TAG_BASE] = T,
    [TMS_TAG_BASEFONT] = T,
    [TMS_TAG_BGSOUND] = T,
    [TMS_TAG_BLOCKQUOTE] = T,
    [TMS_TAG_BODY] = T,
    [TMS_TAG_BR] = T,
    [TMS_TAG_BUTTON] = T,
    [TMS_TAG_CENTER] = T,
    [TMS_TAG_COL] = T,
    [TMS_TAG_DETAILS] = T,
    [TMS_TAG_DIR] = T,
    [TMS_TAG_DL] = T,
    [TMS_TAG_EMBED] = T,
    [TMS_TAG_FIELDSET] = T,
    [TMS_TAG_FIGCAPTION] = T,
    [TMS_TAG_FIGURE] = T,
    [TMS_TAG_FOOTER] = T,
    [TMS_TAG_FORM] = T,
    [TMS_TAG_FRAME] = T,
    [TMS_TAG_FRAMESET] = T,
    [TMS_TAG_H1] = T,
    [TMS_TAG_H2] = T,
    [TMS_TAG_H3] = T,
    [TMS_TAG_H4] = T,
    [TMS_TAG_H5] = T,
    [TMS_TAG_H6] = T,
    [TMS_TAG_HEAD] = T,
    [TMS_TAG_HEADER] = T,
    [TMS_TAG_HGROUP] = T,
    [TMS_TAG_HR] = T,
    [TMS_TAG_IFRAME] = T,
    [TMS_TAG_IMG] = T,
    [TMS_TAG_INPUT] = T,
    [TMS_TAG_KEYGEN] = T,
    [TMS_TAG_LINK] = T,
    [TMS_TAG_LISTING] = T,
    [TMS_TAG_MAIN] = T,
    [TMS_TAG_MENU] = T,
    [TMS_TAG_META] = T,
    [TMS_TAG_NAV] = T,
    [TMS_TAG_NOEMBED] = T,
    [TMS_TAG_NOFRAMES] = T,
    [TMS_TAG_NOSCRIPT] = T,
    [TMS_TAG_OL] = T,
    [TMS_TAG_PARAM] = T,
    [TMS_TAG_PLAINTEXT] = T,
    [TMS_TAG_PRE] = T,
    [TMS_TAG_SCRIPT] = T,
    [TMS_TAG_SEARCH] = T,
    [TMS_TAG_SECTION] = T,
    [TMS_TAG_SOURCE] = T,
    [TMS_TAG_STYLE] = T,
    [TMS_TAG_SUMMARY] = T,
    [TMS_TAG_TEXTAREA] = T,
    [TMS_TAG_TITLE] = T,
    [TMS_TAG_TRACK] = T,
    [TMS_TAG_UL] = T,
    [TMS_TAG_WBR] = T,
    [TMS_TAG_XMP] = T,
};

/* "An annotation-xml element whose start tag token had an attribute "encoding" whose value was text/html or application/xhtml+xml" */
static bool holds_html(const tms_html_tree *tree, uint32_t node) {
  for (uint32_t at = tms_html_record_first(tree, node); at; at = tms_html_record_next(tree, at)) {
    const tms_html_record *record = &tree->z.records[at];
    if ((record->bits & TMS_HTML_ATTR_ID) != TMS_ATTR_ENCODING) continue;
    tms_slice value = tms_html_record_value(&tree->z, record);
    return tms_slice_eq_nocase(value, TMS_SLICE("text/html")) || tms_slice_eq_nocase(value, TMS_SLICE("application/xhtml+xml"));
  }
  return false;
}

uint8_t tms_html_foreign_bits(const tms_html_tree *tree, tms_html_tag tag, tms_html_namespace ns, uint32_t node) {
  if (ns == TMS_HTML_NS_SVG) {
    return tag == TMS_TAG_FOREIGNOBJECT || tag == TMS_TAG_DESC || tag == TMS_TAG_TITLE ? M | TMS_BIT_HTML_POINT : 0;
  }
  switch (tag) {
    case TMS_TAG_MI:
    case TMS_TAG_MO:
    case TMS_TAG_MN:
    case TMS_TAG_MS:
    case TMS_TAG_MTEXT: return M | TMS_BIT_MATHML_POINT;
    case TMS_TAG_ANNOTATION_XML: return holds_html(tree, node) ? M | TMS_BIT_HTML_POINT : M;
    default: return 0;
  }
}

/* ---------------------------------------------------------------- the stack ---- */

/* "The adjusted current node": the context element of a fragment, where only its root is open. */
static inline void note_current(tms_html_builder *b) {
  b->z->foreign = b->fragment && b->depth == 1 ? b->context_ns != TMS_HTML_NS_HTML : b->stack[b->depth].ns != TMS_HTML_NS_HTML;
}

/* Fills in what entry `index` knows of the stack up to itself. */
static inline void link_entry(tms_html_builder *b, uint32_t index) {
  tms_html_open *entry = &b->stack[index], *below = &b->stack[index - 1];
  entry->scope = (entry->bits & TMS_BIT_SCOPE) ? index : below->scope;
  entry->special = (entry->bits & TMS_BIT_SPECIAL) ? index : below->special;
  entry->item_stop = (entry->bits & TMS_BIT_ITEM_STOP) ? index : below->item_stop;
  if (entry->ns != TMS_HTML_NS_HTML) return;
  entry->same = b->top[entry->tag];
  b->top[entry->tag] = index;
}

static inline void unlink_entry(tms_html_builder *b, uint32_t index) {
  const tms_html_open *entry = &b->stack[index];
  if (entry->ns == TMS_HTML_NS_HTML) b->top[entry->tag] = entry->same;
}

static bool grow_stack(tms_html_builder *b) {
  void *stack = b->stack;
  bool grown = tms_html_grow(b->z, &stack, &b->stack_room, b->depth + 2, sizeof *b->stack);
  b->stack = stack;
  return grown;
}

static inline bool reserve(tms_html_builder *b) {
  return b->depth + 1 < b->stack_room || grow_stack(b);
}

/* Written in its place, field by field: what is put together elsewhere and copied as a block has the copy wait for the fields. */
static inline void make_entry(tms_html_builder *b, uint32_t index, uint32_t number) {
  tms_html_node *node = &b->tree->nodes[number];
  node->flags |= TMS_NODE_OPEN;
  uint8_t bits = node->ns == TMS_HTML_NS_HTML ? tms_html_tag_bits[node->tag]
                                              : tms_html_foreign_bits(b->tree, (tms_html_tag)node->tag, (tms_html_namespace)node->ns, number);
  tms_html_open *entry = &b->stack[index];
  entry->node = number;
  entry->same = 0;
  entry->tag = node->tag;
  entry->ns = node->ns;
  entry->bits = bits;
}

void tms_html_push(tms_html_builder *b, uint32_t number) {
  if (!reserve(b)) return;
  make_entry(b, ++b->depth, number);
  link_entry(b, b->depth);
  note_current(b);
}

void tms_html_pop(tms_html_builder *b) {
  if (b->depth == 0) return;
  b->tree->nodes[b->stack[b->depth].node].flags &= (uint8_t)~TMS_NODE_OPEN;
  unlink_entry(b, b->depth--);
  note_current(b);
  if (b->flat_total && b->depth < b->max_depth) b->flat_total = 0; /* what lay flat below the element is closed with it */
}

void tms_html_pop_to(tms_html_builder *b, uint32_t index) {
  while (b->depth >= index && b->depth) tms_html_pop(b);
}

/* Entries from `index` on change places: what they know is taken back and filled in again. O(entries above), at most the depth ceiling. */
void tms_html_stack_remove(tms_html_builder *b, uint32_t index) {
  for (uint32_t i = b->depth; i >= index; i--) unlink_entry(b, i);
  b->tree->nodes[b->stack[index].node].flags &= (uint8_t)~TMS_NODE_OPEN;
  memmove(&b->stack[index], &b->stack[index + 1], (b->depth - index) * sizeof *b->stack);
  b->depth--;
  for (uint32_t i = index; i <= b->depth; i++) link_entry(b, i);
  note_current(b);
}

void tms_html_stack_insert(tms_html_builder *b, uint32_t index, uint32_t node) {
  if (!reserve(b)) return;
  for (uint32_t i = b->depth; i >= index; i--) unlink_entry(b, i);
  memmove(&b->stack[index + 1], &b->stack[index], (b->depth + 1 - index) * sizeof *b->stack);
  b->depth++;
  make_entry(b, index, node);
  for (uint32_t i = index; i <= b->depth; i++) link_entry(b, i);
  note_current(b);
}

uint32_t tms_html_stack_find(const tms_html_builder *b, uint32_t node) {
  if (!(b->tree->nodes[node].flags & TMS_NODE_OPEN)) return 0;
  uint32_t index = b->top[b->tree->nodes[node].tag];
  while (index && b->stack[index].node != node) index = b->stack[index].same;
  return index;
}

void tms_html_stack_take(tms_html_builder *b, uint32_t node) {
  uint32_t index = tms_html_stack_find(b, node);
  if (index) tms_html_stack_remove(b, index);
}

/* ---------------------------------------------------------------- closing ---- */

static bool is_implied(const tms_html_builder *b, uint8_t bit) {
  const tms_html_open *entry = tms_html_current(b);
  return entry->ns == TMS_HTML_NS_HTML && (entry->bits & bit);
}

void tms_html_imply_ends(tms_html_builder *b, tms_html_tag except) {
  while (is_implied(b, TMS_BIT_IMPLIED) && tms_html_current(b)->tag != except) tms_html_pop(b);
}

void tms_html_imply_ends_thoroughly(tms_html_builder *b) {
  while (is_implied(b, TMS_BIT_THOROUGH)) tms_html_pop(b);
}

bool tms_html_close(tms_html_builder *b, tms_html_tag tag) {
  if (!tms_html_in_scope(b, tag)) return false;
  tms_html_imply_ends(b, tag);
  tms_html_pop_to(b, b->top[tag]);
  return true;
}

void tms_html_close_p(tms_html_builder *b) {
  if (!tms_html_in_button_scope(b, TMS_TAG_P)) return;
  tms_html_imply_ends(b, TMS_TAG_P);
  tms_html_pop_to(b, b->top[TMS_TAG_P]);
}

/* ---------------------------------------------------------------- the insertion mode ---- */

bool tms_html_push_template_mode(tms_html_builder *b, tms_html_insertion_mode mode) {
  void *modes = b->template_modes;
  bool grown = tms_html_grow(b->z, &modes, &b->template_room, b->template_count + 1, 1);
  b->template_modes = modes;
  if (grown) b->template_modes[b->template_count++] = (uint8_t)mode;
  return grown;
}

static tms_html_insertion_mode mode_of(const tms_html_builder *b, tms_html_tag tag, bool last) {
  switch (tag) {
    case TMS_TAG_TD:
    case TMS_TAG_TH: return last ? TMS_INSERT_IN_BODY : TMS_INSERT_IN_CELL;
    case TMS_TAG_TR: return TMS_INSERT_IN_ROW;
    case TMS_TAG_TBODY:
    case TMS_TAG_THEAD:
    case TMS_TAG_TFOOT: return TMS_INSERT_IN_TABLE_BODY;
    case TMS_TAG_CAPTION: return TMS_INSERT_IN_CAPTION;
    case TMS_TAG_COLGROUP: return TMS_INSERT_IN_COLUMN_GROUP;
    case TMS_TAG_TABLE: return TMS_INSERT_IN_TABLE;
    case TMS_TAG_TEMPLATE: return b->template_count ? (tms_html_insertion_mode)b->template_modes[b->template_count - 1] : TMS_INSERT_IN_BODY;
    case TMS_TAG_HEAD: return last ? TMS_INSERT_IN_BODY : TMS_INSERT_IN_HEAD;
    case TMS_TAG_FRAMESET: return TMS_INSERT_IN_FRAMESET;
    case TMS_TAG_HTML: return b->head ? TMS_INSERT_AFTER_HEAD : TMS_INSERT_BEFORE_HEAD;
    default: return TMS_INSERT_IN_BODY;
  }
}

/* The highest open element that decides; each tag knows its own highest, so the stack isn't walked. */
void tms_html_reset_mode(tms_html_builder *b) {
  static const uint8_t deciding[] = {TMS_TAG_TD,    TMS_TAG_TH,      TMS_TAG_TR,       TMS_TAG_TBODY, TMS_TAG_THEAD,
                                     TMS_TAG_TFOOT, TMS_TAG_CAPTION, TMS_TAG_COLGROUP, TMS_TAG_TABLE, TMS_TAG_TEMPLATE,
                                     TMS_TAG_HEAD,  TMS_TAG_BODY,    TMS_TAG_FRAMESET, TMS_TAG_HTML};
  uint32_t highest = 0;
  for (size_t i = 0; i < sizeof deciding; i++) highest = tms_html_higher(highest, b->top[deciding[i]]);
  bool last = b->fragment && highest <= 1;
  tms_html_tag tag = last ? (b->context_ns == TMS_HTML_NS_HTML ? b->context_tag : TMS_TAG_UNKNOWN) : (tms_html_tag)b->stack[highest].tag;
  b->mode = mode_of(b, tag, last);
}
