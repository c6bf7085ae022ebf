/* Tags and their attributes: 13.2.5.8 "Tag name state", 13.2.5.32 to 13.2.5.40. */
#include "base/hash.h"
#include "formats/html/tokenizer_parts.h"

tms_slice tms_html_record_name(const tms_html_tokenizer *z, const tms_html_record *record) {
  unsigned id = record->bits & TMS_HTML_ATTR_ID;
  if (id != TMS_ATTR_UNKNOWN) return tms_html_attr_name((tms_html_attr)id);
  const char *bytes = (record->bits & TMS_HTML_ATTR_NAME_SIDE) ? z->side : z->input;
  if (record->name_len != TMS_HTML_LONG_NAME) return tms_slice_of(bytes + record->name, record->name_len);
  uint32_t len;
  memcpy(&len, bytes + record->name - sizeof len, sizeof len);
  return tms_slice_of(bytes + record->name, len);
}

/* ---------------------------------------------------------------- names ---- */

static void name_attribute(tms_html_tokenizer *z, tms_html_record *record, tms_name_scan scan, uint32_t begin) {
  uint32_t len = (uint32_t)scan.end - begin;
  unsigned id = len > 16 ? tms_html_attr_named(tms_slice_of(z->input + begin, len)) : tms_html_attr_of_words(scan.low, scan.high);
  record->bits = (uint16_t)id;
  if (id != TMS_ATTR_UNKNOWN) return;
  record->name = begin;
  record->name_len = (uint16_t)len;
  if (scan.plain && len < TMS_HTML_LONG_NAME) return;
  uint32_t length_at = z->side_len;
  if (len >= TMS_HTML_LONG_NAME / 3) { /* NUL triples: it may become long */
    if (!tms_html_side_reserve(z, sizeof len)) return;
    z->side_len += (uint32_t)sizeof len;
  }
  tms_html_bytes name = tms_html_fold_name(z, begin, (uint32_t)scan.end);
  if (!name.side) return;
  if (name.at > length_at) memcpy(z->side + length_at, &name.len, sizeof name.len);
  record->name = name.at;
  record->name_len = (uint16_t)(name.len < TMS_HTML_LONG_NAME ? name.len : TMS_HTML_LONG_NAME);
  record->bits |= TMS_HTML_ATTR_NAME_SIDE;
}

/* A tag of unknown name keeps it in a record of its own before its attributes. */
static void name_tag(tms_html_tokenizer *z, tms_html_token *token, tms_name_scan scan, uint32_t begin) {
  uint32_t end = (uint32_t)scan.end;
  token->tag = end - begin > 16 ? tms_html_tag_named(tms_slice_of(z->input + begin, end - begin)) : tms_html_tag_of_words(scan.low, scan.high);
  token->name = (tms_html_bytes){begin, end - begin, false};
  if (token->tag != TMS_TAG_UNKNOWN) return;
  if (!scan.plain) token->name = tms_html_fold_name(z, begin, end);
  tms_html_record *record = tms_html_record_add(z);
  if (!record) return;
  token->name_record = z->record_count - 1;
  record->value = token->name.at;
  record->value_len = token->name.len;
  if (token->name.side) record->bits = TMS_HTML_ATTR_VALUE_SIDE;
}

/* ---------------------------------------------------------------- duplicates ---- */

/* Up to this many attributes each is compared with all before it; 99.9 % of tags have fewer than ten. */
enum { FEW = 16 };

bool tms_html_record_same_name(const tms_html_tokenizer *z, const tms_html_record *a, const tms_html_record *b) {
  unsigned id = a->bits & TMS_HTML_ATTR_ID;
  if (id != (b->bits & TMS_HTML_ATTR_ID)) return false;
  return id != TMS_ATTR_UNKNOWN || tms_slice_eq(tms_html_record_name(z, a), tms_html_record_name(z, b));
}

/* Puts record `number` into the table of `size` (a power of two) slots; true where its name was there. */
static bool seen_put(tms_html_tokenizer *z, uint32_t size, uint32_t number) {
  const tms_html_record *record = &z->records[number];
  uint32_t slot = (uint32_t)tms_hash(z->seed, tms_html_record_name(z, record)) & (size - 1);
  for (; z->seen[slot]; slot = (slot + 1) & (size - 1)) {
    if (tms_html_record_same_name(z, record, &z->records[z->seen[slot]])) return true;
  }
  z->seen[slot] = number;
  return false;
}

/* The table for `count` attributes from record `first` on, at most half full. Rebuilt at each doubling, so O(1) an attribute. */
static bool seen_build(tms_html_tokenizer *z, uint32_t size, uint32_t first, uint32_t count) {
  void *seen = z->seen;
  bool grown = tms_html_grow(z, &seen, &z->seen_room, size, sizeof *z->seen);
  z->seen = seen;
  if (!grown) return false;
  memset(z->seen, 0, size * sizeof *z->seen);
  for (uint32_t i = 0; i < count; i++) (void)seen_put(z, size, first + i);
  return true;
}

