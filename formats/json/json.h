/* JSON and JSON Lines. NOTES.md says which objects are known and what becomes of their fields. */
#ifndef TMS_JSON_JSON_H
#define TMS_JSON_JSON_H

#include "formats/format.h"

extern const tms_format tms_format_json, tms_format_jsonl;

tms_status tms_json_format_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error);
tms_status tms_json_format_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);

tms_status tms_jsonl_split(const tms_split *split, tms_record *record, size_t *used, tms_error *error);
tms_status tms_jsonl_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);
/* Zeroed before the first record. */
typedef struct tms_jsonl_state {
  uint64_t searched; /* no line ends before this offset of the container, from the window's begin on */
} tms_jsonl_state;

int tms_json_bid(tms_slice head);
int tms_jsonl_bid(tms_slice head);

/* Turns a foreign object into a record: which field holds the text, what the others say of it. `line` is the object; what is decoded stands in `arena`.
 * Offsets in *error are in `line`. */
TMS_MUST_USE tms_status tms_json_foreign(tms_slice line, tms_arena *arena, tms_record *record, tms_error *error);

#endif
