/* Insertion modes from "initial" to "after head": 13.2.6.4.1 to 13.2.6.4.6. */
#include "formats/html/tree_parts.h"

/* ---------------------------------------------------------------- shared with other modes ---- */

/* "Generic raw text element parsing algorithm", RCDATA, script, plaintext. */
void tms_html_start_text(tms_html_builder *b, const tms_html_token *token, tms_html_state state) {
  tms_html_add_element_surely(b, token, token->tag);
  b->z->state = state;
  b->z->last_start = tms_html_tag_name(token->tag);
  if (b->mode != TMS_INSERT_TEXT) b->original_mode = b->mode;
  b->mode = TMS_INSERT_TEXT;
}

bool tms_html_mode_text(tms_html_builder *b, tms_html_token *token) {
  if (token->kind == TMS_TOKEN_TEXT) {
    tms_html_add_text(b, token, token->begin, token->end, TMS_NUL_REPLACE);
    return false;
  }
  tms_html_pop(b);
  b->mode = b->original_mode;
  return token->kind != TMS_TOKEN_END_TAG;
}

static void start_template(tms_html_builder *b, const tms_html_token *token) {
  if (!tms_html_add_element(b, token, TMS_TAG_TEMPLATE)) return;
  tms_html_list_mark(b);
  b->frameset_ok = false;
  b->mode = TMS_INSERT_IN_TEMPLATE;
  (void)tms_html_push_template_mode(b, TMS_INSERT_IN_TEMPLATE);
}

void tms_html_close_template(tms_html_builder *b) {
  if (!b->top[TMS_TAG_TEMPLATE]) return;
  tms_html_imply_ends_thoroughly(b);
  tms_html_pop_to(b, b->top[TMS_TAG_TEMPLATE]);
  tms_html_list_clear_to_marker(b);
  if (b->template_count) b->template_count--;
  tms_html_reset_mode(b);
}

void tms_html_head_metadata(tms_html_builder *b, tms_html_token *token) {
  switch (token->tag) {
    case TMS_TAG_TITLE: tms_html_start_text(b, token, TMS_STATE_RCDATA); break;
    case TMS_TAG_SCRIPT: tms_html_start_text(b, token, TMS_STATE_SCRIPT); break;
    case TMS_TAG_STYLE:
    case TMS_TAG_NOFRAMES: tms_html_start_text(b, token, TMS_STATE_RAWTEXT); break;
    case TMS_TAG_TEMPLATE: start_template(b, token); break;
    default: tms_html_add_void(b, token); break; /* base, basefont, bgsound, link, meta */
  }
}

static bool is_metadata(tms_html_tag tag) {
  switch (tag) {
    case TMS_TAG_BASE:
    case TMS_TAG_BASEFONT:
    case TMS_TAG_BGSOUND:
    case TMS_TAG_LINK:
    case TMS_TAG_META:
    case TMS_TAG_TITLE:
    case TMS_TAG_NOFRAMES:
    case TMS_TAG_STYLE:
    case TMS_TAG_SCRIPT:
    case TMS_TAG_TEMPLATE: return true;
    default: return false;
  }
}

/* Takes the white space off the front of a text token (into the tree, if asked to); true where something else remains. */
static bool take_space(tms_html_builder *b, tms_html_token *token, bool insert) {
  uint32_t space = tms_html_leading_space(b->z, token, token->begin, token->end, false);
  if (insert) tms_html_add_text(b, token, token->begin, token->begin + space, TMS_NUL_DROP);
  token->begin += space;
  return token->begin < token->end;
}

/* End tags that act as anything else would before the body; all others are ignored there. */
static bool opens_body(const tms_html_token *token) {
  return token->tag == TMS_TAG_BODY || token->tag == TMS_TAG_HTML || token->tag == TMS_TAG_BR;
}

/* ---------------------------------------------------------------- initial, before html, before head ---- */

static bool initial(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!take_space(b, token, false)) return false;
      break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 1); return false;
    case TMS_TOKEN_DOCTYPE:
      tms_html_add_doctype(b, token);
      b->quirks = tms_html_is_quirky(b->z, token);
      b->mode = TMS_INSERT_BEFORE_HTML;
      return false;
    default: break;
  }
  b->quirks = true;
  b->mode = TMS_INSERT_BEFORE_HTML;
  return true;
}

static bool before_html(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!take_space(b, token, false)) return false;
      break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 1); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (token->tag != TMS_TAG_HTML) break;
      tms_html_add_element_surely(b, token, TMS_TAG_HTML);
      b->mode = TMS_INSERT_BEFORE_HEAD;
      return false;
    case TMS_TOKEN_END_TAG:
      if (!opens_body(token) && token->tag != TMS_TAG_HEAD) return false;
      break;
    default: break;
  }
  tms_html_add_element_surely(b, NULL, TMS_TAG_HTML);
  b->mode = TMS_INSERT_BEFORE_HEAD;
  return true;
}

