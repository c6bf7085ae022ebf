/* Bundles: what is written is found again, one document or all; every cut and every flipped bit is noticed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/bundle/bundle.h"

#include "base/alloc.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/bundle/layout.h"
#include "formats/bundle/write.h"
#include "io/gzip.h"
#include "io/sink.h"
#include "io/source.h"
#include "markup/canonical_write.h"
#include "markup/lossless.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/make_doc.h"

static void init(tms_buf *buf, const tms_allocator *allocator) {
  tms_buf_init(buf, allocator, (size_t)1 << 28);
}

static tms_limits defaults(void) {
  const tms_limits none = {0};
  return tms_limits_resolve(&none);
}

/* Document number `number`: a URL, an id for each third, and `words` words of text. */
static tms_document *make(size_t number, size_t words, const tms_allocator *allocator) {
  tms_document *doc = make_doc("main(paragraph(text'x'))", allocator);
  if (!doc) return NULL;
  tms_buf text;
  init(&text, tms_allocator_libc());
  for (size_t i = 0; i < words; i++) {
    tms_buf_add_u64(&text, i * 7919 * (number + 1) % 100003);
    tms_buf_add_byte(&text, ' ');
  }
  tms_buf_add_u64(&text, number);
  doc->main->first->first->text = tms_doc_copy(doc, tms_buf_slice(&text));
  tms_buf_reset(&text);
  tms_buf_add_cstr(&text, "https://example.org/");
  tms_buf_add_u64(&text, number);
  (void)tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_URL, tms_buf_slice(&text), TMS_FROM_USER);
  tms_buf_reset(&text);
  tms_buf_add_cstr(&text, "id \"");
  tms_buf_add_u64(&text, number);
  if (number % 3 == 0) (void)tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_ID, tms_buf_slice(&text), TMS_FROM_NONE);
  tms_buf_release(&text);
  if (tms_doc_normalize(doc) == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}

static tms_status bundle_of(size_t count, size_t words, bool index, const tms_allocator *allocator, tms_buf *out) {
  tms_bundle_writer writer = {0};
  tms_options options = {.size = sizeof options, .no_index = !index};
  tms_error error;
  tms_status status = tms_bundle_begin(&writer, &options, allocator, out, &error);
  for (size_t i = 0; i < count && status == TMS_OK; i++) {
    tms_document *doc = make(i, words, allocator);
    status = doc ? tms_bundle_add(&writer, doc, &options, out, &error) : TMS_ERR_MEMORY;
    tms_doc_free(doc);
  }
  if (status == TMS_OK) status = tms_bundle_end(&writer, &options, out, &error);
  tms_bundle_release(&writer);
  return status;
}

static tms_status verify(tms_slice bytes, tms_bundle_counts *counts, tms_error *error) {
  tms_limits limits = defaults();
  return tms_bundle_file_verify(bytes, &limits, tms_allocator_libc(), counts, error);
}

static void verifies(void **state) {
  tms_buf bundle;
  tms_bundle_counts counts;
  tms_error error = {0};
  (void)state;
  for (int index = 0; index < 2; index++) {
    for (size_t count = 0; count < 40; count = count * 3 + 1) {
      for (size_t words = 1; words < 40000; words *= 99) {
        init(&bundle, tms_allocator_libc());
        assert_int_equal(bundle_of(count, words, index, tms_allocator_libc(), &bundle), TMS_OK);
        if (count == 0 && !index) {
          assert_int_equal(bundle.len, 0);
        } else {
          if (verify(tms_buf_slice(&bundle), &counts, &error) != TMS_OK) fail_msg("%s at %zu", error.message, error.offset);
          assert_int_equal(counts.documents, count);
          assert_int_equal(counts.has_index, index);
          if (words > 9000 && count > 9) assert_true(counts.members > 2);
        }
        tms_buf_release(&bundle);
      }
    }
  }
}

