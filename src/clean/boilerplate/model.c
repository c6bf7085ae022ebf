#include "clean/boilerplate/model.h"

#include "clean/boilerplate/features.h"
#include "clean/boilerplate/look.h"

/* kind_weights[TMS_PAGE_KIND_COUNT][TMS_PAGE_FEATURE_COUNT]; for each look: questions, leaves and how many numbers they were made for */
#include "clean/boilerplate/weights.inc"

/* While new tables are made for new numbers the old ones stand, and nobody asks them: tools/train/train. */
#ifndef TMS_TRAINING
_Static_assert(sizeof kind_weights == TMS_PAGE_KIND_COUNT * TMS_PAGE_FEATURE_COUNT, "weights.inc and features.h disagree: run tools/train/train");
_Static_assert(FIRST_NUMBERS == (int)TMS_NUMBER_COUNT, "weights.inc and numbers.h disagree: run tools/train/train");
_Static_assert(SECOND_NUMBERS == (int)TMS_LOOK_END, "weights.inc and look.h disagree: run tools/train/train");
#endif

static const tms_forest first_forest = {sizeof first_leaves / sizeof first_leaves[0], first_questions, first_leaves};
static const tms_forest second_forest = {sizeof second_leaves / sizeof second_leaves[0], second_questions, second_leaves};

tms_model_part tms_model_part_at(unsigned index) {
  return index == 0 ? (tms_model_part){&first_forest, FIRST_NUMBERS, first_check} : (tms_model_part){&second_forest, SECOND_NUMBERS, second_check};
}

void tms_model_kind(tms_page *page) {
  tms_page_features features;
  tms_features_page(page, &features);
  int32_t best = INT32_MIN, second = INT32_MIN;
  for (uint32_t kind = 0; kind < TMS_PAGE_KIND_COUNT; kind++) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < features.count; i++) sum += kind_weights[kind][features.ids[i]];
    int32_t share = 128 + sum / 2;
    page->kind_shares[kind] = (uint8_t)(share < 0 ? 0 : share > 255 ? 255 : share);
    if (sum > best) {
      second = best;
      best = sum;
      page->kind = (tms_page_kind)kind;
    } else if (sum > second) {
      second = sum;
    }
  }
  page->kind_margin = best - second;
}

static void look_first(tms_page *page, const tms_numbers_page *numbers, uint8_t *block) {
  int32_t scores[TMS_LANES];
  uint32_t units[TMS_LANES];
  for (size_t first = 0; first < page->unit_count; first += TMS_LANES) {
    uint32_t count = 0;
    for (size_t i = first; i < page->unit_count && count < TMS_LANES; i++) units[count++] = (uint32_t)i;
    tms_numbers_block(numbers, units, count, block);
    tms_forest_sum(&first_forest, block, TMS_NUMBER_COUNT, scores);
    for (uint32_t i = 0; i < count; i++) page->units[units[i]].first_score = page->units[units[i]].score = scores[i];
  }
}

/* Below this the first look stands: 4 of 5 blocks are menus and the like, and no neighbour makes content of them. */
enum { HOPELESS = -4 * TMS_MODEL_ONE };

/* The score is the mean of both looks: better than either (word F1 by folds 0.8717 for 0.8696 and 0.8695). */
static void look_again(tms_page *page, const tms_numbers_page *numbers, const tms_look_page *looks, uint8_t *block) {
  int32_t scores[TMS_LANES];
  uint32_t units[TMS_LANES];
  for (size_t next = 0; next < page->unit_count;) {
    uint32_t count = 0;
    for (; next < page->unit_count && count < TMS_LANES; next++) {
      if (page->units[next].first_score > HOPELESS) units[count++] = (uint32_t)next;
    }
    tms_numbers_block(numbers, units, count, block);
    tms_look_block(looks, units, count, block);
    tms_forest_sum(&second_forest, block, TMS_LOOK_END, scores);
    for (uint32_t i = 0; i < count; i++) page->units[units[i]].score = (page->units[units[i]].first_score + scores[i]) / 2;
  }
}

tms_status tms_model_score(tms_page *page) {
  uint8_t block[TMS_LOOK_END * TMS_LANES] = {0};
  tms_numbers_page *numbers = tms_numbers_init(page);
  if (numbers) look_first(page, numbers, block);
  tms_look_page *looks = numbers ? tms_look_init(numbers, page) : NULL;
  if (!looks) return page->arena->status != TMS_OK ? page->arena->status : TMS_ERR_MEMORY;
  look_again(page, numbers, looks, block);
  return TMS_OK;
}

uint32_t tms_model_probability(int32_t score) {
  /* 256 / (1 + exp(-x)) for x = 0, 1/4, 1/2, ... 6; between them a straight line. x is 0.8 of the score: on pages that the model hasn't seen its scores are that much too
   * sure, and the cut is best with honest ones. */
  static const uint16_t curve[26] = {128, 144, 159, 174, 187, 199, 209, 218, 225, 232, 237, 241, 244,
                                     246, 248, 250, 251, 252, 253, 253, 254, 254, 255, 255, 255, 255};
  const uint32_t step = TMS_MODEL_ONE * 5 / 16; /* of the score, for a quarter of x */
  uint32_t size = (uint32_t)(score < 0 ? -score : score), at = size / step;
  uint32_t p = at >= 24 ? 255 : curve[at] + (curve[at + 1] - curve[at]) * (size % step) / step;
  return score < 0 ? 256 - p : p;
}
