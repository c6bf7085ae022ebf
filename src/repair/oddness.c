#include "repair/oddness.h"

#include "base/block.h"
#include "base/utf8.h"
#include "repair/characters.h"
#include "repair/oddness_tables.h"
#include "unicode/class.h"

enum { KIND = 31, SCRIPT_SHIFT = 5, LOOK = 7 };
_Static_assert((int)ODDNESS_LANGUAGES == (int)TMS_ODDNESS_LANGUAGES, "tools/gen_repair.py and oddness.h count alike");
#define BIT(name) (1u << TMS_KIND_OF_##name)
#define LETTERS (BIT(PLAIN_LOWER) | BIT(PLAIN_UPPER) | BIT(LOWER) | BIT(UPPER) | BIT(LETTER) | BIT(LEAD))
#define ACCENTED (BIT(LOWER) | BIT(UPPER) | BIT(LETTER) | BIT(LEAD))
#define LOWERS (BIT(LOWER) | BIT(PLAIN_LOWER))
#define UPPERS (BIT(UPPER) | BIT(LEAD) | BIT(PLAIN_UPPER))
#define ACCENTED_UPPERS (BIT(UPPER) | BIT(LEAD))

/* Above U+FFFF: letters of other scripts, signs that stand anywhere, and what isn't assigned. */
static uint8_t class_beyond(uint32_t c) {
  switch (tms_char_category(c)) {
    case TMS_CATEGORY_LU:
    case TMS_CATEGORY_LT: return TMS_KIND_OF_UPPER;
    case TMS_CATEGORY_LL: return TMS_KIND_OF_LOWER;
    case TMS_CATEGORY_LM:
    case TMS_CATEGORY_LO:
    case TMS_CATEGORY_MN:
    case TMS_CATEGORY_MC: return TMS_KIND_OF_LETTER;
    case TMS_CATEGORY_CO:
    case TMS_CATEGORY_CN: return TMS_KIND_OF_BAD;
    case TMS_CATEGORY_CF: return c >= 0xE0000 ? TMS_KIND_OF_PLAIN | LOOK << SCRIPT_SHIFT : TMS_KIND_OF_PLAIN;
    default: return TMS_KIND_OF_PLAIN;
  }
}

static uint8_t class_of(uint32_t c) {
  if (c > 0xFFFF) return class_beyond(c);
  uint32_t block = oddness_index_blocks[c >> ODDNESS_INDEX_SHIFT];
  return oddness_index_values[block << ODDNESS_INDEX_SHIFT | (c & ((1u << ODDNESS_INDEX_SHIFT) - 1))];
}

static bool is_in(uint8_t class, uint32_t kinds) {
  return (kinds >> (class & KIND) & 1) != 0;
}

/* Two alphabets in one word. East Asian and Indian writing mixes with Latin letters freely, and science with Greek ones. By script: those that don't mix
 * with it. Bit 7: what repair may touch stands behind anything. */
static const uint8_t mixes[8] = {0x80, 0xF8, 0xF8, 0xF6, 0xEE, 0xDE, 0xBE, 0x80};

/* What the two bytes of a Latin letter read as in windows-1252 where the second one is a letter, too: nothing else tells them from a word. */
static bool is_latin_trail(uint32_t c) {
  return c == 0x152 || c == 0x153 || c == 0x160 || c == 0x161 || c == 0x178 || c == 0x17D || c == 0x17E;
}

/* Behind a letter. `before` is what stands in front of that letter: in a word of capitals a sign may follow one with an accent (CITROËN™). */
static bool odd_behind_letter(uint8_t before, uint8_t letter, uint8_t class) {
  bool capital = is_in(letter, ACCENTED_UPPERS) && !is_in(before, UPPERS);
  switch ((tms_kind_of)(class & KIND)) {
    case TMS_KIND_OF_SYMBOL:
    case TMS_KIND_OF_LOW:
    case TMS_KIND_OF_INVERTED: return true;
    case TMS_KIND_OF_MONEY: return is_in(letter, ACCENTED);
    case TMS_KIND_OF_MARK: return is_in(letter, ACCENTED_UPPERS | BIT(LOWER));
    case TMS_KIND_OF_SIGN: return capital || is_in(letter, BIT(LEAD));
    case TMS_KIND_OF_OPEN:
    case TMS_KIND_OF_SUPER: return capital;
    case TMS_KIND_OF_STOP:
    case TMS_KIND_OF_CLOSE:
    case TMS_KIND_OF_DASH: return is_in(letter, ACCENTED_UPPERS) && is_in(before, LOWERS);
    default: return false;
  }
}

/* A letter behind something that is none. */
static bool odd_before_letter(uint8_t before, uint8_t class, uint8_t letter) {
  switch ((tms_kind_of)(class & KIND)) {
    case TMS_KIND_OF_SYMBOL: return true;
    case TMS_KIND_OF_SIGN: return is_in(letter, LOWERS | ACCENTED);
    case TMS_KIND_OF_SUPER:
    case TMS_KIND_OF_MONEY:
    case TMS_KIND_OF_LOW:
    case TMS_KIND_OF_STOP:
    case TMS_KIND_OF_INVERTED:
    case TMS_KIND_OF_MARK: return is_in(before, ACCENTED);
    case TMS_KIND_OF_DASH: return is_in(letter, ACCENTED) && is_in(before, ACCENTED | BIT(SYMBOL));
    case TMS_KIND_OF_CLOSE: return is_in(before, ACCENTED_UPPERS) && is_in(letter, UPPERS);
    default: return false;
  }
}

