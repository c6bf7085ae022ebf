#include "repair/oddness.h"

#include <stdbool.h>

#include "unicode/class.h"

typedef enum kind {
  KIND_BEGIN,
  KIND_SPACE,
  KIND_PLAIN_LOWER, /* a to z */
  KIND_PLAIN_UPPER,
  KIND_PLAIN, /* the rest of ASCII, and whatever is at home anywhere */
  KIND_LOWER,
  KIND_UPPER,
  KIND_LETTER, /* without case */
  KIND_OPEN,   /* what quotes open with; U+00AB closes in German */
  KIND_LOW,    /* low quotes */
  KIND_CLOSE,
  KIND_DASH,
  KIND_STOP,     /* the ellipsis */
  KIND_INVERTED, /* Spanish punctuation */
  KIND_MARK,     /* paragraph, section, daggers, bullet: before a word, not behind it */
  KIND_SIGN,     /* trade marks, degrees: behind a word */
  KIND_SUPER,    /* raised digits and fractions */
  KIND_MONEY,
  KIND_SYMBOL,
  KIND_BAD /* C1 controls, private use, unassigned */
} kind;

/* long switch: the characters of the single-byte encodings that misread text is made of. */
static kind special_kind(uint32_t c) {
  switch (c) {
    case 0xA0:
    case 0x202F: return KIND_SPACE;
    case 0xAB:
    case 0x201C:
    case 0x2018:
    case 0x2039: return KIND_OPEN;
    case 0x201A:
    case 0x201E: return KIND_LOW;
    case 0xBB:
    case 0x201D:
    case 0x2019:
    case 0x203A: return KIND_CLOSE;
    case 0x2013:
    case 0x2014: return KIND_DASH;
    case 0x2026: return KIND_STOP;
    case 0xA1:
    case 0xBF: return KIND_INVERTED;
    case 0xA7:
    case 0xB6:
    case 0xB7:
    case 0x2020:
    case 0x2021:
    case 0x2022: return KIND_MARK;
    case 0xA9:
    case 0xAE:
    case 0xB0:
    case 0x2122: return KIND_SIGN;
    case 0xB2:
    case 0xB3:
    case 0xB9:
    case 0xBC:
    case 0xBD:
    case 0xBE: return KIND_SUPER;
    case 0xA2:
    case 0xA3:
    case 0xA4:
    case 0xA5:
    case 0x20AC: return KIND_MONEY;
    case 0xAA:
    case 0xBA:
    case 0xB5:
    case 0x192:
    case 0x2C6:
    case 0x2DC: return KIND_SYMBOL;
    case 0xFFFD: return KIND_PLAIN;
    default: return KIND_BEGIN; /* none of these */
  }
}

static kind kind_of(uint32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return KIND_PLAIN_LOWER;
    if (c >= 'A' && c <= 'Z') return KIND_PLAIN_UPPER;
    return c <= ' ' ? KIND_SPACE : KIND_PLAIN;
  }
  kind special = special_kind(c);
  if (special != KIND_BEGIN) return special;
  tms_category category = tms_char_category(c);
  switch (category) {
    case TMS_CATEGORY_LU:
    case TMS_CATEGORY_LT: return KIND_UPPER;
    case TMS_CATEGORY_LL: return KIND_LOWER;
    case TMS_CATEGORY_LM:
    case TMS_CATEGORY_LO:
    case TMS_CATEGORY_MN:
    case TMS_CATEGORY_MC: return KIND_LETTER;
    case TMS_CATEGORY_ZS: return KIND_SPACE;
    case TMS_CATEGORY_CC:
    case TMS_CATEGORY_CO:
    case TMS_CATEGORY_CN:
    case TMS_CATEGORY_CS: return KIND_BAD;
    case TMS_CATEGORY_CF:
    case TMS_CATEGORY_ND: return KIND_PLAIN;
    default: return c < 0x2E80 ? KIND_SYMBOL : KIND_PLAIN; /* CJK punctuation and signs stand anywhere */
  }
}

static bool is_letter(kind k) {
  return k == KIND_PLAIN_LOWER || k == KIND_PLAIN_UPPER || k == KIND_LOWER || k == KIND_UPPER || k == KIND_LETTER;
}

static bool is_accented(kind k) {
  return k == KIND_LOWER || k == KIND_UPPER || k == KIND_LETTER;
}

static bool is_lower(kind k) {
  return k == KIND_LOWER || k == KIND_PLAIN_LOWER;
}

static bool is_upper(kind k) {
  return k == KIND_UPPER || k == KIND_PLAIN_UPPER;
}

