/*
 * An HTML tree as markup again (13.3 "Serializing HTML fragments"), for laws that parse twice. It departs from the standard where the standard loses
 * something that it need not: doctypes keep their identifiers, instructions end with "?>", and a line feed that begins a pre, listing or textarea gets
 * another before it.
 */
#ifndef TMS_FUZZ_HTML_SERIALIZE_H
#define TMS_FUZZ_HTML_SERIALIZE_H

#include "base/buffer.h"
#include "formats/html/tree.h"

void html_serialize(const tms_html_tree *tree, bool scripting, tms_buf *out);

#endif
