/*
 * What the parts of the CommonMark reader share about blocks. Private to src/markup: see commonmark.h.
 *
 * Invariants: blocks are linked in document order; open[0] is the root, open[open_count - 1] the innermost open block, and each holds the next; the
 * lines of one leaf stand side by side in `lines`, because only the innermost block takes lines.
 */
#ifndef TMS_MARKUP_COMMONMARK_BLOCK_H
#define TMS_MARKUP_COMMONMARK_BLOCK_H

#include "base/arena.h"
#include "base/map.h"
#include "doc/document.h"
#include "markup/commonmark.h"

enum {
  /* Open containers. A line of text is looked at once by each, so this bounds the cost of a byte; the document holds 32 levels. */
  TMS_MD_DEEPEST = 96,
  TMS_MD_TAB = 4,    /* CommonMark 2.2 */
  TMS_MD_LABEL = 999 /* bytes of a label at most: 4.7, there in characters */
};

typedef enum tms_md_kind {
  TMS_MD_NONE, /* was a paragraph of link reference definitions */
  TMS_MD_ROOT,
  TMS_MD_QUOTE,
  TMS_MD_LIST,
  TMS_MD_ITEM,
  TMS_MD_FOOTNOTE,
  TMS_MD_PARAGRAPH,
  TMS_MD_HEADING,
  TMS_MD_RULE,
  TMS_MD_INDENTED,
  TMS_MD_FENCED,
  TMS_MD_HTML,
  TMS_MD_TABLE
} tms_md_kind;

/* A line of a leaf: bytes of the text without the line ending, and the columns of a tab that was taken apart before them. */
typedef struct tms_md_line {
  uint32_t begin, end;
  uint32_t columns;
} tms_md_line;

typedef struct tms_md_block {
  struct tms_md_block *parent, *next, *first, *last;
  uint8_t kind;   /* tms_md_kind */
  uint8_t level;  /* heading; HTML: number of the start condition (4.6) */
  char marker;    /* list: '-' '+' '*' '.' ')'; fence: '`' '~'; heading: '#', or 0 for an underlined one */
  uint32_t start; /* list: first number; fence: columns of its indentation */
  uint32_t width; /* item: columns that its content is indented; fence: length */
  uint32_t line, lines;
  tms_slice info; /* fence: info string as it stands; footnote: label */
} tms_md_block;

typedef struct tms_md_reference {
  tms_slice target, title;
} tms_md_reference;

typedef struct tms_md_reader {
  tms_document *doc;
  unsigned flags;
  tms_slice text;
  uint32_t offset; /* of text in the decoded input */
  tms_arena arena; /* blocks, lines, tokens: gone when the document stands */
  tms_buf scratch;

  tms_md_block *open[TMS_MD_DEEPEST + 2];
  uint32_t open_count;
  tms_md_line *lines;
  size_t line_count, line_room;

  tms_map references; /* normalized label to index */
  tms_md_reference *reference;
  size_t reference_count, reference_room;
  size_t expansion; /* bytes that references may still add: commonmark_reference.c */
  tms_map notes;    /* normalized labels of footnotes */
  size_t padding;   /* cells that may still be added to short table rows */

  /* the line at hand */
  size_t line_end;   /* without its ending */
  size_t at;         /* next byte */
  uint32_t column;   /* of `at`, tabs counted as they reach */
  uint32_t tab_rest; /* columns of the tab at `at` that are left, 0 if it is whole */
  size_t next;       /* first byte that is no space or tab, from `at` on */
  uint32_t next_column;
  uint32_t indent; /* columns from `at` to `next` */
  bool blank;
} tms_md_reader;

