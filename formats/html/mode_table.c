/* Insertion modes from "in table" to "in cell": 13.2.6.4.9 to 13.2.6.4.15. */
#include "formats/html/tree_attributes.h"

/* ---------------------------------------------------------------- text in tables ---- */

/* "In table text": characters are collected until another token comes, because one that isn't white space sends all of them before the table. */
static void add_pending(tms_html_builder *b, const tms_html_token *token) {
  void *pending = b->pending;
  bool grown = tms_html_grow(b->z, &pending, &b->pending_room, b->pending_count + 1, sizeof *b->pending);
  b->pending = pending;
  if (!grown) return;
  b->pending[b->pending_count++] = (tms_html_pending){token->begin, token->end, token->dirty, token->references, token->replace_nul};
}

static tms_html_token pending_token(const tms_html_pending *p) {
  return (tms_html_token){
      .kind = TMS_TOKEN_TEXT, .begin = p->begin, .end = p->end, .dirty = p->dirty, .references = p->references, .replace_nul = p->replace_nul};
}

void tms_html_flush_pending(tms_html_builder *b) {
  bool blank = true;
  for (uint32_t i = 0; i < b->pending_count && blank; i++) {
    tms_html_token token = pending_token(&b->pending[i]);
    blank = tms_html_leading_space(b->z, &token, token.begin, token.end, true) == token.end - token.begin;
  }
  b->z->errors += !blank;
  for (uint32_t i = 0; i < b->pending_count; i++) {
    tms_html_token token = pending_token(&b->pending[i]);
    b->foster = !blank;
    if (blank) {
      tms_html_add_text(b, &token, token.begin, token.end, TMS_NUL_DROP);
    } else {
      tms_html_body_text(b, &token, token.begin, token.end);
    }
  }
  b->foster = false;
  b->pending_count = 0;
}

/* By the rules of "in body", with foster parenting. */
static bool anything_else(tms_html_builder *b, tms_html_token *token) {
  b->foster = true;
  bool again = tms_html_mode_body(b, token);
  b->foster = false;
  return again;
}

static bool table_text(tms_html_builder *b, tms_html_token *token) {
  const tms_html_open *current = tms_html_current(b);
  bool collects = current->ns == TMS_HTML_NS_HTML && ((current->bits & TMS_BIT_TABLE) || current->tag == TMS_TAG_TEMPLATE);
  if (!collects) return anything_else(b, token);
  add_pending(b, token);
  return false;
}

/* ---------------------------------------------------------------- contexts ---- */

static void pop_above(tms_html_builder *b, uint32_t index) {
  if (index) tms_html_pop_to(b, index + 1);
}

static void clear_to_table(tms_html_builder *b) {
  pop_above(b, tms_html_table_scope(b));
}

static void clear_to_body(tms_html_builder *b) {
  uint32_t part = tms_html_higher(b->top[TMS_TAG_TBODY], tms_html_higher(b->top[TMS_TAG_TFOOT], b->top[TMS_TAG_THEAD]));
  pop_above(b, tms_html_higher(part, tms_html_higher(b->top[TMS_TAG_TEMPLATE], b->top[TMS_TAG_HTML])));
}

static void clear_to_row(tms_html_builder *b) {
  pop_above(b, tms_html_higher(b->top[TMS_TAG_TR], tms_html_higher(b->top[TMS_TAG_TEMPLATE], b->top[TMS_TAG_HTML])));
}

/* Opens an element that the author left out (or wrote, with a token), and its mode. */
static void open_part(tms_html_builder *b, const tms_html_token *token, tms_html_tag tag, tms_html_insertion_mode mode) {
  tms_html_add_element_surely(b, token, tag);
  b->mode = mode;
}

static bool close_table(tms_html_builder *b) {
  if (!tms_html_in_table_scope(b, TMS_TAG_TABLE)) return false;
  tms_html_pop_to(b, b->top[TMS_TAG_TABLE]);
  tms_html_reset_mode(b);
  return true;
}

/* ---------------------------------------------------------------- in table ---- */

