/* Allocation through the caller's hooks. No other file of the library calls malloc. */
#ifndef TMS_BASE_ALLOC_H
#define TMS_BASE_ALLOC_H

#include <tamis/tamis.h>

/* malloc, realloc and free of libc; what NULL means in the public API. */
const tms_allocator *tms_allocator_libc(void);

/* NULL when the hook fails. size 0 is asked for as 1, so NULL always means failure. */
void *tms_alloc(const tms_allocator *allocator, size_t size);
void *tms_alloc_zero(const tms_allocator *allocator, size_t size);
/* Only the first `zeroed` bytes are zero. */
void *tms_alloc_begin_zero(const tms_allocator *allocator, size_t size, size_t zeroed);
/* The old block stays valid when NULL comes back. block NULL = tms_alloc. */
void *tms_realloc(const tms_allocator *allocator, void *block, size_t old_size, size_t size);
/* block NULL is fine. `size` is what was asked for. */
void tms_free(const tms_allocator *allocator, void *block, size_t size);

#endif
