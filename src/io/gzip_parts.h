/* The parts of a gzip member (RFC 1952 section 2.3), for io/gzip_*.c alone: a header parser that takes its bytes in any pieces, raw deflate through our
 * allocator, the trailer. */
#ifndef TMS_IO_GZIP_PARTS_H
#define TMS_IO_GZIP_PARTS_H

#include <zlib.h>

#include "base/slice.h"

#include <tamis/tamis.h>

enum { TMS_GZIP_TRAILER = 8 };

typedef struct tms_gzip_parser {
  uint8_t state;
  uint8_t flags;
  uint32_t left;   /* bytes still to come in this state */
  uint32_t number; /* little-endian number being read */
  uint32_t crc;    /* of the header so far */
  size_t seen;     /* bytes taken in all */
  size_t extra, extra_size;
  size_t name, name_size;
  const char *message; /* what is wrong; NULL */
  bool done;
} tms_gzip_parser;

void tms_gzip_parser_init(tms_gzip_parser *parser);
/* Takes bytes until the header is done or wrong (message is set then), and returns how many: the wrong one isn't among them. */
size_t tms_gzip_parser_feed(tms_gzip_parser *parser, tms_slice bytes);

/* A stream for raw deflate data whose memory comes from `allocator`, which must outlive it; next call is inflateInit2 or deflateInit2. */
z_stream tms_gzip_stream(const tms_allocator *allocator);

/* Little-endian numbers of a trailer. */
uint32_t tms_gzip_u32(const unsigned char *bytes);

#endif
