/* The HTML tree beyond what html5lib-tests look at: ranges in the input, ceilings, failing allocations, exact reads. */
#include "base/alloc.h"
#include "base/buffer.h"
#include "formats/html/tree.h"

#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

/* ---- a tree as one line: p[class=a](b("x")) ---- */

static void draw_node(const tms_html_tree *tree, tms_html_ref node, tms_buf *out) {
  tms_slice name, value;
  if (tms_html_node_kind(tree, node) == TMS_HTML_TEXT) {
    tms_buf_add_byte(out, tms_html_continues(tree, node) ? '+' : '"');
    tms_buf_add(out, tms_html_text(tree, node));
    tms_buf_add_byte(out, '"');
    return;
  }
  tms_buf_add(out, tms_html_node_kind(tree, node) == TMS_HTML_COMMENT ? TMS_SLICE("!") : tms_html_name(tree, node));
  for (uint32_t i = 0; tms_html_attribute_at(tree, node, i, &name, &value); i++) {
    tms_buf_add_byte(out, '[');
    tms_buf_add(out, name);
    tms_buf_add_byte(out, '=');
    tms_buf_add(out, value);
    tms_buf_add_byte(out, ']');
  }
}

static void draw(const tms_html_tree *tree, tms_buf *out) {
  tms_html_ref root = tms_html_root(tree), node = tms_html_first(tree, root);
  while (node && node != root) {
    draw_node(tree, node, out);
    tms_html_ref next = tms_html_first(tree, node);
    if (next) {
      tms_buf_add_byte(out, '(');
      node = next;
      continue;
    }
    while (node != root && !tms_html_next(tree, node)) {
      node = tms_html_parent(tree, node);
      if (node != root) tms_buf_add_byte(out, ')');
    }
    if (node != root) {
      tms_buf_add_byte(out, ' ');
      node = tms_html_next(tree, node);
    }
  }
}

static const tms_html_options plain = {.max_depth = 0};

static void is_drawn(tms_slice markup, const tms_html_options *options, const char *expected) {
  tms_html_tree *tree = NULL;
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 24);
  char *exact = test_malloc(markup.len ? markup.len : 1); /* a read past the end is seen by the sanitizer */
  memcpy(exact, markup.ptr, markup.len);
  assert_int_equal(tms_html_parse(tms_slice_of(exact, markup.len), options, tms_allocator_libc(), &tree, NULL), TMS_OK);
  draw(tree, &out);
  assert_string_equal(out.data, expected);
  tms_html_free(tree);
  tms_buf_release(&out);
  test_free(exact);
}

/* ---- shapes ---- */

typedef struct shape {
  const char *markup, *expected;
} shape;

