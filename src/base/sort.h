/* A stable merge sort without recursion: qsort may allocate behind our back and orders equals as it likes. */
#ifndef TMS_BASE_SORT_H
#define TMS_BASE_SORT_H

#include <stddef.h>

/* Sorts `count` elements of `size` bytes. `scratch` has room for as many. Bottom-up: O(n log n), no allocation. */
void tms_sort(void *elements, size_t count, size_t size, int (*compare)(const void *a, const void *b), void *scratch);

#endif
