/* What kind of page it is: the features of the page as a whole. One look over the arrays, one over the hints. */
#include "clean/boilerplate/features.h"

#include "base/hash.h"

/* Each feature once: a set of bits beside the list. */
typedef struct adder {
  tms_page_features *out;
  uint64_t seen[(TMS_PAGE_FEATURE_COUNT + 63) / 64];
} adder;

static void add(adder *a, uint32_t id) {
  uint64_t bit = 1ull << id % 64;
  if (a->seen[id / 64] & bit) return;
  a->seen[id / 64] |= bit;
  a->out->ids[a->out->count++] = (uint16_t)id;
}

static void add_word(adder *a, uint32_t word, uint32_t salt) {
  add(a, TMS_PAGE_SLOT_COUNT + ((word ^ salt * 0x9E3779B9u) * 0x85EBCA6Bu >> (32 - TMS_KIND_BITS)));
}

static uint32_t step_of(uint64_t value, const uint16_t *limits, uint32_t count) {
  uint32_t step = 0;
  while (step < count && value >= limits[step]) step++;
  return step;
}

static uint64_t percent(uint64_t part, uint64_t whole) {
  return whole ? part * 100 / whole : 0;
}

/* What the blocks add up to. */
typedef struct totals {
  uint32_t money, dates, questions, longest, tables, comments, controls, cards, card_words, code;
} totals;

static totals count_all(const tms_page *page) {
  totals t = {0};
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    t.money += (u->m.flags & TMS_MEASURE_MONEY) && u->m.words < 12;
    t.questions += u->m.last == '?';
    t.dates += u->node->evidence && (u->node->evidence->flags & TMS_SEEN_DATE);
    if (u->m.words - u->m.link_words > t.longest) t.longest = u->m.words - u->m.link_words;
  }
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    uint32_t words = tms_box_words(page, box);
    t.tables += box->node->kind == TMS_KIND_TABLE;
    t.comments += box->node->kind == TMS_KIND_COMMENT;
    t.dates += box->node->evidence && (box->node->evidence->flags & TMS_SEEN_DATE);
    if (box->controls > t.controls) t.controls = box->controls;
    if (box->twins > t.cards && words >= 8) {
      t.cards = box->twins;
      t.card_words = words;
    }
  }
  return t;
}

static void add_totals(const tms_page *page, adder *a) {
  static const uint16_t words[9] = {50, 150, 300, 500, 800, 1300, 2200, 4000, 9000}, shares[7] = {5, 10, 20, 30, 40, 55, 75};
  static const uint16_t counts[7] = {1, 3, 6, 12, 25, 50, 120}, few[5] = {1, 2, 5, 12, 30}, lengths[7] = {10, 20, 35, 60, 90, 140, 250};
  static const uint16_t unit_counts[7] = {20, 50, 100, 200, 400, 800, 1600};
  totals t = count_all(page);
  uint32_t all = page->words[page->unit_count];
  add(a, TMS_PAGE_SLOT_BIAS);
  add(a, TMS_PAGE_SLOT_WORDS + step_of(all, words, 9));
  add(a, TMS_PAGE_SLOT_LINKS + step_of(percent(page->link_words[page->unit_count], all), shares, 7));
  add(a, TMS_PAGE_SLOT_RUNNING + step_of(percent(page->running[page->unit_count], all), shares, 7));
  add(a, TMS_PAGE_SLOT_UNITS + step_of(page->unit_count, unit_counts, 7));
  add(a, TMS_PAGE_SLOT_HEADINGS + step_of(page->heading_count, counts, 7));
  add(a, TMS_PAGE_SLOT_CODE + step_of(percent(page->code_words, all), shares, 5));
  add(a, TMS_PAGE_SLOT_IMAGES + step_of(page->image_count, counts, 7));
  add(a, TMS_PAGE_SLOT_CARDS + step_of(t.cards, counts, 7));
  add(a, TMS_PAGE_SLOT_CARD_WORDS + step_of(t.card_words, lengths, 7));
  add(a, TMS_PAGE_SLOT_MONEY + step_of(t.money, few, 5));
  add(a, TMS_PAGE_SLOT_COMMENTS + step_of(t.comments, few, 5));
  add(a, TMS_PAGE_SLOT_TABLES + step_of(t.tables, few, 4));
  add(a, TMS_PAGE_SLOT_CONTROLS + step_of(t.controls, few, 5));
  add(a, TMS_PAGE_SLOT_LONGEST + step_of(t.longest, lengths, 7));
  add(a, TMS_PAGE_SLOT_DATES + step_of(t.dates, few, 5));
  add(a, TMS_PAGE_SLOT_QUESTIONS + step_of(t.questions, few, 4));
}

