/* Checked arithmetic on sizes that come from input. Each returns false on overflow and leaves *out alone. */
#ifndef TMS_BASE_SIZE_H
#define TMS_BASE_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool tms_size_add(size_t a, size_t b, size_t *out) {
  size_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return false;
  *out = sum;
  return true;
}

static inline bool tms_size_mul(size_t a, size_t b, size_t *out) {
  size_t product;
  if (__builtin_mul_overflow(a, b, &product)) return false;
  *out = product;
  return true;
}

/* Narrowing with a check: the one way from size_t to 32 bits where the value is not known to fit. */
static inline bool tms_size_to_u32(size_t value, uint32_t *out) {
  if (value > UINT32_MAX) return false;
  *out = (uint32_t)value;
  return true;
}

/* Saturating: for counters and source offsets, where "too large" may read as "the largest". */
static inline uint32_t tms_size_clamp_u32(size_t value) {
  return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

#endif
