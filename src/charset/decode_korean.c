/* https://encoding.spec.whatwg.org/#euc-kr-decoder: windows-949, in truth. */
#include "charset/writer.h"

#include "charset/euc_kr_tables.h"

static int step(const unsigned char *from, size_t left, char **pen) {
  unsigned lead = from[0], c = 0;
  if (lead == 0x80 || lead == 0xFF || left < 2) return -1;
  unsigned trail = from[1];
  if (trail >= 0x41 && trail <= 0xFE) {
    unsigned pointer = (lead - 0x81) * 190 + trail - 0x41;
    if (pointer < sizeof euc_kr_index / sizeof euc_kr_index[0]) c = euc_kr_index[pointer];
  }
  if (c == 0) return trail < 0x80 ? -1 : -2; /* an ASCII byte is read again */
  *pen = tms_pen_put(*pen, c);
  return 2;
}

void tms_decode_euc_kr(tms_slice bytes, size_t at, tms_writer *writer) {
  static const tms_pair_shape shape = {.first = 0x81, .last = 0xFE, .width = 190, .low = 0x41, .high = 0xFE};
  tms_pairs pairs;
  tms_pairs_init(&pairs, &shape, euc_kr_index, sizeof euc_kr_index / sizeof euc_kr_index[0]);
  tms_decode_pairs(bytes, at, writer, &pairs, step);
}
