/* The model of text lines: a table of words, a forest, a second forest that sees what the first made of the neighbours. tools/train/lines.py fits it. */
#ifndef TMS_CLEAN_BOILERPLATE_LINES_MODEL_H
#define TMS_CLEAN_BOILERPLATE_LINES_MODEL_H

#include "clean/boilerplate/lines_numbers.h"

enum { TMS_LINES_ONE = 1024 }; /* of a score: one logit */

/* Scores every unit of the page, in 1/TMS_LINES_ONE logit, positive for content. `scores` has room for all units. False on failed allocation. */
bool tms_lines_score(tms_page *page, int32_t *scores);
/* How likely a line with this score is content, in 1/256: 1 to 255. */
uint32_t tms_lines_probability(int32_t score);
/* The cut that gives the best word F1 that the page can expect: lines with less than this probability should go. */
uint32_t tms_lines_cut(const tms_page *page, const uint8_t *probabilities);

#endif
