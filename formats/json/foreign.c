/*
 * Foreign objects: what crawlers and data sets put on a line. One walk over the top level notes where the known fields stand (the last of equal keys counts, as
 * everywhere); then the best source of text is taken: the raw page before what somebody made of it.
 */
#include "base/error.h"
#include "formats/json/json.h"
#include "markup/base64.h"
#include "markup/json.h"

/* X(NAME, "key"): fields that hold the document, the best first, then what says how to read it. */
#define FIELDS(X)                 \
  X(HTML, "html")                 \
  X(HTML_B64, "html_b64")         \
  X(RAW_CONTENT, "raw_content")   \
  X(CONTENT, "content")           \
  X(TEXT, "text")                 \
  X(CONTENT_TYPE, "content_type") \
  X(MIME, "mime")                 \
  X(ENCODING, "encoding")         \
  X(CHARSET, "charset")           \
  X(ID, "id")                     \
  X(URL, "url")

enum {
#define X(name, key) FIELD_##name,
  FIELDS(X)
#undef X
      FIELD_COUNT,
  FIRST_SOURCE = FIELD_HTML,
  LAST_SOURCE = FIELD_TEXT
};

static const tms_slice field_keys[FIELD_COUNT] = {
#define X(name, key) TMS_SLICE_INIT(key),
    FIELDS(X)
#undef X
};

/* Other names for fields of the metadata; those of docs/document.md count as well. */
static const struct {
  tms_slice key;
  tms_field field;
} metadata_keys[] = {
    {TMS_SLICE_INIT("date"), TMS_FIELD_DATE_PUBLISHED},
    {TMS_SLICE_INIT("created"), TMS_FIELD_DATE_PUBLISHED},
    {TMS_SLICE_INIT("published"), TMS_FIELD_DATE_PUBLISHED},
    {TMS_SLICE_INIT("added"), TMS_FIELD_DATE_RETRIEVED},
    {TMS_SLICE_INIT("crawl_date"), TMS_FIELD_DATE_RETRIEVED},
    {TMS_SLICE_INIT("author"), TMS_FIELD_AUTHORS},
    {TMS_SLICE_INIT("lang"), TMS_FIELD_LANGUAGE},
    {TMS_SLICE_INIT("hostname"), TMS_FIELD_SITE},
    {TMS_SLICE_INIT("sitename"), TMS_FIELD_SITE},
};

typedef struct foreign {
  tms_json_reader json;
  tms_json_token token;
  tms_json_token fields[FIELD_COUNT];
  bool has[FIELD_COUNT];
  tms_arena *arena;
  tms_metadata *metadata;
} foreign;

static bool is_scalar(const tms_json_token *token) {
  return token->kind == TMS_JSON_STRING || token->kind == TMS_JSON_NUMBER;
}

static tms_field metadata_field(const tms_json_token *key, tms_arena *arena) {
  for (size_t i = 0; i < sizeof metadata_keys / sizeof metadata_keys[0]; i++) {
    if (tms_json_is(key, metadata_keys[i].key)) return metadata_keys[i].field;
  }
  return tms_field_of_key(tms_json_string(key, arena));
}

static int known_field(const tms_json_token *key) {
  for (int i = 0; i < FIELD_COUNT; i++) {
    if (tms_json_is(key, field_keys[i])) return i;
  }
  return FIELD_COUNT;
}

/* "2024-05-01 12:00:00" is what databases print; the T makes it a date that docs/document.md knows. */
static tms_slice as_date(tms_slice value, tms_arena *arena) {
  if (value.len < 16 || value.ptr[4] != '-' || value.ptr[10] != ' ') return value;
  char *bytes = tms_arena_alloc(arena, value.len);
  if (!bytes) return TMS_SLICE_NONE;
  memcpy(bytes, value.ptr, value.len);
  bytes[10] = 'T';
  return tms_slice_of(bytes, value.len);
}

static bool is_date(tms_field field) {
  return field == TMS_FIELD_DATE_PUBLISHED || field == TMS_FIELD_DATE_MODIFIED || field == TMS_FIELD_DATE_RETRIEVED;
}

