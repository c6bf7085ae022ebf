/* Numbers of lines. Every look is one walk over the lines or a window of constant size, so the whole is linear. */
#include "clean/boilerplate/lines_numbers.h"

#include "base/hash.h"
#include "base/map.h"
#include "clean/boilerplate/lines.h"
#include "clean/boilerplate/lines_measure.h"
#include "doc/text.h"

uint8_t tms_line_step(uint64_t value) {
  if (value < 8) return (uint8_t)value;
  unsigned bits = 63u - (unsigned)__builtin_clzll(value);
  uint64_t step = (bits - 2) * 8 + ((value >> (bits - 3)) & 7);
  return (uint8_t)(step > 255 ? 255 : step);
}

static uint8_t share(uint64_t part, uint64_t whole) {
  if (whole == 0) return 0;
  uint64_t value = part * 250 / whole;
  return (uint8_t)(value > 250 ? 250 : value);
}

/* Around 128, for what has a sign. */
static uint8_t signed_byte(int64_t value) {
  if (value < -127) value = -127;
  if (value > 127) value = 127;
  return (uint8_t)(value + 128);
}

/* ---------------------------------------------------------------- collecting ---- */

static uint8_t kind_of(const tms_node *node) {
  uint8_t label = node->evidence && node->evidence->flags & TMS_SEEN_LABEL;
  uint8_t around = node->parent ? node->parent->kind : 0;
  if (node->kind == TMS_KIND_HEADING) return node->level == 1 ? 0 : 1;
  if (node->kind == TMS_KIND_CODE_BLOCK) return 6;
  if (around == TMS_KIND_ITEM) return 4;
  if (around == TMS_KIND_CELL) return 5;
  return label ? 3 : 2;
}

static bool measure(tms_lines *lines, const tms_phrases *phrases, size_t i, tms_buf *buffer) {
  const tms_unit *unit = &lines->page->units[i];
  tms_line *line = &lines->at[i];
  tms_buf_reset(buffer);
  tms_node_text(unit->node, buffer);
  tms_slice text = tms_slice_trim(tms_buf_slice(buffer));
  *line = (tms_line){.kind = kind_of(unit->node)};
  tms_line_measure(text, line);
  line->phrase = (uint8_t)tms_line_reason(phrases, text, &unit->m);
  const tms_evidence *seen = unit->node->evidence;
  line->blank = seen ? (uint8_t)(seen->blank_before < 3 ? seen->blank_before : 3) : 0;
  line->joined = seen ? tms_line_step(seen->lines) : 0;
  return buffer->status == TMS_OK;
}

/* How often each line stands on the page. */
static bool count_repeats(tms_lines *lines) {
  tms_map map;
  tms_map_init(&map, lines->page->arena, lines->page->doc->seed);
  uint64_t *keys = tms_arena_array(lines->page->arena, lines->count, sizeof *keys);
  if (!keys) return false;
  for (size_t i = 0; i < lines->count; i++) {
    keys[i] = lines->at[i].text;
    uint32_t *value = tms_map_put(&map, tms_slice_of((const char *)&keys[i], sizeof keys[i]), 0, NULL);
    if (!value) return false;
    (*value)++;
  }
  for (size_t i = 0; i < lines->count; i++) lines->at[i].repeats = *tms_map_get(&map, tms_slice_of((const char *)&keys[i], sizeof keys[i]));
  return true;
}

/* Which share of a short line's words the running text uses too: a headline's, not a menu's. */
static bool find_known(tms_lines *lines) {
  enum { SLOTS = 1u << TMS_LINE_WORD_BITS };
  uint16_t *seen = tms_arena_zero(lines->page->arena, SLOTS * sizeof *seen);
  if (!seen) return false;
  for (size_t pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < lines->count; i++) {
      tms_line *line = &lines->at[i];
      uint32_t known = 0, all = line->hash_count;
      for (uint32_t k = 0; k < all; k++) {
        uint16_t *slot = &seen[line->hashes[k]];
        if (pass == 0 && line->running && *slot < UINT16_MAX) (*slot)++;
        known += *slot > (line->running ? 1u : 0u);
      }
      line->known = share(known, all);
    }
  }
  return true;
}

/* ---------------------------------------------------------------- own ---- */

