/*
 * The HTML tokenizer (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), whole buffer in, one token a call.
 *
 * It differs from the standard's state machine in form only: text and values are found by scanning to their end, and a text token is the whole run of
 * characters up to the next tag, as it stands in the input. What needs decoding (references, CR, NUL) is marked `dirty` and decoded when asked for.
 *
 * Linear: every call moves `at` forward past all that it looked at, but for a bounded look at the next markup.
 */
#ifndef TMS_HTML_TOKENIZER_H
#define TMS_HTML_TOKENIZER_H

#include "doc/span.h"
#include "formats/html/names.h"
#include "formats/html/scan.h"

#include <tamis/tamis.h>

/* Bytes in the input or, with `side`, in the side buffer of decoded characters. */
typedef struct tms_html_bytes {
  uint32_t at, len;
  bool side;
} tms_html_bytes;

enum {
  TMS_HTML_ATTR_ID = 0x0FFF,         /* the bits of an id */
  TMS_HTML_ATTR_LAST = 0x1000,       /* last of its element */
  TMS_HTML_ATTR_NAME_SIDE = 0x2000,  /* the name is in the side buffer */
  TMS_HTML_ATTR_VALUE_SIDE = 0x4000, /* so is the value */
  TMS_HTML_ATTR_LINK = 0x8000,       /* no attribute: goes on at record `value`, or ends where that is 0 (html and body, which get more later) */
  TMS_HTML_LONG_NAME = 0xFFFF        /* name_len: the length stands in the four bytes before the name, in the side buffer */
};

/* One attribute: 16 bytes. Those of an element are neighbours. */
typedef struct tms_html_record {
  uint32_t value, value_len;
  uint32_t name;
  uint16_t name_len;
  uint16_t bits;
} tms_html_record;

typedef enum tms_html_token_kind {
  TMS_TOKEN_END_OF_FILE,
  TMS_TOKEN_TEXT,
  TMS_TOKEN_START_TAG,
  TMS_TOKEN_END_TAG,
  TMS_TOKEN_COMMENT,
  TMS_TOKEN_DOCTYPE,
  TMS_TOKEN_PROCESSING_INSTRUCTION
} tms_html_token_kind;

typedef struct tms_html_token {
  tms_html_token_kind kind;
  uint32_t begin, end; /* in the input */
  /* text */
  bool dirty;       /* holds & CR or NUL */
  bool references;  /* & begins a character reference */
  bool replace_nul; /* NUL is U+FFFD already in the tokenizer (all states but data and CDATA) */
  /* tags */
  tms_html_tag tag;
  bool self_closing;
  uint32_t attributes; /* first record, 0 if there is none; `count` of them. End tags have none. */
  uint32_t count;
  uint32_t name_record; /* start tags of unknown name: the record before their attributes, with the name as its value */
  tms_html_bytes name;  /* tags of unknown name; target of a processing instruction; of a doctype */
  tms_html_bytes data;  /* comments, processing instructions */
  /* doctype */
  tms_html_bytes public_id, system_id;
  bool has_name, has_public, has_system, force_quirks;
} tms_html_token;

/* The states that the tree builder can set. */
typedef enum tms_html_state {
  TMS_STATE_DATA,
  TMS_STATE_RCDATA,
  TMS_STATE_RAWTEXT,
  TMS_STATE_SCRIPT,
  TMS_STATE_PLAINTEXT,
  TMS_STATE_CDATA
} tms_html_state;

typedef struct tms_html_tokenizer {
  const char *input;
  uint32_t len, at;
  tms_html_state state;
  bool foreign;         /* "the adjusted current node is not in the HTML namespace": <![CDATA[ is allowed */
  tms_slice last_start; /* the appropriate end tag of RCDATA, RAWTEXT and script data; borrowed */

  tms_html_record *records; /* record 0 is no record */
  uint32_t record_count, record_room;
  char *side;
  uint32_t side_len, side_room;

  tms_scan_function scan_far; /* for this processor */
  const tms_allocator *allocator;
  size_t memory, max_memory; /* bytes of records and side buffer (the tree adds its own) */
  uint32_t max_attributes;   /* of one tag */
  uint32_t *seen;            /* hash table for duplicates in tags of many attributes: record numbers, by open addressing */
  uint32_t seen_room;
  uint64_t seed;
  uint64_t dropped_attributes;
  uint64_t errors; /* parse errors, where noticing them costs nothing; the tree builder adds its own */
  tms_status status;
} tms_html_tokenizer;