static bool before_head(tms_html_builder *b, tms_html_token *token) {
  bool has_head = token->kind == TMS_TOKEN_START_TAG && token->tag == TMS_TAG_HEAD;
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!take_space(b, token, false)) return false;
      break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (token->tag != TMS_TAG_HTML) break;
      tms_html_body_html(b, token);
      return false;
    case TMS_TOKEN_END_TAG:
      if (!opens_body(token) && token->tag != TMS_TAG_HEAD) return false;
      break;
    default: break;
  }
  b->head = tms_html_add_element_surely(b, has_head ? token : NULL, TMS_TAG_HEAD);
  b->mode = TMS_INSERT_IN_HEAD;
  return !has_head;
}

/* ---------------------------------------------------------------- in head, in head noscript ---- */

/* False: nothing more to do; true: as anything else. */
static bool in_head_start(tms_html_builder *b, tms_html_token *token) {
  if (is_metadata(token->tag)) {
    tms_html_head_metadata(b, token);
    return false;
  }
  switch (token->tag) {
    case TMS_TAG_HTML: tms_html_body_html(b, token); return false;
    case TMS_TAG_HEAD: return false;
    case TMS_TAG_NOSCRIPT:
      if (b->scripting) {
        tms_html_start_text(b, token, TMS_STATE_RAWTEXT);
      } else {
        tms_html_add_element_surely(b, token, TMS_TAG_NOSCRIPT);
        b->mode = TMS_INSERT_IN_HEAD_NOSCRIPT;
      }
      return false;
    default: return true;
  }
}

static bool in_head(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!take_space(b, token, true)) return false;
      break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (!in_head_start(b, token)) return false;
      break;
    case TMS_TOKEN_END_TAG:
      if (token->tag == TMS_TAG_TEMPLATE) tms_html_close_template(b);
      if (token->tag == TMS_TAG_HEAD) {
        tms_html_pop(b);
        b->mode = TMS_INSERT_AFTER_HEAD;
      }
      if (!opens_body(token)) return false;
      break;
    default: break;
  }
  tms_html_pop(b);
  b->mode = TMS_INSERT_AFTER_HEAD;
  return true;
}

/* What stays inside <noscript> in the head; everything else ends it. */
static bool in_head_noscript(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!take_space(b, token, true)) return false;
      break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (token->tag == TMS_TAG_HTML) tms_html_body_html(b, token);
      if (token->tag == TMS_TAG_HTML || token->tag == TMS_TAG_HEAD || token->tag == TMS_TAG_NOSCRIPT) return false;
      if (!is_metadata(token->tag) || token->tag == TMS_TAG_TITLE || token->tag == TMS_TAG_SCRIPT || token->tag == TMS_TAG_TEMPLATE) break;
      if (token->tag == TMS_TAG_BASE) break;
      tms_html_head_metadata(b, token);
      return false;
    case TMS_TOKEN_END_TAG:
      if (token->tag == TMS_TAG_NOSCRIPT) {
        tms_html_pop(b);
        b->mode = TMS_INSERT_IN_HEAD;
      }
      if (token->tag != TMS_TAG_BR) return false;
      break;
    default: break;
  }
  tms_html_pop(b);
  b->mode = TMS_INSERT_IN_HEAD;
  return true;
}

/* ---------------------------------------------------------------- after head ---- */

/* Metadata between </head> and <body> goes into the head after all. */
static void back_into_head(tms_html_builder *b, tms_html_token *token) {
  b->tree->shuffled = true;
  tms_html_push(b, b->head);
  tms_html_head_metadata(b, token);
  tms_html_stack_take(b, b->head);
}

/* False: done. */
static bool after_head_start(tms_html_builder *b, tms_html_token *token) {
  if (is_metadata(token->tag)) {
    back_into_head(b, token);
    return false;
  }
  switch (token->tag) {
    case TMS_TAG_HTML: tms_html_body_html(b, token); return false;
    case TMS_TAG_HEAD: return false;
    case TMS_TAG_BODY:
      tms_html_add_element_surely(b, token, TMS_TAG_BODY);
      b->frameset_ok = false;
      b->mode = TMS_INSERT_IN_BODY;
      return false;
    case TMS_TAG_FRAMESET:
      tms_html_add_element_surely(b, token, TMS_TAG_FRAMESET);
      b->mode = TMS_INSERT_IN_FRAMESET;
      return false;
    default: return true;
  }
}

static bool after_head(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!take_space(b, token, true)) return false;
      break;
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (!after_head_start(b, token)) return false;
      break;
    case TMS_TOKEN_END_TAG:
      if (token->tag == TMS_TAG_TEMPLATE) tms_html_close_template(b);
      if (!opens_body(token)) return false;
      break;
    default: break;
  }
  tms_html_add_element_surely(b, NULL, TMS_TAG_BODY);
  b->mode = TMS_INSERT_IN_BODY;
  return true;
}

bool tms_html_mode_head(tms_html_builder *b, tms_html_token *token) {
  switch (b->mode) {
    case TMS_INSERT_INITIAL: return initial(b, token);
    case TMS_INSERT_BEFORE_HTML: return before_html(b, token);
    case TMS_INSERT_BEFORE_HEAD: return before_head(b, token);
    case TMS_INSERT_IN_HEAD: return in_head(b, token);
    case TMS_INSERT_IN_HEAD_NOSCRIPT: return in_head_noscript(b, token);
    default: return after_head(b, token);
  }
}