static void put_own(const tms_lines *lines, size_t i) {
  const tms_line *line = &lines->at[i];
  uint8_t *n = tms_line_numbers(lines, i);
  n[TMS_LINE_WORDS] = tms_line_step(line->words);
  n[TMS_LINE_LETTERS] = tms_line_step(line->letters);
  n[TMS_LINE_ENDERS] = tms_line_step(line->enders);
  n[TMS_LINE_ENDER_SHARE] = share((uint64_t)line->enders * 4, line->words + 4);
  n[TMS_LINE_COMMA_SHARE] = share((uint64_t)line->commas * 4, line->words + 4);
  n[TMS_LINE_DIGIT_SHARE] = share(line->digits, line->letters);
  n[TMS_LINE_CAPITAL_SHARE] = line->cased ? share(line->capitals, line->cased) : 255;
  n[TMS_LINE_FIRST] = line->first;
  n[TMS_LINE_LAST] = line->last;
  n[TMS_LINE_KIND] = line->kind;
  n[TMS_LINE_ADDRESS] = line->address;
  n[TMS_LINE_SEPARATORS] = line->separators;
  n[TMS_LINE_YEAR] = line->year;
  n[TMS_LINE_CLOCK] = line->clock;
  n[TMS_LINE_WORD_LENGTH] = line->words ? tms_line_step((uint64_t)line->letters * 4 / line->words) : 0;
  n[TMS_LINE_COLON] = line->colon;
  n[TMS_LINE_PHRASE] = line->phrase;
  n[TMS_LINE_REPEATS] = tms_line_step(line->repeats);
  n[TMS_LINE_BLANK_BEFORE] = line->blank;
  n[TMS_LINE_BLANK_AFTER] = i + 1 < lines->count ? lines->at[i + 1].blank : 3;
  n[TMS_LINE_JOINED] = line->joined;
  n[TMS_LINE_KNOWN] = line->known;
  n[TMS_LINE_RUNNING] = line->running;
}

/* ---------------------------------------------------------------- around ---- */

typedef struct sums {
  uint64_t *words, *running; /* prefix sums, count + 1 */
  uint8_t *core, *core_wide;
  uint64_t longest, repeated, items;
  size_t first, last; /* running lines; count where there is none */
} sums;

/* The best run of lines when running text pays its words and any other line costs `cost`: where the text stands. 0 outside, 1 inside. */
static void mark_core(const tms_lines *lines, uint8_t *marks, int64_t cost) {
  int64_t sum = 0, best = 0;
  size_t from = 0, best_from = 0, best_end = 0;
  for (size_t i = 0; i < lines->count; i++) {
    if (sum <= 0) {
      sum = 0;
      from = i;
    }
    sum += lines->at[i].running ? (int64_t)lines->at[i].words : -cost;
    if (sum > best) {
      best = sum;
      best_from = from;
      best_end = i + 1;
    }
  }
  for (size_t i = 0; i < lines->count; i++) {
    size_t away = i < best_from ? best_from - i : i >= best_end && best_end > 0 ? i - best_end + 1 : 0;
    uint8_t step = (uint8_t)(tms_line_step(away) > 120 ? 120 : tms_line_step(away));
    marks[i] = (uint8_t)(i < best_from ? 120 - step : 120 + step);
  }
}

static bool sum_up(const tms_lines *lines, sums *s) {
  tms_arena *arena = lines->page->arena;
  *s = (sums){.first = lines->count, .last = lines->count};
  s->words = tms_arena_array(arena, lines->count + 1, sizeof *s->words);
  s->running = tms_arena_array(arena, lines->count + 1, sizeof *s->running);
  s->core = tms_arena_array(arena, lines->count + 1, 1);
  s->core_wide = tms_arena_array(arena, lines->count + 1, 1);
  if (!s->words || !s->running || !s->core || !s->core_wide) return false;
  s->words[0] = s->running[0] = 0;
  for (size_t i = 0; i < lines->count; i++) {
    const tms_line *line = &lines->at[i];
    s->words[i + 1] = s->words[i] + line->words;
    s->running[i + 1] = s->running[i] + (line->running ? line->words : 0);
    if (line->words > s->longest) s->longest = line->words;
    if (line->running && s->first == lines->count) s->first = i;
    if (line->running) s->last = i;
    s->repeated += line->repeats > 1;
    s->items += line->kind == 4;
  }
  mark_core(lines, s->core, 6);
  mark_core(lines, s->core_wide, 2);
  return true;
}

