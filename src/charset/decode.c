/* The decoders of https://encoding.spec.whatwg.org/ that need no table, and the choice among all. Each reads every byte once, or twice at a bad sequence. */
#include "base/utf8.h"
#include "charset/charset.h"
#include "charset/writer.h"

static void decode_utf8(tms_slice bytes, size_t at, tms_writer *writer) {
  while (at < bytes.len) {
    tms_slice rest = tms_slice_from(bytes, at);
    size_t valid = tms_utf8_valid_prefix(rest), size;
    tms_writer_same(writer, tms_slice_head(rest, valid), at);
    at += valid;
    if (at == bytes.len) break;
    (void)tms_utf8_decode(bytes, at, &size, NULL);
    tms_writer_bad(writer, at, size);
    at += size;
  }
}

static uint32_t unit_at(tms_slice bytes, size_t at, bool big) {
  uint32_t first = (unsigned char)bytes.ptr[at], second = (unsigned char)bytes.ptr[at + 1];
  return big ? first << 8 | second : second << 8 | first;
}

/* Units from `*at` on that are no surrogates, as long as there is room for them. */
static void put_units(tms_slice bytes, size_t *at, bool big, tms_writer *writer) {
  char *to = tms_writer_pen(writer);
  const char *last = writer->block + TMS_WRITER_BLOCK - TMS_WRITER_STEP;
  bool listens = tms_writer_listens(writer), unequal = writer->unequal, mark_next = writer->mark_next;
  for (; bytes.len - *at >= 2 && to <= last; *at += 2) {
    uint32_t unit = unit_at(bytes, *at, big);
    if (unit >= 0xD800 && unit < 0xE000) break;
    bool even = unit >= 0x80 && unit < 0x800, cuts = tms_writer_cuts(unit);
    if (listens && (mark_next || (unequal && (even || cuts)))) {
      tms_writer_take_pen(writer, to);
      tms_writer_mark(writer, *at);
    }
    unequal = !even;
    mark_next = cuts;
    if (unit < 0x80) {
      *to++ = (char)unit;
    } else {
      to = tms_pen_put(to, unit);
    }
  }
  tms_writer_take_pen(writer, to);
  writer->unequal = unequal;
  writer->mark_next = mark_next;
}

/* "shared UTF-16 decoder": an unpaired surrogate is one error, and what follows a lead is read again; an odd byte at the end is one error (with a lead
 * before it: still one). */
static void decode_utf16(tms_slice bytes, size_t at, bool big, tms_writer *writer) {
  while (bytes.len - at >= 2 && writer->out->status == TMS_OK) {
    put_units(bytes, &at, big, writer);
    if (bytes.len - at < 2) break;
    uint32_t unit = unit_at(bytes, at, big);
    bool lead = unit >= 0xD800 && unit < 0xDC00, last = bytes.len - at < 4;
    uint32_t trail = last ? 0 : unit_at(bytes, at + 2, big);
    if (unit < 0xD800 || unit >= 0xE000) continue; /* the block was full */
    if (lead && last) break;
    if (lead && trail >= 0xDC00 && trail < 0xE000) {
      tms_writer_put(writer, 0x10000 + ((unit - 0xD800) << 10) + (trail - 0xDC00), at, 4);
      at += 4;
    } else {
      tms_writer_bad(writer, at, 2);
      at += 2;
    }
  }
  if (at < bytes.len) tms_writer_bad(writer, at, bytes.len - at);
}

/* UTF-32 is no encoding of the standard, which has no use for it: four bytes a character, an odd end is one error. */
static void decode_utf32(tms_slice bytes, size_t at, bool big, tms_writer *writer) {
  for (; bytes.len - at >= 4; at += 4) {
    uint32_t first = unit_at(bytes, at, big), second = unit_at(bytes, at + 2, big), c = big ? first << 16 | second : second << 16 | first;
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
      tms_writer_bad(writer, at, 4);
    } else {
      tms_writer_put(writer, c, at, 4);
    }
  }
  if (at < bytes.len) tms_writer_bad(writer, at, bytes.len - at);
}

