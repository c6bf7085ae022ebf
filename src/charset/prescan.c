/* "Prescan a byte stream to determine its encoding" and its helpers: https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding
 *
 * How far to look is left to us ("end condition"). Browsers stop after 1024 bytes because the network is slow, and start again when the parser meets a
 * later <meta> ("changing the encoding while parsing"). We have the whole page and read it once, so we look further: 64 KiB, in which every
 * declaration of html5lib's tests and of the pages that we know stands. */
#include "charset/charset.h"

typedef struct scanner {
  tms_slice s;
  size_t at;
} scanner;

static bool at_end(const scanner *scan) {
  return scan->at >= scan->s.len;
}

static unsigned char here(const scanner *scan) {
  return (unsigned char)scan->s.ptr[scan->at];
}

static void skip_spaces(scanner *scan) {
  while (!at_end(scan) && tms_is_space(here(scan))) scan->at++;
}

/* Names and values stay as they stand: who compares folds. */
typedef struct attribute {
  tms_slice name, value;
} attribute;

static bool read_value(scanner *scan, attribute *out) {
  skip_spaces(scan);
  if (at_end(scan)) return false;
  unsigned char quote = here(scan);
  if (quote == '"' || quote == '\'') {
    size_t begin = ++scan->at, end = tms_slice_find_byte(scan->s, (char)quote, begin);
    if (end == SIZE_MAX) return false;
    out->value = tms_slice_of(scan->s.ptr + begin, end - begin);
    scan->at = end + 1;
    return true;
  }
  size_t begin = scan->at;
  while (!at_end(scan) && !tms_is_space(here(scan)) && here(scan) != '>') scan->at++;
  out->value = tms_slice_of(scan->s.ptr + begin, scan->at - begin);
  return !at_end(scan);
}

/* "Get an attribute". False where there is none, or the bytes ran out. */
static bool read_attribute(scanner *scan, attribute *out) {
  *out = (attribute){TMS_SLICE_NONE, TMS_SLICE_NONE};
  while (!at_end(scan) && (tms_is_space(here(scan)) || here(scan) == '/')) scan->at++;
  if (at_end(scan) || here(scan) == '>') return false;
  size_t begin = scan->at;
  for (; !at_end(scan); scan->at++) {
    unsigned char c = here(scan);
    if ((c == '=' && scan->at > begin) || tms_is_space(c) || c == '/' || c == '>') break;
  }
  out->name = tms_slice_of(scan->s.ptr + begin, scan->at - begin);
  if (at_end(scan)) return false;
  if (here(scan) == '/' || here(scan) == '>') return true;
  skip_spaces(scan);
  if (at_end(scan)) return false;
  if (here(scan) != '=') return true;
  scan->at++;
  return read_value(scan, out);
}

/* "Extracting a character encoding from a meta element": *found says that there is a label, known or not. */
static const tms_encoding *encoding_of_content(tms_slice content, bool *found) {
  scanner scan = {content, 0};
  *found = false;
  for (;;) {
    size_t at = tms_slice_find_nocase(content, TMS_SLICE("charset"), scan.at);
    if (at == SIZE_MAX) return NULL;
    scan.at = at + 7;
    skip_spaces(&scan);
    if (at_end(&scan)) return NULL;
    if (here(&scan) == '=') break;
  }
  scan.at++;
  skip_spaces(&scan);
  if (at_end(&scan)) return NULL;
  size_t begin = scan.at, end;
  unsigned char quote = here(&scan);
  if (quote == '"' || quote == '\'') {
    end = tms_slice_find_byte(content, (char)quote, ++begin);
    if (end == SIZE_MAX) return NULL;
  } else {
    for (end = begin; end < content.len && !tms_is_space((unsigned char)content.ptr[end]) && content.ptr[end] != ';';) end++;
  }
  *found = true;
  return tms_encoding_of_label(tms_slice_of(content.ptr + begin, end - begin));
}

/* The three attributes that count; a name seen before is passed over, as the standard's list of names does. */
typedef struct meta {
  bool seen_http_equiv, seen_content, seen_charset;
  bool got_pragma, need_pragma, has_need, has_charset;
  const tms_encoding *charset;
} meta;

static void take_attribute(meta *m, const attribute *a) {
  if (!m->seen_http_equiv && tms_slice_eq_nocase(a->name, TMS_SLICE("http-equiv"))) {
    m->seen_http_equiv = true;
    m->got_pragma = tms_slice_eq_nocase(a->value, TMS_SLICE("content-type"));
  } else if (!m->seen_content && tms_slice_eq_nocase(a->name, TMS_SLICE("content"))) {
    m->seen_content = true;
    bool found;
    const tms_encoding *encoding = encoding_of_content(a->value, &found);
    if (encoding && !m->has_charset) {
      m->charset = encoding;
      m->has_charset = m->has_need = m->need_pragma = true;
    }
  } else if (!m->seen_charset && tms_slice_eq_nocase(a->name, TMS_SLICE("charset"))) {
    m->seen_charset = true;
    m->charset = tms_encoding_of_label(a->value);
    m->has_charset = m->has_need = true;
    m->need_pragma = false;
  }
}

