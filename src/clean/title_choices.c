/*
 * Choices of titles, collected. Constant work: at most TMS_TITLE_CHOICES texts of at most TMS_TITLE_LONGEST bytes, each compared with the others.
 */
#include "clean/title_choices.h"

#include "doc/text.h"
#include "doc/walk.h"

enum { MOST_H1 = 8, MOST_SEPARATORS = 8 };

typedef tms_title_choices finder;

/* ---------------------------------------------------------------- choices ---- */

/* The choice of this text, found or made; NULL for what can be none and where the room is used up. */
static tms_title_choice *choice_of(finder *f, tms_slice text, tms_provenance from) {
  text = tms_slice_trim(text);
  if (text.len == 0 || text.len > TMS_TITLE_LONGEST) return NULL;
  tms_title_words words = tms_title_words_of(text);
  if (words.count == 0) return NULL;
  for (size_t i = 0; i < f->count; i++) {
    tms_title_choice *known = &f->at[i];
    if (known->words.letters != words.letters) continue;
    if (words.count <= known->words.count) return known;
    known->text = text; /* the same letters in more words: the other one lost a space where a line ends */
    known->from = from;
    known->words = words;
    return known;
  }
  if (f->count == TMS_TITLE_CHOICES) return NULL;
  tms_title_choice *choice = &f->at[f->count++];
  *choice = (tms_title_choice){.text = text, .from = from, .words = words};
  return choice;
}

static void add(finder *f, tms_slice text, tms_provenance from, tms_title_way way) {
  tms_title_choice *choice = choice_of(f, text, from);
  if (choice) choice->whole |= 1u << way;
}

static uint8_t sort_of_separator(tms_slice text, size_t at) {
  tms_slice mark = tms_slice_trim(tms_slice_from(text, at));
  if (mark.ptr[0] == '|') return 1;
  if (mark.ptr[0] == '-' || tms_slice_starts(mark, TMS_SLICE("\xE2\x80\x93")) || tms_slice_starts(mark, TMS_SLICE("\xE2\x80\x94"))) return 2;
  return mark.ptr[0] == ':' ? 4 : 3;
}

/* What was cut off says as much as what is left. */
static void see_cut(const finder *f, tms_title_choice *choice, tms_slice off, uint8_t sort) {
  tms_title_words words = tms_title_words_of(off);
  bool site = f->site.len && (tms_title_begins(off, f->site) || tms_title_begins(f->site, off)), host = tms_title_names_host(off, f->host);
  uint8_t in_h1 = tms_title_share(&words, &f->words[TMS_TITLE_H1]), in_address = tms_title_share(&words, &f->address);
  size_t count = words.count < 60 ? words.count + 1 : 60;
  bool first = choice->cut_sort == 0;
  if (choice->cut_site < 1u + site) choice->cut_site = (uint8_t)(1u + site);
  if (choice->cut_host < 1u + host) choice->cut_host = (uint8_t)(1u + host);
  if (first || count < choice->cut_words) choice->cut_words = (uint8_t)count;
  if (first || sort < choice->cut_sort) choice->cut_sort = sort;
  if (first || in_h1 < choice->cut_in_h1) choice->cut_in_h1 = in_h1;
  if (in_address > choice->cut_in_address) choice->cut_in_address = in_address;
}

/* A text, and where it is cut. */
typedef struct cuts {
  tms_slice text;
  tms_provenance from;
  tms_title_way way;
  size_t count, at[MOST_SEPARATORS], behind[MOST_SEPARATORS];
} cuts;

/* From behind separator `first` (0: from the begin) to separator `last` (count + 1: to the end), counted from 1. `by` is the separator that tells its sort. */
static void add_part(finder *f, const cuts *c, tms_title_part part, size_t first, size_t last, size_t by) {
  size_t begin = first ? c->behind[first - 1] : 0, end = last <= c->count ? c->at[last - 1] : c->text.len;
  tms_title_choice *choice = begin < end ? choice_of(f, tms_slice_of(c->text.ptr + begin, end - begin), c->from) : NULL;
  if (!choice) return;
  choice->part |= 1u << c->way;
  if (choice->parts[part] < UINT8_MAX) choice->parts[part]++;
  /* Cut at one side, what stands at the other; a middle has lost its head. */
  tms_slice off = first ? tms_slice_head(c->text, c->at[first - 1]) : tms_slice_from(c->text, c->behind[last - 1]);
  see_cut(f, choice, off, sort_of_separator(c->text, c->at[by - 1]));
}