/* Cursor of the line (commonmark_line.c). */
void tms_md_line_begin(tms_md_reader *reader, size_t begin, size_t end);
void tms_md_find_next(tms_md_reader *reader);
void tms_md_skip_columns(tms_md_reader *reader, uint32_t columns);
void tms_md_skip_to(tms_md_reader *reader, size_t at); /* not past `next`, or over bytes that are no tabs */
void tms_md_add_line(tms_md_reader *reader, tms_md_block *block);
static inline char tms_md_peek(const tms_md_reader *reader, size_t at) {
  return at < reader->line_end ? reader->text.ptr[at] : '\n';
}

/* Spaces and tabs (2.1 has no name for the two together). */
static inline bool tms_md_is_blank(char c) {
  return c == ' ' || c == '\t';
}
static inline size_t tms_md_skip_blanks(tms_slice s, size_t at) {
  while (at < s.len && tms_md_is_blank(s.ptr[at])) at++;
  return at;
}
static inline tms_slice tms_md_line_text(const tms_md_reader *reader, size_t line) {
  return tms_slice_of(reader->text.ptr + reader->lines[line].begin, reader->lines[line].end - reader->lines[line].begin);
}
/* What stands in reader->scratch, as a copy that lives with the document. Where the scratch has failed, the reader's arena has failed too. */
tms_slice tms_md_keep_scratch(tms_md_reader *reader);

/* Block starts, on the rest of the line from `s` on (commonmark_start.c); the indentation is off. 0: it is none. */
bool tms_md_is_rule(tms_slice s);
uint32_t tms_md_heading_level(tms_slice s);
size_t tms_md_fence_length(tms_slice s);
bool tms_md_closes_fence(tms_slice s, char marker, size_t length);
uint8_t tms_md_setext_level(tms_slice s);
uint8_t tms_md_html_start(tms_slice s, bool in_paragraph);
bool tms_md_html_ends(tms_slice line, uint8_t condition);
size_t tms_md_note_start(tms_slice s, tms_slice *label);
typedef struct tms_md_marker {
  char marker;
  uint32_t start;
  uint32_t length;
} tms_md_marker;
bool tms_md_list_marker(tms_slice s, bool in_paragraph, tms_md_marker *marker);

/* Tables (commonmark_table.c): cells of a row, one after the other. False at the end. */
bool tms_md_next_cell(tms_slice *row, tms_slice *cell);
tms_slice tms_md_trim_row(tms_slice line);
/* The number of columns if the line is a delimiter row, else 0. */
size_t tms_md_delimiter_columns(tms_slice line);
size_t tms_md_count_cells(tms_slice line);

/* Link reference definitions (commonmark_reference.c). */
void tms_md_take_definitions(tms_md_reader *reader, tms_md_block *paragraph);
const tms_md_reference *tms_md_find_reference(tms_md_reader *reader, tms_slice label);
/* Folds white space and case, in the arena (4.7, "matches"). */
tms_slice tms_md_normalize_label(tms_md_reader *reader, tms_slice label);

/* Pieces of links (commonmark_link.c). Each gives the position behind what it read, or SIZE_MAX. */
size_t tms_md_scan_label(tms_slice s, size_t at, tms_slice *label);
size_t tms_md_scan_destination(tms_slice s, size_t at, tms_slice *destination);
size_t tms_md_scan_title(tms_slice s, size_t at, tms_slice *title);
/* Without backslashes before punctuation and with references decoded (2.4, 2.5); a copy only where there are any. */
tms_slice tms_md_unescape(tms_md_reader *reader, tms_slice s);

/* Length of the start or end tag at the front of s (6.6), or 0. */
size_t tms_md_html_tag_length(tms_slice s);

/* The lines of a leaf as one text with LF between them: a part of the input where it is one already, else a copy in the document's arena. */
tms_slice tms_md_join_lines(tms_md_reader *reader, const tms_md_block *leaf);

/* The tree of blocks (commonmark_block.c). NULL on failure. */
tms_md_block *tms_md_read_blocks(tms_md_reader *reader);
/* The tree into the document (commonmark_build.c). */
void tms_md_build(tms_md_reader *reader, tms_md_block *root);

#endif
