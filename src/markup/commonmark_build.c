/* The tree of blocks into the document: one walk without recursion, every leaf's text read once. */
#include "markup/commonmark_build.h"

#include "doc/kind.h"

/* ---- text of leaves ---- */

/* Do the lines stand in the input with one LF between them and nothing else? */
static bool is_one_piece(const tms_md_reader *reader, const tms_md_block *leaf) {
  const tms_md_line *line = &reader->lines[leaf->line];
  if (line->columns) return false;
  for (uint32_t i = 1; i < leaf->lines; i++) {
    if (line[i].columns || line[i].begin != line[i - 1].end + 1 || reader->text.ptr[line[i - 1].end] != '\n') return false;
  }
  return true;
}

tms_slice tms_md_join_lines(tms_md_reader *reader, const tms_md_block *leaf) {
  if (leaf->lines == 0) return TMS_SLICE_NONE;
  const tms_md_line *lines = &reader->lines[leaf->line];
  if (is_one_piece(reader, leaf)) return tms_slice_of(reader->text.ptr + lines[0].begin, lines[leaf->lines - 1].end - lines[0].begin);
  tms_buf *out = &reader->scratch;
  tms_buf_reset(out);
  for (uint32_t i = 0; i < leaf->lines; i++) {
    if (i > 0) tms_buf_add_byte(out, '\n');
    tms_buf_add_repeat(out, ' ', lines[i].columns);
    tms_buf_add(out, tms_md_line_text(reader, leaf->line + i));
  }
  return tms_md_keep_scratch(reader);
}

bool tms_md_open_line(tms_md_build_state *state) {
  tms_content holds = tms_kind_content((tms_kind)state->to.at->kind);
  if (holds == TMS_HOLDS_FIGURE) return false;
  if (holds == TMS_HOLDS_INLINES) {
    if (state->to.at->last) tms_text(&state->to, TMS_SLICE(" "), TMS_SPAN_NONE);
    return false;
  }
  tms_open(&state->to, TMS_KIND_PARAGRAPH);
  return true;
}

/*
 * "[ ]" or "[x]" and a blank at the begin of an item (GFM 5.3), or alone before further blocks (docs/canonical-format.md, section 4). Gives the text
 * behind the mark.
 */
static tms_slice take_check(tms_md_build_state *state, const tms_md_block *block, tms_slice text) {
  if (block->parent->kind != TMS_MD_ITEM || block->parent->first != block || text.len < 3 || text.ptr[0] != '[' || text.ptr[2] != ']') return text;
  bool checked = text.ptr[1] == 'x' || text.ptr[1] == 'X';
  bool follows = text.len > 3 ? text.ptr[3] == ' ' || text.ptr[3] == '\t' : block->next != NULL;
  if ((!checked && text.ptr[1] != ' ') || !follows) return text;
  if (state->to.at->kind == TMS_KIND_ITEM) state->to.at->level = checked ? 2 : 1;
  return tms_slice_from(text, 3);
}

static void build_paragraph(tms_md_build_state *state, const tms_md_block *block) {
  tms_slice all = tms_md_join_lines(state->reader, block), text = take_check(state, block, all);
  if (text.len < all.len) {
    while (text.len && tms_is_space((unsigned char)text.ptr[0])) text = tms_slice_from(text, 1);
    if (text.len == 0) return;
  }
  bool opened = tms_md_open_line(state);
  tms_md_inlines(&state->in, text, block, false);
  if (opened) tms_close(&state->to);
}

/* The closing sequence of a heading: '#'s behind a blank (4.2). */
static tms_slice without_closing(tms_slice text) {
  text = tms_slice_trim(text);
  size_t end = text.len;
  while (end > 0 && text.ptr[end - 1] == '#') end--;
  if (end > 0 && text.ptr[end - 1] != ' ' && text.ptr[end - 1] != '\t') return text;
  return tms_slice_trim(tms_slice_head(text, end));
}

static void build_heading(tms_md_build_state *state, const tms_md_block *block) {
  tms_slice text = tms_md_join_lines(state->reader, block);
  if (block->marker == '#') text = without_closing(text);
  tms_open(&state->to, TMS_KIND_HEADING)->level = block->level;
  tms_md_inlines(&state->in, text, block, false);
  tms_close(&state->to);
}

static bool is_blank_line(const tms_md_reader *reader, uint32_t line) {
  return tms_slice_trim(tms_md_line_text(reader, line)).len == 0;
}

/* The first word of the info string (4.5). */
static tms_slice language_of(tms_md_reader *reader, tms_slice info) {
  tms_slice word;
  return tms_slice_next_word(&info, &word) ? tms_md_unescape(reader, word) : TMS_SLICE_NONE;
}

static void build_code(tms_md_build_state *state, tms_md_block *block) {
  tms_md_reader *reader = state->reader;
  while (block->kind == TMS_MD_INDENTED && block->lines && is_blank_line(reader, block->line + block->lines - 1)) block->lines--;
  bool formula = tms_slice_eq(block->info, TMS_SLICE("math"));
  tms_node *node = tms_leaf(&state->to, formula ? TMS_KIND_FORMULA_BLOCK : TMS_KIND_CODE_BLOCK);
  node->text = tms_md_join_lines(reader, block);
  if (!formula) node->target = language_of(reader, block->info);
  if (block->lines == 0) return;
  node->span = (tms_span){reader->offset + reader->lines[block->line].begin, reader->offset + reader->lines[block->line + block->lines - 1].end};
}

/* ---- tables ---- */

