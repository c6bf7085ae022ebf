/* Text that stands twice. */
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

#include "base/alloc.h"
#include "clean/pass.h"

#define LONG                                                                                                                                       \
  "Along the river the first swarms of the year have settled in the old limes and nobody is happier than the gardeners of the parish, who waited " \
  "two springs."
#define OTHER "They had painted the hives twice and kept the grass around them short, and now they stand and listen in the evening to the hum."

/* Which blocks of main are dropped, as a row of 1 and 0. */
static void check(const char *made, const char *want) {
  tms_document *doc = make_doc(made, tms_allocator_libc());
  tms_options options = {.size = sizeof options};
  char got[64] = "";
  size_t len = 0;
  assert_non_null(doc);
  assert_int_equal(tms_pass_twins(doc, &options, NULL), TMS_OK);
  for (const tms_node *node = doc->main->first; node && len < sizeof got - 1; node = node->next) {
    const tms_node *inside = node->kind == TMS_KIND_QUOTE ? node->first : node;
    got[len++] = node->dropped || inside->dropped ? '1' : '0';
  }
  assert_string_equal(got, want);
  tms_doc_free(doc);
}

static void test_copies(void **state) {
  (void)state;
  /* a version for phones and one for desks */
  check("main(heading(text'Bees return') paragraph(text'" LONG "') paragraph(text'" OTHER "') heading(text'Bees return') paragraph(text'" LONG
        "') paragraph(text'" OTHER "'))",
        "000111");
  check("main(paragraph(text'" LONG "') paragraph(text'" OTHER "') paragraph(strong(text'" LONG "')))", "001");
  /* refrains, labels and answers are short */
  check("main(paragraph(text'Row, row, row your boat.') paragraph(text'" LONG "') paragraph(text'Row, row, row your boat.'))", "000");
  check("main(paragraph(text'Yes.') paragraph(text'Yes.'))", "00");
  /* a headline that stands twice in a row */
  check("main(heading(text'Bees return to town') heading(text'Bees Return to Town') paragraph(text'" LONG "'))", "010");
  /* quoting is no copying */
  check("main(paragraph(text'" LONG "') paragraph(text'" OTHER "') quote(paragraph(text'" LONG "')) paragraph(text'I agree.'))", "0000");
}

static void test_sections(void **state) {
  (void)state;
  /* the text and the comments by themselves: a reader may say again what the author said, but a comment stands once */
  tms_document *doc = make_doc("main(paragraph(text'" LONG "'))", tms_allocator_libc());
  tms_options options = {.size = sizeof options};
  assert_non_null(doc);
  tms_node *section = tms_doc_comments(doc);
  for (int i = 0; i < 2; i++) {
    tms_node *comment = tms_doc_node(doc, TMS_KIND_COMMENT), *paragraph = tms_doc_node(doc, TMS_KIND_PARAGRAPH),
             *text = tms_doc_node(doc, TMS_KIND_TEXT);
    text->text = TMS_SLICE(LONG);
    tms_node_append(paragraph, text);
    tms_node_append(comment, paragraph);
    tms_node_append(section, comment);
  }
  assert_int_equal(tms_pass_twins(doc, &options, NULL), TMS_OK);
  assert_int_equal(doc->main->first->dropped, 0);
  assert_int_equal(section->first->first->dropped, 0);
  assert_int_equal(section->last->first->dropped, TMS_REASON_TWIN);
  tms_doc_free(doc);
}

static void test_answers(void **state) {
  (void)state;
  /* a sentence of the post above, quoted in an answer */
  tms_document *doc = make_doc("main(comment(paragraph(text'" LONG
                               "')) comment(quote(paragraph(text'nobody is happier than the gardeners of the parish')) "
                               "paragraph(text'So it is.')))",
                               tms_allocator_libc());
  tms_options options = {.size = sizeof options};
  assert_non_null(doc);
  assert_int_equal(tms_pass_twins(doc, &options, NULL), TMS_OK);
  assert_int_equal(doc->main->last->first->first->dropped, 0);
  tms_doc_free(doc);
}

