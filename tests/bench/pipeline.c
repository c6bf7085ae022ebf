/*
 * The whole pipeline, page to clean text, over the files named: MB/s, and the peak of memory for each byte of input.
 *
 *   pipeline [-n ROUNDS] [-t FORMAT] FILE...
 *
 * Rounds are interleaved with the peer's, medians are printed. Built with -DWITH_LEXBOR (tools/bench says how) each round also has lexbor parse the same bytes: parse
 * and free alone, no text, no cleaning.
 */
#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fail_alloc.h"

#include <tamis/tamis.h>

#ifdef WITH_LEXBOR
#include <lexbor/html/html.h>
#endif

enum { MOST_ROUNDS = 99 };

typedef struct page {
  char *bytes;
  size_t size;
} page;

static page load(const char *path) {
  FILE *file = fopen(path, "rb");
  page loaded = {NULL, 0};
  if (!file) {
    perror(path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  loaded.size = (size_t)ftell(file);
  rewind(file);
  loaded.bytes = malloc(loaded.size + 1);
  if (fread(loaded.bytes, 1, loaded.size, file) != loaded.size) exit(2);
  fclose(file);
  return loaded;
}

static double run_tamis(const page *pages, size_t count, const char *to, size_t *output) {
  tms_context *context = tms_context_new(NULL);
  tms_options options;
  tms_options_init(&options);
  options.from = "html";
  options.to = to;
  *output = 0;
  double begin = bench_seconds();
  for (size_t i = 0; i < count; i++) {
    tms_document *document;
    tms_bytes out;
    tms_error error;
    if (tms_document_read(context, pages[i].bytes, pages[i].size, &options, &document, &error) != TMS_OK) {
      fprintf(stderr, "page %zu: %s\n", i, error.message);
      exit(1);
    }
    if (tms_document_clean(document, &options, &error) != TMS_OK || tms_document_write(document, &options, &out, &error) != TMS_OK) exit(1);
    *output += out.size;
    tms_bytes_release(&out);
    tms_document_free(document);
  }
  double took = bench_seconds() - begin;
  tms_context_free(context);
  return took;
}

/* The worst page's peak, in bytes of memory for a byte of input, among pages of some size. */
static void measure_memory(const page *pages, size_t count, const char *to) {
  double worst = 0, sum = 0, bytes = 0;
  tms_options options;
  tms_options_init(&options);
  options.from = "html";
  options.to = to;
  for (size_t i = 0; i < count; i++) {
    fail_alloc counted = {0};
    tms_allocator allocator = fail_allocator(&counted);
    tms_bytes out;
    if (tms_convert(pages[i].bytes, pages[i].size, &options, &allocator, &out, NULL) != TMS_OK) exit(1);
    tms_bytes_release(&out);
    double ratio = (double)counted.peak_bytes / (double)(pages[i].size + 1);
    if (ratio > worst && pages[i].size > 20000) worst = ratio;
    sum += (double)counted.peak_bytes;
    bytes += (double)pages[i].size;
  }
  printf("memory: %.2f bytes a byte of input over all pages, %.2f on the worst page above 20 KB\n", sum / bytes, worst);
}

#ifdef WITH_LEXBOR
static double run_lexbor(const page *pages, size_t count) {
  double begin = bench_seconds();
  for (size_t i = 0; i < count; i++) {
    lxb_html_document_t *document = lxb_html_document_create();
    if (lxb_html_document_parse(document, (const lxb_char_t *)pages[i].bytes, pages[i].size) != LXB_STATUS_OK) exit(1);
    lxb_html_document_destroy(document);
  }
  return bench_seconds() - begin;
}
#endif

int main(int argc, char **argv) {
  size_t rounds = 5, count = 0, bytes = 0, output = 0;
  const char *to = "text";
  int first = 1;
  for (; first + 1 < argc && argv[first][0] == '-'; first += 2) {
    if (strcmp(argv[first], "-n") == 0) rounds = (size_t)strtoul(argv[first + 1], NULL, 10);
    if (strcmp(argv[first], "-t") == 0) to = argv[first + 1];
  }
  if (first >= argc || rounds == 0 || rounds > MOST_ROUNDS) {
    fprintf(stderr, "usage: pipeline [-n ROUNDS] [-t FORMAT] FILE...\n");
    return 2;
  }
  page *pages = calloc((size_t)(argc - first), sizeof *pages);
  for (int i = first; i < argc; i++) {
    pages[count] = load(argv[i]);
    bytes += pages[count++].size;
  }
  double ours[MOST_ROUNDS], peer[MOST_ROUNDS];
  for (size_t i = 0; i < rounds; i++) {
    ours[i] = run_tamis(pages, count, to, &output);
#ifdef WITH_LEXBOR
    peer[i] = run_lexbor(pages, count);
#else
    peer[i] = 0;
#endif
  }
  double megabytes = (double)bytes / 1e6, time = bench_median(ours, rounds), peer_time = bench_median(peer, rounds);
  printf("tamis html to %s: %.1f MB/s (median of %zu rounds, %zu pages, %.1f MB in, %.1f MB out)\n", to, megabytes / time, rounds, count, megabytes,
         (double)output / 1e6);
  if (peer_time > 0) printf("lexbor parse and free: %.1f MB/s, ratio %.2f\n", megabytes / peer_time, peer_time / time);
  if (rounds > 1) measure_memory(pages, count, to);
  return 0;
}
