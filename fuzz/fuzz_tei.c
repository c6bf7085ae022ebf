/*
 * Laws of the TEI format, on documents made from the input's bytes and on the input itself read as XML:
 *   - what is written is read back as the same content, by a reader that is strict about XML syntax;
 *   - writing what was read back gives the same bytes;
 *   - a corpus of two is cut into its two texts again, wherever the window ends;
 *   - the source ranges of what was read are disjoint and inside the input.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/registry.h"
#include "fuzz/doc_from_bytes.h"

static const tms_format *tei(void) {
  return tms_registry_find(TMS_SLICE("tei"));
}

static void must(bool claim) {
  if (!claim) __builtin_trap();
}

/* NULL where a limit was met. */
static tms_document *read_back(tms_slice text) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 1);
  must(doc != NULL);
  tms_error error;
  tms_status status = tei()->read(text, NULL, doc, &error);
  must(status == TMS_OK || status == TMS_ERR_LIMIT);
  if (status == TMS_OK) status = tms_doc_normalize(doc);
  must(status == TMS_OK || status == TMS_ERR_LIMIT);
  if (status == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}

static void must_be_same(const tms_document *a, const tms_document *b) {
  must(!a || !b || tms_doc_compare(a, b) == NULL);
}

static void round_trip(tms_document *doc) {
  tms_options options;
  tms_options_init(&options);
  options.xml_ids = doc->node_count % 2;
  tms_buf first, second;
  tms_buf_init(&first, tms_allocator_libc(), SIZE_MAX);
  tms_buf_init(&second, tms_allocator_libc(), SIZE_MAX);
  must(tei()->write(doc, &options, &first, NULL) == TMS_OK && first.status == TMS_OK);
  tms_document *back = read_back(tms_buf_slice(&first));
  must_be_same(doc, back);
  if (back) {
    must(tei()->write(back, &options, &second, NULL) == TMS_OK);
    must(tms_slice_eq(tms_buf_slice(&first), tms_buf_slice(&second)));
  }
  tms_doc_free(back);
  tms_buf_release(&first);
  tms_buf_release(&second);
}

static void write_corpus(tms_document *doc, int count, tms_buf *out) {
  uint64_t state[4] = {0};
  tms_options options;
  tms_options_init(&options);
  must(tei()->many->state_size <= sizeof state);
  for (int i = 0; i < count; i++) must(tei()->many->add(state, doc, &options, out, NULL) == TMS_OK);
  must(tei()->many->end(state, &options, out, NULL) == TMS_OK && out->status == TMS_OK);
}

/* Windows grow by `step` bytes. */
static void split_corpus(tms_document *doc, size_t step) {
  tms_buf corpus;
  tms_arena arena;
  void *state = tms_alloc_zero(tms_allocator_libc(), tei()->state_size);
  tms_buf_init(&corpus, tms_allocator_libc(), SIZE_MAX);
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX);
  must(state != NULL);
  write_corpus(doc, 2, &corpus);
  if (step < corpus.len / 4096) step = corpus.len / 4096; /* enough windows to cut every kind of token */
  int found = 0;
  size_t begin = 0, end = 0;
  for (;;) {
    tms_split split = {
        .window = tms_slice_of(corpus.data + begin, end - begin), .offset = begin, .last = end == corpus.len, .arena = &arena, .state = state};
    tms_record record = {0};
    size_t used = 0;
    tms_status status = tei()->split(&split, &record, &used, NULL);
    must(status == TMS_OK || status == TMS_END);
    must(used <= split.window.len);
    begin += used;
    if (status == TMS_OK) {
      tms_document *back = read_back(record.bytes);
      must_be_same(doc, back);
      tms_doc_free(back);
      found++;
    } else if (used == 0 && split.last) {
      break;
    } else if (used == 0) {
      end = corpus.len - end > step ? end + step : corpus.len;
    }
  }
  must(found == 2);
  tms_arena_release(&arena);
  tms_buf_release(&corpus);
  tms_free(tms_allocator_libc(), state, tei()->state_size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_document *doc = NULL;
  if (size == 0) return 0;
  if (data[0] & 1) {
    tms_slice text = tms_slice_of((const char *)data + 1, size - 1);
    if (!tms_utf8_is_valid(text)) return 0; /* the engine refuses it before the reader is asked */
    tms_limits limits = {0};
    doc = tms_doc_new(tms_allocator_libc(), &limits, 1);
    must(doc != NULL);
    doc->source_size = doc->decoded_size = text.len;
    tms_status status = tei()->read(text, NULL, doc, NULL);
    if (status == TMS_OK) must(tms_doc_check_partition(doc) == NULL);
    if (status == TMS_OK) status = tms_doc_normalize(doc);
    if (status == TMS_OK) {
      must(tms_doc_check(doc, NULL) == NULL);
      round_trip(doc);
    }
  } else {
    doc = doc_from_bytes(tms_allocator_libc(), data + 1, size - 1);
    if (doc) {
      round_trip(doc);
      split_corpus(doc, (size_t)1 << (data[0] >> 4));
    }
  }
  tms_doc_free(doc);
  return 0;
}
