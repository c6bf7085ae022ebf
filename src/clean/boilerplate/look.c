#include "clean/boilerplate/look.h"

#include "clean/boilerplate/model.h"

#include "base/hash.h"
#include "base/map.h"

struct tms_look_page {
  const tms_numbers_page *numbers;
  tms_page *page;
  uint8_t *p;         /* of each unit: probability in 1/256 */
  uint64_t *hits;     /* prefix sums of words x p */
  uint64_t *cards;    /* by leading box: words x p, words */
  uint64_t *slots;    /* by slot: words x p, words */
  uint32_t *slot_of;  /* of each unit */
  uint8_t *box_steps; /* up to the box that gains most */
  uint8_t *box_share;
  uint64_t above[257]; /* words of units that are more likely */
  tms_cut cut;
  uint32_t best;        /* box */
  uint32_t first, last; /* units over the cut */
  uint8_t page_best;
};

/* Keeping what is at least t likely keeps `size` words, of which `hit` are expected to be content, out of `all`; F1 is 2 hit / (size + all). One look over the units
 * fills a histogram, one over its 256 steps finds the best t. */
tms_cut tms_best_cut(const tms_page *page, const uint8_t *p) {
  uint64_t words[256] = {0}, all = 0, size = 0, hit = 0, best_hit = 0, best_size = 1;
  for (size_t i = 0; i < page->unit_count; i++) {
    words[p[i]] += page->units[i].m.words;
    all += (uint64_t)page->units[i].m.words * p[i];
  }
  tms_cut best = {255, 0, 0};
  for (uint32_t t = 255; t >= 1; t--) {
    if (!words[t]) continue;
    size += words[t];
    hit += words[t] * t;
    /* hit / (size + all) > best_hit / (best_size + all); sizes are in 1/256 words here. Sums stay below 2^38: the products fit. */
    if (best_hit == 0 || (hit >> 8) * ((best_size + all / 256)) > (best_hit >> 8) * (size + all / 256)) {
      best.cut = t;
      best_hit = hit;
      best_size = size;
    }
  }
  best.kept = best_hit ? best_size : 0;
  best.f1 = (uint32_t)(2 * best_hit / (best_size + all / 256 + 1));
  return best;
}

/* Units of one slot: the same place in boxes of the same shape. */
static bool find_slots(tms_look_page *l) {
  const tms_page *page = l->page;
  tms_number_map map;
  if (!tms_number_map_init(&map, page->arena, page->doc->seed, page->unit_count)) return false;
  uint32_t count = 0;
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    const tms_box *one = &page->boxes[u->box], *two = &page->boxes[one->parent], *three = &page->boxes[two->parent];
    const tms_evidence *seen = u->node->evidence;
    uint64_t key = tms_hash_mix(u->node->kind, u->node->level);
    key = tms_hash_mix(key, seen ? seen->element : 0);
    if (seen && seen->name_count) key = tms_hash_mix(key, seen->names[0]);
    key = tms_hash_mix(tms_hash_mix(tms_hash_mix(key, one->shape), two->shape), three->shape);
    const uint32_t *slot = tms_number_map_put(&map, key, count);
    if (!slot) return false;
    if (*slot == count) count++;
    l->slot_of[i] = *slot;
  }
  l->slots = tms_arena_zero(page->arena, ((size_t)count * 2 + 1) * sizeof *l->slots);
  if (!l->slots) return false;
  for (size_t i = 0; i < page->unit_count; i++) {
    l->slots[l->slot_of[i] * 2] += (uint64_t)page->units[i].m.words * l->p[i];
    l->slots[l->slot_of[i] * 2 + 1] += page->units[i].m.words;
  }
  return true;
}

static uint64_t words_of(const tms_look_page *l, size_t first, size_t end) {
  return l->page->words[end] - l->page->words[first];
}

static uint8_t share8(uint64_t hits, uint64_t words) {
  return words ? (uint8_t)(hits / words) : 0;
}

static uint8_t range_share(const tms_look_page *l, size_t first, size_t end) {
  return first < end ? share8(l->hits[end] - l->hits[first], words_of(l, first, end)) : 0;
}

