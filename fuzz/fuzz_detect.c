/*
 * Detection, for any bytes and hints: there is an answer, the same each time, one that can be decoded here; what is overruled is not what is chosen; where
 * enough of the bytes are UTF-8 it is UTF-8, whatever header and page declare; the sample and its scores stay in their bounds. The first byte says
 * what else is known.
 */
#include "base/utf8.h"
#include "charset/charset.h"
#include "charset/detect.h"

static bool must_be_utf8(tms_slice bytes) {
  enum { ENOUGH = 8 };
  size_t mark, high = 0;
  if (tms_charset_bom(bytes, &mark) || memchr(bytes.ptr, 0, bytes.len) || !tms_utf8_is_valid(bytes)) return false;
  for (size_t i = 0; i < bytes.len; i++) high += (unsigned char)bytes.ptr[i] >= 0x80;
  return high >= ENOUGH;
}

static void check_scores(tms_slice bytes) {
  static tms_sample sample; /* not on the stack: a stray write shows */
  tms_score scores[TMS_DETECT_MULTI + TMS_DETECT_SINGLE];
  tms_language_hint hint = {.count = 0};
  tms_sample_take(&sample, bytes);
  tms_hint_page(&hint, bytes);
  if (sample.size > TMS_SAMPLE_BYTES || hint.count > TMS_HINT_TAGS) __builtin_trap();
  size_t count = tms_score_multi(&sample, &hint, scores);
  count += tms_score_single(&sample, &hint, INT64_MAX / 4, scores + count);
  for (size_t i = 0; i < count; i++) {
    if (!scores[i].encoding || scores[i].cost < 0) __builtin_trap();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_slice bytes = tms_slice_of((const char *)data + 1, size - 1), head = tms_slice_head(bytes, 64);
  tms_charset_input input = {.bytes = bytes, .html = data[0] & 1};
  if (data[0] & 2) input.url = head;
  if (data[0] & 4) input.language = head;
  if (data[0] & 8) input.transport = head;
  tms_charset_choice choice, again;
  if (tms_charset_decide(&input, &choice) != TMS_OK || tms_charset_decide(&input, &again) != TMS_OK) __builtin_trap();
  if (again.encoding != choice.encoding || again.known != choice.known || again.overruled != choice.overruled) __builtin_trap();
  if (!tms_encoding_is_here(choice.encoding) || choice.overruled == choice.encoding) __builtin_trap();
  if (must_be_utf8(bytes) && choice.encoding != tms_encoding_utf8()) __builtin_trap();
  if (choice.utf8_valid && !tms_utf8_is_valid(bytes)) __builtin_trap();
  check_scores(bytes);
  return 0;
}
