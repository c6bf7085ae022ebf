#include "doc/check.h"

#include "doc/characters.h"
#include "doc/iso_date.h"
#include "doc/kind.h"
#include "doc/language_tag.h"
#include "doc/normal.h"
#include "doc/walk.h"

typedef const char *rule; /* NULL: holds */

static bool is_line(tms_slice value) {
  return tms_text_is_normal(value, TMS_WHITE_LINE);
}

static bool is_white_end(tms_slice text, bool front) {
  return text.len > 0 && text.ptr[front ? 0 : text.len - 1] == ' ';
}

static rule check_links(const tms_node *node) {
  const tms_node *before = NULL;
  for (const tms_node *child = node->first; child; before = child, child = child->next) {
    if (child->parent != node || child->prev != before) return "tree links disagree";
  }
  return node->last == before ? NULL : "tree links disagree";
}

static rule check_children(const tms_node *node) {
  tms_kind kind = (tms_kind)node->kind;
  for (const tms_node *child = node->first; child; child = child->next) {
    if (!tms_kind_allows(kind, (tms_kind)child->kind)) return "a child that its parent can't hold";
  }
  bool needs_some = tms_kind_content(kind) != TMS_HOLDS_NOTHING && kind != TMS_KIND_CELL && kind != TMS_KIND_MAIN;
  return needs_some && !node->first ? "no children where some are needed" : NULL;
}

/* Order among children: caption, figure, comments, footnotes. */
static rule check_order(const tms_node *node) {
  for (const tms_node *child = node->first; child; child = child->next) {
    const tms_node *next = child->next;
    switch (node->kind) {
      case TMS_KIND_TABLE:
        if (child->kind == TMS_KIND_CAPTION && (child->prev || !next)) return "a caption that doesn't lead a table";
        break;
      case TMS_KIND_FIGURE:
        if (child->kind == TMS_KIND_CAPTION && (!child->prev || next)) return "a caption that doesn't end a figure";
        break;
      case TMS_KIND_COMMENT:
        if (child->kind == TMS_KIND_COMMENT && (!child->prev || (next && next->kind != TMS_KIND_COMMENT))) return "an answer before a block";
        break;
      case TMS_KIND_MAIN:
        if (child->kind == TMS_KIND_FOOTNOTE && next && next->kind != TMS_KIND_FOOTNOTE) return "a block behind a footnote";
        break;
      default: break;
    }
  }
  return NULL;
}

static bool same_kind_merges(const tms_node *a, const tms_node *b) {
  if (!b || a->kind != b->kind) return false;
  if (a->kind == TMS_KIND_SPAN) return tms_slice_eq(a->target, b->target);
  return a->kind == TMS_KIND_TEXT || a->kind == TMS_KIND_EMPHASIS || a->kind == TMS_KIND_STRONG ||
         (a->kind >= TMS_KIND_SUBSCRIPT && a->kind <= TMS_KIND_QUOTATION);
}

/* White space and breaks at the ends of whatever holds inlines, and beside breaks. */
static rule check_inline_ends(const tms_node *node) {
  bool one_line = node->kind == TMS_KIND_HEADING || node->kind == TMS_KIND_TERM || node->kind == TMS_KIND_CAPTION;
  for (const tms_node *child = node->first; child; child = child->next) {
    const tms_node *before = child->prev, *after = child->next;
    if (same_kind_merges(child, after)) return "equal neighbours";
    if (child->kind == TMS_KIND_BREAK && (!before || !after || one_line)) return "a break at an end";
    if (child->kind != TMS_KIND_TEXT) continue;
    if (is_white_end(child->text, true) && (!before || before->kind == TMS_KIND_BREAK)) return "a space at a begin";
    if (is_white_end(child->text, false) && (!after || after->kind == TMS_KIND_BREAK)) return "a space at an end";
  }
  return NULL;
}

static rule check_text(const tms_node *node) {
  if (node->text.len == 0) return "an empty leaf";
  tms_white white = node->kind == TMS_KIND_TEXT ? TMS_WHITE_FLOW : node->kind == TMS_KIND_CODE_BLOCK ? TMS_WHITE_KEEP : TMS_WHITE_LINE;
  if (!tms_text_is_normal(node->text, white)) return "text that isn't normal";
  return node->kind == TMS_KIND_CODE_BLOCK && memchr(node->target.ptr ? node->target.ptr : "", ' ', node->target.len) ? "a code language of two words"
                                                                                                                      : NULL;
}

static rule check_unused(const tms_node *node) {
  unsigned uses = tms_kind_uses((tms_kind)node->kind);
  bool clean = (node->level == 0 || uses & TMS_USES_LEVEL) && (node->number == 0 || uses & TMS_USES_NUMBER) &&
               (node->number2 == 0 || uses & TMS_USES_NUMBER2) && (node->text.len == 0 || uses & TMS_USES_TEXT) &&
               (node->target.len == 0 || uses & TMS_USES_TARGET) && (node->title.len == 0 || uses & TMS_USES_TITLE);
  return clean ? NULL : "an attribute that its kind doesn't have";
}

