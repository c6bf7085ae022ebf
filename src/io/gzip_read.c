/* Reading gzip. Linear in input and output: each byte goes through the parser or through inflate once; the ratio budget bounds the output by the input. */
#include "io/gzip.h"

#include "base/alloc.h"
#include "base/error.h"
#include "io/gzip_parts.h"

static const char codec[] = "gzip";

/* As much as is asked of the compressed side at once. */
enum { INPUT_SIZE = 65536 };
/* Small outputs may be any multiple of their input: the budget is for bombs. */
enum { FREE_OUTPUT = 1 << 20 };

enum { AT_HEADER, AT_BODY, AT_TRAILER, AT_NEXT, AT_PADDING, AT_END };

struct tms_gunzip {
  tms_allocator allocator;
  tms_source compressed;
  uint32_t max_ratio;
  z_stream stream;
  bool ready; /* stream is initialized */
  uint8_t state;
  bool no_more;   /* the compressed side has ended */
  size_t at, end; /* of the bytes held in input */
  uint64_t taken, members, produced;
  uint32_t crc, size; /* of the member's output so far */
  size_t trailer_size;
  unsigned char trailer[TMS_GZIP_TRAILER];
  tms_gzip_parser header;
  tms_error error;
  unsigned char input[INPUT_SIZE];
};

tms_gunzip *tms_gunzip_new(tms_source compressed, const tms_limits *limits, const tms_allocator *allocator) {
  tms_gunzip *gunzip = tms_alloc_zero(allocator, sizeof *gunzip);
  if (!gunzip) return NULL;
  gunzip->allocator = *allocator;
  gunzip->compressed = compressed;
  gunzip->max_ratio = limits->max_ratio;
  gunzip->state = AT_HEADER;
  tms_gzip_parser_init(&gunzip->header);
  tms_error_clear(&gunzip->error);
  return gunzip;
}

void tms_gunzip_free(tms_gunzip *gunzip) {
  if (!gunzip) return;
  if (gunzip->ready) (void)inflateEnd(&gunzip->stream);
  tms_allocator allocator = gunzip->allocator;
  tms_free(&allocator, gunzip, sizeof *gunzip);
}

const tms_error *tms_gunzip_error(const tms_gunzip *gunzip) {
  return &gunzip->error;
}

uint64_t tms_gunzip_taken(const tms_gunzip *gunzip) {
  return gunzip->taken;
}

uint64_t tms_gunzip_members(const tms_gunzip *gunzip) {
  return gunzip->members;
}

static tms_status fail(tms_gunzip *gunzip, tms_status status, const char *message) {
  size_t offset = gunzip->taken < TMS_NO_OFFSET ? (size_t)gunzip->taken : TMS_NO_OFFSET;
  return tms_fail(&gunzip->error, status, codec, message, offset);
}

static tms_slice held(const tms_gunzip *gunzip) {
  return tms_slice_of((const char *)gunzip->input + gunzip->at, gunzip->end - gunzip->at);
}

static void take(tms_gunzip *gunzip, size_t size) {
  gunzip->at += size;
  gunzip->taken += size;
}

/* At least one byte in hand, or no_more. */
static tms_status fill(tms_gunzip *gunzip) {
  size_t got = 0;
  if (gunzip->at < gunzip->end || gunzip->no_more) return TMS_OK;
  gunzip->at = gunzip->end = 0;
  tms_status status = gunzip->compressed.read(gunzip->compressed.user, gunzip->input, INPUT_SIZE, &got);
  if (status != TMS_OK) return fail(gunzip, status, "the compressed bytes can't be read");
  if (got > INPUT_SIZE) return fail(gunzip, TMS_ERR_INTERNAL, "a source gave more than it was asked for");
  gunzip->end = got;
  gunzip->no_more = got == 0;
  return TMS_OK;
}

static tms_status begin_body(tms_gunzip *gunzip) {
  gunzip->state = AT_BODY;
  gunzip->members++;
  gunzip->crc = gunzip->size = 0;
  gunzip->trailer_size = 0;
  if (gunzip->ready) return inflateReset(&gunzip->stream) == Z_OK ? TMS_OK : fail(gunzip, TMS_ERR_INTERNAL, "inflate can't be reset");
  gunzip->stream = tms_gzip_stream(&gunzip->allocator);
  if (inflateInit2(&gunzip->stream, -MAX_WBITS) != Z_OK) return fail(gunzip, TMS_ERR_MEMORY, "out of memory");
  gunzip->ready = true;
  return TMS_OK;
}

