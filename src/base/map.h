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

/* The same for numbers of 64 bits, whose most is known before: one allocation, no hash of bytes. Numbers may come from the input. */
typedef struct tms_number_slot {
  uint64_t key;
  uint32_t value;
  bool taken;
} tms_number_slot;

typedef struct tms_number_map {
  tms_number_slot *slots;
  uint64_t seed;
  uint32_t shift; /* the top bits of a hash are the place */
  size_t left;    /* numbers that may still come */
} tms_number_map;

/* False on failed allocation. */
bool tms_number_map_init(tms_number_map *map, tms_arena *arena, uint64_t seed, size_t most);
/* The value of a key, put there as `initial` if it was new. NULL only where more than `most` keys come. */
uint32_t *tms_number_map_put(tms_number_map *map, uint64_t key, uint32_t initial);

#endif
