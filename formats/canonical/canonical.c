/* The canonical form: docs/canonical-format.md. */
#include "formats/canonical/canonical.h"

#include "formats/format.h"
#include "markup/canonical_write.h"
#include "markup/front_matter.h"

static const char name[] = "canonical";

/* "---" and the first key: bytes that nothing else begins with, eight bits of evidence each. */
static int bid(tms_slice head) {
  tms_slice opening = TMS_SLICE("---\ntamis: ");
  return tms_slice_starts(head, opening) ? 8 * (int)opening.len : 0;
}

static tms_status read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error) {
  (void)options;
  return tms_canonical_read(text, doc, error);
}

static tms_status write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  (void)options;
  (void)error;
  tms_canonical_write(doc, out);
  return tms_doc_status(doc);
}

const tms_format tms_format_canonical = {
    .name = name,
    .endings = ".canon.md",
    .aliases = "canon",
    .about = "what a document is: the same content gives the same bytes; strict, readable Markdown with a header",
    .flags = TMS_FORMAT_BYTES,
    .bid = bid,
    .read = read,
    .write = write,
};
