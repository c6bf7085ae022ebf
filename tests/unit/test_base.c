/* Layer 0: sizes, slices, buffers, arenas, maps, UTF-8, SHA-256, sorting. */
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/sha256.h"
#include "base/sha256_blocks.h"
#include "base/size.h"
#include "base/slice.h"
#include "base/sort.h"
#include "base/utf8.h"

#include <stdio.h>

static void test_sizes(void **state) {
  (void)state;
  size_t out = 7;
  uint32_t narrow = 7;
  assert_false(tms_size_add(SIZE_MAX, 1, &out));
  assert_false(tms_size_mul(SIZE_MAX / 2, 3, &out));
  assert_int_equal(out, 7);
  assert_true(tms_size_add(3, 4, &out) && out == 7);
  assert_false(tms_size_to_u32((size_t)UINT32_MAX + 1, &narrow));
  assert_int_equal(tms_size_clamp_u32(SIZE_MAX), UINT32_MAX);
}

static void test_slices(void **state) {
  (void)state;
  tms_slice text = TMS_SLICE("one\r\ntwo\rthree\n\nfour"), line;
  static const char *const lines[] = {"one", "two", "three", "", "four"};
  for (size_t i = 0; i < 5; i++) {
    assert_true(tms_slice_next_line(&text, &line));
    assert_true(tms_slice_eq(line, tms_slice_cstr(lines[i])));
  }
  assert_false(tms_slice_next_line(&text, &line));
  uint64_t value = 0;
  assert_true(tms_slice_to_u64(TMS_SLICE("18446744073709551615"), UINT64_MAX, &value) && value == UINT64_MAX);
  assert_false(tms_slice_to_u64(TMS_SLICE("18446744073709551616"), UINT64_MAX, &value));
  assert_false(tms_slice_to_u64(TMS_SLICE("12x"), 100, &value));
  assert_false(tms_slice_to_u64(TMS_SLICE_NONE, 100, &value));
  assert_int_equal(tms_slice_find_nocase(TMS_SLICE("abCDef"), TMS_SLICE("cde"), 0), 2);
  assert_int_equal(tms_slice_find(TMS_SLICE("aaab"), TMS_SLICE("aab"), 0), 1);
  assert_int_equal(tms_slice_find(TMS_SLICE("ab"), TMS_SLICE("abc"), 0), SIZE_MAX);
  assert_true(tms_slice_eq(tms_slice_trim(TMS_SLICE(" \t a b \n")), TMS_SLICE("a b")));
}

static void test_buffer_ceiling_is_sticky(void **state) {
  (void)state;
  tms_buf buf;
  tms_buf_init(&buf, tms_allocator_libc(), 10);
  assert_int_equal(buf.data[0], 0);
  tms_buf_add_cstr(&buf, "0123456789");
  assert_int_equal(buf.status, TMS_OK);
  tms_buf_add_byte(&buf, 'x');
  assert_int_equal(buf.status, TMS_ERR_LIMIT);
  tms_buf_reset(&buf);
  tms_buf_add_u64(&buf, 1234567890);
  assert_string_equal(buf.data, "1234567890");
  tms_bytes bytes;
  assert_int_equal(tms_buf_take(&buf, &bytes), TMS_OK);
  assert_int_equal(bytes.size, 10);
  assert_int_equal(buf.len, 0);
  tms_bytes_release(&bytes);
  tms_bytes_release(&bytes);
  tms_buf_release(&buf);
}

static void test_buffer_memory_is_sticky(void **state) {
  (void)state;
  fail_alloc fail = {.fail_at = 2};
  tms_allocator allocator = fail_allocator(&fail);
  tms_buf buf;
  tms_buf_init(&buf, &allocator, SIZE_MAX);
  tms_buf_add_repeat(&buf, 'a', 60);
  tms_buf_add_repeat(&buf, 'b', 600); /* fails: the old contents stay */
  assert_int_equal(buf.status, TMS_ERR_MEMORY);
  tms_buf_add_byte(&buf, 'c');
  assert_int_equal(buf.len, 60);
  tms_bytes bytes;
  assert_int_equal(tms_buf_take(&buf, &bytes), TMS_ERR_MEMORY);
  tms_buf_release(&buf);
  assert_int_equal(fail.live_bytes, 0);
}

