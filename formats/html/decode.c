/* Decoding of what is not clean: CR and CR LF become LF (13.2.3.5), NUL what its place asks for, references their characters (13.2.5.72). */
#include "base/utf8.h"
#include "formats/html/tokenizer_parts.h"
#include "markup/charref.h"

bool tms_html_side_reserve(tms_html_tokenizer *z, size_t extra) {
  if (extra <= z->side_room - z->side_len) return true;
  if (extra > UINT32_MAX / 2 - z->side_len) {
    z->status = TMS_ERR_LIMIT;
    return false;
  }
  void *side = z->side;
  uint32_t need = z->side_len + (uint32_t)extra, guess = z->side ? 0 : z->len / 16; /* pages decode 7 % of their bytes */
  bool grown = guess > need ? tms_html_grow_to(z, &side, &z->side_room, guess, 1) : tms_html_grow(z, &side, &z->side_room, need, 1);
  z->side = side;
  return grown;
}

static void side_add(tms_html_tokenizer *z, const char *bytes, size_t len) {
  if (len == 0 || !tms_html_side_reserve(z, len)) return;
  memcpy(z->side + z->side_len, bytes, len);
  z->side_len += (uint32_t)len;
}

/* input[begin, end): short pieces as one block, of which what is too much lies behind the end. */
static inline void side_add_input(tms_html_tokenizer *z, size_t begin, size_t end) {
  enum { PIECE = 32 };
  const size_t len = end - begin;
  if (len > PIECE || z->len - begin < PIECE || z->side_room - z->side_len < PIECE) {
    side_add(z, z->input + begin, len);
    return;
  }
  memcpy(z->side + z->side_len, z->input + begin, PIECE);
  z->side_len += (uint32_t)len;
}

static inline void side_add_char(tms_html_tokenizer *z, uint32_t code) {
  if (code < 0x80 && z->side_len < z->side_room) {
    z->side[z->side_len++] = (char)code;
    return;
  }
  char bytes[4];
  side_add(z, bytes, tms_utf8_encode(code, bytes));
}

/* How text is decoded, and the range. */
typedef struct decoding {
  size_t end;
  bool references, in_attribute;
  tms_html_nul nul;
} decoding;

/* The two references that are 9 of 10 on the development pages. */
static inline bool decode_usual(const char *s, size_t len, tms_charref *found) {
  if (len < 6) return false;
  if (memcmp(s, "&quot;", 6) == 0) {
    *found = (tms_charref){.length = 6, .code = {'"', 0}};
    return true;
  }
  if (memcmp(s, "&amp;", 5) == 0) {
    *found = (tms_charref){.length = 5, .code = {'&', 0}};
    return true;
  }
  return false;
}

/* What the odd character at `at` stands for, and the place behind it. False: for itself. */
static bool decode_one(tms_html_tokenizer *z, const decoding *d, size_t at, tms_charref *found) {
  *found = (tms_charref){.length = 1};
  switch (z->input[at]) {
    case '\r':
      found->code[0] = '\n';
      if (at + 1 < d->end && z->input[at + 1] == '\n') found->length = 2;
      return true;
    case '\0': found->code[0] = d->nul == TMS_NUL_REPLACE ? TMS_REPLACEMENT : 0; return d->nul != TMS_NUL_KEEP;
    default:
      if (!d->references) return false;
      if (decode_usual(z->input + at, d->end - at, found)) return true;
      *found = tms_charref_read(tms_slice_of(z->input, d->end), at, d->in_attribute);
      return found->length > 0;
  }
}

/* The first odd character from `at` on that stands for something else, or the end. */
static size_t find_odd(tms_html_tokenizer *z, const decoding *d, size_t at, tms_charref *found) {
  while ((at = tms_scan_dirty(z->input, at, d->end)) < d->end) {
    if (decode_one(z, d, at, found)) return at;
    at++;
  }
  return at;
}

/* What was added to the side buffer since `at`. Nothing (also where memory failed) is an empty range of the input: the buffer may not exist. */
static tms_html_bytes added_since(const tms_html_tokenizer *z, uint32_t at) {
  bool some = z->side_len > at && z->status == TMS_OK;
  return some ? (tms_html_bytes){at, z->side_len - at, true} : (tms_html_bytes){0, 0, false};
}

tms_html_bytes tms_html_decode(tms_html_tokenizer *z, uint32_t begin, uint32_t end, bool references, bool in_attribute, tms_html_nul nul) {
  const decoding d = {.end = end, .references = references, .in_attribute = in_attribute, .nul = nul};
  tms_charref found;
  uint32_t side_at = z->side_len;
  size_t at = begin, odd = find_odd(z, &d, at, &found);
  if (odd == end) return (tms_html_bytes){begin, end - begin, false}; /* "AT&T": the input's own bytes will do */
  while (z->status == TMS_OK) {
    side_add_input(z, at, odd);
    if (odd == end) break;
    if (found.code[0]) side_add_char(z, found.code[0]);
    if (found.code[1]) side_add_char(z, found.code[1]);
    at = odd + found.length;
    odd = find_odd(z, &d, at, &found);
  }
  return added_since(z, side_at);
}

tms_html_bytes tms_html_decode_if_dirty(tms_html_tokenizer *z, uint32_t begin, uint32_t end) {
  if (tms_scan_dirty(z->input, begin, end) == end) return (tms_html_bytes){begin, end - begin, false};
  return tms_html_decode(z, begin, end, false, false, TMS_NUL_REPLACE);
}

tms_html_bytes tms_html_fold_name(tms_html_tokenizer *z, uint32_t begin, uint32_t end) {
  uint32_t side_at = z->side_len;
  for (size_t at = begin; at < end && z->status == TMS_OK; at++) {
    char c = tms_lower(z->input[at]);
    if (c == '\0') {
      side_add_char(z, TMS_REPLACEMENT);
    } else {
      side_add(z, &c, 1);
    }
  }
  return added_since(z, side_at);
}

tms_html_bytes tms_html_decode_text(tms_html_tokenizer *z, const tms_html_token *token, uint32_t begin, uint32_t end, tms_html_nul nul) {
  if (!token->dirty) return (tms_html_bytes){begin, end - begin, false};
  return tms_html_decode(z, begin, end, token->references, false, token->replace_nul ? TMS_NUL_REPLACE : nul);
}

uint32_t tms_html_leading_space(const tms_html_tokenizer *z, const tms_html_token *token, uint32_t begin, uint32_t end, bool and_nul) {
  size_t at = begin;
  while (at < end) {
    char c = z->input[at];
    if (tms_is_space((unsigned char)c)) {
      at++;
    } else if (c == '\0' && and_nul && !token->replace_nul) {
      at++;
    } else if (c == '&' && token->references) {
      tms_charref found = tms_charref_read(tms_slice_of(z->input, end), at, false);
      if (!found.length || found.code[1] || found.code[0] > ' ' || !tms_is_space((unsigned char)found.code[0])) break;
      at += found.length;
    } else {
      break;
    }
  }
  return (uint32_t)(at - begin);
}

uint32_t tms_html_leading_line_feed(const tms_html_tokenizer *z, const tms_html_token *token) {
  if (!token->references || z->input[token->begin] != '&') return 0;
  tms_charref found = tms_charref_read(tms_slice_of(z->input, token->end), token->begin, false);
  return found.length && found.code[0] == '\n' && !found.code[1] ? (uint32_t)found.length : 0;
}
