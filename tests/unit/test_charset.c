/* Which encoding, and what its bytes mean. The public suites are tests/conformance/charset.c. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "charset/charset.h"

static void decide(tms_slice bytes, const char *user, const char *transport, bool html, const char *name, const char *known) {
  tms_charset_choice choice;
  tms_charset_input input = {.bytes = bytes, .user = tms_slice_cstr(user), .transport = tms_slice_cstr(transport), .html = html};
  assert_int_equal(tms_charset_decide(&input, &choice), TMS_OK);
  assert_string_equal(choice.encoding->name, name);
  assert_string_equal(choice.known, known);
}

static void test_order(void **state) {
  (void)state;
  tms_slice page = TMS_SLICE("<meta charset=iso-8859-2>caf\xE9");
  decide(page, NULL, NULL, true, "ISO-8859-2", "meta");
  decide(page, NULL, NULL, false, "windows-1252", "statistics");
  decide(page, NULL, "koi8-r", true, "KOI8-R", "transport");
  decide(page, NULL, "text/html; charset=\"Shift_JIS\"", true, "Shift_JIS", "transport");
  decide(page, NULL, "text/html", true, "ISO-8859-2", "meta");
  decide(page, "utf-8", "koi8-r", true, "UTF-8", "user");
  decide(TMS_SLICE("\xEF\xBB\xBF<meta charset=big5>"), NULL, "koi8-r", true, "UTF-8", "bom");
  decide(TMS_SLICE("\xFF\xFEx\0"), NULL, NULL, false, "UTF-16LE", "bom");
  decide(TMS_SLICE("<?xml version='1.0' encoding='windows-1251'?><a/>"), NULL, NULL, false, "windows-1251", "xml");
  decide(TMS_SLICE("caf\xC3\xA9"), NULL, NULL, false, "UTF-8", "utf-8");
  decide(TMS_SLICE("h\0i\0 \0t\0h\0e\0r\0e\0"), NULL, NULL, false, "UTF-16LE", "utf-16");
  decide(TMS_SLICE(""), NULL, NULL, true, "UTF-8", "utf-8");
}

static void test_meta(void **state) {
  (void)state;
  /* a comment, an attribute and a script's text hide nothing and lend nothing */
  decide(TMS_SLICE("<!-- <meta charset=big5> --><meta charset=koi8-r>\xC1"), NULL, NULL, true, "KOI8-R", "meta");
  decide(TMS_SLICE("<p title='<meta charset=big5>'><meta charset=koi8-r>\xC1"), NULL, NULL, true, "KOI8-R", "meta");
  decide(TMS_SLICE("<meta content='text/html; charset=koi8-r' http-equiv=Content-Type>\xC1"), NULL, NULL, true, "KOI8-R", "meta");
  decide(TMS_SLICE("<meta content='text/html; charset=koi8-r'>\xC1"), NULL, NULL, true, "windows-1252", "statistics");
  decide(TMS_SLICE("<meta charset=utf-16>\xC1"), NULL, NULL, true, "UTF-8", "meta");
  decide(TMS_SLICE("<meta charset=nonsense><meta charset=koi8-r>\xC1"), NULL, NULL, true, "KOI8-R", "meta");
}

static void test_labels(void **state) {
  (void)state;
  const char *nearest[TMS_LABELS_NEAREST];
  tms_charset_choice choice;
  tms_charset_input input = {.bytes = TMS_SLICE("x"), .user = TMS_SLICE("utf8-")};
  assert_int_equal(tms_charset_decide(&input, &choice), TMS_ERR_LABEL);
  assert_string_equal(tms_encoding_of_label(TMS_SLICE("  Latin1\n"))->name, "windows-1252");
  assert_null(tms_encoding_of_label(TMS_SLICE("latin1 x")));
  assert_null(tms_encoding_of_label(TMS_SLICE("GB18030//TRANSLIT")));
  assert_true(tms_label_nearest(TMS_SLICE("uft-8"), nearest) > 0);
  assert_string_equal(nearest[0], "utf-8");
  assert_true(tms_label_nearest(TMS_SLICE("windows1252"), nearest) > 0);
  assert_string_equal(nearest[0], "windows-1252");
  assert_int_equal(tms_label_nearest(TMS_SLICE("something else altogether"), nearest), 0);
  /* what the standard doesn't have is for the user's word alone */
  assert_null(tms_encoding_of_label(TMS_SLICE("ibm855")));
  assert_string_equal(tms_encoding_of_any_label(TMS_SLICE(" CP855 "))->name, "IBM855");
  assert_string_equal(tms_encoding_of_any_label(TMS_SLICE("hz-gb-2312"))->name, "replacement");
  assert_string_equal(tms_encoding_of_any_label(TMS_SLICE("HZ"))->name, "HZ");
  assert_null(tms_encoding_of_any_label(TMS_SLICE("ibm85")));
}

