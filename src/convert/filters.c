/* Single rooms of the house: one text, one look. (One URL: urls.c.) */
#include "base/error.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "convert/codecs.h"
#include "convert/context.h"
#include "convert/decoding.h"
#include "convert/detect.h"
#include "convert/options.h"
#include "convert/render.h"
#include "repair/repair.h"

/* The bytes as UTF-8: those given where nothing had to be decoded, else in `buf`. A byte order mark is not looked for: the caller knows better. */
static tms_status decode(const tms_options *options, tms_slice *text, tms_buf *buf, tms_error *error) {
  tms_charset_choice choice = {.encoding = tms_encoding_of_any_label(tms_slice_cstr(options->encoding ? options->encoding : "utf-8")),
                               .known = "user"};
  tms_charset_result result;
  if (!choice.encoding) return tms_decoding_no_label(error);
  tms_status status = tms_decoding_run(options, &choice, *text, NULL, buf, &result, error);
  if (status == TMS_OK) *text = result.same ? result.text : tms_buf_slice(buf);
  return status;
}

static void repair(tms_slice text, const tms_options *options, uint32_t flags, tms_buf *work, tms_buf *out) {
  tms_repair_counts counts = {0};
  if (options->repair == TMS_PROFILE_FULL) flags |= TMS_REPAIR_FULL;
  if (options->repair == TMS_PROFILE_NONE || !tms_repair_text(text, flags, work, out, &counts)) tms_buf_add(out, text);
}

tms_status tms_text_repair(tms_context *context, const char *text, size_t size, const tms_options *options, tms_bytes *out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "tamis", "an argument is NULL");
  *out = (tms_bytes){0};
  if (!context || (!text && size)) return tms_fail_argument(error, "tamis", "an argument is NULL");
  tms_options own = tms_options_of(options);
  tms_buf decoded, work, buf;
  tms_buf_init(&decoded, &context->allocator, own.limits.max_memory);
  tms_buf_init(&work, &context->allocator, own.limits.max_memory);
  tms_buf_init(&buf, &context->allocator, own.limits.max_output);
  tms_slice given = tms_slice_of(text, size);
  /* Repair knows more of broken UTF-8 than a decoder does. */
  bool decodes = own.encoding || own.strict_encoding || own.repair == TMS_PROFILE_NONE;
  tms_status status = decodes ? decode(&own, &given, &decoded, error) : TMS_OK;
  if (status == TMS_OK) {
    repair(given, &own, decodes ? TMS_REPAIR_VALID : 0, &work, &buf);
    status = tms_render_take(&buf, "repair", out, error);
  }
  tms_buf_release(&buf);
  tms_buf_release(&work);
  tms_buf_release(&decoded);
  return status;
}

/* ---- detection ---- */

/* What stands in the feed, once the codecs are off. */
static tms_status look(tms_slice bytes, const tms_options *options, const tms_format *named, const tms_allocator *allocator, tms_detection *found,
                       tms_error *error) {
  const tms_format *format = named;
  tms_status status = TMS_OK;
  if (!format) status = tms_detect_format(bytes, options->file_name, options, allocator, &format, error);
  if (status == TMS_ERR_BINARY) {
    *found = (tms_detection){found->size, "binary", "bytes", "binary", found->codec};
    tms_error_clear(error);
    return TMS_OK;
  }
  if (status != TMS_OK) return status;
  found->format = format->name;
  found->encoding = "UTF-8";
  found->encoding_source = "format";
  if ((format->flags & TMS_FORMAT_BYTES) && tms_utf8_is_valid(bytes)) return TMS_OK;
  tms_charset_choice choice;
  tms_charset_input input = {.bytes = bytes,
                             .user = tms_slice_cstr(options->encoding),
                             .transport = tms_slice_cstr(options->transport_encoding),
                             .url = tms_slice_cstr(options->url),
                             .html = strcmp(format->name, "html") == 0};
  if (tms_charset_decide(&input, &choice) != TMS_OK) return tms_decoding_no_label(error);
  found->encoding = choice.encoding->name;
  found->encoding_source = choice.known;
  return TMS_OK;
}

tms_status tms_detect(tms_context *context, const void *bytes, size_t size, const tms_options *options, tms_detection *detection, tms_error *error) {
  tms_error_clear(error);
  if (!context || !detection || (!bytes && size)) return tms_fail_argument(error, "tamis", "an argument is NULL");
  tms_options own = tms_options_of(options);
  tms_detection found = {sizeof found, "", "", "", ""};
  const tms_format *named;
  tms_status status = tms_options_from(&own, &named, error);
  if (status != TMS_OK) return status;
  tms_feed feed;
  tms_feed_init_fixed(&feed, tms_slice_of(bytes, size), &context->allocator);
  tms_codecs codecs;
  status = tms_codecs_open(&codecs, &feed, named, &own.limits, &context->allocator, error);
  if (status == TMS_OK) {
    tms_feed *top = tms_codecs_feed(&codecs);
    if (codecs.layers) found.codec = "gzip";
    /* A charset is judged on all there is, and where there is a limit or damage on what can be had: so how filling went doesn't matter. */
    (void)tms_feed_fill(top, own.limits.max_input);
    status = look(tms_feed_window(top), &own, named, &context->allocator, &found, error);
  }
  tms_codecs_release(&codecs);
  if (status != TMS_OK) return status;
  size_t room = detection->size < sizeof found ? detection->size : sizeof found;
  found.size = room;
  memcpy(detection, &found, room);
  return TMS_OK;
}
