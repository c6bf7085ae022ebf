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

static void shapes(void **state) {
  (void)state;
  static const shape shapes[] = {
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
  };
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) is_drawn(tms_slice_cstr(shapes[i].markup), &plain, shapes[i].expected);
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
  assert_int_equal(tms_html_parse(markup, &(tms_html_options){.max_memory = 600}, tms_allocator_libc(), &tree, &error), TMS_ERR_LIMIT);
  assert_null(tree);
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
    assert_int_equal(status, failed ? TMS_ERR_MEMORY : TMS_OK);
    if (!failed) {
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shapes),           cmocka_unit_test(ranges),
      cmocka_unit_test(depth_ceiling),    cmocka_unit_test(attribute_ceiling),
      cmocka_unit_test(clone_budget),     cmocka_unit_test(limits_are_errors),
      cmocka_unit_test(allocations_fail), cmocka_unit_test(every_prefix),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
