/* Percent-encode sets of the URL Standard (1.3), and coding by them. */
#ifndef TMS_URL_ENCODE_H
#define TMS_URL_ENCODE_H

#include "base/buffer.h"
#include "base/slice.h"

/* Each set's bit; a set that holds another has its bytes too. */
typedef enum tms_percent_set {
  TMS_PERCENT_C0 = 1,
  TMS_PERCENT_FRAGMENT = 2,
  TMS_PERCENT_QUERY = 4,
  TMS_PERCENT_SPECIAL_QUERY = 8,
  TMS_PERCENT_PATH = 16,
  TMS_PERCENT_USERINFO = 32
} tms_percent_set;

/* Appends s, its bytes of the set (and all from 7F up) percent-encoded. Invalid UTF-8 becomes U+FFFD first. */
void tms_percent_encode(tms_slice s, tms_percent_set set, tms_buf *out);
/* Appends s (UTF-8 or not) percent-decoded; a "%" without two digits behind it stays. */
void tms_percent_decode(tms_slice s, tms_buf *out);
/* Decodes the end of `out`, from `begin` on, where it stands. */
void tms_percent_decode_in_place(tms_buf *out, size_t begin);
/* Appends "%XX", in capitals. */
void tms_percent_add(unsigned char c, tms_buf *out);
/* The byte whose two hexadecimal digits stand behind s.ptr[at], or -1. */
int tms_percent_byte(tms_slice s, size_t at);

#endif
