/* Comments, doctypes, processing instructions, CDATA sections: 13.2.5.41 to 13.2.5.71. */
#include "formats/html/tokenizer_parts.h"

/* The first '>' at or after `at`, or the end. */
static uint32_t find_close(const tms_html_tokenizer *z, uint32_t at) {
  if (at >= z->len) return z->len;
  const char *found = memchr(z->input + at, '>', z->len - at);
  return found ? (uint32_t)(found - z->input) : z->len;
}

/* Ends the token behind the '>' at `close`, or with the input. */
static void end_token(tms_html_tokenizer *z, tms_html_token *token, uint32_t close) {
  z->at = close < z->len ? close + 1 : z->len;
  token->end = z->at;
}

static bool make_comment(tms_html_tokenizer *z, tms_html_token *token, uint32_t begin, uint32_t end, uint32_t close) {
  token->kind = TMS_TOKEN_COMMENT;
  token->data = tms_html_decode_if_dirty(z, begin, end);
  end_token(z, token, close);
  return true;
}

bool tms_html_read_bogus_comment(tms_html_tokenizer *z, tms_html_token *token, uint32_t at) {
  z->errors++; /* incorrectly-opened-comment, invalid-first-character-of-tag-name, disallowed-processing-instruction-target, ... */
  uint32_t close = find_close(z, at);
  return make_comment(z, token, at, close, close);
}

/* ---------------------------------------------------------------- comments ---- */

static bool ends_with(const tms_html_tokenizer *z, uint32_t begin, uint32_t end, tms_slice tail) {
  return tms_slice_ends(tms_slice_of(z->input + begin, end - begin), tail);
}

/* What a comment that the input cuts off has seen of its end is no part of it (eof-in-comment in the states of 13.2.5.50 to 52). */
static uint32_t cut_comment_end(const tms_html_tokenizer *z, uint32_t begin) {
  if (ends_with(z, begin, z->len, TMS_SLICE("--!"))) return z->len - 3;
  if (ends_with(z, begin, z->len, TMS_SLICE("--"))) return z->len - 2;
  return ends_with(z, begin, z->len, TMS_SLICE("-")) ? z->len - 1 : z->len;
}

/* Behind "<!--". Each '>' is looked at once, with the three bytes before it. */
static bool read_comment(tms_html_tokenizer *z, tms_html_token *token, uint32_t begin) {
  uint32_t close = find_close(z, begin);
  if (close == begin || (close == begin + 1 && close < z->len && z->input[begin] == '-')) return make_comment(z, token, begin, begin, close);
  for (; close < z->len; close = find_close(z, close + 1)) {
    if (ends_with(z, begin, close, TMS_SLICE("--"))) return make_comment(z, token, begin, close - 2, close);
    if (ends_with(z, begin, close, TMS_SLICE("--!"))) return make_comment(z, token, begin, close - 3, close);
  }
  z->errors++; /* eof-in-comment */
  return make_comment(z, token, begin, cut_comment_end(z, begin), z->len);
}

/* ---------------------------------------------------------------- doctypes ---- */

typedef enum doctype_next { GO_ON, TO_BOGUS, DONE } doctype_next;

static uint32_t skip_space(const tms_html_tokenizer *z, uint32_t at) {
  while (at < z->len && tms_char_is(z->input[at], TMS_CHAR_SPACE)) at++;
  return at;
}

/* A quoted identifier at *at. '>' and the end of the input cut it, and mean quirks. */
static doctype_next read_identifier(tms_html_tokenizer *z, tms_html_token *token, uint32_t *at, tms_html_bytes *id) {
  char quote = z->input[*at];
  uint32_t begin = *at + 1, end = begin;
  while (end < z->len && z->input[end] != quote && z->input[end] != '>') end++;
  *id = tms_html_decode_if_dirty(z, begin, end);
  *at = end;
  if (end < z->len && z->input[end] == quote) {
    *at = end + 1;
    return GO_ON;
  }
  token->force_quirks = true;
  return DONE;
}

static bool at_quote(const tms_html_tokenizer *z, uint32_t at) {
  return at < z->len && (z->input[at] == '"' || z->input[at] == '\'');
}

/* Something else than a quote where one must stand. */
static doctype_next no_quote(const tms_html_tokenizer *z, tms_html_token *token, uint32_t at) {
  token->force_quirks = true;
  return at < z->len && z->input[at] != '>' ? TO_BOGUS : DONE;
}

static doctype_next read_system(tms_html_tokenizer *z, tms_html_token *token, uint32_t *at) {
  token->has_system = true;
  doctype_next next = read_identifier(z, token, at, &token->system_id);
  if (next != GO_ON) return next;
  *at = skip_space(z, *at);
  if (*at >= z->len) token->force_quirks = true;
  return *at < z->len && z->input[*at] != '>' ? TO_BOGUS : DONE;
}

