/* The numbers of units. What belongs to a box is worked out once a box; a unit then is a bounded number of look-ups. */
#include "clean/boilerplate/numbers.h"

#include "clean/boilerplate/words.h"

enum { BOX_NUMBERS = 10 };

/* A box, as all its units see it. */
typedef struct seen {
  uint32_t up;              /* the next box around that holds more units; itself at the root */
  uint32_t steps;           /* such boxes up to the root */
  uint8_t own[BOX_NUMBERS]; /* PLACE is the unit's */
  uint32_t card;            /* box index or UINT32_MAX */
  uint32_t card_words;      /* of the siblings of its shape, this leader's alone */
  uint8_t card_steps, run20, run50, longest, title, half;
  uint8_t longest_share, title_share, half_share;
  uint32_t article; /* which <article> of the page it is in, from 1 */
  uint8_t above;    /* controls of the boxes around */
  int32_t names, near, path_sum, path_most, path_least;
} seen;

/* Words, share of links and sort of a unit: it is asked for these itself, and so are its neighbours and what it heads. */
typedef struct own_size {
  uint8_t words, links, sort;
} own_size;

typedef struct named {
  const uint32_t *names;
  uint32_t element, count;
  tms_name_odds path;
  int32_t near;
} named;
enum { NAMED = 256 };

struct tms_numbers_page {
  tms_page *page;
  seen *boxes;
  uint32_t *heads; /* prefix sums of headings */
  uint32_t *next_heading;
  uint32_t longest; /* unit */
  uint32_t articles;
  uint32_t *run_before, *run_after; /* running text units: distance */
  own_size *sizes;                  /* of each unit */
  named named[NAMED];
};

static uint8_t small(uint32_t value) {
  return (uint8_t)(value < 255 ? value : 255);
}

static uint32_t all_words(const tms_page *page) {
  return page->words[page->unit_count];
}

static uint8_t sort_of(const tms_page *page, const tms_unit *u) {
  const tms_node *parent = page->boxes[u->box].node;
  switch (u->node->kind) {
    case TMS_KIND_HEADING: return 15;
    case TMS_KIND_CODE_BLOCK: return 4;
    case TMS_KIND_TERM: return 5;
    case TMS_KIND_CAPTION: return 6;
    case TMS_KIND_FORMULA_BLOCK: return 7;
    default: break;
  }
  switch (parent->kind) {
    case TMS_KIND_ITEM: return 8;
    case TMS_KIND_CELL: return 9;
    case TMS_KIND_DEFINITION: return 11;
    case TMS_KIND_COMMENT: return 12;
    case TMS_KIND_QUOTE: return 13;
    default: return u->node->evidence ? 14 : 10; /* a paragraph of its own, or loose text */
  }
}

/* ---------------------------------------------------------------- boxes ---- */

static bool holds(const tms_box *box, uint32_t unit) {
  return unit >= box->first && unit < box->end;
}

/* The odds of one set of names. Elements of the same class share theirs, so where they stand tells them. */
static named odds_of(tms_numbers_page *n, const tms_evidence *e) {
  if (!e || !e->names) return (named){NULL, 0, 0, tms_words_names(TMS_WORDS_PATH, e), tms_words_names(TMS_WORDS_NEAR, e).sum};
  named *known = &n->named[((uintptr_t)e->names / sizeof *e->names + e->element) % NAMED];
  if (known->names != e->names || known->element != e->element || known->count != e->name_count) {
    *known = (named){e->names, e->element, e->name_count, tms_words_names(TMS_WORDS_PATH, e), tms_words_names(TMS_WORDS_NEAR, e).sum};
  }
  return *known;
}

static void see_names(tms_numbers_page *n, seen *s, const seen *above, const tms_evidence *e) {
  named odds = odds_of(n, e);
  tms_name_odds path = odds.path;
  s->names = path.sum;
  s->near = odds.near;
  s->path_sum = path.most + path.least + (above ? above->path_sum : 0);
  s->path_most = above && above->path_most > path.most ? above->path_most : path.most;
  s->path_least = above && above->path_least < path.least ? above->path_least : path.least;
}

