/*
 * The laws of the engine, for any bytes and any pair of formats:
 *   - one call on the whole input and a stream that comes in small pieces give the same status, the same words and the same bytes
 *   - what was allocated is freed, with the size that was asked for
 *   - a failure has words
 *   - what was written is what it claims to be: JSON and XML for our strict parsers, a bundle that verifies, valid UTF-8; and its own reader takes it
 *   - an explanation is valid UTF-8, and as JSON Lines every line of it is JSON
 * Two bytes choose formats and options, the third the size of the pieces.
 */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "markup/json.h"
#include "markup/xml.h"
#include "tests/support/fail_alloc.h"

#include "fuzz/pick_format.h"

#include <tamis/tamis.h>

#include <stdint.h>
#include <string.h>

/* ---- what was written ---- */

static void check_lines(tms_slice text) {
  for (size_t at = 0, end; at < text.len; at = end + 1) {
    end = tms_slice_find_byte(text, '\n', at);
    if (end == SIZE_MAX) __builtin_trap(); /* each line ends */
    if (tms_json_check(tms_slice_of(text.ptr + at, end - at), NULL) != TMS_OK) __builtin_trap();
  }
}

static void check_xml(tms_slice text) {
  tms_arena arena;
  tms_xml xml;
  tms_status status;
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX);
  tms_xml_init(&xml, text, NULL, &arena);
  while ((status = tms_xml_next(&xml, NULL)) == TMS_OK) {
  }
  if (status != TMS_END) __builtin_trap();
  tms_arena_release(&arena);
}

static void check_bundle(const tms_bytes *whole) {
  tms_context *context = tms_context_new(NULL);
  tms_bundle_report report = {.size = sizeof report};
  if (!context || tms_bundle_verify(context, whole->data, whole->size, &report, NULL) != TMS_OK || report.documents == 0) __builtin_trap();
  tms_context_free(context);
}

/* Its own reader takes it; the lossless formats give the same bytes once more (a bundle's depend on the deflate library, and that on the allocator). */
static void check_reading(const char *to, const tms_bytes *whole) {
  static const char *const lossless[] = {"canonical", "json", "tei", "bundle"};
  tms_options options;
  tms_bytes again = {0};
  tms_options_init(&options);
  options.from = options.to = to;
  options.clean = TMS_OFF;
  fail_alloc state = {0};
  tms_allocator allocator = fail_allocator(&state);
  tms_status status = tms_convert(whole->data, whole->size, &options, &allocator, &again, NULL);
  if (status != TMS_OK && status != TMS_ERR_LIMIT && status != TMS_ERR_MEMORY) __builtin_trap();
  for (size_t i = 0; status == TMS_OK && i < sizeof lossless / sizeof lossless[0]; i++) {
    if (strcmp(lossless[i], to) == 0 && (again.size != whole->size || memcmp(again.data, whole->data, whole->size) != 0)) __builtin_trap();
  }
  tms_bytes_release(&again);
}

static void check_output(const tms_options *options, const tms_bytes *whole) {
  const char *to = options->to ? options->to : "canonical";
  tms_slice text = tms_slice_of(whole->data, whole->size);
  if (strcmp(to, "bundle") == 0)
    check_bundle(whole);
  else if (!tms_utf8_is_valid(text))
    __builtin_trap();
  if (strcmp(to, "json") == 0 && tms_json_check(text, NULL) != TMS_OK) __builtin_trap();
  if (strcmp(to, "jsonl") == 0) check_lines(text);
  if (strcmp(to, "tei") == 0) check_xml(text);
  if (!options->blocks && !options->xml_ids && !options->title) check_reading(to, whole);
}

static void check_explanation(tms_document *document, tms_explain_form form) {
  tms_bytes out = {0};
  tms_status status = tms_document_explain(document, form, &out, NULL);
  if (status != TMS_OK && status != TMS_ERR_LIMIT) __builtin_trap();
  tms_slice text = tms_slice_of(out.data, out.size);
  if (status == TMS_OK && !tms_utf8_is_valid(text)) __builtin_trap();
  if (status == TMS_OK && form == TMS_EXPLAIN_JSONL) check_lines(text);
  tms_bytes_release(&out);
}

/* ---- the two ways ---- */

typedef struct pieces {
  const uint8_t *data;
  size_t size, at, step;
} pieces;

