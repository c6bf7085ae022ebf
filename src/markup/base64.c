#include "markup/base64.h"

/* Where the digits end: before the padding, of which there are at most two. */
static size_t digits_end(tms_slice text) {
  size_t end = tms_slice_trim(text).len ? (size_t)(tms_slice_trim(text).ptr - text.ptr) + tms_slice_trim(text).len : 0;
  for (int padding = 0; padding < 2 && end && text.ptr[end - 1] == '='; padding++) end--;
  return end;
}

bool tms_base64_decode(tms_slice text, tms_arena *arena, tms_slice *out) {
  size_t end = digits_end(text), len = 0;
  uint32_t bits = 0;
  unsigned held = 0;
  *out = TMS_SLICE_NONE;
  unsigned char *bytes = tms_arena_alloc(arena, end / 4 * 3 + 3);
  if (!bytes) return false;
  for (size_t at = 0; at < end; at++) {
    unsigned char c = (unsigned char)text.ptr[at];
    if (tms_is_space(c)) continue;
    int value = tms_base64_value(c);
    if (value < 0) return false;
    bits = bits << 6 | (uint32_t)value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[len++] = (unsigned char)(bits >> held & 255);
  }
  if (held == 6) return false; /* a character alone holds no byte */
  *out = tms_slice_of((const char *)bytes, len);
  return true;
}
