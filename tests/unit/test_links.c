/* The links pass on documents. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

#include <stdio.h>

#include "base/alloc.h"
#include "clean/pass.h"
#include "doc/normalize.h"

/* The target of the first link after the pass, and what is raw. */
static void check(const char *href, const char *base, const char *url, const char *want, bool changed) {
  char notation[512];
  assert_true(snprintf(notation, sizeof notation, "main(paragraph(link'%s'(text'a')))", href) < (int)sizeof notation);
  tms_options options = {.size = sizeof options, .url = url};
  tms_document *doc = make_doc(notation, tms_allocator_libc());
  assert_non_null(doc);
  doc->base = tms_slice_cstr(base);
  for (int round = 0; round < 2; round++) {
    assert_int_equal(tms_pass_links(doc, &options, NULL), TMS_OK);
    tms_node *link = doc->main->first->first;
    assert_int_equal(link->kind, TMS_KIND_LINK);
    assert_int_equal(link->target.len, strlen(want));
    assert_true(tms_slice_eq(link->target, tms_slice_cstr(want)));
    assert_int_equal(link->raw.len > 0, changed);
    if (changed) assert_true(tms_slice_eq(link->raw, tms_slice_cstr(href)));
  }
  tms_doc_free(doc);
}

static void test_targets(void **state) {
  (void)state;
  const char *page = "https://e.example/a/b.html";
  check("c?utm_source=x", NULL, page, "https://e.example/a/c", true);
  check("c", "/base/", page, "https://e.example/base/c", true);
  check("c", "https://other.example/", NULL, "https://other.example/c", true);
  check("c", NULL, NULL, "c", false);
  check("https://e.example/x", NULL, NULL, "https://e.example/x", false);
  check("#part", "/base/", page, "#part", false);
  check("http://[bad", NULL, page, "http://[bad", false);
  check("mailto:a@b.example", NULL, page, "mailto:a@b.example", false);
}

static void test_leads_nowhere(void **state) {
  (void)state;
  check("javascript:void(0)", NULL, "https://e.example/", "", true);
  check("java\tscript:void(0)", NULL, "https://e.example/", "", true);
  check("DATA:text/html,x", NULL, NULL, "", true);
  check("#", NULL, NULL, "", true);
}

static void test_images_and_counts(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .url = "https://e.example/"};
  tms_document *doc = make_doc("main(paragraph(image'/i.png' link'/x?gclid=1'(text'a')))", tms_allocator_libc());
  assert_int_equal(tms_pass_links(doc, &options, NULL), TMS_OK);
  assert_true(tms_slice_eq(doc->main->first->first->target, TMS_SLICE("https://e.example/i.png")));
  assert_int_equal(doc->ledger.counts[TMS_REASON_RESOLVED], 2);
  assert_int_equal(doc->ledger.counts[TMS_REASON_TRACKING], 1);
  tms_doc_free(doc);
}

/* <base> comes as a hint; it wins over the document's address, which it is resolved against. */
static void test_base_hint(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .url = "https://e.example/a/b"};
  tms_document *doc = make_doc("main(paragraph(link'c'(text'a')))", tms_allocator_libc());
  doc->base = tms_slice_cstr(options.url);
  assert_true(tms_doc_hint(doc, TMS_FROM_HTML, TMS_SLICE("base"), TMS_SLICE("/base/"), TMS_SPAN_NONE));
  assert_int_equal(tms_pass_links(doc, &options, NULL), TMS_OK);
  assert_true(tms_slice_eq(doc->main->first->first->target, TMS_SLICE("https://e.example/base/c")));
  tms_doc_free(doc);
}

static void test_hints(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .url = "https://e.example/a/b"};
  tms_document *doc = make_doc("main(paragraph(text'a'))", tms_allocator_libc());
  assert_true(tms_doc_hint(doc, TMS_FROM_HTML, TMS_SLICE("canonical"), TMS_SLICE("/a?utm_source=x"), TMS_SPAN_NONE));
  assert_true(tms_doc_hint(doc, TMS_FROM_META, TMS_SLICE("description"), TMS_SLICE("/a?utm_source=x"), TMS_SPAN_NONE));
  assert_int_equal(tms_pass_links(doc, &options, NULL), TMS_OK);
  assert_true(tms_slice_eq(doc->hints->value, TMS_SLICE("https://e.example/a")));
  assert_true(tms_slice_eq(doc->hints->next->value, TMS_SLICE("/a?utm_source=x")));
  tms_doc_free(doc);
}

static void test_failing_memory(void **state) {
  (void)state;
  tms_options options = {.size = sizeof options, .url = "https://e.example/"};
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_document *doc = make_doc("main(paragraph(image'/i.png' link'/x?gclid=1'(text'a')))", &allocator);
    if (doc) {
      doc->base = TMS_SLICE("/base/");
      tms_status status = tms_pass_links(doc, &options, NULL);
      assert_int_equal(status, memory.calls < n ? TMS_OK : TMS_ERR_MEMORY);
    }
    tms_doc_free(doc);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_targets),   cmocka_unit_test(test_leads_nowhere), cmocka_unit_test(test_images_and_counts),
      cmocka_unit_test(test_base_hint), cmocka_unit_test(test_hints),         cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
