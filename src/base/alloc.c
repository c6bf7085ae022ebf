/* The one place that may name libc's allocator (tools/check-banned knows this file). */
#undef malloc
#undef realloc
#undef free
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static void *libc_alloc(void *user, size_t size) {
  (void)user;
  return malloc(size);
}

static void *libc_realloc(void *user, void *block, size_t old_size, size_t size) {
  (void)user;
  (void)old_size;
  return realloc(block, size);
}

static void libc_free(void *user, void *block, size_t size) {
  (void)user;
  (void)size;
  free(block);
}

const tms_allocator *tms_allocator_libc(void) {
  static const tms_allocator libc = {libc_alloc, libc_realloc, libc_free, NULL};
  return &libc;
}

void *tms_alloc(const tms_allocator *allocator, size_t size) {
  return allocator->alloc(allocator->user, size ? size : 1);
}

void *tms_alloc_begin_zero(const tms_allocator *allocator, size_t size, size_t zeroed) {
  void *block = tms_alloc(allocator, size);
  if (block) memset(block, 0, zeroed);
  return block;
}

void *tms_alloc_zero(const tms_allocator *allocator, size_t size) {
  return tms_alloc_begin_zero(allocator, size, size);
}

void *tms_realloc(const tms_allocator *allocator, void *block, size_t old_size, size_t size) {
  if (!block) return tms_alloc(allocator, size);
  return allocator->realloc(allocator->user, block, old_size ? old_size : 1, size ? size : 1);
}

void tms_free(const tms_allocator *allocator, void *block, size_t size) {
  if (block) allocator->free(allocator->user, block, size ? size : 1);
}
