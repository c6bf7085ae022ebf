/* Writing text into XML so that every XML parser reads exactly the same text back. */
#ifndef TMS_MARKUP_XML_ESCAPE_H
#define TMS_MARKUP_XML_ESCAPE_H

#include "base/buffer.h"
#include "base/slice.h"

/* Character data: & < > and CR become references (CR would be read as LF, section 2.11). What XML can't hold at all (controls, U+FFFE, U+FFFF,
 * broken UTF-8) becomes U+FFFD, so output is well-formed whatever comes in. */
void tms_xml_escape_text(tms_buf *out, tms_slice text);
/* A value between double quotes: also " and TAB LF CR, which a parser would turn into spaces (section 3.3.3). */
void tms_xml_escape_value(tms_buf *out, tms_slice value);
/* ` name="value"`; nothing where the value is empty. */
void tms_xml_add_attribute(tms_buf *out, const char *name, tms_slice value);

#endif
