/* What the shape of lines says: wrapped text, headlines, labels, dates. Judgements by form alone; NOTES.md gives the rules. */
#ifndef TMS_TEXT_SHAPE_H
#define TMS_TEXT_SHAPE_H

#include "formats/text/lines.h"

enum { TMS_TEXT_HEADING_MAX = 220 }; /* bytes of a line that may be a heading */

/* How the lines of a whole text were ended. */
typedef struct tms_text_wrap {
  bool wrapped;   /* lines were broken at a column: neighbours belong together */
  uint32_t width; /* of that column, in characters */
} tms_text_wrap;

/* Linear: one walk over the lines, one histogram. */
tms_text_wrap tms_text_wrap_of(const tms_text_lines *lines);
/* In a wrapped text: does line `index` + 1 go on where line `index` ended? */
bool tms_text_goes_on(const tms_text_lines *lines, size_t index, tms_text_wrap wrap);

/* Index of the line that looks like the headline, among the first few; SIZE_MAX if none does. */
size_t tms_text_headline(const tms_text_lines *lines);
/* Short, ends like a title, says something: fit to be a heading if it stands as one. */
bool tms_text_is_headline_like(tms_slice line);
/* All letters that have a case are capitals, and there are at least four. */
bool tms_text_is_capitals(tms_slice line);
/* A line of only '=' (1) or '-' (2), at least three; else 0. */
int tms_text_underline_level(tms_slice line);
/* "label: value", or "label:" alone (value is empty then). */
bool tms_text_label_parse(tms_slice line, tms_slice *label, tms_slice *value);
/* Most of these lines look like program code. */
bool tms_text_is_code(const tms_text_lines *lines, size_t from, size_t to);
/* White space and characters that show nothing taken off both ends. */
tms_slice tms_text_trim(tms_slice text);

#endif
