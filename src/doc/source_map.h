/*
 * From offsets in decoded text back to offsets in source bytes. A decoder adds a checkpoint wherever the distance between the two changes in a way that
 * `kind` doesn't describe; between checkpoints the mapping is computed. No checkpoints: the two are the same.
 */
#ifndef TMS_DOC_SOURCE_MAP_H
#define TMS_DOC_SOURCE_MAP_H

#include "base/arena.h"

typedef struct tms_checkpoint {
  uint32_t decoded, source;
} tms_checkpoint;

typedef struct tms_source_map {
  tms_checkpoint *points; /* sorted by both */
  size_t count, room;
  tms_arena *arena;
} tms_source_map;

void tms_source_map_init(tms_source_map *map, tms_arena *arena);
/* Says that decoded offset `decoded` is source offset `source`, and that from here on one decoded byte is one source byte. Offsets never go back.
 * A decoder calls it before and after each run of characters whose lengths differ. False on failed allocation. */
bool tms_source_map_add(tms_source_map *map, size_t decoded, size_t source);
/* The source offset of a decoded offset: exact at checkpoints and inside runs of equal lengths, and never past the next checkpoint. */
size_t tms_source_map_find(const tms_source_map *map, size_t decoded);

#endif
