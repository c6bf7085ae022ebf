/* What was kept, dropped and repaired, and why: as lines for people, or as JSON Lines for programs. */
#include "base/error.h"
#include "base/utf8.h"
#include "clean/pass.h"
#include "convert/context.h"
#include "convert/render.h"
#include "convert/trace.h"
#include "doc/kind.h"
#include "doc/partition.h"
#include "doc/walk.h"
#include "markup/json.h"

enum {
  EXCERPT = 72, /* characters of a text in a line for people: the line fits 120 columns */
  /* the columns before it */
  WIDTH_STATE = 10,
  WIDTH_NAME = 16,
  WIDTH_PLACE = 20,
  WIDTH_SCORE = 7,
  SIGNED_DIGITS = 16 /* more than a 32-bit number with its sign takes */
};

typedef struct explainer {
  tms_document *doc;
  tms_buf *out;
  tms_buf text;    /* of the current run */
  tms_trace first; /* of the current run */
  uint32_t begin, end;
  int32_t score;
  bool open; /* a run is open */
  bool json;
} explainer;

static size_t source_offset(const explainer *e, uint32_t decoded) {
  return tms_source_map_find(&e->doc->map, decoded);
}

/* ---- lines for people ---- */

/* Fills the column that began at `begin` with spaces, one at least. */
static void end_column(tms_buf *out, size_t begin, size_t width) {
  size_t length = out->len - begin;
  tms_buf_add_repeat(out, ' ', length < width ? width - length : 1);
}

static void add_column(tms_buf *out, const char *text, size_t width) {
  size_t begin = out->len;
  tms_buf_add_cstr(out, text);
  end_column(out, begin, width);
}

/* One line of a text: white space and controls are a space, and what is longer ends with an ellipsis. */
static void add_excerpt(tms_buf *out, tms_slice text) {
  text = tms_slice_trim(text);
  tms_buf_add_byte(out, '"');
  bool space = false;
  size_t characters = 0, size;
  for (size_t at = 0; at < text.len; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    bool blank = c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029;
    if (blank && space) continue;
    space = blank;
    if (++characters > EXCERPT) {
      tms_buf_add_cstr(out, "\xE2\x80\xA6");
      break;
    }
    tms_buf_add_char(out, blank ? ' ' : c);
  }
  tms_buf_add_byte(out, '"');
}

static void add_signed(tms_buf *out, int32_t value) {
  if (value < 0) tms_buf_add_byte(out, '-');
  tms_buf_add_u64(out, (uint64_t)(value < 0 ? -(int64_t)value : value));
}

static void add_place(const explainer *e) {
  if (e->begin >= e->end) {
    add_column(e->out, "-", WIDTH_PLACE);
    return;
  }
  size_t begin = e->out->len;
  tms_buf_add_u64(e->out, source_offset(e, e->begin));
  tms_buf_add_byte(e->out, '-');
  tms_buf_add_u64(e->out, source_offset(e, e->end));
  end_column(e->out, begin, WIDTH_PLACE);
}

static const char *run_state(const explainer *e) {
  switch ((tms_ledger_kind)e->first.kind) {
    case TMS_LEDGER_KEPT: return "kept";
    case TMS_LEDGER_DROPPED: return "dropped";
    case TMS_LEDGER_REPAIRED: return "repaired";
  }
  return "";
}

/* A kept run is named by its block, the others by their reason. */
static const char *run_name(const explainer *e) {
  if (e->first.kind != TMS_LEDGER_KEPT) return tms_reason_name((tms_reason)e->first.reason);
  return e->first.node ? tms_kind_name((tms_kind)tms_trace_block(e->first.node)->kind) : "text";
}

static void write_line(explainer *e) {
  add_column(e->out, run_state(e), WIDTH_STATE);
  add_column(e->out, run_name(e), WIDTH_NAME);
  add_place(e);
  size_t begin = e->out->len;
  add_signed(e->out, e->score);
  if (tms_slice_trim(tms_buf_slice(&e->text)).len) { /* a repair of a link's address has no text, a space is none to show */
    end_column(e->out, begin, WIDTH_SCORE);
    add_excerpt(e->out, tms_buf_slice(&e->text));
  }
  tms_buf_add_byte(e->out, '\n');
}

/* Over the lines of write_line(), so that nobody has to guess what the two numbers are. */
static void write_heads(explainer *e) {
  if (e->json) return;
  add_column(e->out, "#", WIDTH_STATE);
  add_column(e->out, "kind or reason", WIDTH_NAME);
  add_column(e->out, "bytes of source", WIDTH_PLACE);
  add_column(e->out, "score", WIDTH_SCORE);
  tms_buf_add_cstr(e->out, "text\n");
}

/* ---- lines for programs ---- */