/* Two letters side by side. */
static bool odd_letters(const tms_oddness *o, uint32_t c, uint8_t class) {
  uint8_t previous = o->classes[2];
  if (is_in(previous, LOWERS) && is_in(class, UPPERS) && (is_in(previous, BIT(LOWER)) || is_in(class, ACCENTED_UPPERS))) return true;
  if (mixes[previous >> SCRIPT_SHIFT] >> (class >> SCRIPT_SHIFT) & 1) return class >> SCRIPT_SHIFT != LOOK;
  return is_in(previous, BIT(LEAD)) && is_latin_trail(c);
}

static bool odd_signs(uint8_t previous, uint8_t class) {
  switch ((tms_kind_of)(previous & KIND)) {
    case TMS_KIND_OF_SIGN: return is_in(class, BIT(OPEN) | BIT(SUPER) | BIT(SYMBOL));
    case TMS_KIND_OF_SYMBOL: return is_in(class, BIT(SIGN) | BIT(SUPER) | BIT(MONEY) | BIT(INVERTED) | BIT(MARK));
    case TMS_KIND_OF_MONEY:
    case TMS_KIND_OF_LOW: return is_in(class, BIT(SIGN) | BIT(SUPER) | BIT(SYMBOL) | BIT(MARK));
    case TMS_KIND_OF_STOP: return is_in(class, BIT(SYMBOL));
    default: return false;
  }
}

static bool is_odd(const tms_oddness *o, uint32_t c, uint8_t class) {
  uint8_t before = o->classes[1], previous = o->classes[2];
  if (c >= 0x80 && o->c[2] == 0xC4 && o->c[1] == 0x201A) return true; /* general punctuation in Mac Roman; "‚Ärger" goes on with a plain letter */
  if (is_in(previous, LETTERS)) return is_in(class, LETTERS) ? odd_letters(o, c, class) : odd_behind_letter(before, previous, class);
  if (!is_in(class, LETTERS)) return odd_signs(previous, class);
  /* U+00C3 and a no-break space are an "à", but for words of capitals. */
  bool capitals = is_in(o->classes[0], UPPERS) && is_in(class, UPPERS);
  if (o->c[2] == 0xA0 && is_in(before, BIT(LEAD)) && !capitals) return true;
  return odd_before_letter(before, previous, class);
}

static void push(tms_oddness *o, uint32_t c, uint8_t class) {
  o->c[0] = o->c[1];
  o->c[1] = o->c[2];
  o->c[2] = c;
  o->classes[0] = o->classes[1];
  o->classes[1] = o->classes[2];
  o->classes[2] = class;
}

void tms_oddness_add(tms_oddness *oddness, uint32_t c) {
  uint8_t class = class_of(c);
  if (is_in(class, BIT(BAD))) {
    oddness->count += 2;
  } else if (is_odd(oddness, c, class)) {
    oddness->count++;
  }
  push(oddness, c, class);
}

uint32_t tms_oddness_languages(uint32_t c) {
  return c < sizeof oddness_languages / sizeof oddness_languages[0] ? oddness_languages[c] : 0;
}

/*
 * By the kind of a character: the kinds that may be odd behind it, whatever stands before. is_odd() says whether they are: this only spares asking it, for
 * nearly every pair of neighbours.
 */
