/*
 * html [-n ROUNDS] [--scripting] [--only whole|bare|head] [--solo] FILE... (or a list of files on stdin): the HTML parser alone, page by page: parse, take all
 * text of the tree, free. Three kinds of input are made of the files: whole pages, pages without the content of script and style ("bare"), and the first 3 KB of
 * each page ("head").
 *
 * Built with -DWITH_LEXBOR (tools/bench says how) every round has lexbor do the same with the same bytes right after us; medians and the median of the
 * ratios of the rounds are printed. Both fill one buffer with the characters of all text nodes in the order of the tree, both are free to keep memory between
 * pages: we a tms_html_parser, lexbor its document where that is the faster way for it.
 */
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "formats/html/tree.h"

#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef WITH_LEXBOR
#include <lexbor/dom/interfaces/character_data.h>
#include <lexbor/html/html.h>
#endif

enum { MOST_ROUNDS = 101, HEAD = 3072 };

typedef struct pages {
  tms_bytes *list;
  size_t count, room, bytes;
} pages;

typedef struct result {
  double seconds;
  size_t text, memory;
} result;

/* ---------------------------------------------------------------- pages ---- */

/* One page, made valid UTF-8. */
static bool add_page(pages *all, tms_slice bytes) {
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX / 4);
  tms_utf8_repair(bytes, &text);
  if (all->count == all->room) {
    size_t room = all->room ? all->room * 2 : 256;
    tms_bytes *larger = tms_realloc(tms_allocator_libc(), all->list, all->room * sizeof *larger, room * sizeof *larger);
    if (!larger) return false;
    all->list = larger;
    all->room = room;
  }
  if (tms_buf_take(&text, &all->list[all->count]) != TMS_OK) return false;
  all->bytes += all->list[all->count++].size;
  return true;
}

/* What can't be read is left out. */
static bool load(pages *all, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  tms_buf raw;
  tms_buf_init(&raw, tms_allocator_libc(), SIZE_MAX / 4);
  char block[65536];
  size_t got;
  while ((got = fread(block, 1, sizeof block, file)) > 0) tms_buf_add_bytes(&raw, block, got);
  fclose(file);
  bool added = add_page(all, tms_buf_slice(&raw));
  tms_buf_release(&raw);
  return added;
}

static void load_list(pages *all) {
  char line[4096];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = '\0';
    (void)load(all, line);
  }
}

/* Without what stands between <script ...> and </script, <style ...> and </style. */
static void strip_element(tms_slice in, tms_slice open, tms_slice close, tms_buf *out) {
  size_t at = 0;
  for (;;) {
    size_t begin = tms_slice_find_nocase(in, open, at), content, end;
    if (begin == SIZE_MAX || (content = tms_slice_find_byte(in, '>', begin)) == SIZE_MAX) break;
    if ((end = tms_slice_find_nocase(in, close, content)) == SIZE_MAX) break;
    tms_buf_add_bytes(out, in.ptr + at, content + 1 - at);
    at = end;
  }
  tms_buf_add_bytes(out, in.ptr + at, in.len - at);
}

static pages make_bare(const pages *all) {
  pages bare = {0};
  for (size_t i = 0; i < all->count; i++) {
    tms_buf once, twice;
    tms_buf_init(&once, tms_allocator_libc(), SIZE_MAX / 4);
    tms_buf_init(&twice, tms_allocator_libc(), SIZE_MAX / 4);
    strip_element(tms_slice_of(all->list[i].data, all->list[i].size), TMS_SLICE("<script"), TMS_SLICE("</script"), &once);
    strip_element(tms_buf_slice(&once), TMS_SLICE("<style"), TMS_SLICE("</style"), &twice);
    (void)add_page(&bare, tms_buf_slice(&twice));
    tms_buf_release(&once);
    tms_buf_release(&twice);
  }
  return bare;
}

static pages make_heads(const pages *all) {
  pages heads = {0};
  for (size_t i = 0; i < all->count; i++) (void)add_page(&heads, tms_slice_head(tms_slice_of(all->list[i].data, all->list[i].size), HEAD));
  return heads;
}

static void release(pages *all) {
  for (size_t i = 0; i < all->count; i++) tms_bytes_release(&all->list[i]);
  tms_free(tms_allocator_libc(), all->list, all->room * sizeof *all->list);
}

/* ---------------------------------------------------------------- ours ---- */

/* Not inlined: callgrind counts it alone with --toggle-collect=round_ours. */
__attribute__((noinline)) static result round_ours(const pages *all, const tms_html_options *options, tms_buf *text) {
  result sum = {0};
  double begin = bench_seconds();
  tms_html_parser *parser = tms_html_parser_new(tms_allocator_libc());
  for (size_t i = 0; i < all->count; i++) {
    const tms_html_tree *tree = NULL;
    tms_buf_reset(text);
    if (tms_html_parser_read(parser, tms_slice_of(all->list[i].data, all->list[i].size), options, &tree, NULL) == TMS_OK) {
      sum.memory += tms_html_tree_counts(tree).memory;
      tms_html_all_text(tree, tms_html_root(tree), text);
    }
    sum.text += text->len;
  }
  tms_html_parser_free(parser);
  sum.seconds = bench_seconds() - begin;
  return sum;
}

