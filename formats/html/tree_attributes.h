/* Walking the attribute records of an element. */
#ifndef TMS_HTML_TREE_ATTRIBUTES_H
#define TMS_HTML_TREE_ATTRIBUTES_H

#include "formats/html/tree_parts.h"

/* The first record of an element, the one after `at`; 0 past the last. */
uint32_t tms_html_record_first(const tms_html_tree *tree, uint32_t node);
uint32_t tms_html_record_next(const tms_html_tree *tree, uint32_t at);

#endif
