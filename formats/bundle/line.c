/* What the index says of a document, read off the head of its line. A writer of documents knows it beforehand; verify and repair come here. */
#include "formats/bundle/layout.h"
#include "markup/json.h"

bool tms_bundle_hex_digest(tms_slice text, unsigned char digest[TMS_BUNDLE_DIGEST]) {
  unsigned char bytes[TMS_BUNDLE_DIGEST];
  if (text.len != 2 * (size_t)TMS_BUNDLE_DIGEST) return false;
  for (size_t i = 0; i < sizeof bytes; i++) {
    int high = tms_hex_value((unsigned char)text.ptr[2 * i]), low = tms_hex_value((unsigned char)text.ptr[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = (unsigned char)(high << 4 | low);
  }
  memcpy(digest, bytes, sizeof bytes);
  return true;
}

/* The value of a key, which is to be a string. */
static tms_status take_string(tms_json_reader *json, tms_json_token *token, tms_arena *arena, tms_slice *out) {
  tms_status status = tms_json_next(json, token);
  if (status != TMS_OK) return status;
  if (token->kind == TMS_JSON_STRING) *out = tms_json_string(token, arena);
  return tms_json_skip_value(json, token);
}

/* "id" and "url" of an object whose `{` was read. */
static tms_status read_names(tms_json_reader *json, tms_json_token *token, tms_arena *arena, tms_bundle_line *line) {
  tms_status status;
  while ((status = tms_json_next(json, token)) == TMS_OK && token->kind != TMS_JSON_OBJECT_END) {
    if (tms_json_is(token, TMS_SLICE("id"))) {
      status = take_string(json, token, arena, &line->id);
    } else if (tms_json_is(token, TMS_SLICE("url"))) {
      status = take_string(json, token, arena, &line->url);
    } else {
      status = tms_json_skip_value(json, token);
    }
    if (status != TMS_OK) return status;
  }
  return status;
}

static tms_status read_key(tms_json_reader *json, tms_json_token *token, tms_arena *arena, tms_bundle_line *line) {
  if (tms_json_is(token, TMS_SLICE("id"))) return take_string(json, token, arena, &line->id);
  if (tms_json_is(token, TMS_SLICE("url"))) return take_string(json, token, arena, &line->url);
  if (tms_json_is(token, TMS_SLICE("content_id"))) {
    tms_slice text = TMS_SLICE_NONE;
    tms_status status = take_string(json, token, arena, &text);
    (void)tms_bundle_hex_digest(text, line->content_id); /* another id than ours stays zeros */
    return status;
  }
  if (!tms_json_is(token, TMS_SLICE("metadata"))) return tms_json_skip_value(json, token);
  tms_status status = tms_json_next(json, token);
  if (status == TMS_OK && token->kind == TMS_JSON_OBJECT) return read_names(json, token, arena, line);
  return status == TMS_OK ? tms_json_skip_value(json, token) : status;
}

bool tms_bundle_line_read(tms_slice text, tms_arena *arena, tms_bundle_line *line, bool *json) {
  tms_json_reader reader;
  tms_json_token token;
  *line = (tms_bundle_line){{0}, TMS_SLICE_NONE, TMS_SLICE_NONE};
  tms_json_reader_init(&reader, text, TMS_JSON_SURROGATES);
  tms_status status = tms_json_next(&reader, &token);
  if (status == TMS_OK && token.kind != TMS_JSON_OBJECT) status = TMS_ERR_SCHEMA;
  while (status == TMS_OK && (status = tms_json_next(&reader, &token)) == TMS_OK && token.kind != TMS_JSON_OBJECT_END) {
    status = read_key(&reader, &token, arena, line);
  }
  if (status == TMS_OK) status = tms_json_next(&reader, &token);
  if (status != TMS_END) *line = (tms_bundle_line){{0}, TMS_SLICE_NONE, TMS_SLICE_NONE};
  if (json) *json = status == TMS_END;
  return arena->status == TMS_OK;
}

bool tms_bundle_line_has_content_id(const tms_bundle_line *line) {
  static const unsigned char none[TMS_BUNDLE_DIGEST];
  return memcmp(line->content_id, none, sizeof none) != 0;
}

tms_bundle_match tms_bundle_line_match(const tms_bundle_line *line, tms_slice name) {
  unsigned char digest[TMS_BUNDLE_DIGEST];
  if (line->id.len && tms_slice_eq(line->id, name)) return TMS_BUNDLE_BY_ID;
  if (tms_bundle_line_has_content_id(line) && tms_bundle_hex_digest(name, digest) && memcmp(digest, line->content_id, sizeof digest) == 0) {
    return TMS_BUNDLE_BY_CONTENT_ID;
  }
  return line->url.len && tms_slice_eq(line->url, name) ? TMS_BUNDLE_BY_URL : TMS_BUNDLE_NO_MATCH;
}

bool tms_bundle_next_line(tms_slice *content, tms_slice *line) {
  if (!content->len) return false;
  *line = tms_slice_head(*content, tms_slice_find_byte(*content, '\n', 0));
  *content = tms_slice_from(*content, line->len + 1);
  return true;
}
