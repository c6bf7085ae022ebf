/* Values of tokens: strings without their escapes, small numbers. */
#include "markup/json.h"

#include "base/utf8.h"
#include "markup/json_scan.h"

/* Up to the next escape. */
static size_t plain_end(tms_slice raw, size_t at) {
  size_t end = tms_slice_find_byte(raw, '\\', at);
  return end < raw.len ? end : raw.len;
}

tms_slice tms_json_string(const tms_json_token *token, tms_arena *arena) {
  if (token->plain) return token->raw;
  tms_slice raw = token->raw;
  /* No escape is shorter than what it stands for: \n is 2 bytes for 1, \uXXXX 6 for at most 3, a pair 12 for 4. */
  char *out = tms_arena_alloc(arena, raw.len);
  if (!out) return TMS_SLICE_NONE;
  size_t len = 0;
  for (size_t at = 0; at < raw.len;) {
    size_t end = plain_end(raw, at);
    memcpy(out + len, raw.ptr + at, end - at);
    len += end - at;
    if (end == raw.len) break;
    tms_json_escape escape = tms_json_scan_escape(raw, end);
    at = end + escape.size;
    if (escape.size > 1) {
      char bytes[4];
      size_t size = tms_utf8_encode(escape.code_point, bytes);
      memcpy(out + len, bytes, size);
      len += size;
    }
  }
  return tms_slice_of(out, len);
}

bool tms_json_is(const tms_json_token *token, tms_slice value) {
  if (token->plain) return tms_slice_eq(token->raw, value);
  tms_slice raw = token->raw;
  for (size_t at = 0; at < raw.len;) {
    size_t end = plain_end(raw, at);
    tms_slice run = tms_slice_of(raw.ptr + at, end - at);
    if (!tms_slice_starts(value, run)) return false;
    value = tms_slice_from(value, run.len);
    if (end == raw.len) break;
    tms_json_escape escape = tms_json_scan_escape(raw, end);
    at = end + escape.size;
    if (escape.size > 1) {
      char bytes[4];
      tms_slice meant = tms_slice_of(bytes, tms_utf8_encode(escape.code_point, bytes));
      if (!tms_slice_starts(value, meant)) return false;
      value = tms_slice_from(value, meant.len);
    }
  }
  return value.len == 0;
}

bool tms_json_u64(const tms_json_token *token, uint64_t max, uint64_t *out) {
  return token->kind == TMS_JSON_NUMBER && tms_slice_to_u64(token->raw, max, out);
}
