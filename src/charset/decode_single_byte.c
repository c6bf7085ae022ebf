/* https://encoding.spec.whatwg.org/#single-byte-decoder */
#include "charset/writer.h"

enum { BLOCK = TMS_ASCII_BLOCK };

/* The UTF-8 of one byte's character, ready to be copied; length 0 where the byte stands for nothing. */
typedef struct spelling {
  char utf8[3];
  unsigned char length;
} spelling;

/* Made anew for each text: 256 characters cost nothing beside it. */
static void spell(const uint16_t upper[128], spelling spellings[256]) {
  for (unsigned i = 0; i < 256; i++) {
    spelling *s = &spellings[i];
    unsigned c = i < 128 ? i : upper[i - 128];
    *s = (spelling){.utf8 = {(char)c, 0, 0}, .length = i < 128 || c != 0}; /* in ARMSCII-8 upper bytes are ASCII's brackets and stops */
    if (c >= 0x80) s->length = (unsigned char)(tms_pen_put(s->utf8, c) - s->utf8);
  }
}

/* A block in which ASCII and other letters change by the word: branches that ask which is which would be guessed wrong at every space. So all are copied from
 * the table, and only whether there was an unknown byte is asked, at the end. */
static char *copy_block(const unsigned char *from, char *to, const spelling *spellings, bool *unknown) {
  unsigned shortest = 1;
  for (size_t i = 0; i < BLOCK; i++) {
    const spelling *s = &spellings[from[i]];
    memcpy(to, s->utf8, sizeof *s); /* one move of four bytes; the length says how many of them count */
    to += s->length;
    shortest &= (s->length + 3u) >> 2; /* 0 becomes 0; 1, 2 and 3 become 1 */
  }
  *unknown = shortest == 0;
  return to;
}

/* The same, and a mark for each place where ASCII begins. */
static char *copy_block_marked(const unsigned char *from, size_t source, char *to, const spelling *spellings, tms_writer *writer, bool *unknown) {
  char *places[BLOCK + 1];
  size_t sources[BLOCK + 1], count = 0;
  bool unequal = writer->unequal || writer->mark_next;
  unsigned shortest = 1;
  for (size_t i = 0; i < BLOCK; i++) {
    const spelling *s = &spellings[from[i]];
    bool ascii = from[i] < 0x80;
    places[count] = to;
    sources[count] = source + i;
    count += unequal & ascii;
    unequal = !ascii;
    memcpy(to, s->utf8, sizeof *s);
    to += s->length;
    shortest &= (s->length + 3u) >> 2;
  }
  *unknown = shortest == 0;
  for (size_t i = 0; i < count && !*unknown; i++) {
    tms_writer_take_pen(writer, places[i]);
    tms_writer_equal(writer, sources[i]);
  }
  return to;
}

static void put_one(unsigned char byte, size_t source, const spelling *spellings, tms_writer *writer) {
  const spelling *s = &spellings[byte];
  if (byte < 0x80) {
    tms_writer_same(writer, tms_slice_of(s->utf8, 1), source);
  } else if (s->length == 0) {
    tms_writer_bad(writer, source, 1);
  } else {
    char *to = tms_writer_pen(writer);
    memcpy(to, s->utf8, sizeof *s);
    tms_writer_take_pen(writer, to + s->length);
    writer->unequal = true;
  }
}

/* ASCII up to a letter of another kind that stands alone among more of it, as in Latin text. */
static bool is_alone(const unsigned char *letter) {
  return (letter[1] | letter[2] | letter[3]) < 0x80;
}

/* A block at `at`, behind which three bytes more are there; returns how much of it was taken. Where a block holds an unknown byte, what was copied is not taken,
 * and it is put byte by byte. */
static size_t put_block(tms_slice bytes, size_t at, const spelling *spellings, tms_writer *writer) {
  const unsigned char *from = (const unsigned char *)bytes.ptr + at;
  bool unknown, listens = tms_writer_listens(writer);
  char *to = tms_writer_pen(writer);
  size_t run = tms_ascii_block(bytes.ptr + at, to);
  if (run == BLOCK || (run > 0 && is_alone(from + run))) {
    if (listens && (writer->unequal || writer->mark_next)) tms_writer_equal(writer, at);
    writer->unequal = writer->mark_next = false;
    tms_writer_take_pen(writer, to + run);
    if (run == BLOCK) return BLOCK;
    put_one(from[run], at + run, spellings, writer);
    return run + 1;
  }
  to = listens ? copy_block_marked(from, at, to, spellings, writer, &unknown) : copy_block(from, to, spellings, &unknown);
  if (unknown) {
    for (size_t i = 0; i < BLOCK; i++) put_one(from[i], at + i, spellings, writer);
    return BLOCK;
  }
  tms_writer_take_pen(writer, to);
  writer->unequal = from[BLOCK - 1] >= 0x80;
  return BLOCK;
}

void tms_decode_single_byte(const uint16_t upper[128], tms_slice bytes, size_t at, tms_writer *writer) {
  spelling spellings[256];
  spell(upper, spellings);
  while (bytes.len - at >= BLOCK + 3 && writer->out->status == TMS_OK) at += put_block(bytes, at, spellings, writer);
  for (; at < bytes.len; at++) put_one((unsigned char)bytes.ptr[at], at, spellings, writer);
}
