/*
 * Where decoders put characters: a small block in front of the output buffer, with the bookkeeping of offsets.
 *
 * A mark is set behind every run of characters whose decoded length differs from their source length; inside such a run also around the characters
 * at which readers cut text ("<", ">", line ends), so that a span that begins or ends there maps back exactly.
 */
#ifndef TMS_CHARSET_WRITER_H
#define TMS_CHARSET_WRITER_H

#include "base/utf8.h"
#include "charset/charset.h"

enum { TMS_WRITER_BLOCK = 4096 };

typedef struct tms_writer {
  tms_buf *out;
  const tms_charset_sink *sink;
  size_t begin; /* length of out before decoding: offset 0 */
  size_t used, bad;
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

/* decode_iconv.c: the multi-byte encodings. */
tms_status tms_decode_iconv(const tms_encoding *encoding, tms_slice bytes, size_t at, tms_writer *writer);

#endif
