/*
 * Metadata: what is said of a text, each value with where it came from. docs/document.md is the table. The order here is the order of the keys
 * in every format.
 */
#ifndef TMS_DOC_METADATA_H
#define TMS_DOC_METADATA_H

#include "base/arena.h"

/* X(NAME, "key", is it a list?) */
#define TMS_METADATA_FIELDS(X)                         \
  X(URL, "url", false)                                 \
  X(CANONICAL_URL, "canonical_url", false)             \
  X(TITLE, "title", false)                             \
  X(AUTHORS, "authors", true)                          \
  X(DATE_PUBLISHED, "date_published", false)           \
  X(DATE_MODIFIED, "date_modified", false)             \
  X(DATE_RETRIEVED, "date_retrieved", false)           \
  X(SITE, "site", false)                               \
  X(DESCRIPTION, "description", false)                 \
  X(CATEGORIES, "categories", true)                    \
  X(TAGS, "tags", true)                                \
  X(LANGUAGE, "language", false)                       \
  X(LICENSE, "license", false)                         \
  X(IMAGE, "image", false)                             \
  X(PAGE_KIND, "page_kind", false)                     \
  X(QUALITY, "quality", false)                         \
  X(ENCODING, "encoding", false)                       \
  X(WARC_FILE, "warc_file", false)                     \
  X(WARC_OFFSET, "warc_offset", false)                 \
  X(WARC_RECORD_ID, "warc_record_id", false)           \
  X(WARC_DATE, "warc_date", false)                     \
  X(WARC_PAYLOAD_DIGEST, "warc_payload_digest", false) \
  X(WARC_HTTP_STATUS, "warc_http_status", false)       \
  X(WARC_CONTENT_TYPE, "warc_content_type", false)     \
  X(ID, "id", false)                                   \
  X(CLEANED_VERSION, "cleaned_version", false)         \
  X(CLEANED_MODE, "cleaned_mode", false)               \
  X(CLEANED_PASSES, "cleaned_passes", true)

typedef enum tms_field {
#define X(name, key, list) TMS_FIELD_##name,
  TMS_METADATA_FIELDS(X)
#undef X
      TMS_FIELD_COUNT
} tms_field;

/* Where a value came from. The names are "json-ld", "og", "meta", "html", "text", "header", "warc", "user"; "" for NONE. */
typedef enum tms_provenance {
  TMS_FROM_NONE = 0, /* made by tamis itself (page_kind, quality, encoding, cleaned_*) or not known */
  TMS_FROM_JSON_LD,
  TMS_FROM_OG,
  TMS_FROM_META,
  TMS_FROM_HTML,
  TMS_FROM_TEXT,
  TMS_FROM_HEADER,
  TMS_FROM_WARC,
  TMS_FROM_USER,
  TMS_PROVENANCE_COUNT
} tms_provenance;

typedef struct tms_value {
  tms_slice *items; /* one, unless the field is a list */
  size_t count;     /* 0: not set */
  tms_provenance from;
} tms_value;

typedef struct tms_metadata {
  tms_value fields[TMS_FIELD_COUNT];
} tms_metadata;

const char *tms_field_key(tms_field field);
bool tms_field_is_list(tms_field field);
/* TMS_FIELD_COUNT where there is no such key. */
tms_field tms_field_of_key(tms_slice key);
const char *tms_provenance_name(tms_provenance from);
/* TMS_PROVENANCE_COUNT where there is no such name. */
tms_provenance tms_provenance_of_name(tms_slice name);

/* Replaces the field by one value (copied into the arena). Empty text unsets it. False on failed allocation. */
bool tms_metadata_set(tms_metadata *metadata, tms_arena *arena, tms_field field, tms_slice text, tms_provenance from);
/* Adds a value to a list field (to a single one: sets it). */
bool tms_metadata_add(tms_metadata *metadata, tms_arena *arena, tms_field field, tms_slice text, tms_provenance from);
void tms_metadata_unset(tms_metadata *metadata, tms_field field);
/* The first value, or the empty slice. */
tms_slice tms_metadata_get(const tms_metadata *metadata, tms_field field);

#endif
