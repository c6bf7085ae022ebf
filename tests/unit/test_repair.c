/* Repair of text: what is mended, what stays, and that repairing twice is repairing once. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "repair/oddness.h"
#include "repair/repair.h"

static void check(const char *text, size_t size, uint32_t flags, const char *want) {
  tms_buf work, out, again;
  tms_repair_counts counts = {{0}};
  tms_buf_init(&work, tms_allocator_libc(), 1 << 24);
  tms_buf_init(&out, tms_allocator_libc(), 1 << 24);
  tms_buf_init(&again, tms_allocator_libc(), 1 << 24);
  bool changed = tms_repair_text(tms_slice_of(text, size), flags, &work, &out, &counts);
  assert_int_equal(out.status, TMS_OK);
  if (!changed) tms_buf_add_bytes(&out, text, size);
  assert_string_equal(out.data, want);
  uint64_t total = 0;
  for (size_t i = 0; i < TMS_REPAIR_KINDS; i++) total += counts.of[i];
  assert_int_equal(changed, total > 0);
  assert_false(tms_repair_text(tms_buf_slice(&out), flags, &work, &again, &counts));
  tms_buf_release(&again);
  tms_buf_release(&out);
  tms_buf_release(&work);
}

static void fixes(const char *text, const char *want) {
  check(text, strlen(text), 0, want);
}

static void stays(const char *text) {
  fixes(text, text);
}

static void test_clean(void **state) {
  (void)state;
  stays("");
  stays("“Curly quotes” – dashes — ligatures ﬁ and no-break\xC2\xA0spaces stay; so do TABs\tand\nlines\n\n");
  stays("NESTLÉ® CAFÉ… l’État d’été, »Über«, São Paulo, AMANHÃ… 4288×…");
  stays("русский «текст», ελληνικά, עברית, العربية, 中文，日本語、한국어");
  stays("x² + y³ = ½, −5 °C, 100 €, £5, §3, ¶, 5 µm, ∆° and √π");
  stays("half a case: dÃ©jÃ");
  stays("HTML writes &amp; for an ampersand and &eacute; for é");
}

static void test_mojibake(void **state) {
  (void)state;
  fixes("dÃ©jÃ  vu, naÃ¯ve", "déjà vu, naïve");
  fixes("itâ€™s a â€œquoteâ€\xC2\x9D", "it’s a “quote”");
  fixes("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет");
  fixes("РїСЂРёРІРµС‚", "привет");
  fixes("r√©gime √©quilibr√©", "régime équilibré");
  fixes("voilÃƒÂ©", "voilé"); /* twice */
  fixes("first line is fine\nsecond is dÃ©jÃ  vu\nthird, too: é\n", "first line is fine\nsecond is déjà vu\nthird, too: é\n");
  fixes("\xC3\xB0\xC5\xB8\xCB\x9C\xE2\x82\xAC", "😀");
}

/* The other tables, lines half broken, and what only looks broken. */
static void test_tables(void **state) {
  (void)state;
  fixes("╨Я╤А╨╕╨▓╨╡╤В, ╨╝╨╕╤А", "Привет, мир");
  fixes("п÷я─п╦п╡п╣я┌", "Привет");                  /* KOI8-R */
  fixes("f├╝r d├®j├á", "für déjà");                 /* cp850 */
  fixes("L‚Äô√©t√©", "L’été");                      /* Mac Roman */
  fixes("dejarĆ¡ a su madre", "dejará a su madre"); /* windows-1257 has no A1 */
  fixes("semelhante Ã quele, necessÃ¡rio", "semelhante àquele, necessário");
  fixes("schön, aber grĂ¶ĂŸer", "schön, aber größer"); /* in part */
  stays(
      "MISUTÂ\xC2\xA0"
      "AJIKKO");
  stays("„IDŐ” és „NŐ”");
  stays("если файл_результата не задан, Gуам");
  stays("│ имя │ ёлка │");
  stays("Bremer/Mccoy – DrÃ¥ber");
}

static void test_profiles(void **state) {
  (void)state;
  const char *safe = "ﬁne ﬂow; ខ្មែរ \xE2\x80\x8B %s\xE2\x80\x8B; שלום \xE2\x80\xAAmix\xE2\x80\xAC";
  stays(safe);
  check(safe, strlen(safe), TMS_REPAIR_FULL, "fine flow; ខ្មែរ  %s; שלום mix");
  fixes("clean \xE2\x80\xAAmix\xE2\x80\xAC \xE2\x80\x8Bzero", "clean mix zero"); /* no script of this line knows them */
  stays("ಬ್ಲೂಟೂತ್\xE2\x80\x8C ಖಾತೆ");                                               /* Kannada ends words with a non-joiner */
  fixes("\xED\xA0\xBD\xED\xB8\x80 \xED\xA0\xBD!", "😀 \xEF\xBF\xBD!");            /* surrogates: a pair, a lone one */
}

