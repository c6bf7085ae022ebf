/*
 * The metadata pass: settles every field from all that the input says. A value that the user or a container gave is never replaced. Otherwise JSON-LD is
 * believed before Open Graph, before <meta>, before the text: in that order sources are made by people who mean it.
 */
#include "clean/metadata.h"

#include "clean/language.h"
#include "clean/metadata_page.h"
#include "clean/pass.h"

#include "base/error.h"
#include "doc/kind.h"
#include "doc/language_tag.h"
#include "doc/walk.h"

tms_slice tms_hint_value(const tms_document *doc, tms_provenance from, tms_slice key) {
  size_t left = TMS_HINTS_LOOKED_AT;
  for (const tms_hint *hint = doc->hints; hint && left > 0; hint = hint->next, left--) {
    if (hint->from == from && tms_slice_eq(hint->key, key) && tms_slice_trim(hint->value).len) return tms_slice_trim(hint->value);
  }
  return TMS_SLICE_NONE;
}

tms_slice tms_fold_line(tms_document *doc, tms_slice text) {
  text = tms_slice_trim(text);
  bool clean = true;
  for (size_t i = 0; i < text.len && clean; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    bool nbsp = c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] == 0xA0;
    clean = !nbsp && (c > ' ' || (c == ' ' && text.ptr[i - 1] != ' '));
  }
  if (clean) return text;
  char *to = tms_arena_alloc(&doc->arena, text.len + 1);
  if (!to) return TMS_SLICE_NONE;
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    bool nbsp = c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] == 0xA0;
    i += nbsp;
    if (!nbsp && c > ' ') {
      to[len++] = (char)c;
    } else if (len > 0 && to[len - 1] != ' ') {
      to[len++] = ' ';
    }
  }
  while (len > 0 && to[len - 1] == ' ') len--;
  return tms_slice_of(to, len);
}

/* ---------------------------------------------------------------- one value ---- */

typedef tms_metadata_source source;

bool tms_metadata_say(tms_document *doc, tms_field field, tms_slice value, tms_provenance from) {
  value = tms_fold_line(doc, value);
  if (value.len == 0) return false;
  tms_metadata_set(&doc->metadata, &doc->arena, field, value, from);
  return true;
}

/* What a source says. Many pages write property for name or name for property: both count, and *from says which it was. */
static tms_slice said_by(const tms_document *doc, const source *s, tms_provenance *from) {
  tms_slice key = tms_slice_cstr(s->key), value = tms_hint_value(doc, s->from, key);
  *from = s->from;
  if (value.len || (s->from != TMS_FROM_OG && !tms_slice_starts(key, TMS_SLICE("twitter:")))) return value;
  *from = s->from == TMS_FROM_OG ? TMS_FROM_META : TMS_FROM_OG;
  return tms_hint_value(doc, *from, key);
}

/* The first source that says something. */
static void settle(tms_document *doc, tms_field field, tms_slice json, const source *sources, size_t count) {
  if (tms_metadata_is_set(doc, field) || tms_metadata_say(doc, field, json, TMS_FROM_JSON_LD)) return;
  for (size_t i = 0; i < count; i++) {
    tms_provenance from;
    tms_slice value = said_by(doc, &sources[i], &from);
    if (tms_metadata_say(doc, field, value, from)) return;
  }
}
#define SETTLE(doc, field, json, sources) settle(doc, field, json, sources, sizeof(sources) / sizeof(sources)[0])

static const source site_sources[] = {
    {TMS_FROM_OG, "og:site_name"}, {TMS_FROM_META, "application-name"}, {TMS_FROM_META, "apple-mobile-web-app-title"}};
static const source description_sources[] = {
    {TMS_FROM_META, "description"}, {TMS_FROM_OG, "og:description"}, {TMS_FROM_META, "twitter:description"}, {TMS_FROM_META, "dc.description"}};
static const source license_sources[] = {
    {TMS_FROM_HTML, "license"}, {TMS_FROM_META, "dcterms.license"}, {TMS_FROM_META, "dc.rights"}, {TMS_FROM_META, "copyright-license"}};

/* ---------------------------------------------------------------- addresses ---- */

static bool is_absolute(tms_slice url) {
  return tms_slice_starts_nocase(url, TMS_SLICE("https://")) || tms_slice_starts_nocase(url, TMS_SLICE("http://"));
}

