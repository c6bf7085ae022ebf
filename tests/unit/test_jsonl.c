/* JSON Lines: which records come out of which lines, and in which shape documents go in. */
#include <string.h>

#include "formats/json/json.h"

#include "base/alloc.h"
#include "doc/normalize.h"
#include "markup/json.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

typedef struct reader {
  tms_slice text;
  size_t at;
  tms_jsonl_state state;
  tms_arena arena;
  tms_record record;
  tms_error error;
} reader;

static reader open_lines(const char *text, const tms_allocator *allocator) {
  reader lines = {.text = tms_slice_cstr(text)};
  tms_arena_init(&lines.arena, allocator, (size_t)1 << 20);
  return lines;
}

/* The next record of the whole text; TMS_END at its end. */
static tms_status next(reader *lines) {
  for (;;) {
    size_t used = 0;
    tms_split split = {
        .window = tms_slice_from(lines->text, lines->at), .offset = lines->at, .last = true, .arena = &lines->arena, .state = &lines->state};
    tms_arena_reset(&lines->arena);
    lines->record = (tms_record){0};
    tms_status status = tms_jsonl_split(&split, &lines->record, &used, &lines->error);
    lines->at += used;
    if (status != TMS_END || used == 0) return status;
  }
}

static void is_field(const reader *lines, tms_field field, const char *want) {
  tms_slice got = lines->record.metadata ? tms_metadata_get(lines->record.metadata, field) : TMS_SLICE_NONE;
  if (!tms_slice_eq(got, tms_slice_cstr(want))) fail_msg("%s: %.*s, not %s", tms_field_key(field), (int)got.len, got.ptr, want);
}

static void gives(const char *line, const char *format, const char *bytes) {
  reader lines = open_lines(line, tms_allocator_libc());
  tms_status status = next(&lines);
  if (status != TMS_OK) fail_msg("%s: %s", line, lines.error.message);
  if (format) {
    assert_string_equal(lines.record.format, format);
  } else {
    assert_null(lines.record.format);
  }
  if (!tms_slice_eq(lines.record.bytes, tms_slice_cstr(bytes))) fail_msg("%s: %.*s", line, (int)lines.record.bytes.len, lines.record.bytes.ptr);
  assert_int_equal(next(&lines), TMS_END);
  tms_arena_release(&lines.arena);
}

static void chooses_the_source(void **state) {
  (void)state;
  gives("{\"html\":\"<p>\\u00e9\",\"text\":\"x\"}", "html", "<p>\xC3\xA9");
  gives("{\"text\":\"x\",\"html_b64\":\"PHA+eA==\"}", "html", "<p>x");
  gives("{\"text\":\"a\\nb\"}\n", "text", "a\nb");
  gives("{\"text\":\" <!DOCTYPE html><p>\"}\r\n", "html", " <!DOCTYPE html><p>");
  gives("{\"content\":\"x\"}", NULL, "x");
  gives("{\"content\":\"x\",\"content_type\":\"text/HTML;charset=utf-8\"}", "html", "x");
  gives("{\"content\":\"x\",\"mime\":\"text/plain\"}", "text", "x");
  gives("{\"content\":\"x\",\"mime\":\"text/htmlish\"}", NULL, "x");
  gives("{\"raw_content\":\"x\",\"content_type\":\"text/markdown\"}", "markdown", "x");
  gives("{\"text\":\"first\",\"text\":\"last\"}", "text", "last");
  gives("{\"text\":null,\"content\":[1],\"html\":{},\"raw_content\":\"x\"}", NULL, "x");
  gives("{\"text\":\"\\ud800\"}", "text", "\xEF\xBF\xBD");
  gives("{\"text\":\"\"}", "text", "");
  gives("\xEF\xBB\xBF{\"text\":\"x\"}", "text", "x");
  gives("{\n  \"text\": \"x\",\n  \"y\": [\n    1\n  ]\n}\n", "text", "x");
  gives("{\"tamis\":1,\"blocks\":[]}", "json", "{\"tamis\":1,\"blocks\":[]}");
  gives("{\n\"tamis\":1,\n\"blocks\":[]}\n", "json", "{\n\"tamis\":1,\n\"blocks\":[]}");
}