static void add_value(foreign *f, tms_field field) {
  tms_slice value = tms_json_string(&f->token, f->arena);
  if (is_date(field)) value = as_date(value, f->arena);
  (void)tms_metadata_add(f->metadata, f->arena, field, value, TMS_FROM_HEADER); /* failures stay in the arena */
}

/* The value of a key of the metadata: a scalar, or an array of them. Other shapes say nothing to us. */
static tms_status read_metadata_value(foreign *f, tms_field field) {
  tms_status status = tms_json_next(&f->json, &f->token);
  if (status != TMS_OK) return status;
  if (is_scalar(&f->token)) add_value(f, field);
  if (f->token.kind != TMS_JSON_ARRAY) return tms_json_skip_value(&f->json, &f->token);
  while ((status = tms_json_next(&f->json, &f->token)) == TMS_OK && f->token.kind != TMS_JSON_ARRAY_END) {
    if (is_scalar(&f->token)) {
      add_value(f, field);
    } else if ((status = tms_json_skip_value(&f->json, &f->token)) != TMS_OK) {
      return status;
    }
  }
  return status;
}

static tms_status read_metadata_key(foreign *f) {
  tms_field field = metadata_field(&f->token, f->arena);
  if (field == TMS_FIELD_COUNT) return tms_json_skip_value(&f->json, &f->token);
  return read_metadata_value(f, field);
}

/* "metadata": {...}, as dolma, datatrove and we write it. */
static tms_status read_metadata(foreign *f) {
  tms_status status = tms_json_next(&f->json, &f->token);
  if (status != TMS_OK || f->token.kind != TMS_JSON_OBJECT) return status == TMS_OK ? tms_json_skip_value(&f->json, &f->token) : status;
  while ((status = tms_json_next(&f->json, &f->token)) == TMS_OK && f->token.kind != TMS_JSON_OBJECT_END) {
    if ((status = read_metadata_key(f)) != TMS_OK) return status;
  }
  return status;
}

static tms_status read_key(foreign *f) {
  int field = known_field(&f->token);
  if (tms_json_is(&f->token, TMS_SLICE("metadata"))) return read_metadata(f);
  if (field == FIELD_COUNT) return read_metadata_key(f);
  tms_status status = tms_json_next(&f->json, &f->token);
  if (status != TMS_OK) return status;
  f->has[field] = is_scalar(&f->token);
  f->fields[field] = f->token;
  return tms_json_skip_value(&f->json, &f->token);
}

/* All of the object, and nothing behind it. */
static tms_status read_all(foreign *f) {
  tms_status status = tms_json_next(&f->json, &f->token);
  if (status != TMS_OK) return status;
  if (f->token.kind != TMS_JSON_OBJECT) return TMS_ERR_SCHEMA;
  while ((status = tms_json_next(&f->json, &f->token)) == TMS_OK && f->token.kind != TMS_JSON_OBJECT_END) {
    if ((status = read_key(f)) != TMS_OK) return status;
  }
  if (status == TMS_OK) status = tms_json_next(&f->json, &f->token);
  return status == TMS_END ? TMS_OK : status;
}

static tms_slice value_of(const foreign *f, int field) {
  return f->has[field] ? tms_json_string(&f->fields[field], f->arena) : TMS_SLICE_NONE;
}

static bool has_media_type(tms_slice value, tms_slice type) {
  return tms_slice_starts_nocase(value, type) &&
         (value.len == type.len || value.ptr[type.len] == ';' || tms_is_space((unsigned char)value.ptr[type.len]));
}

/* "text/html; charset=utf-8" to a format that we read; NULL where it says nothing. */
static const char *format_of_type(tms_slice type) {
  type = tms_slice_trim(type);
  if (has_media_type(type, TMS_SLICE("text/html")) || has_media_type(type, TMS_SLICE("application/xhtml+xml"))) return "html";
  if (has_media_type(type, TMS_SLICE("text/plain"))) return "text";
  if (has_media_type(type, TMS_SLICE("text/markdown"))) return "markdown";
  return NULL;
}

