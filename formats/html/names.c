#include "formats/html/names.h"

#include "formats/html/names_table.inc"

static const tms_slice tag_names[TMS_TAG_COUNT][2] = {{TMS_SLICE_INIT(""), TMS_SLICE_INIT("")},
#define TMS_X(id, name, svg) {TMS_SLICE_INIT(name), TMS_SLICE_INIT(svg)},
                                                      TMS_HTML_TAG_NAMES(TMS_X)
#undef TMS_X
};

static const tms_slice attr_names[TMS_ATTR_COUNT][2] = {{TMS_SLICE_INIT(""), TMS_SLICE_INIT("")},
#define TMS_X(id, name, svg) {TMS_SLICE_INIT(name), TMS_SLICE_INIT(svg)},
                                                        TMS_HTML_ATTR_NAMES(TMS_X)
#undef TMS_X
};

_Static_assert(TMS_TAG_COUNT <= 256, "a tag is one byte of a node");
_Static_assert(TMS_ATTR_COUNT <= 4096, "twelve bits of an attribute");

/* Little-endian on every machine. */
static void name_words(tms_slice name, uint64_t words[2]) {
  words[0] = words[1] = 0;
  for (size_t i = 0; i < name.len; i++) words[i / 8] |= (uint64_t)(unsigned char)tms_lower(name.ptr[i]) << (8 * (i % 8));
}

tms_html_tag tms_html_tag_named(tms_slice name) {
  uint64_t words[2];
  if (name.len <= 16) {
    name_words(name, words);
    return tms_html_tag_of_words(words[0], words[1]);
  }
  for (unsigned i = TMS_HTML_TAG_SHORT + 1; i < TMS_TAG_COUNT; i++) { /* a handful */
    if (tms_slice_eq_nocase(name, tag_names[i][0])) return (tms_html_tag)i;
  }
  return TMS_TAG_UNKNOWN;
}

tms_html_attr tms_html_attr_named(tms_slice name) {
  uint64_t words[2];
  if (name.len <= 16) {
    name_words(name, words);
    return tms_html_attr_of_words(words[0], words[1]);
  }
  for (unsigned i = TMS_HTML_ATTR_SHORT + 1; i < TMS_ATTR_COUNT; i++) { /* a handful; lengths are compared first */
    if (tms_slice_eq_nocase(name, attr_names[i][0])) return (tms_html_attr)i;
  }
  return TMS_ATTR_UNKNOWN;
}

tms_slice tms_html_tag_name(tms_html_tag tag) {
  return tag_names[(unsigned)tag < TMS_TAG_COUNT ? tag : TMS_TAG_UNKNOWN][0];
}

tms_slice tms_html_tag_svg_name(tms_html_tag tag) {
  return tag_names[(unsigned)tag < TMS_TAG_COUNT ? tag : TMS_TAG_UNKNOWN][1];
}

tms_slice tms_html_attr_name(tms_html_attr attr) {
  return attr_names[(unsigned)attr < TMS_ATTR_COUNT ? attr : TMS_ATTR_UNKNOWN][0];
}

tms_slice tms_html_attr_svg_name(tms_html_attr attr) {
  return attr_names[(unsigned)attr < TMS_ATTR_COUNT ? attr : TMS_ATTR_UNKNOWN][1];
}
