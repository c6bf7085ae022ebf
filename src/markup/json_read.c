/* The pull reader: the grammar of RFC 8259 sections 2 to 5 as a small state machine. Linear: `at` only grows, and each byte is looked at a bounded
 * number of times (a string once by the scanner, and once more by the UTF-8 check where it has a high byte). */
#include "markup/json.h"

#include "base/assert.h"
#include "base/error.h"
#include "base/utf8.h"
#include "markup/json_scan.h"

/* What may come next. */
enum { EXPECT_VALUE, EXPECT_FIRST_VALUE, EXPECT_KEY, EXPECT_FIRST_KEY, EXPECT_MORE };

void tms_json_reader_init(tms_json_reader *reader, tms_slice text, unsigned flags) {
  *reader = (tms_json_reader){.text = text, .flags = (uint8_t)flags, .expect = EXPECT_VALUE};
}

static tms_status fail(tms_json_reader *reader, tms_status status, const char *message, size_t at) {
  reader->status = status;
  reader->message = message;
  reader->at = at;
  return status;
}

static tms_status fail_syntax(tms_json_reader *reader, const char *message) {
  if (reader->at >= reader->text.len) return fail(reader, TMS_ERR_SYNTAX, "the text ends too early", reader->text.len);
  return fail(reader, TMS_ERR_SYNTAX, message, reader->at);
}

/* The byte at the cursor, or NUL at the end: no grammar rule asks for NUL. */
static char peek(const tms_json_reader *reader) {
  return reader->at < reader->text.len ? reader->text.ptr[reader->at] : '\0';
}

static void skip_space(tms_json_reader *reader) {
  if ((unsigned char)peek(reader) <= ' ') reader->at = tms_json_scan_space(reader->text, reader->at);
}

static bool in_object(const tms_json_reader *reader) {
  uint32_t bit = reader->depth - 1;
  return reader->depth && (reader->objects[bit / 64] >> (bit % 64) & 1);
}

static void set_token(tms_json_reader *reader, tms_json_token *token, tms_json_kind kind, size_t end) {
  *token = (tms_json_token){kind, true, tms_slice_of(reader->text.ptr + reader->at, end - reader->at), reader->at};
  reader->at = end;
}

static tms_status open_container(tms_json_reader *reader, tms_json_token *token, bool object) {
  if (reader->depth == TMS_JSON_DEPTH) return fail(reader, TMS_ERR_LIMIT, "nested deeper than 512", reader->at);
  uint64_t bit = (uint64_t)1 << reader->depth % 64, *word = &reader->objects[reader->depth / 64];
  *word = object ? *word | bit : *word & ~bit;
  reader->depth++;
  set_token(reader, token, object ? TMS_JSON_OBJECT : TMS_JSON_ARRAY, reader->at + 1);
  reader->expect = object ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE;
  return TMS_OK;
}

static tms_status close_container(tms_json_reader *reader, tms_json_token *token) {
  set_token(reader, token, in_object(reader) ? TMS_JSON_OBJECT_END : TMS_JSON_ARRAY_END, reader->at + 1);
  reader->depth--;
  reader->expect = EXPECT_MORE;
  return TMS_OK;
}

/* At a backslash or a raw control byte inside a string: steps over it, or fails. */
static tms_status step_over(tms_json_reader *reader, size_t *at) {
  bool lenient = reader->flags & TMS_JSON_LENIENT;
  if (reader->text.ptr[*at] != '\\') {
    if (!lenient) return fail(reader, TMS_ERR_SYNTAX, "a control character in a string has to be escaped", *at);
    *at += 1;
    return TMS_OK;
  }
  tms_json_escape escape = tms_json_scan_escape(reader->text, *at);
  bool half = escape.size == 6;
  if (!escape.valid && !lenient && !(half && (reader->flags & TMS_JSON_SURROGATES))) {
    return fail(reader, TMS_ERR_SYNTAX, half ? "half of a surrogate pair" : "no escape of JSON", *at);
  }
  *at += escape.size;
  return TMS_OK;
}

/* At the opening quote. */
static tms_status read_string(tms_json_reader *reader, tms_json_token *token, tms_json_kind kind) {
  tms_slice text = reader->text;
  size_t begin = reader->at + 1, at = begin;
  bool high = false, plain = true;
  while ((at = tms_json_scan_string(text, at, &high)) < text.len && text.ptr[at] != '"') {
    plain = plain && text.ptr[at] != '\\';
    if (step_over(reader, &at) != TMS_OK) return reader->status;
  }
  if (at >= text.len) return fail(reader, TMS_ERR_SYNTAX, "the text ends inside a string", text.len);
  tms_slice raw = tms_slice_of(text.ptr + begin, at - begin);
  if (high && !(reader->flags & TMS_JSON_UTF8)) {
    size_t valid = tms_utf8_valid_prefix(raw);
    if (valid < raw.len) return fail(reader, TMS_ERR_ENCODING, "not UTF-8", begin + valid);
  }
  *token = (tms_json_token){kind, plain, raw, begin - 1};
  reader->at = at + 1;
  return TMS_OK;
}