static void see_box(tms_numbers_page *n, uint32_t index) {
  const tms_page *page = n->page;
  const tms_box *box = &page->boxes[index];
  seen *s = &n->boxes[index];
  const seen *above = &n->boxes[box->parent];
  const tms_box *parent = &page->boxes[box->parent];
  bool root = index == 0, same = parent->first == box->first && parent->end == box->end;
  s->up = root ? 0 : same ? above->up : box->parent;
  s->steps = root ? 0 : above->steps + !same;
  uint32_t words = tms_box_words(page, box), units = box->end - box->first, running = tms_box_running(page, box);
  uint32_t all = page->words[page->unit_count], all_running = page->running[page->unit_count];
  s->own[0] = tms_size8(words);
  s->own[1] = tms_percent8(tms_box_links(page, box), words);
  s->own[2] = tms_size8(units);
  s->own[3] = tms_percent8(running, all_running);
  s->own[4] = tms_percent8(words, all);
  s->own[5] = tms_size8(box->twins);
  s->own[6] = tms_size8(box->rank);
  s->own[8] = tms_size8(n->heads[box->end] - n->heads[box->first]);
  s->own[9] = tms_size8(units ? words * 4 / units : 0);
  bool is_card = box->twins >= 3 && box->node->kind != TMS_KIND_ITEM && box->node->kind != TMS_KIND_CELL && box->node->kind != TMS_KIND_ROW;
  s->card = is_card ? index : root ? UINT32_MAX : above->card;
  s->card_steps = is_card || root ? 0 : small(above->card_steps + !same);
  bool here = (uint64_t)running * 5 >= all_running;
  s->run20 = here || root ? 0 : small(above->run20 + 1u);
  here = (uint64_t)running * 2 >= all_running;
  s->run50 = here || root ? 0 : small(above->run50 + 1u);
  here = holds(box, n->longest);
  s->longest = here || root ? 0 : small(above->longest + 1u);
  s->longest_share = here || root ? s->own[4] : above->longest_share;
  here = page->title < page->unit_count && holds(box, page->title);
  s->title = here || root ? 0 : small(above->title + 1u);
  s->title_share = here || root ? s->own[4] : above->title_share;
  here = box->first <= page->boxes[page->main_half].first && box->end >= page->boxes[page->main_half].end;
  s->half = here || root ? 0 : small(above->half + 1u);
  s->half_share = here || root ? s->own[4] : above->half_share;
  const tms_evidence *e = box->node->evidence;
  s->article = root ? 0 : above->article;
  if (e && e->role == TMS_ROLE_ARTICLE) s->article = ++n->articles;
  s->above = root ? 0 : tms_size8(parent->controls);
  see_names(n, s, root ? NULL : above, e);
  n->boxes[box->leader].card_words += words;
}

tms_numbers_page *tms_numbers_init(tms_page *page) {
  tms_numbers_page *n = tms_arena_zero(page->arena, sizeof *n);
  if (!n) return NULL;
  n->page = page;
  n->boxes = tms_arena_zero(page->arena, page->box_count * sizeof *n->boxes);
  n->heads = tms_arena_array(page->arena, page->unit_count + 1, sizeof(uint32_t));
  n->next_heading = tms_arena_array(page->arena, page->unit_count + 1, sizeof(uint32_t));
  n->run_before = tms_arena_array(page->arena, page->unit_count + 1, sizeof(uint32_t));
  n->run_after = tms_arena_array(page->arena, page->unit_count + 1, sizeof(uint32_t));
  n->sizes = tms_arena_array(page->arena, page->unit_count + 1, sizeof *n->sizes);
  if (!n->boxes || !n->heads || !n->next_heading || !n->run_before || !n->run_after || !n->sizes) return NULL;
  n->heads[0] = 0;
  uint32_t most = 0, since = 1000;
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    n->sizes[i] = (own_size){tms_size8(u->m.words), tms_percent8(u->m.link_words, u->m.words), sort_of(page, u)};
    n->heads[i + 1] = n->heads[i] + (u->node->kind == TMS_KIND_HEADING);
    uint32_t text = page->running[i + 1] - page->running[i];
    if (text > most) {
      most = text;
      n->longest = (uint32_t)i;
    }
    n->run_before[i] = since;
    since = text ? 0 : since + 1;
  }
  since = 1000;
  n->next_heading[page->unit_count] = (uint32_t)page->unit_count;
  for (size_t i = page->unit_count; i-- > 0;) {
    n->next_heading[i] = i + 1 < page->unit_count && page->units[i + 1].node->kind == TMS_KIND_HEADING ? (uint32_t)i + 1 : n->next_heading[i + 1];
    n->run_after[i] = since;
    since = page->running[i + 1] > page->running[i] ? 0 : since + 1;
  }
  for (size_t i = 0; i < page->box_count; i++) see_box(n, (uint32_t)i);
  return n;
}

