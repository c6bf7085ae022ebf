/* A document by itself: reading, cleaning, writing, and its metadata. */
#include "doc/document.h"

#include "base/error.h"
#include "base/utf8.h"
#include "clean/pass.h"
#include "convert/context.h"
#include "convert/input.h"
#include "convert/options.h"
#include "convert/render.h"

/* The one document of an input: a second one, or none, is the caller's mistake. */
static tms_status read_single(tms_input *input, tms_document **out, tms_error *error) {
  tms_document *second = NULL;
  tms_status status = tms_input_next(input, out, error);
  if (status == TMS_END) return tms_fail(error, TMS_ERR_FORMAT, tms_input_format(input), "the input holds no document", TMS_NO_OFFSET);
  if (status != TMS_OK) return status;
  status = tms_input_next(input, &second, error);
  tms_document_free(second);
  if (status == TMS_END) {
    tms_error_clear(error);
    return TMS_OK;
  }
  tms_document_free(*out);
  *out = NULL;
  if (status != TMS_OK) return status;
  return tms_fail(error, TMS_ERR_FORMAT, tms_input_format(input), "the input holds several documents: read it with tms_input_open()", TMS_NO_OFFSET);
}

tms_status tms_document_read(tms_context *context, const void *bytes, size_t size, const tms_options *options, tms_document **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "tamis", "out is NULL");
  *out = NULL;
  if (!context || (!bytes && size)) return tms_fail_argument(error, "tamis", "context or bytes are missing");
  tms_input *input;
  tms_status status = tms_input_open_bytes(context, tms_slice_of(bytes, size), false, options, &input, error);
  if (status != TMS_OK) return status;
  status = read_single(input, out, error);
  tms_input_close(input);
  return status;
}

tms_status tms_document_clean(tms_document *document, const tms_options *options, tms_error *error) {
  tms_error_clear(error);
  if (!document) return tms_fail_argument(error, "tamis", "document is NULL");
  tms_options own = tms_options_of(options);
  tms_status status = tms_clean(document, &own, error);
  if (status != TMS_OK && error && error->code == TMS_OK) return tms_fail_status(error, status, "clean");
  return status;
}

static tms_status write_document(tms_document *document, const tms_options *options, tms_buf *buf, tms_error *error) {
  const tms_format *format;
  tms_status status = tms_options_to(options, &format, error);
  if (status == TMS_OK) status = tms_render_prepare(document, options, error);
  if (status != TMS_OK) return status;
  if (!format->write) return tms_fail(error, TMS_ERR_FORMAT, format->name, "this format is written with tms_output_open()", TMS_NO_OFFSET);
  status = tms_render_result(format->write(document, options, buf, error), buf, format->name, error);
  if (status != TMS_OK) return status;
  bool compress = options->gzip && !(format->flags & TMS_FORMAT_COMPRESSED);
  return compress ? tms_render_compress(buf, options->level, document->allocator, error) : TMS_OK;
}

tms_status tms_document_write(tms_document *document, const tms_options *options, tms_bytes *out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "tamis", "out is NULL");
  *out = (tms_bytes){0};
  if (!document) return tms_fail_argument(error, "tamis", "document is NULL");
  tms_options own = tms_options_of(options);
  tms_buf buf;
  tms_buf_init(&buf, document->allocator, own.limits.max_output);
  tms_status status = write_document(document, &own, &buf, error);
  if (status == TMS_OK) status = tms_render_take(&buf, "output", out, error);
  tms_buf_release(&buf);
  return status;
}

void tms_document_free(tms_document *document) {
  tms_doc_free(document);
}

const char *tms_document_format(const tms_document *document) {
  return document ? document->format : "";
}

const char *tms_document_encoding(const tms_document *document) {
  return document ? document->encoding : "";
}

const char *tms_document_encoding_source(const tms_document *document) {
  return document ? document->encoding_source : "";
}

/* ---- metadata ---- */

const char *tms_document_metadata(const tms_document *document, const char *key, size_t index, size_t *size) {
  if (size) *size = 0;
  if (!document) return NULL;
  tms_field field = tms_field_of_key(tms_slice_cstr(key));
  if (field == TMS_FIELD_COUNT) return NULL;
  const tms_value *value = &document->metadata.fields[field];
  if (index >= value->count) return NULL;
  if (size) *size = value->items[index].len;
  return value->items[index].ptr;
}

const char *tms_metadata_key(size_t index) {
  return index < TMS_FIELD_COUNT ? tms_field_key((tms_field)index) : NULL;
}

static tms_status put_metadata(tms_document *document, const char *key, const char *value, size_t size, bool add) {
  if (!document || (!value && size)) return TMS_ERR_ARGUMENT;
  tms_field field = tms_field_of_key(tms_slice_cstr(key));
  tms_slice text = tms_slice_of(value, size);
  if (field == TMS_FIELD_COUNT) return TMS_ERR_ARGUMENT;
  if (!tms_utf8_is_valid(text)) return TMS_ERR_ENCODING;
  document->normal = false;
  bool done = add ? tms_metadata_add(&document->metadata, &document->arena, field, text, TMS_FROM_USER)
                  : tms_metadata_set(&document->metadata, &document->arena, field, text, TMS_FROM_USER);
  if (!done) return document->arena.status != TMS_OK ? document->arena.status : TMS_ERR_MEMORY;
  if (field == TMS_FIELD_URL && !document->base.len) document->base = tms_metadata_get(&document->metadata, TMS_FIELD_URL);
  return TMS_OK;
}

tms_status tms_document_set_metadata(tms_document *document, const char *key, const char *value, size_t size) {
  return put_metadata(document, key, value, size, false);
}

tms_status tms_document_add_metadata(tms_document *document, const char *key, const char *value, size_t size) {
  return put_metadata(document, key, value, size, true);
}
