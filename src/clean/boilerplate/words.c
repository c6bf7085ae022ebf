#include "clean/boilerplate/words.h"

/* word_odds[TMS_WORD_TABLES][1 << TMS_WORD_BITS] */
#include "clean/boilerplate/words.inc"

#ifndef TMS_TRAINING
_Static_assert(sizeof word_odds == (size_t)TMS_WORD_TABLES << TMS_WORD_BITS, "words.inc and words.h disagree: run tools/train/train");
#endif

int32_t tms_word_odds(tms_word_table table, uint32_t word) {
  return word_odds[table][tms_word_bucket(word, table)];
}

static void add(tms_name_odds *odds, int32_t value) {
  odds->sum += value;
  if (value > odds->most) odds->most = value;
  if (value < odds->least) odds->least = value;
}

tms_name_odds tms_words_names(tms_word_table table, const tms_evidence *seen) {
  tms_name_odds odds = {0, 0, 0};
  if (!seen) return odds;
  add(&odds, tms_word_odds(table, seen->element ^ 0x5bd1e995u)); /* an element's name is no class of that name */
  for (uint32_t i = 0; i < seen->name_count && i < TMS_WORD_NAMES; i++) add(&odds, tms_word_odds(table, seen->names[i]));
  return odds;
}