static bool table_input(tms_html_builder *b, tms_html_token *token) {
  for (uint32_t i = 0; i < token->count; i++) {
    const tms_html_record *record = &b->z->records[token->attributes + i];
    if ((record->bits & TMS_HTML_ATTR_ID) != TMS_ATTR_TYPE) continue;
    if (!tms_slice_eq_nocase(tms_html_record_value(b->z, record), TMS_SLICE("hidden"))) break;
    tms_html_add_void(b, token);
    return false;
  }
  return anything_else(b, token);
}

static bool table_form(tms_html_builder *b, tms_html_token *token) {
  bool in_template = tms_html_in_template(b);
  if (b->form && !in_template) return false;
  uint32_t form = tms_html_add_void(b, token);
  if (!in_template) b->form = form;
  return false;
}

static bool in_table_start(tms_html_builder *b, tms_html_token *token) {
  switch (token->tag) {
    case TMS_TAG_CAPTION:
      clear_to_table(b);
      tms_html_list_mark(b);
      open_part(b, token, TMS_TAG_CAPTION, TMS_INSERT_IN_CAPTION);
      return false;
    case TMS_TAG_COLGROUP:
      clear_to_table(b);
      open_part(b, token, TMS_TAG_COLGROUP, TMS_INSERT_IN_COLUMN_GROUP);
      return false;
    case TMS_TAG_COL:
      clear_to_table(b);
      open_part(b, NULL, TMS_TAG_COLGROUP, TMS_INSERT_IN_COLUMN_GROUP);
      return true;
    case TMS_TAG_TBODY:
    case TMS_TAG_TFOOT:
    case TMS_TAG_THEAD:
      clear_to_table(b);
      open_part(b, token, token->tag, TMS_INSERT_IN_TABLE_BODY);
      return false;
    case TMS_TAG_TD:
    case TMS_TAG_TH:
    case TMS_TAG_TR:
      clear_to_table(b);
      open_part(b, NULL, TMS_TAG_TBODY, TMS_INSERT_IN_TABLE_BODY);
      return true;
    case TMS_TAG_TABLE: return close_table(b);
    case TMS_TAG_STYLE:
    case TMS_TAG_SCRIPT:
    case TMS_TAG_TEMPLATE: tms_html_head_metadata(b, token); return false;
    case TMS_TAG_INPUT: return table_input(b, token);
    case TMS_TAG_FORM: return table_form(b, token);
    default: return anything_else(b, token);
  }
}

static bool in_table_end(tms_html_builder *b, tms_html_token *token) {
  switch (token->tag) {
    case TMS_TAG_TABLE: (void)close_table(b); return false;
    case TMS_TAG_BODY:
    case TMS_TAG_CAPTION:
    case TMS_TAG_COL:
    case TMS_TAG_COLGROUP:
    case TMS_TAG_HTML:
    case TMS_TAG_TBODY:
    case TMS_TAG_TD:
    case TMS_TAG_TFOOT:
    case TMS_TAG_TH:
    case TMS_TAG_THEAD:
    case TMS_TAG_TR: return false;
    case TMS_TAG_TEMPLATE: tms_html_close_template(b); return false;
    default: return anything_else(b, token);
  }
}

static bool in_table(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT: return table_text(b, token);
    case TMS_TOKEN_START_TAG: return in_table_start(b, token);
    case TMS_TOKEN_END_TAG: return in_table_end(b, token);
    default: return tms_html_mode_body(b, token);
  }
}

/* ---------------------------------------------------------------- in caption, in column group ---- */

static bool is_table_part(tms_html_tag tag) {
  switch (tag) {
    case TMS_TAG_CAPTION:
    case TMS_TAG_COL:
    case TMS_TAG_COLGROUP:
    case TMS_TAG_TBODY:
    case TMS_TAG_TD:
    case TMS_TAG_TFOOT:
    case TMS_TAG_TH:
    case TMS_TAG_THEAD:
    case TMS_TAG_TR: return true;
    default: return false;
  }
}

