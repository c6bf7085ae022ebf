/* The canonical form: what is accepted comes back byte for byte, what is refused says where and why, and no failed allocation goes unnoticed. */
#include "formats/canonical/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sha256.h"
#include "doc/builder.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "markup/canonical_write.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#define HEAD "---\ntamis: 1\n---\n"
#define BODY HEAD "\n"

static tms_document *new_document(const tms_allocator *allocator) {
  tms_limits limits = {0};
  return tms_doc_new(allocator, &limits, 3);
}

static tms_status read_with(const tms_allocator *allocator, const char *text, size_t size, tms_document **doc, tms_error *error) {
  *doc = new_document(allocator);
  return *doc ? tms_canonical_read(tms_slice_of(text, size), *doc, error) : TMS_ERR_MEMORY;
}

static void writes_back(const char *text) {
  tms_document *doc;
  tms_error error = {0};
  tms_buf out;
  tms_status status = read_with(tms_allocator_libc(), text, strlen(text), &doc, &error);
  if (status != TMS_OK) print_error("refused at %zu: %s\n%s\n", error.offset, error.message, text);
  assert_int_equal(status, TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  tms_buf_init(&out, tms_allocator_libc(), (size_t)1 << 30);
  tms_canonical_write(doc, &out);
  assert_string_equal(out.data, text);
  tms_buf_release(&out);
  tms_doc_free(doc);
}

/* One of everything, as docs/canonical-format.md shows it. */
static const char *const accepted[] = {
    HEAD,
    "---\ntamis: 1\nurl: \"https://example.org/a\"\ntitle: \"A \\\"quoted\\\" \\\\ title\"\nauthors: [\"Ada Lovelace\", \"Grace Hopper\"]\n"
    "date_published: \"2024-02-29\"\ntags: [\"one\"]\nlanguage: \"de-CH\"\ncleaned_passes: [\"repair\", \"layout\"]\n"
    "provenance: [\"url=user\", \"title=og\", \"authors=json-ld\"]\n---\n\nText.\n",
    BODY "# Heading\n\n###### Six \\#\n\nA paragraph.\n\n***\n\n> A quote\n>\n> of two.\n\n> Another.\n",
    BODY "- a\n- b\n\n  3. not close\n\n  c\n- d\n  - tight\n  - list\n\n+ another list\n\n- and one more\n\n1. x\n2. y\n\n3) z\n",
    BODY "999999998. a\n999999999. b\n999999999. c\n\n0) d\n",
    BODY "- [ ] open\n- [x] done\n- \\[x\\] text\n",
    BODY "- - - deep\n    - er\n- > quote\n  >\n  > - item\n- # heading\n- ***\n",
    BODY "```c\nint main(void) {\n\treturn 0;\n}\n\n\n  x\n```\n\n````\n```\n````\n\n```a&#96;b\\\\c\nx\n```\n",
    BODY "```math\nE = mc^2\n```\n\n```math code\nx\n```\n",
    BODY "| a | b |\n| --- | --- |\n| 1 \\| 2 | `x\\|y` |\n| | _e_ |\n",
    BODY
    "<table>\n<caption>\n\nSieves\n\n</caption>\n<tr>\n<th colspan=\"2\" rowspan=\"3\">\n\nName\n\n</th>\n</tr>\n<tr>\n<td>\n</td>\n<td>\n\n- "
    "list\n\n"
    "> quote\n\n</td>\n</tr>\n</table>\n",
    BODY "<dl>\n<dt>\n\nTerm\n\n</dt>\n<dd>\n\nOne\n\nTwo\n\n</dd>\n</dl>\n",
    BODY "<figure>\n\n![alt \\[x\\]](a.png)\n\n![](b.png)\n\n<figcaption>\n\nCaption\n\n</figcaption>\n</figure>\n",
    BODY "A note[^1]\\(a) and[^2]\\: b.\n\n[^1]: First.\n\n    - list\n\n[^2]: ```\n    code\n    ```\n",
    BODY
    "Text\n\n<section class=\"comments\">\n<article class=\"comment\" data-author=\"A &quot;B&quot; &lt;c&gt; &amp;\" "
    "data-date=\"2024-01-01\">\n\nHi\n\n"
    "<article class=\"comment\">\n\nAnswer\n\n</article>\n</article>\n</section>\n",
    BODY "<article class=\"comment\">\n\nin main\n\n</article>\n",
    BODY "_em_ **strong** ~~del~~ **_both_** <ins>i</ins> <sub>s</sub><sup>p</sup> <q>q</q> <span lang=\"de\">Wort</span>\n",
    BODY "in<em>tra</em>word in**tra**word \"_x_\"y <strong>\"x\"</strong>y ~~**x**~~ _x_.\n",
    BODY
    "\xE2\x82\xAC<strong>\"x\"</strong>\xE2\x82\xAC _\xE2\x82\xACx_ a<strong>\xE2\x82\xAC"
    "5</strong>b\n",
    BODY "`a` ``b`c`` `` ` `` `a`<code>b</code> <span class=\"math\">`\\frac{a}{b}`</span>\n",
    BODY "[text](https://a.b/?c=d&e=f \"ti\\\"tle\") [x](<a b>) [y](</w_(z)>) [z](a\\&amp;b) [\\^1](x) ![\\^](y) \\![a](b)\n",
    BODY "<span lang=\"de\"><span class=\"math\">`x`</span> y</span> z\n",
    BODY "one<br>two<br>three\n",
    BODY "\\* \\_ \\` \\[ \\] \\< \\> \\~ \\\\ & &amp x \\&amp; \\&#35; ! ( | : # + - = 1. a:b a@ @b www \"'$%,/;?^{}\n",
    BODY "http\\://a.b www\\.a.b a\\@b.c\n",
    BODY "\\- a\n\n\\--\n\n\\+ b\n\n\\# c\n\n\\###### d\n\n####### e\n\n1\\. f\n\n1\\) g\n\n1.5\n\n1234567890. h\n\n-5\n\n+5\n\n\\-\n\n1\\.\n",
    BODY "# # # a \\#\n\n# \\#\n\n# a#\n\n# a \\##\n",
    BODY "=\n\n===\n\n| a |\n\n: b\n\ntamis: 1\n",
};

static bool direct_takes(const char *text, tms_document **doc) {
  *doc = new_document(tms_allocator_libc());
  return tms_canonical_read_direct(tms_slice_cstr(text), *doc);
}

/* What the writer makes, the direct reader takes, for the document that the way by Markdown gives; its ranges stand where the text does. */
static void the_direct_reader_takes_what_is_written(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
    tms_document *direct, *other = new_document(tms_allocator_libc());
    bool taken = direct_takes(accepted[i], &direct);
    if (!taken) print_error("declined\n%s\n", accepted[i]);
    assert_true(taken);
    assert_null(tms_doc_check(direct, NULL));
    direct->source_size = direct->decoded_size = strlen(accepted[i]);
    assert_null(tms_doc_check_partition(direct));
    assert_int_equal(tms_canonical_read_as_markdown(tms_slice_cstr(accepted[i]), other, NULL), TMS_OK);
    assert_null(tms_doc_compare(direct, other));
    tms_doc_free(direct);
    tms_doc_free(other);
  }
}

