#include "convert/trace.h"

#include "base/alloc.h"
#include "base/size.h"
#include "base/sort.h"
#include "doc/kind.h"
#include "doc/partition.h"
#include "doc/walk.h"

static bool is_leaf(const tms_node *node) {
  return tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_NOTHING && node->text.len && !node->dropped;
}

/* Leaves and ledger entries together: the room is known before anything is filled in. */
static size_t count_traces(const tms_document *doc) {
  size_t count = doc->ledger.count;
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    if (walk.enter && is_leaf(walk.node)) count++;
  }
  return count;
}

static int by_begin(const void *a, const void *b) {
  const tms_trace *left = a, *right = b;
  return left->span.begin < right->span.begin ? -1 : left->span.begin > right->span.begin;
}

bool tms_traces_collect(tms_traces *traces, const tms_document *doc) {
  *traces = (tms_traces){.allocator = doc->allocator};
  size_t count = count_traces(doc), size;
  if (count == 0) return true;
  if (!tms_size_mul(count, sizeof *traces->items, &size)) return false;
  traces->room = count;
  traces->items = tms_alloc(doc->allocator, size);
  traces->scratch = tms_alloc(doc->allocator, size);
  if (!traces->items || !traces->scratch) return false;
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    if (walk.enter && is_leaf(walk.node)) {
      traces->items[traces->count++] = (tms_trace){walk.node->span, walk.node, TMS_REASON_NONE, TMS_LEDGER_KEPT, 0, 0};
    }
  }
  for (size_t i = 0; i < doc->ledger.count; i++) {
    const tms_ledger_entry *entry = &doc->ledger.entries[i];
    traces->items[traces->count++] = (tms_trace){entry->span, NULL, entry->reason, entry->kind, entry->block, entry->score};
  }
  tms_sort(traces->items, traces->count, sizeof *traces->items, by_begin, traces->scratch);
  return true;
}

void tms_traces_release(tms_traces *traces) {
  if (traces->scratch) tms_free(traces->allocator, traces->scratch, traces->room * sizeof *traces->scratch);
  if (traces->items) tms_free(traces->allocator, traces->items, traces->room * sizeof *traces->items);
  *traces = (tms_traces){0};
}

const tms_node *tms_trace_block(const tms_node *leaf) {
  while (leaf->parent && tms_kind_is_inline((tms_kind)leaf->kind)) leaf = leaf->parent;
  return leaf;
}

bool tms_trace_continues(const tms_trace *before, const tms_trace *trace) {
  if (before->kind != trace->kind) return false;
  if (trace->kind == TMS_LEDGER_DROPPED) return before->reason == trace->reason && before->block == trace->block;
  if (trace->kind == TMS_LEDGER_REPAIRED) return false;
  return !trace->node || !before->node || tms_trace_block(before->node) == tms_trace_block(trace->node);
}

void tms_traces_count(const tms_traces *traces, tms_counts *counts) {
  const tms_trace *before = NULL;
  for (size_t i = 0; i < traces->count; i++) {
    const tms_trace *trace = &traces->items[i];
    if (trace->kind == TMS_LEDGER_REPAIRED) continue;
    if (!before || !tms_trace_continues(before, trace)) {
      if (trace->kind == TMS_LEDGER_DROPPED) {
        counts->blocks_dropped++;
      } else {
        counts->blocks_kept++;
      }
    }
    before = trace;
  }
}

tms_status tms_document_counts(tms_document *document, tms_counts *counts) {
  *counts = (tms_counts){0};
  if (!document) return TMS_ERR_ARGUMENT;
  tms_traces traces;
  tms_status status = TMS_ERR_MEMORY;
  tms_doc_counts(document, counts);
  if (tms_traces_collect(&traces, document)) {
    tms_traces_count(&traces, counts);
    status = tms_doc_status(document);
  }
  tms_traces_release(&traces);
  return status;
}
