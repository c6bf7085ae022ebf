/* Cleaning of links: what goes, what stays, and that cleaning twice is cleaning once. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "io/source.h"
#include "url/tracking.h"

typedef struct row {
  const char *raw, *clean; /* clean NULL: stays as it is */
} row;

static const row rows[] = {
    /* parameters */
    {"https://shop.example/p?utm_source=a&id=7&UTM_Medium=b", "https://shop.example/p?id=7"},
    {"https://shop.example/p?utm_source=a", "https://shop.example/p"},
    {"https://shop.example/p?a=1&amp;utm_term=x&amp;b=2", "https://shop.example/p?a=1&b=2"},
    {"https://shop.example/p?%75tm_source=a&x", "https://shop.example/p?x"},
    {"https://shop.example/p?fbclid=IwAR0#reviews", "https://shop.example/p#reviews"},
    {"https://shop.example/p?my_utm_source=1&utmost=2", NULL},
    {"https://shop.example/p?b=2&a=1&a=1", NULL},
    {"https://shop.example/?q=utm_source%3Dx", NULL},
    /* of one site only */
    {"https://youtu.be/abc?si=XyZ&t=9", "https://youtu.be/abc?t=9"},
    {"https://notyoutu.be/abc?si=XyZ", NULL},
    {"https://www.amazon.co.jp/dp/B000000001/ref=sr_1?keywords=x&th=1", "https://www.amazon.co.jp/dp/B000000001?th=1"},
    {"https://amazon.example.org/x?tag=red", NULL},
    /* sessions */
    {"https://shop.example/a;jsessionid=1A2B/b?PHPSESSID=0", "https://shop.example/a/b"},
    {"https://forum.example/t?sid=0123456789abcdef0123456789abcdef&t=1", "https://forum.example/t?t=1"},
    {"https://forum.example/t?sid=sports", NULL},
    /* fragments */
    {"https://wiki.example/Cat#History:~:text=a-,b", "https://wiki.example/Cat#History"},
    {"https://wiki.example/Cat#:~:text=a", "https://wiki.example/Cat"},
    {"https://wiki.example/Cat#utm_source=x&utm_medium=y", "https://wiki.example/Cat"},
    {"https://wiki.example/#/inbox?tab=1", NULL},
    /* wrappers */
    {"https://www.google.de/url?q=https%3A%2F%2Fe.example%2Fa%3Fb%3D1%26gclid%3D2&sa=D", "https://e.example/a?b=1"},
    {"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Furl%3Dhttps%253A%252F%252Fe.example%252F", "https://e.example/"},
    {"https://urldefense.com/v3/__https://e.example/a*b__;Iw!!x!y$", "https://e.example/a#b"},
    {"https://www.google.com/url?q=javascript%3Aalert(1)", NULL},
    {"https://unknown.example/redirect?url=https%3A%2F%2Fe.example%2F", NULL},
    /* hands off */
    {"https://s3.example/x?X-Amz-Signature=ab&utm_source=x", NULL},
    {"https://cdn.example/x?token=ab&expires=17&utm_source=x", NULL},
    {"https://web.archive.org/web/2020/https://e.example/?utm_source=x", NULL},
    {"https://news.example/unsubscribe?utm_source=x&u=1", NULL},
    {"https://id.example/auth?client_id=1&redirect_uri=https%3A%2F%2Fe.example%2F%3Futm_source%3Dx", NULL},
    {"mailto:a@b.example?subject=utm_source", NULL},
    /* normal form, and what is no URL */
    {" HTTPS://E.example:443/a/../b ", "https://e.example/b"},
    {"http://[bad", NULL},
    {"just words", NULL},
};

static tms_slice clean(tms_link_cleaner *cleaner, const char *raw, uint32_t *did) {
  tms_slice out;
  assert_int_equal(tms_link_clean(cleaner, tms_slice_cstr(raw), NULL, false, &out, did), TMS_OK);
  return out;
}

static void test_rows(void **state) {
  (void)state;
  tms_link_cleaner cleaner;
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *want = rows[i].clean ? rows[i].clean : rows[i].raw;
    uint32_t did;
    char once[512];
    tms_slice got = clean(&cleaner, rows[i].raw, &did);
    assert_true(got.len < sizeof once);
    memcpy(once, got.ptr, got.len);
    once[got.len] = '\0';
    assert_string_equal(once, want);
    got = clean(&cleaner, once, &did);
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.ptr, want, got.len);
    assert_int_equal(did & (TMS_LINK_TRACKING | TMS_LINK_UNWRAPPED), 0);
  }
  tms_link_cleaner_release(&cleaner);
}