/* What gunzip makes of it is one JSON object a line, all documents and nothing else. */
static void is_plain_gzip(void **state) {
  tms_buf bundle, text;
  tms_memory_source memory;
  tms_limits limits = defaults();
  (void)state;
  init(&bundle, tms_allocator_libc());
  init(&text, tms_allocator_libc());
  assert_int_equal(bundle_of(30, 9000, true, tms_allocator_libc(), &bundle), TMS_OK);
  tms_gunzip *reader = tms_gunzip_new(tms_memory_source_of(&memory, tms_buf_slice(&bundle)), &limits, tms_allocator_libc());
  assert_int_equal(tms_source_read_all(tms_gunzip_source(reader), (size_t)1 << 28, &text), TMS_OK);
  tms_gunzip_free(reader);
  tms_slice rest = tms_buf_slice(&text), line;
  size_t count = 0;
  for (; tms_slice_next_line(&rest, &line); count++) assert_int_equal(tms_json_check(line, NULL), TMS_OK);
  assert_int_equal(count, 30);
  assert_true(tms_slice_ends(tms_buf_slice(&text), TMS_SLICE("\n")));
  tms_buf_release(&text);
  tms_buf_release(&bundle);
}

/* Each cut and each flipped bit, all of them. */
static void notices_every_damage(void **state) {
  tms_buf bundle;
  tms_bundle_counts counts;
  tms_error error;
  (void)state;
  init(&bundle, tms_allocator_libc());
  assert_int_equal(bundle_of(3, 20, true, tms_allocator_libc(), &bundle), TMS_OK);
  for (size_t cut = 0; cut < bundle.len; cut++) {
    char *exact = malloc(cut ? cut : 1);
    memcpy(exact, bundle.data, cut);
    assert_int_equal(verify(tms_slice_of(exact, cut), &counts, &error), TMS_ERR_DAMAGED);
    assert_true(error.offset <= cut);
    free(exact);
  }
  for (size_t bit = 0; bit < bundle.len * 8; bit++) {
    bundle.data[bit / 8] ^= (char)(1 << bit % 8);
    tms_status status = verify(tms_buf_slice(&bundle), &counts, &error);
    if (status != TMS_ERR_DAMAGED) fail_msg("bit %zu of byte %zu: %s", bit % 8, bit / 8, tms_status_name(status));
    assert_true(error.offset <= bit / 8);
    bundle.data[bit / 8] ^= (char)(1 << bit % 8);
  }
  assert_int_equal(verify(tms_buf_slice(&bundle), &counts, &error), TMS_OK);
  tms_buf_add_byte(&bundle, '\0'); /* padding is fine for gzip, but not what was written */
  assert_int_equal(verify(tms_buf_slice(&bundle), &counts, &error), TMS_ERR_DAMAGED);
  tms_buf_release(&bundle);
}

/* A member cut out, doubled, or two exchanged: gzip sees nothing wrong with that. */
static void notices_moved_members(void **state) {
  tms_buf bundle, other;
  tms_bundle_counts counts;
  tms_error error;
  (void)state;
  init(&bundle, tms_allocator_libc());
  init(&other, tms_allocator_libc());
  assert_int_equal(bundle_of(2, 40000, true, tms_allocator_libc(), &bundle), TMS_OK);
  size_t used;
  const char *message;
  assert_int_equal(tms_gzip_read_member(tms_buf_slice(&bundle), tms_allocator_libc(), &other, &used, &message), TMS_OK);
  tms_slice all = tms_buf_slice(&bundle), first = tms_slice_head(all, used), rest = tms_slice_from(all, used);
  assert_int_equal(verify(rest, &counts, &error), TMS_ERR_DAMAGED);
  tms_buf_reset(&other);
  tms_buf_add(&other, first);
  tms_buf_add(&other, all);
  assert_int_equal(verify(tms_buf_slice(&other), &counts, &error), TMS_ERR_DAMAGED);
  tms_buf_release(&other);
  tms_buf_release(&bundle);
}

static tms_status repair(tms_slice bytes, const tms_allocator *allocator, tms_buf *out, tms_bundle_mending *made) {
  tms_limits limits = defaults();
  tms_error error;
  tms_buf_reset(out);
  return tms_bundle_file_repair(bytes, &limits, allocator, tms_buffer_sink_of(out), made, &error);
}

/* Members of a bundle that are whole before `cut`, by its own index: here each document but the last is a member. */
static size_t members_before(tms_slice bundle, size_t cut) {
  size_t count = 0, at = 0, used;
  const char *message;
  tms_buf content;
  init(&content, tms_allocator_libc());
  while (tms_gzip_read_member(tms_slice_from(tms_slice_head(bundle, cut), at), tms_allocator_libc(), &content, &used, &message) == TMS_OK) {
    at += used;
    count++;
  }
  tms_buf_release(&content);
  return count;
}