/* ---------------------------------------------------------------- lexbor ---- */

#ifdef WITH_LEXBOR
static void take_text(lxb_dom_node_t *root, tms_buf *text) {
  for (lxb_dom_node_t *node = root; node;) {
    if (node->type == LXB_DOM_NODE_TYPE_TEXT) {
      const lexbor_str_t *data = &lxb_dom_interface_character_data(node)->data;
      tms_buf_add_bytes(text, data->data, data->length);
    }
    if (node->first_child) {
      node = node->first_child;
      continue;
    }
    while (node != root && !node->next) node = node->parent;
    node = node == root ? NULL : node->next;
  }
}

/* `keep`: one document, cleaned and used again. */
static result round_lexbor(const pages *all, bool keep, tms_buf *text) {
  result sum = {0};
  double begin = bench_seconds();
  lxb_html_document_t *document = keep ? lxb_html_document_create() : NULL;
  for (size_t i = 0; i < all->count; i++) {
    if (!keep) document = lxb_html_document_create();
    (void)lxb_html_document_parse(document, (const lxb_char_t *)all->list[i].data, all->list[i].size);
    tms_buf_reset(text);
    take_text(lxb_dom_interface_node(document), text);
    sum.text += text->len;
    if (keep) {
      lxb_html_document_clean(document);
    } else {
      lxb_html_document_destroy(document);
    }
  }
  if (keep) lxb_html_document_destroy(document);
  sum.seconds = bench_seconds() - begin;
  return sum;
}
#endif

/* ---------------------------------------------------------------- rounds ---- */

static void measure(const char *name, const pages *all, const tms_html_options *options, long rounds, bool solo) {
  double ours[MOST_ROUNDS], size = (double)(all->bytes ? all->bytes : 1);
  result mine = {0};
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX / 4);
#ifdef WITH_LEXBOR
  double theirs[2][MOST_ROUNDS], ratios[2][MOST_ROUNDS];
  result peer = {0};
#endif
  for (long i = 0; i < rounds; i++) {
    mine = round_ours(all, options, &text);
    ours[i] = mine.seconds;
#ifdef WITH_LEXBOR
    for (int keep = 0; keep < 2 && !solo; keep++) {
      peer = round_lexbor(all, keep != 0, &text);
      theirs[keep][i] = peer.seconds;
      ratios[keep][i] = peer.seconds / mine.seconds;
    }
#endif
  }
  tms_buf_release(&text);
  printf("%-5s %zu pages, %.1f MB: %.0f MB/s, %.2f bytes of tree a byte, %.1f MB of text", name, all->count, size / 1e6,
         size / 1e6 / bench_median(ours, (size_t)rounds), (double)mine.memory / size, (double)mine.text / 1e6);
#ifdef WITH_LEXBOR
  if (!solo) {
    double fresh = bench_median(ratios[0], (size_t)rounds), kept = bench_median(ratios[1], (size_t)rounds);
    bool better = kept < fresh; /* its faster way is the one that counts */
    printf("; lexbor %.0f MB/s (%s), %.1f MB of text; ratio %.2f", size / 1e6 / bench_median(theirs[better], (size_t)rounds),
           better ? "one document" : "new documents", (double)peer.text / 1e6, better ? kept : fresh);
  }
#endif
  printf("\n");
  (void)solo;
}

int main(int argc, char **argv) {
  pages whole = {0};
  tms_html_options options = {0};
  const char *only = NULL;
  bool solo = false;
  long rounds = 7;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
      rounds = strtol(argv[++i], NULL, 10);
    } else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      only = argv[++i];
    } else if (strcmp(argv[i], "--scripting") == 0) {
      options.scripting = true;
    } else if (strcmp(argv[i], "--solo") == 0) {
      solo = true;
    } else {
      (void)load(&whole, argv[i]);
    }
  }
  if (rounds < 1 || rounds > MOST_ROUNDS) rounds = MOST_ROUNDS;
  if (!whole.count) load_list(&whole);
  pages bare = !only || strcmp(only, "bare") == 0 ? make_bare(&whole) : (pages){0};
  pages heads = !only || strcmp(only, "head") == 0 ? make_heads(&whole) : (pages){0};
  if (!only || strcmp(only, "whole") == 0) measure("whole", &whole, &options, rounds, solo);
  if (bare.count) measure("bare", &bare, &options, rounds, solo);
  if (heads.count) measure("head", &heads, &options, rounds, solo);
  release(&whole);
  release(&bare);
  release(&heads);
  return 0;
}
