/*
 * The scorer of single-byte encodings. A model is one of a language, over its letters; an encoding only says which letter a byte is. So all encodings of
 * a language share one table, and a text's cost is
 *
 *   sum over pairs of bytes (a, b), at least one of them not ASCII, of  -log2 P(b | a)   by the language's table, or by `beside` where one is a sign
 *   + the same for the case of letters ("aB" inside a word is rare)
 *   + what language and encoding cost by themselves (how rare they are), less what hints take off.
 *
 * Only pairs that occur are counted, so the work is (encodings x languages) x distinct pairs.
 */
#include "charset/detect.h"
#include "charset/detect_tables.h"

/* What a byte is, where it is no letter of the language. The generator's codes up to BAD are the same. */
typedef enum kind { PLAIN, NBSP, APOSTROPHE, OPENING, CLOSING, COMMON, RARE, BOX, BAD, FOREIGN, LATIN, LETTER, KINDS } kind;

enum {
  FIRST_LETTER = 9, /* a letter's code: a to z, then those of the script */
  NO_ROW = 0x80,    /* in `value`: not a row of the table, but NO_ROW + kind */
  MAX_PAIRS = TMS_SAMPLE_BYTES,
  ASCII_WEIGHT = 4,                  /* words in ASCII count a quarter: half of them are names of files, tags and the like; */
  ASCII_MOST = 14 * TMS_DETECT_UNIT, /* and together no more than this: languages are mixed, and the text around may be English */
  HINT_WORTH = 10 * TMS_DETECT_UNIT, /* what a language costs more if hints name others */
};

/* Bits of b's kind behind a's. LETTER and PLAIN behind LETTER and PLAIN: 0, the table knows. Set by hand, on the texts of the validation set. */
static const uint8_t beside[KINDS][KINDS] = {
    /* behind:      PLAIN NBSP APOS OPEN CLOSE COMMON RARE BOX BAD FOREIGN LATIN LETTER */
    /* PLAIN */ {0, 7, 9, 9, 11, 8, 13, 14, 20, 11, 3, 0},
    /* NBSP */ {0, 3, 9, 9, 11, 8, 13, 14, 20, 11, 3, 0},
    /* APOS */ {0, 7, 10, 12, 11, 10, 14, 15, 20, 8, 3, 0},
    /* OPEN */ {3, 8, 11, 8, 12, 8, 14, 14, 20, 11, 4, 1},
    /* CLOSE */ {0, 7, 10, 12, 8, 8, 13, 14, 20, 12, 8, 6},
    /* COMMON */ {0, 6, 9, 8, 9, 6, 12, 14, 20, 11, 5, 2},
    /* RARE */ {1, 7, 9, 11, 11, 9, 8, 12, 20, 12, 8, 6},
    /* BOX */ {2, 8, 11, 13, 13, 11, 11, 7, 20, 14, 10, 8},
    /* BAD */ {4, 9, 11, 12, 12, 11, 12, 13, 16, 13, 8, 6},
    /* FOREIGN */ {0, 8, 9, 15, 11, 11, 15, 16, 20, 9, 10, 3},
    /* LATIN */ {0, 8, 9, 15, 11, 11, 15, 16, 20, 15, 3, 11},
    /* LETTER */ {0, 7, 8, 15, 10, 10, 15, 16, 21, 14, 12, 0},
};

typedef enum letter_case { CASELESS, LOWER, UPPER, CASES } letter_case;
/* Eighths of a bit: capitals begin words or make up all of them. */
static const uint8_t case_beside[CASES][CASES] = {
    /* behind:   CASELESS LOWER UPPER */
    {0, 2, 20},
    {0, 1, 80},
    {0, 6, 14},
};

typedef struct pair {
  uint8_t a, b;
  uint16_t count;
} pair;

typedef struct pair_list {
  size_t count;
  pair pairs[MAX_PAIRS];
} pair_list;

