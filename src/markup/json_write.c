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

void tms_json_begin(tms_json_writer *writer) {
  begin_member(writer);
  writer->comma = true;
}

void tms_json_add_raw(tms_json_writer *writer, tms_slice json) {
  tms_json_begin(writer);
  tms_buf_add(writer->out, json);
}

void tms_json_field(tms_json_writer *writer, const char *key, tms_slice value) {
  if (value.len == 0) return;
  tms_json_name(writer, tms_slice_cstr(key));
  tms_json_add_string(writer, value);
}

static void add_escape(tms_buf *out, unsigned char byte) {
  static const char shorts[] = "\"\"\\\\\nn\tt\rr\bb\ff";
  for (size_t i = 0; i + 1 < sizeof shorts; i += 2) {
    if ((unsigned char)shorts[i] != byte) continue;
    char pair[2] = {'\\', shorts[i + 1]};
    tms_buf_add_bytes(out, pair, 2);
    return;
  }
  tms_buf_add_cstr(out, "\\u00");
  tms_buf_add_hex(out, &byte, 1);
}

/* Fewer bytes than a block, up to the first that must be escaped; eight of them at once where they are plain. Returns how many. */
static size_t copy_few(char *to, tms_slice s) {
  size_t at = 0;
  if (s.len >= 8) {
    uint64_t word = tms_load_word(s.ptr);
    if (!(tms_word_is(word, '"') | tms_word_is(word, '\\') | tms_word_below(word, ' '))) {
      memcpy(to, s.ptr, 8);
      at = 8;
    }
  }
  for (; at < s.len && !tms_json_stops_at(s, at); at++) to[at] = s.ptr[at];
  return at;
}

/* Up to the first byte that must be escaped; returns how many. Looked at and copied in one step, a block at a time: up to a block behind the end is written. The
 * last step takes the last block of `s` once more, which then stands as it is in `to`. */
static size_t copy_plain(char *to, tms_slice s) {
  if (s.len < TMS_BLOCK) return copy_few(to, s);
  for (size_t at = 0;; at += TMS_BLOCK) {
    if (s.len - at < TMS_BLOCK) {
      if (at == s.len) return at;
      if (!TMS_MASK_EXACT) return at + copy_few(to + at, tms_slice_from(s, at));
      at = s.len - TMS_BLOCK;
    }
    tms_block block = tms_block_load(s.ptr + at);
    tms_block_store(to + at, block);
    uint64_t stops = tms_block_mask(tms_json_stops(block));
    if (stops) return at + tms_mask_first(stops);
  }
}

/* The same at the end of `out`. Near the ceiling there is no room for what copy_plain() writes too much. */
static size_t add_plain(tms_buf *out, tms_slice s) {
  size_t with = s.len + TMS_BLOCK, len;
  bool wide = out->status == TMS_OK && out->room - out->len > with && out->ceiling - out->len >= with;
  if (!wide && out->ceiling - out->len >= with) wide = tms_buf_reserve(out, with);
  if (wide) {
    len = copy_plain(out->data + out->len, s);
    out->len += len;
    out->data[out->len] = '\0';
  } else {
    bool high = false; /* of no interest here */
    len = tms_json_scan_string(s, 0, &high);
    tms_buf_add_bytes(out, s.ptr, len);
  }
  return len;
}

void tms_json_quote(tms_buf *out, tms_slice value) {
  tms_buf_add_byte(out, '"');
  for (;;) {
    size_t len = add_plain(out, value);
    if (len == value.len) break;
    add_escape(out, (unsigned char)value.ptr[len]);
    value = tms_slice_from(value, len + 1);
  }
  tms_buf_add_byte(out, '"');
}
