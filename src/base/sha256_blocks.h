/* The compression function of SHA-256, for base/sha256.c and its tests: whole blocks of 64 bytes into the state (FIPS 180-4, section 6.2.2). */
#ifndef TMS_BASE_SHA256_BLOCKS_H
#define TMS_BASE_SHA256_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/* With the instructions that the machine has. */
void tms_sha256_blocks(uint32_t state[8], const unsigned char *bytes, size_t count);
/* In plain C: the same, on every machine. */
void tms_sha256_blocks_plain(uint32_t state[8], const unsigned char *bytes, size_t count);

#endif
