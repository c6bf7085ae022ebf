/* What the files of the XML parser share. */
#ifndef TMS_MARKUP_XML_INTERNAL_H
#define TMS_MARKUP_XML_INTERNAL_H

#include "markup/xml.h"

#define TMS_XML_SPACE TMS_SLICE("http://www.w3.org/XML/1998/namespace")
#define TMS_XMLNS_SPACE TMS_SLICE("http://www.w3.org/2000/xmlns/")

/* Numbers of the namespaces that are always there; declared ones follow. */
enum { TMS_XML_SPACE_ID = 1, TMS_XMLNS_SPACE_ID = 2, TMS_XML_FIRST_SPACE_ID = 3 };

/* Sticky failure; always returns false so that a parsing function can end with it. */
bool tms_xml_fail(tms_xml *xml, tms_status status, const char *message, size_t at);
bool tms_xml_syntax(tms_xml *xml, const char *message, size_t at);
/* Passes over white space; true if there was some. */
bool tms_xml_skip_space(tms_xml *xml);
/* A QName at xml->at (Namespaces, production [7]): prefix and local part, cursor behind it. */
bool tms_xml_qname(tms_xml *xml, tms_xml_name *name);

/* xml_text.c: character data up to the next `<`. */
bool tms_xml_read_text(tms_xml *xml);
/* xml_text.c: raw bytes without references; only CR LF and CR become LF. */
tms_slice tms_xml_unify_lines(tms_xml *xml, tms_slice raw);
/* xml_text.c: a quoted attribute value at xml->at, normalized as section 3.3.3 says for CDATA attributes. */
bool tms_xml_read_value(tms_xml *xml, tms_slice *value);

/* xml_tag.c: a start tag at xml->at, which stands on `<`. */
bool tms_xml_read_start(tms_xml *xml);
/* xml_space.c: binds a declaration for the element being read. */
bool tms_xml_bind(tms_xml *xml, const tms_xml_attribute *declaration);
/* xml_space.c: undoes the bindings from number `count` on. */
void tms_xml_unbind(tms_xml *xml, size_t count);
/* xml_space.c: finds the namespace of a prefixed or (element) unprefixed name. `binding` gets its number + 1. */
bool tms_xml_resolve(tms_xml *xml, tms_xml_name *name, bool is_element, size_t at, uint32_t *binding);

#endif
