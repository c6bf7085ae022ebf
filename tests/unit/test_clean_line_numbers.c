/* What lines of text look like in numbers, in scripts with and without spaces; and that the cut is the best one. */
#include "tests/support/cmocka.h"

#include "clean/boilerplate/lines_measure.h"
#include "clean/boilerplate/lines_model.h"

static tms_line measured(const char *text) {
  tms_line line = {0};
  tms_line_measure(tms_slice_cstr(text), &line);
  return line;
}

static void test_steps(void **state) {
  (void)state;
  assert_int_equal(tms_line_step(0), 0);
  assert_int_equal(tms_line_step(7), 7);
  assert_int_equal(tms_line_step(8), 8);
  for (uint64_t v = 1; v < 5000; v++) assert_true(tms_line_step(v) >= tms_line_step(v - 1));
  assert_true(tms_line_step(UINT64_MAX) > 200);
}

static void test_words(void **state) {
  (void)state;
  tms_line line = measured("On 5 May 2019 at 10:30, Anna left. Why?");
  assert_int_equal(line.words, 10);
  assert_int_equal(line.enders, 2);
  assert_int_equal(line.commas, 1);
  assert_true(line.year && line.clock);
  static const char chinese[] =
      "这是一个很长的句子，它说明了没有空格的文字也可以被看作正文，因为它的长度足够，"
      "而且它有标点符号，所以不会被当成菜单，也不会被删除，读者能够看到它的全部内容。";
  assert_true(measured(chinese).running);
  assert_false(measured("首页").running);
  assert_true(measured("网站首页新闻").words >= 2);
}

static void test_running(void **state) {
  (void)state;
  assert_true(measured("The bridge was closed in the morning and opened again at night.").running);
  assert_false(measured("Home News Sport Culture Weather Log in").running);
  assert_true(measured("यह पुल सुबह बंद कर दिया गया था और रात में फिर से खोल दिया गया।").running);
}

static void test_cut(void **state) {
  (void)state;
  /* 100 words that are surely content, 100 that surely aren't: the cut parts them. */
  tms_line_score lines[2] = {{.words = 100, .p = 250}, {.words = 100, .p = 5}};
  uint32_t cut = tms_lines_cut(lines, 2);
  assert_true(cut > 5 && cut <= 250);
  /* Where all is in doubt, keeping all gives the best F1. */
  lines[0].p = 60;
  lines[1].p = 50;
  assert_true(tms_lines_cut(lines, 2) <= 50);
  assert_true(tms_lines_cut(lines, 0) >= 1);
}

static uint8_t byte_of(int64_t sum, int64_t by) {
  int64_t value = sum / by;
  return (uint8_t)((value < -127 ? -127 : value > 127 ? 127 : value) + 128);
}

/* What the lines said of those behind and before them is summed up over the last 5, 12 and 30, and over all. */
static void test_flow(void **state) {
  (void)state;
  enum { COUNT = 70 };
  static const size_t reach[4] = {5, 12, 30, COUNT};
  static const int64_t by[4] = {9, 14, 22, 40};
  static tms_line at[COUNT];
  static uint8_t numbers[COUNT * TMS_LINE_ALL];
  for (size_t i = 0; i < COUNT; i++) at[i] = (tms_line){.after = (int16_t)(i * 37 % 101 - 50), .before = (int16_t)(i * 53 % 97 - 40)};
  tms_lines lines = {.at = at, .numbers = numbers, .count = COUNT};
  tms_lines_know(&lines);
  for (size_t i = 0; i < COUNT; i++) {
    const uint8_t *n = tms_line_numbers(&lines, i);
    assert_int_equal(n[TMS_LINE_ODDS_AFTER], byte_of(at[i].after, 4));
    assert_int_equal(n[TMS_LINE_ODDS_AFTER3], i < 3 ? 128 : byte_of(at[i - 3].after, 4));
    assert_int_equal(n[TMS_LINE_ODDS_BEFORE2], i + 2 >= COUNT ? 128 : byte_of(at[i + 2].before, 4));
    for (size_t w = 0; w < 4; w++) {
      int64_t after = 0, before = 0;
      for (size_t k = 0; k < COUNT; k++) {
        if (k < i && k + reach[w] >= i) after += at[k].after;
        if (k > i && k <= i + reach[w]) before += at[k].before;
      }
      assert_int_equal(n[TMS_LINE_ODDS_AFTER5 + w], byte_of(after, by[w]));
      assert_int_equal(n[TMS_LINE_ODDS_BEFORE5 + w], byte_of(before, by[w]));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_steps), cmocka_unit_test(test_words), cmocka_unit_test(test_running),
                                     cmocka_unit_test(test_cut), cmocka_unit_test(test_flow)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
