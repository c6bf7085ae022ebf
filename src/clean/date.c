/*
 * Dates. A text is cut into at most MOST_TOKENS tokens, and each place is tried against a handful of shapes: constant work, because no more than
 * TMS_DATE_LOOK bytes are looked at.
 */
#include "clean/date.h"

#include "base/utf8.h"
#include "doc/iso_date.h"
#include "unicode/class.h"

enum { MOST_TOKENS = 96, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

enum { /* values of words that are no months */
       WORD_DAY_NAME = 20,
       WORD_ORDINAL = 21, /* "th" */
       WORD_OF = 22,
       WORD_NGAY = 23, /* Vietnamese: day, month, year stand before their numbers */
       WORD_THANG = 24,
       WORD_NAM = 25,
       WORD_AFTER_YEAR = 26,
       WORD_YEAR = 30, /* CJK: behind their numbers */
       WORD_MONTH = 31,
       WORD_DAY = 32,
       WORD_OTHER = 99
};

static const struct {
  const char *word;
  uint8_t value;
} words[] = {
#define WORD(word, value) {word, value},
#include "clean/date_words.inc"
#undef WORD
};

typedef struct token {
  char kind;    /* 'n' number, 'w' word, else the punctuation itself; '-' for all dashes */
  uint8_t word; /* WORD_* or a month */
  uint8_t digits;
  bool glued; /* no space before it */
  uint32_t number;
  uint32_t begin, end;
} token;

typedef struct tokens {
  token at[MOST_TOKENS + 4]; /* four zeroed ones behind the last: shapes may look ahead */
  size_t count;
} tokens;

static uint8_t word_value(tms_slice word) {
  size_t low = 0, high = sizeof words / sizeof words[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = tms_slice_compare(tms_slice_cstr(words[middle].word), word);
    if (order == 0) return words[middle].value;
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return WORD_OTHER;
}

/* 0 to 9 in the digits of the scripts whose dates are read, else -1. */
static int digit_value(uint32_t c) {
  if (c >= '0' && c <= '9') return (int)(c - '0');
  static const uint16_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};
  for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++) {
    if (c >= zeros[i] && c < zeros[i] + 10u) return (int)(c - zeros[i]);
  }
  return -1;
}

