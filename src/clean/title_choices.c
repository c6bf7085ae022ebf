/*
 * Choices of titles, and their scores. Constant work: at most TMS_TITLE_CHOICES texts of at most TMS_TITLE_LONGEST bytes, each compared with the others.
 */
#include "clean/title_choices.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "doc/text.h"
#include "doc/walk.h"
#include "unicode/class.h"

/* weights: made by tools/train/titles.py */
#include "clean/title_weights.inc"

enum { MOST_H1 = 8, MOST_SEPARATORS = 8 };

/* The whole sources; as bits of `ways`. */
enum way { WAY_H1, WAY_OG, WAY_TWITTER, WAY_HTML, WAY_LINKED, WAY_BODY, WAY_COUNT };

/* The marks. Those of one theme stand in a row, so that one of them can be found by counting from the first. The numbers are those of the table of weights. */
enum mark {
  MARK_H1_ONLY,
  MARK_H1_FIRST,
  MARK_H1_LATER,
  MARK_BODY_FIRST, /* the first heading that is kept */
  MARK_BODY_H1,    /* the first h1 that is kept */
  MARK_OG,
  MARK_TWITTER,
  MARK_HTML,
  MARK_LINKED_PAGE, /* JSON-LD, by the rank of what it names */
  MARK_LINKED_PRODUCT,
  MARK_LINKED_ARTICLE,
  MARK_HTML_CUT, /* cut by the rule of tms_title_cut() */
  MARK_OG_CUT,
  /* Parts of <title>: by the separator that cuts them (bar, dash, other). One separator: head, tail. More: head, body (to the last), rest (from the first), tail. */
  MARK_HTML_PART,
  MARK_OG_PART = MARK_HTML_PART + 18, /* of og:title and twitter:title, of the h1, of JSON-LD: the six without the separators */
  MARK_H1_PART = MARK_OG_PART + 6,
  MARK_LINKED_PART = MARK_H1_PART + 6,
  MARK_WORDS = MARK_LINKED_PART + 6, /* 1, 2, 3, 4, 5-6, 7-9, 10-14, more */
  MARK_SITE_SAME = MARK_WORDS + 8,
  MARK_SITE_WITHIN,
  MARK_SITE_BEGINS,
  MARK_CUT_SITE, /* what was cut off: the site's name, a name of its host, another thing */
  MARK_CUT_HOST,
  MARK_CUT_OTHER,
  MARK_CUT_WORDS,                      /* 1-2, 3-4, more */
  MARK_SEPARATED = MARK_CUT_WORDS + 3, /* holds a separator itself */
  MARK_IN_H1,                          /* share of its words in the h1 closest to it: none, some, most, all; and so for others */
  MARK_OF_H1 = MARK_IN_H1 + 4,         /* share of that h1's words in it */
  MARK_IN_HTML = MARK_OF_H1 + 4,
  MARK_IN_OG = MARK_IN_HTML + 4,
  MARK_WAYS = MARK_IN_OG + 4,    /* sources that say it whole: none, one, two, three, more */
  MARK_CAPITALS = MARK_WAYS + 5, /* no letter in lower case */
  MARK_SMALL,                    /* begins in lower case */
  MARK_DIGITS,
  MARK_BROKEN_OFF, /* ends in an ellipsis */
  MARK_NAMES_HOST,
  MARK_USED
};
_Static_assert((int)MARK_USED <= (int)TMS_TITLE_MARKS, "more marks than bits");

typedef struct finder {
  tms_document *doc;
  tms_title_choices *out;
  tms_slice site, host;
} finder;

