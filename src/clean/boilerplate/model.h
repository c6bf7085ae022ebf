/*
 * The model: three linear ones in 8-bit weights, fitted by tools/train/train.py. Scores are sums, in units of 1/TMS_MODEL_ONE logit.
 */
#ifndef TMS_CLEAN_BOILERPLATE_MODEL_H
#define TMS_CLEAN_BOILERPLATE_MODEL_H

#include "clean/boilerplate/features.h"

enum { TMS_MODEL_ONE = 20 }; /* 8 bits reach +-6.35 logits: one weight alone can decide, none can drown all others */

/* The kind of the page, and how far ahead of the next best it is. */
void tms_model_kind(tms_page *page);
/* First and second score of every unit. TMS_OK or what the scratch arena ran into. */
tms_status tms_model_score(tms_page *page);
/* First scores alone, for the trainer's dump. */
void tms_model_first(tms_page *page);
/* The probability that a block with this score is content, in 1/256: 1 to 255. */
uint32_t tms_model_probability(int32_t score);

#endif
