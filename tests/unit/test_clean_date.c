/* Dates that machines and people write. */
#include "tests/support/cmocka.h"

#include "clean/date.h"

#include <stdio.h>

typedef struct row {
  const char *text, *iso; /* NULL: none */
} row;

static void check(const row *rows, size_t count, bool month_first) {
  for (size_t i = 0; i < count; i++) {
    tms_date date;
    bool found = tms_date_find(tms_slice_cstr(rows[i].text), month_first, &date);
    if (found != (rows[i].iso != NULL) || (found && strcmp(date.text, rows[i].iso))) {
      fail_msg("%s: %s, not %s", rows[i].text, found ? date.text : "none", rows[i].iso ? rows[i].iso : "none");
    }
  }
}

static void test_written(void **state) {
  (void)state;
  static const row rows[] = {
      {"October 4, 2017 - 11 minutes", "2017-10-04"},
      {"Wednesday, October 4, 2017", "2017-10-04"},
      {"Published on Sept. 5th, 2019 at 10:30 AM EST", "2019-09-05"},
      {"4 October 2017", "2017-10-04"},
      {"the 4th of October, 2017", "2017-10-04"},
      {"04-Oct-2017", "2017-10-04"},
      {"4. Oktober 2017, 18:20 Uhr", "2017-10-04"},
      {"1er mars 2020", "2020-03-01"},
      {"4 mars 2020", "2020-03-04"},
      {"4 de octubre de 2017", "2017-10-04"},
      {"12 de março de 2021", "2021-03-12"},
      {"4 ottobre 2017", "2017-10-04"},
      {"5 maart 2019", "2019-03-05"},
      {"15 października 2018", "2018-10-15"},
      {"4 октября 2017 г.", "2017-10-04"},
      {"4 жовтня 2017", "2017-10-04"},
      {"4. října 2017", "2017-10-04"},
      {"4 Ekim 2017", "2017-10-04"},
      {"4. lokakuuta 2017", "2017-10-04"},
      {"2017. október 4.", "2017-10-04"},
      {"4 Οκτωβρίου 2017", "2017-10-04"},
      {"ngày 4 tháng 10 năm 2017", "2017-10-04"},
      {"2017年10月4日(水)", "2017-10-04"},
      {"发布时间：2017年10月4日", "2017-10-04"},
      {"2017년 10월 4일 수요일", "2017-10-04"},
      {"4 ตุลาคม 2560", "2017-10-04"},
      {"٤ أكتوبر ٢٠١٧", "2017-10-04"},
      {"4 अक्टूबर 2017", "2017-10-04"},
      {"04.10.2017", "2017-10-04"},
      {"2017/10/4", "2017-10-04"},
      {"25/12/2017", "2017-12-25"},
      {"12/25/2017", "2017-12-25"},
      {"27-28 September 2017", NULL},
      {"September 27\xE2\x80\x93"
       "28, 2017",
       NULL},
      {"4 Oct 2017 - 6 Oct 2017", NULL},
      {"October 2017", NULL},
      {"31 February 2017", NULL},
      {"room 4, May 12", NULL},
      {"version 1.2.2017.4", NULL},
      {"", NULL},
  };
  check(rows, sizeof rows / sizeof rows[0], true);
  static const row day_first[] = {{"4/10/2017", "2017-10-04"}, {"10/25/2017", "2017-10-25"}};
  check(day_first, 2, false);
}

static void test_place(void **state) {
  (void)state;
  tms_date date;
  tms_slice text = TMS_SLICE("Updated Tuesday, 4 October 2017, 12:30 pm | Nairobi");
  assert_true(tms_date_find(text, true, &date));
  assert_int_equal(date.begin, 8);
  assert_memory_equal(text.ptr + date.end, " | Nairobi", 10);
}

static void test_machine(void **state) {
  (void)state;
  static const row rows[] = {
      {"2017-10-04", "2017-10-04"},
      {"20171004", "2017-10-04"},
      {"2017-10-04T12:00:00Z", "2017-10-04T12:00:00Z"},
      {"2017-10-04T12:00:00.123+0200", "2017-10-04T12:00:00+02:00"},
      {"2017-10-04 12:00", "2017-10-04T12:00"},
      {" 2017-10-04T25:00:00Z ", "2017-10-04"},
      {"Wed, 04 Oct 2017 12:00:00 GMT", "2017-10-04"},
      {"2017-13-04", NULL},
      {"1507118400", NULL},
      {"0001-01-01T00:00:00", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_date date;
    bool found = tms_date_of_machine(tms_slice_cstr(rows[i].text), &date);
    if (found != (rows[i].iso != NULL) || (found && strcmp(date.text, rows[i].iso))) fail_msg("%s: %s", rows[i].text, found ? date.text : "none");
  }
}

static void test_address(void **state) {
  (void)state;
  tms_date date;
  assert_true(tms_date_of_url(TMS_SLICE("https://example.org/2017/10/04/a-story"), &date));
  assert_string_equal(date.text, "2017-10-04");
  assert_true(tms_date_of_url(TMS_SLICE("https://example.org/news-2017-10-04.html"), &date));
  assert_false(tms_date_of_url(TMS_SLICE("https://example.org/2017/10/a-story"), &date));
  assert_true(tms_date_of_url(TMS_SLICE("https://example.org/2017/october/04/a-story"), &date));
  assert_string_equal(date.text, "2017-10-04");
  assert_true(tms_date_of_url(TMS_SLICE("https://example.org/2017/Oct/04/"), &date));
  assert_string_equal(date.text, "2017-10-04");
  assert_false(tms_date_of_url(TMS_SLICE("https://example.org/2017/nature/04/"), &date));
  assert_false(tms_date_of_url(TMS_SLICE("https://example.org/2017/of/04/"), &date));
  assert_false(tms_date_of_url(TMS_SLICE("https://example.org/2017/oct"), &date));
  assert_false(tms_date_of_url(TMS_SLICE("https://example.org/2017/31/04/"), &date));
}

/* The table is searched by halves: it must be sorted by bytes. */
static void test_sorted(void **state) {
  (void)state;
  static const char *const words[] = {
#define WORD(word, value) word,
#include "clean/date_words.inc"
#undef WORD
  };
  for (size_t i = 1; i < sizeof words / sizeof words[0]; i++) assert_true(strcmp(words[i - 1], words[i]) < 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_written), cmocka_unit_test(test_place), cmocka_unit_test(test_machine),
                                     cmocka_unit_test(test_address), cmocka_unit_test(test_sorted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
