/*
 * JSON Lines in the shape that dolma's and datatrove's readers take: id, text, source, added, created, metadata
 * (https://github.com/allenai/dolma/blob/main/docs/data-format.md). The text is what the text format writes.
 */
#include "base/error.h"
#include "formats/json/json.h"
#include "formats/registry.h"
#include "markup/canonical_write.h"
#include "markup/json.h"
#include "markup/lossless.h"

/* The host of an absolute URL, without user and port; empty where there is none. */
static tms_slice host_of(tms_slice url) {
  size_t at = tms_slice_find(url, TMS_SLICE("://"), 0), end = 0, user;
  if (at == SIZE_MAX) return TMS_SLICE_NONE;
  tms_slice host = tms_slice_from(url, at + 3);
  while (end < host.len && host.ptr[end] != '/' && host.ptr[end] != '?' && host.ptr[end] != '#') end++;
  host = tms_slice_head(host, end);
  while ((user = tms_slice_find_byte(host, '@', 0)) != SIZE_MAX) host = tms_slice_from(host, user + 1);
  if (host.len && host.ptr[0] == '[') return host; /* an IPv6 address has colons of its own */
  return tms_slice_head(host, tms_slice_find_byte(host, ':', 0));
}

static tms_slice source_of(const tms_metadata *metadata) {
  tms_slice site = tms_metadata_get(metadata, TMS_FIELD_SITE);
  if (!site.len) site = host_of(tms_metadata_get(metadata, TMS_FIELD_URL));
  return site.len ? site : TMS_SLICE("tamis");
}

static void write_values(tms_json_writer *writer, const tms_metadata *metadata) {
  tms_json_key(writer, TMS_SLICE("metadata"));
  tms_json_open(writer, '{');
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &metadata->fields[field];
    bool list = tms_field_is_list((tms_field)field);
    if (!value->count) continue;
    tms_json_key(writer, tms_slice_cstr(tms_field_key((tms_field)field)));
    if (list) tms_json_open(writer, '[');
    for (size_t i = 0; i < value->count; i++) tms_json_add_string(writer, value->items[i]);
    if (list) tms_json_close(writer, ']');
  }
  tms_json_close(writer, '}');
}

/* The text, without the line feed that ends a text file. */
static tms_status write_text(tms_json_writer *writer, tms_document *doc, const tms_options *options, tms_error *error) {
  const tms_format *format = tms_registry_find(TMS_SLICE("text"));
  tms_buf text;
  if (!format || !format->write) return tms_fail_status(error, TMS_ERR_INTERNAL, "jsonl");
  tms_buf_init(&text, writer->out->allocator, doc->limits.max_output);
  tms_status status = format->write(doc, options, &text, error);
  if (status == TMS_OK) status = text.status;
  tms_slice body = tms_buf_slice(&text);
  if (tms_slice_ends(body, TMS_SLICE("\n"))) body.len--;
  tms_json_key(writer, TMS_SLICE("text"));
  tms_json_add_string(writer, body);
  tms_buf_release(&text);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "jsonl");
}

tms_status tms_jsonl_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  const tms_metadata *metadata = &doc->metadata;
  tms_slice id = tms_metadata_get(metadata, TMS_FIELD_ID);
  char content_id[65];
  tms_json_writer writer;
  tms_status status = tms_content_id(doc, content_id);
  if (status != TMS_OK) return tms_fail_status(error, status, "jsonl");
  tms_json_writer_init(&writer, out, 0);
  tms_json_open(&writer, '{');
  tms_json_field(&writer, "id", id.len ? id : tms_slice_cstr(content_id));
  status = write_text(&writer, doc, options, error);
  tms_json_field(&writer, "source", source_of(metadata));
  tms_json_field(&writer, "added", tms_metadata_get(metadata, TMS_FIELD_DATE_RETRIEVED));
  tms_json_field(&writer, "created", tms_metadata_get(metadata, TMS_FIELD_DATE_PUBLISHED));
  write_values(&writer, metadata);
  if (status == TMS_OK && options && options->blocks) {
    tms_json_key(&writer, TMS_SLICE("document"));
    status = tms_lossless_write_value(doc, &writer, error);
  }
  tms_json_close(&writer, '}');
  tms_buf_add_byte(out, '\n');
  if (status != TMS_OK) return status;
  return out->status == TMS_OK ? TMS_OK : tms_fail_status(error, out->status, "jsonl");
}
