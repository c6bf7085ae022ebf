#include "doc/text.h"

#include "doc/kind.h"
#include "doc/walk.h"

/* A block that begins or ends puts one LF between texts, never two. */
static void end_line(tms_buf *out, size_t begin) {
  if (out->len > begin && out->data[out->len - 1] != '\n') tms_buf_add_byte(out, '\n');
}

void tms_node_text(const tms_node *node, tms_buf *out) {
  size_t begin = out->len;
  /* The walk only reads; it takes a mutable node because other users change what they walk. */
  tms_walk walk = tms_walk_of((tms_node *)(uintptr_t)node);
  while (tms_walk_next(&walk)) {
    const tms_node *at = walk.node;
    if (at != node && tms_kind_is_block((tms_kind)at->kind)) end_line(out, begin);
    if (!walk.enter) continue;
    if (at->kind == TMS_KIND_BREAK) tms_buf_add_byte(out, '\n');
    if (tms_kind_content((tms_kind)at->kind) == TMS_HOLDS_NOTHING) tms_buf_add(out, at->text);
  }
  while (out->len > begin && out->data[out->len - 1] == '\n') tms_buf_cut(out, out->len - 1);
}

tms_slice tms_node_text_folded(tms_document *doc, const tms_node *node) {
  tms_buf text;
  tms_buf_init(&text, doc->allocator, doc->limits.max_memory);
  tms_node_text(node, &text);
  size_t to = 0;
  for (size_t i = 0; i < text.len; i++) {
    bool space = tms_is_space((unsigned char)text.data[i]);
    if (space && (to == 0 || text.data[to - 1] == ' ')) continue;
    text.data[to++] = space ? ' ' : text.data[i];
  }
  if (to > 0 && text.data[to - 1] == ' ') to--;
  tms_slice folded = text.status == TMS_OK ? tms_doc_copy(doc, tms_slice_of(text.data, to)) : TMS_SLICE_NONE;
  if (text.status != TMS_OK && doc->arena.status == TMS_OK) doc->arena.status = text.status;
  (void)tms_doc_spend(doc, text.len); /* nodes may stand in each other: whoever asks for the text of each pays for each byte again */
  tms_buf_release(&text);
  return folded;
}
