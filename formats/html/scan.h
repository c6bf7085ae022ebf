/*
 * The inner loops of the tokenizer: how far does plain text go, where does a name end.
 *
 * Bytes are compared a block at a time; what stands here about blocks (and scan_far.c, 32 bytes with AVX2) is all that knows of the machine: 16 bytes
 * with SSE2 (every x86-64) and NEON (every arm64), else 8 in a word of 64 bits, which TMS_PORTABLE asks for everywhere (its build is a test of its own).
 * A mask holds one or more bits for each byte, the first byte's lowest. Nothing here reads at or past `end`.
 */
#ifndef TMS_HTML_SCAN_H
#define TMS_HTML_SCAN_H

#include "base/block.h"
#include "base/slice.h"

enum {
  TMS_CHAR_SPACE = 1,      /* TAB LF FF CR space */
  TMS_CHAR_DIRTY = 2,      /* text that holds one of & CR NUL needs decoding */
  TMS_CHAR_TAG_END = 4,    /* ends a tag name: white space / > */
  TMS_CHAR_ATTR_END = 8,   /* ends an attribute name: white space / > = */
  TMS_CHAR_VALUE_END = 16, /* ends an unquoted value: white space > */
  TMS_CHAR_UPPER = 32,
  TMS_CHAR_LETTER = 64,
  TMS_CHAR_MARKUP = 128 /* behind '<' it begins markup whatever follows: a letter ! ? */
};

#pragma GCC visibility push(hidden) /* said here too, or else each look goes through a table of addresses */
/* Classes of bytes, as bits above. */
extern const unsigned char tms_html_char_class[256];
/* For names of 0 to 16 bytes: which bits of their words are theirs. */
extern const uint64_t tms_html_name_keep[17][2];
#pragma GCC visibility pop

static inline bool tms_char_is(char c, unsigned classes) {
  return (tms_html_char_class[(unsigned char)c] & classes) != 0;
}

/* ---------------------------------------------------------------- text ---- */

#if defined(TMS_BLOCK_SSE2)
/* Two blocks are looked at together: whether a value or a text goes on behind the first one is hard to foresee. */
enum { TMS_STRETCH = 2 * TMS_BLOCK };
typedef struct tms_stretch {
  tms_block one, two;
} tms_stretch;
static inline tms_stretch tms_stretch_load(const char *s) {
  return (tms_stretch){tms_block_load(s), tms_block_load(s + TMS_BLOCK)};
}
static inline uint64_t tms_stretch_is(tms_stretch stretch, char c) {
  return tms_block_mask(tms_block_is(stretch.one, c)) | tms_block_mask(tms_block_is(stretch.two, c)) << TMS_BLOCK;
}
static inline tms_block tms_block_any(tms_block block, char stop, char odd) {
  const tms_block clean = tms_block_or(tms_block_is(block, stop), tms_block_is(block, odd));
  return tms_block_or(clean, tms_block_or(tms_block_is(block, '\r'), tms_block_is(block, '\0')));
}
/* Where one of these stands, CR or NUL. */
static inline uint64_t tms_stretch_any(tms_stretch stretch, char stop, char odd) {
  return tms_block_mask(tms_block_any(stretch.one, stop, odd)) | tms_block_mask(tms_block_any(stretch.two, stop, odd)) << TMS_BLOCK;
}
/* Where a quote stands, '"' or '\'', or '&'. */
static inline tms_block tms_block_ends_value(tms_block block, char quote) {
  return quote == '"' ? tms_block_is(_mm_and_si128(block, _mm_set1_epi8((char)~('"' ^ '&'))), '"')
                      : tms_block_is(_mm_or_si128(block, _mm_set1_epi8('\'' ^ '&')), '\'');
}
#else
enum { TMS_STRETCH = TMS_BLOCK };
typedef tms_block tms_stretch;
static inline tms_stretch tms_stretch_load(const char *s) {
  return tms_block_load(s);
}
static inline uint64_t tms_stretch_is(tms_stretch stretch, char c) {
  return tms_block_mask(tms_block_is(stretch, c));
}
static inline uint64_t tms_stretch_any(tms_stretch stretch, char stop, char odd) {
  const tms_block clean = tms_block_or(tms_block_is(stretch, stop), tms_block_is(stretch, odd));
  return tms_block_mask(tms_block_or(clean, tms_block_or(tms_block_is(stretch, '\r'), tms_block_is(stretch, '\0'))));
}
#endif