typedef struct heard {
  size_t marks[32][2], count, bad[8], bad_count;
} heard;

static bool hear_mark(void *user, size_t decoded, size_t source) {
  heard *h = user;
  if (h->count < 32) {
    h->marks[h->count][0] = decoded;
    h->marks[h->count++][1] = source;
  }
  return true;
}

static void hear_bad(void *user, size_t decoded, size_t source) {
  heard *h = user;
  (void)source;
  if (h->bad_count < 8) h->bad[h->bad_count++] = decoded;
}

static void decode(const char *label, tms_slice bytes, size_t bom, const char *want, size_t bad) {
  heard h = {0};
  tms_charset_sink sink = {&h, hear_mark, hear_bad};
  tms_charset_choice choice = {.encoding = tms_encoding_of_any_label(tms_slice_cstr(label)), .bom = bom};
  tms_charset_result result;
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  assert_int_equal(tms_charset_decode(&choice, bytes, &sink, &out, &result), TMS_OK);
  tms_slice text = result.same ? result.text : tms_buf_slice(&out);
  assert_int_equal(text.len, strlen(want));
  assert_memory_equal(text.ptr, want, text.len);
  assert_int_equal(result.bad, bad);
  assert_int_equal(h.bad_count, bad);
  for (size_t i = 1; i < h.count; i++) assert_true(h.marks[i][0] >= h.marks[i - 1][0] && h.marks[i][1] >= h.marks[i - 1][1]);
  tms_buf_release(&out);
}

static void test_decoding(void **state) {
  (void)state;
  decode("utf-8",
         TMS_SLICE("\xEF\xBB\xBF"
                   "a\xC3\xA9"),
         3, "a\xC3\xA9", 0);
  decode("utf-8", TMS_SLICE("a\xE2\x82z\xFF"), 0, "a\xEF\xBF\xBDz\xEF\xBF\xBD", 2); /* one for each maximal subpart */
  decode("latin1", TMS_SLICE("\x80\xE9"), 0, "€é", 0);
  decode("iso-8859-7", TMS_SLICE("\xE1\xAE"), 0, "α\xEF\xBF\xBD", 1);
  decode("utf-16le", TMS_SLICE("a\0\x3D\xD8\x00\xDE\x00\xD8z\0x"), 0, "a😀\xEF\xBF\xBDz\xEF\xBF\xBD", 2);
  decode("utf-16be", TMS_SLICE("\0a\0b"), 0, "ab", 0);
  decode("x-user-defined", TMS_SLICE("a\x80"), 0, "a\xEF\x9E\x80", 0);
  decode("hz-gb-2312", TMS_SLICE("anything"), 0, "\xEF\xBF\xBD", 1);
  decode("shift_jis", TMS_SLICE("\x93\xFA\x96{\xB1"), 0, "日本ｱ", 0);
  decode("euc-jp", TMS_SLICE("\xC6\xFC\xCB\xDC"), 0, "日本", 0);
  decode("iso-2022-jp", TMS_SLICE("\x1B$BF|K\\\x1B(B!"), 0, "日本!", 0);
  decode("euc-kr", TMS_SLICE("\xC7\xD1\xB1\xDB"), 0, "한글", 0);
  decode("gbk", TMS_SLICE("\xD6\xD0\x80"), 0, "中€", 0);
  decode("gb18030", TMS_SLICE("\x94\x39\xDA\x33"), 0, "💩", 0);
  decode("big5", TMS_SLICE("\xA4\xA4\xA4\xE5"), 0, "中文", 0);
  /* a broken lead never swallows markup */
  decode("gbk", TMS_SLICE("\xD6<b>"), 0, "\xEF\xBF\xBD<b>", 1);
  decode("shift_jis", TMS_SLICE("\x81\"x"), 0, "\xEF\xBF\xBD\"x", 1);
  /* ASCII's brackets and stops stand once more among the upper bytes; in a block, and at the end */
  if (tms_encoding_is_here(tms_encoding_of_any_label(TMS_SLICE("armscii-8")))) {
    decode("armscii-8", TMS_SLICE("\xA5\xB3\xAB\xB5\xA4 a\xA9\xAC\xB3\xB3\xB3\xB3\xB3\xB3\xB3\xB3\xB3\xB3\xB3\xA9"), 0, "(ա,բ) a.-աաաաաաաաաաա.", 0);
  }
}

