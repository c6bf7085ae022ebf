/* The parser's loop: prolog, content and what follows the root; end tags, comments, instructions, CDATA, declaration and DOCTYPE. */
#include "markup/xml.h"

#include "base/error.h"
#include "base/utf8.h"
#include "markup/xml_char.h"
#include "markup/xml_internal.h"

void tms_xml_init(tms_xml *xml, tms_slice input, const tms_xml_options *options, tms_arena *arena) {
  *xml = (tms_xml){.input = input, .arena = arena};
  if (options) xml->options = *options;
  if (!xml->options.max_depth) xml->options.max_depth = TMS_XML_MAX_DEPTH;
  if (!xml->options.max_attributes) xml->options.max_attributes = TMS_XML_MAX_ATTRIBUTES;
  tms_map_init(&xml->prefixes, arena, xml->options.seed);
  tms_map_init(&xml->spaces, arena, xml->options.seed);
}

bool tms_xml_fail(tms_xml *xml, tms_status status, const char *message, size_t at) {
  if (xml->status == TMS_OK) {
    xml->status = status;
    xml->message = message;
    xml->error_at = at;
  }
  return false;
}

bool tms_xml_syntax(tms_xml *xml, const char *message, size_t at) {
  return tms_xml_fail(xml, TMS_ERR_SYNTAX, message, at);
}

bool tms_xml_skip_space(tms_xml *xml) {
  size_t begin = xml->at;
  while (xml->at < xml->input.len && tms_xml_is_space((unsigned char)xml->input.ptr[xml->at])) xml->at++;
  return xml->at > begin;
}

bool tms_xml_qname(tms_xml *xml, tms_xml_name *name) {
  size_t colon, colons, length = tms_xml_scan_name(xml->input, xml->at, &colon, &colons);
  tms_slice all = tms_slice_of(xml->input.ptr + xml->at, length), local;
  *name = (tms_xml_name){.local = all};
  if (length == 0) return tms_xml_syntax(xml, "name expected", xml->at);
  if (colons > 0) {
    uint32_t first = 0;
    size_t at, size;
    local = tms_slice_from(all, colon + 1);
    if (colons > 1 || colon == 0 || local.len == 0) return tms_xml_syntax(xml, "a name has one colon at most, between two parts", xml->at);
    at = xml->at + colon + 1;
    first = tms_utf8_decode(xml->input, at, &size, NULL);
    if (!tms_xml_is_name_start(first)) return tms_xml_syntax(xml, "the part of a name after the colon begins with a wrong character", at);
    name->prefix = tms_slice_head(all, colon);
    name->local = local;
  }
  xml->at += length;
  return true;
}

/* Passes over bytes up to `mark` (its first byte is one of those that the class stops at), checking characters; the cursor ends behind it. */
static bool scan_to(tms_xml *xml, tms_slice mark, const char *unclosed, tms_slice *inside) {
  tms_slice s = xml->input;
  size_t begin = xml->at;
  for (size_t i = begin;; i++) {
    while (i < s.len && !(tms_xml_class[(unsigned char)s.ptr[i]] & TMS_XML_STOPS_MISC)) i++;
    if (i >= s.len) return tms_xml_syntax(xml, unclosed, xml->begin);
    unsigned char c = (unsigned char)s.ptr[i];
    if (c == (unsigned char)mark.ptr[0] && tms_slice_starts(tms_slice_from(s, i), mark)) {
      *inside = tms_slice_of(s.ptr + begin, i - begin);
      xml->at = i + mark.len;
      return true;
    }
    if ((c < 0x20 && c != '\r') || (c == 0xEF && tms_xml_is_nonchar(s, i))) return tms_xml_syntax(xml, "character not allowed in XML", i);
  }
}

/* [15]: no -- inside, and none at the end. The first -- must be the one of -->. */
static bool read_comment(tms_xml *xml) {
  tms_slice inside = TMS_SLICE_NONE;
  xml->kind = TMS_XML_COMMENT;
  xml->at += 4;
  if (!scan_to(xml, TMS_SLICE("--"), "the comment never ends", &inside)) return false;
  if (xml->at >= xml->input.len || xml->input.ptr[xml->at] != '>') return tms_xml_syntax(xml, "-- must not stand in a comment", xml->at - 2);
  xml->at++;
  xml->text = tms_xml_unify_lines(xml, inside);
  return xml->status == TMS_OK;
}

static bool read_cdata(tms_xml *xml) {
  tms_slice inside = TMS_SLICE_NONE;
  xml->kind = TMS_XML_TEXT;
  xml->cdata = true;
  xml->at += 9;
  if (!scan_to(xml, TMS_SLICE("]]>"), "the CDATA section never ends", &inside)) return false;
  xml->text = tms_xml_unify_lines(xml, inside);
  return xml->status == TMS_OK;
}