static tms_status step_header(tms_gunzip *gunzip) {
  if (gunzip->no_more) return fail(gunzip, TMS_ERR_DAMAGED, "the file ends inside a gzip header");
  take(gunzip, tms_gzip_parser_feed(&gunzip->header, held(gunzip)));
  if (gunzip->header.message) return fail(gunzip, TMS_ERR_DAMAGED, gunzip->header.message);
  return gunzip->header.done ? begin_body(gunzip) : TMS_OK;
}

static tms_status count_output(tms_gunzip *gunzip, const void *bytes, size_t size) {
  gunzip->crc = (uint32_t)crc32_z(gunzip->crc, bytes, size);
  gunzip->size += (uint32_t)size; /* ISIZE is modulo 2^32 */
  gunzip->produced += size;
  if (gunzip->produced <= FREE_OUTPUT || gunzip->produced / gunzip->max_ratio <= gunzip->taken) return TMS_OK;
  return fail(gunzip, TMS_ERR_LIMIT, "decompresses to a suspicious multiple of its size (--max-ratio raises the limit)");
}

static tms_status step_body(tms_gunzip *gunzip, unsigned char *into, size_t room, size_t *got) {
  z_stream *stream = &gunzip->stream;
  uInt avail = room < UINT32_MAX ? (uInt)room : UINT32_MAX;
  stream->next_in = gunzip->input + gunzip->at;
  stream->avail_in = (uInt)(gunzip->end - gunzip->at);
  stream->next_out = into;
  stream->avail_out = avail;
  int result = inflate(stream, Z_NO_FLUSH);
  take(gunzip, (gunzip->end - gunzip->at) - stream->avail_in);
  *got = avail - stream->avail_out;
  if (result == Z_MEM_ERROR) return fail(gunzip, TMS_ERR_MEMORY, "out of memory");
  if (count_output(gunzip, into, *got) != TMS_OK) return gunzip->error.code;
  if (result == Z_STREAM_END) gunzip->state = AT_TRAILER;
  bool good = result == Z_STREAM_END || result == Z_OK || result == Z_BUF_ERROR;
  /* Only now: a long copy may still have been on its way out when the last byte came in. */
  if (good && gunzip->no_more && result != Z_STREAM_END && *got == 0) return fail(gunzip, TMS_ERR_DAMAGED, "the file ends inside compressed data");
  if (good) return TMS_OK;
  return fail(gunzip, TMS_ERR_DAMAGED, "the compressed data is damaged");
}

static tms_status step_trailer(tms_gunzip *gunzip) {
  tms_slice bytes = tms_slice_head(held(gunzip), TMS_GZIP_TRAILER - gunzip->trailer_size);
  if (gunzip->no_more) return fail(gunzip, TMS_ERR_DAMAGED, "the file ends inside a gzip trailer");
  memcpy(gunzip->trailer + gunzip->trailer_size, bytes.ptr, bytes.len);
  gunzip->trailer_size += bytes.len;
  take(gunzip, bytes.len);
  if (gunzip->trailer_size < TMS_GZIP_TRAILER) return TMS_OK;
  if (tms_gzip_u32(gunzip->trailer) != gunzip->crc) return fail(gunzip, TMS_ERR_DAMAGED, "wrong checksum of compressed data");
  if (tms_gzip_u32(gunzip->trailer + 4) != gunzip->size) return fail(gunzip, TMS_ERR_DAMAGED, "wrong length of compressed data");
  gunzip->state = AT_NEXT;
  return TMS_OK;
}

/* Behind a member: another one, zero bytes up to the end (tapes and some block tools leave them), or the end. */
static tms_status step_next(tms_gunzip *gunzip) {
  if (gunzip->no_more) {
    gunzip->state = AT_END;
    return TMS_OK;
  }
  gunzip->state = gunzip->input[gunzip->at] ? AT_HEADER : AT_PADDING;
  tms_gzip_parser_init(&gunzip->header);
  return TMS_OK;
}

static tms_status step_padding(tms_gunzip *gunzip) {
  while (gunzip->at < gunzip->end && !gunzip->input[gunzip->at]) take(gunzip, 1);
  if (gunzip->at < gunzip->end) return fail(gunzip, TMS_ERR_DAMAGED, "something follows the padding behind compressed data");
  if (gunzip->no_more) gunzip->state = AT_END;
  return TMS_OK;
}

