/* The Markdown reader: what it makes of a text, shown as the canonical body; that hard shapes stay linear; that failed allocations are told. */
#include "markup/commonmark.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "doc/walk.h"
#include "markup/canonical_write.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

static tms_document *read_markdown(const tms_allocator *allocator, tms_slice text, tms_status *status) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(allocator, &limits, 3);
  *status = TMS_ERR_MEMORY;
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = text.len;
  *status = tms_commonmark_read(text, 0, TMS_COMMONMARK_AUTOLINKS, doc);
  return doc;
}

/* Markdown, and the canonical body of what it says. */
static const struct {
  const char *markdown, *canonical;
} says[] = {
    {"", ""},
    {"a\nb\n", "a b\n"},
    {"a  \nb\\\nc", "a<br>b<br>c\n"},
    {"Title\n=====\n\nSub\n---\n", "# Title\n\n## Sub\n"},
    {"*a* __b__ ~c~ ~~d~~ ***e***", "_a_ **b** ~~c~~ ~~d~~ _**e**_\n"},
    {"un*frigging*believable", "un<em>frigging</em>believable\n"},
    {"* a\n* b\n\n\n* c\n", "- a\n- b\n- c\n"},
    {"- a\n+ b\n", "- a\n\n+ b\n"},
    {"3) a\n4) b\n", "3. a\n4. b\n"},
    {"- [ ] a\n- [X] b\n- [y] c\n", "- [ ] a\n- [x] b\n- \\[y\\] c\n"},
    {"> a\nlazy\n> - b\nlazy\n", "> a lazy\n>\n> - b lazy\n"},
    {"    code\n\n    more\n", "```\ncode\n\nmore\n```\n"},
    {"~~~ c extra\nx\n~~~\n", "```c\nx\n```\n"},
    {"```math\nx^2\n```\n", "```math\nx^2\n```\n"},
    {"- a\n\n      code\n", "- a\n\n  ```\n  code\n  ```\n"},
    {"-\ta\n\n\tb\n", "- a\n\n  b\n"},
    {"a | b\n--|:-:\nc | d\ne\n", "| a | b |\n| --- | --- |\n| c | d |\n| e | |\n"},
    {"text\na | b\n-|-\n", "text\n\n| a | b |\n| --- | --- |\n"},
    {"| a |\n| - |\n| `x\\|y` \\| z |\n", "| a |\n| --- |\n| `x\\|y` \\| z |\n"},
    {"[a](/b \"c\") ![d](e) <ff:g> [h]\n\n[h]: /i 'j'\n", "[a](/b \"c\") ![d](e) [ff:g](ff:g) [h](/i \"j\")\n"},
    {"[h] [H][] [x][ h ]\n\n[h]: <i j>\n[h]: /other\n", "[h](<i j>) [H](<i j>) [x](<i j>)\n"},
    {"[a [b](c) d](e)", "\\[a [b](c) d\\](e)\n"},
    {"[unclosed *a [b* c](", "\\[unclosed _a \\[b_ c\\](\n"},
    {"see www.a.org, http://b.org/x_(y). me@c.org!",
     "see [www\\.a.org](http://www.a.org), [http\\://b.org/x\\_(y)](<http://b.org/x_(y)>). [me\\@c.org](mailto:me@c.org)!\n"},
    {"a[^x] b[^y] c[^x]\n\n[^x]: One\n\n    two\n[^y]: Y\n", "a[^1] b[^2] c[^1]\n\n[^1]: One\n\n    two\n\n[^2]: Y\n"},
    {"[^z]", "\\[^z\\]\n"},
    {"&amp; &#228; &auml; &nope; &copy", "& \xC3\xA4 \xC3\xA4 \\&nope; &copy\n"},
    {"`` a`b `` `c\nd` `e", "``a`b`` `c d` \\`e\n"},
    {"<b>x</b> <i>y</i> <span lang=\"de\">z</span> <font>k</font> <br/> <a href='u'>v</a>", "**x** _y_ <span lang=\"de\">z</span> k<br>[v](u)\n"},
    {"H<sub>2</sub>O x<sup>2</sup> <ins>i</ins> <del>d</del> <q>q</q> <kbd>k</kbd>",
     "H<sub>2</sub>O x<sup>2</sup> <ins>i</ins> ~~d~~ <q>q</q> `k`\n"},
    {"<span class=\"math\">`a_b`</span>", "<span class=\"math\">`a_b`</span>\n"},
    {"a <!-- x --> b <?y?> c", "a b c\n"},
    {"<div>\n<p>one<p>two <b>three</b>\n</div>\n", "one\n\ntwo **three**\n"},
    {"<ul><li>a<li>b</ul>\n", "- a\n- b\n"},
    {"<table><tr><th>a<th>b<tr><td>c<td colspan=2>d</table>\n",
     "<table>\n<tr>\n<th>\n\na\n\n</th>\n<th>\n\nb\n\n</th>\n</tr>\n<tr>\n<td>\n\nc\n\n</td>\n<td colspan=\"2\">\n\nd\n\n</td>\n</tr>\n</table>\n"},
    {"<pre>a &lt;b\n  c</pre>\n", "```\na <b\n  c\n```\n"},
    {"<script>\nx < y;\n</script>\n\na\n", "a\n"},
    {"<h2>A</h2>\n<hr>\n<blockquote>\nb\n</blockquote>\n", "## A\n\n***\n\n> b\n"},
    {"# a #\n## b \\##\n#c\n", "# a\n\n## b \\##\n\n#c\n"},
    {"a\r\nb\rc\r\n\r\nd", "a b c\n\nd\n"},
};

