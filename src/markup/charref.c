#include "markup/charref.h"

#include "base/utf8.h"
#include "markup/charref_table.inc"

/* FNV-1a as tools/gen_charref.py computes it. The table is fixed, so nobody can choose its collisions. */
static unsigned find_name(const char *name, size_t len) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
  hash = (hash ^ (hash >> 15)) & (NAME_SLOTS - 1);
  for (unsigned probe = 0; probe < LONGEST_PROBE; probe++, hash = (hash + 1) & (NAME_SLOTS - 1)) {
    unsigned found = name_slots[hash];
    if (!found) return 0;
    if (name_entries[found].length == len && memcmp(name_bytes + name_entries[found].offset, name, len) == 0) return found;
  }
  return 0;
}

static tms_charref reference(size_t length, uint32_t first, uint32_t second) {
  return (tms_charref){.length = length, .code = {first, second}};
}

/* A name with its ';' where it has one ("amp;", "amp", "nbsp;"). False where it is none. */
static bool find_codes(tms_slice name, uint32_t code[2]) {
  unsigned found = name.len <= LONGEST_NAME ? find_name(name.ptr, name.len) : 0;
  if (!found) return false;
  code[0] = name_entries[found].first;
  code[1] = name_entries[found].second;
  return true;
}

/* 13.2.5.73 "Named character reference state". No name continues behind its ';', so the longest match is the whole run of letters and digits with
 * its ';', or else one of the old names that stand without: at most six trials. */
static tms_charref read_named(tms_slice s, size_t at, bool in_attribute) {
  size_t begin = at + 1, end = begin, most = s.len - begin < LONGEST_NAME ? s.len : begin + LONGEST_NAME;
  while (end < most && tms_is_alnum((unsigned char)s.ptr[end])) end++;
  if (end < s.len && s.ptr[end] == ';') {
    unsigned found = end + 1 - begin <= LONGEST_NAME ? find_name(s.ptr + begin, end + 1 - begin) : 0;
    if (found) return reference(end + 1 - at, name_entries[found].first, name_entries[found].second);
  }
  size_t len = end - begin < LONGEST_BARE ? end - begin : LONGEST_BARE;
  for (; len >= SHORTEST_BARE; len--) {
    unsigned found = find_name(s.ptr + begin, len);
    if (!found) continue;
    size_t after = begin + len;
    /* "&copy=1" in the query of an old link is no reference ("for historical reasons") */
    if (in_attribute && after < s.len && (s.ptr[after] == '=' || tms_is_alnum((unsigned char)s.ptr[after]))) break;
    return reference(after - at, name_entries[found].first, name_entries[found].second);
  }
  return reference(0, 0, 0);
}

/* 13.2.5.80 "Numeric character reference end state": the table of corrections is windows-1252 without its five holes. */
static uint32_t correct_number(uint32_t code) {
  static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return TMS_REPLACEMENT;
  if (code >= 0x80 && code <= 0x9F && windows_1252[code - 0x80]) return windows_1252[code - 0x80];
  return code;
}

/* Digits at *at, as many as there are; the value stops growing above Unicode. */
static uint32_t read_digits(tms_slice s, size_t *at, uint32_t base) {
  uint32_t value = 0;
  for (; *at < s.len; ++*at) {
    int digit = tms_hex_value((unsigned char)s.ptr[*at]);
    if (digit < 0 || (uint32_t)digit >= base) break;
    if (value <= 0x10FFFF) value = value * base + (uint32_t)digit;
  }
  return value;
}

static tms_charref read_numeric(tms_slice s, size_t at) {
  size_t digits = at + 2;
  bool hexadecimal = digits < s.len && (s.ptr[digits] == 'x' || s.ptr[digits] == 'X');
  if (hexadecimal) digits++;
  size_t end = digits;
  uint32_t value = read_digits(s, &end, hexadecimal ? 16 : 10);
  if (end == digits) return reference(0, 0, 0);
  if (end < s.len && s.ptr[end] == ';') end++;
  return reference(end - at, correct_number(value), 0);
}

/* Five names are nine in ten of all references of the development pages. With their ';' they mean the same everywhere. */
static tms_charref read_common(const char *s) {
  if (memcmp(s, "&amp;", 5) == 0) return reference(5, '&', 0);
  if (memcmp(s, "&quot;", 6) == 0) return reference(6, '"', 0);
  if (memcmp(s, "&nbsp;", 6) == 0) return reference(6, 0xA0, 0);
  if (memcmp(s, "&lt;", 4) == 0) return reference(4, '<', 0);
  if (memcmp(s, "&gt;", 4) == 0) return reference(4, '>', 0);
  return reference(0, 0, 0);
}

tms_charref tms_charref_read(tms_slice s, size_t at, bool in_attribute) {
  if (s.len - at >= 6) {
    tms_charref common = read_common(s.ptr + at);
    if (common.length) return common;
  }
  size_t next = at + 1;
  if (next >= s.len) return reference(0, 0, 0);
  if (s.ptr[next] == '#') return read_numeric(s, at);
  return tms_is_alnum((unsigned char)s.ptr[next]) ? read_named(s, at, in_attribute) : reference(0, 0, 0);
}

/* https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references: no windows-1252 corrections there. */
static tms_charref read_strict_number(tms_slice s, size_t at) {
  size_t digits = at + 2;
  bool hexadecimal = digits < s.len && (s.ptr[digits] == 'x' || s.ptr[digits] == 'X');
  if (hexadecimal) digits++;
  size_t most = digits + (hexadecimal ? 6 : 7), end = digits;
  uint32_t value = read_digits(tms_slice_head(s, most), &end, hexadecimal ? 16 : 10);
  if (end == digits || end >= s.len || s.ptr[end] != ';') return reference(0, 0, 0);
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = TMS_REPLACEMENT;
  return reference(end + 1 - at, value, 0);
}

tms_charref tms_charref_read_strict(tms_slice s, size_t at) {
  if (at + 1 < s.len && s.ptr[at + 1] == '#') return read_strict_number(s, at);
  size_t begin = at + 1, end = begin;
  while (end < s.len && end - begin < LONGEST_NAME && tms_is_alnum((unsigned char)s.ptr[end])) end++;
  if (end >= s.len || s.ptr[end] != ';') return reference(0, 0, 0);
  uint32_t code[2];
  if (!find_codes(tms_slice_of(s.ptr + begin, end + 1 - begin), code)) return reference(0, 0, 0);
  return reference(end + 1 - at, code[0], code[1]);
}