static void test_alt_texts(void **state) {
  (void)state;
  /* a picture that can't be shown is its alt text, unless that is said anyway */
  static const char *const pages[] = {"main(paragraph(image) heading(text'Bees return to town'))",
                                      "main(heading(text'Bees return to town') paragraph(image))"};
  for (size_t i = 0; i < 2; i++) {
    tms_document *doc = make_doc(pages[i], tms_allocator_libc());
    tms_options options = {.size = sizeof options};
    assert_non_null(doc);
    tms_node *paragraph = i == 0 ? doc->main->first : doc->main->last;
    paragraph->first->target = TMS_SLICE_NONE;
    paragraph->first->title = TMS_SLICE("Bees return to town");
    assert_int_equal(tms_pass_twins(doc, &options, NULL), TMS_OK);
    assert_int_equal(paragraph->dropped, TMS_REASON_TWIN);
    assert_int_equal((i == 0 ? doc->main->last : doc->main->first)->dropped, 0);
    tms_doc_free(doc);
  }
}

static void test_pull_quotes(void **state) {
  (void)state;
  check("main(quote(paragraph(text'Nobody is happier than the gardeners of the parish')) paragraph(text'" LONG "'))", "10");
  check("main(paragraph(text'" LONG "') paragraph(text'nobody is happier than the gardeners of the parish…'))", "01");
  /* a lead that repeats a sentence from further below stays */
  check("main(paragraph(text'Nobody is happier than the gardeners of the parish.') paragraph(text'One.') paragraph(text'Two.') paragraph(text'" LONG
        "'))",
        "0000");
  /* a few words are no quote, a heading is none, an item is none */
  check("main(paragraph(text'The old limes') paragraph(text'" LONG "'))", "00");
  check("main(heading(text'Nobody is happier than the gardeners of the parish') paragraph(text'" LONG "'))", "00");
  /* no part of words */
  check("main(paragraph(text'happier than the gardeners of the parish, who waited two spring') paragraph(text'" LONG "'))", "00");
}

static void test_linear(void **state) {
  (void)state;
  /* The worst case for a naive search: many blocks of one repeated word. */
  enum { BLOCKS = 400, WORDS = 200 };
  char *made = malloc(BLOCKS * (WORDS * 2 + 40) + 20), *to = made;
  assert_non_null(made);
  memcpy(to, "main(", 5);
  to += 5;
  for (int i = 0; i < BLOCKS; i++) {
    memcpy(to, "paragraph(text'", 15);
    to += 15;
    for (int k = 0; k < WORDS - i % 7; k++, to += 2) memcpy(to, "a ", 2);
    memcpy(to, "b')", 3);
    to += 3;
  }
  memcpy(to, ")", 2);
  tms_document *doc = make_doc(made, tms_allocator_libc());
  tms_options options = {.size = sizeof options};
  assert_int_equal(tms_pass_twins(doc, &options, NULL), TMS_OK);
  tms_doc_free(doc);
  free(made);
}

/* Every allocation fails once: the pass says so, and nothing leaks. */
static void test_memory(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_options options = {.size = sizeof options};
    tms_document *doc = make_doc("main(paragraph(text'" LONG "') paragraph(text'" OTHER "') paragraph(text'" LONG "'))", &allocator);
    if (doc) {
      tms_status status = tms_pass_twins(doc, &options, NULL);
      assert_true(status == TMS_ERR_MEMORY || (status == TMS_OK && doc->main->last->dropped == TMS_REASON_TWIN));
      tms_doc_free(doc);
    }
    assert_int_equal(failing.live_bytes, 0);
    if (failing.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_copies),    cmocka_unit_test(test_sections),    cmocka_unit_test(test_answers),
                                     cmocka_unit_test(test_alt_texts), cmocka_unit_test(test_pull_quotes), cmocka_unit_test(test_linear),
                                     cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
