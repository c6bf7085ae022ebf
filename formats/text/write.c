/*
 * The writer of plain text. A document becomes lines: each block that has text is one line (or several: code, tables, hard breaks) behind an indent and the marks
 * of the items that it opens. What stands between two lines depends on these lines alone, never on the kinds of their blocks: so a text that was read and is
 * written again is the same (NOTES.md, "The law").
 */
#include "doc/walk.h"
#include "formats/text/lines.h"
#include "formats/text/text.h"

#include "unicode/nfc.h"

enum { DEEPEST = TMS_DOCUMENT_DEPTH };

/* An open item. Its mark waits until it has text. */
typedef struct item {
  bool waits, ordered;
  uint32_t number;
  uint32_t content; /* column of its text, once the mark is written */
} item;

/* What a mark on the page promised: which mark in which column goes on with it. */
typedef struct promise {
  uint32_t column, content;
  tms_text_mark mark;
} promise;

typedef struct writer {
  tms_document *doc;
  const tms_options *options;
  tms_buf *out;
  tms_buf line;  /* the text of the block at hand; LF is a hard break */
  tms_buf head;  /* marks, then the line as it will stand */
  tms_buf spare; /* a line that had to be changed */
  item items[DEEPEST];
  size_t item_count;
  promise promises[DEEPEST];
  size_t promise_count;
  tms_slice note; /* label that waits for the first line of its footnote */
  size_t segment; /* where the text after the last hard break begins in `line` */
  bool space;     /* one is due before the next text */
  bool compose;   /* two leaves met where characters might compose */
  bool has_line, was_item;
  tms_status status; /* of the two buffers: a reset would forget it */
} writer;

static void clear(writer *w, tms_buf *buf) {
  if (buf->status != TMS_OK) w->status = buf->status;
  tms_buf_reset(buf);
}

/* ---- the text of a block ---- */

static void line_begin(writer *w) {
  clear(w, &w->line);
  w->segment = 0;
  w->space = w->compose = false;
  if (!w->note.len) return;
  tms_buf_add_byte(&w->line, '[');
  tms_buf_add(&w->line, w->note);
  tms_buf_add_byte(&w->line, ']');
  w->space = true;
  w->note = TMS_SLICE_NONE;
}

/* Adds words, all that stand one space apart at once; runs of white space become one space, none stands at a line's begin. */
static void line_add(writer *w, tms_slice text) {
  for (size_t at = 0; at < text.len;) {
    size_t from = at, end = tms_is_space((unsigned char)text.ptr[at]) ? at : tms_slice_single_spaced(text, at);
    at = end > from && text.ptr[end - 1] == ' ' ? end - 1 : end; /* the last of all may be a space */
    if (at > from) {
      bool glued = !w->space && w->line.len > 0;
      if (w->space && w->line.len > w->segment) tms_buf_add_byte(&w->line, ' ');
      w->compose |= glued && (unsigned char)text.ptr[from] >= 0xCC; /* U+0300, the first character that composes with one before */
      tms_buf_add_bytes(&w->line, text.ptr + from, at - from);
      w->space = false;
    }
    for (; at < text.len && tms_is_space((unsigned char)text.ptr[at]); at++) w->space = true;
  }
}

/* A segment that shows nothing would be read as a blank line: it goes. */
static void line_break(writer *w) {
  w->space = false;
  tms_slice segment = tms_slice_from(tms_buf_slice(&w->line), w->segment);
  if (tms_text_is_blank(segment)) {
    tms_buf_cut(&w->line, w->segment);
    return;
  }
  tms_buf_add_byte(&w->line, '\n');
  w->segment = w->line.len;
}

/* The finished line; empty if the block says nothing. */
static tms_slice line_end(writer *w) {
  line_break(w);
  if (w->line.len) tms_buf_cut(&w->line, w->line.len - 1);
  if (!w->compose || tms_nfc_is(tms_buf_slice(&w->line))) return tms_buf_slice(&w->line);
  clear(w, &w->head);
  tms_nfc_append(tms_buf_slice(&w->line), &w->head);
  clear(w, &w->line);
  tms_buf_add(&w->line, tms_buf_slice(&w->head));
  return tms_buf_slice(&w->line);
}

