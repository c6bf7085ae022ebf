/*
 * Numbers: what the trees look at, one byte each, so that a comparison needs no scale and 16 units fit into one register. Sizes stand as eighths of a binary
 * logarithm (exact below 16), shares as percent, scores around 128.
 */
#ifndef TMS_CLEAN_BOILERPLATE_NUMBERS_H
#define TMS_CLEAN_BOILERPLATE_NUMBERS_H

#include "clean/boilerplate/page.h"

/* clang-format off */
/* Of one box on the way up: X(suffix). */
#define TMS_BOX_NUMBERS(X, LEVEL)                                                                                                       \
  X(LEVEL##_WORDS) X(LEVEL##_LINKS) X(LEVEL##_UNITS) X(LEVEL##_RUN) X(LEVEL##_SHARE) X(LEVEL##_TWINS) X(LEVEL##_RANK) X(LEVEL##_PLACE) \
      X(LEVEL##_HEADS) X(LEVEL##_MEAN)

#define TMS_NUMBERS(X)                                                                                                       \
  /* the block itself */                                                                                                     \
  X(WORDS) X(LENGTH) X(LINKS) X(LINK_COUNT) X(ENDERS) X(COMMAS) X(CAPITALS) X(DIGITS) X(LAST) X(COPYRIGHT) X(MONEY) X(PIPE)  \
  X(ELLIPSIS) X(ARROW) X(AT) X(BREAKS) X(IMAGES) X(COPIES) X(COPY) X(SORT) X(LEVEL)                                          \
  /* the blocks around */                                                                                                    \
  X(BEFORE1_WORDS) X(BEFORE1_LINKS) X(BEFORE1_SORT) X(BEFORE2_WORDS) X(BEFORE2_LINKS) X(BEFORE3_WORDS) X(BEFORE3_LINKS)      \
  X(AFTER1_WORDS) X(AFTER1_LINKS) X(AFTER1_SORT) X(AFTER2_WORDS) X(AFTER2_LINKS) X(AFTER3_WORDS) X(AFTER3_LINKS)             \
  X(NEAR4_WORDS) X(NEAR4_LINKS) X(NEAR4_RUN) X(NEAR12_WORDS) X(NEAR12_LINKS) X(NEAR12_RUN) X(RUN_BEFORE) X(RUN_AFTER)        \
  /* its place */                                                                                                            \
  X(PLACE_WORDS) X(PLACE_UNITS) X(WORDS_BEFORE) X(WORDS_AFTER) X(TITLE_UNITS) X(TITLE_WORDS) X(HEADING_LEVEL)                \
  X(HEADING_UNITS) X(HEADING_WORDS) X(HEADING_LENGTH) X(HEADING_LINKS) X(HEADING_NEXT) X(HEADINGS_BEFORE) X(SECTION_LINKS)   \
  X(SECTION_RUN) X(DEPTH) X(STEPS)                                                                                           \
  /* the page */                                                                                                             \
  X(PAGE_WORDS) X(PAGE_UNITS) X(PAGE_LINKS) X(PAGE_RUN) X(PAGE_HEADINGS) X(PAGE_IMAGES) X(PAGE_CODE) X(PAGE_LONGEST)         \
  X(PAGE_ARTICLES) X(KIND_ARTICLE) X(KIND_FORUM) X(KIND_PRODUCT) X(KIND_COLLECTION) X(KIND_LISTING) X(KIND_DOCUMENTATION)    \
  X(KIND_SERVICE)                                                                                                            \
  /* the boxes around: the nearest, then those that hold more than the one before */                                         \
  TMS_BOX_NUMBERS(X, BOX1) TMS_BOX_NUMBERS(X, BOX2) TMS_BOX_NUMBERS(X, BOX3) TMS_BOX_NUMBERS(X, BOX4) TMS_BOX_NUMBERS(X, BOX5) \
  X(CONTROLS) X(CONTROLS_ABOVE)                                                                                              \
  /* the main part */                                                                                                        \
  X(HALF_SIDE) X(MOST_SIDE) X(HALF_STEPS) X(RUN20_STEPS) X(RUN50_STEPS) X(LONGEST_STEPS) X(LONGEST_SHARE) X(TITLE_STEPS)     \
  X(TITLE_SHARE) X(HALF_SHARE)                                                                                               \
  /* the card, post or entry that it is in */                                                                                \
  X(CARD_TWINS) X(CARD_RANK) X(CARD_WORDS) X(CARD_LINKS) X(CARD_UNITS) X(CARD_SHARE) X(CARD_PLACE) X(CARD_RUN) X(CARD_STEPS) \
  /* what the boxes say of themselves */                                                                                     \
  X(LANDMARK) X(ROLE_MAIN) X(ROLE_ARTICLE) X(ROLE_SECTION) X(ROLE_NAVIGATION) X(ROLE_BANNER) X(ROLE_HEADER)                  \
  X(ROLE_CONTENTINFO) X(ROLE_FOOTER) X(ROLE_COMPLEMENTARY) X(ROLE_FORM) X(ROLE_DIALOG) X(ROLE_MENU) X(ROLE_BUTTON)           \
  X(HIDDEN) X(ARIA_HIDDEN) X(INERT) X(LINKED) X(BODY) X(TABLE) X(COMMENT) X(ARTICLE_RANK)                                    \
  /* what their words and the words of the block have meant elsewhere */                                                     \
  X(PATH_SUM) X(PATH_MOST) X(PATH_LEAST) X(NAMES_BOX1) X(NAMES_BOX2) X(NAMES_BOX3) X(NAMES_OWN) X(NAMES_NEAR) X(NAMES_NEAR2) \
  X(PHRASE_FIRST) X(PHRASE_PAIR) X(PHRASE_WHOLE) X(ABOVE_FIRST) X(ABOVE_WHOLE)
/* clang-format on */

enum {
#define X(name) TMS_NUMBER_##name,
  TMS_NUMBERS(X)
#undef X
      TMS_NUMBER_COUNT
};

enum { TMS_LANES = 64 }; /* units that are judged together: their numbers stay in the first cache */

/* Numbers of at most TMS_LANES units; number n of the unit in lane l stands at n * TMS_LANES + l. */
typedef struct tms_numbers_page tms_numbers_page;
tms_numbers_page *tms_numbers_init(tms_page *page);
/* The next box around that holds more units than this one; the box of the card around, or UINT32_MAX; the first heading behind a unit, or the count of units. */
uint32_t tms_numbers_up(const tms_numbers_page *numbers, uint32_t box);
uint32_t tms_numbers_card(const tms_numbers_page *numbers, uint32_t box);
uint32_t tms_numbers_next_heading(const tms_numbers_page *numbers, size_t unit);
void tms_numbers_block(const tms_numbers_page *numbers, const uint32_t *units, uint32_t count, uint8_t *out);

/* Eighths of a binary logarithm of value + 1. */
static inline uint8_t tms_size8(uint64_t value) {
  if (value > UINT32_MAX / 2) value = UINT32_MAX / 2;
  uint32_t w = (uint32_t)value + 1, e = 31u - (uint32_t)__builtin_clz(w);
  return (uint8_t)(e * 8 + (uint32_t)((uint64_t)w << 3 >> e) - 8); /* w << 3 >> e is 8 to 15 */
}

static inline uint8_t tms_percent8(uint64_t part, uint64_t whole) {
  return whole ? (uint8_t)(part * 100 / whole) : 0;
}

static inline uint8_t tms_clamp8(int64_t value) {
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

#endif
