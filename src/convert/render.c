#include "convert/render.h"

#include "base/error.h"
#include "clean/choices.h"
#include "doc/normalize.h"
#include "io/gzip.h"

tms_status tms_render_prepare(tms_document *doc, const tms_options *options, tms_error *error) {
  tms_clean_choices(doc, options);
  if (doc->normal) return TMS_OK;
  tms_status status = tms_doc_normalize(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "normalize");
}

tms_status tms_render_compress(tms_buf *buf, int level, const tms_allocator *allocator, tms_error *error) {
  tms_buf packed;
  tms_buf_init(&packed, allocator, buf->ceiling);
  tms_status status = tms_gzip_member(tms_buf_slice(buf), level, TMS_SLICE_NONE, allocator, &packed);
  if (status != TMS_OK) {
    tms_buf_release(&packed);
    return tms_fail_status(error, status, "gzip");
  }
  tms_buf_release(buf);
  *buf = packed;
  return TMS_OK;
}

tms_status tms_render_result(tms_status status, const tms_buf *buf, const char *format, tms_error *error) {
  if (buf->status == TMS_ERR_LIMIT) {
    return tms_fail(error, TMS_ERR_LIMIT, format, "the output is larger than the limit (--max-output raises it)", TMS_NO_OFFSET);
  }
  if (buf->status != TMS_OK) return tms_fail_status(error, buf->status, format);
  if (status != TMS_OK && error && error->code == TMS_OK) return tms_fail_status(error, status, format);
  return status;
}

tms_status tms_render_take(tms_buf *buf, const char *part, tms_bytes *out, tms_error *error) {
  tms_status status = tms_buf_take(buf, out);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, part);
}
