/*
 * What the lines of a text look like, as numbers of one byte each: what a line is made of, what stands around it, where it stands in the text. Nothing but counts
 * and shapes, and one table of words that short lines are known by, so a language that the table doesn't hold is judged by its shapes.
 */
#ifndef TMS_CLEAN_BOILERPLATE_LINES_NUMBERS_H
#define TMS_CLEAN_BOILERPLATE_LINES_NUMBERS_H

#include "clean/boilerplate/page.h"

/* clang-format off */
/* Of the line itself. The order is that of the learned tables: tools/train/lines.py reads the names from here. */
#define TMS_LINE_OWN(X) \
  X(WORDS) X(LETTERS) X(ENDERS) X(ENDER_SHARE) X(COMMA_SHARE) X(DIGIT_SHARE) X(CAPITAL_SHARE) X(FIRST) X(LAST) X(KIND) X(ADDRESS) X(SEPARATORS) \
  X(YEAR) X(CLOCK) X(WORD_LENGTH) X(COLON) X(PHRASE) X(REPEATS) X(BLANK_BEFORE) X(BLANK_AFTER) X(JOINED) X(KNOWN) X(RUNNING)

/* Of what stands around it. */
#define TMS_LINE_AROUND(X) \
  X(WORDS_B1) X(WORDS_B2) X(WORDS_B3) X(WORDS_A1) X(WORDS_A2) X(WORDS_A3) X(LAST_B1) X(LAST_B2) X(LAST_A1) X(LAST_A2) X(CASE_A1) \
  X(ENDERS_B1) X(ENDERS_A1) X(REPEATS_B1) X(REPEATS_A1) X(KIND_B1) X(KIND_A1) X(RUN2) X(RUN5) X(RUN12) X(RUN30) X(MEAN5) X(MEAN12) \
  X(SHORTS_BEFORE) X(SHORTS_AFTER) X(TO_LONG_B) X(TO_LONG_A) X(LONG_B) X(LONG_A) X(SINCE_FIRST) X(UNTIL_LAST) X(CORE) X(CORE_WIDE) \
  X(PLACE) X(PLACE_WORDS) X(FROM_BEGIN) X(FROM_END) X(TO_TITLE) X(PAGE_WORDS) X(PAGE_LINES) X(PAGE_RUNNING) X(PAGE_LONGEST) X(PAGE_MEAN) \
  X(PAGE_ITEMS) X(PAGE_REPEATS) X(SECTION) X(SECTION_AGE) X(SECTION_PHRASE)

/* By the words of lines: the sum of their odds, of this line and of those around it. */
#define TMS_LINE_KNOWN(X) \
  X(ODDS) X(ODDS_WHOLE) X(ODDS_B1) X(ODDS_B2) X(ODDS_A1) X(ODDS_A2) X(ODDS5) X(ODDS12) X(ODDS_SECTION) TMS_LINE_FLOW(X, AFTER) TMS_LINE_FLOW(X, BEFORE)

/* What the words of lines say of those behind them ("Ingredients") and before them ("Related articles"): own, and summed up over the lines on the way here. */
#define TMS_LINE_FLOW(X, way) \
  X(ODDS_##way) X(ODDS_##way##1) X(ODDS_##way##2) X(ODDS_##way##3) X(ODDS_##way##5) X(ODDS_##way##12) X(ODDS_##way##30) X(ODDS_##way##_ALL)
/* clang-format on */

enum {
#define X(name) TMS_LINE_##name,
  TMS_LINE_OWN(X) TMS_LINE_AROUND(X) TMS_LINE_KNOWN(X)
#undef X
      TMS_LINE_NUMBERS
};

/* The second look: what the first made of the line and of its neighbours, behind the numbers above. */
enum { TMS_LINE_LOOKS = 14, TMS_LINE_ALL = TMS_LINE_NUMBERS + TMS_LINE_LOOKS };

enum {
  TMS_LINE_WORD_BITS = 13, /* slots of the table of words */
  TMS_LINE_WORDS_MOST = 8, /* words of a line that are looked up; the words of longer lines say little */
  TMS_LINE_HASHES = TMS_LINE_WORDS_MOST + 2
};

/* One line. Words are runs of letters and digits; of scripts without spaces three characters are a word. */
typedef struct tms_line {
  uint32_t words, letters, enders, commas, digits, capitals, cased, word_letters;
  uint32_t repeats;
  uint8_t first, last, kind, address, separators, year, clock, colon, phrase, blank, joined, known;
  bool running; /* a sentence, or as long as one */
  uint32_t hash_count;
  uint16_t hashes[TMS_LINE_HASHES]; /* slots: the whole line, its first two words, its words */
  int16_t odds, whole;              /* from the table of words */
  int16_t after, before;            /* the same for the lines behind and before it */
  uint64_t text;                    /* hash of all words */
} tms_line;

typedef struct tms_lines {
  const tms_page *page;
  tms_line *at;     /* by unit */
  uint8_t *numbers; /* by unit, TMS_LINE_ALL each */
  size_t count;
} tms_lines;

/* Looks at every unit of the page; everything in its scratch. False on failed allocation. */
bool tms_lines_init(tms_lines *lines, tms_page *page);
/* The last part, once odds are known: the numbers of TMS_LINE_KNOWN. */
void tms_lines_know(tms_lines *lines);
/* The numbers of the second look, from first scores in 1/1024 logit. */
void tms_lines_look(tms_lines *lines, const int32_t *scores, int64_t *scratch);

static inline uint8_t *tms_line_numbers(const tms_lines *lines, size_t unit) {
  return lines->numbers + unit * TMS_LINE_ALL;
}

/* Sizes in steps that grow: exact below 8, then eight steps for each doubling. */
uint8_t tms_line_step(uint64_t value);

#endif
