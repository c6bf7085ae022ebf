#include "base/sort.h"

#include <string.h>

typedef struct run {
  const char *at, *end;
} run;

static void merge(run a, run b, char *out, size_t size, int (*compare)(const void *, const void *)) {
  while (a.at < a.end || b.at < b.end) {
    run *from = b.at == b.end || (a.at < a.end && compare(a.at, b.at) <= 0) ? &a : &b;
    memcpy(out, from->at, size);
    from->at += size;
    out += size;
  }
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

void tms_sort(void *elements, size_t count, size_t size, int (*compare)(const void *a, const void *b), void *scratch) {
  char *from = elements, *to = scratch;
  for (size_t width = 1; width < count; width = width <= count / 2 ? width * 2 : count) {
    for (size_t i = 0; i < count; i += least(2 * width, count - i)) {
      size_t middle = least(i + width, count), end = least(middle + width, count);
      merge((run){from + i * size, from + middle * size}, (run){from + middle * size, from + end * size}, to + i * size, size, compare);
    }
    char *swap = from;
    from = to;
    to = swap;
  }
  if (from != (char *)elements && count) memcpy(elements, from, count * size);
}