#define ODD_BEHIND_LETTERS (BIT(BAD) | BIT(SYMBOL) | BIT(LOW) | BIT(INVERTED))
#define ODD_BEHIND_CAPITALS (BIT(MONEY) | BIT(MARK) | BIT(OPEN) | BIT(SIGN) | BIT(SUPER) | BIT(STOP) | BIT(CLOSE) | BIT(DASH))
static const uint32_t odd_behind[32] = {
    [TMS_KIND_OF_BEGIN] = BIT(BAD),
    [TMS_KIND_OF_SPACE] = BIT(BAD),
    [TMS_KIND_OF_PLAIN_LOWER] = ODD_BEHIND_LETTERS | ACCENTED_UPPERS,
    [TMS_KIND_OF_PLAIN_UPPER] = ODD_BEHIND_LETTERS,
    [TMS_KIND_OF_PLAIN] = BIT(BAD),
    [TMS_KIND_OF_LOWER] = ODD_BEHIND_LETTERS | UPPERS | BIT(MONEY) | BIT(MARK),
    [TMS_KIND_OF_UPPER] = ODD_BEHIND_LETTERS | ODD_BEHIND_CAPITALS,
    [TMS_KIND_OF_LETTER] = ODD_BEHIND_LETTERS | BIT(MONEY),
    [TMS_KIND_OF_LEAD] = ODD_BEHIND_LETTERS | ODD_BEHIND_CAPITALS | BIT(LOWER) | BIT(UPPER) | BIT(SPACE),
    [TMS_KIND_OF_OPEN] = BIT(BAD),
    [TMS_KIND_OF_LOW] = BIT(BAD) | LETTERS | BIT(SIGN) | BIT(SUPER) | BIT(SYMBOL) | BIT(MARK),
    [TMS_KIND_OF_CLOSE] = BIT(BAD) | UPPERS,
    [TMS_KIND_OF_DASH] = BIT(BAD) | ACCENTED,
    [TMS_KIND_OF_STOP] = BIT(BAD) | LETTERS | BIT(SYMBOL),
    [TMS_KIND_OF_INVERTED] = BIT(BAD) | LETTERS,
    [TMS_KIND_OF_MARK] = BIT(BAD) | LETTERS,
    [TMS_KIND_OF_SIGN] = BIT(BAD) | LETTERS | BIT(OPEN) | BIT(SUPER) | BIT(SYMBOL),
    [TMS_KIND_OF_SUPER] = BIT(BAD) | LETTERS,
    [TMS_KIND_OF_MONEY] = BIT(BAD) | LETTERS | BIT(SIGN) | BIT(SUPER) | BIT(SYMBOL) | BIT(MARK),
    [TMS_KIND_OF_SYMBOL] = BIT(BAD) | LETTERS | BIT(SIGN) | BIT(SUPER) | BIT(MONEY) | BIT(INVERTED) | BIT(MARK),
    [TMS_KIND_OF_BAD] = BIT(BAD),
};

/* Is the character at `at`, whose class that is, odd indeed? Reads what stands before it in its line, not before `from`, once more. */
static bool is_odd_there(tms_slice text, size_t from, size_t at, uint8_t class) {
  tms_oddness o = {0};
  size_t size, begin = at;
  if (class >> SCRIPT_SHIFT == LOOK) return !tms_characters_stay(text, from, at);
  if (is_in(class, BIT(BAD))) return true;
  for (size_t i = 0; i < 3 && begin > from && text.ptr[begin - 1] != '\n'; i++) {
    (void)tms_utf8_decode_back(text, begin, &size);
    begin -= size;
  }
  for (; begin < at; begin += size) {
    uint32_t c = tms_utf8_decode(text, begin, &size, NULL);
    push(&o, c, class_of(c));
  }
  uint32_t c = tms_utf8_decode(text, at, &size, NULL);
  /* What gets odd with the next character. */
  if ((c == 0xA0 && is_in(o.classes[2], BIT(LEAD))) || (c == 0xC4 && o.c[2] == 0x201A)) return true;
  return is_odd(&o, c, class);
}

/* Of ASCII, repair looks at controls but TAB and LF, and at "&". */
static bool is_quiet(unsigned char c) {
  return c < 0x7F && (c >= ' ' || c == '\t' || c == '\n') && c != '&';
}

/* Behind the run of quiet ASCII that begins at `at`. */
static size_t quiet_end(tms_slice s, size_t at) {
  for (; s.len - at >= TMS_BLOCK; at += TMS_BLOCK) {
    const tms_block block = tms_block_load(s.ptr + at);
    const tms_block controls = tms_block_or(tms_block_below(block, '\t'), tms_block_between(block, '\n' + 1, ' ' - 1));
    const tms_block others = tms_block_or(tms_block_is(block, '&'), tms_block_is(block, 0x7F));
    const uint64_t stops = tms_block_mask(tms_block_or(tms_block_or(controls, others), tms_block_high(block)));
    if (stops) return at + tms_mask_first(stops);
  }
  while (at < s.len && is_quiet((unsigned char)s.ptr[at])) at++;
  return at;
}

/* Decodes up to U+FFFF; longer sequences go the long way. The text is valid. */
static uint8_t class_at(tms_slice text, size_t at, size_t *size) {
  const unsigned char *p = (const unsigned char *)text.ptr + at;
  if (p[0] < 0xE0) {
    *size = 2;
    return class_of((p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu));
  }
  if (p[0] < 0xF0) {
    *size = 3;
    return class_of((p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu));
  }
  return class_of(tms_utf8_decode(text, at, size, NULL));
}

static bool may_be_odd(uint8_t previous, uint8_t class) {
  return ((odd_behind[previous & KIND] >> (class & KIND)) | (uint32_t)(mixes[previous >> SCRIPT_SHIFT] >> (class >> SCRIPT_SHIFT))) & 1;
}

size_t tms_oddness_suspect(tms_slice text, size_t from) {
  uint8_t previous = 0;
  size_t size;
  for (size_t at = from; at < text.len; at += size) {
    unsigned char byte = (unsigned char)text.ptr[at];
    uint8_t class = byte < 0x80 ? class_of(byte) : class_at(text, at, &size);
    if (may_be_odd(previous, class) && is_odd_there(text, from, at, class)) return at;
    if (byte < 0x80) {
      size = quiet_end(text, at) - at;
      if (size == 0) return at;
      class = class_of((unsigned char)text.ptr[at + size - 1]);
    }
    previous = class;
  }
  return text.len;
}
