#include "url/idna.h"

#include "base/utf8.h"
#include "unicode/class.h"
#include "unicode/nfc.h"
#include "url/idna_tables.h"
#include "url/punycode.h"

typedef struct label {
  uint32_t points[TMS_IDNA_MAX_LABEL];
  size_t count;
} label;

static unsigned mapping_of(uint32_t c) {
  uint32_t block = idna_index_blocks[c >> IDNA_INDEX_SHIFT];
  return idna_index_values[block << IDNA_INDEX_SHIFT | (c & ((1u << IDNA_INDEX_SHIFT) - 1))];
}

static unsigned shape_of(uint32_t c) {
  uint32_t block = shape_index_blocks[c >> SHAPE_INDEX_SHIFT];
  return shape_index_values[block << SHAPE_INDEX_SHIFT | (c & ((1u << SHAPE_INDEX_SHIFT) - 1))];
}

/* UTS #46 section 4, step 1. A disallowed character stays, and fails when its label is checked. */
static void map(tms_slice domain, tms_buf *out) {
  size_t size;
  for (size_t at = 0; at < domain.len; at += size) {
    uint32_t c = tms_utf8_decode(domain, at, &size, NULL);
    unsigned mapping = mapping_of(c);
    if (mapping == IDNA_IGNORED) continue;
    if (mapping == IDNA_VALID || mapping == IDNA_DISALLOWED) {
      tms_buf_add_char(out, c);
    } else {
      tms_buf_add_bytes(out, idna_pool + mapping + 1, idna_pool[mapping]);
    }
  }
}

static bool is_coded(tms_slice s) {
  return tms_slice_starts_nocase(s, TMS_SLICE("xn--"));
}

static bool is_ascii(tms_slice s) {
  for (size_t i = 0; i < s.len; i++) {
    if ((unsigned char)s.ptr[i] >= 0x80) return false;
  }
  return true;
}

/* Takes the next label off the front. *more says that a dot followed, and so another label. */
static tms_slice next_label(tms_slice *domain, bool *more) {
  size_t dot = tms_slice_find_byte(*domain, '.', 0);
  tms_slice out = tms_slice_head(*domain, dot);
  *more = dot != SIZE_MAX;
  *domain = tms_slice_from(*domain, out.len + *more);
  return out;
}

/* The code points of a label, decoded if it is Punycode. False on an error of step 4. */
static bool read_label(tms_slice text, label *out) {
  out->count = 0;
  if (is_coded(text)) {
    bool decoded = is_ascii(text) && tms_punycode_decode(tms_slice_from(text, 4), out->points, TMS_IDNA_MAX_LABEL, &out->count);
    for (size_t i = 0; decoded && i < out->count; i++) {
      if (out->points[i] >= 0x80) return true;
    }
    return false; /* nothing outside ASCII: no reason to be Punycode */
  }
  size_t size;
  for (size_t at = 0; at < text.len; at += size) {
    if (out->count == TMS_IDNA_MAX_LABEL) return false;
    out->points[out->count++] = tms_utf8_decode(text, at, &size, NULL);
  }
  return true;
}

/* RFC 5892, A.1 and A.2: a joiner stands behind a virama, or (non-joiner) between letters that would join without it. */
static bool joiner_fits(const label *l, size_t at) {
  enum { VIRAMA = 9 }; /* the canonical combining class (UAX #44, Canonical_Combining_Class) */
  if (at > 0 && tms_char_combining_class(l->points[at - 1]) == VIRAMA) return true;
  if (l->points[at] == 0x200D) return false;
  size_t before = at, after = at + 1;
  while (before > 0 && shape_of(l->points[before - 1]) >> 4 == JOINING_T) before--;
  while (after < l->count && shape_of(l->points[after]) >> 4 == JOINING_T) after++;
  if (before == 0 || after == l->count) return false;
  unsigned left = shape_of(l->points[before - 1]) >> 4, right = shape_of(l->points[after]) >> 4;
  return (left == JOINING_L || left == JOINING_D) && (right == JOINING_R || right == JOINING_D);
}

static unsigned bidi_of(uint32_t c) {
  return shape_of(c) & 15;
}

static bool is_bidi_label(const label *l) {
  for (size_t i = 0; i < l->count; i++) {
    unsigned class = bidi_of(l->points[i]);
    if (class == BIDI_R || class == BIDI_AL || class == BIDI_AN) return true;
  }
  return false;
}

