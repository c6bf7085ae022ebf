#include "formats/html/scan.h"

enum {
  BLANK = TMS_CHAR_SPACE | TMS_CHAR_TAG_END | TMS_CHAR_ATTR_END | TMS_CHAR_VALUE_END,
  LOW = TMS_CHAR_LETTER | TMS_CHAR_MARKUP,
  UP = LOW | TMS_CHAR_UPPER
};

const unsigned char tms_html_char_class[256] = {
    [0] = TMS_CHAR_DIRTY,
    ['&'] = TMS_CHAR_DIRTY,
    ['\t'] = BLANK,
    ['\n'] = BLANK,
    ['\f'] = BLANK,
    ['\r'] = BLANK | TMS_CHAR_DIRTY,
    [' '] = BLANK,
    ['/'] = TMS_CHAR_TAG_END | TMS_CHAR_ATTR_END,
    ['>'] = TMS_CHAR_TAG_END | TMS_CHAR_ATTR_END | TMS_CHAR_VALUE_END,
    ['='] = TMS_CHAR_ATTR_END,
    ['A'] = UP,
    ['B'] = UP,
    ['C'] = UP,
    ['D'] = UP,
    ['E'] = UP,
    ['F'] = UP,
    ['G'] = UP,
    ['H'] = UP,
    ['I'] = UP,
    ['J'] = UP,
    ['K'] = UP,
    ['L'] = UP,
    ['M'] = UP,
    ['N'] = UP,
    ['O'] = UP,
    ['P'] = UP,
    ['Q'] = UP,
    ['R'] = UP,
    ['S'] = UP,
    ['T'] = UP,
    ['U'] = UP,
    ['V'] = UP,
    ['W'] = UP,
    ['X'] = UP,
    ['Y'] = UP,
    ['Z'] = UP,
    ['a'] = LOW,
    ['b'] = LOW,
    ['c'] = LOW,
    ['d'] = LOW,
    ['e'] = LOW,
    ['f'] = LOW,
    ['g'] = LOW,
    ['h'] = LOW,
    ['i'] = LOW,
    ['j'] = LOW,
    ['k'] = LOW,
    ['l'] = LOW,
    ['m'] = LOW,
    ['n'] = LOW,
    ['o'] = LOW,
    ['p'] = LOW,
    ['q'] = LOW,
    ['r'] = LOW,
    ['s'] = LOW,
    ['t'] = LOW,
    ['u'] = LOW,
    ['v'] = LOW,
    ['w'] = LOW,
    ['x'] = LOW,
    ['y'] = LOW,
    ['z'] = LOW,
    ['!'] = TMS_CHAR_MARKUP,
    ['?'] = TMS_CHAR_MARKUP,
};

#define ALL UINT64_MAX
const uint64_t tms_html_name_keep[TMS_WORDS + 1][2] = {
    {0, 0},           {ALL >> 56, 0},   {ALL >> 48, 0},   {ALL >> 40, 0},   {ALL >> 32, 0},   {ALL >> 24, 0},
    {ALL >> 16, 0},   {ALL >> 8, 0},    {ALL, 0},         {ALL, ALL >> 56}, {ALL, ALL >> 48}, {ALL, ALL >> 40},
    {ALL, ALL >> 32}, {ALL, ALL >> 24}, {ALL, ALL >> 16}, {ALL, ALL >> 8},  {ALL, ALL},
};

tms_name_scan tms_html_scan_name_slowly(const char *s, size_t at, size_t end, unsigned stop) {
  tms_name_scan scan = {.plain = true};
  uint64_t words[2] = {0, 0};
  size_t begin = at;
  /* a '=' that begins an attribute name is part of it: "unexpected-equals-sign-before-attribute-name" */
  bool first = stop == TMS_CHAR_ATTR_END && at < end && s[at] == '=';
  for (; at < end && (first || !tms_char_is(s[at], stop)); at++, first = false) {
    size_t place = at - begin;
    if (tms_char_is(s[at], TMS_CHAR_UPPER) || s[at] == '\0') scan.plain = false;
    if (place < 16) words[place / 8] |= (uint64_t)(unsigned char)tms_lower(s[at]) << (8 * (place % 8));
  }
  scan.end = at;
  /* NUL would be taken for the filling behind a shorter name, and what is longer is found by tms_html_tag_named() */
  bool word = at - begin <= 16 && memchr(s + begin, '\0', at - begin) == NULL;
  scan.low = word ? words[0] : 0;
  scan.high = word ? words[1] : 0;
  return scan;
}
