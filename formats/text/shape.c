#include "formats/text/shape.h"

#include "base/size.h"
#include "base/utf8.h"
#include "unicode/class.h"

/* ---- code ---- */

static bool is_code_line(tms_slice line) {
  static const tms_slice openings[] = {TMS_SLICE_INIT("#include"), TMS_SLICE_INIT("$ "),      TMS_SLICE_INIT(">>> "), TMS_SLICE_INIT("def "),
                                       TMS_SLICE_INIT("import "),  TMS_SLICE_INIT("return "), TMS_SLICE_INIT("//"),   TMS_SLICE_INIT("</")};
  for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
    if (tms_slice_starts(line, openings[i])) return true;
  }
  char last = line.ptr[line.len - 1];
  return last == ';' || last == '{' || last == '}' || tms_slice_find(line, TMS_SLICE(" = "), 0) != SIZE_MAX ||
         tms_slice_find(line, TMS_SLICE("()"), 0) != SIZE_MAX;
}

/* ---- wrapped text ---- */

enum {
  WIDEST = 200, /* lines beyond this were not broken by anybody: mail wraps at 72, old pages at 60 to 132 */
  NARROWEST = 40,
  FEWEST_PAIRS = 3, /* fewer neighbours than this say nothing */
  MANY_FULL = 8
};

/* No code, no item, no hard break at its end: a line of running text. */
static bool is_plain(const tms_text_lines *lines, size_t i) {
  tms_text_mark mark;
  return !(lines->at[i].flags & (TMS_LINE_CODE | TMS_LINE_HARD)) && !tms_text_mark_parse(tms_text_line_slice(lines, &lines->at[i]), &mark);
}

/* Words set apart by three spaces and more stand in columns. */
static bool has_columns(const tms_text_lines *lines, size_t i) {
  return tms_slice_find(tms_text_line_slice(lines, &lines->at[i]), TMS_SLICE("   "), 0) != SIZE_MAX;
}

/* Two lines that could belong together: neighbours, and the second begins no item. */
static bool is_pair(const tms_text_lines *lines, size_t i) {
  if (i + 1 >= lines->count || lines->at[i + 1].blank_before > 0) return false;
  if (has_columns(lines, i) || has_columns(lines, i + 1)) return false;
  return !(lines->at[i].flags & (TMS_LINE_CODE | TMS_LINE_HARD)) && is_plain(lines, i + 1);
}

static uint32_t length_of(const tms_text_lines *lines, size_t i) {
  return tms_size_clamp_u32(tms_utf8_count(tms_text_line_slice(lines, &lines->at[i]))) + lines->at[i].indent;
}

/* Characters that had to fit on the line before: a word, or one character of a writing that breaks anywhere. */
static uint32_t first_word(const tms_text_lines *lines, size_t i) {
  tms_slice rest = tms_slice_head(tms_text_line_slice(lines, &lines->at[i]), 64), word = {0};
  (void)tms_slice_next_word(&rest, &word);
  size_t size;
  tms_script script = word.len ? tms_char_script(tms_utf8_decode(word, 0, &size, NULL)) : TMS_SCRIPT_COMMON;
  if (script == TMS_SCRIPT_HAN || script == TMS_SCRIPT_HIRAGANA || script == TMS_SCRIPT_KATAKANA) return 1;
  return tms_size_clamp_u32(tms_utf8_count(word));
}

static bool ends_sentence(tms_slice line) {
  while (line.len) {
    size_t size;
    uint32_t c = tms_utf8_decode_back(line, line.len, &size);
    line.len -= size;
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB) continue;
    return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
  }
  return false;
}

/* The width that 19 of 20 lines keep, of those longer than half of it: menus and headings are short in wrapped text, too. */
static uint32_t usual_width(const uint32_t histogram[WIDEST + 2]) {
  uint32_t upto[WIDEST + 3] = {0};
  for (uint32_t i = 0; i < WIDEST + 2; i++) upto[i + 1] = upto[i] + histogram[i];
  for (uint32_t width = WIDEST + 1; width > 0; width--) {
    uint32_t above = upto[WIDEST + 2] - upto[width], all = upto[WIDEST + 2] - upto[width / 2 + 1];
    if (above * 20 > all) return width;
  }
  return 0;
}

