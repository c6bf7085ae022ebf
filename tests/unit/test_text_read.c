/* The reader of plain text: which lines become which blocks, in the notation of support/dump.h; hints and evidence; the five samples; failing allocations. */
#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/text/text.h"
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"

#include <stdio.h>

static tms_document *read_with(tms_slice text, const tms_allocator *allocator, tms_status *status) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(allocator, &limits, 0);
  *status = TMS_ERR_MEMORY;
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = text.len;
  *status = tms_text_read(text, NULL, doc, NULL);
  return doc;
}

static tms_document *read_text(tms_slice text) {
  tms_status status;
  tms_document *doc = read_with(text, tms_allocator_libc(), &status);
  assert_int_equal(status, TMS_OK);
  assert_null(tms_doc_check_partition(doc));
  return doc;
}

static void expect(const char *text, const char *wanted) {
  tms_document *doc = read_text(tms_slice_cstr(text));
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  char *dump = dump_doc(doc);
  assert_string_equal(dump, wanted);
  free(dump);
  tms_doc_free(doc);
}

static void test_paragraphs(void **state) {
  (void)state;
  expect("", "main()");
  expect("a.\nb.\r\n\r\n\xC2\xA0\n\nc.\rd.", "main(paragraph(text'a.') paragraph(text'b.') paragraph(text'c.') paragraph(text'd.'))");
  expect("a,  \nb  \n  c.\n\nd.", "main(paragraph(text'a,' break text'b' break text'c.') paragraph(text'd.'))");
  expect("a,  \nb.  \n\nd.", "main(paragraph(text'a,') paragraph(text'b.') paragraph(text'd.'))"); /* spaces everywhere mean nothing */
}

static void test_wrapped(void **state) {
  (void)state;
  expect(
      "It was the best of times, it was the worst of times, it was\nthe age of wisdom, it was the age of foolishness, it was the\nepoch of belief, "
      "it "
      "was the epoch of incredulity, it was the\nseason of light.\n\n* it was the season of darkness and of much else that did\n  not fit on a "
      "line\n* b\n",
      "main(paragraph(text'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the "
      "epoch of belief, it "
      "was the epoch of incredulity, it was the season of light.') list(item(paragraph(text'it was the season of darkness and of much else that did "
      "not fit on a "
      "line')) item(paragraph(text'b'))))");
}

/* Menus around wrapped text are short, and stay apart; letters are counted, not bytes. */
static void test_wrapped_between_menus(void **state) {
  (void)state;
  expect(
      "Начало\nНовости\nСпорт\n\n"
      "Старый мост через реку снова открыт для пешеходов, и жители\n"
      "обоих берегов собрались на нём в первый же вечер. Мастера два\n"
      "года меняли доски и перила, а летом покрасили опоры. Теперь\n"
      "здесь можно ходить.\n\nО нас\nКонтакты\n",
      "main(heading(text'Начало') paragraph(text'Новости') paragraph(text'Спорт') "
      "paragraph(text'Старый мост через реку снова открыт для пешеходов, и жители "
      "обоих берегов собрались на нём в первый же вечер. Мастера два "
      "года меняли доски и перила, а летом покрасили опоры. Теперь "
      "здесь можно ходить.') paragraph(text'О нас') paragraph(text'Контакты'))");
}

/* A sentence a line is not wrapped, whatever the length. */
static void test_not_wrapped(void **state) {
  (void)state;
  expect(
      "The bridge opened again on Monday after two years.\nMany came to see it on the first evening, from both banks.\n"
      "It had been closed since the flood.\nThe painters come next week to do the railings once more.\nNobody minds.",
      "main(paragraph(text'The bridge opened again on Monday after two years.') paragraph(text'Many came to see it on the first evening, from both "
      "banks.') paragraph(text'It had been closed since the flood.') paragraph(text'The painters come next week to do the railings once more.') "
      "paragraph(text'Nobody minds.'))");
}

static void test_lists(void **state) {
  (void)state;
  expect("  9. a,\n  10. b,\n\n      more.\n  11. c.",
         "main(list(item(paragraph(text'a,')) item(paragraph(text'b,') paragraph(text'more.')) item(paragraph(text'c.'))))");
  expect("- a\n  - b\n- c\n\nd.", "main(list(item(paragraph(text'a') list(item(paragraph(text'b')))) item(paragraph(text'c'))) paragraph(text'd.'))");
  expect("1) a\n2) b\n\n* c.\n\n* d.", "main(list(item(paragraph(text'a')) item(paragraph(text'b'))) paragraph(text'* c.') paragraph(text'* d.'))");
  expect("a.\n\n2017. b.", "main(paragraph(text'a.') paragraph(text'2017. b.'))");
  expect("a.\n\n1. B:\n\nc.\n\n2. D:\n\ne.",
         "main(paragraph(text'a.') heading(text'1. B:') paragraph(text'c.') heading(text'2. D:') paragraph(text'e.'))");
}

