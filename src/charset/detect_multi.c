/*
 * The scorer of the Chinese, Japanese and Korean encodings: what each character costs by how rare it is (characters one by one: their frequencies differ
 * so much between the four writings that pairs are not needed), and what is ill-formed costs much. The same unit as in detect_single.c, so that both
 * can be compared: there, too, the ASCII byte behind a character is paid for.
 */
#include "charset/detect.h"
#include "charset/detect_cjk.h"

/* Bits. Set by hand: of what is not in the tables of frequencies. */
enum {
  ILL_FORMED = 24,
  SPACE_BESIDE = 1,  /* what an ASCII sign in front of characters costs, */
  LETTER_BESIDE = 5, /* a letter; */
  SPACE_BEHIND = 3,  /* one behind them, */
  LETTER_BEHIND = 9, /* a letter */
  WIDE_SPACE = 6,
  STOP = 5,     /* the comma and full stop of the script */
  SIGN = 9,     /* the rest of the row of punctuation, and wide ASCII */
  STRANGE = 13, /* kana in Chinese, Greek, Cyrillic, boxes */
  RARE = 17,    /* second level, extensions */
  RAREST = 22,
  HALF_KATAKANA = 11,
  HINT_WORTH = 10,
};

typedef struct cursor {
  const unsigned char *p;
  size_t left;
} cursor;

/* A character at the cursor: its length, and its cost in bits into *cost (tabled ones in eighths, by `tabled`). */
typedef struct character {
  size_t size;
  int32_t cost;
} character;

static bool between(unsigned c, unsigned low, unsigned high) {
  return c >= low && c <= high;
}

static character of_bits(size_t size, int bits) {
  return (character){size, bits * TMS_DETECT_UNIT};
}

static character tabled(size_t size, const uint8_t *table, size_t index) {
  return (character){size, CJK_LEAST + (table[index / 2] >> (index % 2 * 4) & 15) * CJK_STEP};
}

static character broken(void) {
  return of_bits(1, ILL_FORMED);
}

/* A place in the 94 x 94 of the EUC encodings, rows from `first`. */
static size_t place(const cursor *c, unsigned first) {
  return (c->p[0] - first) * 94u + (c->p[1] - 0xA1u);
}

static character next_gb18030(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (lead == 0x80 || lead == 0xFF) return broken();
  if (between(trail, 0x30, 0x39)) {
    bool whole = c->left > 3 && between(c->p[2], 0x81, 0xFE) && between(c->p[3], 0x30, 0x39);
    return whole ? of_bits(4, 2 * RAREST) : broken();
  }
  if (!between(trail, 0x40, 0xFE) || trail == 0x7F) return broken();
  if (trail < 0xA1 || lead < 0xA1) return of_bits(2, RARE + 1);
  if (lead == 0xA1) return of_bits(2, trail == 0xA1 ? WIDE_SPACE : trail == 0xA2 || trail == 0xA3 ? STOP : SIGN);
  if (lead == 0xA3) return of_bits(2, trail == 0xAC ? STOP : SIGN);
  if (between(lead, 0xB0, 0xF7)) return tabled(2, gb_cost, place(c, 0xB0));
  return of_bits(2, lead <= 0xA9 ? STRANGE : RAREST);
}

static character next_big5(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (lead == 0x80 || lead == 0xFF || !(between(trail, 0x40, 0x7E) || between(trail, 0xA1, 0xFE))) return broken();
  if (lead == 0xA1) return of_bits(2, trail == 0x40 ? WIDE_SPACE : trail == 0x41 || trail == 0x43 ? STOP : SIGN);
  if (between(lead, 0xA4, 0xC6)) return tabled(2, big5_cost, (lead - 0xA4) * 157u + (trail < 0x7F ? trail - 0x40u : trail - 0x62u));
  if (between(lead, 0xC9, 0xF9)) return of_bits(2, RARE);
  return of_bits(2, lead < 0xA4 && lead > 0xA1 ? STRANGE : RAREST);
}