static void texts_say(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
    tms_status status;
    tms_buf out;
    tms_document *doc = read_markdown(tms_allocator_libc(), tms_slice_cstr(says[i].markdown), &status);
    assert_int_equal(status, TMS_OK);
    assert_null(tms_doc_check_partition(doc));
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
    tms_buf_init(&out, tms_allocator_libc(), (size_t)1 << 20);
    tms_canonical_write_body(doc, 0, &out);
    if (strcmp(out.data, says[i].canonical) != 0) print_error("%s\n", says[i].markdown);
    assert_string_equal(out.data, says[i].canonical);
    tms_buf_release(&out);
    tms_doc_free(doc);
  }
}

static void ranges_are_those_of_the_text(void **state) {
  (void)state;
  static const char text[] = "# One\n\n- two *three*\n  four\n\n| five |\n| - |\n| six |\n";
  static const char *const words[] = {"One", "two ", "three", "\n  four", "five", "six"};
  tms_status status;
  size_t found = 0;
  tms_document *doc = read_markdown(tms_allocator_libc(), TMS_SLICE(text), &status);
  assert_int_equal(status, TMS_OK);
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    if (!walk.enter || walk.node->kind != TMS_KIND_TEXT) continue;
    assert_true(found < sizeof words / sizeof words[0]);
    size_t length = walk.node->span.end - walk.node->span.begin;
    assert_int_equal(length, strlen(words[found]));
    assert_memory_equal(text + walk.node->span.begin, words[found], length);
    found++;
  }
  assert_int_equal(found, sizeof words / sizeof words[0]);
  tms_doc_free(doc);
}

/* Shapes that were quadratic, or worse, in one Markdown parser or another: before, repeated, between, repeated, after. */
static const struct {
  const char *before, *left, *between, *right, *after;
} hard[] = {
    {"", "[", "a", "]", ""},
    {"", "*a **a ", "b", " a** a*", ""},
    {"", "a_ ", "", "", ""},
    {"", "_a ", "", "", ""},
    {"", "*a_ ", "", "", ""},
    {"", "a]", "", "", ""},
    {"", "[a", "", "", ""},
    {"", "![[]()", "", "", ""},
    {"", "[a](b", "", "", ""},
    {"", "[a](<b", "", "", ""},
    {"", "[a](b \"", "", "", ""},
    {"", "**x [a*b**c*](d)", "", "", ""},
    {"", "`a ``", "", "", ""},
    {"", "> ", "a\n", "", ""},
    {"", "- ", "a\n", "\n", ""},
    {"> > > > > > > > > > > > > > > > > > > > a\n", "b\n", "", "", ""},
    {"", "* a\n", "", "", ""},
    {"", "[a]: u\n", "", "[a]", ""},
    {"", "[a\\]", "", "", ""},
    {"", "<!--", "", "", ""},
    {"", "a <?", "", "<!A", ""},
    {"", "a <![CDATA[", "", "", ""},
    {"", "a <b c=\"", "", "", ""},
    {"", "<a x=\"<a x=\" ", "", "", ""},
    {"", "a|b\n-|-\n", "", "", ""},
    {"", "|", "\n", "|-", ""},
    {"", "a@", "", "", ""},
    {"", "a_", "@b.c ", "a.b-@x", ""},
    {"", "(www.a_b._", "", "*www.a.b", ""},
    {"", "(http://a", " http://a", ")", ""},
    {"http://a", "&a;", "", "", ""},
    {"", "[^a]", "\n\n[^a]: x\n", "[^b]: ", ""},
    {"", "a\n=", "", "", ""},
    {"", "a\r", "", "\r", ""},
    {"", "&amp;", "&", "&", ""},
    {"", "<div>\n\n", "", "</table>\n\n", ""},
    {"", "<table><tr><td>", "", "", ""},
    {"", "<sub>", "", "</sup>", ""},
    {"", "~~a ~b ", "", "", ""},
    {"", "```\n", "", "> ```\n", ""},
    {"", "- a\n\n  ", "", "", ""},
    {"", "\t", "a\n", " ", "b"},
};

