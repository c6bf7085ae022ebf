/* Where bytes come from. A source is a function and its state (<tamis/tamis.h>); files stand in io/file.c. */
#ifndef TMS_IO_SOURCE_H
#define TMS_IO_SOURCE_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

/* Bytes in memory. */
typedef struct tms_memory_source {
  tms_slice bytes;
  size_t at;
  size_t step; /* at most so many bytes a read; 0 = as many as fit (tests use 1) */
} tms_memory_source;

/* `memory` and the bytes must outlive the source. */
tms_source tms_memory_source_of(tms_memory_source *memory, tms_slice bytes);

/* Appends at least one and at most `room` more bytes to `out`. TMS_END at the end of the source; other failures as the source or the buffer says. */
TMS_MUST_USE tms_status tms_source_fill(tms_source source, size_t room, tms_buf *out);
/* Appends everything; TMS_ERR_LIMIT where it is more than `max` bytes. */
TMS_MUST_USE tms_status tms_source_read_all(tms_source source, size_t max, tms_buf *out);

#endif
