/*
 * Blocks of the canonical form: one walk over the tree. Every block begins on a line of its own, an empty line stands between blocks, and the
 * containers of CommonMark (items, quotes, footnotes) give each further line a prefix. What CommonMark has no block for is a line of its own with a
 * start tag, its content, and a line with the end tag; lines of tags follow each other directly.
 */
#include "markup/canonical_write.h"

#include "base/sha256.h"
#include "doc/walk.h"
#include "markup/canonical_writer.h"

/* The prefix without the spaces at its end: what stands on an empty line. The prefix is short (canonical_writer.h). */
static void add_empty_prefix(tms_canonical_writer *writer) {
  size_t len = writer->prefix.len;
  while (len > 0 && writer->prefix.data[len - 1] == ' ') len--;
  tms_buf_add_bytes(writer->out, writer->prefix.data, len);
}

static void add_empty_line(tms_canonical_writer *writer) {
  add_empty_prefix(writer);
  tms_buf_add_byte(writer->out, '\n');
}

void tms_canonical_begin(tms_canonical_writer *writer, bool tag) {
  bool line_open = writer->line_open;
  writer->line_open = false;
  if (line_open) return;
  if (writer->above == TMS_ABOVE_BLOCK || (writer->above == TMS_ABOVE_TAG && !tag)) add_empty_line(writer);
  tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
}

/* Ends a line and says what it was. */
static void end_line(tms_canonical_writer *writer, tms_line_above above) {
  tms_buf_add_byte(writer->out, '\n');
  writer->above = above;
}

/* A whole line that is one tag. */
static void add_tag_line(tms_canonical_writer *writer, const char *tag) {
  tms_canonical_begin(writer, true);
  tms_buf_add_cstr(writer->out, tag);
  end_line(writer, TMS_ABOVE_TAG);
}

static tms_canonical_frame *frame(tms_canonical_writer *writer) {
  return &writer->frames[writer->depth];
}

static void push(tms_canonical_writer *writer) {
  if (writer->depth + 1 < sizeof writer->frames / sizeof writer->frames[0]) writer->depth++;
  *frame(writer) = (tms_canonical_frame){.prefix = writer->prefix.len};
}

static void pop(tms_canonical_writer *writer) {
  tms_buf_cut(&writer->prefix, frame(writer)->prefix);
  if (writer->depth > 0) writer->depth--;
}

/* Opens a container of CommonMark: `marker` stands on its first line, `further` before all others. */
static void open_container(tms_canonical_writer *writer, const char *marker, const char *further) {
  tms_canonical_begin(writer, false);
  push(writer);
  tms_buf_add_cstr(writer->out, marker);
  tms_buf_add_cstr(&writer->prefix, further);
  writer->line_open = true;
}

static void write_line(tms_canonical_writer *writer, tms_node *block) {
  tms_canonical_begin(writer, false);
  if (block->kind == TMS_KIND_HEADING) {
    tms_buf_add_repeat(writer->out, '#', block->level);
    tms_buf_add_byte(writer->out, ' ');
  }
  tms_canonical_inlines(writer, block);
  end_line(writer, TMS_ABOVE_BLOCK);
}

