/* The driver of the passes, and cleaning as a whole: order, names, idempotence, choices, failing allocations. */
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

#include "base/alloc.h"
#include "clean/pass.h"
#include "doc/check.h"
#include "formats/html/html.h"
#include "formats/text/text.h"

#include <stdio.h>

static const char page[] =
    "<!doctype html><html lang=en><title>Bees return to the city - The Daily Hive</title><meta name=author content='Ann Keeper'>"
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bees return to the "
    "city\",\"datePublished\":\"2021-05-04\"}</script>"
    "<body><nav class=menu><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/about>About us</a></ul></nav>"
    "<article class=post><h1>Bees return to the city</h1><p class=byline>By Ann Keeper"
    "<p>Along the river, the first swarms of the year have settled in the old limes, and nobody is happier than the gardeners of the parish.</p>"
    "<table><tr><th>Tree<th>Swarms<tr><td>Lime<td>3</table><p>They had <a href=https://example.org/x>waited</a> two springs for this, they say, and "
    "painted the "
    "hives twice. <img src=https://example.org/bee.jpg alt=Bee></p></article><aside class=related><a href=/1>Wasps</a></aside><footer>&copy; 2021 "
    "The Daily Hive</footer>";
static const char lines[] =
    "Skip to main content\n\nOpening of the Harbour Library\n\nPublished Date:\nTuesday, 3 March 2015\nMaria Lindqvist\n\nOpening of the library "
    "Friends,\n\n"
    "It is a good day for readers. The shelves are full and the roof holds. [Press Release] [Library Website]\n\n, ,\n\nPhoto by Harbour Council\n";

static tms_document *read(const char *text, bool html, const tms_allocator *allocator) {
  const tms_limits limits = {0};
  tms_options options = {.size = sizeof options};
  tms_document *doc = tms_doc_new(allocator, &limits, 0);
  tms_slice slice = tms_slice_cstr(text);
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = slice.len;
  tms_status status = html ? tms_html_read(slice, &options, doc, NULL) : tms_text_read(slice, &options, doc, NULL);
  if (status == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}

static void test_table(void **state) {
  (void)state;
  static const char *const names[] = {"repair", "layout", "links", "boilerplate", "twins", "metadata", "normalize"};
  uint32_t all = 0;
  for (size_t i = 0; i < 7; i++) {
    const tms_pass *pass = tms_pass_at(i);
    assert_non_null(pass);
    assert_string_equal(pass->name, names[i]);
    assert_int_equal(pass->bit, 1u << i);
    assert_int_equal(tms_pass_of_name(tms_slice_cstr(names[i])), pass->bit);
    all |= pass->bit;
  }
  assert_null(tms_pass_at(7));
  assert_int_equal(all, TMS_PASS_ALL);
  assert_int_equal(tms_pass_of_name(TMS_SLICE("twin")), 0);
  assert_int_equal(tms_pass_of_name(TMS_SLICE("TWINS")), TMS_PASS_TWINS);
}

static void test_what_runs(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .skip = TMS_PASS_TWINS};
  tms_document *doc = read(lines, false, tms_allocator_libc());
  assert_int_equal(tms_clean(doc, &options, NULL), TMS_OK);
  assert_int_equal(doc->passes_done, TMS_PASS_ALL & ~TMS_PASS_TWINS);
  const tms_value *passes = &doc->metadata.fields[TMS_FIELD_CLEANED_PASSES];
  assert_int_equal(passes->count, 6);
  assert_true(tms_slice_eq(passes->items[5], TMS_SLICE("normalize")));
  assert_true(tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_CLEANED_MODE), TMS_SLICE("balanced")));
  tms_doc_free(doc);
  /* documents are left alone, but for normal form */
  doc = make_doc("main(text'a')", tms_allocator_libc());
  options.skip = 0;
  assert_int_equal(tms_clean(doc, &options, NULL), TMS_OK);
  assert_int_equal(doc->passes_done, TMS_PASS_NORMALIZE);
  assert_int_equal(doc->metadata.fields[TMS_FIELD_CLEANED_PASSES].count, 0);
  tms_doc_free(doc);
  /* a document that says it was cleaned isn't cleaned again, unless asked */
  doc = read(lines, false, tms_allocator_libc());
  static const char *const had[] = {"repair", "layout", "links", "boilerplate", "twins", "metadata", "normalize"};
  for (size_t i = 0; i < 7; i++) tms_metadata_add(&doc->metadata, &doc->arena, TMS_FIELD_CLEANED_PASSES, tms_slice_cstr(had[i]), TMS_FROM_NONE);
  assert_int_equal(tms_clean(doc, &options, NULL), TMS_OK);
  assert_int_equal(doc->passes_done, TMS_PASS_NORMALIZE);
  tms_doc_free(doc);
}

