/* Streaming: many documents from one source, many documents into one sink, and the filters and bundle calls. */
#include <tamis/tamis.h>

#include <stdio.h>

#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#define GOOD_A "{\"id\":\"a\",\"text\":\"The first text, with a full stop.\"}\n"
#define GOOD_C "{\"id\":\"c\",\"text\":\"The third text, with a full stop.\"}\n"
#define LINES GOOD_A "{\"id\":\"b\",\"text\":}\n\n" GOOD_C

/* Bytes that come `step` at a time, and fail at `fail_at` (0: never). */
typedef struct drip {
  const char *bytes;
  size_t size, at, step, fail_at;
} drip;

static tms_status read_drip(void *user, void *into, size_t room, size_t *got) {
  drip *d = user;
  *got = 0;
  if (d->fail_at && d->at >= d->fail_at) return TMS_ERR_READ;
  size_t size = d->size - d->at < d->step ? d->size - d->at : d->step;
  if (size > room) size = room;
  memcpy(into, d->bytes + d->at, size);
  d->at += size;
  *got = size;
  return TMS_OK;
}

typedef struct pool {
  char data[65536];
  size_t size;
  size_t writes;
  tms_status answer;
} pool;

static tms_status write_pool(void *user, const void *bytes, size_t size) {
  pool *p = user;
  if (p->answer != TMS_OK) return p->answer;
  assert_true(p->size + size < sizeof p->data);
  memcpy(p->data + p->size, bytes, size);
  p->size += size;
  p->data[p->size] = '\0';
  p->writes++;
  return TMS_OK;
}

static void records_come_one_by_one(void **state) {
  (void)state;
  static const size_t steps[] = {1, 2, 7, 64, 100000};
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
    tms_context *context = tms_context_new(NULL);
    drip source = {LINES, sizeof LINES - 1, 0, steps[i], 0};
    tms_options options;
    tms_input *input;
    tms_document *document;
    tms_error error;
    size_t size;
    tms_options_init(&options);
    options.from = "jsonl";
    assert_int_equal(tms_input_open(context, (tms_source){&source, read_drip}, &options, &input, &error), TMS_OK);
    assert_true(tms_input_is_container(input));
    assert_string_equal(tms_input_format(input), "jsonl");
    assert_int_equal(tms_input_next(input, &document, &error), TMS_OK);
    assert_string_equal(tms_input_record_id(input, &size), "a");
    assert_int_equal(size, 1);
    tms_document_free(document);
    assert_int_equal(tms_input_next(input, &document, &error), TMS_ERR_SYNTAX);
    assert_null(document);
    assert_int_equal(error.offset, sizeof GOOD_A - 1 + 17); /* the brace where a value should be */
    assert_int_equal(tms_input_next(input, &document, &error), TMS_OK);
    assert_string_equal(tms_input_record_id(input, NULL), "c");
    tms_document_free(document);
    assert_int_equal(tms_input_next(input, &document, &error), TMS_END);
    assert_int_equal(tms_input_next(input, &document, &error), TMS_END);
    tms_input_close(input);
    tms_context_free(context);
  }
}

#define PAGE                                                                                                                                     \
  "<!DOCTYPE html><html lang=en><title>The old mill</title><nav><a href=/>Home</a></nav><article><h1>The old mill</h1><p class=a id=b data-c=d>" \
  "The mill at the bend of the river has stood since 1742, and the caf\xC3\xA9 beside it for as long.</p><ul><li>wheel<li>stones</ul></article>"

