/* The steps of normal form, in their order. Private to src/doc: see normalize.h. Each is linear (depth counts as a constant: TMS_DOCUMENT_DEPTH). */
#ifndef TMS_DOC_NORMAL_H
#define TMS_DOC_NORMAL_H

#include "doc/document.h"

typedef struct tms_normalizer {
  tms_document *doc;
  tms_buf scratch;
  /* What the first walk saw; no later step makes such nodes. */
  bool has_notes;    /* footnotes or references to some */
  bool has_comments; /* comments among the blocks or behind main */
  uint32_t deepest;  /* node */
} tms_normalizer;

enum {
  /* Blocks that hold blocks open at most this deep, so that what must stand inside them (row, cell, paragraph, some inlines, text) fits into
   * TMS_DOCUMENT_DEPTH. */
  TMS_DEEPEST_CONTAINER = 24,
  TMS_DEEPEST_INLINE = TMS_DOCUMENT_DEPTH - 1 /* of inlines that hold others: their leaves are one deeper */
};

void tms_normal_drop(tms_normalizer *n); /* dropped blocks go, groups dissolve; the attributes of what stays */
/* At a node's leave event: its attributes are normal; what lacks the one it needs is text or unwrapped. */
void tms_normal_attributes(tms_normalizer *n, tms_node *node);
void tms_normal_structure(tms_normalizer *n); /* every child stands where its kind may stand */
void tms_normal_depth(tms_normalizer *n);     /* nothing is too deep */
void tms_normal_inlines(tms_normalizer *n);   /* characters, white space, merging, attributes */
void tms_normal_prune(tms_normalizer *n);     /* nothing is empty */
bool tms_normal_notes(tms_normalizer *n);     /* footnotes and their references; true: something may be empty or unmerged now */
void tms_normal_metadata(tms_normalizer *n);

/* Puts the answers of a comment behind its blocks; the order among each stays. */
void tms_normal_answers_last(tms_node *comment);
/* Blocks that hold blocks and can be done without: list, definition list, quote, table, figure, comment. */
bool tms_normal_is_container(tms_kind kind);
/* Detaches a subtree and books the ranges of its leaves as dropped. */
void tms_normal_discard(tms_normalizer *n, tms_node *node, tms_reason reason);

#endif
