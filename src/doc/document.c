#include "doc/document.h"

#include "base/alloc.h"

/* Reaching for a failed node must not crash a builder: see builder.c for its scratch node. */
static bool make_roots(tms_document *doc) {
  doc->root = tms_doc_node(doc, TMS_KIND_DOCUMENT);
  doc->main = tms_doc_node(doc, TMS_KIND_MAIN);
  if (!doc->root || !doc->main) return false;
  tms_node_append(doc->root, doc->main);
  return true;
}

tms_document *tms_doc_new(const tms_allocator *allocator, const tms_limits *limits, uint64_t seed) {
  tms_document *doc = tms_alloc_zero(allocator, sizeof *doc);
  if (!doc) return NULL;
  doc->allocator = allocator;
  doc->limits = tms_limits_resolve(limits);
  doc->budget.left = doc->limits.max_work;
  doc->seed = seed;
  doc->format = doc->encoding = doc->encoding_source = "";
  tms_arena_init(&doc->arena, allocator, doc->limits.max_memory);
  tms_buf_init(&doc->decoded, allocator, doc->limits.max_memory);
  tms_ledger_init(&doc->ledger, &doc->arena);
  tms_source_map_init(&doc->map, &doc->arena);
  if (!make_roots(doc)) {
    tms_doc_free(doc);
    return NULL;
  }
  return doc;
}

void tms_doc_free(tms_document *doc) {
  if (!doc) return;
  tms_buf_release(&doc->decoded);
  tms_arena_release(&doc->arena);
  tms_free(doc->allocator, doc, sizeof *doc);
}

tms_status tms_doc_status(const tms_document *doc) {
  return doc->arena.status;
}

static bool over_limit(tms_document *doc) {
  if (doc->arena.status == TMS_OK) doc->arena.status = TMS_ERR_LIMIT;
  return false;
}

bool tms_doc_spend(tms_document *doc, uint64_t steps) {
  return tms_budget_spend(&doc->budget, steps) || over_limit(doc);
}

static bool may_make_node(tms_document *doc) {
  return doc->node_count < doc->limits.max_nodes ? tms_doc_spend(doc, 1) : over_limit(doc);
}

/* In steps of 16 bytes, which are a store each: of one assignment gcc makes `rep stos`, whose start alone takes longer than all of them. */
static void clear(tms_node *node) {
  enum { STEP = 16 };
  char *bytes = (char *)node;
  size_t done = 0;
  for (; sizeof *node - done >= STEP; done += STEP) memset(bytes + done, 0, STEP);
  memset(bytes + done, 0, sizeof *node - done);
}

tms_node *tms_doc_node(tms_document *doc, tms_kind kind) {
  if (!may_make_node(doc)) return NULL;
  tms_node *node = tms_arena_alloc(&doc->arena, sizeof *node);
  if (!node) return NULL;
  clear(node);
  doc->node_count++;
  node->kind = (uint8_t)kind;
  if (kind == TMS_KIND_CELL) node->number = node->number2 = 1;
  if (kind == TMS_KIND_HEADING) node->level = 1;
  return node;
}

tms_node *tms_doc_comments(tms_document *doc) {
  if (doc->root->last->kind == TMS_KIND_COMMENTS) return doc->root->last;
  tms_node *comments = tms_doc_node(doc, TMS_KIND_COMMENTS);
  if (comments) tms_node_append(doc->root, comments);
  return comments;
}

bool tms_doc_hint(tms_document *doc, tms_provenance from, tms_slice key, tms_slice value, tms_span span) {
  tms_hint *hint = tms_arena_zero(&doc->arena, sizeof *hint);
  if (!hint) return false;
  *hint = (tms_hint){.key = key, .value = value, .span = span, .from = from};
  if (doc->last_hint) {
    doc->last_hint->next = hint;
  } else {
    doc->hints = hint;
  }
  doc->last_hint = hint;
  return true;
}

tms_slice tms_doc_copy(tms_document *doc, tms_slice bytes) {
  return tms_arena_copy(&doc->arena, bytes);
}

tms_doc_mark tms_doc_mark_of(const tms_document *doc) {
  return (tms_doc_mark){.doc = *doc, .arena = tms_arena_mark_of(&doc->arena)};
}

void tms_doc_rewind(tms_document *doc, const tms_doc_mark *mark) {
  if (doc->arena.status != TMS_OK) return;
  tms_arena_rewind(&doc->arena, mark->arena);
  const tms_arena arena = doc->arena;
  *doc = mark->doc;
  doc->arena = arena;
  doc->root->first = doc->root->last = doc->main;
  doc->main->next = doc->main->first = doc->main->last = NULL;
}
