/*
 * Large bundles: how long opening one takes, and fetching documents from it at random.
 *
 *   bundle make MEGABYTES IN.jsonl.gz OUT.jsonl.gz   documents of IN again and again, each copy a text and an address of its own, until OUT has that size
 *   bundle get [-n TIMES] FILE.jsonl.gz              opens it, then fetches TIMES documents by number, by content_id and by URL, chosen at random
 *
 * Wall time, since a fetch may wait for the disk ("cold" asks the system to forget the file before), and CPU time, since others may be at work on the machine.
 * "document" is all that tms_bundle_fetch() does (find, decompress a member, read the line, normal form), "line" leaves out the last two. The 99th percentile and the
 * worst are given beside the median.
 */
#include "formats/bundle/bundle.h"
#include "base/alloc.h"
#include "doc/normalize.h"
#include "formats/bundle/open.h"
#include "formats/bundle/write.h"
#include "markup/lossless.h"

#include "tests/bench/measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void check(bool good, const char *what) {
  if (good) return;
  fprintf(stderr, "bench-bundle: %s failed\n", what);
  exit(1);
}

static double wall(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static tms_limits limits_of(void) {
  const tms_limits none = {0};
  return tms_limits_resolve(&none);
}

/* A mapped file; `cold`: not in the page cache, as far as the system listens. */
static tms_slice map(const char *path, bool cold) {
  struct stat at;
  int descriptor = open(path, O_RDONLY);
  check(descriptor >= 0 && fstat(descriptor, &at) == 0, path);
  if (cold) (void)posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
  void *data = mmap(NULL, (size_t)at.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  check(data != MAP_FAILED, path);
  close(descriptor);
  return tms_slice_of(data, (size_t)at.st_size);
}

/* ---- make ---- */

typedef struct maker {
  tms_bundle_writer writer;
  tms_options options;
  tms_buf out;
  FILE *file;
  size_t copy, written, most;
} maker;

static void flush(maker *m) {
  check(fwrite(m->out.data, 1, m->out.len, m->file) == m->out.len, "write");
  m->written += m->out.len;
  tms_buf_reset(&m->out);
}

static void add_copy(maker *m, tms_slice line) {
  const tms_limits none = {0};
  char number[64];
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &none, 0);
  check(doc && tms_lossless_read(line, doc, NULL) == TMS_OK, "a line");
  snprintf(number, sizeof number, "https://example.org/copy/%zu/%llu", m->copy,
           (unsigned long long)m->writer.builder.documents + m->writer.builder.in_member);
  (void)tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_URL, tms_slice_cstr(number), TMS_FROM_USER);
  tms_node *paragraph = tms_doc_node(doc, TMS_KIND_PARAGRAPH), *text = tms_doc_node(doc, TMS_KIND_TEXT);
  text->text = tms_doc_copy(doc, tms_slice_cstr(number));
  tms_node_append(paragraph, text);
  tms_node_append(doc->main, paragraph);
  check(tms_doc_normalize(doc) == TMS_OK && tms_bundle_add(&m->writer, doc, &m->options, &m->out, NULL) == TMS_OK, "a document");
  tms_doc_free(doc);
  flush(m);
}

static void make(size_t megabytes, const char *in, const char *path) {
  tms_limits limits = limits_of();
  tms_bundle_view view;
  tms_bundle_lines lines;
  maker m = {.file = fopen(path, "wb"), .most = megabytes * 1000000};
  tms_options_init(&m.options);
  check(m.file != NULL, path);
  tms_buf_init(&m.out, tms_allocator_libc(), (size_t)1 << 32);
  check(tms_bundle_begin(&m.writer, &m.options, tms_allocator_libc(), &m.out, NULL) == TMS_OK, "begin");
  check(tms_bundle_view_open(&view, map(in, false), &limits, tms_allocator_libc(), NULL) == TMS_OK, in);
  for (; m.written < m.most; m.copy++) {
    check(tms_bundle_lines_open(&lines, &view, NULL) == TMS_OK, in);
    while (m.written < m.most && tms_bundle_lines_next(&lines, NULL) == TMS_OK) add_copy(&m, lines.line);
    tms_bundle_lines_close(&lines);
  }
  check(tms_bundle_end(&m.writer, &m.options, &m.out, NULL) == TMS_OK, "end");
  flush(&m);
  check(fclose(m.file) == 0, path);
  tms_bundle_release(&m.writer);
  tms_bundle_view_release(&view);
  tms_buf_release(&m.out);
}

/* ---- get ---- */

enum { MOST = 100000 };
typedef struct names {
  size_t wanted, count; /* each stride-th entry is taken */
  uint64_t stride;
  char *as[3][MOST];
} names;

/* An id of the document's own would be listed instead of its content_id; the bundle that `make` wrote has none where IN has none. */
static bool take(void *user, const tms_bundle_entry *entry) {
  names *n = user;
  char number[32];
  if (entry->number % n->stride) return true;
  snprintf(number, sizeof number, "%llu", (unsigned long long)entry->number);
  n->as[0][n->count] = strdup(number);
  n->as[1][n->count] = strdup(entry->id);
  n->as[2][n->count] = strdup(entry->url);
  return ++n->count < n->wanted;
}

static void shuffle(char **which, size_t count) {
  uint64_t state = 88172645463325252u;
  for (size_t i = count; i > 1; i--) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    size_t other = (size_t)(state % i);
    char *held = which[i - 1];
    which[i - 1] = which[other];
    which[other] = held;
  }
}

