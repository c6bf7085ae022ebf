/* The document: the table of kinds against docs/document.md, dates, language tags, source map, builder depth, partition. */
#include "tests/support/cmocka.h"
#include "tests/support/dump.h"

#include "base/alloc.h"
#include "doc/builder.h"
#include "doc/check.h"
#include "doc/iso_date.h"
#include "doc/kind.h"
#include "doc/language_tag.h"
#include "doc/normalize.h"
#include "doc/partition.h"

#include <stdio.h>
#include <stdlib.h>

static tms_document *new_doc(void) {
  tms_limits limits = {0};
  tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 1);
  assert_non_null(doc);
  return doc;
}

/* Every kind but group is named in the page's table, and so is every metadata key. */
static void test_page_names_everything(void **state) {
  (void)state;
  FILE *file = fopen("docs/document.md", "rb");
  assert_non_null(file);
  static char page[1 << 16];
  page[fread(page, 1, sizeof page - 1, file)] = '\0';
  fclose(file);
  for (int kind = TMS_KIND_DOCUMENT; kind <= TMS_KIND_SPAN; kind++) {
    const char *name = tms_kind_name((tms_kind)kind);
    if (strcmp(name, "unknown") != 0 && !strstr(page, name)) fail_msg("docs/document.md does not name the kind %s", name);
  }
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    if (!strstr(page, tms_field_key((tms_field)field))) fail_msg("docs/document.md does not name the key %s", tms_field_key((tms_field)field));
    assert_int_equal(tms_field_of_key(tms_slice_cstr(tms_field_key((tms_field)field))), field);
  }
}

static void test_dates(void **state) {
  (void)state;
  static const char *const good[] = {
      "2024", "2024-02", "2024-02-29", "2024-02-29T23:59", "2024-02-29T23:59Z", "2024-02-29T23:59:59.123+05:30", "0001-01-01T00:00-14:00"};
  static const char *const bad[] = {"",
                                    "24",
                                    "2024-2",
                                    "2024-13",
                                    "2023-02-29",
                                    "1900-02-29",
                                    "2024-02-30",
                                    "2024-02-29T24:00",
                                    "2024-02-29 10:00",
                                    "2024-02-29T10:00+15:00",
                                    "0000",
                                    "2024-02-29T10:00:00.",
                                    "2024-02-29x"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(tms_iso_date_is_valid(tms_slice_cstr(good[i])));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(tms_iso_date_is_valid(tms_slice_cstr(bad[i])));
}

static void test_language_tags(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"EN", "en"},
      {"en_us", "en-US"},
      {"ZH-hant-tw", "zh-Hant-TW"},
      {"sr-Latn", "sr-Latn"},
      {"de-1996", "de-1996"},
      {"es-419", "es-419"},
      {"x-klingon", ""},
      {"en-a-bbb-x-a-b", "en-a-bbb-x-a-b"},
      {"", ""},
      {"e", ""},
      {"en-", ""},
      {"en-x", ""},
      {"en--us", ""},
      {"english language", ""},
      {"\xC3\xA9n", ""},
      {"zh-cmn-Hans-CN", "zh-cmn-Hans-CN"},
  };
  tms_arena arena;
  tms_arena_init(&arena, tms_allocator_libc(), 1 << 20);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tms_slice got = tms_language_tag(&arena, tms_slice_cstr(cases[i][0]));
    if (!tms_slice_eq(got, tms_slice_cstr(cases[i][1]))) fail_msg("%s gives %.*s", cases[i][0], (int)got.len, got.ptr);
  }
  tms_arena_release(&arena);
}

static void test_source_map(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  /* "a", then a 2-byte character decoded to 3, then "bc" */
  tms_source_map_add(&doc->map, 1, 1);
  tms_source_map_add(&doc->map, 4, 3);
  assert_int_equal(tms_source_map_find(&doc->map, 0), 0);
  assert_int_equal(tms_source_map_find(&doc->map, 1), 1);
  assert_int_equal(tms_source_map_find(&doc->map, 3), 3);
  assert_int_equal(tms_source_map_find(&doc->map, 4), 3);
  assert_int_equal(tms_source_map_find(&doc->map, 6), 5);
  tms_doc_free(doc);
}

