#include "base/arena.h"

#include "base/alloc.h"
#include "base/size.h"

#include <stdalign.h>

struct tms_arena_chunk {
  tms_arena_chunk *older;
  size_t size; /* with this header */
  alignas(16) char bytes[];
};

/* Chunks of 4 KiB to 1 MiB, each a quarter of all before it: what stands empty in the last one is a tenth at the mean. */
enum { FIRST_CHUNK = 4096, LAST_CHUNK = 1 << 20 };

void tms_arena_init(tms_arena *arena, const tms_allocator *allocator, size_t ceiling) {
  *arena = (tms_arena){.allocator = allocator, .ceiling = ceiling};
}

/* The chunks from `chunk` on, newest first, down to `last`, which stays (NULL: all). */
static void free_chunks(tms_arena *arena, tms_arena_chunk *chunk, const tms_arena_chunk *last) {
  while (chunk != last) {
    tms_arena_chunk *older = chunk->older;
    arena->used -= chunk->size;
    tms_free(arena->allocator, chunk, chunk->size);
    chunk = older;
  }
}

void tms_arena_release(tms_arena *arena) {
  if (!arena->allocator) return;
  free_chunks(arena, arena->chunks, NULL);
  tms_arena_init(arena, arena->allocator, arena->ceiling);
}

void tms_arena_reset(tms_arena *arena) {
  tms_arena_chunk *newest = arena->chunks;
  arena->status = TMS_OK;
  if (!newest) return;
  free_chunks(arena, newest->older, NULL);
  newest->older = NULL;
  arena->next = newest->bytes;
  arena->end = (char *)newest + newest->size;
}

void tms_arena_rewind(tms_arena *arena, tms_arena_mark mark) {
  if (arena->status != TMS_OK) return;
  free_chunks(arena, arena->chunks, mark.chunks);
  arena->chunks = mark.chunks;
  arena->next = mark.next;
  arena->end = mark.end;
}

static void *arena_fail(tms_arena *arena, tms_status status) {
  if (arena->status == TMS_OK) arena->status = status;
  arena->next = arena->end = NULL; /* sticky: nothing fits any more */
  return NULL;
}

void *tms_arena_alloc_more(tms_arena *arena, size_t size) {
  if (arena->status != TMS_OK) return NULL;
  if (size > SIZE_MAX - (TMS_ARENA_ALIGNMENT - 1)) return arena_fail(arena, TMS_ERR_LIMIT);
  size = (size + (TMS_ARENA_ALIGNMENT - 1)) & ~(size_t)(TMS_ARENA_ALIGNMENT - 1);
  size_t want = arena->used / 4 < FIRST_CHUNK ? FIRST_CHUNK : arena->used / 4;
  if (want > LAST_CHUNK) want = LAST_CHUNK;
  size_t least;
  if (!tms_size_add(size, sizeof(tms_arena_chunk), &least)) return arena_fail(arena, TMS_ERR_LIMIT);
  if (want < least) want = least;
  if (arena->ceiling - arena->used < want) want = least;
  if (arena->ceiling - arena->used < want) return arena_fail(arena, TMS_ERR_LIMIT);
  tms_arena_chunk *chunk = tms_alloc(arena->allocator, want);
  if (!chunk) return arena_fail(arena, TMS_ERR_MEMORY);
  chunk->size = want;
  chunk->older = arena->chunks;
  arena->chunks = chunk;
  arena->used += want;
  arena->next = chunk->bytes + size;
  arena->end = (char *)chunk + want;
  return chunk->bytes;
}

void *tms_arena_array(tms_arena *arena, size_t count, size_t size) {
  size_t total;
  if (!tms_size_mul(count, size, &total)) return arena_fail(arena, TMS_ERR_LIMIT);
  return tms_arena_alloc(arena, total);
}

tms_slice tms_arena_copy(tms_arena *arena, tms_slice bytes) {
  size_t size;
  if (!tms_size_add(bytes.len, 1, &size)) {
    (void)arena_fail(arena, TMS_ERR_LIMIT);
    return TMS_SLICE_NONE;
  }
  char *copy = tms_arena_alloc(arena, size);
  if (!copy) return TMS_SLICE_NONE;
  if (bytes.len) memcpy(copy, bytes.ptr, bytes.len);
  copy[bytes.len] = '\0';
  return tms_slice_of(copy, bytes.len);
}

bool tms_arena_grow(tms_arena *arena, void **array, size_t *room, size_t need, size_t element) {
  if (need <= *room) return true;
  size_t wish = *room < 8 ? 8 : *room;
  while (wish < need) {
    if (!tms_size_mul(wish, 2, &wish)) return arena_fail(arena, TMS_ERR_LIMIT) != NULL;
  }
  void *larger = tms_arena_array(arena, wish, element);
  if (!larger) return false;
  if (*room) memcpy(larger, *array, *room * element);
  *array = larger;
  *room = wish;
  return true;
}
