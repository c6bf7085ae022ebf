/*
 * Inlines of the canonical form. Emphasis is `_`, strong is `**`, deleted is `~~`; where the characters around would keep those from being delimiters
 * (CommonMark 6.2), the tags <em>, <strong>, <del> say the same. Since `*`, `_` and `~` of the text are always escaped, and no kind of the three
 * holds itself (normal form, rule 5), each delimiter run stands alone and pairs with its own partner: only flanking needs a look.
 */
#include "base/assert.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "markup/canonical_write.h"
#include "markup/canonical_writer.h"
#include "unicode/class.h"

/* UNSURE: symbols of Unicode, which are punctuation since CommonMark 0.31 and were not before: a delimiter must work for both readings. */
typedef enum flank { FLANK_SPACE, FLANK_PUNCT, FLANK_UNSURE, FLANK_OTHER } flank;

static flank flank_of(uint32_t c) {
  if (c < 128) return c <= ' ' ? FLANK_SPACE : tms_is_punct((unsigned char)c) ? FLANK_PUNCT : FLANK_OTHER;
  switch (tms_char_category(c)) {
    case TMS_CATEGORY_ZS: return FLANK_SPACE;
    case TMS_CATEGORY_PC:
    case TMS_CATEGORY_PD:
    case TMS_CATEGORY_PS:
    case TMS_CATEGORY_PE:
    case TMS_CATEGORY_PI:
    case TMS_CATEGORY_PF:
    case TMS_CATEGORY_PO: return FLANK_PUNCT;
    case TMS_CATEGORY_SM:
    case TMS_CATEGORY_SC:
    case TMS_CATEGORY_SK:
    case TMS_CATEGORY_SO: return FLANK_UNSURE;
    default: return FLANK_OTHER;
  }
}

/* Every inline but text begins and ends with ASCII punctuation in the canonical form. */
static flank first_flank(const tms_node *node) {
  size_t size;
  if (!node || node->kind != TMS_KIND_TEXT || node->text.len == 0) return FLANK_PUNCT;
  return flank_of(tms_utf8_decode(node->text, 0, &size, NULL));
}

static flank last_flank(const tms_node *node) {
  size_t size;
  if (!node || node->kind != TMS_KIND_TEXT || node->text.len == 0) return FLANK_PUNCT;
  return flank_of(tms_utf8_decode_back(node->text, node->text.len, &size));
}

static bool is_apart(flank f) {
  return f == FLANK_SPACE || f == FLANK_PUNCT;
}

/* cmark-gfm looks through '~' when it looks for a neighbour, CommonMark doesn't: where one stands, what is behind it must do as well. */
static flank flank_before(const tms_buf *out) {
  size_t size, at = out->len;
  while (at > 0 && out->data[at - 1] == '~') at--;
  flank before = at == 0 ? FLANK_SPACE : flank_of(tms_utf8_decode_back(tms_buf_slice(out), at, &size));
  return at < out->len && is_apart(before) ? FLANK_PUNCT : before;
}

static flank flank_after(const tms_node *node, const tms_node *block) {
  if (!node->next && node->parent != block && node->parent->kind == TMS_KIND_DELETED) node = node->parent; /* which holds no other */
  const tms_node *next = node->next;
  if (next) return first_flank(next->kind == TMS_KIND_DELETED ? next->first : next);
  return node->parent == block ? FLANK_SPACE : FLANK_PUNCT;
}

/* May `outer` stand outside a delimiter run whose inner neighbour is `inner`? */
static bool flanks(flank outer, flank inner, bool underscore) {
  if (inner == FLANK_SPACE) return false;
  return is_apart(outer) || (!underscore && inner == FLANK_OTHER);
}

static bool delimiters_work(const tms_canonical_writer *writer, const tms_node *node, const tms_node *block) {
  bool underscore = node->kind == TMS_KIND_EMPHASIS;
  return flanks(flank_before(writer->out), first_flank(node->first), underscore) &&
         flanks(flank_after(node, block), last_flank(node->last), underscore);
}

/* [0] and [1]: Markdown; [2] and [3]: tags. */
static const char *const *marks_of(unsigned kind) {
  static const char *const emphasis[4] = {"_", "_", "<em>", "</em>"}, *const strong[4] = {"**", "**", "<strong>", "</strong>"},
                           *const deleted[4] = {"~~", "~~", "<del>", "</del>"}, *const inserted[4] = {NULL, NULL, "<ins>", "</ins>"},
                           *const subscript[4] = {NULL, NULL, "<sub>", "</sub>"}, *const superscript[4] = {NULL, NULL, "<sup>", "</sup>"},
                           *const quotation[4] = {NULL, NULL, "<q>", "</q>"};
  switch (kind) {
    case TMS_KIND_EMPHASIS: return emphasis;
    case TMS_KIND_STRONG: return strong;
    case TMS_KIND_DELETED: return deleted;
    case TMS_KIND_INSERTED: return inserted;
    case TMS_KIND_SUBSCRIPT: return subscript;
    case TMS_KIND_SUPERSCRIPT: return superscript;
    case TMS_KIND_QUOTATION: return quotation;
    default: return NULL;
  }
}

