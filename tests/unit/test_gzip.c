/* gzip in and out. */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "io/gzip.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "io/source.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

static tms_limits limits_of(uint32_t ratio) {
  tms_limits limits = {.max_ratio = ratio};
  return tms_limits_resolve(&limits);
}

/* All members of `bytes`, given to the decoder `step` bytes at a time and taken from it `room` at a time. */
static tms_status gunzip(tms_slice bytes, size_t step, size_t room, tms_buf *out, tms_error *error) {
  tms_limits limits = limits_of(0);
  tms_memory_source memory;
  tms_source source = tms_memory_source_of(&memory, bytes);
  memory.step = step;
  tms_gunzip *reader = tms_gunzip_new(source, &limits, out->allocator);
  if (!reader) return TMS_ERR_MEMORY;
  tms_status status;
  while ((status = tms_source_fill(tms_gunzip_source(reader), room, out)) == TMS_OK) {
  }
  if (error) *error = *tms_gunzip_error(reader);
  tms_gunzip_free(reader);
  return status == TMS_END ? TMS_OK : status;
}

static void member(tms_buf *out, const char *text, tms_slice extra) {
  assert_int_equal(tms_gzip_member(tms_slice_cstr(text), 6, extra, out->allocator, out), TMS_OK);
}

static void init(tms_buf *buf) {
  tms_buf_init(buf, tms_allocator_libc(), (size_t)1 << 28);
}

static void reads_at_any_step(void **state) {
  tms_buf packed, out;
  (void)state;
  init(&packed);
  init(&out);
  member(&packed, "first ", TMS_SLICE("Tm\3\0abc"));
  member(&packed, "", TMS_SLICE_NONE);
  tms_gzip_empty_member(TMS_SLICE("Ti\1\0x"), &packed);
  member(&packed, "second", TMS_SLICE_NONE);
  tms_buf_add_repeat(&packed, '\0', 5); /* padding */
  for (size_t step = 0; step < 4; step++) {
    for (size_t room = 1; room < 40; room += 13) {
      tms_buf_reset(&out);
      assert_int_equal(gunzip(tms_buf_slice(&packed), step, room, &out, NULL), TMS_OK);
      assert_string_equal(out.data, "first second");
    }
  }
  tms_buf_release(&out);
  tms_buf_release(&packed);
}

/* Written by hand: FHCRC, FEXTRA, FNAME and FCOMMENT, as RFC 1952 section 2.3 orders them. */
static void full_header(tms_buf *out, bool right) {
  static const char head[] =
      "\x1F\x8B\x08\x1E\1\2\3\4\0\3\5\0hello"
      "name\0comment";
  tms_buf_add_bytes(out, head, sizeof head);
  uint32_t crc = (uint32_t)crc32(0, (const unsigned char *)out->data, (unsigned)out->len);
  if (!right) crc ^= 1;
  tms_buf_add_byte(out, (char)(crc & 255));
  tms_buf_add_byte(out, (char)(crc >> 8 & 255));
}

static void reads_headers(void **state) {
  tms_buf packed;
  tms_gzip_header header;
  const char *message;
  (void)state;
  init(&packed);
  full_header(&packed, true);
  assert_int_equal(tms_gzip_read_header(tms_buf_slice(&packed), &header, &message), TMS_OK);
  assert_int_equal(header.size, packed.len);
  assert_true(tms_slice_eq(header.extra, TMS_SLICE("hello")));
  assert_true(tms_slice_eq(header.name, TMS_SLICE("name")));
  for (size_t cut = 0; cut < packed.len; cut++) {
    char *exact = malloc(cut ? cut : 1);
    memcpy(exact, packed.data, cut);
    assert_int_equal(tms_gzip_read_header(tms_slice_of(exact, cut), &header, &message), TMS_END);
    free(exact);
  }
  tms_buf_reset(&packed);
  full_header(&packed, false);
  assert_int_equal(tms_gzip_read_header(tms_buf_slice(&packed), &header, &message), TMS_ERR_DAMAGED);
  assert_int_equal(tms_gzip_read_header(TMS_SLICE("\x1F\x8B\x07\0\0\0\0\0\0\0"), &header, &message), TMS_ERR_DAMAGED);
  assert_int_equal(tms_gzip_read_header(TMS_SLICE("\x1F\x8B\x08\x20\0\0\0\0\0\0"), &header, &message), TMS_ERR_DAMAGED);
  assert_int_equal(tms_gzip_read_header(TMS_SLICE("PK\3\4"), &header, &message), TMS_ERR_DAMAGED);
  tms_buf_release(&packed);
}