static void test_headings(void **state) {
  (void)state;
  expect("5 October 2017\nA long headline of more than five words\nPhoto by X | Y\n\nText, text.",
         "main(paragraph(text'5 October 2017') heading(text'A long headline of more than five words') paragraph(text'Photo by X | Y') "
         "paragraph(text'Text, text.'))");
  expect("a.\n\nUnder\n-----\nb.\n\nALL CAPITALS HERE\n\nc.",
         "main(paragraph(text'a.') heading(text'Under') paragraph(text'b.') heading(text'ALL CAPITALS HERE') paragraph(text'c.'))");
}

static void test_code_and_tables(void **state) {
  (void)state;
  expect("a.\n\n```c\nint x;\n\n  y\n```\n\nb.", "main(paragraph(text'a.') code-block'int x;\n\n  y' paragraph(text'b.'))");
  expect("a.\n\n    if (x) {\n      y();\n    }\n\nb.", "main(paragraph(text'a.') code-block'if (x) {\n  y();\n}' paragraph(text'b.'))");
  expect("a.\n\n    It was a dark night\n    and stormy.",
         "main(paragraph(text'a.') paragraph(text'It was a dark night') paragraph(text'and stormy.'))");
  expect("| a | b |\n| c | |", "main(table(row(cell(paragraph(text'a')) cell(paragraph(text'b'))) row(cell(paragraph(text'c')) cell())))");
  expect("a\tb\nc\td", "main(table(row(cell(paragraph(text'a')) cell(paragraph(text'b'))) row(cell(paragraph(text'c')) cell(paragraph(text'd')))))");
}

static void test_labels(void **state) {
  (void)state;
  tms_document *doc =
      read_text(TMS_SLICE("Published Date:\xC2\xA0 \nWednesday, October 4, 2017\nAuthor: Jane Doe\nhttp://x.y\nNo label. Here: x.\n"));
  const tms_hint *hint = doc->hints;
  assert_non_null(hint);
  assert_true(tms_slice_eq(hint->key, TMS_SLICE("Published Date")) && tms_slice_eq(hint->value, TMS_SLICE("Wednesday, October 4, 2017")));
  hint = hint->next;
  assert_non_null(hint);
  assert_true(tms_slice_eq(hint->key, TMS_SLICE("Author")) && tms_slice_eq(hint->value, TMS_SLICE("Jane Doe")));
  assert_null(hint->next);
  assert_true(doc->main->first->evidence->flags & TMS_SEEN_LABEL);
  assert_false(doc->main->first->next->evidence->flags & TMS_SEEN_LABEL);
  assert_int_equal(doc->main->last->evidence->position, 4);
  tms_doc_free(doc);
}

/* Where ../shared is: the samples' structure, as their README asks. */
static void test_samples(void **state) {
  (void)state;
  FILE *file = fopen("../shared/samples/iom-2017.txt", "rb");
  if (!file) {
    print_message("../shared is missing: samples skipped\n");
    skip();
  }
  static char bytes[1 << 16];
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  tms_document *doc = read_text(tms_slice_of(bytes, size));
  assert_int_equal(doc->main->first->kind, TMS_KIND_HEADING);
  const tms_node *list = doc->main->last;
  size_t items = 0;
  assert_int_equal(list->kind, TMS_KIND_LIST);
  for (const tms_node *item = list->first; item; item = item->next) items++;
  assert_int_equal(items, 13);
  tms_doc_free(doc);
}

static void test_failing_allocations(void **state) {
  (void)state;
  tms_slice text = TMS_SLICE("Head line\n\nLabel: x\n1. a\n2. b\n\n   c\n\n- - ```\n    d\n    ```\n\n| e | f |\n\n3. G\n\nh\n\n4. I\n");
  tms_document *good = read_text(text);
  assert_int_equal(tms_doc_normalize(good), TMS_OK);
  for (size_t n = 1;; n++) {
    fail_alloc fail = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&fail);
    tms_status status;
    tms_document *doc = read_with(text, &allocator, &status);
    if (status == TMS_OK) status = tms_doc_normalize(doc);
    if (status == TMS_OK) assert_null(tms_doc_compare(good, doc));
    if (status != TMS_OK) assert_int_equal(status, TMS_ERR_MEMORY);
    tms_doc_free(doc);
    assert_int_equal(fail.live_bytes, 0);
    if (fail.calls < n) break;
  }
  tms_doc_free(good);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_paragraphs),          cmocka_unit_test(test_wrapped), cmocka_unit_test(test_wrapped_between_menus),
      cmocka_unit_test(test_not_wrapped),         cmocka_unit_test(test_lists),   cmocka_unit_test(test_headings),
      cmocka_unit_test(test_code_and_tables),     cmocka_unit_test(test_labels),  cmocka_unit_test(test_samples),
      cmocka_unit_test(test_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
