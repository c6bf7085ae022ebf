/* The parts of the command that need no process: values of options, names of files, escapes. */
#include "cli/exits.h"
#include "cli/json.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/names.h"
#include "cli/options.h"
#include "cli/target.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/cmocka.h"

static void sizes(void **state) {
  (void)state;
  uint64_t value = 7;
  static const char *const wrong[] = {
      "", "K", "12x", "-1", "1 ", " 1", "1KK", "0x10", "99999999999999999999", "18446744073709551616", "20000000000G"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_false(cli_parse_size(wrong[i], UINT64_MAX, &value));
  assert_int_equal(value, 7);
  assert_true(cli_parse_size("0", 10, &value) && value == 0);
  assert_true(cli_parse_size("64k", UINT64_MAX, &value) && value == 65536);
  assert_true(cli_parse_size("256M", UINT64_MAX, &value) && value == (uint64_t)256 << 20);
  assert_true(cli_parse_size("2G", UINT64_MAX, &value) && value == (uint64_t)2 << 30);
  assert_true(cli_parse_size("10", 10, &value));
  assert_false(cli_parse_size("11", 10, &value));
  assert_false(cli_parse_size("1K", 1023, &value));
}

static void shards(void **state) {
  (void)state;
  uint32_t shard = 0, all = 0;
  static const char *const wrong[] = {"", "/", "1/", "/2", "0/2", "3/2", "1/0", "1/2/3", "a/b", "1", "12345678901234567890/2"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_false(cli_parse_shard(wrong[i], &shard, &all));
  assert_true(cli_parse_shard("2/16", &shard, &all));
  assert_int_equal(shard, 2);
  assert_int_equal(all, 16);
}

static void stems(void **state) {
  (void)state;
  static const struct {
    const char *name, *stem;
  } cases[] = {{"a/0001.html.gz", "a/0001"}, {"x.canon.md", "x"}, {"x.md", "x"},   {"b.jsonl.gz", "b"}, {"index.php", "index.php"},
               {"d.ir/file", "d.ir/file"},   {".html", ".html"},  {"x.HTML", "x"}, {"x.gz", "x"},       {"a.b.txt", "a.b"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *stem = strndup(cases[i].name, cli_stem_length(cases[i].name));
    assert_string_equal(stem, cases[i].stem);
    free(stem);
  }
  char *name = cli_record_name("out/", "sub/x.jsonl", 5, 12, ".txt");
  assert_string_equal(name, "out/sub/x/000012.txt");
  free(name);
}

static void escapes(void **state) {
  (void)state;
  char out[48];
  cli_escape("a\x1b[31m\n\x7F\xC2\x9B\xFF\xC3\xA9", out, sizeof out);
  assert_string_equal(out, "a\\x1b[31m\\x0a\\x7f\\xc2\\x9b\\xff\xC3\xA9");
  cli_escape("\xE2\x82\xAC\xE2\x82", out, sizeof out);
  assert_string_equal(out, "\xE2\x82\xAC\\xe2\\x82");
  assert_int_equal(cli_escape("123456", out, 4), 3);
  assert_string_equal(out, "123");
  char *quoted = cli_json_quote("a\"\\\n\x01\xC3\xA9\xFF\xED\xA0\x80");
  assert_string_equal(quoted, "\"a\\\"\\\\\\u000a\\u0001\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
  free(quoted);
}

static void exits(void **state) {
  (void)state;
  cli_settings settings = {0};
  cli_tally tally = {.documents = 9};
  assert_int_equal(cli_tally_exit(&tally, &settings), 0);
  cli_tally_add(&tally, TMS_ERR_SYNTAX);
  assert_int_equal(cli_tally_exit(&tally, &settings), 1);
  settings.has_max_errors = settings.max_errors_percent = true;
  settings.max_errors = 10;
  assert_int_equal(cli_tally_exit(&tally, &settings), 0);
  settings.max_errors = 9;
  assert_int_equal(cli_tally_exit(&tally, &settings), 6);
  settings.has_max_errors = false;
  cli_tally_add(&tally, TMS_ERR_OPEN);
  assert_int_equal(cli_tally_exit(&tally, &settings), 3);
  cli_tally_add(&tally, TMS_ERR_LABEL);
  assert_int_equal(cli_tally_exit(&tally, &settings), 2);
  cli_tally_add(&tally, TMS_ERR_INTERNAL);
  assert_int_equal(cli_tally_exit(&tally, &settings), 70);
  cli_tally empty = {.documents = 1, .empty = 1};
  assert_int_equal(cli_tally_exit(&empty, &settings), 0);
  settings.strict = true;
  assert_int_equal(cli_tally_exit(&empty, &settings), 4);
}

static void twins(void **state) {
  (void)state;
  char a[] = "a", b[] = "b", c[] = "b";
  char *names[] = {b, a, c};
  size_t one, other;
  assert_true(cli_target_find_twins(names, 3, &one, &other));
  assert_int_equal(one, 0);
  assert_int_equal(other, 2);
  assert_false(cli_target_find_twins(names, 2, &one, &other));
  assert_false(cli_target_find_twins(NULL, 2, &one, &other));
}

typedef struct letters {
  const char *text;
  size_t step;
} letters;

static tms_status read_letters(void *user, void *into, size_t room, size_t *got) {
  letters *l = user;
  size_t left = strlen(l->text), size = l->step < left ? l->step : left;
  if (size > room) size = room;
  memcpy(into, l->text, size);
  l->text += size;
  *got = size;
  return TMS_OK;
}

static void lines(void **state) {
  (void)state;
  static const char *const expected[] = {"one\n", "\n", "three\r\n", "last"};
  for (size_t step = 1; step < 20; step++) {
    letters source = {"one\n\nthree\r\nlast", step};
    cli_lines lines_of;
    const char *line;
    size_t size;
    cli_lines_init(&lines_of, (tms_source){&source, read_letters}, 1000);
    for (size_t i = 0; i < 4; i++) {
      assert_int_equal(cli_lines_next(&lines_of, &line, &size), TMS_OK);
      assert_int_equal(size, strlen(expected[i]));
      assert_memory_equal(line, expected[i], size);
    }
    assert_int_equal(cli_lines_next(&lines_of, &line, &size), TMS_END);
    cli_lines_release(&lines_of);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sizes), cmocka_unit_test(shards), cmocka_unit_test(stems), cmocka_unit_test(escapes),
      cmocka_unit_test(exits), cmocka_unit_test(twins),  cmocka_unit_test(lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
