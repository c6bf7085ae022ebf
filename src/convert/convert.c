/* The one-shot call: bytes in, bytes out. */
#include "base/error.h"
#include "clean/pass.h"
#include "convert/context.h"
#include "convert/input.h"
#include "convert/options.h"
#include "convert/render.h"
#include "io/sink.h"

/* The next document, cleaned. */
static tms_status next_clean(tms_input *input, const tms_options *options, tms_document **out, tms_error *error) {
  tms_status status = tms_input_next(input, out, error);
  if (status != TMS_OK) return status;
  status = tms_document_clean(*out, options, error);
  if (status == TMS_OK) return TMS_OK;
  tms_document_free(*out);
  *out = NULL;
  return status;
}

/* Writes first and second, and whatever the input still has. */
static tms_status write_all(tms_input *input, tms_output *output, const tms_options *options, tms_document **first, tms_document **second,
                            tms_error *error) {
  tms_status status = *first ? tms_output_write(output, *first, error) : TMS_OK;
  tms_document_free(*first);
  *first = NULL;
  while (status == TMS_OK && *second) {
    status = tms_output_write(output, *second, error);
    tms_document_free(*second);
    *second = NULL;
    if (status == TMS_OK) status = next_clean(input, options, second, error);
    if (status == TMS_END) return tms_output_finish(output, error);
  }
  return status == TMS_OK ? tms_output_finish(output, error) : status;
}

/* A second document tells whether the output has to hold many. */
static tms_status convert_input(tms_context *context, tms_input *input, const tms_options *options, tms_buf *buf, tms_error *error) {
  tms_document *first = NULL, *second = NULL;
  tms_output *output = NULL;
  tms_status status = next_clean(input, options, &first, error);
  if (status == TMS_OK) status = next_clean(input, options, &second, error);
  if (status == TMS_END) status = TMS_OK;
  const tms_format *to = NULL;
  if (status == TMS_OK) status = tms_options_to(options, &to, error);
  bool many = second || !first;
  if (status == TMS_OK && many && !(to->flags & TMS_FORMAT_MANY)) {
    const char *message =
        second ? "the input holds several documents, and this format one (jsonl, tei and bundle hold many)" : "the input holds no document";
    status = tms_fail(error, TMS_ERR_FORMAT, to->name, message, TMS_NO_OFFSET);
  }
  if (status == TMS_OK) status = tms_output_open(context, tms_buffer_sink_of(buf), options, many, &output, error);
  if (status == TMS_OK) status = write_all(input, output, options, &first, &second, error);
  tms_output_close(output);
  tms_document_free(second);
  tms_document_free(first);
  return status;
}

static tms_status convert(tms_context *context, tms_slice bytes, const tms_options *options, tms_bytes *out, tms_error *error) {
  tms_buf buf;
  tms_input *input;
  tms_status status = tms_input_open_bytes(context, bytes, true, options, &input, error);
  if (status != TMS_OK) return status;
  tms_buf_init(&buf, &context->allocator, SIZE_MAX / 2); /* each document has its own ceiling */
  status = convert_input(context, input, options, &buf, error);
  if (status == TMS_OK) status = tms_render_take(&buf, "output", out, error);
  tms_buf_release(&buf);
  tms_input_close(input);
  return status;
}

tms_status tms_convert(const void *bytes, size_t size, const tms_options *options, const tms_allocator *allocator, tms_bytes *out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "tamis", "out is NULL");
  *out = (tms_bytes){0};
  if (!bytes && size) return tms_fail_argument(error, "tamis", "bytes is NULL");
  tms_options own = tms_options_of(options);
  tms_context *context = tms_context_new(allocator);
  if (!context) return tms_fail_status(error, TMS_ERR_MEMORY, "tamis");
  tms_status status = convert(context, tms_slice_of(bytes, size), &own, out, error);
  tms_context_free(context);
  return status;
}
