/*
 * A damaged bundle put in order again: every member that is whole stays byte for byte, the lines of a member that was cut off (a torn write) up to the cut are
 * compressed anew, what else is damaged is left out and counted, and index and footer are written as the writer would have.
 *
 * Linear: bytes are decompressed once, but for what is tried behind damage, and of that at most TRIES times the size of the file.
 */
#include "base/error.h"
#include "formats/bundle/bundle.h"
#include "formats/bundle/open.h"
#include "io/gzip.h"
#include "markup/json.h"

static const char format[] = "bundle";

enum {
  TRIES = 4,      /* times the size of the file */
  EMPTY_BODY = 10 /* deflate data and trailer of a member without content */
};

typedef struct mender {
  tms_slice bytes;
  const tms_allocator *allocator;
  tms_sink sink;
  tms_bundle_builder builder;
  tms_buf content; /* of the member at hand */
  tms_buf made;    /* members written anew */
  int level;
  uint64_t budget; /* bytes that may still be tried behind damage */
  tms_bundle_mending *report;
} mender;

static tms_status emit(mender *m, tms_slice bytes) {
  return bytes.len ? m->sink.write(m->sink.user, bytes.ptr, bytes.len) : TMS_OK;
}

/* Index and footer are passed over: they are written anew. */
static bool is_tail(tms_bundle_mark mark) {
  return mark == TMS_BUNDLE_INDEX || mark == TMS_BUNDLE_END;
}

/* The mark of the member that begins `bytes`, and its whole size where it is one of index or footer (0: it is cut). */
static tms_bundle_mark mark_at(tms_slice bytes, size_t *size) {
  tms_gzip_header header;
  tms_slice payload;
  const char *message;
  *size = 0;
  if (tms_gzip_read_header(bytes, &header, &message) != TMS_OK) return TMS_BUNDLE_NO_MARK;
  tms_bundle_mark mark = tms_bundle_mark_of(header.extra, &payload);
  if (bytes.len - header.size >= EMPTY_BODY) *size = header.size + EMPTY_BODY;
  return mark;
}

/* The lines of `content` go into the index, which then learns of the member `raw` that holds them; the member goes out. */
static tms_status keep(mender *m, tms_slice raw, tms_slice content) {
  tms_slice rest = content, line;
  tms_status status = TMS_OK;
  while (status == TMS_OK && tms_bundle_next_line(&rest, &line)) status = tms_bundle_builder_line(&m->builder, line);
  if (status == TMS_OK) status = tms_bundle_builder_member(&m->builder, raw, content.len);
  return status == TMS_OK ? emit(m, raw) : status;
}

/* Lines that have no whole member any more, or a first one without the mark that says that an index follows. */
static tms_status keep_anew(mender *m, tms_slice content) {
  tms_buf mark;
  tms_buf_init(&mark, m->allocator, 16);
  if (m->builder.members == 0) tms_bundle_extra(TMS_BUNDLE_DATA, TMS_SLICE_NONE, &mark);
  tms_buf_reset(&m->made);
  tms_status status = mark.status;
  if (status == TMS_OK) status = tms_gzip_member(content, m->level, tms_buf_slice(&mark), m->allocator, &m->made);
  if (status == TMS_OK) status = keep(m, tms_buf_slice(&m->made), content);
  tms_buf_release(&mark);
  return status;
}

static tms_status keep_whole(mender *m, tms_slice raw, tms_bundle_mark mark) {
  tms_slice content = tms_buf_slice(&m->content);
  if (!content.len) return TMS_OK; /* a member that holds nothing says nothing */
  bool marked = mark == TMS_BUNDLE_DATA;
  return marked == (m->builder.members == 0) ? keep(m, raw, content) : keep_anew(m, content);
}

static void lose(mender *m, size_t from, size_t to) {
  if (from >= to) return;
  if (m->report->lost_parts++ == 0) m->report->lost_at = from;
  m->report->lost_bytes += to - from;
}

/* What came out of a member that was cut off: its whole lines, as long as they are JSON. */
static tms_status salvage(mender *m, size_t from) {
  tms_slice content = tms_buf_slice(&m->content), rest = content, line;
  size_t good = 0;
  uint64_t before = m->builder.documents;
  while (tms_slice_find_byte(rest, '\n', 0) < rest.len && tms_bundle_next_line(&rest, &line)) {
    if (tms_json_check(line, NULL) != TMS_OK) break;
    good = (size_t)(rest.ptr - content.ptr);
  }
  tms_status status = good ? keep_anew(m, tms_slice_head(content, good)) : TMS_OK;
  m->report->salvaged += m->builder.documents - before;
  lose(m, from, m->bytes.len);
  return status;
}

/* The next place from `at` on where a member may begin, or the end. */
static size_t next_begin(const mender *m, size_t at) {
  while ((at = tms_slice_find_byte(m->bytes, '\x1F', at)) != SIZE_MAX) {
    if (tms_gzip_begins(tms_slice_from(m->bytes, at))) return at;
    at++;
  }
  return m->bytes.len;
}

