/* The loop: one frame an open element, on an explicit stack; text goes where the innermost frame says. */
#include "formats/tei/read.h"

#include "base/error.h"
#include "formats/tei/reader.h"
#include "formats/tei/write.h"
#include "markup/xml_char.h"

/* An open element costs 100 bytes here; TEI texts stay below 50. */
enum { MAX_DEPTH = 10000 };

tms_slice tms_tei_attribute(const tms_tei_reader *r, const char *name) {
  const tms_xml_attribute *attribute = tms_xml_find(&r->xml, name);
  return attribute ? attribute->value : TMS_SLICE_NONE;
}

void tms_tei_capture(tms_tei_reader *r, tms_tei_frame *frame) {
  frame->context = TMS_TEI_CAPTURE;
  tms_buf_reset(&r->capture);
  r->captured = TMS_SPAN_NONE;
}

static tms_slice keep_captured(tms_tei_reader *r, tms_slice text) {
  if (r->capture.status != TMS_OK && r->doc->arena.status == TMS_OK) r->doc->arena.status = r->capture.status;
  return tms_doc_copy(r->doc, text);
}

tms_slice tms_tei_captured_whole(tms_tei_reader *r) {
  return keep_captured(r, tms_buf_slice(&r->capture));
}

tms_slice tms_tei_captured(tms_tei_reader *r) {
  return keep_captured(r, tms_slice_trim(tms_buf_slice(&r->capture)));
}

static bool is_blank(tms_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    if (!tms_xml_is_space((unsigned char)text.ptr[i])) return false;
  }
  return true;
}

static void read_text(tms_tei_reader *r) {
  tms_tei_frame *frame = tms_tei_top(r);
  tms_slice text = r->xml.text;
  tms_span span = {r->xml.begin, r->xml.end};
  switch ((tms_tei_context)frame->context) {
    case TMS_TEI_BLOCKS:
      if (!frame->implicit && is_blank(text)) return;
      tms_tei_need_paragraph(r, frame);
      tms_text(&r->builder, text, span);
      break;
    case TMS_TEI_INLINES: tms_text(&r->builder, text, span); break;
    case TMS_TEI_CAPTURE:
      tms_buf_add(&r->capture, text);
      if (r->captured.end == 0) r->captured.begin = span.begin;
      r->captured.end = span.end;
      break;
    case TMS_TEI_DROPPED: tms_ledger_drop(&r->doc->ledger, TMS_REASON_INERT, span); break;
    case TMS_TEI_IN_HEADER:
      if (!frame->silent && !is_blank(text)) tms_ledger_repair(&r->doc->ledger, TMS_REASON_UNKNOWN, span, 1);
      break;
    case TMS_TEI_SILENT: break;
  }
}

/* A TEI text has a root of TEI's namespace or of one of its names. */
static bool is_tei_root(const tms_xml_name *name) {
  tms_tei_action action = tms_tei_action_of(name->local);
  if (name->space.len) return tms_slice_eq(name->space, TMS_SLICE(TMS_TEI_NAMESPACE));
  return action == TMS_TEI_TEXT || (action == TMS_TEI_FLOW && (tms_slice_starts(name->local, TMS_SLICE("TEI")) || name->local.ptr[0] == 't'));
}

static tms_tei_action action_of(const tms_tei_reader *r) {
  const tms_xml_name *name = &r->xml.name;
  if (r->foreign) return TMS_TEI_UNKNOWN;
  if (tms_slice_eq(name->space, TMS_SLICE("http://www.tei-c.org/ns/Examples"))) return TMS_TEI_EXAMPLE;
  if (name->space.len && !tms_slice_eq(name->space, TMS_SLICE(TMS_TEI_NAMESPACE))) return TMS_TEI_UNKNOWN;
  return tms_tei_action_of(name->local);
}

static tms_status read_start(tms_tei_reader *r) {
  static tms_tei_frame const outermost = {.context = TMS_TEI_BLOCKS, .action = TMS_TEI_FLOW};
  if (!tms_arena_grow(&r->doc->arena, (void **)&r->frames, &r->room, r->count + 2, sizeof r->frames[0])) return r->doc->arena.status;
  if (r->count == 0) {
    r->foreign = !is_tei_root(&r->xml.name);
    r->frames[r->count++] = outermost;
  }
  tms_tei_frame *parent = tms_tei_top(r), *frame = &r->frames[r->count++];
  *frame = (tms_tei_frame){.action = (uint8_t)action_of(r), .context = parent->context, .name = r->xml.name.local};
  if (parent->context == TMS_TEI_CAPTURE) {
    if (frame->action == TMS_TEI_LB) tms_buf_add_byte(&r->capture, '\n');
  } else if (parent->context == TMS_TEI_IN_HEADER) {
    tms_tei_header_start(r, frame, parent);
  } else if (parent->context != TMS_TEI_DROPPED) {
    tms_tei_body_start(r, frame, parent);
  }
  return TMS_OK;
}

static void put_back(tms_tei_reader *r, const tms_tei_frame *frame) {
  r->builder.at = frame->at;
  r->builder.depth = frame->depth;
  r->builder.flat = frame->flat;
}

static void read_end(tms_tei_reader *r) {
  tms_tei_frame *frame = tms_tei_top(r), *parent = frame - 1;
  tms_tei_end_paragraph(r, frame);
  if (frame->action == TMS_TEI_HEADER) {
    if (frame->context == TMS_TEI_IN_HEADER) tms_tei_header_finish(r);
  } else if (frame->context == TMS_TEI_CAPTURE && parent->context == TMS_TEI_CAPTURE) {
    /* part of a value */
  } else if (parent->context == TMS_TEI_IN_HEADER) {
    tms_tei_header_end(r, frame);
  } else {
    tms_tei_body_end(r, frame, parent);
  }
  for (; frame->opens; frame->opens--) tms_close(&r->builder);
  if (frame->own_place) put_back(r, frame);
  r->count--;
}

static tms_status read_events(tms_tei_reader *r, tms_error *error) {
  tms_status status;
  while ((status = tms_xml_next(&r->xml, error)) == TMS_OK) {
    if (r->xml.kind == TMS_XML_START) {
      status = read_start(r);
      if (status != TMS_OK) return tms_fail_status(error, status, "tei");
    } else if (r->xml.kind == TMS_XML_END) {
      read_end(r);
    } else if (r->xml.kind == TMS_XML_TEXT) {
      read_text(r);
    }
  }
  return status == TMS_END ? TMS_OK : status;
}

tms_status tms_tei_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error) {
  tms_tei_reader reader = {.doc = doc};
  /* Old TEI names its DTD; without an internal subset that changes nothing, and it is never opened. */
  tms_xml_options xml_options = {.skip_doctype = true, .max_depth = MAX_DEPTH, .seed = doc->seed};
  xml_options.decoded = doc->encoding[0] != '\0'; /* the pipeline says what the record was in */
  (void)options;
  tms_builder_init(&reader.builder, doc);
  tms_buf_init(&reader.capture, doc->allocator, SIZE_MAX);
  tms_xml_init(&reader.xml, text, &xml_options, &doc->arena);
  tms_status status = read_events(&reader, error);
  if (status == TMS_OK) {
    status = reader.capture.status != TMS_OK ? reader.capture.status : tms_doc_status(doc);
    if (status != TMS_OK) tms_fail_status(error, status, "tei");
  }
  tms_buf_release(&reader.capture);
  return status;
}