/* The page through a source of such steps, with hash tables of such a seed, in every format one behind the other. */
static void write_all(size_t step, uint64_t seed, pool *out) {
  tms_context *context = tms_context_new(NULL);
  tms_format_info info = {.size = sizeof info};
  tms_options options;
  tms_options_init(&options);
  options.seed = seed;
  options.url = "https://example.org/mill?a=1&utm_source=x";
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    drip source = {PAGE, sizeof PAGE - 1, 0, step, 0};
    tms_input *input;
    tms_output *output;
    tms_document *document;
    options.to = info.name;
    assert_int_equal(tms_input_open(context, (tms_source){&source, read_drip}, &options, &input, NULL), TMS_OK);
    assert_int_equal(tms_input_next(input, &document, NULL), TMS_OK);
    assert_int_equal(tms_document_clean(document, &options, NULL), TMS_OK);
    assert_int_equal(tms_output_open(context, (tms_sink){out, write_pool}, &options, false, &output, NULL), TMS_OK);
    assert_int_equal(tms_output_write(output, document, NULL), TMS_OK);
    assert_int_equal(tms_output_finish(output, NULL), TMS_OK);
    tms_output_close(output);
    tms_document_free(document);
    tms_input_close(input);
  }
  tms_context_free(context);
}

/* docs/PROMISES.md: same input and options, same bytes. */
static void neither_seed_nor_chunks_are_seen_in_the_output(void **state) {
  (void)state;
  static const size_t steps[] = {1, 2, 3, 61, 100000};
  static const uint64_t seeds[] = {0, 1, 0x9E3779B97F4A7C15u, UINT64_MAX};
  static pool first, other;
  first = (pool){.answer = TMS_OK};
  write_all(100000, 0, &first);
  assert_true(first.size > 2000);
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
    for (size_t j = 0; j < sizeof seeds / sizeof seeds[0]; j++) {
      other = (pool){.answer = TMS_OK};
      write_all(steps[i], seeds[j], &other);
      assert_int_equal(other.size, first.size);
      assert_memory_equal(other.data, first.data, first.size);
    }
  }
}

/* A line is answered when it has come, not when the source has ended. */
static void a_line_does_not_wait_for_the_next(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  drip source = {GOOD_A GOOD_C, sizeof GOOD_A GOOD_C - 1, 0, sizeof GOOD_A - 1, sizeof GOOD_A - 1};
  tms_options options;
  tms_input *input;
  tms_document *document;
  tms_error error;
  tms_options_init(&options);
  options.from = "jsonl";
  assert_int_equal(tms_input_open(context, (tms_source){&source, read_drip}, &options, &input, &error), TMS_OK);
  assert_int_equal(tms_input_next(input, &document, &error), TMS_OK);
  tms_document_free(document);
  assert_int_equal(tms_input_next(input, &document, &error), TMS_ERR_READ);
  assert_int_equal(error.code, TMS_ERR_READ);
  assert_int_equal(tms_input_next(input, &document, &error), TMS_END);
  tms_input_close(input);
  tms_context_free(context);
}

/* Lines that are larger than any window that is looked at eagerly, in small pieces; and one over the limit among good ones. */
static void long_lines_are_read_and_limited(void **state) {
  (void)state;
  enum { LONG = 700000 };
  size_t size = 2 * (size_t)LONG + sizeof GOOD_A GOOD_C;
  char *bytes = malloc(size + 64), *at = bytes;
  for (int i = 0; i < 2; i++) {
    at += sprintf(at, "{\"id\":\"long%d\",\"text\":\"", i);
    memset(at, 'x', LONG - 40);
    at += LONG - 40;
    at += sprintf(at, ".\"}\n%s", i ? GOOD_C : GOOD_A);
  }
  for (int limited = 0; limited < 2; limited++) {
    static const tms_status expected[2][5] = {{TMS_OK, TMS_OK, TMS_OK, TMS_OK, TMS_END}, {TMS_ERR_LIMIT, TMS_OK, TMS_ERR_LIMIT, TMS_OK, TMS_END}};
    tms_context *context = tms_context_new(NULL);
    drip source = {bytes, (size_t)(at - bytes), 0, 997, 0};
    tms_options options;
    tms_input *input;
    tms_document *document;
    tms_options_init(&options);
    options.from = "jsonl";
    if (limited) options.limits.max_input = 100000;
    assert_int_equal(tms_input_open(context, (tms_source){&source, read_drip}, &options, &input, NULL), TMS_OK);
    for (int i = 0; i < 5; i++) {
      assert_int_equal(tms_input_next(input, &document, NULL), expected[limited][i]);
      tms_document_free(document);
    }
    tms_input_close(input);
    tms_context_free(context);
  }
  free(bytes);
}