static uint64_t window(const uint64_t *sum, size_t i, size_t reach, size_t count) {
  size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < count ? i + reach + 1 : count;
  return sum[to] - sum[from];
}

static const tms_line *beside(const tms_lines *lines, size_t i, ptrdiff_t by) {
  static const tms_line nothing = {.last = 200, .kind = 200};
  if (by < 0 && i < (size_t)-by) return &nothing;
  size_t at = by < 0 ? i - (size_t)-by : i + (size_t)by;
  return at < lines->count ? &lines->at[at] : &nothing;
}

static void put_neighbours(const tms_lines *lines, size_t i, uint8_t *n) {
  static const uint8_t words[6] = {TMS_LINE_WORDS_B1, TMS_LINE_WORDS_B2, TMS_LINE_WORDS_B3, TMS_LINE_WORDS_A1, TMS_LINE_WORDS_A2, TMS_LINE_WORDS_A3};
  for (ptrdiff_t k = 0; k < 6; k++) n[words[k]] = tms_line_step(beside(lines, i, k < 3 ? -k - 1 : k - 2)->words);
  const tms_line *before = beside(lines, i, -1), *after = beside(lines, i, 1);
  n[TMS_LINE_LAST_B1] = before->last;
  n[TMS_LINE_LAST_B2] = beside(lines, i, -2)->last;
  n[TMS_LINE_LAST_A1] = after->last;
  n[TMS_LINE_LAST_A2] = beside(lines, i, 2)->last;
  n[TMS_LINE_CASE_A1] = after->first;
  n[TMS_LINE_ENDERS_B1] = tms_line_step(before->enders);
  n[TMS_LINE_ENDERS_A1] = tms_line_step(after->enders);
  n[TMS_LINE_REPEATS_B1] = tms_line_step(before->repeats);
  n[TMS_LINE_REPEATS_A1] = tms_line_step(after->repeats);
  n[TMS_LINE_KIND_B1] = before->kind;
  n[TMS_LINE_KIND_A1] = after->kind;
}

static void put_windows(const tms_lines *lines, const sums *s, size_t i, uint8_t *n) {
  size_t count = lines->count;
  uint64_t all = s->words[count];
  n[TMS_LINE_RUN2] = tms_line_step(window(s->running, i, 2, count));
  n[TMS_LINE_RUN5] = tms_line_step(window(s->running, i, 5, count));
  n[TMS_LINE_RUN12] = tms_line_step(window(s->running, i, 12, count));
  n[TMS_LINE_RUN30] = tms_line_step(window(s->running, i, 30, count));
  n[TMS_LINE_MEAN5] = tms_line_step(window(s->words, i, 5, count));
  n[TMS_LINE_MEAN12] = tms_line_step(window(s->words, i, 12, count));
  n[TMS_LINE_CORE] = s->core[i];
  n[TMS_LINE_CORE_WIDE] = s->core_wide[i];
  n[TMS_LINE_PLACE] = share(i, count);
  n[TMS_LINE_PLACE_WORDS] = share(s->words[i], all);
  n[TMS_LINE_FROM_BEGIN] = tms_line_step(i);
  n[TMS_LINE_FROM_END] = tms_line_step(count - 1 - i);
  size_t title = lines->page->title;
  n[TMS_LINE_TO_TITLE] = title < lines->page->unit_count ? signed_byte(i < title ? -(int64_t)tms_line_step(title - i) : tms_line_step(i - title)) : 0;
  n[TMS_LINE_SINCE_FIRST] = s->first == count ? 0 : signed_byte(i < s->first ? -(int64_t)tms_line_step(s->first - i) : tms_line_step(i - s->first));
  n[TMS_LINE_UNTIL_LAST] = s->first == count ? 0 : signed_byte(i > s->last ? -(int64_t)tms_line_step(i - s->last) : tms_line_step(s->last - i));
  n[TMS_LINE_PAGE_WORDS] = tms_line_step(all);
  n[TMS_LINE_PAGE_LINES] = tms_line_step(count);
  n[TMS_LINE_PAGE_RUNNING] = share(s->running[count], all);
  n[TMS_LINE_PAGE_LONGEST] = tms_line_step(s->longest);
  n[TMS_LINE_PAGE_MEAN] = tms_line_step(all * 4 / count);
  n[TMS_LINE_PAGE_ITEMS] = share(s->items, count);
  n[TMS_LINE_PAGE_REPEATS] = share(s->repeated, count);
}

