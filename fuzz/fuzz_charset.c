/*
 * Decoding: whatever the bytes and the encoding (which the first byte chooses; past the last one, detection does), valid UTF-8 comes out, offsets never go back
 * and stay inside, and every error is one U+FFFD at the place that was told. Two laws more for the encodings of the standard:
 *   - what stands before a text, in blocks of any length, doesn't matter to it;
 *   - after any garbage a line end (for ISO-2022-JP behind the escape to ASCII) sets everything right: what follows is decoded as if it stood alone.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "base/utf8_valid.h"
#include "charset/charset.h"

typedef struct listener {
  size_t decoded, source, size, bad, last_bad;
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
  if (source >= l->size || (l->bad && decoded < l->last_bad + 3)) __builtin_trap();
  l->last_bad = decoded;
  l->bad++;
}

static size_t count_replacements(tms_slice text) {
  size_t count = 0;
  for (size_t at = 0; (at = tms_slice_find(text, TMS_SLICE("\xEF\xBF\xBD"), at)) != SIZE_MAX; at += 3) count++;
  return count;
}

/* Decodes into `out`, and checks what holds for every decoding. */
static tms_slice decode(const tms_charset_choice *choice, tms_slice bytes, tms_buf *out) {
  listener l = {.size = bytes.len};
  tms_charset_sink sink = {&l, hear_mark, hear_bad};
  tms_charset_result result;
  tms_buf_reset(out);
  tms_status status = tms_charset_decode(choice, bytes, &sink, out, &result);
  if (status != TMS_OK && status != TMS_ERR_FORMAT) __builtin_trap();
  tms_slice text = result.same ? result.text : tms_buf_slice(out);
  if (!tms_utf8_is_valid(text) || tms_utf8_valid_plain(text, 0) != text.len || l.decoded > text.len || l.bad != result.bad) __builtin_trap();
  if (result.bad > count_replacements(text)) __builtin_trap();
  return text;
}

/* ASCII in this encoding: as it is, or in units of two or four bytes. */
static void add_ascii(const tms_encoding *encoding, tms_buf *out, char c, size_t times) {
  tms_decoder decoder = encoding->decoder;
  size_t width = 1;
  if (decoder == TMS_DECODER_UTF16LE || decoder == TMS_DECODER_UTF16BE) width = 2;
  if (decoder == TMS_DECODER_UTF32LE || decoder == TMS_DECODER_UTF32BE) width = 4;
  bool big = decoder == TMS_DECODER_UTF16BE || decoder == TMS_DECODER_UTF32BE;
  for (size_t i = 0; i < times; i++) {
    if (big) tms_buf_add_repeat(out, '\0', width - 1);
    tms_buf_add_byte(out, c);
    if (!big) tms_buf_add_repeat(out, '\0', width - 1);
  }
}

static void check_blocks(const tms_charset_choice *choice, tms_slice bytes, size_t before, tms_buf bufs[3]) {
  tms_slice alone = decode(choice, bytes, &bufs[1]);
  tms_buf_reset(&bufs[0]);
  add_ascii(choice->encoding, &bufs[0], 'x', before);
  tms_buf_add(&bufs[0], bytes);
  tms_slice behind = decode(choice, tms_buf_slice(&bufs[0]), &bufs[2]);
  if (behind.len != before + alone.len || !tms_slice_eq(tms_slice_from(behind, before), alone)) __builtin_trap();
}

static void check_resynchronization(const tms_charset_choice *choice, tms_slice bytes, size_t cut, tms_buf bufs[3]) {
  const tms_encoding *encoding = choice->encoding;
  size_t width = encoding->decoder == TMS_DECODER_UTF16LE || encoding->decoder == TMS_DECODER_UTF16BE ? 2 : 4;
  cut -= cut % width; /* UTF-16 has no way to know that a byte was lost */
  tms_slice rest = tms_slice_from(bytes, cut);
  tms_buf_reset(&bufs[0]);
  tms_buf_add(&bufs[0], tms_slice_head(bytes, cut));
  if (encoding->decoder == TMS_DECODER_ISO_2022_JP) tms_buf_add_cstr(&bufs[0], "\x1B(B");
  add_ascii(encoding, &bufs[0], '\n', 1);
  tms_buf_add(&bufs[0], rest);
  tms_slice alone = decode(choice, rest, &bufs[1]);
  tms_slice behind = decode(choice, tms_buf_slice(&bufs[0]), &bufs[2]);
  if (!tms_slice_ends(behind, alone) || behind.len == alone.len || behind.ptr[behind.len - alone.len - 1] != '\n') __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_slice bytes = tms_slice_of((const char *)data + 1, size - 1);
  size_t last = data[size - 1]; /* text, and a number that the laws below draw from */
  tms_charset_choice choice = {.encoding = tms_encoding_at(data[0])};
  tms_charset_input input = {.bytes = bytes, .html = data[0] & 1};
  bool detected = !choice.encoding;
  if (detected && tms_charset_decide(&input, &choice) != TMS_OK) __builtin_trap();
  (void)tms_charset_is_binary(bytes);
  tms_buf bufs[3];
  for (size_t i = 0; i < 3; i++) tms_buf_init(&bufs[i], tms_allocator_libc(), 1 << 26);
  (void)decode(&choice, bytes, &bufs[0]);
  tms_decoder decoder = choice.encoding->decoder;
  if (!detected && decoder != TMS_DECODER_REPLACEMENT && decoder != TMS_DECODER_ICONV) {
    check_blocks(&choice, bytes, last * 16 + 2048, bufs);
    check_resynchronization(&choice, bytes, bytes.len * last / 256, bufs);
  }
  for (size_t i = 0; i < 3; i++) tms_buf_release(&bufs[i]);
  return 0;
}
