/* 13.2.6.4.7 "The "in body" insertion mode": text, start tags, and where the others go. End tags are in mode_body_end.c. */
#include "formats/html/tree_attributes.h"

/* ---------------------------------------------------------------- html, body, frameset ---- */

void tms_html_body_html(tms_html_builder *b, tms_html_token *token) {
  if (b->top[TMS_TAG_TEMPLATE] || !b->html_link) return;
  tms_html_merge_attributes(b, token, b->stack[1].node, &b->html_link);
}

static bool second_is_body(const tms_html_builder *b) {
  return b->depth >= 2 && b->stack[2].tag == TMS_TAG_BODY && b->stack[2].ns == TMS_HTML_NS_HTML;
}

static void start_body(tms_html_builder *b, tms_html_token *token) {
  if (!second_is_body(b) || b->top[TMS_TAG_TEMPLATE] || !b->body_link) return;
  b->frameset_ok = false;
  tms_html_merge_attributes(b, token, b->stack[2].node, &b->body_link);
}

static void start_frameset(tms_html_builder *b, tms_html_token *token) {
  if (!second_is_body(b) || !b->frameset_ok) return;
  tms_html_detach(b->tree, b->stack[2].node);
  tms_html_pop_to(b, 2);
  tms_html_add_element_surely(b, token, TMS_TAG_FRAMESET);
  b->mode = TMS_INSERT_IN_FRAMESET;
}

/* ---------------------------------------------------------------- blocks ---- */

static void start_block(tms_html_builder *b, tms_html_token *token) {
  tms_html_close_p(b);
  tms_html_add_element(b, token, token->tag);
}

static void start_heading(tms_html_builder *b, tms_html_token *token) {
  tms_html_close_p(b);
  const tms_html_open *current = tms_html_current(b);
  if (current->ns == TMS_HTML_NS_HTML && current->tag >= TMS_TAG_H1 && current->tag <= TMS_TAG_H6) tms_html_pop(b);
  tms_html_add_element(b, token, token->tag);
}

static void start_preformatted(tms_html_builder *b, tms_html_token *token) {
  start_block(b, token);
  b->skip_lf = true;
  b->frameset_ok = false;
}

static void start_form(tms_html_builder *b, tms_html_token *token) {
  bool in_template = tms_html_in_template(b);
  if (b->form && !in_template) return;
  tms_html_close_p(b);
  uint32_t form = tms_html_add_element(b, token, TMS_TAG_FORM);
  if (!in_template) b->form = form;
}

/* The loop of "li", "dd" and "dt" ends at the highest special element that is no address, div or p: is it one of those to close? */
static void start_item(tms_html_builder *b, tms_html_token *token) {
  b->frameset_ok = false;
  const tms_html_open *stop = &b->stack[tms_html_current(b)->item_stop];
  bool is_li = token->tag == TMS_TAG_LI;
  bool closes = stop->ns == TMS_HTML_NS_HTML && (is_li ? stop->tag == TMS_TAG_LI : stop->tag == TMS_TAG_DD || stop->tag == TMS_TAG_DT);
  if (closes) {
    tms_html_imply_ends(b, (tms_html_tag)stop->tag);
    tms_html_pop_to(b, b->top[stop->tag]);
  }
  start_block(b, token);
}

static void start_plaintext(tms_html_builder *b, tms_html_token *token) {
  start_block(b, token);
  b->z->state = TMS_STATE_PLAINTEXT;
}

static void start_table(tms_html_builder *b, tms_html_token *token) {
  if (!b->quirks) tms_html_close_p(b);
  if (tms_html_add_element(b, token, TMS_TAG_TABLE)) b->mode = TMS_INSERT_IN_TABLE;
  b->frameset_ok = false;
}

static void start_rule(tms_html_builder *b, tms_html_token *token) {
  tms_html_close_p(b);
  if (tms_html_in_scope(b, TMS_TAG_SELECT)) tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
  tms_html_add_void(b, token);
  b->frameset_ok = false;
}

/* ---------------------------------------------------------------- formatting ---- */

static void start_formatting(tms_html_builder *b, tms_html_token *token) {
  tms_html_reconstruct(b);
  tms_html_list_add(b, tms_html_add_element(b, token, token->tag));
}