/* Decompresses the member at `at` into the content at hand. What damage costs comes off the budget. */
static tms_status try_member(mender *m, size_t at, size_t *used) {
  const char *message;
  tms_buf_reset(&m->content);
  tms_status status = tms_gzip_read_member(tms_slice_from(m->bytes, at), m->allocator, &m->content, used, &message);
  if (status != TMS_ERR_DAMAGED) return status;
  uint64_t cost = (uint64_t)m->content.len + *used + 1;
  m->budget -= cost < m->budget ? cost : m->budget;
  return status;
}

/* Behind a member at `at` that is damaged: where does the next whole one begin, or index and footer? The end of the file where none does, or the budget is spent. */
static tms_status resume(mender *m, size_t at, size_t *found) {
  size_t size, used;
  tms_status status = TMS_ERR_DAMAGED;
  while (status == TMS_ERR_DAMAGED && (at = next_begin(m, at + 1)) < m->bytes.len && m->budget) {
    if (is_tail(mark_at(tms_slice_from(m->bytes, at), &size))) break;
    status = try_member(m, at, &used);
  }
  *found = m->budget ? at : m->bytes.len;
  return status == TMS_ERR_DAMAGED ? TMS_OK : status;
}

/* A member that doesn't decompress. Its content so far is kept where nothing follows: then it was cut, and what came before the cut is what was written. */
static tms_status mend_damage(mender *m, size_t *at) {
  tms_buf cut = m->content;
  size_t next;
  tms_buf_init(&m->content, m->allocator, cut.ceiling);
  tms_status status = resume(m, *at, &next);
  tms_buf_release(&m->content);
  m->content = cut;
  if (status != TMS_OK) return status;
  if (next == m->bytes.len) {
    status = salvage(m, *at);
  } else {
    lose(m, *at, next);
  }
  *at = next;
  return status;
}

static tms_status mend_member(mender *m, size_t *at) {
  tms_slice rest = tms_slice_from(m->bytes, *at);
  size_t size, used = 0;
  tms_bundle_mark mark = mark_at(rest, &size);
  if (is_tail(mark)) {
    *at += size ? size : rest.len;
    return TMS_OK;
  }
  tms_status status = try_member(m, *at, &used);
  if (status == TMS_ERR_DAMAGED) return mend_damage(m, at);
  if (status == TMS_OK) status = keep_whole(m, tms_slice_head(rest, used), mark);
  *at += used;
  return status;
}

static tms_status finish(mender *m, const char *library) {
  tms_buf_reset(&m->made);
  tms_status status = tms_bundle_builder_finish(&m->builder, m->level, tms_slice_cstr(library), &m->made);
  return status == TMS_OK ? emit(m, tms_buf_slice(&m->made)) : status;
}

/* What is known of the bundle as it was: its footer, if that is still there. */
static tms_status learn(mender *m, tms_bundle_footer *footer, bool *known) {
  tms_status status = tms_bundle_footer_read(m->bytes, m->allocator, footer);
  *known = status == TMS_OK;
  if (!*known) *footer = (tms_bundle_footer){0};
  m->level = *known && footer->level >= 1 && footer->level <= 9 ? (int)footer->level : 6;
  return status == TMS_ERR_MEMORY ? status : TMS_OK;
}

tms_status tms_bundle_file_repair(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_sink sink,
                                  tms_bundle_mending *report, tms_error *error) {
  mender m = {.bytes = bytes, .allocator = allocator, .sink = sink, .report = report, .budget = (uint64_t)bytes.len * TRIES};
  tms_bundle_footer footer;
  tms_buf library;
  bool known;
  *report = (tms_bundle_mending){0};
  tms_bundle_builder_init(&m.builder, allocator, limits->max_memory);
  tms_buf_init(&m.content, allocator, limits->max_input + TMS_BUNDLE_TARGET);
  tms_buf_init(&m.made, allocator, limits->max_memory);
  tms_buf_init(&library, allocator, 256);
  tms_status status = learn(&m, &footer, &known);
  tms_gzip_library(allocator, &library);
  if (status == TMS_OK) status = library.status;
  size_t at = next_begin(&m, 0);
  if (status == TMS_OK && at == bytes.len) status = tms_fail(error, TMS_ERR_DAMAGED, format, "no gzip member is left in the file", 0);
  lose(&m, 0, at);
  while (status == TMS_OK && at < bytes.len) status = mend_member(&m, &at);
  if (status == TMS_OK) status = finish(&m, known ? footer.library : library.data);
  report->documents = m.builder.documents;
  report->members = m.builder.members;
  report->lost_known = known;
  report->lost_documents = known && footer.documents > m.builder.documents ? footer.documents - m.builder.documents : 0;
  tms_buf_release(&library);
  tms_buf_release(&m.made);
  tms_buf_release(&m.content);
  tms_bundle_builder_release(&m.builder);
  return status == TMS_OK || status == TMS_ERR_DAMAGED ? status : tms_fail_status(error, status, format);
}
