/* The writer of HTML and its own reader: what is written looks as it should, and comes back as it was, whatever the document. */
#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/html/html.h"
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

static tms_document *read_back(tms_slice html, const tms_allocator *allocator, tms_status *status) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(allocator, &limits, 0);
  *status = TMS_ERR_MEMORY;
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = html.len;
  *status = tms_html_read(html, NULL, doc, NULL);
  if (*status == TMS_OK) *status = tms_doc_normalize(doc);
  return doc;
}

static void write_to(tms_document *doc, tms_buf *out) {
  tms_buf_init(out, tms_allocator_libc(), (size_t)1 << 24);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_int_equal(tms_html_write(doc, NULL, out, NULL), TMS_OK);
}

static void expect_same(tms_document *doc) {
  tms_buf html;
  tms_status status;
  write_to(doc, &html);
  tms_document *again = read_back(tms_buf_slice(&html), tms_allocator_libc(), &status);
  assert_int_equal(status, TMS_OK);
  const char *difference = tms_doc_compare(doc, again);
  if (difference) fail_msg("%s in\n%s", difference, html.data);
  tms_doc_free(again);
  tms_buf_release(&html);
}

/* The part between <main> and </main>. */
static void expect_html(const char *notation, const char *wanted) {
  tms_document *doc = make_doc(notation, tms_allocator_libc());
  assert_non_null(doc);
  expect_same(doc);
  tms_buf html;
  write_to(doc, &html);
  char *begin = strstr(html.data, "<main>"), *end = strstr(html.data, "\n</main>");
  assert_true(begin && end);
  *end = '\0';
  assert_string_equal(begin + 6, wanted);
  tms_buf_release(&html);
  tms_doc_free(doc);
}

static void test_markup(void **state) {
  (void)state;
  expect_html("main(paragraph(text'a<&>\"' emphasis(text'b') break code'<c>'))", "\n<p>a&lt;&amp;&gt;\"<em>b</em><br><code>&lt;c&gt;</code></p>");
  expect_html("main(list(item(paragraph(text'a')) item(paragraph(text'b') list(item(paragraph(text'c'))))))",
              "\n<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul></li>\n</ul>");
  expect_html("main(list(item(paragraph(text'a') paragraph(text'b'))))", "\n<ul>\n<li><p>a</p>\n<p>b</p></li>\n</ul>");
  expect_html("main(table(row(cell(paragraph(text'a')) cell(paragraph(text'b')))))", "\n<table>\n<tr><td>a</td><td>b</td></tr>\n</table>");
  expect_html("main(code-block'a\n  <b>')", "\n<pre><code>a\n  &lt;b&gt;</code></pre>");
  expect_html("main(formula-block'x<y')", "\n<div class=\"math\" data-tms=\"formula\">x&lt;y</div>");
}

static void test_addresses(void **state) {
  (void)state;
  expect_html("main(paragraph(link'https://a/?b&c'(text'a') link'../b:c'(text'b') link'#d:e'(text'c') link'MAILTO:a@b'(text'd')))",
              "\n<p><a href=\"https://a/?b&amp;c\">a</a><a href=\"../b:c\">b</a><a href=\"#d:e\">c</a><a href=\"MAILTO:a@b\">d</a></p>");
  expect_html(
      "main(paragraph(link'javascript:x()'(text'a') link'JavaScript:x()'(text'b') image'data:image/png,x'))",
      "\n<p><a data-tms-href=\"javascript:x()\">a</a><a data-tms-href=\"JavaScript:x()\">b</a><img data-tms-src=\"data:image/png,x\" alt=\"\"></p>");
  expect_html("main(paragraph(link'vbscript :x'(text'a') link'?a:b'(text'b')))",
              "\n<p><a data-tms-href=\"vbscript :x\">a</a><a href=\"?a:b\">b</a></p>");
}

static void test_metadata(void **state) {
  (void)state;
  tms_document *doc = make_doc("main(heading(text'a'))", tms_allocator_libc());
  assert_non_null(doc);
  assert_true(tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_TITLE, TMS_SLICE("T \"<&"), TMS_FROM_OG));
  assert_true(tms_metadata_add(&doc->metadata, &doc->arena, TMS_FIELD_AUTHORS, TMS_SLICE("A"), TMS_FROM_USER));
  assert_true(tms_metadata_add(&doc->metadata, &doc->arena, TMS_FIELD_AUTHORS, TMS_SLICE("B, C"), TMS_FROM_USER));
  assert_true(tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_LANGUAGE, TMS_SLICE("de"), TMS_FROM_NONE));
  expect_same(doc);
  tms_buf html;
  write_to(doc, &html);
  assert_non_null(strstr(html.data, "<html lang=\"de\">"));
  assert_non_null(strstr(html.data, "<title>T \"&lt;&amp;</title>"));
  assert_non_null(strstr(html.data, "<header data-tms=\"title\"><h1>T \"&lt;&amp;</h1></header>"));
  assert_null(strstr(html.data, "<script"));
  tms_buf_release(&html);
  tms_doc_free(doc);
}

static void test_comments_and_notes(void **state) {
  (void)state;
  tms_document *doc =
      make_doc("main(paragraph(text'a' note-reference'x' link'u'(text'b' note-reference'x')) footnote'x'(paragraph(text'n')))", tms_allocator_libc());
  assert_non_null(doc);
  tms_node *comments = tms_doc_comments(doc), *comment = tms_doc_node(doc, TMS_KIND_COMMENT), *paragraph = tms_doc_node(doc, TMS_KIND_PARAGRAPH);
  tms_node *text = tms_doc_node(doc, TMS_KIND_TEXT);
  assert_true(comments && comment && paragraph && text);
  comment->target = TMS_SLICE("A \"b\"");
  comment->text = TMS_SLICE("2020-01-01");
  text->text = TMS_SLICE("c");
  tms_node_append(paragraph, text);
  tms_node_append(comment, paragraph);
  tms_node_append(comments, comment);
  expect_same(doc);
  tms_doc_free(doc);
}

static void test_random_documents(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 300; seed++) {
    tms_document *doc = make_random_doc(seed, 120, tms_allocator_libc());
    assert_non_null(doc);
    expect_same(doc);
    tms_doc_free(doc);
  }
}

static void test_failing_allocations(void **state) {
  (void)state;
  tms_document *doc = make_random_doc(7, 150, tms_allocator_libc());
  assert_non_null(doc);
  tms_buf html;
  write_to(doc, &html);
  for (size_t n = 1;; n++) {
    fail_alloc fail = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&fail);
    tms_status status;
    tms_document *again = read_back(tms_buf_slice(&html), &allocator, &status);
    if (status == TMS_OK) assert_null(tms_doc_compare(doc, again));
    if (status != TMS_OK) assert_int_equal(status, TMS_ERR_MEMORY);
    tms_doc_free(again);
    assert_int_equal(fail.live_bytes, 0);
    if (fail.calls < n) break;
  }
  tms_buf_release(&html);
  tms_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_markup),           cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_metadata),         cmocka_unit_test(test_comments_and_notes),
      cmocka_unit_test(test_random_documents), cmocka_unit_test(test_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
