/*
 * One page of 20 KB with every construct of HTML in it: each allocation that its parser, its reader and a whole conversion make fails once, alone and
 * with all that follow. The outcome is TMS_ERR_MEMORY, or the very same result (what is given back may stay). Never a leak.
 */
#include "base/alloc.h"
#include "base/buffer.h"
#include "formats/html/tree.h"

#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include <tamis/tamis.h>

/* ---- the page ---- */

static const char head[] =
    "\xEF\xBB\xBF<!-- before --><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\r\n"
    "<html lang=en data-x='1&amp;2'><head><meta charset=utf-8><title>A page &mdash; of everything</title><base href='/b/'>"
    "<meta property=og:title content=\"Of &quot;everything&quot;\"><link rel=canonical href='https://example.org/a?utm_source=x'>"
    "<style>p > a { color: red }</style><script>if (a < b) /* <!-- <script> </script> --> */ x()</script>"
    "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"Of everything\",\"author\":{\"name\":\"A. Nonymous\"}}</script>"
    "<noscript><link rel=stylesheet href=x></noscript><template><tr><td>cell in a template</template></head><body class='page wide'>"
    "<header><nav><ul><li><a href=/>Home</a><li><a href=/b>More</a></ul></nav></header><main><h1>Of everything</h1>";

/* One section; %u is its number. The order matters: what is left open at its end is closed by the next, or stays open. */
static const char *const parts[] = {
    "<section id=s%u><h2>Section %u</h2><p>Words of a paragraph that is long enough to be kept, with <b>bold <i>and both</b> and italic</i> in it, ",
    "an <a href='?id=%u&copy=1&amp;utm_medium=x' title=\"t&lt;\">link</a>, a&nbsp;reference &#8212; &notin; &#x1F600; &nosuch; and "
    "<code>x[%u]</code>.\r\n",
    "<p>Unclosed <font color=red size=%u><em>formatting<p>that reaches over <q>a border</q><div>and a block</div></font>",
    "<table><caption>Table %u</caption><colgroup><col><col></colgroup><tr><th>a<th>b<tr><td>1<td>2</tr>foster <b>parent</b><tr><td "
    "colspan=2>3</table>",
    "<ul><li>one<li>two<ol start=%u><li>a<li>b</ol></ul><dl><dt>term<dd>what it means<dt>other<dd>thing</dl>",
    "<pre class=language-c>\nint x%u = 1;\n\tif (x &lt; 2) y();\r\n</pre><blockquote><p>Said by somebody.</blockquote><hr>",
    "<figure><img src=/i%u.png alt='An image' width=10 height=10><figcaption>A caption</figcaption></figure><picture><source srcset='a 1x, b "
    "2x'><img></picture>",
    "<svg viewBox='0 0 1 1' xlink:href=#a><title>t%u</title><foreignObject><p>in SVG</p></foreignObject><![CDATA[x<y]]></svg>",
    "<math alttext='x^%u'><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></math><ruby>漢<rp>(<rt>kan<rp>)</ruby>",
    "<form action=/f><label>Name <input name=n%u></label><select><option>1<option selected>2<optgroup "
    "label=g><option>3</select><button>Go</button></form>",
    "<x-card data-n=%u data-a=1 data-b=2 data-c=3 data-d=4 data-e=5 data-f=6 data-g=7 data-h=8 data-i=9 data-j=1 data-k=2 data-l=3 DATA-M=4 data-m=5 "
    "data-o=6"
    " data-p=7 data-q=8 data-r=9>custom</x-card>",
    "<!-- comment %u -- > --><?php echo %u; ?><a name=x%u><a name=y>nested</a></a><nobr>n<nobr>o</nobr><textarea>\n raw &amp; </textarea>",
    "<iframe src=/v%u></iframe><object data=/o><p>fallback</object><video "
    "src=/v.mp4></video><details><summary>More</summary>hidden</details></section>",
    "<aside hidden>aside %u</aside><div aria-hidden=true>x\xC3\xA9\xC3\x83\xC2\xA9</div><p lang=de>Ein <span lang=fr>mot</span> "
    "<sup>1</sup><sub>2</sub><del>d</del><ins>i</ins>",
};
static const char tail[] =
    "</main><footer>Copyright</footer></body><!-- after --></html>\n<p>late<body id=b><plaintext></html> all the rest &amp; so on";