/* Every cut, and every bit but those that change no text: MTIME, XFL, OS and FTEXT of a header, the padding behind the last code of the data, a copy from
 * another place that holds the same. */
static void notices_damage(void **state) {
  static const char text[] = "A text that is long enough, long enough, to be compressed with codes.And another one.";
  tms_buf packed, out;
  tms_error error;
  (void)state;
  init(&packed);
  init(&out);
  member(&packed, "A text that is long enough, long enough, to be compressed with codes.", TMS_SLICE_NONE);
  size_t border = packed.len;
  member(&packed, "And another one.", TMS_SLICE_NONE);
  for (size_t cut = 0; cut < packed.len; cut++) {
    tms_buf_reset(&out);
    tms_status status = gunzip(tms_slice_head(tms_buf_slice(&packed), cut), 0, 4096, &out, &error);
    assert_int_equal(status, cut == border ? TMS_OK : TMS_ERR_DAMAGED);
    if (status != TMS_OK) assert_int_equal(error.offset, cut);
  }
  size_t unnoticed = 0;
  for (size_t bit = 0; bit < packed.len * 8; bit++) {
    size_t at = bit / 8;
    bool free_byte = (at % border >= 4 && at % border < 10);
    if (free_byte || (at % border == 3 && (bit % 8 == 0))) continue;
    packed.data[at] ^= (char)(1 << bit % 8);
    tms_buf_reset(&out);
    tms_status status = gunzip(tms_buf_slice(&packed), 0, 4096, &out, &error);
    if (status == TMS_OK) {
      assert_string_equal(out.data, text);
      unnoticed++;
    } else {
      assert_int_equal(status, TMS_ERR_DAMAGED);
    }
    packed.data[at] ^= (char)(1 << bit % 8);
  }
  assert_in_range(unnoticed, 0, 20);
  tms_buf_add_cstr(&packed, "garbage");
  tms_buf_reset(&out);
  assert_int_equal(gunzip(tms_buf_slice(&packed), 0, 4096, &out, &error), TMS_ERR_DAMAGED);
  assert_int_equal(error.offset, packed.len - 7);
  assert_string_equal(out.data, text);
  tms_buf_release(&out);
  tms_buf_release(&packed);
}

static void stops_a_bomb(void **state) {
  tms_buf zeros, packed, out;
  tms_memory_source memory;
  (void)state;
  init(&zeros);
  init(&packed);
  init(&out);
  tms_buf_add_repeat(&zeros, '\0', (size_t)32 << 20);
  assert_int_equal(tms_gzip_member(tms_buf_slice(&zeros), 9, TMS_SLICE_NONE, tms_allocator_libc(), &packed), TMS_OK);
  tms_limits limits = limits_of(100);
  tms_gunzip *reader = tms_gunzip_new(tms_memory_source_of(&memory, tms_buf_slice(&packed)), &limits, tms_allocator_libc());
  assert_int_equal(tms_source_read_all(tms_gunzip_source(reader), (size_t)64 << 20, &out), TMS_ERR_LIMIT);
  assert_int_equal(tms_gunzip_error(reader)->code, TMS_ERR_LIMIT);
  assert_true(out.len < packed.len * 100 + ((size_t)3 << 20));
  tms_gunzip_free(reader);
  tms_buf_release(&out);
  tms_buf_release(&packed);
  tms_buf_release(&zeros);
}

