/* The one list of formats: detection, help, man page, fuzz targets, golden tests and failure sweeps all come from it. */
#ifndef TMS_FORMATS_REGISTRY_H
#define TMS_FORMATS_REGISTRY_H

#include "formats/format.h"

/* NULL past the last. */
const tms_format *tms_registry_at(size_t index);
/* By name or alias; NULL if there is none. */
const tms_format *tms_registry_find(tms_slice name);
/* By the longest ending that the file name has (ASCII case ignored); NULL if none. */
const tms_format *tms_registry_of_file(tms_slice file_name);

#endif