/* Marks lead back to the source: behind every run of characters of another length, and around what cuts text. */
static void test_marks(void **state) {
  (void)state;
  heard h = {0};
  tms_charset_sink sink = {&h, hear_mark, NULL};
  tms_charset_choice choice = {.encoding = tms_encoding_of_label(TMS_SLICE("latin1"))};
  tms_charset_result result;
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  assert_int_equal(tms_charset_decode(&choice,
                                      TMS_SLICE("ab\xE9\xE9"
                                                "c\xE9"),
                                      &sink, &out, &result),
                   TMS_OK);
  assert_int_equal(h.count, 2);
  assert_int_equal(h.marks[0][0], 6); /* "c" */
  assert_int_equal(h.marks[0][1], 4);
  assert_int_equal(h.marks[1][0], 9); /* the end */
  assert_int_equal(h.marks[1][1], 6);
  tms_buf_release(&out);
}

static void test_binary(void **state) {
  (void)state;
  assert_true(tms_charset_is_binary(TMS_SLICE("\x89PNG\r\n\x1A\n\0\0\0\rIHDR")));
  assert_true(tms_charset_is_binary(TMS_SLICE("%PDF-1.4\n1 0 obj")));
  assert_true(tms_charset_is_binary(TMS_SLICE("\x01\x02\x03\x04\x05\x06 data\0\0\0")));
  assert_false(tms_charset_is_binary(TMS_SLICE("")));
  assert_false(tms_charset_is_binary(TMS_SLICE("plain text, with a stray \x01 control somewhere in it")));
  assert_false(tms_charset_is_binary(TMS_SLICE("\xFF\xFEh\0i\0")));
  assert_false(tms_charset_is_binary(TMS_SLICE("h\0i\0 \0t\0h\0e\0r\0e\0")));
}

static void test_failing_memory(void **state) {
  (void)state;
  static const char *const names[] = {"latin1", "gbk", "utf-8", "iso-2022-jp"};
  for (size_t i = 0; i < 4; i++) {
    for (size_t n = 1;; n++) {
      fail_alloc memory = {.fail_at = n};
      tms_allocator allocator = fail_allocator(&memory);
      tms_charset_choice choice = {.encoding = tms_encoding_of_label(tms_slice_cstr(names[i]))};
      tms_charset_result result;
      tms_buf out;
      tms_buf_init(&out, &allocator, 1 << 20);
      tms_status status = tms_charset_decode(&choice, TMS_SLICE("text \xE9\xFF and more\x1B$BF|"), NULL, &out, &result);
      assert_int_equal(status, memory.calls < n ? TMS_OK : TMS_ERR_MEMORY);
      tms_buf_release(&out);
      assert_int_equal(memory.live_bytes, 0);
      if (memory.calls < n) break;
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order), cmocka_unit_test(test_meta),   cmocka_unit_test(test_labels),         cmocka_unit_test(test_decoding),
      cmocka_unit_test(test_marks), cmocka_unit_test(test_binary), cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
