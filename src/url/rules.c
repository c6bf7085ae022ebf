#include "url/rules.h"

#include "url/encode.h"

/* Rows of the generated tables. Text is an offset into rule_text. */
typedef struct group_row {
  uint32_t lengths; /* bit n: a name of this group that ends in "*" has n letters before it */
  uint16_t wrapper, wrapper_count;
  uint16_t cut;
  uint8_t keep;
  bool only, named;
  uint16_t index;
} group_row;

typedef struct wrapper_row {
  uint8_t kind;
  uint16_t names;
} wrapper_row;

typedef struct path_row {
  uint16_t text;
  uint8_t len;
  bool anywhere;
  uint16_t group;
} path_row;

typedef struct word_row {
  uint16_t text;
  uint8_t len;
} word_row;

typedef struct name_row {
  uint16_t text, owner, kinds;
  uint8_t len;
} name_row;

typedef struct host_row {
  uint16_t text, first, count;
  uint8_t len;
  bool any_suffix;
} host_row;

#include "url/rules_table.inc"

enum { WILD = 0x8000 };

/* FNV-1a, of names from the front, of hosts from the end, so that each beginning (each suffix) has its hash on the way. tools/gen_url_rules.py does the same. */
enum { HASH_BEGIN = 0x811C9DC5 };

static uint32_t hash_step(uint32_t hash, char c) {
  return (hash ^ (unsigned char)c) * 0x01000193u;
}

static uint32_t hash_finish(uint32_t hash, unsigned owner) {
  hash += owner * 0x9E3779B1u;
  hash ^= hash >> 15;
  hash *= 0x85EBCA6Bu;
  return hash ^ hash >> 13;
}

static size_t slot_of(uint32_t key, const uint16_t *shifts, unsigned buckets, unsigned bits) {
  return ((key ^ shifts[key & (buckets - 1)] * 0x9E3779B1u) * 0xC2B2AE35u) >> (32 - bits);
}

static tms_slice text_at(size_t offset) {
  return tms_slice_cstr(rule_text + offset);
}

/* ---- names ---- */

static unsigned look_up(const tms_rule_name *name, size_t len, unsigned owner) {
  const name_row *row = &names[slot_of(hash_finish(name->hash[len], owner), name_shifts, NAME_BUCKETS, NAME_BITS)];
  bool same = row->len == len && row->owner == owner && memcmp(rule_text + row->text, name->text, len) == 0;
  return same ? row->kinds : 0;
}

static unsigned kinds_in(const tms_rule_name *name, unsigned group) {
  unsigned kinds = look_up(name, name->len, group);
  uint32_t lengths = groups[group].lengths;
  for (size_t len = 1; lengths >>= 1; len++) {
    if (len > name->len) break;
    if (lengths & 1) kinds |= look_up(name, len, group | WILD);
  }
  return kinds;
}

void tms_rules_fold(tms_slice name, tms_rule_name *out) {
  size_t size = 0;
  uint32_t hash = HASH_BEGIN;
  out->len = 0;
  out->hash[0] = hash;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    int byte = c == '%' ? tms_percent_byte(name, i) : -1;
    if (byte >= 0) {
      c = (char)byte;
      i += 2;
    }
    if (size == TMS_RULES_MAX_NAME) return;
    c = tms_lower(c);
    hash = hash_step(hash, c);
    out->text[size++] = c;
    out->hash[size] = hash;
  }
  out->len = size;
}

unsigned tms_rules_of_name(const tms_rule_set *set, const tms_rule_name *name) {
  if (name->len == 0) return 0;
  unsigned kinds = kinds_in(name, 0);
  bool only = false;
  for (size_t i = 0; i < set->count; i++) {
    const group_row *group = &groups[set->groups[i]];
    if (!group->named) continue;
    unsigned more = kinds_in(name, set->groups[i]);
    only |= group->only;
    if (more) kinds |= more | TMS_RULE_SITE;
  }
  if (only && !(kinds & TMS_RULE_ONLY)) kinds |= TMS_RULE_DROP | TMS_RULE_SITE;
  return kinds;
}

unsigned tms_rules_of_fragment(const tms_rule_name *name) {
  return name->len ? kinds_in(name, 0) : 0;
}

/* 32 or more hexadecimal digits, 26 of PHP's base 36 with both kinds, or Magento's U and a long token. */
bool tms_rules_looks_like_session(tms_slice value) {
  size_t digits = 0, hex = 0, alnum = 0;
  for (size_t i = 0; i < value.len; i++) {
    unsigned char c = (unsigned char)value.ptr[i];
    digits += tms_is_digit(c);
    hex += tms_hex_value(c) >= 0;
    alnum += tms_is_alnum(c);
  }
  if (alnum != value.len) return false;
  if (value.len >= 32 && hex == value.len) return true;
  if (value.len == 26 && digits > 0 && digits < 26) return true;
  return value.len >= 20 && (value.ptr[0] == 'u' || value.ptr[0] == 'U') && digits > 0;
}

/* ---- hosts and paths ---- */

static void add_group(tms_rule_set *set, uint16_t group) {
  if (set->count < TMS_RULES_MAX_GROUPS) set->groups[set->count++] = group;
}

static void add_row(tms_rule_set *set, const path_row *row, tms_slice path) {
  tms_slice wanted = tms_slice_of(rule_text + row->text, row->len);
  bool fits = row->anywhere ? tms_slice_find(path, wanted, 0) != SIZE_MAX : tms_slice_starts(path, wanted);
  if (fits) add_group(set, row->group);
}

