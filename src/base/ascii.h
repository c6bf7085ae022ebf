/* Sixteen bytes at a time: the one place where code asks which of them are ASCII. SSE2 is part of x86-64; elsewhere two words of 64 bits do it. */
#ifndef TMS_BASE_ASCII_H
#define TMS_BASE_ASCII_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(TMS_PORTABLE)
#include <emmintrin.h>
#endif

enum { TMS_ASCII_BLOCK = 16 };

#if !defined(__SSE2__) || defined(TMS_PORTABLE)
/* The index of the first byte in memory whose high bit is set in `high`, which is not 0 and has no other bits. */
static inline size_t tms_ascii_first_high(uint64_t high) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  return (size_t)__builtin_clzll(high) >> 3;
#else
  return (size_t)__builtin_ctzll(high) >> 3;
#endif
}
#endif

/* How many of the TMS_ASCII_BLOCK bytes at `from` are ASCII before the first that is not. All of them are copied to `to` (NULL = nowhere). */
static inline size_t tms_ascii_block(const char *from, char *to) {
#if defined(__SSE2__) && !defined(TMS_PORTABLE)
  __m128i block = _mm_loadu_si128((const __m128i *)(const void *)from);
  if (to) _mm_storeu_si128((__m128i *)(void *)to, block);
  unsigned high = (unsigned)_mm_movemask_epi8(block);
  return high ? (size_t)__builtin_ctz(high) : TMS_ASCII_BLOCK;
#else
  const uint64_t bits = 0x8080808080808080u;
  uint64_t word[2];
  memcpy(word, from, sizeof word);
  if (to) memcpy(to, word, sizeof word);
  if (word[0] & bits) return tms_ascii_first_high(word[0] & bits);
  return word[1] & bits ? 8 + tms_ascii_first_high(word[1] & bits) : TMS_ASCII_BLOCK;
#endif
}

#endif
