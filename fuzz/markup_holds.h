#ifndef TMS_FUZZ_MARKUP_HOLDS_H
#define TMS_FUZZ_MARKUP_HOLDS_H

/* What a law about markup asks of its input before it is applied: whether a beginning of a tag stands in it, in any case of letters. */

#include "base/slice.h"

#include <stddef.h>

static inline bool holds(tms_slice input, const char *word) {
  tms_slice needle = tms_slice_cstr(word);
  for (size_t at = 0; at + needle.len <= input.len; at++) {
    if (tms_slice_starts_nocase(tms_slice_from(input, at), needle)) return true;
  }
  return false;
}

/* The words end with NULL. */
static inline bool holds_any(tms_slice input, const char *const *words) {
  for (; *words; words++) {
    if (holds(input, *words)) return true;
  }
  return false;
}

#endif
