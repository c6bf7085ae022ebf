/* NFC: valid in, valid out; once is enough; tms_nfc_is() says exactly whether anything would change. */
#include "base/alloc.h"
#include "base/utf8.h"
#include "unicode/nfc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_buf text, once, twice;
  tms_buf_init(&text, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&once, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&twice, tms_allocator_libc(), 1 << 26);
  tms_utf8_repair(tms_slice_of((const char *)data, size), &text);
  tms_slice source = tms_buf_slice(&text);
  tms_nfc_append(source, &once);
  tms_slice composed = tms_buf_slice(&once);
  if (once.status != TMS_OK || !tms_utf8_is_valid(composed)) __builtin_trap();
  if (!tms_nfc_is(composed)) __builtin_trap();
  if (tms_nfc_is(source) != tms_slice_eq(source, composed)) __builtin_trap();
  tms_nfc_append(composed, &twice);
  if (!tms_slice_eq(tms_buf_slice(&twice), composed)) __builtin_trap();
  tms_buf_release(&twice);
  tms_buf_release(&once);
  tms_buf_release(&text);
  return 0;
}
