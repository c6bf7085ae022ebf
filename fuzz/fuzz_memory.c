/*
 * The law of memory, for any bytes and any pair of formats: where the n-th allocation fails (alone, or with all that follow), the outcome is the same bytes, or a
 * clean failure for memory, and nothing leaks. A short document is worse than none.
 * Two bytes choose formats and options, two more the allocation.
 */
#include "tests/support/fail_alloc.h"

#include "fuzz/pick_format.h"

#include <tamis/tamis.h>

#include <stdint.h>
#include <string.h>

static void choose(const uint8_t *data, tms_options *options) {
  tms_options_init(options);
  options->from = pick_format(data[0] & 15, true);
  options->to = pick_format(data[1] & 15, false);
  options->clean = (tms_switch)((data[0] >> 4) % 3);
  options->mode = (tms_mode)(data[1] >> 6);
  options->url = "https://example.org/a/b";
  options->limits.max_input = (size_t)1 << 20;
  options->limits.max_output = (size_t)1 << 24;
}

static tms_status run(const uint8_t *data, size_t size, const tms_options *options, fail_alloc *state, tms_bytes *out) {
  tms_allocator allocator = fail_allocator(state);
  tms_error error = {0};
  tms_status status = tms_convert(data, size, options, &allocator, out, &error);
  if (status != TMS_OK && (error.code != status || !error.message || out->data || out->size)) __builtin_trap();
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4) return 0;
  tms_options options;
  choose(data, &options);
  fail_alloc never = {0}, fail = {.sticky = data[2] & 128};
  tms_bytes whole = {0}, got = {0};
  tms_status good = run(data + 4, size - 4, &options, &never, &whole);
  if (never.calls) fail.fail_at = 1 + ((data[2] & 127u) << 8 | data[3]) % never.calls;
  tms_status status = run(data + 4, size - 4, &options, &fail, &got);
  /* What ran out of memory may also look like a limit met: the ceiling of an arena is one. */
  if (status != TMS_ERR_MEMORY && status != TMS_ERR_LIMIT && status != good) __builtin_trap();
  if (status == TMS_OK && (got.size != whole.size || (got.size && memcmp(got.data, whole.data, got.size) != 0))) __builtin_trap();
  tms_bytes_release(&got);
  tms_bytes_release(&whole);
  if (never.live_blocks || fail.live_blocks) __builtin_trap();
  return 0;
}
