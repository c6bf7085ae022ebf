/*
 * The reader of plain text: lines become blocks. Each line is looked at a constant number of times, so the whole is linear.
 *
 * What belongs together is decided in this order: fences, rows of tables, items of lists, code by its look, and then paragraphs: one a line, or joined
 * where the text was wrapped.
 */
#include "doc/builder.h"
#include "formats/text/shape.h"
#include "formats/text/text.h"

#include "base/error.h"
#include "base/size.h"

/* Open lists: a list and its item take two of the 24 levels that normal form leaves to containers, below document and main. */
enum { MOST_LISTS = 11 };

/* A list that is open, with its open item. */
typedef struct list_level {
  uint32_t column, content; /* of its marks, and of what stands behind them */
  tms_text_mark mark;       /* of the last item */
  tms_node *list;
} list_level;

/* A numbered line that stood alone: a heading, if there are more like it. */
typedef struct loner {
  tms_node *block;
  uint32_t number;
} loner;

typedef struct reader {
  tms_document *doc;
  tms_builder build;
  tms_text_lines lines;
  tms_text_wrap wrap;
  size_t headline;
  list_level levels[MOST_LISTS];
  size_t depth;
  loner *loners;
  size_t loner_count, loner_room;
} reader;

static tms_slice line_at(const reader *r, size_t i) {
  return tms_text_line_slice(&r->lines, &r->lines.at[i]);
}

static tms_span span_of(const reader *r, tms_slice text) {
  size_t begin = (size_t)(text.ptr - r->lines.text.ptr);
  return (tms_span){tms_size_clamp_u32(begin), tms_size_clamp_u32(begin + text.len)};
}

static void put_text(reader *r, tms_slice text) {
  tms_text(&r->build, text, span_of(r, text));
}

/* Evidence of the lines `from` to `to` (not with it). */
static void put_evidence(reader *r, tms_node *node, size_t from, size_t to, unsigned flags) {
  tms_evidence *evidence = tms_arena_zero(&r->doc->arena, sizeof *evidence);
  if (!evidence) return;
  const tms_text_line *line = &r->lines.at[from];
  size_t count = to - from;
  evidence->flags = (uint16_t)(TMS_SEEN_LINE | flags | (line->indent >= 4 ? TMS_SEEN_INDENTED : 0));
  evidence->lines = (uint16_t)(count > UINT16_MAX ? UINT16_MAX : count);
  evidence->blank_before = line->blank_before;
  evidence->indent = line->indent;
  evidence->position = line->number;
  node->evidence = evidence;
}

/* ---- lists ---- */

/* An ordered list of one paragraph is a numbered line, not a list: its number is its text. */
static void undo_lone_item(reader *r, tms_node *list, const list_level *closed) {
  tms_node *item = list->first;
  if (!closed->mark.ordered || !item || item != list->last || !item->first || item->first != item->last || !list->parent) return;
  tms_node *block = item->first;
  if (block->kind != TMS_KIND_PARAGRAPH || !block->first || block->first->kind != TMS_KIND_TEXT) return;
  tms_node *text = block->first;
  text->text = tms_slice_of(text->text.ptr - closed->mark.width, text->text.len + closed->mark.width);
  text->span = span_of(r, text->text);
  tms_node_detach(block);
  tms_node_insert_before(list, block);
  tms_node_detach(list);
  if (block->parent != r->doc->main) return;
  if (!tms_arena_grow(&r->doc->arena, (void **)&r->loners, &r->loner_room, r->loner_count + 1, sizeof *r->loners)) return;
  r->loners[r->loner_count++] = (loner){block, closed->mark.number};
}

static void close_list(reader *r) {
  list_level *top = &r->levels[--r->depth];
  tms_close(&r->build); /* item */
  tms_close(&r->build); /* list */
  undo_lone_item(r, top->list, top);
}

static void close_lists_right_of(reader *r, uint32_t column) {
  while (r->depth > 0 && r->levels[r->depth - 1].content > column) close_list(r);
}

static bool is_next(const list_level *top, const tms_text_mark *mark) {
  if (top->mark.ordered != mark->ordered || top->mark.sign != mark->sign) return false;
  return !mark->ordered || mark->number == top->mark.number + 1;
}

static void open_item(reader *r, const tms_text_mark *mark, uint32_t column) {
  list_level *top = &r->levels[r->depth - 1];
  top->mark = *mark;
  top->column = column;
  top->content = column + mark->width;
  tms_open(&r->build, TMS_KIND_ITEM);
}

static void open_list(reader *r, const tms_text_mark *mark, uint32_t column) {
  tms_node *list = tms_open(&r->build, TMS_KIND_LIST);
  list->level = mark->ordered;
  list->number = mark->ordered ? mark->number : 0;
  r->levels[r->depth++] = (list_level){.list = list};
  open_item(r, mark, column);
}

