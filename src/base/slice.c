#include "base/slice.h"

#if defined(__SSE2__) && !defined(TMS_PORTABLE)
#include <emmintrin.h>
#endif

bool tms_slice_eq_nocase(tms_slice a, tms_slice b) {
  return a.len == b.len && tms_slice_starts_nocase(a, b);
}

bool tms_slice_starts_nocase(tms_slice s, tms_slice prefix) {
  if (s.len < prefix.len) return false;
  for (size_t i = 0; i < prefix.len; i++) {
    if (tms_lower(s.ptr[i]) != tms_lower(prefix.ptr[i])) return false;
  }
  return true;
}

size_t tms_slice_find_byte(tms_slice s, char byte, size_t from) {
  if (from >= s.len) return SIZE_MAX;
  const char *hit = memchr(s.ptr + from, byte, s.len - from);
  return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

size_t tms_slice_find(tms_slice s, tms_slice needle, size_t from) {
  if (needle.len == 0) return from <= s.len ? from : SIZE_MAX;
  while (from < s.len && s.len - from >= needle.len) {
    size_t at = tms_slice_find_byte(s, needle.ptr[0], from);
    if (at == SIZE_MAX || s.len - at < needle.len) return SIZE_MAX;
    if (memcmp(s.ptr + at, needle.ptr, needle.len) == 0) return at;
    from = at + 1;
  }
  return SIZE_MAX;
}

/* Letters fold by one bit: where the first byte of the needle has none of that sort, libc looks for it; else both spellings are asked for at once. */
size_t tms_slice_find_nocase(tms_slice s, tms_slice needle, size_t from) {
  if (needle.len == 0) return from <= s.len ? from : SIZE_MAX;
  if (s.len < needle.len) return SIZE_MAX;
  const unsigned char first = (unsigned char)tms_lower(needle.ptr[0]), fold = tms_is_lower(first) ? 'a' - 'A' : 0;
  const size_t last = s.len - needle.len;
  for (; from <= last; from++) {
    if (!fold) {
      from = tms_slice_find_byte(tms_slice_head(s, last + 1), (char)first, from);
      if (from == SIZE_MAX) return SIZE_MAX;
    } else {
      while (from <= last && ((unsigned char)s.ptr[from] | fold) != first) from++;
      if (from > last) return SIZE_MAX;
    }
    if (tms_slice_starts_nocase(tms_slice_from(s, from), needle)) return from;
  }
  return SIZE_MAX;
}

static const unsigned char spaces[256] = {[' '] = 1, ['\t'] = 1, ['\n'] = 1, ['\f'] = 1, ['\r'] = 1};

#if defined(__SSE2__) && !defined(TMS_PORTABLE)
/* TAB to CR without VT: five bytes from 9 on, signed and unsigned alike where 9 is taken off first. */
static __m128i controls_of(__m128i block) {
  __m128i moved = _mm_sub_epi8(block, _mm_set1_epi8('\t')), low = _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8('\r' - '\t')), moved);
  return _mm_andnot_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\v')), low);
}
#endif

size_t tms_slice_single_spaced(tms_slice s, size_t at) {
#if defined(__SSE2__) && !defined(TMS_PORTABLE)
  for (; s.len - at > 16; at += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + at)),
            next = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + at + 1));
    __m128i behind = _mm_or_si128(controls_of(next), _mm_cmpeq_epi8(next, _mm_set1_epi8(' ')));
    __m128i more = _mm_or_si128(controls_of(here), _mm_and_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8(' ')), behind));
    unsigned found = (unsigned)_mm_movemask_epi8(more);
    if (found) return at + (size_t)__builtin_ctz(found);
  }
#endif
  for (; at < s.len; at++) {
    unsigned char c = (unsigned char)s.ptr[at];
    if (c > ' ' || !spaces[c]) continue;
    if (c != ' ' || (at + 1 < s.len && spaces[(unsigned char)s.ptr[at + 1]])) break;
  }
  return at;
}

/* Indentation is long: sixteen bytes at a time. */
static const char *skip_spaces(const char *p, const char *end) {
#if defined(__SSE2__) && !defined(TMS_PORTABLE)
  for (; end - p >= 16; p += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i space = _mm_or_si128(controls_of(block), _mm_cmpeq_epi8(block, _mm_set1_epi8(' ')));
    unsigned other = ~(unsigned)_mm_movemask_epi8(space) & 0xFFFFu;
    if (other) return p + __builtin_ctz(other);
  }
#endif
  while (p < end && spaces[(unsigned char)*p]) p++;
  return p;
}

tms_slice tms_slice_trim(tms_slice s) {
  if (s.len == 0) return s;
  const char *p = s.ptr, *end = s.ptr + s.len;
  if (spaces[(unsigned char)*p]) p = skip_spaces(p + 1, end);
  while (p < end && spaces[(unsigned char)end[-1]]) end--;
  return (tms_slice){p, (size_t)(end - p)};
}

bool tms_slice_next_word(tms_slice *list, tms_slice *word) {
  size_t begin = 0;
  while (begin < list->len && spaces[(unsigned char)list->ptr[begin]]) begin++;
  size_t end = tms_slice_find_class(*list, begin, spaces);
  if (begin == end) {
    *list = tms_slice_from(*list, end);
    return false;
  }
  *word = tms_slice_of(list->ptr + begin, end - begin);
  *list = tms_slice_from(*list, end);
  return true;
}

bool tms_slice_next_line(tms_slice *text, tms_slice *line) {
  static const unsigned char ends[256] = {['\n'] = 1, ['\r'] = 1};
  if (text->len == 0) return false;
  size_t end = tms_slice_find_class(*text, 0, ends);
  *line = tms_slice_head(*text, end);
  if (end < text->len) {
    end += text->ptr[end] == '\r' && end + 1 < text->len && text->ptr[end + 1] == '\n' ? 2 : 1;
  }
  *text = tms_slice_from(*text, end);
  return true;
}

int tms_slice_compare(tms_slice a, tms_slice b) {
  size_t common = a.len < b.len ? a.len : b.len;
  int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
  if (order) return order;
  return (a.len > b.len) - (a.len < b.len);
}

bool tms_slice_to_u64(tms_slice s, uint64_t max, uint64_t *out) {
  uint64_t value = 0;
  if (s.len == 0) return false;
  for (size_t i = 0; i < s.len; i++) {
    if (!tms_is_digit((unsigned char)s.ptr[i])) return false;
    if (__builtin_mul_overflow(value, (uint64_t)10, &value)) return false;
    if (__builtin_add_overflow(value, (uint64_t)(s.ptr[i] - '0'), &value)) return false;
    if (value > max) return false;
  }
  *out = value;
  return true;
}

void tms_hex(const void *bytes, size_t len, char *out) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *at = bytes;
  for (size_t i = 0; i < len; i++) {
    *out++ = digits[at[i] >> 4];
    *out++ = digits[at[i] & 15];
  }
}
