/* What every bench measures with: CPU time, because others may be at work on the machine, and medians. */
#ifndef TMS_BENCH_MEASURE_H
#define TMS_BENCH_MEASURE_H

#include <stdlib.h>
#include <time.h>

static inline double bench_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline int bench_by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Sorts the values. */
static inline double bench_median(double *values, size_t count) {
  qsort(values, count, sizeof *values, bench_by_value);
  return values[count / 2];
}

#endif