/* Everything that can be read in a subtree, on one line: blocks are a space apart. */
static void line_collect(writer *w, tms_node *node, bool breaks) {
  tms_walk walk = tms_walk_of(node);
  while (tms_walk_next(&walk)) {
    const tms_node *at = walk.node;
    switch (at->kind) {
      case TMS_KIND_QUOTATION: line_add(w, walk.enter ? TMS_SLICE("\u201C") : TMS_SLICE("\u201D")); continue;
      case TMS_KIND_TEXT:
      case TMS_KIND_CODE:
        if (walk.enter) line_add(w, at->text);
        continue;
      case TMS_KIND_FORMULA:
      case TMS_KIND_FORMULA_BLOCK:
        if (!walk.enter) continue;
        line_add(w, TMS_SLICE("$"));
        line_add(w, at->text);
        line_add(w, TMS_SLICE("$"));
        continue;
      case TMS_KIND_NOTE_REFERENCE:
        if (!walk.enter) continue;
        line_add(w, TMS_SLICE("["));
        line_add(w, at->target);
        line_add(w, TMS_SLICE("]"));
        continue;
      case TMS_KIND_BREAK:
        if (walk.enter && breaks) line_break(w);
        w->space = true;
        continue;
      case TMS_KIND_CODE_BLOCK:
        if (walk.enter) line_add(w, at->text);
        w->space = true;
        continue;
      default:
        if (at->kind < TMS_KIND_TEXT) w->space = true; /* the border of a block */
        continue;
    }
  }
}

/* ---- lines on the page ---- */

static uint32_t open_column(const writer *w) {
  for (size_t i = w->item_count; i-- > 0;) {
    if (!w->items[i].waits) return w->items[i].content;
  }
  return 0;
}

/* Writes the waiting marks to `head`, behind the indent. */
static void take_marks(writer *w, uint32_t column) {
  clear(w, &w->head);
  for (size_t i = 0; i < w->item_count; i++) {
    item *at = &w->items[i];
    if (!at->waits) continue;
    if (at->ordered) tms_buf_add_u64(&w->head, at->number);
    tms_buf_add_cstr(&w->head, at->ordered ? ". " : "- ");
    at->waits = false;
    at->content = column + (uint32_t)w->head.len;
  }
}

/*
 * Does this line follow the one before without an empty line? It does where it goes on a list, or begins one inside the item just above. Keeps the promises up to date.
 * `line` is what stands from `column` on.
 */
static bool follows_closely(writer *w, tms_slice line, uint32_t column) {
  tms_text_mark mark;
  bool closely = false, is_item = tms_text_mark_parse(line, &mark) && mark.ours;
  if (!is_item) {
    while (w->promise_count && w->promises[w->promise_count - 1].content > column) w->promise_count--;
    w->was_item = false;
    return false;
  }
  while (w->promise_count && w->promises[w->promise_count - 1].column > column) w->promise_count--;
  if (w->promise_count) {
    const promise *top = &w->promises[w->promise_count - 1];
    bool goes_on = top->column == column && top->mark.ordered == mark.ordered && (!mark.ordered || mark.number == top->mark.number + 1);
    closely = w->was_item && (goes_on || top->content == column);
    if (top->column == column) w->promise_count--;
  }
  for (; w->promise_count < DEEPEST && tms_text_mark_parse(line, &mark) && mark.ours; line = tms_slice_from(line, mark.width)) {
    w->promises[w->promise_count++] = (promise){column, column + mark.width, mark};
    column += mark.width;
  }
  w->was_item = true;
  return closely;
}

/* Begins a block whose first line is `text`, and writes that line without its end. Returns the column of its further lines: behind everything that looks like a
 * mark, because it will be read as one. */
static uint32_t put_first_line(writer *w, tms_slice text) {
  uint32_t column = open_column(w);
  take_marks(w, column);
  tms_buf_add(&w->head, text);
  bool closely = follows_closely(w, tms_buf_slice(&w->head), column);
  if (w->has_line) tms_buf_add_cstr(w->out, closely ? "\n" : "\n\n");
  w->has_line = true;
  tms_buf_add_repeat(w->out, ' ', column);
  tms_buf_add(w->out, tms_buf_slice(&w->head));
  return w->was_item ? w->promises[w->promise_count - 1].content : column;
}

