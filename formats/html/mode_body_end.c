/* 13.2.6.4.7 "The "in body" insertion mode": end tags. */
#include "formats/html/tree_parts.h"

/* "Any other end tag": the highest open element of the name, unless a special one stands above it. */
void tms_html_any_end_tag(tms_html_builder *b, tms_html_tag tag, const tms_html_token *token) {
  uint32_t special = tms_html_current(b)->special, at = b->top[tag];
  if (tag == TMS_TAG_UNKNOWN) {
    tms_slice name = tms_html_bytes_slice(b->z, token->name);
    while (at && at >= special && !tms_slice_eq(tms_html_name(b->tree, b->stack[at].node), name)) at = b->stack[at].same;
  }
  if (!at || at < special) {
    b->z->errors++;
    return;
  }
  while (b->depth > at && tms_html_current(b)->ns == TMS_HTML_NS_HTML && (tms_html_current(b)->bits & TMS_BIT_IMPLIED)) tms_html_pop(b);
  tms_html_pop_to(b, at);
}

static void end_p(tms_html_builder *b) {
  if (!tms_html_in_button_scope(b, TMS_TAG_P)) tms_html_add_element(b, NULL, TMS_TAG_P);
  tms_html_close_p(b);
}

static void end_form(tms_html_builder *b) {
  if (tms_html_in_template(b)) {
    if (!tms_html_in_scope(b, TMS_TAG_FORM)) return;
    tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
    tms_html_pop_to(b, b->top[TMS_TAG_FORM]);
    return;
  }
  uint32_t form = b->form, at = form && form != TMS_HTML_CONTEXT_FORM ? tms_html_stack_find(b, form) : 0;
  b->form = 0;
  if (!at || at < tms_html_current(b)->scope) return;
  tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
  tms_html_stack_take(b, form);
}

static void end_li(tms_html_builder *b) {
  if (!tms_html_in_item_scope(b, TMS_TAG_LI)) return;
  tms_html_imply_ends(b, TMS_TAG_LI);
  tms_html_pop_to(b, b->top[TMS_TAG_LI]);
}

/* Any heading in scope is closed, whatever its level. */
static void end_heading(tms_html_builder *b) {
  uint32_t highest = 0;
  for (unsigned tag = TMS_TAG_H1; tag <= TMS_TAG_H6; tag++) highest = tms_html_higher(highest, b->top[tag]);
  if (!highest || highest < tms_html_current(b)->scope) return;
  tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
  tms_html_pop_to(b, highest);
}

static void end_formatting(tms_html_builder *b, const tms_html_token *token) {
  if (!tms_html_adoption(b, token->tag)) tms_html_any_end_tag(b, token->tag, token);
}

static void end_object(tms_html_builder *b, tms_html_tag tag) {
  if (!tms_html_in_scope(b, tag)) return;
  tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
  tms_html_pop_to(b, b->top[tag]);
  tms_html_list_clear_to_marker(b);
}

/* </br> is <br> */
static void end_br(tms_html_builder *b, const tms_html_token *token) {
  tms_html_token start = *token;
  start.kind = TMS_TOKEN_START_TAG;
  start.attributes = start.count = 0;
  tms_html_reconstruct(b);
  tms_html_add_void(b, &start);
  b->frameset_ok = false;
}

/* </body> and </html>; true for the latter: it is looked at again after the body. */
static bool end_body(tms_html_builder *b, const tms_html_token *token) {
  if (!tms_html_in_scope(b, TMS_TAG_BODY)) return false;
  b->mode = TMS_INSERT_AFTER_BODY;
  return token->tag == TMS_TAG_HTML;
}

// clang-format off
bool tms_html_body_end(tms_html_builder *b, tms_html_token *token) {
  switch (token->tag) {
    case TMS_TAG_TEMPLATE: tms_html_close_template(b); break;
    case TMS_TAG_BODY: case TMS_TAG_HTML: return end_body(b, token);
    case TMS_TAG_ADDRESS: case TMS_TAG_ARTICLE: case TMS_TAG_ASIDE: case TMS_TAG_BLOCKQUOTE: case TMS_TAG_BUTTON: case TMS_TAG_CENTER:
    case TMS_TAG_DETAILS: case TMS_TAG_DIALOG: case TMS_TAG_DIR: case TMS_TAG_DIV: case TMS_TAG_DL: case TMS_TAG_FIELDSET: case TMS_TAG_FIGCAPTION:
    case TMS_TAG_FIGURE: case TMS_TAG_FOOTER: case TMS_TAG_HEADER: case TMS_TAG_HGROUP: case TMS_TAG_LISTING: case TMS_TAG_MAIN: case TMS_TAG_MENU:
    case TMS_TAG_NAV: case TMS_TAG_OL: case TMS_TAG_PRE: case TMS_TAG_SEARCH: case TMS_TAG_SECTION: case TMS_TAG_SELECT: case TMS_TAG_SUMMARY:
    case TMS_TAG_UL: case TMS_TAG_DD: case TMS_TAG_DT: b->z->errors += !tms_html_close(b, token->tag); break;
    case TMS_TAG_FORM: end_form(b); break;
    case TMS_TAG_P: end_p(b); break;
    case TMS_TAG_LI: end_li(b); break;
    case TMS_TAG_H1: case TMS_TAG_H2: case TMS_TAG_H3: case TMS_TAG_H4: case TMS_TAG_H5: case TMS_TAG_H6: end_heading(b); break;
    case TMS_TAG_A: case TMS_TAG_B: case TMS_TAG_BIG: case TMS_TAG_CODE: case TMS_TAG_EM: case TMS_TAG_FONT: case TMS_TAG_I: case TMS_TAG_NOBR:
    case TMS_TAG_S: case TMS_TAG_SMALL: case TMS_TAG_STRIKE: case TMS_TAG_STRONG: case TMS_TAG_TT: case TMS_TAG_U: end_formatting(b, token); break;
    case TMS_TAG_APPLET: case TMS_TAG_MARQUEE: case TMS_TAG_OBJECT: end_object(b, token->tag); break;
    case TMS_TAG_BR: end_br(b, token); break;
    default: tms_html_any_end_tag(b, token->tag, token); break;
  }
  return false;
}
// clang-format on
