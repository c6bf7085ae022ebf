/*
 * bench-html [-n ROUNDS] [--scripting] FILE... (or a list of files on stdin): parses every page, prints MB/s (best round) and bytes of tree for a
 * byte of input. Built with -DWITH_LEXBOR and lexbor's headers it parses the same bytes with lexbor too, in alternate rounds, and prints the ratio.
 */
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "formats/html/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef WITH_LEXBOR
#include <lexbor/html/html.h>
#endif

typedef struct pages {
  tms_bytes *list;
  size_t count, room, bytes;
} pages;

/* CPU time: others may be at work on the machine. */
static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* One page, made valid UTF-8. What can't be read is left out. */
static bool load(pages *all, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  tms_buf raw, text;
  tms_buf_init(&raw, tms_allocator_libc(), SIZE_MAX / 4);
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX / 4);
  char block[65536];
  size_t got;
  while ((got = fread(block, 1, sizeof block, file)) > 0) tms_buf_add_bytes(&raw, block, got);
  fclose(file);
  tms_utf8_repair(tms_buf_slice(&raw), &text);
  tms_buf_release(&raw);
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

static void load_list(pages *all) {
  char line[4096];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = '\0';
    (void)load(all, line);
  }
}

static double round_ours(const pages *all, const tms_html_options *options, size_t *memory) {
  double begin = seconds();
  *memory = 0;
  for (size_t i = 0; i < all->count; i++) {
    tms_html_tree *tree = NULL;
    tms_slice page = tms_slice_of(all->list[i].data, all->list[i].size);
    if (tms_html_parse(page, options, tms_allocator_libc(), &tree, NULL) == TMS_OK) *memory += tms_html_tree_counts(tree).memory;
    tms_html_free(tree);
  }
  return seconds() - begin;
}

#ifdef WITH_LEXBOR
static double round_lexbor(const pages *all) {
  double begin = seconds();
  for (size_t i = 0; i < all->count; i++) {
    lxb_html_document_t *document = lxb_html_document_create();
    (void)lxb_html_document_parse(document, (const lxb_char_t *)all->list[i].data, all->list[i].size);
    lxb_html_document_destroy(document);
  }
  return seconds() - begin;
}
#endif

static double least(double a, double b) {
  return a < b ? a : b;
}

int main(int argc, char **argv) {
  pages all = {0};
  tms_html_options options = {0};
  long rounds = 5;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
      rounds = strtol(argv[++i], NULL, 10);
    } else if (strcmp(argv[i], "--scripting") == 0) {
      options.scripting = true;
    } else {
      (void)load(&all, argv[i]);
    }
  }
  if (!all.count) load_list(&all);
  double ours = 1e9, theirs = 1e9, size = (double)all.bytes / 1e6;
  size_t memory = 0;
  for (long i = 0; i < rounds; i++) {
    ours = least(ours, round_ours(&all, &options, &memory));
#ifdef WITH_LEXBOR
    theirs = least(theirs, round_lexbor(&all));
#endif
  }
  printf("pages %zu, %.1f MB; html parse %.1f MB/s, %.2f bytes of tree a byte\n", all.count, size, size / ours,
         (double)memory / (double)(all.bytes ? all.bytes : 1));
  if (theirs < 1e9) printf("lexbor %.1f MB/s, ratio %.2f\n", size / theirs, theirs / ours);
  for (size_t i = 0; i < all.count; i++) tms_bytes_release(&all.list[i]);
  tms_free(tms_allocator_libc(), all.list, all.room * sizeof *all.list);
  return 0;
}
