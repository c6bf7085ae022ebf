/*
 * JSON-LD (https://www.w3.org/TR/json-ld11/), as far as schema.org uses it on pages: one pass over the tokens with a stack of open objects, no tree. An object is
 * judged when it closes, because its @type may stand anywhere in it.
 */
#include "clean/metadata.h"

#include "base/utf8.h"
#include "markup/charref.h"
#include "markup/json.h"

enum {
  DEEPEST = 24,         /* open objects that are looked into; deeper ones are passed over */
  MOST_OBJECTS = 20000, /* pages have some hundreds; a list of empty ones must not cost a thousand times its bytes */
  PERSONS = 32,         /* nodes of an @graph that others refer to by @id */
  SORT_ARTICLE = 1u << 0,
  SORT_PRODUCT = 1u << 1,
  SORT_PAGE = 1u << 2,
  SORT_SITE = 1u << 3,
  SORT_PERSON = 1u << 4,
  SORT_ORGANIZATION = 1u << 5,
  SORT_OTHER = 1u << 6
};

/* Keys that say something. */
typedef enum key {
  KEY_NONE,
  KEY_TYPE,
  KEY_ID,
  KEY_NAME,
  KEY_HEADLINE,
  KEY_TITLE,
  KEY_DESCRIPTION,
  KEY_PUBLISHED,
  KEY_CREATED,
  KEY_MODIFIED,
  KEY_AUTHOR,
  KEY_PUBLISHER,
  KEY_IMAGE,
  KEY_URL,
  KEY_KEYWORDS,
  KEY_SECTION,
  KEY_LANGUAGE,
  KEY_LICENSE,
  KEY_WHOLE /* its value is another thing of the same page: @graph, mainEntity */
} key;

static const struct {
  const char *name;
  uint8_t key;
} keys[] = {
    {"@type", KEY_TYPE},
    {"@id", KEY_ID},
    {"name", KEY_NAME},
    {"headline", KEY_HEADLINE},
    {"title", KEY_TITLE},
    {"description", KEY_DESCRIPTION},
    {"datePublished", KEY_PUBLISHED},
    {"dateCreated", KEY_CREATED},
    {"dateModified", KEY_MODIFIED},
    {"author", KEY_AUTHOR},
    {"creator", KEY_AUTHOR},
    {"publisher", KEY_PUBLISHER},
    {"image", KEY_IMAGE},
    {"thumbnailUrl", KEY_IMAGE},
    {"url", KEY_URL},
    {"contentUrl", KEY_URL},
    {"keywords", KEY_KEYWORDS},
    {"articleSection", KEY_SECTION},
    {"inLanguage", KEY_LANGUAGE},
    {"license", KEY_LICENSE},
    {"@graph", KEY_WHOLE},
    {"mainEntity", KEY_WHOLE},
    {"mainEntityOfPage", KEY_WHOLE},
};

