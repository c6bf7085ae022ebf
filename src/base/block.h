/*
 * Blocks of bytes that are compared together: what the inner loops of scanners stand on, and all that they know of the machine.
 *
 * 16 bytes with SSE2 (every x86-64) and NEON (every arm64), else 8 in a word of 64 bits, which TMS_PORTABLE asks for everywhere (its build is a test of its own).
 * A comparison gives a block of flags; tms_block_mask() makes TMS_MASK_BITS bits for each byte of it, the first byte's lowest. Without TMS_MASK_EXACT (in a
 * word) bytes above the lowest hit may be marked wrongly: ask for the first, or whether there is any.
 *
 *   for (; end - at >= TMS_BLOCK; at += TMS_BLOCK) {
 *     uint64_t hits = tms_block_mask(tms_block_is(tms_block_load(s + at), '&'));
 *     if (hits) return at + tms_mask_first(hits);
 *   }
 */
#ifndef TMS_BASE_BLOCK_H
#define TMS_BASE_BLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(TMS_PORTABLE)
#elif defined(__SSE2__) && defined(__x86_64__)
#include <emmintrin.h>
#define TMS_BLOCK_SSE2
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#define TMS_BLOCK_NEON
#endif

#define TMS_WORD_ONES UINT64_C(0x0101010101010101)

