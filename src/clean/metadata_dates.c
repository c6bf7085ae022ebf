/*
 * The dates of publication and of the last change. Where sources differ, docs/metadata.md says who is believed, and why.
 */
#include "clean/metadata.h"

#include "clean/metadata_page.h"

/* A day as a number that grows with it; 0 where there is none. Months count 31 days: only the order matters, and days next to each other in one month. */
static uint32_t days_of(tms_slice iso) {
  uint32_t year = 0, month = 0, day = 0;
  if (iso.len < 10) return 0;
  for (size_t i = 0; i < 10; i++) {
    uint32_t digit = (uint32_t)(iso.ptr[i] - '0');
    if (i < 4) year = year * 10 + digit;
    if (i == 5 || i == 6) month = month * 10 + digit;
    if (i >= 8) day = day * 10 + digit;
  }
  return (year * 12 + month) * 31 + day;
}

/* Nothing is published after it was retrieved. One day more is let pass: clocks differ by zones. */
static bool set_day(tms_document *doc, tms_field field, const tms_date *date, tms_provenance from) {
  uint32_t retrieved = days_of(tms_metadata_get(&doc->metadata, TMS_FIELD_DATE_RETRIEVED));
  if (date->len == 0 || (retrieved && days_of(tms_date_slice(date)) > retrieved + 1)) return false;
  return tms_metadata_say(doc, field, tms_date_slice(date), from);
}

static bool set_date(tms_document *doc, tms_field field, tms_slice value, tms_provenance from) {
  tms_date date;
  return value.len > 0 && tms_date_of_machine(value, &date) && set_day(doc, field, &date, from);
}

/* Cards of other texts have microdata too: where a page says datePublished of several days, none of them is known to be its own. */
static bool is_of_many(const tms_document *doc, const tms_metadata_source *from) {
  size_t left = TMS_HINTS_LOOKED_AT;
  uint32_t first = 0;
  tms_date date;
  if (!tms_slice_eq(tms_slice_cstr(from->key), TMS_SLICE("datepublished"))) return false;
  for (const tms_hint *hint = doc->hints; hint && left > 0; hint = hint->next, left--) {
    if (hint->from != from->from || !tms_slice_eq(hint->key, TMS_SLICE("datepublished")) || !tms_date_of_machine(hint->value, &date)) continue;
    uint32_t day = days_of(tms_date_slice(&date));
    if (first && day != first) return true;
    first = day;
  }
  return false;
}

static bool date_of_sources(tms_document *doc, tms_field field, const tms_metadata_source *sources, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (is_of_many(doc, &sources[i])) continue;
    if (set_date(doc, field, tms_hint_value(doc, sources[i].from, tms_slice_cstr(sources[i].key)), sources[i].from)) return true;
  }
  return false;
}

static bool date_of_address(tms_document *doc) {
  static const tms_field fields[] = {TMS_FIELD_CANONICAL_URL, TMS_FIELD_URL};
  tms_date date;
  for (size_t i = 0; i < 2; i++) {
    if (tms_date_of_url(tms_metadata_get(&doc->metadata, fields[i]), &date)) return set_day(doc, TMS_FIELD_DATE_PUBLISHED, &date, TMS_FROM_HTML);
  }
  return false;
}

/* Names of <meta> are made up every day: one that says "publish" and "date" or "time" means it. */
static bool date_of_like_names(tms_document *doc) {
  size_t left = TMS_HINTS_LOOKED_AT;
  for (const tms_hint *hint = doc->hints; hint && left > 0; hint = hint->next, left--) {
    if (hint->from != TMS_FROM_META && hint->from != TMS_FROM_OG) continue;
    bool means = tms_slice_find(hint->key, TMS_SLICE("publish"), 0) != SIZE_MAX &&
                 (tms_slice_find(hint->key, TMS_SLICE("date"), 0) != SIZE_MAX || tms_slice_find(hint->key, TMS_SLICE("time"), 0) != SIZE_MAX);
    bool later = tms_slice_find(hint->key, TMS_SLICE("last"), 0) != SIZE_MAX || tms_slice_find(hint->key, TMS_SLICE("modified"), 0) != SIZE_MAX;
    if (means && !later && set_date(doc, TMS_FIELD_DATE_PUBLISHED, hint->value, hint->from)) return true;
  }
  return false;
}

/* On a forum every post has its date: the first one is that of the thread. */
static bool date_of_first_post(tms_document *doc) {
  static const char *const keys[] = {"datecreated", "datepublished", "time"};
  size_t left = TMS_HINTS_LOOKED_AT;
  if (!tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), TMS_SLICE("forum"))) return false;
  for (const tms_hint *hint = doc->hints; hint && left > 0; hint = hint->next, left--) {
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
      if (tms_slice_eq(hint->key, tms_slice_cstr(keys[i])) && set_date(doc, TMS_FIELD_DATE_PUBLISHED, hint->value, TMS_FROM_HTML)) return true;
    }
  }
  return false;
}

/* Has it a clock time of the first half of the day? Then it was still the day before where the author lives. */
static bool is_early(tms_slice iso) {
  return iso.len > 13 && iso.ptr[11] <= '1' && (iso.ptr[11] == '0' || iso.ptr[12] < '3');
}

/* What readers see beats what machines are told in two cases. The address says the day before or after: clocks of servers count in UTC, authors don't. The
 * date beside the headline is earlier: nothing is shown before it is published, but many systems call the day published on which a text was moved into them. */