/* Cut anywhere: what was written before the cut is there again, and the bundle is whole. */
static void repairs_torn_writes(void **state) {
  tms_buf bundle, mended;
  tms_bundle_counts counts;
  tms_bundle_mending made;
  tms_error error;
  (void)state;
  init(&bundle, tms_allocator_libc());
  init(&mended, tms_allocator_libc());
  assert_int_equal(bundle_of(4, 45000, true, tms_allocator_libc(), &bundle), TMS_OK);
  for (size_t cut = 20; cut<bundle.len; cut += cut> bundle.len - 400 ? 1 : 30011) {
    tms_slice torn = tms_slice_head(tms_buf_slice(&bundle), cut);
    size_t whole = members_before(torn, cut);
    tms_status status = repair(torn, tms_allocator_libc(), &mended, &made);
    assert_int_equal(status, TMS_OK);
    if (verify(tms_buf_slice(&mended), &counts, &error) != TMS_OK) fail_msg("cut at %zu: %s", cut, error.message);
    assert_int_equal(counts.documents, made.documents);
    assert_true(made.documents >= (whole < 4 ? whole : 4));
    assert_true(made.documents == 4 || made.lost_bytes);
  }
  assert_int_equal(repair(tms_slice_head(tms_buf_slice(&bundle), bundle.len - 1), tms_allocator_libc(), &mended, &made), TMS_OK);
  assert_true(tms_slice_eq(tms_buf_slice(&mended), tms_buf_slice(&bundle))); /* only the footer was cut: it is what it was */
  assert_int_equal(repair(TMS_SLICE("no gzip"), tms_allocator_libc(), &mended, &made), TMS_ERR_DAMAGED);
  tms_buf_release(&mended);
  tms_buf_release(&bundle);
}

/* A member whose line was cut in the middle gives the lines before it. */
static void salvages_lines(void **state) {
  tms_buf bundle, mended;
  tms_bundle_mending made;
  (void)state;
  init(&bundle, tms_allocator_libc());
  init(&mended, tms_allocator_libc());
  assert_int_equal(bundle_of(20, 300, true, tms_allocator_libc(), &bundle), TMS_OK);
  assert_int_equal(repair(tms_slice_head(tms_buf_slice(&bundle), bundle.len / 2), tms_allocator_libc(), &mended, &made), TMS_OK);
  assert_true(made.documents > 5 && made.documents < 20);
  assert_int_equal(made.salvaged, made.documents);
  assert_false(made.lost_known);
  tms_buf_release(&mended);
  tms_buf_release(&bundle);
}

/* A flipped bit costs the documents of its member at most, and they are counted. */
static void loses_one_member(void **state) {
  tms_buf bundle, mended;
  tms_bundle_counts counts;
  tms_bundle_mending made;
  tms_error error;
  (void)state;
  init(&bundle, tms_allocator_libc());
  init(&mended, tms_allocator_libc());
  assert_int_equal(bundle_of(4, 45000, true, tms_allocator_libc(), &bundle), TMS_OK);
  for (size_t bit = 5; bit < bundle.len * 8; bit += 99991) {
    bundle.data[bit / 8] ^= (char)(1 << bit % 8);
    assert_int_equal(repair(tms_buf_slice(&bundle), tms_allocator_libc(), &mended, &made), TMS_OK);
    if (verify(tms_buf_slice(&mended), &counts, &error) != TMS_OK) fail_msg("bit %zu: %s", bit, error.message);
    assert_true(made.documents >= 3);
    if (made.lost_known) assert_int_equal(made.documents + made.lost_documents, 4);
    bundle.data[bit / 8] ^= (char)(1 << bit % 8);
  }
  tms_buf_release(&mended);
  tms_buf_release(&bundle);
}