static void settle_address(tms_document *doc, tms_field field, const source *sources, size_t count, tms_slice json) {
  if (tms_metadata_is_set(doc, field)) return;
  for (size_t i = 0; i < count; i++) {
    tms_provenance from;
    tms_slice url = said_by(doc, &sources[i], &from);
    if (is_absolute(url) && tms_metadata_say(doc, field, url, from)) return;
  }
  if (is_absolute(json)) tms_metadata_say(doc, field, json, TMS_FROM_JSON_LD);
}

static void settle_addresses(tms_document *doc, const tms_json_facts *facts) {
  static const source canonical[] = {{TMS_FROM_HTML, "canonical"}, {TMS_FROM_OG, "og:url"}};
  static const source image[] = {{TMS_FROM_OG, "og:image"},
                                 {TMS_FROM_OG, "og:image:secure_url"},
                                 {TMS_FROM_OG, "og:image:url"},
                                 {TMS_FROM_META, "twitter:image"},
                                 {TMS_FROM_META, "twitter:image:src"}};
  settle_address(doc, TMS_FIELD_CANONICAL_URL, canonical, 2, facts->rank ? facts->url : TMS_SLICE_NONE);
  settle_address(doc, TMS_FIELD_IMAGE, image, sizeof image / sizeof image[0], facts->image);
}

/* ---------------------------------------------------------------- people ---- */

static bool set_people(tms_document *doc, const tms_people *people, tms_provenance from) {
  for (size_t i = 0; i < people->count; i++) tms_metadata_add(&doc->metadata, &doc->arena, TMS_FIELD_AUTHORS, people->names[i], from);
  return people->count > 0;
}

/* All hints of one origin and key; `first` takes those of the first one alone. */
static bool people_of(tms_document *doc, const source *from, tms_slice site, bool first) {
  tms_people people = {0};
  size_t left = TMS_HINTS_LOOKED_AT;
  for (const tms_hint *hint = doc->hints; hint && left > 0 && !(first && people.count); hint = hint->next, left--) {
    if (hint->from == from->from && tms_slice_eq(hint->key, tms_slice_cstr(from->key))) tms_people_add(doc, &people, hint->value, site, true);
  }
  return set_people(doc, &people, from->from);
}

/* Cards of Twitter have free labels: "Written by" and a name, or "Reading time" and minutes. */
static bool people_of_card(tms_document *doc, tms_slice site) {
  static const char *const pairs[][2] = {{"twitter:label1", "twitter:data1"}, {"twitter:label2", "twitter:data2"}};
  tms_people people = {0};
  for (size_t i = 0; i < 2; i++) {
    tms_slice label = tms_hint_value(doc, TMS_FROM_META, tms_slice_cstr(pairs[i][0]));
    bool byline = tms_slice_find_nocase(label, TMS_SLICE("by"), 0) != SIZE_MAX || tms_slice_find_nocase(label, TMS_SLICE("aut"), 0) != SIZE_MAX ||
                  tms_slice_find_nocase(label, TMS_SLICE("von"), 0) != SIZE_MAX || tms_slice_find_nocase(label, TMS_SLICE("par"), 0) != SIZE_MAX;
    if (byline && !people.count) tms_people_add(doc, &people, tms_hint_value(doc, TMS_FROM_META, tms_slice_cstr(pairs[i][1])), site, true);
  }
  return set_people(doc, &people, TMS_FROM_META);
}

/* Nobody is named, but the page signs: with a group that has a name of its own ("Podium Staff"), or with the name of its site or firm. */
static void settle_group(tms_document *doc, const tms_json_facts *facts, tms_slice site) {
  static const source sources[] = {{TMS_FROM_META, "author"}, {TMS_FROM_META, "twitter:data1"}, {TMS_FROM_HTML, "author"}};
  enum { COUNT = sizeof sources / sizeof sources[0], LONGEST = 60 };
  for (size_t i = 0; i <= COUNT; i++) {
    tms_provenance from = i == 0 ? TMS_FROM_JSON_LD : sources[i - 1].from;
    tms_slice name = i > 0                                           ? tms_hint_value(doc, from, tms_slice_cstr(sources[i - 1].key))
                     : facts->rank >= 1 && facts->authors.count == 1 ? facts->authors.names[0]
                                                                     : TMS_SLICE_NONE;
    name = tms_fold_line(doc, name);
    bool signs = tms_people_is_group(name) || (site.len && (tms_title_begins(site, name) || tms_title_begins(name, site)));
    if (name.len < LONGEST && signs && tms_metadata_say(doc, TMS_FIELD_AUTHORS, name, from)) return;
  }
}