/* Sorts by one byte; stable, so twice is a sort by both. */
static void sort_by(const uint16_t *from, uint16_t *to, size_t count, unsigned shift) {
  size_t place[257] = {0};
  for (size_t i = 0; i < count; i++) place[(from[i] >> shift & 0xFF) + 1]++;
  for (size_t i = 0; i < 256; i++) place[i + 1] += place[i];
  for (size_t i = 0; i < count; i++) to[place[from[i] >> shift & 0xFF]++] = from[i];
}

/* The distinct pairs of the sample in which a byte isn't ASCII (high) or both are (not high), with how often they occur. */
static void count_pairs(const tms_sample *sample, bool high, pair_list *list) {
  uint16_t all[TMS_SAMPLE_BYTES + 1] = {0}, sorted[TMS_SAMPLE_BYTES + 1];
  size_t count = 0;
  unsigned before = '\n';
  for (size_t i = 0; i < sample->size; i++) {
    unsigned c = (unsigned char)sample->bytes[i];
    bool is_high = (before | c) >= 0x80;
    bool is_word = tms_is_alpha((unsigned char)before) || tms_is_alpha((unsigned char)c);
    if (high ? is_high : !is_high && is_word) all[count++] = (uint16_t)(before << 8 | c);
    before = c;
  }
  sort_by(all, sorted, count, 0);
  sort_by(sorted, all, count, 8);
  list->count = 0;
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && all[i] == all[i - 1]) {
      list->pairs[list->count - 1].count++;
    } else {
      list->pairs[list->count++] = (pair){(uint8_t)(all[i] >> 8), (uint8_t)all[i], 1};
    }
  }
}

/* An encoding's view of bytes. */
typedef struct reading {
  uint8_t code[256], cased[256];
} reading;

static void read_ascii(reading *r) {
  memset(r, 0, sizeof *r);
  for (unsigned c = 0; c < 0x20; c++) r->code[c] = tms_is_space((unsigned char)c) ? PLAIN : BAD;
  for (unsigned c = 'a'; c <= 'z'; c++) {
    r->code[c] = r->code[c - 32] = (uint8_t)(FIRST_LETTER + c - 'a');
    r->cased[c] = LOWER;
    r->cased[c - 32] = UPPER;
  }
}

static void read_upper(reading *r, const detect_encoding *encoding) {
  memcpy(r->code + 128, encoding->codes, 128);
  for (unsigned i = 0; i < 128; i++) {
    bool upper = encoding->upper[i / 8] >> (i % 8) & 1, has_case = encoding->script < 3;
    r->cased[128 + i] = encoding->codes[i] < FIRST_LETTER || !has_case ? CASELESS : upper ? UPPER : LOWER;
  }
}

/* A code's row in the language's table, or NO_ROW + its kind. */
static void read_language(const detect_language *language, uint8_t value[256]) {
  enum { LATINS = 26 };
  for (unsigned i = 0; i < FIRST_LETTER; i++) value[i] = (uint8_t)(i == PLAIN ? 0 : NO_ROW + i);
  memset(value + FIRST_LETTER, NO_ROW + (language->script ? LATIN : FOREIGN), LATINS);
  memset(value + FIRST_LETTER + LATINS, NO_ROW + FOREIGN, 256 - FIRST_LETTER - LATINS);
  for (unsigned i = 0; i < language->letters; i++) value[language->alphabet[i]] = (uint8_t)(i + 1);
}

static int32_t cost_beside(const detect_language *language, unsigned a, unsigned b) {
  kind before = a < NO_ROW ? a ? LETTER : PLAIN : (kind)(a - NO_ROW), here = b < NO_ROW ? b ? LETTER : PLAIN : (kind)(b - NO_ROW);
  return beside[before][here] * TMS_DETECT_UNIT + (b < NO_ROW ? language->costs[b] : 0);
}

/* Gives up at `limit`: then it is what was seen so far that costs as much. */
static int64_t cost_of_pairs(const pair_list *list, const uint8_t (*codes)[2], const detect_language *language, int64_t limit) {
  uint8_t value[256];
  size_t width = language->letters + 1u;
  int64_t total = 0;
  read_language(language, value);
  for (size_t i = 0; i < list->count; i++) {
    unsigned a = value[codes[i][0]], b = value[codes[i][1]];
    int32_t cost = (a | b) < NO_ROW ? language->costs[a * width + b] : cost_beside(language, a, b);
    total += (int64_t)cost * list->pairs[i].count;
    if (total > limit) break;
  }
  return total;
}

