/* The one-shot layer of <tamis/tamis.h>: bytes in, bytes out. */
#include <tamis/tamis.h>

#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#define PAGE                                                                                                                               \
  "<!DOCTYPE html><html lang=en><head><title>The old mill</title></head><body><nav><a href=/>Home</a></nav><article><h1>The old mill</h1>" \
  "<p>The mill at the bend of the river has stood since 1742, and for most of that time it ground the corn of three villages.</p>"         \
  "<p>What remains is the wheel, which turns when the water is <a href='high?utm_source=x&amp;a=1'>high</a>, and a pair of stones.</p>"    \
  "</article></body></html>"
#define LINE "{\"id\":\"a\",\"text\":\"The first of two texts.\"}\n"
#define LINES LINE "{\"id\":\"b\",\"text\":\"The second of two texts.\"}\n"

static tms_status convert(const char *bytes, size_t size, const char *from, const char *to, tms_bytes *out, tms_error *error) {
  tms_options options;
  tms_options_init(&options);
  options.from = from;
  options.to = to;
  return tms_convert(bytes, size, &options, NULL, out, error);
}

static void writes_every_format(void **state) {
  (void)state;
  tms_format_info info = {.size = sizeof info};
  size_t written = 0;
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    tms_bytes out;
    tms_error error;
    if (!info.writes) continue;
    assert_int_equal(convert(PAGE, sizeof PAGE - 1, NULL, info.name, &out, &error), TMS_OK);
    assert_int_equal(error.code, TMS_OK);
    assert_true(out.size > 100);
    assert_int_equal(out.data[out.size], '\0');
    written++;
    tms_bytes_release(&out);
    assert_null(out.data);
  }
  assert_true(written >= 8);
}

static void defaults_are_canonical(void **state) {
  (void)state;
  tms_bytes one, two;
  assert_int_equal(tms_convert(PAGE, sizeof PAGE - 1, NULL, NULL, &one, NULL), TMS_OK);
  assert_int_equal(convert(PAGE, sizeof PAGE - 1, "html", "canonical", &two, NULL), TMS_OK);
  assert_int_equal(one.size, two.size);
  assert_memory_equal(one.data, two.data, one.size);
  assert_memory_equal(one.data, "---\ntamis: 1\n", 13);
  tms_bytes_release(&one);
  tms_bytes_release(&two);
}

static void empty_input_is_a_document(void **state) {
  (void)state;
  tms_bytes out;
  assert_int_equal(convert(NULL, 0, NULL, "text", &out, NULL), TMS_OK);
  assert_int_equal(out.size, 0);
  assert_non_null(out.data);
  tms_bytes_release(&out);
}

static void many_documents_need_a_format_that_holds_them(void **state) {
  (void)state;
  tms_bytes out;
  tms_error error;
  assert_int_equal(convert(LINES, sizeof LINES - 1, "jsonl", "text", &out, &error), TMS_ERR_FORMAT);
  assert_null(out.data);
  assert_non_null(strstr(error.message, "several"));
  assert_int_equal(convert(LINES, sizeof LINES - 1, "jsonl", "tei", &out, &error), TMS_OK);
  assert_non_null(strstr(out.data, "<teiCorpus"));
  tms_bytes_release(&out);
  assert_int_equal(convert(LINE, sizeof LINE - 1, "jsonl", "tei", &out, &error), TMS_OK);
  assert_null(strstr(out.data, "<teiCorpus"));
  tms_bytes_release(&out);
}

static void failures_have_four_parts(void **state) {
  (void)state;
  tms_bytes out;
  tms_error error;
  assert_int_equal(convert("{\"tamis\":1,", 11, "json", "text", &out, &error), TMS_ERR_SYNTAX);
  assert_int_equal(error.code, TMS_ERR_SYNTAX);
  assert_true(error.offset <= 11);
  assert_true(error.message[0] && error.format[0]);
  assert_int_equal(convert("{\"a\":\"\xFF\"}", 9, "json", "text", &out, &error), TMS_ERR_ENCODING);
  assert_int_equal(error.offset, 6);
  assert_int_equal(convert("x", 1, "nonsense", "text", &out, &error), TMS_ERR_FORMAT);
  assert_int_equal(convert("x", 1, NULL, "nonsense", &out, &error), TMS_ERR_FORMAT);
  assert_int_equal(convert("\x7F"
                           "ELF\0\0\0\0\0",
                           9, NULL, "text", &out, &error),
                   TMS_ERR_BINARY);
  assert_int_equal(tms_convert(NULL, 3, NULL, NULL, &out, &error), TMS_ERR_ARGUMENT);
  assert_int_equal(tms_convert("x", 1, NULL, NULL, NULL, &error), TMS_ERR_ARGUMENT);
}

