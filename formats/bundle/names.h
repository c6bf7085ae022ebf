/* Every document of a bundle by its names: what makes fetching many of them fast. For formats/bundle alone. */
#ifndef TMS_BUNDLE_NAMES_H
#define TMS_BUNDLE_NAMES_H

#include "formats/bundle/layout.h"

/* Where a member stands. */
typedef struct tms_bundle_place {
  uint64_t offset, size, content;
  size_t first; /* number of its first document, from 0 */
} tms_bundle_place;

/*
 * A table of hashes over the index, which stays what is asked: a slot is the number of a document, and a name is compared with what the index says of it. About 30 bytes
 * a document, where the index itself has about 120.
 */
typedef struct tms_bundle_names {
  tms_arena arena;
  tms_slice index;
  uint64_t seed;
  tms_bundle_place *members;
  size_t member_count;
  size_t *entries; /* where in the index each document's entry begins */
  size_t documents;
  uint32_t *slots; /* number of a document, from 1; 0: empty */
  size_t slot_count;
} tms_bundle_names;

/* `index` is borrowed. TMS_ERR_DAMAGED where its numbers don't fit together. Release in any case; a zeroed one is fine. */
TMS_MUST_USE tms_status tms_bundle_names_build(tms_bundle_names *names, tms_slice index, uint64_t seed, const tms_allocator *allocator,
                                               size_t ceiling);
void tms_bundle_names_release(tms_bundle_names *names);
/* The document that `name` is, from 1: by id, else content_id, else URL, else number; of equal names the first. 0: there is none. */
size_t tms_bundle_names_find(const tms_bundle_names *names, tms_slice name);
/* The member of document `number` (from 1). */
const tms_bundle_place *tms_bundle_names_member(const tms_bundle_names *names, size_t number);

#endif
