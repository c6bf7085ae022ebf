/* Rules that the user brings: the pattern machines, the loader of ClearURLs' format, and what the rules do. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "url/match.h"
#include "url/tracking.h"

typedef struct match_row {
  const char *pattern, *text, *match; /* match NULL: none */
  const char *group;                  /* NULL: took no part */
} match_row;

static const match_row matches[] = {
    {"abc", "xabcx", "abc", NULL},
    {"ABC", "xabcx", "abc", NULL},
    {"a.c", "a\nc abc", "abc", NULL},
    {"^b", "ab", NULL, NULL},
    {"b$", "ab", "b", NULL},
    {"a*", "aaa", "aaa", NULL},
    {"a*?b", "aab", "aab", NULL},
    {"a+?", "aaa", "a", NULL},
    {"(a|ab)(c|bcd)", "abcd", "abcd", "a"},
    {"(?:a|ab)(c|bcd)$", "abcd", "abcd", "bcd"},
    {"x(y)?z", "xz", "xz", NULL},
    {"a{2}", "aaa", "aa", NULL},
    {"a{2,}", "aaaa", "aaaa", NULL},
    {"a{1,2}?b", "aab", "aab", NULL},
    {"a{,2}", "a{,2}", "a{,2}", NULL},
    {"[^a-c-]+", "ab-xyz", "xyz", NULL},
    {"[\\]\\-x]+", "a]-x", "]-x", NULL},
    {"\\d+", "a123", "123", NULL},
    {"\\D+", "123ab", "ab", NULL},
    {"[\\w.]+", "-a_b.9-", "a_b.9", NULL},
    {"\\s", "a b", " ", NULL},
    {"\\bfoo\\b", "xfoo foo", "foo", NULL},
    {"\\Boo", "foo", "oo", NULL},
    {"\\x41\\/", "A/", "A/", NULL},
    {"(?:a|b|)c", "c", "c", NULL},
    {"(a*)*b", "aab", "aab", "aa"},
    {"", "x", "", NULL},
    {"https?:\\/\\/(?:[a-z0-9-]+\\.)*?google(?:\\.[a-z]{2,}){1,}\\/url\\?.*?q=([^&]+)", "https://www.google.co.uk/url?a&q=http:x&y",
     "https://www.google.co.uk/url?a&q=http:x", "http:x"},
};

static void test_matches(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof matches / sizeof matches[0]; i++) {
    const match_row *row = &matches[i];
    tms_match_program program;
    tms_match_span span;
    const char *message;
    uint64_t found = 0;
    tms_match_program_init(&program, tms_allocator_libc());
    assert_int_equal(tms_match_compile(&program, tms_slice_cstr(row->pattern), false, 0, &message), TMS_OK);
    tms_match_threads *threads = tms_match_threads_new(program.code_count, tms_allocator_libc());
    tms_match_cache *cache = tms_match_cache_new(&program, tms_allocator_libc());
    bool occurs = tms_match_find(&program, threads, tms_slice_cstr(row->text), 0, &span);
    assert_int_equal(occurs, row->match != NULL);
    assert_int_equal(tms_match_all(cache, tms_slice_cstr(row->text), &found), TMS_OK);
    assert_int_equal(found, occurs);
    if (occurs) {
      assert_int_equal(span.end - span.begin, strlen(row->match));
      assert_memory_equal(row->text + span.begin, row->match, strlen(row->match));
      assert_int_equal(span.group_begin == SIZE_MAX, row->group == NULL);
    }
    if (occurs && row->group) assert_memory_equal(row->text + span.group_begin, row->group, strlen(row->group));
    tms_match_cache_free(cache);
    tms_match_threads_free(threads);
    tms_match_program_release(&program);
  }
}