static const struct {
  const char *name;
  uint8_t sort;
} types[] = {
    {"Article", SORT_ARTICLE},
    {"NewsArticle", SORT_ARTICLE},
    {"BlogPosting", SORT_ARTICLE},
    {"ReportageNewsArticle", SORT_ARTICLE},
    {"OpinionNewsArticle", SORT_ARTICLE},
    {"AnalysisNewsArticle", SORT_ARTICLE},
    {"BackgroundNewsArticle", SORT_ARTICLE},
    {"ReviewNewsArticle", SORT_ARTICLE},
    {"TechArticle", SORT_ARTICLE},
    {"ScholarlyArticle", SORT_ARTICLE},
    {"MedicalScholarlyArticle", SORT_ARTICLE},
    {"Report", SORT_ARTICLE},
    {"LiveBlogPosting", SORT_ARTICLE},
    {"SocialMediaPosting", SORT_ARTICLE},
    {"DiscussionForumPosting", SORT_ARTICLE},
    {"Question", SORT_ARTICLE},
    {"Recipe", SORT_ARTICLE},
    {"HowTo", SORT_ARTICLE},
    {"AdvertiserContentArticle", SORT_ARTICLE},
    {"PodcastEpisode", SORT_ARTICLE},
    {"Review", SORT_OTHER},
    {"Product", SORT_PRODUCT},
    {"ProductGroup", SORT_PRODUCT},
    {"Course", SORT_PRODUCT},
    {"Book", SORT_PRODUCT},
    {"Event", SORT_PRODUCT},
    {"JobPosting", SORT_PRODUCT},
    {"SoftwareApplication", SORT_PRODUCT},
    {"Service", SORT_PRODUCT},
    {"Movie", SORT_PRODUCT},
    {"Dataset", SORT_PRODUCT},
    {"WebPage", SORT_PAGE},
    {"ItemPage", SORT_PAGE},
    {"CollectionPage", SORT_PAGE},
    {"AboutPage", SORT_PAGE},
    {"ContactPage", SORT_PAGE},
    {"MedicalWebPage", SORT_PAGE},
    {"ProfilePage", SORT_PAGE},
    {"WebSite", SORT_SITE},
    {"Person", SORT_PERSON},
    {"Organization", SORT_ORGANIZATION},
    {"NewsMediaOrganization", SORT_ORGANIZATION},
    {"Corporation", SORT_ORGANIZATION},
    {"LocalBusiness", SORT_ORGANIZATION},
};

/* An open object. */
typedef struct thing {
  key under;      /* the key whose value it is */
  uint32_t depth; /* of the reader, inside it */
  unsigned sorts;
  tms_slice id, name;
  tms_json_facts facts;
} thing;

typedef struct reading {
  tms_document *doc;
  tms_json_facts *best;
  thing *things; /* DEEPEST of them */
  size_t open, objects;
  struct {
    tms_slice id, name;
  } persons[PERSONS];
  size_t person_count;
  tms_slice wanted[TMS_PEOPLE_MOST]; /* @id of authors of the best thing */
  size_t wanted_count;
} reading;

static key key_of(const tms_json_token *token) {
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    if (tms_json_is(token, tms_slice_cstr(keys[i].name))) return (key)keys[i].key;
  }
  return KEY_NONE;
}

static unsigned sort_of(tms_slice type) {
  static const tms_slice prefixes[] = {TMS_SLICE_INIT("https://schema.org/"), TMS_SLICE_INIT("http://schema.org/"), TMS_SLICE_INIT("schema:")};
  for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    if (tms_slice_starts(type, prefixes[i])) type = tms_slice_from(type, prefixes[i].len);
  }
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
    if (tms_slice_eq(type, tms_slice_cstr(types[i].name))) return types[i].sort;
  }
  return SORT_OTHER;
}

static void set(tms_slice *slot, tms_slice value) {
  if (slot->len == 0) *slot = tms_slice_trim(value);
}

static void add_person(tms_people *people, tms_slice name) {
  name = tms_slice_trim(name);
  for (size_t i = 0; i < people->count; i++) {
    if (tms_slice_eq(people->names[i], name)) return;
  }
  if (name.len && people->count < TMS_PEOPLE_MOST) people->names[people->count++] = name;
}

static void add_keyword(tms_json_facts *facts, tms_slice value) {
  if (facts->keyword_count < TMS_LISTED_MOST && value.len) facts->keywords[facts->keyword_count++] = value;
}

