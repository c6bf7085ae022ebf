/*
 * The laws of HTML:
 *   - any text can be read; the leaves lie in the source, apart from each other; normalize makes the document normal
 *   - own HTML read back, without cleaning, gives the same content: for documents read from HTML and for documents of any shape
 * The first byte chooses where the document comes from.
 */
#include "doc/check.h"
#include "doc/normalize.h"
#include "doc_from_bytes.h"
#include "formats/html/html.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdint.h>

static tms_document *read_html(tms_slice text) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = text.len;
  if (tms_html_read(text, NULL, doc, NULL) != TMS_OK) __builtin_trap();
  if (tms_doc_check_partition(doc)) __builtin_trap();
  if (tms_doc_normalize(doc) != TMS_OK || tms_doc_check(doc, NULL) || tms_doc_check_partition(doc)) __builtin_trap();
  return doc;
}

static tms_document *make_document(const uint8_t *data, size_t size, tms_buf *text) {
  if (data[0] == 1) return doc_from_bytes(tms_allocator_libc(), data + 1, size - 1);
  tms_utf8_repair(tms_slice_of((const char *)data, size), text);
  return read_html(tms_buf_slice(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_buf text, page;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_buf_init(&page, tms_allocator_libc(), (size_t)1 << 30);
  tms_document *doc = make_document(data, size, &text), *again = NULL;
  if (doc) {
    if (tms_html_write(doc, NULL, &page, NULL) != TMS_OK || !tms_utf8_is_valid(tms_buf_slice(&page))) __builtin_trap();
    again = read_html(tms_buf_slice(&page));
    if (!again || tms_doc_compare(doc, again)) __builtin_trap();
  }
  tms_doc_free(again);
  tms_doc_free(doc);
  tms_buf_release(&page);
  tms_buf_release(&text);
  return 0;
}
