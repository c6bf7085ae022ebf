/*
 * An allocator for tests: counts, fails when told, and notices leaks and wrong sizes.
 *
 *   for (size_t n = 1;; n++) {
 *     fail_alloc state = {.fail_at = n};
 *     tms_allocator allocator = fail_allocator(&state);
 *     ... run; the outcome must be the same output or a clean error ...
 *     assert(state.live_bytes == 0);
 *     if (state.calls < n) break;    // nothing failed any more
 *   }
 */
#ifndef TMS_TESTS_SUPPORT_FAIL_ALLOC_H
#define TMS_TESTS_SUPPORT_FAIL_ALLOC_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <tamis/tamis.h>

typedef struct fail_alloc {
  size_t fail_at; /* this allocation fails (from 1); 0 = none */
  bool sticky;    /* and every one after it */
  size_t calls;   /* alloc and realloc so far */
  size_t live_bytes, peak_bytes, live_blocks;
} fail_alloc;

static inline bool fail_now(fail_alloc *state) {
  state->calls++;
  return state->fail_at && (state->calls == state->fail_at || (state->sticky && state->calls > state->fail_at));
}

static inline void fail_grew(fail_alloc *state, size_t size) {
  state->live_bytes += size;
  if (state->live_bytes > state->peak_bytes) state->peak_bytes = state->live_bytes;
}

/* The size stands before the block, so that a wrong `size` in free or realloc is caught. */
static inline void *fail_alloc_alloc(void *user, size_t size) {
  fail_alloc *state = user;
  if (size == 0) abort();
  if (fail_now(state)) return NULL;
  size_t *block = malloc(size + 16);
  if (!block) return NULL;
  block[0] = size;
  memset(block + 2, 0xA5, size);
  fail_grew(state, size);
  state->live_blocks++;
  return block + 2;
}

static inline void fail_alloc_free(void *user, void *bytes, size_t size) {
  fail_alloc *state = user;
  size_t *block = (size_t *)bytes - 2;
  if (block[0] != size) abort();
  state->live_bytes -= size;
  state->live_blocks--;
  memset(bytes, 0x5A, size);
  free(block);
}

/* Always moves: whoever keeps a pointer into the old block reads poison. */
static inline void *fail_alloc_realloc(void *user, void *bytes, size_t old_size, size_t size) {
  void *moved = fail_alloc_alloc(user, size);
  if (!moved) return NULL;
  memcpy(moved, bytes, old_size < size ? old_size : size);
  fail_alloc_free(user, bytes, old_size);
  return moved;
}

static inline tms_allocator fail_allocator(fail_alloc *state) {
  return (tms_allocator){fail_alloc_alloc, fail_alloc_realloc, fail_alloc_free, state};
}

#endif
