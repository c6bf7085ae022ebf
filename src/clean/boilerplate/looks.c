/* The second look: a block among its neighbours, its box, its siblings, each by its first score. Constant work for each unit: sums over boxes are prefix sums. */
#include "clean/boilerplate/features.h"
#include "clean/boilerplate/model.h"

static void add(tms_features *out, uint32_t slot, uint32_t step) {
  if (out->count < TMS_FEATURES_MOST) out->ids[out->count++] = (uint16_t)(slot + step);
}

/* Long blocks say more, but one essay must not drown all else. */
static int64_t weight_of(const tms_unit *unit) {
  return unit->m.words < 60 ? unit->m.words + 1 : 61;
}

/* 13 steps of a score, finer around 0. In units of the table: TMS_MODEL_ONE is one logit. */
static uint32_t score_step(int64_t score) {
  static const int16_t limits[12] = {-45, -32, -23, -15, -8, -3, 3, 8, 15, 23, 32, 45}; /* tenths of a logit */
  uint32_t step = 0;
  while (step < 12 && score * 10 >= limits[step] * TMS_MODEL_ONE) step++;
  return step;
}

/* 24 steps from -6 to 5.5 logits. */
static uint32_t own_step(int64_t score) {
  int64_t step = (score * 2 + 12 * TMS_MODEL_ONE) / TMS_MODEL_ONE;
  return step < 0 ? 0 : step > 23 ? 23 : (uint32_t)step;
}

bool tms_looks_init(tms_looks *looks, tms_page *page) {
  looks->sums = tms_arena_array(page->arena, page->unit_count + 1, sizeof(int64_t));
  looks->weights = tms_arena_array(page->arena, page->unit_count + 1, sizeof(int64_t));
  looks->shapes = tms_arena_array(page->arena, page->box_count * 2, sizeof(int64_t));
  if (!looks->sums || !looks->weights || !looks->shapes) return false;
  looks->sums[0] = looks->weights[0] = 0;
  for (size_t i = 0; i < page->unit_count; i++) {
    int64_t weight = weight_of(&page->units[i]);
    looks->sums[i + 1] = looks->sums[i] + weight * page->units[i].first_score;
    looks->weights[i + 1] = looks->weights[i] + weight;
  }
  for (size_t i = 0; i < page->box_count * 2; i++) looks->shapes[i] = 0;
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    looks->shapes[box->leader * 2] += looks->sums[box->end] - looks->sums[box->first];
    looks->shapes[box->leader * 2 + 1] += looks->weights[box->end] - looks->weights[box->first];
  }
  return true;
}

static int64_t mean(const tms_looks *looks, int64_t first, int64_t end, int64_t count) {
  first = first < 0 ? 0 : first;
  end = end > count ? count : end;
  if (first >= end) return 0;
  return (looks->sums[end] - looks->sums[first]) / (looks->weights[end] - looks->weights[first]);
}

static int64_t box_mean(const tms_looks *looks, const tms_box *box, int64_t count) {
  return mean(looks, box->first, box->end, count);
}

static uint32_t sort_of(const tms_unit *unit) {
  switch (unit->node->kind) {
    case TMS_KIND_HEADING: return unit->node->level < 4 ? unit->node->level - 1u : 3;
    case TMS_KIND_CODE_BLOCK: return 4;
    case TMS_KIND_TERM: return 5;
    case TMS_KIND_CAPTION: return 6;
    default: break;
  }
  return unit->node->parent->kind >= TMS_KIND_ITEM && unit->node->parent->kind <= TMS_KIND_GROUP ? 7 + (unit->node->parent->kind - TMS_KIND_ITEM) / 2u
                                                                                                 : 15;
}

static uint32_t coarse(int64_t score) {
  return score_step(score) / 2 < 6 ? score_step(score) / 2 : 5;
}

/* Scores of a section: what follows a heading up to the next one, at most eight blocks. */
static int64_t section_mean(const tms_page *page, const tms_looks *looks, uint32_t heading) {
  uint32_t end = heading + 1;
  while (end < page->unit_count && end < heading + 9 && page->units[end].node->kind != TMS_KIND_HEADING) end++;
  return mean(looks, heading + 1, end, (int64_t)page->unit_count);
}

void tms_features_look(const tms_page *page, const tms_looks *looks, uint32_t unit, tms_features *out) {
  const tms_unit *u = &page->units[unit];
  int64_t count = (int64_t)page->unit_count, own = u->first_score;
  const tms_box *box = &page->boxes[u->box], *around = &page->boxes[box->parent];
  int64_t previous = mean(looks, (int64_t)unit - 1, unit, count), next = mean(looks, (int64_t)unit + 1, (int64_t)unit + 2, count);
  int64_t near = box_mean(looks, around, count);
  uint32_t words = u->m.words < 3 ? 0 : u->m.words < 8 ? 1 : u->m.words < 16 ? 2 : u->m.words < 40 ? 3 : u->m.words < 100 ? 4 : 5;
  out->count = 0;
  add(out, TMS_LOOK_OWN, own_step(own));
  add(out, TMS_LOOK_OWN_WORDS, own_step(own) / 2 * 6 + words);
  add(out, TMS_LOOK_PREVIOUS, score_step(previous));
  add(out, TMS_LOOK_NEXT, score_step(next));
  add(out, TMS_LOOK_PREVIOUS4, score_step(mean(looks, (int64_t)unit - 5, (int64_t)unit - 1, count)));
  add(out, TMS_LOOK_NEXT4, score_step(mean(looks, (int64_t)unit + 2, (int64_t)unit + 6, count)));
  add(out, TMS_LOOK_AROUND, score_step(box_mean(looks, box, count)));
  add(out, TMS_LOOK_AROUND2, score_step(near));
  const tms_box *card = box;
  for (int up = 0; up < 8 && card->twins < 3 && card->parent != (uint32_t)(card - page->boxes); up++) card = &page->boxes[card->parent];
  int64_t weight = looks->shapes[card->leader * 2 + 1];
  add(out, TMS_LOOK_SHAPE, card->twins >= 3 && weight ? 1 + score_step(looks->shapes[card->leader * 2] / weight) : 0);
  add(out, TMS_LOOK_HEADED, u->node->kind == TMS_KIND_HEADING ? 1 + score_step(section_mean(page, looks, unit)) : 0);
  add(out, TMS_LOOK_PAIR, coarse(previous) * 6 + coarse(next));
  add(out, TMS_LOOK_KIND_OWN, page->kind * 12 + own_step(own) / 2);
  add(out, TMS_LOOK_KIND_AROUND, page->kind * 13 + score_step(near));
  add(out, TMS_LOOK_BLOCK_AROUND, sort_of(u) * 6 + coarse(near));
  int64_t all = mean(looks, 0, count, count) + 4 * TMS_MODEL_ONE;
  add(out, TMS_LOOK_PAGE_BEST, all < 0 ? 0 : all / TMS_MODEL_ONE > 7 ? 7 : (uint32_t)(all / TMS_MODEL_ONE));
  add(out, TMS_LOOK_ABOVE, u->heading ? score_step(page->units[u->heading - 1].first_score) : 6);
}
