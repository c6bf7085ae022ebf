/* Which choice is the title: a forest over their numbers. They are the lanes of one walk, so a page costs the same whatever it says. */
#include "clean/title_choices.h"

#include "clean/boilerplate/forest.h"

/* made by tools/train/titles.py */
#include "clean/title_weights.inc"

_Static_assert((int)TMS_TITLE_CHOICES == (int)TMS_LANES, "a choice is a lane");
_Static_assert((int)TITLE_NUMBERS == (int)TMS_TITLE_NUMBER_COUNT, "the weights were learned from other numbers: run tools/train/titles.py");

static const tms_forest forest = {sizeof title_leaves / sizeof title_leaves[0], title_questions, title_leaves};

const tms_forest *tms_title_forest(uint32_t *check) {
  *check = title_check;
  return &forest;
}

const tms_title_choice *tms_title_choices_best(const tms_title_choices *choices) {
  uint8_t numbers[TMS_TITLE_NUMBER_COUNT * TMS_LANES];
  int32_t scores[TMS_LANES];
  size_t best = 0;
  if (choices->count == 0) return NULL;
  memset(numbers, 0, sizeof numbers);
  for (size_t i = 0; i < choices->count; i++) {
    for (size_t n = 0; n < TMS_TITLE_NUMBER_COUNT; n++) numbers[n * TMS_LANES + i] = choices->at[i].numbers[n];
  }
  tms_forest_sum(&forest, numbers, TMS_TITLE_NUMBER_COUNT, scores);
  for (size_t i = 1; i < choices->count; i++) {
    if (scores[i] > scores[best]) best = i;
  }
  return &choices->at[best];
}
