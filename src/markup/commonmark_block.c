/*
 * Phase 1: lines become a tree of blocks (CommonMark, appendix "A parsing strategy", phase 1). Each line is matched against the open containers,
 * opens new ones, and gives its rest to a leaf. A line costs its length plus the number of open containers, which TMS_MD_DEEPEST bounds: linear.
 */
#include "markup/commonmark_block.h"

static tms_md_block *top(const tms_md_reader *reader) {
  return reader->open[reader->open_count - 1];
}

static bool is_leaf(const tms_md_block *block) {
  return block->kind >= TMS_MD_PARAGRAPH;
}

static tms_slice rest_of_line(const tms_md_reader *reader) {
  return tms_slice_of(reader->text.ptr + reader->next, reader->line_end - reader->next);
}

static void close_top(tms_md_reader *reader) {
  tms_md_block *block = top(reader);
  if (block->kind == TMS_MD_PARAGRAPH) tms_md_take_definitions(reader, block);
  reader->open_count--;
}

static void close_down_to(tms_md_reader *reader, uint32_t count) {
  while (reader->open_count > count) close_top(reader);
}

/* Opens a block inside the innermost one that can hold it. NULL on failure, and where containers are too deep. */
static tms_md_block *open_block(tms_md_reader *reader, tms_md_kind kind) {
  while (is_leaf(top(reader)) || (top(reader)->kind == TMS_MD_LIST && kind != TMS_MD_ITEM)) close_top(reader);
  if (reader->open_count >= sizeof reader->open / sizeof reader->open[0]) return NULL;
  tms_md_block *block = tms_arena_zero(&reader->arena, sizeof *block), *parent = top(reader);
  if (!block) return NULL;
  block->kind = (uint8_t)kind;
  block->parent = parent;
  if (parent->last) parent->last->next = block;
  if (!parent->last) parent->first = block;
  parent->last = block;
  reader->open[reader->open_count++] = block;
  return block;
}

/* ---- matching the open blocks ---- */

static bool match_quote(tms_md_reader *reader) {
  if (reader->indent > 3 || tms_md_peek(reader, reader->next) != '>') return false;
  tms_md_skip_to(reader, reader->next);
  tms_md_skip_to(reader, reader->at + 1);
  if (tms_md_is_blank(tms_md_peek(reader, reader->at))) tms_md_skip_columns(reader, 1);
  return true;
}

static bool match_indented(tms_md_reader *reader, uint32_t width, bool holds_something) {
  if (reader->indent >= width && !reader->blank) {
    tms_md_skip_columns(reader, width);
    return true;
  }
  if (!reader->blank || !holds_something) return false;
  tms_md_skip_columns(reader, reader->indent < width ? reader->indent : width);
  return true;
}

static bool match_fenced(tms_md_reader *reader, tms_md_block *fence, bool *closed) {
  if (reader->indent <= 3 && tms_md_peek(reader, reader->next) == fence->marker &&
      tms_md_closes_fence(rest_of_line(reader), fence->marker, fence->width)) {
    *closed = true;
    return true;
  }
  tms_md_skip_columns(reader, reader->indent < fence->start ? reader->indent : fence->start);
  return true;
}

static bool match_block(tms_md_reader *reader, tms_md_block *block, bool *closed) {
  switch (block->kind) {
    case TMS_MD_LIST: return true;
    case TMS_MD_QUOTE: return match_quote(reader);
    case TMS_MD_ITEM: return match_indented(reader, block->width, block->first != NULL);
    case TMS_MD_FOOTNOTE:
    case TMS_MD_INDENTED: return match_indented(reader, TMS_MD_TAB, true);
    case TMS_MD_FENCED: return match_fenced(reader, block, closed);
    case TMS_MD_HTML: return block->level <= 5 || !reader->blank;
    case TMS_MD_PARAGRAPH:
    case TMS_MD_TABLE: return !reader->blank;
    default: return false; /* headings and rules are one line */
  }
}

