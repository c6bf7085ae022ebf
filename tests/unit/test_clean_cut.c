/* Where a page's scores are cut. */
#include "base/alloc.h"
#include "clean/boilerplate/cut.h"

#include "tests/support/cmocka.h"

enum { UNITS = 3 };

static uint32_t cut_of(const uint32_t *words, const uint8_t *p) {
  tms_unit units[UNITS] = {{.box = 0}};
  uint32_t sums[UNITS + 1] = {0};
  for (size_t i = 0; i < UNITS; i++) {
    units[i].m.words = words[i];
    sums[i + 1] = sums[i] + words[i];
  }
  const tms_page page = {.units = units, .unit_count = UNITS, .words = sums};
  return tms_cut_choose(&page, p);
}

/* A long part that is content on three pages of ten goes, though keeping it would gain where doubts were independent; on six of ten it stays. */
static void long_doubtful_parts(void **state) {
  (void)state;
  const uint32_t words[UNITS] = {100, 900, 50};
  uint32_t cut = cut_of(words, (const uint8_t[UNITS]){250, 77, 4});
  assert_in_range(cut, 78, 250);
  cut = cut_of(words, (const uint8_t[UNITS]){250, 154, 4});
  assert_in_range(cut, 5, 154);
}

/* Sure blocks are kept and sure others are not, whatever their sizes; a page without words has a cut as well. */
static void sure_blocks(void **state) {
  (void)state;
  const uint32_t shapes[][UNITS] = {{1, 1, 1}, {1, 2000000000, 700000}, {300, 20000, 40}};
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    assert_in_range(cut_of(shapes[i], (const uint8_t[UNITS]){255, 0, 250}), 2, 250);
  }
  /* A word beside a billion is too little to tell. */
  assert_in_range(cut_of((const uint32_t[UNITS]){2000000000, 1, 7}, (const uint8_t[UNITS]){255, 0, 250}), 1, 250);
  assert_in_range(cut_of((const uint32_t[UNITS]){0, 0, 0}, (const uint8_t[UNITS]){255, 0, 250}), 1, 255);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(long_doubtful_parts),
      cmocka_unit_test(sure_blocks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
