/* The ceilings of one run with their defaults filled in, and the work budget. docs/LIMITS.md explains each number. */
#ifndef TMS_BASE_LIMITS_H
#define TMS_BASE_LIMITS_H

#include <tamis/tamis.h>

enum {
  TMS_DOCUMENT_DEPTH = 32,      /* part of the format, not an option: every reader and writer relies on it */
  TMS_MAX_REPAIRS_LISTED = 1000 /* repairs with their place; all are counted */
};

/* Zeroes become the defaults, values above the hard ceilings are cut to them, and what would not hold an empty document is raised until it does. */
tms_limits tms_limits_resolve(const tms_limits *limits);

/* Work is counted in steps (a node made or visited, a byte gathered), never in seconds: a slow machine gives the same answer. Spend before the step; false
 * means stop with TMS_ERR_LIMIT. */
typedef struct tms_budget {
  uint64_t left;
} tms_budget;

static inline bool tms_budget_spend(tms_budget *budget, uint64_t steps) {
  if (budget->left < steps) {
    budget->left = 0;
    return false;
  }
  budget->left -= steps;
  return true;
}

#endif
