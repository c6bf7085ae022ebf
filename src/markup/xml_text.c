/* Character data, references and line ends: sections 2.4, 2.11, 3.3.3 and 4.1. A text is scanned once; only one that holds references or CR is copied,
 * and a decoded text is never longer than its raw form (the shortest reference, `&#9;`, has four bytes for one). */
#include "base/utf8.h"
#include "markup/xml_char.h"
#include "markup/xml_internal.h"

static const struct {
  tms_slice name;
  char byte;
} entities[] = {
    {TMS_SLICE_INIT("amp;"), '&'},  {TMS_SLICE_INIT("lt;"), '<'},    {TMS_SLICE_INIT("gt;"), '>'},
    {TMS_SLICE_INIT("quot;"), '"'}, {TMS_SLICE_INIT("apos;"), '\''},
};

/* "&#" stands at `at`. The value stops growing past U+10FFFF, so that no number of digits wraps round. */
static bool number_reference(tms_xml *xml, size_t at, size_t *size, uint32_t *point) {
  tms_slice s = xml->input;
  size_t i = at + 2;
  uint32_t base = 10, value = 0;
  if (i < s.len && s.ptr[i] == 'x') {
    base = 16;
    i++;
  }
  size_t first = i;
  for (; i < s.len; i++) {
    int digit = tms_hex_value((unsigned char)s.ptr[i]);
    if (digit < 0 || digit >= (int)base) break;
    if (value <= 0x10FFFF) value = value * base + (uint32_t)digit;
  }
  if (i == first || i >= s.len || s.ptr[i] != ';') return tms_xml_syntax(xml, "broken character reference", at);
  if (!tms_xml_is_char(value)) return tms_xml_syntax(xml, "the character of this reference is not allowed in XML", at);
  *size = i + 1 - at;
  *point = value;
  return true;
}

/* A reference at `at` (on `&`): one of the five entities, or a character. */
static bool read_reference(tms_xml *xml, size_t at, size_t *size, uint32_t *point) {
  tms_slice rest = tms_slice_from(xml->input, at + 1);
  if (rest.len > 0 && rest.ptr[0] == '#') return number_reference(xml, at, size, point);
  for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
    if (tms_slice_starts(rest, entities[i].name)) {
      *size = entities[i].name.len + 1;
      *point = (unsigned char)entities[i].byte;
      return true;
    }
  }
  return tms_xml_syntax(xml, "undefined entity (only amp, lt, gt, quot and apos are known)", at);
}

/* Decodes input[begin, end), whose references have been checked, into the arena. In values every white space byte becomes a space. */
static tms_slice decode(tms_xml *xml, size_t begin, size_t end, bool is_value) {
  const char *in = xml->input.ptr;
  char *out = tms_arena_alloc(xml->arena, end - begin);
  size_t len = 0;
  if (!out) return (void)tms_xml_fail(xml, xml->arena->status, NULL, begin), TMS_SLICE_NONE;
  for (size_t i = begin; i < end;) {
    size_t size = 1;
    uint32_t point = 0;
    if (in[i] == '&') {
      if (!read_reference(xml, i, &size, &point)) return TMS_SLICE_NONE;
      len += tms_utf8_encode(point, out + len);
    } else if (in[i] == '\r') {
      if (i + 1 < end && in[i + 1] == '\n') size = 2;
      out[len++] = is_value ? ' ' : '\n';
    } else {
      out[len++] = is_value && tms_xml_is_space((unsigned char)in[i]) ? ' ' : in[i];
    }
    i += size;
  }
  return tms_slice_of(out, len);
}

bool tms_xml_read_text(tms_xml *xml) {
  tms_slice s = xml->input;
  size_t begin = xml->at, i = begin;
  bool needs_decoding = false;
  for (;;) {
    while (i < s.len && !(tms_xml_class[(unsigned char)s.ptr[i]] & TMS_XML_STOPS_TEXT)) i++;
    if (i >= s.len || s.ptr[i] == '<') break;
    unsigned char c = (unsigned char)s.ptr[i];
    if (c == '&' || c == '\r') {
      needs_decoding = true;
    } else if (c == ']') {
      if (tms_slice_starts(tms_slice_from(s, i), TMS_SLICE("]]>"))) return tms_xml_syntax(xml, "]]> must not stand in text", i);
    } else if (c < 0x20 || tms_xml_is_nonchar(s, i)) {
      return tms_xml_syntax(xml, "character not allowed in XML", i);
    }
    i++;
  }
  xml->text = needs_decoding ? decode(xml, begin, i, false) : tms_slice_of(s.ptr + begin, i - begin);
  xml->at = i;
  return xml->status == TMS_OK;
}

tms_slice tms_xml_unify_lines(tms_xml *xml, tms_slice raw) {
  if (tms_slice_find_byte(raw, '\r', 0) == SIZE_MAX) return raw;
  char *out = tms_arena_alloc(xml->arena, raw.len);
  size_t len = 0;
  if (!out) return (void)tms_xml_fail(xml, xml->arena->status, NULL, xml->at), TMS_SLICE_NONE;
  for (size_t i = 0; i < raw.len; i++) {
    if (raw.ptr[i] == '\r') {
      if (i + 1 < raw.len && raw.ptr[i + 1] == '\n') continue;
      out[len++] = '\n';
    } else {
      out[len++] = raw.ptr[i];
    }
  }
  return tms_slice_of(out, len);
}

bool tms_xml_read_value(tms_xml *xml, tms_slice *value) {
  tms_slice s = xml->input;
  size_t begin = xml->at + 1, i = begin;
  bool needs_decoding = false;
  if (xml->at >= s.len || (s.ptr[xml->at] != '"' && s.ptr[xml->at] != '\'')) return tms_xml_syntax(xml, "attribute value without quotes", xml->at);
  char quote = s.ptr[xml->at];
  for (;; i++) {
    while (i < s.len && !(tms_xml_class[(unsigned char)s.ptr[i]] & TMS_XML_STOPS_VALUE)) i++;
    if (i >= s.len) return tms_xml_syntax(xml, "the document ends inside an attribute value", begin - 1);
    unsigned char c = (unsigned char)s.ptr[i];
    if (c == (unsigned char)quote) break;
    if (c == '<') return tms_xml_syntax(xml, "< must not stand in an attribute value", i);
    if (c == '&' || tms_xml_is_space(c)) {
      needs_decoding = true;
    } else if (c < 0x20 || (c == 0xEF && tms_xml_is_nonchar(s, i))) {
      return tms_xml_syntax(xml, "character not allowed in XML", i);
    }
  }
  *value = needs_decoding ? decode(xml, begin, i, true) : tms_slice_of(s.ptr + begin, i - begin);
  xml->at = i + 1;
  return xml->status == TMS_OK;
}