static void repair_survives_failing_allocations(void **state) {
  tms_buf bundle;
  (void)state;
  init(&bundle, tms_allocator_libc());
  assert_int_equal(bundle_of(2, 30, true, tms_allocator_libc(), &bundle), TMS_OK);
  for (size_t cut = bundle.len - 1; cut > 0; cut /= 2) {
    for (size_t n = 1;; n++) {
      fail_alloc failing = {.fail_at = n};
      tms_allocator allocator = fail_allocator(&failing);
      tms_bundle_mending made;
      tms_buf mended;
      init(&mended, tms_allocator_libc());
      tms_status status = repair(tms_slice_head(tms_buf_slice(&bundle), cut), &allocator, &mended, &made);
      tms_buf_release(&mended);
      assert_int_equal(failing.live_blocks, 0);
      if (failing.calls < n) break;
      assert_int_equal(status, TMS_ERR_MEMORY);
    }
  }
  tms_buf_release(&bundle);
}

typedef struct listing {
  uint64_t next, stop;
} listing;

static bool list_one(void *user, const tms_bundle_entry *entry) {
  listing *at = user;
  char url[64], id[64];
  snprintf(url, sizeof url, "https://example.org/%zu", (size_t)at->next);
  snprintf(id, sizeof id, "id \"%zu", (size_t)at->next);
  at->next++;
  assert_int_equal(entry->number, at->next);
  assert_string_equal(entry->url, url);
  if ((at->next - 1) % 3 == 0)
    assert_string_equal(entry->id, id);
  else
    assert_int_equal(strlen(entry->id), 64);
  return at->next != at->stop;
}

static void lists_and_gets(void **state) {
  tms_limits limits = defaults();
  const tms_allocator *allocator = tms_allocator_libc();
  (void)state;
  for (int index = 0; index < 2; index++) {
    tms_buf bundle, line;
    tms_error error = {0};
    init(&bundle, allocator);
    init(&line, allocator);
    assert_int_equal(bundle_of(25, 9000, index, allocator, &bundle), TMS_OK);
    tms_slice bytes = tms_buf_slice(&bundle);
    listing all = {0, 0}, some = {0, 5};
    assert_int_equal(tms_bundle_file_list(bytes, &limits, allocator, list_one, &all, &error), TMS_OK);
    assert_int_equal(all.next, 25);
    assert_int_equal(tms_bundle_file_list(bytes, &limits, allocator, list_one, &some, &error), TMS_OK);
    assert_int_equal(some.next, 5);
    tms_bundle_file *opened;
    assert_int_equal(tms_bundle_file_open(bytes, &limits, allocator, &opened, &error), TMS_OK);
    for (size_t i = 0; i < 25; i += 4) {
      tms_document *doc = make(i, 9000, allocator);
      tms_buf want;
      char names[4][80] = {"", "", "", ""};
      init(&want, allocator);
      assert_int_equal(tms_lossless_write(doc, 0, &want, &error), TMS_OK);
      snprintf(names[0], 80, "%zu", i + 1);
      snprintf(names[1], 80, "https://example.org/%zu", i);
      snprintf(names[2], 80, "%.64s", want.data + strlen("{\"tamis\":1,\"content_id\":\""));
      snprintf(names[3], 80, "id \"%zu", i);
      for (int name = 0; name < 4 - (i % 3 != 0); name++) {
        tms_buf_reset(&line);
        assert_int_equal(tms_bundle_file_fetch(opened, tms_slice_cstr(names[name]), &line, &error), TMS_OK);
        assert_string_equal(line.data, want.data);
        tms_buf_reset(&line);
        assert_int_equal(tms_bundle_file_get(bytes, &limits, allocator, tms_slice_cstr(names[name]), &line, &error), TMS_OK);
        assert_string_equal(line.data, want.data);
      }
      tms_buf_release(&want);
      tms_doc_free(doc);
    }
    static const char *const none[] = {"0", "26", "", "nobody", "https://example.org/25", "99999999999999999999999"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
      assert_int_equal(tms_bundle_file_get(bytes, &limits, allocator, tms_slice_cstr(none[i]), &line, &error), TMS_END);
      assert_int_equal(tms_bundle_file_fetch(opened, tms_slice_cstr(none[i]), &line, &error), TMS_END);
    }
    tms_bundle_file_close(opened);
    tms_buf_release(&line);
    tms_buf_release(&bundle);
  }
}

