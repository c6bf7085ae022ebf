/* Authors: people, not roles, sites, handles or addresses. Names are judged by their look, in any script that has capitals; others pass if they are short. */
#include "clean/metadata.h"

#include "base/utf8.h"
#include "unicode/class.h"

enum { LONGEST_NAME = 60, LONGEST_LINE = 300 };

/* What stands before a name in a byline. Longer forms first. */
static const char *const bylines[] = {
    "written by", "posted by",  "published by", "reported by", "story by", "words by", "article by", "text by", "reviewed by", "authored by",
    "started by", "created by", "author",       "authors",     "by",       "von",      "par",        "por",     "di",          "door",
    "av",         "af",         "autor:",       "autorin:",    "auteur :", "auteur:",  "autore:",    "автор:",  "текст:",      "oleh",
};

/* Words that no name of a person holds, in the form of a byline. */
static const char *const not_people[] = {
    "admin",     "administrator", "staff",     "team",          "editor",    "editors",    "editorial", "desk",       "newsroom",    "news",
    "press",     "reporter",      "reporters", "correspondent", "webmaster", "guest",      "author",    "authors",    "contributor", "contributors",
    "writer",    "company",       "inc",       "llc",           "ltd",       "gmbh",       "corp",      "magazine",   "redaktion",   "redaction",
    "redacción", "rédaction",     "redazione", "redactie",      "редакция",  "agency",     "agencies",  "service",    "services",    "blog",
    "official",  "support",       "user",      "anonymous",     "unknown",   "university", "institute", "department", "foundation",  "association",
    "committee", "office",        "group",     "media",         "studio",    "the",        "our",       "your",       "all",         "posts",
    "view",      "more",          "about",     "comments",      "read",      "share",      "updated",   "published",  "with",        "is",
    "undefined", "reply",         "like",      "report",        "null",      "none",       "bio",       "leader",     "skills",
};

tms_slice tms_people_byline(tms_slice text, bool *is_byline) {
  *is_byline = false;
  for (size_t i = 0; i < sizeof bylines / sizeof bylines[0]; i++) {
    tms_slice before = tms_slice_cstr(bylines[i]);
    tms_slice rest = tms_slice_from(text, before.len);
    bool ends = rest.len > 0 && (rest.ptr[0] == ' ' || rest.ptr[0] == ':' || before.ptr[before.len - 1] == ':');
    if (!ends || !tms_slice_starts_nocase(text, before)) continue;
    while (rest.len > 0 && (rest.ptr[0] == ' ' || rest.ptr[0] == ':')) rest = tms_slice_from(rest, 1);
    *is_byline = true;
    return tms_slice_trim(rest);
  }
  return text;
}

static bool is_barred(tms_slice word) {
  while (word.len && tms_is_punct((unsigned char)word.ptr[word.len - 1])) word.len--;
  for (size_t i = 0; i < sizeof not_people / sizeof not_people[0]; i++) {
    if (tms_slice_eq_nocase(word, tms_slice_cstr(not_people[i]))) return true;
  }
  return false;
}

/* "de", "van", "al", "bin": particles in lower case inside a name. */
static bool is_particle(tms_slice word) {
  return word.len <= 5 && word.len >= 1 && tms_is_lower((unsigned char)word.ptr[0]);
}

typedef struct look {
  size_t words, capitals, particles;
  bool cased; /* has letters of a script with capitals */
} look;

static bool look_at_word(tms_slice word, look *l) {
  size_t size;
  uint32_t first = tms_utf8_decode(word, 0, &size, NULL);
  if (!tms_char_is_letter(first)) return false;
  l->words++;
  bool upper = tms_char_is_upper(first), lower = tms_char_is_lower(first);
  l->cased |= upper || lower;
  l->capitals += upper;
  l->particles += lower && is_particle(word);
  for (size_t i = size; i < word.len; i += size) {
    uint32_t c = tms_utf8_decode(word, i, &size, NULL);
    bool fits =
        tms_char_is_letter(c) || tms_char_is_mark(c) || c == '.' || c == '-' || c == '\'' || c == 0x2019 || c == 0x2010 || c == 0xB7 || c == 0x30FB;
    if (!fits) return false;
  }
  return !is_barred(word);
}

/* Without what many bylines hang behind a name: ", PhD", "(Reuters)". */
static bool has_name_look(tms_slice text, size_t fewest) {
  look l = {0};
  tms_slice rest = text, word;
  if (text.len < 3 || text.len > LONGEST_NAME) return false;
  while (tms_slice_next_word(&rest, &word)) {
    if (l.words == 6 || !look_at_word(word, &l)) return false;
  }
  if (!l.cased) return l.words >= 1 && text.len <= 36;
  return l.words >= fewest && l.words <= 5 && l.capitals >= 1 && l.capitals + l.particles == l.words;
}

/* What may stand for a person where the page declares it as its author: "jane doe", "inkwell", "john_23". */
static bool has_pen_look(tms_slice text) {
  size_t words = 0;
  tms_slice rest = text, word;
  if (text.len < 3 || text.len > LONGEST_NAME || tms_is_digit((unsigned char)text.ptr[0])) return false;
  while (tms_slice_next_word(&rest, &word)) {
    for (size_t i = 0; i < word.len; i++) {
      unsigned char c = (unsigned char)word.ptr[i];
      if (!tms_is_alnum(c) && c < 0x80 && c != '_' && c != '-' && c != '\'') return false;
    }
    if (++words > 3 || is_barred(word)) return false;
  }
  return words > 0;
}

bool tms_people_is_name(tms_slice text) {
  return has_name_look(text, 2);
}

/* Where a list of names is cut: ", " "; " " and " " & " " und " " et " " y " " e " "|" "/" */
static size_t next_cut(tms_slice text, size_t *skip) {
  static const char *const cuts[] = {", and ", ", ", "; ", " and ", " & ", " und ", " et ", " y ", " | ", "|", " / ", ";", " with "};
  for (size_t i = 1; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c != ' ' && c != ',' && c != ';' && c != '|') continue;
    for (size_t k = 0; k < sizeof cuts / sizeof cuts[0]; k++) {
      if (!tms_slice_starts_nocase(tms_slice_from(text, i), tms_slice_cstr(cuts[k]))) continue;
      *skip = strlen(cuts[k]);
      return i;
    }
  }
  *skip = 0;
  return text.len;
}

static bool is_known(const tms_people *people, tms_slice name) {
  for (size_t i = 0; i < people->count; i++) {
    if (tms_title_same(people->names[i], name)) return true;
  }
  return false;
}

void tms_people_add(tms_document *doc, tms_people *people, tms_slice text, tms_slice site, bool declared) {
  bool is_byline;
  text = tms_people_byline(tms_fold_line(doc, text), &is_byline);
  if (text.len == 0 || text.len > LONGEST_LINE || tms_slice_find(text, TMS_SLICE("://"), 0) != SIZE_MAX) return;
  while (text.len) {
    size_t skip, cut = next_cut(text, &skip);
    tms_slice name = tms_slice_trim(tms_slice_head(text, cut));
    text = tms_slice_from(text, cut + skip);
    size_t bracket = tms_slice_find_byte(name, '(', 0);
    if (bracket != SIZE_MAX && bracket > 0) name = tms_slice_trim(tms_slice_head(name, bracket));
    bool fits = has_name_look(name, declared ? 1 : 2) || (declared && has_pen_look(name));
    if (!fits || is_known(people, name) || (site.len && tms_title_same(name, site) && !(declared && has_name_look(name, 2)))) continue;
    if (people->count < TMS_PEOPLE_MOST) people->names[people->count++] = name;
  }
}
