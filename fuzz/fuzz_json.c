/*
 * The laws of JSON. The first byte chooses one:
 *   - what the reader takes, the writer writes so that the reader gives the same tokens; what the strict reader takes, the lenient one takes too
 *   - the lossless object of any document reads back as the same document, and is written the same again
 *   - any bytes that are read as a lossless object make a document that can be normalized and keeps through another round
 *   - JSON Lines give the same records whether they come at once or byte by byte
 */
#include "doc/check.h"
#include "doc/normalize.h"
#include "doc_from_bytes.h"
#include "formats/json/json.h"
#include "markup/json.h"
#include "markup/lossless.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdint.h>

static const size_t plenty = (size_t)1 << 28;

/* ---- tokens ---- */

static void write_token(tms_json_writer *writer, const tms_json_token *token, tms_arena *arena) {
  switch (token->kind) {
    case TMS_JSON_OBJECT:
    case TMS_JSON_ARRAY: tms_json_open(writer, token->raw.ptr[0]); return;
    case TMS_JSON_OBJECT_END:
    case TMS_JSON_ARRAY_END: tms_json_close(writer, token->raw.ptr[0]); return;
    case TMS_JSON_KEY: tms_json_key(writer, tms_json_string(token, arena)); return;
    case TMS_JSON_STRING: tms_json_add_string(writer, tms_json_string(token, arena)); return;
    default: tms_json_add_raw(writer, token->raw); return;
  }
}

static tms_status rewrite(tms_slice text, unsigned flags, uint32_t lines, tms_arena *arena, tms_buf *out) {
  tms_json_reader reader;
  tms_json_token token;
  tms_json_writer writer;
  tms_status status;
  tms_json_reader_init(&reader, text, flags);
  tms_json_writer_init(&writer, out, lines);
  while ((status = tms_json_next(&reader, &token)) == TMS_OK) write_token(&writer, &token, arena);
  if (reader.at > text.len || reader.depth > TMS_JSON_DEPTH) __builtin_trap();
  return status;
}

static void same_token(const tms_json_token *a, const tms_json_token *b, tms_arena *arena) {
  if (a->kind != b->kind) __builtin_trap();
  tms_slice x = tms_json_string(a, arena), y = tms_json_string(b, arena);
  if (!tms_slice_eq(x, y) || !tms_utf8_is_valid(x)) __builtin_trap();
  if (a->kind == TMS_JSON_STRING && (!tms_json_is(a, y) || !tms_json_is(b, x))) __builtin_trap();
}

static void same_tokens(tms_slice one, tms_slice two, unsigned flags, tms_arena *arena) {
  tms_json_reader a, b;
  tms_json_token x, y;
  tms_status status;
  tms_json_reader_init(&a, one, flags);
  tms_json_reader_init(&b, two, 0);
  while ((status = tms_json_next(&a, &x)) == TMS_OK) {
    if (tms_json_next(&b, &y) != TMS_OK) __builtin_trap();
    same_token(&x, &y, arena);
  }
  if (status != TMS_END || tms_json_next(&b, &y) != TMS_END) __builtin_trap();
}

static void law_of_tokens(tms_slice text, unsigned flags, uint32_t lines) {
  tms_arena arena;
  tms_buf out;
  tms_arena_init(&arena, tms_allocator_libc(), plenty);
  tms_buf_init(&out, tms_allocator_libc(), plenty);
  tms_status status = rewrite(text, flags, lines, &arena, &out);
  if (status == TMS_END) same_tokens(text, tms_buf_slice(&out), flags, &arena);
  if (status == TMS_END && !(flags & TMS_JSON_LENIENT)) {
    tms_buf_reset(&out);
    if (rewrite(text, TMS_JSON_LENIENT, lines, &arena, &out) != TMS_END) __builtin_trap();
  }
  tms_buf_release(&out);
  tms_arena_release(&arena);
}

/* ---- documents ---- */

