#include "clean/boilerplate/lines.h"

#include "base/utf8.h"
#include "unicode/class.h"

enum { EXACT, BEGINS, COLONED };

static const struct {
  const char *text;
  uint8_t len, how, reason;
} phrases[] = {
#define PHRASE(text, reason) {text, sizeof(text) - 1, EXACT, TMS_REASON_##reason},
#define BEGIN(text, reason) {text, sizeof(text) - 1, BEGINS, TMS_REASON_##reason},
#define COLON(text, reason) {text, sizeof(text) - 1, COLONED, TMS_REASON_##reason},
#include "clean/boilerplate/phrases.inc"
#undef PHRASE
#undef BEGIN
#undef COLON
};

enum { PHRASES = sizeof phrases / sizeof phrases[0] };
_Static_assert((int)PHRASES <= (int)TMS_PHRASES_MOST, "more phrases than lines.h makes room for");

/* By the first two bytes, of which even the shortest phrase has as many. */
static uint8_t slot_of(const char *text) {
  return (uint8_t)((unsigned char)text[0] + (unsigned char)text[1] * 37u);
}

void tms_phrases_init(tms_phrases *index) {
  *index = (tms_phrases){.begin = {0}};
  for (size_t i = 0; i < PHRASES; i++) index->begin[slot_of(phrases[i].text) + 1]++;
  for (size_t slot = 0; slot < TMS_PHRASE_SLOTS; slot++) index->begin[slot + 1] = (uint16_t)(index->begin[slot + 1] + index->begin[slot]);
  uint16_t next[TMS_PHRASE_SLOTS];
  for (size_t slot = 0; slot < TMS_PHRASE_SLOTS; slot++) next[slot] = index->begin[slot];
  for (size_t i = 0; i < PHRASES; i++) index->order[next[slot_of(phrases[i].text)]++] = (uint16_t)i;
}

enum {
  FOLDED = 200,     /* longer lines are no labels */
  LABEL_WORDS = 14, /* a credit or a call to subscribe is shorter than this */
  COLON_BYTES = 64  /* of a label before its colon */
};

/* Letters and digits in lower case, one space between words. Returns the length; 0 where the line doesn't fit. */
static size_t fold(tms_slice line, char out[FOLDED]) {
  size_t len = 0;
  bool gap = false;
  for (size_t i = 0, size; i < line.len; i += size) {
    uint32_t c = tms_utf8_decode(line, i, &size, NULL);
    if (!tms_char_is_letter(c) && !tms_char_is_mark(c) && !tms_char_is_digit(c)) {
      gap = len > 0;
      continue;
    }
    if (len + 5 > FOLDED) return 0;
    if (gap) out[len++] = ' ';
    gap = false;
    len += tms_utf8_encode(tms_char_lower(c), out + len);
  }
  return len;
}

/* "Comments (12)" */
static bool is_count(tms_slice rest) {
  if (rest.len < 2 || rest.len > 7 || rest.ptr[0] != ' ') return false;
  for (size_t i = 1; i < rest.len; i++) {
    if (!tms_is_digit((unsigned char)rest.ptr[i])) return false;
  }
  return true;
}

/* `phrase` fills the line but for a number, or begins it at the border of a word. */
static bool matches(tms_slice folded, tms_slice phrase, int how) {
  if (!tms_slice_starts(folded, phrase)) return false;
  if (how == EXACT) return folded.len == phrase.len || is_count(tms_slice_from(folded, phrase.len));
  return folded.len == phrase.len || folded.ptr[phrase.len] == ' ';
}

/* Of what stands before the first colon, without the space that French puts there; 0 where there is none. */
static size_t label_length(tms_slice line) {
  line = tms_slice_head(line, COLON_BYTES);
  size_t plain = tms_slice_find_byte(line, ':', 0), wide = tms_slice_find(line, TMS_SLICE("："), 0), at = plain < wide ? plain : wide;
  return at == SIZE_MAX ? 0 : tms_slice_trim(tms_slice_head(line, at)).len;
}

static tms_reason reason_of_phrase(const tms_phrases *index, tms_slice line, const tms_measure *m) {
  char buffer[FOLDED];
  tms_slice folded = tms_slice_of(buffer, fold(line, buffer));
  size_t label = label_length(line);
  if (folded.len < 2) return TMS_REASON_NONE;
  uint8_t slot = slot_of(folded.ptr);
  for (size_t at = index->begin[slot]; at < index->begin[slot + 1u]; at++) {
    size_t i = index->order[at];
    tms_slice phrase = tms_slice_of(phrases[i].text, phrases[i].len);
    if (!matches(folded, phrase, phrases[i].how)) continue;
    if (phrases[i].how == BEGINS && m->words > LABEL_WORDS) continue;
    if (phrases[i].how == COLONED && (label != phrase.len || m->words > LABEL_WORDS || m->words < 2)) continue;
    return (tms_reason)phrases[i].reason;
  }
  return TMS_REASON_NONE;
}

/* ---------------------------------------------------------------- shapes ---- */

