/*
 * NormalizationTest.txt of the Unicode Character Database: for every line NFC(source), NFC(NFC) and NFC(NFD) are the NFC column, NFC(NFKC) and NFC(NFKD)
 * the NFKC column, tms_nfc_is() agrees; and every code point that part 1 doesn't list is its own NFC.
 *
 *   nfc [FILE.gz]      default ../shared/data/unicode/NormalizationTest-15.0.0.txt.gz
 */
#include "unicode/nfc.h"
#include "base/alloc.h"
#include "base/utf8.h"

#include <stdio.h>
#include <zlib.h>

static unsigned char listed[0x110000];
static tms_buf out;
static size_t failures;

static bool expect(tms_slice source, tms_slice want, size_t line) {
  tms_buf_reset(&out);
  tms_nfc_append(source, &out);
  bool good = out.status == TMS_OK && tms_slice_eq(tms_buf_slice(&out), want);
  good = good && tms_nfc_is(want) && tms_nfc_is(source) == tms_slice_eq(source, want);
  if (!good) printf("line %zu: wrong\n", line);
  failures += !good;
  return good;
}

/* The hexadecimal code points of one field, as UTF-8; returns how many there were. */
static size_t read_field(tms_slice field, tms_buf *into) {
  tms_slice word;
  size_t count = 0;
  for (tms_buf_reset(into); tms_slice_next_word(&field, &word); count++) {
    uint32_t c = 0;
    for (size_t i = 0; i < word.len; i++) c = c << 4 | (uint32_t)tms_hex_value((unsigned char)word.ptr[i]);
    tms_buf_add_char(into, c);
  }
  return count;
}

static bool check_line(tms_slice line, size_t number, bool part1) {
  static tms_buf field[5];
  for (size_t i = 0; i < 5; i++) {
    size_t end = tms_slice_find_byte(line, ';', 0);
    if (end == SIZE_MAX) return false;
    if (!field[i].allocator) tms_buf_init(&field[i], tms_allocator_libc(), 1 << 16);
    size_t size, count = read_field(tms_slice_head(line, end), &field[i]);
    if (i == 0 && part1 && count == 1) listed[tms_utf8_decode(tms_buf_slice(&field[0]), 0, &size, NULL)] = 1;
    line = tms_slice_from(line, end + 1);
  }
  bool good = true;
  for (size_t i = 0; i < 5; i++) good &= expect(tms_buf_slice(&field[i]), tms_buf_slice(&field[i < 3 ? 1 : 3]), number);
  return good;
}

static size_t check_unlisted(void) {
  size_t good = 0;
  for (uint32_t c = 0; c < 0x110000; c++) {
    char bytes[4];
    if (listed[c] || (c >= 0xD800 && c < 0xE000)) continue;
    tms_slice s = tms_slice_of(bytes, tms_utf8_encode(c, bytes));
    good += expect(s, s, c);
  }
  return good;
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "../shared/data/unicode/NormalizationTest-15.0.0.txt.gz";
  static char text[4096];
  gzFile file = gzopen(path, "rb");
  if (!file) {
    printf("no %s\n", path);
    return 77;
  }
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  size_t lines = 0, good = 0, number = 0;
  bool part1 = false;
  while (gzgets(file, text, sizeof text)) {
    number++;
    if (text[0] == '@') part1 = strncmp(text, "@Part1", 6) == 0;
    if (text[0] == '#' || text[0] == '@') continue;
    lines++;
    good += check_line(tms_slice_cstr(text), number, part1);
  }
  gzclose(file);
  size_t others = check_unlisted();
  printf("nfc: %zu/%zu lines, %zu other code points unchanged, %zu failures\n", good, lines, others, failures);
  tms_buf_release(&out);
  return failures || lines == 0;
}