/* How far the next running lines are, how long, and how many short lines stand in a row; `step` is the way: from the front (before) or from the end (after). */
static void put_way(const tms_lines *lines, bool back) {
  uint64_t shorts = 0, away = 255;
  uint32_t length = 0;
  for (size_t k = 0; k < lines->count; k++) {
    size_t i = back ? lines->count - 1 - k : k;
    uint8_t *n = tms_line_numbers(lines, i);
    const tms_line *line = &lines->at[i];
    n[back ? TMS_LINE_SHORTS_AFTER : TMS_LINE_SHORTS_BEFORE] = tms_line_step(shorts);
    n[back ? TMS_LINE_TO_LONG_A : TMS_LINE_TO_LONG_B] = tms_line_step(away);
    n[back ? TMS_LINE_LONG_A : TMS_LINE_LONG_B] = tms_line_step(length);
    shorts = line->words <= 6 && line->enders == 0 ? shorts + 1 : 0;
    away++;
    if (!line->running) continue;
    away = 0;
    length = line->words;
  }
}

/* A short line over a longer one heads a section: "Comments", "Related posts". What stands below it is told what it said. */
static bool heads(const tms_lines *lines, size_t i) {
  const tms_line *line = &lines->at[i], *after = beside(lines, i, 1);
  bool open = line->words > 0 && line->words <= 8 && line->enders == 0 && line->commas == 0;
  return line->kind <= 1 || (open && (line->blank > 0 || after->words > line->words + 3));
}

static void put_sections(const tms_lines *lines) {
  size_t head = lines->count;
  for (size_t i = 0; i < lines->count; i++) {
    uint8_t *n = tms_line_numbers(lines, i);
    n[TMS_LINE_SECTION] = head == lines->count ? 0 : tms_line_step(lines->at[head].words);
    n[TMS_LINE_SECTION_AGE] = head == lines->count ? 255 : tms_line_step(i - head);
    n[TMS_LINE_SECTION_PHRASE] = head == lines->count ? 0 : lines->at[head].phrase;
    if (heads(lines, i)) head = i;
  }
}

/* ---------------------------------------------------------------- words of lines ---- */

static uint8_t odds_byte(int64_t odds) {
  return signed_byte(odds / 4);
}

/* Sums over the last 5, 12 and 30 lines and over all, on the way down (what they said of the lines behind them) or up. */
static void put_flow(tms_lines *lines, bool up) {
  static const size_t reach[3] = {5, 12, 30};
  static const int64_t by[3] = {9, 14, 22}; /* four times the root of the reach */
  int64_t past[3] = {0}, all = 0;
  for (size_t k = 0; k < lines->count; k++) {
    size_t i = up ? lines->count - 1 - k : k;
    uint8_t *n = tms_line_numbers(lines, i) + (up ? TMS_LINE_ODDS_BEFORE : TMS_LINE_ODDS_AFTER);
    for (ptrdiff_t away = 0; away <= 3; away++) {
      const tms_line *line = beside(lines, i, up ? away : -away);
      *n++ = odds_byte(up ? line->before : line->after);
    }
    for (size_t w = 0; w < 3; w++) *n++ = signed_byte(past[w] / by[w]);
    *n = signed_byte(all / 40);
    int64_t value = up ? lines->at[i].before : lines->at[i].after;
    all += value;
    for (size_t w = 0; w < 3; w++) {
      past[w] += value;
      if (k < reach[w]) continue;
      const tms_line *gone = &lines->at[up ? i + reach[w] : i - reach[w]];
      past[w] -= up ? gone->before : gone->after;
    }
  }
}

