/*
 * The encodings that the standard doesn't have, by the machine's iconv, which never sees a name that is not in our own table. Where a byte is a character,
 * iconv is asked for each of them once, and our own decoder does the work; else it gets the text byte by byte, so that we know which bytes became which
 * character. That takes some 50 ns a byte: no page of today is written so.
 */
#include "base/utf8.h"
#include "charset/writer.h"

#include <errno.h>
#include <iconv.h>

enum {
  LONGEST = 16, /* bytes that are offered at once: an escape sequence of ISO-2022 and a character are 8 at most */
  ROOM = 64
};

/* Converts as much as can be; false where an ill-formed sequence is next. *out_size is what was written. */
static bool convert(iconv_t converter, const char *bytes, size_t size, size_t *taken, char out[ROOM], size_t *out_size) {
  char *from = (char *)(uintptr_t)bytes, *to = out; /* iconv reads, but asks for a pointer that may write */
  size_t left = size, room = ROOM;
  bool broken = iconv(converter, &from, &left, &to, &room) == (size_t)-1 && errno != EINVAL;
  *taken = size - left;
  *out_size = (size_t)(to - out);
  return !broken || *taken > 0;
}

static void put_all(tms_writer *writer, const char *utf8, size_t size, size_t source, size_t length) {
  tms_slice text = tms_slice_of(utf8, size);
  size_t step;
  for (size_t at = 0; at < size; at += step) {
    uint32_t c = tms_utf8_decode(text, at, &step, NULL);
    /* A source length of 0 differs from every decoded length: only the last has the bytes, and the run is unequal to its end. */
    tms_writer_put(writer, c, source, at + step >= size ? length : 0);
  }
  writer->unequal |= size != length;
}

/* The shortest piece at `at` that iconv takes: its length, 0 where there is none. */
static size_t next_piece(iconv_t converter, tms_slice s, size_t at, char out[ROOM], size_t *out_size) {
  size_t taken = 0;
  for (size_t size = 1; size <= LONGEST && size <= s.len - at; size++) {
    if (!convert(converter, s.ptr + at, size, &taken, out, out_size)) return 0;
    if (taken) return taken;
  }
  return 0;
}

static void decode_pieces(iconv_t converter, tms_slice s, size_t at, tms_writer *writer) {
  char out[ROOM];
  size_t begin = at, out_size = 0; /* from `begin` on bytes were taken that have given nothing yet */
  while (at < s.len && writer->out->status == TMS_OK) {
    size_t taken = next_piece(converter, s, at, out, &out_size);
    if (taken == 0) {
      tms_writer_bad(writer, begin, at + 1 - begin);
      begin = ++at;
      continue;
    }
    at += taken;
    if (out_size == 0) continue;
    put_all(writer, out, out_size, begin, at - begin);
    begin = at;
  }
  char *to = out;
  size_t room = ROOM;
  (void)iconv(converter, NULL, NULL, &to, &room); /* what it held back for a mark that might have followed */
  put_all(writer, out, (size_t)(to - out), begin, at - begin);
  writer->mark_next |= to == out && at > begin;
}

/* One character for each byte from 80 on, 0 where it has none. */
static void ask_each_byte(iconv_t converter, uint16_t upper[128]) {
  for (unsigned i = 0; i < 128; i++) {
    char byte = (char)(0x80 + i), out[ROOM], *rest = out;
    size_t taken, size, room = ROOM, step = 0;
    bool good = convert(converter, &byte, 1, &taken, out, &size) && taken == 1;
    rest += size;
    room -= size;
    (void)iconv(converter, NULL, NULL, &rest, &room);
    size = (size_t)(rest - out);
    uint32_t c = good && size ? tms_utf8_decode(tms_slice_of(out, size), 0, &step, NULL) : 0;
    upper[i] = step == size && c < TMS_REPLACEMENT ? (uint16_t)c : 0;
  }
}

/* (iconv_t)-1, with errno, where there is none. */
static iconv_t open_converter(const tms_encoding *encoding) {
  iconv_t converter = (iconv_t)-1;
  for (size_t i = 0; i < 2 && converter == (iconv_t)-1 && encoding->iconv_names[i]; i++) {
    converter = iconv_open("UTF-8", encoding->iconv_names[i]);
    if (converter == (iconv_t)-1 && errno == ENOMEM) break;
  }
  return converter;
}

bool tms_encoding_is_here(const tms_encoding *encoding) {
  if (encoding->decoder != TMS_DECODER_ICONV) return true;
  iconv_t converter = open_converter(encoding);
  if (converter == (iconv_t)-1) return false;
  (void)iconv_close(converter);
  return true;
}

tms_status tms_decode_iconv(const tms_encoding *encoding, tms_slice bytes, size_t at, tms_writer *writer) {
  iconv_t converter = open_converter(encoding);
  if (converter == (iconv_t)-1) return errno == ENOMEM ? TMS_ERR_MEMORY : TMS_ERR_FORMAT;
  if (encoding->bytes) {
    uint16_t upper[128];
    ask_each_byte(converter, upper);
    tms_decode_single_byte(upper, bytes, at, writer);
  } else {
    decode_pieces(converter, bytes, at, writer);
  }
  (void)iconv_close(converter);
  return TMS_OK;
}
