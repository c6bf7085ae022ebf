/* Plain text, read and written. NOTES.md says what is made of which lines. */
#ifndef TMS_TEXT_TEXT_H
#define TMS_TEXT_TEXT_H

#include "formats/format.h"

tms_status tms_text_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error);
tms_status tms_text_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);

extern const tms_format tms_format_text;

#endif
