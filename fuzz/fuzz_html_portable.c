/*
 * The law: the parser without SIMD (TMS_PORTABLE) makes the very tree that the parser of this machine makes, node number for node number.
 *
 * tools/test.mk compiles the parser a second time and gives its functions the prefix portable_; both share the layout of a tree, so one set of accessors
 * reads both. A first byte below 0x20 chooses how many bytes the input is moved from an aligned address (blocks of 16 and 32 begin elsewhere then).
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "formats/html/tree.h"

#include <stdint.h>

tms_status portable_tms_html_parse(tms_slice input, const tms_html_options *options, const tms_allocator *allocator, tms_html_tree **tree,
                                   tms_error *error);

static void need(bool holds) {
  if (!holds) __builtin_trap();
}

static void same_attributes(const tms_html_tree *a, const tms_html_tree *b, tms_html_ref node) {
  tms_slice name_a, name_b, value_a, value_b;
  bool more = true;
  for (uint32_t i = 0; more; i++) {
    more = tms_html_attribute_at(a, node, i, &name_a, &value_a);
    need(tms_html_attribute_at(b, node, i, &name_b, &value_b) == more);
    need(tms_slice_eq(name_a, name_b) && tms_slice_eq(value_a, value_b));
  }
}

static void same_node(const tms_html_tree *a, const tms_html_tree *b, tms_html_ref node) {
  need(tms_html_node_kind(a, node) == tms_html_node_kind(b, node) && tms_html_tag_of(a, node) == tms_html_tag_of(b, node));
  need(tms_html_ns(a, node) == tms_html_ns(b, node) && tms_html_continues(a, node) == tms_html_continues(b, node));
  need(tms_slice_eq(tms_html_name(a, node), tms_html_name(b, node)) && tms_slice_eq(tms_html_text(a, node), tms_html_text(b, node)));
  need(tms_html_span(a, node).begin == tms_html_span(b, node).begin && tms_html_span(a, node).end == tms_html_span(b, node).end);
  need(tms_html_parent(a, node) == tms_html_parent(b, node) && tms_html_first(a, node) == tms_html_first(b, node));
  need(tms_html_next(a, node) == tms_html_next(b, node));
  if (tms_html_node_kind(a, node) == TMS_HTML_ELEMENT) same_attributes(a, b, node);
}

static void same_trees(const tms_html_tree *a, const tms_html_tree *b) {
  tms_html_ref root = tms_html_root(a), node = root;
  need(tms_html_root(b) == root);
  for (;;) {
    same_node(a, b, node);
    tms_html_ref next = tms_html_first(a, node);
    for (; !next; next = tms_html_next(a, node)) {
      if (node == root) return;
      node = tms_html_parent(a, node);
      if (node == root) return;
    }
    node = next;
  }
}

static void run(tms_slice input, bool scripting) {
  const tms_html_options options = {.scripting = scripting, .max_attributes = 40};
  tms_html_tree *ours = NULL, *portable = NULL;
  need(tms_html_parse(input, &options, tms_allocator_libc(), &ours, NULL) == TMS_OK);
  tms_html_options other = options;
  other.by_the_book = input.len & 1; /* half of the inputs: usual tokens are no shorter a way than the book's */
  need(portable_tms_html_parse(input, &other, tms_allocator_libc(), &portable, NULL) == TMS_OK);
  tms_html_counts a = tms_html_tree_counts(ours), b = tms_html_tree_counts(portable);
  need(a.errors == b.errors && a.attributes == b.attributes && a.clones == b.clones && a.flattened == b.flattened);
  same_trees(ours, portable);
  tms_html_free(ours);
  tms_html_free(portable);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bool chosen = size && data[0] < 0x20;
  size_t skip = chosen ? data[0] : 0;
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 29);
  tms_utf8_repair(tms_slice_of((const char *)data + chosen, size - chosen), &text);
  char *moved = tms_alloc(tms_allocator_libc(), skip + text.len + 1);
  if (moved && text.status == TMS_OK) {
    memcpy(moved + skip, text.data, text.len);
    run(tms_slice_of(moved + skip, text.len), skip & 1);
  }
  tms_free(tms_allocator_libc(), moved, skip + text.len + 1);
  tms_buf_release(&text);
  return 0;
}