/* RFC 5893 section 2, rules 1 to 6. */
static bool bidi_rule(const label *l) {
  unsigned seen = 0, last = BIDI_NSM;
  if (l->count == 0) return true;
  unsigned first = bidi_of(l->points[0]);
  for (size_t i = 0; i < l->count; i++) {
    unsigned class = bidi_of(l->points[i]);
    seen |= 1u << class;
    if (class != BIDI_NSM) last = class;
  }
  const unsigned neutral = 1u << BIDI_EN | 1u << BIDI_ES | 1u << BIDI_CS | 1u << BIDI_ET | 1u << BIDI_ON | 1u << BIDI_BN | 1u << BIDI_NSM;
  if (first == BIDI_R || first == BIDI_AL) {
    if (seen & ~(neutral | 1u << BIDI_R | 1u << BIDI_AL | 1u << BIDI_AN)) return false;
    if ((seen & 1u << BIDI_EN) && (seen & 1u << BIDI_AN)) return false;
    return last == BIDI_R || last == BIDI_AL || last == BIDI_EN || last == BIDI_AN;
  }
  if (first != BIDI_L || (seen & ~(neutral | 1u << BIDI_L))) return false;
  return last == BIDI_L || last == BIDI_EN;
}

/* UTS #46 section 4.1. `coded` is a label that came as Punycode: it must be in NFC already. */
static bool label_is_valid(const label *l, bool coded, tms_buf *work) {
  if (l->count && tms_char_is_mark(l->points[0])) return false;
  tms_buf_reset(work);
  for (size_t i = 0; i < l->count; i++) {
    uint32_t c = l->points[i];
    if (mapping_of(c) != IDNA_VALID || c == '.') return false;
    if ((c == 0x200C || c == 0x200D) && !joiner_fits(l, i)) return false;
    if (coded) tms_buf_add_char(work, c);
  }
  return !coded || (tms_nfc_is(tms_buf_slice(work)) && !is_coded(tms_buf_slice(work)));
}

static void write_label(tms_slice text, const label *l, bool *good, tms_buf *out) {
  if (is_ascii(text)) {
    tms_buf_add(out, text);
    return;
  }
  tms_buf_add_cstr(out, "xn--");
  *good &= tms_punycode_encode(l->points, l->count, out);
}

static bool domain_is_bidi(tms_slice domain) {
  label l;
  for (bool more = true; more;) {
    tms_slice text = next_label(&domain, &more);
    if (read_label(text, &l) && is_bidi_label(&l)) return true;
  }
  return false;
}

static tms_status convert(tms_slice domain, tms_buf *work, tms_buf *out) {
  label l;
  bool bidi = domain_is_bidi(domain), good = true;
  for (bool more = true; more && good;) {
    tms_slice text = next_label(&domain, &more);
    good = read_label(text, &l) && label_is_valid(&l, is_coded(text), work) && (!bidi || bidi_rule(&l));
    if (work->status != TMS_OK) return work->status;
    if (good) write_label(text, &l, &good, out);
    if (more) tms_buf_add_byte(out, '.');
  }
  return good ? out->status : TMS_ERR_SYNTAX;
}

tms_status tms_idna_to_ascii(tms_slice domain, const tms_allocator *allocator, tms_buf *out) {
  /* Browsers take ASCII as it is, Punycode that is none included (URL Standard 3.3, domain to ASCII, step 3). */
  if (is_ascii(domain)) {
    for (size_t i = 0; i < domain.len; i++) tms_buf_add_byte(out, tms_lower(domain.ptr[i]));
    return out->status;
  }
  tms_buf mapped, composed;
  tms_buf_init(&mapped, allocator, SIZE_MAX / 2);
  tms_buf_init(&composed, allocator, SIZE_MAX / 2);
  map(domain, &mapped);
  if (mapped.status == TMS_OK) tms_nfc_append(tms_buf_slice(&mapped), &composed);
  tms_status status = mapped.status != TMS_OK ? mapped.status : composed.status;
  if (status == TMS_OK) status = convert(tms_buf_slice(&composed), &mapped, out);
  tms_buf_release(&composed);
  tms_buf_release(&mapped);
  return status;
}
