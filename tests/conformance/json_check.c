/* json-check FILE: exit 0 where the file is JSON, 1 where it is not (one line on stderr says why), 2 where it can't be read. */
#include <stdio.h>
#include <stdlib.h>

#include "markup/json.h"

#include "base/alloc.h"
#include "io/source.h"

int main(int argc, char **argv) {
  tms_error error = {0};
  tms_source file;
  tms_buf text;
  if (argc != 2) {
    fprintf(stderr, "usage: json-check FILE\n");
    return 2;
  }
  tms_buf_init(&text, tms_allocator_libc(), (size_t)1 << 30);
  tms_status status = tms_file_source_open(argv[1], &file, &error);
  if (status == TMS_OK) status = tms_source_read_all(file, (size_t)1 << 30, &text);
  tms_file_source_close(&file);
  int code = 2;
  if (status == TMS_OK) code = tms_json_check(tms_buf_slice(&text), &error) == TMS_OK ? 0 : 1;
  if (code == 1) fprintf(stderr, "%s: %s at byte %zu\n", argv[1], error.message, error.offset);
  if (code == 2) fprintf(stderr, "%s: %s\n", argv[1], error.message ? error.message : "can't be read");
  tms_buf_release(&text);
  return code;
}