void tms_lines_know(tms_lines *lines) {
  int64_t sum5 = 0, sum12 = 0;
  size_t count = lines->count, head = count;
  for (size_t i = 0; i < count && i < 5; i++) sum5 += lines->at[i].odds;
  for (size_t i = 0; i < count && i < 12; i++) sum12 += lines->at[i].odds;
  for (size_t i = 0; i < count; i++) {
    uint8_t *n = tms_line_numbers(lines, i);
    if (i + 5 < count) sum5 += lines->at[i + 5].odds;
    if (i + 12 < count) sum12 += lines->at[i + 12].odds;
    n[TMS_LINE_ODDS] = odds_byte(lines->at[i].odds);
    n[TMS_LINE_ODDS_WHOLE] = odds_byte(lines->at[i].whole);
    n[TMS_LINE_ODDS_B1] = odds_byte(beside(lines, i, -1)->odds);
    n[TMS_LINE_ODDS_B2] = odds_byte(beside(lines, i, -2)->odds);
    n[TMS_LINE_ODDS_A1] = odds_byte(beside(lines, i, 1)->odds);
    n[TMS_LINE_ODDS_A2] = odds_byte(beside(lines, i, 2)->odds);
    n[TMS_LINE_ODDS5] = odds_byte(sum5 / 2);
    n[TMS_LINE_ODDS12] = odds_byte(sum12 / 4);
    n[TMS_LINE_ODDS_SECTION] = odds_byte(head == count ? 0 : lines->at[head].odds);
    if (heads(lines, i)) head = i;
    if (i >= 5) sum5 -= lines->at[i - 5].odds;
    if (i >= 12) sum12 -= lines->at[i - 12].odds;
  }
  put_flow(lines, false);
  put_flow(lines, true);
}

/* ---------------------------------------------------------------- the second look ---- */

static uint8_t score_byte(int64_t score) {
  return signed_byte(score / 48);
}

/* Mean score of the lines [from, to), by their words; 0 for none. */
static uint8_t mean(const int64_t *totals, const int64_t *weights, size_t from, size_t to) {
  int64_t weight = weights[to] - weights[from];
  return weight ? score_byte((totals[to] - totals[from]) / weight) : 0;
}

void tms_lines_look(tms_lines *lines, const int32_t *scores, int64_t *scratch) {
  size_t count = lines->count;
  int64_t *totals = scratch, *weights = scratch + count + 1;
  totals[0] = weights[0] = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t weight = lines->at[i].words + 1;
    weights[i + 1] = weights[i] + weight;
    totals[i + 1] = totals[i] + weight * scores[i];
  }
  for (size_t i = 0; i < count; i++) {
    uint8_t *n = tms_line_numbers(lines, i) + TMS_LINE_NUMBERS;
    *n++ = score_byte(scores[i]);
    for (size_t k = 1; k <= 3; k++) *n++ = i >= k ? score_byte(scores[i - k]) : 0;
    for (size_t k = 1; k <= 3; k++) *n++ = i + k < count ? score_byte(scores[i + k]) : 0;
    static const size_t reach[3] = {4, 10, 25};
    for (size_t k = 0; k < 3; k++) {
      size_t from = i > reach[k] ? i - reach[k] : 0, to = i + 1 + reach[k] < count ? i + 1 + reach[k] : count;
      *n++ = mean(totals, weights, from, i);
      *n++ = mean(totals, weights, i + 1 < to ? i + 1 : to, to);
    }
    *n++ = mean(totals, weights, 0, count);
  }
}

/* ---------------------------------------------------------------- all ---- */

bool tms_lines_init(tms_lines *lines, tms_page *page) {
  *lines = (tms_lines){.page = page, .count = page->unit_count};
  lines->at = tms_arena_array(page->arena, lines->count, sizeof *lines->at);
  lines->numbers = tms_arena_zero(page->arena, lines->count * TMS_LINE_ALL);
  if (!lines->at || !lines->numbers) return false;
  tms_phrases phrases;
  tms_phrases_init(&phrases);
  tms_buf buffer;
  tms_buf_init(&buffer, page->doc->allocator, page->doc->limits.max_memory);
  bool good = true;
  for (size_t i = 0; i < lines->count && good; i++) good = measure(lines, &phrases, i, &buffer);
  tms_buf_release(&buffer);
  sums s;
  if (!good || !count_repeats(lines) || !find_known(lines) || !sum_up(lines, &s)) return false;
  for (size_t i = 0; i < lines->count; i++) {
    put_own(lines, i);
    put_neighbours(lines, i, tms_line_numbers(lines, i));
    put_windows(lines, &s, i, tms_line_numbers(lines, i));
  }
  put_way(lines, false);
  put_way(lines, true);
  put_sections(lines);
  return true;
}
