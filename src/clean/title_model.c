/* Which choice is the title: a forest over their numbers. */
#include "clean/title_choices.h"

#include "clean/boilerplate/forest.h"

/* made by tools/train/titles.py */
#include "clean/title_weights.inc"

_Static_assert((int)TITLE_NUMBERS == (int)TMS_TITLE_NUMBER_COUNT, "the weights were learned from other numbers: run tools/train/titles.py");

static const tms_forest forest = {sizeof title_leaves / sizeof title_leaves[0], title_questions, title_leaves};

const tms_forest *tms_title_forest(uint32_t *check) {
  *check = title_check;
  return &forest;
}

const tms_title_choice *tms_title_choices_best(const tms_title_choices *choices) {
  const tms_title_choice *best = NULL;
  int32_t best_score = INT32_MIN;
  for (size_t i = 0; i < choices->count; i++) {
    int32_t score = tms_forest_one(&forest, choices->at[i].numbers);
    if (best && score <= best_score) continue;
    best = &choices->at[i];
    best_score = score;
  }
  return best;
}