static void codes_of_pairs(const pair_list *list, const reading *r, uint8_t (*codes)[2]) {
  for (size_t i = 0; i < list->count; i++) {
    codes[i][0] = r->code[list->pairs[i].a];
    codes[i][1] = r->code[list->pairs[i].b];
  }
}

static int64_t cost_of_case(const pair_list *list, const reading *r) {
  int64_t total = 0;
  for (size_t i = 0; i < list->count; i++) {
    const pair *p = &list->pairs[i];
    total += (int64_t)case_beside[r->cased[p->a]][r->cased[p->b]] * p->count;
  }
  return total;
}

/* What each language costs before a byte beyond ASCII is seen: itself, the hints, and the words in ASCII around. */
static void begin_languages(const tms_sample *sample, const tms_language_hint *hint, int64_t begin[DETECT_LANGUAGES]) {
  pair_list words;
  uint8_t codes[MAX_PAIRS][2];
  reading ascii;
  int64_t least = INT64_MAX;
  count_pairs(sample, false, &words);
  read_ascii(&ascii);
  codes_of_pairs(&words, &ascii, codes);
  for (size_t i = 0; i < DETECT_LANGUAGES; i++) {
    begin[i] = detect_languages[i].script ? 0 : cost_of_pairs(&words, (const uint8_t(*)[2])codes, &detect_languages[i], INT64_MAX);
    if (!detect_languages[i].script && begin[i] < least) least = begin[i];
  }
  for (size_t i = 0; i < DETECT_LANGUAGES; i++) {
    int64_t over = detect_languages[i].script ? 0 : (begin[i] - least) / ASCII_WEIGHT;
    begin[i] = (over < ASCII_MOST ? over : ASCII_MOST) + detect_languages[i].prior * TMS_DETECT_UNIT;
    if (sample->is_latin && detect_languages[i].script) begin[i] += TMS_DETECT_ALIEN * TMS_DETECT_UNIT;
    if (hint->count && !tms_hint_has(hint, detect_languages[i].tag)) begin[i] += HINT_WORTH;
  }
}

static int64_t score_encoding(size_t index, const pair_list *list, reading *r, const int64_t begin[DETECT_LANGUAGES], int64_t limit) {
  const detect_encoding *encoding = &detect_encodings[index];
  uint8_t codes[MAX_PAIRS][2];
  int64_t best = INT64_MAX;
  read_upper(r, encoding);
  codes_of_pairs(list, r, codes);
  for (size_t i = 0; i < DETECT_LANGUAGES; i++) {
    if (!(detect_languages[i].encodings >> index & 1)) continue;
    int64_t cost = begin[i] + cost_of_pairs(list, (const uint8_t(*)[2])codes, &detect_languages[i], limit);
    if (cost < best) best = limit = cost;
  }
  return best + cost_of_case(list, r) + encoding->prior * TMS_DETECT_UNIT;
}

size_t tms_score_single(const tms_sample *sample, const tms_language_hint *hint, int64_t best, tms_score scores[TMS_DETECT_SINGLE]) {
  int64_t begin[DETECT_LANGUAGES];
  pair_list list;
  reading r;
  size_t count = 0;
  begin_languages(sample, hint, begin);
  count_pairs(sample, true, &list);
  read_ascii(&r);
  for (size_t i = 0; i < DETECT_ENCODINGS; i++) {
    const tms_encoding *encoding = tms_encoding_of_any_label(tms_slice_cstr(detect_encodings[i].label));
    if (!encoding) continue;
    int64_t cost = score_encoding(i, &list, &r, begin, tms_score_limit(best));
    scores[count++] = (tms_score){encoding, cost};
    if (cost < best) best = cost;
  }
  return count;
}
