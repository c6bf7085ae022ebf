/* The context: where memory comes from. Inputs, outputs and documents borrow its allocator, so it outlives them. */
#ifndef TMS_CONVERT_CONTEXT_H
#define TMS_CONVERT_CONTEXT_H

#include "base/alloc.h"
#include "base/error.h"
#include "url/tracking.h"

#include <tamis/tamis.h>

struct tms_context {
  tms_allocator allocator;
  tms_link_cleaner links; /* of tms_url_clean(): warm after the first URL */
};

/* Misuse of a public call, in the words of its part. */
static inline tms_status tms_fail_argument(tms_error *error, const char *part, const char *message) {
  return tms_fail(error, TMS_ERR_ARGUMENT, part, message, TMS_NO_OFFSET);
}

#endif