/* Bytes of decoded text: offsets keep a bit free. */
enum { TMS_HTML_MOST = 1 << 30 };

/* Of a zeroed tokenizer, for at most TMS_HTML_MOST bytes of valid UTF-8. Allocates record 0; false and z->status on failure. */
bool tms_html_tokenizer_init(tms_html_tokenizer *z, tms_slice input, const tms_allocator *allocator, size_t max_memory);
void tms_html_tokenizer_release(tms_html_tokenizer *z);

/* The next token. After a failure (z->status) it is END_OF_FILE. */
void tms_html_token_next(tms_html_tokenizer *z, tms_html_token *token);

typedef enum tms_html_nul { TMS_NUL_DROP, TMS_NUL_REPLACE, TMS_NUL_KEEP } tms_html_nul;
/* Decodes input[begin, end) of a text token: the bytes as they are where nothing changes, else in the side buffer. `nul` is what becomes of NUL
 * where the tokenizer leaves it alone. */
tms_html_bytes tms_html_decode_text(tms_html_tokenizer *z, const tms_html_token *token, uint32_t begin, uint32_t end, tms_html_nul nul);

/* How many bytes of input[begin, end) of a text token are white space (and NUL, if asked for): references are looked through. */
uint32_t tms_html_leading_space(const tms_html_tokenizer *z, const tms_html_token *token, uint32_t begin, uint32_t end, bool and_nul);

/* Length of the reference to a line feed that the token begins with, or 0. */
uint32_t tms_html_leading_line_feed(const tms_html_tokenizer *z, const tms_html_token *token);

static inline tms_slice tms_html_bytes_slice(const tms_html_tokenizer *z, tms_html_bytes bytes) {
  return tms_slice_of((bytes.side ? z->side : z->input) + bytes.at, bytes.len);
}
static inline tms_slice tms_html_record_value(const tms_html_tokenizer *z, const tms_html_record *record) {
  return tms_slice_of(((record->bits & TMS_HTML_ATTR_VALUE_SIDE) ? z->side : z->input) + record->value, record->value_len);
}
/* The name as it was written, lower-case. */
tms_slice tms_html_record_name(const tms_html_tokenizer *z, const tms_html_record *record);
bool tms_html_record_same_name(const tms_html_tokenizer *z, const tms_html_record *a, const tms_html_record *b);
bool tms_html_records_grow(tms_html_tokenizer *z);
/* One more record at the end of the array (zeroed), or NULL and z->status. Its number is z->record_count - 1. */
static inline tms_html_record *tms_html_record_add(tms_html_tokenizer *z) {
  if (z->record_count == z->record_room && !tms_html_records_grow(z)) return NULL;
  tms_html_record *record = &z->records[z->record_count++];
  *record = (tms_html_record){0};
  return record;
}
/* Grows an array by halves to hold `need`, or to exactly `room`, within the memory ceiling. */
bool tms_html_grow(tms_html_tokenizer *z, void **array, uint32_t *room, uint32_t need, size_t element);
bool tms_html_grow_to(tms_html_tokenizer *z, void **array, uint32_t *room, uint32_t wish, size_t element);
/* Room for a first guess: one element for so many bytes of input, within an eighth of the ceiling. What isn't used is given back. */
uint32_t tms_html_guess(const tms_html_tokenizer *z, uint32_t bytes_each, size_t element);
/* Gives back what is not needed. */
void tms_html_shrink(tms_html_tokenizer *z, void **array, uint32_t *room, uint32_t need, size_t element);

#endif