/* ---------------------------------------------------------------- units ---- */

#define PUT(name, value) out[TMS_NUMBER_##name * TMS_LANES] = (uint8_t)(value)

static uint8_t last_step(unsigned char c) {
  if (c == '.') return 9;
  if (c == '!' || c == '?') return 8;
  if (c == ')' || c == ']') return 7;
  if (c == ',' || c == ';') return 6;
  if (c >= 0x80) return 5;
  if (c == ':') return 4;
  if (tms_is_alpha(c)) return 3;
  if (tms_is_digit(c)) return 2;
  return c ? 1 : 0;
}

static void put_own(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_unit *u = &n->page->units[unit];
  const tms_measure *m = &u->m;
  PUT(WORDS, n->sizes[unit].words);
  PUT(LENGTH, tms_clamp8(m->words ? (int64_t)m->bytes * 8 / m->words : 0));
  PUT(LINKS, n->sizes[unit].links);
  PUT(LINK_COUNT, tms_size8(m->links));
  PUT(ENDERS, tms_size8(m->enders));
  PUT(COMMAS, tms_size8(m->commas));
  PUT(CAPITALS, m->words ? tms_clamp8((int64_t)m->capitals * 100 / m->words) : 0);
  PUT(DIGITS, m->bytes ? tms_clamp8((int64_t)m->digits * 100 / m->bytes) : 0);
  PUT(LAST, last_step(m->last));
  PUT(COPYRIGHT, (m->flags & TMS_MEASURE_COPYRIGHT) != 0);
  PUT(MONEY, (m->flags & TMS_MEASURE_MONEY) != 0);
  PUT(PIPE, (m->flags & TMS_MEASURE_PIPE) != 0);
  PUT(ELLIPSIS, (m->flags & TMS_MEASURE_ELLIPSIS) != 0);
  PUT(ARROW, (m->flags & TMS_MEASURE_ARROW) != 0);
  PUT(AT, (m->flags & TMS_MEASURE_AT) != 0);
  PUT(BREAKS, small(m->breaks));
  PUT(IMAGES, small(m->images));
  PUT(COPIES, tms_size8(u->repeats));
  PUT(COPY, small(u->copy));
  PUT(SORT, n->sizes[unit].sort);
  PUT(LEVEL, u->node->kind == TMS_KIND_HEADING ? u->node->level : 0);
}

/* Words, links and sort of a block near by; `at` is the number of its words, the others follow. */
static inline void put_neighbour(const tms_numbers_page *n, size_t unit, uint32_t at, bool with_sort, uint8_t *out) {
  bool there = unit < n->page->unit_count; /* before the first it is very large */
  own_size own = there ? n->sizes[unit] : (own_size){0, 255, 0};
  out[at * TMS_LANES] = own.words;
  out[(at + 1) * TMS_LANES] = own.links;
  if (with_sort) out[(at + 2) * TMS_LANES] = own.sort;
}

static void put_window(const tms_page *page, size_t unit, size_t reach, uint32_t at, uint8_t *out) {
  size_t first = unit > reach ? unit - reach : 0, end = unit + reach + 1 < page->unit_count ? unit + reach + 1 : page->unit_count;
  uint32_t words = page->words[end] - page->words[first];
  out[at * TMS_LANES] = tms_size8(words);
  out[(at + 1) * TMS_LANES] = tms_percent8(page->link_words[end] - page->link_words[first], words);
  out[(at + 2) * TMS_LANES] = tms_percent8(page->running[end] - page->running[first], words);
}

static void put_neighbours(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_page *page = n->page;
  size_t at = unit;
  put_neighbour(n, at - 1, TMS_NUMBER_BEFORE1_WORDS, true, out);
  put_neighbour(n, at - 2, TMS_NUMBER_BEFORE2_WORDS, false, out);
  put_neighbour(n, at - 3, TMS_NUMBER_BEFORE3_WORDS, false, out);
  put_neighbour(n, at + 1, TMS_NUMBER_AFTER1_WORDS, true, out);
  put_neighbour(n, at + 2, TMS_NUMBER_AFTER2_WORDS, false, out);
  put_neighbour(n, at + 3, TMS_NUMBER_AFTER3_WORDS, false, out);
  put_window(page, unit, 4, TMS_NUMBER_NEAR4_WORDS, out);
  put_window(page, unit, 12, TMS_NUMBER_NEAR12_WORDS, out);
  PUT(RUN_BEFORE, tms_size8(n->run_before[unit]));
  PUT(RUN_AFTER, tms_size8(n->run_after[unit]));
}