static void mark(tms_title_choice *choice, unsigned bit) {
  choice->marks[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* ---------------------------------------------------------------- words and hosts ---- */

static bool is_wordly(uint32_t c) {
  return tms_char_is_letter(c) || tms_char_is_digit(c) || tms_char_is_mark(c);
}

/* Hashes of the words of a text, folded; how many there are, also of those beyond the room. */
static size_t hash_words(tms_slice text, uint32_t *hashes) {
  size_t words = 0;
  uint64_t hash = 0;
  for (size_t at = 0, size; at <= text.len; at += size) {
    size = 1;
    uint32_t c = at < text.len ? tms_utf8_decode(text, at, &size, NULL) : ' ';
    if (is_wordly(c)) {
      hash = tms_hash_mix(hash ? hash : 1, tms_char_lower(c));
    } else if (hash) {
      if (words < TMS_TITLE_WORDS) hashes[words] = (uint32_t)(hash ^ hash >> 32);
      words++;
      hash = 0;
    }
  }
  return words;
}

/* The letters of the host's own name: "example" of "https://www.example.co.uk/". */
static tms_slice host_name(tms_slice url) {
  size_t at = tms_slice_find(url, TMS_SLICE("://"), 0);
  if (at == SIZE_MAX) return TMS_SLICE_NONE;
  tms_slice host = tms_slice_from(url, at + 3);
  size_t end = 0;
  while (end < host.len && host.ptr[end] != '/' && host.ptr[end] != ':' && host.ptr[end] != '?') end++;
  host = tms_slice_head(host, end);
  size_t last = host.len;
  while (last > 0 && host.ptr[last - 1] != '.') last--;
  host = tms_slice_head(host, last ? last - 1 : 0);
  /* The longest label that is left: "co" and "www" are shorter than nearly every name. */
  tms_slice best = TMS_SLICE_NONE;
  for (size_t i = 0, begin = 0; i <= host.len; i++) {
    if (i < host.len && host.ptr[i] != '.') continue;
    if (i - begin > best.len) best = tms_slice_of(host.ptr + begin, i - begin);
    begin = i + 1;
  }
  return best;
}

/* Do the ASCII letters of a text, without spaces, hold the host's name or stand in it? */
static bool names_host(tms_slice text, tms_slice host) {
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

/* ---------------------------------------------------------------- choices ---- */

static size_t bracket_of(size_t value, const size_t *limits, size_t count) {
  size_t i = 0;
  while (i < count && value > limits[i]) i++;
  return i;
}

/* The choice of this text, found or made; NULL for what can be none and where the room is used up. */
static tms_title_choice *choice_of(finder *f, tms_slice text, tms_provenance from) {
  text = tms_slice_trim(text);
  if (text.len == 0 || text.len > TMS_TITLE_LONGEST) return NULL;
  uint32_t hashes[TMS_TITLE_WORDS];
  size_t words = hash_words(text, hashes);
  if (words == 0) return NULL;
  for (size_t i = 0; i < f->out->count; i++) {
    tms_title_choice *known = &f->out->at[i];
    if (!tms_title_same(known->text, text)) continue;
    if (words <= known->words) return known;
    known->text = text; /* the same letters in more words: the other one lost a space where a line ends */
    known->from = from;
    known->words = words;
    memcpy(known->hashes, hashes, sizeof hashes);
    return known;
  }
  if (f->out->count == TMS_TITLE_CHOICES) return NULL;
  tms_title_choice *choice = &f->out->at[f->out->count++];
  *choice = (tms_title_choice){.text = text, .from = from, .words = words};
  memcpy(choice->hashes, hashes, sizeof hashes);
  return choice;
}

static void add(finder *f, tms_slice text, tms_provenance from, enum way way, unsigned bit) {
  tms_title_choice *choice = choice_of(f, text, from);
  if (!choice) return;
  mark(choice, bit);
  choice->ways |= 1u << way;
}

/* A part of a text, and what was cut off to get it. */
static void add_part(finder *f, tms_slice text, tms_provenance from, unsigned bit, tms_slice off) {
  static const size_t few[] = {2, 4};
  uint32_t hashes[TMS_TITLE_WORDS];
  tms_title_choice *choice = choice_of(f, text, from);
  if (!choice) return;
  mark(choice, bit);
  bool site = f->site.len && (tms_title_begins(off, f->site) || tms_title_begins(f->site, off));
  mark(choice, site ? MARK_CUT_SITE : names_host(off, f->host) ? MARK_CUT_HOST : MARK_CUT_OTHER);
  mark(choice, MARK_CUT_WORDS + (unsigned)bracket_of(hash_words(off, hashes), few, 2));
}

/* 0 bar, 1 dash, 2 another one. */
static unsigned sort_of_separator(tms_slice text, size_t at) {
  char c = text.ptr[at + 1];
  bool dash = c == '-' || tms_slice_starts(tms_slice_from(text, at + 1), TMS_SLICE("\xE2\x80\x93")) ||
              tms_slice_starts(tms_slice_from(text, at + 1), TMS_SLICE("\xE2\x80\x94"));
  return c == '|' ? 0 : dash ? 1 : 2;
}

/* All parts of a text by its separators. `sorted`: each mark stands three times, for the three sorts of separators. */
static void add_parts(finder *f, tms_slice text, tms_provenance from, unsigned first_bit, bool sorted) {
  enum { HEAD_ONE, TAIL_ONE, HEAD, BODY, REST, TAIL };
  size_t at[MOST_SEPARATORS], len[MOST_SEPARATORS], count = 0;
  if (text.len > TMS_TITLE_LONGEST) return;
  for (size_t i = 1; i + 1 < text.len && count < MOST_SEPARATORS; i++) {
    if (!(len[count] = tms_title_separator(text, i))) continue;
    at[count] = i;
    i += len[count++] - 2;
  }
  if (count == 0) return;
  size_t last = count - 1;
  tms_slice head = tms_slice_head(text, at[0]), rest = tms_slice_from(text, at[0] + len[0]);
  tms_slice body = tms_slice_head(text, at[last]), tail = tms_slice_from(text, at[last] + len[last]);
  unsigned times = sorted ? 3 : 1, sort_first = sorted ? sort_of_separator(text, at[0]) : 0,
           sort_last = sorted ? sort_of_separator(text, at[last]) : 0;
  if (count == 1) {
    add_part(f, head, from, first_bit + HEAD_ONE * times + sort_first, tail);
    add_part(f, tail, from, first_bit + TAIL_ONE * times + sort_first, head);
    return;
  }
  add_part(f, head, from, first_bit + HEAD * times + sort_first, rest);
  add_part(f, body, from, first_bit + BODY * times + sort_last, tail);
  add_part(f, rest, from, first_bit + REST * times + sort_first, head);
  add_part(f, tail, from, first_bit + TAIL * times + sort_last, body);
}

/* ---------------------------------------------------------------- sources ---- */

static void add_h1(finder *f) {
  tms_slice texts[MOST_H1];
  size_t count = 0, left = TMS_HINTS_LOOKED_AT;
  for (const tms_hint *hint = f->doc->hints; hint && left > 0 && count < MOST_H1; hint = hint->next, left--) {
    if (hint->from != TMS_FROM_HTML || !tms_slice_eq(hint->key, TMS_SLICE("h1")) || hint->value.len > TMS_TITLE_LONGEST) continue;
    texts[count] = tms_fold_line(f->doc, hint->value);
    count += texts[count].len > 0;
  }
  for (size_t i = 0; i < count; i++) add(f, texts[i], TMS_FROM_HTML, WAY_H1, count == 1 ? MARK_H1_ONLY : i == 0 ? MARK_H1_FIRST : MARK_H1_LATER);
  for (size_t i = 0; i < count && i < 3; i++) add_parts(f, texts[i], TMS_FROM_HTML, MARK_H1_PART, false);
}

/* Headings of the body that are kept: the first one, and the first h1. */
static void add_headings(finder *f) {
  enum { MOST = 400 };
  int seen = 0;
  bool any = false;
  tms_walk walk = tms_walk_of(f->doc->main);
  while (tms_walk_next(&walk) && seen < MOST) {
    if (!walk.enter) continue;
    seen++;
    if (walk.node->dropped) {
      tms_walk_skip(&walk);
    } else if (walk.node->kind == TMS_KIND_HEADING) {
      bool top = walk.node->level == 1;
      if (!any || top) add(f, tms_node_text_folded(f->doc, walk.node), TMS_FROM_HTML, WAY_BODY, any ? MARK_BODY_H1 : MARK_BODY_FIRST);
      if (top) return;
      any = true;
    }
  }
}

static void add_source(finder *f, tms_slice text, tms_provenance from, enum way way, unsigned bit, unsigned part_bit, unsigned cut_bit) {
  text = tms_fold_line(f->doc, text);
  if (text.len == 0) return;
  add(f, text, from, way, bit);
  add_parts(f, text, from, part_bit, way == WAY_HTML);
  if (!cut_bit) return;
  tms_title_choice *cut = choice_of(f, tms_title_cut(text, f->site), from);
  if (cut) mark(cut, cut_bit);
}

/* ---------------------------------------------------------------- looks ---- */

static size_t common_words(const tms_title_choice *a, const tms_title_choice *b) {
  size_t common = 0, na = a->words < TMS_TITLE_WORDS ? a->words : TMS_TITLE_WORDS, nb = b->words < TMS_TITLE_WORDS ? b->words : TMS_TITLE_WORDS;
  for (size_t i = 0; i < na; i++) {
    for (size_t k = 0; k < nb; k++) {
      if (a->hashes[i] != b->hashes[k]) continue;
      common++;
      break;
    }
  }
  return common;
}

/* 0 none, 1 some, 2 most, 3 all */
static unsigned share_of(size_t part, size_t whole) {
  return part == 0 ? 0 : part * 2 < whole ? 1 : part < whole ? 2 : 3;
}

/* How much of the choice stands in the closest choice of this source, and how much of that in the choice. */
static void mark_shares(const finder *f, tms_title_choice *choice, enum way way, unsigned in_bit, unsigned of_bit) {
  size_t most = 0, words = 0;
  const tms_title_choice *closest = NULL;
  for (size_t i = 0; i < f->out->count; i++) {
    const tms_title_choice *other = &f->out->at[i];
    if (!(other->ways & 1u << way)) continue;
    size_t common = common_words(choice, other);
    if (closest && common <= most) continue;
    most = common;
    closest = other;
  }
  if (!closest) return;
  words = choice->words < TMS_TITLE_WORDS ? choice->words : TMS_TITLE_WORDS;
  mark(choice, in_bit + share_of(most, words));
  if (of_bit) mark(choice, of_bit + share_of(common_words(closest, choice), closest->words < TMS_TITLE_WORDS ? closest->words : TMS_TITLE_WORDS));
}

static void mark_letters(tms_title_choice *choice) {
  bool lower = false, upper = false, digit = false;
  tms_slice text = choice->text;
  for (size_t at = 0, size; at < text.len; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    if (at == 0 && tms_char_is_lower(c)) mark(choice, MARK_SMALL);
    lower |= tms_char_is_lower(c);
    upper |= tms_char_is_upper(c);
    digit |= tms_char_is_digit(c);
  }
  if (upper && !lower) mark(choice, MARK_CAPITALS);
  if (digit) mark(choice, MARK_DIGITS);
  if (tms_slice_ends(text, TMS_SLICE("...")) || tms_slice_ends(text, TMS_SLICE("\xE2\x80\xA6"))) mark(choice, MARK_BROKEN_OFF);
}

static void mark_looks(const finder *f, tms_title_choice *choice) {
  static const size_t words[] = {1, 2, 3, 4, 6, 9, 14};
  static const size_t ways[] = {0, 1, 2, 3};
  mark(choice, MARK_WORDS + (unsigned)bracket_of(choice->words, words, 7));
  if (f->site.len) {
    bool same = tms_title_same(choice->text, f->site);
    if (same) mark(choice, MARK_SITE_SAME);
    if (!same && tms_slice_find_nocase(choice->text, f->site, 0) != SIZE_MAX) mark(choice, MARK_SITE_WITHIN);
    if (!same && tms_title_begins(f->site, choice->text)) mark(choice, MARK_SITE_BEGINS);
  }
  if (names_host(choice->text, f->host)) mark(choice, MARK_NAMES_HOST);
  for (size_t i = 1; i + 1 < choice->text.len; i++) {
    if (!tms_title_separator(choice->text, i)) continue;
    mark(choice, MARK_SEPARATED);
    break;
  }
  mark_shares(f, choice, WAY_H1, MARK_IN_H1, MARK_OF_H1);
  mark_shares(f, choice, WAY_HTML, MARK_IN_HTML, 0);
  mark_shares(f, choice, WAY_OG, MARK_IN_OG, 0);
  size_t said = 0;
  for (unsigned way = 0; way < WAY_BODY; way++) said += choice->ways >> way & 1;
  mark(choice, MARK_WAYS + (unsigned)bracket_of(said, ways, 4));
  mark_letters(choice);
}

/* ---------------------------------------------------------------- the choice ---- */

static unsigned group_of(tms_slice kind) {
  static const struct {
    const char *kind;
    unsigned group;
  } groups[] = {{"article", 1}, {"documentation", 1}, {"forum", 2}, {"service", 3}, {"product", 4}, {"collection", 5}, {"listing", 5}};
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
    if (tms_slice_eq(kind, tms_slice_cstr(groups[i].kind))) return groups[i].group;
  }
  return 0;
}

const tms_title_choices *tms_title_choices_find(tms_document *doc, const tms_json_facts *facts) {
  finder f = {.doc = doc, .site = tms_metadata_get(&doc->metadata, TMS_FIELD_SITE)};
  f.out = tms_arena_alloc(&doc->arena, sizeof *f.out);
  if (!f.out) return NULL;
  f.out->count = 0;
  f.out->group = group_of(tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND));
  tms_slice address = tms_metadata_get(&doc->metadata, TMS_FIELD_CANONICAL_URL);
  f.host = host_name(address.len ? address : tms_metadata_get(&doc->metadata, TMS_FIELD_URL));
  add_h1(&f);
  add_source(&f, tms_hint_value(doc, TMS_FROM_OG, TMS_SLICE("og:title")), TMS_FROM_OG, WAY_OG, MARK_OG, MARK_OG_PART, MARK_OG_CUT);
  add_source(&f, tms_hint_value(doc, TMS_FROM_META, TMS_SLICE("twitter:title")), TMS_FROM_META, WAY_TWITTER, MARK_TWITTER, MARK_OG_PART, 0);
  add_source(&f, tms_hint_value(doc, TMS_FROM_HTML, TMS_SLICE("title")), TMS_FROM_HTML, WAY_HTML, MARK_HTML, MARK_HTML_PART, MARK_HTML_CUT);
  if (facts->rank > 0) {
    unsigned bit = MARK_LINKED_PAGE + (unsigned)facts->rank - 1;
    add_source(&f, facts->title, TMS_FROM_JSON_LD, WAY_LINKED, bit, MARK_LINKED_PART, 0);
  }
  add_headings(&f);
  for (size_t i = 0; i < f.out->count; i++) mark_looks(&f, &f.out->at[i]);
  return f.out;
}

static int32_t score_of(const tms_title_choices *choices, const tms_title_choice *choice) {
  int32_t score = 0;
  for (unsigned bit = 0; bit < MARK_USED; bit++) {
    if (!(choice->marks[bit / 64] >> bit % 64 & 1)) continue;
    score += weights[0][bit];
    if (choices->group) score += weights[choices->group][bit];
  }
  return score;
}

const tms_title_choice *tms_title_choices_best(const tms_title_choices *choices) {
  const tms_title_choice *best = NULL;
  int32_t best_score = INT32_MIN;
  for (size_t i = 0; i < choices->count; i++) {
    int32_t score = score_of(choices, &choices->at[i]);
    if (best && score <= best_score) continue;
    best = &choices->at[i];
    best_score = score;
  }
  return best;
}
