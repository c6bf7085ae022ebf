/* What the files of the tokenizer share, and nobody else needs. */
#ifndef TMS_HTML_TOKENIZER_PARTS_H
#define TMS_HTML_TOKENIZER_PARTS_H

#include "formats/html/scan.h"
#include "formats/html/tokenizer.h"

static inline bool tms_html_at_end(const tms_html_tokenizer *z, size_t at) {
  return at >= z->len;
}

/* tokenizer_tag.c: a tag whose name begins at `at`. False where the input ends inside it (13.2.5.8: "eof-in-tag", no token). */
bool tms_html_read_tag(tms_html_tokenizer *z, tms_html_token *token, uint32_t at, tms_html_token_kind kind);
/* The same from behind the name on; `records` and `side_len` are what there was before the tag. Returns the place behind it, 0 where the input ends inside it. */
uint32_t tms_html_read_tag_rest(tms_html_tokenizer *z, tms_html_token *token, uint32_t from, uint32_t records, uint32_t side_len);

/* tokenizer_markup.c: what begins with "<!" (`at` behind it), "<?", "</" and no letter. False where no token comes of it. */
bool tms_html_read_declaration(tms_html_tokenizer *z, tms_html_token *token, uint32_t at);
bool tms_html_read_instruction(tms_html_tokenizer *z, tms_html_token *token, uint32_t at);
bool tms_html_read_bogus_comment(tms_html_tokenizer *z, tms_html_token *token, uint32_t at);

/* tokenizer_raw.c: where the text of the state ends; sets *dirty. The state becomes data. */
uint32_t tms_html_scan_raw(tms_html_tokenizer *z, bool *dirty);

/* decode.c */
/* Room in the side buffer for `extra` bytes. */
bool tms_html_side_reserve(tms_html_tokenizer *z, size_t extra);
/* input[begin, end) with CR folded to LF, NUL as asked for, references decoded where asked for. */
tms_html_bytes tms_html_decode(tms_html_tokenizer *z, uint32_t begin, uint32_t end, bool references, bool in_attribute, tms_html_nul nul);
/* The same for what is rarely dirty: looks first. */
tms_html_bytes tms_html_decode_if_dirty(tms_html_tokenizer *z, uint32_t begin, uint32_t end);
/* A name, lower-case, NUL replaced; always in the side buffer. */
tms_html_bytes tms_html_fold_name(tms_html_tokenizer *z, uint32_t begin, uint32_t end);

/* ---------------------------------------------------------------- usual tokens ---- */

/* Does '<' at `at` begin markup, or is it text? (13.2.5.6 "Tag open state", 13.2.5.7 "End tag open state") */
static inline bool tms_html_is_markup(const tms_html_tokenizer *z, size_t at) {
  if (at + 1 >= z->len) return false;
  char next = z->input[at + 1];
  return tms_char_is(next, TMS_CHAR_MARKUP) || (next == '/' && at + 2 < z->len);
}

static inline void tms_html_make_text(tms_html_tokenizer *z, tms_html_token *token, uint32_t begin, uint32_t end, bool dirty, tms_html_state state) {
  token->kind = TMS_TOKEN_TEXT;
  token->begin = begin;
  token->end = end;
  token->dirty = dirty;
  token->references = state == TMS_STATE_DATA || state == TMS_STATE_RCDATA;
  token->replace_nul = state != TMS_STATE_DATA && state != TMS_STATE_CDATA;
  z->at = end;
}

/* The run of text at `begin`, which is z->at, to the next markup. Returns its end. */
static inline uint32_t tms_html_read_text(tms_html_tokenizer *z, tms_html_token *token, uint32_t begin) {
  bool dirty = false;
  size_t at = begin;
  for (;; at++) {
    at = tms_scan_until(z->input, at, z->len, '<', &dirty);
    if (at >= z->len || tms_html_is_markup(z, at)) break;
  }
  tms_html_make_text(z, token, begin, (uint32_t)at, dirty, TMS_STATE_DATA);
  return (uint32_t)at;
}

/*
 * The usual tag at z->at: a name of the list in lower case, ended by a space or '>'. TMS_TAG_UNKNOWN where it is not, else *end is behind the name.
 * NUL at the end of a name would be taken for the filling of its words.
 */
static inline tms_html_tag tms_html_usual_tag(const tms_html_tokenizer *z, uint32_t name, uint32_t *end) {
  if (z->len - name <= TMS_WORDS) return TMS_TAG_UNKNOWN;
  size_t len = tms_first_of(z->input + name, ' ', '>');
  tms_name_words words = tms_first_words(z->input + name, len);
  *end = name + (uint32_t)len;
  const bool word = len < TMS_WORDS && z->input[*end - 1] != '\0';
  return word ? tms_html_tag_of_words(words.low, words.high) : TMS_TAG_UNKNOWN;
}

/*
 * The token at *at (which is z->at) where it is a usual one: text or a usual tag in the data state. Gives its kind and the place behind it, and END_OF_FILE where it is
 * not usual, which tms_html_token_slowly() reads then: whatever stands at z->at, the end of the input too.
 */
void tms_html_token_slowly(tms_html_tokenizer *z, tms_html_token *token);
static inline tms_html_token_kind tms_html_token_usual(tms_html_tokenizer *z, tms_html_token *token, uint32_t *at) {
  const uint32_t begin = *at;
  if (z->state != TMS_STATE_DATA || begin + 2 >= z->len || z->status != TMS_OK) return TMS_TOKEN_END_OF_FILE;
  if (z->input[begin] != '<') {
    token->tag = TMS_TAG_UNKNOWN;
    *at = tms_html_read_text(z, token, begin);
    return TMS_TOKEN_TEXT;
  }
  const bool closes = z->input[begin + 1] == '/';
  uint32_t end;
  token->tag = tms_html_usual_tag(z, begin + 1 + closes, &end);
  token->begin = begin;
  token->kind = closes ? TMS_TOKEN_END_TAG : TMS_TOKEN_START_TAG;
  if (token->tag == TMS_TAG_UNKNOWN) return TMS_TOKEN_END_OF_FILE;
  if (z->input[end] == '>') {
    token->self_closing = false;
    token->attributes = token->count = 0;
    *at = z->at = token->end = end + 1;
  } else {
    end = tms_html_read_tag_rest(z, token, end, z->record_count, z->side_len);
    if (!end) return TMS_TOKEN_END_OF_FILE; /* the input has ended */
    *at = end;
  }
  return closes ? TMS_TOKEN_END_TAG : TMS_TOKEN_START_TAG;
}

#endif
