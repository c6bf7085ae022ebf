#include "formats/canonical/canonical.h"
#include "markup/canonical_write.h"
#include "markup/front_matter.h"

void tms_canonical_write(tms_document *doc, tms_buf *out) {
  tms_front_matter_write(doc, out);
  size_t header = out->len;
  tms_buf_add_byte(out, '\n');
  tms_canonical_write_body(doc, 0, out);
  if (out->len == header + 1) tms_buf_cut(out, header); /* no body: no empty line */
}
