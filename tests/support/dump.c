#include "tests/support/dump.h"

#include "doc/kind.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

char *dump_doc(const tms_document *doc) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  tms_walk walk = tms_walk_of(doc->root);
  bool apart = false;
  while (tms_walk_next(&walk)) {
    const tms_node *node = walk.node;
    bool leaf = tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_NOTHING;
    if (node == doc->root) continue;
    if (!walk.enter) {
      if (!leaf) fputc(')', out);
      apart = true;
      continue;
    }
    if (apart) fputc(' ', out);
    fputs(tms_kind_name((tms_kind)node->kind), out);
    tms_slice value = node->kind == TMS_KIND_TEXT || node->text.len ? node->text : node->target;
    if (value.len || (leaf && node->kind != TMS_KIND_BREAK && node->kind != TMS_KIND_RULE))
      fprintf(out, "'%.*s'", (int)value.len, value.ptr ? value.ptr : "");
    if (!leaf) fputc('(', out);
    apart = leaf;
  }
  fclose(out);
  return text;
}
