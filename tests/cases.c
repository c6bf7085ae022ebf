/*
 * Golden cases: files in, files out.
 *
 *   cases golden FOLDER   tests/cases/FORMAT/NAME.EXT is converted to every NAME.expected.FORMAT that stands beside it, and must give those bytes
 *   cases bless FOLDER    writes them anew
 *   cases sweep FOLDER    converts every case to every format with allocation 1 failing, then 2, ... (alone, then all from there on): the same output, a clean
 *                         error or a limit are the only outcomes, and nothing leaks
 *
 * NAME.options holds words like "url=http://example.org/ clean=off mode=recall comments=on encoding=latin1".
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fail_alloc.h"

#include <tamis/tamis.h>

static const char *const blessed[] = {"canonical", "text", "json", "jsonl", "tei", "markdown", "html", "explain"};
enum { BLESSED = sizeof blessed / sizeof blessed[0], PATH = 1024, MOST_CASES = 4096 };

typedef struct test_case {
  char input[PATH], stem[PATH], format[256];
  char *bytes;
  size_t size;
  char *words; /* of the options file; options borrow from it */
  tms_options options;
} test_case;

typedef struct totals {
  size_t cases, passed, failed, runs;
} totals;

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *bytes = NULL;
  size_t room = 0;
  *size = 0;
  if (!file) return NULL;
  do {
    room = room * 2 + 4096;
    bytes = realloc(bytes, room + 1);
    *size += fread(bytes + *size, 1, room - *size, file);
  } while (*size == room);
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

static void set_option(tms_options *options, const char *word) {
  const char *value = strchr(word, '=') ? strchr(word, '=') + 1 : "";
  if (strncmp(word, "url=", 4) == 0)
    options->url = value;
  else if (strncmp(word, "encoding=", 9) == 0)
    options->encoding = value;
  else if (strcmp(word, "clean=off") == 0)
    options->clean = TMS_OFF;
  else if (strcmp(word, "clean=on") == 0)
    options->clean = TMS_ON;
  else if (strcmp(word, "comments=on") == 0)
    options->comments = TMS_ON;
  else if (strcmp(word, "comments=off") == 0)
    options->comments = TMS_OFF;
  else if (strcmp(word, "mode=recall") == 0)
    options->mode = TMS_MODE_RECALL;
  else if (strcmp(word, "mode=precision") == 0)
    options->mode = TMS_MODE_PRECISION;
  else if (strcmp(word, "mode=all") == 0)
    options->mode = TMS_MODE_ALL;
  else {
    fprintf(stderr, "cases: unknown option word '%s'\n", word);
    exit(2);
  }
}

static void load_case(test_case *c) {
  char path[PATH + 16];
  size_t size;
  c->bytes = read_file(c->input, &c->size);
  tms_options_init(&c->options);
  c->options.from = c->format;
  snprintf(path, sizeof path, "%s.options", c->stem);
  c->words = read_file(path, &size);
  if (!c->words) return;
  char *rest = NULL;
  for (char *word = strtok_r(c->words, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) set_option(&c->options, word);
}

/* Explain is no format of the registry, but its output is as golden as any. */
static tms_status convert(const test_case *c, const char *to, const tms_allocator *allocator, tms_bytes *out, tms_error *error) {
  tms_options options = c->options;
  options.to = to;
  if (strcmp(to, "explain") != 0) return tms_convert(c->bytes, c->size, &options, allocator, out, error);
  tms_context *context = tms_context_new(allocator);
  tms_document *document = NULL;
  *out = (tms_bytes){0};
  if (!context) return TMS_ERR_MEMORY;
  tms_status status = tms_document_read(context, c->bytes, c->size, &options, &document, error);
  if (status == TMS_OK) status = tms_document_clean(document, &options, error);
  if (status == TMS_OK) status = tms_document_explain(document, TMS_EXPLAIN_TEXT, out, error);
  tms_document_free(document);
  tms_context_free(context);
  return status;
}

static bool differs(const tms_bytes *got, const char *want, size_t size) {
  return got->size != size || (size && memcmp(got->data, want, size) != 0);
}

static void golden(const test_case *c, totals *tally) {
  size_t compared = 0;
  for (size_t i = 0; i < BLESSED; i++) {
    char path[PATH + 64];
    size_t size;
    tms_bytes got;
    tms_error error = {0};
    snprintf(path, sizeof path, "%s.expected.%s", c->stem, blessed[i]);
    char *want = read_file(path, &size);
    if (!want) continue;
    compared++;
    tms_status status = convert(c, blessed[i], NULL, &got, &error);
    if (status != TMS_OK || differs(&got, want, size)) {
      printf("%s: not what stands in %s (%s)\n", c->input, path, status == TMS_OK ? "other bytes" : error.message);
      tally->failed++;
    } else {
      tally->passed++;
    }
    tms_bytes_release(&got);
    free(want);
  }
  if (compared == 0) {
    printf("%s: no expected output beside it\n", c->input);
    tally->failed++;
  }
}

static void bless(const test_case *c, totals *tally) {
  for (size_t i = 0; i < BLESSED; i++) {
    char path[PATH + 64];
    tms_bytes got;
    tms_error error = {0};
    snprintf(path, sizeof path, "%s.expected.%s", c->stem, blessed[i]);
    if (convert(c, blessed[i], NULL, &got, &error) != TMS_OK) {
      printf("%s: %s: %s\n", c->input, blessed[i], error.message);
      tally->failed++;
      continue;
    }
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(got.data, 1, got.size, file) != got.size || fclose(file) != 0) {
      perror(path);
      exit(3);
    }
    tms_bytes_release(&got);
    tally->passed++;
  }
}

