/* Every name is found by its own perfect hash, in any case, and nothing else is. */
#include "formats/html/names.h"
#include "formats/html/scan.h"

#include "tests/support/cmocka.h"

static void upper(char *out, tms_slice name) {
  for (size_t i = 0; i < name.len; i++) out[i] = (char)(tms_is_lower((unsigned char)name.ptr[i]) ? name.ptr[i] - 32 : name.ptr[i]);
}

static void names_find_themselves(void **state) {
  (void)state;
  char shouted[64];
  for (unsigned tag = 1; tag < TMS_TAG_COUNT; tag++) {
    tms_slice name = tms_html_tag_name((tms_html_tag)tag);
    upper(shouted, name);
    assert_int_equal(tms_html_tag_named(name), tag);
    assert_int_equal(tms_html_tag_named(tms_slice_of(shouted, name.len)), tag);
    assert_int_equal(tms_html_tag_named(tms_slice_head(name, name.len - 1)) == (tms_html_tag)tag, false);
    assert_true(tms_slice_eq_nocase(name, tms_html_tag_svg_name((tms_html_tag)tag)));
  }
  for (unsigned attr = 1; attr < TMS_ATTR_COUNT; attr++) {
    tms_slice name = tms_html_attr_name((tms_html_attr)attr);
    upper(shouted, name);
    assert_int_equal(tms_html_attr_named(name), attr);
    assert_int_equal(tms_html_attr_named(tms_slice_of(shouted, name.len)), attr);
  }
}

static void others_are_unknown(void **state) {
  (void)state;
  static const tms_slice others[] = {TMS_SLICE_INIT(""),
                                     TMS_SLICE_INIT("x"),
                                     TMS_SLICE_INIT("di"),
                                     TMS_SLICE_INIT("divs"),
                                     TMS_SLICE_INIT("div\0"),
                                     TMS_SLICE_INIT("x-element"),
                                     TMS_SLICE_INIT("\0"),
                                     TMS_SLICE_INIT("h7"),
                                     TMS_SLICE_INIT("annotation-xmlx"),
                                     TMS_SLICE_INIT("fecomponenttransfe"),
                                     TMS_SLICE_INIT("fecomponenttransferr")};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (memchr(others[i].ptr, 0, others[i].len) && others[i].len > 1) continue; /* NUL is the tokenizer's business: it never asks */
    assert_int_equal(tms_html_tag_named(others[i]), TMS_TAG_UNKNOWN);
  }
  assert_int_equal(tms_html_tag_name(TMS_TAG_UNKNOWN).len, 0);
}

static void same_scan(const char *text, size_t end, unsigned stop) {
  tms_name_scan fast = tms_scan_name(text, 0, end, stop), slow = tms_html_scan_name_slowly(text, 0, end, stop);
  assert_int_equal(fast.end, slow.end);
  assert_int_equal(fast.plain, slow.plain);
  assert_true(fast.low == slow.low && fast.high == slow.high);
}

/* The sixteen-byte scan and the byte-wise one agree, whatever stands where. */
static void scans_agree(void **state) {
  (void)state;
  static const char pieces[] = "aZ09-_: \n/>=<\"\0\x80@[`{";
  char text[48];
  uint32_t random = 12345;
  for (int round = 0; round < 200000; round++) {
    for (size_t i = 0; i < sizeof text; i++) {
      random = random * 1103515245u + 12345u;
      text[i] = (random >> 16) % 4 ? "abcXYZ-9"[(random >> 20) % 8] : pieces[(random >> 20) % (sizeof pieces - 1)];
    }
    random = random * 1103515245u + 12345u;
    size_t end = (random >> 16) % sizeof text;
    same_scan(text, end, TMS_CHAR_TAG_END);
    same_scan(text, end, TMS_CHAR_ATTR_END);
    bool dirty = false, expected = false;
    size_t at = tms_scan_until(text, 0, end, '<', &dirty), i = 0;
    for (; i < end && text[i] != '<'; i++) expected |= text[i] == '&' || text[i] == '\r' || text[i] == '\0';
    assert_int_equal(at, i);
    assert_int_equal(dirty, expected);
    for (int widest = 0; widest < 2; widest++) {
      dirty = false;
      assert_int_equal(tms_html_scan_for(widest)(text, 0, end, '<', '&', &dirty), i);
      assert_int_equal(dirty, expected);
    }
    size_t equals = tms_first_of(text, '=', '>'), len = 0;
    while (len < TMS_WORDS && text[len] != '=' && text[len] != '>') len++;
    assert_int_equal(equals, len);
    for (i = 0; i < equals && text[i] != '\0' && !tms_char_is(text[i], TMS_CHAR_ATTR_END | TMS_CHAR_UPPER); i++) continue;
    for (len = 0; len <= equals && len < TMS_WORDS; len++) assert_int_equal(tms_is_plain_name(text, len), len <= i);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_find_themselves), cmocka_unit_test(others_are_unknown), cmocka_unit_test(scans_agree)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
