/* The one entry of every fuzz target; forced into each by tools/test.mk. */
#ifndef TMS_FUZZ_TARGET_H
#define TMS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* Returns 0 always; traps where the property that the target states is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
