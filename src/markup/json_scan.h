/* Inside of JSON tokens: what reader and writer share. */
#ifndef TMS_MARKUP_JSON_SCAN_H
#define TMS_MARKUP_JSON_SCAN_H

#include "base/block.h"
#include "base/slice.h"

/* Bytes that can't stand in a string as they are: quote, backslash, control (RFC 8259 section 7). */
static inline tms_block tms_json_stops(tms_block block) {
  return tms_block_or(tms_block_or(tms_block_is(block, '"'), tms_block_is(block, '\\')), tms_block_below(block, ' '));
}
static inline bool tms_json_stops_at(tms_slice text, size_t at) {
  unsigned char byte = (unsigned char)text.ptr[at];
  return byte < ' ' || byte == '"' || byte == '\\';
}

/* The first byte at or after `at` that can't stand in a string as it is (quote, backslash, control), or text.len. *high becomes true where a byte of
 * 0x80 or more was passed, and is left alone otherwise. */
size_t tms_json_scan_string(tms_slice text, size_t at, bool *high);

/* The end of the number that begins at `at` (RFC 8259 section 6). *complete is false where a digit is missing ("-", "1.", "1e+"): the end is that place. */
size_t tms_json_scan_number(tms_slice text, size_t at, bool *complete);

/* The first byte at or after `at` that is no white space of JSON (space, TAB, LF, CR). */
size_t tms_json_scan_space(tms_slice text, size_t at);

/* An escape. */
typedef struct tms_json_escape {
  uint32_t code_point; /* what it stands for; U+FFFD for a lone surrogate */
  uint8_t size;        /* bytes from the backslash on; 1: the backslash alone is dropped, what follows stands for itself */
  bool valid;          /* as the standard allows it, and no lone surrogate */
} tms_json_escape;

/* Reads the escape whose backslash stands at `at`. */
tms_json_escape tms_json_scan_escape(tms_slice text, size_t at);

#endif