static void put_heading(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_page *page = n->page;
  const tms_unit *u = &page->units[unit], *heading = u->heading ? &page->units[u->heading - 1] : NULL;
  size_t from = u->heading ? u->heading - 1 : 0, to = n->next_heading[unit];
  if (u->node->kind == TMS_KIND_HEADING) from = unit;
  uint32_t words = page->words[to] - page->words[from];
  PUT(HEADING_LEVEL, heading ? heading->node->level : 0);
  PUT(HEADING_UNITS, heading ? tms_size8(unit - from) : 255);
  PUT(HEADING_WORDS, heading ? tms_size8(page->words[unit] - page->words[from]) : 255);
  PUT(HEADING_LENGTH, heading ? n->sizes[u->heading - 1].words : 0);
  PUT(HEADING_LINKS, heading ? n->sizes[u->heading - 1].links : 0);
  PUT(HEADING_NEXT, tms_size8(to - unit));
  PUT(HEADINGS_BEFORE, tms_size8(n->heads[unit]));
  PUT(SECTION_LINKS, tms_percent8(page->link_words[to] - page->link_words[from], words));
  PUT(SECTION_RUN, tms_percent8(page->running[to] - page->running[from], words));
}

/* Signed distances around 128. */
static uint8_t distance8(int64_t value) {
  return value < 0 ? tms_clamp8(128 - tms_size8((uint64_t)-value)) : tms_clamp8(128 + tms_size8((uint64_t)value));
}

static void put_place(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_page *page = n->page;
  uint32_t all = all_words(page), before = page->words[unit];
  bool titled = page->title < page->unit_count;
  PUT(PLACE_WORDS, tms_percent8(before, all + 1));
  PUT(PLACE_UNITS, tms_percent8(unit, page->unit_count));
  PUT(WORDS_BEFORE, tms_size8(before));
  PUT(WORDS_AFTER, tms_size8(all - before));
  PUT(TITLE_UNITS, titled ? distance8((int64_t)unit - page->title) : 0);
  PUT(TITLE_WORDS, titled ? distance8((int64_t)before - page->words[page->title]) : 0);
  put_heading(n, unit, out);
  PUT(DEPTH, small(page->boxes[page->units[unit].box].depth));
  PUT(STEPS, small(n->boxes[page->units[unit].box].steps));
}

/* What all units of the page share: a whole row at once. */
#define PUT_ALL(name, value) memset(out + (TMS_NUMBER_##name) * TMS_LANES, (uint8_t)(value), TMS_LANES)

static void put_page(const tms_numbers_page *n, uint8_t *out) {
  const tms_page *page = n->page;
  uint32_t all = all_words(page);
  PUT_ALL(PAGE_WORDS, tms_size8(all));
  PUT_ALL(PAGE_UNITS, tms_size8(page->unit_count));
  PUT_ALL(PAGE_LINKS, tms_percent8(page->link_words[page->unit_count], all));
  PUT_ALL(PAGE_RUN, tms_percent8(page->running[page->unit_count], all));
  PUT_ALL(PAGE_HEADINGS, tms_size8(page->heading_count));
  PUT_ALL(PAGE_IMAGES, tms_size8(page->image_count));
  PUT_ALL(PAGE_CODE, tms_percent8(page->code_words, all));
  PUT_ALL(PAGE_LONGEST, tms_size8(page->running[n->longest + 1] - page->running[n->longest]));
  PUT_ALL(PAGE_ARTICLES, tms_size8(n->articles));
  for (uint32_t k = 0; k < TMS_PAGE_KIND_COUNT; k++) PUT_ALL(KIND_ARTICLE + k, page->kind_shares[k]);
}

static void put_box(const tms_numbers_page *n, uint32_t index, size_t unit, uint32_t at, uint8_t *out) {
  const tms_box *box = &n->page->boxes[index];
  const uint8_t *own = n->boxes[index].own;
  out += at * TMS_LANES;
  out[0 * TMS_LANES] = own[0];
  out[1 * TMS_LANES] = own[1];
  out[2 * TMS_LANES] = own[2];
  out[3 * TMS_LANES] = own[3];
  out[4 * TMS_LANES] = own[4];
  out[5 * TMS_LANES] = own[5];
  out[6 * TMS_LANES] = own[6];
  out[8 * TMS_LANES] = own[8];
  out[9 * TMS_LANES] = own[9];
  out[7 * TMS_LANES] = tms_percent8(unit - box->first, box->end - box->first);
}

