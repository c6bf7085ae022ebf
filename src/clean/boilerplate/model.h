/*
 * The model: what kind of page it is (linear), then two forests over the numbers of each unit. Scores are in 1/TMS_MODEL_ONE logit. tools/train/train.py fits it all.
 */
#ifndef TMS_CLEAN_BOILERPLATE_MODEL_H
#define TMS_CLEAN_BOILERPLATE_MODEL_H

#include "clean/boilerplate/forest.h"

enum { TMS_MODEL_ONE = 1024 };

/* The kind of the page, and how far ahead of the next best it is. */
void tms_model_kind(tms_page *page);
/* First and second score of every unit. TMS_OK or what the scratch arena ran into. */
tms_status tms_model_score(tms_page *page);
/* The probability that a block with this score is content, in 1/256: 1 to 255. */
uint32_t tms_model_probability(int32_t score);

/* For the test: a forest (0 the first, else the second), how many numbers it may ask for, and what the trainer's reference made of random units. */
typedef struct tms_model_part {
  const tms_forest *forest;
  uint32_t numbers, check;
} tms_model_part;
tms_model_part tms_model_part_at(unsigned index);

#endif
