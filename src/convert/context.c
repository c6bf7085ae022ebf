#include "convert/context.h"

tms_context *tms_context_new(const tms_allocator *allocator) {
  if (!allocator) allocator = tms_allocator_libc();
  tms_context *context = tms_alloc_zero(allocator, sizeof *context);
  if (!context) return NULL;
  context->allocator = *allocator;
  tms_link_cleaner_init(&context->links, &context->allocator);
  return context;
}

void tms_context_free(tms_context *context) {
  if (!context) return;
  tms_link_cleaner_release(&context->links);
  tms_allocator allocator = context->allocator;
  tms_free(&allocator, context, sizeof *context);
}
