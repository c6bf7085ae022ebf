/* The decoders' own laws: marks lead back to the source, blocks don't show, errors are told; and validation of UTF-8 by two ways. The tables themselves are
 * tests/conformance/charset.sh. */
#include "tests/support/cmocka.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "base/utf8_valid.h"
#include "charset/charset.h"

typedef struct heard {
  size_t marks[4096][2], count, bad_source, bad_count;
} heard;

static bool hear_mark(void *user, size_t decoded, size_t source) {
  heard *h = user;
  assert_true(h->count < 4096);
  h->marks[h->count][0] = decoded;
  h->marks[h->count++][1] = source;
  return true;
}

static void hear_bad(void *user, size_t decoded, size_t source) {
  heard *h = user;
  (void)decoded;
  h->bad_source = source;
  h->bad_count++;
}

static tms_status decode(const char *label, tms_slice bytes, heard *h, tms_buf *out, tms_charset_result *result) {
  tms_charset_sink sink = {h, hear_mark, hear_bad};
  tms_charset_choice choice = {.encoding = tms_encoding_of_any_label(tms_slice_cstr(label))};
  assert_non_null(choice.encoding);
  return tms_charset_decode(&choice, bytes, &sink, out, result);
}

static void expect(const char *label, tms_slice bytes, const char *want, size_t bad, size_t first_bad) {
  heard h = {.count = 0};
  tms_charset_result result;
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  assert_int_equal(decode(label, bytes, &h, &out, &result), TMS_OK);
  tms_slice text = result.same ? result.text : tms_buf_slice(&out);
  assert_int_equal(text.len, strlen(want));
  assert_memory_equal(text.ptr, want, text.len);
  assert_int_equal(result.bad, bad);
  assert_int_equal(h.bad_count, bad);
  if (bad) assert_int_equal(result.first_bad, first_bad);
  tms_buf_release(&out);
}

/* As tms_source_map_find() does it. */
static size_t source_of(const heard *h, size_t decoded) {
  size_t base[2] = {0, 0}, limit = SIZE_MAX;
  for (size_t i = 0; i < h->count; i++) {
    if (h->marks[i][0] > decoded) {
      limit = h->marks[i][1];
      break;
    }
    base[0] = h->marks[i][0];
    base[1] = h->marks[i][1];
  }
  size_t source = base[1] + decoded - base[0];
  return source < limit ? source : limit;
}

/* Every "<" and every line end of the decoded text is one in the source, where the marks say. */
static void leads_back(const char *label, tms_slice bytes, size_t width, size_t low) {
  heard h = {.count = 0};
  tms_charset_result result;
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  assert_int_equal(decode(label, bytes, &h, &out, &result), TMS_OK);
  size_t found = 0;
  for (size_t i = 0; i < out.len; i++) {
    if (out.data[i] != '<' && out.data[i] != '\n') continue;
    size_t source = source_of(&h, i);
    assert_true(source + width <= bytes.len);
    assert_int_equal(bytes.ptr[source + low], out.data[i]);
    found++;
  }
  assert_true(found >= 2);
  assert_int_equal(source_of(&h, out.len), bytes.len);
  for (size_t i = 1; i < h.count; i++) assert_true(h.marks[i][0] >= h.marks[i - 1][0] && h.marks[i][1] >= h.marks[i - 1][1]);
  tms_buf_release(&out);
}

