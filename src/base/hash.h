/* Seeded hashing of bytes: wyhash-like mixing of 8-byte words, stable across machines (words are read little-endian). */
#ifndef TMS_BASE_HASH_H
#define TMS_BASE_HASH_H

#include "base/slice.h"

uint64_t tms_hash(uint64_t seed, tms_slice bytes);
/* ASCII letters folded: for class words, tag names and the like. */
uint64_t tms_hash_nocase(uint64_t seed, tms_slice bytes);
/* Mixes one value into a running hash. */
uint64_t tms_hash_mix(uint64_t hash, uint64_t value);

#endif
