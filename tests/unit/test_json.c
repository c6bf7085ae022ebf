/* The JSON reader and writer; the conformance files of ../shared/data/json where they are there. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markup/json.h"

#include "base/alloc.h"
#include "markup/base64.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#define SLICE(literal) TMS_SLICE(literal)

static tms_status check(tms_slice text, unsigned flags, size_t *at) {
  /* A block of exactly this size: a read past the end is seen. */
  char *copy = malloc(text.len ? text.len : 1);
  if (text.len) memcpy(copy, text.ptr, text.len);
  tms_json_reader reader;
  tms_json_token token;
  tms_status status;
  tms_json_reader_init(&reader, tms_slice_of(copy, text.len), flags);
  while ((status = tms_json_next(&reader, &token)) == TMS_OK) assert_true(token.offset < text.len);
  assert_true(reader.at <= text.len);
  assert_int_equal(tms_json_next(&reader, &token), status); /* sticky */
  if (status != TMS_END) assert_non_null(reader.message);
  if (at) *at = reader.at;
  free(copy);
  return status == TMS_END ? TMS_OK : status;
}

static void accepts(void **state) {
  static const char *const good[] = {"null",
                                     " true ",
                                     "false",
                                     "0",
                                     "-0",
                                     "1e5",
                                     "1.5E-10",
                                     "-12.0e+3",
                                     "\"\"",
                                     "\"\\u0000\\\"\\/\\b\\f\\n\\r\\t\"",
                                     "[]",
                                     "{}",
                                     "[1,[2,{\"a\":[]}],\"\xC3\xA9\"]",
                                     "{\"a\":1,\"a\":2}",
                                     "\"\\uD834\\uDD1E\"",
                                     "\t\r\n []",
                                     "\"0123456789abcdef0123456789abcde\x7F\"",
                                     "123456789012345678901234567890.5e999999"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) assert_int_equal(check(tms_slice_cstr(good[i]), 0, NULL), TMS_OK);
}

static void refuses(void **state) {
  static const struct {
    const char *text;
    tms_status status;
    size_t at;
  } bad[] = {{"", TMS_ERR_SYNTAX, 0},
             {" ", TMS_ERR_SYNTAX, 1},
             {"nul", TMS_ERR_SYNTAX, 0},
             {"[1,]", TMS_ERR_SYNTAX, 3},
             {"{\"a\":}", TMS_ERR_SYNTAX, 5},
             {"{\"a\"}", TMS_ERR_SYNTAX, 4},
             {"{a:1}", TMS_ERR_SYNTAX, 1},
             {"{,}", TMS_ERR_SYNTAX, 1},
             {"01", TMS_ERR_SYNTAX, 1},
             {"-", TMS_ERR_SYNTAX, 1},
             {"1.", TMS_ERR_SYNTAX, 2},
             {"1e", TMS_ERR_SYNTAX, 2},
             {".5", TMS_ERR_SYNTAX, 0},
             {"+1", TMS_ERR_SYNTAX, 0},
             {"[1}", TMS_ERR_SYNTAX, 2},
             {"{\"a\":1]", TMS_ERR_SYNTAX, 6},
             {"1 2", TMS_ERR_SYNTAX, 2},
             {"\"a\nb\"", TMS_ERR_SYNTAX, 2},
             {"\"\\x\"", TMS_ERR_SYNTAX, 1},
             {"\"\\u12G4\"", TMS_ERR_SYNTAX, 1},
             {"\"abc", TMS_ERR_SYNTAX, 4},
             {"\"\\", TMS_ERR_SYNTAX, 1},
             {"\"\\uD800\"", TMS_ERR_SYNTAX, 1},
             {"\"\\uDC00\"", TMS_ERR_SYNTAX, 1},
             {"\"\xFF\"", TMS_ERR_ENCODING, 1},
             {"\"\xC3\"", TMS_ERR_ENCODING, 1},
             {"\xEF\xBB\xBF{}", TMS_ERR_SYNTAX, 0},
             {"'a'", TMS_ERR_SYNTAX, 0},
             {"\"\\uD800\\u0041\"", TMS_ERR_SYNTAX, 1},
             {"\"0123456789abcdef0123\xED\xA0\x80\"", TMS_ERR_ENCODING, 21},
             {"[", TMS_ERR_SYNTAX, 1},
             {"NaN", TMS_ERR_SYNTAX, 0},
             {"/*x*/1", TMS_ERR_SYNTAX, 0},
             {"[1 2]", TMS_ERR_SYNTAX, 3},
             {"\"\\uD83", TMS_ERR_SYNTAX, 1}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    size_t at;
    tms_status status = check(tms_slice_cstr(bad[i].text), 0, &at);
    if (status != bad[i].status || at != bad[i].at) fail_msg("%s: %s at %zu", bad[i].text, tms_status_name(status), at);
  }
  assert_int_equal(check(tms_slice_of("[\"a\0b\"]", 7), 0, NULL), TMS_ERR_SYNTAX);
}