static bool is_cased_script(tms_script script) {
  return script >= TMS_SCRIPT_LATIN && script <= TMS_SCRIPT_ARABIC;
}

/* Two alphabets in one word. East Asian and Indian writing mixes with Latin letters freely, and science with Greek ones. */
static bool mixes_scripts(uint32_t a, uint32_t b) {
  if (a < 0x80 && b < 0x80) return false;
  tms_script first = tms_char_script(a), second = tms_char_script(b);
  if ((first == TMS_SCRIPT_GREEK && second == TMS_SCRIPT_LATIN) || (first == TMS_SCRIPT_LATIN && second == TMS_SCRIPT_GREEK)) return false;
  return first != second && is_cased_script(first) && is_cased_script(second);
}

/* Behind a letter. `before` is the kind in front of that letter: in a word of capitals a sign may follow one with an accent (CITROËN™). */
static bool odd_behind_letter(kind before, kind letter, kind k) {
  bool capital = letter == KIND_UPPER && !is_upper(before);
  switch (k) {
    case KIND_SYMBOL:
    case KIND_LOW:
    case KIND_INVERTED: return true;
    case KIND_MONEY: return is_accented(letter);
    case KIND_MARK: return letter == KIND_UPPER || letter == KIND_LOWER;
    case KIND_OPEN:
    case KIND_SIGN:
    case KIND_SUPER: return capital;
    case KIND_STOP:
    case KIND_CLOSE:
    case KIND_DASH: return letter == KIND_UPPER && is_lower(before);
    default: return false;
  }
}

/* A letter behind something that is none. */
static bool odd_before_letter(kind before, kind k, kind letter) {
  switch (k) {
    case KIND_SYMBOL: return true;
    case KIND_SIGN: return is_lower(letter) || is_accented(letter);
    case KIND_SUPER:
    case KIND_MONEY:
    case KIND_LOW:
    case KIND_STOP:
    case KIND_INVERTED: return is_accented(before) && is_letter(letter);
    case KIND_DASH: return is_accented(letter) && (is_accented(before) || before == KIND_SYMBOL);
    case KIND_MARK: return is_accented(before);
    case KIND_CLOSE: return before == KIND_UPPER && is_upper(letter);
    default: return false;
  }
}

/* The lead bytes of Latin-1's letters, read as windows-1252. */
static bool is_latin_lead(uint32_t c) {
  return c == 0xC2 || c == 0xC3;
}

/* What the two bytes of a Latin letter read as in windows-1252 where the second one is a letter, too: nothing else tells them from a word. */
static bool is_latin_pair(uint32_t a, uint32_t b) {
  if (!is_latin_lead(a)) return false;
  return b == 0x152 || b == 0x153 || b == 0x160 || b == 0x161 || b == 0x178 || b == 0x17D || b == 0x17E;
}

static bool is_odd(const tms_oddness *o, uint32_t c, kind k) {
  kind before = (kind)o->kind[0], previous = (kind)o->kind[1];
  if (is_letter(previous) && is_letter(k)) {
    if (is_lower(previous) && is_upper(k) && (previous == KIND_LOWER || k == KIND_UPPER)) return true;
    return mixes_scripts(o->c[1], c) || is_latin_pair(o->c[1], c);
  }
  if (is_letter(previous)) return odd_behind_letter(before, previous, k) || (k == KIND_SIGN && is_latin_lead(o->c[1]));
  if (is_letter(k) && o->c[1] == 0xA0 && is_latin_lead(o->c[0])) return true;
  if (is_letter(k)) return odd_before_letter(before, previous, k);
  if (previous == KIND_SIGN) return k == KIND_OPEN || k == KIND_SUPER || k == KIND_SYMBOL;
  if (previous == KIND_SYMBOL) return k == KIND_SIGN || k == KIND_SUPER || k == KIND_MONEY || k == KIND_INVERTED || k == KIND_MARK;
  if (previous == KIND_MONEY || previous == KIND_LOW) return k == KIND_SIGN || k == KIND_SUPER || k == KIND_SYMBOL || k == KIND_MARK;
  return previous == KIND_STOP && k == KIND_SYMBOL;
}

void tms_oddness_add(tms_oddness *oddness, uint32_t c) {
  kind k = kind_of(c);
  if (k == KIND_BAD) {
    oddness->count += 2;
  } else if (is_odd(oddness, c, k)) {
    oddness->count++;
  }
  oddness->c[0] = oddness->c[1];
  oddness->c[1] = c;
  oddness->kind[0] = oddness->kind[1];
  oddness->kind[1] = (uint8_t)k;
}