/* No writer makes these: the direct reader declines, most of them before anything is written. What of them is canonical all the same comes back by the other way. */
static const char *const declined[] = {
    BODY "a\tb\n",
    BODY "a\x01\n",
    BODY
    "a\xE2\x80\xA8"
    "b\n",
    BODY "a\xEF\xBF\xBE\n",
    BODY "a\xCC\x81\n",
    BODY " a\n",
    BODY "a \n",
    BODY ">a\n",
    BODY "> \n",
    BODY "- \n",
    BODY "- [x] \n",
    BODY "- [x] # a\n",
    BODY "- a\n - b\n",
    BODY "- a\n   b\n",
    BODY "01. a\n",
    BODY "####### \n",
    BODY "# \n",
    BODY "```\n```\n",
    BODY "```\na\n",
    BODY "```\na\n\n```\n",
    BODY "```a b\nx\n```\n",
    BODY "```math\na\nb\n```\n",
    BODY "> ```\n> a\nb\n",
    BODY "`a\n",
    BODY "` a `\n",
    BODY "` `\n",
    BODY "*a*\n",
    BODY "**a\n",
    BODY "**a_b**c_\n",
    BODY "****\n",
    BODY "**a****b**\n",
    BODY "** a**\n",
    BODY "**a **\n",
    BODY "~a~\n",
    BODY "__\n",
    BODY "a]\n",
    BODY "[a\n",
    BODY "[a]\n",
    BODY "[a] (b)\n",
    BODY "[a](b\n",
    BODY "[a]()\n",
    BODY "[](b)\n",
    BODY "[a](<b)\n",
    BODY "[a](<b<c>)\n",
    BODY "[a](b(c)\n",
    BODY "[a](< b>)\n",
    BODY "[a](\\b)\n",
    BODY "[a](b \"\")\n",
    BODY "[a](b \"c)\n",
    BODY "[a](b 'c')\n",
    BODY "[a[b](c)](d)\n",
    BODY "![a](b \"c\")\n",
    BODY "![a](\n",
    BODY "![a\n",
    BODY "![ a](b)\n",
    BODY "\\a\n",
    BODY "a[^1]\n",
    BODY "a[^2]\n\n[^1]: b\n",
    BODY "a[^1\n\n[^1]: b\n",
    BODY "a[^01]\n\n[^01]: b\n",
    BODY "a[^1]\n\n[^2]: b\n",
    BODY "a[^1]\n\n[^1]: b[^1]\n",
    BODY "a[^1]\n\n[^1]: b\n\nc\n",
    BODY "a[^1]\n\n[^1]: b\n\n- c\n",
    BODY "a[^1]\n\n[^1]: b\n\n<dl>\n<dt>\n\nc\n\n</dt>\n</dl>\n",
    BODY "[^1]: b\n",
    BODY "<br>a\n",
    BODY "a<br>\n",
    BODY "a <br>b\n",
    BODY "a<br> b\n",
    BODY "# a<br>b\n",
    BODY "<em>a\n",
    BODY "</em>\n",
    BODY "<em>a</strong>\n",
    BODY "<sub></sub>\n",
    BODY "<q>a</q><q>b</q>\n",
    BODY "<i>a</i>\n",
    BODY "`a`<code></code>\n",
    BODY "`a`<code>b\n",
    BODY "`a`<code>b<br></code>\n",
    BODY "<span lang=\"EN\">a</span>\n",
    BODY "<span lang=\"de\">a</span><span lang=\"de\">b</span>\n",
    BODY "<span lang=\"de\"class>a</span>\n",
    BODY "<span lang=\"de>a</span>\n",
    BODY "<span class=\"math\">a</span>\n",
    BODY "<span class=\"math\">`a`\n",
    BODY "a<span>b</span>\n",
    BODY "| a |\n| --- |",
    BODY "| a |\n| --- |\n| `b|c` |\n",
    BODY "| a |\n| --- |\n| `|` |\n",
    BODY "| a|\n| --- |\n",
    BODY "| **a**|\n| --- |\n",
    BODY "| a\n| --- |\n",
    BODY "| a |b\n| --- |\n",
    BODY "| a |\n| --- |\n|\n",
    BODY "| ![a|b](c) |\n| --- |\n",
    BODY "| [a](b|c) |\n| --- |\n",
    BODY "<table>\n</table>\n",
    BODY "<table>\n<caption>\n\na\n\n</caption>\n</table>\n",
    BODY "<table>\n<tr>\n<td>\n</td>\n</tr>\n<caption>\n\na\n\n</caption>\n</table>\n",
    BODY "<table>\n<tr>\n</tr>\n</table>\n",
    BODY "<table>\n<tr>\n<td>\n</th>\n</tr>\n</table>\n",
    BODY "<table>\n<tr>\n<td colspan=\"0\">\n</td>\n</tr>\n</table>\n",
    BODY "<table>\n<tr>\n<td colspan=\"1001\">\n</td>\n</tr>\n</table>\n",
    BODY "<table>\n<tr>\n<td colspan=\"2>\n</td>\n</tr>\n</table>\n",
    BODY "<table>\n<tr>\n<td class=\"2\">\n</td>\n</tr>\n</table>\n",
    BODY "<table>\n\na\n\n</table>\n",
    BODY "<table>\n",
    BODY "<tr>\n",
    BODY "> <dl>\n> <dt>\n>\n> a\n\nb\n",
    BODY "<dl>\n<dt>\n\na\n\nb\n\n</dt>\n</dl>\n",
    BODY "<figure>\n</figure>\n",
    BODY "<figure>\n<figcaption>\n\na\n\n</figcaption>\n</figure>\n",
    BODY "<figure>\n\n![a](b) c\n\n</figure>\n",
    BODY "<figure>\n\n![a](b\n\n</figure>\n",
    BODY "<figure>\n\na\n\n</figure>\n",
    BODY "<article class=\"comment\">\n</article>\n",
    BODY "<article class=\"comment\" data-author=\"\">\n\na\n\n</article>\n",
    BODY "<article class=\"comment\" data-author=\"a\n\nb\n\n</article>\n",
    BODY "<article class=\"comment\" data-date=\"now\">\n\na\n\n</article>\n",
    BODY "<article class=\"comment\">\n\n<article class=\"comment\">\n\na\n\n</article>\n</article>\n",
    BODY "<article class=\"comment\">\n\na\n\n<article class=\"comment\">\n\nb\n\n</article>\n\nc\n\n</article>\n",
    BODY "<section class=\"comments\">\n</section>\n",
    BODY "<section class=\"comments\">\n\na\n\n</section>\n",
    BODY "<section class=\"comments\">\n<article class=\"comment\">\n\na\n\n</article>\n",
    BODY "<section class=\"comments\">\n<article class=\"comment\">\n\na\n\n</article>\n</section>\n\nb\n",
    BODY "> <section class=\"comments\">\n",
    /* canonical: a mark that begins a leaf would compose with the delimiter before it */
    BODY "x<em>\xCC\xB8y</em>\n",
};