/* "@type": "Product" of a JSON-LD text, without parsing it: the words between the quotes that follow. */
static void add_types(tms_slice json, adder *a) {
  enum { MOST = 64 };
  size_t at = 0;
  for (int times = 0; times < MOST; times++) {
    at = tms_slice_find(json, TMS_SLICE("\"@type\""), at);
    if (at == SIZE_MAX) return;
    size_t open = tms_slice_find_byte(tms_slice_head(json, at + 24), '"', at + 7);
    at += 7;
    if (open == SIZE_MAX) continue;
    size_t close = tms_slice_find_byte(tms_slice_head(json, open + 40), '"', open + 1);
    if (close == SIZE_MAX) continue;
    add_word(a, tms_evidence_hash(tms_slice_of(json.ptr + open + 1, close - open - 1)), 20);
    at = close;
  }
}

/* The words of an address's path, and how deep it is. */
static void add_address(tms_slice url, adder *a) {
  static const uint16_t depths[5] = {1, 2, 3, 4, 6};
  size_t begin = tms_slice_find(url, TMS_SLICE("://"), 0);
  if (begin == SIZE_MAX) return;
  begin = tms_slice_find_byte(url, '/', begin + 3);
  uint32_t depth = 0;
  for (size_t at = begin == SIZE_MAX ? url.len : begin + 1; at < url.len && depth < 12;) {
    size_t end = at;
    while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?' && url.ptr[end] != '#') end++;
    bool last = end >= url.len || url.ptr[end] != '/';
    if (end > at) {
      depth++;
      /* The last part is a name of its own; the others are sections of the site. */
      if (!last || end - at <= 12) add_word(a, tms_evidence_hash(tms_slice_of(url.ptr + at, end - at)), last ? 22 : 21);
    }
    if (last) break;
    at = end + 1;
  }
  add(a, TMS_PAGE_SLOT_URL_DEPTH + step_of(depth, depths, 5));
}

static void add_hints(const tms_page *page, adder *a) {
  uint32_t authors = 0;
  bool address = false;
  for (const tms_hint *hint = page->doc->hints; hint; hint = hint->next) {
    if (hint->from == TMS_FROM_JSON_LD && tms_slice_eq(hint->key, TMS_SLICE("json-ld"))) add_types(hint->value, a);
    if (tms_slice_eq(hint->key, TMS_SLICE("og:type"))) add_word(a, tms_evidence_hash(tms_slice_trim(hint->value)), 23);
    if (tms_slice_eq(hint->key, TMS_SLICE("generator"))) {
      tms_slice rest = hint->value, word;
      if (tms_slice_next_word(&rest, &word)) add_word(a, tms_evidence_hash(word), 24);
    }
    if (tms_slice_eq(hint->key, TMS_SLICE("article:published_time"))) add_word(a, 1, 25);
    authors += tms_slice_eq(hint->key, TMS_SLICE("author"));
    if (!address && (tms_slice_eq(hint->key, TMS_SLICE("canonical")) || tms_slice_eq(hint->key, TMS_SLICE("og:url")))) {
      address = true;
      add_address(hint->value, a);
    }
  }
  add(a, TMS_PAGE_SLOT_AUTHORS + (authors < 4 ? authors : 4));
}

enum { DONE = 128 };

void tms_features_page(const tms_page *page, tms_page_features *out) {
  adder a = {.out = out};
  out->count = 0;
  add_totals(page, &a);
  add_hints(page, &a);
  const uint32_t *done[DONE] = {NULL}; /* elements of one class share their names: asked for once */
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_evidence *seen = page->boxes[i].node->evidence;
    if (!seen || !seen->name_count || !tms_box_words(page, &page->boxes[i])) continue;
    const uint32_t **last = &done[(uintptr_t)seen->names / sizeof *seen->names % DONE];
    if (*last == seen->names) continue;
    *last = seen->names;
    for (uint32_t k = 0; k < seen->name_count && k < 24; k++) add_word(&a, seen->names[k], 26);
  }
}
