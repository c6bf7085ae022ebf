/* The numbers of choices of titles: who says them, how they stand beside what others say, what they look like. */
#include "clean/title_choices.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "unicode/class.h"

/* ---------------------------------------------------------------- words and hosts ---- */

/* A letter, digit or mark, case folded; 0 for what stands between words. */
static uint32_t wordly(uint32_t c) {
  if (c < 0x80) return tms_is_alnum((unsigned char)c) ? (uint32_t)(unsigned char)tms_lower((char)c) : 0;
  return tms_char_is_letter(c) || tms_char_is_digit(c) || tms_char_is_mark(c) ? tms_char_lower(c) : 0;
}

tms_title_words tms_title_words_of(tms_slice text) {
  tms_title_words words = {0};
  uint64_t hash = 0;
  for (size_t at = 0, size; at <= text.len; at += size) {
    size = 1;
    uint32_t c = wordly(at < text.len ? tms_utf8_decode(text, at, &size, NULL) : ' ');
    if (c) {
      words.letters = tms_hash_mix(words.letters, c);
      hash = tms_hash_mix(hash ? hash : 1, c);
    } else if (hash) {
      if (words.count < TMS_TITLE_WORDS) words.hashes[words.count] = (uint32_t)(hash ^ hash >> 32);
      words.count++;
      hash = 0;
    }
  }
  return words;
}

static size_t compared(const tms_title_words *words) {
  return words->count < TMS_TITLE_WORDS ? words->count : TMS_TITLE_WORDS;
}

uint8_t tms_title_share(const tms_title_words *a, const tms_title_words *b) {
  size_t common = 0, na = compared(a), nb = compared(b);
  if (na == 0 || nb == 0) return 0;
  for (size_t i = 0; i < na; i++) {
    size_t k = 0;
    while (k < nb && b->hashes[k] != a->hashes[i]) k++;
    common += k < nb;
  }
  return (uint8_t)(1 + common * 16 / na);
}

bool tms_title_names_host(tms_slice text, tms_slice host) {
  char letters[80], label[80];
  size_t len = 0, label_len = 0;
  for (size_t i = 0; i < text.len && len < sizeof letters; i++) {
    if (tms_is_alnum((unsigned char)text.ptr[i])) letters[len++] = tms_lower(text.ptr[i]);
  }
  for (size_t i = 0; i < host.len && label_len < sizeof label; i++) {
    if (tms_is_alnum((unsigned char)host.ptr[i])) label[label_len++] = tms_lower(host.ptr[i]);
  }
  if (len < 3 || label_len < 3) return false;
  tms_slice a = tms_slice_of(letters, len), b = tms_slice_of(label, label_len);
  return tms_slice_find(len < label_len ? b : a, len < label_len ? a : b, 0) != SIZE_MAX;
}

/* ---------------------------------------------------------------- looks ---- */

size_t tms_title_next_separator(tms_slice text, size_t at, size_t *len) {
  static const char *const more[] = {" / ", " > ", " ~ ", " -- ", " \xE2\x80\xB9 ", " \xE2\x80\xBA ", " \xE2\x8B\x85 ", " \xE2\x97\x8F "};
  for (; at + 1 < text.len; at++) {
    char c = text.ptr[at];
    if (c == ' ') {
      if ((*len = tms_title_separator(text, at)) != 0) return at;
      for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        tms_slice mark = tms_slice_cstr(more[i]);
        if (!tms_slice_starts(tms_slice_from(text, at), mark)) continue;
        *len = mark.len;
        return at;
      }
    } else if (c == '|' || (c == ':' && text.ptr[at + 1] == ' ')) {
      *len = c == ':' ? 2 : 1; /* "Blog: Title" and "Title| Site" */
      return at;
    }
  }
  return SIZE_MAX;
}

static uint8_t count_separators(tms_slice text) {
  uint8_t count = 0;
  if (text.len > TMS_TITLE_LONGEST) return 0;
  for (size_t i = 1; i + 1 < text.len && count < 8; i++) count = (uint8_t)(count + (tms_title_separator(text, i) > 0));
  return count;
}

/* A year of the web, between things that are no digits. */
static bool has_year(tms_slice text) {
  for (size_t i = 0; i + 4 <= text.len; i++) {
    const char *p = text.ptr + i;
    bool year = p[0] == '2' && p[1] == '0' && (p[2] == '1' || p[2] == '2') && tms_is_digit((unsigned char)p[3]);
    if (year && (i == 0 || !tms_is_alnum((unsigned char)p[-1])) && (i + 4 == text.len || !tms_is_alnum((unsigned char)p[4]))) return true;
  }
  return false;
}