static void test_builder_flattens(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  tms_builder b;
  tms_builder_init(&b, doc);
  for (int i = 0; i < 5000; i++) tms_open(&b, TMS_KIND_QUOTE);
  tms_text(&b, TMS_SLICE("deep"), TMS_SPAN_NONE);
  for (int i = 0; i < 5000; i++) tms_close(&b);
  assert_ptr_equal(b.at, doc->main);
  tms_close(&b); /* one too many is ignored */
  assert_ptr_equal(b.at, doc->main);
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_null(tms_doc_check(doc, NULL));
  assert_true(doc->ledger.counts[TMS_REASON_FLATTENED] > 4900);
  tms_doc_free(doc);
}

static void test_partition(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  tms_builder b;
  doc->source_size = doc->decoded_size = 100;
  tms_builder_init(&b, doc);
  tms_open(&b, TMS_KIND_PARAGRAPH);
  tms_text(&b, TMS_SLICE("0123456789"), (tms_span){10, 20});
  tms_close(&b);
  tms_open(&b, TMS_KIND_PARAGRAPH)->dropped = TMS_REASON_SHARE;
  tms_text(&b, TMS_SLICE("01234"), (tms_span){30, 35});
  tms_close(&b);
  size_t used = doc->arena.used;
  for (int i = 0; i < 1000; i++) { /* a service may ask as often as it likes */
    tms_counts counts;
    tms_doc_counts(doc, &counts);
  }
  assert_int_equal(doc->arena.used, used);
  for (int round = 0; round < 2; round++) { /* before and after the dropped block has left the tree */
    tms_counts counts;
    assert_null(tms_doc_check_partition(doc));
    tms_doc_counts(doc, &counts);
    assert_int_equal(counts.kept, 10);
    assert_int_equal(counts.dropped, 5);
    assert_int_equal(counts.syntax, 85);
    assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  }
  tms_open(&b, TMS_KIND_PARAGRAPH);
  tms_text(&b, TMS_SLICE("twice"), (tms_span){15, 25});
  assert_string_equal(tms_doc_check_partition(doc), "two text ranges overlap");
  tms_doc_free(doc);
}

static void test_metadata(void **state) {
  (void)state;
  tms_document *doc = new_doc();
  tms_metadata *m = &doc->metadata;
  for (int i = 0; i < 9; i++) {
    char name[8];
    snprintf(name, sizeof name, "t%d", i % 5);
    assert_true(tms_metadata_add(m, &doc->arena, TMS_FIELD_TAGS, tms_slice_cstr(name), TMS_FROM_META));
  }
  assert_true(tms_metadata_set(m, &doc->arena, TMS_FIELD_TITLE, TMS_SLICE("  a\n title "), TMS_FROM_OG));
  assert_true(tms_metadata_set(m, &doc->arena, TMS_FIELD_DATE_PUBLISHED, TMS_SLICE("yesterday"), TMS_FROM_TEXT));
  assert_true(tms_metadata_set(m, &doc->arena, TMS_FIELD_LANGUAGE, TMS_SLICE("pt_br"), TMS_FROM_HTML));
  assert_int_equal(tms_doc_normalize(doc), TMS_OK);
  assert_int_equal(m->fields[TMS_FIELD_TAGS].count, 5);
  assert_true(tms_slice_eq(tms_metadata_get(m, TMS_FIELD_TITLE), TMS_SLICE("a title")));
  assert_int_equal(m->fields[TMS_FIELD_DATE_PUBLISHED].count, 0);
  assert_true(tms_slice_eq(tms_metadata_get(m, TMS_FIELD_LANGUAGE), TMS_SLICE("pt-BR")));
  tms_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_page_names_everything),
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_language_tags),
      cmocka_unit_test(test_source_map),
      cmocka_unit_test(test_builder_flattens),
      cmocka_unit_test(test_partition),
      cmocka_unit_test(test_metadata),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
