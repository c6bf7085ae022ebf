/* The source ranges of a document in their order: what was kept, dropped and repaired. The base of counts and explain. */
#ifndef TMS_CONVERT_TRACE_H
#define TMS_CONVERT_TRACE_H

#include "doc/document.h"

#include <tamis/tamis.h>

typedef struct tms_trace {
  tms_span span;        /* in decoded text; empty: no place of its own */
  const tms_node *node; /* the leaf that was kept; NULL: see reason */
  uint16_t reason;      /* tms_reason, of dropped and repaired ranges */
  uint8_t kind;         /* tms_ledger_kind */
  uint32_t block;       /* of dropped ranges: tms_ledger_entry */
  int32_t score;
} tms_trace;

typedef struct tms_traces {
  const tms_allocator *allocator;
  tms_trace *items, *scratch;
  size_t count, room;
} tms_traces;

/* Collects leaves and ledger, sorted by begin; equal begins stay in document order. False on a failed allocation. Release in any case. */
bool tms_traces_collect(tms_traces *traces, const tms_document *doc);
void tms_traces_release(tms_traces *traces);
/* Fills in blocks_kept and blocks_dropped: lines of explain. The bytes come from tms_doc_counts(). */
void tms_traces_count(const tms_traces *traces, tms_counts *counts);
/* Do two neighbours belong to one line of explain: leaves of one block, or dropped pieces of one block, with one reason? */
bool tms_trace_continues(const tms_trace *before, const tms_trace *trace);
/* The block that a leaf stands in. */
const tms_node *tms_trace_block(const tms_node *leaf);

#endif
