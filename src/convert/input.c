#include "convert/input.h"

#include "base/error.h"
#include "convert/detect.h"
#include "convert/options.h"
#include "convert/record.h"

/* While a window is small, the splitter looks again after every read, so that a line is answered when it has come and not when 64 KiB have. Above this
 * size the window doubles between looks, so that all looks together stay linear: at most 5 times the bytes of a record. */
enum { WINDOW_EAGER = 256 << 10 };

static const char too_large[] = "the document is larger than the limit (--max-input raises it)";

/* ---- opening ---- */

static tms_status decide_format(tms_input *input, const tms_format *named, tms_error *error) {
  input->format = named;
  if (named) return TMS_OK;
  tms_slice head = tms_slice_head(tms_feed_window(tms_codecs_feed(&input->codecs)), TMS_HEAD_BYTES);
  return tms_detect_format(head, input->options.file_name, &input->options, &input->context->allocator, &input->format, error);
}

static tms_status open_input(tms_input *input, const tms_feed *feed, tms_error *error) {
  const tms_allocator *allocator = &input->context->allocator;
  const tms_format *named;
  tms_status status = tms_options_from(&input->options, &named, error);
  if (status != TMS_OK) {
    tms_feed spare = *feed;
    tms_feed_release(&spare);
    return status;
  }
  status = tms_codecs_open(&input->codecs, feed, named, &input->options.limits, allocator, error);
  if (status != TMS_OK) return status;
  tms_feed *top = tms_codecs_feed(&input->codecs);
  if (top->failed != TMS_OK && tms_feed_window(top).len == 0) return tms_codecs_failure(&input->codecs, error);
  status = decide_format(input, named, error);
  if (status != TMS_OK) return status;
  if (!input->format->split) return TMS_OK;
  tms_slice head = tms_slice_head(tms_feed_window(top), TMS_HEAD_BYTES);
  input->holds_many = !input->format->holds_many || input->format->holds_many(head);
  input->state = tms_alloc_zero(allocator, input->format->state_size);
  return input->state ? TMS_OK : tms_fail_status(error, TMS_ERR_MEMORY, "input");
}

static tms_status open_feed(tms_context *context, const tms_feed *feed, bool borrow, const tms_options *options, tms_input **out, tms_error *error) {
  tms_input *input = tms_alloc_zero(&context->allocator, sizeof *input);
  if (!input) return tms_fail_status(error, TMS_ERR_MEMORY, "input");
  input->context = context;
  input->options = *options;
  input->borrow = borrow;
  input->want = 1;
  tms_arena_init(&input->arena, &context->allocator, options->limits.max_memory);
  tms_buf_init(&input->id, &context->allocator, (size_t)64 << 10); /* an identity, not a text */
  tms_status status = open_input(input, feed, error);
  if (status != TMS_OK) {
    tms_input_close(input);
    return status;
  }
  *out = input;
  return TMS_OK;
}

tms_status tms_input_open(tms_context *context, tms_source source, const tms_options *options, tms_input **out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "input", "out is NULL");
  *out = NULL;
  if (!context || !source.read) return tms_fail_argument(error, "input", "context or source is missing");
  tms_options own = tms_options_of(options);
  tms_feed feed;
  tms_feed_init(&feed, source, &context->allocator, tms_feed_ceiling(&own.limits));
  return open_feed(context, &feed, false, &own, out, error);
}

tms_status tms_input_open_bytes(tms_context *context, tms_slice bytes, bool borrow, const tms_options *options, tms_input **out, tms_error *error) {
  *out = NULL;
  tms_options own = tms_options_of(options);
  tms_feed feed;
  tms_feed_init_fixed(&feed, bytes, &context->allocator);
  return open_feed(context, &feed, borrow, &own, out, error);
}

void tms_input_close(tms_input *input) {
  if (!input) return;
  const tms_allocator *allocator = &input->context->allocator;
  tms_codecs_release(&input->codecs);
  if (input->state) tms_free(allocator, input->state, input->format->state_size);
  tms_arena_release(&input->arena);
  tms_buf_release(&input->id);
  tms_free(allocator, input, sizeof *input);
}

/* ---- the next document ---- */

static tms_status fail_too_large(tms_input *input, tms_error *error) {
  uint64_t offset = tms_codecs_feed(&input->codecs)->offset;
  input->done = true;
  return tms_fail(error, TMS_ERR_LIMIT, "input", too_large, offset ? (size_t)offset : TMS_NO_OFFSET);
}

/* Reads on until the window has `want` bytes. A window that can't grow holds a record over the limit. */
static tms_status fill_window(tms_input *input, size_t want, tms_error *error) {
  tms_feed *feed = tms_codecs_feed(&input->codecs);
  if (tms_feed_fill(feed, want)) return TMS_OK;
  if (feed->buf.status == TMS_ERR_LIMIT) return fail_too_large(input, error);
  input->done = true;
  return tms_fail_status(error, feed->buf.status, "input");
}

