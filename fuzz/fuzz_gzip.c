/*
 * The laws of gzip. The first byte chooses one:
 *   - any bytes: the same output and the same outcome whether they come at once or byte by byte, and what is asked for is never exceeded; where all is well, zlib's
 *     own gzip reader finds the same content in the first member, and so does the reader of one member
 *   - what is written is read back, by the stream and by the member, in every level
 */
#include "io/gzip.h"
#include "io/source.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <stdint.h>
#include <zlib.h>

static const size_t plenty = (size_t)1 << 26;

typedef struct outcome {
  tms_buf out;
  tms_error error;
  tms_status status;
  uint64_t members;
} outcome;

static void gunzip(tms_slice bytes, size_t step, size_t room, outcome *got) {
  tms_limits limits = {.max_ratio = 50};
  tms_memory_source memory;
  tms_source source = tms_memory_source_of(&memory, bytes);
  memory.step = step;
  limits = tms_limits_resolve(&limits);
  *got = (outcome){.status = TMS_ERR_MEMORY};
  tms_buf_init(&got->out, tms_allocator_libc(), plenty);
  tms_gunzip *reader = tms_gunzip_new(source, &limits, tms_allocator_libc());
  if (!reader) return;
  do {
    size_t before = got->out.len;
    got->status = tms_source_fill(tms_gunzip_source(reader), room, &got->out);
    if (got->out.len - before > room) __builtin_trap();
  } while (got->status == TMS_OK);
  got->error = *tms_gunzip_error(reader);
  got->members = tms_gunzip_members(reader);
  if (got->status != TMS_END && got->error.code != got->status) __builtin_trap();
  if (tms_gunzip_taken(reader) > bytes.len) __builtin_trap();
  tms_gunzip_free(reader);
}

/* zlib reads the first member with its own header parser. */
static void compare_with_zlib(tms_slice bytes, tms_slice content, bool only) {
  static unsigned char room[1 << 16];
  z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes.ptr, .avail_in = (unsigned)bytes.len};
  if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return;
  int result;
  do {
    stream.next_out = room;
    stream.avail_out = sizeof room;
    result = inflate(&stream, Z_NO_FLUSH);
    size_t made = sizeof room - stream.avail_out;
    if (made > content.len || (made && memcmp(room, content.ptr, made) != 0)) __builtin_trap();
    content = tms_slice_from(content, made);
  } while (result == Z_OK);
  if (result != Z_STREAM_END || (only && content.len)) __builtin_trap();
  (void)inflateEnd(&stream);
}

/* The first member alone, at once: what the stream makes of it, as far as both got. */
static void compare_with_member(tms_slice bytes, const outcome *stream) {
  tms_buf out;
  size_t used;
  const char *message = NULL;
  tms_buf_init(&out, tms_allocator_libc(), plenty);
  tms_status status = tms_gzip_read_member(bytes, tms_allocator_libc(), &out, &used, &message);
  size_t both = out.len < stream->out.len ? out.len : stream->out.len;
  if (used > bytes.len || (both && memcmp(out.data, stream->out.data, both) != 0)) __builtin_trap();
  if (status == TMS_OK && !tms_gzip_begins(bytes)) __builtin_trap();
  if (status == TMS_ERR_DAMAGED && !message) __builtin_trap();
  if (stream->status == TMS_END && stream->members && status != TMS_OK) __builtin_trap();
  tms_buf_release(&out);
}

static void law_of_pieces(tms_slice bytes) {
  outcome whole, pieces;
  gunzip(bytes, 0, 65536, &whole);
  gunzip(bytes, 1, 7, &pieces);
  if (whole.status != pieces.status || !tms_slice_eq(tms_buf_slice(&whole.out), tms_buf_slice(&pieces.out))) {
    /* A bomb is stopped at a place that depends on the size of the pieces. */
    if (whole.status != TMS_ERR_LIMIT || pieces.status != TMS_ERR_LIMIT) __builtin_trap();
  } else if (whole.error.offset != pieces.error.offset && whole.status == TMS_ERR_DAMAGED) {
    /* inflate() may take more of what it was given before it notices; never less than byte by byte. */
    if (whole.error.offset > bytes.len || pieces.error.offset > bytes.len) __builtin_trap();
  }
  compare_with_member(bytes, &whole);
  if (whole.status == TMS_END) compare_with_zlib(bytes, tms_buf_slice(&whole.out), whole.members == 1);
  tms_buf_release(&pieces.out);
  tms_buf_release(&whole.out);
}

static void law_of_members(tms_slice text, int level) {
  tms_buf packed, out;
  outcome got;
  size_t used;
  const char *message;
  tms_buf_init(&packed, tms_allocator_libc(), plenty);
  tms_buf_init(&out, tms_allocator_libc(), text.len);
  tms_slice extra = tms_slice_head(text, 300);
  if (tms_gzip_member(text, level, extra, tms_allocator_libc(), &packed) != TMS_OK) __builtin_trap();
  if (tms_gzip_read_member(tms_buf_slice(&packed), tms_allocator_libc(), &out, &used, &message) != TMS_OK || used != packed.len) __builtin_trap();
  if (!tms_slice_eq(tms_buf_slice(&out), text)) __builtin_trap();
  tms_gzip_empty_member(extra, &packed);
  gunzip(tms_buf_slice(&packed), 3, 11, &got);
  if (got.status != TMS_END || got.members != 2 || !tms_slice_eq(tms_buf_slice(&got.out), text)) __builtin_trap();
  tms_buf_release(&got.out);
  tms_buf_release(&out);
  tms_buf_release(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_slice rest = tms_slice_of((const char *)data + 1, size - 1);
  if (data[0] & 1) {
    law_of_members(rest, data[0] >> 1 & 7);
  } else {
    law_of_pieces(rest);
  }
  return 0;
}
