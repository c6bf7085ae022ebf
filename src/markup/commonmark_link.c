/* The pieces of links and link reference definitions (CommonMark 6.3, 4.7). Each byte is looked at once, and every scan has a bound of its own. */
#include "base/utf8.h"
#include "markup/charref.h"
#include "markup/commonmark_block.h"

enum {
  MAX_PARENTS = 32 /* 6.3 wants at least three levels; cmark takes 32, which keeps `[a](b[a](b...` linear */
};

static bool is_escape(tms_slice s, size_t at) {
  return s.ptr[at] == '\\' && at + 1 < s.len && tms_is_punct((unsigned char)s.ptr[at + 1]);
}

size_t tms_md_scan_label(tms_slice s, size_t at, tms_slice *label) {
  size_t begin = at + 1;
  bool something = false;
  if (at >= s.len || s.ptr[at] != '[') return SIZE_MAX;
  for (at = begin; at < s.len && at - begin <= TMS_MD_LABEL; at++) {
    char c = s.ptr[at];
    if (c == '[') return SIZE_MAX;
    if (c == ']') {
      *label = tms_slice_of(s.ptr + begin, at - begin);
      return something ? at + 1 : SIZE_MAX;
    }
    something = something || !tms_is_space((unsigned char)c);
    if (is_escape(s, at)) at++;
  }
  return SIZE_MAX;
}

static size_t scan_pointed(tms_slice s, size_t at, tms_slice *destination) {
  size_t begin = at + 1;
  for (at = begin; at < s.len; at++) {
    char c = s.ptr[at];
    if (c == '\n' || c == '\r' || c == '<') return SIZE_MAX;
    if (c == '>') {
      *destination = tms_slice_of(s.ptr + begin, at - begin);
      return at + 1;
    }
    if (is_escape(s, at)) at++;
  }
  return SIZE_MAX;
}

/* Bytes that end a bare destination, or that it must look at: white space, controls, parentheses, the backslash. One bit a byte below 128. */
static bool is_plain_in_destination(unsigned char c) {
  static const uint64_t special[2] = {
      ((uint64_t)1 << ('!')) - 1 + ((uint64_t)1 << '(') + ((uint64_t)1 << ')'),
      ((uint64_t)1 << ('\\' - 64)) + ((uint64_t)1 << (127 - 64)),
  };
  return c >= 128 || !(special[c >> 6] >> (c & 63) & 1);
}

size_t tms_md_scan_destination(tms_slice s, size_t at, tms_slice *destination) {
  size_t begin = at, parents = 0;
  if (at < s.len && s.ptr[at] == '<') return scan_pointed(s, at, destination);
  for (; at < s.len; at++) {
    unsigned char c = (unsigned char)s.ptr[at];
    if (is_plain_in_destination(c)) continue;
    if (c <= ' ' || c == 127) break;
    if (c == '(' && ++parents > MAX_PARENTS) return SIZE_MAX;
    if (c == ')' && parents-- == 0) break;
    if (is_escape(s, at)) at++;
  }
  if (at < s.len && s.ptr[at] == ')') parents = 0;
  *destination = tms_slice_of(s.ptr + begin, at - begin);
  return at == begin || parents > 0 ? SIZE_MAX : at;
}

size_t tms_md_scan_title(tms_slice s, size_t at, tms_slice *title) {
  if (at >= s.len) return SIZE_MAX;
  char open = s.ptr[at], close = open == '(' ? ')' : open;
  size_t begin = at + 1;
  if (open != '"' && open != '\'' && open != '(') return SIZE_MAX;
  for (at = begin; at < s.len; at++) {
    if (s.ptr[at] == close) {
      *title = tms_slice_of(s.ptr + begin, at - begin);
      return at + 1;
    }
    if (s.ptr[at] == '(' && open == '(') return SIZE_MAX;
    if (is_escape(s, at)) at++;
  }
  return SIZE_MAX;
}

tms_slice tms_md_unescape(tms_md_reader *reader, tms_slice s) {
  size_t at = 0, done = 0;
  while (at < s.len && s.ptr[at] != '\\' && s.ptr[at] != '&') at++;
  if (at == s.len) return s;
  tms_buf *out = &reader->scratch;
  tms_buf_reset(out);
  for (; at < s.len; at++) {
    tms_charref reference = {0};
    if (s.ptr[at] == '&') reference = tms_charref_read_strict(s, at);
    if (!reference.length && !is_escape(s, at)) continue;
    tms_buf_add_bytes(out, s.ptr + done, at - done);
    if (reference.length) {
      tms_buf_add_char(out, reference.code[0]);
      if (reference.code[1]) tms_buf_add_char(out, reference.code[1]);
      done = at + reference.length;
      at = done - 1;
    } else {
      done = ++at; /* the character itself is kept */
    }
  }
  tms_buf_add_bytes(out, s.ptr + done, s.len - done);
  return tms_md_keep_scratch(reader);
}
