/*
 * The title. A page says it up to four times: in its h1, in og:title, in JSON-LD and in <title>, the last often with the name of the site behind it. The h1 is what
 * readers see, so it wins: the one that another source agrees with, else the first that isn't the site's name. Without any, og:title, then the headline of
 * JSON-LD, then <title> without its site. (On the 1,310 development pages the h1 alone is right on 880, with agreement on 930; <title> cut on 929.)
 */
#include "clean/metadata.h"

#include "base/utf8.h"
#include "doc/text.h"
#include "doc/walk.h"
#include "unicode/class.h"

enum { LONGEST = 1000 };

/* The next letter or digit in lower case, or 0 at the end. */
static uint32_t next_letter(tms_slice s, size_t *at) {
  for (size_t size; *at < s.len;) {
    uint32_t c = tms_utf8_decode(s, *at, &size, NULL);
    *at += size;
    if (tms_char_is_letter(c) || tms_char_is_digit(c) || tms_char_is_mark(c)) return tms_char_lower(c);
  }
  return 0;
}

bool tms_title_same(tms_slice a, tms_slice b) {
  size_t i = 0, k = 0;
  for (;;) {
    uint32_t x = next_letter(a, &i), y = next_letter(b, &k);
    if (x != y) return false;
    if (x == 0) return a.len > 0 && b.len > 0;
  }
}

/* Does `whole` begin with the letters of `part`? */
static bool begins_with(tms_slice whole, tms_slice part) {
  size_t i = 0, k = 0;
  for (uint32_t y; (y = next_letter(part, &k)) != 0;) {
    if (next_letter(whole, &i) != y) return false;
  }
  return k > 0 && part.len > 0;
}

/* " | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • ": the length of a separator at `at`, or 0. */
static size_t separator(tms_slice s, size_t at) {
  static const char *const separators[] = {
      " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ", " \xC2\xBB ", " :: ", " \xE2\x80\xA2 ", " \xC2\xAB ", " // ", " : "};
  if (s.ptr[at] != ' ') return 0;
  for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
    tms_slice sep = tms_slice_cstr(separators[i]);
    if (tms_slice_starts(tms_slice_from(s, at), sep)) return sep.len;
  }
  return 0;
}

static size_t count_words(tms_slice s) {
  size_t words = 0;
  tms_slice word;
  while (tms_slice_next_word(&s, &word)) words++;
  return words;
}

/* The site's name in another writing: one begins with the letters of the other. */
static bool is_site(tms_slice part, tms_slice site) {
  return site.len && (begins_with(part, site) || begins_with(site, part));
}

tms_slice tms_title_cut(tms_slice title, tms_slice site) {
  if (title.len > LONGEST) return title;
  size_t first = SIZE_MAX, first_len = 0, last = SIZE_MAX, last_len = 0, bar = SIZE_MAX;
  for (size_t i = 1; i + 1 < title.len; i++) {
    size_t len = separator(title, i);
    if (!len) continue;
    if (first == SIZE_MAX) {
      first = i;
      first_len = len;
    }
    last = i;
    last_len = len;
    if (title.ptr[i + 1] == '|' && bar == SIZE_MAX) bar = i;
    i += len - 2;
  }
  if (last == SIZE_MAX) return title;
  tms_slice head = tms_slice_trim(tms_slice_head(title, first)), tail = tms_slice_trim(tms_slice_from(title, last + last_len));
  tms_slice before = tms_slice_trim(tms_slice_head(title, last)), after = tms_slice_trim(tms_slice_from(title, first + first_len));
  if (is_site(tail, site)) {
    /* "Title | Section | Site" */
    if (bar != SIZE_MAX && bar < last) return tms_slice_trim(tms_slice_head(title, bar));
    return before;
  }
  if (is_site(head, site)) return after;
  if (bar != SIZE_MAX) return tms_slice_trim(tms_slice_head(title, bar));
  /* No name to go by: a short end behind something longer is the site. */
  return count_words(tail) <= 4 && count_words(before) > count_words(tail) ? before : title;
}

typedef struct sources {
  tms_slice og, twitter, html, cut, headline, site;
} sources;