static void put_boxes(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  uint32_t at = n->page->units[unit].box;
  PUT(CONTROLS, tms_size8(n->page->boxes[at].controls));
  PUT(CONTROLS_ABOVE, n->boxes[at].above);
  for (uint32_t level = 0; level < 5; level++) {
    put_box(n, at, unit, TMS_NUMBER_BOX1_WORDS + level * BOX_NUMBERS, out);
    at = n->boxes[at].up;
  }
}

static uint8_t side_of(const tms_page *page, size_t unit, uint32_t main) {
  const tms_box *box = &page->boxes[main];
  return unit < box->first ? 0 : unit < box->end ? 2 : 1;
}

static void put_main(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_page *page = n->page;
  const seen *s = &n->boxes[page->units[unit].box];
  PUT(HALF_SIDE, side_of(page, unit, page->main_half));
  PUT(MOST_SIDE, side_of(page, unit, page->main_most));
  PUT(HALF_STEPS, s->half);
  PUT(RUN20_STEPS, s->run20);
  PUT(RUN50_STEPS, s->run50);
  PUT(LONGEST_STEPS, s->longest);
  PUT(LONGEST_SHARE, s->longest_share);
  PUT(TITLE_STEPS, s->title);
  PUT(TITLE_SHARE, s->title_share);
  PUT(HALF_SHARE, s->half_share);
}

static void put_card(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_page *page = n->page;
  const seen *own = &n->boxes[page->units[unit].box];
  const tms_box *card = own->card != UINT32_MAX ? &page->boxes[own->card] : NULL;
  const seen *s = card ? &n->boxes[own->card] : NULL;
  PUT(CARD_TWINS, card ? tms_size8(card->twins) : 0);
  PUT(CARD_RANK, card ? tms_size8(card->rank) : 0);
  PUT(CARD_WORDS, card ? s->own[0] : 0);
  PUT(CARD_LINKS, card ? s->own[1] : 0);
  PUT(CARD_UNITS, card ? s->own[2] : 0);
  PUT(CARD_SHARE, card ? tms_percent8(n->boxes[card->leader].card_words, all_words(page)) : 0);
  PUT(CARD_PLACE, card ? small((uint32_t)(unit - card->first)) : 0);
  PUT(CARD_RUN, card ? tms_percent8(tms_box_running(page, card), tms_box_words(page, card)) : 0);
  PUT(CARD_STEPS, card ? own->card_steps : 255);
}

static void put_roles(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  static const uint8_t order[TMS_ROLE_CONTAINER + 1] = {
      [TMS_ROLE_MAIN] = 19,  [TMS_ROLE_ARTICLE] = 20,   [TMS_ROLE_HEADER] = 18,     [TMS_ROLE_FIGURE] = 17,        [TMS_ROLE_DETAILS] = 16,
      [TMS_ROLE_FOOTER] = 9, [TMS_ROLE_BANNER] = 8,     [TMS_ROLE_NOSCRIPT] = 12,   [TMS_ROLE_TEMPLATE] = 7,       [TMS_ROLE_ALTERNATIVE] = 13,
      [TMS_ROLE_BUTTON] = 6, [TMS_ROLE_FORM] = 10,      [TMS_ROLE_SEARCH] = 5,      [TMS_ROLE_COMPLEMENTARY] = 11, [TMS_ROLE_DIALOG] = 4,
      [TMS_ROLE_MENU] = 3,   [TMS_ROLE_NAVIGATION] = 2, [TMS_ROLE_CONTENTINFO] = 1, [TMS_ROLE_NONE] = 14};
  const tms_box *box = &n->page->boxes[n->page->units[unit].box];
  PUT(LANDMARK, order[box->landmark]);
#define PUT_ROLE(name) PUT(ROLE_##name, box->roles >> TMS_ROLE_##name & 1)
  PUT_ROLE(MAIN);
  PUT_ROLE(ARTICLE);
  PUT_ROLE(SECTION);
  PUT_ROLE(NAVIGATION);
  PUT_ROLE(BANNER);
  PUT_ROLE(HEADER);
  PUT_ROLE(CONTENTINFO);
  PUT_ROLE(FOOTER);
  PUT_ROLE(COMPLEMENTARY);
  PUT_ROLE(FORM);
  PUT_ROLE(DIALOG);
  PUT_ROLE(MENU);
  PUT_ROLE(BUTTON);
#undef PUT_ROLE
#define PUT_FLAG(name) PUT(name, (box->flags & TMS_BOX_##name) != 0)
  PUT_FLAG(HIDDEN);
  PUT_FLAG(ARIA_HIDDEN);
  PUT_FLAG(INERT);
  PUT_FLAG(LINKED);
  PUT_FLAG(BODY);
  PUT_FLAG(TABLE);
  PUT_FLAG(COMMENT);
#undef PUT_FLAG
  PUT(ARTICLE_RANK, small(n->boxes[n->page->units[unit].box].article));
}

