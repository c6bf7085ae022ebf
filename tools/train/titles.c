/*
 * The choices of titles of pages, for tools/train/titles.py: the very code that the library runs.
 *
 *   titles FILE...    for each page a line "page", then for each choice a line "NUMBER,NUMBER,...<TAB>TEXT"
 *   titles            the names of the numbers, one a line
 */
#include "clean/pass.h"
#include "clean/title_choices.h"

#include "base/alloc.h"
#include "formats/html/html.h"

#include <stdio.h>

static void put_page(const tms_title_choices *choices) {
  printf("page\n");
  for (size_t i = 0; i < choices->count; i++) {
    const tms_title_choice *choice = &choices->at[i];
    for (unsigned n = 0; n < TMS_TITLE_NUMBER_COUNT; n++) printf("%s%u", n ? "," : "", choice->numbers[n]);
    printf("\t%.*s\n", (int)choice->text.len, choice->text.ptr);
  }
}

static int dump_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return 1;
  tms_buf bytes;
  tms_buf_init(&bytes, tms_allocator_libc(), 1u << 30);
  char chunk[65536];
  for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;) tms_buf_add_bytes(&bytes, chunk, got);
  fclose(file);
  tms_options options = {.size = sizeof options};
  tms_error error = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &options.limits, 0);
  int failed = !doc || tms_html_read(tms_buf_slice(&bytes), &options, doc, &error) != TMS_OK;
  for (size_t i = 0; !failed && tms_pass_at(i)->run != tms_pass_metadata; i++) failed = tms_pass_at(i)->run(doc, &options, &error) != TMS_OK;
  static tms_json_facts facts;
  const tms_title_choices *choices = !failed && tms_metadata_begin(doc, &facts) ? tms_title_choices_find(doc, &facts) : NULL;
  if (choices) put_page(choices);
  if (!choices) fprintf(stderr, "titles: %s: %s\n", path, error.message ? error.message : "failed");
  tms_doc_free(doc);
  tms_buf_release(&bytes);
  return !choices;
}

int main(int argc, char **argv) {
  int failed = 0;
#define X(name) puts(#name);
  if (argc == 1) {
    TMS_TITLE_NUMBERS(X)
  }
#undef X
  for (int i = 1; i < argc && !failed; i++) failed = dump_file(argv[i]);
  return failed;
}
