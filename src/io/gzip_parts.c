#include "io/gzip_parts.h"

#include "base/alloc.h"
#include "base/size.h"
#include "io/gzip.h"

enum { IN_FIXED, IN_EXTRA_SIZE, IN_EXTRA, IN_NAME, IN_COMMENT, IN_CHECK, IN_DONE };
enum { HAS_CHECK = 2, HAS_EXTRA = 4, HAS_NAME = 8, HAS_COMMENT = 16, RESERVED = 0xE0 };

/* The first ten bytes: ID1 ID2 CM FLG MTIME*4 XFL OS. */
enum { FIXED_SIZE = 10, AT_FLAGS = 3 };
static const unsigned char magic[] = {0x1F, 0x8B, 8};

bool tms_gzip_begins(tms_slice head) {
  return head.len >= sizeof magic && memcmp(head.ptr, magic, sizeof magic) == 0;
}

void tms_gzip_parser_init(tms_gzip_parser *parser) {
  *parser = (tms_gzip_parser){.state = IN_FIXED, .left = FIXED_SIZE};
}

static void enter(tms_gzip_parser *parser, uint8_t state, uint32_t left) {
  parser->state = state;
  parser->left = left;
  parser->number = 0;
}

/* Goes to the next part that the flags announce, after the one that ended. */
static void next_part(tms_gzip_parser *parser) {
  uint8_t flags = parser->flags;
  if (parser->state < IN_EXTRA_SIZE && (flags & HAS_EXTRA)) {
    enter(parser, IN_EXTRA_SIZE, 2);
  } else if (parser->state < IN_NAME && (flags & HAS_NAME)) {
    enter(parser, IN_NAME, 1);
    parser->name = parser->seen;
  } else if (parser->state < IN_COMMENT && (flags & HAS_COMMENT)) {
    enter(parser, IN_COMMENT, 1);
  } else if (parser->state < IN_CHECK && (flags & HAS_CHECK)) {
    enter(parser, IN_CHECK, 2);
  } else {
    enter(parser, IN_DONE, 0);
    parser->done = true;
  }
}

/* A byte of the fixed part; false where it is wrong. */
static bool take_fixed(tms_gzip_parser *parser, unsigned char byte) {
  size_t at = FIXED_SIZE - parser->left;
  if (at < sizeof magic && byte != magic[at]) {
    parser->message = at < 2 ? "no gzip header where one should be" : "compressed by another method than deflate";
    return false;
  }
  if (at == AT_FLAGS) {
    parser->flags = byte;
    if (byte & RESERVED) {
      parser->message = "the gzip header has reserved flags";
      return false;
    }
  }
  return true;
}

/* A part with a length has ended. */
static void end_part(tms_gzip_parser *parser, uint32_t check) {
  if (parser->state == IN_EXTRA_SIZE) {
    parser->extra = parser->seen;
    parser->extra_size = parser->number;
    uint32_t size = parser->number;
    enter(parser, IN_EXTRA, size);
    if (size) return;
  }
  if (parser->state == IN_CHECK && parser->number != (check & 0xFFFF)) {
    parser->message = "wrong checksum of a gzip header";
    return;
  }
  next_part(parser);
}

/* One byte; false where it is wrong. */
static bool take(tms_gzip_parser *parser, unsigned char byte) {
  uint32_t check = parser->crc;
  if (parser->state == IN_FIXED && !take_fixed(parser, byte)) return false;
  parser->crc = (uint32_t)crc32(parser->crc, &byte, 1);
  parser->seen++;
  if (parser->state == IN_NAME || parser->state == IN_COMMENT) {
    if (parser->state == IN_NAME && byte) parser->name_size++;
    if (!byte) next_part(parser);
    return true;
  }
  if (parser->state == IN_EXTRA_SIZE) parser->number |= (uint32_t)byte << (parser->left == 2 ? 0 : 8);
  if (parser->state == IN_CHECK) {
    parser->number |= (uint32_t)byte << (parser->left == 2 ? 0 : 8);
    parser->crc = check; /* it covers what stands before it */
  }
  if (--parser->left == 0) end_part(parser, parser->crc);
  return parser->message == NULL;
}

size_t tms_gzip_parser_feed(tms_gzip_parser *parser, tms_slice bytes) {
  size_t at = 0;
  while (at < bytes.len && !parser->done && take(parser, (unsigned char)bytes.ptr[at])) at++;
  return at;
}

tms_status tms_gzip_read_header(tms_slice bytes, tms_gzip_header *header, const char **message) {
  tms_gzip_parser parser;
  *header = (tms_gzip_header){0};
  tms_gzip_parser_init(&parser);
  size_t size = tms_gzip_parser_feed(&parser, bytes);
  *message = parser.message;
  if (parser.message) return TMS_ERR_DAMAGED;
  if (!parser.done) return TMS_END;
  header->size = size;
  if (parser.extra_size) header->extra = tms_slice_of(bytes.ptr + parser.extra, parser.extra_size);
  if (parser.name_size) header->name = tms_slice_of(bytes.ptr + parser.name, parser.name_size);
  return TMS_OK;
}

uint32_t tms_gzip_u32(const unsigned char *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* zlib doesn't say how large a block is that it gives back: the size stands before it, in as many bytes as keep the alignment of malloc. */
enum { PREFIX = 16 };

static void *stream_alloc(void *opaque, unsigned items, unsigned size) {
  size_t bytes, total;
  if (!tms_size_mul(items, size, &bytes) || !tms_size_add(bytes, PREFIX, &total)) return NULL;
  char *block = tms_alloc(opaque, total);
  if (!block) return NULL;
  memcpy(block, &total, sizeof total);
  return block + PREFIX;
}

static void stream_free(void *opaque, void *address) {
  size_t total;
  if (!address) return;
  char *block = (char *)address - PREFIX;
  memcpy(&total, block, sizeof total);
  tms_free(opaque, block, total);
}

z_stream tms_gzip_stream(const tms_allocator *allocator) {
  z_stream stream;
  union {
    const tms_allocator *from;
    void *to;
  } user = {.from = allocator}; /* zlib's user pointer isn't const; nothing writes through it */
  memset(&stream, 0, sizeof stream);
  stream.zalloc = stream_alloc;
  stream.zfree = stream_free;
  stream.opaque = user.to;
  return stream;
}
