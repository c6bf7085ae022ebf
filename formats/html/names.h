/*
 * The names of elements and attributes that the parser and the reader know, as small numbers.
 *
 * The lists stand in tools/gen_html_names.py. A lookup costs two multiplications and one comparison.
 */
#ifndef TMS_HTML_NAMES_H
#define TMS_HTML_NAMES_H

#include "base/slice.h"
#include "formats/html/names_list.inc"

/* TMS_TAG_DIV, TMS_TAG_ANNOTATION_XML, TMS_TAG_FOREIGNOBJECT, ... */
typedef enum tms_html_tag {
  TMS_TAG_UNKNOWN = 0,
#define TMS_X(id, name, svg) TMS_TAG_##id,
  TMS_HTML_TAG_NAMES(TMS_X)
#undef TMS_X
      TMS_TAG_COUNT
} tms_html_tag;

/* TMS_ATTR_HREF, TMS_ATTR_ARIA_HIDDEN, TMS_ATTR_XML_LANG, ... ('-' and ':' read as '_') */
typedef enum tms_html_attr {
  TMS_ATTR_UNKNOWN = 0,
#define TMS_X(id, name, svg) TMS_ATTR_##id,
  TMS_HTML_ATTR_NAMES(TMS_X)
#undef TMS_X
      TMS_ATTR_COUNT
} tms_html_attr;

/* By name, ASCII letters folded. UNKNOWN for names that are not in the lists. */
tms_html_tag tms_html_tag_named(tms_slice name);
tms_html_attr tms_html_attr_named(tms_slice name);
/* By the name's bytes as two little-endian words, lower-case, zero-filled (names of at most 16 bytes). */
#pragma GCC visibility push(hidden) /* said here too, or else each look goes through a table of addresses */
extern const uint8_t tms_html_tag_slots[1 << (64 - TMS_HTML_TAG_SHIFT)];
extern const uint64_t tms_html_tag_words[TMS_HTML_TAG_SHORT + 1][2];
extern const uint16_t tms_html_attr_slots[1 << (64 - TMS_HTML_ATTR_SHIFT)];
extern const uint64_t tms_html_attr_words[TMS_HTML_ATTR_SHORT + 1][2];
#pragma GCC visibility pop
static inline tms_html_tag tms_html_tag_of_words(uint64_t low, uint64_t high) {
  unsigned found = tms_html_tag_slots[(low * TMS_HTML_TAG_LOW + high * TMS_HTML_TAG_HIGH) >> TMS_HTML_TAG_SHIFT];
  const uint64_t *words = tms_html_tag_words[found];
  return ((words[0] ^ low) | (words[1] ^ high)) == 0 ? (tms_html_tag)found : TMS_TAG_UNKNOWN;
}
static inline uint64_t tms_html_attr_hash(uint64_t low, uint64_t high) {
  return low * TMS_HTML_ATTR_LOW + high * TMS_HTML_ATTR_HIGH;
}
static inline tms_html_attr tms_html_attr_hashed(uint64_t low, uint64_t high, uint64_t hash) {
  unsigned found = tms_html_attr_slots[hash >> TMS_HTML_ATTR_SHIFT];
  const uint64_t *words = tms_html_attr_words[found];
  return ((words[0] ^ low) | (words[1] ^ high)) == 0 ? (tms_html_attr)found : TMS_ATTR_UNKNOWN;
}
static inline tms_html_attr tms_html_attr_of_words(uint64_t low, uint64_t high) {
  return tms_html_attr_hashed(low, high, tms_html_attr_hash(low, high));
}
/* The lower-case name; as SVG spells it ("foreignObject", "viewBox"). Empty for UNKNOWN. */
tms_slice tms_html_tag_name(tms_html_tag tag);
tms_slice tms_html_tag_svg_name(tms_html_tag tag);
tms_slice tms_html_attr_name(tms_html_attr attr);
tms_slice tms_html_attr_svg_name(tms_html_attr attr);

#endif
