#include "url/punycode.h"

/* RFC 3492 section 5 */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72, INITIAL_N = 128 };

/* 6.1 */
static uint32_t adapt(uint32_t delta, uint32_t points, bool first) {
  uint32_t k = 0;
  delta = first ? delta / DAMP : delta / 2;
  delta += delta / points;
  for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE) delta /= BASE - T_MIN;
  return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias) {
  return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
}

static char digit_of(uint32_t value) {
  return (char)(value < 26 ? 'a' + value : '0' + value - 26);
}

static void write_number(uint32_t value, uint32_t bias, tms_buf *out) {
  for (uint32_t k = BASE;; k += BASE) {
    uint32_t t = threshold(k, bias);
    if (value < t) break;
    tms_buf_add_byte(out, digit_of(t + (value - t) % (BASE - t)));
    value = (value - t) / (BASE - t);
  }
  tms_buf_add_byte(out, digit_of(value));
}

/* The smallest code point from n on; the label has one as long as not all are handled. */
static uint32_t next_point(const uint32_t *label, size_t count, uint32_t n) {
  uint32_t next = UINT32_MAX;
  for (size_t i = 0; i < count; i++) {
    if (label[i] >= n && label[i] < next) next = label[i];
  }
  return next;
}

/* 6.3 */
bool tms_punycode_encode(const uint32_t *label, size_t count, tms_buf *out) {
  uint32_t n = INITIAL_N, delta = 0, bias = INITIAL_BIAS, basic = 0;
  for (size_t i = 0; i < count; i++) {
    if (label[i] >= 0x80) continue;
    tms_buf_add_byte(out, (char)label[i]);
    basic++;
  }
  uint32_t handled = basic;
  if (basic) tms_buf_add_byte(out, '-');
  while (handled < count) {
    uint32_t next = next_point(label, count, n), step;
    if (__builtin_mul_overflow(next - n, handled + 1, &step) || __builtin_add_overflow(delta, step, &delta)) return false;
    n = next;
    for (size_t i = 0; i < count; i++) {
      if (label[i] < n && ++delta == 0) return false;
      if (label[i] != n) continue;
      write_number(delta, bias, out);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return true;
}

static bool read_number(tms_slice text, size_t *at, uint32_t bias, uint32_t *value) {
  uint32_t weight = 1, step;
  for (uint32_t k = BASE;; k += BASE) {
    if (*at >= text.len) return false;
    char c = tms_lower(text.ptr[(*at)++]);
    uint32_t digit = tms_is_digit((unsigned char)c) ? (uint32_t)(c - '0') + 26 : tms_is_lower((unsigned char)c) ? (uint32_t)(c - 'a') : BASE;
    if (digit >= BASE) return false;
    if (__builtin_mul_overflow(digit, weight, &step) || __builtin_add_overflow(*value, step, value)) return false;
    uint32_t t = threshold(k, bias);
    if (digit < t) return true;
    if (__builtin_mul_overflow(weight, BASE - t, &weight)) return false;
  }
}

/* 6.2 */
bool tms_punycode_decode(tms_slice text, uint32_t *out, size_t room, size_t *count) {
  size_t basic = text.len;
  while (basic > 0 && text.ptr[basic - 1] != '-') basic--;
  size_t at = basic, copied = basic ? basic - 1 : 0;
  if (copied > room) return false;
  for (size_t i = 0; i < copied; i++) {
    out[i] = (unsigned char)text.ptr[i];
    if (out[i] >= 0x80) return false;
  }
  *count = copied;
  uint32_t n = INITIAL_N, i = 0, bias = INITIAL_BIAS;
  while (at < text.len) {
    uint32_t old = i, points = (uint32_t)*count + 1;
    if (*count == room || !read_number(text, &at, bias, &i)) return false;
    bias = adapt(i - old, points, old == 0);
    if (__builtin_add_overflow(n, i / points, &n) || n > 0x10FFFF) return false;
    i %= points;
    memmove(out + i + 1, out + i, (*count - i) * sizeof *out);
    out[i++] = n;
    ++*count;
  }
  return true;
}