// clang-format off
static const shape all_shapes[] = {
    {"", "html(head body)"},
    {"<p>a</>b", "html(head body(p(\"a\" +b\")))"},
    {"<p>a&amp;b\r\nc", "html(head body(p(\"a&b\nc\")))"},
    {"<p>AT&T & co", "html(head body(p(\"AT&T & co\")))"},
    {"<pre>\r\n\nx</pre><pre>&#10;y</pre>", "html(head body(pre(\"\nx\") pre(\"y\")))"},
    {"<IMG SRC=a ALT='b' src=c data-X=\"&lt=\">", "html(head body(img[src=a][alt=b][data-x=&lt=]))"},
    {"<x-Tag Foo=1><X-tag></x-TAG>t", "html(head body(x-tag[foo=1](x-tag \"t\")))"},
    {"<body a=1><p><body b=2 a=3><html lang=en>", "html[lang=en](head body[a=1][b=2](p))"},
    {"<svg viewbox=1><foreignobject><p>", "html(head body(svg[viewBox=1](foreignObject(p))))"},
    {"<b>1<p>2</b>3", "html(head body(b(\"1\") p(b(\"2\") \"3\")))"},
    {"<table>a<tr>b<td>c", "html(head body(\"a\" +b\" table(tbody(tr(td(\"c\"))))))"},
    {"<a href=1 <a>x", "html(head body(a[href=1][<a=](\"x\")))"},
    {"<p a", "html(head body)"},
    {"<template><td>x</template>", "html(head(template(td(\"x\"))) body)"},
    /* one for each insertion mode and each rule with a name of its own */
    {"<!doctype html>x<!-- c --><?pi d?>", "html html(head body(\"x\" ! pi))"},
    {"<!-- a --><html><!-- b --><head><!-- c --></head><!-- d --><body><!-- e --></body><!-- f --></html><!-- g -->",
     "! html(! head(!) ! body(!) !) !"},
    {" <head> <title> t </title> </head> <body> b", "html(head(\" \" title(\" t \") \" \") \" \" body(\" b\"))"},
    {"<title>&lt;b></titel></TITLE >x", "html(head(title(\"<b></titel>\")) body(\"x\"))"},
    {"<style>a&amp;</style><script>\"</scrip\"<!--<script></script>--></script>y",
     "html(head(style(\"a&amp;\") script(\"\"</scrip\"<!--<script></script>-->\")) body(\"y\"))"},
    {"<script><!--<script></script></script>z", "html(head(script(\"<!--<script></script>\")) body(\"z\"))"},
    {"<noscript><link><p>x</noscript>", "html(head(noscript(link)) body(p(\"x\")))"},
    {"</p></br></div>x", "html(head body(br \"x\"))"},
    {"<link></head><link><base>x", "html(head(link link base) body(\"x\"))"},
    {"<p>1<div>2</p>3</div>4", "html(head body(p(\"1\") div(\"2\" p \"3\") \"4\"))"},
    {"<h1>a<h2>b</h3>c", "html(head body(h1(\"a\") h2(\"b\") \"c\"))"},
    {"<ul><li>1<div><li>2</div><li>3<ul><li>4</ul></ul>", "html(head body(ul(li(\"1\" div) li(\"2\") li(\"3\" ul(li(\"4\"))))))"},
    {"<dl><dt>a<dd>b<p>c<dt>d</dl>", "html(head body(dl(dt(\"a\") dd(\"b\" p(\"c\")) dt(\"d\"))))"},
    {"<form>1<form>2</form>3</form>4", "html(head body(form(\"1\" +2\") \"3\" +4\"))"},
    {"<button>1<p>2<button>3", "html(head body(button(\"1\" p(\"2\")) button(\"3\")))"},
    {"<a>1<div>2<a>3</div>4", "html(head body(a(\"1\") div(a(\"2\") a(\"3\")) a(\"4\")))"},
    {"<b><i><u>1</b>2</i>3</u>4", "html(head body(b(i(u(\"1\"))) i(u(\"2\")) u(\"3\") \"4\"))"},
    {"<i>1<b>2<p>3</i>4</b>5", "html(head body(i(\"1\" b(\"2\")) b p(b(i(\"3\") \"4\") \"5\")))"},
    {"<nobr>1<nobr>2", "html(head body(nobr(\"1\") nobr(\"2\")))"},
    {"<b a><b a><b a><b a>1<p>2", "html(head body(b[a=](b[a=](b[a=](b[a=](\"1\" p(\"2\")))))))"},
    {"<table><b>1<tr>2<td>3</b>4</table>5", "html(head body(b(\"1\") b(\"2\") table(tbody(tr(td(\"3\" +4\")))) b(\"5\")))"},
    {"<table><caption>1<b>2<tr><td>3", "html(head body(table(caption(\"1\" b(\"2\")) tbody(tr(td(\"3\"))))))"},
    {"<table><colgroup><col> x<col><tbody><td>y", "html(head body(\"x\" table(colgroup(col \" \") colgroup(col) tbody(tr(td(\"y\"))))))"},
    {"<table> <tr> <td> x </table> y", "html(head body(table(\" \" tbody(tr(\" \" td(\" x \")))) \" y\"))"},
    {"<table><input type=HIDDEN><input><form><script>1</script></table>", "html(head body(input table(input[type=HIDDEN] form script(\"1\"))))"},
    {"<table><tr><td><table><tr><td>1</table>2</table>3", "html(head body(table(tbody(tr(td(table(tbody(tr(td(\"1\")))) \"2\")))) \"3\"))"},
    {"<table><tfoot><tr><th>1<thead><td>2</tfoot></tr></table>", "html(head body(table(tfoot(tr(th(\"1\"))) thead(tr(td(\"2\"))))))"},
    {"<p><table>x", "html(head body(p(\"x\" table)))"},
    {"<!doctype html><p><table>x", "html html(head body(p \"x\" table))"},
    {"<select><option>1<option>2<optgroup>3<option>4<hr>5<select>6",
     "html(head body(select(option(\"1\") option(\"2\") optgroup(\"3\" option(\"4\")) hr \"5\") \"6\"))"},
    {"<select><p>1<input>2", "html(head body(select(p(\"1\")) input \"2\"))"},
    {"<select><table><tr><td>1</select>2", "html(head body(select(table(tbody(tr(td(\"1\" +2\")))))))"},
    {"<frameset> x <frame><frameset></frameset></frameset> y <noframes>z</noframes>",
     "html(head frameset(\" \" + \" frame frameset) \" \" + \" noframes(\"z\"))"},
    {"x<frameset>", "html(head body(\"x\"))"},
    {"<body><frameset><frame>", "html(head body)"},
    {"<template><tr><td>1</template>2", "html(head(template(tr(td(\"1\")))) body(\"2\"))"},
    {"<template><col>1</template><template><div></tr>2", "html(head(template(col) template(div(\"2\"))) body)"},
    {"<svg><p>1<circle/><g>2</svg>3", "html(head body(svg p(\"1\" circle(g(\"2\" +3\")))))"},
    {"<svg><desc><p>1</desc><title><b>2</title><foreignObject><i>3</svg>4",
     "html(head body(svg(desc(p(\"1\" title(\"<b>2\") foreignobject(i(\"3\" +4\")))))))"},
    {"<math><mi>1<b>2</mi><annotation-xml><svg><b>3</math>4", "html(head body(math(mi(\"1\" b(\"2\" annotation-xml(svg b(\"3\" +4\")))))))"},
    {"<math><annotation-xml encoding=TEXT/html><p>1</annotation-xml><mtext><mglyph/><p>2",
     "html(head body(math(annotation-xml[encoding=TEXT/html](p(\"1\" mtext(mglyph)) p(\"2\")))))"},
    {"<svg><script>1</script><style><a>2</style><![CDATA[3<]]>&amp;</svg><![CDATA[4]]>",
     "html(head body(svg(script(\"1\") style(a(\"2\")) \"3<\" +&\") !))"},
    {"<svg a=1 ATTRIBUTENAME=2 xlink:href=3><lineargradient/></svg>", "html(head body(svg[a=1][attributeName=2][xlink:href=3](linearGradient)))"},
    {"<plaintext>1</plaintext>2", "html(head body(plaintext(\"1</plaintext>2\")))"},
    {"<xmp><b></xmp><iframe><p></iframe><noembed><i></noembed>", "html(head body(xmp(\"<b>\") iframe(\"<p>\") noembed(\"<i>\")))"},
    {"<ruby>1<rp>2<rt>3<rb>4<rtc>5<rt>6</ruby>", "html(head body(ruby(\"1\" rp(\"2\") rt(\"3\") rb(\"4\") rtc(\"5\" rt(\"6\")))))"},
    {"<object>1<p>2<b>3</object>4", "html(head body(object(\"1\" p(\"2\" b(\"3\"))) \"4\"))"},
    {"<image a=1><IMG/><br/>x", "html(head body(img[a=1] img br \"x\"))"},
    {"<a href=\"1&amp;2&copy=3&notit;\" b='\"' c=d/e f g = h>x", "html(head body(a[href=1&2&copy=3&notit;][b=\"][c=d/e][f=][g=h](\"x\")))"},
    {"<x y=1 y=2 Y=3 z>1</x z></X>2", "html(head body(x[y=1][z=](\"1\") \"2\"))"},
    {"<p <q>1</p x=1>2", "html(head body(p[<q=](\"1\") \"2\"))"},
    {"<1><a/><//></ ><!><!a><!-->b--><!--->c<!--d--!>e<!--f", "html(head body(\"<1>\" a(! ! ! ! ! \"b-->\" ! \"c\" ! \"e\" !)))"},
    {"</", "html(head body(\"</\"))"},
    {"a<", "html(head body(\"a<\"))"},
    {"<?xml version?><?php echo \"a>b\" ?><?x", "! php html(head body(\"b\" ?>\"))"},
    {"</body>1</html>2<p>3", "html(head body(\"1\" +2\" p(\"3\")))"},
    {"<html a=1><head><html b=2><body c=3></body><html d=4><body e=5 c=6>", "html[a=1][b=2][d=4](head body[c=3][e=5])"},
    {"<li>1<dd>2</li>3</dd>", "html(head body(li(\"1\" dd(\"2\")) \"3\"))"},
    {"<marquee><li>1</marquee>2<li>3", "html(head body(marquee(li(\"1\")) \"2\" li(\"3\")))"},
    {"<address><p>1</address>2", "html(head body(address(p(\"1\")) \"2\"))"},
};
// clang-format on

