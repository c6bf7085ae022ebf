/*
 * JSON (RFC 8259): a pull reader over a slice, and a writer into a buffer.
 *
 * The reader allocates nothing and never recurses: the kinds of the open containers are bits of a fixed array, so depth has a limit. It checks
 * everything as it goes, UTF-8 and surrogate escapes too: a token that was handed out is right. Numbers stay the text they are. After the first
 * failure the reader stays failed.
 *
 *   tms_json_reader reader;
 *   tms_json_token token;
 *   tms_json_reader_init(&reader, text, 0);
 *   while ((status = tms_json_next(&reader, &token)) == TMS_OK) ...
 *   if (status != TMS_END) return tms_fail(error, status, "json", reader.message, reader.at);
 */
#ifndef TMS_MARKUP_JSON_H
#define TMS_MARKUP_JSON_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

/* Open containers. A conformance file nests 500 and has to be read; RFC 8259 section 9 allows a limit. */
enum { TMS_JSON_DEPTH = 512 };

typedef enum tms_json_kind {
  TMS_JSON_NULL,
  TMS_JSON_FALSE,
  TMS_JSON_TRUE,
  TMS_JSON_NUMBER, /* raw: its text */
  TMS_JSON_STRING, /* raw: between the quotes, escapes as they stand */
  TMS_JSON_KEY,    /* the same; its value follows */
  TMS_JSON_OBJECT, /* { */
  TMS_JSON_OBJECT_END,
  TMS_JSON_ARRAY, /* [ */
  TMS_JSON_ARRAY_END
} tms_json_kind;

enum {
  /* What browsers and search engines let pass in JSON-LD: raw control characters in strings, unknown escapes (\' gives '), lone surrogate
   * escapes (U+FFFD), a comma before ] or }, and anything behind the first value (a semicolon, the next object). */
  TMS_JSON_LENIENT = 1u << 0,
  TMS_JSON_UTF8 = 1u << 1, /* the text is known to be valid UTF-8: not checked again */
  /* Of that, lone surrogate escapes alone: Python and JavaScript write them for text that was cut in the middle of a character. */
  TMS_JSON_SURROGATES = 1u << 2
};

typedef struct tms_json_token {
  tms_json_kind kind;
  bool plain;    /* string, key: no escapes, so raw is the value */
  tms_slice raw; /* a slice of the text; for containers the bracket */
  size_t offset; /* of the token's first byte (the quote of a string) */
} tms_json_token;

typedef struct tms_json_reader {
  tms_slice text;
  size_t at;           /* next byte to look at; after a failure: the byte that is wrong */
  const char *message; /* constant; NULL while all is well */
  tms_status status;   /* sticky: TMS_OK, TMS_END, TMS_ERR_SYNTAX, TMS_ERR_ENCODING or TMS_ERR_LIMIT */
  uint32_t depth;      /* open containers, the one just opened counted, the one just closed not */
  uint8_t expect;
  uint8_t flags;
  uint64_t objects[TMS_JSON_DEPTH / 64]; /* bit n: the container at depth n is an object */
} tms_json_reader;

/* `text` is borrowed until the last token is done with. */
void tms_json_reader_init(tms_json_reader *reader, tms_slice text, unsigned flags);
/* The next token; TMS_END once the value and the white space behind it are read; else the sticky failure. */
TMS_MUST_USE tms_status tms_json_next(tms_json_reader *reader, tms_json_token *token);
/* After a KEY: passes over its value. After OBJECT or ARRAY: over the rest, its end with it. After anything else: nothing.
 * `token` is the token just read. Linear in what is skipped. */
TMS_MUST_USE tms_status tms_json_skip_value(tms_json_reader *reader, const tms_json_token *token);
/* The characters of a string, key or number: a slice of the text, or where it has escapes memory of the arena. Failure: arena->status. */
tms_slice tms_json_string(const tms_json_token *token, tms_arena *arena);
/* Is the key or string exactly `value`? Escapes are seen through; nothing is allocated. */
bool tms_json_is(const tms_json_token *token, tms_slice value);
/* A number without sign, fraction or exponent, at most `max`; false on anything else. */
bool tms_json_u64(const tms_json_token *token, uint64_t max, uint64_t *out);

/* A whole text: TMS_OK if it is JSON, else *error (format "json"). */
TMS_MUST_USE tms_status tms_json_check(tms_slice text, tms_error *error);

/*
 * The writer sets commas, and keeps a shape: containers at depth <= `lines` have one member a line (0: all on one line), which is readable and
 * diffs well. It trusts its caller with keys and brackets, and the buffer with failures. Strings must be valid UTF-8.
 */
typedef struct tms_json_writer {
  tms_buf *out;
  uint32_t lines;
  uint32_t depth;
  bool comma; /* something stands before the next member */
  bool value; /* a key was written: its value follows on the same line */
} tms_json_writer;

void tms_json_writer_init(tms_json_writer *writer, tms_buf *out, uint32_t lines);
void tms_json_open(tms_json_writer *writer, char bracket);  /* '{' or '[' */
void tms_json_close(tms_json_writer *writer, char bracket); /* '}' or ']' */
void tms_json_key(tms_json_writer *writer, tms_slice key);
/* Before one value that the caller itself writes into writer->out, quoted and whole: as if it had been added, comma and line and all. */
void tms_json_begin(tms_json_writer *writer);
/* A key and a value that are names of our own: no character of them needs an escape, so none is looked for. */
void tms_json_name(tms_json_writer *writer, tms_slice name);
void tms_json_add_name(tms_json_writer *writer, tms_slice name);
void tms_json_add_string(tms_json_writer *writer, tms_slice value);
void tms_json_add_u64(tms_json_writer *writer, uint64_t value);
void tms_json_add_bool(tms_json_writer *writer, bool value);
/* A value that is JSON already: a number, null, a whole object. */
void tms_json_add_raw(tms_json_writer *writer, tms_slice json);
/* Key and string in one; nothing where the value is empty. */
void tms_json_field(tms_json_writer *writer, const char *key, tms_slice value);
/* A quoted string by itself: `"` `\` and controls are escaped (short forms where there are some), all else as it is. */
void tms_json_quote(tms_buf *out, tms_slice value);

#endif
