/* Characters of XML 1.0, 5th edition: productions [2] Char, [4] NameStartChar, [4a] NameChar. */
#ifndef TMS_MARKUP_XML_CHAR_H
#define TMS_MARKUP_XML_CHAR_H

#include "base/slice.h"

enum {
  TMS_XML_IS_NAME_START = 1u << 0, /* ASCII NameStartChar without the colon */
  TMS_XML_IS_NAME = 1u << 1,       /* ASCII NameChar without the colon */
  TMS_XML_STOPS_TEXT = 1u << 2,    /* where a scan of character data must look closer: < & ] CR, controls, 0xEF (lead byte of U+FFFE) */
  TMS_XML_STOPS_VALUE = 1u << 3,   /* the same for attribute values: < & " ' TAB LF CR, controls, 0xEF */
  TMS_XML_STOPS_MISC = 1u << 4,    /* the same for comments, instructions and CDATA: - ? ] CR, controls, 0xEF */
  TMS_XML_STOPS_WRITING = 1u << 5  /* where an escaping writer must look closer: < > & " TAB LF CR, controls, 0xEF and bytes that start no sequence */
};

extern const uint8_t tms_xml_class[256];

/* S, production [3]. Form feed is none of XML's white space. */
static inline bool tms_xml_is_space(unsigned char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
bool tms_xml_is_char(uint32_t code_point);
bool tms_xml_is_name_start(uint32_t code_point);
bool tms_xml_is_name(uint32_t code_point);
/* Length of the name (colons included) that starts at s.ptr[at], in valid UTF-8; 0 where none does. *colon gets the offset of its first colon inside the
 * name, or SIZE_MAX; *colons their number. */
size_t tms_xml_scan_name(tms_slice s, size_t at, size_t *colon, size_t *colons);
/* The input at `at` is 0xEF: is it U+FFFE or U+FFFF, which XML can't hold? */
static inline bool tms_xml_is_nonchar(tms_slice s, size_t at) {
  return s.len - at >= 3 && (unsigned char)s.ptr[at + 1] == 0xBF && (unsigned char)s.ptr[at + 2] >= 0xBE;
}

#endif
