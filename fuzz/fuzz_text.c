/*
 * The laws of plain text:
 *   - any text can be read; its leaves lie in the source, apart from each other; normalize makes it normal
 *   - write(read(write(d))) = write(d), for documents that were read from text and for documents of any shape, without cleaning
 * The first byte chooses where the document comes from.
 */
#include "doc/check.h"
#include "doc/normalize.h"
#include "doc_from_bytes.h"
#include "formats/text/text.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdint.h>

static tms_document *read_text(tms_slice text) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = text.len;
  if (tms_text_read(text, NULL, doc, NULL) != TMS_OK) __builtin_trap();
  if (tms_doc_check_partition(doc)) __builtin_trap();
  if (tms_doc_normalize(doc) != TMS_OK || tms_doc_check(doc, NULL) || tms_doc_check_partition(doc)) __builtin_trap();
  return doc;
}

static void write_text(tms_document *doc, tms_buf *out) {
  tms_buf_init(out, tms_allocator_libc(), (size_t)1 << 30);
  if (tms_text_write(doc, NULL, out, NULL) != TMS_OK) __builtin_trap();
  if (!tms_utf8_is_valid(tms_buf_slice(out))) __builtin_trap();
}

static tms_document *make_document(const uint8_t *data, size_t size, tms_buf *text) {
  if (data[0] & 1) return doc_from_bytes(tms_allocator_libc(), data + 1, size - 1);
  tms_utf8_repair(tms_slice_of((const char *)data + 1, size - 1), text);
  return read_text(tms_buf_slice(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_buf text, first, second;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_document *doc = make_document(data, size, &text);
  if (doc) {
    write_text(doc, &first);
    tms_document *again = read_text(tms_buf_slice(&first));
    write_text(again, &second);
    if (!tms_slice_eq(tms_buf_slice(&first), tms_buf_slice(&second))) __builtin_trap();
    tms_buf_release(&second);
    tms_doc_free(again);
    tms_buf_release(&first);
  }
  tms_doc_free(doc);
  tms_buf_release(&text);
  return 0;
}