static void the_direct_reader_declines(void **state) {
  (void)state;
  size_t canonical = 0;
  for (size_t i = 0; i < sizeof declined / sizeof declined[0]; i++) {
    tms_document *direct, *whole;
    bool taken = direct_takes(declined[i], &direct);
    /* The same answer as if the direct reader had never been asked. */
    tms_document *other = new_document(tms_allocator_libc());
    tms_error one = {0}, two = {0};
    tms_status status = tms_canonical_read_as_markdown(tms_slice_cstr(declined[i]), other, &one);
    if (taken) print_error("taken\n%s\n", declined[i]);
    assert_false(taken);
    assert_int_equal(read_with(tms_allocator_libc(), declined[i], strlen(declined[i]), &whole, &two), status);
    if (status == TMS_OK) {
      assert_null(tms_doc_compare(other, whole));
      canonical++;
    } else {
      assert_int_equal(one.offset, two.offset);
      assert_ptr_equal(one.message, two.message);
    }
    tms_doc_free(direct);
    tms_doc_free(whole);
    tms_doc_free(other);
  }
  assert_int_equal(canonical, 1);
}

static void accepted_texts_come_back(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) writes_back(accepted[i]);
}

static const struct {
  const char *text;
  tms_status status;
  size_t offset;
  const char *says; /* part of the message */
} refused[] = {
    {"", TMS_ERR_SYNTAX, 0, "begins with"},
    {"# no header\n", TMS_ERR_SYNTAX, 0, "begins with"},
    {"---\ntitle: \"x\"\n---\n", TMS_ERR_SYNTAX, 4, "version"},
    {"---\ntamis: 2\n---\n", TMS_ERR_SCHEMA, 11, "version"},
    {"---\ntamis: 1\n", TMS_ERR_SYNTAX, 4, "end with"},
    {"---\ntamis: 1\ncolour: \"red\"\n---\n", TMS_ERR_SCHEMA, 13, "unknown key"},
    {"---\ntamis: 1\ntitle: x\n---\n", TMS_ERR_SYNTAX, 20, "header"},
    {"---\ntamis: 1\ntitle: \"x\"\nurl: \"y\"\n---\n", TMS_ERR_SYNTAX, 13, "header"},
    {HEAD "Text\n", TMS_ERR_SYNTAX, 17, "empty line should"},
    {BODY "Text", TMS_ERR_SYNTAX, 22, "line feed"},
    {BODY "Text\n\n", TMS_ERR_SYNTAX, 23, "end here"},
    {BODY "a\n\n\nb\n", TMS_ERR_SYNTAX, 21, "no empty line"},
    {BODY "a\nb\n", TMS_ERR_SYNTAX, 19, "go on"},
    {BODY "* a\n", TMS_ERR_SYNTAX, 18, "another way"},
    {BODY "*a*\n", TMS_ERR_SYNTAX, 18, "another way"},
    {BODY "a * b\n", TMS_ERR_SYNTAX, 20, "backslash should"},
    {BODY "a \\. b\n", TMS_ERR_SYNTAX, 20, "no backslash"},
    {BODY "- a\n\n- b\n", TMS_ERR_SYNTAX, 22, "no empty line"},
    {BODY "a  b\n", TMS_ERR_SYNTAX, 20, "no space"},
    {BODY "a\r\n", TMS_ERR_SYNTAX, 19, "line feed alone"},
    {BODY "<div>\n\na\n\n</div>\n", TMS_ERR_SYNTAX, 18, "another way"},
    {BODY "\xFF\n", TMS_ERR_ENCODING, 18, "UTF-8"},
};

