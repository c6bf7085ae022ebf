/* 13.2.6.5 "The rules for parsing tokens in foreign content": SVG and MathML. */
#include "formats/html/tree_parts.h"

static bool font_breaks_out(const tms_html_builder *b, const tms_html_token *token) {
  for (uint32_t i = 0; i < token->count; i++) {
    unsigned id = b->z->records[token->attributes + i].bits & TMS_HTML_ATTR_ID;
    if (id == TMS_ATTR_COLOR || id == TMS_ATTR_FACE || id == TMS_ATTR_SIZE) return true;
  }
  return false;
}

/* HTML start tags that nobody means to stand in SVG or MathML. */
static bool breaks_out(const tms_html_builder *b, const tms_html_token *token) {
  // clang-format off
  switch (token->tag) {
    case TMS_TAG_B: case TMS_TAG_BIG: case TMS_TAG_BLOCKQUOTE: case TMS_TAG_BODY: case TMS_TAG_BR: case TMS_TAG_CENTER: case TMS_TAG_CODE:
    case TMS_TAG_DD: case TMS_TAG_DIV: case TMS_TAG_DL: case TMS_TAG_DT: case TMS_TAG_EM: case TMS_TAG_EMBED: case TMS_TAG_H1: case TMS_TAG_H2:
    case TMS_TAG_H3: case TMS_TAG_H4: case TMS_TAG_H5: case TMS_TAG_H6: case TMS_TAG_HEAD: case TMS_TAG_HR: case TMS_TAG_I: case TMS_TAG_IMG:
    case TMS_TAG_LI: case TMS_TAG_LISTING: case TMS_TAG_MENU: case TMS_TAG_META: case TMS_TAG_NOBR: case TMS_TAG_OL: case TMS_TAG_P: case TMS_TAG_PRE:
    case TMS_TAG_RUBY: case TMS_TAG_S: case TMS_TAG_SMALL: case TMS_TAG_SPAN: case TMS_TAG_STRONG: case TMS_TAG_STRIKE: case TMS_TAG_SUB:
    case TMS_TAG_SUP: case TMS_TAG_TABLE: case TMS_TAG_TT: case TMS_TAG_U: case TMS_TAG_UL: case TMS_TAG_VAR: return true;
    case TMS_TAG_FONT: return font_breaks_out(b, token);
    default: return false;
  }
  // clang-format on
}

/* Back to HTML: pops until an integration point or an HTML element is current. */
static void break_out(tms_html_builder *b) {
  const tms_html_open *current = tms_html_current(b);
  while (current->ns != TMS_HTML_NS_HTML && !(current->bits & (TMS_BIT_HTML_POINT | TMS_BIT_MATHML_POINT))) {
    tms_html_pop(b);
    current = tms_html_current(b);
  }
}

static void foreign_start(tms_html_builder *b, tms_html_token *token) {
  bool context = b->fragment && b->depth == 1;
  tms_html_add_foreign(b, token, context ? b->context_ns : (tms_html_namespace)tms_html_current(b)->ns);
}

static bool same_tag(const tms_html_builder *b, const tms_html_open *entry, const tms_html_token *token) {
  if (entry->tag != token->tag) return false;
  return token->tag != TMS_TAG_UNKNOWN || tms_slice_eq(tms_html_name(b->tree, entry->node), tms_html_bytes_slice(b->z, token->name));
}

/* Walks down the stack through foreign elements alone; the first HTML element hands over to its mode (true). */
static bool foreign_end(tms_html_builder *b, const tms_html_token *token) {
  uint32_t at = b->depth;
  do {
    if (at <= 1) return false;
    if (same_tag(b, &b->stack[at], token)) {
      tms_html_pop_to(b, at);
      return false;
    }
    at--;
  } while (b->stack[at].ns != TMS_HTML_NS_HTML);
  return true;
}

bool tms_html_mode_foreign(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      tms_html_add_text(b, token, token->begin, token->end, TMS_NUL_REPLACE);
      if (b->frameset_ok && tms_html_leading_space(b->z, token, token->begin, token->end, true) < token->end - token->begin) b->frameset_ok = false;
      return false;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_START_TAG:
      if (breaks_out(b, token)) {
        break_out(b);
        return true;
      }
      foreign_start(b, token);
      return false;
    case TMS_TOKEN_END_TAG:
      if (token->tag == TMS_TAG_BR || token->tag == TMS_TAG_P) {
        break_out(b);
        return true;
      }
      return foreign_end(b, token);
    default: return false;
  }
}
