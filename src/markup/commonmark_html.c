/*
 * HTML inside Markdown (CommonMark 4.6 and 6.6): where tags begin and end, and what the few that are understood mean. All others are syntax: their
 * text stays. A construct that ends nowhere is sought once: the flags of tms_md_inline remember.
 */
#include "base/utf8.h"
#include "markup/charref.h"
#include "markup/commonmark_inline.h"

static char at(tms_slice s, size_t i) {
  return i < s.len ? s.ptr[i] : '\0';
}

static size_t skip_space(tms_slice s, size_t i) {
  while (i < s.len && tms_is_space((unsigned char)s.ptr[i])) i++;
  return i;
}

static size_t skip_tag_name(tms_slice s, size_t i) {
  if (!tms_is_alpha((unsigned char)at(s, i))) return i;
  while (tms_is_alnum((unsigned char)at(s, i)) || at(s, i) == '-') i++;
  return i;
}

static bool is_attribute_start(char c) {
  return tms_is_alpha((unsigned char)c) || c == '_' || c == ':';
}

/* At a value: the position behind it, or 0. The value itself goes to *value. */
static size_t skip_value(tms_slice s, size_t i, tms_slice *value) {
  char quote = at(s, i);
  if (quote == '"' || quote == '\'') {
    size_t end = tms_slice_find_byte(s, quote, i + 1);
    if (end == SIZE_MAX) return 0;
    *value = tms_slice_of(s.ptr + i + 1, end - i - 1);
    return end + 1;
  }
  size_t begin = i;
  while (i < s.len && !tms_is_space((unsigned char)s.ptr[i]) && strchr("\"'=<>`", s.ptr[i]) == NULL) i++;
  *value = tms_slice_of(s.ptr + begin, i - begin);
  return i > begin ? i : 0;
}

/* One attribute with the white space before it. 0: there is none; SIZE_MAX: what stands there is no attribute. */
static size_t skip_attribute(tms_slice s, size_t i, tms_slice *name, tms_slice *value) {
  size_t begin = skip_space(s, i);
  if (begin == i || !is_attribute_start(at(s, begin))) return 0;
  for (i = begin; is_attribute_start(at(s, i)) || tms_is_digit((unsigned char)at(s, i)) || at(s, i) == '.' || at(s, i) == '-';) i++;
  *name = tms_slice_of(s.ptr + begin, i - begin);
  *value = TMS_SLICE_NONE;
  size_t equals = skip_space(s, i);
  if (at(s, equals) != '=') return i;
  size_t end = skip_value(s, skip_space(s, equals + 1), value);
  return end ? end : SIZE_MAX;
}

size_t tms_md_html_tag_length(tms_slice s) {
  tms_slice name, value;
  bool end_tag = at(s, 1) == '/';
  size_t begin = end_tag ? 2 : 1, i = skip_tag_name(s, begin);
  if (i == begin) return 0;
  if (end_tag) {
    i = skip_space(s, i);
    return at(s, i) == '>' ? i + 1 : 0;
  }
  for (size_t next; (next = skip_attribute(s, i, &name, &value)) != 0; i = next) {
    if (next == SIZE_MAX) return 0;
  }
  i = skip_space(s, i);
  if (at(s, i) == '/') i++;
  return at(s, i) == '>' ? i + 1 : 0;
}

tms_md_tag tms_md_read_tag(tms_slice tag) {
  tms_md_tag read = {.end = at(tag, 1) == '/'};
  size_t begin = read.end ? 2 : 1, end = skip_tag_name(tag, begin);
  read.name = tms_slice_of(tag.ptr + begin, end - begin);
  read.attributes = tms_slice_from(tag, end);
  return read;
}

static tms_slice decode_value(tms_md_reader *reader, tms_slice value) {
  size_t at_reference = tms_slice_find_byte(value, '&', 0), done = 0;
  if (at_reference == SIZE_MAX) return value;
  tms_buf *out = &reader->scratch;
  tms_buf_reset(out);
  for (size_t i = at_reference; i != SIZE_MAX; i = tms_slice_find_byte(value, '&', i)) {
    tms_charref reference = tms_charref_read(value, i, true);
    if (!reference.length) {
      i++;
      continue;
    }
    tms_buf_add_bytes(out, value.ptr + done, i - done);
    tms_buf_add_char(out, reference.code[0]);
    if (reference.code[1]) tms_buf_add_char(out, reference.code[1]);
    i += reference.length;
    done = i;
  }
  tms_buf_add_bytes(out, value.ptr + done, value.len - done);
  return tms_md_keep_scratch(reader);
}

