/* Same content? Two walks side by side. */
#include "doc/check.h"
#include "doc/walk.h"

static const char *compare_metadata(const tms_metadata *a, const tms_metadata *b) {
  for (size_t i = 0; i < TMS_FIELD_COUNT; i++) {
    const tms_value *x = &a->fields[i], *y = &b->fields[i];
    if (x->count != y->count) return tms_field_key((tms_field)i);
    if (x->count && x->from != y->from) return "provenance";
    for (size_t j = 0; j < x->count; j++) {
      if (!tms_slice_eq(x->items[j], y->items[j])) return tms_field_key((tms_field)i);
    }
  }
  return NULL;
}

static const char *compare_nodes(const tms_node *a, const tms_node *b) {
  if (a->kind != b->kind) return "kind of a node";
  if (a->level != b->level) return "level, order, check mark or header";
  if (a->number != b->number || a->number2 != b->number2) return "start or span";
  if (!tms_slice_eq(a->text, b->text)) return "text";
  if (!tms_slice_eq(a->target, b->target)) return "address, language, label or author";
  if (!tms_slice_eq(a->title, b->title)) return "title or alt";
  return NULL;
}

const char *tms_doc_compare(const tms_document *a, const tms_document *b) {
  const char *difference = compare_metadata(&a->metadata, &b->metadata);
  tms_walk x = tms_walk_of(a->root), y = tms_walk_of(b->root);
  while (!difference) {
    bool more_x = tms_walk_next(&x), more_y = tms_walk_next(&y);
    if (!more_x && !more_y) return NULL;
    if (more_x != more_y || x.enter != y.enter) return "number of nodes";
    if (x.enter) difference = compare_nodes(x.node, y.node);
  }
  return difference;
}
