/* UTF-8 that was read as a single-byte encoding, once or more often. */
#ifndef TMS_REPAIR_MOJIBAKE_H
#define TMS_REPAIR_MOJIBAKE_H

#include "base/buffer.h"
#include "base/slice.h"

/*
 * If `line` (valid UTF-8) as a whole is UTF-8 misread as one of the encodings, and reads less oddly when read right, appends the right reading and
 * returns true; else appends nothing. One round: what was misread twice needs two. *repairs counts the sequences.
 */
bool tms_mojibake_undo(tms_slice line, tms_buf *out, uint64_t *repairs);

#endif
