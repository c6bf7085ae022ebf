/* What the reader does with each element of TEI P5 that it knows. */
#ifndef TMS_FORMATS_TEI_ELEMENTS_H
#define TMS_FORMATS_TEI_ELEMENTS_H

#include "base/slice.h"

typedef enum tms_tei_action {
  TMS_TEI_UNKNOWN, /* its text is kept; counted */
  /* blocks */
  TMS_TEI_AB,
  TMS_TEI_BYLINE, /* of a comment: author and date; else a paragraph */
  TMS_TEI_CELL,
  TMS_TEI_DIV,
  TMS_TEI_EG,
  TMS_TEI_EXAMPLE, /* egXML */
  TMS_TEI_FIGURE,
  TMS_TEI_FLOW, /* holds blocks and is nothing itself */
  TMS_TEI_HEAD,
  TMS_TEI_ITEM,
  TMS_TEI_LIST,
  TMS_TEI_MILESTONE,
  TMS_TEI_PARAGRAPH,
  TMS_TEI_ROW,
  TMS_TEI_TABLE,
  TMS_TEI_LAST_BLOCK = TMS_TEI_TABLE,
  /* as the place asks: a block among blocks, an inline among inlines */
  TMS_TEI_FLEXIBLE, /* a paragraph, or nothing itself */
  TMS_TEI_LABEL,    /* of a list; else as FLEXIBLE */
  TMS_TEI_NOTE,
  TMS_TEI_QUOTE,
  TMS_TEI_CODE,
  /* inlines */
  TMS_TEI_ADD,
  TMS_TEI_CHOICE,
  TMS_TEI_DEL,
  TMS_TEI_EMPHASIS,
  TMS_TEI_FOREIGN,
  TMS_TEI_FORMULA,
  TMS_TEI_GRAPHIC,
  TMS_TEI_HI,
  TMS_TEI_LB,
  TMS_TEI_LINE,  /* of verse: a break behind it */
  TMS_TEI_PLAIN, /* nothing itself: names, words, segments */
  TMS_TEI_PTR,
  TMS_TEI_QUOTATION,
  TMS_TEI_REF,
  TMS_TEI_SEG,
  TMS_TEI_SECOND, /* the editor's word beside the text's, in a choice: dropped there; else nothing itself */
  TMS_TEI_STRONG,
  /* neither */
  TMS_TEI_DESC, /* of a graphic or figure */
  TMS_TEI_HEADER,
  TMS_TEI_TEXT, /* <text>: carries the language */
  TMS_TEI_VOID  /* marks of the source's layout, and apparatus without text */
} tms_tei_action;

/* By local name. A binary search. */
tms_tei_action tms_tei_action_of(tms_slice name);
/* The names in the order of the table, which must be that of their bytes; the empty slice past the last. */
tms_slice tms_tei_element_at(size_t index);

#endif