static void make_page(tms_buf *page) {
  enum { SIZE = 20 * 1024 };
  tms_buf_add_cstr(page, head);
  for (uint64_t i = 0; page->len < SIZE - sizeof tail; i++) {
    for (const char *c = parts[i % (sizeof parts / sizeof *parts)]; *c; c++) {
      if (*c == '%' && c[1] == 'u') {
        tms_buf_add_u64(page, i);
        c++;
      } else {
        tms_buf_add_byte(page, *c);
      }
    }
  }
  tms_buf_add_cstr(page, tail);
}

/* ---- runs ---- */

/* Does something with the page and says in `out` what came of it. */
typedef tms_status (*run)(tms_slice page, const tms_allocator *allocator, tms_buf *out);

/* All that the tree says, in the order of the document. */
static tms_status run_parser(tms_slice page, const tms_allocator *allocator, tms_buf *out) {
  const tms_html_options options = {.seed = 1};
  tms_html_tree *tree = NULL;
  tms_status status = tms_html_parse(page, &options, allocator, &tree, NULL);
  if (status != TMS_OK) assert_null(tree);
  tms_html_ref node = status == TMS_OK ? tms_html_root(tree) : 0;
  while (node) {
    tms_slice name, value;
    tms_buf_add_u64(out, node);
    tms_buf_add(out, tms_html_name(tree, node));
    tms_buf_add(out, tms_html_text(tree, node));
    for (uint32_t i = 0; tms_html_attribute_at(tree, node, i, &name, &value); i++) {
      tms_buf_add(out, name);
      tms_buf_add(out, value);
    }
    tms_html_ref next = tms_html_first(tree, node);
    while (node && !next) {
      next = tms_html_next(tree, node);
      if (!next) node = tms_html_parent(tree, node);
    }
    node = next;
  }
  tms_html_free(tree);
  return status;
}

static tms_status convert(tms_slice page, const tms_allocator *allocator, tms_buf *out, bool clean) {
  tms_options options;
  tms_bytes bytes;
  tms_options_init(&options);
  options.from = "html";
  options.to = "canonical";
  options.clean = clean ? TMS_ON : TMS_OFF;
  tms_status status = tms_convert(page.ptr, page.len, &options, allocator, &bytes, NULL);
  tms_buf_add_bytes(out, bytes.data, bytes.size);
  tms_bytes_release(&bytes);
  return status;
}

static tms_status run_uncleaned(tms_slice page, const tms_allocator *allocator, tms_buf *out) {
  return convert(page, allocator, out, false);
}

static tms_status run_cleaned(tms_slice page, const tms_allocator *allocator, tms_buf *out) {
  return convert(page, allocator, out, true);
}

static void sweep(run what, size_t at_least) {
  tms_buf page, good, got;
  tms_buf_init(&page, tms_allocator_libc(), 1 << 20);
  tms_buf_init(&good, tms_allocator_libc(), 1 << 22);
  tms_buf_init(&got, tms_allocator_libc(), 1 << 22);
  make_page(&page);
  assert_int_equal(what(tms_buf_slice(&page), tms_allocator_libc(), &good), TMS_OK);
  assert_true(good.len > 1000);
  for (int sticky = 0; sticky < 2; sticky++) {
    for (size_t n = 1;; n++) {
      fail_alloc failing = {.fail_at = n, .sticky = sticky};
      tms_allocator allocator = fail_allocator(&failing);
      tms_buf_reset(&got);
      tms_status status = what(tms_buf_slice(&page), &allocator, &got);
      assert_int_equal(failing.live_bytes, 0);
      if (failing.calls < n) {
        assert_int_equal(status, TMS_OK);
        assert_true(n > at_least); /* the page is rich enough to be worth it */
        break;
      }
      if (status != TMS_OK) assert_int_equal(status, TMS_ERR_MEMORY);
      if (status == TMS_OK) assert_true(tms_slice_eq(tms_buf_slice(&got), tms_buf_slice(&good)));
    }
  }
  tms_buf_release(&got);
  tms_buf_release(&good);
  tms_buf_release(&page);
}

static void parser_allocations(void **state) {
  (void)state;
  sweep(run_parser, 10);
}

static void reader_allocations(void **state) {
  (void)state;
  sweep(run_uncleaned, 40);
}

static void pipeline_allocations(void **state) {
  (void)state;
  sweep(run_cleaned, 40);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parser_allocations),
      cmocka_unit_test(reader_allocations),
      cmocka_unit_test(pipeline_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
