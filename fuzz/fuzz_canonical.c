/*
 * The laws of the canonical form.
 *   1. read(write(d)) is d, for every normal document d.
 *   2. write(read(x)) is x, for every x that the strict reader takes.
 *   3. The direct reader and the one by way of Markdown agree: what the direct one takes, the other takes for the same content; what it declines it may decline,
 *      but not what the writer wrote. Its ranges are those of the text.
 *   4. The Markdown reader takes the canonical body, autolinks and all, for the same content: the body is Markdown.
 * Input that begins with "---" is tried as a text alone; any other also as a body, and as the bytes from which a document is made.
 */
#include "base/alloc.h"
#include "doc/characters.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "doc/walk.h"
#include "formats/canonical/canonical.h"
#include "fuzz/doc_from_bytes.h"
#include "markup/canonical_write.h"
#include "markup/commonmark.h"
#include "markup/front_matter.h"

static void require(bool claim) {
  if (!claim) __builtin_trap();
}

static tms_document *new_document(void) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 7);
  require(doc != NULL);
  return doc;
}

/* What stands at the range of a text leaf is its text, but for backslashes; the first character may be one that was escaped. */
static void ranges_are_exact(tms_slice input, tms_document *doc) {
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    const tms_node *leaf = walk.node;
    if (!walk.enter || leaf->kind != TMS_KIND_TEXT) continue;
    size_t at = leaf->span.begin, length = 0;
    for (; at < leaf->span.end; at++, length++) {
      bool escape = length > 0 && input.ptr[at] == '\\' && at + 1 < leaf->span.end && tms_is_punct((unsigned char)input.ptr[at + 1]);
      at += escape;
      require(length < leaf->text.len && leaf->text.ptr[length] == input.ptr[at]);
    }
    require(length == leaf->text.len);
  }
}

/* Laws 2 and 3 on one text: is it canonical? */
static bool readers_agree(tms_slice text, bool *direct) {
  tms_document *quick = new_document(), *slow = new_document();
  tms_error error;
  *direct = tms_canonical_read_direct(text, quick);
  bool canonical = tms_canonical_read_as_markdown(text, slow, &error) == TMS_OK;
  if (*direct) {
    require(canonical);
    require(tms_doc_check(quick, NULL) == NULL);
    require(tms_doc_compare(quick, slow) == NULL);
    ranges_are_exact(text, quick);
    quick->source_size = quick->decoded_size = text.len;
    require(tms_doc_check_partition(quick) == NULL);
  }
  tms_doc_free(quick);
  tms_doc_free(slow);
  return canonical;
}

static void written_reads_back(const uint8_t *data, size_t size) {
  tms_document *doc = doc_from_bytes(tms_allocator_libc(), data, size);
  if (!doc) return;
  require(tms_doc_check(doc, NULL) == NULL);
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_canonical_write(doc, &text);
  require(text.status == TMS_OK);
  tms_document *again = new_document();
  bool direct;
  require(readers_agree(tms_buf_slice(&text), &direct));
  /* A mark at the begin of a leaf may compose with the delimiter before it: the direct reader asks for normal form C of the whole. */
  require(direct || !tms_text_is_plain(tms_buf_slice(&text)));
  require(tms_canonical_read(tms_buf_slice(&text), again, NULL) == TMS_OK);
  require(tms_doc_compare(doc, again) == NULL);
  tms_doc_free(again);
  tms_buf_release(&text);
  tms_doc_free(doc);
}

static void accepted_writes_back(const uint8_t *data, size_t size) {
  tms_document *doc = new_document();
  tms_slice text = tms_slice_of((const char *)data, size);
  tms_error error;
  bool direct;
  bool canonical = readers_agree(text, &direct);
  require((tms_canonical_read(text, doc, &error) == TMS_OK) == canonical);
  if (canonical) {
    tms_buf out;
    tms_buf_init(&out, tms_allocator_libc(), (size_t)1 << 30);
    tms_canonical_write(doc, &out);
    require(tms_slice_eq(tms_buf_slice(&out), text));
    tms_buf_release(&out);
  } else {
    require(error.message != NULL && error.format != NULL && (error.offset == TMS_NO_OFFSET || error.offset <= size));
  }
  tms_doc_free(doc);
}

static void body_is_markdown(const uint8_t *data, size_t size) {
  tms_document *doc = doc_from_bytes(tms_allocator_libc(), data, size);
  if (!doc) return;
  for (unsigned field = 0; field < TMS_FIELD_COUNT; field++) tms_metadata_unset(&doc->metadata, (tms_field)field);
  tms_buf body;
  tms_buf_init(&body, tms_allocator_libc(), (size_t)1 << 30);
  tms_canonical_write_body(doc, 0, &body);
  tms_document *again = new_document();
  require(tms_commonmark_read(tms_buf_slice(&body), 0, TMS_COMMONMARK_AUTOLINKS, again) == TMS_OK);
  require(tms_doc_normalize(again) == TMS_OK);
  require(tms_doc_compare(doc, again) == NULL);
  tms_doc_free(again);
  tms_buf_release(&body);
  tms_doc_free(doc);
}

/* Behind a header, so that the fuzzer needn't find one. */
static void body_writes_back(const uint8_t *data, size_t size) {
  tms_buf text;
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_buf_add_cstr(&text, "---\ntamis: 1\n---\n\n");
  tms_buf_add_bytes(&text, data, size);
  accepted_writes_back((const uint8_t *)text.data, text.len);
  tms_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  accepted_writes_back(data, size);
  if (size >= 3 && memcmp(data, "---", 3) == 0) return 0;
  body_writes_back(data, size);
  written_reads_back(data, size);
  body_is_markdown(data, size);
  return 0;
}
