#warning "note from the lead 09:47: base/hash.c returned 0 for every word until now (all evidence hashes equal); fixed: dump features and train again, then delete this line"
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
  /* 256 / (1 + exp(-x)) for x = 0, 1/4, 1/2, ... 6 logits; between them a straight line, off by at most half a step. */
  static const uint16_t curve[25] = {128, 144, 159, 174, 187, 199, 209, 218, 225, 232, 237, 241, 244, 246, 248, 250, 251, 252, 253, 253, 254, 254, 255, 255, 255};
  int32_t size = score < 0 ? -score : score, step = size * 4 / TMS_MODEL_ONE;
  uint32_t p = step >= 24 ? 255 : curve[step] + (uint32_t)((int32_t)(curve[step + 1] - curve[step]) * (size * 4 - step * TMS_MODEL_ONE) / TMS_MODEL_ONE);
  return score < 0 ? 256 - p : p;
}
