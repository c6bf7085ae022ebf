/* Writing one document as TEI P5, valid against tei_all for every normal document. NOTES.md has the mapping. */
#ifndef TMS_FORMATS_TEI_WRITE_H
#define TMS_FORMATS_TEI_WRITE_H

#include "doc/document.h"

#include <tamis/tamis.h>

#define TMS_TEI_NAMESPACE "http://www.tei-c.org/ns/1.0"

typedef struct tms_tei_writer {
  tms_document *doc;
  const tms_options *options;
  tms_buf *out;
  tms_slice prefix;    /* of every xml:id: "" alone, "d3." in a corpus, where ids must differ from document to document */
  uint32_t blocks;     /* numbered so far, for xml:id */
  uint8_t sections[6]; /* levels of the open section divs, rising */
  size_t section_count;
  uint32_t pairs; /* a bit for each open definition list, the innermost lowest: terms and definitions alternate (containers nest 24 deep at most) */
  bool in_body, in_back, in_notes;
  tms_buf scratch; /* for one URL */
} tms_tei_writer;

/* The TEI element, without an XML declaration; its namespace is always declared on it, so that it can be cut out of a corpus. */
tms_status tms_tei_write_element(tms_document *doc, const tms_options *options, tms_slice prefix, tms_buf *out, tms_error *error);

/* write_header.c: the teiHeader. */
void tms_tei_write_header(tms_tei_writer *writer);
/* "when" or "when-iso" for a date of normal form: xs:date, xs:gYear, xs:gYearMonth and xs:dateTime are what @when takes; a time without seconds is ISO
 * 8601 alone. */
const char *tms_tei_when(tms_slice date);
/* write_inline.c: the begin or the end of an inline. */
void tms_tei_write_inline(tms_tei_writer *writer, const tms_node *node, bool enter);

#endif
