/* The public URL parser and what is said of a cleaned URL. */
#include "tests/support/cmocka.h"

#include <string.h>

#include <tamis/tamis.h>

static void check(tms_link *link, tms_link_part_name part, const char *want) {
  size_t size;
  const char *got = tms_link_part(link, part, &size);
  assert_non_null(got);
  assert_string_equal(got, want);
  assert_int_equal(size, strlen(want));
}

static tms_status parse(tms_link *link, const char *url, const char *base) {
  return tms_link_parse(link, url, strlen(url), base, base ? strlen(base) : 0);
}

static tms_status set(tms_link *link, tms_link_part_name part, const char *value) {
  return tms_link_set(link, part, value, strlen(value));
}

static void test_parts(void **state) {
  (void)state;
  tms_link *link = tms_link_new(NULL);
  assert_int_equal(parse(link, "../b?q#f", "https://u:p@Example.com:8080/a/c/d"), TMS_OK);
  check(link, TMS_LINK_HREF, "https://u:p@example.com:8080/a/b?q#f");
  check(link, TMS_LINK_PROTOCOL, "https:");
  check(link, TMS_LINK_USERNAME, "u");
  check(link, TMS_LINK_PASSWORD, "p");
  check(link, TMS_LINK_HOST, "example.com:8080");
  check(link, TMS_LINK_HOSTNAME, "example.com");
  check(link, TMS_LINK_PORT, "8080");
  check(link, TMS_LINK_PATHNAME, "/a/b");
  check(link, TMS_LINK_SEARCH, "?q");
  check(link, TMS_LINK_HASH, "#f");
  check(link, TMS_LINK_ORIGIN, "https://example.com:8080");
  assert_int_equal(parse(link, "b", NULL), TMS_ERR_SYNTAX);
  check(link, TMS_LINK_HREF, "");
  assert_int_equal(parse(link, "b", "not a base"), TMS_ERR_SYNTAX);
  check(link, TMS_LINK_HREF, "");
  tms_link_free(link);
  tms_link_free(NULL);
}

static void test_setters(void **state) {
  (void)state;
  tms_link *link = tms_link_new(NULL);
  assert_int_equal(set(link, TMS_LINK_HASH, "x"), TMS_ERR_ARGUMENT); /* nothing parsed yet */
  assert_int_equal(set(link, TMS_LINK_HREF, "http://example.com/a"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_PROTOCOL, "https"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_HOST, "\xC3\xA4.example:81"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_PATHNAME, "b/../c?d"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_SEARCH, "e=f"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_HASH, "g"), TMS_OK);
  check(link, TMS_LINK_HREF, "https://xn--4ca.example:81/c%3Fd?e=f#g");
  assert_int_equal(set(link, TMS_LINK_PORT, "443"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_HOSTNAME, "no good"), TMS_OK);
  assert_int_equal(set(link, TMS_LINK_SEARCH, ""), TMS_OK);
  check(link, TMS_LINK_HREF, "https://xn--4ca.example/c%3Fd#g");
  assert_int_equal(set(link, TMS_LINK_HREF, "x"), TMS_ERR_SYNTAX);
  check(link, TMS_LINK_HREF, "https://xn--4ca.example/c%3Fd#g");
  assert_int_equal(set(link, TMS_LINK_ORIGIN, "https://e.example"), TMS_ERR_ARGUMENT);
  tms_link_free(link);
}

static void check_explain(tms_context *context, const tms_options *options, const char *url, tms_explain_form form, const char *want) {
  tms_bytes out;
  assert_int_equal(tms_url_explain(context, url, strlen(url), options, form, &out, NULL), TMS_OK);
  assert_string_equal(out.data, want);
  tms_bytes_release(&out);
}

static void test_explain(void **state) {
  (void)state;
  tms_context *context = tms_context_new(NULL);
  tms_options options;
  tms_options_init(&options);
  check_explain(context, NULL, "https://www.google.com/url?q=https%3A%2F%2Fyoutu.be%2Fa%3Fsi%3Db", TMS_EXPLAIN_TEXT,
                "https://www.google.com/url?q=https%3A%2F%2Fyoutu.be%2Fa%3Fsi%3Db\thttps://youtu.be/a\tunwrapped:www.google.com site-parameter:si");
  check_explain(context, NULL, "HTTP://E.example/;jsessionid=1?gclid=2#:~:text=x", TMS_EXPLAIN_JSONL,
                "{\"url\":\"HTTP://E.example/;jsessionid=1?gclid=2#:~:text=x\",\"clean\":\"http://e.example/\",\"steps\":[{\"step\":\"normalized\"},"
                "{\"step\":\"session\",\"what\":\"jsessionid=1\"},{\"step\":\"parameter\",\"what\":\"gclid\"},{\"step\":\"text-fragment\"}]}");
  check_explain(context, NULL, "https://e.example/?utm_source=a&sig=b", TMS_EXPLAIN_TEXT,
                "https://e.example/?utm_source=a&sig=b\thttps://e.example/?utm_source=a&sig=b\tkept:signed");
  check_explain(context, NULL, "no \t\xFF url", TMS_EXPLAIN_JSONL,
                "{\"url\":\"no \\t\xEF\xBF\xBD url\",\"clean\":\"no \\t\xEF\xBF\xBD url\",\"steps\":[{\"step\":\"no-url\"}]}");
  options.keep_tracking = true;
  check_explain(context, &options, "https://e.example/?gclid=1", TMS_EXPLAIN_TEXT, "https://e.example/?gclid=1\thttps://e.example/?gclid=1\t");
  tms_context_free(context);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_setters), cmocka_unit_test(test_explain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
