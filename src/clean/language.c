#include "clean/language.h"

#include "base/utf8.h"

/* tags, keys, starts, votes: made by tools/gen_language.py */
#include "clean/language_table.inc"

_Static_assert(sizeof tags / sizeof tags[0] <= TMS_LANGUAGE_SLOTS, "more languages than slots");
enum { KEY_COUNT = sizeof keys / sizeof keys[0] };

void tms_language_init(tms_language *language) {
  *language = (tms_language){.window = {' ', ' ', ' '}};
}

/* Binary search over some 3,000 sorted keys: twelve steps for each letter of at most TMS_LANGUAGE_ENOUGH. */
static void count_trigram(tms_language *language) {
  const uint32_t *w = language->window;
  uint32_t key = w[0] * 0x9E3779B1u ^ w[1] * 0x85EBCA77u ^ w[2] * 0xC2B2AE3Du;
  size_t low = 0, high = KEY_COUNT;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (keys[middle] < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  language->trigrams++;
  if (low == KEY_COUNT || keys[low] != key) return;
  for (size_t i = starts[low]; i < starts[low + 1]; i++) language->votes[votes[i].language] += votes[i].weight;
}

static void push(tms_language *language, uint32_t c) {
  uint32_t *w = language->window;
  if (c == ' ' && w[2] == ' ') return;
  w[0] = w[1];
  w[1] = w[2];
  w[2] = c;
  if (w[1] != ' ' && (w[0] != ' ' || w[2] != ' ')) count_trigram(language);
}

void tms_language_feed(tms_language *language, tms_slice text) {
  push(language, ' ');
  for (size_t i = 0, size; i < text.len && language->letters < TMS_LANGUAGE_ENOUGH; i += size) {
    uint32_t c = (unsigned char)text.ptr[i];
    size = 1;
    if (c >= 0x80) c = tms_utf8_decode(text, i, &size, NULL);
    bool letter = c < 0x80 ? tms_is_alpha((unsigned char)c) : tms_char_is_letter(c) || tms_char_is_mark(c);
    if (!letter) {
      push(language, ' ');
      continue;
    }
    language->letters++;
    language->scripts[c < 0x80 ? TMS_SCRIPT_LATIN : tms_char_script(c)]++;
    push(language, tms_char_lower(c));
  }
}

/* The best of a group of languages, where it is ahead. */
static tms_slice best_of(const tms_language *language, size_t first, size_t count) {
  size_t best = first, second = SIZE_MAX;
  for (size_t i = first + 1; i < first + count; i++) {
    if (language->votes[i] > language->votes[best]) {
      second = best;
      best = i;
    } else if (second == SIZE_MAX || language->votes[i] > language->votes[second]) {
      second = i;
    }
  }
  /* Less than 25 trigrams are a name or a number; text of a language that is not in the table gets few votes and a small lead. */
  if (language->trigrams < 25 || language->votes[best] < language->trigrams * 6) return TMS_SLICE_NONE;
  uint32_t lead = language->votes[best] - language->votes[second];
  if ((uint64_t)lead * 100 < (uint64_t)language->votes[best] * (language->trigrams > 400 ? 2 : 4)) return TMS_SLICE_NONE;
  return tms_slice_cstr(tags[best]);
}

/* Languages that have a script to themselves on the web, or nearly. */
static tms_slice of_script(tms_script script) {
  switch (script) {
    case TMS_SCRIPT_GREEK: return TMS_SLICE("el");
    case TMS_SCRIPT_ARMENIAN: return TMS_SLICE("hy");
    case TMS_SCRIPT_HEBREW: return TMS_SLICE("he");
    case TMS_SCRIPT_BENGALI: return TMS_SLICE("bn");
    case TMS_SCRIPT_GURMUKHI: return TMS_SLICE("pa");
    case TMS_SCRIPT_GUJARATI: return TMS_SLICE("gu");
    case TMS_SCRIPT_ORIYA: return TMS_SLICE("or");
    case TMS_SCRIPT_TAMIL: return TMS_SLICE("ta");
    case TMS_SCRIPT_TELUGU: return TMS_SLICE("te");
    case TMS_SCRIPT_KANNADA: return TMS_SLICE("kn");
    case TMS_SCRIPT_MALAYALAM: return TMS_SLICE("ml");
    case TMS_SCRIPT_SINHALA: return TMS_SLICE("si");
    case TMS_SCRIPT_THAI: return TMS_SLICE("th");
    case TMS_SCRIPT_LAO: return TMS_SLICE("lo");
    case TMS_SCRIPT_TIBETAN: return TMS_SLICE("bo");
    case TMS_SCRIPT_MYANMAR: return TMS_SLICE("my");
    case TMS_SCRIPT_GEORGIAN: return TMS_SLICE("ka");
    case TMS_SCRIPT_ETHIOPIC: return TMS_SLICE("am");
    case TMS_SCRIPT_KHMER: return TMS_SLICE("km");
    case TMS_SCRIPT_HANGUL: return TMS_SLICE("ko");
    default: return TMS_SLICE_NONE;
  }
}

tms_slice tms_language_answer(const tms_language *language) {
  const uint32_t *scripts = language->scripts;
  uint32_t kana = scripts[TMS_SCRIPT_HIRAGANA] + scripts[TMS_SCRIPT_KATAKANA], han = scripts[TMS_SCRIPT_HAN], best = TMS_SCRIPT_LATIN;
  for (uint32_t i = TMS_SCRIPT_LATIN; i < TMS_SCRIPT_COUNT; i++) {
    if (scripts[i] > scripts[best]) best = i;
  }
  /* A character of these scripts says about as much as two or three letters do. */
  if ((han + kana) * 2 > scripts[best] && han + kana >= 10) {
    if (scripts[TMS_SCRIPT_HANGUL] > han) return TMS_SLICE("ko");
    return kana * 20 >= han ? TMS_SLICE("ja") : TMS_SLICE("zh");
  }
  if (scripts[best] < 20 || (uint64_t)scripts[best] * 2 < language->letters) return TMS_SLICE_NONE;
  switch (best) {
    case TMS_SCRIPT_LATIN: return best_of(language, GROUP_LATIN_FIRST, GROUP_LATIN_COUNT);
    case TMS_SCRIPT_CYRILLIC: return best_of(language, GROUP_CYRILLIC_FIRST, GROUP_CYRILLIC_COUNT);
    case TMS_SCRIPT_ARABIC: return best_of(language, GROUP_ARABIC_FIRST, GROUP_ARABIC_COUNT);
    case TMS_SCRIPT_DEVANAGARI: return best_of(language, GROUP_DEVANAGARI_FIRST, GROUP_DEVANAGARI_COUNT);
    default: return of_script((tms_script)best);
  }
}
