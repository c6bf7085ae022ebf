/* Character references: the longest match, the old names without ';', attributes, numbers, and the strict form of CommonMark. */
#include "markup/charref.h"

#include "tests/support/cmocka.h"

typedef struct sample {
  const char *text;
  bool in_attribute;
  size_t length;
  uint32_t first, second;
} sample;

static void browsers_read(void **state) {
  (void)state;
  static const sample samples[] = {
      {"&amp;", false, 5, '&', 0},
      {"&amp", false, 4, '&', 0},
      {"&AMPx", false, 4, '&', 0},
      {"&notit;", false, 4, 0xAC, 0},
      {"&notin;", false, 7, 0x2209, 0},
      {"&notit;", true, 0, 0, 0},
      {"&copy=1", true, 0, 0, 0},
      {"&copy;=1", true, 6, 0xA9, 0},
      {"&copy ", true, 5, 0xA9, 0},
      {"&copy", true, 5, 0xA9, 0},
      {"&NotEqualTilde;", false, 15, 0x2242, 0x338},
      {"&CounterClockwiseContourIntegral;", false, 33, 0x2233, 0},
      {"&fjlig;", false, 7, 'f', 'j'},
      {"&nosuchname;", false, 0, 0, 0},
      {"&", false, 0, 0, 0},
      {"& ", false, 0, 0, 0},
      {"&#", false, 0, 0, 0},
      {"&#x", false, 0, 0, 0},
      {"&#xg", false, 0, 0, 0},
      {"&#65", false, 4, 'A', 0},
      {"&#x41;", false, 6, 'A', 0},
      {"&#X1f600;", false, 9, 0x1F600, 0},
      {"&#0;", false, 4, 0xFFFD, 0},
      {"&#128;", false, 6, 0x20AC, 0},
      {"&#x81;", false, 6, 0x81, 0},
      {"&#xD800;", false, 8, 0xFFFD, 0},
      {"&#x110000;", false, 10, 0xFFFD, 0},
      {"&#99999999999999999999;", false, 23, 0xFFFD, 0},
  };
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    tms_charref got = tms_charref_read(tms_slice_cstr(samples[i].text), 0, samples[i].in_attribute);
    assert_int_equal(got.length, samples[i].length);
    assert_int_equal(got.code[0], samples[i].first);
    assert_int_equal(got.code[1], samples[i].second);
  }
}

static void strict_form(void **state) {
  (void)state;
  static const sample samples[] = {
      {"&amp;", false, 5, '&', 0},     {"&amp", false, 0, 0, 0},     {"&notit;", false, 0, 0, 0},     {"&#35;", false, 5, '#', 0},
      {"&#12345678;", false, 0, 0, 0}, {"&#x22;", false, 6, '"', 0}, {"&#x1234567;", false, 0, 0, 0}, {"&#0;", false, 4, 0xFFFD, 0},
      {"&#128;", false, 6, 0x80, 0},   {"&#x;", false, 0, 0, 0},     {"&#65", false, 0, 0, 0},
  };
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    tms_charref got = tms_charref_read_strict(tms_slice_cstr(samples[i].text), 0);
    assert_int_equal(got.length, samples[i].length);
    assert_int_equal(got.code[0], samples[i].first);
  }
}

static void stops_at_the_end(void **state) {
  (void)state;
  tms_slice whole = TMS_SLICE("&amp;&#x41;");
  for (size_t len = 1; len <= whole.len; len++) {
    tms_charref got = tms_charref_read(tms_slice_head(whole, len), 0, false);
    assert_int_equal(got.length, len < 4 ? 0 : len < 5 ? 4 : 5);
  }
  assert_int_equal(tms_charref_read(whole, 5, false).code[0], 'A');
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(browsers_read), cmocka_unit_test(strict_form), cmocka_unit_test(stops_at_the_end)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