static void correct_date(tms_document *doc, const tms_near *near) {
  tms_slice said = tms_metadata_get(&doc->metadata, TMS_FIELD_DATE_PUBLISHED);
  uint32_t days = days_of(said), seen = near->date_sure ? days_of(tms_date_slice(&near->date)) : 0;
  tms_date address;
  for (size_t i = 0; i < 2 && days; i++) {
    if (!tms_date_of_url(tms_metadata_get(&doc->metadata, i ? TMS_FIELD_URL : TMS_FIELD_CANONICAL_URL), &address)) continue;
    uint32_t other = days_of(tms_date_slice(&address));
    if (other == days) return; /* two who agree */
    bool zone = said.len > 11; /* a clock time, so a day of a certain zone */
    if (!zone || (other + 1 != days && days + 1 != other)) continue;
    (void)set_day(doc, TMS_FIELD_DATE_PUBLISHED, &address, TMS_FROM_HTML);
    return;
  }
  if (!seen || !days || seen >= days || (seen + 1 == days && is_early(said))) return;
  (void)set_day(doc, TMS_FIELD_DATE_PUBLISHED, &near->date, near->date_in_time ? TMS_FROM_HTML : TMS_FROM_TEXT);
}

void tms_dates_settle(tms_document *doc, const tms_json_facts *facts, const tms_near *near) {
  static const tms_metadata_source published[] = {
      {TMS_FROM_OG, "article:published_time"},
      {TMS_FROM_META, "article:published_time"},
      {TMS_FROM_OG, "og:article:published_time"},
      {TMS_FROM_META, "datepublished"},
      {TMS_FROM_META, "citation_publication_date"},
      {TMS_FROM_META, "citation_online_date"},
      {TMS_FROM_META, "citation_date"},
      {TMS_FROM_META, "dcterms.issued"},
      {TMS_FROM_META, "dc.date.issued"},
      {TMS_FROM_META, "dcterms.created"},
      {TMS_FROM_META, "dc.date.created"},
      {TMS_FROM_META, "dcterms.date"},
      {TMS_FROM_META, "dc.date"},
      {TMS_FROM_META, "parsely-pub-date"},
      {TMS_FROM_META, "sailthru.date"},
      {TMS_FROM_META, "pubdate"},
      {TMS_FROM_META, "publishdate"},
      {TMS_FROM_META, "publish-date"},
      {TMS_FROM_META, "publish_date"},
      {TMS_FROM_META, "publication_date"},
      {TMS_FROM_META, "article.published"},
      {TMS_FROM_META, "article_date_original"},
      {TMS_FROM_META, "originalpublicationdate"},
      {TMS_FROM_META, "cxenseparse:publishtime"},
      {TMS_FROM_META, "published"},
      {TMS_FROM_META, "published-date"},
      {TMS_FROM_META, "published_date"},
      {TMS_FROM_META, "published_time"},
      {TMS_FROM_META, "date_published"},
      {TMS_FROM_META, "publicationdate"},
      {TMS_FROM_META, "publication-date"},
      {TMS_FROM_META, "pub_date"},
      {TMS_FROM_META, "article:published"},
      {TMS_FROM_OG, "article:published"},
      {TMS_FROM_OG, "og:published_time"},
      {TMS_FROM_OG, "og:pubdate"},
      {TMS_FROM_META, "bt:pubdate"},
      {TMS_FROM_META, "rnews:datepublished"},
      {TMS_FROM_META, "article.created"},
      {TMS_FROM_META, "datecreated"},
      {TMS_FROM_META, "dc.created"},
      {TMS_FROM_META, "date"},
      {TMS_FROM_META, "ms.date"},
  };
  static const tms_metadata_source modified[] = {
      {TMS_FROM_OG, "article:modified_time"}, {TMS_FROM_OG, "og:updated_time"},    {TMS_FROM_META, "article:modified_time"},
      {TMS_FROM_META, "datemodified"},        {TMS_FROM_META, "dcterms.modified"}, {TMS_FROM_META, "last-modified"},
      {TMS_FROM_META, "article.updated"},
  };
  if (!tms_metadata_is_set(doc, TMS_FIELD_DATE_PUBLISHED)) {
    /* What JSON-LD calls the page of a shop or a service was made when the record was: only of an article, or on a page about one text, that is publication. */
    bool told = facts->rank >= 3 || near->one_text || !tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND).len;
    bool done = (told && set_date(doc, TMS_FIELD_DATE_PUBLISHED, facts->published, TMS_FROM_JSON_LD)) || date_of_first_post(doc) ||
                date_of_sources(doc, TMS_FIELD_DATE_PUBLISHED, published, sizeof published / sizeof published[0]) || date_of_like_names(doc) ||
                date_of_address(doc);
    if (done) correct_date(doc, near);
    if (!done && near->date.len) {
      done = set_day(doc, TMS_FIELD_DATE_PUBLISHED, &near->date, near->date_in_time ? TMS_FROM_HTML : TMS_FROM_TEXT);
    }
    /* A page that shows one date and calls it the one of an update: nothing closer to publication is known. */
    if (!done && near->one_story && near->updated.len) done = set_day(doc, TMS_FIELD_DATE_PUBLISHED, &near->updated, TMS_FROM_TEXT);
    /* The first <time>: on pages about one text it is mostly its own. */
    if (!done && near->one_story) (void)set_date(doc, TMS_FIELD_DATE_PUBLISHED, tms_hint_value(doc, TMS_FROM_HTML, TMS_SLICE("time")), TMS_FROM_HTML);
  }
  if (tms_metadata_is_set(doc, TMS_FIELD_DATE_MODIFIED) || set_date(doc, TMS_FIELD_DATE_MODIFIED, facts->modified, TMS_FROM_JSON_LD)) return;
  if (date_of_sources(doc, TMS_FIELD_DATE_MODIFIED, modified, sizeof modified / sizeof modified[0]) || !near->updated.len) return;
  (void)set_day(doc, TMS_FIELD_DATE_MODIFIED, &near->updated, TMS_FROM_TEXT);
}
