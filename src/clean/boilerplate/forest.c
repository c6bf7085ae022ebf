#include "clean/boilerplate/forest.h"

#include <string.h>

/* 16 lanes in one register where the machine has such; compilers make plain code of it where not (gcc and clang: "Vector Extensions"). Signed, because the smallest
 * machines compare signed bytes alone: numbers and limits are moved by 128. */
enum { WIDE = 16, PARTS = TMS_LANES / WIDE, PLACES = TMS_TREE_QUESTIONS + TMS_TREE_LEAVES, MOST_NUMBERS = 256 };
typedef int8_t lanes __attribute__((vector_size(WIDE)));

typedef struct row {
  lanes part[PARTS];
} row;

/* Questions lead to later ones only, so from the last to the first each finds its ways answered. `places` holds what each question comes to, and behind them the leaves
 * as themselves. */
static void walk(const tms_question *questions, const row *numbers, row *places) {
  for (uint32_t q = TMS_TREE_QUESTIONS; q-- > 0;) {
    const tms_question *ask = &questions[q];
    const row *number = &numbers[ask->number], *yes = &places[ask->yes], *no = &places[ask->no];
    lanes limit = (lanes){0} + (int8_t)(ask->limit - 128);
    for (uint32_t i = 0; i < PARTS; i++) {
      lanes over = number->part[i] > limit;
      places[q].part[i] = (yes->part[i] & over) | (no->part[i] & ~over);
    }
  }
}

void tms_forest_sum(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores) {
  row moved[MOST_NUMBERS], places[PLACES];
  memcpy(moved, numbers, (size_t)count * TMS_LANES);
  for (uint32_t n = 0; n < count; n++) {
    for (uint32_t i = 0; i < PARTS; i++) moved[n].part[i] ^= (lanes){0} + INT8_MIN;
  }
  for (uint32_t leaf = 0; leaf < TMS_TREE_LEAVES; leaf++) memset(&places[TMS_TREE_QUESTIONS + leaf], (int)leaf, sizeof places[0]);
  for (uint32_t lane = 0; lane < TMS_LANES; lane++) scores[lane] = 0;
  for (uint32_t tree = 0; tree < forest->trees; tree++) {
    uint8_t leaf[TMS_LANES];
    walk(forest->questions[tree], moved, places);
    memcpy(leaf, &places[0], sizeof leaf);
    const int16_t *leaves = forest->leaves[tree];
    for (uint32_t lane = 0; lane < TMS_LANES; lane++) scores[lane] += leaves[leaf[lane]];
  }
}