static void put_next_line(writer *w, tms_slice text, uint32_t column) {
  tms_buf_add_byte(w->out, '\n');
  if (text.len) tms_buf_add_repeat(w->out, ' ', column);
  tms_buf_add(w->out, text);
  w->was_item = false;
}

/* A line that would be read as a fence gets a space into it: only code has fences. */
static tms_slice defuse(writer *w, tms_slice line) {
  tms_slice rest = line, language;
  for (tms_text_mark mark; tms_text_mark_parse(rest, &mark);) rest = tms_slice_from(rest, mark.width);
  uint32_t ticks = tms_text_fence_parse(rest, &language);
  if (ticks == 0) return line;
  size_t before = line.len - language.len - (language.len == 0);
  clear(w, &w->spare);
  tms_buf_add(&w->spare, tms_slice_head(line, before));
  tms_buf_add_byte(&w->spare, ' ');
  tms_buf_add(&w->spare, tms_slice_from(line, before));
  return tms_buf_slice(&w->spare);
}

/* The title, before the first line, where that isn't the title itself. */
static void put_title(writer *w, tms_slice first) {
  if (w->has_line || !w->options || !w->options->title) return;
  tms_slice title = tms_metadata_get(&w->doc->metadata, TMS_FIELD_TITLE);
  if (tms_text_is_blank(title) || tms_slice_eq(title, first)) return;
  title = defuse(w, title);
  (void)follows_closely(w, title, 0);
  tms_buf_add(w->out, title);
  w->has_line = true;
}

static void put_line(writer *w, tms_slice line) {
  if (line.len == 0) return;
  put_title(w, line);
  size_t end = tms_slice_find_byte(line, '\n', 0);
  uint32_t column = put_first_line(w, defuse(w, tms_slice_head(line, end)));
  while (end < line.len) {
    line = tms_slice_from(line, end + 1);
    end = tms_slice_find_byte(line, '\n', 0);
    tms_buf_add_cstr(w->out, "  ");
    put_next_line(w, defuse(w, tms_slice_head(line, end)), column);
  }
}

static void put_block(writer *w, tms_node *node) {
  line_begin(w);
  line_collect(w, node, true);
  put_line(w, line_end(w));
}

/* ---- code ---- */