static void shapes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof all_shapes / sizeof *all_shapes; i++) is_drawn(tms_slice_cstr(all_shapes[i].markup), &plain, all_shapes[i].expected);
}

/* What the oracle (fuzz_html_oracle) found: NUL in an instruction stays (13.2.5.75), NUL in a fragment of a textarea is U+FFFD (13.2.5.2), an empty
 * system identifier counts as a missing one (13.2.6.4.1), and NUL at the end of a name makes another name of it (13.2.5.8, 13.2.5.33). */
static void found_by_oracle(void **state) {
  (void)state;
  tms_html_tree *tree = NULL;
  tms_slice markup = TMS_SLICE("<?i a\0b?>");
  assert_int_equal(tms_html_parse(markup, &plain, tms_allocator_libc(), &tree, NULL), TMS_OK);
  assert_true(tms_slice_eq(tms_html_text(tree, tms_html_first(tree, tms_html_root(tree))), TMS_SLICE("a\0b")));
  tms_html_free(tree);
  is_drawn(TMS_SLICE("\0"), &(tms_html_options){.fragment = TMS_SLICE_INIT("textarea")}, "\"\xEF\xBF\xBD\"");
  is_drawn(TMS_SLICE("\0"), &(tms_html_options){.fragment = TMS_SLICE_INIT("div")}, "");
  is_drawn(TMS_SLICE("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' ''><p><table>"), &plain, "html html(head body(p(table)))");
  is_drawn(TMS_SLICE("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' 'x'><p><table>"), &plain, "html html(head body(p table))");
  is_drawn(TMS_SLICE("<p\0>1</p\0>2<!----------------->"), &plain, "html(head body(p\xEF\xBF\xBD(\"1\") \"2\" !))");
  is_drawn(TMS_SLICE("<q id\0=\"1\" id=\"2\" id\xEF\xBF\xBD=\"3\" x\0=\"4\" x\xEF\xBF\xBD=\"5\" id=\"6\"><!----------------->"), &plain,
           "html(head body(q[id\xEF\xBF\xBD=1][id=2][x\xEF\xBF\xBD=4](!)))");
}

