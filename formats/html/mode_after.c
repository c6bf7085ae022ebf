/* "In template", "after body", framesets: 13.2.6.4.16 to 13.2.6.4.21. */
#include "formats/html/tree_parts.h"

/* ---------------------------------------------------------------- in template ---- */

bool tms_html_template_end_of_file(tms_html_builder *b) {
  bool in_template = b->template_count && b->top[TMS_TAG_TEMPLATE];
  if (!in_template) {
    b->stopped = true;
    return false;
  }
  tms_html_pop_to(b, b->top[TMS_TAG_TEMPLATE]);
  tms_html_list_clear_to_marker(b);
  b->template_count--;
  tms_html_reset_mode(b);
  return true;
}

/* The mode whose rules a start tag asks for. */
static tms_html_insertion_mode mode_for(tms_html_tag tag) {
  switch (tag) {
    case TMS_TAG_CAPTION:
    case TMS_TAG_COLGROUP:
    case TMS_TAG_TBODY:
    case TMS_TAG_TFOOT:
    case TMS_TAG_THEAD: return TMS_INSERT_IN_TABLE;
    case TMS_TAG_COL: return TMS_INSERT_IN_COLUMN_GROUP;
    case TMS_TAG_TR: return TMS_INSERT_IN_TABLE_BODY;
    case TMS_TAG_TD:
    case TMS_TAG_TH: return TMS_INSERT_IN_ROW;
    default: return TMS_INSERT_IN_BODY;
  }
}

bool tms_html_mode_template(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_START_TAG:
      switch (token->tag) {
        case TMS_TAG_BASE:
        case TMS_TAG_BASEFONT:
        case TMS_TAG_BGSOUND:
        case TMS_TAG_LINK:
        case TMS_TAG_META:
        case TMS_TAG_NOFRAMES:
        case TMS_TAG_SCRIPT:
        case TMS_TAG_STYLE:
        case TMS_TAG_TEMPLATE:
        case TMS_TAG_TITLE: tms_html_head_metadata(b, token); return false;
        default: break;
      }
      b->mode = mode_for(token->tag);
      if (b->template_count) b->template_modes[b->template_count - 1] = (uint8_t)b->mode;
      return true;
    case TMS_TOKEN_END_TAG:
      if (token->tag == TMS_TAG_TEMPLATE) tms_html_close_template(b);
      return false;
    default: return tms_html_mode_body(b, token);
  }
}

/* ---------------------------------------------------------------- white space alone ---- */

void tms_html_spaces_only(tms_html_builder *b, const tms_html_token *token) {
  for (uint32_t at = token->begin; at < token->end;) {
    uint32_t space = tms_html_leading_space(b->z, token, at, token->end, false);
    tms_html_add_text(b, token, at, at + space, TMS_NUL_DROP);
    at += space ? space : 1;
  }
}

/* ---------------------------------------------------------------- after body ---- */

static bool is_blank(const tms_html_builder *b, const tms_html_token *token) {
  return tms_html_leading_space(b->z, token, token->begin, token->end, false) == token->end - token->begin;
}

static bool back_into_body(tms_html_builder *b) {
  b->mode = TMS_INSERT_IN_BODY;
  return true;
}

/* White space in front of other text still goes by the rules of "in body"; it makes no difference there. */
static bool after_body(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT: return is_blank(b, token) ? tms_html_mode_body(b, token) : back_into_body(b);
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, b->stack[1].node); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (token->tag != TMS_TAG_HTML) return back_into_body(b);
      tms_html_body_html(b, token);
      return false;
    case TMS_TOKEN_END_TAG:
      if (token->tag != TMS_TAG_HTML) return back_into_body(b);
      if (!b->fragment) b->mode = TMS_INSERT_AFTER_AFTER_BODY;
      return false;
    default: b->stopped = true; return false;
  }
}

static bool after_after_body(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT: return is_blank(b, token) ? tms_html_mode_body(b, token) : back_into_body(b);
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 1); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (token->tag != TMS_TAG_HTML) return back_into_body(b);
      tms_html_body_html(b, token);
      return false;
    case TMS_TOKEN_END_TAG: return back_into_body(b);
    default: b->stopped = true; return false;
  }
}

/* ---------------------------------------------------------------- framesets ---- */

static void frameset_start(tms_html_builder *b, tms_html_token *token) {
  switch (token->tag) {
    case TMS_TAG_HTML: tms_html_body_html(b, token); break;
    case TMS_TAG_FRAMESET:
      if (b->mode == TMS_INSERT_IN_FRAMESET) tms_html_add_element(b, token, TMS_TAG_FRAMESET);
      break;
    case TMS_TAG_FRAME:
      if (b->mode == TMS_INSERT_IN_FRAMESET) tms_html_add_void(b, token);
      break;
    case TMS_TAG_NOFRAMES: tms_html_head_metadata(b, token); break;
    default: break;
  }
}

static void frameset_end(tms_html_builder *b, const tms_html_token *token) {
  if (b->mode == TMS_INSERT_AFTER_FRAMESET) {
    if (token->tag == TMS_TAG_HTML) b->mode = TMS_INSERT_AFTER_AFTER_FRAMESET;
    return;
  }
  if (token->tag != TMS_TAG_FRAMESET || b->depth <= 1) return;
  tms_html_pop(b);
  if (!b->fragment && !tms_html_current_is(b, TMS_TAG_FRAMESET)) b->mode = TMS_INSERT_AFTER_FRAMESET;
}

/* In frameset, after frameset, and after that: nothing but frames, <noframes> and white space. */
static bool frameset(tms_html_builder *b, tms_html_token *token) {
  bool last = b->mode == TMS_INSERT_AFTER_AFTER_FRAMESET;
  switch (token->kind) {
    case TMS_TOKEN_TEXT: tms_html_spaces_only(b, token); break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, last ? 1 : 0); break;
    case TMS_TOKEN_START_TAG: frameset_start(b, token); break;
    case TMS_TOKEN_END_TAG:
      if (!last) frameset_end(b, token);
      break;
    case TMS_TOKEN_END_OF_FILE: b->stopped = true; break;
    default: break;
  }
  return false;
}

bool tms_html_mode_after(tms_html_builder *b, tms_html_token *token) {
  switch (b->mode) {
    case TMS_INSERT_AFTER_BODY: return after_body(b, token);
    case TMS_INSERT_AFTER_AFTER_BODY: return after_after_body(b, token);
    default: return frameset(b, token);
  }
}