/* A control character, a quote and a high byte at each place of a string of each length: all ways through the wide scanner. */
static void scans_every_place(void **state) {
  char text[80];
  (void)state;
  for (size_t len = 1; len < 70; len++) {
    for (size_t at = 0; at < len; at++) {
      for (int what = 0; what < 4; what++) {
        static const char bytes[] = {'\x1F', '"', '\x80', '\x20'};
        memset(text, 'a', sizeof text);
        text[0] = text[len + 1] = '"';
        text[1 + at] = bytes[what];
        tms_status status = check(tms_slice_of(text, len + 2), 0, NULL);
        assert_int_equal(status, what == 3 ? TMS_OK : what == 2 ? TMS_ERR_ENCODING : TMS_ERR_SYNTAX);
      }
    }
  }
}

static void limits_depth(void **state) {
  char text[2 * TMS_JSON_DEPTH + 2];
  (void)state;
  memset(text, '[', TMS_JSON_DEPTH + 1);
  memset(text + TMS_JSON_DEPTH + 1, ']', TMS_JSON_DEPTH + 1);
  size_t at;
  assert_int_equal(check(tms_slice_of(text, sizeof text), 0, &at), TMS_ERR_LIMIT);
  assert_int_equal(at, TMS_JSON_DEPTH);
  assert_int_equal(check(tms_slice_of(text + 1, sizeof text - 2), 0, NULL), TMS_OK);
}

static void is_lenient_where_asked(void **state) {
  static const char *const odd[] = {"{\"a\":\"x\ny\",}", "[1,2,];", "\"\\'\"", "\"\\uD800\"", "{} {}", "\"\\u12\""};
  (void)state;
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    assert_int_equal(check(tms_slice_cstr(odd[i]), TMS_JSON_LENIENT, NULL), TMS_OK);
    assert_int_not_equal(check(tms_slice_cstr(odd[i]), 0, NULL), TMS_OK);
  }
  assert_int_equal(check(SLICE("\"\\uDC00\""), TMS_JSON_SURROGATES, NULL), TMS_OK);
  assert_int_equal(check(SLICE("\"\\'\""), TMS_JSON_SURROGATES, NULL), TMS_ERR_SYNTAX);
  assert_int_equal(check(SLICE("\"abc"), TMS_JSON_LENIENT, NULL), TMS_ERR_SYNTAX);
  assert_int_equal(check(SLICE("[,1]"), TMS_JSON_LENIENT, NULL), TMS_ERR_SYNTAX);
}

static void decode(const char *json, unsigned flags, tms_slice want) {
  tms_arena arena;
  tms_json_reader reader;
  tms_json_token token;
  tms_arena_init(&arena, tms_allocator_libc(), (size_t)1 << 20);
  tms_json_reader_init(&reader, tms_slice_cstr(json), flags);
  assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
  tms_slice got = tms_json_string(&token, &arena);
  assert_int_equal(got.len, want.len);
  assert_memory_equal(got.ptr, want.ptr, want.len);
  assert_true(tms_json_is(&token, want));
  assert_false(tms_json_is(&token, SLICE("something else")));
  assert_false(tms_json_is(&token, tms_slice_head(want, want.len - 1)));
  tms_arena_release(&arena);
}

static void decodes_strings(void **state) {
  (void)state;
  decode("\"plain\"", 0, SLICE("plain"));
  decode("\"a\\nb\\u0041\\u00e9\\u20AC\\uD834\\uDD1Ez\"", 0, SLICE("a\nbA\xC3\xA9\xE2\x82\xAC\xF0\x9D\x84\x9Ez"));
  decode("\"\\u0000x\"", 0, TMS_SLICE("\0x"));
  decode("\"\\\\\\\\n\"", 0, SLICE("\\\\n"));
  decode("\"\\'\\uD800!\\u12\"", TMS_JSON_LENIENT, SLICE("'\xEF\xBF\xBD!u12"));
  decode("\"\\uD83D\\u0041\"", TMS_JSON_SURROGATES,
         SLICE("\xEF\xBF\xBD"
               "A"));
}