/* Hosts and files that only count visitors or load scripts. */
static tms_reason reason_of_address(tms_slice line) {
  static const char *const trackers[] = {"googletagmanager.",
                                         "google-analytics.",
                                         "doubleclick.",
                                         "facebook.com/tr",
                                         "connect.facebook",
                                         "hotjar.",
                                         "scorecardresearch.",
                                         "quantserve.",
                                         "chartbeat.",
                                         "matomo",
                                         "piwik",
                                         "adservice.",
                                         "analytics.",
                                         "googlesyndication.",
                                         "/gtag/",
                                         "/pixel",
                                         "addthis.",
                                         "sharethis.",
                                         "disqus.com/embed",
                                         "cloudflareinsights."};
  if (!tms_slice_starts_nocase(line, TMS_SLICE("http")) && !tms_slice_starts(line, TMS_SLICE("//"))) return TMS_REASON_NONE;
  tms_slice path = line;
  for (size_t i = 0; i < line.len; i++) {
    if (tms_is_space((unsigned char)line.ptr[i])) return TMS_REASON_NONE;
    if ((line.ptr[i] == '?' || line.ptr[i] == '#') && path.len == line.len) path.len = i;
  }
  if (tms_slice_ends(path, TMS_SLICE(".js")) || tms_slice_ends(path, TMS_SLICE("/js"))) return TMS_REASON_TRACKER;
  for (size_t i = 0; i < sizeof trackers / sizeof trackers[0]; i++) {
    if (tms_slice_find_nocase(line, tms_slice_cstr(trackers[i]), 0) != SIZE_MAX) return TMS_REASON_TRACKER;
  }
  return TMS_REASON_NONE;
}

/* "Home > News > Article", also with the other signs that lead along a trail. */
static bool is_crumb_sign(uint32_t c) {
  return c == '>' || c == '/' || c == 0xBB || c == 0xAB || c == 0x203A || c == 0x2039 || c == 0x2192 || c == 0x2190;
}

/* "Home | News | About us", or a trail: three parts or more, each a few words. */
static tms_reason reason_of_parts(tms_slice line, const tms_measure *m) {
  uint32_t parts = 1;
  bool crumbs = false;
  if (m->words > 30 || m->enders > 0) return TMS_REASON_NONE;
  for (size_t i = 1, size; i + 1 < line.len; i += size) {
    uint32_t c = tms_utf8_decode(line, i, &size, NULL);
    if (line.ptr[i - 1] != ' ' || i + size >= line.len || line.ptr[i + size] != ' ') continue;
    if (c == '|' || is_crumb_sign(c)) parts++;
    crumbs |= is_crumb_sign(c);
  }
  return parts >= (crumbs ? 3u : 4u) && m->words <= parts * 4 ? TMS_REASON_NAVIGATION : TMS_REASON_NONE;
}

/* "by Anna » Mon Apr 8, 2019 6:02 pm": how phpBB heads a post, in every language. */
static bool is_post_head(tms_slice line, const tms_measure *m) {
  bool signs = tms_slice_find(line, TMS_SLICE("\xC2\xBB"), 0) != SIZE_MAX && tms_slice_find_byte(line, ':', 0) != SIZE_MAX;
  return signs && m->digits >= 7 && m->words <= LABEL_WORDS;
}

/* "Posted 3 days ago": a time that only held when the page was shown. */
static bool is_while_ago(tms_slice line, const tms_measure *m) {
  static const char *const ends[] = {" ago", " geleden", " temu",  " назад", " тому",   " önce", " trước", " lalu",
                                     "前",   " 전",      " sedan", " siden", " sitten", " पहले",  " پیش",   "ที่แล้ว"};
  static const char *const begins[] = {"vor ", "hace ", "il y a ", "há ", "منذ ", "πριν ", "před "};
  if (m->digits == 0 || m->digits > 2 || m->words > 6 || m->enders > 0 || line.len > 60) return false;
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    if (tms_slice_ends(line, tms_slice_cstr(ends[i]))) return true;
  }
  for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
    if (tms_slice_starts_nocase(line, tms_slice_cstr(begins[i]))) return true;
  }
  return false;
}

static bool holds_any(tms_slice line, const char *const words[], size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (tms_slice_find_nocase(line, tms_slice_cstr(words[i]), 0) != SIZE_MAX) return true;
  }
  return false;
}

