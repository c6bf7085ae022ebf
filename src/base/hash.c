#include "base/hash.h"

/* Multiply and fold: the mixing step of wyhash (Wang Yi, public domain), whose constants these are. */
static const uint64_t K0 = 0xa0761d6478bd642fu, K1 = 0xe7037ed1a0b428dbu;

uint64_t tms_hash_mix(uint64_t hash, uint64_t value) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)(hash ^ K0) * (value ^ K1);
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word_at(const char *bytes, size_t len, bool fold) {
  uint64_t word = 0;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)(fold ? tms_lower(bytes[i]) : bytes[i]);
    word |= (uint64_t)c << (8 * i);
  }
  return word;
}

static uint64_t hash_words(uint64_t seed, tms_slice s, bool fold) {
  uint64_t hash = tms_hash_mix(seed, s.len);
  for (; s.len >= 8; s = tms_slice_from(s, 8)) hash = tms_hash_mix(hash, word_at(s.ptr, 8, fold));
  if (s.len) hash = tms_hash_mix(hash, word_at(s.ptr, s.len, fold));
  return tms_hash_mix(hash, K1);
}

uint64_t tms_hash(uint64_t seed, tms_slice bytes) {
  return hash_words(seed, bytes, false);
}

uint64_t tms_hash_nocase(uint64_t seed, tms_slice bytes) {
  return hash_words(seed, bytes, true);
}
