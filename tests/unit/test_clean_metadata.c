/* The metadata pass, from hints and from lines of text. */
#include "tests/support/cmocka.h"

#include "base/alloc.h"
#include "clean/metadata.h"
#include "clean/pass.h"
#include "doc/builder.h"

#include <stdio.h>

static tms_document *new_doc(void) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  assert_non_null(doc);
  return doc;
}

static void hint(tms_document *doc, tms_provenance from, const char *key, const char *value) {
  assert_true(tms_doc_hint(doc, from, tms_slice_cstr(key), tms_slice_cstr(value), TMS_SPAN_NONE));
}

static void settle(tms_document *doc) {
  tms_options options = {.size = sizeof options};
  tms_error error;
  assert_int_equal(tms_pass_metadata(doc, &options, &error), TMS_OK);
}

/* All values of a field, with their provenance before them. */
static void expect(const tms_document *doc, tms_field field, const char *want) {
  char got[512] = "";
  const tms_value *value = &doc->metadata.fields[field];
  size_t len = 0;
  if (value->count) len = (size_t)snprintf(got, sizeof got, "%s:", tms_provenance_name(value->from));
  for (size_t i = 0; i < value->count; i++) {
    len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s", i ? "|" : "", (int)value->items[i].len, value->items[i].ptr);
  }
  assert_string_equal(got, want);
}

static void test_json_ld(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  hint(doc, TMS_FROM_META, "author", "Somebody Else");
  hint(doc, TMS_FROM_OG, "article:published_time", "2001-01-01");
  hint(doc, TMS_FROM_JSON_LD, "json-ld",
       "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"The Daily Hive\"},"
       "{\"@type\":[\"NewsArticle\"],\"headline\":\"Bees return\",\"datePublished\":\"2021-05-04T08:00:00+02:00\",\"dateModified\":\"2021-05-05\","
       "\"author\":[{\"@id\":\"#a\"}],\"publisher\":{\"@type\":\"Organization\",\"name\":\"Hive Media\"},\"keywords\":[\"bees\",\"city\"],"
       "\"articleSection\":\"Nature\",\"image\":{\"@type\":\"ImageObject\",\"url\":\"https://example.org/"
       "bee.jpg\"},\"comment\":{\"@type\":\"Comment\",\"author\":\"Tom\"}},"
       "{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ann Keeper\"}]}");
  settle(doc);
  expect(doc, TMS_FIELD_TITLE, "json-ld:Bees return");
  expect(doc, TMS_FIELD_AUTHORS, "json-ld:Ann Keeper");
  expect(doc, TMS_FIELD_DATE_PUBLISHED, "json-ld:2021-05-04T08:00:00+02:00");
  expect(doc, TMS_FIELD_DATE_MODIFIED, "json-ld:2021-05-05");
  expect(doc, TMS_FIELD_SITE, "json-ld:The Daily Hive");
  expect(doc, TMS_FIELD_TAGS, "json-ld:bees|city");
  expect(doc, TMS_FIELD_CATEGORIES, "json-ld:Nature");
  expect(doc, TMS_FIELD_IMAGE, "json-ld:https://example.org/bee.jpg");
  tms_doc_free(doc);
}

/* References in JSON are undone once; a word is no language tag. */
static void test_json_references(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  hint(doc, TMS_FROM_HTML, "lang", "english");
  hint(doc, TMS_FROM_JSON_LD, "json-ld",
       "{\"@type\":\"Article\",\"headline\":\"Food &amp; Drink &#8217;24 & more &amp;amp; &x;\",\"publisher\":{\"name\":\"R&eacute;nard\"}}");
  settle(doc);
  expect(doc, TMS_FIELD_TITLE, "json-ld:Food & Drink \xE2\x80\x99\x32\x34 & more &amp; &x;");
  expect(doc, TMS_FIELD_SITE, "json-ld:R\xC3\xA9nard");
  expect(doc, TMS_FIELD_LANGUAGE, "");
  tms_doc_free(doc);
}

