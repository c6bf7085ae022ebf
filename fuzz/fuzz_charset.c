/*
 * Decoding: whatever the bytes and the encoding, valid UTF-8 comes out; offsets never go back and stay inside; every error is one U+FFFD at the place that
 * was told. The first byte chooses the encoding, from 40 on detection.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "charset/charset.h"

typedef struct listener {
  const tms_buf *out;
  size_t decoded, source, size, bad;
} listener;

static bool hear_mark(void *user, size_t decoded, size_t source) {
  listener *l = user;
  if (decoded < l->decoded || source < l->source || source > l->size) __builtin_trap();
  l->decoded = decoded;
  l->source = source;
  return true;
}

static void hear_bad(void *user, size_t decoded, size_t source) {
  listener *l = user;
  (void)decoded;
  if (source >= l->size) __builtin_trap();
  l->bad++;
}

static size_t count_replacements(tms_slice text) {
  size_t count = 0;
  for (size_t at = 0; (at = tms_slice_find(text, TMS_SLICE("\xEF\xBF\xBD"), at)) != SIZE_MAX; at += 3) count++;
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_slice bytes = tms_slice_of((const char *)data + 1, size - 1);
  tms_charset_choice choice = {.encoding = tms_encoding_at(data[0])};
  tms_charset_input input = {.bytes = bytes, .html = data[0] & 1};
  if (!choice.encoding && tms_charset_decide(&input, &choice) != TMS_OK) __builtin_trap();
  (void)tms_charset_is_binary(bytes);
  tms_buf out;
  tms_buf_init(&out, tms_allocator_libc(), 1 << 26);
  listener l = {.out = &out, .size = bytes.len};
  tms_charset_sink sink = {&l, hear_mark, hear_bad};
  tms_charset_result result;
  tms_status status = tms_charset_decode(&choice, bytes, &sink, &out, &result);
  if (status != TMS_OK && status != TMS_ERR_FORMAT) __builtin_trap();
  tms_slice text = result.same ? result.text : tms_buf_slice(&out);
  if (!tms_utf8_is_valid(text) || l.decoded > text.len || l.bad != result.bad) __builtin_trap();
  if (result.bad > count_replacements(text)) __builtin_trap();
  tms_buf_release(&out);
  return 0;
}
