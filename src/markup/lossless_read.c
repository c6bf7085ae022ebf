/* Reading the lossless object: its head. The nodes are read by lossless_tree.c. */
#include "markup/lossless.h"

#include "base/error.h"
#include "markup/lossless_parts.h"

bool tms_lossless_refuse(tms_lossless_reader *reader, const char *message) {
  if (reader->status != TMS_OK) return false;
  reader->status = TMS_ERR_SCHEMA;
  reader->message = message;
  reader->offset = reader->token.offset;
  return false;
}

static bool check_json(tms_lossless_reader *reader, tms_status status) {
  if (status == TMS_OK) return true;
  if (reader->status != TMS_OK) return false;
  reader->status = status == TMS_END ? TMS_ERR_INTERNAL : status;
  reader->message = status == TMS_END ? "the text ends too early" : reader->json.message;
  reader->offset = reader->json.at;
  return false;
}

bool tms_lossless_next(tms_lossless_reader *reader) {
  return check_json(reader, tms_json_next(&reader->json, &reader->token));
}

bool tms_lossless_skip(tms_lossless_reader *reader) {
  tms_ledger_repair(&reader->doc->ledger, TMS_REASON_UNKNOWN, TMS_SPAN_NONE, 1);
  return check_json(reader, tms_json_skip_value(&reader->json, &reader->token));
}

tms_slice tms_lossless_string(tms_lossless_reader *reader) {
  return tms_json_string(&reader->token, &reader->doc->arena);
}

/* ---- metadata and provenance ---- */

static bool add_value(tms_lossless_reader *reader, tms_field field) {
  tms_document *doc = reader->doc;
  if (reader->token.kind != TMS_JSON_STRING) return tms_lossless_refuse(reader, "a value of metadata is a string");
  return tms_metadata_add(&doc->metadata, &doc->arena, field, tms_lossless_string(reader), TMS_FROM_NONE);
}

static bool read_field(tms_lossless_reader *reader, tms_field field) {
  if (!tms_lossless_next(reader)) return false;
  if (!tms_field_is_list(field)) return add_value(reader, field);
  if (reader->token.kind != TMS_JSON_ARRAY) return tms_lossless_refuse(reader, "this field is a list");
  while (tms_lossless_next(reader) && reader->token.kind != TMS_JSON_ARRAY_END) {
    if (!add_value(reader, field)) return false;
  }
  return reader->status == TMS_OK;
}

static bool read_origin(tms_lossless_reader *reader, tms_field field, tms_provenance origins[TMS_FIELD_COUNT]) {
  if (!tms_lossless_next(reader)) return false;
  tms_provenance from = TMS_PROVENANCE_COUNT;
  if (reader->token.kind == TMS_JSON_STRING) from = tms_provenance_of_name(tms_lossless_string(reader));
  if (from == TMS_PROVENANCE_COUNT) return tms_lossless_refuse(reader, "no provenance of this name");
  origins[field] = from;
  return true;
}

/* "metadata" (origins NULL) or "provenance": an object with a key for each field. */
static bool read_fields(tms_lossless_reader *reader, tms_provenance *origins) {
  uint64_t seen = 0;
  if (!tms_lossless_next(reader)) return false;
  if (reader->token.kind != TMS_JSON_OBJECT) return tms_lossless_refuse(reader, "an object is expected here");
  while (tms_lossless_next(reader) && reader->token.kind != TMS_JSON_OBJECT_END) {
    tms_field field = tms_field_of_key(tms_lossless_string(reader));
    if (field == TMS_FIELD_COUNT) {
      if (!tms_lossless_skip(reader)) return false;
      continue;
    }
    if (seen >> field & 1) return tms_lossless_refuse(reader, "a key stands twice");
    seen |= (uint64_t)1 << field;
    if (!(origins ? read_origin(reader, field, origins) : read_field(reader, field))) return false;
  }
  return reader->status == TMS_OK;
}

/* ---- the object ---- */

enum { HAS_TAMIS = 1, HAS_CONTENT_ID = 2, HAS_METADATA = 4, HAS_PROVENANCE = 8, HAS_BLOCKS = 16, HAS_COMMENTS = 32 };

static unsigned member_of_name(const tms_json_token *token) {
  static const struct {
    tms_slice key;
    unsigned member;
  } members[] = {{TMS_SLICE_INIT("tamis"), HAS_TAMIS},       {TMS_SLICE_INIT("content_id"), HAS_CONTENT_ID},
                 {TMS_SLICE_INIT("metadata"), HAS_METADATA}, {TMS_SLICE_INIT("provenance"), HAS_PROVENANCE},
                 {TMS_SLICE_INIT("blocks"), HAS_BLOCKS},     {TMS_SLICE_INIT("comments"), HAS_COMMENTS}};
  for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
    if (tms_json_is(token, members[i].key)) return members[i].member;
  }
  return 0;
}