static void limits_name_their_option(void **state) {
  (void)state;
  tms_bytes out;
  tms_error error;
  tms_options options;
  tms_options_init(&options);
  options.limits.max_input = 100;
  assert_int_equal(tms_convert(PAGE, sizeof PAGE - 1, &options, NULL, &out, &error), TMS_ERR_LIMIT);
  assert_non_null(strstr(error.message, "--max-input"));
  tms_options_init(&options);
  options.limits.max_output = 20;
  assert_int_equal(tms_convert(PAGE, sizeof PAGE - 1, &options, NULL, &out, &error), TMS_ERR_LIMIT);
  assert_non_null(strstr(error.message, "--max-output"));
}

/* An older caller has a shorter struct: what it lacks is the default. */
static void shorter_options_are_fine(void **state) {
  (void)state;
  tms_bytes out;
  tms_options options;
  memset(&options, 0xAB, sizeof options);
  options.size = offsetof(tms_options, encoding);
  options.from = "text";
  options.to = "text";
  assert_int_equal(tms_convert("A line.\n", 8, &options, NULL, &out, NULL), TMS_OK);
  assert_string_equal(out.data, "A line.\n");
  tms_bytes_release(&out);
}

static void compresses_where_asked(void **state) {
  (void)state;
  tms_bytes packed, text;
  tms_options options;
  tms_options_init(&options);
  options.to = "text";
  options.gzip = true;
  assert_int_equal(tms_convert("A line of text.\n", 16, &options, NULL, &packed, NULL), TMS_OK);
  assert_memory_equal(packed.data, "\x1F\x8B\x08", 3);
  assert_int_equal(convert(packed.data, packed.size, NULL, "text", &text, NULL), TMS_OK);
  assert_string_equal(text.data, "A line of text.\n");
  tms_bytes_release(&text);
  tms_bytes_release(&packed);
}

/* Every allocation fails once, alone and with all that follow: the same output or a clean error, and nothing is lost. */
static void sweep(const char *bytes, size_t size, const char *to, bool sticky) {
  tms_options options;
  tms_options_init(&options);
  options.to = to;
  tms_bytes whole;
  assert_int_equal(tms_convert(bytes, size, &options, NULL, &whole, NULL), TMS_OK);
  for (size_t n = 1;; n++) {
    fail_alloc state = {.fail_at = n, .sticky = sticky};
    tms_allocator allocator = fail_allocator(&state);
    tms_bytes out;
    tms_error error;
    tms_status status = tms_convert(bytes, size, &options, &allocator, &out, &error);
    if (status == TMS_OK) {
      assert_int_equal(out.size, whole.size);
      if (strcmp(to, "bundle") != 0) assert_memory_equal(out.data, whole.data, whole.size);
    } else {
      assert_int_equal(status, TMS_ERR_MEMORY);
      assert_int_equal(error.code, TMS_ERR_MEMORY);
      assert_null(out.data);
    }
    tms_bytes_release(&out);
    assert_int_equal(state.live_blocks, 0);
    assert_int_equal(state.live_bytes, 0);
    if (state.calls < n) break;
  }
  tms_bytes_release(&whole);
}

static void failing_allocations_are_clean(void **state) {
  (void)state;
  static const char *const formats[] = {"canonical", "json", "jsonl", "tei", "text", "markdown", "html"};
  for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
    sweep(PAGE, sizeof PAGE - 1, formats[i], false);
    sweep(PAGE, sizeof PAGE - 1, formats[i], true);
  }
  sweep(LINES, sizeof LINES - 1, "jsonl", false);
  sweep(LINES, sizeof LINES - 1, "tei", true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_every_format),           cmocka_unit_test(defaults_are_canonical),
      cmocka_unit_test(empty_input_is_a_document),     cmocka_unit_test(many_documents_need_a_format_that_holds_them),
      cmocka_unit_test(failures_have_four_parts),      cmocka_unit_test(limits_name_their_option),
      cmocka_unit_test(shorter_options_are_fine),      cmocka_unit_test(compresses_where_asked),
      cmocka_unit_test(failing_allocations_are_clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
