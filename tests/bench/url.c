/*
 * bench-url [-n ROUNDS] [-r RULES.json] FILE...: URLs a second (best round, CPU time) over files of one URL a line: parsed, and parsed and cleaned; with -r also
 * cleaned by those rules behind our own. Built with -DWITH_ADA and linked with ada (tools/bench says how), ada parses the same lines in alternate rounds.
 */
#include "base/alloc.h"
#include "io/source.h"
#include "url/tracking.h"

#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef WITH_ADA
#include <ada_c.h>
#endif

typedef struct bench {
  tms_url url;
  tms_link_cleaner cleaner, with_rules;
} bench;

/* The bytes of the results are added up so that nothing is optimized away. */
typedef size_t work(bench *b, tms_slice line);

static size_t parse(bench *b, tms_slice line) {
  return tms_url_parse(&b->url, line, NULL) == TMS_OK ? tms_url_href(&b->url).len : 0;
}

static size_t clean_by(tms_link_cleaner *cleaner, tms_slice line) {
  tms_slice clean;
  uint32_t did;
  return tms_link_clean(cleaner, line, NULL, false, &clean, &did) == TMS_OK ? clean.len : 0;
}

static size_t clean(bench *b, tms_slice line) {
  return clean_by(&b->cleaner, line);
}

static size_t clean_with_rules(bench *b, tms_slice line) {
  return b->with_rules.extra ? clean_by(&b->with_rules, line) : 0;
}

#ifdef WITH_ADA
static size_t ada(bench *b, tms_slice line) {
  (void)b;
  ada_url url = ada_parse(line.ptr, line.len);
  size_t size = ada_is_valid(url) ? ada_get_href(url).length : 0;
  ada_free(url);
  return size;
}
#endif

static double measure(work *each, bench *b, tms_slice text, size_t *lines) {
  volatile size_t sum = 0;
  double begin = bench_seconds();
  *lines = 0;
  while (text.len) {
    tms_slice line = tms_slice_head(text, tms_slice_find_byte(text, '\n', 0));
    text = tms_slice_from(text, line.len + 1);
    sum = sum + each(b, line);
    ++*lines;
  }
  (void)sum;
  return bench_seconds() - begin;
}

static void run(bench *b, tms_slice text, int rounds) {
  static const struct {
    const char *name;
    work *each;
  } works[] = {
      {"parse", parse},
#ifdef WITH_ADA
      {"parse: ada", ada},
#endif
      {"parse and clean", clean},
      {"parse and clean, user's rules too", clean_with_rules},
  };
  enum { WORKS = sizeof works / sizeof works[0] };
  double best[WORKS] = {0};
  size_t lines = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < WORKS; i++) {
      double took = measure(works[i].each, b, text, &lines);
      if (round == 0 || took < best[i]) best[i] = took;
    }
  }
  for (size_t i = 0; i < WORKS; i++) {
    if (works[i].each == clean_with_rules && !b->with_rules.extra) continue;
    printf("%-36s %8.2f M URLs/s\n", works[i].name, (double)lines / best[i] / 1e6);
  }
}

static void read_file(const char *path, tms_buf *into) {
  tms_source file;
  if (tms_file_source_open(path, &file, NULL) != TMS_OK || tms_source_read_all(file, (size_t)1 << 32, into) != TMS_OK) {
    fprintf(stderr, "bench-url: %s can't be read\n", path);
    exit(1);
  }
  tms_file_source_close(&file);
}

int main(int argc, char **argv) {
  const tms_allocator *allocator = tms_allocator_libc();
  int rounds = 9;
  bench b;
  tms_buf text, json;
  tms_url_rules *rules = NULL;
  tms_url_init(&b.url, allocator);
  tms_link_cleaner_init(&b.cleaner, allocator);
  tms_link_cleaner_init(&b.with_rules, allocator);
  tms_buf_init(&text, allocator, (size_t)1 << 32);
  tms_buf_init(&json, allocator, (size_t)1 << 32);
  for (int i = 1; i < argc; i++) {
    if (i + 1 < argc && strcmp(argv[i], "-n") == 0) {
      rounds = (int)strtol(argv[++i], NULL, 10);
    } else if (i + 1 < argc && strcmp(argv[i], "-r") == 0) {
      read_file(argv[++i], &json);
      if (tms_url_rules_load(json.data, json.len, NULL, &rules, NULL) != TMS_OK) return 1;
      if (tms_link_cleaner_use(&b.with_rules, rules, false) != TMS_OK) return 1;
    } else {
      read_file(argv[i], &text);
    }
  }
  if (text.len) run(&b, tms_buf_slice(&text), rounds > 0 ? rounds : 1);
  tms_link_cleaner_release(&b.with_rules);
  tms_link_cleaner_release(&b.cleaner);
  tms_url_release(&b.url);
  tms_url_rules_free(rules);
  tms_buf_release(&json);
  tms_buf_release(&text);
  return 0;
}