/* The whole input is one document. */
static tms_status next_whole(tms_input *input, tms_document **out, tms_error *error) {
  tms_feed *feed = tms_codecs_feed(&input->codecs);
  size_t limit = input->options.limits.max_input;
  tms_status status = fill_window(input, limit + 1, error);
  input->done = true;
  if (status != TMS_OK) return status;
  tms_slice bytes = tms_feed_window(feed);
  if (bytes.len > limit) return fail_too_large(input, error);
  if (feed->failed != TMS_OK) return tms_codecs_failure(&input->codecs, error);
  tms_record record = {.bytes = bytes};
  tms_intake intake = {.record = &record, .format = input->format, .options = &input->options, .borrow = input->borrow && feed->is_fixed};
  if (!feed->is_fixed && feed->start == 0) intake.owner = &feed->buf;
  return tms_record_read(&intake, &input->context->allocator, out, error);
}

/* A line over the limit: it goes, up to its line feed, and the next call goes on behind it. Each byte is looked at once. */
static tms_status pass_over_line(tms_input *input, tms_error *error) {
  tms_feed *feed = tms_codecs_feed(&input->codecs);
  size_t begin = (size_t)feed->offset, at = SIZE_MAX;
  while (at == SIZE_MAX) {
    tms_slice window = tms_feed_window(feed);
    at = tms_slice_find_byte(window, '\n', 0);
    tms_feed_drop(feed, at == SIZE_MAX ? window.len : at + 1);
    if (at == SIZE_MAX && feed->end) break;
    if (at == SIZE_MAX && !tms_feed_fill(feed, 1)) break;
  }
  if (at == SIZE_MAX) input->done = true;
  input->want = 1;
  tms_buf_reset(&input->id);
  return tms_fail(error, TMS_ERR_LIMIT, "input", too_large, begin ? begin : TMS_NO_OFFSET);
}

/* Where the record's bytes stand in the original input: inside the window, unless the splitter decoded them. */
static size_t place_of(tms_slice window, uint64_t offset, const tms_record *record) {
  uintptr_t begin = (uintptr_t)window.ptr, at = (uintptr_t)record->bytes.ptr;
  if (!record->bytes.ptr || at < begin || at > begin + window.len) return TMS_NO_OFFSET;
  return (size_t)offset + (size_t)(at - begin);
}

static tms_status read_record(tms_input *input, tms_slice window, const tms_record *record, tms_document **out, tms_error *error) {
  tms_feed *feed = tms_codecs_feed(&input->codecs);
  tms_intake intake = {.record = record, .options = &input->options, .base = place_of(window, feed->offset, record)};
  tms_buf_reset(&input->id);
  tms_buf_add(&input->id, tms_slice_head(record->id, (size_t)4 << 10)); /* for messages: no identity is longer */
  intake.borrow = input->borrow && feed->is_fixed && intake.base != TMS_NO_OFFSET;
  tms_status status = tms_record_read(&intake, &input->context->allocator, out, error);
  /* Where the bytes were decoded by the container, the record's begin is the nearest place that exists in the input. */
  if (status != TMS_OK && error && error->offset == TMS_NO_OFFSET) error->offset = (size_t)record->offset;
  return status;
}

/* One call of the splitter. TMS_END: nothing yet, call again (unless input->done). */
static tms_status split_once(tms_input *input, tms_document **out, tms_error *error) {
  tms_feed *feed = tms_codecs_feed(&input->codecs);
  tms_status status = fill_window(input, input->want, error);
  if (status != TMS_OK) return status;
  tms_arena_reset(&input->arena);
  tms_slice window = tms_feed_window(feed);
  tms_split split = {.window = window,
                     .offset = feed->offset,
                     .last = tms_feed_is_last(feed),
                     .arena = &input->arena,
                     .state = input->state,
                     .options = &input->options};
  tms_record record = {.offset = feed->offset};
  size_t used = 0;
  status = input->format->split(&split, &record, &used, error);
  if (status == TMS_OK) {
    status = read_record(input, window, &record, out, error);
  } else if (status != TMS_END) {
    tms_buf_reset(&input->id);
  }
  if (status == TMS_END && used == 0) {
    if (feed->end) input->done = true;
    if (feed->failed != TMS_OK) return tms_codecs_failure(&input->codecs, error);
    if (!feed->end && window.len > input->options.limits.max_input) {
      return input->format->flags & TMS_FORMAT_LINES ? pass_over_line(input, error) : fail_too_large(input, error);
    }
    input->want = window.len < WINDOW_EAGER ? window.len + 1 : window.len * 2;
    return TMS_END;
  }
  input->want = 1;
  tms_feed_drop(feed, used ? used : 1);
  if (feed->end && window.len == 0) input->done = true; /* a record of no bytes can stand here once */
  if (status == TMS_ERR_MEMORY) input->done = true;
  return status;
}

tms_status tms_input_next(tms_input *input, tms_document **out, tms_error *error) {
  tms_error scratch;
  if (!error) error = &scratch;
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "input", "out is NULL");
  *out = NULL;
  if (!input) return tms_fail_argument(error, "input", "input is NULL");
  tms_status status = TMS_END;
  while (status == TMS_END && !input->done) {
    status = input->format->split ? split_once(input, out, error) : next_whole(input, out, error);
  }
  return status;
}

bool tms_input_is_container(const tms_input *input) {
  return input && input->holds_many;
}

const char *tms_input_format(const tms_input *input) {
  return input ? input->format->name : "";
}

const char *tms_input_record_id(const tms_input *input, size_t *size) {
  if (size) *size = input ? input->id.len : 0;
  return input ? input->id.data : "";
}
