/* Text that is not data: RCDATA, RAWTEXT, script data, PLAINTEXT and CDATA sections (13.2.5.2 to 13.2.5.31, 13.2.5.69). */
#include "formats/html/tokenizer_parts.h"

/* Is there `word` (ASCII case-insensitive) at `at`, and behind it what ends a tag name? */
static bool has_word(const tms_html_tokenizer *z, size_t at, tms_slice word) {
  if (word.len == 0 || z->len - at <= word.len) return false;
  return tms_char_is(z->input[at + word.len], TMS_CHAR_TAG_END) && tms_slice_eq_nocase(tms_slice_of(z->input + at, word.len), word);
}

/* "An appropriate end tag token": '<' is at `at`. */
static bool is_end_tag(const tms_html_tokenizer *z, size_t at) {
  return at + 2 < z->len && z->input[at + 1] == '/' && has_word(z, at + 2, z->last_start);
}

static size_t scan_to_end_tag(const tms_html_tokenizer *z, bool *dirty) {
  char odd = z->state == TMS_STATE_RCDATA ? '&' : '\r';
  for (size_t at = z->at;; at++) {
    at = z->scan_far(z->input, at, z->len, '<', odd, dirty);
    if (at >= z->len || is_end_tag(z, at)) return at;
  }
}

/*
 * Script data behind "<!--" at `from`: escaped until "-->", and double escaped from "<script" to "</script". Returns the place behind the "-->", or
 * that of the end tag (*ended), or the end of the input. Byte by byte: one forward walk.
 */
static size_t scan_escaped(const tms_html_tokenizer *z, size_t from, bool *ended, bool *dirty) {
  const char *s = z->input;
  size_t dashes = from + 2; /* "<!-->" closes: the dashes of the opening count */
  bool twice = false;
  for (size_t at = from + 4; at < z->len; at++) {
    if (s[at] == '>' && at - 2 >= dashes && s[at - 1] == '-' && s[at - 2] == '-') return at + 1;
    if (s[at] != '<') {
      *dirty |= tms_char_is(s[at], TMS_CHAR_DIRTY);
    } else if (twice) {
      if (at + 2 < z->len && s[at + 1] == '/' && has_word(z, at + 2, TMS_SLICE("script"))) twice = false;
    } else if (is_end_tag(z, at)) {
      *ended = true;
      return at;
    } else if (has_word(z, at + 1, TMS_SLICE("script"))) {
      twice = true;
    }
  }
  return z->len;
}

static size_t scan_script(const tms_html_tokenizer *z, bool *dirty) {
  size_t at = z->at;
  bool ended = false;
  while (!ended) {
    at = z->scan_far(z->input, at, z->len, '<', '\r', dirty);
    if (at >= z->len || is_end_tag(z, at)) return at;
    if (tms_slice_starts(tms_slice_of(z->input + at, z->len - at), TMS_SLICE("<!--"))) {
      at = scan_escaped(z, at, &ended, dirty);
    } else {
      at++;
    }
  }
  return at;
}

static size_t scan_cdata(const tms_html_tokenizer *z, bool *dirty) {
  for (size_t at = z->at;; at++) {
    at = z->scan_far(z->input, at, z->len, ']', '\r', dirty);
    if (at >= z->len || tms_slice_starts(tms_slice_of(z->input + at, z->len - at), TMS_SLICE("]]>"))) return at;
  }
}

uint32_t tms_html_scan_raw(tms_html_tokenizer *z, bool *dirty) {
  size_t end = z->len;
  switch (z->state) {
    case TMS_STATE_SCRIPT: end = scan_script(z, dirty); break;
    case TMS_STATE_CDATA: end = scan_cdata(z, dirty); break;
    case TMS_STATE_RCDATA:
    case TMS_STATE_RAWTEXT: end = scan_to_end_tag(z, dirty); break;
    default: *dirty = true; break; /* PLAINTEXT: the rest; decoding finds out */
  }
  z->state = TMS_STATE_DATA; /* the end tag is read as any other */
  return (uint32_t)end;
}
