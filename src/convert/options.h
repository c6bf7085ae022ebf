/* The caller's options, in this version's layout and with every default filled in. */
#ifndef TMS_CONVERT_OPTIONS_H
#define TMS_CONVERT_OPTIONS_H

#include "formats/format.h"

#include <tamis/tamis.h>

/* A copy of what the caller gave (NULL = all defaults): older, shorter structs get defaults for what they lack; limits are resolved. */
tms_options tms_options_of(const tms_options *given);
/* The format of options->from that can be read; *out is NULL where none is named. TMS_ERR_FORMAT for unknown names and formats that only write. */
tms_status tms_options_from(const tms_options *options, const tms_format **out, tms_error *error);
/* The format of options->to that can be written, canonical where none is named. */
tms_status tms_options_to(const tms_options *options, const tms_format **out, tms_error *error);

#endif
