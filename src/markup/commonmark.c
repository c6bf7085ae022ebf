#include "markup/commonmark.h"

#include "base/size.h"
#include "markup/commonmark_block.h"

/* What references may add to a document, as in cmark: the size of the input, or this for small ones. */
enum { LEAST_EXPANSION = 100000 };

static void reader_init(tms_md_reader *reader, tms_document *doc) {
  reader->doc = doc;
  tms_arena_init(&reader->arena, doc->allocator, doc->limits.max_memory);
  tms_buf_init(&reader->scratch, doc->allocator, doc->limits.max_memory);
  tms_map_init(&reader->references, &reader->arena, doc->seed);
  tms_map_init(&reader->notes, &reader->arena, doc->seed);
}

tms_slice tms_md_keep_scratch(tms_md_reader *reader) {
  if (reader->scratch.status != TMS_OK && reader->arena.status == TMS_OK) reader->arena.status = reader->scratch.status;
  return tms_doc_copy(reader->doc, tms_buf_slice(&reader->scratch));
}

tms_status tms_commonmark_read(tms_slice text, uint32_t offset, unsigned flags, tms_document *doc) {
  tms_md_reader reader = {.flags = flags, .text = text, .offset = offset, .padding = text.len};
  uint32_t end;
  if (!tms_size_to_u32(text.len, &end) || end > UINT32_MAX / 2) return TMS_ERR_LIMIT;
  reader.expansion = text.len > LEAST_EXPANSION ? text.len : LEAST_EXPANSION;
  reader_init(&reader, doc);
  tms_md_block *root = tms_md_read_blocks(&reader);
  if (root) tms_md_build(&reader, root);
  tms_status status = reader.arena.status;
  if (status == TMS_OK) status = reader.scratch.status;
  if (status == TMS_OK) status = tms_doc_status(doc);
  tms_buf_release(&reader.scratch);
  tms_arena_release(&reader.arena);
  return status;
}