static void start_link(tms_html_builder *b, tms_html_token *token) {
  uint32_t at = tms_html_list_find(b, TMS_TAG_A);
  if (at != UINT32_MAX) {
    uint32_t open = b->list[at].node;
    if (!tms_html_adoption(b, TMS_TAG_A)) tms_html_any_end_tag(b, TMS_TAG_A, NULL);
    tms_html_list_remove(b, open);
    tms_html_stack_take(b, open);
  }
  start_formatting(b, token);
}

static void start_nobr(tms_html_builder *b, tms_html_token *token) {
  tms_html_reconstruct(b);
  if (tms_html_in_scope(b, TMS_TAG_NOBR)) {
    if (!tms_html_adoption(b, TMS_TAG_NOBR)) tms_html_any_end_tag(b, TMS_TAG_NOBR, NULL);
    tms_html_reconstruct(b);
  }
  tms_html_list_add(b, tms_html_add_element(b, token, TMS_TAG_NOBR));
}

/* ---------------------------------------------------------------- replaced elements and forms ---- */

static void start_object(tms_html_builder *b, tms_html_token *token) {
  tms_html_reconstruct(b);
  if (tms_html_add_element(b, token, token->tag)) tms_html_list_mark(b);
  b->frameset_ok = false;
}

static void start_button(tms_html_builder *b, tms_html_token *token) {
  (void)tms_html_close(b, TMS_TAG_BUTTON);
  tms_html_reconstruct(b);
  tms_html_add_element(b, token, TMS_TAG_BUTTON);
  b->frameset_ok = false;
}

static void add_void_inline(tms_html_builder *b, tms_html_token *token) {
  tms_html_reconstruct(b);
  tms_html_add_void(b, token);
}

static bool is_hidden_input(const tms_html_builder *b, uint32_t node) {
  for (uint32_t at = tms_html_record_first(b->tree, node); at; at = tms_html_record_next(b->tree, at)) {
    const tms_html_record *record = &b->z->records[at];
    if ((record->bits & TMS_HTML_ATTR_ID) == TMS_ATTR_TYPE) return tms_slice_eq_nocase(tms_html_record_value(b->z, record), TMS_SLICE("hidden"));
  }
  return false;
}

static bool context_is_select(const tms_html_builder *b) {
  return b->fragment && b->context_tag == TMS_TAG_SELECT && b->context_ns == TMS_HTML_NS_HTML;
}

static void start_input(tms_html_builder *b, tms_html_token *token) {
  if (context_is_select(b)) return;
  if (tms_html_in_scope(b, TMS_TAG_SELECT)) tms_html_pop_to(b, b->top[TMS_TAG_SELECT]);
  tms_html_reconstruct(b);
  uint32_t node = tms_html_add_void(b, token);
  if (!is_hidden_input(b, node)) b->frameset_ok = false;
}

static void start_select(tms_html_builder *b, tms_html_token *token) {
  if (context_is_select(b)) return;
  if (tms_html_in_scope(b, TMS_TAG_SELECT)) {
    tms_html_pop_to(b, b->top[TMS_TAG_SELECT]);
    return;
  }
  tms_html_reconstruct(b);
  tms_html_add_element(b, token, TMS_TAG_SELECT);
  b->frameset_ok = false;
}

static void start_option(tms_html_builder *b, tms_html_token *token) {
  if (tms_html_in_scope(b, TMS_TAG_SELECT)) {
    tms_html_imply_ends(b, token->tag == TMS_TAG_OPTION ? TMS_TAG_OPTGROUP : TMS_TAG_UNKNOWN);
  } else if (tms_html_current_is(b, TMS_TAG_OPTION)) {
    tms_html_pop(b);
  }
  tms_html_reconstruct(b);
  tms_html_add_element(b, token, token->tag);
}

static void start_ruby_part(tms_html_builder *b, tms_html_token *token) {
  bool keeps_rtc = token->tag == TMS_TAG_RP || token->tag == TMS_TAG_RT;
  if (tms_html_in_scope(b, TMS_TAG_RUBY)) tms_html_imply_ends(b, keeps_rtc ? TMS_TAG_RTC : TMS_TAG_UNKNOWN);
  tms_html_add_element(b, token, token->tag);
}

