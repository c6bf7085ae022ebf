/* Listing the documents of a bundle, and fetching one. */
#include "base/alloc.h"
#include "base/error.h"
#include "formats/bundle/bundle.h"
#include "formats/bundle/names.h"
#include "formats/bundle/open.h"

static const char format[] = "bundle", damaged_index[] = "the index of the bundle is damaged";

/* Entries in order, from the index where there is one, else from the lines themselves. */
typedef struct entries {
  const tms_bundle_view *view;
  tms_bundle_cursor cursor;
  tms_bundle_lines lines;
  tms_arena arena;
  tms_bundle_line line; /* the entry at hand */
  uint64_t number, member_offset;
} entries;

static tms_status entries_open(entries *at, const tms_bundle_view *view, tms_error *error) {
  *at = (entries){.view = view};
  tms_arena_init(&at->arena, view->allocator, view->limits->max_memory);
  tms_bundle_cursor_init(&at->cursor, tms_buf_slice(&view->index));
  return view->has_index ? TMS_OK : tms_bundle_lines_open(&at->lines, view, error);
}

static void entries_close(entries *at) {
  if (!at->view->has_index) tms_bundle_lines_close(&at->lines);
  tms_arena_release(&at->arena);
}

static tms_status next_indexed(entries *at, tms_error *error) {
  if (!tms_bundle_cursor_entry(&at->cursor)) {
    if (!at->cursor.bad) return TMS_END;
    return tms_fail(error, TMS_ERR_DAMAGED, format, damaged_index, (size_t)at->view->footer.index_offset);
  }
  at->line = at->cursor.line;
  at->number = at->cursor.number;
  at->member_offset = at->cursor.offset;
  return TMS_OK;
}

static tms_status next_plain(entries *at, tms_error *error) {
  tms_status status = tms_bundle_lines_next(&at->lines, error);
  if (status != TMS_OK) return status;
  tms_arena_reset(&at->arena);
  if (!tms_bundle_line_read(at->lines.line, &at->arena, &at->line, NULL)) return tms_fail_status(error, at->arena.status, format);
  at->number = at->lines.number;
  return TMS_OK;
}

static tms_status entries_next(entries *at, tms_error *error) {
  return at->view->has_index ? next_indexed(at, error) : next_plain(at, error);
}

/* ---- list ---- */

static tms_status show(const entries *at, tms_buf *id, tms_buf *url, tms_bundle_entry *entry) {
  tms_buf_reset(id);
  tms_buf_reset(url);
  tms_buf_add(id, at->line.id);
  if (!at->line.id.len && tms_bundle_line_has_content_id(&at->line)) tms_buf_add_hex(id, at->line.content_id, sizeof at->line.content_id);
  tms_buf_add(url, at->line.url);
  *entry = (tms_bundle_entry){sizeof *entry, id->data, url->data, at->number, at->member_offset};
  return id->status == TMS_OK ? url->status : id->status;
}

static tms_status list_all(const tms_bundle_view *view, bool (*each)(void *, const tms_bundle_entry *), void *user, tms_error *error) {
  entries at;
  tms_bundle_entry entry;
  tms_buf id, url;
  tms_buf_init(&id, view->allocator, view->limits->max_input);
  tms_buf_init(&url, view->allocator, view->limits->max_input);
  tms_status status = entries_open(&at, view, error);
  while (status == TMS_OK && (status = entries_next(&at, error)) == TMS_OK) {
    status = show(&at, &id, &url, &entry);
    if (status != TMS_OK) status = tms_fail_status(error, status, format);
    if (status == TMS_OK && !each(user, &entry)) status = TMS_END;
  }
  entries_close(&at);
  tms_buf_release(&url);
  tms_buf_release(&id);
  return status == TMS_END ? TMS_OK : status;
}

tms_status tms_bundle_file_list(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator,
                                bool (*each)(void *user, const tms_bundle_entry *entry), void *user, tms_error *error) {
  tms_bundle_view view;
  tms_status status = tms_bundle_view_open(&view, bytes, limits, allocator, error);
  if (status == TMS_OK) status = list_all(&view, each, user, error);
  tms_bundle_view_release(&view);
  return status;
}

/* ---- get ---- */