static void test_marks_lead_back(void **state) {
  (void)state;
  leads_back("windows-1251", TMS_SLICE("<p>\xCF\xF0\xE8 \xE2\xE5\xF2<b>\xEC\xE8\xF0\n</b> and so on, in Latin letters\xFF<i>"), 1, 0);
  leads_back("iso-8859-7", TMS_SLICE("\xE1\xAE\xE2<p>\xE1 long enough for a block \xAE\xE2\n<b>"), 1, 0);
  leads_back("shift_jis", TMS_SLICE("<p>\x93\xFA\x96{<b>\xB1\x81\n\x93\xFA and a piece of ASCII text<i>\x81"), 1, 0);
  leads_back("euc-jp", TMS_SLICE("<p>\xC6\xFC\x8E\xB1\x8F\xB0\xA1<b>\xC6\xFC\n\xA6\xC1\xC6\xFC and a piece of ASCII<i>"), 1, 0);
  leads_back("iso-2022-jp", TMS_SLICE("<p>\x1B$BF|K\\\x1B(B<b>\x1B(B\x1B(B\x1B(J\n<i>"), 1, 0);
  leads_back("gb18030", TMS_SLICE("<p>\xD6\xD0\x94\x39\xDA\x33<b>\x81\x30\x81\n\xD6\xD0\x80 and a piece of ASCII<i>"), 1, 0);
  leads_back("big5", TMS_SLICE("<p>\xA4\xA4\x88\x62<b>\xA4\xE5\n\x87\x40 and a piece of ASCII text<i>"), 1, 0);
  leads_back("euc-kr", TMS_SLICE("<p>\xC7\xD1 \xB1\xDB<b>\xC7\xD1\n\xA5\xC1\xC7 and a piece of ASCII text<i>"), 1, 0);
  leads_back("utf-16be", TMS_SLICE("\0<\x04\x10\0 \x04\x11\0<\xD8\0\0\n\xD8\x3D\xDE\0\0<"), 2, 1);
  leads_back("utf-32le", TMS_SLICE("<\0\0\0\x10\x04\0\0\n\0\0\0\0\xD8\0\0<\0\0\0"), 4, 0);
  leads_back("utf-8", TMS_SLICE("<p>\xC3\xA9\xFF<b>\xE2\x82\n<i>\xF0\x9F\x98"), 1, 0);
}

/* What stands before a text doesn't matter to it, wherever the writer's blocks end. */
static void test_blocks_do_not_show(void **state) {
  static const struct {
    const char *label, *bytes, *want;
  } rows[] = {{"windows-1252", "caf\xE9 \x80\xFF and more of it", "café €ÿ and more of it"},
              {"shift_jis", "\x93\xFA\x96{\xB1 and more of it \x81", "日本ｱ and more of it \xEF\xBF\xBD"},
              {"gb18030", "\xD6\xD0\x94\x39\xDA\x33\xD6\xD0\xD6\xD0\xD6\xD0\xD6\xD0\xD6\xD0\xD6\xD0\x81", "中💩中中中中中中\xEF\xBF\xBD"},
              {"big5", "\x88\x62\xA4\xA4\x88\x64\xA4\xE5\xA4\xA4\xA4\xA4\xA4\xA4", "\xC3\x8A\xCC\x84中\xC3\x8A\xCC\x8C文中中中"}};
  (void)state;
  static char bytes[4300];
  memset(bytes, 'x', sizeof bytes);
  for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
    size_t size = strlen(rows[row].bytes), length = strlen(rows[row].want);
    for (size_t before = 3900; before + size < sizeof bytes; before++) {
      heard h = {.count = 0};
      tms_charset_result result;
      tms_buf out;
      tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
      memset(bytes, 'x', before);
      memcpy(bytes + before, rows[row].bytes, size);
      assert_int_equal(decode(rows[row].label, tms_slice_of(bytes, before + size), &h, &out, &result), TMS_OK);
      assert_int_equal(out.len, before + length);
      assert_memory_equal(out.data + before, rows[row].want, length);
      tms_buf_release(&out);
    }
  }
}

