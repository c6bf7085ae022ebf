#include "doc/evidence.h"

#include "base/hash.h"

/* Fixed for ever: learned tables hold hashes made with it. */
static const uint64_t EVIDENCE_SEED = 0x74616d6973; /* "tamis" */

uint32_t tms_evidence_hash(tms_slice word) {
  uint64_t hash = tms_hash_nocase(EVIDENCE_SEED, word);
  uint32_t folded = (uint32_t)(hash ^ hash >> 32);
  return folded ? folded : 1; /* 0 says "none" */
}