/* [16], [17]; a target is an NCName (Namespaces, section 7). */
static bool read_instruction(tms_xml *xml) {
  size_t target_at = xml->at + 2;
  tms_slice inside = TMS_SLICE_NONE;
  xml->kind = TMS_XML_INSTRUCTION;
  xml->at += 2;
  if (!tms_xml_qname(xml, &xml->name)) return false;
  if (xml->name.prefix.len) return tms_xml_syntax(xml, "the target of an instruction has no colon", target_at);
  if (tms_slice_eq_nocase(xml->name.local, TMS_SLICE("xml"))) {
    return tms_xml_syntax(xml, "the XML declaration stands at the very begin of the document only", xml->begin);
  }
  bool spaced = tms_xml_skip_space(xml);
  size_t data_at = xml->at;
  if (!scan_to(xml, TMS_SLICE("?>"), "the instruction never ends", &inside)) return false;
  if (!spaced && inside.len) return tms_xml_syntax(xml, "white space expected after the target of an instruction", data_at);
  xml->text = tms_xml_unify_lines(xml, inside);
  return xml->status == TMS_OK;
}

/* [42]: the name must be the one of the start tag, byte by byte. */
static bool read_end(tms_xml *xml) {
  const tms_xml_element *element = &xml->elements[xml->depth - 1];
  tms_slice name = tms_slice_of(xml->input.ptr + element->name_at, element->name_len), rest = tms_slice_from(xml->input, xml->at + 2);
  if (!tms_slice_starts(rest, name)) return tms_xml_syntax(xml, "the end tag is not the one of the open element", xml->at);
  xml->at += 2 + name.len;
  tms_xml_skip_space(xml);
  if (xml->at >= xml->input.len || xml->input.ptr[xml->at] != '>') {
    return tms_xml_syntax(xml, "the end tag is not the one of the open element", xml->begin);
  }
  xml->at++;
  return true;
}

/* The END event of the innermost element, whose tag has been read (or was `<a/>`). */
static void close_element(tms_xml *xml) {
  const tms_xml_element *element = &xml->elements[--xml->depth];
  const char *name = xml->input.ptr + element->name_at;
  size_t local_at = element->prefix_len ? element->prefix_len + 1u : 0;
  xml->kind = TMS_XML_END;
  xml->attribute_count = 0;
  xml->name = (tms_xml_name){.prefix = tms_slice_of(name, element->prefix_len), .local = tms_slice_of(name + local_at, element->name_len - local_at)};
  if (element->space) {
    xml->name.space = xml->bindings[element->space - 1].space;
    xml->name.space_id = xml->bindings[element->space - 1].space_id;
  } else if (tms_slice_eq(xml->name.prefix, TMS_SLICE("xml"))) {
    xml->name.space = TMS_XML_SPACE;
    xml->name.space_id = TMS_XML_SPACE_ID;
  }
  tms_xml_unbind(xml, element->bindings);
}

/* `<!` where markup may stand: comment, CDATA in content, DOCTYPE in the prolog. */
static bool read_declaration(tms_xml *xml, tms_slice rest) {
  if (tms_slice_starts(rest, TMS_SLICE("<!--"))) return read_comment(xml);
  if (xml->depth && tms_slice_starts(rest, TMS_SLICE("<![CDATA["))) return read_cdata(xml);
  return tms_xml_syntax(xml, "unknown markup after <!", xml->at);
}

static bool read_content(tms_xml *xml) {
  tms_slice rest = tms_slice_from(xml->input, xml->at);
  if (rest.len == 0) return tms_xml_syntax(xml, "the document ends inside an element", xml->at);
  if (rest.ptr[0] != '<') {
    xml->kind = TMS_XML_TEXT;
    return tms_xml_read_text(xml);
  }
  if (rest.len < 2) return tms_xml_syntax(xml, "the document ends inside a tag", xml->at);
  if (rest.ptr[1] == '!') return read_declaration(xml, rest);
  if (rest.ptr[1] == '?') return read_instruction(xml);
  if (rest.ptr[1] != '/') return tms_xml_read_start(xml);
  if (!read_end(xml)) return false;
  close_element(xml);
  return true;
}

