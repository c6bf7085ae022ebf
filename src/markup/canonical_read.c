/* Lines: each is led by the prefix of the containers that go on; where it isn't, those that don't are over. A line costs its length and, at most, the number of open blocks. */
#include "markup/canonical_read.h"

#include "doc/characters.h"
#include "markup/canonical_reader.h"

tms_node *tms_canonical_add(tms_canonical_reader *reader, tms_node *parent, tms_kind kind) {
  tms_node *node = tms_doc_node(reader->doc, kind);
  if (node) tms_node_append(parent, node);
  return node;
}

tms_slice tms_canonical_keep(tms_canonical_reader *reader) {
  if (reader->scratch.status != TMS_OK && reader->doc->arena.status == TMS_OK) reader->doc->arena.status = reader->scratch.status;
  return tms_doc_copy(reader->doc, tms_buf_slice(&reader->scratch));
}

bool tms_canonical_push(tms_canonical_reader *reader, tms_kind kind, tms_slice prefix) {
  const tms_canonical_open *top = &reader->open[reader->depth];
  if (reader->depth + 1 >= TMS_CANONICAL_OPEN || prefix.len > TMS_CANONICAL_PREFIX - (size_t)top->prefix) return false;
  tms_node *node = tms_canonical_add(reader, top->node, kind);
  if (!node) return false;
  if (prefix.len) memcpy(reader->prefix + top->prefix, prefix.ptr, prefix.len);
  reader->open[++reader->depth] = (tms_canonical_open){.node = node, .prefix = (uint16_t)(top->prefix + prefix.len)};
  return true;
}

/* What normal form asks of a block that is over. */
bool tms_canonical_pop(tms_canonical_reader *reader) {
  const tms_node *node = reader->open[reader->depth--].node;
  switch (node->kind) {
    case TMS_KIND_CELL: return true;
    case TMS_KIND_TABLE: return node->last && node->last->kind == TMS_KIND_ROW;
    default: return node->first != NULL;
  }
}

static bool ends_without_tag(const tms_node *node) {
  return node->kind == TMS_KIND_LIST || node->kind == TMS_KIND_ITEM || node->kind == TMS_KIND_QUOTE || node->kind == TMS_KIND_FOOTNOTE;
}

static bool close_down_to(tms_canonical_reader *reader, uint32_t depth) {
  while (reader->depth > depth) {
    if (!ends_without_tag(reader->open[reader->depth].node) || !tms_canonical_pop(reader)) return false;
  }
  return true;
}

/* Goes past the part of the prefix that the block at `depth` adds; false where the line doesn't go on with it. Of an empty line the spaces at the end of the prefix are left out. */
static bool skip_prefix_of(tms_canonical_reader *reader, uint32_t depth) {
  size_t before = reader->open[depth - 1].prefix;
  tms_slice part = tms_slice_of(reader->prefix + before, reader->open[depth].prefix - before);
  if (tms_canonical_starts(reader, part)) {
    reader->at += part.len;
    return true;
  }
  if (part.ptr[0] == ' ') return *reader->at == '\n';
  if (*reader->at != '>' || reader->at[1] != '\n') return false;
  reader->at++;
  return true;
}

static bool begin_line(tms_canonical_reader *reader) {
  tms_slice prefix = tms_canonical_prefix(reader);
  if (tms_canonical_starts(reader, prefix)) {
    reader->at += prefix.len;
    return true;
  }
  for (uint32_t depth = 1; depth <= reader->depth; depth++) {
    bool adds = reader->open[depth].prefix > reader->open[depth - 1].prefix;
    if (adds && !skip_prefix_of(reader, depth)) return close_down_to(reader, depth - 1);
  }
  return true;
}

static bool read_lines(tms_canonical_reader *reader) {
  while (reader->at < reader->end) {
    if (!begin_line(reader)) return false;
    if (*reader->at == '\n') {
      reader->at++;
      if (reader->at < reader->end && *reader->at == '\n') return false; /* one empty line parts blocks; each of more would ask all that are open */
    } else if (!tms_canonical_read_block(reader)) {
      return false;
    }
  }
  return close_down_to(reader, 0) && reader->open[0].node == reader->doc->main && reader->notes == reader->references;
}

bool tms_canonical_read_body(tms_slice text, uint32_t offset, tms_document *doc) {
  tms_canonical_reader reader = {.doc = doc, .begin = text.ptr, .at = text.ptr, .offset = offset};
  if (text.len == 0) return true;
  if (text.ptr[text.len - 1] != '\n' || !tms_text_is_plain(text)) return false;
  reader.end = text.ptr + text.len;
  reader.open[0].node = doc->main;
  tms_buf_init(&reader.scratch, doc->allocator, doc->limits.max_memory);
  bool done = read_lines(&reader);
  tms_buf_release(&reader.scratch);
  return done && tms_doc_status(doc) == TMS_OK;
}
