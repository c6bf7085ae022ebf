#include "unicode/nfc.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "unicode/nfc_tables.h"

enum {
  QC_NO = 1,
  QC_MAYBE = 2,
  /* Below U+0300 nothing combines and nothing decomposes differently: their lead bytes are below 0xCC. */
  FIRST_LEAD = 0xCC
};

/* Hangul syllables are arithmetic (Unicode Standard 3.12). */
enum { S_BASE = 0xAC00, L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11A7, L_COUNT = 19, V_COUNT = 21, T_COUNT = 28, S_COUNT = 11172 };

static uint32_t property_of(uint32_t c) {
  uint32_t block = nfc_index_blocks[c >> NFC_INDEX_SHIFT];
  return nfc_properties[nfc_index_values[block << NFC_INDEX_SHIFT | (c & ((1u << NFC_INDEX_SHIFT) - 1))]];
}

unsigned tms_char_combining_class(uint32_t c) {
  return c > 0x10FFFF ? 0 : property_of(c) & 0xFF;
}

static const uint32_t *decomposition_of(uint32_t c) {
  uint32_t block = nfc_where_blocks[c >> NFC_WHERE_SHIFT];
  uint32_t where = nfc_where_values[block << NFC_WHERE_SHIFT | (c & ((1u << NFC_WHERE_SHIFT) - 1))];
  return where ? nfc_pool + where : NULL;
}

static uint32_t compose_hangul(uint32_t first, uint32_t second) {
  if (first - L_BASE < L_COUNT && second - V_BASE < V_COUNT) return S_BASE + ((first - L_BASE) * V_COUNT + (second - V_BASE)) * T_COUNT;
  bool is_lv = first - S_BASE < S_COUNT && (first - S_BASE) % T_COUNT == 0;
  if (is_lv && second > T_BASE && second < T_BASE + T_COUNT) return first + (second - T_BASE);
  return 0;
}

