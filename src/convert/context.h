/* The context: where memory comes from. Inputs, outputs and documents borrow its allocator, so it outlives them. */
#ifndef TMS_CONVERT_CONTEXT_H
#define TMS_CONVERT_CONTEXT_H

#include "base/alloc.h"

#include <tamis/tamis.h>

struct tms_context {
  tms_allocator allocator;
};

#endif
