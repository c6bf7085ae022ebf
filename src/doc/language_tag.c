#include "doc/language_tag.h"

/* RFC 5646, section 2.1: what a subtag is follows from its length, its letters and what stood before it. */
typedef enum part { LANGUAGE, EXTLANG, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE } part;

enum { LONGEST_TAG = 80 };

static bool all_alpha(tms_slice s) {
  for (size_t i = 0; i < s.len; i++) {
    if (!tms_is_alpha((unsigned char)s.ptr[i])) return false;
  }
  return true;
}

static bool all_digits(tms_slice s) {
  for (size_t i = 0; i < s.len; i++) {
    if (!tms_is_digit((unsigned char)s.ptr[i])) return false;
  }
  return true;
}

static bool all_alnum(tms_slice s) {
  for (size_t i = 0; i < s.len; i++) {
    if (!tms_is_alnum((unsigned char)s.ptr[i])) return false;
  }
  return s.len > 0 && s.len <= 8;
}

/* What may this subtag be, after `before`? PRIVATE + 1 says: nothing. */
static part classify(tms_slice s, part before, bool first) {
  if (first) return s.len >= 2 && s.len <= 8 && all_alpha(s) ? LANGUAGE : PRIVATE + 1;
  if (before == PRIVATE) return PRIVATE;
  if (s.len == 1) return tms_lower(s.ptr[0]) == 'x' ? PRIVATE : EXTENSION;
  if (before == EXTENSION) return EXTENSION;
  if (s.len == 3 && all_alpha(s) && before <= EXTLANG) return EXTLANG;
  if (s.len == 4 && all_alpha(s) && before <= EXTLANG) return SCRIPT;
  if (((s.len == 2 && all_alpha(s)) || (s.len == 3 && all_digits(s))) && before <= SCRIPT) return REGION;
  if (s.len >= 5 || (s.len == 4 && tms_is_digit((unsigned char)s.ptr[0]))) return before <= VARIANT ? VARIANT : PRIVATE + 1;
  return PRIVATE + 1;
}

/* Section 2.1.1: language lower, script titlecase, region upper, all else lower. */
static void put(char *to, tms_slice s, part kind) {
  for (size_t i = 0; i < s.len; i++) {
    char c = tms_lower(s.ptr[i]);
    bool upper = kind == REGION || (kind == SCRIPT && i == 0);
    to[i] = upper && tms_is_lower((unsigned char)c) ? (char)(c - 'a' + 'A') : c;
  }
}

tms_slice tms_language_tag(tms_arena *arena, tms_slice tag) {
  char out[LONGEST_TAG];
  part before = LANGUAGE;
  bool open = false; /* a singleton waits for its first subtag */
  tag = tms_slice_trim(tag);
  if (tag.len == 0 || tag.len > sizeof out) return TMS_SLICE_NONE;
  for (size_t at = 0; at <= tag.len;) {
    size_t end = at;
    while (end < tag.len && tag.ptr[end] != '-' && tag.ptr[end] != '_') end++;
    tms_slice subtag = tms_slice_of(tag.ptr + at, end - at);
    if (!all_alnum(subtag)) return TMS_SLICE_NONE;
    part kind = classify(subtag, before, at == 0);
    if (kind > PRIVATE) return TMS_SLICE_NONE;
    if (open && subtag.len == 1 && kind == EXTENSION) return TMS_SLICE_NONE;
    open = subtag.len == 1 && (kind == EXTENSION || before != PRIVATE);
    if (at > 0) out[at - 1] = '-';
    put(out + at, subtag, kind);
    before = kind;
    at = end + 1;
  }
  return open ? TMS_SLICE_NONE : tms_arena_copy(arena, tms_slice_of(out, tag.len));
}
