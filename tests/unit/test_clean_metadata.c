/* The metadata pass, from hints and from lines of text. */
#include "tests/support/cmocka.h"

#include "base/alloc.h"
#include "clean/metadata.h"
#include "clean/pass.h"
#include "clean/title_choices.h"
#include "doc/builder.h"
#include "formats/html/html.h"

#include <stdio.h>

static tms_document *new_doc(void) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  assert_non_null(doc);
  return doc;
}

static void hint(tms_document *doc, tms_provenance from, const char *key, const char *value) {
  assert_true(tms_doc_hint(doc, from, tms_slice_cstr(key), tms_doc_copy(doc, tms_slice_cstr(value)), TMS_SPAN_NONE));
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

static const struct {
  tms_field field;
  struct {
    tms_provenance from;
    const char *key, *value;
  } sources[12]; /* the first that says something wins */
  const char *want[12];
} source_rows[] = {
    {TMS_FIELD_SITE,
     {{TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"WebSite\",\"name\":\"Linked\"}"},
      {TMS_FROM_OG, "og:site_name", "Graph"},
      {TMS_FROM_META, "og:site_name", "Named"},
      {TMS_FROM_META, "application-name", "Application"},
      {TMS_FROM_META, "apple-mobile-web-app-title", "Telephone"}},
     {"json-ld:Linked", "og:Graph", "meta:Named", "meta:Application", "meta:Telephone"}},
    {TMS_FIELD_DESCRIPTION,
     {{TMS_FROM_META, "description", "One"},
      {TMS_FROM_OG, "og:description", "Two"},
      {TMS_FROM_META, "twitter:description", "Three"},
      {TMS_FROM_OG, "twitter:description", "Four"},
      {TMS_FROM_META, "dc.description", "Five"},
      {TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"description\":\"Six\"}"}},
     {"meta:One", "og:Two", "meta:Three", "og:Four", "meta:Five", "json-ld:Six"}},
    {TMS_FIELD_CATEGORIES,
     {{TMS_FROM_OG, "article:section", "One"},
      {TMS_FROM_META, "article:section", "Two"},
      {TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"articleSection\":\"Three, Four\"}"},
      {TMS_FROM_META, "parsely-section", "Five"},
      {TMS_FROM_META, "section", "Six"}},
     {"og:One", "meta:Two", "json-ld:Three|Four", "meta:Five", "meta:Six"}},
    {TMS_FIELD_TAGS,
     {{TMS_FROM_OG, "article:tag", "one"},
      {TMS_FROM_META, "article:tag", "two"},
      {TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"keywords\":[\"three\",\"four\"]}"},
      {TMS_FROM_META, "news_keywords", "five"},
      {TMS_FROM_META, "parsely-tags", "six"},
      {TMS_FROM_META, "sailthru.tags", "seven"},
      {TMS_FROM_META, "citation_keywords", "eight"},
      {TMS_FROM_META, "dc.subject", "nine"},
      {TMS_FROM_META, "keywords", "ten; eleven, "}},
     {"og:one", "meta:two", "json-ld:three|four", "meta:five", "meta:six", "meta:seven", "meta:eight", "meta:nine", "meta:ten|eleven"}},
    {TMS_FIELD_LANGUAGE,
     {{TMS_FROM_HTML, "lang", "de-AT"},
      {TMS_FROM_META, "content-language", "fr"},
      {TMS_FROM_OG, "og:locale", "pt_BR"},
      {TMS_FROM_META, "dc.language", "it"},
      {TMS_FROM_META, "language", "nl"},
      {TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"inLanguage\":\"es\"}"}},
     {"html:de-AT", "meta:fr", "og:pt-BR", "meta:it", "meta:nl", "json-ld:es"}},
    {TMS_FIELD_LICENSE,
     {{TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"license\":\"https://example.org/one\"}"},
      {TMS_FROM_HTML, "license", "https://example.org/two"},
      {TMS_FROM_META, "dcterms.license", "Three"},
      {TMS_FROM_META, "dc.rights", "Four"},
      {TMS_FROM_META, "copyright-license", "Five"}},
     {"json-ld:https://example.org/one", "html:https://example.org/two", "meta:Three", "meta:Four", "meta:Five"}},
    {TMS_FIELD_IMAGE,
     {{TMS_FROM_OG, "og:image", "https://example.org/1.png"},
      {TMS_FROM_OG, "og:image:secure_url", "https://example.org/2.png"},
      {TMS_FROM_OG, "og:image:url", "https://example.org/3.png"},
      {TMS_FROM_META, "twitter:image", "https://example.org/4.png"},
      {TMS_FROM_META, "twitter:image:src", "https://example.org/5.png"},
      {TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"image\":\"https://example.org/6.png\"}"},
      {TMS_FROM_META, "thumbnail", "relative.png"}},
     {"og:https://example.org/1.png", "og:https://example.org/2.png", "og:https://example.org/3.png", "meta:https://example.org/4.png",
      "meta:https://example.org/5.png", "json-ld:https://example.org/6.png", ""}},
    {TMS_FIELD_CANONICAL_URL,
     {{TMS_FROM_HTML, "canonical", "https://example.org/1"},
      {TMS_FROM_OG, "og:url", "https://example.org/2"},
      {TMS_FROM_META, "og:url", "https://example.org/3"},
      {TMS_FROM_JSON_LD, "json-ld", "{\"@type\":\"Article\",\"url\":\"https://example.org/4\"}"}},
     {"html:https://example.org/1", "og:https://example.org/2", "meta:https://example.org/3", "json-ld:https://example.org/4"}},
};

/* docs/metadata.md, the table: each source speaks where those before it are silent. */
static void test_sources(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof source_rows / sizeof source_rows[0]; i++) {
    for (size_t first = 0; first < 12 && source_rows[i].want[first]; first++) {
      tms_document *doc = new_doc();
      /* Added from the last to the first: it is the source that decides, not the order on the page. */
      for (size_t k = 12; k-- > first;) {
        if (source_rows[i].sources[k].key) hint(doc, source_rows[i].sources[k].from, source_rows[i].sources[k].key, source_rows[i].sources[k].value);
      }
      settle(doc);
      expect(doc, source_rows[i].field, source_rows[i].want[first]);
      tms_doc_free(doc);
    }
  }
}