/* Was the newest record's name there already among the `count` before it? */
static bool is_duplicate(tms_html_tokenizer *z, uint32_t first, uint32_t count, uint32_t *size) {
  uint32_t newest = z->record_count - 1;
  if (count < FEW) {
    unsigned id = z->records[newest].bits & TMS_HTML_ATTR_ID;
    for (uint32_t i = first; i < newest; i++) {
      if ((z->records[i].bits & TMS_HTML_ATTR_ID) != id) continue;
      if (tms_html_record_same_name(z, &z->records[i], &z->records[newest])) return true;
    }
    return false;
  }
  if (count >= *size / 2) {
    uint32_t larger = *size ? *size * 2 : FEW * 4;
    if (!seen_build(z, larger, first, count)) return true;
    *size = larger;
  }
  return seen_put(z, *size, newest);
}

/* ---------------------------------------------------------------- values ---- */

static size_t skip_space(const tms_html_tokenizer *z, size_t at) {
  while (at < z->len && tms_char_is(z->input[at], TMS_CHAR_SPACE)) at++;
  return at;
}

static void set_value(tms_html_tokenizer *z, tms_html_record *record, size_t begin, size_t end, bool dirty) {
  tms_html_bytes value = {(uint32_t)begin, (uint32_t)(end - begin), false};
  if (dirty) value = tms_html_decode(z, value.at, (uint32_t)end, true, true, TMS_NUL_REPLACE);
  record->value = value.at;
  record->value_len = value.len;
  if (value.side) record->bits |= TMS_HTML_ATTR_VALUE_SIDE;
}

/* A quoted value that is not clean, or that the input does not end. Returns the place of the quote that ends it, at most z->len. */
__attribute__((noinline)) static size_t read_odd_value(tms_html_tokenizer *z, tms_html_record *record, size_t begin, char quote) {
  bool dirty = false;
  size_t end = tms_scan_until(z->input, begin, z->len, quote, &dirty);
  if (end < z->len) set_value(z, record, begin, end, dirty);
  return end;
}

/* 13.2.5.35 "Before attribute value state" and what follows; `at` behind the '='. Returns the place behind the value, at most z->len. */
static size_t read_value(tms_html_tokenizer *z, tms_html_record *record, size_t at) {
  at = skip_space(z, at);
  if (at >= z->len || z->input[at] == '>') return at;
  char quote = z->input[at];
  bool dirty = false;
  size_t end;
  if (quote == '"' || quote == '\'') {
    end = tms_scan_until(z->input, ++at, z->len, quote, &dirty);
    set_value(z, record, at, end, dirty);
    return end < z->len ? end + 1 : end;
  }
  for (end = at; end < z->len && !tms_char_is(z->input[end], TMS_CHAR_VALUE_END); end++) dirty |= tms_char_is(z->input[end], TMS_CHAR_DIRTY);
  set_value(z, record, at, end, dirty);
  return end;
}

/* ---------------------------------------------------------------- tags ---- */

/* What is known of the attributes of a tag while it is read. */
typedef struct tag_names {
  uint64_t seen;  /* a bit for each name, by its hash: where it is clear, the name is new */
  uint32_t table; /* size of the hash table for duplicates */
} tag_names;

/* One bit of 64 for a name. Names that are no two words share the bit of the empty name. */
static inline uint64_t name_bit(uint64_t hash) {
  return UINT64_C(1) << (hash >> 58);
}

/* The bits of a name that begins at `begin`: of a short one with NUL all, for what it becomes (13.2.5.33: U+FFFD) may come again as a usual name. */
static inline uint64_t name_bits(const tms_name_scan *scan, size_t begin) {
  if (!scan->low && scan->end - begin <= TMS_WORDS) return UINT64_MAX;
  return name_bit(tms_html_attr_hash(scan->low, scan->high));
}

/* One attribute, whatever it looks like, its name at `at`. Returns the place behind it; z->len too where a record can't be had. */
__attribute__((noinline)) static size_t read_attribute(tms_html_tokenizer *z, tms_html_token *token, size_t at, tag_names *names) {
  tms_html_record *record = tms_html_record_add(z);
  if (!record) return z->len;
  uint32_t side_len = z->side_len, number = z->record_count - 1;
  tms_name_scan scan = tms_scan_name(z->input, at, z->len, TMS_CHAR_ATTR_END);
  name_attribute(z, record, scan, (uint32_t)at);
  names->seen |= name_bits(&scan, at);
  bool over = token->count >= z->max_attributes;
  bool drop = over || is_duplicate(z, token->attributes, token->count, &names->table);
  z->dropped_attributes += over;
  z->errors += drop && !over; /* duplicate-attribute */
  at = scan.end;
  if (at < z->len && z->input[at] != '=' && tms_char_is(z->input[at], TMS_CHAR_SPACE)) at = skip_space(z, at);
  if (at < z->len && z->input[at] == '=') at = read_value(z, &z->records[number], at + 1);
  if (drop) {
    z->record_count--;
    z->side_len = side_len;
  } else {
    token->count++;
  }
  return at;
}

/* Bytes that a usual attribute looks at without asking: a space, a name of sixteen, '=' and a quote. */
enum { USUAL_ROOM = 1 + TMS_WORDS + 2 };

