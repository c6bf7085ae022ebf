/*
 * The metadata pass, in parts. A part reads hints or the document and gives candidates; metadata.c settles them. Rules of precedence stand where they are applied.
 */
#ifndef TMS_CLEAN_METADATA_H
#define TMS_CLEAN_METADATA_H

#include "clean/date.h"
#include "doc/document.h"

enum {
  /* Hints that are looked at for each field: pages have some hundreds, and a page of a million headings must not cost as many looks a field. */
  TMS_HINTS_LOOKED_AT = 5000,
  TMS_PEOPLE_MOST = 16, /* authors of one text; papers of large collaborations keep their first ones */
  TMS_LISTED_MOST = 32  /* tags, categories */
};

typedef struct tms_people {
  tms_slice names[TMS_PEOPLE_MOST];
  size_t count;
} tms_people;

/* What the JSON-LD of a page says of its main thing. Slices are of the input or of the document's arena; empty where nothing is said. */
typedef struct tms_json_facts {
  int rank; /* how sure it is that this is the main thing: 3 article-like, 2 product and the like, 1 page, 0 nothing */
  tms_slice title, description, published, modified, image, language, license, url, section;
  tms_slice site; /* publisher, or name of the WebSite */
  tms_people authors;
  tms_slice keywords[TMS_LISTED_MOST];
  size_t keyword_count;
} tms_json_facts;

/* Reads all "json-ld" hints. Damaged JSON gives what stood before the damage. False on failed allocation. */
bool tms_json_facts_read(tms_document *doc, tms_json_facts *facts);

/* The first half of the pass: reads `facts` and settles site, description, license, addresses and language, which the others look at. False on failed allocation. */
bool tms_metadata_begin(tms_document *doc, tms_json_facts *facts);

/* Adds the people of a text ("By Jane Doe and John Roe") to the list: no roles, handles, addresses. `site` is a person only where it has a name's look.
 * `declared`: the page says outright that this is its author, so a pen name of one word or in lower case will do. */
void tms_people_add(tms_document *doc, tms_people *people, tms_slice text, tms_slice site, bool declared);
/* Is this the name of a person, by its look? Two to five words, capitals, nothing that names have not. */
bool tms_people_is_name(tms_slice text);
/* Without what a byline goes on with: "Jane Doe on", "Jane Doe | 5 min". */
tms_slice tms_people_without_end(tms_slice name);
/* A group that signs its texts: "The Editorial Team", "Podium Staff". */
bool tms_people_is_group(tms_slice text);
/* Without "By", "von", "par" and the like in front; the same slice where there is none. */
tms_slice tms_people_byline(tms_slice text, bool *is_byline);

/* Does a link with this address lead to the page of a person: "/author/jane-doe", "/members/inkwell.77/"? */
bool tms_address_of_person(tms_slice address);

/* Title of the page: sets TITLE. */
void tms_title_settle(tms_document *doc, const tms_json_facts *facts);
/* "Title - Site" without its site, by the separators that sites use. */
tms_slice tms_title_cut(tms_slice title, tms_slice site);
/* Same letters and digits, case folded? */
bool tms_title_same(tms_slice a, tms_slice b);
/* Does `whole` begin with the letters of `part`? */
bool tms_title_begins(tms_slice whole, tms_slice part);
/* " | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • " and the like: the length of a separator at `at`, or 0. */
size_t tms_title_separator(tms_slice s, size_t at);

/* The name of the site where no source declares it: the part of <title> that names the host, or is not what the page calls itself. Sets SITE. */
void tms_site_of_title(tms_document *doc);
/* The letters of the host's own name: "example" of "https://www.example.co.uk/". */
tms_slice tms_site_host(tms_slice url);

/* Plain text: labels, date lines and bylines at the head become metadata and leave the body. False on failed allocation. */
bool tms_lines_settle(tms_document *doc);

/* Where a value is looked for among the hints. */
typedef struct tms_metadata_source {
  tms_provenance from;
  const char *key;
} tms_metadata_source;

static inline bool tms_metadata_is_set(const tms_document *doc, tms_field field) {
  return doc->metadata.fields[field].count > 0;
}
/* Sets a field to a value with its white space folded; false where nothing is left of it. */
bool tms_metadata_say(tms_document *doc, tms_field field, tms_slice value, tms_provenance from);

/* The first value among hints of this origin and key; empty if there is none. */
tms_slice tms_hint_value(const tms_document *doc, tms_provenance from, tms_slice key);
/* Character references of JSON-LD and meta values are resolved by the reader or not at all; white space is folded here. In the arena where it changes. */
tms_slice tms_fold_line(tms_document *doc, tms_slice text);

#endif
