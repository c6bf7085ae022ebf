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
    "admin",         "administrator", "staff",     "team",       "editor",       "editors",      "editorial",
    "desk",          "newsroom",      "news",      "press",      "reporter",     "reporters",    "correspondent",
    "webmaster",     "guest",         "author",    "authors",    "contributor",  "contributors", "writer",
    "company",       "inc",           "llc",       "ltd",        "gmbh",         "corp",         "magazine",
    "redaktion",     "redaction",     "redacción", "rédaction",  "redazione",    "redactie",     "редакция",
    "agency",        "agencies",      "service",   "services",   "blog",         "official",     "support",
    "user",          "anonymous",     "unknown",   "university", "institute",    "department",   "foundation",
    "association",   "committee",     "office",    "group",      "media",        "studio",       "the",
    "our",           "your",          "all",       "posts",      "view",         "more",         "about",
    "comments",      "read",          "share",     "updated",    "published",    "with",         "is",
    "undefined",     "reply",         "like",      "report",     "null",         "none",         "bio",
    "leader",        "skills",        "sign",      "subscribe",  "subscription", "register",     "get",
    "started",       "free",          "youtube",   "facebook",   "twitter",      "linkedin",     "instagram",
    "menu",          "home",          "contact",   "search",     "login",        "stock",        "written",
    "help",          "learn",         "privacy",   "policy",     "download",     "article",      "articles",
    "advertisement", "follow",        "expert",    "advisor",    "watch",        "demo",         "video",
    "library",       "insights",      "time",      "reading",    "display",      "modes",        "offline",
    "online",        "community",     "design",    "style",      "strategy",     "photos",       "image",
    "credit",        "minutes",       "min",       "date",       "posted",       "last",         "reviewed",
    "category",      "tags",          "this",      "what",
};

/* Words that name a group which signs its texts: "Podium Staff", "The Meetingnotes Team". */
static const char *const groups[] = {"team",      "staff",       "desk",         "editors",   "newsroom",
                                     "editorial", "contributor", "contributors", "redaktion", "editor"};

/* What is cut off behind a name: ", PhD" stays with it, as it is no person of its own. */
static bool is_credential(tms_slice text) {
  size_t capitals = 0, small = 0;
  if (text.len == 0 || text.len > 12) return false;
  if (tms_slice_eq_nocase(text, TMS_SLICE("jr.")) || tms_slice_eq_nocase(text, TMS_SLICE("jr")) || tms_slice_eq_nocase(text, TMS_SLICE("sr.")))
    return true;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    capitals += c >= 'A' && c <= 'Z';
    small += tms_is_lower(c);
    if (c >= 0x80) return false;
  }
  return capitals >= 2 && small <= 2; /* MS, RD, PhD, M.D., E-RYT 200 */
}

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

/* Is a whole list a list of people: does what stands on both sides of this cut look like a full name? "Maria & Katerina" is one byline, and so is an
 * "Office of Food and Drugs". A comma cuts nearly everything. */
static bool cuts(tms_slice before, tms_slice after, char kind) {
  if (kind == ',' || kind == ';' || kind == '|' || kind == '/') return true;
  size_t end = tms_slice_find_byte(after, ',', 0);
  if (end != SIZE_MAX) after = tms_slice_head(after, end);
  return has_name_look(tms_slice_trim(before), 2) || has_name_look(tms_slice_trim(after), 2);
}