static void write_code_block(tms_canonical_writer *writer, const tms_node *block) {
  size_t ticks = tms_canonical_longest_ticks(block->text) + 1;
  if (ticks < 3) ticks = 3;
  tms_canonical_begin(writer, false);
  tms_buf_add_repeat(writer->out, '`', ticks);
  if (block->kind == TMS_KIND_FORMULA_BLOCK) tms_buf_add_cstr(writer->out, "math");
  if (block->kind == TMS_KIND_CODE_BLOCK) tms_canonical_info(writer, block->target);
  /* "math" alone is a formula; readers take the first word as the language. */
  if (block->kind == TMS_KIND_CODE_BLOCK && tms_slice_eq(block->target, TMS_SLICE("math"))) tms_buf_add_cstr(writer->out, " code");
  tms_buf_add_byte(writer->out, '\n');
  for (size_t begin = 0; begin <= block->text.len;) {
    size_t end = tms_slice_find_byte(block->text, '\n', begin);
    if (end == SIZE_MAX) end = block->text.len;
    if (end == begin) {
      add_empty_prefix(writer);
    } else {
      tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
    }
    tms_buf_add_bytes(writer->out, block->text.ptr + begin, end - begin);
    tms_buf_add_byte(writer->out, '\n');
    begin = end + 1;
  }
  tms_buf_add(writer->out, tms_buf_slice(&writer->prefix));
  tms_buf_add_repeat(writer->out, '`', ticks);
  end_line(writer, TMS_ABOVE_BLOCK);
}

/* Two lists in a row stay two by changing the marker (CommonMark 5.3). */
static void open_list(tms_canonical_writer *writer, const tms_node *list) {
  char usual = list->level ? '.' : '-', other = list->level ? ')' : '+';
  char last = frame(writer)->last_marker;
  bool follows = list->prev && list->prev->kind == TMS_KIND_LIST && list->prev->level == list->level;
  char marker = follows && last == usual ? other : usual;
  frame(writer)->last_marker = marker;
  push(writer);
  frame(writer)->marker = marker;
  frame(writer)->number = list->number;
}

/* The line before an item: none within a list, and none where a list stands right under the paragraph of an item; only lists that may interrupt
 * a paragraph can (CommonMark 5.3: bullets, and numbers from 1). */
static bool stands_close(const tms_node *item) {
  const tms_node *list = item->parent;
  if (item->prev) return true;
  if (!list->prev || list->prev->kind != TMS_KIND_PARAGRAPH || list->parent->kind != TMS_KIND_ITEM) return false;
  return !list->level || list->number == 1;
}

static void open_item(tms_canonical_writer *writer, const tms_node *item) {
  tms_canonical_frame *list = frame(writer);
  if (stands_close(item) && !writer->line_open) writer->above = TMS_ABOVE_NOTHING;
  tms_canonical_begin(writer, false);
  push(writer);
  size_t begin = writer->out->len;
  if (list->marker == '.' || list->marker == ')') {
    tms_buf_add_u64(writer->out, list->number);
    if (list->number < 999999999u) list->number++; /* nine digits are all that a marker may have (CommonMark 5.2) */
  }
  tms_buf_add_byte(writer->out, list->marker);
  tms_buf_add_byte(writer->out, ' ');
  tms_buf_add_repeat(&writer->prefix, ' ', writer->out->len - begin);
  writer->line_open = true;
  if (item->level) tms_buf_add_cstr(writer->out, item->level == 2 ? "[x] " : "[ ] "); /* a paragraph follows: normal form sees to it */
}

static void open_footnote(tms_canonical_writer *writer, const tms_node *note) {
  open_container(writer, "[^", "    ");
  tms_buf_add(writer->out, note->target);
  tms_buf_add_cstr(writer->out, "]: ");
}

static void open_cell(tms_canonical_writer *writer, const tms_node *cell) {
  tms_canonical_begin(writer, true);
  tms_buf_add_cstr(writer->out, cell->level ? "<th" : "<td");
  if (cell->number > 1) {
    tms_buf_add_cstr(writer->out, " colspan=\"");
    tms_buf_add_u64(writer->out, cell->number);
    tms_buf_add_byte(writer->out, '"');
  }
  if (cell->number2 > 1) {
    tms_buf_add_cstr(writer->out, " rowspan=\"");
    tms_buf_add_u64(writer->out, cell->number2);
    tms_buf_add_byte(writer->out, '"');
  }
  tms_buf_add_byte(writer->out, '>');
  end_line(writer, TMS_ABOVE_TAG);
}