/* The rules of every suffix of `host` that begins at a label. With any_suffix the public suffix has been cut off already. */
static void add_suffixes(tms_rule_set *set, tms_slice host, bool any_suffix, tms_slice path) {
  uint32_t hash = HASH_BEGIN;
  for (size_t at = host.len; at > 0; at--) {
    hash = hash_step(hash, host.ptr[at - 1]);
    if (at > 1 && host.ptr[at - 2] != '.') continue;
    size_t len = host.len - at + 1;
    const host_row *row = &hosts[slot_of(hash_finish(hash, any_suffix), host_shifts, HOST_BUCKETS, HOST_BITS)];
    if (row->len != len || row->any_suffix != any_suffix || memcmp(rule_text + row->text, host.ptr + at - 1, len) != 0) continue;
    for (size_t i = 0; i < row->count; i++) add_row(set, &rows[row->first + i], path);
  }
}

/* The second-level labels below which countries register ("co.uk", "com.br", "or.jp"): what stands in front of them is a name of its own. */
static bool is_second_level(tms_slice label) {
  static const char *const labels[] = {"co", "com", "net", "org", "or", "ne", "ac", "edu", "gov", "go", "gob"};
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
    if (tms_slice_eq(label, tms_slice_cstr(labels[i]))) return true;
  }
  return false;
}

/* "example.*" is meant under any public suffix: the last label, or "co.uk" and its like. */
static void add_any_suffixes(tms_rule_set *set, tms_slice host, tms_slice path) {
  bool country = false;
  for (int labels = 1; labels <= 2; labels++) {
    size_t begin = host.len;
    while (begin > 0 && host.ptr[begin - 1] != '.') begin--;
    tms_slice label = tms_slice_from(host, begin);
    if (begin == 0 || (labels == 2 && !(country && is_second_level(label)))) return;
    country = label.len == 2;
    host.len = begin - 1;
    add_suffixes(set, host, true, path);
  }
}

void tms_rules_find(const tms_url *url, tms_rule_set *set) {
  tms_slice host = tms_url_hostname(url), path = tms_url_pathname(url);
  set->count = 0;
  if (host.len && host.ptr[host.len - 1] == '.') host.len--;
  add_suffixes(set, host, false, path);
  add_any_suffixes(set, host, path);
  for (size_t i = ROWS_EVERYWHERE; i < ROWS; i++) add_row(set, &rows[i], path);
}

/* ---- what a set says ---- */

bool tms_rules_wrapper(const tms_rule_set *set, size_t index, tms_wrapper *out) {
  for (size_t i = 0; i < set->count; i++) {
    const group_row *group = &groups[set->groups[i]];
    if (index < group->wrapper_count) {
      const wrapper_row *row = &wrappers[group->wrapper + index];
      *out = (tms_wrapper){(tms_wrapper_kind)row->kind, text_at(row->names)};
      return true;
    }
    index -= group->wrapper_count;
  }
  return false;
}

tms_slice tms_rules_path_cut(const tms_rule_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    if (groups[set->groups[i]].cut) return text_at(groups[set->groups[i]].cut);
  }
  return TMS_SLICE_NONE;
}

tms_slice tms_rules_index(const tms_rule_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    if (groups[set->groups[i]].index) return text_at(groups[set->groups[i]].index);
  }
  return TMS_SLICE_NONE;
}

/* A whole piece of the path, but for an ending: "/unsub.php". */
static bool is_kept_piece(tms_slice piece) {
  piece = tms_slice_head(piece, tms_slice_find_byte(piece, '.', 0));
  for (size_t i = WORDS_ANYWHERE; i < WORDS; i++) {
    if (piece.len == words[i].len && tms_slice_eq_nocase(piece, tms_slice_of(rule_text + words[i].text, words[i].len))) return true;
  }
  return false;
}

static bool is_kept_word(tms_slice path, size_t at) {
  for (size_t i = 0; i < WORDS_ANYWHERE; i++) {
    if (tms_lower(path.ptr[at + 1]) != rule_text[words[i].text + 1]) continue; /* the second letter tells most of them apart */
    if (tms_slice_starts_nocase(tms_slice_from(path, at), tms_slice_of(rule_text + words[i].text, words[i].len))) return true;
  }
  return false;
}

/* A word that says what an address is for. The path is read twice, since few letters begin a word. */
static bool has_kept_word(tms_slice path) {
  for (size_t at = 0; at + 1 < path.len; at++) { /* no such word is one letter */
    char c = tms_lower(path.ptr[at]);
    if (tms_is_lower((unsigned char)c) && (WORD_LETTERS >> (c - 'a') & 1) && is_kept_word(path, at)) return true;
  }
  for (tms_slice rest = tms_slice_from(path, 1); rest.len;) {
    tms_slice piece = tms_slice_head(rest, tms_slice_find_byte(rest, '/', 0));
    if (is_kept_piece(piece)) return true;
    rest = tms_slice_from(rest, piece.len + 1);
  }
  return false;
}

tms_keep tms_rules_keep(const tms_rule_set *set, const tms_url *url) {
  for (size_t i = 0; i < set->count; i++) {
    if (groups[set->groups[i]].keep) return (tms_keep)groups[set->groups[i]].keep;
  }
  return has_kept_word(tms_url_pathname(url)) ? TMS_KEEP_UNSUBSCRIBE : TMS_KEEP_NOT;
}
