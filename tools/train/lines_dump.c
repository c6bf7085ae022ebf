/*
 * What the library sees of the lines of texts, for tools/train/lines.py: the very code that runs, so that what is learned is what is applied.
 *
 *   lines_dump sizes               names of the numbers, one a line
 *   lines_dump FILE...             one record a file: u32 count; for each unit u32 words, TMS_LINE_NUMBERS bytes, u32 hashes, so many u16, u32 length and the text
 *
 * All numbers little-endian.
 */
#include "clean/boilerplate/lines_numbers.h"
#include "tools/train/load.h"

#include "doc/text.h"
#include "formats/text/text.h"

#include <stdio.h>
#include <string.h>

static void put_page(const tms_lines *lines) {
  put((uint32_t)lines->count);
  for (size_t i = 0; i < lines->count; i++) {
    const tms_line *line = &lines->at[i];
    put(line->words);
    fwrite(tms_line_numbers(lines, i), 1, TMS_LINE_NUMBERS, stdout);
    put(line->hash_count);
    fwrite(line->hashes, sizeof line->hashes[0], line->hash_count, stdout);
    tms_buf text;
    tms_buf_init(&text, lines->page->doc->allocator, 1u << 30);
    tms_node_text(lines->page->units[i].node, &text);
    put((uint32_t)text.len);
    fwrite(text.data, 1, text.len, stdout);
    tms_buf_release(&text);
  }
}

static int dump_file(const char *path) {
  tms_buf bytes;
  tms_document *doc = load(path, tms_text_read, TMS_PASS_BOILERPLATE, &bytes);
  tms_arena scratch;
  tms_arena_init(&scratch, tms_allocator_libc(), 1u << 30);
  tms_page page;
  tms_lines lines = {0};
  int failed = !doc || tms_page_init(&page, doc, &scratch) != TMS_OK || (page.unit_count > 0 && !tms_lines_init(&lines, &page));
  if (failed) fprintf(stderr, "lines_dump: %s: failed\n", path);
  if (!failed) put_page(&lines);
  tms_arena_release(&scratch);
  tms_doc_free(doc);
  tms_buf_release(&bytes);
  return failed;
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "sizes")) {
#define X(name) puts(#name);
    TMS_LINE_OWN(X)
    TMS_LINE_AROUND(X)
    TMS_LINE_KNOWN(X)
#undef X
        return 0;
  }
  int failed = 0;
  for (int i = 1; i < argc && !failed; i++) failed = dump_file(argv[i]);
  return failed;
}
