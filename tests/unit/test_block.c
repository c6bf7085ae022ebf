/* Blocks of bytes: what a mask says of the first hit is what a loop over the bytes finds, on this machine and with TMS_PORTABLE. */
#include "base/block.h"

#include <stdbool.h>

#include "tests/support/cmocka.h"

static bool is_quote(unsigned char c) {
  return c == '"';
}
static bool is_high(unsigned char c) {
  return c >= 0x80;
}
static bool is_control(unsigned char c) {
  return c < ' ';
}
static bool is_from_a2(unsigned char c) {
  return c >= 0xA2;
}
static bool is_ascii(unsigned char c) {
  return c < 0x80;
}

static bool is_sign(unsigned char c) {
  return c >= '!' && c <= '"';
}
static bool is_ascii_but_nul(unsigned char c) {
  return c > 0 && c < 0x80;
}

static size_t first_of(const char *s, bool (*is)(unsigned char)) {
  size_t at = 0;
  while (at < TMS_BLOCK && !is((unsigned char)s[at])) at++;
  return at;
}

static void check(const char *s, tms_block flags, bool (*is)(unsigned char)) {
  uint64_t mask = tms_block_mask(flags);
  size_t first = first_of(s, is);
  assert_int_equal(mask ? tms_mask_first(mask) : (size_t)TMS_BLOCK, first);
  assert_int_equal(first > 0 && first < TMS_BLOCK ? tms_mask_head(mask, first) : 0, 0);
  if (!TMS_MASK_EXACT) return;
  for (size_t skip = 0; skip < TMS_BLOCK; skip++) assert_int_equal(tms_mask_from(mask, skip) & 1, is((unsigned char)s[skip]));
}

static void finds_the_first(void **state) {
  static const char bytes[] = {'a', ' ', '"', '#', '!', '\x1F', '\x01', '\0', '\x7F', '\x80', '\xFF', '\xA1', '\xA2'};
  uint32_t seed = 1;
  char s[TMS_BLOCK], copy[TMS_BLOCK];
  (void)state;
  for (int round = 0; round < 200000; round++) {
    for (size_t i = 0; i < sizeof s; i++) {
      seed = seed * 1664525u + 1013904223u;
      s[i] = seed >> 28 < 13 ? 'a' : bytes[(seed >> 16) % sizeof bytes];
    }
    tms_block block = tms_block_load(s);
    check(s, tms_block_is(block, '"'), is_quote);
    check(s, tms_block_high(block), is_high);
    check(s, tms_block_from(block, 0xA2), is_from_a2);
    check(s, tms_block_below(block, ' '), is_control);
    check(s, tms_block_between(block, '!', '"'), is_sign);
    check(s, tms_block_between(block, 1, 0x7F), is_ascii_but_nul);
    check(s, tms_block_below(block, 128), is_ascii);
    check(s, tms_block_or(tms_block_is(block, '"'), tms_block_is(block, '"')), is_quote);
    tms_block_store(copy, block);
    assert_memory_equal(copy, s, sizeof s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_the_first)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