/* The number of open blocks that the line continues. */
static uint32_t match_open_blocks(tms_md_reader *reader, bool *closed) {
  uint32_t count = 1;
  while (count < reader->open_count) {
    tms_md_find_next(reader);
    if (!match_block(reader, reader->open[count], closed)) break;
    count++;
    if (*closed) break;
  }
  tms_md_find_next(reader);
  return count;
}

/* ---- opening new blocks ---- */

static bool open_quote(tms_md_reader *reader) {
  if (!open_block(reader, TMS_MD_QUOTE)) return false;
  return match_quote(reader);
}

static bool open_heading(tms_md_reader *reader) {
  uint32_t level = tms_md_heading_level(rest_of_line(reader));
  tms_md_block *heading = open_block(reader, TMS_MD_HEADING);
  if (!heading) return false;
  heading->level = (uint8_t)level;
  heading->marker = '#';
  tms_md_skip_to(reader, reader->next);
  tms_md_skip_to(reader, reader->at + level);
  tms_md_skip_to(reader, reader->next);
  return true;
}

static bool open_fence(tms_md_reader *reader) {
  tms_slice line = rest_of_line(reader);
  uint32_t indent = reader->indent;
  tms_md_block *fence = open_block(reader, TMS_MD_FENCED);
  if (!fence) return false;
  fence->width = (uint32_t)tms_md_fence_length(line);
  fence->marker = line.ptr[0];
  fence->start = indent;
  fence->info = tms_slice_trim(tms_slice_from(line, fence->width));
  reader->at = reader->line_end;
  return true;
}

static bool open_note(tms_md_reader *reader) {
  tms_slice label;
  size_t length = tms_md_note_start(rest_of_line(reader), &label);
  tms_md_block *note = open_block(reader, TMS_MD_FOOTNOTE);
  if (!note) return false;
  note->info = tms_md_normalize_label(reader, label);
  tms_map_put(&reader->notes, note->info, 0, NULL);
  reader->column = reader->next_column + (uint32_t)length; /* columns only count for tabs, and what follows is no blank */
  reader->at = reader->next + length;
  reader->tab_rest = 0;
  tms_md_find_next(reader);
  return true;
}

/* Columns from the marker's begin to the content (5.2, rules 1 to 3); the cursor goes behind them. */
static uint32_t content_columns(tms_md_reader *reader, uint32_t length) {
  tms_md_skip_to(reader, reader->next);
  tms_md_skip_to(reader, reader->at + length);
  uint32_t spaces = reader->indent;
  if (reader->blank || spaces < 1 || spaces > 4) spaces = 1;
  tms_md_skip_columns(reader, spaces);
  return length + spaces;
}

static bool open_item(tms_md_reader *reader, const tms_md_marker *marker) {
  uint32_t indent = reader->indent;
  tms_md_block *list = top(reader);
  if (list->kind != TMS_MD_LIST || list->marker != marker->marker) {
    if (reader->open_count + 2 > TMS_MD_DEEPEST) return false;
    list = open_block(reader, TMS_MD_LIST);
    if (!list) return false;
    list->marker = marker->marker;
    list->start = marker->start;
  }
  tms_md_block *item = open_block(reader, TMS_MD_ITEM);
  if (!item) return false;
  item->width = indent + content_columns(reader, marker->length);
  return true;
}

/* A paragraph whose next line is an underline becomes a heading, unless it was all definitions (4.3). */
static bool paragraph_becomes_heading(tms_md_reader *reader, uint8_t level) {
  tms_md_block *paragraph = top(reader);
  tms_md_take_definitions(reader, paragraph);
  if (paragraph->kind == TMS_MD_NONE) {
    reader->open_count--;
    return false;
  }
  paragraph->kind = TMS_MD_HEADING;
  paragraph->level = level;
  reader->at = reader->line_end;
  return true;
}

