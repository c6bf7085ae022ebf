#include "base/sha256.h"

#include "base/sha256_blocks.h"

void tms_sha256_init(tms_sha256 *hash) {
  *hash = (tms_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

/* What is left over from the call before is filled up to a block first; whole blocks are then taken where they stand. */
void tms_sha256_add(tms_sha256 *hash, tms_slice bytes) {
  size_t held = (size_t)(hash->total % 64);
  hash->total += bytes.len;
  if (held) {
    tms_slice piece = tms_slice_head(bytes, 64 - held);
    if (piece.len) memcpy(hash->block + held, piece.ptr, piece.len);
    bytes = tms_slice_from(bytes, piece.len);
    held += piece.len;
    if (held < 64) return;
    tms_sha256_blocks(hash->state, hash->block, 1);
  }
  tms_sha256_blocks(hash->state, (const unsigned char *)bytes.ptr, bytes.len / 64);
  tms_slice rest = tms_slice_from(bytes, bytes.len & ~(size_t)63);
  if (rest.len) memcpy(hash->block, rest.ptr, rest.len);
}

void tms_sha256_finish(tms_sha256 *hash, unsigned char digest[32]) {
  static const char padding[64] = {(char)0x80};
  uint64_t bits = hash->total * 8;
  size_t held = (size_t)(hash->total % 64);
  tms_sha256_add(hash, tms_slice_of(padding, held < 56 ? 56 - held : 120 - held));
  char length[8];
  for (size_t i = 0; i < 8; i++) length[i] = (char)(bits >> (56 - 8 * i));
  tms_sha256_add(hash, tms_slice_of(length, 8));
  for (size_t i = 0; i < 32; i++) digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void tms_sha256_of(tms_slice bytes, unsigned char digest[32]) {
  tms_sha256 hash;
  tms_sha256_init(&hash);
  tms_sha256_add(&hash, bytes);
  tms_sha256_finish(&hash, digest);
}
