/*
 * The title. A page says it up to five times: in its h1, in og:title, in twitter:title, in JSON-LD and in <title>, often with the name of the site before or
 * behind it. title_choices.c collects them all, whole and cut, and chooses; here are the cuts, and what to do for documents that say nothing of themselves.
 */
#include "clean/metadata.h"

#include "clean/title_choices.h"

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

bool tms_title_begins(tms_slice whole, tms_slice part) {
  size_t i = 0, k = 0;
  for (uint32_t y; (y = next_letter(part, &k)) != 0;) {
    if (next_letter(whole, &i) != y) return false;
  }
  return k > 0 && part.len > 0;
}

size_t tms_title_separator(tms_slice s, size_t at) {
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
  return site.len && (tms_title_begins(part, site) || tms_title_begins(site, part));
}

tms_slice tms_title_cut(tms_slice title, tms_slice site) {
  if (title.len > LONGEST) return title;
  size_t first = SIZE_MAX, first_len = 0, last = SIZE_MAX, last_len = 0, bar = SIZE_MAX;
  for (size_t i = 1; i + 1 < title.len; i++) {
    size_t len = tms_title_separator(title, i);
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

void tms_title_settle(tms_document *doc, const tms_json_facts *facts) {
  if (tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE).len) return; /* the user or the container said it */
  const tms_title_choices *choices = doc->hints ? tms_title_choices_find(doc, facts) : NULL;
  const tms_title_choice *best = choices ? tms_title_choices_best(choices) : NULL;
  if (best) return set(doc, best->text, best->from);
  tms_slice heading = first_heading(doc);
  if (heading.len) set(doc, heading, doc->hints || !doc->scraped ? TMS_FROM_HTML : TMS_FROM_TEXT);
}