/* The box whose words gain most by being kept: each counts its probability less the cut. */
static void find_best(tms_look_page *l) {
  const tms_page *page = l->page;
  int64_t most = INT64_MIN;
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    int64_t gain = (int64_t)(l->hits[box->end] - l->hits[box->first]) - (int64_t)words_of(l, box->first, box->end) * l->cut.cut;
    if (gain >= most) {
      most = gain;
      l->best = (uint32_t)i;
    }
  }
  const tms_box *best = &page->boxes[l->best];
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    bool here = i == 0 || (box->first <= best->first && box->end >= best->end);
    uint8_t above = l->box_steps[box->parent];
    l->box_steps[i] = here ? 0 : (uint8_t)(above < 255 ? above + 1 : 255);
    l->box_share[i] = here ? range_share(l, box->first, box->end) : l->box_share[box->parent];
  }
}

static bool add_sums(tms_look_page *l) {
  tms_page *page = l->page;
  l->hits[0] = 0;
  l->first = (uint32_t)page->unit_count;
  for (size_t i = 0; i < page->unit_count; i++) {
    l->p[i] = (uint8_t)tms_model_probability(page->units[i].first_score);
    l->hits[i + 1] = l->hits[i] + (uint64_t)l->p[i] * page->units[i].m.words;
    l->above[l->p[i]] += page->units[i].m.words;
    if (page->units[i].m.words && l->p[i] > l->page_best) l->page_best = l->p[i];
  }
  for (size_t t = 256; t-- > 0;) l->above[t] += l->above[t + 1];
  l->cut = tms_best_cut(page, l->p);
  for (size_t i = 0; i < page->unit_count; i++) {
    if (l->p[i] < l->cut.cut || !page->units[i].m.words) continue;
    if (l->first == page->unit_count) l->first = (uint32_t)i;
    l->last = (uint32_t)i;
  }
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    l->cards[box->leader * 2] += l->hits[box->end] - l->hits[box->first];
    l->cards[box->leader * 2 + 1] += words_of(l, box->first, box->end);
  }
  find_best(l);
  return find_slots(l);
}

tms_look_page *tms_look_init(const tms_numbers_page *numbers, tms_page *page) {
  tms_look_page *l = tms_arena_zero(page->arena, sizeof *l);
  if (!l) return NULL;
  l->numbers = numbers;
  l->page = page;
  l->p = tms_arena_array(page->arena, page->unit_count + 1, 1);
  l->hits = tms_arena_array(page->arena, page->unit_count + 1, sizeof *l->hits);
  l->cards = tms_arena_zero(page->arena, page->box_count * 2 * sizeof *l->cards);
  l->slot_of = tms_arena_array(page->arena, page->unit_count + 1, sizeof *l->slot_of);
  l->box_steps = tms_arena_array(page->arena, page->box_count, 1);
  l->box_share = tms_arena_array(page->arena, page->box_count, 1);
  if (!l->p || !l->hits || !l->cards || !l->slot_of || !l->box_steps || !l->box_share) return NULL;
  return add_sums(l) ? l : NULL;
}

#define PUT(name, value) out[TMS_LOOK_##name * TMS_LANES] = (uint8_t)(value)

/* 1/16 logit around 128. */
static uint8_t score8(const tms_look_page *l, int64_t unit) {
  if (unit < 0 || unit >= (int64_t)l->page->unit_count) return 0;
  return tms_clamp8(128 + l->page->units[unit].first_score / (TMS_MODEL_ONE / 16));
}

static void put_near(const tms_look_page *l, size_t unit, uint8_t *out) {
  size_t count = l->page->unit_count;
  int64_t at = (int64_t)unit;
  PUT(OWN, score8(l, at));
  PUT(BEFORE1, score8(l, at - 1));
  PUT(BEFORE2, score8(l, at - 2));
  PUT(BEFORE3, score8(l, at - 3));
  PUT(AFTER1, score8(l, at + 1));
  PUT(AFTER2, score8(l, at + 2));
  PUT(AFTER3, score8(l, at + 3));
  PUT(BEFORE4, range_share(l, unit > 4 ? unit - 4 : 0, unit));
  PUT(AFTER4, range_share(l, unit + 1, unit + 5 < count ? unit + 5 : count));
  PUT(BEFORE12, range_share(l, unit > 12 ? unit - 12 : 0, unit));
  PUT(AFTER12, range_share(l, unit + 1, unit + 13 < count ? unit + 13 : count));
  PUT(ALL_BEFORE, tms_percent8(l->hits[unit], l->hits[count]));
  PUT(ALL_AFTER, tms_percent8(l->hits[count] - l->hits[unit + 1], l->hits[count]));
}