/* One row of tests/urls/tracking.tsv: raw, clean ("=": the same), why. Cleaning the clean one changes nothing. */
static void check_case(tms_link_cleaner *cleaner, tms_slice line) {
  size_t first = tms_slice_find_byte(line, '\t', 0), second = tms_slice_find_byte(line, '\t', first + 1);
  assert_true(first != SIZE_MAX && second != SIZE_MAX);
  tms_slice raw = tms_slice_head(line, first), want = tms_slice_of(line.ptr + first + 1, second - first - 1), got;
  uint32_t did;
  if (tms_slice_eq(want, TMS_SLICE("="))) want = raw;
  for (int round = 0; round < 2; round++) {
    assert_int_equal(tms_link_clean(cleaner, round ? want : raw, NULL, false, &got, &did), TMS_OK);
    if (!tms_slice_eq(got, want)) print_error("%.*s\n  got %.*s\n", (int)line.len, line.ptr, (int)got.len, got.ptr);
    assert_true(tms_slice_eq(got, want));
    if (round) assert_int_equal(did & (TMS_LINK_TRACKING | TMS_LINK_UNWRAPPED), 0);
  }
}

static void test_cases(void **state) {
  (void)state;
  tms_link_cleaner cleaner;
  tms_source file;
  tms_buf text;
  size_t count = 0;
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  tms_buf_init(&text, tms_allocator_libc(), 1 << 24);
  assert_int_equal(tms_file_source_open("tests/urls/tracking.tsv", &file, NULL), TMS_OK);
  assert_int_equal(tms_source_read_all(file, 1 << 24, &text), TMS_OK);
  tms_file_source_close(&file);
  tms_slice rest = tms_buf_slice(&text), line;
  assert_true(tms_slice_next_line(&rest, &line)); /* the heads of the columns */
  for (; tms_slice_next_line(&rest, &line); count++) check_case(&cleaner, line);
  assert_true(count > 400);
  tms_buf_release(&text);
  tms_link_cleaner_release(&cleaner);
}

static void test_what_was_done(void **state) {
  (void)state;
  tms_link_cleaner cleaner;
  tms_url base;
  tms_slice got;
  uint32_t did;
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  tms_url_init(&base, tms_allocator_libc());
  assert_int_equal(tms_url_parse(&base, TMS_SLICE("https://e.example/a/b"), NULL), TMS_OK);
  assert_int_equal(tms_link_clean(&cleaner, TMS_SLICE("c?utm_source=x"), &base, false, &got, &did), TMS_OK);
  assert_string_equal(got.ptr, "https://e.example/a/c");
  assert_int_equal(did, TMS_LINK_RESOLVED | TMS_LINK_TRACKING);
  assert_int_equal(tms_link_clean(&cleaner, TMS_SLICE("c?utm_source=x"), &base, true, &got, &did), TMS_OK);
  assert_string_equal(got.ptr, "https://e.example/a/c?utm_source=x");
  assert_int_equal(did, TMS_LINK_RESOLVED);
  (void)clean(&cleaner, "no url", &did);
  assert_int_equal(did, TMS_LINK_NO_URL);
  tms_url_release(&base);
  tms_link_cleaner_release(&cleaner);
}

/* Deeper than the bound: left whole, so that a second run has nothing to add. */
static void test_bottomless(void **state) {
  (void)state;
  tms_link_cleaner cleaner;
  tms_buf url;
  uint32_t did;
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  tms_buf_init(&url, tms_allocator_libc(), 1 << 20);
  for (int i = 0; i < 40; i++) tms_buf_add_cstr(&url, "https://href.li/?");
  tms_buf_add_cstr(&url, "https://e.example/");
  tms_slice got = clean(&cleaner, url.data, &did);
  assert_string_equal(got.ptr, url.data);
  assert_int_equal(did, 0);
  tms_buf_release(&url);
  tms_link_cleaner_release(&cleaner);
}

static void test_failing_memory(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc memory = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&memory);
    tms_link_cleaner cleaner;
    tms_slice got;
    uint32_t did;
    tms_link_cleaner_init(&cleaner, &allocator);
    tms_slice raw = TMS_SLICE("https://www.google.de/url?q=https%3A%2F%2Fb%C3%BC.example%2Fa%3Fb%3D1%26gclid%3D2&sa=D");
    tms_status status = tms_link_clean(&cleaner, raw, NULL, false, &got, &did);
    assert_int_equal(status, memory.calls < n ? TMS_OK : TMS_ERR_MEMORY);
    if (status == TMS_OK) assert_string_equal(got.ptr, "https://xn--b-eha.example/a?b=1");
    tms_link_cleaner_release(&cleaner);
    assert_int_equal(memory.live_bytes, 0);
    if (memory.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),       cmocka_unit_test(test_cases),          cmocka_unit_test(test_what_was_done),
      cmocka_unit_test(test_bottomless), cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
