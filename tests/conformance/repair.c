/* stdin repaired to stdout: what `tamis repair` does, for measuring. With an argument: repairs its input that many times and prints nothing. */
#include "repair/repair.h"
#include "base/alloc.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  tms_buf in, work, out;
  char block[65536];
  size_t got;
  tms_repair_counts counts = {{0}};
  tms_buf_init(&in, tms_allocator_libc(), SIZE_MAX / 2);
  tms_buf_init(&work, tms_allocator_libc(), SIZE_MAX / 2);
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX / 2);
  while ((got = fread(block, 1, sizeof block, stdin)) > 0) tms_buf_add_bytes(&in, block, got);
  long times = argc > 1 ? strtol(argv[1], NULL, 10) : 1;
  bool changed = false;
  for (long i = 0; i < times; i++) {
    tms_buf_reset(&out);
    changed = tms_repair_text(tms_buf_slice(&in), 0, &work, &out, &counts);
  }
  tms_slice text = tms_buf_slice(changed ? &out : &in);
  if (argc == 1) (void)!fwrite(text.ptr, 1, text.len, stdout);
  int status = out.status != TMS_OK;
  tms_buf_release(&out);
  tms_buf_release(&work);
  tms_buf_release(&in);
  return status;
}
