/* The attributes of elements: walking them, merging them, comparing them. */
#include "formats/html/tree_attributes.h"

/* Attributes an html or body element is compared with; more are dropped and counted. Real pages repeat one of these tags once or twice. */
enum { MERGED_MOST = 64 };

static bool has_name(const tms_html_tree *tree, uint32_t node, const tms_html_record *record, uint32_t most, uint64_t *dropped) {
  uint32_t at = tms_html_record_first(tree, node);
  for (uint32_t seen = 0; at; at = tms_html_record_next(tree, at)) {
    if (tms_html_record_same_name(&tree->z, record, &tree->z.records[at])) return true;
    if (++seen >= most) {
      ++*dropped;
      return true;
    }
  }
  return false;
}

/* The token's records are the newest: those that are new move together, a link ends them, and the old link points to them. */
void tms_html_merge_attributes(tms_html_builder *b, const tms_html_token *token, uint32_t node, uint32_t *link) {
  tms_html_tree *tree = b->tree;
  uint32_t kept = 0, most = b->max_depth == UINT32_MAX ? UINT32_MAX : MERGED_MOST;
  for (uint32_t i = 0; i < token->count; i++) {
    tms_html_record record = tree->z.records[token->attributes + i];
    if (has_name(tree, node, &record, most, &tree->z.dropped_attributes)) continue;
    record.bits &= (uint16_t)~TMS_HTML_ATTR_LAST;
    tree->z.records[token->attributes + kept++] = record;
  }
  if (!token->count) return;
  tree->z.record_count = token->attributes + kept;
  tms_html_record *end = kept ? tms_html_record_add(&tree->z) : NULL;
  if (!end) return;
  end->bits = TMS_HTML_ATTR_LINK;
  tree->z.records[*link].value = token->attributes;
  *link = tree->z.record_count - 1;
}

static bool same_record(const tms_html_tokenizer *z, uint32_t a, uint32_t b) {
  const tms_html_record *x = &z->records[a], *y = &z->records[b];
  return tms_html_record_same_name(z, x, y) && tms_slice_eq(tms_html_record_value(z, x), tms_html_record_value(z, y));
}

static bool has_record(const tms_html_tree *tree, uint32_t node, uint32_t record) {
  uint32_t at = tms_html_record_first(tree, node);
  while (at && !same_record(&tree->z, at, record)) at = tms_html_record_next(tree, at);
  return at != 0;
}

/* Attributes in another order are compared as sets up to this many: they are n * n comparisons. */
enum { UNORDERED_MOST = 16 };

bool tms_html_same_attributes(const tms_html_tree *tree, uint32_t a, uint32_t b) {
  if (tree->nodes[a].attributes == tree->nodes[b].attributes) return true;
  uint32_t count = 0, x = tms_html_record_first(tree, a), y = tms_html_record_first(tree, b);
  bool ordered = true;
  for (; x && y && (ordered || count <= UNORDERED_MOST); count++) {
    ordered = ordered && same_record(&tree->z, x, y);
    x = tms_html_record_next(tree, x);
    y = tms_html_record_next(tree, y);
  }
  if (x || y) return false;
  if (ordered) return true;
  if (count > UNORDERED_MOST) return false;
  for (x = tms_html_record_first(tree, a); x; x = tms_html_record_next(tree, x)) {
    if (!has_record(tree, b, x)) return false;
  }
  return true;
}
