/* Repair: any bytes in, valid UTF-8 out; once is enough; what is counted is changed, and what is changed is counted. The first byte holds the flags. */
#include "base/alloc.h"
#include "base/utf8.h"
#include "repair/repair.h"

static uint64_t total(const tms_repair_counts *counts) {
  uint64_t sum = 0;
  for (size_t i = 0; i < TMS_REPAIR_KINDS; i++) sum += counts->of[i];
  return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  uint32_t flags = data[0] & 7;
  tms_slice text = tms_slice_of((const char *)data + 1, size - 1);
  tms_repair_counts counts = {{0}}, more = {{0}};
  tms_buf work, once, twice;
  tms_buf_init(&work, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&once, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&twice, tms_allocator_libc(), 1 << 26);
  bool changed = tms_repair_text(text, flags, &work, &once, &counts);
  if (once.status != TMS_OK || changed != (total(&counts) > 0) || (!changed && once.len)) __builtin_trap();
  if (!changed) tms_buf_add(&once, text);
  if (!tms_utf8_is_valid(tms_buf_slice(&once))) __builtin_trap();
  if (tms_repair_text(tms_buf_slice(&once), flags, &work, &twice, &more)) __builtin_trap();
  tms_buf_release(&twice);
  tms_buf_release(&once);
  tms_buf_release(&work);
  return 0;
}
