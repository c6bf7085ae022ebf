#include "markup/front_matter.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* Front matter is short; a text that merely begins with a rule is not searched to its end. */
enum { MAX_FRONT_MATTER = 1 << 20 };

typedef enum key_kind { KEY_FIELD, KEY_PROVENANCE, KEY_VERSION, KEY_UNKNOWN } key_kind;

typedef struct front_matter {
  tms_document *doc;
  tms_buf scratch;
  tms_provenance from; /* of the fields: tamis's own headers say it themselves, by their key "provenance" */
  /* the key at hand */
  tms_slice key;
  key_kind kind;
  tms_field field;
  tms_slice rest; /* of its value */
} front_matter;

/* ---- lines ---- */

static bool is_fence(tms_slice line) {
  while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t')) line.len--;
  return tms_slice_eq(line, TMS_SLICE("---"));
}

/* "key: value" or "key:"; the value trimmed. */
static bool split_key(tms_slice line, tms_slice *key, tms_slice *value) {
  size_t end = 0;
  while (end < line.len && (tms_is_alnum((unsigned char)line.ptr[end]) || line.ptr[end] == '_' || line.ptr[end] == '-')) end++;
  if (end == 0 || end >= line.len || line.ptr[end] != ':') return false;
  if (end + 1 < line.len && !tms_is_space((unsigned char)line.ptr[end + 1])) return false;
  *key = tms_slice_head(line, end);
  *value = tms_slice_trim(tms_slice_from(line, end + 1));
  return true;
}

/* A line that belongs to the key above (an entry of its list, deeper structure), a comment or an empty one. */
static bool is_inner(tms_slice line) {
  tms_slice trimmed = tms_slice_trim(line);
  return trimmed.len == 0 || trimmed.ptr[0] == '#' || trimmed.ptr != line.ptr || tms_slice_starts(line, TMS_SLICE("- "));
}

/* The length of the front matter with both fences, or 0. */
static size_t measure(tms_slice text) {
  tms_slice rest = tms_slice_head(text, MAX_FRONT_MATTER), line, key, value;
  bool any = false;
  if (!tms_slice_next_line(&rest, &line) || !is_fence(line)) return 0;
  while (tms_slice_next_line(&rest, &line)) {
    if (is_fence(line)) return any ? (size_t)(rest.ptr - text.ptr) : 0;
    bool is_key = split_key(line, &key, &value);
    if (!is_key && (!any || !is_inner(line))) return 0;
    any = any || is_key;
  }
  return 0;
}

/* ---- values ---- */

static bool read_hex4(tms_slice s, size_t at, uint32_t *unit) {
  *unit = 0;
  for (size_t i = at; i < at + 4; i++) {
    int digit = i < s.len ? tms_hex_value((unsigned char)s.ptr[i]) : -1;
    if (digit < 0) return false;
    *unit = *unit * 16 + (uint32_t)digit;
  }
  return true;
}

/* After "\u": one code point, of two halves where the first asks for it (RFC 8259, 7). Gives the number of characters used. */
static size_t add_unicode_escape(tms_buf *out, tms_slice s, size_t at) {
  uint32_t high, low;
  if (!read_hex4(s, at, &high)) return 0;
  bool pair = high >= 0xD800 && high < 0xDC00 && tms_slice_starts(tms_slice_from(s, at + 4), TMS_SLICE("\\u")) && read_hex4(s, at + 6, &low) &&
              low >= 0xDC00 && low < 0xE000;
  tms_buf_add_char(out, pair ? 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) : high);
  return pair ? 10 : 4;
}

static size_t add_escape(tms_buf *out, tms_slice s, size_t at) {
  static const char names[] = "bfnrt", meant[] = "\b\f\n\r\t";
  char c = at < s.len ? s.ptr[at] : '\\';
  const char *name = c != '\0' ? strchr(names, c) : NULL;
  if (c == 'u') return 1 + add_unicode_escape(out, s, at + 1);
  tms_buf_add_byte(out, name ? meant[name - names] : c);
  return 1;
}

