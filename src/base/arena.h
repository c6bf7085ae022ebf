/*
 * An arena: many small allocations, freed together.
 *
 * Invariants: everything handed out is aligned to 8 bytes and stays where it is until reset or release; `used` never exceeds `ceiling`;
 * after the first failure `status` stays set and every later allocation returns NULL, so a builder may check once at its end.
 */
#ifndef TMS_BASE_ARENA_H
#define TMS_BASE_ARENA_H

#include "base/slice.h"

#include <tamis/tamis.h>

typedef struct tms_arena_chunk tms_arena_chunk;

typedef struct tms_arena {
  const tms_allocator *allocator;
  tms_arena_chunk *chunks; /* newest first */
  char *next, *end;        /* free room of the newest chunk */
  size_t used;             /* bytes taken from the allocator */
  size_t ceiling;
  tms_status status;
} tms_arena;

/* Allocates nothing yet. `allocator` must outlive the arena. */
void tms_arena_init(tms_arena *arena, const tms_allocator *allocator, size_t ceiling);
/* Frees everything. A zeroed arena is fine. */
void tms_arena_release(tms_arena *arena);
/* Forgets everything but keeps the newest chunk for reuse. */
void tms_arena_reset(tms_arena *arena);

/* A place to go back to. */
typedef struct tms_arena_mark {
  tms_arena_chunk *chunks;
  char *next, *end;
} tms_arena_mark;

static inline tms_arena_mark tms_arena_mark_of(const tms_arena *arena) {
  return (tms_arena_mark){arena->chunks, arena->next, arena->end};
}
/* Frees what was handed out since the mark. Not for an arena that was reset or released since, or that has failed: failures stay. */
void tms_arena_rewind(tms_arena *arena, tms_arena_mark mark);

enum { TMS_ARENA_ALIGNMENT = 8 };

/* tms_arena_alloc() where the newest chunk has no room. */
void *tms_arena_alloc_more(tms_arena *arena, size_t size);

/* Uninitialized memory, or NULL (arena->status says why). size 0 gives a valid pointer. */
static inline void *tms_arena_alloc(tms_arena *arena, size_t size) {
  size_t rounded = (size + (TMS_ARENA_ALIGNMENT - 1)) & ~(size_t)(TMS_ARENA_ALIGNMENT - 1);
  if (rounded < size || !arena->next || (size_t)(arena->end - arena->next) < rounded) return tms_arena_alloc_more(arena, size);
  void *block = arena->next;
  arena->next += rounded;
  return block;
}

/* Inline, so that a node of known size is cleared without a call. */
static inline void *tms_arena_zero(tms_arena *arena, size_t size) {
  void *block = tms_arena_alloc(arena, size);
  if (block) memset(block, 0, size);
  return block;
}
/* count x size, checked. */
void *tms_arena_array(tms_arena *arena, size_t count, size_t size);
/* A copy with a NUL behind it (not counted). On failure the empty slice, and arena->status. */
tms_slice tms_arena_copy(tms_arena *arena, tms_slice bytes);
/* Grows an array of `*room` elements to hold at least `need`; contents are kept; false on failure. */
bool tms_arena_grow(tms_arena *arena, void **array, size_t *room, size_t need, size_t element);

#endif