/* What each of many things took. */
typedef struct timings {
  double wall[MOST], cpu[MOST];
  size_t count;
  double wall_begin, cpu_begin;
} timings;

static timings took;

static void start(void) {
  took.wall_begin = wall();
  took.cpu_begin = bench_seconds();
}

static void stop(void) {
  took.cpu[took.count] = bench_seconds() - took.cpu_begin;
  took.wall[took.count++] = wall() - took.wall_begin;
}

static void report_clock(const char *clock, double *values) {
  double median = bench_median(values, took.count); /* sorts */
  printf("  %s: median %.3f, 99 %% %.3f, worst %.3f ms", clock, median * 1e3, values[took.count * 99 / 100] * 1e3, values[took.count - 1] * 1e3);
}

static void report(const char *what) {
  printf("%-22s", what);
  report_clock("wall", took.wall);
  report_clock("CPU", took.cpu);
  printf(" (%zu)\n", took.count);
  took.count = 0;
}

static void fetch_lines(tms_slice bytes, char **which, size_t count, const char *what) {
  tms_limits limits = limits_of();
  tms_bundle_file *file;
  tms_buf line;
  tms_buf_init(&line, tms_allocator_libc(), (size_t)1 << 30);
  check(tms_bundle_file_open(bytes, &limits, tms_allocator_libc(), &file, NULL) == TMS_OK, "open");
  for (size_t i = 0; i < count; i++) {
    start();
    tms_buf_reset(&line);
    check(tms_bundle_file_fetch(file, tms_slice_cstr(which[i]), &line, NULL) == TMS_OK, which[i]);
    stop();
  }
  report(what);
  tms_bundle_file_close(file);
  tms_buf_release(&line);
}

static void fetch_documents(tms_context *context, tms_slice bytes, char **which, size_t count, const char *what) {
  tms_bundle *bundle;
  tms_document *document;
  tms_error error;
  check(tms_bundle_open(context, bytes.ptr, bytes.len, &bundle, &error) == TMS_OK, "open");
  for (size_t i = 0; i < count; i++) {
    start();
    check(tms_bundle_fetch(bundle, which[i], &document, &error) == TMS_OK, which[i]);
    tms_document_free(document);
    stop();
  }
  report(what);
  tms_bundle_close(bundle);
}

static void measure_open(tms_context *context, const char *path, bool cold) {
  for (size_t i = 0; i < 5; i++) {
    tms_slice bytes = map(path, cold);
    tms_bundle *bundle;
    start();
    check(tms_bundle_open(context, bytes.ptr, bytes.len, &bundle, NULL) == TMS_OK, path);
    stop();
    tms_bundle_close(bundle);
    munmap((void *)(uintptr_t)bytes.ptr, bytes.len);
  }
  report(cold ? "open, cold" : "open");
}

static void get(const char *path, size_t times) {
  static names n;
  static const char *const ways[] = {"document by number", "document by content_id", "document by URL"};
  tms_bundle_report whole = {.size = sizeof whole};
  tms_context *context = tms_context_new(NULL);
  tms_slice bytes = map(path, false);
  tms_limits limits = limits_of();
  tms_bundle_view view;
  check(tms_bundle_view_open(&view, bytes, &limits, tms_allocator_libc(), NULL) == TMS_OK && view.has_index, path);
  whole.documents = view.footer.documents;
  printf("%.3f GB, %llu documents in %llu members, %.3f GB of lines, index %.1f MB\n", (double)bytes.len / 1e9, (unsigned long long)whole.documents,
         (unsigned long long)view.footer.members, (double)view.footer.content / 1e9, (double)view.index.len / 1e6);
  tms_bundle_view_release(&view);
  n.wanted = times < MOST ? times : MOST;
  n.stride = whole.documents / n.wanted ? whole.documents / n.wanted : 1;
  check(tms_bundle_list(context, bytes.ptr, bytes.len, take, &n, NULL) == TMS_OK, "list");
  measure_open(context, path, true);
  measure_open(context, path, false);
  for (int way = 0; way < 3; way++) {
    shuffle(n.as[way], n.count);
    fetch_documents(context, bytes, n.as[way], n.count, ways[way]);
  }
  fetch_lines(bytes, n.as[2], n.count, "line by URL");
  tms_slice cold = map(path, true);
  shuffle(n.as[2], n.count);
  fetch_documents(context, cold, n.as[2], n.count, "document by URL, cold");
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("most memory, mapped pages of the file counted: %.1f MB\n", (double)usage.ru_maxrss / 1e3);
  tms_context_free(context);
}

int main(int argc, char **argv) {
  if (argc == 5 && strcmp(argv[1], "make") == 0) {
    make((size_t)strtoul(argv[2], NULL, 10), argv[3], argv[4]);
  } else if (argc == 3 && strcmp(argv[1], "get") == 0) {
    get(argv[2], 1000);
  } else if (argc == 5 && strcmp(argv[1], "get") == 0 && strcmp(argv[2], "-n") == 0) {
    get(argv[4], (size_t)strtoul(argv[3], NULL, 10));
  } else {
    fprintf(stderr, "usage: bundle make MEGABYTES IN.jsonl.gz OUT.jsonl.gz | bundle get [-n TIMES] FILE.jsonl.gz\n");
    return 2;
  }
  return 0;
}
