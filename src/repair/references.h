/* Character references that were escaped twice. */
#ifndef TMS_REPAIR_REFERENCES_H
#define TMS_REPAIR_REFERENCES_H

#include "repair/repair.h"

/* Appends the line with references undone that were escaped twice; returns how many. What they would make of "<" and ">" stays. */
uint64_t tms_references_undo(tms_slice line, uint32_t flags, tms_buf *out);

#endif