/* A page that could be read to find its <meta> is not in UTF-16 (HTML Standard: "... then change it to UTF-8"). */
static const tms_encoding *as_declared(const tms_encoding *encoding) {
  if (!encoding) return NULL;
  if (encoding->decoder == TMS_DECODER_UTF16LE || encoding->decoder == TMS_DECODER_UTF16BE) return tms_encoding_utf8();
  return encoding;
}

static const tms_encoding *scan_meta(scanner *scan, bool *complete) {
  meta m = {0};
  attribute a;
  while (read_attribute(scan, &a)) take_attribute(&m, &a);
  *complete = !at_end(scan); /* bytes that ran out inside a tag end the whole prescan */
  if (!*complete || !m.has_need || (m.need_pragma && !m.got_pragma) || !m.charset) return NULL;
  if (m.charset->decoder == TMS_DECODER_USER_DEFINED) return tms_encoding_windows1252();
  return as_declared(m.charset);
}

static bool is_meta(tms_slice s) {
  if (s.len < 6 || !tms_slice_starts_nocase(s, TMS_SLICE("<meta"))) return false;
  return tms_is_space((unsigned char)s.ptr[5]) || s.ptr[5] == '/';
}

/* Moves past a comment, tag or declaration at `at`; false where the bytes run out. */
static bool skip_markup(scanner *scan, tms_slice rest) {
  if (tms_slice_starts(rest, TMS_SLICE("<!--"))) {
    /* The two hyphens before ">" may be those of "<!--". */
    size_t end = tms_slice_find(scan->s, TMS_SLICE("-->"), scan->at + 2);
    scan->at = end == SIZE_MAX ? scan->s.len : end + 2;
    return end != SIZE_MAX;
  }
  size_t name = rest.len > 1 && rest.ptr[1] == '/' ? 2 : 1;
  if (rest.len > name && tms_is_alpha((unsigned char)rest.ptr[name])) {
    attribute a;
    for (scan->at += name; !at_end(scan) && !tms_is_space(here(scan)) && here(scan) != '>';) scan->at++;
    while (read_attribute(scan, &a)) continue;
    return !at_end(scan);
  }
  if (rest.len > 1 && (rest.ptr[1] == '!' || rest.ptr[1] == '/' || rest.ptr[1] == '?')) {
    size_t end = tms_slice_find_byte(scan->s, '>', scan->at + 1);
    scan->at = end == SIZE_MAX ? scan->s.len : end;
    return end != SIZE_MAX;
  }
  return true;
}

static const tms_encoding *prescan_tags(tms_slice head) {
  scanner scan = {head, 0};
  for (; !at_end(&scan); scan.at++) {
    size_t next = tms_slice_find_byte(head, '<', scan.at);
    if (next == SIZE_MAX) return NULL;
    scan.at = next;
    tms_slice rest = tms_slice_from(head, scan.at);
    bool complete = true;
    const tms_encoding *found = NULL;
    if (is_meta(rest)) {
      scan.at += 5;
      found = scan_meta(&scan, &complete);
    } else {
      complete = skip_markup(&scan, rest);
    }
    if (found) return found;
    if (!complete) return NULL;
  }
  return NULL;
}

/* "Get an XML encoding". The word is looked for inside the declaration. */
const tms_encoding *tms_charset_xml(tms_slice head) {
  if (!tms_slice_starts(head, TMS_SLICE("<?xml"))) return NULL;
  size_t end = tms_slice_find_byte(head, '>', 0);
  if (end == SIZE_MAX) return NULL;
  tms_slice s = tms_slice_head(head, end);
  size_t at = tms_slice_find(s, TMS_SLICE("encoding"), 0);
  if (at == SIZE_MAX) return NULL;
  for (at += 8; at < s.len && (unsigned char)s.ptr[at] <= 0x20;) at++;
  if (at >= s.len || s.ptr[at] != '=') return NULL;
  for (at++; at < s.len && (unsigned char)s.ptr[at] <= 0x20;) at++;
  if (at >= s.len || (s.ptr[at] != '"' && s.ptr[at] != '\'')) return NULL;
  size_t close = tms_slice_find_byte(s, s.ptr[at], at + 1);
  if (close == SIZE_MAX) return NULL;
  tms_slice label = tms_slice_of(s.ptr + at + 1, close - at - 1);
  for (size_t i = 0; i < label.len; i++) {
    if ((unsigned char)label.ptr[i] <= 0x20) return NULL;
  }
  return as_declared(tms_encoding_of_label(label));
}

const tms_encoding *tms_charset_prescan(tms_slice head, bool *xml) {
  *xml = false;
  head = tms_slice_head(head, TMS_PRESCAN_BYTES);
  if (tms_slice_starts(head, tms_slice_of("<\0?\0x\0", 6))) return tms_encoding_of_label(TMS_SLICE("utf-16le"));
  if (tms_slice_starts(head, tms_slice_of("\0<\0?\0x", 6))) return tms_encoding_of_label(TMS_SLICE("utf-16be"));
  const tms_encoding *found = prescan_tags(head);
  if (found) return found;
  found = tms_charset_xml(head);
  *xml = found != NULL;
  return found;
}