static character next_euc_kr(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (lead == 0x80 || lead == 0xFF || !(between(trail, 0x41, 0x5A) || between(trail, 0x61, 0x7A) || between(trail, 0x81, 0xFE))) return broken();
  if (trail < 0xA1 || lead < 0xA1) return of_bits(2, lead < 0xC7 ? RARE + 1 : ILL_FORMED);
  if (between(lead, 0xB0, 0xC8)) return tabled(2, hangul_cost, place(c, 0xB0));
  if (between(lead, 0xCA, 0xFD)) return of_bits(2, RARE - 1);
  return of_bits(2, lead <= 0xA3 ? SIGN + 1 : lead <= 0xAC ? STRANGE : RAREST);
}

/* The first row of JIS X 0208: what Japanese is punctuated with, and other signs. */
static int cost_of_jis_sign(unsigned trail) {
  switch (trail) {
    case 0xA1: return WIDE_SPACE;
    case 0xA2: /* comma, full stop, long vowel */
    case 0xA3:
    case 0xBC: return STOP;
    case 0xA4: /* other stops, middle dot, colon, question and exclamation mark */
    case 0xA5:
    case 0xA6:
    case 0xA7:
    case 0xA9:
    case 0xAA:
    case 0xB9: /* repetition; wave, ellipsis, parentheses */
    case 0xC1:
    case 0xC4:
    case 0xCA:
    case 0xCB: return SIGN - 1;
    default: return between(trail, 0xD6, 0xDB) ? SIGN - 2 : STRANGE; /* corner brackets */
  }
}

/* Rows of JIS X 0208 as EUC-JP has them; Shift_JIS is turned into them. */
static character jis(size_t size, unsigned lead, unsigned trail) {
  const unsigned char pair[2] = {(unsigned char)lead, (unsigned char)trail};
  const cursor c = {pair, 2};
  if (lead == 0xA1) return of_bits(size, cost_of_jis_sign(trail));
  if (lead == 0xA3) return of_bits(size, SIGN);
  if (lead == 0xA4 || lead == 0xA5) return tabled(size, kana_cost, place(&c, 0xA4));
  if (between(lead, 0xB0, 0xCF)) return tabled(size, kanji_cost, place(&c, 0xB0));
  if (between(lead, 0xD0, 0xF4)) return of_bits(size, RARE - 1);
  return of_bits(size, between(lead, 0xA2, 0xA8) || lead == 0xAD ? STRANGE : RAREST);
}

static character next_euc_jp(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (lead == 0x8E) return between(trail, 0xA1, 0xDF) ? of_bits(2, HALF_KATAKANA + 4) : broken();
  if (lead == 0x8F) return c->left > 2 && between(trail, 0xA1, 0xFE) && between(c->p[2], 0xA1, 0xFE) ? of_bits(3, RAREST + 6) : broken();
  if (!between(lead, 0xA1, 0xFE) || !between(trail, 0xA1, 0xFE)) return broken();
  return jis(2, lead, trail);
}

static character next_shift_jis(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (between(lead, 0xA1, 0xDF)) return of_bits(1, HALF_KATAKANA);
  if (lead == 0x80 || lead == 0xA0 || lead > 0xFC || !between(trail, 0x40, 0xFC) || trail == 0x7F) return broken();
  if (lead >= 0xF0) return of_bits(2, lead >= 0xFA ? RARE + 1 : RAREST); /* IBM's characters; private ones */
  unsigned row = (lead - (lead < 0xA0 ? 0x81u : 0xC1u)) * 2, cell = trail - 0x40u - (trail > 0x7F);
  return jis(2, 0xA1 + row + (cell >= 94), 0xA1 + cell % 94);
}

static character next_euc_tw(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (lead == 0x8E) {
    bool whole = c->left > 3 && between(trail, 0xA1, 0xB0) && between(c->p[2], 0xA1, 0xFE) && between(c->p[3], 0xA1, 0xFE);
    return whole ? of_bits(4, RARE + 4) : broken();
  }
  if (!between(lead, 0xA1, 0xFE) || !between(trail, 0xA1, 0xFE)) return broken();
  if (lead == 0xA1) return of_bits(2, trail == 0xA1 ? WIDE_SPACE : trail == 0xA2 || trail == 0xA4 ? STOP : SIGN);
  if (between(lead, 0xC4, 0xFD)) return tabled(2, cns_cost, place(c, 0xC4));
  return of_bits(2, lead < 0xA7 ? STRANGE : RAREST);
}

