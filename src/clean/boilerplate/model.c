#include "clean/boilerplate/model.h"

/* block_weights[TMS_FEATURE_COUNT], look_weights[TMS_LOOK_COUNT], kind_weights[TMS_PAGE_KIND_COUNT][TMS_PAGE_FEATURE_COUNT] */
#include "clean/boilerplate/weights.inc"

_Static_assert(sizeof block_weights == TMS_FEATURE_COUNT, "weights.inc and features.h disagree: run tools/train/train.py");
_Static_assert(sizeof look_weights == TMS_LOOK_COUNT, "weights.inc and features.h disagree: run tools/train/train.py");
_Static_assert(sizeof kind_weights == TMS_PAGE_KIND_COUNT * TMS_PAGE_FEATURE_COUNT, "weights.inc and features.h disagree: run tools/train/train.py");

static int32_t sum_of(const signed char *weights, const tms_features *features) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < features->count; i++) sum += weights[features->ids[i]];
  return sum;
}

void tms_model_kind(tms_page *page) {
  tms_page_features features;
  tms_features_page(page, &features);
  int32_t best = INT32_MIN, second = INT32_MIN;
  for (uint32_t kind = 0; kind < TMS_PAGE_KIND_COUNT; kind++) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < features.count; i++) sum += kind_weights[kind][features.ids[i]];
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

/* Boxes stand in document order, so a parent's path is ready before its children ask. */
void tms_model_first(tms_page *page) {
  tms_features features;
  for (size_t i = 0; i < page->box_count; i++) {
    tms_box *box = &page->boxes[i];
    tms_features_path(box, &features);
    box->path = sum_of(block_weights, &features) + (i > 0 ? page->boxes[box->parent].path : 0);
  }
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_unit *unit = &page->units[i];
    tms_features_unit(page, (uint32_t)i, &features);
    unit->first_score = unit->score = sum_of(block_weights, &features) + page->boxes[unit->box].path;
  }
}

tms_status tms_model_score(tms_page *page) {
  tms_looks looks;
  tms_model_first(page);
  if (!tms_looks_init(&looks, page)) return page->arena->status != TMS_OK ? page->arena->status : TMS_ERR_MEMORY;
  tms_features features;
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_features_look(page, &looks, (uint32_t)i, &features);
    page->units[i].score = page->units[i].first_score + sum_of(look_weights, &features);
  }
  return TMS_OK;
}

uint32_t tms_model_probability(int32_t score) {
  /* 256 / (1 + exp(-x)) for x = 0, 1/4, 1/2, ... 6; between them a straight line. x is 0.7 of the score: on pages that the model hasn't seen its scores are that much too
   * sure, and the cut is best with honest ones (0.868 by folds, 0.860 without). */
  static const uint16_t curve[26] = {128, 144, 159, 174, 187, 199, 209, 218, 225, 232, 237, 241, 244,
                                     246, 248, 250, 251, 252, 253, 253, 254, 254, 255, 255, 255, 255};
  const uint32_t step = TMS_MODEL_ONE * 10 / 28; /* of the score, for a quarter of x */
  uint32_t size = (uint32_t)(score < 0 ? -score : score), at = size / step;
  uint32_t p = at >= 24 ? 255 : curve[at] + (curve[at + 1] - curve[at]) * (size % step) / step;
  return score < 0 ? 256 - p : p;
}
