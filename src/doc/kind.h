/* The table of kinds: names, classes and allowed children. docs/document.md says the same to people, and a test compares them. */
#ifndef TMS_DOC_KIND_H
#define TMS_DOC_KIND_H

#include <tamis/tamis.h>

typedef enum tms_content {
  TMS_HOLDS_NOTHING, /* a leaf */
  TMS_HOLDS_INLINES,
  TMS_HOLDS_BLOCKS, /* heading paragraph list definition-list quote code-block table figure rule formula-block, comment, footnote where said */
  TMS_HOLDS_ITEMS,  /* list: items only */
  TMS_HOLDS_TERMS,  /* definition list: terms and definitions */
  TMS_HOLDS_ROWS,   /* table: at most one caption, first; then rows */
  TMS_HOLDS_CELLS,
  TMS_HOLDS_FIGURE,   /* figure: one or more images, then at most one caption */
  TMS_HOLDS_SECTIONS, /* document: main, then at most one comments */
  TMS_HOLDS_COMMENTS  /* comments: comments only */
} tms_content;

/* Which fields of a node a kind uses (doc/document.h); the others are zero in normal form. */
enum { TMS_USES_LEVEL = 1, TMS_USES_NUMBER = 2, TMS_USES_NUMBER2 = 4, TMS_USES_TEXT = 8, TMS_USES_TARGET = 16, TMS_USES_TITLE = 32 };
unsigned tms_kind_uses(tms_kind kind);

tms_content tms_kind_content(tms_kind kind);
bool tms_kind_is_block(tms_kind kind); /* heading to group: may stand where blocks stand, or inside a special parent */
static inline bool tms_kind_is_inline(tms_kind kind) {
  return kind >= TMS_KIND_TEXT && kind <= TMS_KIND_SPAN;
}
/* May `child` stand directly in `parent` in normal form? */
bool tms_kind_allows(tms_kind parent, tms_kind child);

#endif
