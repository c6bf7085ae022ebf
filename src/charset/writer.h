/*
 * Where decoders put characters: a small block in front of the output buffer, with the bookkeeping of offsets.
 *
 * A mark is set behind every run of characters whose decoded length differs from their source length; inside such a run also around the characters
 * at which readers cut text ("<", ">", line ends), so that a span that begins or ends there maps back exactly.
 *
 * Decoders of encodings in which ASCII is ASCII take a pen and write into the block themselves; what lies between two pieces of ASCII counts as one run of
 * unequal lengths for them. The others put characters one by one.
 */
#ifndef TMS_CHARSET_WRITER_H
#define TMS_CHARSET_WRITER_H

#include "base/ascii.h"
#include "base/utf8.h"
#include "charset/charset.h"

enum {
  TMS_WRITER_BLOCK = 4096,
  TMS_WRITER_STEP = 64 /* a step of a decoder touches at most so many bytes: sixteen letters of one byte, four for each */
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
/* An undecodable sequence: one U+FFFD. */
void tms_writer_bad(tms_writer *writer, size_t source, size_t length);
/* Bytes that are the same decoded (ASCII, or valid UTF-8 of a UTF-8 source). */
void tms_writer_same(tms_writer *writer, tms_slice bytes, size_t source);
/* Ends at source offset `source`. */
tms_status tms_writer_finish(tms_writer *writer, size_t source);

/* The decoded offset that comes next is `source`. */
void tms_writer_mark(tms_writer *writer, size_t source);
/* From here on one decoded byte is one source byte: sets the mark. */
void tms_writer_equal(tms_writer *writer, size_t source);
/* Does anybody listen to marks? */
static inline bool tms_writer_listens(const tms_writer *writer) {
  return writer->sink && writer->sink->mark;
}
void tms_writer_flush(tms_writer *writer);

/* A pen is where in the block the next byte goes: there is room for TMS_WRITER_STEP of them. */
static inline char *tms_writer_pen(tms_writer *writer) {
  if (TMS_WRITER_BLOCK - writer->used < TMS_WRITER_STEP) tms_writer_flush(writer);
  return writer->block + writer->used;
}
static inline void tms_writer_take_pen(tms_writer *writer, const char *pen) {
  writer->used = (size_t)(pen - writer->block);
}

/* A character from U+0800 to U+FFFF: three bytes, and a fourth that the next one covers. */
static inline char *tms_pen_three(char *to, uint32_t c) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint32_t word = 0x8080E0 | c >> 12 | (c << 2 & 0x3F00) | (c << 16 & 0x3F0000);
  memcpy(to, &word, sizeof word);
#else
  to[0] = (char)(0xE0 | c >> 12);
  to[1] = (char)(0x80 | (c >> 6 & 0x3F));
  to[2] = (char)(0x80 | (c & 0x3F));
#endif
  return to + 3;
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

/* Readers cut text at these, and a mark must stand there. */
static inline bool tms_writer_cuts(uint32_t c) {
  return c == '<' || c == '>' || c == '\n' || c == '\r';
}

/* One character of `length` source bytes at `source`. */
static inline void tms_writer_put(tms_writer *writer, uint32_t c, size_t source, size_t length) {
  char *to = tms_writer_pen(writer);
  size_t size = 1;
  if (c < 0x80) {
    *to = (char)c;
  } else if (c < 0x10000) {
    size = (size_t)(tms_pen_put(to, c) - to);
  } else {
    size = tms_utf8_encode(c, to);
  }
  bool unequal = size != length, cuts = tms_writer_cuts(c);
  if (writer->mark_next || (writer->unequal && (!unequal || cuts))) tms_writer_mark(writer, source);
  writer->unequal = unequal;
  writer->mark_next = unequal && cuts;
  writer->used += size;
}

/*
 * One sequence at `from`, whose first byte is no ASCII and of whose bytes `left` are there: writes with the pen and returns how many bytes it took, or a
 * negative number: so many bytes are one error.
 */
typedef int tms_step(const unsigned char *from, size_t left, char **pen);

/*
 * The short cut for the pairs of bytes that text is made of: the sum of what lead and trail are worth is a place in the index, or lies beyond its end. What
 * is no such pair, or a character below U+0800, is left to the step.
 */
enum { TMS_NO_PAIR = 0x8000 };
typedef struct tms_pairs {
  uint16_t lead[256], trail[256]; /* TMS_NO_PAIR = not this byte */
  const uint16_t *index;          /* of plane 0 alone */
  unsigned size;
} tms_pairs;

/* Leads from `first` to `last`, each `width` further on in the index; trails from `low` to `high` without `gap`, the bytes between two runs. */
typedef struct tms_pair_shape {
  unsigned first, last, width, low, high, gap_first, gap_last;
} tms_pair_shape;
void tms_pairs_init(tms_pairs *pairs, const tms_pair_shape *shape, const uint16_t *index, size_t size);

/* One ASCII byte, or one sequence; returns how many bytes it took. */
static inline size_t tms_decode_step(const unsigned char *begin, const unsigned char *from, const unsigned char *end, tms_writer *writer,
                                     tms_step *step) {
  size_t source = (size_t)(from - begin);
  if (*from < 0x80) {
    tms_writer_same(writer, tms_slice_of((const char *)from, 1), source);
    return 1;
  }
  char *pen = tms_writer_pen(writer);
  int took = step(from, (size_t)(end - from), &pen);
  tms_writer_take_pen(writer, pen);
  if (took < 0) tms_writer_bad(writer, source, (size_t)-took);
  writer->unequal = true;
  return (size_t)(took < 0 ? -took : took);
}

/*
 * A whole text of an encoding in which ASCII is ASCII and most of the rest is pairs. Each decoder calls it once, with a step of its own that the compiler
 * can see through. The inner loop has no limits to ask for: there are sixteen bytes to read, and room for a step.
 */
static inline __attribute__((always_inline)) void tms_decode_pairs(tms_slice bytes, size_t start, tms_writer *writer, const tms_pairs *pairs,
                                                                   tms_step *step) {
  const unsigned char *begin = (const unsigned char *)bytes.ptr, *from = begin + start, *end = begin + bytes.len;
  const char *last = writer->block + TMS_WRITER_BLOCK - TMS_WRITER_STEP;
  /* Copies: what is written through `to` could be these, for all the compiler knows. */
  const uint16_t *index = pairs->index;
  unsigned size = pairs->size;
  bool listens = tms_writer_listens(writer);
  while (from < end && writer->out->status == TMS_OK) {
    char *to = tms_writer_pen(writer);
    bool unequal = writer->unequal || writer->mark_next;
    while (end - from >= TMS_ASCII_BLOCK && to <= last) {
      if (*from < 0x80) {
        if (unequal && listens) {
          tms_writer_take_pen(writer, to);
          tms_writer_equal(writer, (size_t)(from - begin));
        }
        unequal = false;
        /* A space between two words is not worth the wait for a block. */
        size_t run = 1;
        if (from[1] < 0x80) {
          run = tms_ascii_block((const char *)from, to);
        } else {
          *to = (char)*from;
        }
        to += run;
        from += run;
        continue;
      }
      unsigned place = (unsigned)pairs->lead[from[0]] + pairs->trail[from[1]], c = place < size ? index[place] : 0;
      if (c < 0x800) break;
      to = tms_pen_three(to, c);
      from += 2;
      unequal = true;
    }
    tms_writer_take_pen(writer, to);
    writer->unequal = unequal;
    writer->mark_next = false;
    if (to <= last && from < end) from += tms_decode_step(begin, from, end, writer, step);
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