static void test_characters(void **state) {
  (void)state;
  fixes(
      "a\x01"
      "b\x7F"
      "c",
      "abc");
  fixes("\x1B[31mred\x1B[0m", "red");
  check("a\0b", 3, 0, "ab");
  fixes("page\fbreak and \f feed", "page break and  feed");
  fixes("\xC2\x93quoted\xC2\x94 \xC2\x85", "“quoted” …");
  fixes(
      "a\r\nb\rc\xE2\x80\xA8"
      "d",
      "a\nb\nc\nd");
  check("a\r\nb", 4, TMS_REPAIR_KEEP_LINE_ENDS, "a\r\nb");
  fixes(
      "\xEF\xBB\xBF"
      "bom and\xEF\xBF\xBE non-character",
      "bom and non-character");
  check("bad \xE9 byte", 10, 0, "bad \xEF\xBF\xBD byte");
}

static void test_invisible(void **state) {
  (void)state;
  fixes("zero\xE2\x80\x8Bwidth\xE2\x81\xA0 joiner\xE2\x80\x8D", "zerowidth joiner");
  fixes(
      "\xE2\x80\xAE"
      "evil\xE2\x80\xAC",
      "evil");
  stays("می\xE2\x80\x8Cخواهم");                                                                                  /* Persian needs its non-joiner */
  stays("क्\xE2\x80\x8Dष");                                                                                       /* Devanagari its joiner */
  stays("👩\xE2\x80\x8D👧 ❤\xEF\xB8\x8F\xE2\x80\x8D🔥");                                                            /* emoji their glue */
  stays("🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xA5\xF3\xA0\x81\xAE\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF"); /* England's flag is made of tags */
  fixes("x\xF3\xA0\x81\xA7y", "xy");
  stays("שלום\xE2\x80\x8F!"); /* a mark beside Hebrew */
  fixes("hello\xE2\x80\x8F!", "hello!");
  stays("ไทย\xE2\x80\x8Bไทย");
}

/* What follows a sign says how it looks: that is no letter behind it, and nothing odd. */
static void test_selectors(void **state) {
  static const char *const signs[] = {"▶\xEF\xB8\x8F 3:45", "©\xEF\xB8\x8F 2020", "↔\xEF\xB8\x8F", "ƒ\xEF\xB8\x8F"};
  (void)state;
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
    tms_slice text = tms_slice_cstr(signs[i]);
    tms_oddness oddness = {0};
    size_t size;
    for (size_t at = 0; at < text.len; at += size) tms_oddness_add(&oddness, tms_utf8_decode(text, at, &size, NULL));
    assert_int_equal(oddness.count, 0);
    stays(signs[i]);
  }
}

static void test_references(void **state) {
  (void)state;
  fixes("caf&amp;eacute; &amp;amp; co &amp;#8211; &amp;lt;b&amp;gt;", "café & co – &amp;lt;b&amp;gt;");
  check("caf&eacute; &amp; co &lt;b&gt; &foo; AT&T;", 42, TMS_REPAIR_PARSED, "café & co &lt;b&gt; &foo; AT&T;");
  check("&eacute;", 8, TMS_REPAIR_PARSED | TMS_REPAIR_KEEP_REFERENCES, "&eacute;");
  stays("<a href='?a=1&amp;amp;b'>&amp;eacute;</a>"); /* where markup stands, references are its own business */
}

static void test_failing_memory(void **state) {
  (void)state;
  static const char text[] = "dÃ©jÃ  vu\x01, naÃ¯ve and &amp;eacute; \xE2\x80\x8B.\nA line more: itâ€™s \xFF bad";
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_buf work, out;
    tms_repair_counts counts = {{0}};
    tms_buf_init(&work, &allocator, 1 << 20);
    tms_buf_init(&out, &allocator, 1 << 20);
    assert_true(tms_repair_text(tms_slice_of(text, sizeof text - 1), 0, &work, &out, &counts));
    assert_int_equal(out.status, memory.calls < n ? TMS_OK : TMS_ERR_MEMORY);
    tms_buf_release(&work);
    tms_buf_release(&out);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_clean),     cmocka_unit_test(test_mojibake),   cmocka_unit_test(test_tables),
      cmocka_unit_test(test_profiles),  cmocka_unit_test(test_characters), cmocka_unit_test(test_invisible),
      cmocka_unit_test(test_selectors), cmocka_unit_test(test_references), cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
