/* Normal form: hand-made trees in, canonical shape out; then random trees: always normal, idempotent, nothing lost, under failing allocations too. */
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"

typedef struct shape {
  const char *before, *after;
} shape;

/* Trees in the notation of tests/support/make_doc.h. */
static const shape shapes[] = {
    /* inlines beside blocks get a paragraph */
    {"main(text'a' paragraph(text'b') emphasis(text'c') text'd')",
     "main(paragraph(text'a') paragraph(text'b') paragraph(emphasis(text'c') text'd'))"},
    /* spaces move out, fold, and go at the ends */
    {"main(paragraph(text' a ' emphasis(text' b ') text' c '))", "main(paragraph(text'a ' emphasis(text'b') text' c'))"},
    {"main(paragraph(text'a' emphasis(text' ') strong(text'b')))", "main(paragraph(text'a ' strong(text'b')))"},
    {"main(paragraph(emphasis(text'a') text' ' emphasis(text'b')))", "main(paragraph(emphasis(text'a') text' ' emphasis(text'b')))"},
    {"main(paragraph(emphasis(text'a') emphasis(text'b')))", "main(paragraph(emphasis(text'ab')))"},
    {"main(paragraph(emphasis(strong(text'a ')) emphasis(strong(text'b'))))",
     "main(paragraph(emphasis(strong(text'a')) text' ' emphasis(strong(text'b'))))"},
    /* an inline never holds its own kind */
    {"main(paragraph(emphasis(text'a' strong(emphasis(text'b')))))", "main(paragraph(emphasis(text'a' strong(text'b'))))"},
    /* breaks: not at an end, no space beside them, none in a heading */
    {"main(paragraph(break text'a ' break text' b' break))", "main(paragraph(text'a' break text'b'))"},
    {"main(paragraph(text'a' emphasis(break text'b' break) text'c'))", "main(paragraph(text'a' break emphasis(text'b') break text'c'))"},
    {"main(heading(text'a' break text'b'))", "main(heading(text'a b'))"},
    {"main(paragraph(text'a' break break text'b'))", "main(paragraph(text'a' break break text'b'))"},
    /* a block in an inline splits it; in a heading it melts */
    {"main(paragraph(text'a' strong(text'b' rule text'c') text'd'))",
     "main(paragraph(text'a' strong(text'b')) rule paragraph(strong(text'c') text'd'))"},
    {"main(heading(paragraph(text'a') paragraph(text'b')))", "main(heading(text'a b'))"},
    /* parts without their container, containers without their parts */
    {"main(item(text'a') cell(text'b') caption(text'c'))", "main(paragraph(text'a') paragraph(text'b') paragraph(text'c'))"},
    {"main(list(text'a' item(text'b') rule))", "main(list(item(paragraph(text'a')) item(paragraph(text'b')) item(rule)))"},
    {"main(table(cell(text'a') row(text'b') caption(text'c')))",
     "main(table(caption(text'c') row(cell(paragraph(text'a'))) row(cell(paragraph(text'b')))))"},
    {"main(definition-list(term(text'a') text'b'))", "main(definition-list(term(text'a') definition(paragraph(text'b'))))"},
    {"main(table(caption(text'a')))", "main(paragraph(text'a'))"},
    {"main(figure(text'a' caption(text'b')))", "main(paragraph(text'a') paragraph(text'b'))"},
    {"main(figure(caption(text'b') image'u'))", "main(figure(image'u' caption(text'b')))"},
    {"main(figure(image'u' rule))", "main(paragraph(image'u') rule)"},
    /* nothing empty stays */
    {"main(paragraph() quote(paragraph(text' ')) list(item()) code-block'' heading(emphasis()))", "main()"},
    {"main(table(row(cell() cell(text'a'))))", "main(table(row(cell() cell(paragraph(text'a')))))"},
    /* groups dissolve, dropped blocks go */
    {"main(group(group(text'a') paragraph(text'b')))", "main(paragraph(text'a') paragraph(text'b'))"},
    {"main(dropped(paragraph(text'a')) paragraph(text'b'))", "main(paragraph(text'b'))"},
    /* comments: answers behind blocks; without blocks they answer nothing */
    {"main(comment(comment(text'b') text'a'))", "main(comment(paragraph(text'a') comment(paragraph(text'b'))))"},
    {"main(comment(comment(text'b')))", "main(comment(paragraph(text'b')))"},
    /* footnotes: at the end, in order, numbered; no reference: unwrapped; no footnote: text */
    {"main(footnote'x'(text'X') paragraph(text'a' note-reference'y' note-reference'x') footnote'y'(text'Y'))",
     "main(paragraph(text'a' note-reference'1' note-reference'2') footnote'1'(paragraph(text'Y')) footnote'2'(paragraph(text'X')))"},
    {"main(paragraph(text'a' note-reference'q') footnote'x'(text'X'))", "main(paragraph(text'a[q]') paragraph(text'X'))"},
    {"main(paragraph(text'a' note-reference'1') footnote'1'(text'b' note-reference'1'))",
     "main(paragraph(text'a' note-reference'1') footnote'1'(paragraph(text'b[1]')))"},
    /* characters */
    {"main(paragraph(text'a\x01\x7F b\xC2\x85"
     "c\xEF\xBF\xBE'))",
     "main(paragraph(text'a b c\xEF\xBF\xBD'))"},
    {"main(paragraph(text'e' text'\xCC\x81'))", "main(paragraph(text'\xC3\xA9'))"},
    {"main(code-block'a\r\nb\n\n')", "main(code-block'a\nb')"},
};