/* What a bundle says of `name`, looked through and opened: the same. */
static void same_answer(tms_slice bytes, const tms_bundle_file *opened, tms_slice name) {
  tms_limits limits = defaults();
  tms_buf line, fetched;
  tms_error error;
  init(&line, tms_allocator_libc());
  init(&fetched, tms_allocator_libc());
  tms_status status = tms_bundle_file_get(bytes, &limits, tms_allocator_libc(), name, &line, &error);
  assert_int_equal(tms_bundle_file_fetch(opened, name, &fetched, &error), status);
  assert_string_equal(line.data, fetched.data);
  tms_buf_release(&fetched);
  tms_buf_release(&line);
}

/* Names that many documents share, as ids, URLs and numbers of each other: the best way counts, and of equal ones the first. */
static void choose_among_equal_names(uint32_t seed) {
  static const char *const names[] = {"a", "b", "1", "2", "40", "https://example.org/", "0"};
  enum { NAMES = sizeof names / sizeof names[0], DOCUMENTS = 60 };
  tms_bundle_writer writer = {0};
  tms_options options = {.size = sizeof options};
  tms_limits limits = defaults();
  tms_bundle_file *opened;
  tms_error error;
  tms_buf bundle;
  init(&bundle, tms_allocator_libc());
  assert_int_equal(tms_bundle_begin(&writer, &options, tms_allocator_libc(), &bundle, &error), TMS_OK);
  char content_ids[DOCUMENTS][65];
  const size_t documents = seed % 20 ? 3 + seed % 5 : DOCUMENTS; /* few have few slots, where names get in each other's way */
  for (size_t i = 0; i < documents; i++) {
    tms_document *doc = make(i / 3, 3, tms_allocator_libc()); /* each text three times */
    seed = seed * 1664525u + 1013904223u;
    tms_metadata_unset(&doc->metadata, TMS_FIELD_ID);
    if (seed >> 30) (void)tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_ID, tms_slice_cstr(names[(seed >> 8) % NAMES]), TMS_FROM_NONE);
    (void)tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_URL, tms_slice_cstr(names[(seed >> 16) % NAMES]), TMS_FROM_NONE);
    if (i == 50) (void)tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_ID, tms_slice_cstr(content_ids[0]), TMS_FROM_NONE);
    assert_int_equal(tms_content_id(doc, content_ids[i]), TMS_OK);
    assert_int_equal(tms_bundle_add(&writer, doc, &options, &bundle, &error), TMS_OK);
    tms_doc_free(doc);
  }
  assert_int_equal(tms_bundle_end(&writer, &options, &bundle, &error), TMS_OK);
  tms_bundle_release(&writer);
  assert_int_equal(tms_bundle_file_open(tms_buf_slice(&bundle), &limits, tms_allocator_libc(), &opened, &error), TMS_OK);
  for (size_t i = 0; i < NAMES; i++) same_answer(tms_buf_slice(&bundle), opened, tms_slice_cstr(names[i]));
  for (size_t i = 0; i < documents; i++) same_answer(tms_buf_slice(&bundle), opened, tms_slice_cstr(content_ids[i]));
  for (uint64_t number = 0; number < documents + 2; number++) {
    tms_buf name;
    init(&name, tms_allocator_libc());
    tms_buf_add_u64(&name, number);
    same_answer(tms_buf_slice(&bundle), opened, tms_buf_slice(&name));
    tms_buf_release(&name);
  }
  tms_bundle_file_close(opened);
  tms_buf_release(&bundle);
}

static void chooses_among_equal_names(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed < 400; seed++) choose_among_equal_names(seed);
}

static void open_survives_failing_allocations(void **state) {
  tms_limits limits = defaults();
  tms_buf bundle;
  (void)state;
  init(&bundle, tms_allocator_libc());
  assert_int_equal(bundle_of(5, 300, true, tms_allocator_libc(), &bundle), TMS_OK);
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_bundle_file *opened;
    tms_error error;
    tms_buf line;
    init(&line, &allocator);
    tms_status status = tms_bundle_file_open(tms_buf_slice(&bundle), &limits, &allocator, &opened, &error);
    if (status == TMS_OK) status = tms_bundle_file_fetch(opened, TMS_SLICE("4"), &line, &error);
    if (failing.calls >= n) assert_int_equal(status, TMS_ERR_MEMORY);
    tms_bundle_file_close(opened);
    tms_buf_release(&line);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
  tms_buf_release(&bundle);
}

