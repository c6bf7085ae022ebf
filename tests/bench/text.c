/*
 * bench-text [-n ROUNDS] FILE...: MB/s (best round, CPU time) over clean UTF-8 text: is it valid, is it in NFC, repaired, normalized. Built with
 * -DWITH_UTF8PROC and -lutf8proc, utf8proc normalizes the same text in alternate rounds: it has no check of its own.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "repair/repair.h"
#include "unicode/nfc.h"

#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef WITH_UTF8PROC
#include <utf8proc.h>
#endif

static tms_buf work_buf, out_buf;

/* What is measured gives a number, so that nothing is optimized away. */
typedef size_t work(tms_slice text);

static size_t validate(tms_slice text) {
  return tms_utf8_valid_prefix(text);
}

static size_t check_nfc(tms_slice text) {
  return tms_nfc_is(text);
}

static size_t append_nfc(tms_slice text) {
  tms_buf_reset(&out_buf);
  tms_nfc_append(text, &out_buf);
  return out_buf.len;
}

static size_t repair(tms_slice text) {
  tms_repair_counts counts = {{0}};
  tms_buf_reset(&out_buf);
  (void)tms_repair_text(text, TMS_REPAIR_VALID, &work_buf, &out_buf, &counts);
  return counts.of[TMS_REPAIR_MOJIBAKE];
}

static size_t repair_bytes(tms_slice text) {
  tms_repair_counts counts = {{0}};
  tms_buf_reset(&out_buf);
  (void)tms_repair_text(text, 0, &work_buf, &out_buf, &counts);
  return counts.of[TMS_REPAIR_MOJIBAKE];
}

#ifdef WITH_UTF8PROC
static size_t peer_nfc(tms_slice text) {
  utf8proc_uint8_t *result = NULL;
  utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &result, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  free(result);
  return size < 0 ? 0 : (size_t)size;
}
#endif

static const struct {
  const char *name;
  work *run;
} works[] = {
    {"valid UTF-8", validate},  {"NFC: check", check_nfc}, {"NFC: append", append_nfc}, {"repair (valid)", repair}, {"repair (bytes)", repair_bytes},
#ifdef WITH_UTF8PROC
    {"utf8proc NFC", peer_nfc},
#endif
};
enum { WORKS = sizeof works / sizeof works[0] };

static bool read_file(const char *path, tms_buf *into) {
  char block[65536];
  size_t got;
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  while ((got = fread(block, 1, sizeof block, file)) > 0) tms_buf_add_bytes(into, block, got);
  fclose(file);
  return into->status == TMS_OK;
}

static void measure(const char *path, long rounds) {
  tms_buf text;
  double best[WORKS];
  size_t results[WORKS] = {0};
  tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX / 2);
  if (!read_file(path, &text)) fprintf(stderr, "bench-text: no %s\n", path);
  for (size_t i = 0; i < WORKS; i++) best[i] = 1e9;
  for (long round = 0; round < rounds && text.len; round++) {
    for (size_t i = 0; i < WORKS; i++) {
      double begin = bench_seconds();
      results[i] = works[i].run(tms_buf_slice(&text));
      double took = bench_seconds() - begin;
      if (took < best[i]) best[i] = took;
    }
  }
  printf("%s: %zu bytes\n", path, text.len);
  for (size_t i = 0; i < WORKS && text.len; i++) printf("  %-16s %8.0f MB/s  (%zu)\n", works[i].name, (double)text.len / best[i] / 1e6, results[i]);
  tms_buf_release(&text);
}

int main(int argc, char **argv) {
  long rounds = 5;
  int first = 1;
  if (argc > 2 && strcmp(argv[1], "-n") == 0) {
    rounds = strtol(argv[2], NULL, 10);
    first = 3;
  }
  tms_buf_init(&work_buf, tms_allocator_libc(), SIZE_MAX / 2);
  tms_buf_init(&out_buf, tms_allocator_libc(), SIZE_MAX / 2);
  for (int i = first; i < argc; i++) measure(argv[i], rounds);
  tms_buf_release(&out_buf);
  tms_buf_release(&work_buf);
  return first == argc;
}