static void takes_metadata(void **state) {
  (void)state;
  reader lines = open_lines(
      "{\"id\":12,\"url\":\"https://e.org/\",\"text\":\"x\",\"date\":\"2024-05-01 "
      "12:00:00\",\"added\":\"2024-06-01\",\"lang\":\"en\",\"title\":\"T\","
      "\"author\":[\"A\",1,{\"x\":[]},\"B\"],\"metadata\":{\"site\":\"S\",\"tags\":[\"t\"],\"other\":{\"title\":\"no\"}},\"source\":{\"title\":"
      "\"no\"}}",
      tms_allocator_libc());
  assert_int_equal(next(&lines), TMS_OK);
  assert_true(tms_slice_eq(lines.record.id, TMS_SLICE("12")));
  is_field(&lines, TMS_FIELD_ID, "12");
  is_field(&lines, TMS_FIELD_URL, "https://e.org/");
  is_field(&lines, TMS_FIELD_DATE_PUBLISHED, "2024-05-01T12:00:00");
  is_field(&lines, TMS_FIELD_DATE_RETRIEVED, "2024-06-01");
  is_field(&lines, TMS_FIELD_LANGUAGE, "en");
  is_field(&lines, TMS_FIELD_TITLE, "T");
  is_field(&lines, TMS_FIELD_SITE, "S");
  is_field(&lines, TMS_FIELD_TAGS, "t");
  assert_int_equal(lines.record.metadata->fields[TMS_FIELD_AUTHORS].count, 3);
  assert_int_equal(lines.record.metadata->fields[TMS_FIELD_AUTHORS].from, TMS_FROM_HEADER);
  tms_arena_release(&lines.arena);

  lines = open_lines("{\"html_b64\":\"eA\",\"content_type\":\"text/html; charset=\\\"ISO-8859-1\\\"\",\"url\":\"u\"}", tms_allocator_libc());
  assert_int_equal(next(&lines), TMS_OK);
  assert_true(tms_slice_eq(lines.record.encoding, TMS_SLICE("ISO-8859-1")));
  assert_true(tms_slice_eq(lines.record.id, TMS_SLICE("u")));
  assert_false(lines.record.is_text);
  tms_arena_release(&lines.arena);
}

static void goes_on_after_a_bad_line(void **state) {
  static const char text[] = "{\"text\":\"a\"}\n{broken\n\n  \n[1]\n{\"x\":1}\n{\"html_b64\":\"*\"}\n{\"text\":\"\xFF\"}\n{\"text\":\"z\"}";
  static const struct {
    tms_status status;
    size_t offset;
  } want[] = {{TMS_OK, 0},          {TMS_ERR_SYNTAX, 14},   {TMS_ERR_SCHEMA, 25}, {TMS_ERR_SCHEMA, 29},
              {TMS_ERR_SCHEMA, 49}, {TMS_ERR_ENCODING, 63}, {TMS_OK, 0}};
  (void)state;
  reader lines = open_lines(text, tms_allocator_libc());
  for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
    tms_status status = next(&lines);
    if (status != want[i].status) fail_msg("record %zu: %s", i, tms_status_name(status));
    if (status != TMS_OK) assert_int_equal(lines.error.offset, want[i].offset);
  }
  assert_true(tms_slice_eq(lines.record.bytes, TMS_SLICE("z")));
  assert_int_equal(next(&lines), TMS_END);
  tms_arena_release(&lines.arena);
}

/* A line that isn't whole yet asks for more, whatever its bytes. */
static void waits_for_the_line(void **state) {
  static const char text[] = "{\"text\":\"abc\"}\n";
  tms_jsonl_state memory = {0};
  tms_arena arena;
  (void)state;
  tms_arena_init(&arena, tms_allocator_libc(), 1 << 20);
  for (size_t size = 0; size < sizeof text; size++) {
    tms_split split = {.window = tms_slice_of(text, size), .last = false, .arena = &arena, .state = &memory};
    tms_record record;
    tms_error error;
    size_t used = 99;
    tms_status status = tms_jsonl_split(&split, &record, &used, &error);
    assert_int_equal(status, size < sizeof text - 1 ? TMS_END : TMS_OK);
    assert_int_equal(used, size < sizeof text - 1 ? 0 : size);
  }
  tms_arena_release(&arena);
}

static void bids(void **state) {
  static const struct {
    const char *text;
    bool json, jsonl;
  } cases[] = {{"{\"tamis\":1,\"blocks\":[]}", true, true},
               {"{\"text\":\"x\"}\n{\"text\":\"y\"}", false, true},
               {"{\n \"a\": 1\n}", false, true},
               {"[1,2,3]", true, false},
               {"[1] Smith, J.", false, false},
               {"{curly} text", false, false},
               {"", false, false},
               {"[]", false, false},
               {"{\"cut\":\"in the mid", false, true},
               {"<html>", false, false},
               {"\xEF\xBB\xBF{\"a\":1}", false, true}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tms_slice head = tms_slice_cstr(cases[i].text);
    if ((tms_json_bid(head) > 0) != cases[i].json || (tms_jsonl_bid(head) > 0) != cases[i].jsonl) {
      fail_msg("%s: %d %d", cases[i].text, tms_json_bid(head), tms_jsonl_bid(head));
    }
  }
  assert_true(tms_json_bid(TMS_SLICE("{\"tamis\":1}")) > tms_jsonl_bid(TMS_SLICE("{\"tamis\":1}")));
  assert_true(tms_json_bid(TMS_SLICE("{\"tamis\":1}\n{\"tamis\":1}")) < tms_jsonl_bid(TMS_SLICE("{\"tamis\":1}\n{\"tamis\":1}")));
}

