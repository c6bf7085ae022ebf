/*
 * The laws of the HTML tree:
 *   - parents, siblings and children agree, and the walk visits every node once
 *   - ranges of text lie in the input and are disjoint; text, names and values are valid UTF-8
 *   - no element has an attribute twice
 *   - all text of the tree, and of its last element, is that of the text nodes one after the other
 *   - with the ceilings on, a page that reached none of them gives the same tree as without, and as by the book (without the short way of usual tokens)
 *   - a parser that is kept from page to page gives the same tree
 *   - nothing is read past the input, not even within the block that the last bytes share with others: it ends once at the end of a heap block, once at
 *     a page border behind which nothing may be read (a sanitizer sees the one, the processor the other)
 *   - a ceiling of nodes or memory gives TMS_ERR_LIMIT, a failed allocation TMS_ERR_MEMORY, or the tree is the same; nothing leaks
 * A first byte below 0x20 chooses scripting and a context (24: <selectedcontent> in a whole document); other inputs are whole documents.
 */
#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "formats/html/tree.h"
#include "tests/support/fail_alloc.h"

#include <stdint.h>
#include <sys/mman.h>

static const size_t plenty = (size_t)1 << 29;
enum { ATTRIBUTES_LOOKED_AT = 40 };

static void need(bool holds) {
  if (!holds) __builtin_trap();
}

static uint64_t mix_slice(uint64_t hash, tms_slice s) {
  need(tms_utf8_is_valid(s));
  return tms_hash_mix(hash, tms_hash(7, s));
}

/* Names that stand twice are found among the first few: a comparison of all pairs. */
static uint64_t check_attributes(const tms_html_tree *tree, tms_html_ref node, uint64_t hash) {
  tms_slice names[ATTRIBUTES_LOOKED_AT], name, value;
  for (uint32_t i = 0; i < ATTRIBUTES_LOOKED_AT && tms_html_attribute_at(tree, node, i, &name, &value); i++) {
    hash = mix_slice(mix_slice(hash, name), value);
    for (uint32_t k = 0; k < i; k++) need(!tms_slice_eq(names[k], name));
    names[i] = name;
  }
  return hash;
}

/* Text in the input: every byte at most once. `used` is one byte for each byte of input; NULL where <selectedcontent> holds text a second time. */
static void check_span(const tms_html_tree *tree, tms_html_ref node, size_t len, char *used) {
  tms_span span = tms_html_span(tree, node);
  need(span.begin <= span.end && span.end <= len);
  if (tms_html_node_kind(tree, node) != TMS_HTML_TEXT || !used) return;
  need(span.begin < span.end && tms_html_text(tree, node).len > 0);
  for (uint32_t i = span.begin; i < span.end; i++) {
    need(!used[i]);
    used[i] = 1;
  }
}

static uint64_t check_node(const tms_html_tree *tree, tms_html_ref node, size_t len, char *used, uint64_t hash) {
  tms_html_kind kind = tms_html_node_kind(tree, node);
  hash = tms_hash_mix(hash, (uint64_t)kind * 8 + (uint64_t)tms_html_ns(tree, node) * 2 + tms_html_continues(tree, node));
  check_span(tree, node, len, used);
  if (kind != TMS_HTML_TEXT && kind != TMS_HTML_COMMENT) hash = mix_slice(hash, tms_html_name(tree, node));
  hash = mix_slice(hash, tms_html_text(tree, node));
  return kind == TMS_HTML_ELEMENT ? check_attributes(tree, node, hash) : hash;
}

/* The node after `node` in the order of the document, leaving marks of depth in the hash; 0 at the end. */
static tms_html_ref step(const tms_html_tree *tree, tms_html_ref root, tms_html_ref node, uint64_t *hash) {
  tms_html_ref first = tms_html_first(tree, node);
  if (first) {
    need(tms_html_parent(tree, first) == node);
    *hash = tms_hash_mix(*hash, 1);
    return first;
  }
  for (; node != root; node = tms_html_parent(tree, node)) {
    tms_html_ref next = tms_html_next(tree, node);
    if (next) {
      need(tms_html_parent(tree, next) == tms_html_parent(tree, node));
      return next;
    }
    *hash = tms_hash_mix(*hash, 2);
  }
  return 0;
}

static uint64_t check_tree(const tms_html_tree *tree, size_t len, char *used) {
  tms_html_ref root = tms_html_root(tree);
  uint64_t hash = 1;
  size_t steps = 0, most = len * 4 + 100000;
  if (used) memset(used, 0, len + 1);
  for (tms_html_ref node = step(tree, root, root, &hash); node; node = step(tree, root, node, &hash)) {
    need(++steps < most);
    hash = check_node(tree, node, len, used, hash);
  }
  return hash;
}

/* All text below `root`, along the tree. */
static void check_all_text(const tms_html_tree *tree, tms_html_ref root) {
  tms_buf all, walked;
  uint64_t hash = 0;
  tms_buf_init(&all, tms_allocator_libc(), plenty);
  tms_buf_init(&walked, tms_allocator_libc(), plenty);
  for (tms_html_ref node = step(tree, root, root, &hash); node; node = step(tree, root, node, &hash)) {
    if (tms_html_node_kind(tree, node) == TMS_HTML_TEXT) tms_buf_add(&walked, tms_html_text(tree, node));
  }
  tms_html_all_text(tree, root, &all);
  need(tms_slice_eq(tms_buf_slice(&all), tms_buf_slice(&walked)));
  tms_buf_release(&all);
  tms_buf_release(&walked);
}

