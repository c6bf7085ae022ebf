/* What sources and sinks on file descriptors share. */
#ifndef TMS_IO_DESCRIPTOR_H
#define TMS_IO_DESCRIPTOR_H

#include <tamis/tamis.h>

/* A constant line for an errno; `otherwise` where we have none. */
const char *tms_errno_message(int number, const char *otherwise);
/* All of it, through interruptions and short writes. */
TMS_MUST_USE tms_status tms_descriptor_write(int descriptor, const void *bytes, size_t size);

#endif
