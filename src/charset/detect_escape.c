/*
 * Encodings of seven bits: what isn't ASCII is told by escapes. In text that is ASCII otherwise an escape that is well-formed, and followed by codes that
 * are, is proof enough.
 */
#include "charset/detect.h"

enum {
  LOOK = 1 << 18,      /* how far escapes are looked for: they stand in front of the first foreign word */
  LEAST_UTF7 = 3,      /* so many well-formed runs before a text is taken for UTF-7, */
  LONGEST_UTF7 = 4096, /* none longer than this */
};

static const tms_encoding *iso_2022(tms_slice bytes) {
  static const struct {
    tms_slice escape;
    const char *label;
  } escapes[] = {
      {TMS_SLICE_INIT("\x1B$)C"), "x-iso-2022-kr"}, /* RFC 1557 */
      {TMS_SLICE_INIT("\x1B$)A"), "x-iso-2022-cn"}, /* RFC 1922: GB 2312 */
      {TMS_SLICE_INIT("\x1B$)G"), "x-iso-2022-cn"}, /* CNS 11643 plane 1 */
      {TMS_SLICE_INIT("\x1B$@"), "iso-2022-jp"},    /* RFC 1468 */
      {TMS_SLICE_INIT("\x1B$B"), "iso-2022-jp"},    {TMS_SLICE_INIT("\x1B(J"), "iso-2022-jp"}, {TMS_SLICE_INIT("\x1B(I"), "iso-2022-jp"},
  };
  for (size_t at = 0; (at = tms_slice_find_byte(bytes, 0x1B, at)) != SIZE_MAX; at++) {
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
      if (tms_slice_starts(tms_slice_from(bytes, at), escapes[i].escape)) return tms_encoding_of_any_label(tms_slice_cstr(escapes[i].label));
    }
  }
  return NULL;
}

/* HZ (RFC 1843): "~{", pairs of 21 to 7E, "~}" in the same line. */
static bool is_hz(tms_slice bytes) {
  for (size_t at = 0; (at = tms_slice_find(bytes, TMS_SLICE("~{"), at)) != SIZE_MAX;) {
    size_t end = at + 2;
    while (end + 1 < bytes.len && bytes.ptr[end] >= 0x21 && bytes.ptr[end] < 0x78 && bytes.ptr[end + 1] >= 0x21) end += 2;
    if (end > at + 2 && tms_slice_starts(tms_slice_from(bytes, end), TMS_SLICE("~}"))) return true;
    at = end;
  }
  return false;
}

/* RFC 2152 has the alphabet with + and / alone: "-" ends a run. */
static int utf7_value(unsigned char c) {
  return c == '-' || c == '_' ? -1 : tms_base64_value(c);
}

/* RFC 2152: behind "+" UTF-16 in base64, ended by "-". Strict: whole units, none ASCII, no lone surrogate, no bits left over. *end: behind the "-". */
static bool is_utf7_run(tms_slice bytes, size_t at, size_t *end) {
  uint32_t bits = 0, unit;
  unsigned have = 0;
  size_t units = 0;
  bool lead = false;
  int value;
  for (*end = at; *end < bytes.len && *end - at < LONGEST_UTF7 && (value = utf7_value((unsigned char)bytes.ptr[*end])) >= 0; ++*end) {
    bits = (bits << 6 | (uint32_t)value) & 0x3FFFFF;
    have += 6;
    if (have < 16) continue;
    have -= 16;
    unit = bits >> have & 0xFFFF;
    units++;
    bool trail = unit >= 0xDC00 && unit < 0xE000;
    if (unit < 0x80 || trail != lead) return false;
    lead = unit >= 0xD800 && unit < 0xDC00;
  }
  if (*end >= bytes.len || bytes.ptr[*end] != '-' || lead || units == 0 || have >= 6 || (bits & ((1u << have) - 1))) return false;
  ++*end;
  return true;
}

/* No plus sign stands for itself in UTF-7: one that begins no run is proof against it. */
static bool is_utf7(tms_slice bytes) {
  size_t runs = 0;
  for (size_t at = 0; (at = tms_slice_find_byte(bytes, '+', at)) != SIZE_MAX;) {
    size_t end = at + 2;
    bool plus = tms_slice_starts(tms_slice_from(bytes, at), TMS_SLICE("+-"));
    if (!plus && !is_utf7_run(bytes, at + 1, &end)) return false;
    runs += !plus;
    at = end;
  }
  return runs >= LEAST_UTF7;
}

const tms_encoding *tms_detect_escapes(tms_slice bytes) {
  bytes = tms_slice_head(bytes, LOOK);
  const tms_encoding *found = iso_2022(bytes);
  if (found) return found;
  if (is_hz(bytes)) return tms_encoding_of_any_label(TMS_SLICE("hz"));
  return is_utf7(bytes) ? tms_encoding_of_any_label(TMS_SLICE("utf-7")) : NULL;
}
