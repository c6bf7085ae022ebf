/*
 * tei-random FOLDER COUNT SEED: writes COUNT random normal documents as TEI, each into a file of its own and all into corpus.xml, for a validator.
 * Exit 1 where one of them does not come back as the same content.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/registry.h"
#include "fuzz/doc_from_bytes.c" /* the generator of the fuzz targets, which belongs to no library */

static uint64_t random_state;

/* xorshift64: the same documents on every machine. */
static uint32_t next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 16);
}

static tms_document *random_document(int number) {
  size_t size = next_random() % (1 + next_random() % (number % 10 == 0 ? 60000u : 3000u));
  uint8_t *bytes = malloc(size + 1);
  if (!bytes) return NULL;
  for (size_t i = 0; i < size; i++) bytes[i] = (uint8_t)(next_random() % 4 ? next_random() : next_random() & 0x7C);
  tms_document *doc = doc_from_bytes(tms_allocator_libc(), bytes, size);
  free(bytes);
  return doc;
}

static bool save(const char *folder, const char *name, const tms_buf *text) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.xml", folder, name);
  FILE *file = fopen(path, "wb");
  bool good = file && fwrite(text->data, 1, text->len, file) == text->len;
  if (file && fclose(file) != 0) good = false;
  if (!good) perror(path);
  return good;
}

/* NULL where the text is read back as the same content. */
static const char *differs(const tms_document *doc, const tms_buf *text) {
  tms_limits limits = {0};
  tms_error error = {.message = "out of memory"};
  tms_document *back = tms_doc_new(tms_allocator_libc(), &limits, 1);
  const char *what = error.message;
  if (back && tms_registry_find(TMS_SLICE("tei"))->read(tms_buf_slice(text), NULL, back, &error) == TMS_OK && tms_doc_normalize(back) == TMS_OK) {
    what = tms_doc_compare(doc, back);
  } else {
    what = error.message;
  }
  tms_doc_free(back);
  return what;
}

int main(int argc, char **argv) {
  const tms_format *tei = tms_registry_find(TMS_SLICE("tei"));
  uint64_t state[4] = {0};
  tms_options options = {.size = sizeof options};
  tms_buf corpus;
  int bad = 0;
  if (argc != 4 || tei->many->state_size > sizeof state) return 2;
  random_state = strtoull(argv[3], NULL, 10) * 0x9E3779B97F4A7C15u + 1;
  tms_buf_init(&corpus, tms_allocator_libc(), SIZE_MAX);
  for (int i = 0; i < atoi(argv[2]); i++) {
    char name[32];
    tms_buf text;
    tms_document *doc = random_document(i);
    if (!doc) continue;
    snprintf(name, sizeof name, "%06d", i);
    options.xml_ids = i & 1;
    tms_buf_init(&text, tms_allocator_libc(), SIZE_MAX);
    if (tei->write(doc, &options, &text, NULL) != TMS_OK || tei->many->add(state, doc, &options, &corpus, NULL) != TMS_OK) bad++;
    const char *what = differs(doc, &text);
    if (what) printf("%s: %s\n", name, what);
    if (what || !save(argv[1], name, &text)) bad++;
    tms_buf_release(&text);
    tms_doc_free(doc);
  }
  if (tei->many->end(state, &options, &corpus, NULL) != TMS_OK || !save(argv[1], "corpus", &corpus)) bad++;
  tms_buf_release(&corpus);
  return bad != 0;
}
