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
#include "clean/boilerplate/features.h"
#include "clean/boilerplate/look.h"
#include "tools/train/load.h"

#include "doc/text.h"
#include "formats/html/html.h"

#include <stdio.h>
#include <string.h>

static void put_ids(const uint16_t *ids, uint32_t count) {
  fwrite(ids, sizeof *ids, count, stdout);
}

static void put_names(const tms_evidence *seen) {
  uint32_t count = seen ? seen->name_count < 24 ? seen->name_count : 24 : 0;
  put(seen ? count + 1 : 0);
  if (seen) put(seen->element ^ 0x5bd1e995u);
  for (uint32_t i = 0; i < count; i++) put(seen->names[i]);
}

static uint32_t fill(const tms_page *page, size_t first, uint32_t *units) {
  uint32_t count = 0;
  for (; count < TMS_LANES && first + count < page->unit_count; count++) units[count] = (uint32_t)(first + count);
  return count;
}

/* Numbers, and what the tables of words are made from. */
static int put_numbers(tms_page *page) {
  tms_numbers_page *numbers = tms_numbers_init(page);
  if (!numbers) return 1;
  put((uint32_t)page->unit_count);
  put((uint32_t)page->box_count);
  put(TMS_NUMBER_COUNT);
  static uint8_t block[TMS_NUMBER_COUNT * TMS_LANES], row[TMS_NUMBER_COUNT];
  for (size_t first = 0; first < page->unit_count; first += TMS_LANES) {
    uint32_t units[TMS_LANES], count = fill(page, first, units);
    tms_numbers_block(numbers, units, count, block);
    for (size_t lane = 0; lane < count; lane++) {
      for (size_t k = 0; k < TMS_NUMBER_COUNT; k++) row[k] = block[k * TMS_LANES + lane];
      fwrite(row, 1, TMS_NUMBER_COUNT, stdout);
    }
  }
  for (size_t i = 0; i < page->box_count; i++) {
    const tms_box *box = &page->boxes[i];
    put(box->parent);
    put(box->first);
    put(box->end);
    put(box->leader);
    put(box->shape);
    put_names(box->node->evidence);
  }
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    put(u->box);
    put(u->heading);
    put(u->table);
    put(u->m.words);
    put(u->m.first_word);
    put(u->m.second_word);
    put((uint32_t)(u->m.hash ^ u->m.hash >> 32));
    put_names(u->node->evidence);
    tms_buf text;
    tms_buf_init(&text, page->doc->allocator, 1u << 30);
    tms_node_text(u->node, &text);
    put((uint32_t)text.len);
    fwrite(text.data, 1, text.len, stdout);
    tms_buf_release(&text);
  }
  return 0;
}

/* The numbers of the second look: SCORES are the first ones. */
static int put_looks(tms_page *page, FILE *scores) {
  for (size_t i = 0; i < page->unit_count; i++) {
    if (fread(&page->units[i].first_score, sizeof(int32_t), 1, scores) != 1) return 1;
  }
  tms_numbers_page *numbers = tms_numbers_init(page);
  tms_look_page *looks = numbers ? tms_look_init(numbers, page) : NULL;
  if (!looks) return 1;
  static uint8_t block[TMS_LOOK_END * TMS_LANES];
  for (size_t first = 0; first < page->unit_count; first += TMS_LANES) {
    uint32_t units[TMS_LANES], count = fill(page, first, units);
    tms_look_block(looks, units, count, block);
    for (size_t lane = 0; lane < count; lane++) {
      for (size_t k = TMS_NUMBER_COUNT; k < TMS_LOOK_END; k++) putchar(block[k * TMS_LANES + lane]);
    }
  }
  return 0;
}

static int put_page(tms_page *page, const char *what, FILE *scores) {
  if (!strcmp(what, "numbers")) return put_numbers(page);
  if (!strcmp(what, "looks")) return put_looks(page, scores);
  static tms_page_features features;
  tms_features_page(page, &features);
  put(1);
  put(0);
  put(features.count);
  put_ids(features.ids, features.count);
  return 0;
}

static int dump_file(const char *path, const char *what, unsigned kind, const unsigned *shares, FILE *scores) {
  tms_buf bytes;
  tms_document *doc = load(path, tms_html_read, TMS_PASS_BOILERPLATE, &bytes);
  tms_arena scratch;
  tms_arena_init(&scratch, tms_allocator_libc(), 1u << 30);
  tms_page page;
  int failed = !doc || tms_page_init(&page, doc, &scratch) != TMS_OK;
  if (!failed) {
    page.kind = (tms_page_kind)kind;
    for (size_t i = 0; i < TMS_PAGE_KIND_COUNT; i++) page.kind_shares[i] = (uint8_t)shares[i];
    failed = put_page(&page, what, scores);
  }
  if (failed) fprintf(stderr, "dump: %s: failed\n", path);
  tms_arena_release(&scratch);
  tms_doc_free(doc);
  tms_buf_release(&bytes);
  return failed;
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "sizes")) return printf("%d %d %d\n", TMS_NUMBER_COUNT, TMS_LOOK_END, TMS_PAGE_FEATURE_COUNT) < 0;
  if (argc < 3) return 2;
  int at = 2, failed = 0;
  FILE *kinds = argc > at && strcmp(argv[1], "kinds") ? fopen(argv[at++], "r") : NULL;
  FILE *scores = argc > at && !strcmp(argv[1], "looks") ? fopen(argv[at++], "rb") : NULL;
  for (; at < argc && !failed; at++) {
    unsigned kind = 0, shares[TMS_PAGE_KIND_COUNT] = {0};
    if (kinds && fscanf(kinds, "%u", &kind) != 1) return 2;
    for (size_t i = 0; kinds && i < TMS_PAGE_KIND_COUNT; i++) {
      if (fscanf(kinds, "%u", &shares[i]) != 1) return 2;
    }
    failed = dump_file(argv[at], argv[1], kind, shares, scores);
  }
  if (kinds) fclose(kinds);
  if (scores) fclose(scores);
  return failed;
}
