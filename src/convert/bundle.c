/* The bundle calls: the format does the work, this file gives it the context's memory. */
#include "formats/bundle/bundle.h"
#include "base/error.h"
#include "convert/context.h"
#include "convert/input.h"
#include "convert/options.h"

tms_status tms_bundle_verify(tms_context *context, const void *bytes, size_t size, tms_bundle_report *report, tms_error *error) {
  tms_error_clear(error);
  if (!context || (!bytes && size)) return tms_fail_argument(error, "bundle", "an argument is NULL");
  tms_options options = tms_options_of(NULL);
  tms_bundle_counts counts = {0};
  tms_status status = tms_bundle_file_verify(tms_slice_of(bytes, size), &options.limits, &context->allocator, &counts, error);
  if (!report) return status;
  tms_bundle_report own = {.documents = counts.documents, .members = counts.members, .has_index = counts.has_index};
  own.size = report->size < sizeof own ? report->size : sizeof own;
  memcpy(report, &own, own.size);
  return status;
}

tms_status tms_bundle_repair(tms_context *context, const void *bytes, size_t size, tms_sink sink, tms_bundle_mending *report, tms_error *error) {
  tms_error_clear(error);
  if (!context || !sink.write || (!bytes && size)) return tms_fail_argument(error, "bundle", "an argument is NULL");
  tms_options options = tms_options_of(NULL);
  tms_bundle_mending own;
  tms_status status = tms_bundle_file_repair(tms_slice_of(bytes, size), &options.limits, &context->allocator, sink, &own, error);
  if (!report) return status;
  own.size = report->size < sizeof own ? report->size : sizeof own;
  memcpy(report, &own, own.size);
  return status;
}

tms_status tms_bundle_list(tms_context *context, const void *bytes, size_t size, bool (*each)(void *user, const tms_bundle_entry *entry), void *user,
                           tms_error *error) {
  tms_error_clear(error);
  if (!context || !each || (!bytes && size)) return tms_fail_argument(error, "bundle", "an argument is NULL");
  tms_options options = tms_options_of(NULL);
  return tms_bundle_file_list(tms_slice_of(bytes, size), &options.limits, &context->allocator, each, user, error);
}

/* A line of a bundle is what a line of JSON Lines is: the lossless object, or somebody else's. */
static tms_status document_of(tms_context *context, tms_slice line, tms_options *options, tms_document **out, tms_error *error) {
  tms_input *input = NULL;
  options->from = "jsonl";
  tms_status status = tms_input_open_bytes(context, line, false, options, &input, error);
  if (status == TMS_OK) status = tms_input_next(input, out, error);
  tms_input_close(input);
  return status;
}

tms_status tms_bundle_get(tms_context *context, const void *bytes, size_t size, const char *name, tms_document **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "bundle", "an argument is NULL");
  *out = NULL;
  if (!context || !name || (!bytes && size)) return tms_fail_argument(error, "bundle", "an argument is NULL");
  tms_options options = tms_options_of(NULL);
  tms_buf line;
  tms_buf_init(&line, &context->allocator, options.limits.max_input);
  tms_status status = tms_bundle_file_get(tms_slice_of(bytes, size), &options.limits, &context->allocator, tms_slice_cstr(name), &line, error);
  if (status == TMS_OK) status = document_of(context, tms_buf_slice(&line), &options, out, error);
  tms_buf_release(&line);
  return status;
}

struct tms_bundle {
  tms_context *context;
  tms_bundle_file *file;
};

tms_status tms_bundle_open(tms_context *context, const void *bytes, size_t size, tms_bundle **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "bundle", "an argument is NULL");
  *out = NULL;
  if (!context || (!bytes && size)) return tms_fail_argument(error, "bundle", "an argument is NULL");
  tms_options options = tms_options_of(NULL);
  tms_bundle *bundle = tms_alloc(&context->allocator, sizeof *bundle);
  if (!bundle) return tms_fail_status(error, TMS_ERR_MEMORY, "bundle");
  bundle->context = context;
  tms_status status = tms_bundle_file_open(tms_slice_of(bytes, size), &options.limits, &context->allocator, &bundle->file, error);
  if (status == TMS_OK) {
    *out = bundle;
  } else {
    tms_bundle_close(bundle);
  }
  return status;
}

tms_status tms_bundle_fetch(tms_bundle *bundle, const char *name, tms_document **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "bundle", "an argument is NULL");
  *out = NULL;
  if (!bundle || !name) return tms_fail_argument(error, "bundle", "an argument is NULL");
  tms_options options = tms_options_of(NULL);
  tms_buf line;
  tms_buf_init(&line, &bundle->context->allocator, options.limits.max_input);
  tms_status status = tms_bundle_file_fetch(bundle->file, tms_slice_cstr(name), &line, error);
  if (status == TMS_OK) status = document_of(bundle->context, tms_buf_slice(&line), &options, out, error);
  tms_buf_release(&line);
  return status;
}

void tms_bundle_close(tms_bundle *bundle) {
  if (!bundle) return;
  tms_bundle_file_close(bundle->file);
  tms_free(&bundle->context->allocator, bundle, sizeof *bundle);
}
