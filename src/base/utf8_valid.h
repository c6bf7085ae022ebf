/* Validation of UTF-8, for base/utf8.c and its tests. */
#ifndef TMS_BASE_UTF8_VALID_H
#define TMS_BASE_UTF8_VALID_H

#include "base/slice.h"

/* Looks at whole blocks of 64 bytes with the instructions that the machine has (none: at nothing) and returns the end of a prefix that is known to be
 * valid, at a boundary of characters. What follows it may be valid, too: it is for the caller to look at. */
size_t tms_utf8_valid_blocks(tms_slice s);
/* In plain C: length of the longest valid prefix of s, of which the first `at` bytes are known to be. */
size_t tms_utf8_valid_plain(tms_slice s, size_t at);

#endif
