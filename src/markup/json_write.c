#include "markup/json.h"

#include "markup/json_scan.h"

void tms_json_writer_init(tms_json_writer *writer, tms_buf *out, uint32_t lines) {
  *writer = (tms_json_writer){.out = out, .lines = lines};
}

static void new_line(tms_json_writer *writer) {
  tms_buf_add_byte(writer->out, '\n');
  tms_buf_add_repeat(writer->out, ' ', (size_t)writer->depth * 2);
}

/* Before anything that is a member or an element. */
static void begin_member(tms_json_writer *writer) {
  if (writer->value) {
    writer->value = false;
    return;
  }
  if (writer->comma) tms_buf_add_byte(writer->out, ',');
  if (writer->depth && writer->depth <= writer->lines) new_line(writer);
}

void tms_json_open(tms_json_writer *writer, char bracket) {
  begin_member(writer);
  tms_buf_add_byte(writer->out, bracket);
  writer->depth++;
  writer->comma = false;
}

void tms_json_close(tms_json_writer *writer, char bracket) {
  bool lines = writer->depth <= writer->lines && writer->comma;
  writer->depth--;
  if (lines) new_line(writer);
  tms_buf_add_byte(writer->out, bracket);
  writer->comma = true;
}

void tms_json_key(tms_json_writer *writer, tms_slice key) {
  begin_member(writer);
  tms_json_quote(writer->out, key);
  tms_buf_add_byte(writer->out, ':');
  if (writer->depth <= writer->lines) tms_buf_add_byte(writer->out, ' ');
  writer->value = true;
}

static void add_name(tms_json_writer *writer, tms_slice name) {
  begin_member(writer);
  if (name.len > SIZE_MAX - 4 || !tms_buf_reserve(writer->out, name.len + 4)) return;
  tms_buf_add_byte(writer->out, '"');
  tms_buf_add(writer->out, name);
  tms_buf_add_byte(writer->out, '"');
}

void tms_json_name(tms_json_writer *writer, tms_slice name) {
  add_name(writer, name);
  tms_buf_add_byte(writer->out, ':');
  if (writer->depth <= writer->lines) tms_buf_add_byte(writer->out, ' ');
  writer->value = true;
}

void tms_json_add_name(tms_json_writer *writer, tms_slice name) {
  add_name(writer, name);
  writer->comma = true;
}

void tms_json_add_string(tms_json_writer *writer, tms_slice value) {
  begin_member(writer);
  tms_json_quote(writer->out, value);
  writer->comma = true;
}

void tms_json_add_u64(tms_json_writer *writer, uint64_t value) {
  begin_member(writer);
  tms_buf_add_u64(writer->out, value);
  writer->comma = true;
}

void tms_json_add_bool(tms_json_writer *writer, bool value) {
  tms_json_add_raw(writer, value ? TMS_SLICE("true") : TMS_SLICE("false"));
}

void tms_json_add_raw(tms_json_writer *writer, tms_slice json) {
  begin_member(writer);
  tms_buf_add(writer->out, json);
  writer->comma = true;
}

void tms_json_field(tms_json_writer *writer, const char *key, tms_slice value) {
  if (value.len == 0) return;
  tms_json_name(writer, tms_slice_cstr(key));
  tms_json_add_string(writer, value);
}

static void add_escape(tms_buf *out, unsigned char byte) {
  static const char shorts[] = "\bb\ff\nn\rr\tt\"\"\\\\";
  for (size_t i = 0; i + 1 < sizeof shorts; i += 2) {
    if ((unsigned char)shorts[i] != byte) continue;
    char pair[2] = {'\\', shorts[i + 1]};
    tms_buf_add_bytes(out, pair, 2);
    return;
  }
  tms_buf_add_cstr(out, "\\u00");
  tms_buf_add_hex(out, &byte, 1);
}

void tms_json_quote(tms_buf *out, tms_slice value) {
  bool high = false; /* of no interest here */
  tms_buf_add_byte(out, '"');
  for (size_t at = 0; at < value.len;) {
    size_t end = tms_json_scan_string(value, at, &high);
    tms_buf_add_bytes(out, value.ptr + at, end - at);
    if (end < value.len) add_escape(out, (unsigned char)value.ptr[end++]);
    at = end;
  }
  tms_buf_add_byte(out, '"');
}
