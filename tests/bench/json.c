/*
 * bench-json [-n ROUNDS] FILE...: MB/s (best round, CPU time) over JSON Lines of lossless objects: all tokens, all tokens with the values of strings, whole documents
 * read, whole documents written, and a bundle written. Built with -DWITH_YYJSON and yyjson's source, yyjson reads the same lines in alternate rounds.
 */
#include "markup/json.h"
#include "base/alloc.h"
#include "doc/normalize.h"
#include "formats/bundle/write.h"
#include "io/source.h"
#include "markup/lossless.h"

#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef WITH_YYJSON
#include <yyjson.h>
#endif

/* What is measured: a line goes in, the bytes of work are added up so that nothing is optimized away. */
typedef size_t work(tms_slice line);

static size_t tokens(tms_slice line) {
  tms_json_reader reader;
  tms_json_token token;
  size_t count = 0;
  tms_json_reader_init(&reader, line, 0);
  while (tms_json_next(&reader, &token) == TMS_OK) count++;
  return count;
}

static size_t values(tms_slice line) {
  tms_json_reader reader;
  tms_json_token token;
  tms_arena arena;
  size_t count = 0;
  tms_arena_init(&arena, tms_allocator_libc(), (size_t)1 << 30);
  tms_json_reader_init(&reader, line, 0);
  while (tms_json_next(&reader, &token) == TMS_OK) {
    if (token.kind == TMS_JSON_STRING) count += tms_json_string(&token, &arena).len;
  }
  tms_arena_release(&arena);
  return count;
}

static tms_document *read_line(tms_slice line) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  if (doc && tms_lossless_read(line, doc, NULL) == TMS_OK) return doc;
  fprintf(stderr, "bench-json: a line is no lossless object\n");
  exit(1);
}

static size_t documents(tms_slice line) {
  tms_document *doc = read_line(line);
  size_t count = doc->node_count;
  tms_doc_free(doc);
  return count;
}

#ifdef WITH_YYJSON
static size_t yyjson(tms_slice line) {
  yyjson_doc *doc = yyjson_read(line.ptr, line.len, 0);
  size_t count = yyjson_doc_get_val_count(doc);
  yyjson_doc_free(doc);
  return count;
}
#endif

static void report(const char *name, double best, size_t bytes) {
  printf("%-36s %8.1f MB/s\n", name, (double)bytes / best / 1e6);
}

/* Takes a line off the front; by LF alone, with memchr. */
static bool next_line(tms_slice *text, tms_slice *line) {
  size_t end = tms_slice_find_byte(*text, '\n', 0);
  *line = tms_slice_head(*text, end);
  *text = tms_slice_from(*text, line->len + 1);
  return line->len > 0;
}

static double measure(work *each, tms_slice text) {
  volatile size_t sum = 0;
  tms_slice line;
  double begin = bench_seconds();
  while (next_line(&text, &line)) sum = sum + each(line);
  (void)sum;
  return bench_seconds() - begin;
}

/* The writers: documents are read and made normal outside of the clock, one at a time. */
static void measure_writers(tms_slice text, double *object, double *bundle, size_t *written) {
  tms_bundle_writer writer = {0};
  tms_options options = {.size = sizeof options};
  tms_buf json, packed;
  tms_slice line;
  tms_buf_init(&json, tms_allocator_libc(), (size_t)1 << 32);
  tms_buf_init(&packed, tms_allocator_libc(), (size_t)1 << 32);
  *object = *bundle = 0;
  *written = 0;
  if (tms_bundle_begin(&writer, &options, tms_allocator_libc(), &packed, NULL) != TMS_OK) exit(1);
  while (next_line(&text, &line)) {
    tms_document *doc = read_line(line);
    if (tms_doc_normalize(doc) != TMS_OK) exit(1);
    double begin = bench_seconds();
    tms_buf_reset(&json);
    if (tms_lossless_write(doc, 0, &json, NULL) != TMS_OK) exit(1);
    *object += bench_seconds() - begin;
    *written += json.len;
    begin = bench_seconds();
    if (tms_bundle_add(&writer, doc, &options, &packed, NULL) != TMS_OK) exit(1);
    tms_buf_reset(&packed);
    *bundle += bench_seconds() - begin;
    tms_doc_free(doc);
  }
  if (tms_bundle_end(&writer, &options, &packed, NULL) != TMS_OK) exit(1);
  tms_bundle_release(&writer);
  tms_buf_release(&packed);
  tms_buf_release(&json);
}

static void bench(tms_slice text, int rounds) {
  static const struct {
    const char *name;
    work *each;
  } works[] = {
      {"tokens", tokens},
      {"tokens and values", values},
      {"documents read", documents},
#ifdef WITH_YYJSON
      {"yyjson_read", yyjson},
#endif
  };
  enum { WORKS = sizeof works / sizeof works[0] };
  double best[WORKS] = {0}, object = 0, bundle = 0;
  size_t written = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < WORKS; i++) {
      double took = measure(works[i].each, text);
      if (round == 0 || took < best[i]) best[i] = took;
    }
  }
  for (size_t i = 0; i < WORKS; i++) report(works[i].name, best[i], text.len);
  measure_writers(text, &object, &bundle, &written);
  report("documents written (with content_id)", object, written);
  report("bundle written (level 6)", bundle, written);
}

int main(int argc, char **argv) {
  int rounds = 5, first = 1;
  tms_buf text;
  if (argc > 2 && strcmp(argv[1], "-n") == 0) {
    rounds = (int)strtol(argv[2], NULL, 10);
    first = 3;
  }
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 32);
  for (int i = first; i < argc; i++) {
    tms_source file;
    if (tms_file_source_open(argv[i], &file, NULL) != TMS_OK || tms_source_read_all(file, (size_t)1 << 32, &text) != TMS_OK) {
      fprintf(stderr, "bench-json: %s can't be read\n", argv[i]);
      return 1;
    }
    tms_file_source_close(&file);
  }
  if (text.len) bench(tms_buf_slice(&text), rounds > 0 ? rounds : 1);
  tms_buf_release(&text);
  return 0;
}