static void add_json_number(tms_json_writer *writer, const char *key, uint64_t value) {
  tms_json_key(writer, tms_slice_cstr(key));
  tms_json_add_u64(writer, value);
}

/* An object on a line of its own; its type says what it tells. */
static tms_json_writer begin_object(explainer *e, const char *type) {
  tms_json_writer writer;
  tms_json_writer_init(&writer, e->out, 0);
  tms_json_open(&writer, '{');
  tms_json_field(&writer, "type", tms_slice_cstr(type));
  return writer;
}

static void end_object(explainer *e, tms_json_writer *writer) {
  tms_json_close(writer, '}');
  tms_buf_add_byte(e->out, '\n');
}

static void write_json(explainer *e) {
  tms_json_writer writer = begin_object(e, run_state(e));
  tms_json_field(&writer, e->first.kind == TMS_LEDGER_KEPT ? "block" : "reason", tms_slice_cstr(run_name(e)));
  if (e->begin < e->end) {
    add_json_number(&writer, "begin", source_offset(e, e->begin));
    add_json_number(&writer, "end", source_offset(e, e->end));
  }
  if (e->first.node && e->first.node->derived) {
    tms_json_key(&writer, TMS_SLICE("derived"));
    tms_json_add_bool(&writer, true);
  }
  tms_json_key(&writer, TMS_SLICE("score"));
  tms_buf number;
  tms_buf_init(&number, e->doc->allocator, SIGNED_DIGITS);
  add_signed(&number, e->score);
  tms_json_add_raw(&writer, tms_buf_slice(&number));
  if (number.status != TMS_OK) e->out->status = number.status;
  tms_buf_release(&number);
  tms_json_key(&writer, TMS_SLICE("text"));
  tms_json_add_string(&writer, tms_buf_slice(&e->text));
  end_object(e, &writer);
}

/* ---- runs ---- */

static void end_run(explainer *e) {
  if (!e->open) return;
  if (e->json) {
    write_json(e);
  } else {
    write_line(e);
  }
  tms_buf_cut(&e->text, 0);
  e->open = false;
}

static tms_slice source_text(const explainer *e, tms_span span) {
  return tms_slice_head(tms_slice_from(e->doc->text, span.begin), span.end > span.begin ? span.end - span.begin : 0);
}

static void add_trace(explainer *e, const tms_trace *trace) {
  if (e->open && !tms_trace_continues(&e->first, trace)) end_run(e);
  if (!e->open) {
    e->first = *trace;
    e->begin = trace->span.begin;
    e->end = trace->span.end;
    e->score = trace->node ? tms_trace_block(trace->node)->score : trace->score;
    e->open = true;
  }
  if (trace->span.end > e->end) e->end = trace->span.end;
  if (e->text.len && trace->kind == TMS_LEDGER_DROPPED) tms_buf_add_byte(&e->text, ' ');
  /* What was kept is shown as it is now, what went as it stood in the source. */
  if (trace->node) {
    tms_buf_add(&e->text, trace->node->text);
  } else if (trace->kind != TMS_LEDGER_KEPT) {
    tms_buf_add(&e->text, source_text(e, trace->span));
  }
}

/* ---- the ledger and what is known of the document ---- */

static void write_metadata(explainer *e, tms_field field, tms_slice value, tms_provenance from) {
  if (e->json) {
    tms_json_writer writer = begin_object(e, "metadata");
    tms_json_field(&writer, "key", tms_slice_cstr(tms_field_key(field)));
    tms_json_field(&writer, "from", tms_slice_cstr(tms_provenance_name(from)));
    tms_json_field(&writer, "value", value);
    end_object(e, &writer);
    return;
  }
  add_column(e->out, "metadata", WIDTH_STATE);
  add_column(e->out, tms_field_key(field), WIDTH_NAME);
  add_column(e->out, tms_provenance_name(from), WIDTH_PLACE + WIDTH_SCORE);
  add_excerpt(e->out, value);
  tms_buf_add_byte(e->out, '\n');
}

static void write_all_metadata(explainer *e) {
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &e->doc->metadata.fields[field];
    for (size_t i = 0; i < value->count; i++) write_metadata(e, (tms_field)field, value->items[i], value->from);
  }
}

/* The content has the address as it is now; what it was stays here. */
static void write_link(explainer *e, const tms_node *node) {
  const char *kind = tms_kind_name((tms_kind)node->kind);
  if (e->json) {
    tms_json_writer writer = begin_object(e, "link");
    tms_json_field(&writer, "kind", tms_slice_cstr(kind));
    tms_json_field(&writer, "raw", node->raw);
    tms_json_field(&writer, "target", node->target);
    end_object(e, &writer);
    return;
  }
  add_column(e->out, "link", WIDTH_STATE);
  add_column(e->out, kind, WIDTH_NAME);
  for (size_t i = 0; i < node->raw.len; i++) tms_buf_add_byte(e->out, (unsigned char)node->raw.ptr[i] < ' ' ? ' ' : node->raw.ptr[i]);
  tms_buf_add_cstr(e->out, " -> ");
  tms_buf_add(e->out, node->target.len ? node->target : TMS_SLICE("none"));
  tms_buf_add_byte(e->out, '\n');
}