static tms_slice repeat(size_t index, size_t times, tms_buf *out) {
  tms_buf_reset(out);
  tms_buf_add_cstr(out, hard[index].before);
  for (size_t i = 0; i < times; i++) tms_buf_add_cstr(out, hard[index].left);
  tms_buf_add_cstr(out, hard[index].between);
  for (size_t i = 0; i < times; i++) tms_buf_add_cstr(out, hard[index].right);
  tms_buf_add_cstr(out, hard[index].after);
  return tms_buf_slice(out);
}

/* The best of three runs: the machine may be doing other things. */
static double seconds_for(tms_slice text) {
  double best = 1e9;
  for (int i = 0; i < 3; i++) {
    tms_status status;
    clock_t begin = clock();
    tms_document *doc = read_markdown(tms_allocator_libc(), text, &status);
    double took = (double)(clock() - begin) / CLOCKS_PER_SEC;
    assert_int_equal(status, TMS_OK);
    tms_doc_free(doc);
    if (took < best) best = took;
  }
  return best;
}

/*
 * Four times the input may take four times as long; twice that again is allowed for caches and for the clock, which is coarse below 20 ms.
 * A quadratic parser takes sixteen times as long.
 */
static void hard_shapes_are_linear(void **state) {
  (void)state;
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  for (size_t i = 0; i < sizeof hard / sizeof hard[0]; i++) {
    double small = seconds_for(repeat(i, 8000, &text)), large = seconds_for(repeat(i, 32000, &text));
    if (large > 8 * small + 0.02) print_error("%s...%s: %.4f s, then %.4f s\n", hard[i].left, hard[i].right, small, large);
    assert_true(large <= 8 * small + 0.02);
  }
  tms_buf_release(&text);
}

static void depth_is_bounded(void **state) {
  (void)state;
  tms_buf text;
  tms_status status;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 20);
  for (int i = 0; i < 5000; i++) tms_buf_add_cstr(&text, i % 2 ? "> " : "1. ");
  tms_buf_add_cstr(&text, "deep");
  tms_document *doc = read_markdown(tms_allocator_libc(), tms_buf_slice(&text), &status);
  assert_int_equal(status, TMS_OK);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  assert_true(doc->ledger.counts[TMS_REASON_FLATTENED] > 0);
  tms_doc_free(doc);
  tms_buf_release(&text);
}

static void failed_allocations_are_told(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
    for (size_t n = 1;; n++) {
      fail_alloc fail = {.fail_at = n};
      tms_allocator allocator = fail_allocator(&fail);
      tms_status status;
      tms_buf out;
      tms_document *doc = read_markdown(&allocator, tms_slice_cstr(says[i].markdown), &status);
      if (status == TMS_OK) status = tms_doc_normalize(doc);
      tms_buf_init(&out, &allocator, (size_t)1 << 20);
      if (status == TMS_OK) {
        tms_canonical_write_body(doc, 0, &out);
        status = out.status != TMS_OK ? out.status : tms_doc_status(doc);
      }
      if (status == TMS_OK) assert_string_equal(out.data, says[i].canonical);
      tms_buf_release(&out);
      tms_doc_free(doc);
      assert_int_equal(fail.live_bytes, 0);
      if (fail.calls < n) break;
      assert_int_equal(status, TMS_ERR_MEMORY);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_say),        cmocka_unit_test(ranges_are_those_of_the_text), cmocka_unit_test(hard_shapes_are_linear),
      cmocka_unit_test(depth_is_bounded), cmocka_unit_test(failed_allocations_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