static void test_arena(void **state) {
  (void)state;
  fail_alloc counted = {0};
  tms_allocator allocator = fail_allocator(&counted);
  tms_arena arena;
  tms_arena_init(&arena, &allocator, 1 << 16);
  char *first = tms_arena_alloc(&arena, 3), *second = tms_arena_alloc(&arena, 0);
  assert_true(first && second && ((uintptr_t)first & 7) == 0 && ((uintptr_t)second & 7) == 0);
  tms_slice copy = tms_arena_copy(&arena, TMS_SLICE("a\0b"));
  assert_int_equal(copy.len, 3);
  assert_int_equal(copy.ptr[3], 0);
  assert_null(tms_arena_alloc(&arena, 1 << 17));
  assert_int_equal(arena.status, TMS_ERR_LIMIT);
  assert_null(tms_arena_alloc(&arena, 1));
  tms_arena_reset(&arena);
  assert_non_null(tms_arena_alloc(&arena, 1));
  assert_null(tms_arena_array(&arena, SIZE_MAX / 2, 4));
  tms_arena_release(&arena);
  assert_int_equal(counted.live_bytes, 0);
}

/* What was handed out before the mark stays, what came after it is free again. */
static void test_arena_rewinds(void **state) {
  (void)state;
  fail_alloc counted = {0};
  tms_allocator allocator = fail_allocator(&counted);
  tms_arena arena;
  tms_arena_init(&arena, &allocator, 1 << 16);
  tms_slice kept = tms_arena_copy(&arena, TMS_SLICE("kept"));
  const tms_arena_mark mark = tms_arena_mark_of(&arena);
  const size_t used = arena.used;
  char *first = tms_arena_alloc(&arena, 8);
  for (int i = 0; i < 100; i++) assert_non_null(tms_arena_alloc(&arena, 200));
  assert_true(arena.used > used);
  tms_arena_rewind(&arena, mark);
  assert_int_equal(arena.used, used);
  assert_int_equal(counted.live_bytes, used);
  assert_true(tms_slice_eq(kept, TMS_SLICE("kept")));
  assert_ptr_equal(tms_arena_alloc(&arena, 8), first);
  assert_null(tms_arena_alloc(&arena, 1 << 17));
  tms_arena_rewind(&arena, mark);
  assert_int_equal(arena.status, TMS_ERR_LIMIT);
  tms_arena_release(&arena);
  assert_int_equal(counted.live_bytes, 0);
}

static void test_map(void **state) {
  (void)state;
  tms_arena arena;
  tms_map map;
  char keys[1000][8];
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX / 2);
  tms_map_init(&map, &arena, 42);
  assert_null(tms_map_get(&map, TMS_SLICE("k")));
  for (uint32_t i = 0; i < 1000; i++) {
    bool is_new = false;
    snprintf(keys[i], sizeof keys[i], "k%u", i);
    assert_int_equal(*tms_map_put(&map, tms_slice_cstr(keys[i]), i, &is_new), i);
    assert_true(is_new);
  }
  for (uint32_t i = 0; i < 1000; i++) assert_int_equal(*tms_map_get(&map, tms_slice_cstr(keys[i])), i);
  bool is_new = true;
  assert_int_equal(*tms_map_put(&map, TMS_SLICE("k7"), 99, &is_new), 7);
  assert_false(is_new);
  /* Two maps of one seed order their slots differently: keys that meet in the one don't in the other. */
  tms_map other;
  tms_map_init(&other, &arena, 42);
  assert_int_not_equal(map.seed, other.seed);
  tms_arena_release(&arena);
}

/* Different keys, seeds and lengths must give different hashes, and the low bits must differ as well as the high ones. */
static void test_hash(void **state) {
  (void)state;
  static unsigned char low[1 << 16], high[1 << 16];
  size_t low_used = 0, high_used = 0;
  for (uint32_t i = 0; i < 1 << 16; i++) {
    char key[16];
    int length = snprintf(key, sizeof key, "%x", i);
    uint64_t hash = tms_hash(1, tms_slice_of(key, (size_t)length));
    low_used += !low[hash & 0xFFFF]++;
    high_used += !high[hash >> 48]++;
  }
  /* 65,536 balls into as many boxes leave 1 - 1/e = 63.2 % of them used. */
  assert_in_range(low_used, 41000, 42000);
  assert_in_range(high_used, 41000, 42000);
  assert_int_not_equal(tms_hash(1, TMS_SLICE("a")), tms_hash(2, TMS_SLICE("a")));
  assert_int_not_equal(tms_hash(1, TMS_SLICE_NONE), tms_hash(1, TMS_SLICE("\0")));
  for (uint32_t c = 1; c < 256; c++) { /* folds letters, and nothing else */
    char one = (char)c, lower = tms_lower(one);
    assert_int_equal(tms_hash_nocase(7, tms_slice_of(&one, 1)), tms_hash(7, tms_slice_of(&lower, 1)));
  }
  assert_int_equal(tms_hash_nocase(1, TMS_SLICE("NavBar-Main-Left")), tms_hash_nocase(1, TMS_SLICE("navbar-main-LEFT")));
}

