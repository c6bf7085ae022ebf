/* Every ceiling of tms_limits: it bites where it says, its failure names its option, and one step more room is enough. */
#include <tamis/tamis.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/cmocka.h"

enum { PARAGRAPHS = 400, LINE_SIZE = 40 };

/* A page of many short paragraphs, or the same in another format. */
static tms_bytes sample(const char *to) {
  static char page[PARAGRAPHS * LINE_SIZE];
  size_t size = 0;
  for (int i = 0; i < PARAGRAPHS; i++) size += (size_t)snprintf(page + size, sizeof page - size, "<p>Line %d of <em>many</em></p>\n", i);
  tms_bytes out;
  tms_options options;
  tms_options_init(&options);
  options.from = "html";
  options.to = to;
  options.clean = TMS_OFF;
  assert_int_equal(tms_convert(page, size, &options, NULL, &out, NULL), TMS_OK);
  return out;
}

static const char *const formats[] = {"html", "text", "markdown", "canonical", "json", "tei", "jsonl", "bundle"};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* Converts `bytes` under `limits` and returns how it went; a limit has to name `option`. */
static tms_status convert(tms_bytes bytes, const char *from, const char *to, tms_limits limits, const char *option) {
  tms_bytes out;
  tms_error error;
  tms_options options;
  tms_options_init(&options);
  options.from = from;
  options.to = to;
  options.limits = limits;
  tms_status status = tms_convert(bytes.data, bytes.size, &options, NULL, &out, &error);
  tms_bytes_release(&out);
  if (status != error.code) fail_msg("%s to %s: %d is told as %d", from, to, status, error.code);
  if (status == TMS_ERR_LIMIT && !strstr(error.message, option)) fail_msg("%s to %s: \"%s\" doesn't name %s", from, to, error.message, option);
  return status;
}

/* The limit stops every format, as input and as output of one document. */
static void bites_everywhere(tms_limits limits, const char *option) {
  for (size_t i = 0; i < FORMATS; i++) {
    tms_bytes bytes = sample(formats[i]);
    tms_status low = convert(bytes, formats[i], "text", limits, option), usual = convert(bytes, formats[i], "text", (tms_limits){0}, option);
    tms_bytes_release(&bytes);
    if (low != TMS_ERR_LIMIT) fail_msg("%s under a low %s: %s", formats[i], option, tms_status_name(low));
    if (usual != TMS_OK) fail_msg("%s under the usual %s: %s", formats[i], option, tms_status_name(usual));
  }
}

static void input_size(void **state) {
  (void)state;
  bites_everywhere((tms_limits){.max_input = 1000}, "--max-input");
  tms_bytes text = sample("text");
  assert_int_equal(convert(text, "text", "text", (tms_limits){.max_input = text.size - 1}, "--max-input"), TMS_ERR_LIMIT);
  assert_int_equal(convert(text, "text", "text", (tms_limits){.max_input = text.size}, "--max-input"), TMS_OK);
  tms_bytes_release(&text);
}

static void output_size(void **state) {
  (void)state;
  tms_bytes text = sample("text");
  for (size_t i = 0; i < FORMATS; i++) {
    tms_status low = convert(text, "text", formats[i], (tms_limits){.max_output = 300}, "--max-output");
    if (low != TMS_ERR_LIMIT) fail_msg("%s under a low --max-output: %s", formats[i], tms_status_name(low));
  }
  /* A text that comes out as it went in is as long as the limit may be. */
  assert_int_equal(convert(text, "text", "text", (tms_limits){.max_output = text.size - 1}, "--max-output"), TMS_ERR_LIMIT);
  assert_int_equal(convert(text, "text", "text", (tms_limits){.max_output = text.size}, "--max-output"), TMS_OK);
  tms_bytes_release(&text);
}

static void memory(void **state) {
  (void)state;
  bites_everywhere((tms_limits){.max_memory = 24 * 1024}, "--max-memory");
}

static void nodes(void **state) {
  (void)state;
  bites_everywhere((tms_limits){.max_nodes = PARAGRAPHS / 2}, "--max-nodes");
}

