/* The features of one unit. Constant work for each: sums over boxes come from prefix sums. */
#include "clean/boilerplate/features.h"

#include "base/hash.h"

static void add(tms_features *out, uint32_t slot, uint32_t step) {
  if (out->count < TMS_FEATURES_MOST) out->ids[out->count++] = (uint16_t)(slot + step);
}

/* How many of the limits a value reaches. Limits grow about geometrically: a word more matters less the more there are. */
static uint32_t step_of(uint64_t value, const uint16_t *limits, uint32_t count) {
  uint32_t step = 0;
  while (step < count && value >= limits[step]) step++;
  return step;
}

static const uint16_t word_limits[15] = {1, 2, 3, 4, 6, 9, 13, 19, 28, 41, 61, 91, 141, 221, 401};
static const uint16_t coarse_limits[7] = {1, 3, 6, 12, 25, 60, 150};
static const uint16_t sum_limits[7] = {5, 15, 40, 100, 250, 700, 2000};
static const uint16_t percent_limits[7] = {1, 10, 25, 50, 75, 95, 100};
static const uint16_t count_limits[7] = {2, 3, 4, 6, 10, 20, 50};

static uint32_t percent(uint64_t part, uint64_t whole) {
  return whole ? (uint32_t)(part * 100 / whole) : 0;
}

static uint32_t fine_words(const tms_unit *u) {
  return step_of(u->m.words, word_limits, 15);
}
static uint32_t coarse_words(const tms_unit *u) {
  return step_of(u->m.words, coarse_limits, 7);
}
static uint32_t link_step(const tms_unit *u) {
  return step_of(percent(u->m.link_words, u->m.words), percent_limits, 7);
}

/* 16 sorts of block: by kind, and for a paragraph by what holds it. */
static uint32_t sort_of(const tms_page *page, const tms_unit *u) {
  const tms_node *parent = page->boxes[u->box].node;
  switch (u->node->kind) {
    case TMS_KIND_HEADING: return u->node->level < 4 ? u->node->level - 1u : 3;
    case TMS_KIND_CODE_BLOCK: return 4;
    case TMS_KIND_TERM: return 5;
    case TMS_KIND_CAPTION: return 6;
    case TMS_KIND_FORMULA_BLOCK: return 7;
    default: break;
  }
  switch (parent->kind) {
    case TMS_KIND_ITEM: return 8;
    case TMS_KIND_CELL: return 9;
    case TMS_KIND_QUOTE: return 10;
    case TMS_KIND_DEFINITION: return 11;
    case TMS_KIND_COMMENT: return 12;
    default: return u->node->evidence ? 13 : 14; /* a paragraph of its own, or loose text */
  }
}

static uint32_t last_step(unsigned char c) {
  if (c == '.') return 1;
  if (c == '!' || c == '?') return 2;
  if (c == ':') return 3;
  if (c == ',' || c == ';') return 4;
  if (c == ')' || c == ']') return 5;
  if (tms_is_digit(c)) return 6;
  if (tms_is_alpha(c)) return 7;
  if (c >= 0x80) return 8;
  return c ? 9 : 0;
}

static void add_text(const tms_unit *u, tms_features *out) {
  static const uint16_t few[3] = {1, 2, 4};
  const tms_measure *m = &u->m;
  uint32_t words = coarse_words(u);
  add(out, TMS_SLOT_WORDS, fine_words(u));
  add(out, TMS_SLOT_LINKS_WORDS, link_step(u) * 8 + words);
  add(out, TMS_SLOT_ENDERS_WORDS, step_of(m->enders, few, 3) * 8 + words);
  add(out, TMS_SLOT_COMMAS_WORDS, step_of(m->commas, few, 3) * 8 + words);
  static const uint16_t capital_limits[5] = {10, 25, 50, 75, 100};
  add(out, TMS_SLOT_CAPITALS, step_of(percent(m->capitals, m->words), capital_limits, 5));
  static const uint16_t digit_limits[4] = {1, 5, 15, 40};
  add(out, TMS_SLOT_DIGITS, step_of(percent(m->digits, m->bytes), digit_limits, 4));
  add(out, TMS_SLOT_LAST, last_step(m->last));
  for (uint32_t i = 0; i < 6; i++) {
    if (m->flags & 1u << i) add(out, TMS_SLOT_FLAGS, i);
  }
  add(out, TMS_SLOT_BREAKS, step_of(m->breaks, few, 3));
  add(out, TMS_SLOT_IMAGES, step_of(m->images, few, 3));
  static const uint16_t copies[3] = {2, 3, 6};
  uint32_t coarser = words < 4 ? words : 4;
  add(out, TMS_SLOT_COPIES, step_of(u->repeats, copies, 3) * 5 + coarser);
}

