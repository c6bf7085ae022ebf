/* What blocks and the tags of HTML blocks share while the document is built. Private to src/markup: see commonmark.h. */
#ifndef TMS_MARKUP_COMMONMARK_BUILD_H
#define TMS_MARKUP_COMMONMARK_BUILD_H

#include "markup/commonmark_inline.h"

/* Open elements of HTML blocks; deeper ones are passed over. The document holds 32 levels. */
enum { TMS_MD_DEEPEST_TAG = 128 };

/* A container of CommonMark, or an open element of HTML blocks. An element ends at the latest with the container in which it stands. */
typedef struct tms_md_nest {
  uint16_t tag; /* bit of the element; 0: a container */
  bool node;    /* a node is open in the builder */
  bool section; /* the section of comments: `before` is where the builder was */
  tms_builder before;
} tms_md_nest;

typedef struct tms_md_build_state {
  tms_md_reader *reader;
  tms_builder to;
  tms_md_inline in;
  size_t nest_count;
  tms_md_nest nest[TMS_MD_DEEPEST_TAG + TMS_MD_DEEPEST + 4];
} tms_md_build_state;

/* Opens a paragraph, unless what is open takes inlines itself (a term, a caption, a figure). Says whether to close it. */
bool tms_md_open_line(tms_md_build_state *state);
void tms_md_build_html(tms_md_build_state *state, const tms_md_block *html);
/* Closes the innermost nest entry. */
void tms_md_close_nest(tms_md_build_state *state);

#endif