/* Somebody else's .jsonl.gz, its lines cut at the borders of members. */
static void reads_foreign_bundles(void **state) {
  const tms_allocator *allocator = tms_allocator_libc();
  tms_limits limits = defaults();
  tms_buf bundle, line;
  tms_bundle_counts counts;
  tms_error error;
  (void)state;
  init(&bundle, allocator);
  init(&line, allocator);
  assert_int_equal(tms_gzip_member(TMS_SLICE("{\"id\":\"a\",\"te"), 6, TMS_SLICE_NONE, allocator, &bundle), TMS_OK);
  assert_int_equal(tms_gzip_member(TMS_SLICE("xt\":\"x\"}\n\n{\"id\":\"b\"}"), 6, TMS_SLICE_NONE, allocator, &bundle), TMS_OK);
  assert_int_equal(verify(tms_buf_slice(&bundle), &counts, &error), TMS_OK);
  assert_int_equal(counts.documents, 2);
  assert_int_equal(counts.members, 2);
  assert_int_equal(tms_bundle_file_get(tms_buf_slice(&bundle), &limits, allocator, TMS_SLICE("b"), &line, &error), TMS_OK);
  assert_string_equal(line.data, "{\"id\":\"b\"}");
  tms_buf_reset(&line);
  assert_int_equal(tms_bundle_file_get(tms_buf_slice(&bundle), &limits, allocator, TMS_SLICE("1"), &line, &error), TMS_OK);
  assert_string_equal(line.data, "{\"id\":\"a\",\"text\":\"x\"}");
  assert_int_equal(verify(TMS_SLICE("no gzip"), &counts, &error), TMS_ERR_DAMAGED);
  tms_buf_release(&line);
  tms_buf_release(&bundle);
}

/* The same documents, the same bytes; one document alone is the bundle of one. */
static void is_deterministic(void **state) {
  tms_buf a, b;
  tms_options options = {.size = sizeof options};
  (void)state;
  init(&a, tms_allocator_libc());
  init(&b, tms_allocator_libc());
  assert_int_equal(bundle_of(1, 50, true, tms_allocator_libc(), &a), TMS_OK);
  tms_document *doc = make(0, 50, tms_allocator_libc());
  assert_int_equal(tms_bundle_write(doc, &options, &b, NULL), TMS_OK);
  assert_true(tms_slice_eq(tms_buf_slice(&a), tms_buf_slice(&b)));
  tms_doc_free(doc);
  tms_buf_release(&b);
  tms_buf_release(&a);
}

/* An index that lies, with digests that are right: nothing outside the bundle is read. */
static void distrusts_the_index(void **state) {
  const tms_allocator *allocator = tms_allocator_libc();
  tms_limits limits = defaults();
  (void)state;
  for (unsigned seed = 0; seed < 2000; seed++) {
    tms_bundle_builder builder;
    tms_bundle_counts counts;
    tms_buf bundle, line;
    tms_error error;
    init(&bundle, allocator);
    init(&line, allocator);
    assert_int_equal(tms_gzip_member(TMS_SLICE("{\"id\":\"a\"}\n"), 6, TMS_SLICE("Tm\0\0"), allocator, &bundle), TMS_OK);
    tms_bundle_builder_init(&builder, allocator, 1 << 20);
    assert_int_equal(tms_bundle_builder_line(&builder, TMS_SLICE("{\"id\":\"a\"}")), TMS_OK);
    assert_int_equal(tms_bundle_builder_member(&builder, tms_buf_slice(&bundle), 11), TMS_OK);
    unsigned place = seed * 31 % 71;
    if (place < builder.index.len) builder.index.data[place] ^= (char)(seed / 7 % 255 + 1);
    if (seed % 5 == 0) tms_buf_cut(&builder.index, place);
    if (seed % 7 == 0) builder.offset += seed;
    assert_int_equal(tms_bundle_builder_finish(&builder, 6, TMS_SLICE("x"), &bundle), TMS_OK);
    assert_int_equal(verify(tms_buf_slice(&bundle), &counts, &error), seed % 7 && place >= 70 ? TMS_OK : TMS_ERR_DAMAGED);
    tms_status status = tms_bundle_file_get(tms_buf_slice(&bundle), &limits, allocator, TMS_SLICE("1"), &line, &error);
    assert_true(status == TMS_OK || status == TMS_ERR_DAMAGED || status == TMS_END);
    tms_bundle_builder_release(&builder);
    tms_buf_release(&line);
    tms_buf_release(&bundle);
  }
}

