#include "repair/references.h"

#include "base/utf8.h"

/*
 * Names that are worth undoing: the letters and signs of Latin-1 and the typographic ones, which nobody types as references on purpose. "lt" and "gt" are
 * not among them: who writes about markup writes those.
 */
static const struct {
  const char *name;
  uint16_t c;
} names[] = {
    {"AElig", 0xC6},    {"Aacute", 0xC1},   {"Acirc", 0xC2},   {"Agrave", 0xC0},  {"Aring", 0xC5},    {"Atilde", 0xC3},  {"Auml", 0xC4},
    {"Ccedil", 0xC7},   {"ETH", 0xD0},      {"Eacute", 0xC9},  {"Ecirc", 0xCA},   {"Egrave", 0xC8},   {"Euml", 0xCB},    {"Iacute", 0xCD},
    {"Icirc", 0xCE},    {"Igrave", 0xCC},   {"Iuml", 0xCF},    {"Ntilde", 0xD1},  {"OElig", 0x152},   {"Oacute", 0xD3},  {"Ocirc", 0xD4},
    {"Ograve", 0xD2},   {"Oslash", 0xD8},   {"Otilde", 0xD5},  {"Ouml", 0xD6},    {"Scaron", 0x160},  {"THORN", 0xDE},   {"Uacute", 0xDA},
    {"Ucirc", 0xDB},    {"Ugrave", 0xD9},   {"Uuml", 0xDC},    {"Yacute", 0xDD},  {"Yuml", 0x178},    {"aacute", 0xE1},  {"acirc", 0xE2},
    {"acute", 0xB4},    {"aelig", 0xE6},    {"agrave", 0xE0},  {"apos", 0x27},    {"aring", 0xE5},    {"atilde", 0xE3},  {"auml", 0xE4},
    {"bdquo", 0x201E},  {"bull", 0x2022},   {"ccedil", 0xE7},  {"cedil", 0xB8},   {"cent", 0xA2},     {"copy", 0xA9},    {"dagger", 0x2020},
    {"deg", 0xB0},      {"divide", 0xF7},   {"eacute", 0xE9},  {"ecirc", 0xEA},   {"egrave", 0xE8},   {"emsp", 0x2003},  {"ensp", 0x2002},
    {"eth", 0xF0},      {"euml", 0xEB},     {"euro", 0x20AC},  {"frac12", 0xBD},  {"frac14", 0xBC},   {"frac34", 0xBE},  {"hellip", 0x2026},
    {"iacute", 0xED},   {"icirc", 0xEE},    {"iexcl", 0xA1},   {"igrave", 0xEC},  {"iquest", 0xBF},   {"iuml", 0xEF},    {"laquo", 0xAB},
    {"ldquo", 0x201C},  {"lsaquo", 0x2039}, {"lsquo", 0x2018}, {"mdash", 0x2014}, {"micro", 0xB5},    {"middot", 0xB7},  {"nbsp", 0xA0},
    {"ndash", 0x2013},  {"ntilde", 0xF1},   {"oacute", 0xF3},  {"ocirc", 0xF4},   {"oelig", 0x153},   {"ograve", 0xF2},  {"ordf", 0xAA},
    {"ordm", 0xBA},     {"oslash", 0xF8},   {"otilde", 0xF5},  {"ouml", 0xF6},    {"para", 0xB6},     {"plusmn", 0xB1},  {"pound", 0xA3},
    {"quot", 0x22},     {"raquo", 0xBB},    {"rdquo", 0x201D}, {"reg", 0xAE},     {"rsaquo", 0x203A}, {"rsquo", 0x2019}, {"sbquo", 0x201A},
    {"scaron", 0x161},  {"sect", 0xA7},     {"shy", 0xAD},     {"sup1", 0xB9},    {"sup2", 0xB2},     {"sup3", 0xB3},    {"szlig", 0xDF},
    {"thinsp", 0x2009}, {"thorn", 0xFE},    {"times", 0xD7},   {"trade", 0x2122}, {"uacute", 0xFA},   {"ucirc", 0xFB},   {"ugrave", 0xF9},
    {"uml", 0xA8},      {"uuml", 0xFC},     {"yacute", 0xFD},  {"yen", 0xA5},     {"yuml", 0xFF},
};

enum { MAX_REFERENCE = 12 }; /* of name or number, with its ";" */

static uint32_t named(tms_slice name) {
  size_t low = 0, high = sizeof names / sizeof names[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = tms_slice_compare(name, tms_slice_cstr(names[middle].name));
    if (order == 0) return names[middle].c;
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return 0;
}

/* "#233" or "#xE9". C1 numbers stay numbers here: whoever wrote them meant windows-1252, and the characters are repaired later. */
static uint32_t numbered(tms_slice digits) {
  bool hex = digits.len > 1 && (digits.ptr[1] == 'x' || digits.ptr[1] == 'X');
  uint32_t value = 0;
  digits = tms_slice_from(digits, hex ? 2 : 1);
  if (digits.len == 0 || digits.len > 7) return 0;
  for (size_t i = 0; i < digits.len; i++) {
    int digit = tms_hex_value((unsigned char)digits.ptr[i]);
    if (digit < 0 || (!hex && digit > 9)) return 0;
    value = value * (hex ? 16 : 10) + (uint32_t)digit;
  }
  bool surrogate = value >= 0xD800 && value < 0xE000;
  return value < ' ' || value > 0x10FFFF || surrogate || value == '<' || value == '>' ? 0 : value;
}

/* Reads "name;" at `at`; the bytes taken, or 0. "amp" and its numbers give "&". */
static size_t read_body(tms_slice s, size_t at, uint32_t *c) {
  tms_slice rest = tms_slice_head(tms_slice_from(s, at), MAX_REFERENCE);
  size_t end = tms_slice_find_byte(rest, ';', 0);
  if (end == SIZE_MAX || end == 0) return 0;
  tms_slice body = tms_slice_head(rest, end);
  if (body.ptr[0] == '#') {
    *c = numbered(body);
  } else {
    *c = tms_slice_eq(body, TMS_SLICE("amp")) ? '&' : named(body);
  }
  return *c ? end + 1 : 0;
}

/* "&", any number of "amp;", and a reference: the bytes taken. One level less is needed in text that a parser has unescaped once. */
static size_t read_chain(tms_slice s, size_t at, uint32_t flags, uint32_t *c) {
  size_t end = at + 1, levels = 0, step;
  uint32_t next;
  while ((step = read_body(s, end, &next)) > 0) {
    end += step;
    levels++;
    *c = next;
    if (next != '&') break;
  }
  return levels >= ((flags & TMS_REPAIR_PARSED) ? 1u : 2u) ? end - at : 0;
}

uint64_t tms_references_undo(tms_slice line, uint32_t flags, tms_buf *out) {
  uint64_t undone = 0;
  for (size_t at = 0; at < line.len;) {
    size_t next = tms_slice_find_byte(line, '&', at);
    if (next == SIZE_MAX) next = line.len;
    tms_buf_add_bytes(out, line.ptr + at, next - at);
    at = next;
    if (at == line.len) break;
    uint32_t c = 0;
    size_t taken = read_chain(line, at, flags, &c);
    if (taken) {
      tms_buf_add_char(out, c);
    } else {
      tms_buf_add_byte(out, '&');
    }
    undone += taken > 0;
    at += taken ? taken : 1;
  }
  return undone;
}