static tms_document *sample(const tms_allocator *allocator) {
  tms_document *doc = make_doc("main(heading(text'H') paragraph(text'one \"quoted\" word'))", allocator);
  if (!doc) return NULL;
  tms_metadata *metadata = &doc->metadata;
  bool good = tms_metadata_set(metadata, &doc->arena, TMS_FIELD_URL, TMS_SLICE("https://user@www.e.org:81/a?b"), TMS_FROM_USER) &&
              tms_metadata_set(metadata, &doc->arena, TMS_FIELD_ID, TMS_SLICE("7"), TMS_FROM_HEADER) &&
              tms_metadata_set(metadata, &doc->arena, TMS_FIELD_DATE_PUBLISHED, TMS_SLICE("2024-05-01"), TMS_FROM_META) &&
              tms_metadata_add(metadata, &doc->arena, TMS_FIELD_AUTHORS, TMS_SLICE("Ann"), TMS_FROM_META);
  if (good && tms_doc_normalize(doc) == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}

static const char sample_line[] =
    "{\"id\":\"7\",\"text\":\"H\\n\\none \\\"quoted\\\" "
    "word\",\"source\":\"www.e.org\",\"created\":\"2024-05-01\",\"metadata\":{\"url\":\"https://user@www.e.org:81/a?b\","
    "\"authors\":[\"Ann\"],\"date_published\":\"2024-05-01\",\"id\":\"7\"}";

static void writes_lines(void **state) {
  tms_options options = {.size = sizeof options};
  tms_buf out;
  (void)state;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  tms_document *doc = sample(tms_allocator_libc());
  assert_non_null(doc);
  assert_int_equal(tms_jsonl_write(doc, &options, &out, NULL), TMS_OK);
  assert_true(tms_slice_starts(tms_buf_slice(&out), TMS_SLICE(sample_line)));
  assert_true(tms_slice_ends(tms_buf_slice(&out), TMS_SLICE("\"7\"}}\n")));
  assert_int_equal(tms_json_check(tms_buf_slice(&out), NULL), TMS_OK);
  tms_buf_reset(&out);
  options.blocks = true;
  assert_int_equal(tms_jsonl_write(doc, &options, &out, NULL), TMS_OK);
  assert_non_null(strstr(out.data, ",\"document\":{\"tamis\":1,"));
  assert_int_equal(tms_json_check(tms_buf_slice(&out), NULL), TMS_OK);
  tms_doc_free(doc);
  tms_buf_release(&out);
}

static void survives_failing_allocations(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_options options = {.size = sizeof options, .blocks = true};
    tms_buf out;
    tms_buf_init(&out, &allocator, 1 << 20);
    reader lines =
        open_lines("{\"html_b64\":\"PHA+eA==\",\"content_type\":\"text/html; charset=x\",\"\\u0069d\":\"\\u0041\",\"date\":\"2024-05-01 12:00:00\"}",
                   &allocator);
    tms_status status = next(&lines);
    if (status == TMS_OK) {
      assert_true(tms_slice_eq(lines.record.bytes, TMS_SLICE("<p>x")));
      is_field(&lines, TMS_FIELD_DATE_PUBLISHED, "2024-05-01T12:00:00");
      is_field(&lines, TMS_FIELD_ID, "A");
    }
    tms_document *doc = sample(&allocator);
    if (status == TMS_OK) status = doc ? tms_jsonl_write(doc, &options, &out, NULL) : TMS_ERR_MEMORY;
    assert_true(status == TMS_ERR_MEMORY || (status == TMS_OK && strncmp(out.data, sample_line, sizeof sample_line - 1) == 0));
    tms_doc_free(doc);
    tms_arena_release(&lines.arena);
    tms_buf_release(&out);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chooses_the_source),           cmocka_unit_test(takes_metadata), cmocka_unit_test(goes_on_after_a_bad_line),
      cmocka_unit_test(waits_for_the_line),           cmocka_unit_test(bids),           cmocka_unit_test(writes_lines),
      cmocka_unit_test(survives_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