static bool read_version(tms_lossless_reader *reader) {
  uint64_t version;
  if (!tms_lossless_next(reader)) return false;
  if (tms_json_u64(&reader->token, 1, &version) && version == 1) return true;
  return tms_lossless_refuse(reader, "a version of the lossless object that this release doesn't know");
}

/* It is derived: whoever edits a document by hand need not compute it, and nothing trusts it. */
static bool read_content_id(tms_lossless_reader *reader) {
  if (!tms_lossless_next(reader)) return false;
  return reader->token.kind == TMS_JSON_STRING || tms_lossless_refuse(reader, "a string is expected here");
}

static bool read_blocks(tms_lossless_reader *reader) {
  if (!tms_lossless_next(reader)) return false;
  if (reader->token.kind != TMS_JSON_ARRAY) return tms_lossless_refuse(reader, "an array is expected here");
  return tms_lossless_read_nodes(reader, reader->doc->main, TMS_KEY_BLOCKS);
}

static bool read_comments(tms_lossless_reader *reader) {
  if (!tms_lossless_next(reader)) return false;
  if (reader->token.kind != TMS_JSON_ARRAY) return tms_lossless_refuse(reader, "an array is expected here");
  tms_node *comments = tms_doc_comments(reader->doc);
  return comments && tms_lossless_read_nodes(reader, comments, TMS_KEY_COMMENTS);
}

static bool read_member(tms_lossless_reader *reader, unsigned member, tms_provenance *origins) {
  switch (member) {
    case HAS_TAMIS: return read_version(reader);
    case HAS_CONTENT_ID: return read_content_id(reader);
    case HAS_METADATA: return read_fields(reader, NULL);
    case HAS_PROVENANCE: return read_fields(reader, origins);
    case HAS_BLOCKS: return read_blocks(reader);
    case HAS_COMMENTS: return read_comments(reader);
    default: return tms_lossless_skip(reader);
  }
}

static bool read_object(tms_lossless_reader *reader) {
  tms_provenance origins[TMS_FIELD_COUNT] = {TMS_FROM_NONE};
  unsigned seen = 0;
  if (!tms_lossless_next(reader)) return false;
  if (reader->token.kind != TMS_JSON_OBJECT) return tms_lossless_refuse(reader, "the lossless object is expected");
  while (tms_lossless_next(reader) && reader->token.kind != TMS_JSON_OBJECT_END) {
    unsigned member = member_of_name(&reader->token);
    if (seen & member) return tms_lossless_refuse(reader, "a key stands twice");
    seen |= member;
    if (!read_member(reader, member, origins)) return false;
  }
  if (reader->status != TMS_OK) return false;
  if (!(seen & HAS_TAMIS)) return tms_lossless_refuse(reader, "no lossless object: the key \"tamis\" is missing");
  if (!(seen & HAS_BLOCKS)) return tms_lossless_refuse(reader, "the key \"blocks\" is missing");
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    if (reader->doc->metadata.fields[field].count) reader->doc->metadata.fields[field].from = origins[field];
  }
  return true;
}

/* Nothing but white space may follow. */
static bool read_end(tms_lossless_reader *reader) {
  tms_status status = tms_json_next(&reader->json, &reader->token);
  return status == TMS_END || check_json(reader, status);
}

tms_status tms_lossless_read(tms_slice text, tms_document *doc, tms_error *error) {
  tms_lossless_reader reader = {.doc = doc, .status = TMS_OK};
  tms_json_reader_init(&reader.json, text, 0);
  bool good = read_object(&reader) && read_end(&reader);
  tms_status status = tms_doc_status(doc);
  if (status != TMS_OK) return tms_fail_status(error, status, "json");
  if (good) return TMS_OK;
  if (reader.status == TMS_OK) return tms_fail_status(error, TMS_ERR_INTERNAL, "json");
  return tms_fail(error, reader.status, "json", reader.message, reader.offset);
}

bool tms_lossless_begins(tms_slice text) {
  tms_json_reader reader;
  tms_json_token token;
  /* The object and its first key are decided by what stands before the 64th byte, unless it begins with much white space. */
  tms_json_reader_init(&reader, tms_slice_head(text, 256), TMS_JSON_LENIENT);
  if (tms_json_next(&reader, &token) != TMS_OK || token.kind != TMS_JSON_OBJECT) return false;
  return tms_json_next(&reader, &token) == TMS_OK && token.kind == TMS_JSON_KEY && tms_json_is(&token, TMS_SLICE("tamis"));
}