static void open_comment(tms_canonical_writer *writer, const tms_node *comment) {
  tms_canonical_begin(writer, !comment->prev);
  tms_buf_add_cstr(writer->out, "<article class=\"comment\"");
  if (comment->target.len) {
    tms_buf_add_cstr(writer->out, " data-author=\"");
    tms_canonical_attribute(writer, comment->target);
    tms_buf_add_byte(writer->out, '"');
  }
  if (comment->text.len) {
    tms_buf_add_cstr(writer->out, " data-date=\"");
    tms_canonical_attribute(writer, comment->text);
    tms_buf_add_byte(writer->out, '"');
  }
  tms_buf_add_byte(writer->out, '>');
  end_line(writer, TMS_ABOVE_TAG);
}

/* The inlines of a term or caption are a line between its tags. */
static void write_tagged_line(tms_canonical_writer *writer, tms_node *node, const char *open, const char *close) {
  add_tag_line(writer, open);
  write_line(writer, node);
  add_tag_line(writer, close);
}

static bool for_people(const tms_canonical_writer *writer) {
  return writer->flags & TMS_CANONICAL_PEOPLE;
}

/* People read a figure as its pictures and a line below them. */
static void write_caption(tms_canonical_writer *writer, tms_node *caption) {
  if (for_people(writer) && caption->parent->kind == TMS_KIND_FIGURE) {
    write_line(writer, caption);
  } else if (caption->parent->kind == TMS_KIND_TABLE) {
    write_tagged_line(writer, caption, "<caption>", "</caption>");
  } else {
    write_tagged_line(writer, caption, "<figcaption>", "</figcaption>");
  }
}

static void write_image_line(tms_canonical_writer *writer, const tms_node *image) {
  tms_canonical_begin(writer, false);
  tms_canonical_image(writer, image);
  end_line(writer, TMS_ABOVE_BLOCK);
}

/* The start tag of a block: under a tag that stands around it directly, behind another block after an empty line like any block. */
static void open_block_tag(tms_canonical_writer *writer, const tms_node *node, const char *tag) {
  tms_canonical_begin(writer, !node->prev);
  tms_buf_add_cstr(writer->out, tag);
  end_line(writer, TMS_ABOVE_TAG);
}

static void open_tagged(tms_canonical_writer *writer, const char *tag) {
  add_tag_line(writer, tag);
  push(writer);
}

static void close_tagged(tms_canonical_writer *writer, const char *tag) {
  pop(writer);
  add_tag_line(writer, tag);
}

static bool enter_table(tms_canonical_writer *writer, tms_node *table) {
  size_t columns = tms_canonical_pipe_columns(writer, table);
  if (columns == 0) {
    open_block_tag(writer, table, "<table>");
    return false;
  }
  if (table->first->kind == TMS_KIND_CAPTION) write_line(writer, table->first);
  tms_canonical_pipe_table(writer, table, columns);
  return true;
}

/* Writes what begins at `node`. True if its children are written too: the walk passes over them. */
static bool enter(tms_canonical_writer *writer, tms_node *node) {
  switch (node->kind) { /* long switch: one case a kind */
    case TMS_KIND_COMMENTS:
      open_block_tag(writer, node, "<section class=\"comments\">");
      push(writer);
      return false;
    case TMS_KIND_HEADING:
    case TMS_KIND_PARAGRAPH: write_line(writer, node); return true;
    case TMS_KIND_LIST: open_list(writer, node); return false;
    case TMS_KIND_ITEM: open_item(writer, node); return false;
    case TMS_KIND_DEFINITION_LIST: open_block_tag(writer, node, "<dl>"); return false;
    case TMS_KIND_TERM: write_tagged_line(writer, node, "<dt>", "</dt>"); return true;
    case TMS_KIND_DEFINITION: open_tagged(writer, "<dd>"); return false;
    case TMS_KIND_QUOTE: open_container(writer, "> ", "> "); return false;
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_FORMULA_BLOCK: write_code_block(writer, node); return true;
    case TMS_KIND_TABLE: return enter_table(writer, node);
    case TMS_KIND_CAPTION: write_caption(writer, node); return true;
    case TMS_KIND_ROW: add_tag_line(writer, "<tr>"); return false;
    case TMS_KIND_CELL:
      open_cell(writer, node);
      push(writer);
      return false;
    case TMS_KIND_FIGURE:
      if (!for_people(writer)) open_block_tag(writer, node, "<figure>");
      return false;
    case TMS_KIND_IMAGE: write_image_line(writer, node); return true;
    case TMS_KIND_RULE:
      tms_canonical_begin(writer, false);
      tms_buf_add_cstr(writer->out, "***");
      end_line(writer, TMS_ABOVE_BLOCK);
      return true;
    case TMS_KIND_FOOTNOTE: open_footnote(writer, node); return false;
    case TMS_KIND_COMMENT:
      open_comment(writer, node);
      push(writer);
      return false;
    default: return false;
  }
}

