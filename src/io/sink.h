/* Where bytes go. A sink is a function and its state (<tamis/tamis.h>); files stand in io/file.c. */
#ifndef TMS_IO_SINK_H
#define TMS_IO_SINK_H

#include "base/buffer.h"

#include <tamis/tamis.h>

/* Appends to a buffer, which must outlive the sink. */
tms_sink tms_buffer_sink_of(tms_buf *buf);
/* Writes out what the buffer holds and empties it. A failed buffer fails here. */
TMS_MUST_USE tms_status tms_sink_flush(tms_sink sink, tms_buf *buf);

#endif
