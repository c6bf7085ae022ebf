#include "markup/json_scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* 1: the byte can't stand in a string as it is (RFC 8259 section 7). */
static inline bool stops_string(unsigned char byte) {
  return byte < 0x20 || byte == '"' || byte == '\\';
}

#ifdef __SSE2__
/* One bit a byte of the sixteen at `p`: those that stop a string. *highs gets those of 0x80 and more. */
static inline unsigned stops_of(const char *p, unsigned *highs) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
  __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
  stop = _mm_or_si128(stop, _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes));
  *highs = (unsigned)_mm_movemask_epi8(bytes);
  return (unsigned)_mm_movemask_epi8(stop);
}

/* Sixteen bytes at a time; most keys and many strings end in the first step. The last step takes the last sixteen, and leaves out those that were looked at. */
static size_t scan_wide(tms_slice text, size_t at, bool *high) {
  unsigned seen = 0, highs;
  while (at < text.len && text.len >= 16) {
    size_t from = text.len - at >= 16 ? at : text.len - 16, done = at - from;
    unsigned stops = stops_of(text.ptr + from, &highs) >> done;
    highs >>= done;
    if (stops) {
      unsigned before = (unsigned)__builtin_ctz(stops);
      if (seen || (highs & ((1u << before) - 1))) *high = true;
      return at + before;
    }
    seen |= highs;
    at = from + 16;
  }
  if (seen) *high = true;
  return at;
}
#else
#define ONES 0x0101010101010101u
#define HIGHS 0x8080808080808080u

/* A high bit in each byte of `word` that is below `n` (n <= 128): exact below the first hit, which is all that is asked. */
static inline uint64_t below(uint64_t word, uint64_t n) {
  return (word - ONES * n) & ~word & HIGHS;
}

/* Eight bytes at a time; the bytes after it settle where in the word the stop is. */
static size_t scan_wide(tms_slice text, size_t at, bool *high) {
  uint64_t word;
  while (text.len - at >= 8) {
    memcpy(&word, text.ptr + at, 8);
    if (below(word, 0x20) | below(word ^ ONES * '"', 1) | below(word ^ ONES * '\\', 1)) break;
    if (word & HIGHS) *high = true;
    at += 8;
  }
  return at;
}
#endif

size_t tms_json_scan_string(tms_slice text, size_t at, bool *high) {
  at = scan_wide(text, at, high);
  while (at < text.len && !stops_string((unsigned char)text.ptr[at])) {
    if ((unsigned char)text.ptr[at] >= 0x80) *high = true;
    at++;
  }
  return at;
}

static size_t scan_digits(tms_slice text, size_t at) {
  while (at < text.len && tms_is_digit((unsigned char)text.ptr[at])) at++;
  return at;
}

static bool has_byte(tms_slice text, size_t at, char a, char b) {
  return at < text.len && (text.ptr[at] == a || text.ptr[at] == b);
}

/* Digits, at least one, from `at`; *ok is cleared where there is none. */
static size_t need_digits(tms_slice text, size_t at, bool *ok) {
  size_t end = scan_digits(text, at);
  if (end == at) *ok = false;
  return end;
}

size_t tms_json_scan_number(tms_slice text, size_t at, bool *complete) {
  *complete = true;
  if (has_byte(text, at, '-', '-')) at++;
  if (has_byte(text, at, '0', '0')) {
    at++; /* no digit may follow a leading zero: the reader then finds one where a comma should be */
  } else {
    at = need_digits(text, at, complete);
  }
  if (!*complete) return at;
  if (has_byte(text, at, '.', '.')) at = need_digits(text, at + 1, complete);
  if (!*complete || !has_byte(text, at, 'e', 'E')) return at;
  at++;
  if (has_byte(text, at, '+', '-')) at++;
  return need_digits(text, at, complete);
}

size_t tms_json_scan_space(tms_slice text, size_t at) {
  while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\n' || text.ptr[at] == '\r' || text.ptr[at] == '\t')) at++;
  return at;
}

/* The value of four hexadecimal digits at `at`, or -1. */
static int32_t four_hex(tms_slice text, size_t at) {
  int32_t value = 0;
  if (at > text.len || text.len - at < 4) return -1;
  for (size_t i = 0; i < 4; i++) {
    int digit = tms_hex_value((unsigned char)text.ptr[at + i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/* \uXXXX, and where that is the first half of a pair, the second \uXXXX with it. */
static tms_json_escape scan_unicode(tms_slice text, size_t at) {
  int32_t first = four_hex(text, at + 2);
  if (first < 0) return (tms_json_escape){0, 1, false};
  if (first < 0xD800 || first > 0xDFFF) return (tms_json_escape){(uint32_t)first, 6, true};
  bool pair = first < 0xDC00 && text.len - at >= 12 && text.ptr[at + 6] == '\\' && text.ptr[at + 7] == 'u';
  int32_t second = pair ? four_hex(text, at + 8) : -1;
  if (second < 0xDC00 || second > 0xDFFF) return (tms_json_escape){0xFFFD, 6, false};
  return (tms_json_escape){0x10000u + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00), 12, true};
}

tms_json_escape tms_json_scan_escape(tms_slice text, size_t at) {
  if (text.len - at < 2) return (tms_json_escape){0, 1, false};
  switch (text.ptr[at + 1]) {
    case '"': return (tms_json_escape){'"', 2, true};
    case '\\': return (tms_json_escape){'\\', 2, true};
    case '/': return (tms_json_escape){'/', 2, true};
    case 'b': return (tms_json_escape){'\b', 2, true};
    case 'f': return (tms_json_escape){'\f', 2, true};
    case 'n': return (tms_json_escape){'\n', 2, true};
    case 'r': return (tms_json_escape){'\r', 2, true};
    case 't': return (tms_json_escape){'\t', 2, true};
    case 'u': return scan_unicode(text, at);
    default: return (tms_json_escape){0, 1, false};
  }
}