static void leave(tms_canonical_writer *writer, const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_COMMENTS: close_tagged(writer, "</section>"); break;
    case TMS_KIND_LIST:
    case TMS_KIND_ITEM:
    case TMS_KIND_QUOTE:
    case TMS_KIND_FOOTNOTE: pop(writer); break;
    case TMS_KIND_DEFINITION_LIST: add_tag_line(writer, "</dl>"); break;
    case TMS_KIND_DEFINITION: close_tagged(writer, "</dd>"); break;
    case TMS_KIND_TABLE: add_tag_line(writer, "</table>"); break;
    case TMS_KIND_ROW: add_tag_line(writer, "</tr>"); break;
    case TMS_KIND_CELL: close_tagged(writer, node->level ? "</th>" : "</td>"); break;
    case TMS_KIND_FIGURE:
      if (!for_people(writer)) add_tag_line(writer, "</figure>");
      break;
    case TMS_KIND_COMMENT: close_tagged(writer, "</article>"); break;
    default: break;
  }
}

void tms_canonical_write_body(tms_document *doc, unsigned flags, tms_buf *out) {
  tms_canonical_writer writer = {.out = out, .flags = flags};
  tms_buf_init(&writer.prefix, doc->allocator, 4096);
  tms_walk walk = tms_walk_of(doc->root);
  while (out->status == TMS_OK && tms_walk_next(&walk)) {
    if (!walk.enter) {
      leave(&writer, walk.node);
    } else if (enter(&writer, walk.node)) {
      tms_walk_skip(&walk);
    }
  }
  if (writer.prefix.status != TMS_OK && out->status == TMS_OK) out->status = writer.prefix.status;
  tms_buf_release(&writer.prefix);
}

void tms_canonical_write_title(tms_slice title, tms_buf *out) {
  tms_canonical_writer writer = {.out = out, .flags = TMS_CANONICAL_PEOPLE};
  tms_buf_add_cstr(out, "# ");
  tms_canonical_text(&writer, title, (tms_text_place){.heading_end = true});
  tms_buf_add_cstr(out, "\n\n");
}

tms_status tms_content_id(tms_document *doc, char out[65]) {
  unsigned char digest[32];
  tms_buf body;
  out[0] = '\0';
  if (doc->normal && doc->content_id[0]) {
    memcpy(out, doc->content_id, sizeof doc->content_id);
    return TMS_OK;
  }
  tms_buf_init(&body, doc->allocator, doc->limits.max_output);
  tms_canonical_write_body(doc, 0, &body);
  tms_status status = body.status;
  if (status == TMS_OK) {
    tms_sha256_of(tms_buf_slice(&body), digest);
    tms_hex(digest, sizeof digest, out);
    out[64] = '\0';
    if (doc->normal) memcpy(doc->content_id, out, sizeof doc->content_id);
  }
  tms_buf_release(&body);
  return status;
}
