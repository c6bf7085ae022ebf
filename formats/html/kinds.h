/* What the reader makes of each element: one table (NOTES.md, "Mapping"). */
#ifndef TMS_HTML_KINDS_H
#define TMS_HTML_KINDS_H

#include "doc/evidence.h"
#include "formats/html/names.h"

typedef enum tms_html_use {
  TMS_USE_INLINE = 0, /* nothing of its own: span, font, unknown names */
  TMS_USE_GROUP,      /* a container */
  TMS_USE_PARAGRAPH,  /* a line of its own */
  TMS_USE_HEADING,
  TMS_USE_LIST,
  TMS_USE_ITEM,
  TMS_USE_DEFINITIONS,
  TMS_USE_TERM,
  TMS_USE_DEFINITION,
  TMS_USE_QUOTE,
  TMS_USE_PRE,
  TMS_USE_RULE,
  TMS_USE_TABLE,
  TMS_USE_ROW,
  TMS_USE_CELL,
  TMS_USE_CAPTION,
  TMS_USE_FIGURE,
  TMS_USE_FIGCAPTION,
  TMS_USE_WRAPPER, /* emphasis, strong, ...: `kind` says which */
  TMS_USE_LINK,
  TMS_USE_CODE,
  TMS_USE_BREAK,
  TMS_USE_IMAGE,
  TMS_USE_MEDIA,   /* video, audio, iframe, object, embed */
  TMS_USE_CONTROL, /* text of a form control, or inert content: beside the line it stands in */
  TMS_USE_INPUT,
  TMS_USE_RUBY_TEXT,
  TMS_USE_TIME,
  TMS_USE_TITLE,
  TMS_USE_META,
  TMS_USE_LINK_TAG,
  TMS_USE_BASE,
  TMS_USE_SCRIPT,
  TMS_USE_SKIP,        /* syntax: style */
  TMS_USE_TRANSPARENT, /* html, head, table sections: no border of a block */
  TMS_USE_SVG,
  TMS_USE_MATH
} tms_html_use;

typedef struct tms_html_kind_entry {
  uint8_t use;  /* tms_html_use */
  uint8_t kind; /* tms_kind, of wrappers */
  uint8_t role; /* tms_role */
} tms_html_kind_entry;

extern const tms_html_kind_entry tms_html_kinds[TMS_TAG_COUNT];

/* Does the element begin and end a line? */
bool tms_html_is_block(tms_html_tag tag);

#endif
