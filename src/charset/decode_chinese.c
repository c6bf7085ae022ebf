/*
 * https://encoding.spec.whatwg.org/#gb18030-decoder (GBK's, too) and #big5-decoder. An ASCII byte that can't be a trail is read again, so that markup is
 * never swallowed; any other goes with its lead.
 */
#include "charset/writer.h"

#include "charset/big5_tables.h"
#include "charset/gb18030_tables.h"

/* "index gb18030 ranges code point", below U+10000: the last range that begins at or before the pointer. */
static uint32_t range_character(uint32_t pointer) {
  size_t low = 0, high = sizeof gb18030_range_pointers / sizeof gb18030_range_pointers[0];
  if (pointer == 7457) return 0xE7C7;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (gb18030_range_pointers[middle] <= pointer) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (uint32_t)gb18030_range_characters[low] + (pointer - gb18030_range_pointers[low]);
}

/* Lead, digit, lead, digit. A sequence that breaks off at the end of the text is one error; one that breaks off before gives back all but its lead. */
static int gb18030_four(const unsigned char *from, size_t left, char **pen) {
  if (left < 3) return -(int)left;
  if (from[2] < 0x81 || from[2] == 0xFF) return -1;
  if (left < 4) return -3;
  if (!tms_is_digit(from[3])) return -1;
  uint32_t pointer = (from[0] - 0x81u) * 12600 + (from[1] - 0x30u) * 1260 + (from[2] - 0x81u) * 10 + (from[3] - 0x30u);
  if (pointer >= 189000 && pointer <= 1237575) {
    *pen += tms_utf8_encode(0x10000 + (pointer - 189000), *pen);
  } else if (pointer <= 39419) {
    *pen = tms_pen_put(*pen, range_character(pointer));
  } else {
    return -4;
  }
  return 4;
}

static int gb18030_step(const unsigned char *from, size_t left, char **pen) {
  unsigned lead = from[0];
  if (lead == 0x80) {
    *pen = tms_pen_put(*pen, 0x20AC);
    return 1;
  }
  if (lead == 0xFF || left < 2) return -1;
  unsigned trail = from[1];
  if (trail >= 0x40 && trail != 0x7F && trail != 0xFF) {
    *pen = tms_pen_put(*pen, gb18030_index[(lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41)]);
    return 2;
  }
  if (tms_is_digit((unsigned char)trail)) return gb18030_four(from, left, pen);
  return trail < 0x80 ? -1 : -2;
}

void tms_decode_gb18030(tms_slice bytes, size_t at, tms_writer *writer) {
  _Static_assert(sizeof gb18030_index / sizeof gb18030_index[0] == 126 * 190, "every lead and trail has its place, and none is empty");
  static const tms_pair_shape shape = {.first = 0x81, .last = 0xFE, .width = 190, .low = 0x40, .high = 0xFE, .gap_first = 0x7F, .gap_last = 0x7F};
  tms_pairs pairs;
  tms_pairs_init(&pairs, &shape, gb18030_index, sizeof gb18030_index / sizeof gb18030_index[0]);
  tms_decode_pairs(bytes, at, writer, &pairs, gb18030_step);
}

/* A pointer whose entry is below 5 stands for two characters. */
static char *put_pair(char *to, unsigned number) {
  to = tms_pen_put(to, big5_pairs[2 * number - 2]);
  return tms_pen_put(to, big5_pairs[2 * number - 1]);
}

static int big5_step(const unsigned char *from, size_t left, char **pen) {
  unsigned lead = from[0], c = 0;
  if (lead == 0x80 || lead == 0xFF || left < 2) return -1;
  unsigned trail = from[1], at = 0;
  bool is_trail = (trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE);
  if (is_trail) {
    /* Below the first pointer that is used the difference wraps around and is too large, too. */
    at = (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62) - BIG5_FIRST;
    if (at < sizeof big5_index / sizeof big5_index[0]) c = big5_index[at];
  }
  if (c == 0) return trail < 0x80 ? -1 : -2;
  if (big5_plane2[at >> 3] >> (at & 7) & 1) {
    *pen += tms_utf8_encode(0x20000 | c, *pen);
  } else if (c < 5) {
    *pen = put_pair(*pen, c);
  } else {
    *pen = tms_pen_put(*pen, c);
  }
  return 2;
}

void tms_decode_big5(tms_slice bytes, size_t at, tms_writer *writer) {
  /* The leads of Big5 itself; in the rows of its Hong Kong supplement there are characters of plane 2, which pairs can't be. */
  static const tms_pair_shape shape = {.first = 0xA1, .last = 0xF9, .width = 157, .low = 0x40, .high = 0xFE, .gap_first = 0x7F, .gap_last = 0xA0};
  enum { ROW = (0xA1 - 0x81) * 157 - BIG5_FIRST };
  tms_pairs pairs;
  tms_pairs_init(&pairs, &shape, big5_index + ROW, sizeof big5_index / sizeof big5_index[0] - ROW);
  pairs.lead[0xC8] = TMS_NO_PAIR;
  tms_decode_pairs(bytes, at, writer, &pairs, big5_step);
}