static tms_document *read_one(tms_context *context, const char *text) {
  tms_options options;
  tms_document *document;
  tms_options_init(&options);
  assert_int_equal(tms_document_read(context, text, strlen(text), &options, &document, NULL), TMS_OK);
  return document;
}

static void outputs_hold_many(void **state) {
  (void)state;
  static const char *const formats[] = {"jsonl", "tei", "bundle"};
  for (size_t i = 0; i < 3; i++) {
    tms_context *context = tms_context_new(NULL);
    pool *sink = calloc(1, sizeof *sink);
    tms_options options;
    tms_output *output;
    tms_input *input;
    tms_document *document;
    tms_options_init(&options);
    options.to = formats[i];
    assert_int_equal(tms_output_open(context, (tms_sink){sink, write_pool}, &options, true, &output, NULL), TMS_OK);
    for (int n = 0; n < 3; n++) {
      document = read_one(context, "A paragraph.");
      assert_int_equal(tms_output_write(output, document, NULL), TMS_OK);
      tms_document_free(document);
    }
    assert_int_equal(tms_output_finish(output, NULL), TMS_OK);
    tms_output_close(output);
    drip source = {sink->data, sink->size, 0, 11, 0};
    tms_options_init(&options);
    assert_int_equal(tms_input_open(context, (tms_source){&source, read_drip}, &options, &input, NULL), TMS_OK);
    int count = 0;
    while (tms_input_next(input, &document, NULL) == TMS_OK) {
      count++;
      tms_document_free(document);
    }
    assert_int_equal(count, 3);
    tms_input_close(input);
    free(sink);
    tms_context_free(context);
  }
}

static void a_failed_sink_stays_failed(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  pool *sink = calloc(1, sizeof *sink);
  tms_options options;
  tms_output *output;
  tms_error error;
  tms_options_init(&options);
  options.to = "jsonl";
  assert_int_equal(tms_output_open(context, (tms_sink){sink, write_pool}, &options, true, &output, NULL), TMS_OK);
  tms_document *document = read_one(context, "A paragraph.");
  sink->answer = TMS_ERR_PIPE;
  assert_int_equal(tms_output_write(output, document, &error), TMS_ERR_PIPE);
  sink->answer = TMS_OK;
  assert_int_equal(tms_output_write(output, document, &error), TMS_ERR_WRITE);
  assert_int_equal(tms_output_finish(output, &error), TMS_ERR_WRITE);
  assert_int_equal(sink->size, 0);
  tms_document_free(document);
  tms_output_close(output);
  free(sink);
  tms_context_free(context);
}

static void failures_become_lines(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  pool *sink = calloc(1, sizeof *sink);
  tms_options options;
  tms_output *output;
  tms_error failure = {TMS_ERR_SYNTAX, "no \"value\"", 7, "jsonl"};
  tms_options_init(&options);
  options.to = "jsonl";
  assert_int_equal(tms_output_open(context, (tms_sink){sink, write_pool}, &options, true, &output, NULL), TMS_OK);
  assert_int_equal(tms_output_write_failure(output, "b\xFF", 2, &failure, NULL), TMS_OK);
  assert_string_equal(sink->data, "{\"id\":\"b\xEF\xBF\xBD\",\"status\":\"syntax\",\"reason\":\"no \\\"value\\\"\",\"text\":\"\"}\n");
  tms_output_close(output);
  free(sink);
  tms_context_free(context);
}

/* ---- formats, filters, detection ---- */