/* Damage costs what stands behind it, and nothing else. */
static void test_damaged(void **state) {
  (void)state;
  static const char *const texts[] = {
      "{\"@type\":\"Article\",\"headline\":\"Bees return\",\"author\":{\"@type\":\"Person\",\"name\":\"Ann Keeper\"",
      "{\"@type\":\"Article\",\"headline\":\"Bees return\",\"author\":\"Ann Keeper\",}",
      "[{\"@type\":\"Article\",\"headline\":\"Bees return\",\"author\":[\"Ann Keeper\", {]",
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    tms_document *doc = new_doc();
    hint(doc, TMS_FROM_JSON_LD, "json-ld", texts[i]);
    settle(doc);
    expect(doc, TMS_FIELD_TITLE, "json-ld:Bees return");
    expect(doc, TMS_FIELD_AUTHORS, "json-ld:Ann Keeper");
    tms_doc_free(doc);
  }
}

static void test_precedence(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_SITE, TMS_SLICE("Mine"), TMS_FROM_USER);
  hint(doc, TMS_FROM_OG, "og:site_name", "The Daily Hive");
  hint(doc, TMS_FROM_META, "description", "All about\n bees");
  hint(doc, TMS_FROM_HTML, "canonical", "/relative");
  hint(doc, TMS_FROM_OG, "og:url", "https://example.org/2019/06/07/bees");
  hint(doc, TMS_FROM_HTML, "lang", "de_AT");
  hint(doc, TMS_FROM_META, "keywords", "bees, city; ,bees");
  settle(doc);
  expect(doc, TMS_FIELD_SITE, "user:Mine");
  expect(doc, TMS_FIELD_DESCRIPTION, "meta:All about bees");
  expect(doc, TMS_FIELD_CANONICAL_URL, "og:https://example.org/2019/06/07/bees");
  expect(doc, TMS_FIELD_DATE_PUBLISHED, "html:2019-06-07");
  expect(doc, TMS_FIELD_LANGUAGE, "html:de-AT");
  tms_doc_free(doc);
}

/* Nothing is invented. */
static void test_silence(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  hint(doc, TMS_FROM_META, "date", "soon");
  hint(doc, TMS_FROM_META, "author", "admin");
  hint(doc, TMS_FROM_OG, "article:author", "https://facebook.com/somebody");
  hint(doc, TMS_FROM_HTML, "time", "12:30");
  settle(doc);
  for (int field = 0; field < TMS_FIELD_COUNT; field++) expect(doc, (tms_field)field, "");
  tms_doc_free(doc);
}

static void test_titles(void **state) {
  (void)state;
  static const struct {
    const char *title, *site, *cut;
  } cuts[] = {
      {"Bees return to the city - The Daily Hive", "", "Bees return to the city"},
      {"Bees return | Nature | The Daily Hive", "The Daily Hive", "Bees return"},
      {"The Daily Hive: Bees return", "The Daily Hive", "The Daily Hive: Bees return"},
      {"The Daily Hive - Bees return to the city", "The Daily Hive", "Bees return to the city"},
      {"Spider-Man - the long awaited sequel of a film", "", "Spider-Man - the long awaited sequel of a film"},
      {"One - Two", "", "One - Two"},
      {"Bees \xE2\x80\x94 Hive", "hive", "Bees"},
      {"", "", ""},
      {" - ", "", " - "},
  };
  for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
    tms_slice cut = tms_title_cut(tms_slice_cstr(cuts[i].title), tms_slice_cstr(cuts[i].site));
    if (!tms_slice_eq(cut, tms_slice_cstr(cuts[i].cut))) fail_msg("%s: %.*s", cuts[i].title, (int)cut.len, cut.ptr);
  }
  tms_document *doc = new_doc();
  hint(doc, TMS_FROM_HTML, "title", "Bees return to the city | The Daily Hive");
  hint(doc, TMS_FROM_HTML, "h1", "The Daily Hive");
  hint(doc, TMS_FROM_HTML, "h1", "Bees return to the  city");
  hint(doc, TMS_FROM_OG, "og:site_name", "The Daily Hive");
  settle(doc);
  expect(doc, TMS_FIELD_TITLE, "html:Bees return to the city");
  tms_doc_free(doc);
}

