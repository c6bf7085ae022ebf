/*
 * The multi-byte encodings. The structure (what is a lead, what a trail, how far an error reaches) is ours, as the WHATWG standard draws it; iconv is
 * asked for the character of one well-formed sequence, or of a run of them, and never sees a name that is not in our own table.
 *
 * After an error an ASCII trail is put back, so that markup is never swallowed (https://encoding.spec.whatwg.org/#gbk-decoder and the others: "If byte is
 * an ASCII byte, prepend byte to ioQueue").
 */
#include "base/utf8.h"
#include "charset/writer.h"

#include <errno.h>
#include <iconv.h>

/* One call of iconv: enough that the call itself costs little, and little enough for the stack. A byte becomes two bytes of UTF-8 at most: two of
 * Big5-HKSCS are a character beyond U+FFFF, or a letter and its mark. */
enum { RUN_BYTES = 2048, RUN_OUT = 2 * RUN_BYTES };

typedef enum code_family { FAMILY_GB, FAMILY_BIG5, FAMILY_EUC_KR, FAMILY_SHIFT_JIS, FAMILY_EUC_JP, FAMILY_ISO_2022_JP } code_family;

typedef struct decoder {
  iconv_t converter;
  tms_writer *writer;
  tms_slice s;
  code_family family;
} decoder;

static bool between(unsigned char c, unsigned char low, unsigned char high) {
  return c >= low && c <= high;
}

static code_family family_of(const tms_encoding *encoding) {
  static const struct {
    const char *name;
    code_family family;
  } families[] = {{"GBK", FAMILY_GB},
                  {"gb18030", FAMILY_GB},
                  {"Big5", FAMILY_BIG5},
                  {"EUC-KR", FAMILY_EUC_KR},
                  {"EUC-JP", FAMILY_EUC_JP},
                  {"Shift_JIS", FAMILY_SHIFT_JIS},
                  {"ISO-2022-JP", FAMILY_ISO_2022_JP}};
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    if (strcmp(families[i].name, encoding->name) == 0) return families[i].family;
  }
  return FAMILY_GB;
}

/* The character of a lone byte from 80 on, or 0 where it begins a sequence, or TMS_REPLACEMENT where it is an error by itself. */
static uint32_t lone_character(code_family family, unsigned char c) {
  switch (family) {
    case FAMILY_GB: return c == 0x80 ? 0x20AC : c == 0xFF ? TMS_REPLACEMENT : 0;
    case FAMILY_BIG5:
    case FAMILY_EUC_KR: return c == 0x80 || c == 0xFF ? TMS_REPLACEMENT : 0;
    case FAMILY_SHIFT_JIS:
      if (c == 0x80) return 0x80;
      if (between(c, 0xA1, 0xDF)) return 0xFF61u - 0xA1 + c;
      return c == 0xA0 || c > 0xFC ? TMS_REPLACEMENT : 0;
    case FAMILY_EUC_JP: return c == 0x8E || c == 0x8F || between(c, 0xA1, 0xFE) ? 0 : TMS_REPLACEMENT;
    case FAMILY_ISO_2022_JP: break;
  }
  return TMS_REPLACEMENT;
}

static bool is_trail(code_family family, unsigned char lead, unsigned char c) {
  switch (family) {
    case FAMILY_SHIFT_JIS:
    case FAMILY_GB: return between(c, 0x40, 0x7E) || between(c, 0x80, family == FAMILY_GB ? 0xFE : 0xFC);
    case FAMILY_BIG5: return between(c, 0x40, 0x7E) || between(c, 0xA1, 0xFE);
    case FAMILY_EUC_KR: return between(c, 0x41, 0xFE);
    case FAMILY_EUC_JP: return lead == 0x8E ? between(c, 0xA1, 0xDF) : between(c, 0xA1, 0xFE);
    case FAMILY_ISO_2022_JP: break;
  }
  return false;
}

/* The byte at `place` of the sequence at `at` fits nowhere: the bytes that are one error, as a negative length. It goes along unless it is ASCII. */
static int ill_formed(const decoder *d, size_t at, size_t place) {
  if (at + place >= d->s.len) return -(int)(d->s.len - at);
  return (unsigned char)d->s.ptr[at + place] < 0x80 ? -(int)place : -(int)place - 1;
}

