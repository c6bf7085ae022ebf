/*
 * The lossless object: a document's content, all of it, as one JSON object. docs/tamis-document.schema.json is its schema (version 1).
 *
 *   {"tamis":1,"content_id":"…","metadata":{…},"provenance":{…},"blocks":[…],"comments":[…]}
 *
 * The json format writes it by itself, jsonl and bundle one a line. Same content, same bytes.
 */
#ifndef TMS_MARKUP_LOSSLESS_H
#define TMS_MARKUP_LOSSLESS_H

#include "doc/document.h"
#include "markup/json.h"

#include <tamis/tamis.h>

/* Writes a normal document. `lines` as in tms_json_writer: 0 one line, 2 a line for each block. No line feed at the end. */
TMS_MUST_USE tms_status tms_lossless_write(tms_document *doc, uint32_t lines, tms_buf *out, tms_error *error);
/* The same as a value inside a larger object. */
TMS_MUST_USE tms_status tms_lossless_write_value(tms_document *doc, tms_json_writer *writer, tms_error *error);
/* Reads one into a fresh document. `text` outlives the document. Bad JSON is TMS_ERR_SYNTAX or TMS_ERR_ENCODING, a wrong, missing or doubled
 * key TMS_ERR_SCHEMA; unknown keys are passed over and counted (TMS_REASON_UNKNOWN). */
TMS_MUST_USE tms_status tms_lossless_read(tms_slice text, tms_document *doc, tms_error *error);
/* Does the text begin as one: an object whose first key is "tamis"? Looks at a few bytes only. */
bool tms_lossless_begins(tms_slice text);

#endif