/* The primary composite of two characters, or 0. */
static uint32_t compose(uint32_t first, uint32_t second) {
  uint32_t hangul = compose_hangul(first, second);
  if (hangul) return hangul;
  size_t low = 0, high = sizeof(nfc_pairs) / sizeof(nfc_pairs[0]);
  while (low < high) {
    size_t middle = (low + high) / 2;
    const nfc_pair *pair = &nfc_pairs[middle];
    if (pair->first == first && pair->second == second) return pair->composite;
    if (pair->first < first || (pair->first == first && pair->second < second))
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

/* Length of the longest prefix in which every character is below U+0300. */
static size_t plain_prefix(tms_slice s, size_t at) {
  while (s.len - at >= TMS_ASCII_BLOCK && tms_ascii_block(s.ptr + at, NULL) == TMS_ASCII_BLOCK) at += TMS_ASCII_BLOCK;
  while (s.len - at >= 8) {
    uint64_t word;
    memcpy(&word, s.ptr + at, 8);
    if (word & 0x8080808080808080u) break;
    at += 8;
  }
  while (at < s.len && (unsigned char)s.ptr[at] < FIRST_LEAD) at++;
  return at;
}

/* The next character that is no plain one, and its property. Blocks of 64 in which nothing combines or changes are passed over by the bytes that name them. */
static size_t next_property(tms_slice s, size_t at, uint32_t *property, size_t *size) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  while (at < s.len) {
    unsigned char lead = p[at];
    if (lead < FIRST_LEAD) {
      at = plain_prefix(s, at);
    } else if (lead < 0xE0) {
      *size = 2;
      *property = nfc_quiet[lead & 0x1F] ? 0 : property_of((lead & 0x1Fu) << 6 | (p[at + 1] & 0x3Fu));
      if (*property) return at;
      at += 2;
    } else if (lead < 0xF0) {
      uint32_t block = (lead & 0x0Fu) << 6 | (p[at + 1] & 0x3Fu);
      *size = 3;
      *property = nfc_quiet[block] ? 0 : property_of(block << 6 | (p[at + 2] & 0x3Fu));
      if (*property) return at;
      at += 3;
    } else {
      *property = property_of(tms_utf8_decode(s, at, size, NULL));
      if (*property) return at;
      at += *size;
    }
  }
  return at;
}

/* The last starter before `at`, not before `from`. */
static size_t boundary_before(tms_slice s, size_t from, size_t at) {
  size_t size;
  while (at > from) {
    uint32_t c = tms_utf8_decode_back(s, at, &size);
    at -= size;
    if ((property_of(c) & 0xFF) == 0) break;
  }
  return at;
}

/* From `at`, which is a boundary, the place where something that may not be NFC begins: *boundary is the last boundary before it. */
static size_t quick_check(tms_slice s, size_t at, size_t *boundary) {
  uint32_t last_class = 0, property;
  size_t from = at, expected = at, size;
  while ((at = next_property(s, at, &property, &size)) < s.len) {
    uint32_t class = property & 0xFF;
    if (at != expected) last_class = 0; /* a starter stands between */
    if (property >> 8 || class < last_class) {
      *boundary = boundary_before(s, from, at);
      return at;
    }
    last_class = class;
    at += size;
    expected = at;
  }
  *boundary = s.len;
  return s.len;
}

/*
 * The composer. The marks of the current starter are written to `out` behind it as they come; when the next starter comes they are put in order,
 * composed, and the bytes moved together. Every byte is moved a constant number of times, whatever the length of the run.
 */
typedef struct composer {
  tms_buf *out;
  uint32_t starter; /* 0: none yet (U+0000 never composes, so it may as well be none) */
  size_t starter_at;
  size_t marks_at;
  uint32_t last_class;
  bool unordered;
} composer;

/* Canonical ordering (Unicode Standard 3.11) by counting: the bytes of each class get their place, stable, in a second copy behind the first. */
static void order_marks(composer *c) {
  tms_buf *out = c->out;
  size_t place[256] = {0}, begin = c->marks_at, end = out->len, at = 0, size;
  tms_slice marks = tms_slice_of(out->data + begin, end - begin);
  for (size_t i = 0; i < marks.len; i += size) {
    uint32_t class = property_of(tms_utf8_decode(marks, i, &size, NULL)) & 0xFF;
    place[class] += size;
  }
  for (size_t class = 0; class < 256; class ++) {
    size_t bytes = place[class];
    place[class] = at;
    at += bytes;
  }
  tms_buf_add_repeat(out, 0, end - begin);
  if (out->status != TMS_OK) return;
  marks.ptr = out->data + begin;
  for (size_t i = 0; i < marks.len; i += size) {
    uint32_t class = property_of(tms_utf8_decode(marks, i, &size, NULL)) & 0xFF;
    memcpy(out->data + end + place[class], marks.ptr + i, size);
    place[class] += size;
  }
  memcpy(out->data + begin, out->data + end, end - begin);
  tms_buf_cut(out, end);
}

/* Puts the starter, grown or shrunk by composing, before its remaining marks. */
static void replace_starter(composer *c, uint32_t starter) {
  char bytes[4];
  size_t size = tms_utf8_encode(starter, bytes), old = c->marks_at - c->starter_at, marks = c->out->len - c->marks_at;
  if (size > old) tms_buf_add_repeat(c->out, 0, size - old);
  if (c->out->status != TMS_OK) return;
  memmove(c->out->data + c->starter_at + size, c->out->data + c->marks_at, marks);
  memcpy(c->out->data + c->starter_at, bytes, size);
  tms_buf_cut(c->out, c->starter_at + size + marks);
  c->starter = starter;
  c->marks_at = c->starter_at + size;
}

/* Canonical composition (UAX #15, D117): a mark joins the starter unless one of its own class stayed before it. */
static void compose_marks(composer *c) {
  tms_buf *out = c->out;
  uint32_t starter = c->starter, kept_class = 0;
  size_t to = c->marks_at, size;
  for (size_t i = c->marks_at; i < out->len; i += size) {
    uint32_t mark = tms_utf8_decode(tms_buf_slice(out), i, &size, NULL), class = property_of(mark) & 0xFF;
    uint32_t composite = class == kept_class ? 0 : compose(starter, mark);
    if (composite) {
      starter = composite;
      continue;
    }
    memmove(out->data + to, out->data + i, size);
    to += size;
    kept_class = class;
  }
  tms_buf_cut(out, to);
  if (starter != c->starter) replace_starter(c, starter);
}

/* The run of marks has ended. */
static void settle_marks(composer *c) {
  if (c->out->status != TMS_OK || c->out->len == c->marks_at) return;
  if (c->unordered) order_marks(c);
  if (c->starter && c->out->status == TMS_OK) compose_marks(c);
  c->unordered = false;
  c->last_class = 0;
}

static void push_starter(composer *c, uint32_t code_point) {
  settle_marks(c);
  bool adjacent = c->starter && c->out->len == c->marks_at;
  uint32_t composite = adjacent ? compose(c->starter, code_point) : 0;
  if (composite && c->out->status == TMS_OK) {
    replace_starter(c, composite);
    return;
  }
  c->starter = code_point;
  c->starter_at = c->out->len;
  tms_buf_add_char(c->out, code_point);
  c->marks_at = c->out->len;
}

static void push(composer *c, uint32_t code_point) {
  uint32_t class = property_of(code_point) & 0xFF;
  if (class == 0) {
    push_starter(c, code_point);
    return;
  }
  if (class < c->last_class) c->unordered = true;
  c->last_class = class;
  tms_buf_add_char(c->out, code_point);
}

/* A Hangul syllable may stay whole: composing it again would give itself. */
static void push_decomposed(composer *c, uint32_t code_point) {
  const uint32_t *parts = decomposition_of(code_point);
  if (!parts) {
    push(c, code_point);
    return;
  }
  for (uint32_t i = 1; i <= parts[0]; i++) push(c, parts[i]);
}

/* Normalizes from the boundary `at` to the next boundary behind `trouble`, and returns that. */
static size_t compose_segment(tms_slice s, size_t at, size_t trouble, tms_buf *out) {
  composer c = {.out = out, .starter_at = out->len, .marks_at = out->len};
  size_t size;
  for (; at < s.len; at += size) {
    uint32_t code_point = tms_utf8_decode(s, at, &size, NULL);
    if (at > trouble && property_of(code_point) == 0) break;
    push_decomposed(&c, code_point);
  }
  settle_marks(&c);
  return at;
}

void tms_nfc_append(tms_slice s, tms_buf *out) {
  size_t at = 0, boundary;
  while (at < s.len && out->status == TMS_OK) {
    size_t trouble = quick_check(s, at, &boundary);
    tms_buf_add_bytes(out, s.ptr + at, boundary - at);
    at = trouble < s.len ? compose_segment(s, boundary, trouble, out) : s.len;
  }
}

/*
 * The exact check, without memory: would composing leave a starter and its marks as they stand? The starter's own decomposition and the marks behind
 * it are merged by class, as ordering would do, and composed; in NFC the starter takes back all its own marks and none of the others.
 */
typedef struct merge {
  const uint32_t *parts; /* of the starter's decomposition that are not yet taken back: marks alone */
  uint32_t left;
  uint32_t composed, kept_class;
} merge;

static merge merge_of(uint32_t starter) {
  merge m = {.composed = starter};
  const uint32_t *parts = decomposition_of(starter);
  if (!parts) return m;
  uint32_t count = parts[0];
  m.composed = *++parts;
  for (count--, parts++; count && (property_of(*parts) & 0xFF) == 0; count--, parts++) m.composed = compose(m.composed, *parts);
  m.parts = parts;
  m.left = count;
  return m;
}

/* Takes back the starter's own marks up to `class`; false where one of them would stay outside. */
static bool merge_own(merge *m, uint32_t class) {
  for (; m->left && (property_of(*m->parts) & 0xFF) <= class; m->left--, m->parts++) {
    uint32_t composite = (property_of(*m->parts) & 0xFF) == m->kept_class ? 0 : compose(m->composed, *m->parts);
    if (!composite) return false;
    m->composed = composite;
  }
  return true;
}

/* Passes over the marks at `at`; false where they are out of order, not allowed in NFC, or would be composed. */
static bool marks_stay(tms_slice s, size_t *at, uint32_t starter) {
  merge m = merge_of(starter);
  size_t size;
  for (; *at < s.len; *at += size) {
    uint32_t mark = tms_utf8_decode(s, *at, &size, NULL), property = property_of(mark), class = property & 0xFF;
    if (class == 0) break;
    if (property >> 8 == QC_NO || class < m.kept_class || !merge_own(&m, class)) return false;
    if (starter && class != m.kept_class && compose(m.composed, mark)) return false;
    m.kept_class = class;
  }
  return merge_own(&m, 0xFF) && m.composed == starter;
}

/* A starter may begin with what the one before would take: U+16121 is U+1611E twice, since Unicode 16. */
static uint32_t first_part(uint32_t c) {
  const uint32_t *parts = decomposition_of(c);
  return parts ? parts[1] : c;
}

/* From a boundary to the next one; false where something between is not in NFC. */
static bool segment_is_nfc(tms_slice s, size_t *at) {
  uint32_t starter = 0;
  size_t begin = *at, size, marks_at = begin;
  while (*at < s.len) {
    uint32_t code_point = tms_utf8_decode(s, *at, &size, NULL), property = property_of(code_point);
    if (property == 0 && *at > begin) return true;
    if ((property & 0xFF) == 0) {
      if (property >> 8 == QC_NO) return false;
      bool adjacent = starter && marks_at == *at;
      if (adjacent && compose(starter, first_part(code_point))) return false;
      starter = code_point;
      *at += size;
      marks_at = *at;
    }
    if (!marks_stay(s, at, starter)) return false;
  }
  return true;
}

bool tms_nfc_is(tms_slice s) {
  size_t at = 0;
  while (at < s.len) {
    size_t boundary, trouble = quick_check(s, at, &boundary);
    if (trouble == s.len) return true;
    at = boundary;
    if (!segment_is_nfc(s, &at)) return false;
  }
  return true;
}