/* The first `stop` at or after `at`, or `end`. *dirty is set (never cleared) if `odd`, CR or NUL stand before it. */
static inline size_t tms_scan_until_odd(const char *s, size_t at, size_t end, char stop, char odd, bool *dirty) {
  for (; at + TMS_STRETCH <= end; at += TMS_STRETCH) {
    const tms_stretch stretch = tms_stretch_load(s + at);
    const uint64_t any = tms_stretch_any(stretch, stop, odd);
    if (!any) continue;
    const size_t first = at + tms_mask_first(any);
    if (s[first] == stop) return first;
    *dirty = true;
    const uint64_t hit = tms_stretch_is(stretch, stop);
    if (hit) return at + tms_mask_first(hit);
  }
  for (; at < end && s[at] != stop; at++) *dirty |= s[at] == odd || s[at] == '\r' || s[at] == '\0';
  return at;
}

/* Where character references count. */
static inline size_t tms_scan_until(const char *s, size_t at, size_t end, char stop, bool *dirty) {
  return tms_scan_until_odd(s, at, end, stop, '&', dirty);
}

/* The `quote` that ends a value at or after `at`, where nothing odd stands before it; else, or where there is none, `end`: then tms_scan_until() is to be asked.
 * '"' and '\'' are each one bit away from '&', and tabs and line feeds are so rare in values that they count as odd, with CR and NUL. */
static inline size_t tms_scan_clean_value(const char *s, size_t at, size_t end, char quote) {
#if defined(TMS_BLOCK_SSE2)
  for (; at + TMS_STRETCH <= end; at += TMS_STRETCH) {
    const tms_stretch stretch = tms_stretch_load(s + at);
    const tms_block one = tms_block_or(tms_block_ends_value(stretch.one, quote), tms_block_below(stretch.one, '\r' + 1));
    const tms_block two = tms_block_or(tms_block_ends_value(stretch.two, quote), tms_block_below(stretch.two, '\r' + 1));
    const uint64_t any = tms_block_mask(one) | tms_block_mask(two) << TMS_BLOCK;
    if (!any) continue;
    at += tms_mask_first(any);
    return s[at] == quote ? at : end;
  }
  return end;
#else
  bool dirty = false;
  at = tms_scan_until(s, at, end, quote, &dirty);
  return dirty ? end : at;
#endif
}

/* scan_far.c: the same as a function, for what is long; `widest`: with AVX2 where the processor has it. */
typedef size_t (*tms_scan_function)(const char *s, size_t at, size_t end, char stop, char odd, bool *dirty);
tms_scan_function tms_html_scan_for(bool widest);

/* The first & CR or NUL at or after `at`, or `end`. */
static inline size_t tms_scan_dirty(const char *s, size_t at, size_t end) {
  for (; at + TMS_BLOCK <= end; at += TMS_BLOCK) {
    const tms_block block = tms_block_load(s + at);
    const uint64_t odd = tms_block_mask(tms_block_or(tms_block_is(block, '&'), tms_block_or(tms_block_is(block, '\r'), tms_block_is(block, '\0'))));
    if (odd) return at + tms_mask_first(odd);
  }
  while (at < end && !tms_char_is(s[at], TMS_CHAR_DIRTY)) at++;
  return at;
}

/* ---------------------------------------------------------------- white space ---- */

#if defined(TMS_BLOCK_SSE2)
enum { TMS_SPACES = TMS_STRETCH }; /* bytes that tms_are_spaces() looks at */
static inline unsigned tms_block_spaces(tms_block block) {
  const tms_block breaks = tms_block_or(tms_block_is(block, '\n'), tms_block_is(block, '\r'));
  const tms_block blanks = tms_block_or(tms_block_is(block, ' '), tms_block_is(block, '\t'));
  return (unsigned)tms_block_mask(tms_block_or(tms_block_or(blanks, breaks), tms_block_is(block, '\f')));
}
/* Are the first `len` of the bytes at `s` white space alone? */
static inline bool tms_are_spaces(const char *s, size_t len) {
  const uint64_t spaces = tms_block_spaces(tms_block_load(s)) | (uint64_t)tms_block_spaces(tms_block_load(s + TMS_BLOCK)) << TMS_BLOCK;
  return (~spaces & ((UINT64_C(1) << len) - 1)) == 0;
}
#else
enum { TMS_SPACES = 1 };
static inline bool tms_are_spaces(const char *s, size_t len) {
  return len == 0 || tms_char_is(*s, TMS_CHAR_SPACE);
}
#endif

