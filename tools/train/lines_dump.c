/*
 * What the library sees of the lines of texts, for tools/train/lines.py: the very code that runs, so that what is learned is what is applied.
 *
 *   lines_dump sizes               names of the numbers, one a line
 *   lines_dump FILE...             one record a file: u32 count; for each unit u32 words, TMS_LINE_NUMBERS bytes, u32 hashes, so many u16, u32 length and the text
 *
 * All numbers little-endian.
 */
#include "clean/boilerplate/lines_numbers.h"
#include "clean/pass.h"

#include "base/alloc.h"
#include "doc/text.h"
#include "formats/text/text.h"

#include <stdio.h>
#include <string.h>

static void put(uint32_t value) {
  unsigned char b[4] = {(unsigned char)value, (unsigned char)(value >> 8), (unsigned char)(value >> 16), (unsigned char)(value >> 24)};
  fwrite(b, 1, 4, stdout);
}

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
  int failed = !doc || tms_text_read(tms_buf_slice(&bytes), &options, doc, &error) != TMS_OK;
  for (size_t i = 0; !failed && i < 3; i++) failed = tms_pass_at(i)->run(doc, &options, &error) != TMS_OK; /* repair, layout, links */
  tms_arena scratch;
  tms_arena_init(&scratch, tms_allocator_libc(), 1u << 30);
  tms_page page;
  tms_lines lines = {0};
  failed = failed || tms_page_init(&page, doc, &scratch) != TMS_OK || (page.unit_count > 0 && !tms_lines_init(&lines, &page));
  if (failed) fprintf(stderr, "lines_dump: %s: %s\n", path, error.message ? error.message : "failed");
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
    TMS_LINE_AROUND(X) TMS_LINE_KNOWN(X)
#undef X
        return 0;
  }
  int failed = 0;
  for (int i = 1; i < argc && !failed; i++) failed = dump_file(argv[i]);
  return failed;
}
