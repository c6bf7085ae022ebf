/* The URL parser by hand-picked cases; urltestdata.json and the IDNA suites run through tests/conformance/url.py. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "url/idna.h"
#include "url/url.h"

typedef struct row {
  const char *input, *base, *href; /* href NULL: failure */
} row;

static const row rows[] = {
    {"HTTP://User:Pa ss@EXAMPLE.com:80/a/./b/../c?q=ü#ü", NULL, "http://User:Pa%20ss@example.com/a/c?q=%C3%BC#%C3%BC"},
    {"https://example.com:443", NULL, "https://example.com/"},
    {"https://example.com:8443/", NULL, "https://example.com:8443/"},
    {"https://example.com:65536/", NULL, NULL},
    {"//other.example/x", "https://example.com/a", "https://other.example/x"},
    {"../x?y", "https://example.com/a/b/c?d#e", "https://example.com/a/x?y"},
    {"#f", "https://example.com/a?b", "https://example.com/a?b#f"},
    {"?q", "https://example.com/a?b#c", "https://example.com/a?q"},
    {"", "https://example.com/a?b#c", "https://example.com/a?b"},
    {"x", NULL, NULL},
    {"x", "mailto:a@b.example", NULL},
    {"#x", "mailto:a@b.example", "mailto:a@b.example#x"},
    {"http:\\\\example.com\\a", NULL, "http://example.com/a"},
    {"  ht\ntp://exam\tple.com/  ", NULL, "http://example.com/"},
    {"http://0x7f.1/", NULL, "http://127.0.0.1/"},
    {"http://256.1/", NULL, NULL}, /* the last part is a number: so all must be an address */
    {"http://1.2.3.4.5/", NULL, NULL},
    {"http://[2001:db8:0:0:1:0:0:1]/", NULL, "http://[2001:db8::1:0:0:1]/"},
    {"http://[::ffff:1.2.3.4]/", NULL, "http://[::ffff:102:304]/"},
    {"http://[::1", NULL, NULL},
    {"http://[1:2]/", NULL, NULL},
    {"http://bücher.example/", NULL, "http://xn--bcher-kva.example/"},
    {"http://ex%41mple.com/", NULL, "http://example.com/"},
    {"http://exa mple.com/", NULL, NULL},
    {"http://@/", NULL, NULL},
    {"file:///C|/a/../..", NULL, "file:///C:/"},
    {"file:x", "file:///C:/a/b", "file:///C:/a/x"},
    {"javascript:alert(1)", NULL, "javascript:alert(1)"},
    {"data:text/plain, x ?y", NULL, "data:text/plain, x%20?y"},
    {"web+demo:/.//not-a-host/", NULL, "web+demo:/.//not-a-host/"},
    {"non-special://h:99/p?q#f", NULL, "non-special://h:99/p?q#f"},
    {"https://example.com/\xFF", NULL, "https://example.com/%EF%BF%BD"},
};

static void test_rows(void **state) {
  (void)state;
  tms_url url, base;
  tms_url_init(&url, tms_allocator_libc());
  tms_url_init(&base, tms_allocator_libc());
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (rows[i].base) assert_int_equal(tms_url_parse(&base, tms_slice_cstr(rows[i].base), NULL), TMS_OK);
    tms_status status = tms_url_parse(&url, tms_slice_cstr(rows[i].input), rows[i].base ? &base : NULL);
    assert_int_equal(status, !rows[i].href ? TMS_ERR_SYNTAX : TMS_OK);
    assert_string_equal(tms_url_href(&url).ptr, !rows[i].href ? "" : rows[i].href);
    if (status != TMS_OK) continue;
    /* its own serialization is itself */
    assert_int_equal(tms_url_parse(&base, tms_url_href(&url), NULL), TMS_OK);
    assert_string_equal(base.href.data, url.href.data);
  }
  tms_url_release(&url);
  tms_url_release(&base);
}

static void check_part(tms_slice part, const char *want) {
  assert_int_equal(part.len, strlen(want));
  assert_memory_equal(part.ptr, want, part.len);
}