/* The last line of a paragraph and the delimiter row under it begin a table; what stood before stays a paragraph (GFM 4.10). */
static bool paragraph_becomes_table(tms_md_reader *reader) {
  tms_md_block *paragraph = top(reader);
  if (paragraph->lines == 0) return false;
  size_t columns = tms_md_delimiter_columns(rest_of_line(reader));
  uint32_t header = paragraph->line + paragraph->lines - 1;
  if (columns == 0 || tms_md_count_cells(tms_md_line_text(reader, header)) != columns) return false;
  tms_md_block *table = paragraph;
  if (paragraph->lines > 1) {
    paragraph->lines--;
    table = open_block(reader, TMS_MD_TABLE);
    if (!table) return false;
  }
  table->kind = TMS_MD_TABLE;
  table->line = header;
  table->lines = 1;
  table->width = (uint32_t)columns;
  reader->at = reader->line_end;
  return true;
}

typedef enum opened { OPENED_NOTHING, OPENED_CONTAINER, OPENED_LEAF } opened;

static opened leaf_if(bool done) {
  return done ? OPENED_LEAF : OPENED_NOTHING;
}

/* What may begin with less than four columns of indentation. `in_paragraph`: the innermost matched block is a paragraph. */
static opened open_unindented(tms_md_reader *reader, bool in_paragraph, bool in_table) {
  tms_slice line = rest_of_line(reader), label;
  tms_md_marker marker;
  uint8_t level;
  bool room = reader->open_count < TMS_MD_DEEPEST;
  if (line.ptr[0] == '>' && room) return open_quote(reader) ? OPENED_CONTAINER : OPENED_NOTHING;
  if (tms_md_heading_level(line)) return leaf_if(open_heading(reader));
  if (tms_md_fence_length(line)) return leaf_if(open_fence(reader));
  level = tms_md_html_start(line, in_paragraph || in_table);
  if (level) {
    tms_md_block *html = open_block(reader, TMS_MD_HTML);
    if (html) html->level = level;
    return leaf_if(html != NULL);
  }
  level = in_paragraph ? tms_md_setext_level(line) : 0;
  if (level && paragraph_becomes_heading(reader, level)) return OPENED_LEAF;
  if (tms_md_is_rule(line)) {
    reader->at = reader->line_end;
    return leaf_if(open_block(reader, TMS_MD_RULE) != NULL);
  }
  if (room && tms_md_note_start(line, &label)) return open_note(reader) ? OPENED_CONTAINER : OPENED_NOTHING;
  if (room && tms_md_list_marker(line, in_paragraph, &marker)) return open_item(reader, &marker) ? OPENED_CONTAINER : OPENED_NOTHING;
  return leaf_if(in_paragraph && top(reader)->kind == TMS_MD_PARAGRAPH && paragraph_becomes_table(reader));
}

/* Could the line begin a block at all? Most lines are text, and their first character says so. */
static bool may_open(char c) {
  return (c != '\0' && strchr(">#`~<=-_*+[|:", c) != NULL) || tms_is_digit((unsigned char)c);
}

/* Opens what begins on this line, and says what was opened last; *lazy is false once anything opened. */
static opened open_new_blocks(tms_md_reader *reader, uint32_t matched, bool *lazy) {
  opened result = OPENED_NOTHING;
  while (!reader->blank) {
    tms_md_kind kind = (tms_md_kind)reader->open[matched - 1]->kind;
    bool verbatim = kind == TMS_MD_FENCED || kind == TMS_MD_INDENTED || kind == TMS_MD_HTML;
    uint32_t count = reader->open_count;
    if (verbatim) break;
    if (reader->indent >= TMS_MD_TAB) {
      if (*lazy) break;
      close_down_to(reader, matched);
      tms_md_skip_columns(reader, TMS_MD_TAB);
      return leaf_if(open_block(reader, TMS_MD_INDENTED) != NULL);
    }
    if (!may_open(reader->text.ptr[reader->next])) break;
    /* Unmatched blocks close when something opens. Until then they must stay: the line may be lazy. So try with them out of sight. */
    tms_md_block *innermost = top(reader);
    reader->open_count = matched;
    opened now = open_unindented(reader, kind == TMS_MD_PARAGRAPH, kind == TMS_MD_TABLE);
    if (now == OPENED_NOTHING && reader->open_count == matched) {
      reader->open_count = count;
      break;
    }
    if (count > matched && innermost->kind == TMS_MD_PARAGRAPH) tms_md_take_definitions(reader, innermost);
    result = now;
    *lazy = false;
    if (now != OPENED_CONTAINER) break;
    matched = reader->open_count;
    tms_md_find_next(reader);
  }
  return result;
}