/* gb18030: lead, digit, lead, digit. A sequence that breaks off gives back all but its lead. */
static int four_bytes(const decoder *d, size_t at) {
  size_t left = d->s.len - at;
  const unsigned char *p = (const unsigned char *)d->s.ptr + at;
  if (left < 3) return -(int)left;
  if (!between(p[2], 0x81, 0xFE)) return -1;
  if (left < 4) return -(int)left;
  return between(p[3], 0x30, 0x39) ? 4 : -1;
}

/* A sequence at `at`, whose first byte is a lead: its length, negative where it is ill-formed (then so many bytes are one error). */
static int sequence_length(const decoder *d, size_t at) {
  const unsigned char *p = (const unsigned char *)d->s.ptr + at;
  if (at + 1 >= d->s.len) return -1;
  if (d->family == FAMILY_GB && between(p[1], 0x30, 0x39)) return four_bytes(d, at);
  if (!is_trail(d->family, p[0], p[1])) return ill_formed(d, at, 1);
  if (d->family != FAMILY_EUC_JP || p[0] != 0x8F) return 2;
  if (at + 2 >= d->s.len) return -2;
  return between(p[2], 0xA1, 0xFE) ? 3 : ill_formed(d, at, 2);
}

/* Converts bytes that hold whole sequences; returns how many of them were converted before the first unknown one. */
static size_t convert(decoder *d, const char *bytes, size_t size, char *out, size_t *out_size) {
  char *from = (char *)(uintptr_t)bytes, *to = out; /* iconv reads, but asks for a pointer that may write */
  size_t left = size, room = RUN_OUT;
  (void)iconv(d->converter, NULL, NULL, NULL, NULL);
  (void)iconv(d->converter, &from, &left, &to, &room);
  (void)iconv(d->converter, NULL, NULL, &to, &room); /* BIG5-HKSCS holds a letter back for a mark that may follow */
  *out_size = (size_t)(to - out);
  return size - left;
}

/* Puts UTF-8 as one run whose source is `length` bytes at `source`. */
static void put_run(decoder *d, const char *utf8, size_t size, size_t source, size_t length) {
  tms_slice text = tms_slice_of(utf8, size);
  size_t step;
  for (size_t at = 0; at < size; at += step) {
    uint32_t c = tms_utf8_decode(text, at, &step, NULL);
    bool last = at + step >= size;
    /* A source length of 0 differs from every decoded length: the run is unequal to its end. */
    tms_writer_put(d->writer, c, source, last ? length : 0);
  }
  d->writer->unequal = true;
}

/* A well-formed sequence that stands for nothing: the lead alone where the trail is ASCII, else all of it. */
static size_t put_unknown(decoder *d, size_t at) {
  int length = sequence_length(d, at);
  size_t size = length == 2 && (unsigned char)d->s.ptr[at + 1] < 0x80 ? 1 : (size_t)length;
  tms_writer_bad(d->writer, at, size);
  return size;
}

/* A run of well-formed sequences from `at` on; returns its end. */
static size_t decode_run(decoder *d, size_t at) {
  char out[RUN_OUT];
  size_t end = at, out_size;
  while (end < d->s.len && end - at < RUN_BYTES - 4 && (unsigned char)d->s.ptr[end] >= 0x80) {
    if (lone_character(d->family, (unsigned char)d->s.ptr[end])) break;
    int length = sequence_length(d, end);
    if (length < 0) break;
    end += (size_t)length;
  }
  if (end == at) return at;
  size_t done = convert(d, d->s.ptr + at, end - at, out, &out_size);
  if (out_size) put_run(d, out, out_size, at, done);
  at += done;
  return at < end ? at + put_unknown(d, at) : at;
}

static void decode_sequences(decoder *d, size_t at) {
  while (at < d->s.len && d->writer->out->status == TMS_OK) {
    size_t end = tms_ascii_end(d->s, at);
    tms_writer_same(d->writer, tms_slice_of(d->s.ptr + at, end - at), at);
    at = end;
    if (at == d->s.len) break;
    uint32_t lone = lone_character(d->family, (unsigned char)d->s.ptr[at]);
    if (lone) {
      if (lone == TMS_REPLACEMENT) {
        tms_writer_bad(d->writer, at, 1);
      } else {
        tms_writer_put(d->writer, lone, at, 1);
      }
      at++;
      continue;
    }
    size_t next = decode_run(d, at);
    if (next == at) {
      size_t size = (size_t)-sequence_length(d, at);
      tms_writer_bad(d->writer, at, size);
      next = at + size;
    }
    at = next;
  }
}

