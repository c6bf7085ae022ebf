/* Reading TEI: own output without loss, trafilatura's dialect, other TEI P5, and other XML as its text. */
#ifndef TMS_FORMATS_TEI_READ_H
#define TMS_FORMATS_TEI_READ_H

#include "doc/document.h"

#include <tamis/tamis.h>

tms_status tms_tei_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error);

#endif