static tms_status read_piece(void *user, void *into, size_t room, size_t *got) {
  pieces *p = user;
  size_t left = p->size - p->at, size = p->step < left ? p->step : left;
  if (size > room) size = room;
  if (size) memcpy(into, p->data + p->at, size);
  p->at += size;
  *got = size;
  return TMS_OK;
}

/* All documents of a stream, each as the bytes of the one-shot call would be: into one output that is opened for many. */
typedef struct collected {
  char *data;
  size_t size;
} collected;

static tms_status collect(void *user, const void *bytes, size_t size) {
  collected *c = user;
  char *more = realloc(c->data, c->size + size + 1);
  if (!more) return TMS_ERR_MEMORY;
  memcpy(more + c->size, bytes, size);
  c->data = more;
  c->size += size;
  return TMS_OK;
}

/* The first document, as tms_convert() does it; *more says that there were others. */
static tms_status stream(tms_context *context, const tms_options *options, pieces *source, collected *out, bool *more, tms_error *error) {
  tms_input *input = NULL;
  tms_output *output = NULL;
  tms_document *first = NULL, *second = NULL;
  tms_status status = tms_input_open(context, (tms_source){source, read_piece}, options, &input, error);
  if (status == TMS_OK) status = tms_input_next(input, &first, error);
  if (status == TMS_OK) status = tms_document_clean(first, options, error);
  if (status == TMS_OK) {
    tms_status next = tms_input_next(input, &second, NULL);
    *more = next != TMS_END;
    check_explanation(first, source->step & 1 ? TMS_EXPLAIN_JSONL : TMS_EXPLAIN_TEXT);
  }
  if (status == TMS_OK && !*more) status = tms_output_open(context, (tms_sink){out, collect}, options, false, &output, error);
  if (status == TMS_OK && !*more) status = tms_output_write(output, first, error);
  if (status == TMS_OK && !*more) status = tms_output_finish(output, error);
  tms_output_close(output);
  tms_document_free(second);
  tms_document_free(first);
  tms_input_close(input);
  return status;
}

static void check_failure(tms_status status, const tms_error *error) {
  if (status == TMS_OK) return;
  if (error->code != status || !error->message || !*error->message || !error->format) __builtin_trap();
}

static void choose(const uint8_t *data, tms_options *options) {
  tms_options_init(options);
  options->from = pick_format(data[0] & 15, true);
  options->to = pick_format(data[1] & 15, false);
  options->clean = (tms_switch)((data[0] >> 4) % 3);
  options->mode = (tms_mode)(data[1] >> 6);
  options->comments = (tms_switch)((data[1] >> 4) % 3);
  options->no_links = data[0] & 0x40;
  options->no_images = options->no_tables = data[0] & 0x80;
  options->blocks = options->xml_ids = options->title = data[2] & 0x80;
  options->url = "https://example.org/a/b";
  options->limits.max_input = (size_t)1 << 20;
  options->limits.max_output = (size_t)1 << 24;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 3) return 0;
  tms_options options;
  choose(data, &options);
  fail_alloc state = {0};
  tms_allocator allocator = fail_allocator(&state);
  tms_bytes whole = {0};
  tms_error error = {0}, streamed_error = {0};
  tms_status status = tms_convert(data + 3, size - 3, &options, &allocator, &whole, &error);
  check_failure(status, &error);

  pieces source = {data + 3, size - 3, 0, (size_t)(data[2] & 0x7F) + 1};
  collected out = {0};
  bool more = false;
  tms_context *context = tms_context_new(&allocator);
  if (!context) __builtin_trap();
  tms_status streamed = stream(context, &options, &source, &out, &more, &streamed_error);
  check_failure(streamed == TMS_END ? TMS_OK : streamed, &streamed_error);
  tms_context_free(context);

  if (streamed != TMS_END && !more) {
    if (status != streamed) __builtin_trap();
    if (status == TMS_OK && (whole.size != out.size || (out.size && memcmp(whole.data, out.data, out.size) != 0))) __builtin_trap();
    if (status != TMS_OK && (strcmp(error.message, streamed_error.message) != 0 || error.offset != streamed_error.offset)) __builtin_trap();
  }
  if (status == TMS_OK && streamed != TMS_END) check_output(&options, &whole); /* without a document there is nothing to read */
  tms_bytes_release(&whole);
  free(out.data);
  if (state.live_blocks || state.live_bytes) __builtin_trap();
  return 0;
}
