/*
 * A slice: bytes that somebody else owns. ptr may be NULL only when len is 0; NUL is an ordinary byte.
 * All comparisons are on bytes; "nocase" folds ASCII letters only.
 */
#ifndef TMS_BASE_SLICE_H
#define TMS_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct tms_slice {
  const char *ptr;
  size_t len;
} tms_slice;

/* A slice of a string literal, usable in constant tables. */
#define TMS_SLICE(literal) ((tms_slice){(literal), sizeof(literal) - 1})
#define TMS_SLICE_INIT(literal) \
  { (literal), sizeof(literal) - 1 }
#define TMS_SLICE_NONE ((tms_slice){NULL, 0})

static inline tms_slice tms_slice_of(const char *ptr, size_t len) {
  return (tms_slice){ptr, len};
}

/* From a C string; NULL gives the empty slice. */
static inline tms_slice tms_slice_cstr(const char *string) {
  return (tms_slice){string, string ? strlen(string) : 0};
}

static inline bool tms_slice_eq(tms_slice a, tms_slice b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool tms_slice_starts(tms_slice s, tms_slice prefix) {
  return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool tms_slice_ends(tms_slice s, tms_slice suffix) {
  return s.len >= suffix.len && (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* What stands from `from` on; empty where from is past the end. */
static inline tms_slice tms_slice_from(tms_slice s, size_t from) {
  return from >= s.len ? (tms_slice){s.ptr ? s.ptr + s.len : NULL, 0} : (tms_slice){s.ptr + from, s.len - from};
}

/* The first `len` bytes, or all. */
static inline tms_slice tms_slice_head(tms_slice s, size_t len) {
  return (tms_slice){s.ptr, len < s.len ? len : s.len};
}

/*
 * The first byte at or after `at` whose entry in `stops` is not 0, or the length. Eight look-ups a step without a branch between them: two instructions a byte,
 * where a loop that asks after each one takes five. For any class;
 * where a few comparisons say what it is, base/block.h is faster still.
 */
static inline size_t tms_slice_find_class(tms_slice s, size_t at, const unsigned char stops[256]) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  for (; s.len - at >= 8; at += 8) {
    const unsigned char *q = p + at;
    if (stops[q[0]] | stops[q[1]] | stops[q[2]] | stops[q[3]] | stops[q[4]] | stops[q[5]] | stops[q[6]] | stops[q[7]]) break;
  }
  while (at < s.len && !stops[p[at]]) at++;
  return at;
}

bool tms_slice_eq_nocase(tms_slice a, tms_slice b);
bool tms_slice_starts_nocase(tms_slice s, tms_slice prefix);
/* Position of the first `byte` / of `needle` (nocase: ASCII folded) at or after `from`, or SIZE_MAX. Linear in practice for short needles. */
size_t tms_slice_find_byte(tms_slice s, char byte, size_t from);
size_t tms_slice_find(tms_slice s, tms_slice needle, size_t from);
size_t tms_slice_find_nocase(tms_slice s, tms_slice needle, size_t from);
/* Without ASCII white space (TAB LF FF CR space) at both ends. */
tms_slice tms_slice_trim(tms_slice s);
/* The first white space at or after `at` that is more than one space between words: TAB and the like, or a space before other white space. The length if none. */
size_t tms_slice_single_spaced(tms_slice s, size_t at);
/* Takes the next word of a white-space separated list off the front of *list; false where there is none. */
bool tms_slice_next_word(tms_slice *list, tms_slice *word);
/* Takes the next line (without its LF, CR LF or CR) off the front of *text; false at the end. A last line feed starts no empty line. */
bool tms_slice_next_line(tms_slice *text, tms_slice *line);
/* <0, 0, >0 by bytes. */
int tms_slice_compare(tms_slice a, tms_slice b);
/* A decimal number without sign that fills the whole slice; false on anything else or above `max`. */
bool tms_slice_to_u64(tms_slice s, uint64_t max, uint64_t *out);

/* ASCII classes without a locale (https://infra.spec.whatwg.org/#code-points). */
static inline bool tms_is_space(unsigned char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
static inline bool tms_is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}
static inline bool tms_is_upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}
static inline bool tms_is_lower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}
static inline bool tms_is_alpha(unsigned char c) {
  return tms_is_upper(c) || tms_is_lower(c);
}
static inline bool tms_is_alnum(unsigned char c) {
  return tms_is_alpha(c) || tms_is_digit(c);
}
/* ASCII punctuation as CommonMark defines it: !-/ :-@ [-` {-~ */
static inline bool tms_is_punct(unsigned char c) {
  return c > ' ' && c < 127 && !tms_is_alnum(c);
}
static inline char tms_lower(char c) {
  return tms_is_upper((unsigned char)c) ? (char)(c + ('a' - 'A')) : c;
}
/* 0 to 63, or -1; both alphabets of RFC 4648, with + and / or with - and _. */
static inline int tms_base64_value(unsigned char c) {
  if (tms_is_upper(c)) return c - 'A';
  if (tms_is_lower(c)) return c - 'a' + 26;
  if (tms_is_digit(c)) return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}
/* 0 to 15, or -1. */
static inline int tms_hex_value(unsigned char c) {
  if (tms_is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* Writes 2 * len digits 0-9a-f, and no NUL. */
void tms_hex(const void *bytes, size_t len, char *out);

#endif