static tms_status step(tms_gunzip *gunzip, void *into, size_t room, size_t *got) {
  switch (gunzip->state) {
    case AT_HEADER: return step_header(gunzip);
    case AT_BODY: return step_body(gunzip, into, room, got);
    case AT_TRAILER: return step_trailer(gunzip);
    case AT_NEXT: return step_next(gunzip);
    default: return step_padding(gunzip);
  }
}

static tms_status gunzip_read(void *user, void *into, size_t room, size_t *got) {
  tms_gunzip *gunzip = user;
  *got = 0;
  if (room == 0) return TMS_OK;
  while (*got == 0 && gunzip->error.code == TMS_OK && gunzip->state != AT_END) {
    if (fill(gunzip) == TMS_OK) (void)step(gunzip, into, room, got); /* a failure stands in error */
  }
  return *got ? TMS_OK : gunzip->error.code;
}

tms_source tms_gunzip_source(tms_gunzip *gunzip) {
  return (tms_source){gunzip, gunzip_read};
}

/* One raw deflate stream from `bytes` to the end of `out`; *used gets its length. */
static tms_status inflate_all(tms_slice bytes, z_stream *stream, tms_buf *out, size_t *used, const char **message) {
  int result = Z_OK;
  size_t left = bytes.len;
  stream->next_in = (unsigned char *)(uintptr_t)bytes.ptr; /* zlib's next_in is const only with ZLIB_CONST; it is not written to */
  while (result == Z_OK) {
    uInt piece = left < UINT32_MAX ? (uInt)left : UINT32_MAX;
    /* Half more than there is, at least 16 KiB: linear. Never past the ceiling, so that what just fits does. */
    size_t room = 16384 + out->len / 2;
    if (room > out->ceiling - out->len) room = out->ceiling - out->len;
    if (!tms_buf_reserve(out, room)) return out->status;
    if (room > UINT32_MAX) room = UINT32_MAX;
    unsigned char nowhere;
    stream->avail_in = piece;
    stream->next_out = room ? (unsigned char *)out->data + out->len : &nowhere;
    stream->avail_out = (uInt)room;
    result = inflate(stream, Z_NO_FLUSH);
    size_t took = piece - stream->avail_in, made = room - stream->avail_out;
    left -= took;
    out->len += made;
    if (result == Z_OK && !made && !took) result = Z_BUF_ERROR;
  }
  if (out->room) out->data[out->len] = '\0';
  *used = bytes.len - left;
  if (result == Z_STREAM_END) return TMS_OK;
  if (result == Z_MEM_ERROR) return TMS_ERR_MEMORY;
  if (result == Z_BUF_ERROR && out->len == out->ceiling) return TMS_ERR_LIMIT;
  *message = result == Z_BUF_ERROR ? "the compressed data is cut off" : "the compressed data is damaged";
  return TMS_ERR_DAMAGED;
}

static tms_status check_trailer(tms_slice rest, tms_slice content, const char **message) {
  if (rest.len < TMS_GZIP_TRAILER) {
    *message = "the file ends inside a gzip trailer";
    return TMS_ERR_DAMAGED;
  }
  const unsigned char *trailer = (const unsigned char *)rest.ptr;
  if (tms_gzip_u32(trailer) == (uint32_t)crc32_z(0, (const unsigned char *)content.ptr, content.len) &&
      tms_gzip_u32(trailer + 4) == (uint32_t)content.len) {
    return TMS_OK;
  }
  *message = "wrong checksum of compressed data";
  return TMS_ERR_DAMAGED;
}

tms_status tms_gzip_read_member(tms_slice bytes, const tms_allocator *allocator, tms_buf *out, size_t *used, const char **message) {
  tms_gzip_header header;
  size_t begin = out->len, body = 0;
  *used = 0;
  tms_status status = tms_gzip_read_header(bytes, &header, message);
  if (status == TMS_END) *message = "the file ends inside a gzip header";
  if (status != TMS_OK) return TMS_ERR_DAMAGED;
  z_stream stream = tms_gzip_stream(allocator);
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return TMS_ERR_MEMORY;
  status = inflate_all(tms_slice_from(bytes, header.size), &stream, out, &body, message);
  (void)inflateEnd(&stream);
  *used = header.size + body;
  if (status != TMS_OK) return status;
  tms_slice content = tms_slice_of(out->data + begin, out->len - begin);
  if (bytes.len - *used >= TMS_GZIP_TRAILER) *used += TMS_GZIP_TRAILER;
  return check_trailer(tms_slice_from(bytes, header.size + body), content, message);
}