/* The fewest back quotes, from three, that no line of the code is made of. One walk over the code notes all lengths. */
static uint32_t fence_length(tms_slice code) {
  uint32_t taken = 0;
  for (tms_slice line, language; tms_slice_next_line(&code, &line);) {
    while (line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t')) line = tms_slice_from(line, 1); /* indent, for the reader */
    uint32_t ticks = tms_text_fence_parse(line, &language);
    if (ticks && language.len == 0) taken |= 1u << ticks;
  }
  uint32_t length = TMS_TEXT_FENCE_MIN;
  while (taken & (1u << length)) length++;
  return length;
}

static void put_code(writer *w, const tms_node *node) {
  tms_slice code = node->text;
  uint32_t length = fence_length(code);
  put_title(w, TMS_SLICE_NONE);
  clear(w, &w->line);
  tms_buf_add_repeat(&w->line, '`', length);
  if (tms_text_is_language_word(node->target)) tms_buf_add(&w->line, node->target);
  uint32_t column = put_first_line(w, tms_buf_slice(&w->line));
  /* Not tms_slice_next_line(): a line feed at the end of the code stands before a last, empty line. */
  for (bool more = code.ptr != NULL; more;) {
    size_t end = tms_slice_find_byte(code, '\n', 0);
    more = end != SIZE_MAX;
    put_next_line(w, tms_slice_head(code, end), column);
    if (more) code = tms_slice_from(code, end + 1);
  }
  tms_buf_cut(&w->line, 0);
  tms_buf_add_repeat(&w->line, '`', length);
  put_next_line(w, tms_buf_slice(&w->line), column);
}

/* ---- tables ---- */

/* "| a | b |" of a row in `line`; false if no cell says anything. */
static bool collect_row(writer *w, tms_node *row) {
  bool says = false;
  line_begin(w);
  tms_buf_add_byte(&w->line, '|');
  for (tms_node *cell = row->first; cell; cell = cell->next) {
    size_t before = w->line.len;
    tms_buf_add_byte(&w->line, ' ');
    w->segment = w->line.len;
    w->space = false;
    line_collect(w, cell, false);
    bool empty = tms_text_is_blank(tms_slice_from(tms_buf_slice(&w->line), w->segment));
    if (empty) tms_buf_cut(&w->line, before);
    says |= !empty;
    tms_buf_add_cstr(&w->line, " |");
  }
  w->segment = 0;
  return says;
}

static void put_table(writer *w, tms_node *table) {
  bool begun = false;
  uint32_t column = 0;
  for (tms_node *row = table->first; row; row = row->next) {
    if (row->kind == TMS_KIND_CAPTION) {
      put_block(w, row);
    } else if (collect_row(w, row)) {
      tms_slice line = line_end(w);
      if (!tms_text_is_row(line)) { /* of bars alone: the reader would take it for text, so it is that */
        put_line(w, line);
        begun = false;
        continue;
      }
      if (!begun) put_title(w, TMS_SLICE_NONE);
      if (begun) {
        put_next_line(w, line, column);
      } else {
        column = put_first_line(w, line);
      }
      begun = true;
    }
  }
  w->was_item = w->was_item && !begun;
}

/* ---- the document ---- */

static void enter_item(writer *w, const tms_node *node) {
  const tms_node *list = node->parent;
  uint64_t number = list->number;
  if (node->prev) number = (uint64_t)w->items[w->item_count].number + 1; /* what was closed last at this depth is its neighbour */
  if (number > TMS_TEXT_NUMBER_MAX) number = TMS_TEXT_NUMBER_MAX;
  w->items[w->item_count++] = (item){.waits = true, .ordered = list->level, .number = (uint32_t)number};
}

static void write_node(writer *w, tms_walk *walk) {
  tms_node *node = walk->node;
  if (node->kind == TMS_KIND_ITEM) {
    if (walk->enter) {
      enter_item(w, node);
    } else {
      w->item_count--;
    }
    return;
  }
  if (!walk->enter) return;
  switch (node->kind) {
    case TMS_KIND_HEADING:
    case TMS_KIND_PARAGRAPH:
    case TMS_KIND_TERM:
    case TMS_KIND_FORMULA_BLOCK: put_block(w, node); break;
    case TMS_KIND_CAPTION:
      if (node->parent->kind != TMS_KIND_FIGURE) put_block(w, node); /* plain text has no pictures, so nothing that is said below them */
      break;
    case TMS_KIND_CODE_BLOCK: put_code(w, node); break;
    case TMS_KIND_TABLE: put_table(w, node); break;
    case TMS_KIND_FOOTNOTE: w->note = node->target; return;
    case TMS_KIND_COMMENTS:
      if (w->options && w->options->comments == TMS_ON) return;
      if (w->options && w->options->comments == TMS_AUTO &&
          tms_slice_eq(tms_metadata_get(&w->doc->metadata, TMS_FIELD_PAGE_KIND), TMS_SLICE("forum"))) {
        return;
      }
      break;
    default: return; /* containers: their children follow */
  }
  tms_walk_skip(walk);
}

tms_status tms_text_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  (void)error;
  writer w = {.doc = doc, .options = options, .out = out};
  tms_buf_init(&w.line, doc->allocator, doc->limits.max_output);
  tms_buf_init(&w.spare, doc->allocator, doc->limits.max_output);
  tms_buf_init(&w.head, doc->allocator, doc->limits.max_output);
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) write_node(&w, &walk);
  put_title(&w, TMS_SLICE_NONE);
  if (w.has_line) tms_buf_add_byte(out, '\n');
  clear(&w, &w.head);
  clear(&w, &w.line);
  clear(&w, &w.spare);
  tms_buf_release(&w.spare);
  tms_buf_release(&w.head);
  tms_buf_release(&w.line);
  if (out->status == TMS_OK) out->status = w.status; /* they have its ceiling, and all that stands in them is for it */
  return out->status;
}
