/*
 * The index: for each member its size, the size of its content, the number of its documents and the digest of its raw bytes; then for each document
 * its content_id, id and URL. Numbers are varints: seven bits a byte, the lowest first, the high bit says that more follow.
 */
#include "base/sha256.h"
#include "base/size.h"
#include "formats/bundle/layout.h"
#include "io/gzip.h"

static void add_varint(tms_buf *out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) tms_buf_add_byte(out, (char)(value | 0x80));
  tms_buf_add_byte(out, (char)value);
}

static void add_string(tms_buf *out, tms_slice value) {
  add_varint(out, value.len);
  tms_buf_add(out, value);
}

/* ---- building ---- */

void tms_bundle_builder_init(tms_bundle_builder *builder, const tms_allocator *allocator, size_t ceiling) {
  *builder = (tms_bundle_builder){0};
  tms_buf_init(&builder->index, allocator, ceiling);
  tms_buf_init(&builder->entries, allocator, ceiling);
  tms_arena_init(&builder->arena, allocator, ceiling);
}

void tms_bundle_builder_release(tms_bundle_builder *builder) {
  tms_buf_release(&builder->index);
  tms_buf_release(&builder->entries);
  tms_arena_release(&builder->arena);
}

tms_status tms_bundle_builder_entry(tms_bundle_builder *builder, const tms_bundle_line *line) {
  tms_buf_add_bytes(&builder->entries, line->content_id, sizeof line->content_id);
  add_string(&builder->entries, line->id);
  add_string(&builder->entries, line->url);
  builder->in_member++;
  return builder->entries.status;
}

tms_status tms_bundle_builder_line(tms_bundle_builder *builder, tms_slice text) {
  tms_bundle_line line;
  bool read = tms_bundle_line_read(text, &builder->arena, &line, NULL);
  tms_status status = read ? tms_bundle_builder_entry(builder, &line) : builder->arena.status;
  tms_arena_reset(&builder->arena); /* the next line may fare better */
  return status;
}

tms_status tms_bundle_builder_member(tms_bundle_builder *builder, tms_slice raw, size_t content) {
  unsigned char digest[TMS_BUNDLE_DIGEST];
  if (builder->entries.status != TMS_OK) return builder->entries.status;
  tms_sha256_of(raw, digest);
  add_varint(&builder->index, raw.len);
  add_varint(&builder->index, content);
  add_varint(&builder->index, builder->in_member);
  tms_buf_add_bytes(&builder->index, digest, sizeof digest);
  tms_buf_add(&builder->index, tms_buf_slice(&builder->entries));
  tms_buf_reset(&builder->entries);
  builder->offset += raw.len;
  builder->content += content;
  builder->documents += builder->in_member;
  builder->in_member = 0;
  builder->members++;
  return builder->index.status;
}

tms_status tms_bundle_builder_finish(tms_bundle_builder *builder, int level, tms_slice library, tms_buf *out) {
  size_t begin = out->len;
  tms_slice rest = tms_buf_slice(&builder->index), name = tms_slice_head(library, TMS_BUNDLE_LIBRARY);
  tms_buf *extra = &builder->entries; /* has nothing more to hold */
  if (builder->index.status != TMS_OK) return builder->index.status;
  while (rest.len) {
    tms_buf_reset(extra);
    tms_bundle_extra(TMS_BUNDLE_INDEX, tms_slice_head(rest, TMS_BUNDLE_CHUNK), extra);
    if (extra->status != TMS_OK) return extra->status;
    tms_gzip_empty_member(tms_buf_slice(extra), out);
    rest = tms_slice_from(rest, TMS_BUNDLE_CHUNK);
  }
  if (out->status != TMS_OK) return out->status;
  tms_bundle_footer footer = {.level = (uint32_t)level,
                              .index_offset = builder->offset,
                              .documents = builder->documents,
                              .members = builder->members,
                              .content = builder->content};
  if (name.len) memcpy(footer.library, name.ptr, name.len);
  tms_sha256_of(tms_slice_from(tms_buf_slice(out), begin), footer.index_digest);
  tms_bundle_footer_write(&footer, out);
  return out->status;
}

/* ---- reading ---- */

void tms_bundle_cursor_init(tms_bundle_cursor *cursor, tms_slice index) {
  *cursor = (tms_bundle_cursor){.index = index, .rest = index};
}

void tms_bundle_cursor_at(tms_bundle_cursor *cursor, tms_slice index, size_t entry) {
  *cursor = (tms_bundle_cursor){.index = index, .rest = tms_slice_from(index, entry), .left = 1};
}

static bool spoil(tms_bundle_cursor *cursor) {
  cursor->bad = true;
  cursor->rest = TMS_SLICE_NONE;
  cursor->left = 0;
  return false;
}

static bool take_varint(tms_bundle_cursor *cursor, uint64_t *value) {
  *value = 0;
  for (unsigned shift = 0; shift < 63 && cursor->rest.len; shift += 7) {
    unsigned char byte = (unsigned char)cursor->rest.ptr[0];
    cursor->rest = tms_slice_from(cursor->rest, 1);
    *value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return spoil(cursor);
}

static bool take_bytes(tms_bundle_cursor *cursor, uint64_t size, tms_slice *out) {
  if (size > cursor->rest.len) return spoil(cursor);
  *out = tms_slice_head(cursor->rest, (size_t)size);
  cursor->rest = tms_slice_from(cursor->rest, (size_t)size);
  return true;
}

static bool take_string(tms_bundle_cursor *cursor, tms_slice *out) {
  uint64_t size;
  return take_varint(cursor, &size) && take_bytes(cursor, size, out);
}

static bool take_entry(tms_bundle_cursor *cursor) {
  tms_slice content_id;
  cursor->entry = cursor->index.len - cursor->rest.len;
  if (!take_bytes(cursor, TMS_BUNDLE_DIGEST, &content_id)) return false;
  memcpy(cursor->line.content_id, content_id.ptr, content_id.len);
  if (!take_string(cursor, &cursor->line.id) || !take_string(cursor, &cursor->line.url)) return false;
  cursor->line_number = cursor->documents - cursor->left;
  cursor->left--;
  cursor->number++;
  return true;
}

bool tms_bundle_cursor_member(tms_bundle_cursor *cursor) {
  uint64_t offset;
  tms_slice digest;
  while (cursor->left) {
    if (!take_entry(cursor)) return false;
  }
  if (!cursor->rest.len) return false;
  if (__builtin_add_overflow(cursor->offset, cursor->size, &offset)) return spoil(cursor);
  cursor->offset = offset;
  if (!take_varint(cursor, &cursor->size) || !take_varint(cursor, &cursor->content) || !take_varint(cursor, &cursor->documents)) return false;
  if (!take_bytes(cursor, TMS_BUNDLE_DIGEST, &digest)) return false;
  cursor->digest = (const unsigned char *)digest.ptr;
  cursor->left = cursor->documents;
  return true;
}

bool tms_bundle_cursor_entry(tms_bundle_cursor *cursor) {
  while (!cursor->left) {
    if (!tms_bundle_cursor_member(cursor)) return false;
  }
  return take_entry(cursor);
}