/* `SYSTEM "..."` or `PUBLIC "..." "..."` ([75], [12]): looked at, never opened. */
static bool skip_external_id(tms_xml *xml) {
  tms_slice rest = tms_slice_from(xml->input, xml->at);
  bool is_public = tms_slice_starts(rest, TMS_SLICE("PUBLIC"));
  if (!is_public && !tms_slice_starts(rest, TMS_SLICE("SYSTEM"))) return true;
  xml->at += 6;
  for (int literal = 0; literal < (is_public ? 2 : 1); literal++) {
    if (!tms_xml_skip_space(xml) || xml->at >= xml->input.len) return tms_xml_syntax(xml, "broken DOCTYPE", xml->at);
    char quote = xml->input.ptr[xml->at];
    size_t close = quote == '"' || quote == '\'' ? tms_slice_find_byte(xml->input, quote, xml->at + 1) : SIZE_MAX;
    if (close == SIZE_MAX) return tms_xml_syntax(xml, "broken DOCTYPE", xml->at);
    xml->at = close + 1;
  }
  return true;
}

/* [28] without an internal subset: that is where entities and defaults would come from. */
static bool skip_doctype(tms_xml *xml) {
  tms_xml_name name;
  if (!xml->options.skip_doctype) return tms_xml_syntax(xml, TMS_XML_DOCTYPE_MESSAGE, xml->at);
  if (xml->doctype_seen || xml->root_seen) return tms_xml_syntax(xml, "DOCTYPE at a wrong place", xml->at);
  xml->doctype_seen = true;
  xml->at += 9;
  if (!tms_xml_skip_space(xml) || !tms_xml_qname(xml, &name)) return tms_xml_syntax(xml, "broken DOCTYPE", xml->at);
  tms_xml_skip_space(xml);
  if (!skip_external_id(xml)) return false;
  tms_xml_skip_space(xml);
  if (xml->at >= xml->input.len || xml->input.ptr[xml->at] != '>') {
    return tms_xml_syntax(xml, "DOCTYPE with an internal subset not allowed", xml->begin);
  }
  xml->at++;
  return true;
}

/* One thing outside the root. *again says that it was none that is reported. */
static bool read_outside(tms_xml *xml, bool *again) {
  tms_slice rest;
  *again = false;
  tms_xml_skip_space(xml);
  rest = tms_slice_from(xml->input, xml->at);
  xml->begin = (uint32_t)xml->at;
  if (rest.len == 0) {
    if (!xml->root_seen) return tms_xml_syntax(xml, "no root element", xml->at);
    return tms_xml_fail(xml, TMS_END, NULL, xml->at);
  }
  if (tms_slice_starts(rest, TMS_SLICE("<!DOCTYPE"))) {
    *again = true;
    return skip_doctype(xml);
  }
  if (tms_slice_starts(rest, TMS_SLICE("<?"))) return read_instruction(xml);
  if (tms_slice_starts(rest, TMS_SLICE("<!"))) return read_declaration(xml, rest);
  if (rest.ptr[0] != '<') return tms_xml_syntax(xml, "text outside the root element", xml->at);
  if (xml->root_seen) return tms_xml_syntax(xml, "something follows the root element", xml->at);
  xml->root_seen = true;
  return tms_xml_read_start(xml);
}

/* One pseudo attribute of the declaration: S name = quoted value. False without failure where another thing stands. */
static bool declared(tms_xml *xml, tms_slice name, tms_slice *value) {
  size_t back = xml->at;
  if (!tms_xml_skip_space(xml) || !tms_slice_starts(tms_slice_from(xml->input, xml->at), name)) {
    xml->at = back;
    return false;
  }
  xml->at += name.len;
  tms_xml_skip_space(xml);
  if (xml->at >= xml->input.len || xml->input.ptr[xml->at] != '=') return tms_xml_syntax(xml, "broken XML declaration", xml->at);
  xml->at++;
  tms_xml_skip_space(xml);
  if (xml->at >= xml->input.len) return tms_xml_syntax(xml, "broken XML declaration", xml->at);
  char quote = xml->input.ptr[xml->at];
  size_t close = quote == '"' || quote == '\'' ? tms_slice_find_byte(tms_slice_head(xml->input, xml->at + 128), quote, xml->at + 1) : SIZE_MAX;
  if (close == SIZE_MAX) return tms_xml_syntax(xml, "broken XML declaration", xml->at);
  *value = tms_slice_of(xml->input.ptr + xml->at + 1, close - xml->at - 1);
  xml->at = close + 1;
  return true;
}

/* [26] VersionNum: any 1.x is read as 1.0. */
static bool is_version(tms_slice value) {
  uint64_t minor;
  return value.len < 12 && tms_slice_starts(value, TMS_SLICE("1.")) && tms_slice_to_u64(tms_slice_from(value, 2), UINT32_MAX, &minor);
}

/* [81] EncName, to tell a broken declaration from an encoding that we don't read. */
static bool is_encoding_name(tms_slice name) {
  for (size_t i = 0; i < name.len; i++) {
    unsigned char c = (unsigned char)name.ptr[i];
    if (!tms_is_alpha(c) && (i == 0 || !(tms_is_digit(c) || c == '.' || c == '_' || c == '-'))) return false;
  }
  return name.len > 0;
}

