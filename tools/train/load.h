#ifndef TMS_TRAIN_LOAD_H
#define TMS_TRAIN_LOAD_H

/* What the dumps of the trainers share: a file as the document that cleaning has before it learns or judges anything, and numbers as they are written. */

#include "clean/pass.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <stdio.h>

static inline void put(uint32_t value) {
  unsigned char b[4] = {(unsigned char)value, (unsigned char)(value >> 8), (unsigned char)(value >> 16), (unsigned char)(value >> 24)};
  fwrite(b, 1, 4, stdout);
}

typedef tms_status (*tms_reader)(tms_slice input, const tms_options *options, tms_document *doc, tms_error *error);

/*
 * Reads the file into *bytes, which the document looks into, and runs the passes before the one of that bit. NULL with a message where that fails; *bytes is to be
 * released in either case.
 */
static inline tms_document *load(const char *path, tms_reader read, uint32_t until, tms_buf *bytes) {
  tms_buf_init(bytes, tms_allocator_libc(), 1u << 30);
  FILE *file = fopen(path, "rb");
  if (!file) {
    fprintf(stderr, "%s: can't be opened\n", path);
    return NULL;
  }
  char chunk[65536];
  for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;) tms_buf_add_bytes(bytes, chunk, got);
  fclose(file);
  tms_options options = {.size = sizeof options};
  tms_error error = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &options.limits, 0);
  tms_status status = doc ? read(tms_buf_slice(bytes), &options, doc, &error) : TMS_ERR_MEMORY;
  for (size_t i = 0; status == TMS_OK && tms_pass_at(i)->bit != until; i++) status = tms_pass_at(i)->run(doc, &options, &error);
  if (status == TMS_OK) return doc;
  fprintf(stderr, "%s: %s\n", path, error.message ? error.message : "failed");
  tms_doc_free(doc);
  return NULL;
}

#endif