/* Where a list of names is cut: ", " "; " " and " " & " " und " " et " " y " "|" "/" */
static size_t next_cut(tms_slice text, size_t *skip) {
  static const char *const cut_marks[] = {", and ", ", & ", ", ", "; ", " and ", " & ", " und ", " et ", " y ", " | ", "|", " / ", ";", " with "};
  for (size_t i = 1; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c != ' ' && c != ',' && c != ';' && c != '|') continue;
    for (size_t k = 0; k < sizeof cut_marks / sizeof cut_marks[0]; k++) {
      tms_slice mark = tms_slice_cstr(cut_marks[k]), rest = tms_slice_from(text, i);
      if (!tms_slice_starts_nocase(rest, mark)) continue;
      char kind = mark.ptr[0] == ' ' && mark.len > 1 ? mark.ptr[1] : mark.ptr[0];
      if (!cuts(tms_slice_head(text, i), tms_slice_from(rest, mark.len), kind)) continue;
      *skip = mark.len;
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

/* "Jane Doe on", "Jane Doe in Travel", "Jane Doe • 5 min": what bylines go on with. */
tms_slice tms_people_without_end(tms_slice name) {
  static const char *const ends[] = {" on",          " in",          " for",         " at", " from", " |", " -", "\xC2\xB7",
                                     "\xE2\x80\x93", "\xE2\x80\xA2", "\xE2\x8B\x85", ",",   "|",     ":",  "/"};
  static const char *const middles[] = {" \xC2\xB7 ", " \xE2\x80\xA2 ", " | ", " in ",          " on ", " at ", " for ",
                                        " from ",     " \xE2\x80\x93 ", " - ", " \xE2\x8B\x85 "};
  for (size_t i = 0; i < sizeof middles / sizeof middles[0]; i++) {
    size_t at = tms_slice_find(name, tms_slice_cstr(middles[i]), 0);
    if (at != SIZE_MAX && at > 2) name = tms_slice_head(name, at);
  }
  name = tms_slice_trim(name);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    if (!tms_slice_ends(name, tms_slice_cstr(ends[i]))) continue;
    name = tms_slice_trim(tms_slice_head(name, name.len - strlen(ends[i])));
    i = SIZE_MAX; /* there may be more of them */
  }
  return name;
}

/* The letter that stands for a picture of the user: "JosephF J". */
static tms_slice without_initial(tms_slice name) {
  if (name.len < 4 || name.ptr[name.len - 2] != ' ' || tms_slice_find_byte(name, ' ', 0) != name.len - 2) return name;
  return tms_lower(name.ptr[0]) == tms_lower(name.ptr[name.len - 1]) ? tms_slice_head(name, name.len - 2) : name;
}

/* Credentials that follow a name, up to the next one: ", MS, RD, FAND". */
static size_t credentials_behind(tms_slice text, size_t at) {
  while (at < text.len && text.ptr[at] == ',') {
    tms_slice rest = tms_slice_from(text, at + 1);
    size_t comma = tms_slice_find_byte(rest, ',', 0), end = comma == SIZE_MAX ? rest.len : comma;
    if (!is_credential(tms_slice_trim(tms_slice_head(rest, end)))) break;
    at += 1 + end;
  }
  return at;
}

void tms_people_add(tms_document *doc, tms_people *people, tms_slice text, tms_slice site, bool declared) {
  bool is_byline;
  text = tms_people_byline(tms_fold_line(doc, text), &is_byline);
  if (text.len == 0 || text.len > LONGEST_LINE || tms_slice_find(text, TMS_SLICE("://"), 0) != SIZE_MAX) return;
  while (text.len) {
    size_t skip, cut = next_cut(text, &skip), whole = skip && text.ptr[cut] == ',' ? credentials_behind(text, cut) : cut;
    tms_slice name = without_initial(tms_people_without_end(tms_slice_trim(tms_slice_head(text, cut)))),
              full = tms_slice_trim(tms_slice_head(text, whole));
    text = whole == cut ? tms_slice_from(text, cut + skip) : tms_slice_trim(tms_slice_from(text, whole + (whole < text.len)));
    if (whole != cut && tms_slice_starts_nocase(text, TMS_SLICE("and "))) text = tms_slice_from(text, 4);
    size_t bracket = tms_slice_find_byte(name, '(', 0);
    if (bracket != SIZE_MAX && bracket > 0) name = tms_slice_trim(tms_slice_head(name, bracket));
    bool fits = has_name_look(name, declared ? 1 : 2) || (declared && has_pen_look(name));
    if (!fits || is_known(people, name) || (site.len && tms_title_same(name, site) && !(declared && has_name_look(name, 2)))) continue;
    if (people->count < TMS_PEOPLE_MOST) people->names[people->count++] = whole == cut ? name : full;
  }
}

bool tms_people_is_group(tms_slice text) {
  tms_slice word, last = TMS_SLICE_NONE;
  size_t words = 0;
  if (text.len > LONGEST_NAME) return false;
  while (tms_slice_next_word(&text, &word)) {
    size_t size;
    uint32_t first = tms_utf8_decode(word, 0, &size, NULL);
    if (!tms_char_is_letter(first) && !tms_char_is_digit(first)) return false;
    last = word;
    words++;
  }
  for (size_t i = 0; i < sizeof groups / sizeof groups[0] && words >= 1 && words <= 5; i++) {
    if (tms_slice_eq_nocase(last, tms_slice_cstr(groups[i]))) return true;
  }
  return false;
}