/* ---- ranges ---- */

static void ranges(void **state) {
  (void)state;
  static const char markup[] = "<title>a&amp;b</title><p id=x>one</p>\n<b>two";
  tms_html_tree *tree = NULL;
  tms_slice input = TMS_SLICE(markup);
  assert_int_equal(tms_html_parse(input, &plain, tms_allocator_libc(), &tree, NULL), TMS_OK);
  tms_html_ref html = tms_html_first(tree, tms_html_root(tree)), head = tms_html_first(tree, html), title = tms_html_first(tree, head);
  tms_span none = tms_html_span(tree, html), tag = tms_html_span(tree, title), text = tms_html_span(tree, tms_html_first(tree, title));
  assert_true(none.begin == 0 && none.end == 0); /* nobody wrote it */
  assert_true(tag.begin == 0 && tag.end == 7);
  assert_true(text.begin == 7 && text.end == 14);
  assert_true(tms_slice_eq(tms_html_text(tree, tms_html_first(tree, title)), TMS_SLICE("a&b")));
  tms_html_ref p = tms_html_first(tree, tms_html_next(tree, head));
  tag = tms_html_span(tree, p);
  assert_true(tag.begin == 22 && tag.end == 30);
  assert_ptr_equal(tms_html_text(tree, tms_html_first(tree, p)).ptr, input.ptr + 30); /* clean text is the input's own bytes */
  bool found = false;
  assert_true(tms_slice_eq(tms_html_attribute(tree, p, TMS_ATTR_ID, &found), TMS_SLICE("x")) && found);
  assert_int_equal(tms_html_attribute(tree, p, TMS_ATTR_CLASS, &found).len, 0);
  assert_false(found);
  tms_html_free(tree);
}

/* ---- ceilings ---- */

static void repeat(tms_buf *out, const char *unit, size_t times) {
  while (times--) tms_buf_add_cstr(out, unit);
}

static tms_html_counts counted(const tms_buf *markup, const tms_html_options *options, uint32_t *deepest) {
  tms_html_tree *tree = NULL;
  assert_int_equal(tms_html_parse(tms_buf_slice(markup), options, tms_allocator_libc(), &tree, NULL), TMS_OK);
  *deepest = 0;
  uint32_t depth = 0;
  for (tms_html_ref node = tms_html_root(tree); node;) {
    if (tms_html_first(tree, node)) {
      node = tms_html_first(tree, node);
      if (++depth > *deepest) *deepest = depth;
      continue;
    }
    for (; node && !tms_html_next(tree, node); depth--) node = tms_html_parent(tree, node);
    node = node ? tms_html_next(tree, node) : 0;
  }
  tms_html_counts counts = tms_html_tree_counts(tree);
  tms_html_free(tree);
  return counts;
}