/* The blocks around: their length and links. */
static uint32_t sketch(const tms_page *page, int64_t unit) {
  if (unit < 0 || unit >= (int64_t)page->unit_count) return 0;
  const tms_unit *u = &page->units[unit];
  uint32_t links = percent(u->m.link_words, u->m.words);
  return coarse_words(u) * 4 + (links == 0 ? 0 : links < 34 ? 1 : links < 67 ? 2 : 3);
}

static void add_neighbours(const tms_page *page, uint32_t unit, tms_features *out) {
  add(out, TMS_SLOT_BEFORE, sketch(page, (int64_t)unit - 1));
  add(out, TMS_SLOT_AFTER, sketch(page, (int64_t)unit + 1));
  add(out, TMS_SLOT_BEFORE2, sketch(page, (int64_t)unit - 2) / 4);
  add(out, TMS_SLOT_AFTER2, sketch(page, (int64_t)unit + 2) / 4);
}

/* Where it stands: in the page, after the headline, under a heading. */
static uint32_t title_step(const tms_page *page, uint32_t unit) {
  static const uint16_t away[5] = {1, 3, 8, 25, 80};
  if (page->title == page->unit_count) return 0;
  if (unit == page->title) return 1;
  bool after = unit > page->title;
  uint32_t distance = after ? unit - page->title - 1 : page->title - unit - 1;
  return (after ? 8 : 2) + step_of(distance, away, 5);
}

static void add_place(const tms_page *page, uint32_t unit, tms_features *out) {
  const tms_unit *u = &page->units[unit];
  uint32_t all = page->words[page->unit_count], before = page->words[unit];
  uint32_t tenth = percent(before, all + 1) / 10, title = title_step(page, unit);
  static const uint16_t before_limits[7] = {10, 30, 80, 200, 500, 1500, 5000};
  add(out, TMS_SLOT_PLACE, tenth);
  add(out, TMS_SLOT_PLACE_WORDS, step_of(before, before_limits, 7));
  static const uint16_t size_limits[7] = {100, 250, 500, 1000, 2000, 5000, 15000};
  add(out, TMS_SLOT_SIZE, step_of(all, size_limits, 7));
  static const uint16_t share_limits[5] = {10, 20, 35, 50, 70};
  add(out, TMS_SLOT_PAGE_LINKS, step_of(percent(page->link_words[page->unit_count], all), share_limits, 5));
  add(out, TMS_SLOT_TITLE, title);
  add(out, TMS_SLOT_TITLE_KIND, (title < 2 ? title : title >= 8 ? 2u : 0u) * 16 + sort_of(page, u));
  add(out, TMS_SLOT_TITLE_PAGE, page->kind * 14 + title);
  add(out, TMS_SLOT_PLACE_PAGE, page->kind * 10 + tenth);
  static const uint16_t near_limits[6] = {1, 2, 4, 8, 20, 60};
  if (u->heading) {
    const tms_unit *heading = &page->units[u->heading - 1];
    add(out, TMS_SLOT_HEADING_LEVEL, heading->node->level < 7 ? heading->node->level : 7);
    add(out, TMS_SLOT_HEADING_DISTANCE, step_of(unit - u->heading + 1, near_limits, 6));
  } else {
    add(out, TMS_SLOT_HEADING_LEVEL, 0);
  }
}

/* ---------------------------------------------------------------- boxes ---- */

static uint32_t box_step(const tms_page *page, const tms_box *box) {
  static const uint16_t links[5] = {5, 20, 40, 65, 90};
  uint32_t words = tms_box_words(page, box);
  return step_of(words, sum_limits, 7) * 6 + step_of(percent(tms_box_links(page, box), words), links, 5);
}

static uint32_t running_step(const tms_page *page, const tms_box *box) {
  static const uint16_t shares[5] = {1, 10, 30, 60, 90};
  return step_of(percent(tms_box_running(page, box), page->running[page->unit_count]), shares, 5);
}