static void write_text(tms_canonical_writer *writer, const tms_node *node, const tms_node *block) {
  tms_text_place place = {0};
  place.line_start = !writer->in_cell && block->kind != TMS_KIND_HEADING && node->parent == block && !node->prev;
  place.heading_end = block->kind == TMS_KIND_HEADING && node->parent == block && !node->next;
  place.after_note = node->prev && node->prev->kind == TMS_KIND_NOTE_REFERENCE;
  place.after_bracket = !node->prev && node->parent->kind == TMS_KIND_LINK;
  place.before_bracket = node->next && (node->next->kind == TMS_KIND_LINK || node->next->kind == TMS_KIND_NOTE_REFERENCE);
  tms_canonical_text(writer, node->text, place);
}

void tms_canonical_image(tms_canonical_writer *writer, const tms_node *node) {
  tms_buf_add_cstr(writer->out, "![");
  tms_canonical_text(writer, node->title, (tms_text_place){.after_bracket = true});
  tms_buf_add_cstr(writer->out, "](");
  tms_canonical_destination(writer, node->target);
  tms_buf_add_byte(writer->out, ')');
}

static void open_inline(tms_canonical_writer *writer, const tms_node *node, const tms_node *block, uint64_t *tagged, uint32_t depth) {
  const char *const *marks = marks_of(node->kind);
  if (marks) {
    bool tag = !marks[0] || !delimiters_work(writer, node, block);
    *tagged = (*tagged & ~((uint64_t)1 << depth)) | (uint64_t)tag << depth;
    tms_buf_add_cstr(writer->out, marks[tag ? 2 : 0]);
  } else if (node->kind == TMS_KIND_LINK) {
    tms_buf_add_byte(writer->out, '[');
  } else if (node->kind == TMS_KIND_SPAN) {
    tms_buf_add_cstr(writer->out, "<span lang=\"");
    tms_canonical_attribute(writer, node->target);
    tms_buf_add_cstr(writer->out, "\">");
  }
}

static void write_leaf(tms_canonical_writer *writer, const tms_node *node, const tms_node *block) {
  switch (node->kind) {
    case TMS_KIND_TEXT: write_text(writer, node, block); break;
    case TMS_KIND_CODE: /* two spans that touch would be one run of backticks */
      tms_canonical_code_span(writer, node->text, node->prev && node->prev->kind == TMS_KIND_CODE);
      break;
    case TMS_KIND_IMAGE: tms_canonical_image(writer, node); break;
    case TMS_KIND_BREAK: tms_buf_add_cstr(writer->out, "<br>"); break;
    case TMS_KIND_FORMULA:
      tms_buf_add_cstr(writer->out, "<span class=\"math\">");
      tms_canonical_code_span(writer, node->text, false);
      tms_buf_add_cstr(writer->out, "</span>");
      break;
    case TMS_KIND_NOTE_REFERENCE:
      tms_buf_add_cstr(writer->out, "[^");
      tms_buf_add(writer->out, node->target);
      tms_buf_add_byte(writer->out, ']');
      break;
    default: break;
  }
}

static void close_inline(tms_canonical_writer *writer, const tms_node *node, uint64_t tagged, uint32_t depth) {
  const char *const *marks = marks_of(node->kind);
  if (marks) {
    tms_buf_add_cstr(writer->out, marks[(tagged >> depth) & 1 ? 3 : 1]);
  } else if (node->kind == TMS_KIND_LINK) {
    tms_buf_add_cstr(writer->out, "](");
    tms_canonical_destination(writer, node->target);
    if (node->title.len) tms_buf_add_byte(writer->out, ' ');
    if (node->title.len) tms_canonical_title(writer, node->title);
    tms_buf_add_byte(writer->out, ')');
  } else if (node->kind == TMS_KIND_SPAN) {
    tms_buf_add_cstr(writer->out, "</span>");
  }
}

void tms_canonical_inlines(tms_canonical_writer *writer, tms_node *block) {
  uint64_t tagged = 0; /* one bit a depth: written as tags */
  uint32_t depth = 0;
  tms_walk walk = tms_walk_of(block);
  while (tms_walk_next(&walk)) {
    if (walk.node == block) continue;
    if (!walk.node->first) {
      if (walk.enter) write_leaf(writer, walk.node, block);
    } else if (walk.enter) {
      TMS_ASSERT(depth < 63);
      open_inline(writer, walk.node, block, &tagged, depth & 63);
      depth++;
    } else {
      depth--;
      close_inline(writer, walk.node, tagged, depth & 63);
    }
  }
}
