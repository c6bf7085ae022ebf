/*
 * The laws of bundles. The first byte chooses one:
 *   - any bytes can be verified, listed and searched; a bundle that is whole lists as many documents as it has, and each can be fetched by its number,
 *     and by its names as well from the bundle kept open
 *   - a bundle of documents is whole, and gives back each document's line; a flipped bit or a cut is noticed
 * Whatever it was, what repair makes of it is whole, and repairing that changes nothing.
 */
#include "doc_from_bytes.h"
#include "formats/bundle/bundle.h"
#include "formats/bundle/write.h"
#include "io/sink.h"
#include "markup/lossless.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <stdint.h>

static const size_t plenty = (size_t)1 << 26;

static bool count_one(void *user, const tms_bundle_entry *entry) {
  size_t *count = user;
  ++*count;
  if (entry->number != *count || !entry->id || !entry->url) __builtin_trap();
  return true;
}

static tms_limits small_limits(void) {
  tms_limits limits = {.max_input = (size_t)1 << 20, .max_ratio = 50};
  return tms_limits_resolve(&limits);
}

static tms_status get(tms_slice bytes, uint64_t number, tms_buf *line) {
  tms_limits limits = small_limits();
  tms_error error;
  tms_buf name;
  tms_buf_init(&name, tms_allocator_libc(), 32);
  tms_buf_add_u64(&name, number);
  tms_buf_reset(line);
  tms_status status = tms_bundle_file_get(bytes, &limits, tms_allocator_libc(), tms_buf_slice(&name), line, &error);
  tms_buf_release(&name);
  return status;
}

static tms_status verify(tms_slice bytes, tms_bundle_counts *counts) {
  tms_limits limits = small_limits();
  tms_error error = {0};
  tms_status status = tms_bundle_file_verify(bytes, &limits, tms_allocator_libc(), counts, &error);
  if (status == TMS_ERR_DAMAGED && error.offset != TMS_NO_OFFSET && error.offset > bytes.len) __builtin_trap();
  return status;
}

typedef struct alike {
  tms_slice bytes;
  const tms_bundle_file *opened;
  tms_buf got, fetched;
} alike;

static void one_alike(alike *a, const char *name) {
  tms_limits limits = small_limits();
  tms_error error;
  tms_buf_reset(&a->got);
  tms_buf_reset(&a->fetched);
  tms_status status = tms_bundle_file_get(a->bytes, &limits, tms_allocator_libc(), tms_slice_cstr(name), &a->got, &error);
  if (tms_bundle_file_fetch(a->opened, tms_slice_cstr(name), &a->fetched, &error) != status) __builtin_trap();
  if (!tms_slice_eq(tms_buf_slice(&a->got), tms_buf_slice(&a->fetched))) __builtin_trap();
}

static bool entry_alike(void *user, const tms_bundle_entry *entry) {
  one_alike(user, entry->id);
  one_alike(user, entry->url);
  return entry->number < 8;
}

/* A bundle that is whole gives the same for every name, looked through and opened. */
static void fetches_alike(tms_slice bytes) {
  tms_limits limits = small_limits();
  tms_bundle_file *opened;
  tms_error error;
  if (tms_bundle_file_open(bytes, &limits, tms_allocator_libc(), &opened, &error) != TMS_OK) __builtin_trap();
  alike a = {.bytes = bytes, .opened = opened};
  tms_buf_init(&a.got, tms_allocator_libc(), plenty);
  tms_buf_init(&a.fetched, tms_allocator_libc(), plenty);
  static const char *const numbers[] = {"0", "1", "2", "3", "9"};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) one_alike(&a, numbers[i]);
  if (tms_bundle_file_list(bytes, &limits, tms_allocator_libc(), entry_alike, &a, &error) != TMS_OK) __builtin_trap();
  tms_buf_release(&a.fetched);
  tms_buf_release(&a.got);
  tms_bundle_file_close(opened);
}

/* False: nothing was left to be repaired. */
static bool repaired(tms_slice bytes, tms_buf *out, tms_bundle_mending *made) {
  tms_limits limits = small_limits();
  tms_error error;
  return tms_bundle_file_repair(bytes, &limits, tms_allocator_libc(), tms_buffer_sink_of(out), made, &error) == TMS_OK;
}

static void repair_makes_whole(tms_slice bytes) {
  tms_bundle_counts counts;
  tms_bundle_mending made;
  tms_buf once, twice;
  tms_buf_init(&once, tms_allocator_libc(), plenty);
  tms_buf_init(&twice, tms_allocator_libc(), plenty);
  if (repaired(bytes, &once, &made)) {
    if (verify(tms_buf_slice(&once), &counts) != TMS_OK || counts.documents != made.documents || counts.members != made.members) __builtin_trap();
    if (!repaired(tms_buf_slice(&once), &twice, &made) || made.lost_bytes || made.salvaged) __builtin_trap();
    if (!tms_slice_eq(tms_buf_slice(&once), tms_buf_slice(&twice))) __builtin_trap();
  }
  tms_buf_release(&twice);
  tms_buf_release(&once);
}