static void test_mistakes(void **state) {
  (void)state;
  static const char *const bad[] = {"(",     ")",      "[",        "a)",  "(?=x)", "(?!x)",        "(?<n>x)",
                                    "\\1",   "*a",     "a**",      "^*",  "[b-a]", "\\",           "\\q",
                                    "\\xZZ", "a{3,2}", "a{99999}", "[\\", "(a|*",  "a{2}{3}{4}?*", "((((((((((((((((((((((((((((((((((((a"};
  tms_match_program program;
  tms_match_program_init(&program, tms_allocator_libc());
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    const char *message = NULL;
    tms_status status = tms_match_compile(&program, tms_slice_cstr(bad[i]), false, 0, &message);
    assert_true(status == TMS_ERR_SYNTAX || status == TMS_ERR_LIMIT);
    assert_non_null(message);
    assert_int_equal(program.code_count, 0);
  }
  tms_match_program_release(&program);
}

/* What backtracking takes ages for. */
static void test_linear(void **state) {
  (void)state;
  enum { SIZE = 200000 };
  static char text[SIZE];
  memset(text, 'a', SIZE);
  static const char *const patterns[] = {"(a*)*b", "(?:a|aa)+$b", "a*a*a*a*a*a*b", "(?:a?){20}a{20}b"};
  for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
    tms_match_program program;
    tms_match_span span;
    const char *message;
    tms_match_program_init(&program, tms_allocator_libc());
    assert_int_equal(tms_match_compile(&program, tms_slice_cstr(patterns[i]), false, 0, &message), TMS_OK);
    tms_match_threads *threads = tms_match_threads_new(program.code_count, tms_allocator_libc());
    assert_false(tms_match_find(&program, threads, tms_slice_of(text, SIZE), 0, &span));
    tms_match_threads_free(threads);
    tms_match_program_release(&program);
  }
}

static const char rules_text[] =
    "{\"providers\":{\n"
    "\"shop\":{\"urlPattern\":\"^https?:\\\\/\\\\/(?:[a-z0-9-]+\\\\.)*?shop\\\\.example\",\"rules\":[\"track\",\"ref_[a-z]+\"],\n"
    " \"referralMarketing\":[\"aff\"],\"rawRules\":[\"\\\\/ref=[^/?]*\"],\"exceptions\":[\"^https:\\\\/\\\\/api\\\\.shop\"],\n"
    " \"redirections\":[\"^https:\\\\/\\\\/go\\\\.shop\\\\.example\\\\/\\\\?.*?to=([^&]*)\"],\"forceRedirection\":true,\"since\":1},\n"
    "\"all\":{\"completeProvider\":false,\"rules\":[\"(?:%3F)?everywhere\"],\"urlPattern\":\".*\"},\n"
    "\"ads\":{\"urlPattern\":\"^https:\\\\/\\\\/ads\\\\.example\",\"completeProvider\":true}}}\n";

static const struct {
  const char *raw, *clean;
} cleanings[] = {
    {"https://www.shop.example/a?track=1&id=2&REF_x=3&aff=4", "https://www.shop.example/a?id=2"},
    {"https://shop.example/a/ref=abc?id=2", "https://shop.example/a?id=2"},
    {"https://shop.example/a#track=1&b=2", "https://shop.example/a#b=2"},
    {"https://api.shop.example/a?track=1", "https://api.shop.example/a?track=1"},
    {"https://go.shop.example/?x&to=https%253A%252F%252Fshop.example%252F%253Ftrack%253D1", "https://shop.example/"},
    {"https://go.shop.example/?to=javascript%3Ax", "https://go.shop.example/?to=javascript%3Ax"},
    {"https://other.example/?everywhere=1&tracker=2&utm_source=3", "https://other.example/?tracker=2"},
    {"https://ads.example/?everywhere=1", "https://ads.example/?everywhere=1"},
    {"https://s3.example/?everywhere=1&X-Amz-Signature=2", "https://s3.example/?everywhere=1&X-Amz-Signature=2"},
};

