/*
 * The laws of cleaning, on documents read from HTML and from plain text:
 *   - what comes out is in normal form, and every text range of the source is still in one piece and in one place
 *   - cleaning twice changes nothing, and the same input gives the same document
 * The first byte chooses the reader, mode and passes.
 */
#include "clean/pass.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "doc/check.h"
#include "formats/html/html.h"
#include "formats/text/text.h"

#include <stdint.h>

static tms_options options_of(uint8_t byte) {
  tms_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.clean = TMS_ON;
  options.mode = (tms_mode)(byte >> 1 & 3);
  options.skip = byte & 8 ? TMS_PASS_BOILERPLATE : 0;
  options.skip |= byte & 16 ? TMS_PASS_REPAIR | TMS_PASS_LAYOUT : 0;
  options.no_tables = byte & 32;
  options.no_links = byte & 64;
  options.comments = byte & 128 ? TMS_OFF : TMS_AUTO;
  return options;
}

static tms_document *read_clean(tms_slice text, const tms_options *options, bool html) {
  const tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 0);
  if (!doc) return NULL;
  doc->source_size = doc->decoded_size = text.len;
  tms_status status = html ? tms_html_read(text, options, doc, NULL) : tms_text_read(text, options, doc, NULL);
  if (status == TMS_OK) status = tms_clean(doc, options, NULL);
  if (status == TMS_OK) return doc;
  if (status != TMS_ERR_LIMIT && status != TMS_ERR_MEMORY) __builtin_trap();
  tms_doc_free(doc);
  return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tms_options options = options_of(data[0]);
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_utf8_repair(tms_slice_of((const char *)data + 1, size - 1), &text);
  tms_document *once = read_clean(tms_buf_slice(&text), &options, data[0] & 1), *twice = read_clean(tms_buf_slice(&text), &options, data[0] & 1);
  if (once && twice) {
    if (tms_doc_check(once, NULL) || tms_doc_check_partition(once)) __builtin_trap();
    if (tms_clean(twice, &options, NULL) != TMS_OK) __builtin_trap();
    if (tms_doc_compare(once, twice)) __builtin_trap();
  }
  tms_doc_free(twice);
  tms_doc_free(once);
  tms_buf_release(&text);
  return 0;
}