static void formats_are_listed(void **state) {
  (void)state;
  tms_format_info info = {.size = sizeof info};
  size_t count = 0;
  for (; tms_format_at(count, &info); count++) {
    assert_string_equal(tms_format_name(info.name), info.name);
    assert_true(info.reads || info.writes);
    assert_true(info.endings[0] == '.' && info.about[0]);
  }
  assert_int_equal(count, 8);
  assert_string_equal(tms_format_name("md"), "markdown");
  assert_string_equal(tms_format_name("txt"), "text");
  assert_string_equal(tms_format_name("xmltei"), "tei");
  assert_null(tms_format_name("nonsense"));
  assert_null(tms_format_name(NULL));
  assert_string_equal(tms_format_of_file("a/b.canon.md"), "canonical");
  assert_string_equal(tms_format_of_file("b.md"), "markdown");
  assert_string_equal(tms_format_of_file("b.html.gz"), "html");
  assert_string_equal(tms_format_of_file("b.jsonl.gz"), "bundle");
  assert_null(tms_format_of_file("b.unknown"));
  assert_null(tms_format_of_file(NULL));
}

static void encodings_have_names(void **state) {
  (void)state;
  const char *near[TMS_ENCODINGS_NEAREST];
  assert_string_equal(tms_encoding_name("LATIN1"), "windows-1252");
  assert_string_equal(tms_encoding_name(" utf8 "), "UTF-8");
  assert_null(tms_encoding_name("utf9"));
  assert_null(tms_encoding_name(""));
  assert_null(tms_encoding_name(NULL));
  size_t count = tms_encoding_nearest("windows-1521", near);
  assert_in_range(count, 1, TMS_ENCODINGS_NEAREST);
  for (size_t i = 0; i < count; i++) assert_non_null(tms_encoding_name(near[i]));
  assert_int_equal(tms_encoding_nearest("klingon", near), 0);
  assert_int_equal(tms_encoding_nearest(NULL, near), 0);
}

static void filters_clean_one_thing(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  tms_bytes out;
  assert_int_equal(tms_url_clean(context, "https://example.org/?utm_source=x&a=1", 37, NULL, &out, NULL), TMS_OK);
  assert_string_equal(out.data, "https://example.org/?a=1");
  tms_bytes_release(&out);
  assert_int_equal(tms_url_clean(context, " no url ", 8, NULL, &out, NULL), TMS_OK);
  assert_string_equal(out.data, " no url ");
  tms_bytes_release(&out);
  assert_int_equal(tms_text_repair(context, "caf\xC3\x83\xC2\xA9\r\n", 9, NULL, &out, NULL), TMS_OK);
  assert_string_equal(out.data, "caf\xC3\xA9\n");
  tms_bytes_release(&out);
  assert_int_equal(tms_text_repair(context, NULL, 0, NULL, &out, NULL), TMS_OK);
  assert_int_equal(out.size, 0);
  tms_bytes_release(&out);
  tms_context_free(context);
}

static void detect(tms_context *context, const char *bytes, size_t size, const char *name, const char *format, const char *encoding,
                   const char *known) {
  tms_detection found = {.size = sizeof found};
  tms_options options;
  tms_options_init(&options);
  options.file_name = name;
  assert_int_equal(tms_detect(context, bytes, size, &options, &found, NULL), TMS_OK);
  assert_string_equal(found.format, format);
  assert_string_equal(found.encoding, encoding);
  assert_string_equal(found.encoding_source, known);
}

static void detection_looks_inside(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  detect(context, "", 0, NULL, "text", "UTF-8", "utf-8");
  detect(context, "Just words.", 11, "page.html", "html", "UTF-8", "utf-8"); /* nothing bids: the name breaks the tie */
  detect(context, "Just words.", 11, "page.json", "text", "UTF-8", "utf-8"); /* ... but makes no strict format of it */
  detect(context, "<!DOCTYPE html><p>x", 19, "page.txt", "html", "UTF-8", "utf-8");
  detect(context, "<meta charset=koi8-r><p>x", 25, NULL, "html", "KOI8-R", "meta");
  detect(context, "\xFF\xFE<\0p\0>\0x\0", 10, NULL, "html", "UTF-16LE", "bom");
  detect(context, "{\"tamis\":1}", 11, NULL, "json", "UTF-8", "format");
  detect(context, "%PDF-1.7\n", 9, NULL, "binary", "binary", "bytes");
  tms_context_free(context);
}