static void refusals_say_where_and_why(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    tms_document *doc;
    tms_error error = {0};
    tms_status status = read_with(tms_allocator_libc(), refused[i].text, strlen(refused[i].text), &doc, &error);
    if (status != refused[i].status || error.offset != refused[i].offset || !strstr(error.message, refused[i].says)) {
      print_error("%s\n-> %d at %zu: %s\n", refused[i].text, status, error.offset, error.message ? error.message : "");
    }
    assert_int_equal(status, refused[i].status);
    assert_int_equal(error.code, refused[i].status);
    assert_int_equal(error.offset, refused[i].offset);
    assert_non_null(strstr(error.message, refused[i].says));
    assert_string_equal(error.format, "canonical");
    tms_doc_free(doc);
  }
}

/* Cut anywhere, a text is refused at or before the cut, or is a canonical text itself. */
static void every_prefix_is_judged(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
    for (size_t size = 0; size < strlen(accepted[i]); size++) {
      tms_document *doc;
      tms_error error = {0};
      if (read_with(tms_allocator_libc(), accepted[i], size, &doc, &error) == TMS_OK) {
        char *cut = strndup(accepted[i], size);
        writes_back(cut);
        free(cut);
      } else {
        assert_true(error.offset <= size);
      }
      tms_doc_free(doc);
    }
  }
}