static void depth_ceiling(void **state) {
  (void)state;
  tms_html_options options = {.max_depth = 10};
  uint32_t deepest;
  tms_buf markup;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 24);
  repeat(&markup, "<div>", 100);
  assert_int_equal(counted(&markup, &options, &deepest).flattened, 92); /* html and body are open, eight of them fit */
  assert_int_equal(deepest, 11);
  options.conformance = true;
  assert_int_equal(counted(&markup, &options, &deepest).flattened, 0);
  assert_int_equal(deepest, 102);
  options.conformance = false;
  repeat(&markup, "<table><tr><td><svg><g><template>", 50);
  repeat(&markup, "x</div>", 100);
  assert_true(counted(&markup, &options, &deepest).flattened > 92 && deepest <= 16);
  tms_buf_release(&markup);
  /* what lies flat takes its own end tag: "y" stands beside the outer div's text, not outside */
  is_drawn(TMS_SLICE("<div><p><i><u>x</u>y</i></p>z</div>w"), &(tms_html_options){.max_depth = 4},
           "html(head body(div(p(i u \"x\" +y\") \"z\") \"w\"))");
}

static void attribute_ceiling(void **state) {
  (void)state;
  is_drawn(TMS_SLICE("<p a=1 b=2 c=3 d=4>"), &(tms_html_options){.max_attributes = 2}, "html(head body(p[a=1][b=2]))");
  tms_buf markup;
  uint32_t deepest;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 24);
  tms_buf_add_cstr(&markup, "<p");
  for (int twice = 0; twice < 2; twice++) {
    for (uint64_t i = 0; i < 3000; i++) {
      tms_buf_add_cstr(&markup, " a");
      tms_buf_add_u64(&markup, i);
    }
  }
  tms_buf_add_cstr(&markup, ">");
  assert_int_equal(counted(&markup, &plain, &deepest).attributes, 2 * 3000 - 1024 * 2 + 1024); /* duplicates over the ceiling count too */
  tms_buf_release(&markup);
}

/* Each paragraph reopens what the one before left open: n * n elements without a budget. */
static void clone_budget(void **state) {
  (void)state;
  tms_buf markup;
  uint32_t deepest;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 24);
  for (uint64_t i = 0; i < 2000; i++) {
    tms_buf_add_cstr(&markup, "<p><b id=");
    tms_buf_add_u64(&markup, i);
    tms_buf_add_cstr(&markup, ">");
  }
  repeat(&markup, "<p>x", 2000);
  tms_html_counts counts = counted(&markup, &plain, &deepest);
  assert_true(counts.clones > 0);
  assert_true(counts.memory < markup.len * 40);
  assert_int_equal(counted(&markup, &(tms_html_options){.conformance = true}, &deepest).clones, 0);
  tms_buf_reset(&markup); /* what is free in a page of any size: twenty paragraphs in the three elements that an old page leaves open */
  tms_buf_add_cstr(&markup, "<font><b><i>");
  repeat(&markup, "<p>x", 20);
  assert_int_equal(counted(&markup, &plain, &deepest).clones, 0);
  tms_buf_release(&markup);
}

/* 200 formatting elements, all different: as many are remembered as the list holds. Behind the paragraph the first one is not made again. */
static void formatting_ceiling(void **state) {
  (void)state;
  tms_html_options options = {.max_depth = 1000};
  tms_buf markup;
  uint32_t deepest;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 24);
  tms_buf_add_cstr(&markup, "<p>");
  for (uint64_t i = 0; i < 200; i++) {
    tms_buf_add_cstr(&markup, "<b id=");
    tms_buf_add_u64(&markup, i);
    tms_buf_add_cstr(&markup, ">");
  }
  tms_html_counts counts = counted(&markup, &options, &deepest);
  assert_int_equal(counts.clones, 200 - 128);
  assert_int_equal(counts.flattened, 0);
  options.conformance = true;
  assert_int_equal(counted(&markup, &options, &deepest).clones, 0);
  tms_buf_release(&markup);
}

