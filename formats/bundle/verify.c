/*
 * Is a bundle exactly what its writer left? Every byte is looked at: footer and index by their digests, the raw bytes of each member by the digest in the index, and
 * the content once more by building the index anew. Linear.
 */
#include "base/error.h"
#include "base/sha256.h"
#include "formats/bundle/bundle.h"
#include "formats/bundle/open.h"
#include "markup/json.h"

static const char format[] = "bundle";

static tms_status damaged(tms_error *error, const char *message, uint64_t offset) {
  return tms_fail(error, TMS_ERR_DAMAGED, format, message, offset < TMS_NO_OFFSET ? (size_t)offset : TMS_NO_OFFSET);
}

/* One member: digest, content, entries. `builder` gets what its lines say. */
static tms_status check_member(const tms_bundle_view *view, const tms_bundle_cursor *cursor, tms_bundle_builder *builder, tms_buf *content,
                               tms_error *error) {
  unsigned char digest[TMS_BUNDLE_DIGEST];
  tms_buf_reset(content);
  tms_status status = tms_bundle_member(view, cursor, content, error);
  if (status != TMS_OK) return status;
  tms_slice raw = tms_slice_head(tms_slice_from(view->bytes, (size_t)cursor->offset), (size_t)cursor->size);
  tms_sha256_of(raw, digest);
  if (memcmp(digest, cursor->digest, sizeof digest) != 0) return damaged(error, "a member has other bytes than its digest says", cursor->offset);
  tms_slice rest = tms_buf_slice(content), line;
  while (status == TMS_OK && tms_bundle_next_line(&rest, &line)) status = tms_bundle_builder_line(builder, line);
  if (status == TMS_OK) status = tms_bundle_builder_member(builder, raw, content->len);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, format);
}

/* The tail that the builder writes has to be the tail that the file has. */
static tms_status check_tail(const tms_bundle_view *view, tms_bundle_builder *builder, tms_error *error) {
  tms_buf again;
  tms_slice tail = tms_slice_from(view->bytes, (size_t)view->footer.index_offset);
  tms_buf_init(&again, view->allocator, tail.len);
  if (builder->offset != view->footer.index_offset) return damaged(error, "bytes between the documents and the index", builder->offset);
  tms_status status = tms_bundle_builder_finish(builder, (int)view->footer.level, tms_slice_cstr(view->footer.library), &again);
  bool same = status == TMS_OK && tms_slice_eq(tms_buf_slice(&again), tail);
  tms_buf_release(&again);
  if (status == TMS_ERR_MEMORY) return tms_fail_status(error, status, format);
  return same ? TMS_OK : damaged(error, "the index isn't that of the documents", view->footer.index_offset);
}

static tms_status verify_indexed(const tms_bundle_view *view, tms_bundle_counts *counts, tms_error *error) {
  tms_bundle_builder builder;
  tms_bundle_cursor cursor;
  tms_buf content;
  tms_status status = TMS_OK;
  tms_bundle_builder_init(&builder, view->allocator, view->limits->max_memory);
  tms_buf_init(&content, view->allocator, view->limits->max_input + TMS_BUNDLE_TARGET);
  tms_bundle_cursor_init(&cursor, tms_buf_slice(&view->index));
  while (status == TMS_OK && tms_bundle_cursor_member(&cursor)) status = check_member(view, &cursor, &builder, &content, error);
  if (status == TMS_OK) status = check_tail(view, &builder, error);
  counts->documents = builder.documents;
  counts->members = builder.members;
  tms_buf_release(&content);
  tms_bundle_builder_release(&builder);
  return status;
}

static tms_status verify_plain(const tms_bundle_view *view, tms_bundle_counts *counts, tms_error *error) {
  tms_bundle_lines lines;
  tms_status status = tms_bundle_lines_open(&lines, view, error);
  while (status == TMS_OK && (status = tms_bundle_lines_next(&lines, error)) == TMS_OK) {
    if (tms_json_check(lines.line, NULL) != TMS_OK) status = damaged(error, "a line is no JSON", TMS_NO_OFFSET);
  }
  if (lines.gunzip) counts->members = tms_gunzip_members(lines.gunzip);
  counts->documents = lines.number;
  tms_bundle_lines_close(&lines);
  return status == TMS_END ? TMS_OK : status;
}

tms_status tms_bundle_file_verify(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_bundle_counts *counts,
                                  tms_error *error) {
  tms_bundle_view view;
  *counts = (tms_bundle_counts){0};
  tms_status status = tms_bundle_view_open(&view, bytes, limits, allocator, error);
  counts->has_index = view.has_index;
  if (status == TMS_OK) status = view.has_index ? verify_indexed(&view, counts, error) : verify_plain(&view, counts, error);
  tms_bundle_view_release(&view);
  return status;
}
