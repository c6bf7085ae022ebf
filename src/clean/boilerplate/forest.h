/*
 * Forests of decision trees over bytes, for 64 units at once: every question of a tree is asked of all of them, then the answers choose the leaf from the last question
 * to the first. No branch depends on a page. All integers; the same on every machine.
 */
#ifndef TMS_CLEAN_BOILERPLATE_FOREST_H
#define TMS_CLEAN_BOILERPLATE_FOREST_H

#include "clean/boilerplate/numbers.h"

enum { TMS_TREE_LEAVES = 24, TMS_TREE_QUESTIONS = TMS_TREE_LEAVES - 1 };
/* No leaf is further from 0: two logits, where learning in small steps makes a quarter of one (a test asks the tables). */
enum { TMS_LEAF_MOST = 2047 };

/* "Is number > limit?", and where to go: a later question of the tree, or TMS_TREE_QUESTIONS + a leaf. A tree with fewer questions is filled up with ones that lead to
 * leaf 0 both ways. */
typedef struct tms_question {
  uint8_t number, limit, no, yes;
} tms_question;

typedef struct tms_forest {
  uint32_t trees;
  const tms_question (*questions)[TMS_TREE_QUESTIONS];
  const int16_t (*leaves)[TMS_TREE_LEAVES + 1]; /* in 1/TMS_MODEL_ONE logit; the last is not used */
} tms_forest;

/* Adds up the leaves of TMS_LANES units; numbers are laid out as tms_numbers_block() says. */
void tms_forest_sum(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores);
/* The same without the instructions of this very machine, added to what stands in scores; for tests and for tms_forest_sum() itself. */
void tms_forest_add_plain(const tms_forest *forest, const uint8_t *numbers, uint32_t count, int32_t *scores);
/* The same for one unit, whose numbers stand in a row: cheaper for fewer than a dozen of them. */
int32_t tms_forest_one(const tms_forest *forest, const uint8_t *numbers);

#endif