/* Standing lines of rights and of consent. */
static tms_reason reason_of_notice(tms_slice line, const tms_measure *m) {
  static const char *const cookies[] = {"cookie", "çerez", "куки", "ملفات تعريف الارتباط", "कुकी", "คุกกี้", "クッキー", "쿠키"};
  /* Lines are counted in bytes, and these have many. */
  /* clang-format off */
  static const char *const beside[] = {
      "we use", "this site uses", "this website uses", "by continuing", "accept", "consent", "verwende", "nutzt", "utilis", "utiliz", "gebruik",
      "использу", "używa", "kullanıl", "نستخدم", "उपयोग", "ใช้คุกกี้", "使用", "사용", "sử dụng", "bruker", "använder", "menggunakan"};
  /* clang-format on */
  bool word =
      tms_slice_starts_nocase(line, TMS_SLICE("copyright ")) && line.len > 10 && (tms_is_digit((unsigned char)line.ptr[10]) || line.ptr[10] == '(');
  bool rights = word || m->flags & TMS_MEASURE_COPYRIGHT || tms_slice_starts_nocase(line, TMS_SLICE("(c) "));
  if (rights && m->words <= 25 && (m->digits >= 4 || tms_slice_find_nocase(line, TMS_SLICE("rights reserved"), 0) != SIZE_MAX))
    return TMS_REASON_FOOTER;
  if (m->words > 60 || line.len > 600) return TMS_REASON_NONE;
  return holds_any(line, cookies, sizeof cookies / sizeof cookies[0]) && holds_any(line, beside, sizeof beside / sizeof beside[0]) ? TMS_REASON_COOKIE
                                                                                                                                   : TMS_REASON_NONE;
}

tms_reason tms_line_reason(const tms_phrases *index, tms_slice line, const tms_measure *m) {
  if (line.len == 0) return TMS_REASON_NONE;
  if (m->words == 0) return TMS_REASON_PUNCTUATION;
  tms_reason reason = reason_of_address(line);
  if (!reason && line.len < FOLDED) reason = reason_of_phrase(index, line, m);
  if (!reason) reason = reason_of_parts(line, m);
  if (!reason && (is_post_head(line, m) || is_while_ago(line, m))) reason = TMS_REASON_LABEL;
  return reason ? reason : reason_of_notice(line, m);
}

/* ---------------------------------------------------------------- parts of lines ---- */

/* A caption in brackets that ends at `end`: its begin, or SIZE_MAX. Notes ("[1]", "[sic]", "[...]") are no captions: those begin with a capital and have more letters. */
static size_t caption_before(tms_slice line, size_t end) {
  enum { LONGEST = 120 };
  if (end == 0 || line.ptr[end - 1] != ']') return SIZE_MAX;
  size_t open = end - 1;
  while (open > 0 && end - open < LONGEST && line.ptr[open] != '[' && line.ptr[open - 1] != ']') open--;
  if (line.ptr[open] != '[' || end - open < 6) return SIZE_MAX;
  size_t size;
  uint32_t first = tms_utf8_decode(line, open + 1, &size, NULL);
  bool capital = tms_char_is_upper(first) || (tms_char_is_letter(first) && !tms_char_is_lower(first));
  return capital ? open : SIZE_MAX;
}

size_t tms_line_captions(tms_slice line) {
  size_t begin = line.len, count = 0;
  for (;;) {
    size_t end = begin;
    while (end > 0 && tms_is_space((unsigned char)line.ptr[end - 1])) end--;
    size_t open = caption_before(line, end);
    if (open == SIZE_MAX) break;
    begin = open;
    count++;
  }
  /* One bracket may be the author's; a run of them is a list of links. They follow a sentence, or fill the line. */
  size_t before = begin;
  while (before > 0 && tms_is_space((unsigned char)line.ptr[before - 1])) before--;
  if (count < 2) return line.len;
  if (before == 0) return 0;
  unsigned char last = (unsigned char)line.ptr[before - 1];
  return last == '.' || last == '!' || last == '?' || last == '"' || last == ')' || last >= 0x80 ? begin : line.len;
}

static bool has_word(tms_slice text, tms_slice word) {
  for (size_t at = 0; (at = tms_slice_find_nocase(text, word, at)) != SIZE_MAX; at++) {
    bool left = at == 0 || !tms_is_alnum((unsigned char)text.ptr[at - 1]);
    bool right = at + word.len == text.len || !tms_is_alnum((unsigned char)text.ptr[at + word.len]);
    if (left && right) return true;
  }
  return false;
}

size_t tms_line_salutation(tms_slice line, tms_slice title) {
  enum { LONGEST = 160, LONGEST_TITLE = 400 };
  if (line.len < 8 || line.len > LONGEST || title.len > LONGEST_TITLE || line.ptr[line.len - 1] != ',') return 0;
  size_t begin = line.len - 1;
  while (begin > 0 && line.ptr[begin - 1] != ' ') begin--;
  size_t size;
  if (begin == 0 || line.len - begin < 6 || !tms_char_is_upper(tms_utf8_decode(line, begin, &size, NULL))) return 0;
  tms_slice rest = tms_slice_head(line, begin), word = TMS_SLICE_NONE;
  size_t words = 0, known = 0;
  while (tms_slice_next_word(&rest, &word)) {
    words++;
    known += has_word(title, word);
    if (tms_slice_find_byte(word, ',', 0) != SIZE_MAX) return 0;
  }
  /* The word before must be in the middle of a phrase: "Dear Colleagues," and "Mr. President," stay whole. */
  bool lower = word.len > 0 && !tms_char_is_upper(tms_utf8_decode(word, 0, &size, NULL));
  return words >= 3 && lower && known * 10 >= words * 7 ? begin : 0;
}
