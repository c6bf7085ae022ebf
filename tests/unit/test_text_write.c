/* The writer of plain text: its forms, and the law that what is read and written again is the same. */
#include "base/alloc.h"
#include "doc/normalize.h"
#include "formats/text/text.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

static void write_to(tms_document *doc, const tms_options *options, tms_buf *out) {
  tms_buf_init(out, tms_allocator_libc(), (size_t)1 << 24);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_int_equal(tms_text_write(doc, options, out, NULL), TMS_OK);
}

/* write(read(write(d))) = write(d) */
static void expect_stable(const tms_buf *text) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  assert_non_null(doc);
  assert_int_equal(tms_text_read(tms_buf_slice(text), NULL, doc, NULL), TMS_OK);
  tms_buf again;
  write_to(doc, NULL, &again);
  assert_string_equal(text->data, again.data);
  tms_buf_release(&again);
  tms_doc_free(doc);
}

static void expect(const char *notation, const char *wanted) {
  tms_document *doc = make_doc(notation, tms_allocator_libc());
  assert_non_null(doc);
  tms_buf text;
  write_to(doc, NULL, &text);
  assert_string_equal(text.data, wanted);
  expect_stable(&text);
  tms_buf_release(&text);
  tms_doc_free(doc);
}

static void test_forms(void **state) {
  (void)state;
  expect("main(paragraph(text'a' break text'b ' image'i' text' c') paragraph(link'u'(text'd') note-reference'x') footnote'x'(paragraph(text'n')))",
         "a  \nb c\n\nd[1]\n\n[1] n\n");
  expect(
      "main(list(item(paragraph(text'a') list(item(paragraph(text'b')) item(paragraph(text'c')))) item(paragraph(text'd') paragraph(text'e')) "
      "item(paragraph(text'f'))))",
      "- a\n  - b\n  - c\n- d\n\n  e\n\n- f\n");
  expect("main(table(caption(text'a') row(cell(paragraph(text'b')) cell(paragraph(text'c') paragraph(text'd'))) row(cell cell(paragraph(text'e')))))",
         "a\n\n| b | c d |\n| | e |\n");
  expect("main(code-block'a\n```\n\n  b')", "````\na\n```\n\n  b\n````\n");
  expect("main(list(item(code-block'a\n\nb' paragraph(text'c'))))", "- ```\n  a\n\n  b\n  ```\n\n  c\n");
  expect("main(quote(paragraph(quotation(text'a') text' ' formula'x')))", "\u201Ca\u201D $x$\n");
}

/* Text that looks like marks stays as it is. */
static void test_look_alikes(void **state) {
  (void)state;
  expect("main(paragraph(text'- a') paragraph(text'- b') paragraph(text'1. c') paragraph(text'3. d') paragraph(text'* e') paragraph(text'* f'))",
         "- a\n- b\n\n1. c\n\n3. d\n\n* e\n\n* f\n");
  expect("main(paragraph(text'```') paragraph(text'a') paragraph(text'```c'))", "`` `\n\na\n\n``` c\n");
  expect("main(paragraph(text'| a | b |') paragraph(text'Under' break text'=====') paragraph(text'x:' break text'- y'))",
         "| a | b |\n\nUnder  \n=====\n\nx:  \n- y\n");
  expect("main(paragraph(text'e' emphasis(text'\u0301')))", "\u00E9\n");
  expect("main(paragraph(text'\u00A0') paragraph(text'a' break text'\u200B' break text'b'))", "a  \nb\n");
}

static void test_title_and_comments(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .title = true};
  tms_document *doc = make_doc("main(paragraph(text'a'))", tms_allocator_libc());
  assert_non_null(doc);
  assert_true(tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_TITLE, TMS_SLICE("T"), TMS_FROM_OG));
  tms_buf text;
  write_to(doc, &options, &text);
  assert_string_equal(text.data, "T\n\na\n");
  tms_buf_release(&text);
  assert_true(tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_TITLE, TMS_SLICE("a"), TMS_FROM_OG));
  write_to(doc, &options, &text);
  assert_string_equal(text.data, "a\n");
  tms_buf_release(&text);
  tms_doc_free(doc);
}

static void test_random_documents(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 300; seed++) {
    tms_document *doc = make_random_doc(seed, 120, tms_allocator_libc());
    assert_non_null(doc);
    tms_buf text;
    write_to(doc, NULL, &text);
    expect_stable(&text);
    tms_buf_release(&text);
    tms_doc_free(doc);
  }
}

/* The writer's own buffers fail: the same text, or an error. */
static void test_failing_allocations(void **state) {
  (void)state;
  tms_document *doc = make_random_doc(11, 200, tms_allocator_libc());
  assert_non_null(doc);
  tms_buf good;
  write_to(doc, NULL, &good);
  for (size_t n = 1;; n++) {
    fail_alloc fail = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&fail);
    const tms_allocator *before = doc->allocator;
    tms_buf text;
    tms_buf_init(&text, &allocator, (size_t)1 << 24);
    doc->allocator = &allocator;
    tms_status status = tms_text_write(doc, NULL, &text, NULL);
    doc->allocator = before;
    if (status == TMS_OK) assert_string_equal(text.data, good.data);
    if (status != TMS_OK) assert_int_equal(status, TMS_ERR_MEMORY);
    tms_buf_release(&text);
    assert_int_equal(fail.live_bytes, 0);
    if (fail.calls < n) break;
  }
  tms_buf_release(&good);
  tms_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_forms),
      cmocka_unit_test(test_look_alikes),
      cmocka_unit_test(test_title_and_comments),
      cmocka_unit_test(test_random_documents),
      cmocka_unit_test(test_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