static void test_page(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options};
  tms_document *doc = read(page, true, tms_allocator_libc());
  assert_non_null(doc);
  assert_int_equal(tms_clean(doc, &options, NULL), TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  assert_null(tms_doc_check_partition(doc));
  char *text = dump_doc(doc);
  assert_non_null(strstr(text, "first swarms"));
  assert_non_null(strstr(text, "painted the"));
  assert_null(strstr(text, "About us"));
  assert_null(strstr(text, "Wasps"));
  assert_null(strstr(text, "2021"));
  free(text);
  assert_true(tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE), TMS_SLICE("Bees return to the city")));
  assert_true(tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), TMS_SLICE("article")));
  tms_doc_free(doc);
}

static void test_choices(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .clean = TMS_OFF, .no_tables = true, .no_images = true, .no_links = true};
  tms_document *doc = read(page, true, tms_allocator_libc());
  assert_int_equal(tms_clean(doc, &options, NULL), TMS_OK);
  char *text = dump_doc(doc);
  assert_null(strstr(text, "table"));
  assert_null(strstr(text, "image"));
  assert_null(strstr(text, "link"));
  assert_non_null(strstr(text, "waited"));
  assert_non_null(strstr(text, "About us"));
  free(text);
  tms_doc_free(doc);
}

static void test_twice(void **state) {
  (void)state;
  for (int html = 0; html < 2; html++) {
    for (int mode = TMS_MODE_BALANCED; mode <= TMS_MODE_ALL; mode++) {
      tms_options options = {.size = sizeof options, .mode = (tms_mode)mode};
      tms_document *once = read(html ? page : lines, html, tms_allocator_libc()), *twice = read(html ? page : lines, html, tms_allocator_libc());
      assert_int_equal(tms_clean(once, &options, NULL), TMS_OK);
      assert_int_equal(tms_clean(twice, &options, NULL), TMS_OK);
      assert_int_equal(tms_clean(twice, &options, NULL), TMS_OK);
      options.reclean = true;
      assert_int_equal(tms_clean(twice, &options, NULL), TMS_OK);
      assert_null(tms_doc_compare(once, twice));
      tms_doc_free(twice);
      tms_doc_free(once);
    }
  }
}

static void sweep(const char *text, bool html, bool sticky) {
  tms_options options = {.size = sizeof options};
  tms_document *whole = read(text, html, tms_allocator_libc());
  assert_int_equal(tms_clean(whole, &options, NULL), TMS_OK);
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n, .sticky = sticky};
    tms_allocator allocator = fail_allocator(&failing);
    tms_document *doc = read(text, html, &allocator);
    if (doc && tms_clean(doc, &options, NULL) == TMS_OK) assert_null(tms_doc_compare(whole, doc));
    tms_doc_free(doc);
    assert_int_equal(failing.live_bytes, 0);
    if (failing.calls < n) break;
  }
  tms_doc_free(whole);
}

static void test_memory(void **state) {
  (void)state;
  sweep(page, true, false);
  sweep(page, true, true);
  sweep(lines, false, false);
  sweep(lines, false, true);
}

/* Any tree at all comes out in normal form. */
static void test_any_tree(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 300; seed++) {
    tms_options options = {.size = sizeof options, .clean = TMS_ON, .mode = (tms_mode)(seed % 4)};
    tms_document *doc = make_random_doc(seed, 120, tms_allocator_libc());
    assert_int_equal(tms_clean(doc, &options, NULL), TMS_OK);
    assert_null(tms_doc_check(doc, NULL));
    tms_doc_free(doc);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),   cmocka_unit_test(test_what_runs), cmocka_unit_test(test_page),
                                     cmocka_unit_test(test_choices), cmocka_unit_test(test_twice),     cmocka_unit_test(test_memory),
                                     cmocka_unit_test(test_any_tree)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