/* No source declares the site: <title> may hold its name. */
static void test_site_of_title(void **state) {
  (void)state;
  static const struct {
    const char *title, *h1, *url, *site;
  } rows[] = {
      {"Bees return to the city | The Daily Hive", NULL, "https://www.dailyhive.co.uk/bees", "html:The Daily Hive"},
      {"The Daily Hive: Bees return to the city", NULL, "https://dailyhive.com/bees", "html:The Daily Hive"},
      {"Bees return to the city - Nature - Kurier", "Bees return to the city - Nature", NULL, "html:Kurier"},
      {"Kurier - Bees return", "Bees return", NULL, "html:Kurier"},
      {"Bees return to the city - Nature", NULL, "https://kurier.example.org/bees", ""},
      {"Fresh beans | Shop", NULL, "https://coffeebeanshop.example.org/", ""},
      {"The Daily Hive", NULL, "https://dailyhive.com/", ""},
      {"Bees | Hive", "Hive", "https://hive.com/", ""}, /* what the h1 says is the page */
      {" | ", NULL, "https://hive.com/", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    hint(doc, TMS_FROM_HTML, "title", rows[i].title);
    if (rows[i].h1) hint(doc, TMS_FROM_HTML, "h1", rows[i].h1);
    if (rows[i].url) hint(doc, TMS_FROM_HTML, "canonical", rows[i].url);
    settle(doc);
    expect(doc, TMS_FIELD_SITE, rows[i].site);
    tms_doc_free(doc);
  }
}

static const tms_title_choice *choice(const tms_title_choices *all, const char *text) {
  for (size_t i = 0; i < all->count; i++) {
    if (tms_slice_eq(all->at[i].text, tms_slice_cstr(text))) return &all->at[i];
  }
  return NULL;
}

static void test_title_choices(void **state) {
  (void)state;
  static const char *const texts[] = {
      "Blog: Bees return | Nature | The Daily Hive", "Bees return",    "Blog: Bees return", "Blog: Bees return | Nature", "Blog",
      "Bees return | Nature | The Daily Hive",       "The Daily Hive", "Bees come back"};
  tms_document *doc = new_doc();
  tms_json_facts *facts = tms_arena_alloc(&doc->arena, sizeof *facts);
  hint(doc, TMS_FROM_HTML, "title", "Blog: Bees return | Nature | The Daily Hive");
  hint(doc, TMS_FROM_HTML, "h1", "Beesreturn"); /* lost its space */
  hint(doc, TMS_FROM_OG, "twitter:title", "Bees come back");
  hint(doc, TMS_FROM_HTML, "canonical", "https://dailyhive.com/nature/bees-return.html");
  assert_true(tms_metadata_begin(doc, facts));
  const tms_title_choices *all = tms_title_choices_find(doc, facts);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (!choice(all, texts[i])) fail_msg("no choice: %s", texts[i]);
  }
  assert_int_equal(all->count, sizeof texts / sizeof texts[0]);
  const tms_title_choice *bees = choice(all, "Bees return"), *hive = choice(all, "The Daily Hive");
  assert_int_equal(bees->numbers[TMS_TITLE_NUMBER_H1], 1);
  assert_int_equal(bees->numbers[TMS_TITLE_NUMBER_ANY_WAYS], 2);
  assert_int_equal(bees->numbers[TMS_TITLE_NUMBER_MIDDLES], 1);
  assert_int_equal(bees->numbers[TMS_TITLE_NUMBER_OF_ADDRESS], 17);
  assert_int_equal(bees->numbers[TMS_TITLE_NUMBER_STEPS], 2);
  assert_int_equal(hive->numbers[TMS_TITLE_NUMBER_SITE_SAME], 1);
  assert_int_equal(hive->numbers[TMS_TITLE_NUMBER_NAMES_HOST], 1);
  assert_int_equal(hive->numbers[TMS_TITLE_NUMBER_TAILS], 1);
  assert_int_equal(choice(all, "Blog: Bees return | Nature")->numbers[TMS_TITLE_NUMBER_CUT_SITE], 2);
  tms_doc_free(doc);
}

