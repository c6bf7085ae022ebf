/*
 * Where decoders put characters: a small block in front of the output buffer, with the bookkeeping of offsets.
 *
 * A mark is set behind every run of characters whose decoded length differs from their source length; inside such a run also around the characters
 * at which readers cut text ("<", ">", line ends), so that a span that begins or ends there maps back exactly.
 *
 * Decoders of encodings in which ASCII is ASCII write runs: tms_writer_ascii() for what stays as it is, and a pen for what lies between, which counts as
 * one run of unequal lengths. The others put characters one by one.
 */
#ifndef TMS_CHARSET_WRITER_H
#define TMS_CHARSET_WRITER_H

#include "base/ascii.h"
#include "base/utf8.h"
#include "charset/charset.h"

enum {
  TMS_WRITER_BLOCK = 4096,
  TMS_WRITER_STEP = 8 /* a step of a decoder writes at most so many bytes: two characters of Big5 are four, tms_pen_single() touches four */
};

typedef struct tms_writer {
  tms_buf *out;
  const tms_charset_sink *sink;
  size_t begin; /* length of out before decoding: offset 0 */
  size_t used, bad, first_bad;
  bool unequal, mark_next, stopped;
  char block[TMS_WRITER_BLOCK];
} tms_writer;

void tms_writer_init(tms_writer *writer, tms_buf *out, const tms_charset_sink *sink);
/* One character of `length` source bytes at `source`. */
void tms_writer_put(tms_writer *writer, uint32_t c, size_t source, size_t length);
/* An undecodable sequence: one U+FFFD. */
void tms_writer_bad(tms_writer *writer, size_t source, size_t length);
/* Bytes that are the same decoded (ASCII, or valid UTF-8 of a UTF-8 source). */
void tms_writer_same(tms_writer *writer, tms_slice bytes, size_t source);
/* Ends at source offset `source`. */
tms_status tms_writer_finish(tms_writer *writer, size_t source);

/* From here on one decoded byte is one source byte: says so where it was otherwise before. */
void tms_writer_equal(tms_writer *writer, size_t source);
void tms_writer_flush(tms_writer *writer);

/* The ASCII that begins at `at`, if any does; returns its end. */
static inline size_t tms_writer_ascii(tms_writer *writer, tms_slice bytes, size_t at) {
  if ((unsigned char)bytes.ptr[at] >= 0x80) return at;
  if (writer->unequal || writer->mark_next) tms_writer_equal(writer, at);
  /* Between letters of other scripts ASCII comes in short runs; what is longer than a block is found first and copied then. */
  if (bytes.len - at >= TMS_ASCII_BLOCK && TMS_WRITER_BLOCK - writer->used >= TMS_ASCII_BLOCK) {
    size_t run = tms_ascii_block(bytes.ptr + at, writer->block + writer->used);
    writer->used += run;
    at += run;
    if (run < TMS_ASCII_BLOCK) return at;
  }
  size_t end = tms_ascii_end(bytes, at);
  tms_writer_same(writer, tms_slice_of(bytes.ptr + at, end - at), at);
  return end;
}

/* A pen is where in the block the next byte goes, with room for TMS_WRITER_STEP of them. */
static inline char *tms_writer_pen(tms_writer *writer) {
  if (TMS_WRITER_BLOCK - writer->used < TMS_WRITER_STEP) tms_writer_flush(writer);
  return writer->block + writer->used;
}

/* A character from U+0080 to U+FFFF, no surrogate. */
static inline char *tms_pen_put(char *to, uint32_t c) {
  if (c < 0x800) {
    to[0] = (char)(0xC0 | c >> 6);
    to[1] = (char)(0x80 | (c & 0x3F));
    return to + 2;
  }
  to[0] = (char)(0xE0 | c >> 12);
  to[1] = (char)(0x80 | (c >> 6 & 0x3F));
  to[2] = (char)(0x80 | (c & 0x3F));
  return to + 3;
}

/*
 * One sequence at `from`, whose first byte is no ASCII and of whose bytes `left` are there: writes with the pen and returns how many bytes it took, or a
 * negative number: so many bytes are one error. `tables` is the caller's.
 */
typedef int tms_step(const unsigned char *from, size_t left, char **pen, const void *tables);

/* A whole text of an encoding in which ASCII is ASCII. Each decoder calls it once, with a step of its own that the compiler can see through. */
static inline __attribute__((always_inline)) void tms_decode_steps(tms_slice bytes, size_t at, tms_writer *writer, tms_step *step,
                                                                   const void *tables) {
  while (at < bytes.len && writer->out->status == TMS_OK) {
    at = tms_writer_ascii(writer, bytes, at);
    char *pen = tms_writer_pen(writer), *last = writer->block + TMS_WRITER_BLOCK - TMS_WRITER_STEP;
    size_t begin = at;
    while (at < bytes.len && (unsigned char)bytes.ptr[at] >= 0x80) {
      if (pen > last) {
        writer->used = (size_t)(pen - writer->block);
        pen = tms_writer_pen(writer);
      }
      int took = step((const unsigned char *)bytes.ptr + at, bytes.len - at, &pen, tables);
      if (took < 0) {
        writer->used = (size_t)(pen - writer->block);
        took = -took;
        tms_writer_bad(writer, at, (size_t)took);
        pen = tms_writer_pen(writer);
      }
      at += (size_t)took;
    }
    writer->used = (size_t)(pen - writer->block);
    if (at > begin) writer->unequal = true;
  }
}

/* The decoders; each is in the file that its room in the standard has: decode_single_byte.c (section 10), decode_chinese.c (11, 12), decode_japanese.c (13),
 * decode_korean.c (14). */
void tms_decode_single_byte(const uint16_t upper[128], tms_slice bytes, size_t at, tms_writer *writer);
void tms_decode_gb18030(tms_slice bytes, size_t at, tms_writer *writer);
void tms_decode_big5(tms_slice bytes, size_t at, tms_writer *writer);
void tms_decode_euc_jp(tms_slice bytes, size_t at, tms_writer *writer);
void tms_decode_iso_2022_jp(tms_slice bytes, size_t at, tms_writer *writer);
void tms_decode_shift_jis(tms_slice bytes, size_t at, tms_writer *writer);
void tms_decode_euc_kr(tms_slice bytes, size_t at, tms_writer *writer);
/* decode_iconv.c: what the standard doesn't have. TMS_ERR_FORMAT where this machine's iconv doesn't have it either. */
tms_status tms_decode_iconv(const tms_encoding *encoding, tms_slice bytes, size_t at, tms_writer *writer);

#endif
