/* Reading text off a tree. */
#ifndef TMS_DOC_TEXT_H
#define TMS_DOC_TEXT_H

#include "doc/document.h"

/* Appends the text of a subtree: leaves as they are, a line break as LF, blocks apart by one LF; images and note references give nothing. */
void tms_node_text(const tms_node *node, tms_buf *out);
/* The same with white space folded to single spaces and trimmed, in the arena. */
tms_slice tms_node_text_folded(tms_document *doc, const tms_node *node);

#endif