static tms_document *read_object(tms_slice json) {
  const tms_limits limits = {0};
  tms_error error;
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = json.len;
  tms_status status = tms_lossless_read(json, doc, &error);
  if (status == TMS_OK) {
    if (tms_doc_check_partition(doc)) __builtin_trap();
    if (tms_doc_normalize(doc) != TMS_OK || tms_doc_check(doc, NULL)) __builtin_trap();
    return doc;
  }
  if (error.offset != TMS_NO_OFFSET && error.offset > json.len) __builtin_trap();
  tms_doc_free(doc);
  return NULL;
}

static void law_of_documents(tms_document *doc, uint32_t lines) {
  tms_buf first, second;
  tms_buf_init(&first, tms_allocator_libc(), plenty);
  tms_buf_init(&second, tms_allocator_libc(), plenty);
  if (tms_lossless_write(doc, lines, &first, NULL) != TMS_OK) __builtin_trap();
  tms_document *again = read_object(tms_buf_slice(&first));
  if (!again || tms_doc_compare(doc, again)) __builtin_trap();
  if (tms_lossless_write(again, lines, &second, NULL) != TMS_OK) __builtin_trap();
  if (!tms_slice_eq(tms_buf_slice(&first), tms_buf_slice(&second))) __builtin_trap();
  tms_doc_free(again);
  tms_buf_release(&second);
  tms_buf_release(&first);
}

/* ---- lines ---- */

/* All that a container gives, as text: status, offset and bytes of each record. `step`: so many bytes more at a time. */
static void split_all(tms_slice text, size_t step, tms_buf *out) {
  tms_jsonl_state state = {0};
  tms_arena arena;
  size_t begin = 0, end = step < text.len ? step : text.len;
  tms_arena_init(&arena, tms_allocator_libc(), plenty);
  for (;;) {
    tms_record record = {0};
    tms_error error = {0};
    size_t used = 0;
    tms_split split = {
        .window = tms_slice_of(text.ptr + begin, end - begin), .offset = begin, .last = end == text.len, .arena = &arena, .state = &state};
    tms_status status = tms_jsonl_split(&split, &record, &used, &error);
    if (used > end - begin || (used == 0 && status != TMS_END)) __builtin_trap();
    tms_buf_add_u64(out, status);
    if (status == TMS_END) tms_buf_cut(out, out->len - 1);
    if (status == TMS_OK) {
      tms_buf_add_u64(out, record.offset);
      tms_buf_add(out, record.bytes);
      tms_buf_add(out, record.id);
      tms_buf_add_cstr(out, record.format ? record.format : "?");
      if (record.is_text && !tms_slice_eq(tms_slice_cstr(record.format), TMS_SLICE("json")) && !tms_utf8_is_valid(record.bytes)) __builtin_trap();
    }
    if (status != TMS_OK && status != TMS_END) tms_buf_add_u64(out, error.offset);
    tms_arena_reset(&arena);
    begin += used;
    if (used) continue;
    if (end == text.len) break;
    end = text.len - end < step ? text.len : end + step;
  }
  tms_arena_release(&arena);
}

static void law_of_lines(tms_slice text) {
  tms_buf whole, pieces;
  tms_buf_init(&whole, tms_allocator_libc(), plenty);
  tms_buf_init(&pieces, tms_allocator_libc(), plenty);
  split_all(text, text.len + 1, &whole);
  split_all(text, 1, &pieces);
  if (!tms_slice_eq(tms_buf_slice(&whole), tms_buf_slice(&pieces))) __builtin_trap();
  (void)tms_json_bid(text);
  (void)tms_jsonl_bid(text);
  tms_buf_release(&pieces);
  tms_buf_release(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  uint32_t lines = data[0] >> 6;
  tms_slice text = tms_slice_of((const char *)data + 1, size - 1);
  tms_document *doc = NULL;
  switch (data[0] & 7) {
    case 1: law_of_tokens(text, TMS_JSON_LENIENT, lines); break;
    case 2: doc = doc_from_bytes(tms_allocator_libc(), data + 1, size - 1); break;
    case 3: doc = read_object(text); break;
    case 4: law_of_lines(text); break;
    case 5: law_of_tokens(text, TMS_JSON_SURROGATES, lines); break;
    default: law_of_tokens(text, 0, lines); break;
  }
  if (doc) law_of_documents(doc, lines);
  tms_doc_free(doc);
  return 0;
}
