/* The reader of HTML: what becomes of which markup, in the notation of support/dump.h; hints, evidence, ranges; failing allocations. */
#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/html/html.h"
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"
#include "tests/support/fail_alloc.h"

#include <stdio.h>

static tms_document *read_with(const char *html, const tms_allocator *allocator, tms_status *status) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(allocator, &limits, 0);
  *status = TMS_ERR_MEMORY;
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = strlen(html);
  *status = tms_html_read(tms_slice_cstr(html), NULL, doc, NULL);
  return doc;
}

static tms_document *read_page(const char *html) {
  tms_status status;
  tms_document *doc = read_with(html, tms_allocator_libc(), &status);
  assert_int_equal(status, TMS_OK);
  assert_null(tms_doc_check_partition(doc));
  return doc;
}

static void expect(const char *html, const char *wanted) {
  tms_document *doc = read_page(html);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  char *dump = dump_doc(doc);
  assert_string_equal(dump, wanted);
  free(dump);
  tms_doc_free(doc);
}

static void test_lines(void **state) {
  (void)state;
  expect("<div>a <b>b</b>c<p>d</div>e", "main(paragraph(text'a ' strong(text'b') text'c') paragraph(text'd') paragraph(text'e'))");
  expect("<div>a</div><div>b</div><span>c</span>d", "main(paragraph(text'a') paragraph(text'b') paragraph(text'cd'))");
  expect("<p>a<br>b<br> <br>c<br>", "main(paragraph(text'a' break text'b') paragraph(text'c'))");
  expect("<p>a\n  <i>b\n</i>\n c", "main(paragraph(text'a ' emphasis(text'b') text' c'))");
  expect("<h2>a<div>b</div>c<br>d</h2>", "main(heading(text'a b c d'))");
  expect("<ul><li>a<p>b</ul>", "main(list(item(paragraph(text'a') paragraph(text'b'))))");
  expect("<div role=heading aria-level=3>a</div>", "main(heading(text'a'))");
}

/* What the parser moves in front of a table doesn't run into the words there. */
static void test_moved_text(void **state) {
  (void)state;
  expect("<p>a<table>b<tr>c<td>d<td>e<tr><td>f<td>g</table>",
         "main(paragraph(text'a b c') table(row(cell(paragraph(text'd')) cell(paragraph(text'e'))) row(cell(paragraph(text'f')) "
         "cell(paragraph(text'g')))))");
}

static void test_links(void **state) {
  (void)state;
  expect("<a href=x>a<div>b</div><h2>c</h2></a>d",
         "main(paragraph(link'x'(text'a')) paragraph(link'x'(text'b')) heading(link'x'(text'c')) paragraph(text'd'))");
  expect("<p><a name=n>a</a> <a href=' y '> b </a>c", "main(paragraph(text'a ' link'y'(text'b') text' c'))");
}

static void test_old_figures(void **state) {
  (void)state;
  expect("<div class='wp-caption alignnone'><a href=x><img src=p></a><p class=wp-caption-text>A bee</p></div>",
         "main(figure(image'p' caption(text'A bee')))");
  expect("<div class=wp-caption><img src=p><p>A bee</p></div>", "main(paragraph(image'p') paragraph(text'A bee'))");
  /* copies for browsers without scripts, icons, buttons */
  expect("<figure><img src=p><noscript><img src=p></noscript><button><svg><path d=M1/></svg></button><figcaption>A bee</figcaption></figure>",
         "main(figure(image'p' caption(text'A bee')))");
  expect("<figure><noscript><img src=p></noscript><figcaption>A bee</figcaption></figure>", "main(figure(image'p' caption(text'A bee')))");
  expect("<figure><img src=p><button>Zoom</button><figcaption>A bee</figcaption></figure>",
         "main(paragraph(image'p') paragraph(text'Zoom') paragraph(text'A bee'))");
}

