#include "markup/xml_escape.h"

#include "base/utf8.h"
#include "markup/xml_char.h"

/* The reference for an ASCII byte, or NULL where it stands for itself. */
static const char *reference_of(unsigned char c, bool is_value) {
  switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '\r': return "&#13;";
    case '"': return is_value ? "&quot;" : NULL;
    case '\t': return is_value ? "&#9;" : NULL;
    case '\n': return is_value ? "&#10;" : NULL;
    default: return NULL;
  }
}

/* Runs that need nothing are appended whole; every byte is looked at once (non-ASCII ones while they are decoded). */
static void escape(tms_buf *out, tms_slice text, bool is_value) {
  size_t run = 0, i = 0;
  while (i < text.len) {
    unsigned char c = (unsigned char)text.ptr[i];
    size_t size = 1;
    const char *instead = NULL;
    if (!(tms_xml_class[c] & TMS_XML_STOPS_WRITING)) {
      i++;
      continue;
    }
    if (c >= 0x80) {
      bool valid = false;
      uint32_t point = tms_utf8_decode(text, i, &size, &valid);
      if (!valid || !tms_xml_is_char(point)) instead = "\xEF\xBF\xBD";
    } else {
      instead = tms_xml_is_char(c) ? reference_of(c, is_value) : "\xEF\xBF\xBD";
    }
    if (instead) {
      tms_buf_add_bytes(out, text.ptr + run, i - run);
      tms_buf_add_cstr(out, instead);
      run = i + size;
    }
    i += size;
  }
  if (text.len > run) tms_buf_add_bytes(out, text.ptr + run, text.len - run);
}

void tms_xml_escape_text(tms_buf *out, tms_slice text) {
  escape(out, text, false);
}

void tms_xml_escape_value(tms_buf *out, tms_slice value) {
  escape(out, value, true);
}

void tms_xml_add_attribute(tms_buf *out, const char *name, tms_slice value) {
  if (value.len == 0) return;
  tms_buf_add_byte(out, ' ');
  tms_buf_add_cstr(out, name);
  tms_buf_add_bytes(out, "=\"", 2);
  tms_xml_escape_value(out, value);
  tms_buf_add_byte(out, '"');
}