/* ---------------------------------------------------------------- raw text and foreign roots ---- */

static void start_textarea(tms_html_builder *b, tms_html_token *token) {
  tms_html_start_text(b, token, TMS_STATE_RCDATA);
  b->skip_lf = true;
  b->frameset_ok = false;
}

static void start_xmp(tms_html_builder *b, tms_html_token *token) {
  tms_html_close_p(b);
  tms_html_reconstruct(b);
  b->frameset_ok = false;
  tms_html_start_text(b, token, TMS_STATE_RAWTEXT);
}

static void start_other(tms_html_builder *b, tms_html_token *token) {
  tms_html_reconstruct(b);
  tms_html_add_element(b, token, token->tag);
}

static void start_noscript(tms_html_builder *b, tms_html_token *token) {
  if (b->scripting) {
    tms_html_start_text(b, token, TMS_STATE_RAWTEXT);
  } else {
    start_other(b, token);
  }
}

/* <noscript><iframe src="..." /></noscript>: tag managers are often pasted in so. A browser that runs scripts reads <noscript> as text and never meets the <iframe>; to one
 * without scripts, as which we read, all the rest of the page would be the text of the <iframe>. There it closes itself, but where conformance is asked for. */
static void start_iframe(tms_html_builder *b, tms_html_token *token) {
  b->frameset_ok = false;
  if (token->self_closing && !b->conformance && tms_html_current_is(b, TMS_TAG_NOSCRIPT)) {
    tms_html_add_void(b, token);
    b->tree->counts.closed++;
  } else {
    tms_html_start_text(b, token, TMS_STATE_RAWTEXT);
  }
}

static void start_foreign(tms_html_builder *b, tms_html_token *token) {
  tms_html_reconstruct(b);
  tms_html_add_foreign(b, token, token->tag == TMS_TAG_SVG ? TMS_HTML_NS_SVG : TMS_HTML_NS_MATHML);
}

/* ---------------------------------------------------------------- all of them ---- */