static void test_code(void **state) {
  (void)state;
  expect("<pre>a <b>b</b><br>c\n\n d</pre>", "main(code-block'a b\nc\n\n d')");
  /* lines as elements, and their numbers, where each has its own */
  expect("<pre><div>a</div><div>b</div></pre>", "main(code-block'a\nb')");
  expect("<pre><div><span>1</span><div>a\n</div></div><div><span>2</span><div>7\n</div></div></pre>", "main(code-block'a\n7')");
  expect("<pre><i>1</i>a<br><i>2</i>b</pre>", "main(code-block'a\nb')");
  expect("<pre><i>1</i>a<br><i>3</i>b</pre>", "main(code-block'1a\n3b')");
  expect("<pre><i>1</i>a\nb\n<i>2</i>c</pre>", "main(code-block'1a\nb\n2c')");
  expect("<pre><i>1</i> + 1</pre>", "main(code-block'1 + 1')");
  expect("<p><code> a b </code>c <code>d<a href=x>e</a></code>", "main(paragraph(code'a b' text' c ' code'd' link'x'(code'e')))");
  tms_document *doc = read_page("<div class='highlight highlight-source-c'><pre>x</pre></div><pre><code class='language-py'>y</code></pre>");
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_true(tms_slice_eq(doc->main->first->target, TMS_SLICE("c")));
  assert_true(tms_slice_eq(doc->main->last->target, TMS_SLICE("py")));
  tms_doc_free(doc);
}

static void test_lists(void **state) {
  (void)state;
  tms_document *doc = read_page("<ol start=3><li>a<li>b<li value=9>c<li>d</ol><ul><li><input type=checkbox checked> e</ul>");
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  const tms_node *list = doc->main->first;
  assert_int_equal(list->number, 3);
  assert_int_equal(list->next->number, 9);
  assert_int_equal(list->next->first->level, 0);
  assert_int_equal(doc->main->last->first->level, 2);
  tms_doc_free(doc);
  expect("<dl><dt>a<div>b</div><dd>c<dd><p>d</dl>",
         "main(definition-list(term(text'a b') definition(paragraph(text'c')) definition(paragraph(text'd'))))");
  expect("<ul><div><li>a</div>b</ul>", "main(list(item(paragraph(text'a')) item(paragraph(text'b'))))");
}

static void test_tables(void **state) {
  (void)state;
  expect(
      "<table><caption>t</caption><tr><th>a<th>b<tr><td>c<td><p>d</table>",
      "main(table(caption(text't') row(cell(paragraph(text'a')) cell(paragraph(text'b'))) row(cell(paragraph(text'c')) cell(paragraph(text'd')))))");
  expect("<table role=presentation><tr><th>a<th>b<tr><td>c<td>d</table>",
         "main(paragraph(text'a') paragraph(text'b') paragraph(text'c') paragraph(text'd'))");
  expect("<table><tr><td>a<tr><td>b</table>", "main(paragraph(text'a') paragraph(text'b'))");
  expect("<table><tr><td><table><tr><th>a<th>b<tr><td>c<td>d</table><td>e</table>",
         "main(table(row(cell(paragraph(text'a')) cell(paragraph(text'b'))) row(cell(paragraph(text'c')) cell(paragraph(text'd')))) "
         "paragraph(text'e'))");
}

static void test_media(void **state) {
  (void)state;
  expect("<figure><a href=l><img src=data:, data-src=i.png alt=a></a><figcaption><p>b<p>c</figcaption></figure>",
         "main(figure(image'i.png' caption(text'b c')))");
  expect("<figure><table><tr><th>a<th>b<tr><td>c<td>d</table></figure>",
         "main(table(row(cell(paragraph(text'a')) cell(paragraph(text'b'))) row(cell(paragraph(text'c')) cell(paragraph(text'd')))))");
  expect("<p>a <img srcset='s.png 1x, l.png 2x'>", "main(paragraph(text'a ' image'l.png'))");
}

static void test_formulas(void **state) {
  (void)state;
  expect("<p>a <math><semantics><mi>x</mi><annotation encoding='application/x-tex'>\\x</annotation></semantics></math> b",
         "main(paragraph(text'a ' formula'\\x' text' b'))");
  expect("<math alttext='y' display=block><mi>x</mi></math>", "main(formula-block'y')");
  expect("<p>a <script type='math/tex'>z</script>b", "main(paragraph(text'a ' formula'z' text'b'))");
  expect("<ruby>a<rt>b</ruby><ruby>c<rp>[<rt>d<rp>]</ruby>", "main(paragraph(text'a(b)c[d]'))");
}

/* What would tear a line apart stands behind it. */
static void test_sides(void **state) {
  (void)state;
  expect("<p>a <button>b</button>c <span hidden>d</span>e<p>f",
         "main(paragraph(text'a c e') paragraph(text'b') paragraph(text'd') paragraph(text'f'))");
  expect("<h1>a <noscript><p>b</p></noscript>c</h1>", "main(heading(text'a c') paragraph(text'b'))");
  expect("<p>a<template><p>b<button>c</button>d</template>e", "main(paragraph(text'ae') paragraph(text'bd') paragraph(text'c'))");
}