static void add_parts(finder *f, tms_slice text, tms_provenance from, tms_title_way way) {
  cuts c = {.text = text, .from = from, .way = way};
  if (text.len > TMS_TITLE_LONGEST) return;
  for (size_t at = 1, len; c.count < MOST_SEPARATORS && (at = tms_title_next_separator(text, at, &len)) != SIZE_MAX; at = c.behind[c.count++]) {
    c.at[c.count] = at;
    c.behind[c.count] = at + len;
  }
  if (c.count == 0) return;
  add_part(f, &c, TMS_TITLE_HEAD, 0, 1, 1);
  add_part(f, &c, TMS_TITLE_TAIL, c.count, c.count + 1, c.count);
  if (c.count == 1) return;
  add_part(f, &c, TMS_TITLE_BODY, 0, c.count, c.count);
  add_part(f, &c, TMS_TITLE_REST, 1, c.count + 1, 1);
  if (c.count > 2) add_part(f, &c, TMS_TITLE_HEAD, 0, 2, 2);
  add_part(f, &c, TMS_TITLE_MIDDLE, 1, 2, 1);
}

/* ---------------------------------------------------------------- sources ---- */

static tms_slice first_of(finder *f, const tms_metadata_source *sources, size_t count) {
  for (size_t i = 0; i < count; i++) {
    tms_slice value = tms_hint_value(f->doc, sources[i].from, tms_slice_cstr(sources[i].key));
    if (value.len) return tms_fold_line(f->doc, value);
  }
  return TMS_SLICE_NONE;
}
#define FIRST_OF(f, sources) first_of(f, sources, sizeof(sources) / sizeof(sources)[0])

static void read_sources(finder *f, const tms_json_facts *facts) {
  static const tms_metadata_source og[] = {{TMS_FROM_OG, "og:title"}, {TMS_FROM_META, "og:title"}};
  static const tms_metadata_source twitter[] = {{TMS_FROM_META, "twitter:title"}, {TMS_FROM_OG, "twitter:title"}};
  static const tms_metadata_source html[] = {{TMS_FROM_HTML, "title"}};
  static const tms_metadata_source meta[] = {{TMS_FROM_META, "title"},          {TMS_FROM_META, "dc.title"},      {TMS_FROM_META, "dcterms.title"},
                                             {TMS_FROM_META, "citation_title"}, {TMS_FROM_META, "parsely-title"}, {TMS_FROM_META, "sailthru.title"},
                                             {TMS_FROM_META, "headline"}};
  f->texts[TMS_TITLE_OG] = FIRST_OF(f, og);
  f->texts[TMS_TITLE_TWITTER] = FIRST_OF(f, twitter);
  f->texts[TMS_TITLE_HTML] = FIRST_OF(f, html);
  f->texts[TMS_TITLE_META] = FIRST_OF(f, meta);
  f->rank = (uint8_t)facts->rank;
  if (facts->rank > 0) f->texts[TMS_TITLE_LINKED] = tms_fold_line(f->doc, facts->title);
}

static size_t read_h1(finder *f, tms_slice *texts) {
  size_t count = 0, left = TMS_HINTS_LOOKED_AT;
  for (const tms_hint *hint = f->doc->hints; hint && left > 0 && count < MOST_H1; hint = hint->next, left--) {
    if (hint->from != TMS_FROM_HTML || !tms_slice_eq(hint->key, TMS_SLICE("h1")) || hint->value.len > TMS_TITLE_LONGEST) continue;
    texts[count] = tms_fold_line(f->doc, hint->value);
    count += texts[count].len > 0;
  }
  if (count) f->texts[TMS_TITLE_H1] = texts[0];
  return count;
}

/* The host's name, and the words of the last step of the path: "/blog/2025/bees-return.html". */
static void read_address(finder *f) {
  enum { LOOK = 1000, ENDING = 6 };
  tms_slice url = tms_metadata_get(&f->doc->metadata, TMS_FIELD_CANONICAL_URL);
  if (url.len == 0) url = tms_metadata_get(&f->doc->metadata, TMS_FIELD_URL);
  size_t at = tms_slice_find(tms_slice_head(url, url.len < LOOK ? url.len : LOOK), TMS_SLICE("://"), 0), end, begin = 0;
  if (at == SIZE_MAX) return;
  f->host = tms_site_host(url);
  tms_slice rest = tms_slice_from(url, at + 3), step = TMS_SLICE_NONE;
  for (end = 0; end < rest.len && end < LOOK && rest.ptr[end] != '?' && rest.ptr[end] != '#'; end++) {
  }
  rest = tms_slice_head(rest, end);
  for (size_t i = 0; i <= rest.len; i++) {
    if (i < rest.len && rest.ptr[i] != '/') continue;
    tms_slice one = tms_slice_of(rest.ptr + begin, i - begin);
    if (begin > 0 && one.len) {
      step = one;
      if (f->steps < UINT8_MAX) f->steps++;
    }
    begin = i + 1;
  }
  f->front = f->steps == 0;
  for (size_t i = 1; i <= ENDING && i < step.len; i++) {
    if (step.ptr[step.len - i] != '.') continue;
    step = tms_slice_head(step, step.len - i);
    break;
  }
  f->address = tms_title_words_of(step);
}