static void test_parts(void **state) {
  (void)state;
  tms_url url;
  tms_buf origin;
  tms_url_init(&url, tms_allocator_libc());
  tms_buf_init(&origin, tms_allocator_libc(), 1 << 16);
  assert_int_equal(tms_url_parse(&url, TMS_SLICE("https://u:p@h.example:8080/a/b?c=d#e"), NULL), TMS_OK);
  check_part(tms_url_protocol(&url), "https:");
  check_part(tms_url_username(&url), "u");
  check_part(tms_url_password(&url), "p");
  check_part(tms_url_host(&url), "h.example:8080");
  check_part(tms_url_hostname(&url), "h.example");
  check_part(tms_url_port(&url), "8080");
  check_part(tms_url_pathname(&url), "/a/b");
  check_part(tms_url_search(&url), "?c=d");
  check_part(tms_url_hash(&url), "#e");
  tms_url_origin(&url, &origin);
  assert_string_equal(origin.data, "https://h.example:8080");
  assert_int_equal(tms_url_parse(&url, TMS_SLICE("https://h.example/?#"), NULL), TMS_OK);
  check_part(tms_url_search(&url), "");
  check_part(tms_url_hash(&url), "");
  check_part(tms_url_href(&url), "https://h.example/?#");
  tms_buf_reset(&origin);
  assert_int_equal(tms_url_parse(&url, TMS_SLICE("blob:https://h.example/x"), NULL), TMS_OK);
  tms_url_origin(&url, &origin);
  assert_string_equal(origin.data, "https://h.example");
  tms_buf_release(&origin);
  tms_url_release(&url);
}

static void check_domain(const char *domain, const char *want) {
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 16);
  tms_status status = tms_idna_to_ascii(tms_slice_cstr(domain), tms_allocator_libc(), &out);
  assert_int_equal(status, want ? TMS_OK : TMS_ERR_SYNTAX);
  if (want) assert_string_equal(out.data, want);
  tms_buf_release(&out);
}

static void test_domains(void **state) {
  (void)state;
  check_domain("Example.COM", "example.com");
  check_domain("faß.de", "xn--fa-hia.de");
  check_domain("例え.テスト", "xn--r8jz45g.xn--zckzah");
  check_domain("a。b", "a.b");
  check_domain("ﬁ.example", "fi.example");
  check_domain(
      "a\xC2\xAD"
      "b",
      "ab");
  check_domain("a\xCC\x88", "xn--4ca"); /* composed first */
  check_domain(
      "\xCC\x88"
      "é",
      NULL);                           /* a mark in front */
  check_domain("א1a", NULL);           /* right-to-left rule */
  check_domain("é\xE2\x80\x8D", NULL); /* a joiner that joins nothing */
  check_domain("xn--\xC3\xA9", NULL);
}

/* A megabyte of dots, of percent signs, of path segments: linear, so these take no time that one would see. */
static void test_hostile(void **state) {
  (void)state;
  enum { SIZE = 1 << 20 };
  static char text[SIZE];
  static const char *const fills[] = {"../", "%2e/", "@", ":", "[", "a.", "xn--"};
  tms_url url;
  tms_url_init(&url, tms_allocator_libc());
  for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++) {
    size_t used = 10, step = strlen(fills[i]);
    memcpy(text, i < 2 ? "http://a/x" : "http://axx", used);
    for (; used + step <= SIZE; used += step) memcpy(text + used, fills[i], step);
    tms_status status = tms_url_parse(&url, tms_slice_of(text, used), NULL);
    assert_true(status == TMS_OK || status == TMS_ERR_SYNTAX);
    assert_int_equal(tms_url_href(&url).len > 0, status == TMS_OK); /* a URL that failed is empty (url.h) */
  }
  tms_url_release(&url);
}

static void test_failing_memory(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_url url, base;
    tms_url_init(&url, &allocator);
    tms_url_init(&base, &allocator);
    tms_status status =
        tms_url_parse(&base, TMS_SLICE("http://b\xC3\xBC.example/some/long/path/to/begin/with/so/that/it/grows/more/than/once"), NULL);
    if (status == TMS_OK) status = tms_url_parse(&url, TMS_SLICE("../x\ny?q=\xC3\xBC#fragment"), &base);
    assert_int_equal(status, memory.calls < n ? TMS_OK : TMS_ERR_MEMORY);
    tms_url_release(&url);
    tms_url_release(&base);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),    cmocka_unit_test(test_parts),          cmocka_unit_test(test_domains),
      cmocka_unit_test(test_hostile), cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
