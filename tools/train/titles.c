/*
 * The choices of titles of pages, for tools/train/titles.py: the very code that the library runs.
 *
 *   titles FILE...    for each page a line "page", then for each choice a line "NUMBER,NUMBER,...<TAB>TEXT"
 *   titles            the names of the numbers, one a line
 */
#include "clean/title_choices.h"

#include "formats/html/html.h"
#include "tools/train/load.h"

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
  tms_buf bytes;
  tms_document *doc = load(path, tms_html_read, TMS_PASS_METADATA, &bytes);
  static tms_json_facts facts;
  const tms_title_choices *choices = doc && tms_metadata_begin(doc, &facts) ? tms_title_choices_find(doc, &facts) : NULL;
  if (choices) put_page(choices);
  if (!choices) fprintf(stderr, "titles: %s: failed\n", path);
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