bool tms_md_attribute(tms_md_reader *reader, const tms_md_tag *tag, const char *name, tms_slice *value) {
  tms_slice found, raw;
  *value = TMS_SLICE_NONE;
  if (tag->end) return false;
  for (size_t i = 0, next; (next = skip_attribute(tag->attributes, i, &found, &raw)) != 0 && next != SIZE_MAX; i = next) {
    if (!tms_slice_eq_nocase(found, tms_slice_cstr(name))) continue;
    *value = decode_value(reader, raw);
    return true;
  }
  return false;
}

/* The inline kind that a tag stands for; TMS_KIND_DOCUMENT where it is none. */
static tms_kind inline_kind(tms_slice name) {
  static const struct {
    const char *name;
    tms_kind kind;
  } kinds[] = {{"em", TMS_KIND_EMPHASIS},   {"i", TMS_KIND_EMPHASIS},      {"strong", TMS_KIND_STRONG},  {"b", TMS_KIND_STRONG},
               {"del", TMS_KIND_DELETED},   {"s", TMS_KIND_DELETED},       {"strike", TMS_KIND_DELETED}, {"ins", TMS_KIND_INSERTED},
               {"sub", TMS_KIND_SUBSCRIPT}, {"sup", TMS_KIND_SUPERSCRIPT}, {"q", TMS_KIND_QUOTATION},    {"code", TMS_KIND_CODE},
               {"kbd", TMS_KIND_CODE},      {"samp", TMS_KIND_CODE},       {"tt", TMS_KIND_CODE},        {"span", TMS_KIND_SPAN},
               {"a", TMS_KIND_LINK},        {"br", TMS_KIND_BREAK},        {"img", TMS_KIND_IMAGE}};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (tms_slice_eq_nocase(name, tms_slice_cstr(kinds[i].name))) return kinds[i].kind;
  }
  return TMS_KIND_DOCUMENT;
}

bool tms_md_tag_entry(tms_md_reader *reader, const tms_md_tag *tag, tms_md_entry *entry, tms_slice *title) {
  tms_slice class;
  *entry = (tms_md_entry){.by = TMS_MD_BY_TAG, .kind = (uint8_t)inline_kind(tag->name)};
  *title = TMS_SLICE_NONE;
  if (entry->kind == TMS_KIND_DOCUMENT) return false;
  if (tag->end) return true; /* a </span> closes a formula too: the caller looks */
  switch (entry->kind) {
    case TMS_KIND_CODE: entry->captures = true; return true;
    case TMS_KIND_SPAN:
      if (tms_md_attribute(reader, tag, "lang", &entry->target)) return true;
      entry->captures = tms_md_attribute(reader, tag, "class", &class) && tms_slice_eq(class, TMS_SLICE("math"));
      entry->hollow = !entry->captures;
      if (entry->captures) entry->kind = TMS_KIND_FORMULA;
      return true;
    case TMS_KIND_LINK:
      (void)tms_md_attribute(reader, tag, "title", title);
      entry->hollow = !tms_md_attribute(reader, tag, "href", &entry->target);
      return true;
    case TMS_KIND_IMAGE: tms_md_attribute(reader, tag, "alt", title); return tms_md_attribute(reader, tag, "src", &entry->target);
    default: return true;
  }
}

/* From `begin`, which opens with `open` bytes, to `mark`; `begin` where it is missing, and *missing then. */
static size_t scan_until(tms_md_inline *in, size_t begin, size_t open, const char *mark, bool *missing) {
  if (*missing) return begin;
  size_t end = tms_slice_find(in->text, tms_slice_cstr(mark), begin + open);
  if (end == SIZE_MAX) {
    *missing = true;
    return begin;
  }
  return end + strlen(mark);
}

/* Comments, instructions, declarations and CDATA (6.6). */
static size_t scan_markup(tms_md_inline *in, size_t begin) {
  tms_slice s = tms_slice_from(in->text, begin);
  if (at(s, 1) == '?') return scan_until(in, begin, 2, "?>", &in->no_instruction);
  if (tms_slice_starts(s, TMS_SLICE("<!-->"))) return begin + 5;
  if (tms_slice_starts(s, TMS_SLICE("<!--->"))) return begin + 6;
  if (tms_slice_starts(s, TMS_SLICE("<!--"))) return scan_until(in, begin, 4, "-->", &in->no_comment);
  if (tms_slice_starts(s, TMS_SLICE("<![CDATA["))) return scan_until(in, begin, 9, "]]>", &in->no_cdata);
  if (at(s, 1) == '!' && tms_is_alpha((unsigned char)at(s, 2))) return scan_until(in, begin, 2, ">", &in->no_declaration);
  return begin;
}

size_t tms_md_scan_html(tms_md_inline *in, size_t begin) {
  size_t length = tms_md_html_tag_length(tms_slice_from(in->text, begin));
  size_t end = length ? begin + length : scan_markup(in, begin);
  if (end > begin) tms_md_add_token(in, length ? TMS_MD_TAG : TMS_MD_DROP, begin, end);
  return end;
}
