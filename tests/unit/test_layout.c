/* The repair and layout passes on documents. */
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "clean/pass.h"

typedef tms_status (*pass)(tms_document *doc, const tms_options *options, tms_error *error);

static void check(pass run, const char *before, const char *format, bool keep_spaces, const char *after) {
  tms_options options = {.size = sizeof options, .keep_spaces = keep_spaces};
  tms_document *doc = make_doc(before, tms_allocator_libc());
  assert_non_null(doc);
  doc->format = format;
  for (int round = 0; round < 2; round++) {
    assert_int_equal(run(doc, &options, NULL), TMS_OK);
    char *dump = dump_doc(doc);
    assert_string_equal(dump, after);
    free(dump);
  }
  tms_doc_free(doc);
}

static void test_spaces(void **state) {
  (void)state;
  check(tms_pass_layout,
        "main(paragraph(text'a\xC2\xA0"
        "b\xE2\x80\xAF!'))",
        "html", false, "main(paragraph(text'a b !'))");
  check(tms_pass_layout,
        "main(paragraph(text'a\xC2\xA0"
        "b\xE2\x80\xAF!'))",
        "html", true,
        "main(paragraph(text'a\xC2\xA0"
        "b\xE2\x80\xAF!'))");
  check(tms_pass_layout, "main(code-block'\xC2\xA0x')", "html", false, "main(code-block' x')");
  check(tms_pass_layout, "main(paragraph(text'em\xE2\x80\x83space café é'))", "html", false, "main(paragraph(text'em\xE2\x80\x83space café é'))");
}

static void test_hyphens(void **state) {
  (void)state;
  check(tms_pass_layout,
        "main(paragraph(text'a\xE2\x80\x91"
        "b c\xC2\xAD"
        "d'))",
        "html", false, "main(paragraph(text'a-b cd'))");
  check(tms_pass_layout, "main(paragraph(text'hyphen-\n  ated'))", "text", false, "main(paragraph(text'hyphenated'))");
  check(tms_pass_layout, "main(paragraph(text'hyphen-\nated'))", "html", false, "main(paragraph(text'hyphen-\nated'))");
  check(tms_pass_layout, "main(paragraph(text'soft\xC2\xAD\nened'))", "text", false, "main(paragraph(text'softened'))");
  /* a name, a dash, a number are no halves of a word */
  check(tms_pass_layout, "main(paragraph(text'Jean-\nPaul x -\ny 1-\n2'))", "text", false, "main(paragraph(text'Jean-\nPaul x -\ny 1-\n2'))");
  /* what the document writes with a hyphen keeps it */
  check(tms_pass_layout, "main(paragraph(text'a Well-known man') paragraph(text'so well-\nknown'))", "text", false,
        "main(paragraph(text'a Well-known man') paragraph(text'so well-known'))");
  check(tms_pass_layout, "main(paragraph(text'state-of-the-\nart'))", "text", false, "main(paragraph(text'state-of-the-art'))");
}

static void test_repair(void **state) {
  (void)state;
  check(tms_pass_repair, "main(paragraph(text'dÃ©jÃ  &eacute;' code'&eacute;'))", "html", false, "main(paragraph(text'déjà é' code'&eacute;'))");
}

static void sweep(pass run, const char *notation, const char *format) {
  tms_options options = {.size = sizeof options};
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_document *doc = make_doc(notation, &allocator);
    if (doc) {
      doc->format = format;
      tms_status status = run(doc, &options, NULL);
      assert_true(status == TMS_ERR_MEMORY || memory.calls < n);
    }
    tms_doc_free(doc);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

static void test_failing_memory(void **state) {
  (void)state;
  sweep(tms_pass_layout, "main(paragraph(text'hyphen-\nated \xC2\xA0 and more'))", "text");
  sweep(tms_pass_repair, "main(paragraph(text'dÃ©jÃ  &eacute;'))", "html");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spaces),
      cmocka_unit_test(test_hyphens),
      cmocka_unit_test(test_repair),
      cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
