/* The descriptors of json and jsonl, and the lossless object as a file of its own. */
#include "formats/json/json.h"

#include "base/error.h"
#include "markup/lossless.h"

/* Everything at the top and each block on a line of its own: it can be read, and diffs show which block changed. */
enum { READABLE_LINES = 2 };

tms_status tms_json_format_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error) {
  (void)options;
  return tms_lossless_read(text, doc, error);
}

tms_status tms_json_format_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  (void)options;
  tms_status status = tms_lossless_write(doc, READABLE_LINES, out, error);
  if (status != TMS_OK) return status;
  tms_buf_add_byte(out, '\n');
  return out->status == TMS_OK ? TMS_OK : tms_fail_status(error, out->status, "json");
}

const tms_format tms_format_json = {
    .name = "json",
    .endings = ".json",
    .aliases = "",
    .about = "the lossless object: all content and metadata of one document",
    .flags = TMS_FORMAT_BYTES,
    .bid = tms_json_bid,
    .read = tms_json_format_read,
    .write = tms_json_format_write,
};

const tms_format tms_format_jsonl = {
    .name = "jsonl",
    .endings = ".jsonl .ndjson",
    .aliases = "ndjson jsonlines",
    .about = "JSON Lines: reads lossless objects and lines with html, text or content; writes what dolma and datatrove read",
    .flags = TMS_FORMAT_BYTES | TMS_FORMAT_CONTAINER | TMS_FORMAT_MANY | TMS_FORMAT_LINES,
    .bid = tms_jsonl_bid,
    .split = tms_jsonl_split,
    .state_size = sizeof(tms_jsonl_state),
    .write = tms_jsonl_write,
};
