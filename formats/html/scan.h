/*
 * The inner loops of the tokenizer: how far does plain text go, where does a name end. Sixteen bytes a step where SSE2 is there (every x86-64), else
 * byte by byte with a table. Nothing here reads at or past `end`.
 */
#ifndef TMS_HTML_SCAN_H
#define TMS_HTML_SCAN_H

#include "base/slice.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
  TMS_CHAR_SPACE = 1,      /* TAB LF FF CR space */
  TMS_CHAR_DIRTY = 2,      /* text that holds one of & CR NUL needs decoding */
  TMS_CHAR_TAG_END = 4,    /* ends a tag name: white space / > */
  TMS_CHAR_ATTR_END = 8,   /* ends an attribute name: white space / > = */
  TMS_CHAR_VALUE_END = 16, /* ends an unquoted value: white space > */
  TMS_CHAR_UPPER = 32
};

/* Classes of bytes, as bits above. */
extern const unsigned char tms_html_char_class[256];

static inline bool tms_char_is(char c, unsigned classes) {
  return (tms_html_char_class[(unsigned char)c] & classes) != 0;
}

/* The first `stop` at or after `at`, or `end`. *dirty is set (never cleared) if `odd`, CR or NUL stand before it. */
static inline size_t tms_scan_until_odd(const char *s, size_t at, size_t end, char stop, char odd, bool *dirty) {
#if defined(__SSE2__)
  const __m128i stops = _mm_set1_epi8(stop), odds = _mm_set1_epi8(odd), cr = _mm_set1_epi8('\r'), nul = _mm_setzero_si128();
  for (; at + 16 <= end; at += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
    __m128i found = _mm_cmpeq_epi8(block, stops);
    __m128i other = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, odds), _mm_cmpeq_epi8(block, cr)), _mm_cmpeq_epi8(block, nul));
    if (_mm_movemask_epi8(_mm_or_si128(found, other)) == 0) continue;
    unsigned hit = (unsigned)_mm_movemask_epi8(found), bad = (unsigned)_mm_movemask_epi8(other);
    if (hit) {
      *dirty |= (bad & (hit ^ (hit - 1))) != 0; /* those below the lowest hit */
      return at + (size_t)__builtin_ctz(hit);
    }
    *dirty = true;
  }
#endif
  for (; at < end && s[at] != stop; at++) *dirty |= s[at] == odd || s[at] == '\r' || s[at] == '\0';
  return at;
}

/* Where character references count, and where they don't. */
static inline size_t tms_scan_until(const char *s, size_t at, size_t end, char stop, bool *dirty) {
  return tms_scan_until_odd(s, at, end, stop, '&', dirty);
}
static inline size_t tms_scan_raw_until(const char *s, size_t at, size_t end, char stop, bool *dirty) {
  return tms_scan_until_odd(s, at, end, stop, '\r', dirty);
}

/* The first & CR or NUL at or after `at`, or `end`. */
static inline size_t tms_scan_dirty(const char *s, size_t at, size_t end) {
#if defined(__SSE2__)
  const __m128i amp = _mm_set1_epi8('&'), cr = _mm_set1_epi8('\r'), nul = _mm_setzero_si128();
  for (; at + 16 <= end; at += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
    __m128i odd = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, amp), _mm_cmpeq_epi8(block, cr)), _mm_cmpeq_epi8(block, nul));
    unsigned bad = (unsigned)_mm_movemask_epi8(odd);
    if (bad) return at + (size_t)__builtin_ctz(bad);
  }
#endif
  while (at < end && !tms_char_is(s[at], TMS_CHAR_DIRTY)) at++;
  return at;
}

/* A name while it is scanned: its end, and its first 16 bytes lower-case as two little-endian words. `plain` says that the input's own bytes are the
 * name (nothing to fold, no NUL). */
typedef struct tms_name_scan {
  size_t end;
  uint64_t low, high;
  bool plain;
} tms_name_scan;

/* Byte by byte: near the end of the input, for long names and odd characters. */
tms_name_scan tms_html_scan_name_slowly(const char *s, size_t at, size_t end, unsigned stop);

/* `stop` is TMS_CHAR_TAG_END or TMS_CHAR_ATTR_END. */
static inline tms_name_scan tms_scan_name(const char *s, size_t at, size_t end, unsigned stop) {
#if defined(__SSE2__)
  static const unsigned char keep[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  if (at + 16 <= end) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
    const __m128i folded = _mm_or_si128(block, _mm_set1_epi8(0x20));
    /* letters, digits and '-': min(x - first, span) == x - first */
    const __m128i letter = _mm_sub_epi8(folded, _mm_set1_epi8('a')), digit = _mm_sub_epi8(block, _mm_set1_epi8('0'));
    const __m128i is_letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    const __m128i is_digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
    const __m128i is_name = _mm_or_si128(_mm_or_si128(is_letter, is_digit), _mm_cmpeq_epi8(block, _mm_set1_epi8('-')));
    unsigned other = (unsigned)_mm_movemask_epi8(is_name) ^ 0xFFFFu;
    if (other) {
      unsigned len = (unsigned)__builtin_ctz(other);
      if (len && tms_char_is(s[at + len], stop)) {
        const __m128i mask = _mm_loadu_si128((const __m128i *)(const void *)(keep + 16 - len));
        const __m128i name = _mm_and_si128(folded, mask);
        unsigned same = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, block));
        return (tms_name_scan){.end = at + len,
                               .low = (uint64_t)_mm_cvtsi128_si64(name),
                               .high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(name, name)),
                               .plain = (~same & ((1u << len) - 1)) == 0};
      }
    }
  }
#endif
  return tms_html_scan_name_slowly(s, at, end, stop);
}

#endif
