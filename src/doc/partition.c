/* The partition law, and the counts that follow from it. */
#include "doc/partition.h"

#include "base/sort.h"
#include "doc/check.h"
#include "doc/walk.h"

static bool add(tms_ranges *ranges, tms_arena *arena, tms_span span, tms_ledger_kind kind, uint16_t reason) {
  if (span.begin >= span.end) return true;
  if (!tms_arena_grow(arena, (void **)&ranges->items, &ranges->room, ranges->count + 1, sizeof *ranges->items)) return false;
  ranges->items[ranges->count++] = (tms_ledger_entry){span, reason, (uint8_t)kind, 0, 0};
  return true;
}

/* Leaves of the tree; a dropped block that still stands counts as dropped, with its reason. */
static bool add_leaves(tms_ranges *ranges, tms_arena *arena, const tms_document *doc) {
  const tms_node *dropped = NULL; /* the outermost open one */
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (!walk.enter) {
      if (node == dropped) dropped = NULL;
      continue;
    }
    if (node->dropped && !dropped) dropped = node;
    if (node->derived) continue;
    tms_ledger_kind kind = dropped ? TMS_LEDGER_DROPPED : TMS_LEDGER_KEPT;
    if (!add(ranges, arena, node->span, kind, dropped ? dropped->dropped : 0)) return false;
  }
  return true;
}

static int by_begin(const void *a, const void *b) {
  const tms_ledger_entry *x = a, *y = b;
  return (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

bool tms_doc_ranges(const tms_document *doc, tms_arena *arena, tms_ranges *ranges) {
  *ranges = (tms_ranges){0};
  if (!add_leaves(ranges, arena, doc)) return false;
  for (size_t i = 0; i < doc->ledger.count; i++) {
    const tms_ledger_entry *entry = &doc->ledger.entries[i];
    if (entry->kind == TMS_LEDGER_REPAIRED) continue; /* inside a range that is listed */
    if (!add(ranges, arena, entry->span, (tms_ledger_kind)entry->kind, entry->reason)) return false;
  }
  void *scratch = tms_arena_array(arena, ranges->count, sizeof *ranges->items);
  if (!scratch) return false;
  tms_sort(ranges->items, ranges->count, sizeof *ranges->items, by_begin, scratch);
  return true;
}

static const char *check_ranges(const tms_document *doc, tms_arena *arena) {
  tms_ranges ranges;
  if (!tms_doc_ranges(doc, arena, &ranges)) return "out of memory";
  uint32_t end = 0;
  for (size_t i = 0; i < ranges.count; i++) {
    tms_span span = ranges.items[i].span;
    if (span.begin < end) return "two text ranges overlap";
    if (span.end > doc->decoded_size) return "a text range outside the input";
    end = span.end;
  }
  return NULL;
}

const char *tms_doc_check_partition(tms_document *doc) {
  tms_arena arena;
  tms_arena_init(&arena, doc->allocator, doc->limits.max_memory);
  const char *broken = check_ranges(doc, &arena);
  tms_arena_release(&arena);
  return broken;
}

/* Repairs that changed characters; folded spaces stand in nearly every leaf and say nothing of it. */
static bool changes_text(const tms_ledger_entry *entry) {
  return entry->kind == TMS_LEDGER_REPAIRED && entry->reason >= TMS_REASON_BAD_BYTES && entry->reason <= TMS_REASON_COMPOSED &&
         entry->reason != TMS_REASON_SPACES && entry->span.begin < entry->span.end;
}

/* Marks the kept ranges that a listed repair touches. Both lists are sorted, so one pass over both. */
static void mark_repaired(const tms_document *doc, tms_arena *arena, tms_ranges *ranges) {
  tms_ranges repairs = {0};
  for (size_t i = 0; i < doc->ledger.count; i++) {
    const tms_ledger_entry *entry = &doc->ledger.entries[i];
    if (changes_text(entry) && !add(&repairs, arena, entry->span, TMS_LEDGER_REPAIRED, entry->reason)) return;
  }
  void *scratch = tms_arena_array(arena, repairs.count, sizeof *repairs.items);
  if (!scratch) return;
  tms_sort(repairs.items, repairs.count, sizeof *repairs.items, by_begin, scratch);
  for (size_t i = 0, j = 0; i < ranges->count; i++) {
    tms_ledger_entry *range = &ranges->items[i];
    while (j < repairs.count && repairs.items[j].span.end <= range->span.begin) j++;
    bool touched = j < repairs.count && repairs.items[j].span.begin < range->span.end;
    if (touched && range->kind == TMS_LEDGER_KEPT) range->kind = TMS_LEDGER_REPAIRED;
  }
}

static void count_ranges(const tms_document *doc, const tms_ranges *ranges, tms_counts *counts) {
  uint64_t by_kind[3] = {0};
  for (size_t i = 0; i < ranges->count; i++) {
    tms_span span = ranges->items[i].span;
    by_kind[ranges->items[i].kind] += tms_source_map_find(&doc->map, span.end) - tms_source_map_find(&doc->map, span.begin);
  }
  uint64_t text = by_kind[TMS_LEDGER_KEPT] + by_kind[TMS_LEDGER_DROPPED] + by_kind[TMS_LEDGER_REPAIRED];
  counts->kept = by_kind[TMS_LEDGER_KEPT];
  counts->dropped = by_kind[TMS_LEDGER_DROPPED];
  counts->repaired = by_kind[TMS_LEDGER_REPAIRED];
  counts->syntax = counts->source > text ? counts->source - text : 0;
  for (size_t i = TMS_REASON_BAD_BYTES; i < TMS_REASON_COUNT; i++) counts->repairs += doc->ledger.counts[i];
}

void tms_doc_counts(tms_document *doc, tms_counts *counts) {
  tms_arena arena;
  tms_ranges ranges;
  *counts = (tms_counts){.source = doc->source_size};
  tms_arena_init(&arena, doc->allocator, doc->limits.max_memory);
  if (tms_doc_ranges(doc, &arena, &ranges)) {
    mark_repaired(doc, &arena, &ranges);
    count_ranges(doc, &ranges, counts);
  }
  if (arena.status != TMS_OK && doc->arena.status == TMS_OK) doc->arena.status = arena.status;
  tms_arena_release(&arena);
}