/* Formatting that would be made again below the depth ceiling is not, and that counts. */
static void formatting_at_the_ceiling(void **state) {
  (void)state;
  tms_html_options options = {.max_depth = 5};
  tms_buf markup;
  uint32_t deepest;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 10);
  tms_buf_add_cstr(&markup, "<p><b></p><div><div><div>x");
  tms_html_counts counts = counted(&markup, &options, &deepest);
  assert_int_equal(counts.flattened, 0);
  assert_int_equal(counts.clones, 1);
  options.max_depth = 6;
  assert_int_equal(counted(&markup, &options, &deepest).clones, 0);
  tms_buf_release(&markup);
}

/* Later <body> tags: attributes are compared with the first 64 only, and those that then can't be told from duplicates are dropped. */
static void merge_ceiling(void **state) {
  (void)state;
  tms_html_options options = {0};
  tms_buf markup;
  uint32_t deepest;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 24);
  for (uint64_t i = 0; i < 100; i++) {
    tms_buf_add_cstr(&markup, "<body a");
    tms_buf_add_u64(&markup, i);
    tms_buf_add_cstr(&markup, ">");
  }
  assert_int_equal(counted(&markup, &options, &deepest).attributes, 100 - 64);
  options.conformance = true;
  assert_int_equal(counted(&markup, &options, &deepest).attributes, 0);
  tms_buf_release(&markup);
}

static void limits_are_errors(void **state) {
  (void)state;
  tms_html_tree *tree = NULL;
  tms_error error;
  tms_slice markup = TMS_SLICE("<p>1<p>2<p>3<p>4<p>5<p>6");
  assert_int_equal(tms_html_parse(markup, &(tms_html_options){.max_nodes = 8}, tms_allocator_libc(), &tree, &error), TMS_ERR_LIMIT);
  assert_null(tree);
  assert_non_null(error.message);
  assert_int_equal(error.offset, 8); /* behind the text that had no room */
  assert_int_equal(tms_html_parse(markup, &(tms_html_options){.max_nodes = 8, .conformance = true}, tms_allocator_libc(), &tree, &error),
                   TMS_ERR_LIMIT);
  assert_int_equal(tms_html_parse(markup, &(tms_html_options){.max_memory = 600}, tms_allocator_libc(), &tree, &error), TMS_ERR_LIMIT);
  assert_null(tree);
  /* Refused by its size alone, before a byte is read; no option would help, so none is named. */
  markup.len = ((size_t)1 << 30) + 1;
  assert_int_equal(tms_html_parse(markup, &(tms_html_options){0}, tms_allocator_libc(), &tree, &error), TMS_ERR_LIMIT);
  assert_null(strstr(error.message, "--max"));
}

/* ---- failing allocations ---- */

static const char rich[] =
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"x\"><html lang=en><head><title>a &amp; b</title><meta charset=utf-8><style>p{}</style>"
    "<script>if(a<b)<!--x--></script><noscript><link rel=x></noscript><template><tr><td>t</template></head><body class=c><p>one <b>two <i>three</b> "
    "four</i>\r\n"
    "<table>foster<tr><td>cell &nbsp; <a href='?a&amp;b'>x<div>y<a href=z>w</a></div></a></table><ul><li>1<li>2</ul><!-- c&d \r\n --><?pi data?>"
    "<svg viewbox=0><g UNKNOWN=1><title>t</title><foreignobject><p>q</svg><math><mi>x</mi></math><select><option>1<option>2</select><x-y Z=1>u</x-y>"
    "<form><input type=hidden><textarea>\n&lt;</textarea></form><h1>h</h2><pre>\n k</pre><body id=b><html dir=ltr>"
    "<u a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=1 k=2 l=3 m=4 n=5 o=6 p=7 q=8 r=9 s=1 t=2 A=3>x</u>";

/* Same tree, or a clean error; never a leak. */
static void allocations_fail(void **state) {
  (void)state;
  tms_buf markup, expected;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 20);
  tms_buf_init(&expected, tms_allocator_libc(), 1 << 20);
  for (int i = 0; i < 3; i++) tms_buf_add_cstr(&markup, rich);
  for (size_t n = 0;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_html_tree *tree = NULL;
    tms_status status = tms_html_parse(tms_buf_slice(&markup), &plain, &allocator, &tree, NULL);
    bool failed = n && failing.calls >= n;
    assert_true(status == TMS_OK || (failed && status == TMS_ERR_MEMORY)); /* giving back what is not needed may fail without harm */
    if (status == TMS_OK) {
      tms_buf got;
      tms_buf_init(&got, tms_allocator_libc(), 1 << 20);
      draw(tree, n ? &got : &expected);
      if (n) assert_string_equal(got.data, expected.data);
      tms_buf_release(&got);
    }
    tms_html_free(tree);
    assert_int_equal(failing.live_bytes, 0);
    if (n && !failed) break;
  }
  tms_buf_release(&markup);
  tms_buf_release(&expected);
}