/* Levels, sizes and both libraries (another allocator than libc's means zlib): what comes back is what went in, and zlib's own reader agrees. */
static void round_trips(void **state) {
  tms_buf text, packed, out;
  (void)state;
  init(&text);
  init(&packed);
  init(&out);
  uint64_t seed = 1;
  for (size_t size = 0; size < 200000; size = size * 3 + 1) {
    while (text.len < size) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      tms_buf_add_byte(&text, (char)('a' + (seed >> 60)));
    }
    for (int level = 0; level <= 9; level += 3) {
      fail_alloc counting = {0};
      tms_allocator other = fail_allocator(&counting);
      const tms_allocator *allocators[] = {tms_allocator_libc(), &other};
      for (int i = 0; i < 2; i++) {
        const char *message;
        size_t used;
        tms_buf_reset(&packed);
        tms_buf_reset(&out);
        assert_int_equal(tms_gzip_member(tms_buf_slice(&text), level, TMS_SLICE_NONE, allocators[i], &packed), TMS_OK);
        assert_int_equal(gunzip(tms_buf_slice(&packed), 0, 65536, &out, NULL), TMS_OK);
        assert_true(tms_slice_eq(tms_buf_slice(&out), tms_buf_slice(&text)));
        tms_buf_reset(&out);
        assert_int_equal(tms_gzip_read_member(tms_buf_slice(&packed), allocators[i], &out, &used, &message), TMS_OK);
        assert_true(used == packed.len && tms_slice_eq(tms_buf_slice(&out), tms_buf_slice(&text)));
      }
      assert_int_equal(counting.live_blocks, 0);
    }
  }
  assert_int_equal(tms_gzip_member(tms_buf_slice(&text), 10, TMS_SLICE_NONE, tms_allocator_libc(), &packed), TMS_ERR_ARGUMENT);
  tms_buf_release(&out);
  tms_buf_release(&packed);
  tms_buf_release(&text);
}

static void reads_one_member_into_just_enough(void **state) {
  tms_buf packed, out;
  const char *message;
  size_t used;
  (void)state;
  init(&packed);
  member(&packed, "0123456789", TMS_SLICE_NONE);
  for (size_t room = 0; room < 12; room++) {
    tms_buf_init(&out, tms_allocator_libc(), room);
    tms_status status = tms_gzip_read_member(tms_buf_slice(&packed), tms_allocator_libc(), &out, &used, &message);
    assert_int_equal(status, room < 10 ? TMS_ERR_LIMIT : TMS_OK);
    tms_buf_release(&out);
  }
  init(&out);
  for (size_t cut = 0; cut < packed.len; cut++) {
    tms_buf_reset(&out);
    assert_int_equal(tms_gzip_read_member(tms_slice_head(tms_buf_slice(&packed), cut), tms_allocator_libc(), &out, &used, &message), TMS_ERR_DAMAGED);
    assert_non_null(message);
  }
  tms_buf_release(&out);
  tms_buf_release(&packed);
}

static tms_status broken_read(void *user, void *into, size_t room, size_t *got) {
  (void)user;
  (void)into;
  (void)room;
  *got = 0;
  return TMS_ERR_READ;
}

static void passes_on_read_errors(void **state) {
  tms_limits limits = limits_of(0);
  tms_buf out;
  (void)state;
  init(&out);
  tms_gunzip *reader = tms_gunzip_new((tms_source){NULL, broken_read}, &limits, tms_allocator_libc());
  assert_int_equal(tms_source_read_all(tms_gunzip_source(reader), 100, &out), TMS_ERR_READ);
  tms_gunzip_free(reader);
  tms_buf_release(&out);
}

static void survives_failing_allocations(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_buf packed, out;
    tms_buf_init(&packed, &allocator, 1 << 20);
    tms_buf_init(&out, &allocator, 1 << 20);
    tms_status status = tms_gzip_member(TMS_SLICE("some text, some text, some text"), 6, TMS_SLICE("Tm\0\0"), &allocator, &packed);
    if (status == TMS_OK) status = gunzip(tms_buf_slice(&packed), 0, 7, &out, NULL);
    assert_true(status == TMS_ERR_MEMORY || (status == TMS_OK && strcmp(out.data, "some text, some text, some text") == 0));
    tms_buf_release(&out);
    tms_buf_release(&packed);
    assert_int_equal(failing.live_blocks, 0);
    if (failing.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_at_any_step),     cmocka_unit_test(reads_headers),
      cmocka_unit_test(notices_damage),        cmocka_unit_test(stops_a_bomb),
      cmocka_unit_test(round_trips),           cmocka_unit_test(reads_one_member_into_just_enough),
      cmocka_unit_test(passes_on_read_errors), cmocka_unit_test(survives_failing_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
