/*
 * The cut of the best F1 to be expected. What to expect depends on how the doubts hang together:
 *
 *   each by itself    every block is content by a toss of its own. With many blocks their sum is nearly certain: expected F1 is 2 hits / (kept + all hits).
 *   all as one        a page's doubts have one cause: does this page's content include the questions below, the cards, the replies? Then there is one toss u for the page, and
 *                     content is what is likelier than u: expected F1 is the mean over u of 2 W(max(t, u)) / (W(t) + W(u)), where W counts the words that are likelier.
 *
 * Pages lie between: the mean of both is taken (word F1 by folds 0.8849; with the first alone about 0.8842, an estimate). The first keeps long doubtful parts too
 * readily.
 */
#include "clean/boilerplate/cut.h"

enum { STEPS = 64, TOSSES = 16 };

/* Words that are at least as likely as each step, so scaled that a share fits into 32 bits; and the sum of words x probability of them. */
typedef struct tail {
  uint32_t words[STEPS];
  uint64_t hits[STEPS];
  bool stands[STEPS]; /* some words are just so likely */
} tail;

static void measure(const tms_page *page, const uint8_t *p, tail *t) {
  uint64_t words[STEPS] = {0}, all = page->words[page->unit_count], sum = 0, hits = 0;
  unsigned shift = 0;
  while (all >> shift > 0xFFFF) shift++;
  for (size_t i = 0; i < page->unit_count; i++) {
    words[p[i] / 4] += page->units[i].m.words;
    t->hits[p[i] / 4] += (uint64_t)page->units[i].m.words * p[i];
  }
  for (size_t step = STEPS; step-- > 0;) {
    sum += words[step];
    hits += t->hits[step];
    t->words[step] = (uint32_t)(sum >> shift);
    t->hits[step] = hits >> shift;
    t->stands[step] = words[step] > 0;
  }
}

/* Half of the F1 to be expected, in 1/65536 for each toss, of both ways to see it. */
static uint64_t expected(const tail *t, uint32_t step) {
  uint64_t alone = (t->hits[step] << 8) / (t->words[step] + t->hits[0] / 256 + 1), together = 0;
  for (uint32_t toss = 0; toss < TOSSES; toss++) {
    uint32_t u = toss * (STEPS / TOSSES) + STEPS / TOSSES / 2, both = u > step ? u : step;
    together += (t->words[both] << 16) / (t->words[step] + t->words[u] + 1);
  }
  return alone * TOSSES + together;
}

uint32_t tms_cut_choose(const tms_page *page, const uint8_t *p) {
  tail t = {.words = {0}};
  measure(page, p, &t);
  uint32_t best = STEPS - 1;
  uint64_t most = 0;
  for (uint32_t step = STEPS; step-- > 0;) {
    uint64_t now = t.stands[step] ? expected(&t, step) : 0;
    if (now > 0 && now >= most) {
      most = now;
      best = step;
    }
  }
  return best > 0 ? best * 4 : 1;
}