enum { PAGES = 4 };

/* Pages of different sizes, so that what one leaves behind is now too small, now large enough for the next; the last one is made large by repetition. */
static void make_page(tms_buf *markup, int page) {
  static const char *const parts[PAGES] = {"<p>one &amp; two", rich, "<a href='x?a&amp;b' title=\"&quot;\"/><b>x\r\n<p>y", rich};
  tms_buf_init(markup, tms_allocator_libc(), 1 << 20);
  for (int i = 0; i < (page == PAGES - 1 ? 4 : 1); i++) tms_buf_add_cstr(markup, parts[page]);
}

/* One page by a parser that may have failed before; the tree is the expected one or there is none. */
static bool page_is_right(tms_html_parser *parser, int page, const tms_html_options *options) {
  tms_buf markup, got, expected;
  const tms_html_tree *tree = NULL;
  tms_html_tree *fresh = NULL;
  make_page(&markup, page);
  tms_status status = tms_html_parser_read(parser, tms_buf_slice(&markup), options, &tree, NULL);
  assert_true(status == TMS_OK ? tree != NULL : status == TMS_ERR_MEMORY && !tree);
  if (tree) {
    tms_buf_init(&got, tms_allocator_libc(), 1 << 20);
    tms_buf_init(&expected, tms_allocator_libc(), 1 << 20);
    assert_int_equal(tms_html_parse(tms_buf_slice(&markup), options, tms_allocator_libc(), &fresh, NULL), TMS_OK);
    draw(tree, &got);
    draw(fresh, &expected);
    assert_string_equal(got.data, expected.data);
    tms_html_free(fresh);
    tms_buf_release(&got);
    tms_buf_release(&expected);
  }
  tms_buf_release(&markup);
  return status == TMS_OK;
}

/* All pages by one parser whose allocation `n` fails (0: none), and with `sticky` all after it. False where nothing failed any more. */
static bool pages_survive(size_t n, bool sticky) {
  fail_alloc failing = {.fail_at = n, .sticky = sticky};
  tms_allocator allocator = fail_allocator(&failing);
  tms_html_parser *parser = tms_html_parser_new(&allocator);
  assert_true(parser || n == 1);
  for (int page = 0; parser && page < PAGES; page++) {
    size_t before = failing.calls;
    bool right = page_is_right(parser, page, &plain);
    bool may_fail = n && failing.calls >= n && (sticky || before < n);
    assert_true(right || may_fail);
  }
  bool failed = n && failing.calls >= n;
  failing.fail_at = 0; /* memory is back: every page is right again, whatever was kept */
  for (int page = 0; parser && page < PAGES; page++) assert_true(page_is_right(parser, page, &plain));
  tms_html_parser_free(parser);
  assert_int_equal(failing.live_bytes, 0);
  assert_int_equal(failing.live_blocks, 0);
  return failed;
}

static void keeping_parser_survives_failures(void **state) {
  (void)state;
  assert_false(pages_survive(0, false));
  for (int sticky = 0; sticky < 2; sticky++) {
    size_t n = 1;
    while (pages_survive(n, sticky != 0)) n++;
    assert_true(n > 10); /* the loop has looked at something */
  }
}

/* ---- every prefix ---- */

static void every_prefix(void **state) {
  (void)state;
  for (size_t len = 0; len < sizeof rich; len++) {
    tms_html_tree *tree = NULL;
    char *exact = test_malloc(len ? len : 1);
    memcpy(exact, rich, len);
    assert_int_equal(tms_html_parse(tms_slice_of(exact, len), &plain, tms_allocator_libc(), &tree, NULL), TMS_OK);
    tms_html_free(tree);
    test_free(exact);
  }
}

/* ---- short ways ---- */

static void walk_text(const tms_html_tree *tree, tms_buf *out) {
  for (tms_html_ref node = tms_html_root(tree); node;) {
    if (tms_html_node_kind(tree, node) == TMS_HTML_TEXT) tms_buf_add(out, tms_html_text(tree, node));
    tms_html_ref next = tms_html_first(tree, node);
    for (; !next && node; node = tms_html_parent(tree, node)) next = tms_html_next(tree, node);
    node = next;
  }
}