/* The open list that a mark in this column goes on, after closing those inside it; NULL if it begins one. */
static list_level *list_going_on(reader *r, const tms_text_mark *mark, uint32_t column) {
  while (r->depth > 0) {
    list_level *top = &r->levels[r->depth - 1];
    if (column >= top->content) return NULL;                                             /* a list inside the item */
    bool beside = column >= top->column || (mark->ordered && column + 1 == top->column); /* " 9." above "10." */
    if (beside && is_next(top, mark)) return top;
    close_list(r);
  }
  return NULL;
}

/*
 * Marks that the writer doesn't write make a list only among neighbours: "(1)", "2)" and "*" may begin any line. Wrapped text has its neighbours further below, so
 * it is taken at its word.
 */
static bool begins_list(const reader *r, size_t i, const tms_text_mark *mark, bool first_on_line) {
  if (r->depth >= MOST_LISTS) return false;
  if (mark->ours) return true;
  if (!first_on_line || r->lines.at[i].flags & TMS_LINE_HARD) return false;
  if (r->wrap.wrapped) return true;
  if (i + 1 >= r->lines.count || r->lines.at[i + 1].blank_before > 0 || r->lines.at[i + 1].flags & TMS_LINE_CODE) return false;
  tms_text_mark next;
  const list_level here = {.mark = *mark};
  return tms_text_mark_parse(line_at(r, i + 1), &next) && is_next(&here, &next);
}

/* Takes the marks off a line, opening items. Returns what is left. */
static tms_slice take_marks(reader *r, size_t i) {
  tms_slice rest = line_at(r, i);
  uint32_t column = r->lines.at[i].indent;
  tms_text_mark mark;
  bool first = true;
  for (; tms_text_mark_parse(rest, &mark); first = false) {
    list_level *going_on = first ? list_going_on(r, &mark, column) : NULL;
    if (!going_on && !begins_list(r, i, &mark, first)) break;
    if (going_on) {
      tms_close(&r->build);
      open_item(r, &mark, column);
    } else {
      open_list(r, &mark, column);
    }
    rest = tms_slice_from(rest, mark.width);
    column += mark.width;
  }
  if (first) close_lists_right_of(r, column);
  return rest;
}

/* ---- code ---- */

/* A copy without the first `indent` columns of each line; only spaces go. */
static tms_slice without_indent(reader *r, tms_slice code, uint32_t indent) {
  char *to = tms_arena_alloc(&r->doc->arena, code.len + 1);
  if (!to) return TMS_SLICE_NONE;
  size_t len = 0;
  for (size_t at = 0; at < code.len;) {
    for (uint32_t n = 0; n < indent && at < code.len && code.ptr[at] == ' '; n++) at++;
    while (at < code.len && code.ptr[at] != '\n' && code.ptr[at] != '\r') to[len++] = code.ptr[at++];
    if (at + 1 < code.len && code.ptr[at] == '\r' && code.ptr[at + 1] == '\n') at++;
    if (at < code.len) to[len++] = '\n';
    at++;
  }
  return tms_slice_of(to, len);
}

static void put_code(reader *r, size_t from, size_t to, tms_slice code, uint32_t indent, tms_slice language) {
  tms_node *node = tms_leaf(&r->build, TMS_KIND_CODE_BLOCK);
  node->span = span_of(r, code);
  node->text = indent ? without_indent(r, code, indent) : code;
  node->target = language;
  put_evidence(r, node, from, to, 0);
}

/* From the line below the opener to the line above the closer. */
static size_t read_fence(reader *r, size_t i, tms_slice opener) {
  tms_slice text = r->lines.text, language = {0};
  size_t closer = r->lines.at[i].fence;
  (void)tms_text_fence_parse(opener, &language);
  size_t begin = r->lines.at[i].end, end = r->lines.at[closer].start;
  begin += text.ptr[begin] == '\r' && text.ptr[begin + 1] == '\n' ? 2 : 1; /* a fence ends its line: no spaces behind it */
  end -= end >= begin + 2 && text.ptr[end - 1] == '\n' && text.ptr[end - 2] == '\r' ? 2 : 1;
  uint32_t column = r->lines.at[closer].indent;
  put_code(r, i, closer + 1, tms_slice_of(text.ptr + begin, end - begin), column, language);
  return closer + 1;
}

