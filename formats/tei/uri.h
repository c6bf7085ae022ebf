/* TEI's pointers are xsd:anyURI, and validators refuse what RFC 3986 can't parse: scraped links have to be made to fit. */
#ifndef TMS_FORMATS_TEI_URI_H
#define TMS_FORMATS_TEI_URI_H

#include "base/buffer.h"
#include "base/slice.h"

/* Appends `url` with everything percent-encoded that may not stand where it does (RFC 3986; characters beyond ASCII stay, as IRIs). True where nothing had
 * to be changed. Not empty unless `url` is. */
bool tms_tei_uri_add(tms_buf *out, tms_slice url);

#endif