static void content_id_is_of_the_body(void **state) {
  (void)state;
  static const char body[] = "# Title\n\nText.\n";
  const char *const texts[] = {BODY "# Title\n\nText.\n", "---\ntamis: 1\ntitle: \"x\"\n---\n\n# Title\n\nText.\n"};
  unsigned char digest[32];
  char want[65], got[65];
  tms_sha256_of(TMS_SLICE(body), digest);
  for (size_t i = 0; i < 32; i++) {
    want[2 * i] = "0123456789abcdef"[digest[i] >> 4];
    want[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
  }
  want[64] = '\0';
  for (size_t i = 0; i < 2; i++) {
    tms_document *doc;
    assert_int_equal(read_with(tms_allocator_libc(), texts[i], strlen(texts[i]), &doc, NULL), TMS_OK);
    assert_int_equal(tms_content_id(doc, got), TMS_OK);
    assert_string_equal(got, want);
    tms_doc_free(doc);
  }
}

static void round_trip(tms_document *doc, const char *wanted_part) {
  tms_document *again;
  tms_buf out;
  tms_error error = {0};
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  tms_buf_init(&out, tms_allocator_libc(), (size_t)1 << 20);
  tms_canonical_write(doc, &out);
  assert_int_equal(out.status, TMS_OK);
  if (!strstr(out.data, wanted_part)) print_error("%s\n", out.data);
  assert_non_null(strstr(out.data, wanted_part));
  assert_int_equal(read_with(tms_allocator_libc(), out.data, out.len, &again, &error), TMS_OK);
  assert_null(tms_doc_compare(doc, again));
  tms_doc_free(again);
  tms_buf_release(&out);
}

/* A code span can't be set apart by backticks where it holds runs of every length that readers look for. */
static void code_of_all_runs_is_a_tag(void **state) {
  (void)state;
  tms_buf text;
  tms_builder builder;
  tms_document *doc = new_document(tms_allocator_libc());
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 20);
  for (size_t run = 1; run <= 100; run++) {
    tms_buf_add_byte(&text, 'a');
    tms_buf_add_repeat(&text, '`', run);
  }
  tms_builder_init(&builder, doc);
  tms_open(&builder, TMS_KIND_PARAGRAPH);
  tms_leaf(&builder, TMS_KIND_CODE)->text = tms_buf_slice(&text);
  tms_close(&builder);
  tms_leaf(&builder, TMS_KIND_CODE_BLOCK)->text = tms_buf_slice(&text);
  round_trip(doc, "<code>a\\`a\\`\\`a");
  tms_doc_free(doc);
  tms_buf_release(&text);
}