static void write_links(explainer *e) {
  tms_walk walk = tms_walk_of(e->doc->root);
  while (tms_walk_next(&walk)) {
    bool addressed = walk.node->kind == TMS_KIND_LINK || walk.node->kind == TMS_KIND_IMAGE;
    if (walk.enter && addressed && walk.node->raw.len) write_link(e, walk.node);
  }
}

static void write_reason(explainer *e, tms_reason reason, uint64_t count) {
  if (e->json) {
    tms_json_writer writer = begin_object(e, "count");
    tms_json_field(&writer, "reason", tms_slice_cstr(tms_reason_name(reason)));
    add_json_number(&writer, "count", count);
    end_object(e, &writer);
    return;
  }
  add_column(e->out, "count", WIDTH_STATE);
  add_column(e->out, tms_reason_name(reason), WIDTH_NAME);
  tms_buf_add_u64(e->out, count);
  tms_buf_add_cstr(e->out, "  ");
  tms_buf_add_cstr(e->out, tms_reason_about(reason));
  tms_buf_add_byte(e->out, '\n');
}

static void write_reasons(explainer *e) {
  for (int reason = 1; reason < TMS_REASON_COUNT; reason++) {
    uint64_t count = e->doc->ledger.counts[reason];
    if (count) write_reason(e, (tms_reason)reason, count);
  }
}

static const char *const count_names[] = {"source", "kept", "dropped", "repaired", "syntax", "blocks_kept", "blocks_dropped", "repairs"};
enum { COUNTS = sizeof count_names / sizeof count_names[0] };

static void write_totals(explainer *e, const tms_counts *counts) {
  const uint64_t values[COUNTS] = {counts->source, counts->kept,        counts->dropped,        counts->repaired,
                                   counts->syntax, counts->blocks_kept, counts->blocks_dropped, counts->repairs};
  const tms_document *doc = e->doc;
  if (e->json) {
    tms_json_writer writer = begin_object(e, "document");
    tms_json_field(&writer, "format", tms_slice_cstr(doc->format));
    tms_json_field(&writer, "encoding", tms_slice_cstr(doc->encoding));
    tms_json_field(&writer, "encoding_source", tms_slice_cstr(doc->encoding_source));
    for (size_t i = 0; i < COUNTS; i++) add_json_number(&writer, count_names[i], values[i]);
    end_object(e, &writer);
    return;
  }
  add_column(e->out, "document", WIDTH_STATE);
  add_column(e->out, doc->format, WIDTH_NAME);
  tms_buf_add_cstr(e->out, doc->encoding);
  tms_buf_add_cstr(e->out, " (");
  tms_buf_add_cstr(e->out, doc->encoding_source);
  tms_buf_add_byte(e->out, ')');
  for (size_t i = 0; i < COUNTS; i++) {
    tms_buf_add_byte(e->out, ' ');
    tms_buf_add_cstr(e->out, count_names[i]);
    tms_buf_add_byte(e->out, '=');
    tms_buf_add_u64(e->out, values[i]);
  }
  tms_buf_add_byte(e->out, '\n');
}

static bool explain(explainer *e) {
  tms_traces traces;
  bool collected = tms_traces_collect(&traces, e->doc);
  if (collected) {
    tms_counts counts;
    tms_doc_counts(e->doc, &counts);
    tms_traces_count(&traces, &counts);
    write_totals(e, &counts);
    write_all_metadata(e);
    if (traces.count) write_heads(e);
    for (size_t i = 0; i < traces.count; i++) add_trace(e, &traces.items[i]);
    end_run(e);
    write_links(e);
    write_reasons(e);
  }
  tms_traces_release(&traces);
  return collected;
}

tms_status tms_document_explain(tms_document *document, tms_explain_form form, tms_bytes *out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "explain", "out is NULL");
  *out = (tms_bytes){0};
  if (!document) return tms_fail_argument(error, "explain", "document is NULL");
  tms_buf buf;
  tms_buf_init(&buf, document->allocator, document->limits.max_output);
  explainer e = {.doc = document, .out = &buf, .json = form == TMS_EXPLAIN_JSONL};
  tms_buf_init(&e.text, document->allocator, document->limits.max_output);
  tms_status status = explain(&e) ? tms_doc_status(document) : TMS_ERR_MEMORY;
  if (status == TMS_OK) status = e.text.status;
  if (status == TMS_OK) status = tms_buf_take(&buf, out);
  tms_buf_release(&e.text);
  tms_buf_release(&buf);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "explain");
}