/* Against a main box: before it, inside, behind it. */
static uint32_t side_of(const tms_page *page, uint32_t unit, uint32_t main) {
  const tms_box *box = &page->boxes[main];
  return unit < box->first ? 0 : unit < box->end ? 1 : 2;
}

static const tms_box *parent_of(const tms_page *page, const tms_box *box) {
  return &page->boxes[box->parent];
}

/* The nearest box around that has siblings of its shape: a card, a post, an entry. At most eight steps up. */
static const tms_box *card_of(const tms_page *page, const tms_box *box) {
  for (int up = 0; up < 8 && box->parent != (uint32_t)(box - page->boxes); up++) {
    if (box->twins >= 3 && box->node->kind != TMS_KIND_ITEM && box->node->kind != TMS_KIND_CELL && box->node->kind != TMS_KIND_ROW) return box;
    box = parent_of(page, box);
  }
  return NULL;
}

static void add_card(const tms_page *page, const tms_box *box, tms_features *out) {
  const tms_box *card = card_of(page, box);
  uint32_t count = card ? step_of(card->twins, count_limits, 7) : 0;
  add(out, TMS_SLOT_SHAPE_COUNT, count);
  add(out, TMS_SLOT_SHAPE_PAGE, page->kind * 8 + count);
  if (!card) return;
  static const uint16_t ranks[5] = {1, 2, 4, 8, 20};
  add(out, TMS_SLOT_SHAPE_RANK, step_of(card->rank, ranks, 5));
  add(out, TMS_SLOT_SHAPE_WORDS, box_step(page, card));
}

static void add_boxes(const tms_page *page, uint32_t unit, tms_features *out) {
  const tms_unit *u = &page->units[unit];
  const tms_box *one = &page->boxes[u->box], *two = parent_of(page, one), *three = parent_of(page, two), *four = parent_of(page, three);
  uint32_t words = coarse_words(u), half = side_of(page, unit, page->main_half), most = side_of(page, unit, page->main_most);
  add(out, TMS_SLOT_BOX1, box_step(page, one));
  add(out, TMS_SLOT_BOX2, box_step(page, two));
  add(out, TMS_SLOT_BOX3, box_step(page, three));
  add(out, TMS_SLOT_BOX_RUN1, running_step(page, one));
  add(out, TMS_SLOT_BOX_RUN2, running_step(page, two));
  add(out, TMS_SLOT_BOX_RUN4, running_step(page, four));
  add(out, TMS_SLOT_BOX_PAGE, page->kind * 6 + running_step(page, three));
  uint32_t half_share = running_step(page, &page->boxes[page->main_half]),
           most_share = percent(tms_box_words(page, &page->boxes[page->main_most]), page->words[page->unit_count] + 1) / 21;
  add(out, TMS_SLOT_HALF, half * 5 + (half_share ? half_share - 1 : 0));
  add(out, TMS_SLOT_MOST, most * 5 + most_share);
  add(out, TMS_SLOT_HALF_WORDS, half * 8 + words);
  add(out, TMS_SLOT_HALF_PAGE, page->kind * 3 + half);
  add(out, TMS_SLOT_MOST_PAGE, page->kind * 3 + most);
  add(out, TMS_SLOT_DEPTH, one->depth < 27 ? one->depth / 3u : 9);
  static const uint16_t controls[4] = {1, 2, 4, 10};
  add(out, TMS_SLOT_CONTROLS, step_of(one->controls > two->controls ? one->controls : two->controls, controls, 4));
  for (uint32_t i = 0; i < 7; i++) {
    if (one->flags & 1u << i) add(out, TMS_SLOT_BOX_FLAGS, i);
  }
  if (one->flags & TMS_BOX_HIDDEN) add(out, TMS_SLOT_HIDDEN_WORDS, words);
  uint32_t coarser = words < 2 ? 0 : words < 3 ? 1 : words < 4 ? 2 : words < 5 ? 3 : 4, landmark = one->landmark < 24 ? one->landmark : 0;
  uint32_t links = percent(u->m.link_words, u->m.words);
  uint32_t coarse_links = links == 0 ? 0 : links < 50 ? 1 : links < 100 ? 2 : 3;
  add(out, TMS_SLOT_LANDMARK_WORDS, landmark * 5 + coarser);
  add(out, TMS_SLOT_LANDMARK_LINKS, landmark * 4 + coarse_links);
  add(out, TMS_SLOT_LANDMARK_PAGE, page->kind * 24 + landmark);
  add(out, TMS_SLOT_LINKS_PAGE, (page->kind * 8 + words) * 4 + coarse_links);
  add_card(page, one, out);
}