static void work(void **state) {
  (void)state;
  bites_everywhere((tms_limits){.max_work = PARAGRAPHS / 2}, "--max-work");
}

static void compression_ratio(void **state) {
  (void)state;
  enum { SIZE = 3 << 20 };
  char *text = malloc(SIZE);
  assert_non_null(text);
  memset(text, 'a', SIZE);
  tms_bytes packed;
  tms_options options;
  tms_options_init(&options);
  options.from = options.to = "text";
  options.gzip = true;
  assert_int_equal(tms_convert(text, SIZE, &options, NULL, &packed, NULL), TMS_OK);
  assert_int_equal(convert(packed, "text", "text", (tms_limits){.max_ratio = 50}, "--max-ratio"), TMS_ERR_LIMIT);
  assert_int_equal(convert(packed, "text", "text", (tms_limits){.max_ratio = 2000}, "--max-ratio"), TMS_OK);
  tms_bytes_release(&packed);
  free(text);
}

/* Does the account of what was done to the page have this line? */
static bool tells(const char *page, size_t size, tms_limits limits, const char *line) {
  tms_options options;
  tms_document *document;
  tms_bytes told;
  tms_options_init(&options);
  options.from = "html";
  options.limits = limits;
  tms_context *context = tms_context_new(NULL);
  assert_non_null(context);
  assert_int_equal(tms_document_read(context, page, size, &options, &document, NULL), TMS_OK);
  assert_int_equal(tms_document_explain(document, TMS_EXPLAIN_JSONL, &told, NULL), TMS_OK);
  bool found = strstr(told.data, line) != NULL;
  tms_bytes_release(&told);
  tms_document_free(document);
  tms_context_free(context);
  return found;
}

/* These two never fail: what is over them is kept flatter or dropped, and counted. */
static void depth_is_counted(void **state) {
  (void)state;
  char page[4096];
  size_t size = 0;
  for (int i = 0; i < 100; i++) size += (size_t)snprintf(page + size, sizeof page - size, "<div>");
  size += (size_t)snprintf(page + size, sizeof page - size, "text");
  assert_true(tells(page, size, (tms_limits){.max_depth = 50}, "\"flattened\""));
  assert_false(tells(page, size, (tms_limits){.max_depth = 200}, "\"flattened\""));
}

static void attributes_are_counted(void **state) {
  (void)state;
  char page[4096];
  size_t size = (size_t)snprintf(page, sizeof page, "<p");
  for (int i = 0; i < 100; i++) size += (size_t)snprintf(page + size, sizeof page - size, " a%d=b", i);
  size += (size_t)snprintf(page + size, sizeof page - size, ">text</p>");
  assert_true(tells(page, size, (tms_limits){.max_attributes = 10}, "\"limit\""));
  assert_false(tells(page, size, (tms_limits){.max_attributes = 100}, "\"limit\""));
}

/* The lowest values are a limit too, and never "out of memory". */
static void least_values(void **state) {
  (void)state;
  tms_bytes page = sample("html");
  assert_int_equal(convert(page, "html", "text", (tms_limits){.max_memory = 1}, "--max-memory"), TMS_ERR_LIMIT);
  assert_int_equal(convert(page, "html", "text", (tms_limits){.max_nodes = 1}, "--max-nodes"), TMS_ERR_LIMIT);
  assert_int_equal(convert(page, "text", "text", (tms_limits){.max_memory = 1}, "--max-memory"), TMS_ERR_LIMIT);
  assert_int_equal(convert(page, "text", "text", (tms_limits){.max_nodes = 1}, "--max-nodes"), TMS_ERR_LIMIT);
  assert_int_equal(convert(page, "text", "text", (tms_limits){.max_work = 1}, "--max-work"), TMS_ERR_LIMIT);
  tms_bytes_release(&page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(input_size),
      cmocka_unit_test(output_size),
      cmocka_unit_test(memory),
      cmocka_unit_test(nodes),
      cmocka_unit_test(work),
      cmocka_unit_test(compression_ratio),
      cmocka_unit_test(least_values),
      cmocka_unit_test(depth_is_counted),
      cmocka_unit_test(attributes_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