static uint8_t at_most(size_t value, uint8_t most) {
  return value < most ? (uint8_t)value : most;
}

#define SET(name, value) (n[TMS_TITLE_NUMBER_##name] = (uint8_t)(value))

static void measure_letters(uint8_t *n, const tms_title_choice *choice) {
  tms_slice text = choice->text;
  bool lower = false, upper = false, digit = false;
  for (size_t at = 0, size; at < text.len; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    if (at == 0) SET(SMALL, tms_char_is_lower(c));
    lower |= tms_char_is_lower(c);
    upper |= tms_char_is_upper(c);
    digit |= tms_char_is_digit(c);
  }
  char last = text.ptr[text.len - 1];
  SET(WORDS, at_most(choice->words.count, 60));
  SET(BYTES, at_most(text.len, 255));
  SET(SEPARATORS, count_separators(text));
  SET(CAPITALS, upper && !lower);
  SET(DIGITS, digit);
  SET(YEAR, has_year(text));
  SET(NUMBER_FIRST, tms_is_digit((unsigned char)text.ptr[0]));
  SET(BROKEN_OFF, tms_slice_ends(text, TMS_SLICE("...")) || tms_slice_ends(text, TMS_SLICE("\xE2\x80\xA6")));
  SET(SENTENCE, last == '.' || last == '!' || last == '?');
  SET(COLON, tms_slice_find_byte(text, ':', 0) != SIZE_MAX);
  SET(BRACKET, tms_slice_find_byte(text, '(', 0) != SIZE_MAX);
}

/* ---------------------------------------------------------------- who says it ---- */

static unsigned count_bits(uint32_t bits) {
  unsigned count = 0;
  for (; bits; bits &= bits - 1) count++;
  return count;
}

static void measure_ways(uint8_t *n, const tms_title_choice *choice) {
  const uint32_t sources = (1u << TMS_TITLE_SAYING) - 1;
  for (unsigned way = 0; way < TMS_TITLE_WAYS; way++) n[TMS_TITLE_NUMBER_H1 + way] = choice->whole >> way & 1;
  SET(WHOLE_WAYS, count_bits(choice->whole & sources));
  SET(ANY_WAYS, count_bits((choice->whole | choice->part) & (sources | 1u << TMS_TITLE_LATER_H1)));
  for (unsigned part = 0; part < TMS_TITLE_PARTS; part++) n[TMS_TITLE_NUMBER_HEADS + part] = choice->parts[part];
  SET(BY_RULE, choice->by_rule);
  SET(CUT_SITE, choice->cut_site);
  SET(CUT_HOST, choice->cut_host);
  SET(CUT_WORDS, choice->cut_words);
  SET(CUT_SORT, choice->cut_sort);
  SET(CUT_IN_H1, choice->cut_in_h1);
  SET(CUT_IN_ADDRESS, choice->cut_in_address);
}
_Static_assert(TMS_TITLE_NUMBER_FIRST_HEADING - TMS_TITLE_NUMBER_H1 == TMS_TITLE_WAYS - 1 && TMS_TITLE_NUMBER_LATER_H1 == (int)TMS_TITLE_LATER_H1,
               "numbers of the ways stand in their order");
_Static_assert(TMS_TITLE_NUMBER_MIDDLES - TMS_TITLE_NUMBER_HEADS == TMS_TITLE_PARTS - 1, "and those of the parts");

/* ---------------------------------------------------------------- beside others ---- */

static void measure_agreement(uint8_t *n, const tms_title_choices *all, const tms_title_choice *choice) {
  static const uint8_t ways[] = {TMS_TITLE_H1, TMS_TITLE_OG, TMS_TITLE_HTML, TMS_TITLE_LINKED};
  unsigned sum = 0;
  for (unsigned way = 0; way < TMS_TITLE_SAYING; way++) {
    sum += tms_title_share(&choice->words, &all->words[way]) + tms_title_share(&all->words[way], &choice->words);
  }
  SET(AGREEMENT, sum);
  for (unsigned i = 0; i < sizeof ways; i++) {
    const tms_title_words *other = &all->words[ways[i]];
    uint8_t *three = n + TMS_TITLE_NUMBER_IN_H1 + (size_t)3 * i;
    three[0] = tms_title_share(&choice->words, other);
    three[1] = tms_title_share(other, &choice->words);
    three[2] = other->count ? at_most(1 + choice->words.count * 16 / other->count, 65) : 0;
  }
  SET(IN_ADDRESS, tms_title_share(&choice->words, &all->address));
  SET(OF_ADDRESS, tms_title_share(&all->address, &choice->words));
  SET(IN_DESCRIPTION, tms_title_share(&choice->words, &all->description));
  SET(SITE_SAME, all->site.len && tms_title_same(choice->text, all->site));
  SET(SITE_WITHIN, all->site.len && tms_slice_find_nocase(choice->text, all->site, 0) != SIZE_MAX);
  SET(WITHIN_SITE, all->site.len && tms_slice_find_nocase(all->site, choice->text, 0) != SIZE_MAX);
  SET(NAMES_HOST, tms_title_names_host(choice->text, all->host));
}