/* Of the whole tree, and of the last child of the last child and so on that has children. */
static void check_texts(const tms_html_tree *tree) {
  tms_html_ref inner = tms_html_root(tree);
  check_all_text(tree, inner);
  for (tms_html_ref last = tms_html_first(tree, inner); last; last = tms_html_first(tree, inner)) {
    while (tms_html_next(tree, last)) last = tms_html_next(tree, last);
    if (!tms_html_first(tree, last)) break;
    inner = last;
  }
  check_all_text(tree, inner);
}

static tms_html_options choose(const uint8_t *data, size_t size) {
  static const char *const contexts[] = {"",         "div",    "table", "tr",       "select", "template", "svg path", "math annotation-xml",
                                         "textarea", "script", "form",  "colgroup", "",       "noscript", "caption",  "head"};
  tms_html_options options = {.max_depth = 40, .max_attributes = 12, .max_memory = plenty};
  if (size && data[0] < 0x20) {
    options.scripting = data[0] & 1;
    options.fragment = tms_slice_cstr(contexts[(data[0] >> 1) % (sizeof contexts / sizeof *contexts)]);
    options.selected_content = data[0] >> 1 == 12;
  }
  return options;
}

enum { BORDER_ROOM = 1 << 20, PAGE = 1 << 16 }; /* no machine has larger pages */

/* Room that ends at a page which may not be touched; made once. */
static char *border(void) {
  static char *room = NULL;
  if (room) return room + BORDER_ROOM;
  room = mmap(NULL, BORDER_ROOM + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  need(room != MAP_FAILED && mprotect(room + BORDER_ROOM, PAGE, PROT_NONE) == 0);
  return room + BORDER_ROOM;
}

/* With little room, or an allocator that fails once: that very status, or the very tree. */
static void run_short(tms_slice input, tms_html_options options, uint64_t good) {
  fail_alloc failing = {.fail_at = 1 + input.len % 24, .sticky = input.len % 2};
  tms_allocator allocator = fail_allocator(&failing);
  tms_html_tree *tree = NULL;
  tms_status status = tms_html_parse(input, &options, &allocator, &tree, NULL);
  need(status == TMS_ERR_MEMORY || (status == TMS_OK && check_tree(tree, input.len, NULL) == good));
  tms_html_free(tree);
  need(failing.live_bytes == 0);
  options.max_nodes = 4 + (uint32_t)input.len % 60;
  options.max_memory = (input.len & 64) ? 2048 + input.len * 8 : plenty;
  tree = NULL;
  status = tms_html_parse(input, &options, tms_allocator_libc(), &tree, NULL);
  need(status == TMS_ERR_LIMIT || (status == TMS_OK && check_tree(tree, input.len, NULL) == good));
  tms_html_free(tree);
}

/* A parser that keeps its memory gives the same tree, also from what the page before left behind. */
static void run_kept(tms_slice input, const tms_html_options *options, uint64_t expected, char *used) {
  tms_html_parser *parser = tms_html_parser_new(tms_allocator_libc());
  const tms_html_tree *tree;
  for (int round = 0; round < 2; round++) {
    need(parser && tms_html_parser_read(parser, input, options, &tree, NULL) == TMS_OK);
    need(check_tree(tree, input.len, used) == expected);
  }
  tms_html_parser_free(parser);
}

/* Parses what stands in a block of exactly its size. */
static void run(tms_slice input, tms_html_options options, char *used) {
  const tms_allocator *allocator = tms_allocator_libc();
  tms_html_tree *capped = NULL, *free_tree = NULL;
  need(tms_html_parse(input, &options, allocator, &capped, NULL) == TMS_OK);
  tms_html_counts counts = tms_html_tree_counts(capped);
  if (options.selected_content) used = NULL;
  uint64_t one = check_tree(capped, input.len, used);
  check_texts(capped);
  run_kept(input, &options, one, used);
  options.conformance = true;
  options.by_the_book = true;
  if (input.len <= BORDER_ROOM) input.ptr = memcpy(border() - input.len, input.ptr, input.len);
  need(tms_html_parse(input, &options, allocator, &free_tree, NULL) == TMS_OK);
  uint64_t two = check_tree(free_tree, input.len, used);
  if (!counts.flattened && !counts.attributes && !counts.clones && !counts.closed) need(one == two);
  run_short(input, options, two);
  tms_html_free(capped);
  tms_html_free(free_tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const tms_allocator *allocator = tms_allocator_libc();
  tms_html_options options = choose(data, size);
  size_t skip = size && data[0] < 0x20 ? 1 : 0;
  tms_buf text;
  tms_buf_init(&text, allocator, plenty);
  tms_utf8_repair(tms_slice_of((const char *)data + skip, size - skip), &text);
  char *exact = tms_alloc(allocator, text.len), *used = tms_alloc(allocator, text.len + 1);
  if (exact && used && text.status == TMS_OK) {
    memcpy(exact, text.data, text.len);
    run(tms_slice_of(exact, text.len), options, used);
  }
  tms_free(allocator, used, text.len + 1);
  tms_free(allocator, exact, text.len);
  tms_buf_release(&text);
  return 0;
}
