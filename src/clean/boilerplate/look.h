/*
 * The second look: a unit among its neighbours, its boxes, its siblings and the whole page, each by the first score. The numbers follow those of the first look in one
 * block, so the second forest may ask for both.
 */
#ifndef TMS_CLEAN_BOILERPLATE_LOOK_H
#define TMS_CLEAN_BOILERPLATE_LOOK_H

#include "clean/boilerplate/numbers.h"

/* clang-format off */
#define TMS_LOOKS(X)                                                                                                                       \
  /* by score */                                                                                                                           \
  X(OWN) X(BEFORE1) X(BEFORE2) X(BEFORE3) X(AFTER1) X(AFTER2) X(AFTER3) X(HEADING) X(NEXT_HEADING)                                          \
  /* the share of the words that is expected to be content */                                                                              \
  X(BEFORE4) X(AFTER4) X(BEFORE12) X(AFTER12) X(SECTION) X(BOX1) X(BOX2) X(BOX3) X(BOX4) X(BOX5) X(CARD) X(CARDS) X(SLOT) X(SLOT_SIZE)      \
  X(ALL_BEFORE) X(ALL_AFTER)                                                                                                               \
  /* the page */                                                                                                                           \
  X(PAGE_SHARE) X(PAGE_EXPECTED) X(PAGE_BEST) X(PAGE_F1) X(PAGE_CUT) X(PAGE_KEPT) X(PAGE_DOUBT)                                             \
  /* the unit against it */                                                                                                                \
  X(ABOVE_CUT) X(WORDS_ABOVE) X(BEST_SIDE) X(BEST_STEPS) X(BEST_SHARE) X(FROM_FIRST) X(TO_LAST)
/* clang-format on */

enum {
  TMS_LOOK_BASE = TMS_NUMBER_COUNT - 1,
#define X(name) TMS_LOOK_##name,
  TMS_LOOKS(X)
#undef X
      TMS_LOOK_END
};

typedef struct tms_look_page tms_look_page;
/* Needs the first scores of all units. NULL where memory ran out. */
tms_look_page *tms_look_init(const tms_numbers_page *numbers, tms_page *page);
void tms_look_block(const tms_look_page *looks, const uint32_t *units, uint32_t count, uint8_t *out);

/* The expected cut: the threshold (in 1/256) that gives the best F1 to be expected, and that F1 in 1/256. */
typedef struct tms_cut {
  uint32_t cut, f1;
  uint64_t kept; /* words */
} tms_cut;
tms_cut tms_best_cut(const tms_page *page, const uint8_t *p);

#endif