static void settle_authors(tms_document *doc, const tms_json_facts *facts, const tms_near *near) {
  static const source sources[] = {
      {TMS_FROM_META, "author"},
      {TMS_FROM_META, "citation_author"},
      {TMS_FROM_META, "parsely-author"},
      {TMS_FROM_META, "sailthru.author"},
      {TMS_FROM_META, "byl"},
      {TMS_FROM_OG, "article:author"},
      {TMS_FROM_OG, "og:author"},
      {TMS_FROM_META, "dc.creator"},
      {TMS_FROM_META, "dcterms.creator"},
      {TMS_FROM_META, "article:author"},
  };
  static const source marked = {TMS_FROM_HTML, "author"};
  if (tms_metadata_is_set(doc, TMS_FIELD_AUTHORS)) return;
  tms_slice site = tms_metadata_get(&doc->metadata, TMS_FIELD_SITE), kind = tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND);
  tms_people people = {0};
  /* Shops, portals and lists show the authors of others. */
  bool told = facts->rank >= 3 || near->one_text || kind.len == 0;
  for (size_t i = 0; told && facts->rank >= 1 && i < facts->authors.count; i++) tms_people_add(doc, &people, facts->authors.names[i], site, true);
  if (set_people(doc, &people, TMS_FROM_JSON_LD)) return;
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
    if (people_of(doc, &sources[i], site, false)) return;
  }
  if (people_of_card(doc, site)) return;
  /* Posts of a thread are marked each: the first is that of the thread. */
  bool forum = tms_slice_eq(kind, TMS_SLICE("forum"));
  if (forum && people_of(doc, &marked, TMS_SLICE_NONE, true)) return;
  if (set_people(doc, &near->people, TMS_FROM_TEXT) || (!near->one_text && kind.len)) return;
  if (people_of(doc, &marked, site, false)) return;
  settle_group(doc, facts, site);
}

/* ---------------------------------------------------------------- lists ---- */

static bool add_list(tms_document *doc, tms_field field, tms_slice text, tms_provenance from) {
  enum { LONGEST = 4000, LONGEST_ONE = 80 };
  size_t begin = 0, count = doc->metadata.fields[field].count;
  if (text.len == 0 || text.len > LONGEST) return tms_metadata_is_set(doc, field);
  for (size_t i = 0; i <= text.len && count < TMS_LISTED_MOST; i++) {
    if (i < text.len && text.ptr[i] != ',' && text.ptr[i] != ';') continue;
    tms_slice one = tms_fold_line(doc, tms_slice_of(text.ptr + begin, i - begin));
    begin = i + 1;
    if (one.len == 0 || one.len > LONGEST_ONE) continue;
    tms_metadata_add(&doc->metadata, &doc->arena, field, one, from);
    count++;
  }
  return tms_metadata_is_set(doc, field);
}

static bool list_of(tms_document *doc, tms_field field, tms_provenance from, const char *key) {
  size_t left = TMS_HINTS_LOOKED_AT;
  for (const tms_hint *hint = doc->hints; hint && left > 0; hint = hint->next, left--) {
    if (hint->from == from && tms_slice_eq(hint->key, tms_slice_cstr(key))) (void)add_list(doc, field, hint->value, from);
  }
  return tms_metadata_is_set(doc, field);
}

/* All values of the first source that has any. */
static bool list_of_sources(tms_document *doc, tms_field field, const source *sources, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (list_of(doc, field, sources[i].from, sources[i].key)) return true;
  }
  return false;
}

static void settle_lists(tms_document *doc, const tms_json_facts *facts) {
  static const source sections[] = {{TMS_FROM_OG, "article:section"}, {TMS_FROM_META, "article:section"}};
  static const source more_sections[] = {{TMS_FROM_META, "parsely-section"}, {TMS_FROM_META, "section"}};
  static const source tags[] = {{TMS_FROM_OG, "article:tag"}, {TMS_FROM_META, "article:tag"}};
  static const source more_tags[] = {{TMS_FROM_META, "news_keywords"},     {TMS_FROM_META, "parsely-tags"}, {TMS_FROM_META, "sailthru.tags"},
                                     {TMS_FROM_META, "citation_keywords"}, {TMS_FROM_META, "dc.subject"},   {TMS_FROM_META, "keywords"}};
  if (!tms_metadata_is_set(doc, TMS_FIELD_CATEGORIES) && !list_of_sources(doc, TMS_FIELD_CATEGORIES, sections, 2) &&
      !add_list(doc, TMS_FIELD_CATEGORIES, facts->section, TMS_FROM_JSON_LD)) {
    (void)list_of_sources(doc, TMS_FIELD_CATEGORIES, more_sections, 2);
  }
  if (tms_metadata_is_set(doc, TMS_FIELD_TAGS) || list_of_sources(doc, TMS_FIELD_TAGS, tags, 2)) return;
  for (size_t i = 0; i < facts->keyword_count; i++) (void)add_list(doc, TMS_FIELD_TAGS, facts->keywords[i], TMS_FROM_JSON_LD);
  if (!tms_metadata_is_set(doc, TMS_FIELD_TAGS)) (void)list_of_sources(doc, TMS_FIELD_TAGS, more_tags, sizeof more_tags / sizeof more_tags[0]);
}