/* A button that begins a heading is the heading. */
static void test_folded_sections(void **state) {
  (void)state;
  expect("<h3><button><span>a</span> b</button></h3><dl><dt><label>c</label></dl>", "main(heading(text'a b') definition-list(term(text'c')))");
}

static const tms_node *find(const tms_node *node, uint8_t role) {
  for (const tms_node *child = node->first; child; child = child->next) {
    if (child->evidence && child->evidence->role == role) return child;
  }
  return NULL;
}

static bool has_name(const tms_evidence *evidence, const char *word) {
  for (size_t i = 0; i < evidence->name_count; i++) {
    if (evidence->names[i] == tms_evidence_hash(tms_slice_cstr(word))) return true;
  }
  return false;
}

static void test_evidence(void **state) {
  (void)state;
  tms_document *doc = read_page(
      "<body><nav class='topMenu main-nav2' id=Nav><p>a</nav><article><header>b</header></article><form "
      "hidden><input><select><option>c</select></form>");
  const tms_node *body = doc->main->first, *nav = find(body, TMS_ROLE_NAVIGATION), *form = find(body, TMS_ROLE_FORM);
  assert_non_null(nav);
  assert_true(has_name(nav->evidence, "topmenu") && has_name(nav->evidence, "menu") && has_name(nav->evidence, "nav") &&
              has_name(nav->evidence, "main-nav2"));
  assert_false(has_name(nav->evidence, "top-menu"));
  assert_int_equal(nav->evidence->names[0], tms_evidence_hash(TMS_SLICE("topMenu")));
  assert_non_null(find(find(body, TMS_ROLE_ARTICLE), TMS_ROLE_HEADER));
  assert_non_null(form);
  assert_int_equal(form->evidence->controls, 2);
  assert_true(form->evidence->flags & TMS_SEEN_HIDDEN);
  tms_doc_free(doc);
}

static void expect_hint(const tms_document *doc, tms_provenance from, const char *key, const char *value) {
  for (const tms_hint *hint = doc->hints; hint; hint = hint->next) {
    if (hint->from == from && tms_slice_eq(hint->key, tms_slice_cstr(key)) && tms_slice_eq(hint->value, tms_slice_cstr(value))) return;
  }
  fail_msg("no hint %s = %s", key, value);
}

static void test_hints(void **state) {
  (void)state;
  tms_document *doc = read_page(
      "<html lang=de><title>T &amp;\n t</title><base href=/b/><meta property=og:Title content=o><meta name=Author content=m><link rel='x canonical' "
      "href=c>"
      "<script type=application/ld+json>{}</script><h1>H <b>h</b></h1><a rel=author>A</a><time datetime=2020-01-01>d</time><p "
      "itemprop=datePublished>1 May</p>");
  expect_hint(doc, TMS_FROM_HTML, "lang", "de");
  expect_hint(doc, TMS_FROM_HTML, "title", "T & t");
  expect_hint(doc, TMS_FROM_HTML, "base", "/b/");
  expect_hint(doc, TMS_FROM_OG, "og:title", "o");
  expect_hint(doc, TMS_FROM_META, "author", "m");
  expect_hint(doc, TMS_FROM_HTML, "canonical", "c");
  expect_hint(doc, TMS_FROM_JSON_LD, "json-ld", "{}");
  expect_hint(doc, TMS_FROM_HTML, "h1", "H h");
  expect_hint(doc, TMS_FROM_HTML, "author", "A");
  expect_hint(doc, TMS_FROM_HTML, "time", "2020-01-01");
  expect_hint(doc, TMS_FROM_META, "datepublished", "1 May");
  assert_true(tms_slice_eq(doc->base, TMS_SLICE("/b/")));
  tms_doc_free(doc);
}

