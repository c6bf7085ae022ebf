/* https://encoding.spec.whatwg.org/#single-byte-decoder */
#include "charset/writer.h"

/* The UTF-8 of one byte's character, ready to be copied; length 0 where the byte stands for nothing. */
typedef struct spelling {
  char utf8[3];
  unsigned char length;
} spelling;

static int step(const unsigned char *from, size_t left, char **pen, const void *tables) {
  const spelling *s = (const spelling *)tables + (*from - 0x80);
  (void)left;
  if (s->length == 0) return -1;
  memcpy(*pen, s->utf8, sizeof *s); /* one move of four bytes; the length says how many of them count */
  *pen += s->length;
  return 1;
}

void tms_decode_single_byte(const uint16_t upper[128], tms_slice bytes, size_t at, tms_writer *writer) {
  spelling spellings[128]; /* made anew for each text: 128 characters cost nothing beside it */
  for (size_t i = 0; i < 128; i++) {
    spellings[i] = (spelling){.length = 0};
    if (upper[i]) spellings[i].length = (unsigned char)(tms_pen_put(spellings[i].utf8, upper[i]) - spellings[i].utf8);
  }
  tms_decode_steps(bytes, at, writer, step, spellings);
}