/* Pairs that say something of the wrapping: underlines and code don't. */
static bool is_witness(const tms_text_lines *lines, size_t i) {
  if (!is_pair(lines, i)) return false;
  tms_slice line = tms_text_line_slice(lines, &lines->at[i]), next = tms_text_line_slice(lines, &lines->at[i + 1]);
  return !is_code_line(line) && !is_code_line(next) && !tms_text_underline_level(next);
}

/* An address may be longer than any line; it says nothing of the width. */
static bool can_break(const tms_text_lines *lines, size_t i) {
  return tms_slice_find_byte(tms_text_line_slice(lines, &lines->at[i]), ' ', 0) != SIZE_MAX || first_word(lines, i) == 1;
}

static bool is_long(uint32_t length, uint32_t width) {
  return length * 5 >= width * 3;
}

tms_text_wrap tms_text_wrap_of(const tms_text_lines *lines) {
  uint32_t histogram[WIDEST + 2] = {0}, pairs = 0, open = 0, full = 0, beyond = 0;
  for (size_t i = 0; i < lines->count; i++) {
    uint32_t length = length_of(lines, i);
    if (is_witness(lines, i) && can_break(lines, i)) histogram[length > WIDEST ? WIDEST + 1 : length]++;
  }
  tms_text_wrap wrap = {.width = usual_width(histogram)};
  if (wrap.width < NARROWEST || wrap.width > WIDEST) return wrap;
  for (size_t i = 0; i < lines->count; i++) {
    uint32_t length = length_of(lines, i);
    beyond += length > wrap.width + wrap.width / 4 && can_break(lines, i);
    if (!is_long(length, wrap.width) || !is_witness(lines, i)) continue;
    pairs++;
    open += !ends_sentence(tms_text_line_slice(lines, &lines->at[i]));
    full += length + 1 + first_word(lines, i + 1) > wrap.width;
  }
  /* Broken where the next word didn't fit: 7 of 10 long lines, or half of many; the others end paragraphs. Of lines that end anywhere it is 3 of 10. */
  wrap.wrapped = pairs >= FEWEST_PAIRS && beyond * 4 <= full && open * 2 >= pairs && full * 10 >= pairs * (full >= MANY_FULL ? 5 : 7);
  return wrap;
}

bool tms_text_goes_on(const tms_text_lines *lines, size_t i, tms_text_wrap wrap) {
  if (!wrap.wrapped || !is_pair(lines, i)) return false;
  const tms_text_line *line = &lines->at[i], *next = line + 1;
  bool first_line = i == 0 || line->blank_before > 0 || !is_plain(lines, i); /* below it, an indent only hangs */
  if (!first_line && next->indent > line->indent + 1) return false;
  uint32_t length = length_of(lines, i);
  if (length + 1 + first_word(lines, i + 1) > wrap.width) return true;
  /* The next word had room. Hands break earlier than programs do, but not by much, and not in the middle of a sentence by choice. */
  return is_long(length, wrap.width) && !ends_sentence(tms_text_line_slice(lines, line));
}

/* ---- headlines ---- */

tms_slice tms_text_trim(tms_slice text) {
  size_t size;
  while (text.len) {
    uint32_t c = tms_utf8_decode(text, 0, &size, NULL);
    if (!tms_char_is_space(c) && !tms_char_is_ignorable(c)) break;
    text = tms_slice_from(text, size);
  }
  while (text.len) {
    uint32_t c = tms_utf8_decode_back(text, text.len, &size);
    if (!tms_char_is_space(c) && !tms_char_is_ignorable(c)) break;
    text.len -= size;
  }
  return text;
}

static size_t count_words(tms_slice line) {
  size_t words = 0;
  for (tms_slice word; tms_slice_next_word(&line, &word);) words++;
  return words;
}

/* A line that is mostly a date or a number: "5 October 2017", "27-28 September 2017", "2017-10-05 | 12:30". */
static bool is_date_like(tms_slice line) {
  size_t digits = 0, words = count_words(line);
  for (size_t i = 0; i < line.len; i++) digits += tms_is_digit((unsigned char)line.ptr[i]);
  return digits >= 4 && words <= 5 && line.len <= 40;
}