/* ---------------------------------------------------------------- language ---- */

/* The text that is kept, as far as the detector wants it. */
static tms_slice detect(tms_document *doc) {
  tms_language language;
  tms_language_init(&language);
  tms_walk walk = tms_walk_of(doc->main);
  while (tms_walk_next(&walk) && language.letters < TMS_LANGUAGE_ENOUGH) {
    if (!walk.enter) continue;
    if (walk.node->dropped || walk.node->kind == TMS_KIND_CODE_BLOCK) {
      tms_walk_skip(&walk);
    } else if (walk.node->kind == TMS_KIND_TEXT) {
      tms_language_feed(&language, walk.node->text);
    }
  }
  return tms_language_answer(&language);
}

/* A well-formed tag of a language of its own: primary subtags of four letters and more are reserved (RFC 5646, 2.2.1), and on pages mostly "english". */
static tms_slice tag_of(tms_document *doc, tms_slice text) {
  tms_slice tag = tms_language_tag(&doc->arena, text);
  size_t dash = tms_slice_find_byte(tag, '-', 0);
  return (dash == SIZE_MAX ? tag.len : dash) <= 3 ? tag : TMS_SLICE_NONE;
}

static void settle_language(tms_document *doc, const tms_json_facts *facts) {
  static const source sources[] = {{TMS_FROM_HTML, "lang"},
                                   {TMS_FROM_META, "content-language"},
                                   {TMS_FROM_OG, "og:locale"},
                                   {TMS_FROM_META, "dc.language"},
                                   {TMS_FROM_META, "language"}};
  if (tms_metadata_is_set(doc, TMS_FIELD_LANGUAGE)) return;
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
    tms_slice tag = tag_of(doc, tms_hint_value(doc, sources[i].from, tms_slice_cstr(sources[i].key)));
    if (tag.len && tms_metadata_say(doc, TMS_FIELD_LANGUAGE, tag, sources[i].from)) return;
  }
  tms_slice tag = tag_of(doc, facts->language);
  if (tag.len && tms_metadata_say(doc, TMS_FIELD_LANGUAGE, tag, TMS_FROM_JSON_LD)) return;
  tms_metadata_say(doc, TMS_FIELD_LANGUAGE, detect(doc), TMS_FROM_TEXT);
}

/* ---------------------------------------------------------------- the pass ---- */

bool tms_metadata_begin(tms_document *doc, tms_json_facts *facts) {
  if (!tms_json_facts_read(doc, facts)) return false;
  SETTLE(doc, TMS_FIELD_SITE, facts->site, site_sources);
  SETTLE(doc, TMS_FIELD_DESCRIPTION, TMS_SLICE_NONE, description_sources);
  if (!tms_metadata_is_set(doc, TMS_FIELD_DESCRIPTION)) tms_metadata_say(doc, TMS_FIELD_DESCRIPTION, facts->description, TMS_FROM_JSON_LD);
  SETTLE(doc, TMS_FIELD_LICENSE, facts->license, license_sources);
  settle_addresses(doc, facts);
  tms_site_of_title(doc);
  settle_language(doc, facts);
  return doc->arena.status == TMS_OK;
}

tms_status tms_pass_metadata(tms_document *doc, const tms_options *options, tms_error *error) {
  (void)options;
  tms_json_facts *facts = tms_arena_alloc(&doc->arena, sizeof *facts);
  if (facts && tms_metadata_begin(doc, facts)) {
    tms_near near;
    tms_title_settle(doc, facts);
    (void)tms_lines_settle(doc);
    tms_near_look(doc, &near);
    settle_authors(doc, facts, &near);
    tms_dates_settle(doc, facts, &near);
    settle_lists(doc, facts);
    tms_near_drop(doc, &near);
  }
  tms_status status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "metadata");
}
