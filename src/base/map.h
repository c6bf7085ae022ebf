/*
 * A seeded hash map from bytes to 32-bit numbers, in an arena. Keys are borrowed. Nothing iterates it: output must never depend on its order.
 */
#ifndef TMS_BASE_MAP_H
#define TMS_BASE_MAP_H

#include "base/arena.h"

typedef struct tms_map_slot tms_map_slot;

typedef struct tms_map {
  tms_arena *arena;
  tms_map_slot *slots;
  size_t room, count;
  uint64_t seed;
} tms_map;

void tms_map_init(tms_map *map, tms_arena *arena, uint64_t seed);
/* The value of a key, or NULL. The pointer is valid until the next put. */
uint32_t *tms_map_get(const tms_map *map, tms_slice key);
/* The value of a key, put there as `initial` if it was new (*is_new may be NULL). NULL on failed allocation (arena->status). */
uint32_t *tms_map_put(tms_map *map, tms_slice key, uint32_t initial, bool *is_new);

#endif