/* A cell's text with "\|" as "|"; its range becomes a line of its own in `leaf`. */
static tms_slice cell_text(tms_md_reader *reader, tms_slice cell, tms_md_block *leaf) {
  uint32_t begin = (uint32_t)(cell.ptr - reader->text.ptr);
  *leaf = (tms_md_block){.line = (uint32_t)reader->line_count, .lines = 1};
  if (!tms_arena_grow(&reader->arena, (void **)&reader->lines, &reader->line_room, reader->line_count + 1, sizeof *reader->lines)) {
    return TMS_SLICE_NONE;
  }
  reader->lines[reader->line_count] = (tms_md_line){begin, begin + (uint32_t)cell.len, 0};
  if (tms_slice_find(cell, TMS_SLICE("\\|"), 0) == SIZE_MAX) return cell;
  char *text = tms_arena_alloc(&reader->doc->arena, cell.len);
  size_t len = 0;
  for (size_t i = 0; text && i < cell.len; i++) {
    if (cell.ptr[i] == '\\' && i + 1 < cell.len && cell.ptr[i + 1] == '|') i++;
    text[len++] = cell.ptr[i];
  }
  return tms_slice_of(text, len);
}

static void build_cell(tms_md_build_state *state, tms_slice cell, bool header) {
  tms_md_block leaf;
  tms_node *node = tms_open(&state->to, TMS_KIND_CELL);
  node->level = header;
  if (cell.len) {
    tms_slice text = cell_text(state->reader, cell, &leaf);
    tms_open(&state->to, TMS_KIND_PARAGRAPH);
    if (text.len) tms_md_inlines(&state->in, text, &leaf, false);
    tms_close(&state->to);
  }
  tms_close(&state->to);
}

/*
 * Rows shorter than the header get empty cells (GFM 4.10), as many over the whole text as it has bytes: a header of many columns is no bomb.
 * What is longer keeps its cells: nothing is thrown away.
 */
static void build_table(tms_md_build_state *state, const tms_md_block *block) {
  tms_open(&state->to, TMS_KIND_TABLE);
  for (uint32_t i = 0; i < block->lines; i++) {
    tms_slice row = tms_md_trim_row(tms_md_line_text(state->reader, block->line + i)), cell;
    size_t count = 0;
    tms_open(&state->to, TMS_KIND_ROW);
    for (; tms_md_next_cell(&row, &cell); count++) build_cell(state, cell, i == 0);
    for (; count < block->width && state->reader->padding > 0; count++, state->reader->padding--) build_cell(state, TMS_SLICE_NONE, i == 0);
    tms_close(&state->to);
    if (tms_doc_status(state->reader->doc) != TMS_OK) break;
  }
  tms_close(&state->to);
}

/* ---- the walk ---- */

static void open_container(tms_md_build_state *state, const tms_md_block *block) {
  tms_node *node;
  switch (block->kind) {
    case TMS_MD_QUOTE: tms_open(&state->to, TMS_KIND_QUOTE); break;
    case TMS_MD_ITEM: tms_open(&state->to, TMS_KIND_ITEM); break;
    case TMS_MD_LIST:
      node = tms_open(&state->to, TMS_KIND_LIST);
      node->level = block->marker == '.' || block->marker == ')';
      node->number = node->level ? block->start : 0;
      break;
    default: tms_open(&state->to, TMS_KIND_FOOTNOTE)->target = tms_doc_copy(state->reader->doc, block->info); break;
  }
  state->nest[state->nest_count++] = (tms_md_nest){.node = true};
}

void tms_md_close_nest(tms_md_build_state *state) {
  const tms_md_nest *nest = &state->nest[--state->nest_count];
  if (nest->section) {
    state->to = nest->before;
  } else if (nest->node) {
    tms_close(&state->to);
  }
}

static void close_container(tms_md_build_state *state) {
  while (state->nest_count > 0 && state->nest[state->nest_count - 1].tag) tms_md_close_nest(state);
  if (state->nest_count > 0) tms_md_close_nest(state);
}

static bool is_container(const tms_md_block *block) {
  return block->kind >= TMS_MD_QUOTE && block->kind <= TMS_MD_FOOTNOTE;
}

static void build_leaf(tms_md_build_state *state, tms_md_block *block) {
  switch (block->kind) {
    case TMS_MD_PARAGRAPH: build_paragraph(state, block); break;
    case TMS_MD_HEADING: build_heading(state, block); break;
    case TMS_MD_RULE: tms_leaf(&state->to, TMS_KIND_RULE); break;
    case TMS_MD_INDENTED:
    case TMS_MD_FENCED: build_code(state, block); break;
    case TMS_MD_HTML: tms_md_build_html(state, block); break;
    case TMS_MD_TABLE: build_table(state, block); break;
    default: break;
  }
}

static void walk(tms_md_build_state *state, tms_md_block *block) {
  while (block && tms_doc_status(state->reader->doc) == TMS_OK && state->reader->arena.status == TMS_OK) {
    if (!is_container(block)) build_leaf(state, block);
    if (is_container(block)) open_container(state, block);
    if (is_container(block) && block->first) {
      block = block->first;
      continue;
    }
    if (is_container(block)) close_container(state);
    while (!block->next && is_container(block->parent)) {
      block = block->parent;
      close_container(state);
    }
    block = block->next;
  }
}

void tms_md_build(tms_md_reader *reader, tms_md_block *root) {
  tms_md_build_state *state = tms_arena_zero(&reader->arena, sizeof *state);
  if (!state) return;
  state->reader = reader;
  tms_builder_init(&state->to, reader->doc);
  tms_md_inline_init(&state->in, reader, &state->to);
  walk(state, root->first);
  while (state->nest_count > 0) tms_md_close_nest(state);
  tms_md_inline_release(&state->in);
}
