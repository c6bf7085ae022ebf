/* Writing a bundle: lines are gathered, and compressed member by member at the borders of documents. */
#include "formats/bundle/write.h"

#include "base/error.h"
#include "io/gzip.h"
#include "markup/canonical_write.h"
#include "markup/lossless.h"

static const char format[] = "bundle";
enum { USUAL_LEVEL = 6 };

tms_status tms_bundle_begin(void *state, const tms_options *options, const tms_allocator *allocator, tms_buf *out, tms_error *error) {
  tms_bundle_writer *writer = state;
  static const tms_limits defaults = {0};
  tms_limits limits = tms_limits_resolve(options ? &options->limits : &defaults);
  (void)out;
  (void)error;
  writer->allocator = allocator;
  writer->level = options && options->level ? options->level : USUAL_LEVEL;
  writer->index = !options || !options->no_index;
  writer->longest = limits.max_output;
  tms_buf_init(&writer->lines, allocator, limits.max_output + TMS_BUNDLE_TARGET);
  tms_bundle_builder_init(&writer->builder, allocator, limits.max_memory);
  return TMS_OK;
}

void tms_bundle_release(void *state) {
  tms_bundle_writer *writer = state;
  tms_buf_release(&writer->lines);
  tms_bundle_builder_release(&writer->builder);
}

/* The gathered lines become a member. The mark of the first says that an index is to follow: a bundle that was cut before it can't pass for one without. */
static tms_status end_member(tms_bundle_writer *writer, tms_buf *out) {
  static const char extra[] = {'T', TMS_BUNDLE_DATA, 0, 0};
  size_t begin = out->len, content = writer->lines.len;
  if (!content) return TMS_OK;
  tms_slice mark = writer->index && writer->builder.members == 0 ? tms_slice_of(extra, sizeof extra) : TMS_SLICE_NONE;
  tms_status status = tms_gzip_member(tms_buf_slice(&writer->lines), writer->level, mark, writer->allocator, out);
  if (status != TMS_OK) return status;
  tms_buf_reset(&writer->lines);
  return writer->index ? tms_bundle_builder_member(&writer->builder, tms_slice_from(tms_buf_slice(out), begin), content) : TMS_OK;
}

/* The index learns of a document what its line says: what tms_bundle_line_read() will find there, without reading it. */
static tms_status index_document(tms_bundle_writer *writer, tms_document *doc) {
  char content_id[65];
  tms_bundle_line entry = {.id = tms_metadata_get(&doc->metadata, TMS_FIELD_ID), .url = tms_metadata_get(&doc->metadata, TMS_FIELD_URL)};
  tms_status status = tms_content_id(doc, content_id); /* known from the line */
  if (status != TMS_OK) return status;
  return tms_bundle_hex_digest(tms_slice_cstr(content_id), entry.content_id) ? tms_bundle_builder_entry(&writer->builder, &entry) : TMS_ERR_INTERNAL;
}

/* The document as a line behind the others. */
static tms_status add_line(tms_bundle_writer *writer, tms_document *doc, tms_error *error) {
  size_t begin = writer->lines.len;
  tms_status status = tms_lossless_write(doc, 0, &writer->lines, error);
  if (status != TMS_OK) return status;
  tms_buf_add_byte(&writer->lines, '\n');
  status = writer->lines.status;
  if (status == TMS_OK && writer->lines.len - begin > writer->longest) status = TMS_ERR_LIMIT;
  if (status == TMS_OK && writer->index) status = index_document(writer, doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, format);
}

/* A document that fails leaves the bundle as it was. */
tms_status tms_bundle_add(void *state, tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  tms_bundle_writer *writer = state;
  (void)options;
  tms_status status = writer->lines.len >= TMS_BUNDLE_TARGET ? end_member(writer, out) : TMS_OK;
  if (status != TMS_OK) return tms_fail_status(error, status, format);
  size_t begin = writer->lines.len;
  status = add_line(writer, doc, error);
  if (status != TMS_OK) tms_buf_undo(&writer->lines, begin);
  return status;
}

tms_status tms_bundle_end(void *state, const tms_options *options, tms_buf *out, tms_error *error) {
  tms_bundle_writer *writer = state;
  tms_buf library;
  (void)options;
  tms_status status = writer->lines.status == TMS_OK ? end_member(writer, out) : writer->lines.status;
  if (status == TMS_OK && writer->index) {
    tms_buf_init(&library, writer->allocator, 256);
    tms_gzip_library(writer->allocator, &library);
    status = library.status;
    if (status == TMS_OK) status = tms_bundle_builder_finish(&writer->builder, writer->level, tms_buf_slice(&library), out);
    tms_buf_release(&library);
  }
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, format);
}

/* A bundle of one. */
tms_status tms_bundle_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  tms_bundle_writer writer = {0};
  tms_status status = tms_bundle_begin(&writer, options, doc->allocator, out, error);
  if (status == TMS_OK) status = tms_bundle_add(&writer, doc, options, out, error);
  if (status == TMS_OK) status = tms_bundle_end(&writer, options, out, error);
  tms_bundle_release(&writer);
  return status;
}