static void test_shapes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    tms_document *doc = make_doc(shapes[i].before, tms_allocator_libc());
    assert_non_null(doc);
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    char *got = dump_doc(doc);
    assert_string_equal(got, shapes[i].after);
    assert_null(tms_doc_check(doc, NULL));
    doc->normal = false;
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    char *again = dump_doc(doc);
    assert_string_equal(again, shapes[i].after);
    free(got);
    free(again);
    tms_doc_free(doc);
  }
}

static void test_random_trees(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 3000; seed++) {
    tms_document *doc = make_random_doc(seed, 120, tms_allocator_libc());
    assert_non_null(doc);
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    const tms_node *where = NULL;
    const char *broken = tms_doc_check(doc, &where);
    if (broken) print_message("seed %u: %s: %s\n", seed, tms_kind_name((tms_kind)where->kind), broken);
    assert_null(broken);
    char *once = dump_doc(doc);
    doc->normal = false;
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    char *twice = dump_doc(doc);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
    tms_doc_free(doc);
  }
}

static void test_failing_allocations(void **state) {
  (void)state;
  tms_document *good = make_random_doc(7, 200, tms_allocator_libc());
  assert_int_equal(tms_doc_normalize(good), TMS_OK);
  for (size_t n = 1;; n++) {
    fail_alloc fail = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&fail);
    tms_document *doc = make_random_doc(7, 200, &allocator);
    tms_status status = doc ? tms_doc_normalize(doc) : TMS_ERR_MEMORY;
    assert_true(status == TMS_OK || status == TMS_ERR_MEMORY);
    if (status == TMS_OK) assert_null(tms_doc_compare(doc, good));
    tms_doc_free(doc);
    assert_int_equal(fail.live_bytes, 0);
    if (fail.calls < n) break;
  }
  tms_doc_free(good);
}

/* Normal form pays for its walks: what is left after reading may not be enough. */
static void test_work_is_paid(void **state) {
  (void)state;
  tms_document *doc = make_random_doc(7, 200, tms_allocator_libc());
  doc->budget.left = doc->node_count;
  assert_int_equal(tms_doc_normalize(doc), TMS_ERR_LIMIT);
  assert_false(doc->normal);
  tms_doc_free(doc);
}

/* Footnotes without reference, in a comment with an answer: each is unwrapped, and the answer still comes last. Takes minutes where each one walks over all. */
static void test_many_notes_in_a_comment(void **state) {
  (void)state;
  enum { NOTES = 200000 };
  tms_document *doc = make_doc("main() comments(comment(paragraph(text'a') comment(paragraph(text'b'))))", tms_allocator_libc());
  assert_non_null(doc);
  tms_node *comment = doc->root->last->first;
  for (uint32_t i = 0; i < NOTES; i++) {
    tms_node *note = tms_doc_node(doc, TMS_KIND_FOOTNOTE), *paragraph = tms_doc_node(doc, TMS_KIND_PARAGRAPH),
             *text = tms_doc_node(doc, TMS_KIND_TEXT);
    note->target = TMS_SLICE("label");
    text->text = TMS_SLICE("c");
    tms_node_append(paragraph, text);
    tms_node_append(note, paragraph);
    tms_node_append(comment, note);
  }
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  size_t blocks = 0;
  for (const tms_node *child = doc->root->last->first->first; child; child = child->next) blocks += child->kind == TMS_KIND_PARAGRAPH;
  assert_int_equal(blocks, NOTES + 1);
  assert_int_equal(doc->root->last->first->last->kind, TMS_KIND_COMMENT);
  tms_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shapes),
      cmocka_unit_test(test_random_trees),
      cmocka_unit_test(test_failing_allocations),
      cmocka_unit_test(test_work_is_paid),
      cmocka_unit_test(test_many_notes_in_a_comment),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