static bool agrees(const sources *s, tms_slice h1) {
  return tms_title_same(h1, s->og) || tms_title_same(h1, s->headline) || tms_title_same(h1, s->cut) || tms_title_same(h1, s->twitter) ||
         begins_with(s->html, h1) || begins_with(s->og, h1) || (count_words(s->cut) >= 3 && begins_with(h1, s->cut));
}

/* The h1 that another source agrees with, else the first one in *first. */
static tms_slice agreed_h1(tms_document *doc, const sources *s, tms_slice *first) {
  enum { MOST = 8 };
  int seen = 0;
  for (const tms_hint *hint = doc->hints; hint && seen < MOST; hint = hint->next) {
    if (hint->from != TMS_FROM_HTML || !tms_slice_eq(hint->key, TMS_SLICE("h1")) || hint->value.len > LONGEST) continue;
    tms_slice h1 = tms_fold_line(doc, hint->value);
    bool names_site = s->cut.len < s->html.len && tms_slice_ends(s->html, h1); /* "Traits - The Book": the h1 of the book */
    if (h1.len == 0 || names_site) continue;
    if (seen++ == 0) *first = h1;
    if (agrees(s, h1) && !is_site(h1, s->site)) return h1;
  }
  return TMS_SLICE_NONE;
}

/* Plain text and documents without any hint: the first heading. */
static tms_slice first_heading(tms_document *doc) {
  enum { MOST = 400 };
  int seen = 0;
  tms_walk walk = tms_walk_of(doc->main);
  while (tms_walk_next(&walk) && seen < MOST) {
    if (!walk.enter) continue;
    seen++;
    if (walk.node->dropped) {
      tms_walk_skip(&walk);
    } else if (walk.node->kind == TMS_KIND_HEADING) {
      return tms_node_text_folded(doc, walk.node);
    }
  }
  return TMS_SLICE_NONE;
}

static void set(tms_document *doc, tms_slice title, tms_provenance from) {
  tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_TITLE, title, from);
}

/* On a page about one text the h1 is its headline; on shops and portals it is often a slogan, and og:title the better name. */
static bool shows_headline(const tms_document *doc) {
  tms_slice kind = tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND);
  return tms_slice_eq(kind, TMS_SLICE("article")) || tms_slice_eq(kind, TMS_SLICE("forum")) || tms_slice_eq(kind, TMS_SLICE("documentation"));
}

void tms_title_settle(tms_document *doc, const tms_json_facts *facts) {
  sources s = {.site = tms_metadata_get(&doc->metadata, TMS_FIELD_SITE)};
  if (tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE).len) return; /* the user or the container said it */
  s.og = tms_title_cut(tms_fold_line(doc, tms_hint_value(doc, TMS_FROM_OG, TMS_SLICE("og:title"))), s.site);
  s.twitter = tms_fold_line(doc, tms_hint_value(doc, TMS_FROM_META, TMS_SLICE("twitter:title")));
  s.html = tms_fold_line(doc, tms_hint_value(doc, TMS_FROM_HTML, TMS_SLICE("title")));
  s.cut = tms_title_cut(s.html, s.site);
  s.headline = facts->rank >= 2 ? tms_fold_line(doc, facts->title) : TMS_SLICE_NONE;
  tms_slice first = TMS_SLICE_NONE, h1 = agreed_h1(doc, &s, &first);
  if (h1.len) return set(doc, h1, TMS_FROM_HTML);
  if (first.len && !is_site(first, s.site) && (shows_headline(doc) || !s.og.len)) return set(doc, first, TMS_FROM_HTML);
  if (s.og.len && !is_site(s.og, s.site)) return set(doc, s.og, TMS_FROM_OG);
  if (s.headline.len) return set(doc, s.headline, TMS_FROM_JSON_LD);
  if (s.cut.len && !is_site(s.cut, s.site)) return set(doc, s.cut, TMS_FROM_HTML);
  if (first.len) return set(doc, first, TMS_FROM_HTML);
  if (s.html.len) return set(doc, s.html, TMS_FROM_HTML);
  tms_slice heading = first_heading(doc);
  if (heading.len) set(doc, heading, doc->hints || !doc->scraped ? TMS_FROM_HTML : TMS_FROM_TEXT);
}
