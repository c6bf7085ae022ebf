/* One URL, cleaned, and what was done to it. */
#include "base/error.h"
#include "base/utf8.h"
#include "convert/context.h"
#include "convert/options.h"
#include "convert/render.h"
#include "markup/json.h"

/* What is no URL comes back as it was, to the byte. */
static tms_status clean(tms_context *context, tms_slice url, const tms_options *options, tms_slice *out, tms_error *error) {
  uint32_t did = 0;
  tms_status status = tms_link_cleaner_use(&context->links, options->url_rules, options->url_rules_only);
  if (status == TMS_OK) status = tms_link_clean(&context->links, url, NULL, options->keep_tracking, out, &did);
  if (status != TMS_OK) return tms_fail_status(error, status, "url");
  if (did & TMS_LINK_NO_URL) *out = url;
  return TMS_OK;
}

static tms_status check(const tms_context *context, const char *url, size_t size, tms_bytes *out, tms_error *error) {
  tms_error_clear(error);
  if (!out) return tms_fail_argument(error, "tamis", "an argument is NULL");
  *out = (tms_bytes){0};
  if (!context || (!url && size)) return tms_fail_argument(error, "tamis", "an argument is NULL");
  return TMS_OK;
}

tms_status tms_url_clean(tms_context *context, const char *url, size_t size, const tms_options *options, tms_bytes *out, tms_error *error) {
  tms_status status = check(context, url, size, out, error);
  if (status != TMS_OK) return status;
  tms_options own = tms_options_of(options);
  tms_slice cleaned = TMS_SLICE_NONE;
  tms_buf buf;
  tms_buf_init(&buf, &context->allocator, own.limits.max_output);
  status = clean(context, tms_slice_of(url, size), &own, &cleaned, error);
  tms_buf_add(&buf, cleaned);
  if (status == TMS_OK) status = tms_render_take(&buf, "url", out, error);
  tms_buf_release(&buf);
  return status;
}

/* Tabs and line ends of the URL as it was would break the line. */
static void write_field(tms_buf *out, tms_slice text) {
  for (size_t i = 0; i < text.len; i++) tms_buf_add_byte(out, text.ptr[i] == '\t' || text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i]);
}

static void write_text(tms_buf *out, tms_slice url, tms_slice cleaned, tms_slice steps) {
  tms_slice step;
  bool first = true;
  write_field(out, url);
  tms_buf_add_byte(out, '\t');
  write_field(out, cleaned);
  tms_buf_add_byte(out, '\t');
  while (tms_slice_next_line(&steps, &step)) {
    size_t space = tms_slice_find_byte(step, ' ', 0);
    if (!first) tms_buf_add_byte(out, ' ');
    first = false;
    tms_buf_add(out, tms_slice_head(step, space));
    if (space == SIZE_MAX) continue;
    tms_buf_add_byte(out, ':');
    tms_buf_add(out, tms_slice_from(step, space + 1));
  }
}

/* A URL as it was may be any bytes; JSON takes UTF-8 alone. */
static void add_any_bytes(tms_json_writer *writer, const char *key, tms_slice bytes, tms_buf *valid) {
  tms_buf_reset(valid);
  for (size_t at = 0; at < bytes.len;) {
    size_t size;
    uint32_t c = tms_utf8_decode(bytes, at, &size, NULL);
    tms_buf_add_char(valid, c);
    at += size;
  }
  tms_json_key(writer, tms_slice_cstr(key));
  tms_json_add_string(writer, tms_buf_slice(valid));
}

static void write_json(tms_buf *out, tms_slice url, tms_slice cleaned, tms_slice steps, tms_buf *valid) {
  tms_json_writer writer;
  tms_slice step;
  tms_json_writer_init(&writer, out, 0);
  tms_json_open(&writer, '{');
  add_any_bytes(&writer, "url", url, valid);
  add_any_bytes(&writer, "clean", cleaned, valid);
  tms_json_key(&writer, TMS_SLICE("steps"));
  tms_json_open(&writer, '[');
  while (tms_slice_next_line(&steps, &step)) {
    size_t space = tms_slice_find_byte(step, ' ', 0);
    tms_json_open(&writer, '{');
    tms_json_field(&writer, "step", tms_slice_head(step, space));
    if (space != SIZE_MAX) tms_json_field(&writer, "what", tms_slice_from(step, space + 1));
    tms_json_close(&writer, '}');
  }
  tms_json_close(&writer, ']');
  tms_json_close(&writer, '}');
}

tms_status tms_url_explain(tms_context *context, const char *url, size_t size, const tms_options *options, tms_explain_form form, tms_bytes *out,
                           tms_error *error) {
  tms_status status = check(context, url, size, out, error);
  if (status != TMS_OK) return status;
  tms_options own = tms_options_of(options);
  tms_slice raw = tms_slice_of(url, size), cleaned = TMS_SLICE_NONE;
  tms_buf buf, steps, valid;
  tms_buf_init(&buf, &context->allocator, own.limits.max_output);
  tms_buf_init(&steps, &context->allocator, own.limits.max_memory);
  tms_buf_init(&valid, &context->allocator, own.limits.max_memory);
  context->links.steps = &steps;
  status = clean(context, raw, &own, &cleaned, error);
  context->links.steps = NULL;
  if (status == TMS_OK && form == TMS_EXPLAIN_JSONL) write_json(&buf, raw, cleaned, tms_buf_slice(&steps), &valid);
  if (status == TMS_OK && form == TMS_EXPLAIN_TEXT) write_text(&buf, raw, cleaned, tms_buf_slice(&steps));
  if (status == TMS_OK && valid.status != TMS_OK) status = tms_fail_status(error, valid.status, "url");
  if (status == TMS_OK) status = tms_render_take(&buf, "url", out, error);
  tms_buf_release(&valid);
  tms_buf_release(&steps);
  tms_buf_release(&buf);
  return status;
}