/* A page of more texts than there is room for: the first ones stay, and none is counted that isn't there. */
static void test_many_titles(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  tms_json_facts *facts = tms_arena_alloc(&doc->arena, sizeof *facts);
  static const char *const keys[] = {"og:title", "twitter:title", "title", "headline"};
  char text[TMS_TITLE_LONGEST + 2];
  for (int h1 = 0; h1 < 300; h1++) {
    snprintf(text, sizeof text, "Part %d | of %d - a | long : title %d", h1, h1, h1);
    hint(doc, TMS_FROM_HTML, "h1", text);
  }
  for (int i = 0; i < 4; i++) {
    size_t len = 0;
    while (len + 12 < sizeof text) len += (size_t)snprintf(text + len, sizeof text - len, "%d | ", (int)len + i);
    hint(doc, TMS_FROM_META, keys[i], text);
  }
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = 0;
  hint(doc, TMS_FROM_HTML, "title", text);
  assert_true(tms_metadata_begin(doc, facts));
  const tms_title_choices *all = tms_title_choices_find(doc, facts);
  assert_non_null(all);
  assert_in_range(all->count, 20, TMS_TITLE_CHOICES);
  assert_null(choice(all, text)); /* too long for a title */
  assert_non_null(tms_title_choices_best(all));
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

static tms_document *page(const char *html, const char *kind) {
  tms_document *doc = new_doc();
  tms_options options = {.size = sizeof options};
  tms_error error;
  tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_PAGE_KIND, tms_slice_cstr(kind), TMS_FROM_NONE);
  assert_int_equal(tms_html_read(tms_slice_cstr(html), &options, doc, &error), TMS_OK);
  settle(doc);
  return doc;
}

