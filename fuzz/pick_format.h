/* Formats by number, for targets whose first bytes are options. */
#ifndef TMS_FUZZ_PICK_FORMAT_H
#define TMS_FUZZ_PICK_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

/* The name of format number `byte`, modulo one more than there are; NULL (detect, or the default) for the one more and for a format that can't be read, or written. */
const char *pick_format(uint8_t byte, bool reads);

#endif
