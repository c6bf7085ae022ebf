#include "markup/xml_char.h"

#include "base/utf8.h"

/* The table is computed by the compiler from the definitions, so that each class can be read here. */
#define LETTER(c) (((c) >= 'A' && (c) <= 'Z') || ((c) >= 'a' && (c) <= 'z'))
#define DIGIT(c) ((c) >= '0' && (c) <= '9')
#define CONTROL(c) ((c) < 0x20 && (c) != '\t' && (c) != '\n' && (c) != '\r')
#define ALWAYS(c) (CONTROL(c) || (c) == 0xEF)
#define CLASS(c)                                                                                                                                 \
  ((LETTER(c) || (c) == '_' ? TMS_XML_IS_NAME_START | TMS_XML_IS_NAME : 0) | (DIGIT(c) || (c) == '-' || (c) == '.' ? TMS_XML_IS_NAME : 0) |      \
   (ALWAYS(c) || (c) == '<' || (c) == '&' || (c) == ']' || (c) == '\r' ? TMS_XML_STOPS_TEXT : 0) |                                               \
   (ALWAYS(c) || (c) == '<' || (c) == '&' || (c) == '"' || (c) == '\'' || (c) == '\t' || (c) == '\n' || (c) == '\r' ? TMS_XML_STOPS_VALUE : 0) | \
   (ALWAYS(c) || (c) == '-' || (c) == '?' || (c) == ']' || (c) == '\r' ? TMS_XML_STOPS_MISC : 0) |                                               \
   (ALWAYS(c) || (c) >= 0x80 || (c) == '<' || (c) == '>' || (c) == '&' || (c) == '"' || (c) == '\t' || (c) == '\n' || (c) == '\r'                \
        ? TMS_XML_STOPS_WRITING                                                                                                                  \
        : 0))
#define ROW4(c) CLASS(c), CLASS((c) + 1), CLASS((c) + 2), CLASS((c) + 3)
#define ROW16(c) ROW4(c), ROW4((c) + 4), ROW4((c) + 8), ROW4((c) + 12)
#define ROW64(c) ROW16(c), ROW16((c) + 16), ROW16((c) + 32), ROW16((c) + 48)

const uint8_t tms_xml_class[256] = {ROW64(0), ROW64(64), ROW64(128), ROW64(192)};

bool tms_xml_is_char(uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* [4] without the ASCII part, as [begin, end]. */
static const struct {
  uint32_t begin, end;
} starts[] = {
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D},
    {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};

bool tms_xml_is_name_start(uint32_t c) {
  if (c < 0x80) return c == ':' || (tms_xml_class[c] & TMS_XML_IS_NAME_START);
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
    if (c <= starts[i].end) return c >= starts[i].begin;
  }
  return false;
}

bool tms_xml_is_name(uint32_t c) {
  if (c < 0x80) return c == ':' || (tms_xml_class[c] & TMS_XML_IS_NAME);
  return c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040 || tms_xml_is_name_start(c);
}

size_t tms_xml_scan_name(tms_slice s, size_t at, size_t *colon, size_t *colons) {
  size_t i = at;
  *colon = SIZE_MAX;
  *colons = 0;
  while (i < s.len) {
    unsigned char c = (unsigned char)s.ptr[i];
    size_t size = 1;
    if (c == ':') {
      if ((*colons)++ == 0) *colon = i - at;
    } else if (c < 0x80) {
      if (!(tms_xml_class[c] & (i == at ? TMS_XML_IS_NAME_START : TMS_XML_IS_NAME))) break;
    } else {
      uint32_t point = tms_utf8_decode(s, i, &size, NULL);
      if (!(i == at ? tms_xml_is_name_start(point) : tms_xml_is_name(point))) break;
    }
    i += size;
  }
  return i - at;
}
