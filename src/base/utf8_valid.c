#include "base/utf8_valid.h"

#include "base/utf8.h"

/* SSSE3 is no part of x86-64, so the processor is asked. (The C library has asked it as the program started: no state of ours.) */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(TMS_PORTABLE)
#define TMS_UTF8_X86 1
#include <immintrin.h>
#else
#define TMS_UTF8_X86 0
#endif

enum { BLOCK = 64 };

size_t tms_utf8_valid_plain(tms_slice s, size_t at) {
  while ((at = tms_ascii_end(s, at)) < s.len) {
    size_t size;
    bool valid;
    (void)tms_utf8_decode(s, at, &size, &valid);
    if (!valid) return at;
    at += size;
  }
  return at;
}

#if TMS_UTF8_X86
/*
 * J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte" (Software: Practice and Experience 51, 2021), section 6. Every error
 * that two bytes in a row can show is a bit; the bits of the first byte's high half, its low half and the second byte's high half are looked up, and
 * an error is what all three allow. What is left are continuations: TWO_CONTS is no error where the byte is the third or fourth of its character.
 */
enum {
  TOO_SHORT = 1 << 0,  /* lead or ASCII where a continuation must be: 11______ 0_______, 11______ 11______ */
  TOO_LONG = 1 << 1,   /* 0_______ 10______ */
  OVERLONG_3 = 1 << 2, /* 11100000 100_____ */
  TOO_LARGE = 1 << 3,  /* 11110100 1001____ and above */
  SURROGATE = 1 << 4,  /* 11101101 101_____ */
  OVERLONG_2 = 1 << 5, /* 1100000_ 10______ */
  TOO_LARGE_1000 = 1 << 6,
  OVERLONG_4 = 1 << 6, /* 11110000 1000____ */
  TWO_CONTS = 1 << 7,  /* 10______ 10______ */
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

#define TABLE(...) _mm_setr_epi8(__VA_ARGS__)
#define BITS(x) ((char)(unsigned char)(x))

/* The bytes of `now`, moved on by n, the last of `before` in front. */
#define MOVED(now, before, n) _mm_alignr_epi8(now, before, 16 - (n))

__attribute__((target("ssse3"))) static __m128i high_half(__m128i bytes) {
  return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0x0F));
}

/* Non-zero where a character of `now` is wrong, as far as it ends there. */
__attribute__((target("ssse3"))) static __m128i errors_of(__m128i now, __m128i before) {
  const __m128i first_high = TABLE(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, BITS(TWO_CONTS), BITS(TWO_CONTS),
                                   BITS(TWO_CONTS), BITS(TWO_CONTS), TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
                                   TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
  const __m128i first_low =
      TABLE(BITS(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), BITS(CARRY | OVERLONG_2), BITS(CARRY), BITS(CARRY), BITS(CARRY | TOO_LARGE),
            BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000),
            BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000),
            BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE),
            BITS(CARRY | TOO_LARGE | TOO_LARGE_1000), BITS(CARRY | TOO_LARGE | TOO_LARGE_1000));
  const __m128i second_high =
      TABLE(TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
            BITS(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
            BITS(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE), BITS(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
            BITS(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
  __m128i first = MOVED(now, before, 1);
  __m128i special = _mm_and_si128(_mm_and_si128(_mm_shuffle_epi8(first_high, high_half(first)), _mm_shuffle_epi8(second_high, high_half(now))),
                                  _mm_shuffle_epi8(first_low, _mm_and_si128(first, _mm_set1_epi8(0x0F))));
  /* Bit 7 is set where the byte two before is a lead of three or four, or the byte three before is a lead of four. */
  __m128i third = _mm_subs_epu8(MOVED(now, before, 2), _mm_set1_epi8(0xE0 - 0x80));
  __m128i fourth = _mm_subs_epu8(MOVED(now, before, 3), _mm_set1_epi8(0xF0 - 0x80));
  __m128i must = _mm_and_si128(_mm_or_si128(third, fourth), _mm_set1_epi8(BITS(0x80)));
  return _mm_xor_si128(must, special);
}

/* Whole blocks up to the first that shows an error, also one that a block before began. */
__attribute__((target("ssse3"))) static size_t blocks_x86(const char *bytes, size_t size) {
  __m128i before = _mm_setzero_si128();
  for (size_t at = 0; at + BLOCK <= size; at += BLOCK) {
    const __m128i *from = (const __m128i *)(const void *)(bytes + at);
    __m128i a = _mm_loadu_si128(from), b = _mm_loadu_si128(from + 1), c = _mm_loadu_si128(from + 2), d = _mm_loadu_si128(from + 3);
    __m128i errors;
    if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d))) == 0) {
      /* All ASCII: wrong alone where the block before broke off. Its last three bytes tell. */
      const __m128i most = TABLE(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, BITS(0xF0 - 1), BITS(0xE0 - 1), BITS(0xC0 - 1));
      errors = _mm_subs_epu8(before, most);
    } else {
      errors = _mm_or_si128(_mm_or_si128(errors_of(a, before), errors_of(b, a)), _mm_or_si128(errors_of(c, b), errors_of(d, c)));
    }
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(errors, _mm_setzero_si128())) != 0xFFFF) return at;
    before = d;
  }
  return size - size % BLOCK;
}
/* A character that goes over the end of the blocks has been seen in part alone: its lead is one of the last three bytes. */
static size_t whole_characters(const char *bytes, size_t size) {
  for (size_t back = 1; back <= 3 && back <= size; back++) {
    unsigned char c = (unsigned char)bytes[size - back];
    if (c >= 0xC0) return size - back;
    if (c < 0x80) break;
  }
  return size;
}
#endif

size_t tms_utf8_valid_blocks(tms_slice s) {
#if TMS_UTF8_X86
  if (s.len >= BLOCK && __builtin_cpu_supports("ssse3")) return whole_characters(s.ptr, blocks_x86(s.ptr, s.len));
#endif
  (void)s;
  return 0;
}
