/* The descriptor of bundles, and their lines as records. */
#include "formats/bundle/bundle.h"

#include "formats/bundle/write.h"

/* Where no line ends before, so that no byte is searched twice. */
typedef struct split_state {
  uint64_t searched;
} split_state;

/* The gzip codec has been taken off: what is left is one lossless object a line. */
static tms_status split(const tms_split *split, tms_record *record, size_t *used, tms_error *error) {
  split_state *state = split->state;
  size_t from = state->searched > split->offset ? (size_t)(state->searched - split->offset) : 0;
  size_t end = tms_slice_find_byte(split->window, '\n', from);
  (void)error; /* a line that is damaged is found out by the reader of json */
  if (end >= split->window.len) {
    state->searched = split->offset + split->window.len;
    *used = split->last ? split->window.len : 0;
    end = split->window.len;
    if (!split->last) return TMS_END;
  } else {
    *used = end + 1;
  }
  tms_slice line = tms_slice_trim(tms_slice_head(split->window, end));
  *record = (tms_record){.bytes = line, .format = "json", .is_text = true, .offset = split->offset};
  return line.len ? TMS_OK : TMS_END;
}

static const tms_many many = {
    .state_size = sizeof(tms_bundle_writer),
    .begin = tms_bundle_begin,
    .add = tms_bundle_add,
    .end = tms_bundle_end,
    .release = tms_bundle_release,
};

/* No bid: below its gzip a bundle is JSON Lines, and is read as that. */
const tms_format tms_format_bundle = {
    .name = "bundle",
    .endings = ".jsonl.gz",
    .aliases = "",
    .about = "many documents, losslessly: gzip members of JSON Lines with an index and digests",
    .flags = TMS_FORMAT_BYTES | TMS_FORMAT_CONTAINER | TMS_FORMAT_MANY | TMS_FORMAT_COMPRESSED | TMS_FORMAT_LINES,
    .split = split,
    .state_size = sizeof(split_state),
    .write = tms_bundle_write,
    .many = &many,
};