static void read_description(finder *f) {
  enum { LOOK = 400 };
  static const tms_metadata_source sources[] = {{TMS_FROM_META, "description"}, {TMS_FROM_OG, "og:description"}};
  tms_slice text = FIRST_OF(f, sources);
  f->description = tms_title_words_of(tms_slice_head(text, text.len < LOOK ? text.len : LOOK));
}

/* ---------------------------------------------------------------- the body ---- */

static void read_headings(finder *f) {
  enum { MOST = 3000 }; /* nodes; a headline stands in the first hundreds */
  size_t seen = 0;
  uint32_t blocks = 0, kept = 0;
  const tms_node *outside = NULL; /* the outermost dropped node that the walk is in */
  tms_walk walk = tms_walk_of(f->doc->main);
  while (tms_walk_next(&walk) && seen < MOST && f->heading_count < TMS_TITLE_HEADINGS) {
    tms_node *node = walk.node;
    if (!walk.enter) {
      if (node == outside) outside = NULL;
      continue;
    }
    seen++;
    bool dropped = outside || node->dropped;
    if (node->kind == TMS_KIND_PARAGRAPH || node->kind == TMS_KIND_HEADING) {
      blocks++;
      kept += !dropped;
      if (node->kind == TMS_KIND_HEADING) {
        tms_slice text = tms_node_text_folded(f->doc, node);
        uint64_t letters = text.len <= TMS_TITLE_LONGEST ? tms_title_words_of(text).letters : 0;
        f->headings[f->heading_count++] = (tms_title_heading){text, letters, node->level, dropped, blocks, kept};
      }
      tms_walk_skip(&walk);
    } else if (node->dropped && !outside && node->first) {
      outside = node;
    }
  }
}

/* The first heading of all, the first that is kept, and the first h1 that is kept. */
static void add_headings(finder *f) {
  bool any = false, any_h1 = false;
  for (size_t i = 0; i < f->heading_count; i++) {
    const tms_title_heading *heading = &f->headings[i];
    if (!heading->dropped && !any) add(f, heading->text, TMS_FROM_HTML, TMS_TITLE_FIRST_KEPT);
    if (!heading->dropped && heading->level == 1 && !any_h1) add(f, heading->text, TMS_FROM_HTML, TMS_TITLE_FIRST_KEPT_H1);
    any |= !heading->dropped;
    any_h1 |= !heading->dropped && heading->level == 1;
  }
  if (f->heading_count) add(f, f->headings[0].text, TMS_FROM_HTML, TMS_TITLE_FIRST_HEADING);
}

/* ---------------------------------------------------------------- all of them ---- */

static void add_by_rule(finder *f, tms_slice text, tms_provenance from) {
  tms_title_choice *choice = text.len ? choice_of(f, tms_title_cut(text, f->site), from) : NULL;
  if (choice) choice->by_rule = true;
}

const tms_title_choices *tms_title_choices_find(tms_document *doc, const tms_json_facts *facts) {
  static const tms_provenance froms[TMS_TITLE_SAYING] = {TMS_FROM_HTML, TMS_FROM_OG, TMS_FROM_META, TMS_FROM_HTML, TMS_FROM_JSON_LD, TMS_FROM_META};
  tms_slice h1[MOST_H1];
  finder *f = tms_arena_alloc(&doc->arena, sizeof *f);
  if (!f) return NULL;
  memset(f, 0, offsetof(finder, at)); /* choices and headings are written when they are made */
  f->doc = doc;
  tms_slice site = tms_metadata_get(&doc->metadata, TMS_FIELD_SITE);
  if (site.len <= TMS_TITLE_LONGEST) f->site = site; /* a longer one is no name, and every choice would be looked for in it */
  read_sources(f, facts);
  f->h1_count = read_h1(f, h1);
  read_address(f);
  read_description(f);
  read_headings(f);
  for (size_t i = 0; i < TMS_TITLE_SAYING; i++) f->words[i] = tms_title_words_of(f->texts[i]);
  for (size_t i = 0; i < f->h1_count; i++) add(f, h1[i], TMS_FROM_HTML, i ? TMS_TITLE_LATER_H1 : TMS_TITLE_H1);
  for (unsigned way = TMS_TITLE_OG; way < TMS_TITLE_SAYING; way++) add(f, f->texts[way], froms[way], (tms_title_way)way);
  for (unsigned way = TMS_TITLE_OG; way < TMS_TITLE_SAYING; way++) add_parts(f, f->texts[way], froms[way], (tms_title_way)way);
  for (size_t i = 0; i < f->h1_count && i < 2; i++) add_parts(f, h1[i], TMS_FROM_HTML, TMS_TITLE_H1);
  add_by_rule(f, f->texts[TMS_TITLE_HTML], TMS_FROM_HTML);
  add_by_rule(f, f->texts[TMS_TITLE_OG], TMS_FROM_OG);
  add_headings(f);
  if (doc->arena.status != TMS_OK) return NULL;
  tms_title_measure(f);
  return f;
}
