/* canonical FILE: reads a canonical file strictly and prints the text of its document, for canonical.py. Ends with 1 if the file isn't canonical. */
#include "formats/canonical/canonical.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "doc/text.h"

#include <tamis/tamis.h>

static bool read_file(const char *path, tms_buf *out) {
  char block[65536];
  size_t got;
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  while ((got = fread(block, 1, sizeof block, file)) > 0) tms_buf_add_bytes(out, block, got);
  return fclose(file) == 0 && out->status == TMS_OK;
}

int main(int argc, char **argv) {
  tms_buf text, words;
  tms_limits limits = {0};
  tms_error error = {0};
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_buf_init(&words, tms_allocator_libc(), (size_t)1 << 30);
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 1);
  if (argc != 2 || !doc || !read_file(argv[1], &text)) return 1;
  if (tms_canonical_read(tms_buf_slice(&text), doc, &error) != TMS_OK) {
    fprintf(stderr, "%s: %s at byte %zu\n", argv[1], error.message, error.offset);
    return 1;
  }
  tms_node_text(doc->root, &words);
  fwrite(words.data, 1, words.len, stdout);
  tms_doc_free(doc);
  tms_buf_release(&words);
  tms_buf_release(&text);
  return 0;
}