/* ---------------------------------------------------------------- names ---- */

enum { TMS_WORDS = 16 }; /* bytes of a name that are looked at together, as two little-endian words */

typedef struct tms_name_words {
  uint64_t low, high;
} tms_name_words;

/* The first `len` bytes of the 16 at `s`. */
static inline tms_name_words tms_first_words(const char *s, size_t len) {
  const uint64_t *keep = tms_html_name_keep[len];
  return (tms_name_words){tms_load_word(s) & keep[0], tms_load_word(s + 8) & keep[1]};
}

/* The place of the first of two characters among the 16 bytes at `s`; 16 where there is none. */
static inline size_t tms_first_of(const char *s, char a, char b) {
#if defined(TMS_BLOCK_SSE2)
  const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)s);
  const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(a)), _mm_cmpeq_epi8(block, _mm_set1_epi8(b)));
  return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(hits) | 1u << TMS_WORDS);
#elif defined(TMS_BLOCK_NEON)
  const tms_block block = tms_block_load(s);
  const uint64_t hits = tms_block_mask(tms_block_or(tms_block_is(block, a), tms_block_is(block, b)));
  return hits ? tms_mask_first(hits) : TMS_WORDS;
#else
  const uint64_t low = tms_load_word(s), hits = tms_word_is(low, a) | tms_word_is(low, b);
  if (hits) return tms_mask_first(hits);
  const uint64_t high = tms_load_word(s + 8), later = tms_word_is(high, a) | tms_word_is(high, b);
  return later ? 8 + tms_mask_first(later) : TMS_WORDS;
#endif
}

/* Are the first `len` (below 16) of the 16 bytes at `s` a name as it stands: no white space, control, / > or capital letter? */
static inline bool tms_is_plain_name(const char *s, size_t len) {
#if defined(TMS_BLOCK_SSE2)
  const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)s);
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(' ')), block), letter = _mm_sub_epi8(block, _mm_set1_epi8('A'));
  const __m128i upper = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter); /* x - first <= span */
  const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('/')), _mm_cmpeq_epi8(block, _mm_set1_epi8('>')));
  const unsigned odd = (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(control, upper), sign));
  return (odd & ((1u << len) - 1)) == 0;
#else
  for (size_t i = 0; i < len; i++) {
    if (s[i] == '\0' || tms_char_is(s[i], TMS_CHAR_ATTR_END | TMS_CHAR_UPPER)) return false;
  }
  return true;
#endif
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
#if defined(TMS_BLOCK_SSE2)
  if (at + TMS_WORDS <= end) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(s + at)), blank = _mm_set1_epi8(' ');
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, blank), block); /* with NUL, which is no end */
    const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('=')), _mm_cmpeq_epi8(block, _mm_set1_epi8('/')));
    const __m128i ends = _mm_or_si128(control, _mm_or_si128(sign, _mm_cmpeq_epi8(block, _mm_set1_epi8('>'))));
    const __m128i letter = _mm_sub_epi8(block, _mm_set1_epi8('A'));
    const __m128i upper = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter); /* x - first <= span */
    const unsigned end_mask = (unsigned)_mm_movemask_epi8(ends), len = end_mask ? (unsigned)__builtin_ctz(end_mask) : 0;
    if (len && tms_char_is(s[at + len], stop)) {
      const uint64_t *keep = tms_html_name_keep[len];
      const __m128i name = _mm_or_si128(block, _mm_and_si128(upper, blank)); /* 'A' | ' ' is 'a' */
      return (tms_name_scan){.end = at + len,
                             .low = (uint64_t)_mm_cvtsi128_si64(name) & keep[0],
                             .high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(name, name)) & keep[1],
                             .plain = ((unsigned)_mm_movemask_epi8(upper) & ((1u << len) - 1)) == 0};
    }
  }
#endif
  return tms_html_scan_name_slowly(s, at, end, stop);
}

#endif