/* What stands beside the headline against what machines are told. */
static void test_seen_dates(void **state) {
  (void)state;
  static const struct {
    const char *head, *body, *kind, *date;
  } rows[] = {
      /* Earlier than the declared day: moved into the system later. */
      {"<meta property=article:published_time content=2020-05-04T10:00:00Z>", "<p>Published 2 March 2019", "article", "text:2019-03-02"},
      {"<meta property=article:published_time content=2020-05-04T10:00:00Z>", "<p>Updated 2 March 2021", "article", "og:2020-05-04T10:00:00Z"},
      {"<meta property=article:published_time content=2020-05-04T10:00:00Z>", "<p>Submitted 2 March 2019", "article", "og:2020-05-04T10:00:00Z"},
      /* The day before: the same moment elsewhere in the morning, another day in the evening. */
      {"<meta property=article:published_time content=2020-05-04T03:00:00Z>", "<p>3 May 2020", "article", "og:2020-05-04T03:00:00Z"},
      {"<meta property=article:published_time content=2020-05-04T22:00:00Z>", "<p>3 May 2020", "article", "text:2020-05-03"},
      {"<meta property=article:published_time content=2020-05-04>", "<p>3 May 2020", "article", "text:2020-05-03"},
      /* The address agrees with the declared day, or tells which number is the month. */
      {"<link rel=canonical href=https://example.org/2020/05/04/bees><meta property=article:published_time content=2020-05-04>", "<p>2 March 2020",
       "article", "og:2020-05-04"},
      {"<link rel=canonical href=https://example.org/2020/may/04/bees>", "<p>04/05/2020", "article", "html:2020-05-04"},
      /* Cards of other texts. */
      {"", "<p>4 May 2020<p><meta itemprop=datePublished content=2021-01-01><meta itemprop=datePublished content=2021-01-02>", "article",
       "text:2020-05-04"},
      {"", "<p>4 May 2020<p><meta itemprop=datePublished content=2021-01-01><meta itemprop=datePublished content=2021-01-01>", "article",
       "text:2020-05-04"},
      /* A thread, and what its members say of themselves. */
      {"", "<p>Started by oldoak, May 4, 2020<p>Founded: March 2, 2011", "forum", "text:2020-05-04"},
      {"", "<p>Founded: March 2, 2011", "forum", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char html[1000];
    snprintf(html, sizeof html, "<!doctype html><html lang=en><title>Bees return to the city</title>%s<body><h1>Bees return to the city</h1>%s<p>%s",
             rows[i].head, rows[i].body, "They were gone for a long time, and nobody knew where they had been all those years.");
    tms_document *doc = page(html, rows[i].kind);
    expect(doc, TMS_FIELD_TITLE, "html:Bees return to the city");
    expect(doc, TMS_FIELD_DATE_PUBLISHED, rows[i].date);
    tms_doc_free(doc);
  }
}

/* Labels of threads are no part of their titles, where JSON-LD knows them without. */
static void test_labels_of_threads(void **state) {
  (void)state;
  static const struct {
    const char *kind, *h1, *linked, *title;
  } rows[] = {
      {"forum", "News Bees return to the city", "Bees return to the city", "json-ld:Bees return to the city"},
      {"forum", "Bees return to the city", "return to the city", "json-ld:return to the city"},
      {"forum", "What we know of why bees return to the city", "bees return to the city", "html:What we know of why bees return to the city"},
      {"forum", "Bees return to the city soon", "Bees return to the city", "html:Bees return to the city soon"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    tms_document *doc = new_doc();
    char title[200], json[200];
    snprintf(title, sizeof title, "%s | Hives", rows[i].h1);
    snprintf(json, sizeof json, "{\"@type\":\"DiscussionForumPosting\",\"headline\":\"%s\"}", rows[i].linked);
    tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_PAGE_KIND, tms_slice_cstr(rows[i].kind), TMS_FROM_NONE);
    hint(doc, TMS_FROM_HTML, "title", title);
    hint(doc, TMS_FROM_HTML, "h1", rows[i].h1);
    hint(doc, TMS_FROM_OG, "og:title", rows[i].h1);
    hint(doc, TMS_FROM_JSON_LD, "json-ld", json);
    settle(doc);
    expect(doc, TMS_FIELD_TITLE, rows[i].title);
    tms_doc_free(doc);
  }
}

/* Styles inside of a heading are no part of the title; a line's end is a space. */
static void test_title_of_page(void **state) {
  (void)state;
  tms_document *doc =
      page("<!doctype html><title>x</title><h1><style>.a{color:red}</style>Bees<br>return<div>home</div></h1><p>They were gone.", "article");
  const tms_hint *hint = doc->hints;
  while (hint && !tms_slice_eq(hint->key, TMS_SLICE("h1"))) hint = hint->next;
  assert_non_null(hint);
  assert_true(tms_slice_eq(hint->value, TMS_SLICE("Bees return home")));
  tms_doc_free(doc);
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
      cmocka_unit_test(test_json_ld),        cmocka_unit_test(test_damaged),          cmocka_unit_test(test_json_references),
      cmocka_unit_test(test_precedence),     cmocka_unit_test(test_silence),          cmocka_unit_test(test_titles),
      cmocka_unit_test(test_people),         cmocka_unit_test(test_deep_json),        cmocka_unit_test(test_like_names),
      cmocka_unit_test(test_bylines),        cmocka_unit_test(test_authors_by_kind),  cmocka_unit_test(test_groups),
      cmocka_unit_test(test_date_conflicts), cmocka_unit_test(test_sources),          cmocka_unit_test(test_site_of_title),
      cmocka_unit_test(test_title_choices),  cmocka_unit_test(test_many_titles),      cmocka_unit_test(test_seen_dates),
      cmocka_unit_test(test_title_of_page),  cmocka_unit_test(test_labels_of_threads)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