/* A run of indented lines, apart from what is around it. Returns its end, or `i` where there is none. */
static size_t end_of_indented(const reader *r, size_t i) {
  const tms_text_line *lines = r->lines.at;
  if (r->depth > 0 || lines[i].indent < 4 || (i > 0 && lines[i].blank_before == 0)) return i;
  size_t end = i;
  while (end < r->lines.count && lines[end].indent >= 4 && (end == i || lines[end].blank_before == 0) && !(lines[end].flags & TMS_LINE_CODE)) end++;
  bool apart = end == r->lines.count || lines[end].blank_before > 0;
  return apart && end - i >= 2 && tms_text_is_code(&r->lines, i, end) ? end : i;
}

static size_t read_indented(reader *r, size_t i, size_t end) {
  const tms_text_line *lines = r->lines.at;
  uint32_t indent = UINT32_MAX;
  for (size_t k = i; k < end; k++) indent = lines[k].indent < indent ? lines[k].indent : indent;
  put_code(r, i, end, tms_slice_of(r->lines.text.ptr + lines[i].start, lines[end - 1].end - lines[i].start), indent, TMS_SLICE_NONE);
  return end;
}

/* ---- tables ---- */

static void put_cell(reader *r, tms_slice text) {
  tms_open(&r->build, TMS_KIND_CELL);
  if (!tms_text_is_blank(text)) {
    tms_open(&r->build, TMS_KIND_PARAGRAPH);
    put_text(r, text);
    tms_close(&r->build);
  }
  tms_close(&r->build);
}

static void put_row(reader *r, tms_slice row) {
  size_t at = 0;
  tms_slice cell;
  tms_open(&r->build, TMS_KIND_ROW);
  while (tms_text_next_cell(row, &at, &cell)) put_cell(r, cell);
  tms_close(&r->build);
}

/* `row` is the first, whose line may begin with marks; the others stand below it in its column. */
static size_t read_rows(reader *r, size_t i, tms_slice row) {
  size_t from = i;
  uint32_t column = (uint32_t)(r->lines.at[i].indent + (line_at(r, i).len - row.len));
  tms_node *table = tms_open(&r->build, TMS_KIND_TABLE);
  put_row(r, row);
  for (i++; i < r->lines.count; i++) {
    const tms_text_line *line = &r->lines.at[i];
    if (line->blank_before > 0 || line->indent != column || line->flags & (TMS_LINE_CODE | TMS_LINE_HARD) || !tms_text_is_row(line_at(r, i))) break;
    put_row(r, line_at(r, i));
  }
  tms_close(&r->build);
  put_evidence(r, table, from, i, 0);
  return i;
}

static size_t count_tabs(tms_slice line) {
  size_t tabs = 0;
  for (size_t i = 0; i < line.len; i++) tabs += line.ptr[i] == '\t';
  return tabs;
}

/* Two neighbours or more with the same number of tabs inside: a table that was pasted. */
static size_t end_of_tabbed(const reader *r, size_t i) {
  size_t end = i, tabs = count_tabs(line_at(r, i));
  if (tabs == 0 || r->depth > 0) return i;
  while (end < r->lines.count && (end == i || r->lines.at[end].blank_before == 0) && !(r->lines.at[end].flags & TMS_LINE_CODE) &&
         count_tabs(line_at(r, end)) == tabs) {
    end++;
  }
  return end - i >= 2 ? end : i;
}

static size_t read_tabbed(reader *r, size_t i, size_t end) {
  size_t from = i;
  tms_node *table = tms_open(&r->build, TMS_KIND_TABLE);
  for (; i < end; i++) {
    tms_slice rest = line_at(r, i);
    tms_open(&r->build, TMS_KIND_ROW);
    for (size_t tab; (tab = tms_slice_find_byte(rest, '\t', 0)) != SIZE_MAX; rest = tms_slice_from(rest, tab + 1)) {
      put_cell(r, tms_slice_trim(tms_slice_head(rest, tab)));
    }
    put_cell(r, tms_slice_trim(rest));
    tms_close(&r->build);
  }
  tms_close(&r->build);
  put_evidence(r, table, from, end, 0);
  return end;
}

/* ---- paragraphs and headings ---- */

/* "label: value" gives a hint; so does a label whose value stands on the next line. The lines stay. */
static unsigned see_label(reader *r, size_t i) {
  tms_slice label, value, next_label, next_value;
  if (!tms_text_label_parse(line_at(r, i), &label, &value)) return 0;
  if (value.len == 0) {
    if (i + 1 >= r->lines.count || r->lines.at[i + 1].blank_before > 1 || r->lines.at[i + 1].flags & TMS_LINE_CODE) return 0;
    value = tms_text_trim(line_at(r, i + 1));
    if (value.len > 120 || tms_text_label_parse(value, &next_label, &next_value)) return 0;
  }
  (void)tms_doc_hint(r->doc, TMS_FROM_TEXT, label, value, span_of(r, value)); /* a failure stays in the arena */
  return TMS_SEEN_LABEL;
}