static bool count_one(void *user, const tms_bundle_entry *entry) {
  (void)entry;
  ++*(size_t *)user;
  return true;
}

static void survives_failing_allocations(void **state) {
  (void)state;
  for (int index = 0; index < 2; index++) {
    for (size_t n = 1;; n++) {
      fail_alloc failing = {.fail_at = n};
      tms_allocator allocator = fail_allocator(&failing);
      tms_limits limits = defaults();
      tms_buf bundle, line;
      tms_bundle_counts counts;
      tms_error error;
      size_t listed = 0;
      init(&bundle, &allocator);
      init(&line, &allocator);
      tms_status status = bundle_of(2, 30, index, &allocator, &bundle);
      tms_slice bytes = tms_buf_slice(&bundle);
      if (status == TMS_OK) status = tms_bundle_file_verify(bytes, &limits, &allocator, &counts, &error);
      if (status == TMS_OK) status = tms_bundle_file_list(bytes, &limits, &allocator, count_one, &listed, &error);
      if (status == TMS_OK) status = tms_bundle_file_get(bytes, &limits, &allocator, TMS_SLICE("2"), &line, &error);
      assert_true(status == TMS_ERR_MEMORY || (status == TMS_OK && listed == 2 && counts.documents == 2 && line.len > 0));
      tms_buf_release(&line);
      tms_buf_release(&bundle);
      assert_int_equal(failing.live_blocks, 0);
      if (failing.calls < n) break;
    }
  }
}

/* What tms_output_write() does: a document that fails is left out, and the bundle goes on. */
static size_t write_on(const tms_allocator *allocator, fail_alloc *failing, size_t n, tms_buf *out, tms_status *end) {
  tms_bundle_writer writer = {0};
  tms_options options;
  tms_error error;
  size_t good = 0;
  tms_options_init(&options);
  tms_document *docs[4];
  for (size_t i = 0; i < 4; i++) docs[i] = make(i, i == 1 ? 90000 : 30, tms_allocator_libc());
  *end = tms_bundle_begin(&writer, &options, allocator, out, &error);
  assert_int_equal(*end, TMS_OK);
  failing->fail_at = n;
  for (size_t i = 0; i < 4; i++) {
    size_t begin = out->len;
    tms_status status = tms_bundle_add(&writer, docs[i], &options, out, &error);
    good += status == TMS_OK;
    if (status != TMS_OK) tms_buf_cut(out, begin);
  }
  *end = tms_bundle_end(&writer, &options, out, &error);
  tms_bundle_release(&writer);
  for (size_t i = 0; i < 4; i++) tms_doc_free(docs[i]);
  return good;
}

static void a_failed_document_is_not_in_it(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {0};
    tms_allocator allocator = fail_allocator(&failing);
    tms_buf bundle;
    tms_bundle_counts counts;
    tms_error error;
    tms_status end;
    init(&bundle, tms_allocator_libc());
    size_t good = write_on(&allocator, &failing, n, &bundle, &end);
    if (end == TMS_OK) {
      if (verify(tms_buf_slice(&bundle), &counts, &error) != TMS_OK) fail_msg("allocation %zu: %s at %zu", n, error.message, error.offset);
      if (counts.documents != good) fail_msg("allocation %zu: %zu documents went well, %zu are there", n, good, (size_t)counts.documents);
    }
    tms_buf_release(&bundle);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_failed_document_is_not_in_it),
      cmocka_unit_test(verifies),
      cmocka_unit_test(is_plain_gzip),
      cmocka_unit_test(notices_every_damage),
      cmocka_unit_test(notices_moved_members),
      cmocka_unit_test(repairs_torn_writes),
      cmocka_unit_test(salvages_lines),
      cmocka_unit_test(loses_one_member),
      cmocka_unit_test(repair_survives_failing_allocations),
      cmocka_unit_test(lists_and_gets),
      cmocka_unit_test(chooses_among_equal_names),
      cmocka_unit_test(open_survives_failing_allocations),
      cmocka_unit_test(reads_foreign_bundles),
      cmocka_unit_test(is_deterministic),
      cmocka_unit_test(distrusts_the_index),
      cmocka_unit_test(survives_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