static void test_utf8(void **state) {
  (void)state;
  static const struct {
    const char *in, *out;
    size_t repairs;
  } cases[] = {
      /* Unicode 15, table 3-8 and 3-11: one U+FFFD for each maximal subpart */
      {"abc", "abc", 0},
      {"\xC3\xA9", "\xC3\xA9", 0},
      {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
      {"\xE0\x80\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\x41", 4},
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\x41\xEF\xBF\xBD\xEF\xBF\xBD\x42", 7},
      {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tms_buf out;
    tms_buf_init(&out, tms_allocator_libc(), 1000);
    assert_int_equal(tms_utf8_repair(tms_slice_cstr(cases[i].in), &out), cases[i].repairs);
    assert_string_equal(out.data, cases[i].out);
    assert_true(tms_utf8_is_valid(tms_buf_slice(&out)));
    tms_buf_release(&out);
  }
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    char bytes[4];
    size_t size, back;
    bool valid;
    tms_slice s = tms_slice_of(bytes, tms_utf8_encode(c, bytes));
    uint32_t want = c >= 0xD800 && c <= 0xDFFF ? TMS_REPLACEMENT : c;
    if (tms_utf8_decode(s, 0, &size, &valid) != want || size != s.len || !valid) fail_msg("U+%04X", c);
    if (tms_utf8_decode_back(s, s.len, &back) != want || back != s.len) fail_msg("back U+%04X", c);
  }
}

static void test_sha256(void **state) {
  (void)state;
  /* FIPS 180-4 examples, and a million a. */
  static const struct {
    const char *unit;
    size_t times;
    const char *digest;
  } cases[] = {
      {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tms_sha256 hash;
    unsigned char digest[32];
    char hex[65];
    tms_sha256_init(&hash);
    for (size_t j = 0; j < cases[i].times; j++) tms_sha256_add(&hash, tms_slice_cstr(cases[i].unit));
    tms_sha256_finish(&hash, digest);
    for (size_t j = 0; j < 32; j++) snprintf(hex + 2 * j, 3, "%02x", digest[j]);
    assert_string_equal(hex, cases[i].digest);
  }
}

/* The instructions of the machine and plain C say the same, and pieces of any size make the same whole. */
static void test_sha256_ways(void **state) {
  (void)state;
  char text[1000];
  uint32_t random = 7;
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)((random = random * 1664525u + 1013904223u) >> 24);
  for (size_t count = 0; count <= 15; count++) {
    uint32_t one[8] = {1, 2, 3, 4, 5, 6, 7, 8}, two[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    tms_sha256_blocks(one, (const unsigned char *)text + count, count);
    tms_sha256_blocks_plain(two, (const unsigned char *)text + count, count);
    assert_memory_equal(one, two, sizeof one);
  }
  unsigned char whole[32], pieces[32];
  tms_sha256_of(tms_slice_of(text, sizeof text), whole);
  for (size_t step = 1; step < 200; step++) {
    tms_sha256 hash;
    tms_sha256_init(&hash);
    for (tms_slice rest = tms_slice_of(text, sizeof text); rest.len; rest = tms_slice_from(rest, step))
      tms_sha256_add(&hash, tms_slice_head(rest, step));
    tms_sha256_add(&hash, TMS_SLICE_NONE);
    tms_sha256_finish(&hash, pieces);
    assert_memory_equal(whole, pieces, sizeof whole);
  }
}

static int by_tens(const void *a, const void *b) {
  return *(const int *)a / 10 - *(const int *)b / 10;
}

static void test_sort_is_stable(void **state) {
  (void)state;
  int items[1000], scratch[1000];
  uint32_t random = 1;
  for (int count = 0; count <= 1000; count += 37) {
    for (int i = 0; i < count; i++) {
      random = random * 1664525u + 1013904223u;
      items[i] = (int)((random >> 20) % 50) * 10;
    }
    for (int i = 0, seen[50] = {0}; i < count; i++) items[i] += seen[items[i] / 10]++ % 10; /* the last digit: the order among equals */
    tms_sort(items, (size_t)count, sizeof *items, by_tens, scratch);
    for (int i = 1; i < count; i++) {
      assert_true(items[i - 1] / 10 <= items[i] / 10);
      if (items[i - 1] / 10 == items[i] / 10) assert_true((items[i - 1] + 1) % 10 == items[i] % 10);
    }
  }
}

static void test_limits(void **state) {
  (void)state;
  tms_limits limits = tms_limits_resolve(&(tms_limits){.max_input = SIZE_MAX});
  assert_int_equal(limits.max_input, (size_t)1 << 30);
  assert_int_equal(limits.max_depth, 512);
  /* What is too little for an empty document is raised. */
  limits = tms_limits_resolve(&(tms_limits){.max_memory = 1, .max_nodes = 1, .max_work = 1});
  assert_true(limits.max_memory >= 4096 && limits.max_nodes >= 4 && limits.max_work >= 4);
  tms_budget budget = {3};
  assert_true(tms_budget_spend(&budget, 3));
  assert_false(tms_budget_spend(&budget, 1));
}

/* Each of the looks that take sixteen bytes at a time, beside one that takes a byte. */
static size_t plain_single_spaced(tms_slice s, size_t at) {
  for (; at < s.len; at++) {
    bool space = tms_is_space((unsigned char)s.ptr[at]);
    if (space && (s.ptr[at] != ' ' || (at + 1 < s.len && tms_is_space((unsigned char)s.ptr[at + 1])))) break;
  }
  return at;
}

static void test_slice_spaces(void **state) {
  (void)state;
  static const char letters[] = "ab  \t\n\v\r\f.e\xC3\xA9xyzuvw";
  char text[80];
  uint32_t random = 5;
  for (int round = 0; round < 20000; round++) {
    random = random * 1664525u + 1013904223u;
    size_t len = (random >> 20) % sizeof text, at = (random >> 9) % (len + 1), few = 4 + (random >> 28);
    for (size_t i = 0; i < len; i++) {
      random = random * 1664525u + 1013904223u;
      text[i] = letters[(random >> 24) % few];
    }
    tms_slice s = tms_slice_of(text, len), trimmed = tms_slice_trim(s);
    assert_int_equal(tms_slice_single_spaced(s, at), plain_single_spaced(s, at));
    size_t begin = 0, end = len;
    while (begin < end && tms_is_space((unsigned char)text[begin])) begin++;
    while (begin < end && tms_is_space((unsigned char)text[end - 1])) end--;
    assert_int_equal(trimmed.len, end - begin);
    assert_ptr_equal(trimmed.ptr, text + begin);
  }
  assert_int_equal(tms_slice_find_nocase(TMS_SLICE("a/B/bC"), TMS_SLICE("BC"), 0), 4);
  assert_int_equal(tms_slice_find_nocase(TMS_SLICE("a/B/bC"), TMS_SLICE("/b"), 2), 3);
  assert_int_equal(tms_slice_find_nocase(TMS_SLICE("{x[X"), TMS_SLICE("[x"), 0), 2);
  assert_int_equal(tms_slice_find_nocase(TMS_SLICE("abc"), TMS_SLICE("bcd"), 0), SIZE_MAX);
}

static void test_number_map(void **state) {
  (void)state;
  enum { KEYS = 5000 };
  tms_arena arena;
  tms_number_map map;
  tms_arena_init(&arena, tms_allocator_libc(), (size_t)1 << 20);
  assert_true(tms_number_map_init(&map, &arena, 7, KEYS));
  for (uint32_t twice = 0; twice < 2; twice++) {
    for (uint32_t i = 0; i < KEYS; i++) assert_int_equal(*tms_number_map_put(&map, (uint64_t)i << 40, twice ? KEYS : i), i);
  }
  assert_null(tms_number_map_put(&map, 1, 0)); /* one more than was said */
  tms_arena_release(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slice_spaces),
      cmocka_unit_test(test_number_map),
      cmocka_unit_test(test_sizes),
      cmocka_unit_test(test_slices),
      cmocka_unit_test(test_buffer_ceiling_is_sticky),
      cmocka_unit_test(test_buffer_memory_is_sticky),
      cmocka_unit_test(test_arena),
      cmocka_unit_test(test_arena_rewinds),
      cmocka_unit_test(test_map),
      cmocka_unit_test(test_hash),
      cmocka_unit_test(test_utf8),
      cmocka_unit_test(test_sha256),
      cmocka_unit_test(test_sha256_ways),
      cmocka_unit_test(test_sort_is_stable),
      cmocka_unit_test(test_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