/* "x-user-defined decoder": 80 to FF are U+F780 to U+F7FF. */
static void decode_user_defined(tms_slice bytes, size_t at, tms_writer *writer) {
  for (; at < bytes.len; at++) {
    unsigned char c = (unsigned char)bytes.ptr[at];
    tms_writer_put(writer, c < 0x80 ? c : 0xF700u + c, at, 1);
  }
}

/* Valid UTF-8 stays where it is: the common case costs one look, or none. */
static bool stays_as_it_is(const tms_charset_choice *choice, tms_slice bytes, size_t at) {
  if (choice->encoding->decoder != TMS_DECODER_UTF8) return false;
  return choice->utf8_valid || tms_utf8_is_valid(tms_slice_from(bytes, at));
}

static tms_status keep_as_it_is(tms_slice bytes, size_t at, const tms_charset_sink *sink, tms_charset_result *result) {
  result->same = true;
  result->text = tms_slice_from(bytes, at);
  if (at && sink && sink->mark && !sink->mark(sink->user, 0, at)) return TMS_ERR_MEMORY;
  return TMS_OK;
}

static tms_status run_decoder(const tms_encoding *encoding, tms_slice bytes, size_t at, tms_writer *writer) {
  switch (encoding->decoder) {
    case TMS_DECODER_UTF8: decode_utf8(bytes, at, writer); break;
    case TMS_DECODER_UTF16LE: decode_utf16(bytes, at, false, writer); break;
    case TMS_DECODER_UTF16BE: decode_utf16(bytes, at, true, writer); break;
    case TMS_DECODER_UTF32LE: decode_utf32(bytes, at, false, writer); break;
    case TMS_DECODER_UTF32BE: decode_utf32(bytes, at, true, writer); break;
    case TMS_DECODER_SINGLE_BYTE: tms_decode_single_byte(encoding->upper, bytes, at, writer); break;
    case TMS_DECODER_GB18030: tms_decode_gb18030(bytes, at, writer); break;
    case TMS_DECODER_BIG5: tms_decode_big5(bytes, at, writer); break;
    case TMS_DECODER_EUC_JP: tms_decode_euc_jp(bytes, at, writer); break;
    case TMS_DECODER_ISO_2022_JP: tms_decode_iso_2022_jp(bytes, at, writer); break;
    case TMS_DECODER_SHIFT_JIS: tms_decode_shift_jis(bytes, at, writer); break;
    case TMS_DECODER_EUC_KR: tms_decode_euc_kr(bytes, at, writer); break;
    case TMS_DECODER_USER_DEFINED: decode_user_defined(bytes, at, writer); break;
    case TMS_DECODER_REPLACEMENT: /* "replacement decoder": the whole input is one error */
      if (at < bytes.len) tms_writer_bad(writer, at, bytes.len - at);
      break;
    case TMS_DECODER_ICONV: return tms_decode_iconv(encoding, bytes, at, writer);
  }
  return TMS_OK;
}

tms_status tms_charset_decode(const tms_charset_choice *choice, tms_slice bytes, const tms_charset_sink *sink, tms_buf *out,
                              tms_charset_result *result) {
  size_t at = choice->bom;
  *result = (tms_charset_result){.text = TMS_SLICE_NONE};
  if (stays_as_it_is(choice, bytes, at)) return keep_as_it_is(bytes, at, sink, result);
  tms_writer writer;
  tms_writer_init(&writer, out, sink);
  writer.mark_next = at > 0;
  tms_status status = run_decoder(choice->encoding, bytes, at, &writer);
  tms_status finished = tms_writer_finish(&writer, bytes.len);
  result->bad = writer.bad;
  result->first_bad = writer.first_bad;
  return status != TMS_OK ? status : finished;
}
