#include "url/encode.h"

#include "base/utf8.h"
#include "url/url.h"

/* The sets of an ASCII byte above the C0 controls, as bits of tms_percent_set. */
static unsigned sets_of(unsigned char c) {
  enum { FRAGMENT = TMS_PERCENT_FRAGMENT, QUERY = TMS_PERCENT_QUERY | TMS_PERCENT_SPECIAL_QUERY, PATH = TMS_PERCENT_PATH | TMS_PERCENT_USERINFO };
  switch (c) {
    case ' ':
    case '"':
    case '<':
    case '>': return FRAGMENT | QUERY | PATH;
    case '`': return FRAGMENT | PATH;
    case '#': return QUERY | PATH;
    case '\'': return TMS_PERCENT_SPECIAL_QUERY;
    case '?':
    case '^':
    case '{':
    case '}': return PATH;
    case '/':
    case ':':
    case ';':
    case '=':
    case '@':
    case '[':
    case '\\':
    case ']':
    case '|': return TMS_PERCENT_USERINFO;
    default: return 0;
  }
}

static bool is_in(unsigned char c, tms_percent_set set) {
  return c < 0x20 || c > 0x7E || (sets_of(c) & (unsigned)set);
}

void tms_percent_add(unsigned char c, tms_buf *out) {
  static const char digits[] = "0123456789ABCDEF";
  char coded[3] = {'%', digits[c >> 4], digits[c & 15]};
  tms_buf_add_bytes(out, coded, 3);
}

void tms_percent_encode(tms_slice s, tms_percent_set set, tms_buf *out) {
  for (size_t at = 0; at < s.len;) {
    size_t begin = at, size;
    bool valid;
    while (at < s.len && !is_in((unsigned char)s.ptr[at], set)) at++;
    tms_buf_add_bytes(out, s.ptr + begin, at - begin);
    if (at == s.len) return;
    (void)tms_utf8_decode(s, at, &size, &valid);
    tms_slice bytes = valid ? tms_slice_of(s.ptr + at, size) : TMS_SLICE("\xEF\xBF\xBD");
    for (size_t i = 0; i < bytes.len; i++) tms_percent_add((unsigned char)bytes.ptr[i], out);
    at += size;
  }
}

int tms_percent_byte(tms_slice s, size_t at) {
  if (at >= s.len || s.len - at <= 2) return -1;
  int high = tms_hex_value((unsigned char)s.ptr[at + 1]), low = tms_hex_value((unsigned char)s.ptr[at + 2]);
  return high >= 0 && low >= 0 ? high << 4 | low : -1;
}

void tms_percent_decode(tms_slice s, tms_buf *out) {
  for (size_t at = 0; at < s.len;) {
    size_t percent = tms_slice_find_byte(s, '%', at);
    if (percent == SIZE_MAX) percent = s.len;
    tms_buf_add_bytes(out, s.ptr + at, percent - at);
    if (percent == s.len) return;
    int byte = tms_percent_byte(s, percent);
    tms_buf_add_byte(out, byte >= 0 ? (char)byte : '%');
    at = percent + (byte >= 0 ? 3 : 1);
  }
}

void tms_percent_decode_in_place(tms_buf *out, size_t begin) {
  size_t size = begin;
  tms_slice text = tms_buf_slice(out);
  if (out->status != TMS_OK) return;
  for (size_t at = begin; at < text.len; at++) {
    int byte = text.ptr[at] == '%' ? tms_percent_byte(text, at) : -1;
    out->data[size++] = byte >= 0 ? (char)byte : text.ptr[at];
    if (byte >= 0) at += 2;
  }
  tms_buf_cut(out, size);
}