static bool is_dash(uint32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* Han and hangul characters are words by themselves: dates stand in running text. */
static bool stands_alone(uint32_t c) {
  return c >= 0x2E80 && c < 0xD7B0;
}

static size_t take_number(tms_slice text, size_t at, token *t) {
  t->kind = 'n';
  for (size_t size; at < text.len; at += size) {
    int digit = digit_value(tms_utf8_decode(text, at, &size, NULL));
    if (digit < 0) break;
    if (t->digits < 9) t->number = t->number * 10 + (uint32_t)digit;
    if (t->digits < 255) t->digits++;
  }
  return at;
}

static size_t take_word(tms_slice text, size_t at, token *t) {
  char lower[64];
  size_t len = 0, size = 0;
  for (; at < text.len; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    if (!tms_char_is_letter(c) && !tms_char_is_mark(c) && c != 0xBA && c != 0xAA) break;
    if (len + 4 <= sizeof lower) len += tms_utf8_encode(tms_char_lower(c), lower + len);
    if (stands_alone(c)) {
      at += size;
      break;
    }
  }
  t->kind = 'w';
  t->word = word_value(tms_slice_of(lower, len));
  return at;
}

static void tokenize(tms_slice text, tokens *out) {
  *out = (tokens){0};
  bool glued = true;
  if (text.len > TMS_DATE_LOOK) text.len = tms_utf8_valid_prefix(tms_slice_head(text, TMS_DATE_LOOK));
  for (size_t at = 0, size; at < text.len && out->count < MOST_TOKENS; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    if (tms_char_is_space(c)) {
      glued = false;
      continue;
    }
    token *t = &out->at[out->count++];
    *t = (token){.begin = (uint32_t)at, .glued = glued};
    size_t end = at + size;
    if (digit_value(c) >= 0) {
      end = take_number(text, at, t);
    } else if (tms_char_is_letter(c) || c == 0xBA || c == 0xAA) {
      end = take_word(text, at, t);
    } else {
      t->kind = is_dash(c) ? '-' : c < 0x80 ? (char)c : '?';
    }
    t->end = (uint32_t)end;
    size = end - at;
    glued = true;
  }
}

/* ---------------------------------------------------------------- shapes ---- */

static bool is_month(const token *t) {
  return t->kind == 'w' && t->word >= 1 && t->word <= 12;
}
static bool is_word(const token *t, uint8_t word) {
  return t->kind == 'w' && t->word == word;
}
static bool is_day(const token *t) {
  return t->kind == 'n' && t->digits <= 2 && t->number >= 1 && t->number <= 31;
}
/* Thai years are counted from 543 BC. */
static uint32_t year_of(const token *t) {
  if (t->kind != 'n' || t->digits != 4) return 0;
  uint32_t year = t->number >= 2443 && t->number <= 2642 ? t->number - 543 : t->number;
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

/* A date that a shape found: its parts and the token behind it. */
typedef struct found {
  uint32_t year, month, day;
  size_t end;
} found;

static size_t skip_of(const tokens *t, size_t i) {
  while (i < t->count && (t->at[i].kind == '.' || t->at[i].kind == ',' || is_word(&t->at[i], WORD_OF) || is_word(&t->at[i], WORD_ORDINAL))) i++;
  return i;
}

/* 4 October 2017, 4. Oktober 2017, 4th of October, 2017, 4 de octubre de 2017, 04-Oct-2017 */
static bool day_month_year(const tokens *t, size_t i, found *f) {
  if (!is_day(&t->at[i])) return false;
  size_t m = skip_of(t, i + 1);
  bool dashed = t->at[m].kind == '-' && t->at[m].glued;
  if (dashed) m++;
  if (!is_month(&t->at[m])) return false;
  size_t y = skip_of(t, m + 1);
  if (dashed && t->at[y].kind == '-') y++;
  *f = (found){year_of(&t->at[y]), t->at[m].word, t->at[i].number, y + 1};
  return f->year != 0;
}

/* October 4, 2017; Oct. 4th 2017 */
static bool month_day_year(const tokens *t, size_t i, found *f) {
  if (!is_month(&t->at[i])) return false;
  size_t d = i + 1 + (t->at[i + 1].kind == '.'), y = skip_of(t, d + 1);
  if (!is_day(&t->at[d]) || y == d + 1) {
    if (!is_day(&t->at[d]) || y != d + 1 || t->at[y].kind != 'n') return false; /* "October 4 2017" */
  }
  *f = (found){year_of(&t->at[y]), t->at[i].word, t->at[d].number, y + 1};
  return f->year != 0;
}

/* 2017. oktober 4., 2017 m. spalio 4 d., 2017 October 4 */
static bool year_month_day(const tokens *t, size_t i, found *f) {
  uint32_t year = year_of(&t->at[i]);
  if (!year) return false;
  size_t m = i + 1;
  while (m < t->count && m < i + 4 && !is_month(&t->at[m]) && t->at[m].kind != 'n' && t->at[m].end - t->at[m].begin <= 2) m++;
  if (!is_month(&t->at[m]) || !is_day(&t->at[m + 1]) || t->at[m + 2].kind == ':') return false;
  *f = (found){year, t->at[m].word, t->at[m + 1].number, m + 2 + (t->at[m + 2].kind == '.')};
  return true;
}

/* 2017年10月4日, 2017년 10월 4일 */
static bool cjk(const tokens *t, size_t i, found *f) {
  uint32_t year = year_of(&t->at[i]);
  if (!year || !is_word(&t->at[i + 1], WORD_YEAR) || i + 3 >= t->count) return false;
  if (!is_day(&t->at[i + 2]) || !is_word(&t->at[i + 3], WORD_MONTH)) return false;
  if (!is_day(&t->at[i + 4]) || !is_word(&t->at[i + 5], WORD_DAY)) return false;
  *f = (found){year, t->at[i + 2].number, t->at[i + 4].number, i + 6};
  return true;
}

/* ngày 4 tháng 10 năm 2017; 4 tháng 10, 2017 */
static bool vietnamese(const tokens *t, size_t i, found *f) {
  size_t d = i + is_word(&t->at[i], WORD_NGAY);
  if (!is_day(&t->at[d]) || !is_word(&t->at[d + 1], WORD_THANG) || !is_day(&t->at[d + 2])) return false;
  size_t y = d + 3;
  while (t->at[y].kind == ',' || is_word(&t->at[y], WORD_NAM)) y++;
  *f = (found){year_of(&t->at[y]), t->at[d + 2].number, t->at[d].number, y + 1};
  return f->year != 0;
}

/* 2017-10-04, 2017/10/4, 2017.10.04; 4.10.2017, 04/10/2017, 4-10-2017 */
static bool numbers(const tokens *t, size_t i, bool month_first, found *f) {
  const token *a = &t->at[i], *b = &t->at[i + 2], *c = &t->at[i + 4];
  char sep = t->at[i + 1].kind;
  if (a->kind != 'n' || (sep != '-' && sep != '/' && sep != '.') || t->at[i + 3].kind != sep || b->kind != 'n' || c->kind != 'n') return false;
  bool longer = (i >= 2 && t->at[i - 1].kind == sep && t->at[i - 2].kind == 'n') ||
                (t->at[i + 5].kind == sep && t->at[i + 6].kind == 'n' && t->at[i + 6].glued);
  if (!is_day(b) || longer) return false; /* versions and addresses have more parts */
  if (year_of(a) && is_day(c)) {
    *f = (found){year_of(a), b->number, c->number, i + 5};
  } else if (is_day(a) && year_of(c)) {
    bool swap = b->number > 12 || (sep == '/' && month_first && a->number <= 12);
    *f = (found){year_of(c), swap ? a->number : b->number, swap ? b->number : a->number, i + 5};
  } else {
    return false;
  }
  return f->month <= 12;
}

/* Part of a range of days: "27-28 September 2017", "4 October 2017 - 6 October 2017", "October 4-6, 2017". */
static bool in_range(const tokens *t, size_t i, const found *f) {
  if (i >= 2 && t->at[i - 1].kind == '-' && t->at[i - 2].kind == 'n') return true;
  const token *next = &t->at[f->end];
  bool clock = next[1].kind == 'n' && (next[2].kind == ':' || next[2].kind == '.');
  bool minutes = next[1].kind == 'n' && next[2].kind == 'w' && next[2].word == WORD_OTHER; /* "February 4, 2025 - 11 minutes" */
  return next->kind == '-' && ((next[1].kind == 'n' && !clock && !minutes) || is_month(&next[1]));
}

/* The clock time behind a date: ", 12:30 pm", "at 9:15 UTC", "- 18.20 Uhr". Returns the token behind it. */
static size_t skip_clock(const tokens *t, size_t i) {
  size_t at = i;
  if (t->at[at].kind == ',' || t->at[at].kind == '-' || t->at[at].kind == '|') at++;
  if (t->at[at].kind == 'w' && t->at[at].end - t->at[at].begin <= 3) at++;
  if (t->at[at].kind != 'n' || t->at[at].digits > 2 || t->at[at + 1].kind != ':' || t->at[at + 2].kind != 'n') return i;
  at += 3;
  if (t->at[at].kind == ':' && t->at[at + 1].kind == 'n') at += 2;
  for (int more = 0; more < 2 && t->at[at].kind == 'w' && t->at[at].end - t->at[at].begin <= 4; more++) at++;
  return at;
}

static void put_digits(tms_date *out, uint32_t value, unsigned digits) {
  for (unsigned i = digits; i-- > 0;) {
    out->text[out->len + i] = (char)('0' + value % 10);
    value /= 10;
  }
  out->len += digits;
}

static bool put_day(tms_date *out, uint32_t year, uint32_t month, uint32_t day) {
  if (year < 1 || year > 9999 || day < 1 || day > tms_days_in_month(year, month)) return false;
  out->len = 0;
  put_digits(out, year, 4);
  out->text[out->len++] = '-';
  put_digits(out, month, 2);
  out->text[out->len++] = '-';
  put_digits(out, day, 2);
  out->text[out->len] = 0;
  return true;
}

/* Every shape has a year of four digits and another number: most lines have fewer. The digits of other scripts begin with one of these bytes. */
static bool has_digits(tms_slice text) {
  enum { LEAST = 5 };
  static const unsigned char worth[256] = {['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1,      ['4'] = 1,      ['5'] = 1,      ['6'] = 1,
                                           ['7'] = 1, ['8'] = 1, ['9'] = 1, [0xD9] = LEAST, [0xDB] = LEAST, [0xE0] = LEAST, [0xEF] = LEAST};
  size_t sum = 0;
  if (text.len > TMS_DATE_LOOK) text.len = TMS_DATE_LOOK;
  for (size_t i = 0; i < text.len; i++) sum += worth[(unsigned char)text.ptr[i]];
  return sum >= LEAST;
}

bool tms_date_find(tms_slice text, bool month_first, tms_date *out) {
  tokens t;
  found f;
  *out = (tms_date){0};
  if (!has_digits(text)) return false;
  tokenize(text, &t);
  for (size_t i = 0; i < t.count; i++) {
    bool is = day_month_year(&t, i, &f) || month_day_year(&t, i, &f) || year_month_day(&t, i, &f) || cjk(&t, i, &f) || vietnamese(&t, i, &f) ||
              numbers(&t, i, month_first, &f);
    if (!is) continue;
    if (in_range(&t, i, &f) || f.end > t.count || !put_day(out, f.year, f.month, f.day)) {
      i = f.end - 1; /* a range is no date, and neither is its end */
      continue;
    }
    size_t first = i;
    while (first > 0 && (t.at[first - 1].kind == ',' || is_word(&t.at[first - 1], WORD_DAY_NAME) || is_word(&t.at[first - 1], WORD_OF))) first--;
    while (first < i && t.at[first].kind == ',') first++;
    out->begin = t.at[first].begin;
    size_t end = skip_clock(&t, f.end);
    if (end < t.count && is_word(&t.at[end], WORD_AFTER_YEAR)) end++;
    out->end = t.at[end - 1].end;
    return true;
  }
  return false;
}

/* ---------------------------------------------------------------- machines ---- */

/* `count` digits at *at. */
static bool digits_at(tms_slice s, size_t *at, unsigned count, uint32_t *out) {
  if (*at + count > s.len) return false;
  uint32_t value = 0;
  for (unsigned i = 0; i < count; i++) {
    unsigned char c = (unsigned char)s.ptr[*at + i];
    if (!tms_is_digit(c)) return false;
    value = value * 10 + (uint32_t)(c - '0');
  }
  *at += count;
  *out = value;
  return true;
}

static bool byte_at(tms_slice s, size_t *at, char byte) {
  if (*at >= s.len || s.ptr[*at] != byte) return false;
  ++*at;
  return true;
}

/* Z, +hh:mm, +hhmm, +hh, with or without a space before. Anything else is no zone, and then none is written. */
static void put_zone(tms_slice s, size_t at, tms_date *out) {
  uint32_t hour, minute = 0;
  (void)byte_at(s, &at, ' ');
  if (at < s.len && (s.ptr[at] == 'Z' || s.ptr[at] == 'z')) {
    out->text[out->len++] = 'Z';
    return;
  }
  if (at >= s.len || (s.ptr[at] != '+' && s.ptr[at] != '-')) return;
  char sign = s.ptr[at++];
  if (!digits_at(s, &at, 2, &hour)) return;
  (void)byte_at(s, &at, ':');
  if (at < s.len && !digits_at(s, &at, 2, &minute)) return;
  if (hour > 13 || minute > 59) return;
  out->text[out->len++] = sign;
  put_digits(out, hour, 2);
  out->text[out->len++] = ':';
  put_digits(out, minute, 2);
}

/* Thh:mm[:ss[.fraction]][zone]; fractions are left out: no reader of a text needs them. */
static void put_clock(tms_slice s, size_t at, tms_date *out) {
  uint32_t hour, minute, second;
  if (at >= s.len || (s.ptr[at] != 'T' && s.ptr[at] != 't' && s.ptr[at] != ' ')) return;
  at++;
  if (!digits_at(s, &at, 2, &hour) || !byte_at(s, &at, ':') || !digits_at(s, &at, 2, &minute) || hour > 23 || minute > 59) return;
  out->text[out->len++] = 'T';
  put_digits(out, hour, 2);
  out->text[out->len++] = ':';
  put_digits(out, minute, 2);
  size_t behind = at;
  if (byte_at(s, &at, ':') && digits_at(s, &at, 2, &second) && second < 60) {
    out->text[out->len++] = ':';
    put_digits(out, second, 2);
    behind = at;
    if (byte_at(s, &at, '.') || byte_at(s, &at, ',')) {
      while (at < s.len && at < behind + 10 && tms_is_digit((unsigned char)s.ptr[at])) at++;
      behind = at;
    }
  }
  put_zone(s, behind, out);
}

bool tms_date_of_machine(tms_slice text, tms_date *out) {
  uint32_t year, month, day;
  size_t at = 0;
  text = tms_slice_trim(text);
  *out = (tms_date){0};
  if (digits_at(text, &at, 4, &year)) {
    char sep = at < text.len ? text.ptr[at] : 0;
    bool separated = sep == '-' || sep == '/';
    at += separated;
    bool whole = digits_at(text, &at, 2, &month) && (!separated || byte_at(text, &at, sep)) && digits_at(text, &at, 2, &day);
    bool ends = at >= text.len || !tms_is_digit((unsigned char)text.ptr[at]);
    if (whole && ends && year >= FIRST_YEAR && year <= LAST_YEAR && put_day(out, year, month, day)) {
      put_clock(text, at, out);
      out->text[out->len] = 0;
      out->end = tms_slice_trim(text).len > UINT32_MAX ? UINT32_MAX : (uint32_t)text.len;
      return true;
    }
  }
  return tms_date_find(text, true, out);
}

/* The name of a month: "/2023/october/03/", "/2023/oct/03/". */
static bool month_at(tms_slice s, size_t *at, uint32_t *out) {
  token t = {0};
  size_t end = *at;
  while (end < s.len && tms_is_alpha((unsigned char)s.ptr[end])) end++;
  if (end - *at < 3 || end - *at > 20) return false;
  (void)take_word(tms_slice_head(s, end), *at, &t);
  if (t.word < 1 || t.word > 12) return false;
  *at = end;
  *out = t.word;
  return true;
}

bool tms_date_of_url(tms_slice url, tms_date *out) {
  enum { LOOK = 1000 };
  *out = (tms_date){0};
  if (url.len > LOOK) url.len = LOOK;
  for (size_t i = 0; i + 10 <= url.len; i++) {
    uint32_t year, month, day;
    size_t at = i + 1;
    char before = url.ptr[i];
    if (before != '/' && before != '-' && before != '_') continue;
    if (!digits_at(url, &at, 4, &year)) continue;
    char sep = at < url.len ? url.ptr[at] : 0;
    if (sep != '/' && sep != '-' && sep != '_') continue;
    at++;
    if (!digits_at(url, &at, 2, &month) && !month_at(url, &at, &month)) continue;
    if (!byte_at(url, &at, sep) || !digits_at(url, &at, 2, &day)) continue;
    if (at < url.len && tms_is_digit((unsigned char)url.ptr[at])) continue;
    if (year < 1990 || year > LAST_YEAR || !put_day(out, year, month, day)) continue; /* no address is older than the web */
    out->begin = (uint32_t)i + 1;
    out->end = (uint32_t)at;
    return true;
  }
  return false;
}
