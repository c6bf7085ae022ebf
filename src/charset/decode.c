/* The decoders of https://encoding.spec.whatwg.org/ that need no large table. Each reads every byte once, or twice at a bad sequence. */
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

/* 14.2: an unpaired surrogate is one error, and what follows a lead is read again; an odd byte at the end is one error (with a lead before it: still
 * one). */
static void decode_utf16(tms_slice bytes, size_t at, bool big, tms_writer *writer) {
  while (bytes.len - at >= 2) {
    uint32_t unit = unit_at(bytes, at, big);
    bool lead = unit >= 0xD800 && unit < 0xDC00;
    if (lead && bytes.len - at >= 4) {
      uint32_t trail = unit_at(bytes, at + 2, big);
      if (trail >= 0xDC00 && trail < 0xE000) {
        tms_writer_put(writer, 0x10000 + ((unit - 0xD800) << 10) + (trail - 0xDC00), at, 4);
        at += 4;
        continue;
      }
    }
    if (lead && bytes.len - at < 4) break;
    if (unit >= 0xD800 && unit < 0xE000) {
      tms_writer_bad(writer, at, 2);
    } else {
      tms_writer_put(writer, unit, at, 2);
    }
    at += 2;
  }
  if (at < bytes.len) tms_writer_bad(writer, at, bytes.len - at);
}

static void decode_single_byte(tms_slice bytes, size_t at, const uint16_t *upper, tms_writer *writer) {
  while (at < bytes.len) {
    size_t end = tms_ascii_end(bytes, at);
    tms_writer_same(writer, tms_slice_of(bytes.ptr + at, end - at), at);
    for (at = end; at < bytes.len && (unsigned char)bytes.ptr[at] >= 0x80; at++) {
      uint16_t c = upper[(unsigned char)bytes.ptr[at] - 0x80];
      if (c) {
        tms_writer_put(writer, c, at, 1);
      } else {
        tms_writer_bad(writer, at, 1);
      }
    }
  }
}

/* 14.5: 80 to FF are U+F780 to U+F7FF. */
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

tms_status tms_charset_decode(const tms_charset_choice *choice, tms_slice bytes, const tms_charset_sink *sink, tms_buf *out,
                              tms_charset_result *result) {
  size_t at = choice->bom;
  tms_status status = TMS_OK;
  *result = (tms_charset_result){.text = TMS_SLICE_NONE};
  if (stays_as_it_is(choice, bytes, at)) return keep_as_it_is(bytes, at, sink, result);
  tms_writer writer;
  tms_writer_init(&writer, out, sink);
  writer.mark_next = at > 0;
  switch (choice->encoding->decoder) {
    case TMS_DECODER_UTF8: decode_utf8(bytes, at, &writer); break;
    case TMS_DECODER_UTF16LE: decode_utf16(bytes, at, false, &writer); break;
    case TMS_DECODER_UTF16BE: decode_utf16(bytes, at, true, &writer); break;
    case TMS_DECODER_SINGLE_BYTE: decode_single_byte(bytes, at, choice->encoding->upper, &writer); break;
    case TMS_DECODER_USER_DEFINED: decode_user_defined(bytes, at, &writer); break;
    case TMS_DECODER_REPLACEMENT: /* 14.1: the whole input is one error */
      if (at < bytes.len) tms_writer_bad(&writer, at, bytes.len - at);
      break;
    case TMS_DECODER_ICONV: status = tms_decode_iconv(choice->encoding, bytes, at, &writer); break;
  }
  tms_status finished = tms_writer_finish(&writer, bytes.len);
  result->bad = writer.bad;
  return status != TMS_OK ? status : finished;
}