static int heading_level(const reader *r, size_t i) {
  const tms_text_line *line = &r->lines.at[i], *next = line + 1;
  bool has_next = i + 1 < r->lines.count;
  if (has_next && next->blank_before == 0 && next->indent < 4 && !(line->flags & TMS_LINE_HARD) && line->end - line->begin <= TMS_TEXT_HEADING_MAX) {
    int level = tms_text_underline_level(line_at(r, i + 1));
    if (level) return level;
  }
  if (tms_text_goes_on(&r->lines, i, r->wrap) || line->flags & TMS_LINE_HARD) return 0;
  if (i == r->headline) return 1;
  bool stands_alone = i == 0 || line->blank_before > 0;
  return stands_alone && tms_text_is_capitals(line_at(r, i)) ? 2 : 0;
}

static size_t read_heading(reader *r, size_t i, int level) {
  tms_node *node = tms_open(&r->build, TMS_KIND_HEADING);
  node->level = (uint8_t)level;
  size_t from = i;
  put_text(r, line_at(r, i));
  tms_close(&r->build);
  i++;
  bool underlined = i < r->lines.count && r->lines.at[i].blank_before == 0 && tms_text_underline_level(line_at(r, i));
  if (underlined) i++; /* the line is markup */
  put_evidence(r, node, from, i, 0);
  return i;
}

/* A paragraph that begins with `text` on line i, and goes on over hard breaks and, in a wrapped text, over line ends. */
static size_t read_paragraph(reader *r, size_t i, tms_slice text) {
  size_t from = i;
  unsigned flags = r->depth ? 0 : see_label(r, i);
  tms_node *node = tms_open(&r->build, TMS_KIND_PARAGRAPH);
  for (;; i++) {
    const char *end = r->lines.text.ptr + r->lines.at[i].end;
    text.len = (size_t)(end - text.ptr);
    bool has_next = i + 1 < r->lines.count && r->lines.at[i + 1].blank_before == 0 && !(r->lines.at[i + 1].flags & TMS_LINE_CODE);
    if (has_next && r->lines.at[i].flags & TMS_LINE_HARD) {
      put_text(r, text);
      tms_leaf(&r->build, TMS_KIND_BREAK);
      text = line_at(r, i + 1);
    } else if (!has_next || !tms_text_goes_on(&r->lines, i, r->wrap)) {
      break;
    }
  }
  put_text(r, text);
  tms_close(&r->build);
  put_evidence(r, node, from, i + 1, flags);
  return i + 1;
}

static size_t read_block(reader *r, size_t i) {
  tms_slice rest = take_marks(r, i);
  bool marked = rest.ptr != line_at(r, i).ptr, hard = r->lines.at[i].flags & TMS_LINE_HARD;
  if (r->lines.at[i].fence) return read_fence(r, i, rest);
  if (!hard && tms_text_is_row(rest)) return read_rows(r, i, rest);
  if (!marked) {
    size_t end = end_of_indented(r, i);
    if (end > i) return read_indented(r, i, end);
    end = end_of_tabbed(r, i);
    if (end > i) return read_tabbed(r, i, end);
    int level = r->depth ? 0 : heading_level(r, i);
    if (level) return read_heading(r, i, level);
  }
  return read_paragraph(r, i, rest);
}

/* Numbered lines that stand alone and count up, with text between them, are headings. */
static void settle_loners(reader *r) {
  for (size_t i = 0; i < r->loner_count; i++) {
    const loner *at = &r->loners[i];
    bool follows = i > 0 && at->number == at[-1].number + 1, leads = i + 1 < r->loner_count && at[1].number == at->number + 1;
    tms_slice text = at->block->first->text;
    bool whole = at->block->first == at->block->last && text.len <= 160 && tms_text_is_headline_like(text);
    if (!whole || (!follows && !leads)) continue;
    at->block->kind = TMS_KIND_HEADING;
    at->block->level = 2;
  }
}

tms_status tms_text_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error) {
  (void)options;
  reader r = {.doc = doc};
  tms_builder_init(&r.build, doc);
  doc->scraped = true;
  if (!tms_text_lines_scan(text, &doc->arena, &r.lines)) return tms_fail_status(error, tms_doc_status(doc), "text");
  r.wrap = tms_text_wrap_of(&r.lines);
  r.headline = tms_text_headline(&r.lines);
  for (size_t i = 0; i < r.lines.count && tms_doc_status(doc) == TMS_OK;) i = read_block(&r, i);
  while (r.depth > 0) close_list(&r);
  settle_loners(&r);
  tms_status status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "text");
}