/* The best match stands in *found (its cursor), and without an index its line in `line`. */
static tms_status find(const tms_bundle_view *view, tms_slice name, tms_bundle_cursor *found, tms_buf *line, tms_error *error) {
  entries at;
  uint64_t number = 0;
  tms_bundle_match best = TMS_BUNDLE_NO_MATCH;
  size_t begin = line->len;
  if (!tms_slice_to_u64(name, UINT64_MAX, &number)) number = 0;
  tms_status status = entries_open(&at, view, error);
  while (status == TMS_OK && best < TMS_BUNDLE_BY_ID && (status = entries_next(&at, error)) == TMS_OK) {
    tms_bundle_match how = tms_bundle_line_match(&at.line, name);
    if (how == TMS_BUNDLE_NO_MATCH && number && at.number == number) how = TMS_BUNDLE_BY_NUMBER;
    if (how <= best) continue;
    best = how;
    *found = at.cursor;
    tms_buf_cut(line, begin);
    if (!view->has_index) tms_buf_add(line, at.lines.line);
  }
  entries_close(&at);
  if (status != TMS_OK && status != TMS_END) return status;
  if (line->status != TMS_OK) return tms_fail_status(error, line->status, format);
  return best == TMS_BUNDLE_NO_MATCH ? TMS_END : TMS_OK;
}

/* Line number `number` of the member at the cursor. */
static tms_status read_line(const tms_bundle_view *view, const tms_bundle_cursor *cursor, tms_buf *out, tms_error *error) {
  tms_buf content;
  tms_slice line = TMS_SLICE_NONE;
  uint64_t number = 0;
  tms_buf_init(&content, view->allocator, view->limits->max_input + TMS_BUNDLE_TARGET);
  tms_status status = tms_bundle_member(view, cursor, &content, error);
  tms_slice rest = tms_buf_slice(&content);
  while (status == TMS_OK && tms_bundle_next_line(&rest, &line) && number < cursor->line_number) number++;
  if (status == TMS_OK && (line.len == 0 || number != cursor->line_number)) {
    status = tms_fail(error, TMS_ERR_DAMAGED, format, "a member has fewer lines than the index says", (size_t)cursor->offset);
  }
  if (status == TMS_OK) {
    tms_buf_add(out, line);
    if (out->status != TMS_OK) status = tms_fail_status(error, out->status, format);
  }
  tms_buf_release(&content);
  return status;
}

tms_status tms_bundle_file_get(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_slice name, tms_buf *line,
                               tms_error *error) {
  tms_bundle_view view;
  tms_bundle_cursor found;
  tms_status status = tms_bundle_view_open(&view, bytes, limits, allocator, error);
  if (status == TMS_OK) status = find(&view, name, &found, line, error);
  if (status == TMS_OK && view.has_index) status = read_line(&view, &found, line, error);
  tms_bundle_view_release(&view);
  return status;
}

/* ---- many of one bundle ---- */

struct tms_bundle_file {
  tms_limits limits;
  tms_bundle_view view;
  tms_bundle_names names; /* of the index, where there is one */
};

static tms_status open_file(tms_bundle_file *file, tms_slice bytes, const tms_allocator *allocator, tms_error *error) {
  uint64_t seed;
  tms_status status = tms_bundle_view_open(&file->view, bytes, &file->limits, allocator, error);
  if (status != TMS_OK || !file->view.has_index) return status;
  /* All names stand in this digest: whoever chooses some so that they collide chooses another seed by that. */
  memcpy(&seed, file->view.footer.index_digest, sizeof seed);
  status = tms_bundle_names_build(&file->names, tms_buf_slice(&file->view.index), seed, allocator, file->limits.max_memory);
  if (status == TMS_OK) return TMS_OK;
  if (status != TMS_ERR_DAMAGED) return tms_fail_status(error, status, format);
  return tms_fail(error, status, format, damaged_index, (size_t)file->view.footer.index_offset);
}

tms_status tms_bundle_file_open(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_bundle_file **out, tms_error *error) {
  *out = NULL;
  tms_bundle_file *file = tms_alloc(allocator, sizeof *file);
  if (!file) return tms_fail_status(error, TMS_ERR_MEMORY, format);
  *file = (tms_bundle_file){.limits = *limits};
  tms_status status = open_file(file, bytes, allocator, error);
  if (status != TMS_OK) {
    tms_bundle_file_close(file);
    return status;
  }
  *out = file;
  return TMS_OK;
}

void tms_bundle_file_close(tms_bundle_file *file) {
  if (!file) return;
  const tms_allocator *allocator = file->view.allocator;
  tms_bundle_names_release(&file->names);
  tms_bundle_view_release(&file->view);
  tms_free(allocator, file, sizeof *file);
}

tms_status tms_bundle_file_fetch(const tms_bundle_file *file, tms_slice name, tms_buf *line, tms_error *error) {
  tms_bundle_cursor found = {0};
  if (!file->view.has_index) return find(&file->view, name, &found, line, error);
  size_t number = tms_bundle_names_find(&file->names, name);
  if (!number) return TMS_END;
  const tms_bundle_place *member = tms_bundle_names_member(&file->names, number);
  found = (tms_bundle_cursor){.offset = member->offset, .size = member->size, .content = member->content, .line_number = number - 1 - member->first};
  return read_line(&file->view, &found, line, error);
}
