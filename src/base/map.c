#include "base/map.h"

#include "base/hash.h"

#include <stdint.h>

struct tms_map_slot {
  tms_slice key;
  uint64_t hash;
  uint32_t value;
  bool taken;
};

void tms_map_init(tms_map *map, tms_arena *arena, uint64_t seed) {
  /* Who knows the seed could choose keys that all meet in one slot. The place of the map differs from run to run, and no output depends on either. */
  *map = (tms_map){.arena = arena, .seed = tms_hash_mix(tms_hash_mix(seed, (uintptr_t)map), (uintptr_t)arena->next)};
}

/* The slot of the key, or the free one where it belongs. room is a power of two and never full. */
static tms_map_slot *find_slot(const tms_map *map, tms_slice key, uint64_t hash) {
  size_t at = (size_t)hash & (map->room - 1);
  for (;;) {
    tms_map_slot *slot = &map->slots[at];
    if (!slot->taken || (slot->hash == hash && tms_slice_eq(slot->key, key))) return slot;
    at = (at + 1) & (map->room - 1);
  }
}

uint32_t *tms_map_get(const tms_map *map, tms_slice key) {
  if (!map->room) return NULL;
  tms_map_slot *slot = find_slot(map, key, tms_hash(map->seed, key));
  return slot->taken ? &slot->value : NULL;
}

static bool grow(tms_map *map) {
  tms_map old = *map;
  size_t room = old.room ? old.room * 2 : 16;
  tms_map_slot *slots = tms_arena_array(map->arena, room, sizeof *slots);
  if (!slots) return false;
  memset(slots, 0, room * sizeof *slots);
  map->slots = slots;
  map->room = room;
  for (size_t i = 0; i < old.room; i++) {
    if (old.slots[i].taken) *find_slot(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
  }
  return true;
}

uint32_t *tms_map_put(tms_map *map, tms_slice key, uint32_t initial, bool *is_new) {
  if (is_new) *is_new = false;
  /* At most three quarters full, so probing stays short. */
  if ((map->count + 1) * 4 > map->room * 3 && !grow(map)) return NULL;
  uint64_t hash = tms_hash(map->seed, key);
  tms_map_slot *slot = find_slot(map, key, hash);
  if (!slot->taken) {
    *slot = (tms_map_slot){key, hash, initial, true};
    map->count++;
    if (is_new) *is_new = true;
  }
  return &slot->value;
}

bool tms_number_map_init(tms_number_map *map, tms_arena *arena, uint64_t seed, size_t most) {
  size_t room = 16, bits = 4;
  /* At most two thirds full. */
  for (; room < most + most / 2 + 1 && bits < 63; bits++) room *= 2;
  *map = (tms_number_map){.seed = tms_hash_mix(seed, (uintptr_t)arena->next), .shift = (uint32_t)(64 - bits), .left = most};
  map->slots = tms_arena_array(arena, room, sizeof *map->slots);
  if (map->slots) memset(map->slots, 0, room * sizeof *map->slots);
  return map->slots != NULL;
}

uint32_t *tms_number_map_put(tms_number_map *map, uint64_t key, uint32_t initial) {
  size_t at = (size_t)(tms_hash_mix(map->seed, key) >> map->shift), last = ((size_t)1 << (64 - map->shift)) - 1;
  while (map->slots[at].taken && map->slots[at].key != key) at = (at + 1) & last;
  tms_number_slot *slot = &map->slots[at];
  if (!slot->taken) {
    if (map->left == 0) return NULL;
    map->left--;
    *slot = (tms_number_slot){key, initial, true};
  }
  return &slot->value;
}
