/* SHA-256 (FIPS 180-4): the identity of a text, and the digests of a bundle. */
#ifndef TMS_BASE_SHA256_H
#define TMS_BASE_SHA256_H

#include "base/slice.h"

typedef struct tms_sha256 {
  uint32_t state[8];
  uint64_t total;
  unsigned char block[64];
} tms_sha256;

void tms_sha256_init(tms_sha256 *hash);
void tms_sha256_add(tms_sha256 *hash, tms_slice bytes);
void tms_sha256_finish(tms_sha256 *hash, unsigned char digest[32]);
/* All at once. */
void tms_sha256_of(tms_slice bytes, unsigned char digest[32]);

#endif
