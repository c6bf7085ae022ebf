#include "formats/bundle/open.h"

#include "base/error.h"
#include "base/sha256.h"

static const char format[] = "bundle";

static tms_status damaged(tms_error *error, const char *message, uint64_t offset) {
  return tms_fail(error, TMS_ERR_DAMAGED, format, message, offset < TMS_NO_OFFSET ? (size_t)offset : TMS_NO_OFFSET);
}

static tms_bundle_mark mark_at(tms_slice bytes, tms_gzip_header *header, tms_slice *payload) {
  const char *message;
  if (tms_gzip_read_header(bytes, header, &message) != TMS_OK) return TMS_BUNDLE_NO_MARK;
  return tms_bundle_mark_of(header->extra, payload);
}

/* Without a footer: fine, unless its first member says that there should be one. */
static tms_status open_plain(tms_bundle_view *view, tms_error *error) {
  tms_gzip_header header;
  tms_slice payload;
  if (!tms_gzip_begins(view->bytes)) return damaged(error, "no gzip file", 0);
  if (mark_at(view->bytes, &header, &payload) == TMS_BUNDLE_NO_MARK) return TMS_OK;
  size_t place = view->bytes.len < TMS_BUNDLE_FOOTER ? 0 : view->bytes.len - TMS_BUNDLE_FOOTER;
  return damaged(error, "the footer of the bundle is missing or damaged: the file was cut or changed", place);
}

/* Puts the payloads of the index members together. Deflate data and trailer of an empty member are ten bytes. */
static tms_status gather_index(tms_bundle_view *view, tms_slice region, tms_error *error) {
  enum { EMPTY_BODY = 10 };
  tms_gzip_header header;
  tms_slice payload;
  size_t at = 0;
  while (at < region.len) {
    if (mark_at(tms_slice_from(region, at), &header, &payload) != TMS_BUNDLE_INDEX || region.len - at - header.size < EMPTY_BODY) {
      return damaged(error, "the index of the bundle is damaged", view->footer.index_offset + at);
    }
    tms_buf_add(&view->index, payload);
    at += header.size + EMPTY_BODY;
  }
  return view->index.status == TMS_OK ? TMS_OK : tms_fail_status(error, view->index.status, format);
}

static tms_status open_indexed(tms_bundle_view *view, tms_error *error) {
  unsigned char digest[TMS_BUNDLE_DIGEST];
  size_t end = view->bytes.len - TMS_BUNDLE_FOOTER;
  if (view->footer.index_offset > end) return damaged(error, "the footer of the bundle names a place outside the file", end);
  tms_slice region = tms_slice_from(tms_slice_head(view->bytes, end), (size_t)view->footer.index_offset);
  tms_sha256_of(region, digest);
  if (memcmp(digest, view->footer.index_digest, sizeof digest) != 0) {
    return damaged(error, "the index of the bundle is damaged", view->footer.index_offset);
  }
  view->has_index = true;
  return gather_index(view, region, error);
}

tms_status tms_bundle_view_open(tms_bundle_view *view, tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_error *error) {
  *view = (tms_bundle_view){.bytes = bytes, .limits = limits, .allocator = allocator};
  tms_buf_init(&view->index, allocator, limits->max_memory);
  tms_status status = tms_bundle_footer_read(bytes, allocator, &view->footer);
  if (status == TMS_OK) return open_indexed(view, error);
  if (status == TMS_END) return open_plain(view, error);
  if (status == TMS_ERR_DAMAGED) return damaged(error, "the footer of the bundle is damaged", bytes.len - TMS_BUNDLE_FOOTER);
  return tms_fail_status(error, status, format);
}

void tms_bundle_view_release(tms_bundle_view *view) {
  tms_buf_release(&view->index);
}

tms_status tms_bundle_member(const tms_bundle_view *view, const tms_bundle_cursor *cursor, tms_buf *content, tms_error *error) {
  const char *message = NULL;
  size_t used;
  if (cursor->offset > view->footer.index_offset || cursor->size > view->footer.index_offset - cursor->offset) {
    return damaged(error, "the index names a place outside the documents", view->footer.index_offset);
  }
  tms_slice raw = tms_slice_head(tms_slice_from(view->bytes, (size_t)cursor->offset), (size_t)cursor->size);
  tms_status status = tms_gzip_read_member(raw, view->allocator, content, &used, &message);
  if (status == TMS_OK && (used != raw.len || content->len != cursor->content)) {
    status = TMS_ERR_DAMAGED;
    message = "a member isn't as long as the index says";
  }
  if (status == TMS_ERR_DAMAGED) return damaged(error, message, cursor->offset);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, format);
}

/* ---- without index ---- */

tms_status tms_bundle_lines_open(tms_bundle_lines *lines, const tms_bundle_view *view, tms_error *error) {
  *lines = (tms_bundle_lines){0};
  tms_buf_init(&lines->window, view->allocator, view->limits->max_input);
  lines->gunzip = tms_gunzip_new(tms_memory_source_of(&lines->memory, view->bytes), view->limits, view->allocator);
  return lines->gunzip ? TMS_OK : tms_fail_status(error, TMS_ERR_MEMORY, format);
}

void tms_bundle_lines_close(tms_bundle_lines *lines) {
  tms_gunzip_free(lines->gunzip);
  tms_buf_release(&lines->window);
}

/* What was read goes; half of the window at least, so that moving the rest is linear in total. */
static void drop_used(tms_bundle_lines *lines) {
  tms_buf *window = &lines->window;
  if (lines->at < window->len - lines->at) return;
  size_t left = window->len - lines->at;
  if (lines->at && left) memmove(window->data, window->data + lines->at, left);
  tms_buf_cut(window, left);
  lines->searched -= lines->at;
  lines->at = 0;
}

static tms_status fill(tms_bundle_lines *lines, tms_error *error) {
  tms_buf *window = &lines->window;
  drop_used(lines);
  size_t room = window->len < 65536 ? 65536 : window->len, left = window->ceiling - window->len;
  if (!left) return tms_fail(error, TMS_ERR_LIMIT, format, "a line is too long (--max-input raises the limit)", TMS_NO_OFFSET);
  tms_status status = tms_source_fill(tms_gunzip_source(lines->gunzip), room < left ? room : left, window);
  if (status == TMS_END) {
    lines->ended = true;
    return TMS_OK;
  }
  if (status == TMS_OK) return TMS_OK;
  const tms_error *cause = tms_gunzip_error(lines->gunzip);
  if (cause->code == TMS_OK) return tms_fail_status(error, status, format);
  return tms_fail(error, cause->code, format, cause->message, cause->offset);
}

tms_status tms_bundle_lines_next(tms_bundle_lines *lines, tms_error *error) {
  for (;;) {
    tms_slice window = tms_buf_slice(&lines->window);
    size_t end = tms_slice_find_byte(window, '\n', lines->searched);
    if (end >= window.len && !lines->ended) {
      lines->searched = window.len;
      tms_status status = fill(lines, error);
      if (status != TMS_OK) return status;
      continue;
    }
    if (end > window.len) end = window.len;
    if (lines->at >= window.len) return TMS_END;
    lines->line = tms_slice_trim(tms_slice_from(tms_slice_head(window, end), lines->at));
    lines->at = lines->searched = end < window.len ? end + 1 : end;
    if (lines->line.len == 0) continue;
    lines->number++;
    return TMS_OK;
  }
}
