#include "clean/boilerplate/lines_model.h"

/* "Is number > limit?", and where to go: a later question, or QUESTIONS + a leaf. */
enum { LEAVES = 24, QUESTIONS = LEAVES - 1 };
typedef struct line_question {
  uint8_t number, limit, no, yes;
} line_question;

/* word_odds[1 << TMS_LINE_WORD_BITS] in 1/16 logit; first_ and second_questions and _leaves, in 1/TMS_LINES_ONE logit. */
#include "clean/boilerplate/lines_weights.inc"

enum { HONEST = 90 };
enum { FIRST_TREES = sizeof first_leaves / sizeof first_leaves[0], SECOND_TREES = sizeof second_leaves / sizeof second_leaves[0] };
_Static_assert(sizeof word_odds == 1u << TMS_LINE_WORD_BITS, "lines_weights.inc and lines_numbers.h disagree: run tools/train/lines.py");

static int32_t score_of(const line_question (*questions)[QUESTIONS], const int16_t (*leaves)[LEAVES], size_t trees, const uint8_t *numbers) {
  int32_t sum = 0;
  for (size_t tree = 0; tree < trees; tree++) {
    uint8_t at = 0;
    while (at < QUESTIONS) {
      const line_question *ask = &questions[tree][at];
      at = numbers[ask->number] > ask->limit ? ask->yes : ask->no;
    }
    sum += leaves[tree][at - QUESTIONS];
  }
  return sum;
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
  int32_t *first = tms_arena_array(page->arena, count, sizeof *first);
  if (!scratch || !first || !tms_lines_init(&lines, page)) return false;
  look_up(&lines);
  tms_lines_know(&lines);
  for (size_t i = 0; i < count; i++) first[i] = score_of(first_questions, first_leaves, FIRST_TREES, tms_line_numbers(&lines, i));
  tms_lines_look(&lines, first, scratch);
  for (size_t i = 0; i < count; i++) {
    const tms_line *line = &lines.at[i];
    int32_t score = (first[i] + score_of(second_questions, second_leaves, SECOND_TREES, tms_line_numbers(&lines, i))) / 2;
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
