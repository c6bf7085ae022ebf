/* Listing the documents of a bundle, and fetching one. */
#include "base/error.h"
#include "formats/bundle/bundle.h"
#include "formats/bundle/open.h"

static const char format[] = "bundle";

/* Entries in order, from the index where there is one, else from the lines themselves. */
typedef struct entries {
  const tms_bundle_view *view;
  tms_bundle_cursor cursor;
  tms_bundle_lines lines;
  tms_arena arena;
  tms_bundle_line line; /* the entry at hand */
  uint64_t number, member_offset;
  bool has_content_id;
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
    return tms_fail(error, TMS_ERR_DAMAGED, format, "the index of the bundle is damaged", (size_t)at->view->footer.index_offset);
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
  static const unsigned char none[TMS_BUNDLE_DIGEST];
  tms_status status = at->view->has_index ? next_indexed(at, error) : next_plain(at, error);
  at->has_content_id = status == TMS_OK && memcmp(at->line.content_id, none, sizeof none) != 0;
  return status;
}

/* ---- list ---- */

static tms_status show(const entries *at, tms_buf *id, tms_buf *url, tms_bundle_entry *entry) {
  tms_buf_reset(id);
  tms_buf_reset(url);
  tms_buf_add(id, at->line.id);
  if (!at->line.id.len && at->has_content_id) tms_buf_add_hex(id, at->line.content_id, sizeof at->line.content_id);
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
  tms_status status = tms_bundle_open(&view, bytes, limits, allocator, error);
  if (status == TMS_OK) status = list_all(&view, each, user, error);
  tms_bundle_view_release(&view);
  return status;
}

/* ---- get ---- */

/* How well a name fits, best last. */
enum { NO_MATCH, BY_NUMBER, BY_URL, BY_CONTENT_ID, BY_ID };

static int match(const entries *at, tms_slice name, uint64_t number) {
  if (at->line.id.len && tms_slice_eq(at->line.id, name)) return BY_ID;
  if (at->has_content_id && name.len == 2 * sizeof at->line.content_id) {
    size_t i = 0;
    while (i < sizeof at->line.content_id && tms_hex_value((unsigned char)name.ptr[2 * i]) == at->line.content_id[i] >> 4 &&
           tms_hex_value((unsigned char)name.ptr[2 * i + 1]) == (at->line.content_id[i] & 15)) {
      i++;
    }
    if (i == sizeof at->line.content_id) return BY_CONTENT_ID;
  }
  if (at->line.url.len && tms_slice_eq(at->line.url, name)) return BY_URL;
  return number && at->number == number ? BY_NUMBER : NO_MATCH;
}

/* The best match stands in *found (its cursor), and without an index its line in `line`. */
static tms_status find(const tms_bundle_view *view, tms_slice name, tms_bundle_cursor *found, tms_buf *line, tms_error *error) {
  entries at;
  uint64_t number = 0;
  int best = NO_MATCH;
  size_t begin = line->len;
  if (!tms_slice_to_u64(name, UINT64_MAX, &number)) number = 0;
  tms_status status = entries_open(&at, view, error);
  while (status == TMS_OK && best < BY_ID && (status = entries_next(&at, error)) == TMS_OK) {
    int how = match(&at, name, number);
    if (how <= best) continue;
    best = how;
    *found = at.cursor;
    tms_buf_cut(line, begin);
    if (!view->has_index) tms_buf_add(line, at.lines.line);
  }
  entries_close(&at);
  if (status != TMS_OK && status != TMS_END) return status;
  if (line->status != TMS_OK) return tms_fail_status(error, line->status, format);
  return best == NO_MATCH ? TMS_END : TMS_OK;
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
  tms_status status = tms_bundle_open(&view, bytes, limits, allocator, error);
  if (status == TMS_OK) status = find(&view, name, &found, line, error);
  if (status == TMS_OK && view.has_index) status = read_line(&view, &found, line, error);
  tms_bundle_view_release(&view);
  return status;
}