static void test_people(void **state) {
  (void)state;
  static const struct {
    const char *text, *people;
  } rows[] = {
      {"By Jane Doe", "Jane Doe"},
      {"Jane Doe and John Roe", "Jane Doe|John Roe"},
      {"Jane Doe, John Roe & Jack Poe", "Jane Doe|John Roe|Jack Poe"},
      {"von Ursula von der Leyen", "Ursula von der Leyen"},
      {"Kieran Gorman-Best", "Kieran Gorman-Best"},
      {"Seán O’Brien (Reuters)", "Seán O’Brien"},
      {"Иван Петров", "Иван Петров"},
      {"山田太郎", "山田太郎"},
      {"The Editors", ""},
      {"Editorial Team", ""},
      {"https://example.org/jane", ""},
      {"jane@example.org", ""},
      {"@jane", ""},
      {"By the end of the year", ""},
      {"Jane Doe, jane doe", "Jane Doe"},
      {"4 October 2017", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    tms_people people = {0};
    char got[256] = "";
    size_t len = 0;
    tms_people_add(doc, &people, tms_slice_cstr(rows[i].text), TMS_SLICE("Example"), false);
    for (size_t k = 0; k < people.count; k++)
      len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s", k ? "|" : "", (int)people.names[k].len, people.names[k].ptr);
    if (strcmp(got, rows[i].people)) fail_msg("%s: %s", rows[i].text, got);
    tms_doc_free(doc);
  }
}

/* What stands behind a name, and what a name is made of. */
static void test_bylines(void **state) {
  (void)state;
  static const struct {
    const char *text, *people;
  } rows[] = {
      {"Dylan Bailey, MS, RD, FAND", "Dylan Bailey, MS, RD, FAND"},
      {"Ann Vet, DVM, and Tom Roe", "Ann Vet, DVM|Tom Roe"},
      {"Maria & Katerina", ""},
      {"Centre for Bees and Research", ""},
      {"By Jane Doe on", "Jane Doe"},
      {"By Jane Doe \xE2\x80\xA2 5 min", "Jane Doe"},
      {"Sign in", ""},
      {"Reading time", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    tms_people people = {0};
    char got[256] = "";
    size_t len = 0;
    tms_people_add(doc, &people, tms_slice_cstr(rows[i].text), TMS_SLICE("Example"), false);
    for (size_t k = 0; k < people.count; k++)
      len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s", k ? "|" : "", (int)people.names[k].len, people.names[k].ptr);
    if (strcmp(got, rows[i].people)) fail_msg("%s: %s", rows[i].text, got);
    tms_doc_free(doc);
  }
}

/* Posts of a thread and a page without authors: who is taken, and who isn't. */
static void test_authors_by_kind(void **state) {
  (void)state;
  static const struct {
    const char *kind, *meta, *json, *authors;
  } rows[] = {
      {"forum", NULL, NULL, "html:oldoak"},
      {"product", NULL, NULL, ""},
      {"article", "Podium Staff", NULL, "html:oldoak|planer99"},
      {"product", NULL, "{\"@type\":\"WebPage\",\"author\":{\"@type\":\"Person\",\"name\":\"Jane Doe\"}}", ""},
      {"product", NULL, "{\"@type\":\"Article\",\"author\":{\"@type\":\"Person\",\"name\":\"Jane Doe\"}}", "json-ld:Jane Doe"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_PAGE_KIND, tms_slice_cstr(rows[i].kind), TMS_FROM_NONE);
    hint(doc, TMS_FROM_HTML, "author", "oldoak");
    hint(doc, TMS_FROM_HTML, "author", "planer99");
    if (rows[i].meta) hint(doc, TMS_FROM_META, "author", rows[i].meta);
    if (rows[i].json) hint(doc, TMS_FROM_JSON_LD, "json-ld", rows[i].json);
    settle(doc);
    expect(doc, TMS_FIELD_AUTHORS, rows[i].authors);
    tms_doc_free(doc);
  }
}

/* A page that names nobody signs with a group, or with its own name. */
static void test_groups(void **state) {
  (void)state;
  static const char *const names[] = {"Podium Staff", "Podium"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    tms_document *doc = new_doc();
    char want[64];
    hint(doc, TMS_FROM_OG, "og:site_name", "Podium");
    hint(doc, TMS_FROM_META, "author", names[i]);
    settle(doc);
    snprintf(want, sizeof want, "meta:%s", names[i]);
    expect(doc, TMS_FIELD_AUTHORS, want);
    tms_doc_free(doc);
  }
}

/* docs/metadata.md, dates: what settles a conflict. */
static void test_date_conflicts(void **state) {
  (void)state;
  static const struct {
    const char *kind, *retrieved, *url, *meta, *json, *date;
  } rows[] = {
      {"article", NULL, NULL, "2020-01-02", NULL, "og:2020-01-02"},
      {"article", "2019-12-01", NULL, "2020-01-02", NULL, ""},
      {"article", "2020-01-01", NULL, "2020-01-02", NULL, "og:2020-01-02"}, /* a day of another zone */
      {"article", NULL, "https://example.org/2020/01/01/bees", "2020-01-02T02:41:41+00:00", NULL, "html:2020-01-01"},
      {"article", NULL, "https://example.org/2019/01/01/bees", "2020-01-02T02:41:41+00:00", NULL, "og:2020-01-02T02:41:41+00:00"},
      {"service", NULL, NULL, NULL, "{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-02\"}", ""},
      {"article", NULL, NULL, NULL, "{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-02\"}", "json-ld:2020-01-02"},
      {"service", NULL, NULL, NULL, "{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-01-02\"}", "json-ld:2020-01-02"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_PAGE_KIND, tms_slice_cstr(rows[i].kind), TMS_FROM_NONE);
    if (rows[i].retrieved) tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_DATE_RETRIEVED, tms_slice_cstr(rows[i].retrieved), TMS_FROM_USER);
    if (rows[i].url) hint(doc, TMS_FROM_HTML, "canonical", rows[i].url);
    if (rows[i].meta) hint(doc, TMS_FROM_OG, "article:published_time", rows[i].meta);
    if (rows[i].json) hint(doc, TMS_FROM_JSON_LD, "json-ld", rows[i].json);
    settle(doc);
    expect(doc, TMS_FIELD_DATE_PUBLISHED, rows[i].date);
    tms_doc_free(doc);
  }
}

/* Names of <meta> that nobody has listed. */
static void test_like_names(void **state) {
  (void)state;
  static const struct {
    const char *key, *date;
  } rows[] = {{"w-published-date", "meta:2020-01-02"}, {"x:article_publish_time", "meta:2020-01-02"}, {"x-last-published-date", ""}, {"x-date", ""}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    hint(doc, TMS_FROM_META, rows[i].key, "2020-01-02");
    settle(doc);
    expect(doc, TMS_FIELD_DATE_PUBLISHED, rows[i].date);
    tms_doc_free(doc);
  }
}

static void test_deep_json(void **state) {
  (void)state;
  enum { DEEP = 400 };
  char text[DEEP * 20 + 100] = "";
  size_t len = 0;
  for (int i = 0; i < DEEP; i++) len += (size_t)snprintf(text + len, sizeof text - len, "{\"mainEntity\":");
  snprintf(text + len, sizeof text - len, "{\"@type\":\"Article\",\"headline\":\"Deep\"}");
  tms_document *doc = new_doc();
  hint(doc, TMS_FROM_JSON_LD, "json-ld", text);
  settle(doc);
  expect(doc, TMS_FIELD_TITLE, "");
  tms_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_json_ld),       cmocka_unit_test(test_damaged), cmocka_unit_test(test_json_references), cmocka_unit_test(test_precedence),
      cmocka_unit_test(test_silence),       cmocka_unit_test(test_titles),  cmocka_unit_test(test_people),          cmocka_unit_test(test_deep_json),
      cmocka_unit_test(test_like_names),    cmocka_unit_test(test_bylines), cmocka_unit_test(test_authors_by_kind), cmocka_unit_test(test_groups),
      cmocka_unit_test(test_date_conflicts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