static bool close_caption(tms_html_builder *b) {
  if (!tms_html_in_table_scope(b, TMS_TAG_CAPTION)) return false;
  tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
  tms_html_pop_to(b, b->top[TMS_TAG_CAPTION]);
  tms_html_list_clear_to_marker(b);
  b->mode = TMS_INSERT_IN_TABLE;
  return true;
}

static bool in_caption(tms_html_builder *b, tms_html_token *token) {
  bool start = token->kind == TMS_TOKEN_START_TAG, end = token->kind == TMS_TOKEN_END_TAG;
  if (end && token->tag == TMS_TAG_CAPTION) return close_caption(b) && false;
  if ((start && is_table_part(token->tag)) || (end && token->tag == TMS_TAG_TABLE)) return close_caption(b);
  if (end && (is_table_part(token->tag) || token->tag == TMS_TAG_BODY || token->tag == TMS_TAG_HTML)) return false;
  return tms_html_mode_body(b, token);
}

/* "Anything else": the column group ends, if it is one. */
static bool close_column_group(tms_html_builder *b) {
  if (!tms_html_current_is(b, TMS_TAG_COLGROUP)) return false;
  tms_html_pop(b);
  b->mode = TMS_INSERT_IN_TABLE;
  return true;
}

static bool column_group_text(tms_html_builder *b, tms_html_token *token) {
  uint32_t space = tms_html_leading_space(b->z, token, token->begin, token->end, false);
  tms_html_add_text(b, token, token->begin, token->begin + space, TMS_NUL_DROP);
  token->begin += space;
  if (token->begin == token->end) return false;
  if (close_column_group(b)) return true;
  tms_html_spaces_only(b, token);
  return false;
}

static bool in_column_group(tms_html_builder *b, tms_html_token *token) {
  switch (token->kind) {
    case TMS_TOKEN_TEXT: return column_group_text(b, token);
    case TMS_TOKEN_COMMENT:
    case TMS_TOKEN_PROCESSING_INSTRUCTION: tms_html_add_comment(b, token, 0); return false;
    case TMS_TOKEN_DOCTYPE: return false;
    case TMS_TOKEN_START_TAG:
      if (token->tag == TMS_TAG_HTML) {
        tms_html_body_html(b, token);
      } else if (token->tag == TMS_TAG_COL) {
        tms_html_add_void(b, token);
      } else if (token->tag == TMS_TAG_TEMPLATE) {
        tms_html_head_metadata(b, token);
      } else {
        break;
      }
      return false;
    case TMS_TOKEN_END_TAG:
      if (token->tag == TMS_TAG_COLGROUP) return close_column_group(b) && false;
      if (token->tag == TMS_TAG_TEMPLATE) tms_html_close_template(b);
      if (token->tag == TMS_TAG_COL || token->tag == TMS_TAG_TEMPLATE) return false;
      break;
    case TMS_TOKEN_END_OF_FILE: return tms_html_mode_body(b, token);
    default: break;
  }
  return close_column_group(b);
}

/* ---------------------------------------------------------------- in table body ---- */

static bool is_body_part(tms_html_tag tag) {
  return tag == TMS_TAG_TBODY || tag == TMS_TAG_TFOOT || tag == TMS_TAG_THEAD;
}

/* Closes the open part; false where there is none in table scope. */
static bool close_body_part(tms_html_builder *b) {
  bool open = tms_html_in_table_scope(b, TMS_TAG_TBODY) || tms_html_in_table_scope(b, TMS_TAG_THEAD) || tms_html_in_table_scope(b, TMS_TAG_TFOOT);
  if (!open) return false;
  clear_to_body(b);
  tms_html_pop(b);
  b->mode = TMS_INSERT_IN_TABLE;
  return true;
}