/* Eight bytes, the first one lowest on every machine. */
static inline uint64_t tms_load_word(const char *s) {
  uint64_t word;
  memcpy(&word, s, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/* In a word: the high bit of each byte that is `c`, and of each that is below `n` (at most 128). Above the lowest hit there may be more. */
static inline uint64_t tms_word_is(uint64_t word, char c) {
  const uint64_t x = word ^ (TMS_WORD_ONES * (unsigned char)c);
  return (x - TMS_WORD_ONES) & ~x & (TMS_WORD_ONES << 7);
}
static inline uint64_t tms_word_below(uint64_t word, unsigned n) {
  return (word - TMS_WORD_ONES * n) & ~word & (TMS_WORD_ONES << 7);
}

#if defined(TMS_BLOCK_SSE2)
enum { TMS_BLOCK = 16, TMS_MASK_SHIFT = 0, TMS_MASK_EXACT = 1 };
typedef __m128i tms_block;
static inline tms_block tms_block_load(const char *s) {
  return _mm_loadu_si128((const __m128i *)(const void *)s);
}
static inline void tms_block_store(char *s, tms_block block) {
  _mm_storeu_si128((__m128i *)(void *)s, block);
}
static inline tms_block tms_block_is(tms_block block, char c) {
  return _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
}
/* Bytes below `n`, 1 to 128. */
static inline tms_block tms_block_below(tms_block block, unsigned n) {
  return _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8((char)(n - 1))), block);
}
/* Bytes from `first` to `last`, both below 0x80; exact in a word too. */
static inline tms_block tms_block_between(tms_block block, unsigned first, unsigned last) {
  const tms_block from_first = _mm_sub_epi8(block, _mm_set1_epi8((char)first));
  return _mm_cmpeq_epi8(_mm_min_epu8(from_first, _mm_set1_epi8((char)(last - first))), from_first);
}
/* Bytes of 0x80 and more. */
static inline tms_block tms_block_high(tms_block block) {
  return block; /* the mask takes the high bits, whatever is below them */
}
/* Bytes from `n` on, 0x80 to 0xFF. */
static inline tms_block tms_block_from(tms_block block, unsigned n) {
  return _mm_cmpeq_epi8(_mm_max_epu8(block, _mm_set1_epi8((char)n)), block);
}
static inline tms_block tms_block_or(tms_block a, tms_block b) {
  return _mm_or_si128(a, b);
}
static inline uint64_t tms_block_mask(tms_block block) {
  return (uint32_t)_mm_movemask_epi8(block);
}
#elif defined(TMS_BLOCK_NEON)
enum { TMS_BLOCK = 16, TMS_MASK_SHIFT = 2, TMS_MASK_EXACT = 1 }; /* four bits a byte: NEON has no movemask, but narrows by shifting */
typedef uint8x16_t tms_block;
static inline tms_block tms_block_load(const char *s) {
  return vld1q_u8((const uint8_t *)(const void *)s);
}
static inline void tms_block_store(char *s, tms_block block) {
  vst1q_u8((uint8_t *)(void *)s, block);
}
static inline tms_block tms_block_is(tms_block block, char c) {
  return vceqq_u8(block, vdupq_n_u8((uint8_t)c));
}
static inline tms_block tms_block_below(tms_block block, unsigned n) {
  return vcltq_u8(block, vdupq_n_u8((uint8_t)n));
}
static inline tms_block tms_block_between(tms_block block, unsigned first, unsigned last) {
  return vcleq_u8(vsubq_u8(block, vdupq_n_u8((uint8_t)first)), vdupq_n_u8((uint8_t)(last - first)));
}
static inline tms_block tms_block_high(tms_block block) {
  return vcgeq_u8(block, vdupq_n_u8(0x80));
}
static inline tms_block tms_block_from(tms_block block, unsigned n) {
  return vcgeq_u8(block, vdupq_n_u8((uint8_t)n));
}
static inline tms_block tms_block_or(tms_block a, tms_block b) {
  return vorrq_u8(a, b);
}
static inline uint64_t tms_block_mask(tms_block block) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(block), 4)), 0);
}
#else
enum { TMS_BLOCK = 8, TMS_MASK_SHIFT = 3, TMS_MASK_EXACT = 0 };
typedef uint64_t tms_block;
static inline tms_block tms_block_load(const char *s) {
  return tms_load_word(s);
}
static inline void tms_block_store(char *s, tms_block block) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  block = __builtin_bswap64(block);
#endif
  memcpy(s, &block, sizeof block);
}
static inline tms_block tms_block_is(tms_block block, char c) {
  return tms_word_is(block, c);
}
static inline tms_block tms_block_below(tms_block block, unsigned n) {
  return tms_word_below(block, n);
}
static inline tms_block tms_block_between(tms_block block, unsigned first, unsigned last) {
  const uint64_t low = block & TMS_WORD_ONES * 0x7F;
  return (low + TMS_WORD_ONES * (0x80 - first)) & ~(low + TMS_WORD_ONES * (0x7F - last)) & ~block & (TMS_WORD_ONES << 7);
}
static inline tms_block tms_block_high(tms_block block) {
  return block & (TMS_WORD_ONES << 7);
}
static inline tms_block tms_block_from(tms_block block, unsigned n) {
  return ((block & TMS_WORD_ONES * 0x7F) + TMS_WORD_ONES * (0x100 - n)) & block & (TMS_WORD_ONES << 7);
}
static inline tms_block tms_block_or(tms_block a, tms_block b) {
  return a | b;
}
static inline uint64_t tms_block_mask(tms_block block) {
  return block;
}
#endif

enum { TMS_MASK_BITS = 1 << TMS_MASK_SHIFT };

/* The place of the lowest byte in a mask that isn't 0. */
static inline size_t tms_mask_first(uint64_t mask) {
  return (size_t)__builtin_ctzll(mask) >> TMS_MASK_SHIFT;
}
/* What a mask says of the first `bytes` of its bytes, fewer than a block. */
static inline uint64_t tms_mask_head(uint64_t mask, size_t bytes) {
  return mask & (((uint64_t)1 << (bytes << TMS_MASK_SHIFT)) - 1);
}
/* The mask without its first `bytes` bytes, fewer than a block: of exact masks alone, else a hit among those may have left a mark behind it. */
static inline uint64_t tms_mask_from(uint64_t mask, size_t bytes) {
  return mask >> (bytes << TMS_MASK_SHIFT);
}

#endif