/* [23] XMLDecl, at the cursor. */
static bool read_xml_declaration(tms_xml *xml) {
  tms_slice value = TMS_SLICE_NONE;
  xml->at += 5;
  if (!declared(xml, TMS_SLICE("version"), &value) || !is_version(value)) return tms_xml_syntax(xml, "broken XML declaration: version", xml->at);
  if (declared(xml, TMS_SLICE("encoding"), &value)) {
    if (!is_encoding_name(value)) return tms_xml_syntax(xml, "broken XML declaration: encoding", xml->at);
    if (!xml->options.decoded && !tms_slice_eq_nocase(value, TMS_SLICE("UTF-8"))) {
      return tms_xml_fail(xml, TMS_ERR_ENCODING, "declared in another encoding than UTF-8", (size_t)(value.ptr - xml->input.ptr));
    }
  }
  if (declared(xml, TMS_SLICE("standalone"), &value) && !tms_slice_eq(value, TMS_SLICE("yes")) && !tms_slice_eq(value, TMS_SLICE("no"))) {
    return tms_xml_syntax(xml, "broken XML declaration: standalone", xml->at);
  }
  tms_xml_skip_space(xml);
  if (!tms_slice_starts(tms_slice_from(xml->input, xml->at), TMS_SLICE("?>"))) return tms_xml_syntax(xml, "broken XML declaration", xml->at);
  xml->at += 2;
  return xml->status == TMS_OK;
}

/* Size, encoding, byte order mark, declaration: once. */
static bool start(tms_xml *xml) {
  tms_slice s = xml->input;
  size_t valid;
  xml->started = true;
  if (s.len > UINT32_MAX - 1) return tms_xml_fail(xml, TMS_ERR_LIMIT, "XML documents of 4 GiB and more are not read", 0);
  if (tms_slice_starts(s, TMS_SLICE("\xFF\xFE")) || tms_slice_starts(s, TMS_SLICE("\xFE\xFF")) || (s.len > 1 && (!s.ptr[0] || !s.ptr[1]))) {
    return tms_xml_fail(xml, TMS_ERR_ENCODING, "not UTF-8 (UTF-16 or UTF-32, by its first bytes)", 0);
  }
  valid = tms_utf8_valid_prefix(s);
  if (tms_slice_starts(s, TMS_SLICE("\xEF\xBB\xBF"))) xml->at = 3;
  tms_slice rest = tms_slice_from(s, xml->at);
  bool is_declared = rest.len > 5 && tms_slice_starts(rest, TMS_SLICE("<?xml")) && tms_xml_is_space((unsigned char)rest.ptr[5]);
  if (is_declared && !read_xml_declaration(xml)) return false;
  if (valid < s.len) return tms_xml_fail(xml, TMS_ERR_ENCODING, "not valid UTF-8", valid);
  return true;
}

static bool read_event(tms_xml *xml) {
  bool again = true;
  if (!xml->started && !start(xml)) return false;
  xml->cdata = false;
  xml->begin = (uint32_t)xml->at;
  if (xml->end_pending) {
    xml->end_pending = false;
    close_element(xml);
    return true;
  }
  if (xml->depth) return read_content(xml);
  while (again) {
    if (!read_outside(xml, &again)) return false;
  }
  return true;
}

tms_status tms_xml_next(tms_xml *xml, tms_error *error) {
  if (xml->status == TMS_OK && read_event(xml)) {
    xml->end = (uint32_t)xml->at;
    return TMS_OK;
  }
  if (xml->status == TMS_END) return TMS_END;
  if (xml->status == TMS_OK) xml->status = TMS_ERR_INTERNAL;
  if (!xml->message) return tms_fail_status(error, xml->status, "xml");
  return tms_fail(error, xml->status, "xml", xml->message, xml->error_at);
}

static const tms_xml_attribute *find(const tms_xml *xml, const char *local, uint32_t space_id) {
  tms_slice wanted = tms_slice_cstr(local);
  for (size_t i = 0; i < xml->attribute_count; i++) {
    const tms_xml_attribute *attribute = &xml->attributes[i];
    if (attribute->name.space_id == space_id && tms_slice_eq(attribute->name.local, wanted)) return attribute;
  }
  return NULL;
}

const tms_xml_attribute *tms_xml_find(const tms_xml *xml, const char *local) {
  return find(xml, local, 0);
}

const tms_xml_attribute *tms_xml_find_xml(const tms_xml *xml, const char *local) {
  return find(xml, local, TMS_XML_SPACE_ID);
}