static bool in_table_body(tms_html_builder *b, tms_html_token *token) {
  bool start = token->kind == TMS_TOKEN_START_TAG, end = token->kind == TMS_TOKEN_END_TAG;
  tms_html_tag tag = token->tag;
  if (start && (tag == TMS_TAG_TR || tag == TMS_TAG_TD || tag == TMS_TAG_TH)) {
    clear_to_body(b);
    open_part(b, tag == TMS_TAG_TR ? token : NULL, TMS_TAG_TR, TMS_INSERT_IN_ROW);
    return tag != TMS_TAG_TR;
  }
  if (end && is_body_part(tag)) {
    if (tms_html_in_table_scope(b, tag)) (void)close_body_part(b);
    return false;
  }
  if ((start && is_table_part(tag)) || (end && tag == TMS_TAG_TABLE)) return close_body_part(b);
  if (end && (is_table_part(tag) || tag == TMS_TAG_BODY || tag == TMS_TAG_HTML)) return false;
  return in_table(b, token);
}

/* ---------------------------------------------------------------- in row ---- */

static bool close_row(tms_html_builder *b) {
  if (!tms_html_in_table_scope(b, TMS_TAG_TR)) return false;
  clear_to_row(b);
  tms_html_pop(b);
  b->mode = TMS_INSERT_IN_TABLE_BODY;
  return true;
}

static bool in_row(tms_html_builder *b, tms_html_token *token) {
  bool start = token->kind == TMS_TOKEN_START_TAG, end = token->kind == TMS_TOKEN_END_TAG;
  tms_html_tag tag = token->tag;
  if (start && (tag == TMS_TAG_TD || tag == TMS_TAG_TH)) {
    clear_to_row(b);
    open_part(b, token, tag, TMS_INSERT_IN_CELL);
    tms_html_list_mark(b);
    return false;
  }
  if (end && tag == TMS_TAG_TR) return close_row(b) && false;
  if ((start && is_table_part(tag)) || (end && tag == TMS_TAG_TABLE)) return close_row(b);
  if (end && is_body_part(tag)) return tms_html_in_table_scope(b, tag) && close_row(b);
  if (end && (is_table_part(tag) || tag == TMS_TAG_BODY || tag == TMS_TAG_HTML)) return false;
  return in_table(b, token);
}

/* ---------------------------------------------------------------- in cell ---- */

static void close_cell(tms_html_builder *b) {
  tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
  uint32_t cell = tms_html_higher(b->top[TMS_TAG_TD], b->top[TMS_TAG_TH]);
  if (cell) tms_html_pop_to(b, cell);
  tms_html_list_clear_to_marker(b);
  b->mode = TMS_INSERT_IN_ROW;
}

static bool in_cell(tms_html_builder *b, tms_html_token *token) {
  bool start = token->kind == TMS_TOKEN_START_TAG, end = token->kind == TMS_TOKEN_END_TAG;
  tms_html_tag tag = token->tag;
  if (end && (tag == TMS_TAG_TD || tag == TMS_TAG_TH)) {
    if (!tms_html_in_table_scope(b, tag)) return false;
    tms_html_imply_ends(b, TMS_TAG_UNKNOWN);
    tms_html_pop_to(b, b->top[tag]);
    tms_html_list_clear_to_marker(b);
    b->mode = TMS_INSERT_IN_ROW;
    return false;
  }
  if (start && is_table_part(tag)) {
    bool open = tms_html_in_table_scope(b, TMS_TAG_TD) || tms_html_in_table_scope(b, TMS_TAG_TH);
    if (open) close_cell(b);
    return open;
  }
  if (end && (tag == TMS_TAG_TABLE || is_body_part(tag) || tag == TMS_TAG_TR)) {
    bool open = tms_html_in_table_scope(b, tag);
    if (open) close_cell(b);
    return open;
  }
  if (end && (is_table_part(tag) || tag == TMS_TAG_BODY || tag == TMS_TAG_HTML)) return false;
  return tms_html_mode_body(b, token);
}

bool tms_html_mode_table(tms_html_builder *b, tms_html_token *token) {
  switch (b->mode) {
    case TMS_INSERT_IN_TABLE: return in_table(b, token);
    case TMS_INSERT_IN_CAPTION: return in_caption(b, token);
    case TMS_INSERT_IN_COLUMN_GROUP: return in_column_group(b, token);
    case TMS_INSERT_IN_TABLE_BODY: return in_table_body(b, token);
    case TMS_INSERT_IN_ROW: return in_row(b, token);
    default: return in_cell(b, token);
  }
}