static tms_status read_key(tms_json_reader *reader, tms_json_token *token) {
  if (peek(reader) != '"') return fail_syntax(reader, "a key in quotes is expected");
  if (read_string(reader, token, TMS_JSON_KEY) != TMS_OK) return reader->status;
  skip_space(reader);
  if (peek(reader) != ':') return fail_syntax(reader, "a colon is expected after a key");
  reader->at++;
  reader->expect = EXPECT_VALUE;
  return TMS_OK;
}

static tms_status read_word(tms_json_reader *reader, tms_json_token *token, tms_slice word, tms_json_kind kind) {
  if (!tms_slice_starts(tms_slice_from(reader->text, reader->at), word)) return fail_syntax(reader, "no value of JSON");
  set_token(reader, token, kind, reader->at + word.len);
  return TMS_OK;
}

static tms_status read_number(tms_json_reader *reader, tms_json_token *token) {
  bool complete;
  size_t end = tms_json_scan_number(reader->text, reader->at, &complete);
  if (!complete) {
    reader->at = end;
    return fail_syntax(reader, "a digit is expected here");
  }
  set_token(reader, token, TMS_JSON_NUMBER, end);
  return TMS_OK;
}

static tms_status read_value(tms_json_reader *reader, tms_json_token *token) {
  char byte = peek(reader);
  if (byte == '{' || byte == '[') return open_container(reader, token, byte == '{');
  reader->expect = EXPECT_MORE;
  if (byte == '"') return read_string(reader, token, TMS_JSON_STRING);
  if (byte == '-' || tms_is_digit((unsigned char)byte)) return read_number(reader, token);
  if (byte == 't') return read_word(reader, token, TMS_SLICE("true"), TMS_JSON_TRUE);
  if (byte == 'f') return read_word(reader, token, TMS_SLICE("false"), TMS_JSON_FALSE);
  return read_word(reader, token, TMS_SLICE("null"), TMS_JSON_NULL);
}

/* Behind a complete value at the top: the end, or what doesn't belong there. */
static tms_status finish(tms_json_reader *reader) {
  if (reader->at < reader->text.len && !(reader->flags & TMS_JSON_LENIENT)) return fail_syntax(reader, "something follows the value");
  return reader->status = TMS_END;
}

tms_status tms_json_next(tms_json_reader *reader, tms_json_token *token) {
  if (reader->status != TMS_OK) return reader->status;
  skip_space(reader);
  bool object = in_object(reader), may_close = reader->expect == EXPECT_FIRST_KEY || reader->expect == EXPECT_FIRST_VALUE;
  char close = object ? '}' : ']';
  if (reader->expect == EXPECT_MORE) {
    if (reader->depth == 0) return finish(reader);
    if (peek(reader) == close) return close_container(reader, token);
    if (peek(reader) != ',') return fail_syntax(reader, object ? "a comma or } is expected" : "a comma or ] is expected");
    reader->at++;
    skip_space(reader);
    reader->expect = object ? EXPECT_KEY : EXPECT_VALUE;
    may_close = reader->flags & TMS_JSON_LENIENT;
  }
  if (may_close && peek(reader) == close) return close_container(reader, token);
  return reader->expect == EXPECT_KEY || reader->expect == EXPECT_FIRST_KEY ? read_key(reader, token) : read_value(reader, token);
}

tms_status tms_json_skip_value(tms_json_reader *reader, const tms_json_token *token) {
  tms_json_token at = *token;
  if (at.kind == TMS_JSON_KEY && tms_json_next(reader, &at) != TMS_OK) return reader->status;
  if (at.kind != TMS_JSON_OBJECT && at.kind != TMS_JSON_ARRAY) return TMS_OK;
  uint32_t depth = reader->depth;
  while (reader->depth >= depth) {
    if (tms_json_next(reader, &at) != TMS_OK) return reader->status;
  }
  return TMS_OK;
}

tms_status tms_json_check(tms_slice text, tms_error *error) {
  tms_json_reader reader;
  tms_json_token token;
  tms_status status;
  tms_json_reader_init(&reader, text, 0);
  while ((status = tms_json_next(&reader, &token)) == TMS_OK) {
  }
  return status == TMS_END ? TMS_OK : tms_fail(error, status, "json", reader.message, reader.at);
}
