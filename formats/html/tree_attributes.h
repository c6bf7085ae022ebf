/* Walking the attribute records of an element. */
#ifndef TMS_HTML_TREE_ATTRIBUTES_H
#define TMS_HTML_TREE_ATTRIBUTES_H

#include "formats/html/tree_parts.h"

/* A record that isn't a link, or 0. */
static inline uint32_t tms_html_record_follow(const tms_html_tokenizer *z, uint32_t at) {
  while (at && (z->records[at].bits & TMS_HTML_ATTR_LINK)) at = z->records[at].value;
  return at;
}

/* The first record of an element, the one after `at`; 0 past the last. */
static inline uint32_t tms_html_record_next(const tms_html_tree *tree, uint32_t at) {
  return (tree->z.records[at].bits & TMS_HTML_ATTR_LAST) ? 0 : tms_html_record_follow(&tree->z, at + 1);
}

static inline uint32_t tms_html_record_first(const tms_html_tree *tree, uint32_t node) {
  uint32_t at = tree->nodes[node].attributes;
  if (!at || tree->nodes[node].kind != TMS_HTML_ELEMENT) return 0;
  return (tree->nodes[node].flags & TMS_NODE_NAMED) ? tms_html_record_next(tree, at) : tms_html_record_follow(&tree->z, at);
}

#endif