/* A quoted string at the front of m->rest; JSON's escapes in double quotes, '' in single ones (YAML 1.2, 7.3). */
static tms_slice read_quoted(front_matter *m) {
  char quote = m->rest.ptr[0];
  size_t at = 1, end = tms_slice_find_byte(m->rest, quote, 1);
  bool plain = end != SIZE_MAX && tms_slice_find_byte(tms_slice_head(m->rest, end), '\\', 1) == SIZE_MAX &&
               (end + 1 >= m->rest.len || m->rest.ptr[end + 1] != quote);
  if (plain) {
    tms_slice value = tms_slice_of(m->rest.ptr + 1, end - 1);
    m->rest = tms_slice_from(m->rest, end + 1);
    return value;
  }
  tms_buf_reset(&m->scratch);
  while (at < m->rest.len) {
    char c = m->rest.ptr[at++];
    if (c == quote && quote == '\'' && at < m->rest.len && m->rest.ptr[at] == quote) {
      tms_buf_add_byte(&m->scratch, m->rest.ptr[at++]);
    } else if (c == quote) {
      break;
    } else if (c == '\\' && quote == '"') {
      at += add_escape(&m->scratch, m->rest, at);
    } else {
      tms_buf_add_byte(&m->scratch, c);
    }
  }
  m->rest = tms_slice_from(m->rest, at);
  return tms_doc_copy(m->doc, tms_buf_slice(&m->scratch));
}

/* A plain one: to the end of the line, inside brackets to the next comma or bracket. */
static tms_slice read_plain(front_matter *m, bool in_list) {
  size_t end = 0;
  while (end < m->rest.len && !(in_list && (m->rest.ptr[end] == ',' || m->rest.ptr[end] == ']'))) end++;
  tms_slice value = tms_slice_trim(tms_slice_head(m->rest, end));
  m->rest = tms_slice_from(m->rest, end);
  return value;
}

static tms_slice read_scalar(front_matter *m, bool in_list) {
  char first = m->rest.len ? m->rest.ptr[0] : '\0';
  return first == '"' || first == '\'' ? read_quoted(m) : read_plain(m, in_list);
}

/* ---- keys ---- */

static tms_field field_of(tms_slice key) {
  static const struct {
    const char *name;
    tms_field field;
  } others[] = {{"author", TMS_FIELD_AUTHORS},
                {"date", TMS_FIELD_DATE_PUBLISHED},
                {"lastmod", TMS_FIELD_DATE_MODIFIED},
                {"updated", TMS_FIELD_DATE_MODIFIED},
                {"summary", TMS_FIELD_DESCRIPTION},
                {"keywords", TMS_FIELD_TAGS},
                {"tag", TMS_FIELD_TAGS},
                {"category", TMS_FIELD_CATEGORIES},
                {"lang", TMS_FIELD_LANGUAGE}};
  tms_field field = tms_field_of_key(key);
  for (size_t i = 0; field == TMS_FIELD_COUNT && i < sizeof others / sizeof others[0]; i++) {
    if (tms_slice_eq_nocase(key, tms_slice_cstr(others[i].name))) field = others[i].field;
  }
  return field;
}

/* "title=og": where a value came from. */
static void set_provenance(front_matter *m, tms_slice entry) {
  size_t equals = tms_slice_find_byte(entry, '=', 0);
  if (equals == SIZE_MAX) return;
  tms_field field = tms_field_of_key(tms_slice_head(entry, equals));
  tms_provenance from = tms_provenance_of_name(tms_slice_from(entry, equals + 1));
  if (field != TMS_FIELD_COUNT && from != TMS_PROVENANCE_COUNT) m->doc->metadata.fields[field].from = from;
}

static void put_value(front_matter *m, tms_slice value) {
  switch (m->kind) {
    case KEY_FIELD:
      if (value.len) tms_metadata_add(&m->doc->metadata, &m->doc->arena, m->field, value, m->from);
      break;
    case KEY_PROVENANCE: set_provenance(m, value); break;
    case KEY_UNKNOWN: tms_doc_hint(m->doc, TMS_FROM_HEADER, m->key, value, TMS_SPAN_NONE); break;
    case KEY_VERSION: break;
  }
}

/* One value, or a list of them in brackets. */
static void read_value(front_matter *m, tms_slice value) {
  m->rest = value;
  if (value.len == 0) return;
  if (value.ptr[0] != '[') {
    put_value(m, read_scalar(m, false));
    return;
  }
  m->rest = tms_slice_from(m->rest, 1);
  while (m->rest.len && m->rest.ptr[0] != ']') {
    m->rest = tms_slice_trim(m->rest);
    if (m->rest.len && m->rest.ptr[0] != ',' && m->rest.ptr[0] != ']') put_value(m, read_scalar(m, true));
    size_t comma = tms_slice_find_byte(m->rest, ',', 0);
    m->rest = comma == SIZE_MAX ? TMS_SLICE_NONE : tms_slice_trim(tms_slice_from(m->rest, comma + 1));
  }
}