static void headers_hold_any_value(void **state) {
  (void)state;
  static const char value[] = "\"a\" \\ \xEF\xBB\xBF: [b], 'c' # d - \xF0\x9F\x98\x80";
  tms_document *doc = new_document(tms_allocator_libc());
  tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_TITLE, TMS_SLICE(value), TMS_FROM_OG);
  tms_metadata_add(&doc->metadata, &doc->arena, TMS_FIELD_TAGS, TMS_SLICE("]\", \"x"), TMS_FROM_NONE);
  tms_metadata_add(&doc->metadata, &doc->arena, TMS_FIELD_TAGS, TMS_SLICE("---"), TMS_FROM_NONE);
  round_trip(doc, "title: \"\\\"a\\\" \\\\ \\uFEFF: [b], 'c' # d - \xF0\x9F\x98\x80\"\n");
  tms_doc_free(doc);
}

/* Fails allocation n, for every n: the same answer, or a memory error, and nothing leaks. */
static void failed_allocations_are_told(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
    for (size_t n = 1;; n++) {
      fail_alloc fail = {.fail_at = n};
      tms_allocator allocator = fail_allocator(&fail);
      tms_document *doc;
      tms_status status = read_with(&allocator, accepted[i], strlen(accepted[i]), &doc, NULL);
      if (status == TMS_OK) {
        tms_buf out;
        char id[65];
        tms_buf_init(&out, &allocator, (size_t)1 << 30);
        tms_canonical_write(doc, &out);
        status = out.status != TMS_OK ? out.status : tms_doc_status(doc);
        if (status == TMS_OK) assert_string_equal(out.data, accepted[i]);
        tms_buf_release(&out);
        if (status == TMS_OK) status = tms_content_id(doc, id);
      }
      assert_true(status == TMS_OK || status == TMS_ERR_MEMORY);
      tms_doc_free(doc);
      assert_int_equal(fail.live_bytes, 0);
      if (fail.calls < n) break;
      assert_int_equal(status, TMS_ERR_MEMORY);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepted_texts_come_back),    cmocka_unit_test(refusals_say_where_and_why),
      cmocka_unit_test(every_prefix_is_judged),      cmocka_unit_test(content_id_is_of_the_body),
      cmocka_unit_test(code_of_all_runs_is_a_tag),   cmocka_unit_test(headers_hold_any_value),
      cmocka_unit_test(failed_allocations_are_told), cmocka_unit_test(the_direct_reader_takes_what_is_written),
      cmocka_unit_test(the_direct_reader_declines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
