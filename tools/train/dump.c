/*
 * The features of pages, for tools/train/train.py: the very code that the library runs, so that what is learned is what is applied.
 *
 *   dump sizes                    how many features blocks, looks and kinds have
 *   dump kinds FILE...            page features
 *   dump blocks KINDS FILE...     features of each unit; KINDS: one number a line, the kind to assume of each page
 *   dump looks KINDS SCORES FILE...   the second look; SCORES: int32 little-endian, one for each unit of all pages
 *
 * Writes one record a page to stdout, all numbers little-endian: u32 count of lists; for each list u32 words, u32 size, size x u16; for `blocks` each list is
 * followed by u32 length and the text of the unit. The unit's path is expanded into its list.
 */
#include "clean/boilerplate/model.h"
#include "clean/pass.h"

#include "base/alloc.h"
#include "doc/text.h"
#include "formats/html/html.h"

#include <stdio.h>
#include <string.h>

static void put(uint32_t value) {
  unsigned char b[4] = {(unsigned char)value, (unsigned char)(value >> 8), (unsigned char)(value >> 16), (unsigned char)(value >> 24)};
  fwrite(b, 1, 4, stdout);
}

static void put_ids(const uint16_t *ids, uint32_t count) {
  fwrite(ids, sizeof *ids, count, stdout);
}

/* The whole path of a unit: its own list, then the lists of all boxes around. */
static void put_unit(const tms_page *page, uint32_t unit) {
  enum { MOST = 4000 };
  uint16_t ids[MOST];
  tms_features features;
  tms_features_unit(page, unit, &features);
  uint32_t count = 0;
  for (uint32_t i = 0; i < features.count; i++) ids[count++] = features.ids[i];
  for (const tms_box *box = &page->boxes[page->units[unit].box];; box = &page->boxes[box->parent]) {
    tms_features_path(box, &features);
    for (uint32_t i = 0; i < features.count && count < MOST; i++) ids[count++] = features.ids[i];
    if (box == page->boxes) break;
  }
  put(page->units[unit].m.words);
  put(count);
  put_ids(ids, count);
  tms_buf text;
  tms_buf_init(&text, page->doc->allocator, 1u << 30);
  tms_node_text(page->units[unit].node, &text);
  put((uint32_t)text.len);
  fwrite(text.data, 1, text.len, stdout);
  tms_buf_release(&text);
}

static int put_page(tms_page *page, const char *what, FILE *scores) {
  if (!strcmp(what, "kinds")) {
    static tms_page_features features;
    tms_features_page(page, &features);
    put(1);
    put(0);
    put(features.count);
    put_ids(features.ids, features.count);
    return 0;
  }
  put((uint32_t)page->unit_count);
  if (!strcmp(what, "blocks")) {
    for (size_t i = 0; i < page->unit_count; i++) put_unit(page, (uint32_t)i);
    return 0;
  }
  for (size_t i = 0; i < page->unit_count; i++) {
    if (fread(&page->units[i].first_score, sizeof(int32_t), 1, scores) != 1) return 1;
  }
  tms_looks looks;
  if (!tms_looks_init(&looks, page)) return 1;
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_features features;
    tms_features_look(page, &looks, (uint32_t)i, &features);
    put(page->units[i].m.words);
    put(features.count);
    put_ids(features.ids, features.count);
  }
  return 0;
}

static int dump_file(const char *path, const char *what, unsigned kind, FILE *scores) {
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
  for (size_t i = 0; !failed && i < 3; i++) failed = tms_pass_at(i)->run(doc, &options, &error) != TMS_OK; /* repair, layout, links */
  tms_arena scratch;
  tms_arena_init(&scratch, tms_allocator_libc(), 1u << 30);
  tms_page page;
  failed = failed || tms_page_init(&page, doc, &scratch) != TMS_OK;
  if (!failed) {
    page.kind = (tms_page_kind)kind;
    failed = put_page(&page, what, scores);
  }
  if (failed) fprintf(stderr, "dump: %s: %s\n", path, error.message ? error.message : "failed");
  tms_arena_release(&scratch);
  tms_doc_free(doc);
  tms_buf_release(&bytes);
  return failed;
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "sizes")) return printf("%d %d %d\n", TMS_FEATURE_COUNT, TMS_LOOK_COUNT, TMS_PAGE_FEATURE_COUNT) < 0;
  if (argc < 3) return 2;
  int at = 2, failed = 0;
  FILE *kinds = argc > at && strcmp(argv[1], "kinds") ? fopen(argv[at++], "r") : NULL;
  FILE *scores = argc > at && !strcmp(argv[1], "looks") ? fopen(argv[at++], "rb") : NULL;
  for (; at < argc && !failed; at++) {
    unsigned kind = 0;
    if (kinds && fscanf(kinds, "%u", &kind) != 1) return 2;
    failed = dump_file(argv[at], argv[1], kind, scores);
  }
  if (kinds) fclose(kinds);
  if (scores) fclose(scores);
  return failed;
}
