/*
 * Laws of the XML parser, on any bytes:
 *   - events nest: every END closes the START of its name, depths agree, and the last END is the root's;
 *   - event ranges follow one another without overlap, inside the input;
 *   - what it accepts and writes again with our escaping is accepted again, with the same events.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "markup/xml.h"
#include "markup/xml_escape.h"

static void must(bool claim) {
  if (!claim) __builtin_trap();
}

static void add_name(tms_buf *out, const tms_xml_name *name) {
  if (name->prefix.len) {
    tms_buf_add(out, name->prefix);
    tms_buf_add_byte(out, ':');
  }
  tms_buf_add(out, name->local);
}

static void write_start(const tms_xml *xml, tms_buf *out) {
  tms_buf_add_byte(out, '<');
  add_name(out, &xml->name);
  for (size_t i = 0; i < xml->attribute_count; i++) {
    tms_buf_add_byte(out, ' ');
    add_name(out, &xml->attributes[i].name);
    tms_buf_add_cstr(out, "=\"");
    tms_xml_escape_value(out, xml->attributes[i].value);
    tms_buf_add_byte(out, '"');
  }
  tms_buf_add_byte(out, '>');
}

/* Parses, and writes all but comments and instructions to `out`. */
static tms_status parse(tms_slice text, bool skip_doctype, tms_buf *out) {
  tms_arena arena;
  tms_xml xml;
  tms_xml_options options = {.skip_doctype = skip_doctype, .max_depth = 500, .seed = 7};
  tms_error error = {0};
  tms_status status;
  tms_slice open[512];
  uint32_t depth = 0, end = 0;
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX);
  tms_xml_init(&xml, text, &options, &arena);
  while ((status = tms_xml_next(&xml, &error)) == TMS_OK) {
    must(xml.begin >= end && xml.end >= xml.begin && xml.end <= text.len);
    end = xml.end;
    if (xml.kind == TMS_XML_TEXT) {
      must(depth > 0);
      must(tms_utf8_is_valid(xml.text));
      tms_xml_escape_text(out, xml.text);
    } else if (xml.kind == TMS_XML_START) {
      open[depth++] = xml.name.local;
      must(xml.depth == depth);
      write_start(&xml, out);
    } else if (xml.kind == TMS_XML_END) {
      must(depth > 0 && tms_slice_eq(open[--depth], xml.name.local));
      must(xml.depth == depth);
      tms_buf_add_cstr(out, "</");
      add_name(out, &xml.name);
      tms_buf_add_byte(out, '>');
    }
  }
  must(status != TMS_ERR_INTERNAL && status != TMS_ERR_MEMORY);
  if (status == TMS_END) {
    must(depth == 0);
  } else {
    must(error.code == status && error.message && (error.offset <= text.len || error.offset == TMS_NO_OFFSET));
    tms_error again = {0};
    must(tms_xml_next(&xml, &again) == status && again.offset == error.offset);
  }
  tms_arena_release(&arena);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_buf first, second;
  tms_buf_init(&first, tms_allocator_libc(), SIZE_MAX);
  tms_buf_init(&second, tms_allocator_libc(), SIZE_MAX);
  if (parse(tms_slice_of((const char *)data, size), true, &first) == TMS_END) {
    must(first.status == TMS_OK);
    must(parse(tms_buf_slice(&first), false, &second) == TMS_END);
    must(tms_slice_eq(tms_buf_slice(&first), tms_buf_slice(&second)));
  }
  tms_buf_release(&first);
  tms_buf_release(&second);
  return 0;
}