static doctype_next read_public(tms_html_tokenizer *z, tms_html_token *token, uint32_t *at) {
  token->has_public = true;
  doctype_next next = read_identifier(z, token, at, &token->public_id);
  if (next != GO_ON) return next;
  *at = skip_space(z, *at);
  if (*at < z->len && z->input[*at] == '>') return DONE;
  return at_quote(z, *at) ? read_system(z, token, at) : no_quote(z, token, *at);
}

/* 13.2.5.56 "After DOCTYPE name state", *at behind the name. */
static doctype_next read_identifiers(tms_html_tokenizer *z, tms_html_token *token, uint32_t *at) {
  *at = skip_space(z, *at);
  if (*at < z->len && z->input[*at] == '>') return DONE;
  tms_slice rest = tms_slice_of(z->input + *at, z->len - *at);
  bool is_public = tms_slice_starts_nocase(rest, TMS_SLICE("public")), is_system = tms_slice_starts_nocase(rest, TMS_SLICE("system"));
  if (!is_public && !is_system) return no_quote(z, token, *at);
  *at = skip_space(z, *at + 6);
  if (!at_quote(z, *at)) return no_quote(z, token, *at);
  return is_public ? read_public(z, token, at) : read_system(z, token, at);
}

static bool read_doctype(tms_html_tokenizer *z, tms_html_token *token, uint32_t at) {
  token->kind = TMS_TOKEN_DOCTYPE;
  token->has_name = token->has_public = token->has_system = token->force_quirks = false;
  token->name = token->public_id = token->system_id = (tms_html_bytes){at, 0, false};
  at = skip_space(z, at);
  uint32_t begin = at;
  while (at < z->len && !tms_char_is(z->input[at], TMS_CHAR_VALUE_END)) at++;
  token->has_name = at > begin;
  if (token->has_name) token->name = tms_html_fold_name(z, begin, at);
  if (!token->has_name || at >= z->len) {
    token->force_quirks = true;
  } else if (read_identifiers(z, token, &at) == TO_BOGUS) {
    at = find_close(z, at);
  }
  end_token(z, token, at);
  return true;
}

bool tms_html_read_declaration(tms_html_tokenizer *z, tms_html_token *token, uint32_t at) {
  tms_slice rest = tms_slice_of(z->input + at, z->len - at);
  if (tms_slice_starts(rest, TMS_SLICE("--"))) return read_comment(z, token, at + 2);
  if (tms_slice_starts_nocase(rest, TMS_SLICE("doctype"))) return read_doctype(z, token, at + 7);
  if (z->foreign && tms_slice_starts(rest, TMS_SLICE("[CDATA["))) {
    z->at = at + 7;
    z->state = TMS_STATE_CDATA;
    return false;
  }
  return tms_html_read_bogus_comment(z, token, at);
}

/* ---------------------------------------------------------------- processing instructions ---- */

static bool is_target_char(char c, bool first) {
  return tms_is_alpha((unsigned char)c) || c == '_' || (!first && (tms_is_digit((unsigned char)c) || c == '-'));
}

/* "<?xml" and "<?xml-stylesheet" stay comments, as does what has no proper target (disallowed-processing-instruction-target). */
static bool is_target(tms_slice target) {
  return target.len && !tms_slice_eq_nocase(target, TMS_SLICE("xml")) && !tms_slice_eq_nocase(target, TMS_SLICE("xml-stylesheet"));
}

/* In the standard since June 2026 (whatwg/html 320c05f): `at` is that of the '?'. One that the input cuts off leaves nothing. */
bool tms_html_read_instruction(tms_html_tokenizer *z, tms_html_token *token, uint32_t at) {
  uint32_t begin = at + 1, end = begin;
  while (end < z->len && is_target_char(z->input[end], end == begin)) end++;
  if (end >= z->len) {
    z->at = z->len;
    return false;
  }
  char after = z->input[end];
  bool ended = tms_char_is(after, TMS_CHAR_SPACE) || after == '?' || after == '>';
  if (!ended || !is_target(tms_slice_of(z->input + begin, end - begin))) return tms_html_read_bogus_comment(z, token, at);
  uint32_t data = skip_space(z, end), close = find_close(z, data);
  if (close >= z->len) {
    z->at = z->len;
    return false;
  }
  token->kind = TMS_TOKEN_PROCESSING_INSTRUCTION;
  token->name = (tms_html_bytes){begin, end - begin, false};
  uint32_t data_end = close > data && z->input[close - 1] == '?' ? close - 1 : close;
  token->data = tms_html_decode(z, data, data_end, false, false, TMS_NUL_KEEP); /* 13.2.5.75 appends NUL as it is, unlike comments */
  end_token(z, token, close);
  return true;
}
