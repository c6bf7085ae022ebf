#include "convert/codecs.h"

#include "base/error.h"
#include "convert/detect.h"

tms_feed *tms_codecs_feed(tms_codecs *codecs) {
  return &codecs->feeds[codecs->layers];
}

/* Where the user named the format, three bytes tell whether there is a codec: whoever writes line by line to a pipe is not kept waiting for more. */
static tms_status fill_head(tms_codecs *codecs, const tms_format *format, tms_error *error) {
  tms_feed *feed = tms_codecs_feed(codecs);
  bool filled = tms_feed_fill(feed, format ? 3 : TMS_HEAD_BYTES);
  if (filled && tms_gzip_begins(tms_feed_window(feed))) filled = tms_feed_fill(feed, TMS_HEAD_BYTES);
  return filled ? TMS_OK : tms_fail_status(error, feed->buf.status, "input");
}

/* Is the feed on top compressed, and not for its format to read as it is? */
static bool is_compressed(tms_codecs *codecs, const tms_format *format) {
  tms_slice head = tms_slice_head(tms_feed_window(tms_codecs_feed(codecs)), TMS_HEAD_BYTES);
  if (!tms_gzip_begins(head)) return false;
  int bid;
  const tms_format *own = tms_detect_bytes(head, &bid);
  return bid <= TMS_BID_GZIP || (format && format != own);
}

static tms_status add_layer(tms_codecs *codecs, const tms_format *format, const tms_limits *limits, const tms_allocator *allocator,
                            tms_error *error) {
  tms_gunzip *gunzip = tms_gunzip_new(tms_feed_source(tms_codecs_feed(codecs)), limits, allocator);
  if (!gunzip) return tms_fail_status(error, TMS_ERR_MEMORY, "gzip");
  codecs->gunzips[codecs->layers++] = gunzip;
  tms_feed_init(tms_codecs_feed(codecs), tms_gunzip_source(gunzip), allocator, tms_feed_ceiling(limits));
  return fill_head(codecs, format, error);
}

tms_status tms_codecs_open(tms_codecs *codecs, const tms_feed *feed, const tms_format *format, const tms_limits *limits,
                           const tms_allocator *allocator, tms_error *error) {
  *codecs = (tms_codecs){.feeds = {*feed}};
  tms_status status = fill_head(codecs, format, error);
  while (status == TMS_OK && codecs->layers < TMS_CODEC_LAYERS && is_compressed(codecs, format)) {
    status = add_layer(codecs, format, limits, allocator, error);
  }
  return status;
}

void tms_codecs_release(tms_codecs *codecs) {
  for (size_t i = codecs->layers + 1; i-- > 0;) {
    tms_feed_release(&codecs->feeds[i]);
    if (i > 0) tms_gunzip_free(codecs->gunzips[i - 1]);
  }
  *codecs = (tms_codecs){0};
}

tms_status tms_codecs_failure(tms_codecs *codecs, tms_error *error) {
  /* The lowest layer that failed knows why: what is above it only passed the failure on. */
  const tms_feed *lowest = &codecs->feeds[0];
  if (lowest->failed != TMS_OK) return tms_fail(error, lowest->failed, "input", "reading failed", (size_t)lowest->offset);
  for (size_t i = 0; i < codecs->layers; i++) {
    const tms_error *why = tms_gunzip_error(codecs->gunzips[i]);
    if (why->code == TMS_OK) continue;
    if (error) *error = *why;
    return why->code;
  }
  return tms_fail_status(error, tms_codecs_feed(codecs)->failed, "input");
}
