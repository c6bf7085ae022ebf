/* Writing: a document of any state becomes the bytes of one format. */
#ifndef TMS_CONVERT_RENDER_H
#define TMS_CONVERT_RENDER_H

#include "formats/format.h"

#include <tamis/tamis.h>

/* Makes a document fit for a writer: normal, and without what the options leave out (comments, tables, links, images). Idempotent. */
tms_status tms_render_prepare(tms_document *doc, const tms_options *options, tms_error *error);
/* Replaces the buffer's contents by one gzip member that holds them. */
tms_status tms_render_compress(tms_buf *buf, int level, const tms_allocator *allocator, tms_error *error);
/* How writing went: `status` of the writer, or of its buffer. A full buffer gets the words that name --max-output, and no failure goes without words. */
tms_status tms_render_result(tms_status status, const tms_buf *buf, const char *format, tms_error *error);
/* Hands the buffer's contents over to the caller, who frees *out; `part` is who speaks where that fails. */
tms_status tms_render_take(tms_buf *buf, const char *part, tms_bytes *out, tms_error *error);

#endif
