/*
 * The CommonMark reader: CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/) with GFM tables, strikethrough, task list items, extended autolinks
 * and footnotes, into a document.
 *
 * Two phases, as the specification's appendix describes them: lines become a tree of blocks (commonmark_block.c and its neighbours), then
 * the text of each leaf becomes inlines (commonmark_scan.c and its neighbours), which go straight into the document's builder. Both are linear in
 * the input; what the bound rests on stands at each loop. Nothing recurses.
 */
#ifndef TMS_MARKUP_COMMONMARK_H
#define TMS_MARKUP_COMMONMARK_H

#include "doc/document.h"

enum {
  TMS_COMMONMARK_AUTOLINKS = 1u << 0 /* bare addresses become links (GFM 6.9) */
};

/*
 * Reads `text`, a part of the decoded input that starts `offset` bytes into it (for source ranges), and adds its blocks to doc->main. The text
 * is borrowed: it must outlive the document. Never fails on its content; the status is that of the memory.
 */
TMS_MUST_USE tms_status tms_commonmark_read(tms_slice text, uint32_t offset, unsigned flags, tms_document *doc);

#endif
