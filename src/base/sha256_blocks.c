#include "base/sha256_blocks.h"

/* The x86 instructions for SHA-256. GCC alone: it asks the processor once, as the program starts, where clang 14 doesn't know the word "sha". */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#define TMS_SHA256_X86 1
#include <immintrin.h>
#else
#define TMS_SHA256_X86 0
#endif

/* FIPS 180-4, section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t K[64] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
                               0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
                               0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
                               0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
                               0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
                               0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
                               0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static inline uint32_t rotate(uint32_t x, unsigned by) {
  return x >> by | x << (32 - by);
}

static inline uint32_t word_at(const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Section 6.2.2, step 1. */
static void make_schedule(uint32_t w[64], const unsigned char *block) {
  for (size_t i = 0; i < 16; i++) w[i] = word_at(block + 4 * i);
  for (size_t i = 16; i < 64; i++) {
    uint32_t a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
}

/* Step 3, for one word. The standard then moves all eight variables on by one: the caller does it by naming them in another order. */
static inline void step(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g, uint32_t *h, uint32_t word) {
  uint32_t choose = g ^ (e & (f ^ g)), majority = (a & b) | (c & (a | b));
  uint32_t t1 = *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choose + word;
  *d += t1;
  *h = t1 + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
}

static void add_block(uint32_t state[8], const unsigned char *block) {
  uint32_t w[64];
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  make_schedule(w, block);
  for (size_t i = 0; i < 64; i += 8) { /* after eight steps every name is back in its place */
    step(a, b, c, &d, e, f, g, &h, K[i] + w[i]);
    step(h, a, b, &c, d, e, f, &g, K[i + 1] + w[i + 1]);
    step(g, h, a, &b, c, d, e, &f, K[i + 2] + w[i + 2]);
    step(f, g, h, &a, b, c, d, &e, K[i + 3] + w[i + 3]);
    step(e, f, g, &h, a, b, c, &d, K[i + 4] + w[i + 4]);
    step(d, e, f, &g, h, a, b, &c, K[i + 5] + w[i + 5]);
    step(c, d, e, &f, g, h, a, &b, K[i + 6] + w[i + 6]);
    step(b, c, d, &e, f, g, h, &a, K[i + 7] + w[i + 7]);
  }
  const uint32_t made[8] = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < 8; i++) state[i] += made[i];
}

void tms_sha256_blocks_plain(uint32_t state[8], const unsigned char *bytes, size_t count) {
  for (; count; count--, bytes += 64) add_block(state, bytes);
}

#if TMS_SHA256_X86
/* Four steps an iteration. The instructions want the state as two vectors, ABEF and CDGH, and take the words of the schedule in fours, of which the last
 * sixteen are kept: w[i & 3] is the oldest. Intel, "SHA Extensions", 2013. */
__attribute__((target("sha,sse4.1"))) static void add_blocks_x86(uint32_t state[8], const unsigned char *bytes, size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xB1);
  __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
  for (; count; count--, bytes += 64) {
    __m128i w[4], abef_before = abef, cdgh_before = cdgh;
#pragma GCC unroll 16
    for (size_t i = 0; i < 16; i++) {
      __m128i *words = &w[i & 3];
      if (i < 4) {
        *words = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i)), big_endian);
      } else {
        __m128i last = w[(i + 3) & 3], middle = _mm_alignr_epi8(last, w[(i + 2) & 3], 4);
        *words = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(*words, w[(i + 1) & 3]), middle), last);
      }
      __m128i sum = _mm_add_epi32(*words, _mm_loadu_si128((const __m128i *)(const void *)(K + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}
#endif

void tms_sha256_blocks(uint32_t state[8], const unsigned char *bytes, size_t count) {
#if TMS_SHA256_X86
  if (__builtin_cpu_supports("sha") && __builtin_cpu_supports("sse4.1")) {
    add_blocks_x86(state, bytes, count);
    return;
  }
#endif
  tms_sha256_blocks_plain(state, bytes, count);
}