/* A string, under `k`, of an open object. */
static void see_string(thing *at, key k, tms_slice value) {
  tms_json_facts *f = &at->facts;
  switch (k) {
    case KEY_TYPE: at->sorts |= sort_of(value); break;
    case KEY_ID: set(&at->id, value); break;
    case KEY_NAME: set(&at->name, value); break;
    case KEY_HEADLINE: f->title = tms_slice_trim(value); break;
    case KEY_TITLE: set(&f->title, value); break;
    case KEY_DESCRIPTION: set(&f->description, value); break;
    case KEY_PUBLISHED: f->published = tms_slice_trim(value); break;
    case KEY_CREATED: set(&f->published, value); break;
    case KEY_MODIFIED: set(&f->modified, value); break;
    case KEY_AUTHOR: add_person(&f->authors, value); break;
    case KEY_PUBLISHER: set(&f->site, value); break;
    case KEY_IMAGE: set(&f->image, value); break;
    case KEY_URL: set(&f->url, value); break;
    case KEY_KEYWORDS: add_keyword(f, value); break;
    case KEY_SECTION: set(&f->section, value); break;
    case KEY_LANGUAGE: set(&f->language, value); break;
    case KEY_LICENSE: set(&f->license, value); break;
    case KEY_NONE:
    case KEY_WHOLE: break;
  }
}

/* ---------------------------------------------------------------- closing ---- */

static int rank_of(unsigned sorts) {
  return sorts & SORT_ARTICLE ? 3 : sorts & SORT_PRODUCT ? 2 : sorts & SORT_PAGE ? 1 : 0;
}

/* A thing of the page itself: the one that says most of the main text wins; what it leaves open, others of the same page may fill in. */
static void consider(reading *r, const thing *closed) {
  int rank = rank_of(closed->sorts);
  tms_json_facts *best = r->best;
  if (rank == 0) return;
  tms_json_facts facts = closed->facts;
  if (!facts.title.len) facts.title = closed->name;
  facts.rank = rank;
  tms_slice site = best->site;
  if (rank > best->rank) {
    tms_json_facts old = *best;
    *best = facts;
    set(&best->description, old.description);
    set(&best->published, old.published);
    set(&best->modified, old.modified);
    set(&best->image, old.image);
    set(&best->language, old.language);
    if (!best->authors.count) best->authors = old.authors;
  } else {
    set(&best->published, facts.published);
    set(&best->modified, facts.modified);
    set(&best->description, facts.description);
    set(&best->image, facts.image);
    set(&best->language, facts.language);
    if (!best->authors.count && rank >= best->rank) best->authors = facts.authors;
  }
  if (site.len) best->site = site;
}

/* An object closes: it says something of the one around it, or of the page. */
static void close_thing(reading *r) {
  thing *closed = &r->things[--r->open], *around = r->open ? &r->things[r->open - 1] : NULL;
  if (closed->sorts & (SORT_PERSON | SORT_ORGANIZATION) && closed->id.len && closed->name.len && r->person_count < PERSONS) {
    r->persons[r->person_count].id = closed->id;
    r->persons[r->person_count++].name = closed->sorts & SORT_PERSON ? closed->name : TMS_SLICE_NONE;
  }
  if (closed->sorts & SORT_SITE) set(&r->best->site, closed->name);
  switch (closed->under) {
    case KEY_AUTHOR:
      if (!around) return;
      if (closed->name.len && !(closed->sorts & SORT_ORGANIZATION)) add_person(&around->facts.authors, closed->name);
      if (!closed->name.len && closed->id.len && rank_of(around->sorts ? around->sorts : SORT_ARTICLE) == 3 && r->wanted_count < TMS_PEOPLE_MOST) {
        r->wanted[r->wanted_count++] = closed->id;
      }
      return;
    case KEY_PUBLISHER:
      if (around) set(&around->facts.site, closed->name);
      return;
    case KEY_IMAGE:
      if (around) set(&around->facts.image, closed->facts.url.len ? closed->facts.url : TMS_SLICE_NONE);
      return;
    case KEY_KEYWORDS:
      if (around) add_keyword(&around->facts, closed->name);
      return;
    case KEY_LANGUAGE:
    case KEY_LICENSE: return;
    case KEY_WHOLE: consider(r, closed); return;
    default:
      if (!around) consider(r, closed); /* a thing inside another one (a review, an answer) is not the page */
      return;
  }
}

/* ---------------------------------------------------------------- reading ---- */

static bool open_thing(reading *r, key under, uint32_t depth) {
  if (r->open == DEEPEST || r->objects++ >= MOST_OBJECTS) return false;
  r->things[r->open++] = (thing){.under = under, .depth = depth};
  return true;
}