/* The place among U+AC00 to U+D7A3 of a syllable of Johab: five bits each for the consonant, the vowel and the final consonant; -1 if it is none. */
static int johab_syllable(unsigned code) {
  static const int8_t vowels[32] = {-1, -1, -1, 0,  1,  2,  3,  4,  -1, -1, 5,  6,  7,  8,  9,  10,
                                    -1, -1, 11, 12, 13, 14, 15, 16, -1, -1, 17, 18, 19, 20, -1, -1};
  int initial = (int)(code >> 10 & 31) - 2, vowel = vowels[code >> 5 & 31], final = (int)(code & 31) - 1;
  if (final > 16) final--; /* 18 is not used */
  if (initial < 0 || initial > 18 || vowel < 0 || final < 0 || final > 27 || (code & 31) == 18) return -1;
  return (initial * 21 + vowel) * 28 + final;
}

static character hangul(int syllable) {
  size_t at = (size_t)syllable, byte = at / 8, rank = hangul_before[byte / 8];
  if (!(hangul_present[byte] >> (at % 8) & 1)) return of_bits(2, RARE + 1);
  for (size_t i = byte / 8 * 64; i < at; i++) rank += hangul_present[i / 8] >> (i % 8) & 1;
  return tabled(2, hangul_cost, rank);
}

static character next_johab(const cursor *c) {
  unsigned lead = c->p[0], trail = c->left > 1 ? c->p[1] : 0;
  if (!(between(trail, 0x31, 0x7E) || between(trail, 0x81, 0xFE))) return broken();
  if (between(lead, 0x88, 0xD3)) {
    int syllable = johab_syllable(lead << 8 | trail);
    return syllable < 0 ? of_bits(2, RAREST) : hangul(syllable);
  }
  if (between(lead, 0xE0, 0xF9)) return of_bits(2, RARE - 1);
  return between(lead, 0xD9, 0xDE) ? of_bits(2, SIGN + 2) : broken();
}

static const struct {
  const char *label, *language;
  character (*next)(const cursor *c);
  int prior; /* bits */
} charsets[TMS_DETECT_MULTI] = {
    {"gb18030", "zh", next_gb18030, 0}, {"big5", "zh", next_big5, 0},     {"euc-jp", "ja", next_euc_jp, 1}, {"shift_jis", "ja", next_shift_jis, 0},
    {"euc-kr", "ko", next_euc_kr, 0},   {"euc-tw", "zh", next_euc_tw, 8}, {"johab", "ko", next_johab, 10},
};

static int64_t score(const tms_sample *sample, size_t at, character (*next)(const cursor *c)) {
  int64_t cost = 0;
  while (at < sample->size) {
    cursor c = {(const unsigned char *)sample->bytes + at, sample->size - at};
    if (c.p[0] < 0x80) {
      bool begins = at + 1 < sample->size && c.p[1] >= 0x80;
      if (begins) cost += (tms_is_alpha(c.p[0]) ? LETTER_BESIDE : SPACE_BESIDE) * TMS_DETECT_UNIT;
      at++;
      continue;
    }
    character one = next(&c);
    cost += one.cost;
    at += one.size;
    if (at >= sample->size || (unsigned char)sample->bytes[at] >= 0x80) continue;
    cost += (tms_is_alpha((unsigned char)sample->bytes[at]) ? LETTER_BEHIND : SPACE_BEHIND) * TMS_DETECT_UNIT;
  }
  return cost;
}

size_t tms_score_multi(const tms_sample *sample, const tms_language_hint *hint, tms_score scores[TMS_DETECT_MULTI]) {
  enum { CUT = 16 * TMS_DETECT_UNIT };
  size_t count = 0;
  for (size_t i = 0; i < TMS_DETECT_MULTI; i++) {
    const tms_encoding *encoding = tms_encoding_of_any_label(tms_slice_cstr(charsets[i].label));
    if (!encoding) continue;
    int64_t cost = score(sample, 0, charsets[i].next);
    int64_t cut = sample->headless ? score(sample, 1, charsets[i].next) + CUT : cost;
    if (cut < cost) cost = cut;
    cost += (charsets[i].prior + (sample->is_latin ? TMS_DETECT_ALIEN : 0)) * TMS_DETECT_UNIT;
    if (hint->count && !tms_hint_has(hint, charsets[i].language)) cost += HINT_WORTH * TMS_DETECT_UNIT;
    scores[count++] = (tms_score){encoding, cost};
  }
  return count;
}
