#include "base/utf8.h"

#include "base/ascii.h"
#include "base/utf8_valid.h"

/* For a lead byte: how many bytes follow, and which values the first of them may have (Unicode table 3-7). */
typedef struct lead_class {
  unsigned char trail, low, high;
} lead_class;

static lead_class classify(unsigned char lead) {
  if (lead < 0xC2) return (lead_class){0, 0, 0};
  if (lead < 0xE0) return (lead_class){1, 0x80, 0xBF};
  if (lead == 0xE0) return (lead_class){2, 0xA0, 0xBF};
  if (lead == 0xED) return (lead_class){2, 0x80, 0x9F};
  if (lead < 0xF0) return (lead_class){2, 0x80, 0xBF};
  if (lead == 0xF0) return (lead_class){3, 0x90, 0xBF};
  if (lead < 0xF4) return (lead_class){3, 0x80, 0xBF};
  if (lead == 0xF4) return (lead_class){3, 0x80, 0x8F};
  return (lead_class){0, 0, 0};
}

uint32_t tms_utf8_decode(tms_slice s, size_t at, size_t *size, bool *valid) {
  const unsigned char *p = (const unsigned char *)s.ptr + at;
  size_t left = s.len - at;
  if (valid) *valid = true;
  *size = 1;
  if (p[0] < 0x80) return p[0];
  lead_class lead = classify(p[0]);
  uint32_t code_point = lead.trail == 1 ? p[0] & 0x1Fu : lead.trail == 2 ? p[0] & 0x0Fu : p[0] & 0x07u;
  for (size_t i = 1; i <= lead.trail; i++) {
    unsigned char low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xBF;
    if (i >= left || p[i] < low || p[i] > high) {
      *size = i;
      lead.trail = 0;
      break;
    }
    code_point = code_point << 6 | (p[i] & 0x3Fu);
  }
  if (lead.trail == 0) {
    if (valid) *valid = false;
    return TMS_REPLACEMENT;
  }
  *size = (size_t)lead.trail + 1;
  return code_point;
}

uint32_t tms_utf8_decode_back(tms_slice s, size_t at, size_t *size) {
  size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && ((unsigned char)s.ptr[begin] & 0xC0) == 0x80) begin--;
  size_t length;
  uint32_t code_point = tms_utf8_decode(tms_slice_head(s, at), begin, &length, NULL);
  *size = at - begin;
  return code_point;
}

size_t tms_ascii_end(tms_slice s, size_t at) {
  while (s.len - at >= TMS_ASCII_BLOCK) {
    size_t run = tms_ascii_block(s.ptr + at, NULL);
    at += run;
    if (run < TMS_ASCII_BLOCK) return at;
  }
  while (at < s.len && (unsigned char)s.ptr[at] < 0x80) at++;
  return at;
}

size_t tms_utf8_valid_prefix(tms_slice s) {
  return tms_utf8_valid_plain(s, tms_utf8_valid_blocks(s));
}

size_t tms_utf8_encode(uint32_t code_point, char out[4]) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = TMS_REPLACEMENT;
  if (code_point < 0x80) {
    out[0] = (char)code_point;
    return 1;
  }
  if (code_point < 0x800) {
    out[0] = (char)(0xC0 | code_point >> 6);
    out[1] = (char)(0x80 | (code_point & 0x3F));
    return 2;
  }
  if (code_point < 0x10000) {
    out[0] = (char)(0xE0 | code_point >> 12);
    out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code_point & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | code_point >> 18);
  out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
  out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
  out[3] = (char)(0x80 | (code_point & 0x3F));
  return 4;
}

size_t tms_utf8_repair(tms_slice s, tms_buf *out) {
  size_t repairs = 0;
  while (s.len) {
    size_t valid = tms_utf8_valid_prefix(s), size;
    tms_buf_add(out, tms_slice_head(s, valid));
    if (valid == s.len) break;
    (void)tms_utf8_decode(s, valid, &size, NULL);
    tms_buf_add_char(out, TMS_REPLACEMENT);
    s = tms_slice_from(s, valid + size);
    repairs++;
  }
  return repairs;
}

size_t tms_utf8_count(tms_slice s) {
  size_t count = 0;
  for (size_t i = 0; i < s.len; i++) count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return count;
}
