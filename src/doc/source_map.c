#include "doc/source_map.h"

#include "base/size.h"

void tms_source_map_init(tms_source_map *map, tms_arena *arena) {
  *map = (tms_source_map){.arena = arena};
}

bool tms_source_map_add(tms_source_map *map, size_t decoded, size_t source) {
  tms_checkpoint point = {tms_size_clamp_u32(decoded), tms_size_clamp_u32(source)};
  if (map->count) {
    const tms_checkpoint *last = &map->points[map->count - 1];
    if (point.decoded - last->decoded == point.source - last->source) return true; /* says nothing new */
  } else if (point.decoded == point.source) {
    return true;
  }
  if (!tms_arena_grow(map->arena, (void **)&map->points, &map->room, map->count + 1, sizeof *map->points)) return false;
  map->points[map->count++] = point;
  return true;
}

/* Number of checkpoints at or before `decoded`. */
static size_t points_before(const tms_source_map *map, size_t decoded) {
  size_t low = 0, high = map->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (map->points[middle].decoded <= decoded) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

size_t tms_source_map_find(const tms_source_map *map, size_t decoded) {
  size_t after = points_before(map, decoded);
  size_t source = decoded;
  if (after > 0) source = map->points[after - 1].source + (decoded - map->points[after - 1].decoded);
  if (after < map->count && source > map->points[after].source) source = map->points[after].source;
  return source;
}
