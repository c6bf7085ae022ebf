/* The host parser of the URL Standard (3.5). */
#ifndef TMS_URL_HOST_H
#define TMS_URL_HOST_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

/* Appends the serialized host to `out`. `opaque` for URLs that are not special. `work` is scratch. TMS_ERR_SYNTAX where the standard returns failure. */
tms_status tms_host_parse(tms_slice input, bool opaque, tms_buf *work, tms_buf *out);

#endif