/* One run with one failure. Returns false when nothing failed any more. */
static bool sweep_one(const test_case *c, const char *to, const tms_bytes *good, size_t n, bool sticky, totals *tally) {
  fail_alloc fail = {.fail_at = n, .sticky = sticky};
  tms_allocator allocator = fail_allocator(&fail);
  tms_bytes got;
  tms_error error = {0};
  tms_status status = convert(c, to, &allocator, &got, &error);
  bool failed_one = fail.calls >= n;
  bool clean = status == TMS_ERR_MEMORY || status == TMS_ERR_LIMIT || (status == TMS_OK && !differs(&got, good->data, good->size));
  if (status == TMS_OK) tms_bytes_release(&got);
  tally->runs++;
  if (!clean || fail.live_bytes) {
    printf("%s to %s, allocation %zu%s: %s%s\n", c->input, to, n, sticky ? " and all after it" : "",
           fail.live_bytes    ? "leaks"
           : status == TMS_OK ? "success with other output"
                              : "an error that isn't memory: ",
           clean ? "" : tms_status_name(status));
    tally->failed++;
  }
  return failed_one;
}

static void sweep(const test_case *c, totals *tally) {
  static const char *const targets[] = {"canonical", "text", "json", "jsonl", "tei", "markdown", "html", "bundle", "explain"};
  for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
    tms_bytes good;
    fail_alloc never = {0}; /* compressed bytes depend on the deflate library, and that on the allocator */
    tms_allocator allocator = fail_allocator(&never);
    if (convert(c, targets[i], &allocator, &good, NULL) != TMS_OK) {
      printf("%s: no conversion to %s\n", c->input, targets[i]);
      tally->failed++;
      continue;
    }
    for (int sticky = 0; sticky < 2; sticky++) {
      for (size_t n = 1; sweep_one(c, targets[i], &good, n, sticky != 0, tally); n++) {
        if (tally->failed > 20) break;
      }
    }
    tms_bytes_release(&good);
    tally->passed++;
  }
}

static int by_path(const void *a, const void *b) {
  return strcmp(((const test_case *)a)->input, ((const test_case *)b)->input);
}

static size_t find_cases(const char *folder, test_case *cases) {
  size_t count = 0;
  DIR *outer = opendir(folder);
  for (struct dirent *format; outer && (format = readdir(outer));) {
    char path[PATH / 2];
    if (format->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, format->d_name);
    DIR *inner = opendir(path);
    for (struct dirent *file; inner && (file = readdir(inner)) && count < MOST_CASES;) {
      const char *dot = strchr(file->d_name, '.');
      if (!dot || dot == file->d_name || strstr(file->d_name, ".expected.") || strstr(file->d_name, ".options")) continue;
      test_case *c = &cases[count++];
      memset(c, 0, sizeof *c);
      snprintf(c->input, sizeof c->input, "%s/%s", path, file->d_name);
      snprintf(c->stem, sizeof c->stem, "%s/%.*s", path, (int)(dot - file->d_name), file->d_name);
      snprintf(c->format, sizeof c->format, "%s", format->d_name);
    }
    if (inner) closedir(inner);
  }
  if (outer) closedir(outer);
  qsort(cases, count, sizeof *cases, by_path);
  return count;
}

int main(int argc, char **argv) {
  totals tally = {0};
  if (argc != 3) {
    fprintf(stderr, "usage: cases golden|bless|sweep FOLDER\n");
    return 2;
  }
  test_case *cases = calloc(MOST_CASES, sizeof *cases);
  tally.cases = find_cases(argv[2], cases);
  for (size_t i = 0; i < tally.cases; i++) {
    load_case(&cases[i]);
    if (strcmp(argv[1], "golden") == 0) golden(&cases[i], &tally);
    if (strcmp(argv[1], "bless") == 0) bless(&cases[i], &tally);
    if (strcmp(argv[1], "sweep") == 0) sweep(&cases[i], &tally);
    free(cases[i].bytes);
    free(cases[i].words);
  }
  free(cases);
  if (tally.runs) printf("%zu runs with a failing allocation\n", tally.runs);
  printf("%zu cases: %zu passed, %zu failed\n", tally.cases, tally.passed, tally.failed);
  return tally.failed != 0 || tally.cases == 0;
}
