#include "charset/writer.h"

void tms_writer_init(tms_writer *writer, tms_buf *out, const tms_charset_sink *sink) {
  writer->out = out;
  writer->sink = sink;
  writer->begin = out->len;
  writer->used = writer->bad = writer->first_bad = 0;
  writer->unequal = writer->mark_next = writer->stopped = false;
}

void tms_writer_flush(tms_writer *writer) {
  tms_buf_add_bytes(writer->out, writer->block, writer->used);
  writer->used = 0;
}

static size_t decoded_at(const tms_writer *writer) {
  return writer->out->len - writer->begin + writer->used;
}

void tms_writer_mark(tms_writer *writer, size_t source) {
  const tms_charset_sink *sink = writer->sink;
  if (!sink || !sink->mark || writer->stopped || writer->out->status != TMS_OK) return;
  if (!sink->mark(sink->user, decoded_at(writer), source)) writer->stopped = true;
}

void tms_writer_bad(tms_writer *writer, size_t source, size_t length) {
  const tms_charset_sink *sink = writer->sink;
  if (sink && sink->bad) sink->bad(sink->user, decoded_at(writer), source);
  if (writer->bad++ == 0) writer->first_bad = source;
  tms_writer_put(writer, TMS_REPLACEMENT, source, length);
}

void tms_writer_equal(tms_writer *writer, size_t source) {
  tms_writer_mark(writer, source);
  writer->unequal = writer->mark_next = false;
}

void tms_writer_same(tms_writer *writer, tms_slice bytes, size_t source) {
  if (bytes.len == 0) return;
  if (writer->unequal || writer->mark_next) tms_writer_equal(writer, source);
  if (bytes.len > TMS_WRITER_BLOCK - writer->used) {
    tms_writer_flush(writer);
    tms_buf_add(writer->out, bytes);
    return;
  }
  memcpy(writer->block + writer->used, bytes.ptr, bytes.len);
  writer->used += bytes.len;
}

tms_status tms_writer_finish(tms_writer *writer, size_t source) {
  tms_writer_flush(writer);
  if (writer->unequal || writer->mark_next) tms_writer_mark(writer, source);
  if (writer->out->status != TMS_OK) return writer->out->status;
  return writer->stopped ? TMS_ERR_MEMORY : TMS_OK;
}

void tms_pairs_init(tms_pairs *pairs, const tms_pair_shape *shape, const uint16_t *index, size_t size) {
  unsigned place = 0;
  for (unsigned byte = 0; byte < 256; byte++) {
    bool is_lead = byte >= shape->first && byte <= shape->last;
    pairs->lead[byte] = is_lead ? (uint16_t)((byte - shape->first) * shape->width) : TMS_NO_PAIR;
    bool is_trail = byte >= shape->low && byte <= shape->high && !(byte >= shape->gap_first && byte <= shape->gap_last);
    pairs->trail[byte] = is_trail ? (uint16_t)place++ : TMS_NO_PAIR;
  }
  pairs->index = index;
  pairs->size = (unsigned)size;
}