/* The charset parameter of a media type, without its quotes. */
static tms_slice charset_of_type(tms_slice type) {
  size_t at = tms_slice_find_nocase(type, TMS_SLICE("charset="), 0);
  if (at == SIZE_MAX) return TMS_SLICE_NONE;
  tms_slice value = tms_slice_from(type, at + 8);
  size_t end = tms_slice_find_byte(value, ';', 0);
  value = tms_slice_trim(tms_slice_head(value, end));
  if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"') value = tms_slice_of(value.ptr + 1, value.len - 2);
  return value;
}

/* datatrove's own readers put raw pages into "text": a document that begins as HTML is HTML. */
static bool begins_as_html(tms_slice text) {
  text = tms_slice_trim(text);
  return tms_slice_starts_nocase(text, TMS_SLICE("<!doctype html")) || tms_slice_starts_nocase(text, TMS_SLICE("<html"));
}

static tms_status take_source(foreign *f, int source, tms_record *record) {
  tms_slice value = value_of(f, source), type = value_of(f, FIELD_CONTENT_TYPE);
  if (!type.len) type = value_of(f, FIELD_MIME);
  record->is_text = source != FIELD_HTML_B64;
  record->bytes = value;
  if (source == FIELD_HTML || source == FIELD_HTML_B64) record->format = "html";
  if (source == FIELD_TEXT) record->format = begins_as_html(value) ? "html" : "text";
  if (source == FIELD_CONTENT || source == FIELD_RAW_CONTENT) record->format = format_of_type(type);
  if (source != FIELD_HTML_B64) return TMS_OK;
  record->encoding = value_of(f, FIELD_ENCODING);
  if (!record->encoding.len) record->encoding = value_of(f, FIELD_CHARSET);
  if (!record->encoding.len) record->encoding = charset_of_type(type);
  return tms_base64_decode(value, f->arena, &record->bytes) ? TMS_OK : TMS_ERR_SCHEMA;
}

static void add_identity(foreign *f, tms_record *record) {
  tms_slice id = value_of(f, FIELD_ID), url = value_of(f, FIELD_URL);
  if (id.len) (void)tms_metadata_set(f->metadata, f->arena, TMS_FIELD_ID, id, TMS_FROM_HEADER);
  if (url.len) (void)tms_metadata_set(f->metadata, f->arena, TMS_FIELD_URL, url, TMS_FROM_HEADER);
  record->id = id.len ? id : tms_metadata_get(f->metadata, TMS_FIELD_ID);
  if (!record->id.len) record->id = tms_metadata_get(f->metadata, TMS_FIELD_URL);
  record->metadata = f->metadata;
}

tms_status tms_json_foreign(tms_slice line, tms_arena *arena, tms_record *record, tms_error *error) {
  foreign f = {.arena = arena, .metadata = tms_arena_zero(arena, sizeof(tms_metadata))};
  if (!f.metadata) return tms_fail_status(error, arena->status, "jsonl");
  tms_json_reader_init(&f.json, line, TMS_JSON_SURROGATES);
  tms_status status = read_all(&f);
  if (arena->status == TMS_OK) add_identity(&f, record); /* for the error line too */
  if (arena->status != TMS_OK) return tms_fail_status(error, arena->status, "jsonl");
  if (status == TMS_ERR_SCHEMA) return tms_fail(error, status, "jsonl", "a line is to be a JSON object", 0);
  if (status != TMS_OK) return tms_fail(error, status, "jsonl", f.json.message, f.json.at);
  int source = FIRST_SOURCE;
  while (source <= LAST_SOURCE && !f.has[source]) source++;
  if (source > LAST_SOURCE) return tms_fail(error, TMS_ERR_SCHEMA, "jsonl", "the object has none of html, html_b64, raw_content, content, text", 0);
  status = take_source(&f, source, record);
  if (arena->status != TMS_OK) return tms_fail_status(error, arena->status, "jsonl");
  if (status != TMS_OK) return tms_fail(error, status, "jsonl", "html_b64 is no base64", f.fields[source].offset);
  return TMS_OK;
}
