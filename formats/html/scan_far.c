/*
 * The scan of scripts and styles, which are long: 32 bytes a step where the processor has AVX2, asked once for each tokenizer. Short things (names, values,
 * white space) gain nothing by it: they end within sixteen bytes (PARSER.md has the figures).
 */
#include "formats/html/scan.h"

static size_t scan_plain(const char *s, size_t at, size_t end, char stop, char odd, bool *dirty) {
  return tms_scan_until_odd(s, at, end, stop, odd, dirty);
}

#if defined(__x86_64__) && !defined(TMS_PORTABLE)
#include <immintrin.h>

__attribute__((target("avx2"))) static size_t scan_avx2(const char *s, size_t at, size_t end, char stop, char odd, bool *dirty) {
  const __m256i stops = _mm256_set1_epi8(stop), odds = _mm256_set1_epi8(odd), cr = _mm256_set1_epi8('\r'), nul = _mm256_setzero_si256();
  for (; at + 32 <= end; at += 32) {
    const __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)(s + at)), found = _mm256_cmpeq_epi8(block, stops);
    const __m256i other =
        _mm256_or_si256(_mm256_cmpeq_epi8(block, odds), _mm256_or_si256(_mm256_cmpeq_epi8(block, cr), _mm256_cmpeq_epi8(block, nul)));
    const uint32_t any = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(found, other));
    if (!any) continue;
    const size_t first = at + (size_t)__builtin_ctz(any);
    if (s[first] == stop) return first;
    *dirty = true;
    const uint32_t hit = (uint32_t)_mm256_movemask_epi8(found);
    if (hit) return at + (size_t)__builtin_ctz(hit);
  }
  return tms_scan_until_odd(s, at, end, stop, odd, dirty);
}

tms_scan_function tms_html_scan_for(bool widest) {
  return widest && __builtin_cpu_supports("avx2") ? scan_avx2 : scan_plain;
}
#else
tms_scan_function tms_html_scan_for(bool widest) {
  (void)widest;
  return scan_plain;
}
#endif