/* How far up the first box with a fifth of the running text is. */
static void add_run_distance(const tms_page *page, const tms_unit *u, tms_features *out) {
  uint64_t all = page->running[page->unit_count];
  uint32_t up = 0;
  const tms_box *box = &page->boxes[u->box];
  while (up < 7 && (uint64_t)tms_box_running(page, box) * 5 < all) {
    box = parent_of(page, box);
    up++;
  }
  add(out, TMS_SLOT_RUN_DISTANCE, all ? up : 7);
}

/* ---------------------------------------------------------------- words ---- */

/* Multiplicative hashing (Knuth 6.4): the top bits of word x odd constant; the salt keeps places apart. */
static uint32_t bucket(uint32_t word, uint32_t salt, uint32_t bits) {
  return (word ^ salt * 0x9E3779B9u) * 0x85EBCA6Bu >> (32 - bits);
}

static void add_words(const tms_evidence *seen, uint32_t salt, uint32_t base, uint32_t bits, tms_features *out) {
  if (!seen) return;
  add(out, base, bucket(seen->element, salt + 16, bits));
  for (uint32_t i = 0; i < seen->name_count && i < 24; i++) add(out, base, bucket(seen->names[i], salt, bits));
}

void tms_features_path(const tms_box *box, tms_features *out) {
  out->count = 0;
  add_words(box->node->evidence, 0, TMS_FEATURE_PATH, TMS_PATH_BITS, out);
}

static void add_near(const tms_page *page, const tms_unit *u, tms_features *out) {
  const tms_box *one = &page->boxes[u->box];
  add_words(u->node->evidence, 1, TMS_FEATURE_NEAR, TMS_NEAR_BITS, out);
  add_words(one->node->evidence, 2, TMS_FEATURE_NEAR, TMS_NEAR_BITS, out);
  if (one->parent != u->box) add_words(parent_of(page, one)->node->evidence, 3, TMS_FEATURE_NEAR, TMS_NEAR_BITS, out);
}

/* Short texts as they are ("Share", "Read more"), the first words of longer ones, the heading above. */
static void add_phrases(const tms_page *page, const tms_unit *u, tms_features *out) {
  if (u->m.words > 0) {
    add(out, TMS_FEATURE_TEXT, bucket(u->m.first_word, u->m.words < 4 ? 4 : 5, TMS_TEXT_BITS));
    add(out, TMS_FEATURE_TEXT, bucket(u->m.first_word ^ u->m.second_word * 31, u->m.words < 5 ? 6 : 7, TMS_TEXT_BITS));
    if (u->m.words <= 4) add(out, TMS_FEATURE_TEXT, bucket((uint32_t)(u->m.hash ^ u->m.hash >> 32), 8, TMS_TEXT_BITS));
  }
  if (u->heading) {
    const tms_measure *heading = &page->units[u->heading - 1].m;
    if (heading->words > 0 && heading->words <= 5) {
      add(out, TMS_FEATURE_TEXT, bucket(heading->first_word, 9, TMS_TEXT_BITS));
      add(out, TMS_FEATURE_TEXT, bucket((uint32_t)(heading->hash ^ heading->hash >> 32), 10, TMS_TEXT_BITS));
    }
  }
}

void tms_features_unit(const tms_page *page, uint32_t unit, tms_features *out) {
  const tms_unit *u = &page->units[unit];
  uint32_t sort = sort_of(page, u);
  out->count = 0;
  add(out, TMS_SLOT_BIAS, 0);
  add(out, TMS_SLOT_KIND, sort);
  add(out, TMS_SLOT_OWN_PAGE, page->kind * 16 + sort);
  add(out, TMS_SLOT_WORDS_PAGE, page->kind * 16 + fine_words(u));
  add_text(u, out);
  add_neighbours(page, unit, out);
  add_place(page, unit, out);
  add_boxes(page, unit, out);
  add_run_distance(page, u, out);
  add_near(page, u, out);
  add_phrases(page, u, out);
}
