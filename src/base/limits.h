/* The ceilings of one run with their defaults filled in, and the work budget. docs/LIMITS.md explains each number. */
#ifndef TMS_BASE_LIMITS_H
#define TMS_BASE_LIMITS_H

#include <tamis/tamis.h>

enum {
  TMS_DOCUMENT_DEPTH = 32,      /* part of the format, not an option: every reader and writer relies on it */
  TMS_MAX_REPAIRS_LISTED = 1000 /* repairs with their place; all are counted */
};

/* Zeroes become the defaults, values above the hard ceilings are cut to them. */
tms_limits tms_limits_resolve(const tms_limits *limits);

/*
 * Work is counted in steps that a pass does for its input (a node visited, a candidate compared), so that a slow machine gives the same answer.
 * Spend before the step; false means stop with TMS_ERR_LIMIT and the message TMS_WORK_MESSAGE.
 */
typedef struct tms_budget {
  uint64_t left;
} tms_budget;
#define TMS_WORK_MESSAGE "the document asks for too much work (--max-work raises the limit)"

static inline bool tms_budget_spend(tms_budget *budget, uint64_t steps) {
  if (budget->left < steps) {
    budget->left = 0;
    return false;
  }
  budget->left -= steps;
  return true;
}

#endif
