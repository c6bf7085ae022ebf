/* The forests of the boilerplate model, of blocks, of lines and of titles: the fast walk agrees with a plain one, and the tables with what the trainer's reference made of them. */
#include "tests/support/cmocka.h"

#include "clean/boilerplate/lines_model.h"
#include "clean/title_choices.h"

enum { BLOCKS = 16, MOST_NUMBERS = 256, PARTS = 2 + TMS_LINE_FORESTS + 1 };

static tms_model_part part_at(unsigned part) {
  tms_model_part titles = {.numbers = TMS_TITLE_NUMBER_COUNT};
  titles.forest = tms_title_forest(&titles.check);
  return part < 2 ? tms_model_part_at(part) : part < PARTS - 1 ? tms_lines_part_at(part - 2) : titles;
}

/* Numerical Recipes' generator; forest.py has the same. */
static uint8_t next_byte(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return (uint8_t)(*state >> 24);
}

static void fill(uint8_t *block, uint32_t numbers, uint32_t *state) {
  for (uint32_t i = 0; i < numbers * TMS_LANES; i++) block[i] = next_byte(state);
}

/* One unit, one tree at a time, as anybody would write it. */
static int32_t plain_sum(const tms_forest *forest, const uint8_t *block, uint32_t lane) {
  int32_t sum = 0;
  for (uint32_t tree = 0; tree < forest->trees; tree++) {
    uint32_t at = 0;
    while (at < TMS_TREE_QUESTIONS) {
      const tms_question *ask = &forest->questions[tree][at];
      uint32_t way = block[ask->number * TMS_LANES + lane] > ask->limit ? ask->yes : ask->no;
      assert_true(way > at);
      assert_true(way < TMS_TREE_QUESTIONS + TMS_TREE_LEAVES);
      at = way;
    }
    sum += forest->leaves[tree][at - TMS_TREE_QUESTIONS];
  }
  return sum;
}

static void test_agrees_with_plain_walk(void **state) {
  (void)state;
  for (unsigned part = 0; part < PARTS; part++) {
    tms_model_part model = part_at(part);
    uint8_t block[MOST_NUMBERS * TMS_LANES];
    int32_t scores[TMS_LANES], narrow[TMS_LANES] = {0};
    uint32_t random = 7;
    fill(block, model.numbers, &random);
    tms_forest_sum(model.forest, block, model.numbers, scores);
    tms_forest_add_plain(model.forest, block, model.numbers, narrow);
    for (uint32_t lane = 0; lane < TMS_LANES; lane++) {
      int32_t sum = plain_sum(model.forest, block, lane);
      uint8_t row[MOST_NUMBERS];
      for (uint32_t n = 0; n < model.numbers; n++) row[n] = block[n * TMS_LANES + lane];
      assert_int_equal(scores[lane], sum);
      assert_int_equal(narrow[lane], sum);
      assert_int_equal(tms_forest_one(model.forest, row), sum);
    }
  }
}

static void test_agrees_with_trainer(void **state) {
  (void)state;
  for (unsigned part = 0; part < PARTS; part++) {
    tms_model_part model = part_at(part);
    uint8_t block[MOST_NUMBERS * TMS_LANES];
    int32_t scores[TMS_LANES];
    uint32_t random = 1, check = 0;
    assert_true(model.numbers <= MOST_NUMBERS);
    for (int i = 0; i < BLOCKS; i++) {
      fill(block, model.numbers, &random);
      tms_forest_sum(model.forest, block, model.numbers, scores);
      for (uint32_t lane = 0; lane < TMS_LANES; lane++) check = check * 31 + (uint32_t)scores[lane];
    }
    assert_int_equal(check, model.check);
  }
}

/* No question asks for a number that isn't there: a block has no more. */
static void test_questions_in_range(void **state) {
  (void)state;
  for (unsigned part = 0; part < PARTS; part++) {
    tms_model_part model = part_at(part);
    for (uint32_t tree = 0; tree < model.forest->trees; tree++) {
      for (uint32_t q = 0; q < TMS_TREE_QUESTIONS; q++) assert_true(model.forest->questions[tree][q].number < model.numbers);
    }
  }
}

/* Sums of a few trees are kept in 16 bits. */
static void test_leaves_in_range(void **state) {
  (void)state;
  for (unsigned part = 0; part < PARTS - 1; part++) {
    const tms_forest *forest = part_at(part).forest;
    for (uint32_t tree = 0; tree < forest->trees; tree++) {
      for (uint32_t leaf = 0; leaf < TMS_TREE_LEAVES; leaf++) assert_in_range(forest->leaves[tree][leaf] + TMS_LEAF_MOST, 0, 2 * TMS_LEAF_MOST);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_leaves_in_range),
      cmocka_unit_test(test_agrees_with_plain_walk),
      cmocka_unit_test(test_agrees_with_trainer),
      cmocka_unit_test(test_questions_in_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