/* ---- text ---- */

static void add_to_leaf(tms_md_reader *reader, tms_md_block *leaf) {
  switch (leaf->kind) {
    case TMS_MD_FENCED:
    case TMS_MD_INDENTED: tms_md_add_line(reader, leaf); break;
    case TMS_MD_HTML:
      tms_md_add_line(reader, leaf);
      if (tms_md_html_ends(tms_slice_of(reader->text.ptr + reader->at, reader->line_end - reader->at), leaf->level)) close_top(reader);
      break;
    case TMS_MD_PARAGRAPH:
    case TMS_MD_HEADING:
    case TMS_MD_TABLE:
      if (reader->blank) break;
      tms_md_skip_to(reader, reader->next);
      tms_md_add_line(reader, leaf);
      break;
    default: break;
  }
}

static void add_text(tms_md_reader *reader, opened now) {
  tms_md_block *leaf = top(reader);
  if (now == OPENED_LEAF) {
    /* The line of a fence, rule, underline or delimiter row is used up; a heading's, an HTML block's and an indented one's text is its first line. */
    bool has_text = leaf->kind == TMS_MD_HTML || leaf->kind == TMS_MD_INDENTED || (leaf->kind == TMS_MD_HEADING && leaf->lines == 0);
    if (has_text) add_to_leaf(reader, leaf);
    return;
  }
  if (is_leaf(leaf) && leaf->kind != TMS_MD_HEADING && leaf->kind != TMS_MD_RULE) {
    add_to_leaf(reader, leaf);
  } else if (!reader->blank) {
    leaf = open_block(reader, TMS_MD_PARAGRAPH);
    if (leaf) add_to_leaf(reader, leaf);
  }
}

static void read_line(tms_md_reader *reader, size_t begin, size_t end) {
  bool closed = false;
  tms_md_line_begin(reader, begin, end);
  uint32_t matched = match_open_blocks(reader, &closed);
  if (closed) {
    close_down_to(reader, matched - 1);
    return;
  }
  bool unmatched = matched < reader->open_count;
  bool in_paragraph = top(reader)->kind == TMS_MD_PARAGRAPH;
  bool lazy = in_paragraph;
  opened now = open_new_blocks(reader, matched, &lazy);
  if (now == OPENED_NOTHING && reader->open_count > matched && unmatched && lazy && in_paragraph && !reader->blank) {
    add_to_leaf(reader, top(reader)); /* a lazy continuation line (5.1) */
    return;
  }
  if (now == OPENED_NOTHING && unmatched && reader->open_count > matched) close_down_to(reader, matched);
  add_text(reader, now);
}

/* The end of the line that begins at `begin`: LF, CR or CR LF end it (2.1). *lf is where the next LF was seen, so that it is sought once. */
static size_t end_of_line(tms_slice text, size_t begin, size_t *lf) {
  if (*lf < begin || begin == 0) {
    size_t found = tms_slice_find_byte(text, '\n', begin);
    *lf = found == SIZE_MAX ? text.len : found;
  }
  const char *cr = *lf > begin ? memchr(text.ptr + begin, '\r', *lf - begin) : NULL;
  return cr ? (size_t)(cr - text.ptr) : *lf;
}

tms_md_block *tms_md_read_blocks(tms_md_reader *reader) {
  tms_md_block *root = tms_arena_zero(&reader->arena, sizeof *root);
  if (!root) return NULL;
  root->kind = TMS_MD_ROOT;
  reader->open[0] = root;
  reader->open_count = 1;
  const char *text = reader->text.ptr;
  for (size_t begin = 0, lf = 0; begin < reader->text.len;) {
    size_t end = end_of_line(reader->text, begin, &lf);
    read_line(reader, begin, end);
    if (end + 1 < reader->text.len && text[end] == '\r' && text[end + 1] == '\n') end++;
    begin = end + 1;
    if (reader->arena.status != TMS_OK) return NULL;
  }
  close_down_to(reader, 1);
  return root;
}
