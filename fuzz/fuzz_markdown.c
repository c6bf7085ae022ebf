/*
 * The Markdown reader on any text (with autolinks where its size is odd):
 *   1. it succeeds, its ranges partition the source, and normal form holds afterwards;
 *   2. the document survives the canonical form;
 *   3. Markdown for people is stable: read again without autolinks and written again, it is the same bytes.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/canonical/canonical.h"
#include "markup/canonical_write.h"
#include "markup/commonmark.h"

static void require(bool claim) {
  if (!claim) __builtin_trap();
}

static tms_document *new_document(void) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 7);
  require(doc != NULL);
  return doc;
}

static tms_document *read_markdown(tms_slice text, unsigned flags) {
  tms_document *doc = new_document();
  doc->source_size = doc->decoded_size = text.len;
  require(tms_commonmark_read(text, 0, flags, doc) == TMS_OK);
  require(tms_doc_check_partition(doc) == NULL);
  require(tms_doc_normalize(doc) == TMS_OK);
  require(tms_doc_check(doc, NULL) == NULL);
  require(tms_doc_check_partition(doc) == NULL);
  return doc;
}

static void survives_canonical(tms_document *doc) {
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_canonical_write(doc, &text);
  require(text.status == TMS_OK);
  tms_document *again = new_document();
  require(tms_canonical_read(tms_buf_slice(&text), again, NULL) == TMS_OK);
  require(tms_doc_compare(doc, again) == NULL);
  tms_doc_free(again);
  tms_buf_release(&text);
}

/* Markdown for people says some things more simply than the document (a figure is its pictures and a paragraph), but reading it back changes no byte. */
static void survives_markdown(tms_document *doc) {
  tms_buf text, again;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_buf_init(&again, tms_allocator_libc(), (size_t)1 << 30);
  tms_canonical_write_body(doc, TMS_CANONICAL_PEOPLE, &text);
  tms_document *read = read_markdown(tms_buf_slice(&text), 0);
  tms_canonical_write_body(read, TMS_CANONICAL_PEOPLE, &again);
  require(text.status == TMS_OK && again.status == TMS_OK);
  require(tms_slice_eq(tms_buf_slice(&text), tms_buf_slice(&again)));
  tms_doc_free(read);
  tms_buf_release(&again);
  tms_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_utf8_repair(tms_slice_of((const char *)data, size), &text);
  tms_document *doc = read_markdown(tms_buf_slice(&text), size & 1 ? TMS_COMMONMARK_AUTOLINKS : 0);
  survives_canonical(doc);
  survives_markdown(doc);
  tms_doc_free(doc);
  tms_buf_release(&text);
  return 0;
}
