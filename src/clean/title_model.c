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

/* Threads have labels before their titles, "News" or "Solved", and forums write both into the h1; JSON-LD has the title alone. */
static const tms_title_choice *without_label(const tms_title_choices *choices, const tms_title_choice *best) {
  enum { LABEL_WORDS = 3 };
  for (size_t i = 0; i < choices->count; i++) {
    const tms_title_choice *linked = &choices->at[i];
    if (!(linked->whole & 1u << TMS_TITLE_LINKED) || choices->rank < 3 || !best->numbers[TMS_TITLE_NUMBER_FORUM]) continue;
    size_t count = linked->words.count, more = best->words.count - count;
    bool short_label = count < best->words.count && more <= LABEL_WORDS && best->words.count <= TMS_TITLE_WORDS;
    if (short_label && !memcmp(best->words.hashes + more, linked->words.hashes, count * sizeof *best->words.hashes)) return linked;
  }
  return best;
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
  return best ? without_label(choices, best) : NULL;
}
