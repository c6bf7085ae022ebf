#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "convert/context.h"
#include "convert/options.h"
#include "convert/render.h"
#include "io/sink.h"
#include "markup/json.h"

/*
 * An output: documents go through their writer into `buf`, and from there, one whole document at a time, into the sink. A document that fails leaves
 * nothing behind.
 */
struct tms_output {
  tms_context *context;
  tms_sink sink;
  tms_options options; /* resolved */
  const tms_format *format;
  const tms_many *many; /* NULL: documents simply follow each other */
  void *state;
  tms_buf buf;
  bool failed; /* the sink or the frame around the documents: nothing can follow */
};

static tms_status fail_before(tms_error *error) {
  return tms_fail(error, TMS_ERR_WRITE, "output", "this output has failed before", TMS_NO_OFFSET);
}

/* Sends what is buffered. */
static tms_status flush(tms_output *output, tms_error *error) {
  tms_status status = tms_render_result(TMS_OK, &output->buf, output->format->name, error);
  if (status != TMS_OK) return status;
  if (output->buf.len == 0) return TMS_OK;
  if (output->options.gzip) {
    status = tms_render_compress(&output->buf, output->options.level, &output->context->allocator, error);
    if (status != TMS_OK) return status;
  }
  status = output->sink.write(output->sink.user, output->buf.data, output->buf.len);
  tms_buf_reset(&output->buf);
  if (status == TMS_OK) return TMS_OK;
  output->failed = true;
  return tms_fail(error, status, "output", status == TMS_ERR_PIPE ? "the reader of the output has gone" : "writing failed", TMS_NO_OFFSET);
}

static tms_status begin(tms_output *output, tms_error *error) {
  const tms_allocator *allocator = &output->context->allocator;
  output->state = tms_alloc_zero(allocator, output->many->state_size);
  if (!output->state) return tms_fail_status(error, TMS_ERR_MEMORY, "output");
  if (!output->many->begin) return TMS_OK;
  tms_status status = output->many->begin(output->state, &output->options, allocator, &output->buf, error);
  return status == TMS_OK ? flush(output, error) : status;
}

tms_status tms_output_open(tms_context *context, tms_sink sink, const tms_options *options, bool many, tms_output **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "output", "out is NULL");
  *out = NULL;
  if (!context || !sink.write) return tms_fail_argument(error, "output", "context or sink is missing");
  tms_options own = tms_options_of(options);
  const tms_format *format;
  tms_status status = tms_options_to(&own, &format, error);
  if (status != TMS_OK) return status;
  if (many && !(format->flags & TMS_FORMAT_MANY)) {
    return tms_fail(error, TMS_ERR_FORMAT, format->name, "this format holds one document", TMS_NO_OFFSET);
  }
  tms_output *output = tms_alloc_zero(&context->allocator, sizeof *output);
  if (!output) return tms_fail_status(error, TMS_ERR_MEMORY, "output");
  *output = (tms_output){.context = context, .sink = sink, .options = own, .format = format, .many = many || !format->write ? format->many : NULL};
  if (format->flags & TMS_FORMAT_COMPRESSED) output->options.gzip = false;
  tms_buf_init(&output->buf, &context->allocator, own.limits.max_output);
  if (output->many) status = begin(output, error);
  if (status != TMS_OK) {
    tms_output_close(output);
    return status;
  }
  *out = output;
  return TMS_OK;
}

static tms_status add(tms_output *output, tms_document *document, tms_error *error) {
  tms_status status = output->many ? output->many->add(output->state, document, &output->options, &output->buf, error)
                                   : output->format->write(document, &output->options, &output->buf, error);
  return tms_render_result(status, &output->buf, output->format->name, error);
}

tms_status tms_output_write(tms_output *output, tms_document *document, tms_error *error) {
  tms_error_clear(error);
  if (!output || !document) return tms_fail_argument(error, "output", "output or document is NULL");
  if (output->failed) return fail_before(error);
  tms_status status = tms_render_prepare(document, &output->options, error);
  if (status != TMS_OK) return status;
  status = add(output, document, error);
  if (status == TMS_OK) status = flush(output, error);
  if (status != TMS_OK) tms_buf_reset(&output->buf);
  return status;
}

/* A line for a record that failed: its members are always all there, empty ones too, and "text" is what every line has. */
static void put_failure(tms_output *output, tms_slice id, const tms_error *why) {
  tms_json_writer writer;
  tms_buf text;
  tms_buf_init(&text, &output->context->allocator, (size_t)64 << 10); /* an identity, not a text */
  tms_utf8_repair(id, &text);
  tms_json_writer_init(&writer, &output->buf, 0);
  tms_json_open(&writer, '{');
  tms_json_key(&writer, TMS_SLICE("id"));
  tms_json_add_string(&writer, tms_buf_slice(&text));
  tms_json_key(&writer, TMS_SLICE("status"));
  tms_json_add_string(&writer, tms_slice_cstr(tms_status_name(why->code)));
  tms_json_key(&writer, TMS_SLICE("reason"));
  tms_json_add_string(&writer, tms_slice_cstr(why->message));
  tms_json_key(&writer, TMS_SLICE("text"));
  tms_json_add_string(&writer, TMS_SLICE(""));
  tms_json_close(&writer, '}');
  tms_buf_add_byte(&output->buf, '\n');
  if (text.status != TMS_OK) output->buf.status = text.status;
  tms_buf_release(&text);
}

tms_status tms_output_write_failure(tms_output *output, const char *id, size_t size, const tms_error *failure, tms_error *error) {
  if (!output || !failure || (!id && size)) return tms_fail_argument(error, "output", "an argument is NULL");
  const tms_error why = *failure; /* the two may be one */
  tms_error_clear(error);
  if (output->failed) return fail_before(error);
  if (strcmp(output->format->name, "jsonl") != 0) return TMS_OK;
  put_failure(output, tms_slice_of(id, size), &why);
  tms_status status = flush(output, error);
  if (status != TMS_OK) tms_buf_reset(&output->buf);
  return status;
}

tms_status tms_output_finish(tms_output *output, tms_error *error) {
  tms_error_clear(error);
  if (!output) return tms_fail_argument(error, "output", "output is NULL");
  if (output->failed) return fail_before(error);
  tms_status status = TMS_OK;
  if (output->many && output->many->end) status = output->many->end(output->state, &output->options, &output->buf, error);
  if (status == TMS_OK) status = flush(output, error);
  if (status != TMS_OK) output->failed = true;
  return status;
}

void tms_output_close(tms_output *output) {
  if (!output) return;
  const tms_allocator *allocator = &output->context->allocator;
  if (output->state) {
    if (output->many->release) output->many->release(output->state);
    tms_free(allocator, output->state, output->many->state_size);
  }
  tms_buf_release(&output->buf);
  tms_free(allocator, output, sizeof *output);
}