/* `seed` chooses the bit, or the place of the cut. */
static void damage_is_noticed(const char *bytes, size_t size, uint64_t seed) {
  tms_bundle_counts counts;
  tms_buf copy;
  tms_buf_init(&copy, tms_allocator_libc(), plenty);
  tms_buf_add_bytes(&copy, bytes, size);
  size_t bit = (size_t)(seed % (size * 8));
  copy.data[bit / 8] ^= (char)(1 << bit % 8);
  if (verify(tms_buf_slice(&copy), &counts) != TMS_ERR_DAMAGED) __builtin_trap();
  copy.data[bit / 8] ^= (char)(1 << bit % 8);
  tms_buf_cut(&copy, (size_t)(seed % size));
  if (verify(tms_buf_slice(&copy), &counts) != TMS_ERR_DAMAGED) __builtin_trap();
  repair_makes_whole(tms_buf_slice(&copy));
  tms_buf_release(&copy);
}

static void law_of_bytes(tms_slice bytes) {
  tms_limits limits = small_limits();
  tms_bundle_counts counts;
  tms_error error;
  tms_buf line;
  size_t listed = 0;
  tms_buf_init(&line, tms_allocator_libc(), plenty);
  tms_status whole = verify(bytes, &counts);
  tms_status status = tms_bundle_file_list(bytes, &limits, tms_allocator_libc(), count_one, &listed, &error);
  if (whole == TMS_OK && (status != TMS_OK || listed != counts.documents)) __builtin_trap();
  for (uint64_t number = 1; number < 4; number++) {
    status = get(bytes, number, &line);
    if (whole == TMS_OK && number <= listed && status != TMS_OK) __builtin_trap();
  }
  tms_buf_release(&line);
  if (whole == TMS_OK) fetches_alike(bytes);
  repair_makes_whole(bytes);
}

static bool is_named(tms_slice line, uint64_t number) {
  tms_bundle_line head;
  tms_arena arena;
  tms_buf name;
  tms_arena_init(&arena, tms_allocator_libc(), plenty);
  tms_buf_init(&name, tms_allocator_libc(), 32);
  tms_buf_add_u64(&name, number);
  bool same = tms_bundle_line_read(line, &arena, &head, NULL) &&
              (tms_slice_eq(head.id, tms_buf_slice(&name)) || tms_slice_eq(head.url, tms_buf_slice(&name)));
  tms_buf_release(&name);
  tms_arena_release(&arena);
  return same;
}

static void law_of_documents(const uint8_t *data, size_t size) {
  tms_bundle_writer writer = {0};
  tms_options options = {.size = sizeof options, .level = 1 + data[0] % 9};
  const tms_allocator *allocator = tms_allocator_libc();
  tms_buf bundle, last, line;
  size_t count = 1 + data[0] / 9 % 4;
  bool good = true;
  tms_buf_init(&bundle, allocator, plenty);
  tms_buf_init(&last, allocator, plenty);
  tms_buf_init(&line, allocator, plenty);
  if (tms_bundle_begin(&writer, &options, allocator, &bundle, NULL) != TMS_OK) __builtin_trap();
  for (size_t i = 0; i < count; i++) {
    tms_document *doc = doc_from_bytes(allocator, data + size / count * i, size / count);
    tms_buf_reset(&last);
    good = good && doc && tms_lossless_write(doc, 0, &last, NULL) == TMS_OK && tms_bundle_add(&writer, doc, &options, &bundle, NULL) == TMS_OK;
    tms_doc_free(doc);
  }
  if (good) {
    tms_bundle_counts counts;
    if (tms_bundle_end(&writer, &options, &bundle, NULL) != TMS_OK) __builtin_trap();
    if (verify(tms_buf_slice(&bundle), &counts) != TMS_OK || counts.documents != count || !counts.has_index) __builtin_trap();
    /* An id or URL that reads like this number is found first. */
    if (get(tms_buf_slice(&bundle), count, &line) != TMS_OK) __builtin_trap();
    if (!tms_slice_eq(tms_buf_slice(&line), tms_buf_slice(&last)) && !is_named(tms_buf_slice(&line), count)) __builtin_trap();
    fetches_alike(tms_buf_slice(&bundle));
    damage_is_noticed(bundle.data, bundle.len, (uint64_t)data[0] * 2654435761u + size * 40503u + data[size - 1]);
  }
  tms_buf_release(&last);
  tms_bundle_release(&writer);
  tms_buf_release(&line);
  tms_buf_release(&bundle);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  if (data[0] & 1) {
    law_of_documents(data + 1, size - 1);
  } else {
    law_of_bytes(tms_slice_of((const char *)data + 1, size - 1));
  }
  return 0;
}
