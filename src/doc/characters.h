/* The characters of normal form (docs/document.md, rules 1 and 2), one leaf at a time. */
#ifndef TMS_DOC_CHARACTERS_H
#define TMS_DOC_CHARACTERS_H

#include "doc/document.h"

typedef enum tms_white {
  TMS_WHITE_FLOW, /* text and inline code: all white space is one space, runs fold; ends are kept */
  TMS_WHITE_LINE, /* attributes, metadata, formulas: the same, and trimmed */
  TMS_WHITE_KEEP  /* code blocks: LF and TAB stay, line ends become LF, trailing LFs go */
} tms_white;

/* For a text that is read whole and cut into leaves afterwards: nothing but normal characters, and TAB, LF and U+0020 wherever they like. What is cut
 * out of it needs a look at these three alone. */
bool tms_text_is_plain(tms_slice text);
/* Does the text obey already? One pass over the bytes, no memory. */
bool tms_text_is_normal(tms_slice text, tms_white white);
/* The text as it has to be: the same slice where it obeys, else a copy in the document's arena. `scratch` is any buffer, left dirty; what was changed is counted in the ledger at `span`. */
tms_slice tms_text_normal(tms_document *doc, tms_buf *scratch, tms_slice text, tms_white white, tms_span span);

#endif
