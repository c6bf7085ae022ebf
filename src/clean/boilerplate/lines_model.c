#include "clean/boilerplate/lines_model.h"

/* word_odds[1 << TMS_LINE_WORD_BITS] in 1/16 logit; for each look: questions, leaves in 1/TMS_LINES_ONE logit, and how many numbers they were made for */
#include "clean/boilerplate/lines_weights.inc"

enum { HONEST = 90 };

/* While new tables are made for new numbers the old ones stand, and nobody asks them: tools/train/lines. */
#ifndef TMS_TRAINING
_Static_assert(sizeof word_odds == 1u << TMS_LINE_WORD_BITS, "lines_weights.inc and lines_numbers.h disagree: run tools/train/lines");
_Static_assert(FIRST_NUMBERS == (int)TMS_LINE_NUMBERS && SECOND_NUMBERS == (int)TMS_LINE_ALL,
               "lines_weights.inc and lines_numbers.h disagree: run tools/train/lines");
#endif

static const tms_forest first_forest = {sizeof first_leaves / sizeof first_leaves[0], first_questions, first_leaves};
static const tms_forest second_forest = {sizeof second_leaves / sizeof second_leaves[0], second_questions, second_leaves};

tms_model_part tms_lines_part_at(unsigned index) {
  return index == 0 ? (tms_model_part){&first_forest, FIRST_NUMBERS, first_check} : (tms_model_part){&second_forest, SECOND_NUMBERS, second_check};
}

/* The forest's word on each line. */
static void judge(const tms_forest *forest, const tms_lines *lines, uint32_t numbers, int32_t *scores) {
  uint8_t block[TMS_LINE_ALL * TMS_LANES] = {0};
  int32_t sums[TMS_LANES];
  for (size_t from = 0; from < lines->count; from += TMS_LANES) {
    size_t most = lines->count - from < TMS_LANES ? lines->count - from : TMS_LANES;
    for (size_t lane = 0; lane < most; lane++) {
      const uint8_t *line = tms_line_numbers(lines, from + lane);
      for (uint32_t n = 0; n < numbers; n++) block[n * TMS_LANES + lane] = line[n];
    }
    tms_forest_sum(forest, block, numbers, sums);
    for (size_t lane = 0; lane < most; lane++) scores[from + lane] = sums[lane];
  }
}

static void look_up(tms_lines *lines) {
  for (size_t i = 0; i < lines->count; i++) {
    tms_line *line = &lines->at[i];
    for (uint32_t k = 0; k < line->hash_count; k++) {
      line->whole = word_odds[line->hashes[k]];
      line->odds = (int16_t)(line->odds + line->whole);
    }
  }
}

static uint8_t probability(int32_t score) {
  /* 256 / (1 + exp(-x)) for x = 0, 1/4, 1/2, ... 6; between them a straight line. x is HONEST percent of the score: on pages that the model hasn't seen its
   * scores are that much too sure. */
  static const uint16_t curve[26] = {128, 144, 159, 174, 187, 199, 209, 218, 225, 232, 237, 241, 244,
                                     246, 248, 250, 251, 252, 253, 253, 254, 254, 255, 255, 255, 255};
  const uint32_t step = TMS_LINES_ONE * 100 / (4 * HONEST);
  uint32_t size = (uint32_t)(score < 0 ? -score : score), at = size / step;
  uint32_t p = at >= 24 ? 255 : curve[at] + (curve[at + 1] - curve[at]) * (size % step) / step;
  return (uint8_t)(score < 0 ? 256 - p : p);
}

bool tms_lines_score(tms_page *page, tms_line_score *scores) {
  tms_lines lines;
  size_t count = page->unit_count;
  int64_t *scratch = tms_arena_array(page->arena, (count + 1) * 2, sizeof *scratch);
  int32_t *first = tms_arena_array(page->arena, count, sizeof *first), *second = tms_arena_array(page->arena, count, sizeof *second);
  if (!scratch || !first || !second || !tms_lines_init(&lines, page)) return false;
  look_up(&lines);
  tms_lines_know(&lines);
  judge(&first_forest, &lines, TMS_LINE_NUMBERS, first);
  tms_lines_look(&lines, first, scratch);
  judge(&second_forest, &lines, TMS_LINE_ALL, second);
  for (size_t i = 0; i < count; i++) {
    const tms_line *line = &lines.at[i];
    int32_t score = (first[i] + second[i]) / 2;
    scores[i] = (tms_line_score){.score = score, .words = line->words, .letters = line->letters, .running = line->running};
    scores[i].dated = line->year || line->kind == 3;
    scores[i].p = probability(score);
  }
  return true;
}

/*
 * Keeping what is at least t likely keeps `size` words, of which `hit` are expected to be content, out of `all`; F1 is 2 hit / (size + all). One look over the units
 * fills a histogram, one over its 256 steps finds the best t. Sums stay below 2^40; their products are compared in 1/256 words, so they fit.
 */
uint32_t tms_lines_cut(const tms_line_score *scores, size_t count) {
  uint64_t words[256] = {0}, all = 0, size = 0, hit = 0, best_hit = 0, best_size = 1;
  uint32_t best = 1;
  for (size_t i = 0; i < count; i++) {
    words[scores[i].p] += scores[i].words;
    all += (uint64_t)scores[i].words * scores[i].p;
  }
  for (uint32_t t = 255; t >= 1; t--) {
    if (!words[t]) continue;
    size += words[t];
    hit += words[t] * t;
    if (best_hit > 0 && (hit >> 8) * (best_size + all / 256) <= (best_hit >> 8) * (size + all / 256)) continue;
    best = t;
    best_hit = hit;
    best_size = size;
  }
  return best;
}