static void begin_key(front_matter *m, tms_slice key) {
  m->key = key;
  m->field = field_of(key);
  m->kind = m->field != TMS_FIELD_COUNT ? KEY_FIELD : KEY_UNKNOWN;
  if (tms_slice_eq(key, TMS_SLICE("provenance"))) m->kind = KEY_PROVENANCE;
  if (tms_slice_eq(key, TMS_SLICE("tamis"))) m->kind = KEY_VERSION;
  if (m->kind == KEY_VERSION) m->from = TMS_FROM_NONE;
}

size_t tms_front_matter_read(tms_slice text, tms_document *doc, size_t *unknown) {
  size_t length = measure(text);
  front_matter m = {.doc = doc, .from = TMS_FROM_HEADER, .kind = KEY_VERSION, .field = TMS_FIELD_COUNT};
  tms_slice rest = tms_slice_head(text, length), line, key, value;
  *unknown = TMS_NO_OFFSET;
  tms_buf_init(&m.scratch, doc->allocator, MAX_FRONT_MATTER);
  while (tms_slice_next_line(&rest, &line)) {
    if (split_key(line, &key, &value)) {
      begin_key(&m, key);
      if (m.kind == KEY_UNKNOWN && *unknown == TMS_NO_OFFSET) *unknown = (size_t)(line.ptr - text.ptr);
      read_value(&m, value);
    } else if (tms_slice_starts(tms_slice_trim(line), TMS_SLICE("- "))) {
      read_value(&m, tms_slice_trim(tms_slice_from(tms_slice_trim(line), 2)));
    }
  }
  if (m.scratch.status != TMS_OK && doc->arena.status == TMS_OK) doc->arena.status = m.scratch.status;
  tms_buf_release(&m.scratch);
  return length;
}

/* ---- writing ---- */

/* A string that JSON and YAML read the same: normal form has no controls, and U+FEFF may not stand raw in YAML (1.2, 5.1). */
static void add_string(tms_buf *out, tms_slice s) {
  size_t done = 0;
  tms_buf_add_byte(out, '"');
  for (size_t i = 0; i < s.len; i++) {
    bool mark = s.ptr[i] == '\xEF' && tms_slice_starts(tms_slice_from(s, i), TMS_SLICE("\xEF\xBB\xBF"));
    if (s.ptr[i] != '"' && s.ptr[i] != '\\' && !mark) continue;
    tms_buf_add_bytes(out, s.ptr + done, i - done);
    tms_buf_add_cstr(out, mark ? "\\uFEFF" : "\\");
    done = mark ? i + 3 : i;
  }
  tms_buf_add_bytes(out, s.ptr + done, s.len - done);
  tms_buf_add_byte(out, '"');
}

static void add_field(tms_buf *out, tms_field field, const tms_value *value) {
  bool list = tms_field_is_list(field);
  tms_buf_add_cstr(out, tms_field_key(field));
  tms_buf_add_cstr(out, list ? ": [" : ": ");
  for (size_t i = 0; i < (list ? value->count : 1); i++) {
    if (i > 0) tms_buf_add_cstr(out, ", ");
    add_string(out, value->items[i]);
  }
  tms_buf_add_cstr(out, list ? "]\n" : "\n");
}

static void add_provenance(tms_buf *out, const tms_metadata *metadata) {
  bool any = false;
  for (unsigned field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &metadata->fields[field];
    if (value->count == 0 || value->from == TMS_FROM_NONE) continue;
    tms_buf_add_cstr(out, any ? ", \"" : "provenance: [\"");
    tms_buf_add_cstr(out, tms_field_key((tms_field)field));
    tms_buf_add_byte(out, '=');
    tms_buf_add_cstr(out, tms_provenance_name(value->from));
    tms_buf_add_byte(out, '"');
    any = true;
  }
  if (any) tms_buf_add_cstr(out, "]\n");
}

void tms_front_matter_write(const tms_document *doc, tms_buf *out) {
  tms_buf_add_cstr(out, "---\ntamis: ");
  tms_buf_add_u64(out, TMS_CANONICAL_VERSION);
  tms_buf_add_byte(out, '\n');
  for (unsigned field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &doc->metadata.fields[field];
    if (value->count) add_field(out, (tms_field)field, value);
  }
  add_provenance(out, &doc->metadata);
  tms_buf_add_cstr(out, "---\n");
}
