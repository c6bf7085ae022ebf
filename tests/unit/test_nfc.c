/* Normalization form C by hand-picked cases; the whole of NormalizationTest.txt is tests/conformance/nfc.c. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "unicode/class.h"
#include "unicode/nfc.h"

static void check(const char *source, const char *want) {
  tms_buf out;
  tms_slice s = tms_slice_cstr(source), expected = tms_slice_cstr(want);
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  tms_nfc_append(s, &out);
  assert_int_equal(out.status, TMS_OK);
  assert_string_equal(out.data, want);
  assert_true(tms_nfc_is(expected));
  assert_int_equal(tms_nfc_is(s), tms_slice_eq(s, expected));
  tms_buf_release(&out);
}

static void test_composes(void **state) {
  (void)state;
  check("", "");
  check("plain ASCII, and é composed", "plain ASCII, and é composed");
  check("e\xCC\x81", "é");
  check("a\xCC\xA3\xCC\x82", "ậ");                   /* both marks join, the lower one first */
  check("a\xCC\x82\xCC\xA3", "ậ");                   /* in whatever order they come */
  check("\xC3\xA2\xCC\xA3", "ậ");                    /* and through a composed letter: compose(â, dot below) has no pair of its own */
  check("\xE2\x84\xAB", "Å");                        /* singletons: angstrom sign */
  check("\xEF\xA4\x80", "\xE8\xB1\x88");             /* CJK compatibility ideograph */
  check("\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"); /* excluded from composition */
}

/* Since Unicode 16 starters decompose to starters that those before would take: Gurung Khema, Kirat Rai, Tulu-Tigalari. */
static void test_starters(void **state) {
  (void)state;
  check("\xF0\x96\x84\x9E\xF0\x96\x84\xA1", "\xF0\x96\x84\xA1\xF0\x96\x84\x9E"); /* U+1611E U+16121 */
  check("\xF0\x96\xB5\xA3\xF0\x96\xB5\xA8", "\xF0\x96\xB5\xAA");                 /* U+16D63 U+16D68 */
  check("\xF0\x91\x8E\x8B\xF0\x91\x8F\x85", "\xF0\x91\x8E\x8E\xF0\x91\x8F\x82"); /* U+1138B U+113C5 */
}

static void test_hangul(void **state) {
  (void)state;
  check("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한");
  check("\xED\x95\x98\xE1\x86\xAB", "한");
  check("\xE1\x84\x92\xE1\x86\xAB", "\xE1\x84\x92\xE1\x86\xAB"); /* no vowel between */
  check("\xED\x95\x98\xE1\x86\xA7", "\xED\x95\x98\xE1\x86\xA7"); /* U+11A7 is TBase itself, no trailing consonant */
}

static void test_blocked(void **state) {
  (void)state;
  /* A second mark of one class stays, and so does a mark behind something that isn't one. */
  check("a\xCC\x81\xCC\x81", "á\xCC\x81");
  check("a\xCD\x8F\xCC\x81", "a\xCD\x8F\xCC\x81");
  check("\xCC\x81\xCC\x80", "\xCC\x81\xCC\x80");
  check("\xCC\x81\xCC\xA3", "\xCC\xA3\xCC\x81"); /* ordered though there is no letter */
}

/* A run of marks without end is ordered by counting; with the letter's own marks joining it from inside. */
static void test_long_run(void **state) {
  (void)state;
  enum { RUN = 20000 };
  tms_buf source, out;
  tms_buf_init(&source, tms_allocator_libc(), 1 << 24);
  tms_buf_init(&out, tms_allocator_libc(), 1 << 24);
  tms_buf_add_cstr(&source, "e");
  for (int i = 0; i < RUN; i++) tms_buf_add_cstr(&source, i % 2 ? "\xCC\x81" : "\xCC\xA3"); /* acute 230, dot below 220 */
  tms_nfc_append(tms_buf_slice(&source), &out);
  assert_int_equal(out.status, TMS_OK);
  assert_int_equal(out.len, strlen("ẹ") + 2 * (2 * RUN / 2 - 1));
  assert_true(tms_slice_starts(tms_buf_slice(&out), TMS_SLICE("ẹ\xCC\xA3\xCC\xA3")));
  assert_true(tms_slice_ends(tms_buf_slice(&out), TMS_SLICE("\xCC\x81\xCC\x81")));
  assert_true(tms_nfc_is(tms_buf_slice(&out)));
  assert_false(tms_nfc_is(tms_buf_slice(&source)));
  tms_buf_release(&source);
  tms_buf_release(&out);
}

static void test_failing_memory(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_buf out;
    tms_buf_init(&out, &allocator, 1 << 20);
    for (int i = 0; i < 20; i++) tms_nfc_append(TMS_SLICE("e\xCC\x81\xCC\xA3 and more text; e\xCC\x81"), &out);
    assert_true(out.status == TMS_ERR_MEMORY || out.len == 20 * strlen("ẹ\xCC\x81 and more text; é"));
    tms_buf_release(&out);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

static void test_classes(void **state) {
  (void)state;
  assert_true(tms_char_is_letter('a') && tms_char_is_letter(0x4E2D) && !tms_char_is_letter('1'));
  assert_true(tms_char_is_upper(0xC9) && tms_char_is_lower(0xE9) && tms_char_lower(0xC9) == 0xE9 && tms_char_lower('!') == '!');
  assert_true(tms_char_is_digit(0x663) && tms_char_is_space(0x3000) && tms_char_is_space(0x85) && !tms_char_is_space(0x200B));
  assert_true(tms_char_is_punct(0x3001) && tms_char_is_symbol(0x20AC) && tms_char_is_mark(0x301));
  assert_int_equal(tms_char_script(0x416), TMS_SCRIPT_CYRILLIC);
  assert_int_equal(tms_char_script('-'), TMS_SCRIPT_COMMON);
  assert_int_equal(tms_char_script(0x10400), TMS_SCRIPT_OTHER);
  assert_true(tms_char_is_joining(0x628) && tms_char_is_joining(0x94D) && !tms_char_is_joining('b'));
  assert_true(tms_char_is_pictograph(0x1F469) && tms_char_is_ignorable(0x200D) && tms_char_is_unassigned(0xFFFF));
  assert_true(tms_char_is_unassigned(0x110000));
  assert_int_equal(tms_char_combining_class(0x323), 220);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_composes), cmocka_unit_test(test_hangul),         cmocka_unit_test(test_starters), cmocka_unit_test(test_blocked),
      cmocka_unit_test(test_long_run), cmocka_unit_test(test_failing_memory), cmocka_unit_test(test_classes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