static const tms_title_heading *heading_of(const tms_title_choices *all, const tms_title_words *words, size_t *place) {
  for (size_t i = 0; i < all->heading_count && words->count; i++) {
    if (all->headings[i].letters != words->letters) continue;
    *place = i;
    return &all->headings[i];
  }
  return NULL;
}

static void measure_heading(uint8_t *n, const tms_title_choices *all, const tms_title_choice *choice) {
  size_t place;
  const tms_title_heading *heading = heading_of(all, &choice->words, &place);
  if (!heading) return;
  SET(LEVEL, heading->level);
  SET(DROPPED, 1 + heading->dropped);
  SET(PLACE, 1 + at_most(place, 20));
  SET(BLOCKS_BEFORE, at_most(heading->blocks, 100));
  SET(KEPT_BEFORE, 1 + at_most(heading->kept, 40));
}

/* ---------------------------------------------------------------- the page ---- */

static void measure_kind(uint8_t *n, tms_slice kind) {
  static const char *const kinds[] = {"article", "documentation", "forum", "service", "product", "collection", "listing"};
  for (unsigned i = 0; i < sizeof kinds / sizeof kinds[0]; i++) n[TMS_TITLE_NUMBER_ARTICLE + i] = tms_slice_eq(kind, tms_slice_cstr(kinds[i]));
}

/* What is the same for every choice of the page. */
static void measure_page(uint8_t *n, const tms_title_choices *all) {
  const tms_title_words *h1 = &all->words[TMS_TITLE_H1], *html = &all->words[TMS_TITLE_HTML], *og = &all->words[TMS_TITLE_OG];
  measure_kind(n, tms_metadata_get(&all->doc->metadata, TMS_FIELD_PAGE_KIND));
  SET(FRONT, all->front);
  SET(STEPS, all->steps);
  SET(H1_COUNT, all->h1_count);
  SET(H1_WORDS, at_most(h1->count, 60));
  SET(HTML_WORDS, at_most(html->count, 60));
  SET(OG_WORDS, at_most(og->count, 60));
  SET(H1_IN_HTML, tms_title_share(h1, html));
  SET(HTML_IN_H1, tms_title_share(html, h1));
  SET(OG_IN_HTML, tms_title_share(og, html));
  SET(H1_IN_OG, tms_title_share(h1, og));
  SET(ADDRESS_IN_H1, tms_title_share(&all->address, h1));
  SET(ADDRESS_IN_HTML, tms_title_share(&all->address, html));
  SET(HTML_SEPARATORS, count_separators(all->texts[TMS_TITLE_HTML]));
  SET(RANK, all->rank);
  SET(HAS_SITE, all->site.len > 0);
  SET(CHOICES, all->count);
  size_t place;
  const tms_title_heading *heading = heading_of(all, &all->words[TMS_TITLE_H1], &place);
  if (!heading) return;
  SET(H1_DROPPED, 1 + heading->dropped);
  SET(H1_BLOCKS, at_most(heading->blocks, 100));
  SET(H1_KEPT, 1 + at_most(heading->kept, 40));
}

void tms_title_measure(tms_title_choices *choices) {
  uint8_t page[TMS_TITLE_NUMBER_COUNT] = {0};
  measure_page(page, choices);
  for (size_t i = 0; i < choices->count; i++) {
    tms_title_choice *choice = &choices->at[i];
    memcpy(choice->numbers, page, sizeof page);
    measure_ways(choice->numbers, choice);
    measure_agreement(choice->numbers, choices, choice);
    measure_heading(choice->numbers, choices, choice);
    measure_letters(choice->numbers, choice);
  }
}