/* JSON knows no character references, but many systems write them into it: "Food &amp; Drink". They are undone where they are whole. */
static tms_slice without_references(tms_arena *arena, tms_slice text) {
  if (tms_slice_find_byte(text, '&', 0) == SIZE_MAX) return text;
  char *to = tms_arena_alloc(arena, text.len + 1); /* "&gt;" and "&Afr;" are no shorter than their one character; the names of two stay, "&nGt;" is */
  if (!to) return TMS_SLICE_NONE;
  size_t len = 0;
  for (size_t i = 0; i < text.len;) {
    tms_charref ref = text.ptr[i] == '&' ? tms_charref_read_strict(text, i) : (tms_charref){0};
    if (ref.length == 0 || ref.code[1]) {
      to[len++] = text.ptr[i++];
      continue;
    }
    i += ref.length;
    char bytes[4];
    size_t size = tms_utf8_encode(ref.code[0], bytes);
    memcpy(to + len, bytes, size);
    len += size;
  }
  return tms_slice_of(to, len);
}

static bool read_one(reading *r, tms_slice text) {
  tms_json_reader reader;
  tms_json_token token;
  key at = KEY_NONE;
  tms_json_reader_init(&reader, text, TMS_JSON_LENIENT | TMS_JSON_UTF8);
  r->open = 0;
  while (tms_json_next(&reader, &token) == TMS_OK) {
    switch (token.kind) {
      case TMS_JSON_KEY:
        at = key_of(&token);
        /* Values of other keys are passed over whole. */
        if (at == KEY_NONE && tms_json_skip_value(&reader, &token) != TMS_OK) return r->doc->arena.status == TMS_OK;
        break;
      case TMS_JSON_STRING:
        if (r->open) see_string(&r->things[r->open - 1], at, without_references(&r->doc->arena, tms_json_string(&token, &r->doc->arena)));
        break;
      case TMS_JSON_OBJECT:
        if (!open_thing(r, at, reader.depth) && tms_json_skip_value(&reader, &token) != TMS_OK) return r->doc->arena.status == TMS_OK;
        break;
      case TMS_JSON_OBJECT_END: {
        if (!r->open || reader.depth + 1 != r->things[r->open - 1].depth) break;
        key under = r->things[r->open - 1].under;
        close_thing(r);
        at = under; /* an array of objects goes on under the same key */
        break;
      }
      default: break;
    }
  }
  while (r->open) close_thing(r); /* the text broke off: what was said counts */
  return r->doc->arena.status == TMS_OK;
}

static void resolve_authors(reading *r) {
  if (r->best->authors.count) return;
  for (size_t i = 0; i < r->wanted_count; i++) {
    for (size_t k = 0; k < r->person_count; k++) {
      if (r->persons[k].name.len && tms_slice_eq(r->persons[k].id, r->wanted[i])) add_person(&r->best->authors, r->persons[k].name);
    }
  }
}

bool tms_json_facts_read(tms_document *doc, tms_json_facts *facts) {
  *facts = (tms_json_facts){0};
  bool any = false;
  for (const tms_hint *hint = doc->hints; hint && !any; hint = hint->next)
    any = hint->from == TMS_FROM_JSON_LD && tms_slice_eq(hint->key, TMS_SLICE("json-ld"));
  if (!any) return true;
  reading *r = tms_arena_zero(&doc->arena, sizeof *r);
  thing *things = tms_arena_array(&doc->arena, DEEPEST, sizeof *things);
  if (!r || !things) return false;
  *r = (reading){.doc = doc, .best = facts, .things = things};
  for (const tms_hint *hint = doc->hints; hint; hint = hint->next) {
    if (hint->from != TMS_FROM_JSON_LD || !tms_slice_eq(hint->key, TMS_SLICE("json-ld"))) continue;
    if (!read_one(r, hint->value)) return false;
  }
  resolve_authors(r);
  return true;
}