/* What the parser's ceilings drop is on record: 70 formatting elements beyond the list, attributes beyond the 1,024 of one tag, elements below 512. */
static void test_ceilings(void **state) {
  (void)state;
  char html[32768];
  size_t len = (size_t)sprintf(html, "<p>");
  for (int i = 0; i < 198; i++) len += (size_t)sprintf(html + len, "<b id=b%d>", i);
  tms_document *doc = read_page(html);
  assert_int_equal(doc->ledger.counts[TMS_REASON_LIMIT], 70);
  tms_doc_free(doc);
  len = (size_t)sprintf(html, "<p");
  for (int i = 0; i < 1100; i++) len += (size_t)sprintf(html + len, " a%d", i);
  sprintf(html + len, ">x");
  doc = read_page(html);
  assert_int_equal(doc->ledger.counts[TMS_REASON_LIMIT], 1100 - 1024);
  tms_doc_free(doc);
  len = 0;
  for (int i = 0; i < 600; i++) len += (size_t)sprintf(html + len, "<div>");
  sprintf(html + len, "x");
  doc = read_page(html);
  assert_int_equal(doc->ledger.counts[TMS_REASON_FLATTENED], 600 + 2 - 512); /* html and body are open too */
  tms_doc_free(doc);
}

/* A <math> without TeX in one that has none either is not searched again; one that has TeX further out is found as ever. */
static void test_nested_math(void **state) {
  (void)state;
  expect("<p><math><mi>a</mi><math><mi>b</mi></math></math>", "main(paragraph(text'ab'))");
  expect("<p><math alttext=x><mi>a</mi></math> <math><annotation encoding=application/x-tex>y</annotation></math>",
         "main(paragraph(formula'x' text' ' formula'y'))");
}

/* Nests far beyond every depth: all text stays, in order. */
static void test_depth(void **state) {
  (void)state;
  enum { DEEP = 300 };
  char html[DEEP * 20 + 100];
  size_t len = 0;
  for (int i = 0; i < DEEP; i++) len += (size_t)sprintf(html + len, "<ul><li>%d<i>", i);
  tms_document *doc = read_page(html);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  assert_true(doc->ledger.counts[TMS_REASON_FLATTENED] > 0);
  char *dump = dump_doc(doc), number[16];
  const char *at = dump;
  for (int i = 0; i < DEEP; i++) {
    sprintf(number, "'%d'", i);
    at = strstr(at, number);
    assert_non_null(at);
  }
  free(dump);
  tms_doc_free(doc);
}

static const char everything[] =
    "<html lang=en><title>t &amp;</title><meta name=a content=b><body class='a-b'><h1>c <button>d</button></h1><p>e &amp; <a href='&#120;'>f</a> "
    "<span lang=fr>g</span>"
    "<br>h<pre>i<b>j</b></pre><ol><li>k<li value=5>l</ol><table><tr><th>m<th>n<tr><td>o<td>p</table><figure><img "
    "src=q><figcaption>r</figcaption></figure>"
    "<p>s <span hidden>t<noscript>u</noscript></span> v <code>w<i>x</i></code> <time>1 May</time><iframe src=y></iframe><ruby>z<rt>0</ruby>";

static char *dump_of(const tms_allocator *allocator, tms_status *status) {
  tms_document *doc = read_with(everything, allocator, status);
  if (*status == TMS_OK) *status = tms_doc_normalize(doc);
  char *dump = *status == TMS_OK ? dump_doc(doc) : NULL;
  tms_doc_free(doc);
  return dump;
}

/* Every allocation fails once, and then all from it on: the same document or a clean error. */
static void test_failing_allocations(void **state) {
  (void)state;
  tms_status status;
  char *good = dump_of(tms_allocator_libc(), &status);
  assert_int_equal(status, TMS_OK);
  for (int sticky = 0; sticky < 2; sticky++) {
    for (size_t n = 1;; n++) {
      fail_alloc fail = {.fail_at = n, .sticky = sticky};
      tms_allocator allocator = fail_allocator(&fail);
      char *dump = dump_of(&allocator, &status);
      assert_int_equal(fail.live_bytes, 0);
      if (status == TMS_OK) assert_string_equal(dump, good);
      if (status != TMS_OK) assert_int_equal(status, TMS_ERR_MEMORY);
      free(dump);
      if (fail.calls < n) break;
    }
  }
  free(good);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_folded_sections),
      cmocka_unit_test(test_moved_text),
      cmocka_unit_test(test_links),
      cmocka_unit_test(test_old_figures),
      cmocka_unit_test(test_code),
      cmocka_unit_test(test_lists),
      cmocka_unit_test(test_tables),
      cmocka_unit_test(test_media),
      cmocka_unit_test(test_formulas),
      cmocka_unit_test(test_sides),
      cmocka_unit_test(test_evidence),
      cmocka_unit_test(test_hints),
      cmocka_unit_test(test_depth),
      cmocka_unit_test(test_ceilings),
      cmocka_unit_test(test_nested_math),
      cmocka_unit_test(test_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
