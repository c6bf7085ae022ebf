/* HTML, read and written. NOTES.md says what becomes of which element. */
#ifndef TMS_HTML_HTML_H
#define TMS_HTML_HTML_H

#include "formats/format.h"

tms_status tms_html_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error);
tms_status tms_html_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);

extern const tms_format tms_format_html;

#endif