/* ---- bundles ---- */

static bool count_entry(void *user, const tms_bundle_entry *entry) {
  unsigned *count = user;
  ++*count;
  assert_int_equal(entry->number, *count);
  assert_true(entry->id[0]);
  return *count < 2;
}

static void bundles_are_searched_and_checked(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  tms_bytes bundle;
  tms_options options;
  tms_document *document;
  tms_error error;
  tms_bundle_report report = {.size = sizeof report};
  tms_bundle *opened;
  unsigned count = 0;
  tms_options_init(&options);
  options.to = "bundle";
  assert_int_equal(tms_convert(GOOD_A GOOD_C, sizeof GOOD_A GOOD_C - 1, &options, NULL, &bundle, NULL), TMS_OK);
  assert_int_equal(tms_bundle_verify(context, bundle.data, bundle.size, &report, &error), TMS_OK);
  assert_int_equal(report.documents, 2);
  assert_true(report.has_index);
  assert_int_equal(tms_bundle_list(context, bundle.data, bundle.size, count_entry, &count, &error), TMS_OK);
  assert_int_equal(count, 2);
  assert_int_equal(tms_bundle_get(context, bundle.data, bundle.size, "c", &document, &error), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "id", 0, NULL), "c");
  tms_document_free(document);
  assert_int_equal(tms_bundle_get(context, bundle.data, bundle.size, "1", &document, &error), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "id", 0, NULL), "a");
  tms_document_free(document);
  assert_int_equal(tms_bundle_get(context, bundle.data, bundle.size, "nobody", &document, &error), TMS_END);
  assert_int_equal(tms_bundle_open(context, bundle.data, bundle.size - 1, &opened, &error), TMS_ERR_DAMAGED);
  assert_null(opened);
  tms_bundle_close(opened);
  assert_int_equal(tms_bundle_open(context, bundle.data, bundle.size, &opened, &error), TMS_OK);
  assert_int_equal(tms_bundle_fetch(opened, "2", &document, &error), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "id", 0, NULL), "c");
  tms_document_free(document);
  assert_int_equal(tms_bundle_fetch(opened, "a", &document, &error), TMS_OK);
  assert_string_equal(tms_document_metadata(document, "id", 0, NULL), "a");
  tms_document_free(document);
  assert_int_equal(tms_bundle_fetch(opened, "nobody", &document, &error), TMS_END);
  assert_null(document);
  assert_int_equal(tms_bundle_fetch(opened, NULL, &document, &error), TMS_ERR_ARGUMENT);
  assert_int_equal(tms_bundle_fetch(NULL, "a", &document, &error), TMS_ERR_ARGUMENT);
  tms_bundle_close(opened);
  assert_int_equal(tms_bundle_verify(context, bundle.data, bundle.size - 1, &report, &error), TMS_ERR_DAMAGED);
  tms_bytes_release(&bundle);
  tms_context_free(context);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(records_come_one_by_one),
      cmocka_unit_test(neither_seed_nor_chunks_are_seen_in_the_output),
      cmocka_unit_test(encodings_have_names),
      cmocka_unit_test(a_line_does_not_wait_for_the_next),
      cmocka_unit_test(long_lines_are_read_and_limited),
      cmocka_unit_test(outputs_hold_many),
      cmocka_unit_test(a_failed_sink_stays_failed),
      cmocka_unit_test(failures_become_lines),
      cmocka_unit_test(formats_are_listed),
      cmocka_unit_test(filters_clean_one_thing),
      cmocka_unit_test(detection_looks_inside),
      cmocka_unit_test(bundles_are_searched_and_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