/* ISO-2022-JP (12.2 of the standard): a state of its own; its two-byte codes are those of EUC-JP without the high bits. */
typedef enum jp_state { JP_ASCII, JP_ROMAN, JP_KATAKANA, JP_DOUBLE } jp_state;

static bool escape_state(tms_slice rest, jp_state *state) {
  static const struct {
    tms_slice sequence;
    jp_state state;
  } escapes[] = {{TMS_SLICE_INIT("\x1B(B"), JP_ASCII},
                 {TMS_SLICE_INIT("\x1B(J"), JP_ROMAN},
                 {TMS_SLICE_INIT("\x1B(I"), JP_KATAKANA},
                 {TMS_SLICE_INIT("\x1B$@"), JP_DOUBLE},
                 {TMS_SLICE_INIT("\x1B$B"), JP_DOUBLE}};
  for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
    if (!tms_slice_starts(rest, escapes[i].sequence)) continue;
    *state = escapes[i].state;
    return true;
  }
  return false;
}

static size_t jp_double(decoder *d, size_t at) {
  unsigned char lead = (unsigned char)d->s.ptr[at];
  if (at + 1 >= d->s.len) {
    tms_writer_bad(d->writer, at, 1);
    return 1;
  }
  unsigned char trail = (unsigned char)d->s.ptr[at + 1];
  if (trail == 0x1B) { /* the escape is read again */
    tms_writer_bad(d->writer, at, 1);
    return 1;
  }
  char pair[2] = {(char)(lead | 0x80), (char)(trail | 0x80)}, out[RUN_OUT];
  size_t out_size = 0, done = between(trail, 0x21, 0x7E) ? convert(d, pair, 2, out, &out_size) : 0;
  if (done == 2 && out_size) {
    put_run(d, out, out_size, at, 2);
  } else {
    tms_writer_bad(d->writer, at, 2);
  }
  return 2;
}

static size_t jp_single(decoder *d, size_t at, jp_state state) {
  unsigned char c = (unsigned char)d->s.ptr[at];
  uint32_t out = c;
  if (c >= 0x80 || c == 0x0E || c == 0x0F || c == 0x1B) {
    out = TMS_REPLACEMENT;
  } else if (state == JP_ROMAN && c == 0x5C) {
    out = 0xA5;
  } else if (state == JP_ROMAN && c == 0x7E) {
    out = 0x203E;
  } else if (state == JP_KATAKANA) {
    out = between(c, 0x21, 0x5F) ? 0xFF61u - 0x21 + c : TMS_REPLACEMENT;
  }
  if (out == TMS_REPLACEMENT) {
    tms_writer_bad(d->writer, at, 1);
  } else {
    tms_writer_put(d->writer, out, at, 1);
  }
  return 1;
}

static void decode_iso_2022_jp(decoder *d, size_t at) {
  jp_state state = JP_ASCII;
  bool output = false; /* two escapes with nothing between are an error: they could hide text from filters */
  while (at < d->s.len && d->writer->out->status == TMS_OK) {
    unsigned char c = (unsigned char)d->s.ptr[at];
    if (c == 0x1B && escape_state(tms_slice_from(d->s, at), &state)) {
      if (output) tms_writer_bad(d->writer, at, 3);
      output = true;
      at += 3;
      continue;
    }
    output = false;
    at += state == JP_DOUBLE && between(c, 0x21, 0x7E) ? jp_double(d, at) : jp_single(d, at, state);
  }
}

tms_status tms_decode_iconv(const tms_encoding *encoding, tms_slice bytes, size_t at, tms_writer *writer) {
  iconv_t converter = iconv_open("UTF-8", encoding->iconv_name);
  if (converter == (iconv_t)-1) return errno == ENOMEM ? TMS_ERR_MEMORY : TMS_ERR_FORMAT;
  decoder d = {.converter = converter, .writer = writer, .s = bytes, .family = family_of(encoding)};
  if (d.family == FAMILY_ISO_2022_JP) {
    decode_iso_2022_jp(&d, at);
  } else {
    decode_sequences(&d, at);
  }
  (void)iconv_close(converter);
  return TMS_OK;
}