/* long switch: one line a group of start tags, in the order of the standard */
// clang-format off
static void start_tag(tms_html_builder *b, tms_html_token *token) {
  switch (token->tag) {
    case TMS_TAG_HTML: tms_html_body_html(b, token); break;
    case TMS_TAG_BASE: case TMS_TAG_BASEFONT: case TMS_TAG_BGSOUND: case TMS_TAG_LINK: case TMS_TAG_META: case TMS_TAG_NOFRAMES: case TMS_TAG_SCRIPT:
    case TMS_TAG_STYLE: case TMS_TAG_TEMPLATE: case TMS_TAG_TITLE: tms_html_head_metadata(b, token); break;
    case TMS_TAG_BODY: start_body(b, token); break;
    case TMS_TAG_FRAMESET: start_frameset(b, token); break;
    case TMS_TAG_ADDRESS: case TMS_TAG_ARTICLE: case TMS_TAG_ASIDE: case TMS_TAG_BLOCKQUOTE: case TMS_TAG_CENTER: case TMS_TAG_DETAILS:
    case TMS_TAG_DIALOG: case TMS_TAG_DIR: case TMS_TAG_DIV: case TMS_TAG_DL: case TMS_TAG_FIELDSET: case TMS_TAG_FIGCAPTION: case TMS_TAG_FIGURE:
    case TMS_TAG_FOOTER: case TMS_TAG_HEADER: case TMS_TAG_HGROUP: case TMS_TAG_MAIN: case TMS_TAG_MENU: case TMS_TAG_NAV: case TMS_TAG_OL:
    case TMS_TAG_P: case TMS_TAG_SEARCH: case TMS_TAG_SECTION: case TMS_TAG_SUMMARY: case TMS_TAG_UL: start_block(b, token); break;
    case TMS_TAG_H1: case TMS_TAG_H2: case TMS_TAG_H3: case TMS_TAG_H4: case TMS_TAG_H5: case TMS_TAG_H6: start_heading(b, token); break;
    case TMS_TAG_PRE: case TMS_TAG_LISTING: start_preformatted(b, token); break;
    case TMS_TAG_FORM: start_form(b, token); break;
    case TMS_TAG_LI: case TMS_TAG_DD: case TMS_TAG_DT: start_item(b, token); break;
    case TMS_TAG_PLAINTEXT: start_plaintext(b, token); break;
    case TMS_TAG_BUTTON: start_button(b, token); break;
    case TMS_TAG_A: start_link(b, token); break;
    case TMS_TAG_B: case TMS_TAG_BIG: case TMS_TAG_CODE: case TMS_TAG_EM: case TMS_TAG_FONT: case TMS_TAG_I: case TMS_TAG_S: case TMS_TAG_SMALL:
    case TMS_TAG_STRIKE: case TMS_TAG_STRONG: case TMS_TAG_TT: case TMS_TAG_U: start_formatting(b, token); break;
    case TMS_TAG_NOBR: start_nobr(b, token); break;
    case TMS_TAG_APPLET: case TMS_TAG_MARQUEE: case TMS_TAG_OBJECT: start_object(b, token); break;
    case TMS_TAG_TABLE: start_table(b, token); break;
    case TMS_TAG_IMAGE: token->tag = TMS_TAG_IMG; /* "Don't ask." */ __attribute__((fallthrough));
    case TMS_TAG_AREA: case TMS_TAG_BR: case TMS_TAG_EMBED: case TMS_TAG_IMG: case TMS_TAG_KEYGEN: case TMS_TAG_WBR:
      add_void_inline(b, token);
      b->frameset_ok = false;
      break;
    case TMS_TAG_INPUT: start_input(b, token); break;
    case TMS_TAG_PARAM: case TMS_TAG_SOURCE: case TMS_TAG_TRACK: tms_html_add_void(b, token); break;
    case TMS_TAG_HR: start_rule(b, token); break;
    case TMS_TAG_TEXTAREA: start_textarea(b, token); break;
    case TMS_TAG_XMP: start_xmp(b, token); break;
    case TMS_TAG_IFRAME: start_iframe(b, token); break;
    case TMS_TAG_NOEMBED: tms_html_start_text(b, token, TMS_STATE_RAWTEXT); break;
    case TMS_TAG_NOSCRIPT: start_noscript(b, token); break;
    case TMS_TAG_SELECT: start_select(b, token); break;
    case TMS_TAG_OPTGROUP: case TMS_TAG_OPTION: start_option(b, token); break;
    case TMS_TAG_RB: case TMS_TAG_RTC: case TMS_TAG_RP: case TMS_TAG_RT: start_ruby_part(b, token); break;
    case TMS_TAG_MATH: case TMS_TAG_SVG: start_foreign(b, token); break;
    case TMS_TAG_CAPTION: case TMS_TAG_COL: case TMS_TAG_COLGROUP: case TMS_TAG_FRAME: case TMS_TAG_HEAD: case TMS_TAG_TBODY: case TMS_TAG_TD:
    case TMS_TAG_TFOOT: case TMS_TAG_TH: case TMS_TAG_THEAD: case TMS_TAG_TR: break; /* ignored */
    default: start_other(b, token); break;
  }
}
// clang-format on

void tms_html_body_text(tms_html_builder *b, const tms_html_token *token, uint32_t begin, uint32_t end) {
  tms_html_reconstruct(b);
  tms_html_add_text(b, token, begin, end, TMS_NUL_DROP);
  if (b->frameset_ok && tms_html_leading_space(b->z, token, begin, end, true) < end - begin) b->frameset_ok = false;
}

/* Text of nothing but NUL isn't there: it doesn't even reconstruct formatting. (In a fragment of a textarea, say, it is U+FFFD already.) */
static bool is_only_nul(const tms_html_builder *b, const tms_html_token *token) {
  if (!token->dirty || token->replace_nul || b->z->input[token->begin] != '\0') return false;
  uint32_t at = token->begin;
  while (at < token->end && b->z->input[at] == '\0') at++;
  return at == token->end;
}

bool tms_html_mode_body(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT:
      if (!is_only_nul(b, token)) tms_html_body_text(b, token, token->begin, token->end);
      return false;
    case TMS_TOKEN_START_TAG: start_tag(b, token); return false;
    case TMS_TOKEN_END_TAG: return tms_html_body_end(b, token);
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_END_OF_FILE: return tms_html_template_end_of_file(b);
    default: return false;
  }
}
