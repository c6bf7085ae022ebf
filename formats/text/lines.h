/*
 * Lines: what plain text is made of. Reader and writer share this page, because the writer must know how its lines will be read (NOTES.md, "The law").
 */
#ifndef TMS_TEXT_LINES_H
#define TMS_TEXT_LINES_H

#include "base/arena.h"
#include "base/slice.h"

enum {
  TMS_TEXT_FENCE_MIN = 3, /* back quotes of a fence: as in CommonMark 4.5 */
  TMS_TEXT_FENCE_MAX = 8, /* the writer needs more than three only for code that holds fences itself */
  TMS_TEXT_TAB = 4        /* columns of a tab */
};

enum {
  TMS_LINE_HARD = 1u << 0,  /* ends with two spaces and goes on: a line break inside its paragraph */
  TMS_LINE_TRAIL = 1u << 1, /* ends with two or more spaces */
  TMS_LINE_CODE = 1u << 2   /* stands inside a fence, or is one */
};

/* A line that shows something. Blank lines are only counted. */
typedef struct tms_text_line {
  uint32_t start;        /* first byte of the line */
  uint32_t begin, end;   /* without the white space at both ends */
  uint32_t number;       /* ordinal in the input, from 0 */
  uint32_t fence;        /* opens a fence that this line (an index) closes; 0: doesn't */
  uint16_t indent;       /* columns before `begin` */
  uint16_t blank_before; /* blank lines before; saturated */
  uint8_t flags;         /* TMS_LINE_* */
} tms_text_line;

typedef struct tms_text_lines {
  tms_slice text;
  tms_text_line *at;
  size_t count;
} tms_text_lines;

/* Cuts text into lines (LF, CR LF, CR), finds fences and hard breaks. Linear: each byte is seen once, each line a constant number of times. False on failed
 * allocation (arena->status). */
bool tms_text_lines_scan(tms_slice text, tms_arena *arena, tms_text_lines *out);
static inline tms_slice tms_text_line_slice(const tms_text_lines *lines, const tms_text_line *line) {
  return tms_slice_of(lines->text.ptr + line->begin, line->end - line->begin);
}

/* Nothing but white space and characters that show nothing (U+200B, U+FEFF, ...). */
bool tms_text_is_blank(tms_slice text);

/* The mark of a list item at the begin of a line. `ours`: as the writer writes it ("- " or "12. "). */
typedef struct tms_text_mark {
  uint32_t sign;   /* '-', '*', U+2022, ...; '.', ')' or '(' after or around a number; 0: no mark */
  uint32_t number; /* of ordered items */
  uint32_t width;  /* bytes, with the spaces behind it */
  bool ordered, ours;
} tms_text_mark;
enum { TMS_TEXT_NUMBER_MAX = 999999999 }; /* as in CommonMark 5.2 and docs/document.md */
/* False (and sign 0) where there is none, or nothing follows it. */
bool tms_text_mark_parse(tms_slice line, tms_text_mark *mark);

/* A run of back quotes with an optional language word behind it, and nothing else. Returns the number of back quotes, or 0. */
uint32_t tms_text_fence_parse(tms_slice line, tms_slice *language);
/* May this word stand behind a fence? */
bool tms_text_is_language_word(tms_slice word);

/* A row of a table, "| a | b |". Walks its cells: set *at to 0 and call until it returns false. */
bool tms_text_is_row(tms_slice line);
bool tms_text_next_cell(tms_slice row, size_t *at, tms_slice *cell);

#endif