bool tms_text_is_headline_like(tms_slice line) {
  line = tms_text_trim(line);
  if (line.len < 3 || line.len > TMS_TEXT_HEADING_MAX) return false;
  char last = line.ptr[line.len - 1];
  if (last == ',' || last == ';' || last == '|') return false;
  /* A full stop ends a sentence, unless the last word is an abbreviation ("U.S.") or the dots are an ellipsis. */
  bool stop = last == '.' && !(line.len > 3 && line.ptr[line.len - 3] == '.');
  return !stop && !is_date_like(line);
}

bool tms_text_label_parse(tms_slice line, tms_slice *label, tms_slice *value) {
  line = tms_text_trim(line);
  size_t colon = tms_slice_find_byte(tms_slice_head(line, 41), ':', 0), words = 1;
  if (colon == SIZE_MAX || colon < 2) return false;
  *label = tms_text_trim(tms_slice_head(line, colon));
  *value = tms_text_trim(tms_slice_from(line, colon + 1));
  if (value->len > 200 || (value->len && line.ptr[colon + 1] == '/')) return false;
  for (size_t i = 0, size; i < label->len; i += size) {
    uint32_t c = tms_utf8_decode(*label, i, &size, NULL);
    bool joins = c == ' ' || c == '-' || c == '/' || c == '&' || c == '\'' || c == '_' || c == 0xA0;
    if (!joins && !tms_char_is_letter(c) && !tms_char_is_mark(c)) return false;
    words += c == ' ' || c == 0xA0;
  }
  return label->len > 0 && words <= 4;
}

/* Dates, labels, bylines and credits may stand above a headline. */
static bool may_stand_above(tms_slice line) {
  tms_slice label, value;
  return is_date_like(line) || tms_text_label_parse(line, &label, &value) || tms_slice_starts_nocase(line, TMS_SLICE("by ")) ||
         tms_slice_starts_nocase(line, TMS_SLICE("photo"));
}

static bool can_be_headline(const tms_text_lines *lines, size_t i) {
  tms_slice line = tms_text_line_slice(lines, &lines->at[i]);
  return is_plain(lines, i) && tms_text_is_headline_like(line) && tms_slice_find_byte(line, '|', 0) == SIZE_MAX;
}

/*
 * The first line, or the first below dates and labels. If that is short (a skip link, the name of a section), a long one that stands alone just below it
 * is the headline: those have eight words or more where scraped pages put both.
 */
size_t tms_text_headline(const tms_text_lines *lines) {
  enum { LOOK_AT = 4, SHORT_WORDS = 5, LONG_WORDS = 8 };
  size_t first = 0, most = lines->count < LOOK_AT ? lines->count : LOOK_AT;
  while (first < most && may_stand_above(tms_text_line_slice(lines, &lines->at[first]))) first++;
  if (first >= most || !can_be_headline(lines, first)) return SIZE_MAX;
  if (count_words(tms_text_line_slice(lines, &lines->at[first])) > SHORT_WORDS) return first;
  for (size_t i = first + 1; i < most; i++) {
    bool alone = lines->at[i].blank_before > 0 && (i + 1 == lines->count || lines->at[i + 1].blank_before > 0);
    if (alone && can_be_headline(lines, i) && count_words(tms_text_line_slice(lines, &lines->at[i])) >= LONG_WORDS) return i;
  }
  return first;
}

bool tms_text_is_capitals(tms_slice line) {
  size_t upper = 0;
  if (line.len > 120) return false;
  for (size_t i = 0, size; i < line.len; i += size) {
    uint32_t c = tms_utf8_decode(line, i, &size, NULL);
    if (tms_char_is_lower(c)) return false;
    upper += tms_char_is_upper(c);
  }
  return upper >= 4 && upper * 2 > tms_utf8_count(line) && tms_text_is_headline_like(line);
}

int tms_text_underline_level(tms_slice line) {
  if (line.len < 3 || (line.ptr[0] != '=' && line.ptr[0] != '-')) return 0;
  for (size_t i = 1; i < line.len; i++) {
    if (line.ptr[i] != line.ptr[0]) return 0;
  }
  return line.ptr[0] == '=' ? 1 : 2;
}

bool tms_text_is_code(const tms_text_lines *lines, size_t from, size_t to) {
  size_t hits = 0;
  for (size_t i = from; i < to; i++) hits += is_code_line(tms_text_line_slice(lines, &lines->at[i]));
  return hits * 10 >= (to - from) * 6;
}
