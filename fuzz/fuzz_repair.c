/*
 * Repair: any bytes in, valid UTF-8 out; once is enough; what is counted is changed, and what is changed is counted. The quick look that lets a line pass
 * sees all that the slow one counts as odd. The profile "none" is the identity on valid UTF-8. The first byte holds the flags.
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "repair/oddness.h"
#include "repair/repair.h"

#include <tamis/tamis.h>

static uint64_t total(const tms_repair_counts *counts) {
  uint64_t sum = 0;
  for (size_t i = 0; i < TMS_REPAIR_KINDS; i++) sum += counts->of[i];
  return sum;
}

static void law_of_the_quick_look(tms_slice text) {
  tms_slice line;
  while (tms_slice_next_line(&text, &line)) {
    tms_oddness oddness = {0};
    size_t size;
    for (size_t at = 0; at < line.len; at += size) tms_oddness_add(&oddness, tms_utf8_decode(line, at, &size, NULL));
    if (oddness.count && tms_oddness_suspect(line, 0) == line.len) __builtin_trap();
  }
}

static void law_of_none(tms_slice text) {
  tms_context *context = tms_context_new(NULL);
  tms_options options;
  tms_bytes out;
  tms_options_init(&options);
  options.repair = TMS_PROFILE_NONE;
  if (!context || tms_text_repair(context, text.ptr, text.len, &options, &out, NULL) != TMS_OK) __builtin_trap();
  if (!tms_slice_eq(tms_slice_of(out.data, out.size), text)) __builtin_trap();
  tms_bytes_release(&out);
  tms_context_free(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  uint32_t flags = data[0] & (TMS_REPAIR_KEEP_LINE_ENDS | TMS_REPAIR_KEEP_REFERENCES | TMS_REPAIR_PARSED | TMS_REPAIR_FULL);
  tms_slice text = tms_slice_of((const char *)data + 1, size - 1);
  tms_repair_counts counts = {{0}}, more = {{0}};
  tms_buf work, once, twice;
  tms_buf_init(&work, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&once, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&twice, tms_allocator_libc(), 1 << 26);
  bool valid = tms_utf8_is_valid(text);
  bool changed = tms_repair_text(text, valid ? flags | TMS_REPAIR_VALID : flags, &work, &once, &counts);
  if (once.status != TMS_OK || changed != (total(&counts) > 0) || (!changed && once.len)) __builtin_trap();
  if (!changed) tms_buf_add(&once, text);
  tms_slice repaired = tms_buf_slice(&once);
  if (!tms_utf8_is_valid(repaired) || tms_repair_text(repaired, flags, &work, &twice, &more)) __builtin_trap();
  law_of_the_quick_look(repaired);
  law_of_none(repaired);
  if (valid) law_of_the_quick_look(text);
  tms_buf_release(&twice);
  tms_buf_release(&once);
  tms_buf_release(&work);
  return 0;
}
