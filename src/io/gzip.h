/*
 * gzip (RFC 1952): a streaming reader of any number of members, and a writer of one member.
 *
 * Headers are read by our own bounds-checked code; zlib and libdeflate see raw deflate data alone, so that inflateGetHeader (CVE-2022-37434) is never
 * called. zlib allocates through the context's allocator.
 */
#ifndef TMS_IO_GZIP_H
#define TMS_IO_GZIP_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

/* Do these bytes begin a gzip member with deflate data (1F 8B 08)? */
bool tms_gzip_begins(tms_slice head);

/* ---- reading ---- */

/* The header of a member. */
typedef struct tms_gzip_header {
  size_t size;     /* bytes of the header: deflate data follows */
  tms_slice extra; /* FEXTRA, without its length; slices of what was parsed */
  tms_slice name;  /* FNAME; data, never a path to open */
} tms_gzip_header;

/* Reads a header from the begin of `bytes`. TMS_END: more bytes are needed. TMS_ERR_DAMAGED: this is no header, *message says why. */
TMS_MUST_USE tms_status tms_gzip_read_header(tms_slice bytes, tms_gzip_header *header, const char **message);

/*
 * A source of decompressed bytes over a source of compressed ones. All members are read, as gzip does; zero bytes behind the last are padding.
 * What comes before damage is handed out; then read() fails with TMS_ERR_DAMAGED (truncated, wrong checksum, garbage behind a member) or TMS_ERR_LIMIT
 * (more than limits->max_ratio bytes out for one in, above 1 MiB), and goes on failing.
 */
typedef struct tms_gunzip tms_gunzip;

/* `limits` resolved. NULL on a failed allocation. */
tms_gunzip *tms_gunzip_new(tms_source compressed, const tms_limits *limits, const tms_allocator *allocator);
/* The decompressed side; valid until free. */
tms_source tms_gunzip_source(tms_gunzip *gunzip);
/* What went wrong, with the offset in the compressed bytes; code TMS_OK while nothing has. */
const tms_error *tms_gunzip_error(const tms_gunzip *gunzip);
/* Compressed bytes taken, and members begun so far. */
uint64_t tms_gunzip_taken(const tms_gunzip *gunzip);
uint64_t tms_gunzip_members(const tms_gunzip *gunzip);
/* NULL is fine. The compressed source stays open. */
void tms_gunzip_free(tms_gunzip *gunzip);

/* Decompresses the one member at the begin of `bytes` into `out` (whose ceiling bounds it); *used gets its length with header and trailer. On
 * damage `out` has what came before it and *used how far the reading got. */
TMS_MUST_USE tms_status tms_gzip_read_member(tms_slice bytes, const tms_allocator *allocator, tms_buf *out, size_t *used, const char **message);

/* ---- writing ---- */

/*
 * Appends one member that holds `bytes`. The header is always the same: MTIME 0, XFL 0, OS 255, and FEXTRA where `extra` (a whole field, at most 65535 bytes)
 * isn't empty. level 1 to 9, 0 = 6. Fails with TMS_ERR_MEMORY or the buffer's status.
 */
TMS_MUST_USE tms_status tms_gzip_member(tms_slice bytes, int level, tms_slice extra, const tms_allocator *allocator, tms_buf *out);
/* Appends a member without content: a place for an extra field, which every reader of gzip passes over. At most 65535 bytes of `extra`. */
void tms_gzip_empty_member(tms_slice extra, tms_buf *out);
/* Appends what compresses for this allocator: "libdeflate 1.14" or "zlib 1.2.13". libdeflate takes no allocator with a user pointer, so it serves
 * the allocator of libc alone. */
void tms_gzip_library(const tms_allocator *allocator, tms_buf *out);

#endif