static void test_rules(void **state) {
  (void)state;
  tms_url_rules *rules;
  tms_link_cleaner cleaner;
  tms_slice got;
  uint32_t did;
  assert_int_equal(tms_url_rules_load(rules_text, strlen(rules_text), NULL, &rules, NULL), TMS_OK);
  assert_int_equal(tms_extra_provider_count(rules), 3);
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  assert_int_equal(tms_link_cleaner_use(&cleaner, rules, false), TMS_OK);
  for (size_t i = 0; i < sizeof cleanings / sizeof cleanings[0]; i++) {
    assert_int_equal(tms_link_clean(&cleaner, tms_slice_cstr(cleanings[i].raw), NULL, false, &got, &did), TMS_OK);
    assert_string_equal(got.ptr, cleanings[i].clean);
  }
  /* Alone: ours are out, what protects stays. */
  assert_int_equal(tms_link_cleaner_use(&cleaner, rules, true), TMS_OK);
  assert_int_equal(tms_link_clean(&cleaner, TMS_SLICE("https://e.example/?utm_source=1&everywhere=2"), NULL, false, &got, &did), TMS_OK);
  assert_string_equal(got.ptr, "https://e.example/?utm_source=1");
  assert_int_equal(tms_link_clean(&cleaner, TMS_SLICE("https://e.example/?everywhere=2&sig=1"), NULL, false, &got, &did), TMS_OK);
  assert_string_equal(got.ptr, "https://e.example/?everywhere=2&sig=1");
  tms_link_cleaner_release(&cleaner);
  tms_url_rules_free(rules);
}

static void test_broken_files(void **state) {
  (void)state;
  static const struct {
    const char *text;
    tms_status status;
    const char *at; /* where the error points */
  } rows[] = {
      {"", TMS_ERR_SYNTAX, ""},
      {"[]", TMS_ERR_SCHEMA, "[]"},
      {"{}", TMS_ERR_SCHEMA, "{}"},
      {"{\"providers\":[]}", TMS_ERR_SCHEMA, "[]}"},
      {"{\"providers\":{\"a\":{}}}", TMS_ERR_SCHEMA, "\"a\":{}}}"},
      {"{\"providers\":{\"a\":{\"urlPattern\":1}}}", TMS_ERR_SCHEMA, "1}}}"},
      {"{\"providers\":{\"a\":{\"urlPattern\":\"(\"}}}", TMS_ERR_SYNTAX, "\"(\"}}}"},
      {"{\"providers\":{\"a\":{\"urlPattern\":\"x\",\"rules\":[\"a\",\"(?=b)\"]}}}", TMS_ERR_SYNTAX, "\"(?=b)\"]}}}"},
      {"{\"providers\":{\"a\":{\"urlPattern\":\"x\",\"rules\":[1]}}}", TMS_ERR_SCHEMA, "1]}}}"},
      {"{\"providers\":{\"a\":{\"urlPattern\":\"x\",\"completeProvider\":\"yes\"}}}", TMS_ERR_SCHEMA, "\"yes\"}}}"},
      {"{\"providers\":{}} x", TMS_ERR_SYNTAX, "x"},
      {"{\"providers\":{\"a\":{\"urlPattern\":\"x\"}", TMS_ERR_SYNTAX, ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_url_rules *rules;
    tms_error error;
    assert_int_equal(tms_url_rules_load(rows[i].text, strlen(rows[i].text), NULL, &rules, &error), rows[i].status);
    assert_null(rules);
    assert_true(error.offset <= strlen(rows[i].text));
    assert_string_equal(rows[i].text + error.offset, rows[i].at);
  }
}

static void test_failing_memory(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_url_rules *rules = NULL;
    tms_link_cleaner cleaner;
    tms_slice got;
    uint32_t did;
    tms_link_cleaner_init(&cleaner, &allocator);
    tms_status status = tms_url_rules_load(rules_text, strlen(rules_text), &allocator, &rules, NULL);
    if (status == TMS_OK) status = tms_link_cleaner_use(&cleaner, rules, false);
    if (status == TMS_OK) status = tms_link_clean(&cleaner, tms_slice_cstr(cleanings[0].raw), NULL, false, &got, &did);
    assert_int_equal(status, memory.calls < n ? TMS_OK : TMS_ERR_MEMORY);
    if (status == TMS_OK) assert_string_equal(got.ptr, cleanings[0].clean);
    tms_link_cleaner_release(&cleaner);
    tms_url_rules_free(rules);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_matches), cmocka_unit_test(test_mistakes),     cmocka_unit_test(test_linear),
      cmocka_unit_test(test_rules),   cmocka_unit_test(test_broken_files), cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