static void skips_values(void **state) {
  static const char text[] = "{\"a\":[1,{\"b\":[2]},3],\"c\":\"d\",\"e\":{}}";
  tms_json_reader reader;
  tms_json_token token;
  (void)state;
  tms_json_reader_init(&reader, tms_slice_cstr(text), 0);
  assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
  for (const char *key = "ace"; *key; key++) {
    assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
    assert_int_equal(token.kind, TMS_JSON_KEY);
    assert_int_equal(token.raw.ptr[0], *key);
    assert_int_equal(tms_json_skip_value(&reader, &token), TMS_OK);
  }
  assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
  assert_int_equal(token.kind, TMS_JSON_OBJECT_END);
  assert_int_equal(tms_json_next(&reader, &token), TMS_END);
}

static void reads_numbers(void **state) {
  tms_json_reader reader;
  tms_json_token token;
  uint64_t value;
  (void)state;
  tms_json_reader_init(&reader, SLICE("[18446744073709551615,1.0,-1,18446744073709551616,7]"), 0);
  assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
  assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
  assert_true(tms_json_u64(&token, UINT64_MAX, &value) && value == UINT64_MAX);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
    assert_false(tms_json_u64(&token, UINT64_MAX, &value));
  }
  assert_int_equal(tms_json_next(&reader, &token), TMS_OK);
  assert_true(tms_json_u64(&token, 7, &value) && value == 7);
  assert_false(tms_json_u64(&token, 6, &value));
}

static void write_sample(tms_buf *out, uint32_t lines) {
  tms_json_writer writer;
  tms_json_writer_init(&writer, out, lines);
  tms_json_open(&writer, '{');
  tms_json_field(&writer, "a", SLICE("x\"\\\n\t\x01\x7F\xC3\xA9"));
  tms_json_field(&writer, "none", TMS_SLICE_NONE);
  tms_json_key(&writer, SLICE("b"));
  tms_json_open(&writer, '[');
  tms_json_add_u64(&writer, 12);
  tms_json_add_bool(&writer, true);
  tms_json_open(&writer, '{');
  tms_json_close(&writer, '}');
  tms_json_open(&writer, '[');
  tms_json_add_raw(&writer, SLICE("null"));
  tms_json_add_string(&writer, TMS_SLICE_NONE);
  tms_json_close(&writer, ']');
  tms_json_close(&writer, ']');
  tms_json_close(&writer, '}');
}

static void writes(void **state) {
  tms_buf out;
  (void)state;
  tms_buf_init(&out, tms_allocator_libc(), 4096);
  write_sample(&out, 0);
  assert_string_equal(out.data, "{\"a\":\"x\\\"\\\\\\n\\t\\u0001\x7F\xC3\xA9\",\"b\":[12,true,{},[null,\"\"]]}");
  tms_buf_reset(&out);
  write_sample(&out, 2);
  assert_string_equal(out.data,
                      "{\n  \"a\": \"x\\\"\\\\\\n\\t\\u0001\x7F\xC3\xA9\",\n  \"b\": [\n    12,\n    true,\n    {},\n    [null,\"\"]\n  ]\n}");
  tms_buf_release(&out);
}

/* Byte by byte, as RFC 8259 section 7 has it, and in memory that ends where the string does. */
static void quote_slowly(tms_buf *out, tms_slice value) {
  tms_buf_add_byte(out, '"');
  for (size_t i = 0; i < value.len; i++) {
    unsigned char byte = (unsigned char)value.ptr[i];
    if (byte == '"' || byte == '\\') tms_buf_add_byte(out, '\\');
    if (byte >= ' ') {
      tms_buf_add_byte(out, value.ptr[i]);
    } else {
      tms_buf_add_cstr(out, byte == '\n' ? "\\n" : byte == '\t' ? "\\t" : "\\u00");
      if (byte != '\n' && byte != '\t') tms_buf_add_hex(out, &byte, 1);
    }
  }
  tms_buf_add_byte(out, '"');
}

static void quotes_and_compares(tms_slice value) {
  tms_buf got, want;
  char *exact = malloc(value.len ? value.len : 1);
  if (value.len) memcpy(exact, value.ptr, value.len);
  tms_buf_init(&want, tms_allocator_libc(), 4096);
  quote_slowly(&want, value);
  for (size_t less = 0; less < 2; less++) { /* a ceiling that it just fits below, and one that it doesn't */
    tms_buf_init(&got, tms_allocator_libc(), want.len - less);
    tms_json_quote(&got, tms_slice_of(exact, value.len));
    assert_int_equal(got.status, less ? TMS_ERR_LIMIT : TMS_OK);
    if (!less) assert_string_equal(got.data, want.data);
    tms_buf_release(&got);
  }
  tms_buf_init(&got, tms_allocator_libc(), 4096);
  tms_json_quote(&got, tms_slice_of(exact, value.len));
  assert_string_equal(got.data, want.data);
  tms_buf_release(&got);
  tms_buf_release(&want);
  free(exact);
}