/* A tree by a parser that has read other pages before, the same by the book, and its text along the tree. */
static void same_both_ways(tms_html_parser *parser, const tms_buf *markup) {
  static const tms_html_options book = {.by_the_book = true};
  const tms_html_tree *one = NULL;
  tms_html_tree *two = NULL;
  tms_buf drawn[2], text[2];
  for (int i = 0; i < 2; i++) {
    tms_buf_init(&drawn[i], tms_allocator_libc(), 1 << 24);
    tms_buf_init(&text[i], tms_allocator_libc(), 1 << 24);
  }
  assert_int_equal(tms_html_parser_read(parser, tms_buf_slice(markup), &plain, &one, NULL), TMS_OK);
  assert_int_equal(tms_html_parse(tms_buf_slice(markup), &book, tms_allocator_libc(), &two, NULL), TMS_OK);
  draw(one, &drawn[0]);
  draw(two, &drawn[1]);
  assert_string_equal(drawn[0].data, drawn[1].data);
  tms_html_all_text(one, tms_html_root(one), &text[0]);
  walk_text(two, &text[1]);
  assert_string_equal(text[0].data, text[1].data);
  tms_html_free(two);
  for (int i = 0; i < 2; i++) {
    tms_buf_release(&drawn[i]);
    tms_buf_release(&text[i]);
  }
}

/* What short ways are made for, and what must keep them from being taken. */
/* clang-format off */
static const char *const pieces[] = {
    "<div>", "</div>", "<p>", "</p>", "<span class=\"a b\">", "</span>", "<a href=\"x?a&amp;b\" rel=\"n\">", "</a>", "<li>", "</li>",
    "<ul id=x>", "</ul>", "<b>", "</b>", "<i>", "</i>", "<h1>", "</h1>", "<h2>", "</h2>", "<br>", "<img src=\"1\" src=\"2\" alt>", "<table>",
    "</table>", "<tr>", "<td>", "</td>", "text", " \n", "&lt;", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<dd>",
    "<dt>", "<button>", "</button>", "<head>", "</head>", "<body>", "</body>", "<meta name=\"x\">", "<title>", "</title>", "<template>",
    "</template>", "<pre>", "\n", "</pre>", "<option>", "<select>", "</select>", "</option>", "<!--c-->", "<x-y Data-Q=\"1\" data-q=\"2\">",
    "</x-y>", "<img src='a&quot;b' alt='\"'/>", "<br />", "x &quot;y&quot; &amp; &ampz &qu", "\r\n",
};
/* clang-format on */

static void short_ways_agree(void **state) {
  (void)state;
  tms_html_parser *parser = tms_html_parser_new(tms_allocator_libc());
  tms_buf markup;
  tms_buf_init(&markup, tms_allocator_libc(), 1 << 20);
  uint32_t random = 4711;
  assert_non_null(parser);
  for (int round = 0; round < 4000; round++) {
    tms_buf_reset(&markup);
    for (int i = round % 60; i >= 0; i--) {
      random = random * 1103515245u + 12345u;
      tms_buf_add_cstr(&markup, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
    }
    same_both_ways(parser, &markup);
  }
  tms_html_parser_free(parser);
  tms_buf_release(&markup);
}

/* What the standard without scripting makes of it, and what we do for pages. */
static void self_closing_iframe_in_noscript(void **state) {
  (void)state;
  const tms_slice markup = TMS_SLICE("<p>a<noscript><iframe src=x /></noscript><p>b");
  is_drawn(markup, &plain, "html(head body(p(\"a\" noscript(iframe[src=x])) p(\"b\")))");
  is_drawn(markup, &(tms_html_options){.conformance = true}, "html(head body(p(\"a\" noscript(iframe[src=x](\"</noscript><p>b\")))))");
  is_drawn(TMS_SLICE("<p>a<iframe src=x /><p>b"), &plain, "html(head body(p(\"a\" iframe[src=x](\"<p>b\"))))");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shapes),
      cmocka_unit_test(found_by_oracle),
      cmocka_unit_test(self_closing_iframe_in_noscript),
      cmocka_unit_test(ranges),
      cmocka_unit_test(depth_ceiling),
      cmocka_unit_test(attribute_ceiling),
      cmocka_unit_test(clone_budget),
      cmocka_unit_test(formatting_ceiling),
      cmocka_unit_test(merge_ceiling),
      cmocka_unit_test(formatting_at_the_ceiling),
      cmocka_unit_test(limits_are_errors),
      cmocka_unit_test(allocations_fail),
      cmocka_unit_test(every_prefix),
      cmocka_unit_test(short_ways_agree),
      cmocka_unit_test(keeping_parser_survives_failures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
