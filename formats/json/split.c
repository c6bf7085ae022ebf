/* JSON Lines into records: one line, one record. */
#include "base/error.h"
#include "formats/json/json.h"
#include "markup/json.h"
#include "markup/lossless.h"

/* The end of the first line of the window with its LF, or 0 where more bytes are needed. Each byte is searched once: the state remembers. */
static size_t line_end(const tms_split *split) {
  tms_jsonl_state *state = split->state;
  size_t from = state->searched > split->offset ? (size_t)(state->searched - split->offset) : 0;
  size_t at = tms_slice_find_byte(split->window, '\n', from);
  if (at < split->window.len) return at + 1;
  state->searched = split->offset + split->window.len;
  return split->last ? split->window.len : 0;
}

/* A byte order mark at the begin of the container: RFC 8259 section 8.1 lets a reader ignore it. */
static size_t mark_size(const tms_split *split) {
  return split->offset == 0 && tms_slice_starts(split->window, TMS_SLICE("\xEF\xBB\xBF")) ? 3 : 0;
}

/* A record from one object. */
static tms_status read_object(const tms_split *split, tms_slice object, tms_record *record, tms_error *error) {
  *record = (tms_record){.offset = split->offset};
  if (!tms_lossless_begins(object)) return tms_json_foreign(object, split->arena, record, error);
  record->bytes = object;
  record->format = "json";
  record->is_text = true; /* the lossless reader checks its UTF-8 itself */
  return TMS_OK;
}

tms_status tms_jsonl_split(const tms_split *split, tms_record *record, size_t *used, tms_error *error) {
  size_t end = line_end(split), mark = mark_size(split);
  *used = end;
  if (end == 0) return TMS_END;
  tms_slice line = tms_slice_trim(tms_slice_from(tms_slice_head(split->window, end), mark));
  /* One object spread over many lines, as people and `jq .` write it: only as the whole input. */
  if (split->offset == 0 && tms_slice_eq(line, TMS_SLICE("{"))) {
    *used = split->last ? split->window.len : 0;
    if (!split->last) return TMS_END;
    line = tms_slice_trim(tms_slice_from(split->window, mark));
  }
  if (line.len == 0) return TMS_END;
  tms_status status = read_object(split, line, record, error);
  if (status == TMS_OK || !error) return status;
  size_t begin = (size_t)(line.ptr - split->window.ptr);
  error->format = "jsonl";
  if (error->offset != TMS_NO_OFFSET) error->offset += begin + (size_t)split->offset;
  return status;
}
