#include "io/gzip.h"

#include "base/alloc.h"
#include "base/size.h"
#include "io/gzip_parts.h"

#ifdef TMS_HAVE_LIBDEFLATE
#include <libdeflate.h>
#endif

enum { USUAL_LEVEL = 6, MAX_EXTRA = 65535 };

static void add_u32(tms_buf *out, uint32_t value) {
  char bytes[4] = {(char)(value & 255), (char)(value >> 8 & 255), (char)(value >> 16 & 255), (char)(value >> 24)};
  tms_buf_add_bytes(out, bytes, sizeof bytes);
}

/* No time, no name, no system: the same text gives the same bytes everywhere. */
static void add_header(tms_buf *out, tms_slice extra) {
  char fixed[10] = {0x1F, (char)0x8B, 8, extra.len ? 4 : 0, 0, 0, 0, 0, 0, (char)0xFF};
  tms_buf_add_bytes(out, fixed, sizeof fixed);
  if (!extra.len) return;
  char size[2] = {(char)(extra.len & 255), (char)(extra.len >> 8)};
  tms_buf_add_bytes(out, size, 2);
  tms_buf_add(out, extra);
}

#ifdef TMS_HAVE_LIBDEFLATE
/* libdeflate calls malloc by itself, or one function for the whole process: right only where malloc is what the caller wants anyway. */
static bool is_libc(const tms_allocator *allocator) {
  const tms_allocator *libc = tms_allocator_libc();
  return allocator->alloc == libc->alloc && allocator->free == libc->free;
}

static tms_status deflate_fast(tms_slice bytes, int level, tms_buf *out) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
  if (!compressor) return TMS_ERR_MEMORY;
  size_t bound = libdeflate_deflate_compress_bound(compressor, bytes.len), size = 0;
  if (tms_buf_reserve(out, bound)) {
    size = libdeflate_deflate_compress(compressor, bytes.ptr ? bytes.ptr : "", bytes.len, out->data + out->len, bound);
    out->len += size;
    out->data[out->len] = '\0';
  }
  libdeflate_free_compressor(compressor);
  if (out->status != TMS_OK) return out->status;
  return size ? TMS_OK : TMS_ERR_INTERNAL;
}
#endif

static tms_status deflate_plain(tms_slice bytes, int level, const tms_allocator *allocator, tms_buf *out) {
  z_stream stream = tms_gzip_stream(allocator);
  if (deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return TMS_ERR_MEMORY;
  size_t bound = deflateBound(&stream, (uLong)bytes.len);
  int result = Z_BUF_ERROR;
  if (bound <= UINT32_MAX && tms_buf_reserve(out, bound)) {
    stream.next_in = (unsigned char *)(uintptr_t)bytes.ptr; /* read only, whatever its type says */
    stream.avail_in = (uInt)bytes.len;
    stream.next_out = (unsigned char *)out->data + out->len;
    stream.avail_out = (uInt)bound;
    result = deflate(&stream, Z_FINISH);
    out->len += bound - stream.avail_out;
    out->data[out->len] = '\0';
  }
  (void)deflateEnd(&stream);
  if (out->status != TMS_OK) return out->status;
  if (bound > UINT32_MAX) return TMS_ERR_LIMIT;
  return result == Z_STREAM_END ? TMS_OK : TMS_ERR_INTERNAL;
}

/* libdeflate's allocates nothing and is three times as fast. */
static uint32_t checksum(tms_slice bytes) {
#ifdef TMS_HAVE_LIBDEFLATE
  return libdeflate_crc32(0, bytes.ptr ? bytes.ptr : "", bytes.len);
#else
  return (uint32_t)crc32_z(0, (const unsigned char *)bytes.ptr, bytes.len);
#endif
}

tms_status tms_gzip_member(tms_slice bytes, int level, tms_slice extra, const tms_allocator *allocator, tms_buf *out) {
  size_t begin = out->len;
  if (level == 0) level = USUAL_LEVEL;
  if (level < 1 || level > 9 || extra.len > MAX_EXTRA) return TMS_ERR_ARGUMENT;
  add_header(out, extra);
  if (out->status != TMS_OK) return out->status;
  tms_status status;
#ifdef TMS_HAVE_LIBDEFLATE
  status = is_libc(allocator) ? deflate_fast(bytes, level, out) : deflate_plain(bytes, level, allocator, out);
#else
  status = deflate_plain(bytes, level, allocator, out);
#endif
  add_u32(out, checksum(bytes));
  add_u32(out, (uint32_t)(bytes.len & UINT32_MAX));
  if (status == TMS_OK) status = out->status;
  if (status != TMS_OK) tms_buf_cut(out, begin);
  return status;
}

/* The two bytes are one final block with the fixed codes that holds nothing but its end (RFC 1951 section 3.2.3): by hand, so that they are the same with
 * every deflate library. CRC and length of nothing are 0. */
void tms_gzip_empty_member(tms_slice extra, tms_buf *out) {
  add_header(out, tms_slice_head(extra, MAX_EXTRA));
  tms_buf_add_bytes(out, "\x03\0", 2);
  add_u32(out, 0);
  add_u32(out, 0);
}

void tms_gzip_library(const tms_allocator *allocator, tms_buf *out) {
#ifdef TMS_HAVE_LIBDEFLATE
  if (is_libc(allocator)) {
    tms_buf_add_cstr(out, "libdeflate " LIBDEFLATE_VERSION_STRING);
    return;
  }
#endif
  (void)allocator;
  tms_buf_add_cstr(out, "zlib ");
  tms_buf_add_cstr(out, zlibVersion());
}
