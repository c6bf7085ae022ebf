/* Controls, invisible characters, line ends: one character and its neighbours at a time. */
#ifndef TMS_REPAIR_CHARACTERS_H
#define TMS_REPAIR_CHARACTERS_H

#include "repair/repair.h"

/* Length of the longest prefix of valid UTF-8 in which no character and no reference could need repair. Several bytes a nanosecond. */
size_t tms_characters_clean_prefix(tms_slice text);
/* Appends `text` (valid UTF-8) with its controls, invisible characters and line ends repaired. */
void tms_characters_repair(tms_slice text, uint32_t flags, tms_buf *out, tms_repair_counts *counts);

/* Is the invisible character at `at` one that every profile keeps, whatever else stands in its line (which begins at or behind `from`)? A quick look: no
 * means that repair has to look itself. */
bool tms_characters_stay(tms_slice text, size_t from, size_t at);

#endif
