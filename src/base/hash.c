#include "base/hash.h"

/* Multiply and fold: the mixing step of wyhash (Wang Yi, public domain), whose constants these are. */
static const uint64_t K0 = 0xa0761d6478bd642fu, K1 = 0xe7037ed1a0b428dbu;

static inline uint64_t mix(uint64_t hash, uint64_t value) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)(hash ^ K0) * (value ^ K1);
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t tms_hash_mix(uint64_t hash, uint64_t value) {
  return mix(hash, value);
}

/* Eight bytes as a little-endian number, on every machine. */
static inline uint64_t eight_at(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static inline uint64_t four_at(const char *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

/* One to seven bytes, the same way; from four on by two reads that may overlap. */
static inline uint64_t word_at(const char *bytes, size_t len) {
  const unsigned char *b = (const unsigned char *)bytes;
  if (len >= 4) return four_at(bytes) | four_at(bytes + len - 4) << (len - 4) * 8;
  uint64_t word = b[0];
  if (len > 1) word |= (uint64_t)b[1] << 8;
  if (len > 2) word |= (uint64_t)b[2] << 16;
  return word;
}

/* ASCII capitals of all eight bytes at once: adding carries into the high bit of exactly the bytes from A on, and of those past Z. */
static uint64_t fold_word(uint64_t word) {
  const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones;
  uint64_t low = word & ~high;
  uint64_t from_a = low + (0x80 - 'A') * ones, past_z = low + (0x80 - 'Z' - 1) * ones;
  uint64_t capitals = (from_a ^ past_z) & ~word & high;
  return word | capitals >> 2; /* 0x80 >> 2 is the bit between the cases */
}

static inline uint64_t hash_words(uint64_t seed, tms_slice s, bool fold) {
  uint64_t hash = mix(seed, s.len);
  for (; s.len >= 8; s.ptr += 8, s.len -= 8) {
    uint64_t word = eight_at(s.ptr);
    hash = mix(hash, fold ? fold_word(word) : word);
  }
  if (s.len) {
    uint64_t word = word_at(s.ptr, s.len);
    hash = mix(hash, fold ? fold_word(word) : word);
  }
  return mix(hash, 0); /* any value but K1, which would make it 0 */
}

uint64_t tms_hash(uint64_t seed, tms_slice bytes) {
  return hash_words(seed, bytes, false);
}

uint64_t tms_hash_nocase(uint64_t seed, tms_slice bytes) {
  if (bytes.len - 1 < 7) return mix(mix(mix(seed, bytes.len), fold_word(word_at(bytes.ptr, bytes.len))), 0); /* most words */
  return hash_words(seed, bytes, true);
}
