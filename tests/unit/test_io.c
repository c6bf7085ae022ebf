/* Sources, sinks, and files that appear whole or not at all. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <signal.h>

#include "io/source.h"

#include "base/alloc.h"
#include "io/sink.h"
#include "tests/support/cmocka.h"
#include "tests/support/fail_alloc.h"

static char folder[] = "/tmp/tamis-io-XXXXXX";

static const char *path_of(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void **state) {
  DIR *files = opendir(folder);
  struct dirent *entry;
  (void)state;
  while (files && (entry = readdir(files))) {
    if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) remove(path_of(entry->d_name));
  }
  if (files) closedir(files);
  return rmdir(folder);
}

/* How many names the folder holds: nothing may be left behind. */
static size_t count_files(void) {
  DIR *files = opendir(folder);
  size_t count = 0;
  while (readdir(files)) count++;
  closedir(files);
  return count - 2;
}

static void put(const char *name, const char *text) {
  FILE *file = fopen(path_of(name), "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void holds(const char *name, const char *text) {
  char bytes[256] = "";
  FILE *file = fopen(path_of(name), "rb");
  assert_non_null(file);
  size_t size = fread(bytes, 1, sizeof bytes - 1, file);
  bytes[size] = '\0';
  fclose(file);
  assert_string_equal(bytes, text);
}

static void reads_memory(void **state) {
  tms_memory_source memory;
  tms_buf out;
  (void)state;
  for (size_t step = 0; step < 5; step++) {
    tms_buf_init(&out, tms_allocator_libc(), 100);
    tms_source source = tms_memory_source_of(&memory, TMS_SLICE("hello world"));
    memory.step = step;
    assert_int_equal(tms_source_read_all(source, 11, &out), TMS_OK);
    assert_string_equal(out.data, "hello world");
    tms_buf_release(&out);
  }
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  assert_int_equal(tms_source_read_all(tms_memory_source_of(&memory, TMS_SLICE("hello world")), 10, &out), TMS_ERR_LIMIT);
  tms_buf_release(&out);
}

static void reads_files(void **state) {
  tms_source source;
  tms_error error;
  tms_buf out;
  (void)state;
  put("in", "bytes of a file");
  tms_buf_init(&out, tms_allocator_libc(), 1 << 20);
  assert_int_equal(tms_file_source_open(path_of("in"), &source, &error), TMS_OK);
  assert_int_equal(tms_source_read_all(source, 1 << 20, &out), TMS_OK);
  assert_string_equal(out.data, "bytes of a file");
  tms_file_source_close(&source);
  tms_file_source_close(&source);
  tms_buf_release(&out);
  assert_int_equal(tms_file_source_open(path_of("missing"), &source, &error), TMS_ERR_OPEN);
  assert_string_equal(error.message, "no such file or folder");
  tms_file_source_close(&source);
  assert_int_equal(tms_file_source_open(folder, &source, &error), TMS_ERR_OPEN);
  assert_string_equal(error.message, "is a folder");
  assert_int_equal(tms_file_source_open(NULL, &source, NULL), TMS_ERR_ARGUMENT);
  remove(path_of("in"));
}

static tms_file_sink *open_sink(const char *name, unsigned flags) {
  tms_file_sink *file;
  tms_error error;
  assert_int_equal(tms_file_sink_open(path_of(name), flags, NULL, &file, &error), TMS_OK);
  return file;
}

static void write_text(tms_file_sink *file, const char *text) {
  tms_sink sink = tms_file_sink_writer(file);
  assert_int_equal(sink.write(sink.user, text, strlen(text)), TMS_OK);
}

static void writes_whole_or_not_at_all(void **state) {
  tms_file_sink *file;
  tms_error error;
  (void)state;
  file = open_sink("out", TMS_FILE_SYNC);
  write_text(file, "one ");
  write_text(file, "two");
  assert_int_not_equal(access(path_of("out"), F_OK), 0);
  assert_int_equal(tms_file_sink_commit(file, &error), TMS_OK);
  holds("out", "one two");
  assert_int_equal(count_files(), 1);

  assert_int_equal(tms_file_sink_open(path_of("out"), 0, NULL, &file, &error), TMS_ERR_EXISTS);
  assert_null(file);
  assert_int_equal(chmod(path_of("out"), 0640), 0);
  file = open_sink("out", TMS_FILE_FORCE);
  write_text(file, "new");
  tms_file_sink_abort(file);
  holds("out", "one two");
  file = open_sink("out", TMS_FILE_FORCE);
  write_text(file, "new");
  assert_int_equal(tms_file_sink_commit(file, &error), TMS_OK);
  holds("out", "new");
  struct stat status;
  assert_int_equal(stat(path_of("out"), &status), 0);
  assert_int_equal(status.st_mode & 0777, 0640);

  /* A file that came while we wrote is not replaced without force. */
  file = open_sink("late", 0);
  write_text(file, "ours");
  put("late", "theirs");
  assert_int_equal(tms_file_sink_commit(file, &error), TMS_ERR_EXISTS);
  holds("late", "theirs");
  assert_int_equal(count_files(), 2);
  remove(path_of("late"));
  remove(path_of("out"));
}

static void keeps_to_files(void **state) {
  tms_file_sink *file;
  tms_error error;
  (void)state;
  assert_int_equal(tms_file_sink_open(folder, TMS_FILE_FORCE, NULL, &file, &error), TMS_ERR_OPEN);
  assert_string_equal(error.message, "is a folder");
  assert_int_equal(tms_file_sink_open("", 0, NULL, &file, &error), TMS_ERR_ARGUMENT);
  assert_int_equal(tms_file_sink_open(path_of("no/such/folder"), 0, NULL, &file, &error), TMS_ERR_OPEN);
  /* What is no file is written to, never replaced. */
  assert_int_equal(tms_file_sink_open("/dev/null", 0, NULL, &file, &error), TMS_OK);
  write_text(file, "gone");
  assert_int_equal(tms_file_sink_commit(file, &error), TMS_OK);
  struct stat status;
  assert_int_equal(stat("/dev/null", &status), 0);
  assert_true(S_ISCHR(status.st_mode));
  tms_file_sink_abort(NULL);
  assert_int_equal(count_files(), 0);
}

static void fails_where_the_disk_is_full(void **state) {
  tms_file_sink *file;
  tms_error error;
  (void)state;
  if (access("/dev/full", W_OK) != 0) skip();
  assert_int_equal(tms_file_sink_open("/dev/full", 0, NULL, &file, &error), TMS_OK);
  tms_sink sink = tms_file_sink_writer(file);
  assert_int_equal(sink.write(sink.user, "x", 1), TMS_ERR_WRITE);
  assert_int_equal(sink.write(sink.user, "y", 1), TMS_ERR_WRITE);
  assert_int_equal(tms_file_sink_commit(file, &error), TMS_ERR_WRITE);
  assert_string_equal(error.message, "no space left");
}

static void writes_to_pipes(void **state) {
  int ends[2];
  char bytes[16];
  size_t got;
  (void)state;
  assert_int_equal(pipe(ends), 0);
  tms_sink sink = tms_descriptor_sink(ends[1]);
  tms_source source = tms_descriptor_source(ends[0]);
  assert_int_equal(sink.write(sink.user, "abc", 3), TMS_OK);
  assert_int_equal(source.read(source.user, bytes, sizeof bytes, &got), TMS_OK);
  assert_int_equal(got, 3);
  close(ends[0]);
  signal(SIGPIPE, SIG_IGN);
  assert_int_equal(sink.write(sink.user, "abc", 3), TMS_ERR_PIPE);
  close(ends[1]);
  assert_int_equal(source.read(source.user, bytes, sizeof bytes, &got), TMS_ERR_READ);
}

static void flushes_buffers(void **state) {
  tms_buf from, to;
  (void)state;
  tms_buf_init(&from, tms_allocator_libc(), 100);
  tms_buf_init(&to, tms_allocator_libc(), 4);
  tms_buf_add_cstr(&from, "abc");
  assert_int_equal(tms_sink_flush(tms_buffer_sink_of(&to), &from), TMS_OK);
  assert_int_equal(from.len, 0);
  tms_buf_add_cstr(&from, "de");
  assert_int_equal(tms_sink_flush(tms_buffer_sink_of(&to), &from), TMS_ERR_LIMIT);
  assert_string_equal(to.data, "abc");
  tms_buf_release(&from);
  tms_buf_release(&to);
}

static void survives_failing_allocations(void **state) {
  (void)state;
  for (size_t n = 1;; n++) {
    fail_alloc failing = {.fail_at = n};
    tms_allocator allocator = fail_allocator(&failing);
    tms_file_sink *file;
    tms_error error;
    tms_status status = tms_file_sink_open(path_of("sweep"), 0, &allocator, &file, &error);
    if (status == TMS_OK) {
      write_text(file, "x");
      tms_file_sink_abort(file);
    } else {
      assert_int_equal(status, TMS_ERR_MEMORY);
    }
    assert_int_equal(failing.live_blocks, 0);
    assert_int_equal(count_files(), 0);
    if (failing.calls < n) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_memory),
      cmocka_unit_test(reads_files),
      cmocka_unit_test(writes_whole_or_not_at_all),
      cmocka_unit_test(keeps_to_files),
      cmocka_unit_test(fails_where_the_disk_is_full),
      cmocka_unit_test(writes_to_pipes),
      cmocka_unit_test(flushes_buffers),
      cmocka_unit_test(survives_failing_allocations),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