/* Each byte that needs an escape at each place of a string of each length, behind it one that is hard to tell from it: all ways through the wide writer. */
static void quotes_every_place(void **state) {
  char text[80];
  (void)state;
  quotes_and_compares(TMS_SLICE_NONE);
  for (size_t len = 1; len < 70; len++) {
    for (size_t at = 0; at < len; at++) {
      static const char odd[] = {'\x1F', '"', '\\', '\n', '\x01', '\x80', '\x7F', ' '}, near[] = {' ', '#', ']', '!', '"', '\x81', '\x1F', '\t'};
      for (size_t what = 0; what < sizeof odd; what++) {
        memset(text, 'a', sizeof text);
        text[at] = odd[what];
        text[at + 1] = near[what];
        quotes_and_compares(tms_slice_of(text, len));
      }
    }
  }
}

static void survives_failing_allocations(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_buf out;
    tms_arena arena;
    tms_buf_init(&out, &allocator, 4096);
    tms_arena_init(&arena, &allocator, 4096);
    write_sample(&out, 2);
    tms_json_token token = {.kind = TMS_JSON_STRING, .raw = TMS_SLICE_INIT("\\n"), .plain = false};
    tms_slice text = tms_json_string(&token, &arena);
    assert_true(text.len == 1 || arena.status == TMS_ERR_MEMORY);
    assert_true(out.status == TMS_ERR_MEMORY || tms_json_check(tms_buf_slice(&out), NULL) == TMS_OK);
    tms_arena_release(&arena);
    tms_buf_release(&out);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
}

static void decodes_base64(void **state) {
  static const struct {
    const char *text, *want;
  } cases[] = {{"", ""},      {"TQ==", "M"},       {"TWE=", "Ma"},       {"TWFu", "Man"},
               {"TWE", "Ma"}, {" TW\nFu ", "Man"}, {"_-8=", "\xFF\xEF"}, {"/+8", "\xFF\xEF"}};
  static const char *const bad[] = {"T", "TWF*", "T===", "TQ==x", "\xC3\xA9"};
  tms_arena arena;
  tms_slice out;
  (void)state;
  tms_arena_init(&arena, tms_allocator_libc(), (size_t)1 << 20);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_true(tms_base64_decode(tms_slice_cstr(cases[i].text), &arena, &out));
    assert_true(tms_slice_eq(out, tms_slice_cstr(cases[i].want)));
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) assert_false(tms_base64_decode(tms_slice_cstr(bad[i]), &arena, &out));
  tms_arena_release(&arena);
}

/* ---- the conformance files ---- */

/* The free cases that we accept: numbers of any size, for they stay text, and nesting below the limit. All others are refused (formats/json/NOTES.md). */
static bool free_case_is_accepted(const char *name) {
  return strncmp(name, "i_number", 8) == 0 || strcmp(name, "i_structure_500_nested_arrays.json") == 0;
}

static void conforms(void **state) {
  static const char folder[] = "../shared/data/json";
  DIR *files = opendir(folder);
  struct dirent *entry;
  size_t count = 0;
  (void)state;
  if (!files) {
    print_message("skipped: %s is missing\n", folder);
    skip();
  }
  while ((entry = readdir(files))) {
    char path[512], kind = entry->d_name[0];
    if (!strstr(entry->d_name, ".json") || entry->d_name[1] != '_') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char text[1 << 20];
    size_t size = fread(text, 1, sizeof text, file);
    fclose(file);
    bool want = kind == 'y' || (kind == 'i' && free_case_is_accepted(entry->d_name));
    bool got = check(tms_slice_of(text, size), 0, NULL) == TMS_OK;
    if (want != got) fail_msg("%s", entry->d_name);
    count++;
  }
  closedir(files);
  assert_int_equal(count, 318);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts),
      cmocka_unit_test(refuses),
      cmocka_unit_test(scans_every_place),
      cmocka_unit_test(limits_depth),
      cmocka_unit_test(is_lenient_where_asked),
      cmocka_unit_test(decodes_strings),
      cmocka_unit_test(skips_values),
      cmocka_unit_test(reads_numbers),
      cmocka_unit_test(writes),
      cmocka_unit_test(quotes_every_place),
      cmocka_unit_test(survives_failing_allocations),
      cmocka_unit_test(decodes_base64),
      cmocka_unit_test(conforms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