static rule check_attributes(const tms_node *node) {
  if (!is_line(node->target) || !is_line(node->title)) return "an attribute that isn't one normal line";
  switch (node->kind) { /* long switch: one case a kind */
    case TMS_KIND_HEADING: return node->level >= 1 && node->level <= 6 ? NULL : "a heading level";
    case TMS_KIND_LIST: return node->level <= 1 && node->number <= (node->level ? 999999999u : 0u) ? NULL : "a list start";
    case TMS_KIND_ITEM: return node->level == 0 || (node->level <= 2 && node->first->kind == TMS_KIND_PARAGRAPH) ? NULL : "a check mark";
    case TMS_KIND_CELL:
      return node->level <= 1 && node->number >= 1 && node->number <= 1000 && node->number2 >= 1 && node->number2 <= 1000 ? NULL : "a cell span";
    case TMS_KIND_TEXT:
    case TMS_KIND_CODE:
    case TMS_KIND_FORMULA:
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_FORMULA_BLOCK: return check_text(node);
    case TMS_KIND_LINK:
    case TMS_KIND_IMAGE: return node->target.len ? NULL : "an address that is missing";
    case TMS_KIND_SPAN:
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_NOTE_REFERENCE: return node->target.len ? NULL : "an attribute that is missing";
    case TMS_KIND_COMMENT: return node->text.len == 0 || tms_iso_date_is_valid(node->text) ? NULL : "the date of a comment";
    case TMS_KIND_GROUP: return "a group";
    default: return NULL;
  }
}

static rule check_node(const tms_node *node) {
  rule broken = check_links(node);
  if (!broken) broken = check_children(node);
  if (!broken) broken = check_order(node);
  if (!broken && tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_INLINES) broken = check_inline_ends(node);
  if (!broken) broken = check_unused(node);
  if (!broken) broken = check_attributes(node);
  return broken;
}

/* What depends on ancestors and on what stood before. */
typedef struct check {
  uint32_t depth, notes, references;
  uint32_t open[TMS_KIND_SPAN + 1];
} check;

static rule check_label(check *c, const tms_node *node) {
  uint64_t number;
  if (!tms_slice_to_u64(node->target, UINT32_MAX, &number) || number == 0) return "a footnote label that is no number";
  if (node->kind == TMS_KIND_FOOTNOTE) return number == ++c->notes ? NULL : "footnotes out of order";
  if (c->open[TMS_KIND_FOOTNOTE]) return "a note reference in a footnote";
  if (number > c->references + 1) return "footnotes out of order";
  if (number == c->references + 1) c->references++;
  return NULL;
}

static rule check_place(check *c, const tms_node *node) {
  tms_kind kind = (tms_kind)node->kind;
  bool alone = kind == TMS_KIND_EMPHASIS || kind == TMS_KIND_STRONG || kind == TMS_KIND_INSERTED || kind == TMS_KIND_DELETED || kind == TMS_KIND_LINK;
  if (alone && c->open[kind] > 1) return "an inline inside its own kind";
  if (c->depth > TMS_DOCUMENT_DEPTH) return "too deep";
  if (tms_normal_is_container(kind) && c->depth > TMS_DEEPEST_CONTAINER) return "a container too deep";
  return kind == TMS_KIND_FOOTNOTE || kind == TMS_KIND_NOTE_REFERENCE ? check_label(c, node) : NULL;
}

static rule check_metadata(const tms_document *doc) {
  for (size_t i = 0; i < TMS_FIELD_COUNT; i++) {
    const tms_value *value = &doc->metadata.fields[i];
    if (!tms_field_is_list((tms_field)i) && value->count > 1) return "two values of a single field";
    for (size_t j = 0; j < value->count; j++) {
      if (!value->items[j].len || !is_line(value->items[j])) return "a metadata value that isn't one normal line";
    }
  }
  return NULL;
}

const char *tms_doc_check(const tms_document *doc, const tms_node **where) {
  check c = {0};
  rule broken = check_metadata(doc);
  tms_walk walk = tms_walk_of(doc->root);
  while (!broken && tms_walk_next(&walk)) {
    const tms_node *node = walk.node;
    if (!walk.enter) {
      c.depth--;
      c.open[node->kind]--;
      continue;
    }
    c.depth++;
    c.open[node->kind]++;
    broken = check_node(node);
    if (!broken) broken = check_place(&c, node);
    if (where) *where = node;
  }
  if (!broken && c.notes != c.references) broken = "a footnote without a reference";
  if (!broken && doc->root->first != doc->main) broken = "main isn't first";
  return broken;
}