static uint8_t odds8(int32_t odds, int32_t step) {
  return tms_clamp8(128 + odds / step);
}

static void put_phrases(const tms_page *page, const tms_unit *u, uint8_t *out) {
  uint32_t words = u->m.words, whole = (uint32_t)(u->m.hash ^ u->m.hash >> 32);
  PUT(PHRASE_FIRST, words > 0 ? odds8(tms_word_odds(TMS_WORDS_FIRST, u->m.first_word ^ (words < 4 ? 0x1234 : 0x777)), 1) : 128);
  PUT(PHRASE_PAIR, words > 1 ? odds8(tms_word_odds(TMS_WORDS_PAIR, u->m.first_word ^ u->m.second_word * 31), 1) : 128);
  PUT(PHRASE_WHOLE, words > 0 && words <= 5 ? odds8(tms_word_odds(TMS_WORDS_WHOLE, whole), 1) : 128);
  const tms_measure *heading = u->heading ? &page->units[u->heading - 1].m : NULL;
  bool has = heading && heading->words > 0 && heading->words <= 6;
  PUT(ABOVE_FIRST, has ? odds8(tms_word_odds(TMS_WORDS_ABOVE, heading->first_word), 1) : 128);
  PUT(ABOVE_WHOLE, has ? odds8(tms_word_odds(TMS_WORDS_HEADING, (uint32_t)(heading->hash ^ heading->hash >> 32)), 1) : 128);
}

static void put_words(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  const tms_page *page = n->page;
  const tms_unit *u = &page->units[unit];
  uint32_t two = page->boxes[u->box].parent, three = page->boxes[two].parent;
  const seen *s = &n->boxes[u->box];
  PUT(PATH_SUM, odds8(s->path_sum, 4));
  PUT(PATH_MOST, odds8(s->path_most, 1));
  PUT(PATH_LEAST, odds8(s->path_least, 1));
  PUT(NAMES_BOX1, odds8(s->names, 2));
  PUT(NAMES_BOX2, odds8(n->boxes[two].names, 2));
  PUT(NAMES_BOX3, odds8(n->boxes[three].names, 2));
  PUT(NAMES_OWN, odds8(tms_words_names(TMS_WORDS_OWN, u->node->evidence).sum, 2));
  PUT(NAMES_NEAR, odds8(s->near, 2));
  PUT(NAMES_NEAR2, odds8(n->boxes[two].near, 2));
  put_phrases(page, u, out);
}

static void put_unit(const tms_numbers_page *n, size_t unit, uint8_t *out) {
  put_own(n, unit, out);
  put_neighbours(n, unit, out);
  put_place(n, unit, out);
  put_boxes(n, unit, out);
  put_main(n, unit, out);
  put_card(n, unit, out);
  put_roles(n, unit, out);
  put_words(n, unit, out);
}

void tms_numbers_block(const tms_numbers_page *numbers, const uint32_t *units, uint32_t count, uint8_t *out) {
  put_page(numbers, out);
  for (uint32_t lane = 0; lane < count; lane++) put_unit(numbers, units[lane], out + lane);
}

uint32_t tms_numbers_up(const tms_numbers_page *numbers, uint32_t box) {
  return numbers->boxes[box].up;
}

uint32_t tms_numbers_card(const tms_numbers_page *numbers, uint32_t box) {
  return numbers->boxes[box].card;
}

uint32_t tms_numbers_next_heading(const tms_numbers_page *numbers, size_t unit) {
  return numbers->next_heading[unit];
}
