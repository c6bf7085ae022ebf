/* UTF-8 as the Unicode Standard (table 3-7) and the WHATWG Encoding Standard define it. */
#ifndef TMS_BASE_UTF8_H
#define TMS_BASE_UTF8_H

#include "base/buffer.h"
#include "base/slice.h"

#define TMS_REPLACEMENT 0xFFFDu

/* The first byte at or after `at` (at most s.len) that is not ASCII; s.len where there is none. */
size_t tms_ascii_end(tms_slice s, size_t at);
/* Length of the longest valid prefix; s.len where all of it is valid. */
size_t tms_utf8_valid_prefix(tms_slice s);
static inline bool tms_utf8_is_valid(tms_slice s) {
  return tms_utf8_valid_prefix(s) == s.len;
}
/*
 * Decodes one code point at s.ptr[at] (at < s.len) and puts its length into *size (1 to 4). An invalid sequence gives U+FFFD and the length of
 * the maximal subpart to skip (Unicode 3.9, "U+FFFD Substitution of Maximal Subparts"), as browsers do; *valid (may be NULL) tells them apart.
 */
uint32_t tms_utf8_decode(tms_slice s, size_t at, size_t *size, bool *valid);
/* The code point that ends before `at` (at > 0) in valid UTF-8, and its length. */
uint32_t tms_utf8_decode_back(tms_slice s, size_t at, size_t *size);
/* 1 to 4 bytes; what is no scalar value becomes U+FFFD. */
size_t tms_utf8_encode(uint32_t code_point, char out[4]);
/* Appends s with every invalid sequence replaced by U+FFFD; returns how many there were. */
size_t tms_utf8_repair(tms_slice s, tms_buf *out);
/* Number of code points in valid UTF-8. */
size_t tms_utf8_count(tms_slice s);

#endif
