#include "markup/json_scan.h"

/* A block at a time; most keys and many strings end in the first step. The last step takes the last block, and leaves out those that were looked at. */
size_t tms_json_scan_string(tms_slice text, size_t at, bool *high) {
  uint64_t seen = 0;
  while (at < text.len && text.len >= TMS_BLOCK) {
    size_t from = text.len - at >= TMS_BLOCK ? at : text.len - TMS_BLOCK;
    if (from != at && !TMS_MASK_EXACT) break;
    tms_block block = tms_block_load(text.ptr + from);
    uint64_t stops = tms_mask_from(tms_block_mask(tms_json_stops(block)), at - from);
    uint64_t highs = tms_mask_from(tms_block_mask(tms_block_high(block)), at - from);
    if (stops) {
      size_t before = tms_mask_first(stops);
      if (seen | tms_mask_head(highs, before)) *high = true;
      return at + before;
    }
    seen |= highs;
    at = from + TMS_BLOCK;
  }
  if (seen) *high = true;
  for (; at < text.len && !tms_json_stops_at(text, at); at++) {
    if ((unsigned char)text.ptr[at] >= 0x80) *high = true;
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