static void test_errors_are_told(void **state) {
  (void)state;
  expect("windows-1253", TMS_SLICE("\xE1 and a block of letters \xAA \xD2"), "α and a block of letters \xEF\xBF\xBD \xEF\xBF\xBD", 2, 25);
  expect("iso-2022-jp", TMS_SLICE("a\x1B$B\n"), "a\xEF\xBF\xBD", 1, 4); /* a line end is no lead byte */
  expect("iso-2022-jp", TMS_SLICE("\x1B(B\x1B(Ba"), "\xEF\xBF\xBD\x61", 1, 3);
  expect("gb18030", TMS_SLICE("\x81\x30\x81"), "\xEF\xBF\xBD", 1, 0);
  expect("gb18030", TMS_SLICE("\x81\x30\x81<"), "\xEF\xBF\xBD\x30\xEF\xBF\xBD<", 2, 0);
  expect("gb18030", TMS_SLICE("\xFE\x39\xFE\x39"), "\xEF\xBF\xBD", 1, 0);
  expect("euc-jp", TMS_SLICE("\x8F\xA1<"), "\xEF\xBF\xBD<", 1, 0);
  expect("utf-32be", TMS_SLICE("\0\x11\0\0\0\0\0a\0"), "\xEF\xBF\xBD\x61\xEF\xBF\xBD", 2, 0);
}

/* What the standard doesn't have; glibc and GNU libiconv have most of it. */
static void test_others(void **state) {
  (void)state;
  expect("ibm855", TMS_SLICE("\xDD\xE1\xB7\xEB\xA8\xE5<b>"), "Привет<b>", 0, 0);
  expect("cp437", TMS_SLICE("caf\x82"), "café", 0, 0);
  expect("utf-32", TMS_SLICE("\xE9\0\0\0\0\xF6\1\0"), "é😀", 0, 0);
  expect("utf-7", TMS_SLICE("caf+AOk- +2D3eAA- x"), "café 😀 x", 0, 0);
  expect("utf-7",
         TMS_SLICE("a\xFF"
                   "b"),
         "a\xEF\xBF\xBD"
         "b",
         1, 1);
  expect("euc-tw", TMS_SLICE("\xC4\xE3\xC5\xC6"), "中文", 0, 0);
  expect("johab", TMS_SLICE("\xD0\x65\x8B\x69"), "한글", 0, 0);
  expect("x-iso-2022-kr", TMS_SLICE("\x1B$)C\x0EGQ1[\x0F!"), "한글!", 0, 0);
  expect("viscii", TMS_SLICE("Vi\xAEt"), "Việt", 0, 0);
}

static void test_validation(void **state) {
  static const char *const pieces[] = {"a",
                                       "plain ASCII text of some length",
                                       "\xC3\xA9",
                                       "\xE2\x82\xAC",
                                       "\xF0\x9F\x98\x80",
                                       "\xED\x9F\xBF",
                                       "\xEE\x80\x80",
                                       "\xF4\x8F\xBF\xBF",
                                       "\xC2\x80",
                                       "\xDF\xBF",
                                       "\xE0\xA0\x80",
                                       "\xF0\x90\x80\x80"};
  static const char *const broken[] = {"\x80",
                                       "\xC3",
                                       "\xC0\xAF",
                                       "\xC1\xBF",
                                       "\xE0\x9F\xBF",
                                       "\xED\xA0\x80",
                                       "\xF0\x8F\xBF\xBF",
                                       "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80",
                                       "\xFF",
                                       "\xE2\x82",
                                       "\xF0\x9F\x98",
                                       "\xF8\x88\x80\x80\x80"};
  (void)state;
  uint32_t random = 1;
  char bytes[700];
  for (size_t round = 0; round < 200000; round++) {
    size_t size = 0;
    random = random * 1664525 + 1013904223;
    size_t breaks = random >> 24, length = 600 * (random >> 28) / 15;
    while (size < length) {
      random = random * 1664525 + 1013904223;
      const char *piece = size / 3 == breaks ? broken[(random >> 16) % 13] : pieces[(random >> 16) % 12];
      memcpy(bytes + size, piece, strlen(piece));
      size += strlen(piece);
    }
    tms_slice s = tms_slice_of(bytes, size);
    assert_int_equal(tms_utf8_valid_prefix(s), tms_utf8_valid_plain(s, 0));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_marks_lead_back), cmocka_unit_test(test_blocks_do_not_show), cmocka_unit_test(test_errors_are_told),
      cmocka_unit_test(test_others),          cmocka_unit_test(test_validation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
