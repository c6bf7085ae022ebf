/* https://encoding.spec.whatwg.org/#euc-jp-decoder, #iso-2022-jp-decoder and #shift_jis-decoder: three ways to spell the same tables. */
#include "charset/writer.h"

#include "charset/jis_tables.h"

enum { KATAKANA = 0xFF61 }; /* U+FF61 to U+FF9F: the 63 characters of half width that JIS X 0201 has from A1 on */

static bool between(unsigned c, unsigned low, unsigned high) {
  return c >= low && c <= high;
}

/* ---- EUC-JP ---- */

/* 8F and two bytes: JIS X 0212. An ASCII byte that can't be a trail is read again. */
static int euc_jp_three(const unsigned char *from, size_t left, char **pen) {
  if (left < 3) return -2;
  unsigned c = 0;
  if (between(from[2], 0xA1, 0xFE)) {
    unsigned pointer = (from[1] - 0xA1u) * 94 + from[2] - 0xA1u;
    if (pointer < sizeof jis0212_index / sizeof jis0212_index[0]) c = jis0212_index[pointer];
  }
  if (c == 0) return from[2] < 0x80 ? -2 : -3;
  *pen = tms_pen_put(*pen, c);
  return 3;
}

static int euc_jp_step(const unsigned char *from, size_t left, char **pen) {
  unsigned lead = from[0], c = 0;
  if (!between(lead, 0xA1, 0xFE) && lead != 0x8E && lead != 0x8F) return -1;
  if (left < 2) return -1;
  unsigned trail = from[1];
  if (lead == 0x8F && between(trail, 0xA1, 0xFE)) return euc_jp_three(from, left, pen);
  if (lead == 0x8E) {
    if (between(trail, 0xA1, 0xDF)) c = KATAKANA - 0xA1 + trail;
  } else if (lead != 0x8F && between(trail, 0xA1, 0xFE)) {
    c = jis0208_index[(lead - 0xA1) * 94 + trail - 0xA1];
  }
  if (c == 0) return trail < 0x80 ? -1 : -2;
  *pen = tms_pen_put(*pen, c);
  return 2;
}

void tms_decode_euc_jp(tms_slice bytes, size_t at, tms_writer *writer) {
  _Static_assert(sizeof jis0208_index / sizeof jis0208_index[0] == 94 * 94, "every pair has its place");
  static const tms_pair_shape shape = {.first = 0xA1, .last = 0xFE, .width = 94, .low = 0xA1, .high = 0xFE};
  tms_pairs pairs;
  tms_pairs_init(&pairs, &shape, jis0208_index, sizeof jis0208_index / sizeof jis0208_index[0]);
  tms_decode_pairs(bytes, at, writer, &pairs, euc_jp_step);
}

/* ---- Shift_JIS ---- */

/* Between the rows that the index has lie 1880 private characters, which users of Windows could draw themselves ("EUDC"). */
static uint32_t shift_jis_character(unsigned pointer) {
  if (pointer < JIS0208_EUDC) return jis0208_index[pointer];
  if (pointer < JIS0208_EUDC_END) return 0xE000 - JIS0208_EUDC + pointer;
  pointer -= JIS0208_EUDC_END;
  return pointer < sizeof jis0208_index_high / sizeof jis0208_index_high[0] ? jis0208_index_high[pointer] : 0;
}

static int shift_jis_step(const unsigned char *from, size_t left, char **pen) {
  unsigned lead = from[0];
  uint32_t c = 0;
  if (between(lead, 0xA1, 0xDF) || lead == 0x80) {
    *pen = tms_pen_put(*pen, lead == 0x80 ? 0x80 : KATAKANA - 0xA1 + lead);
    return 1;
  }
  if (lead == 0xA0 || lead > 0xFC || left < 2) return -1;
  unsigned trail = from[1];
  if (trail >= 0x40 && trail != 0x7F && trail <= 0xFC) {
    c = shift_jis_character((lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41));
  }
  if (c == 0) return trail < 0x80 ? -1 : -2;
  *pen = tms_pen_put(*pen, c);
  return 2;
}

void tms_decode_shift_jis(tms_slice bytes, size_t at, tms_writer *writer) {
  static const tms_pair_shape shape = {.first = 0x81, .last = 0x9F, .width = 188, .low = 0x40, .high = 0xFC, .gap_first = 0x7F, .gap_last = 0x7F};
  tms_pairs pairs;
  tms_pairs_init(&pairs, &shape, jis0208_index, sizeof jis0208_index / sizeof jis0208_index[0]);
  for (unsigned lead = 0xE0; lead <= 0xFC; lead++) pairs.lead[lead] = (uint16_t)((lead - 0xC1) * 188);
  tms_decode_pairs(bytes, at, writer, &pairs, shift_jis_step);
}

/* ---- ISO-2022-JP ---- */

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

/* A lead from 21 to 7E and what follows: an escape is read again, anything else goes with the lead. */
static size_t jp_double(tms_slice s, size_t at, tms_writer *writer) {
  unsigned lead = (unsigned char)s.ptr[at], trail = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0x1B;
  if (trail == 0x1B) {
    tms_writer_bad(writer, at, 1);
    return 1;
  }
  unsigned c = between(trail, 0x21, 0x7E) ? jis0208_index[(lead - 0x21) * 94 + trail - 0x21] : 0;
  if (c) {
    tms_writer_put(writer, c, at, 2);
  } else {
    tms_writer_bad(writer, at, 2);
  }
  return 2;
}

static void jp_single(unsigned char c, jp_state state, size_t at, tms_writer *writer) {
  uint32_t out = c;
  if (c >= 0x80 || c == 0x0E || c == 0x0F || c == 0x1B || state == JP_DOUBLE) {
    out = TMS_REPLACEMENT;
  } else if (state == JP_ROMAN && c == 0x5C) {
    out = 0xA5;
  } else if (state == JP_ROMAN && c == 0x7E) {
    out = 0x203E;
  } else if (state == JP_KATAKANA) {
    out = between(c, 0x21, 0x5F) ? KATAKANA - 0x21u + c : TMS_REPLACEMENT;
  }
  if (out == TMS_REPLACEMENT) {
    tms_writer_bad(writer, at, 1);
  } else {
    tms_writer_put(writer, out, at, 1);
  }
}

void tms_decode_iso_2022_jp(tms_slice bytes, size_t at, tms_writer *writer) {
  jp_state state = JP_ASCII;
  bool output = false; /* two escapes with nothing between are an error: they could hide text from filters */
  while (at < bytes.len && writer->out->status == TMS_OK) {
    unsigned char c = (unsigned char)bytes.ptr[at];
    if (c == 0x1B && escape_state(tms_slice_from(bytes, at), &state)) {
      if (output) tms_writer_bad(writer, at, 3);
      output = true;
      writer->mark_next = true; /* three bytes without a character */
      at += 3;
      continue;
    }
    output = false;
    if (state == JP_DOUBLE && between(c, 0x21, 0x7E)) {
      at += jp_double(bytes, at, writer);
    } else {
      jp_single(c, state, at++, writer);
    }
  }
}