static void put_section(const tms_look_page *l, size_t unit, uint8_t *out) {
  const tms_unit *u = &l->page->units[unit];
  size_t from = u->heading ? u->heading - 1 : 0, to = tms_numbers_next_heading(l->numbers, unit);
  if (u->node->kind == TMS_KIND_HEADING) from = unit;
  PUT(HEADING, u->heading ? score8(l, (int64_t)u->heading - 1) : 0);
  PUT(NEXT_HEADING, score8(l, (int64_t)to));
  PUT(SECTION, range_share(l, from < unit ? from : unit + 1, to));
}

static void put_boxes(const tms_look_page *l, size_t unit, uint8_t *out) {
  const tms_page *page = l->page;
  uint32_t at = page->units[unit].box, card = tms_numbers_card(l->numbers, at);
  PUT(BEST_STEPS, l->box_steps[at]);
  PUT(BEST_SHARE, l->box_share[at]);
  for (uint32_t level = 0; level < 5; level++) {
    const tms_box *box = &page->boxes[at];
    out[(TMS_LOOK_BOX1 + level) * TMS_LANES] = range_share(l, box->first, box->end);
    at = tms_numbers_up(l->numbers, at);
  }
  const tms_box *box = card == UINT32_MAX ? NULL : &page->boxes[card];
  PUT(CARD, box ? range_share(l, box->first, box->end) : 0);
  PUT(CARDS, box ? share8(l->cards[box->leader * 2], l->cards[box->leader * 2 + 1]) : 0);
  const uint64_t *slot = &l->slots[l->slot_of[unit] * 2];
  PUT(SLOT, share8(slot[0], slot[1]));
  PUT(SLOT_SIZE, tms_size8(slot[1]));
}

/* What all units share: a whole row at once. */
#define PUT_ALL(name, value) memset(out + TMS_LOOK_##name * TMS_LANES, (uint8_t)(value), TMS_LANES)

static void put_page(const tms_look_page *l, uint8_t *out) {
  const tms_page *page = l->page;
  size_t count = page->unit_count;
  uint64_t near = l->above[l->cut.cut > 40 ? l->cut.cut - 40 : 0] - l->above[l->cut.cut < 215 ? l->cut.cut + 40 : 255];
  PUT_ALL(PAGE_SHARE, share8(l->hits[count], page->words[count]));
  PUT_ALL(PAGE_EXPECTED, tms_size8(l->hits[count] / 256));
  PUT_ALL(PAGE_BEST, l->page_best);
  PUT_ALL(PAGE_F1, tms_clamp8(l->cut.f1));
  PUT_ALL(PAGE_CUT, l->cut.cut);
  PUT_ALL(PAGE_KEPT, tms_percent8(l->cut.kept, page->words[count]));
  PUT_ALL(PAGE_DOUBT, tms_percent8(near, page->words[count]));
}

static uint8_t distance8(int64_t value) {
  return value < 0 ? tms_clamp8(128 - tms_size8((uint64_t)-value)) : tms_clamp8(128 + tms_size8((uint64_t)value));
}

static void put_against(const tms_look_page *l, size_t unit, uint8_t *out) {
  const tms_page *page = l->page;
  const tms_box *best = &page->boxes[l->best];
  PUT(ABOVE_CUT, tms_clamp8(128 + ((int64_t)l->p[unit] - l->cut.cut) / 2));
  PUT(WORDS_ABOVE, tms_percent8(l->above[l->p[unit] + 1u], page->words[page->unit_count]));
  PUT(BEST_SIDE, unit < best->first ? 0 : unit < best->end ? 2 : 1);
  PUT(FROM_FIRST, distance8((int64_t)unit - l->first));
  PUT(TO_LAST, distance8((int64_t)l->last - (int64_t)unit));
}

void tms_look_block(const tms_look_page *looks, const uint32_t *units, uint32_t count, uint8_t *block) {
  put_page(looks, block);
  for (uint32_t lane = 0; lane < count; lane++) {
    uint8_t *out = block + lane;
    put_near(looks, units[lane], out);
    put_section(looks, units[lane], out);
    put_boxes(looks, units[lane], out);
    put_against(looks, units[lane], out);
  }
}
