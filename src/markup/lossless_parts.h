/* What the reader of the lossless object shares between its files. */
#ifndef TMS_MARKUP_LOSSLESS_PARTS_H
#define TMS_MARKUP_LOSSLESS_PARTS_H

#include "doc/document.h"
#include "markup/json.h"
#include "markup/lossless_keys.h"

/* A failure of the JSON reader, a full arena, or a broken rule of the schema: the first one counts. */
typedef struct tms_lossless_reader {
  tms_json_reader json;
  tms_json_token token; /* the last one */
  tms_document *doc;
  tms_status status; /* sticky */
  const char *message;
  size_t offset;
} tms_lossless_reader;

/* The next token stands in reader->token; false on failure (the end of the text is one: the grammar always says when to stop). */
bool tms_lossless_next(tms_lossless_reader *reader);
/* Fails with TMS_ERR_SCHEMA at the last token. Always false. */
bool tms_lossless_refuse(tms_lossless_reader *reader, const char *message);
/* Passes over the value of a key that we don't know, and counts it. */
bool tms_lossless_skip(tms_lossless_reader *reader);
/* The characters of the last token, which is a string; in the text or in the arena. */
tms_slice tms_lossless_string(tms_lossless_reader *reader);

/* The array of a section, its `[` just read: nodes become children of `parent`. `key` says which ("blocks" or "comments"). */
bool tms_lossless_read_nodes(tms_lossless_reader *reader, tms_node *parent, tms_lossless_key key);

#endif