/*
 * As many usual attributes as stand at `at`: one white space, then name="value" or name='value' with a short name in lower case that is new to the tag.
 * They are 9 of 10 on the development pages.
 * A look at 16 bytes finds the '='; what stands before it is in the list of names only if it is exactly a name (or one with NUL behind it), so only the bytes
 * of other names are looked at. Returns the place behind the last one; at what is not usual nothing has happened.
 */
static inline size_t read_usual_attributes(tms_html_tokenizer *z, tms_html_token *token, size_t at, tag_names *names) {
  const char *s = z->input;
  const size_t len_all = z->len; /* not read again and again: it might be one of the numbers that are written here */
  uint32_t most = z->max_attributes < FEW ? z->max_attributes : FEW, room = z->record_room - z->record_count;
  uint32_t left = token->count >= most ? 0 : most - token->count < room ? most - token->count : room;
  tms_html_record *first = &z->records[z->record_count], *record = first, *last = first + left;
  uint64_t seen = names->seen;
  for (; record < last && len_all - at > USUAL_ROOM && tms_char_is(s[at], TMS_CHAR_SPACE) && s[at + 1] != '/'; record++) {
    const char *name = s + at + 1;
    size_t len = tms_first_of(name, '=', '='), value = at + len + 3, end;
    tms_name_words words = tms_first_words(name, len);
    uint64_t hash = tms_html_attr_hash(words.low, words.high);
    unsigned id = tms_html_attr_hashed(words.low, words.high, hash);
    const char quote = name[len + 1];
    if (len == TMS_WORDS || (seen & name_bit(hash)) || (quote != '"' && quote != '\'')) break;
    if (id == TMS_ATTR_UNKNOWN ? len == 0 || !tms_is_plain_name(name, len) : name[len - 1] == '\0')
      break; /* NUL would be taken for the filling of the words */
    end = quote == '"' ? tms_scan_clean_value(s, value, len_all, '"') : tms_scan_clean_value(s, value, len_all, '\'');
    record->name = (uint32_t)at + 1;
    record->name_len = (uint16_t)len;
    record->bits = (uint16_t)id;
    record->value = (uint32_t)value;
    record->value_len = (uint32_t)(end - value);
    if (end >= len_all && (end = read_odd_value(z, record, value, quote)) >= len_all) break;
    seen |= name_bit(hash);
    at = end + 1;
  }
  names->seen = seen;
  uint32_t added = (uint32_t)(record - first);
  z->record_count += added;
  token->count += added;
  return at;
}

/* Attributes from `at` on, to the '>' or the end of the input. */
static size_t read_attributes(tms_html_tokenizer *z, tms_html_token *token, size_t at) {
  tag_names names = {0, 0};
  const char *s = z->input;
  for (;;) {
    at = read_usual_attributes(z, token, at, &names);
    if (at >= z->len || s[at] == '>') return at;
    if (z->len - at > 3 && memcmp(s + at, " />", 3) == 0) {
      token->self_closing = true;
      return at + 2;
    }
    size_t name = skip_space(z, at);
    if (name > at + 1) { /* more than one space: once more, from the last one */
      at = name - 1;
      continue;
    }
    at = name;
    if (at >= z->len || s[at] == '>') return at;
    if (s[at] == '/') {
      at++;
      token->self_closing = at < z->len && s[at] == '>';
    } else {
      at = read_attribute(z, token, at, &names);
    }
  }
}

/* What was read of a tag that is none (the input ends in it: eof-in-tag), or of an end tag with attributes, is forgotten. */
static void forget_attributes(tms_html_tokenizer *z, tms_html_token *token, uint32_t records, uint32_t side_len, bool whole) {
  z->errors += !whole || token->count;
  z->record_count = records;
  token->count = token->attributes = 0;
  if (!whole) z->side_len = side_len;
}

uint32_t tms_html_read_tag_rest(tms_html_tokenizer *z, tms_html_token *token, uint32_t from, uint32_t records, uint32_t side_len) {
  token->self_closing = false;
  token->count = 0;
  token->attributes = z->record_count;
  size_t at = read_attributes(z, token, from);
  bool whole = at < z->len && z->status == TMS_OK;
  z->at = token->end = whole ? (uint32_t)at + 1 : z->len;
  if (!whole || token->kind == TMS_TOKEN_END_TAG) forget_attributes(z, token, records, side_len, whole);
  if (!whole) return 0;
  if (z->record_count > records) z->records[z->record_count - 1].bits |= TMS_HTML_ATTR_LAST;
  if (!token->count) token->attributes = 0;
  return token->end;
}

bool tms_html_read_tag(tms_html_tokenizer *z, tms_html_token *token, uint32_t begin, tms_html_token_kind kind) {
  uint32_t records = z->record_count, side_len = z->side_len;
  tms_name_scan scan = tms_scan_name(z->input, begin, z->len, TMS_CHAR_TAG_END);
  token->kind = kind;
  name_tag(z, token, scan, begin);
  return tms_html_read_tag_rest(z, token, (uint32_t)scan.end, records, side_len) != 0;
}
