#include "clean/boilerplate/lines_model.h"

/* word_odds, after_odds and before_odds[1 << TMS_LINE_WORD_BITS] in 1/16 logit; for each look, and for headings: questions, leaves in 1/TMS_LINES_ONE logit, and how many numbers they were made for */
#include "clean/boilerplate/lines_weights.inc"

enum { HONEST = 90, TRAIL_WORDS = 16, FEW_LINES = 12 /* fewer are cheaper one by one */ };

/* While new tables are made for new numbers the old ones stand, and nobody asks them: tools/train/lines. */
#ifndef TMS_TRAINING
_Static_assert(sizeof word_odds == 1u << TMS_LINE_WORD_BITS, "lines_weights.inc and lines_numbers.h disagree: run tools/train/lines");
_Static_assert(FIRST_NUMBERS == (int)TMS_LINE_NUMBERS && SECOND_NUMBERS == (int)TMS_LINE_ALL && HEADING_NUMBERS == (int)TMS_LINE_ODDS,
               "lines_weights.inc and lines_numbers.h disagree: run tools/train/lines");
#endif

enum { FIRST, SECOND, HEADING };
static const tms_forest forests[TMS_LINE_FORESTS] = {
    {sizeof first_leaves / sizeof first_leaves[0], first_questions, first_leaves},
    {sizeof second_leaves / sizeof second_leaves[0], second_questions, second_leaves},
    {sizeof heading_leaves / sizeof heading_leaves[0], heading_questions, heading_leaves},
};
static const uint32_t asked[TMS_LINE_FORESTS] = {FIRST_NUMBERS, SECOND_NUMBERS, HEADING_NUMBERS};

tms_model_part tms_lines_part_at(unsigned index) {
  const uint32_t checks[TMS_LINE_FORESTS] = {first_check, second_check, heading_check};
  return (tms_model_part){&forests[index], asked[index], checks[index]};
}

/* The forest's word on each line. */
static void judge(size_t forest, const tms_lines *lines, int32_t *scores) {
  uint8_t block[TMS_LINE_ALL * TMS_LANES] = {0};
  int32_t sums[TMS_LANES];
  for (size_t from = 0; from < lines->count; from += TMS_LANES) {
    size_t most = lines->count - from < TMS_LANES ? lines->count - from : TMS_LANES;
    if (most < FEW_LINES) {
      for (size_t i = from; i < lines->count; i++) scores[i] = tms_forest_one(&forests[forest], tms_line_numbers(lines, i));
      return;
    }
    for (size_t lane = 0; lane < most; lane++) {
      const uint8_t *line = tms_line_numbers(lines, from + lane);
      for (uint32_t n = 0; n < asked[forest]; n++) block[n * TMS_LANES + lane] = line[n];
    }
    tms_forest_sum(&forests[forest], block, asked[forest], sums);
    for (size_t lane = 0; lane < most; lane++) scores[from + lane] = sums[lane];
  }
}

static void look_up(tms_lines *lines) {
  for (size_t i = 0; i < lines->count; i++) {
    tms_line *line = &lines->at[i];
    for (uint32_t k = 0; k < line->hash_count; k++) {
      line->whole = word_odds[line->hashes[k]];
      line->odds = (int16_t)(line->odds + line->whole);
      line->after = (int16_t)(line->after + after_odds[line->hashes[k]]);
      line->before = (int16_t)(line->before + before_odds[line->hashes[k]]);
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
  int32_t *first = tms_arena_array(page->arena, count * 3, sizeof *first);
  if (!scratch || !first || !tms_lines_init(&lines, page)) return false;
  int32_t *second = first + count, *heading = second + count;
  look_up(&lines);
  tms_lines_know(&lines);
  judge(FIRST, &lines, first);
  tms_lines_look(&lines, first, scratch);
  judge(SECOND, &lines, second);
  judge(HEADING, &lines, heading);
  for (size_t i = 0; i < count; i++) {
    const tms_line *line = &lines.at[i];
    int32_t score = (first[i] + second[i]) / 2;
    scores[i] = (tms_line_score){.score = score, .words = line->words, .letters = line->letters, .running = line->running, .heading = heading[i]};
    scores[i].dated = line->year || line->kind == 3 || line->digits * 4 >= line->letters;
    scores[i].trail = line->separators > 0 && line->enders == 0 && !line->running && line->words <= TRAIL_WORDS;
    scores[i].known = line->known;
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
