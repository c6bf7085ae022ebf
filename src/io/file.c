/* Files that were named to us: reading, and writing so that a file appears whole or not at all. */
#include "io/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h> /* rename() */
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/size.h"

static const char part[] = "file";

/* Paths longer than this are refused by every kernel we know (Linux: PATH_MAX is 4096). */
enum { MAX_PATH = 65536 };

/* Names of temporary files that are tried before we give up: each is taken only if another run with our process number left it behind. */
enum { MAX_ATTEMPTS = 1000 };

static int open_again(const char *path, int flags) {
  int descriptor;
  do {
    descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, 0666);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

tms_status tms_file_source_open(const char *path, tms_source *out, tms_error *error) {
  struct stat status;
  *out = (tms_source){0};
  if (!path) return tms_fail(error, TMS_ERR_ARGUMENT, part, "no path was given", TMS_NO_OFFSET);
  int descriptor = open_again(path, O_RDONLY);
  if (descriptor < 0) return tms_fail(error, TMS_ERR_OPEN, part, tms_errno_message(errno, "can't be opened"), TMS_NO_OFFSET);
  if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    close(descriptor);
    return tms_fail(error, TMS_ERR_OPEN, part, tms_errno_message(EISDIR, ""), TMS_NO_OFFSET);
  }
  *out = tms_descriptor_source(descriptor);
  tms_error_clear(error);
  return TMS_OK;
}

void tms_file_source_close(tms_source *source) {
  if (!source || !source->read) return;
  close((int)(intptr_t)source->user);
  *source = (tms_source){0};
}

struct tms_file_sink {
  tms_allocator allocator;
  int descriptor;
  unsigned flags;
  bool direct;             /* no file: written as it comes */
  tms_status status;       /* sticky, of the writes */
  int number;              /* errno of the first failure */
  tms_buf path, temporary; /* both end with a NUL, as every buffer does */
};

static void file_sink_free(tms_file_sink *file) {
  tms_allocator allocator = file->allocator;
  if (file->descriptor >= 0) close(file->descriptor);
  tms_buf_release(&file->temporary);
  tms_buf_release(&file->path);
  tms_free(&allocator, file, sizeof *file);
}

static tms_file_sink *file_sink_new(const char *path, unsigned flags, const tms_allocator *allocator) {
  tms_file_sink *file = tms_alloc_zero(allocator, sizeof *file);
  if (!file) return NULL;
  *file = (tms_file_sink){.allocator = *allocator, .descriptor = -1, .flags = flags};
  tms_buf_init(&file->path, &file->allocator, MAX_PATH);
  tms_buf_init(&file->temporary, &file->allocator, MAX_PATH + 64);
  tms_buf_add_cstr(&file->path, path);
  return file;
}

/* The folder of the path with its slash, then a name that is short, so that a long name of the file doesn't make it too long. */
static void name_temporary(tms_file_sink *file, unsigned attempt) {
  tms_slice path = tms_buf_slice(&file->path);
  size_t folder = path.len;
  while (folder && path.ptr[folder - 1] != '/') folder--;
  tms_buf_reset(&file->temporary);
  tms_buf_add(&file->temporary, tms_slice_head(path, folder));
  tms_buf_add_cstr(&file->temporary, ".tamis-");
  tms_buf_add_u64(&file->temporary, (uint64_t)getpid());
  tms_buf_add_byte(&file->temporary, '-');
  tms_buf_add_u64(&file->temporary, attempt);
  tms_buf_add_cstr(&file->temporary, ".part");
}

static tms_status open_temporary(tms_file_sink *file) {
  for (unsigned attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    name_temporary(file, attempt);
    if (file->temporary.status != TMS_OK) return file->temporary.status;
    file->descriptor = open_again(file->temporary.data, O_WRONLY | O_CREAT | O_EXCL);
    if (file->descriptor >= 0) return TMS_OK;
    if (errno != EEXIST) break;
  }
  tms_buf_reset(&file->temporary); /* none of ours: nothing to unlink */
  return TMS_ERR_OPEN;
}

static tms_status open_target(tms_file_sink *file) {
  struct stat old;
  if (file->path.status != TMS_OK) return file->path.status;
  bool exists = lstat(file->path.data, &old) == 0;
  if (exists && S_ISLNK(old.st_mode) && stat(file->path.data, &old) != 0) exists = false; /* dangling: its name is free to be replaced */
  if (exists && S_ISDIR(old.st_mode)) {
    errno = EISDIR;
    return TMS_ERR_OPEN;
  }
  if (exists && !S_ISREG(old.st_mode)) {
    file->direct = true;
    file->descriptor = open_again(file->path.data, O_WRONLY);
    return file->descriptor < 0 ? TMS_ERR_OPEN : TMS_OK;
  }
  if (exists && !(file->flags & TMS_FILE_FORCE)) {
    errno = EEXIST;
    return TMS_ERR_EXISTS;
  }
  tms_status status = open_temporary(file);
  /* A file that is replaced keeps who may read it; where that fails, the new one has the usual mode. */
  if (status == TMS_OK && exists) (void)!fchmod(file->descriptor, old.st_mode & 0777);
  return status;
}

tms_status tms_file_sink_open(const char *path, unsigned flags, const tms_allocator *allocator, tms_file_sink **out, tms_error *error) {
  *out = NULL;
  if (!path || !*path) return tms_fail(error, TMS_ERR_ARGUMENT, part, "no path was given", TMS_NO_OFFSET);
  tms_file_sink *file = file_sink_new(path, flags, allocator ? allocator : tms_allocator_libc());
  if (!file) return tms_fail_status(error, TMS_ERR_MEMORY, part);
  tms_status status = open_target(file);
  if (status != TMS_OK) {
    int number = errno;
    file_sink_free(file);
    if (status != TMS_ERR_OPEN && status != TMS_ERR_EXISTS) return tms_fail_status(error, status, part);
    return tms_fail(error, status, part, tms_errno_message(number, "can't be opened for writing"), TMS_NO_OFFSET);
  }
  *out = file;
  tms_error_clear(error);
  return TMS_OK;
}

static tms_status file_write(void *user, const void *bytes, size_t size) {
  tms_file_sink *file = user;
  if (file->status != TMS_OK) return file->status;
  file->status = tms_descriptor_write(file->descriptor, bytes, size);
  if (file->status != TMS_OK) file->number = errno;
  return file->status;
}

tms_sink tms_file_sink_writer(tms_file_sink *file) {
  return (tms_sink){file, file_write};
}

void tms_file_sink_abort(tms_file_sink *file) {
  if (!file) return;
  if (file->temporary.len) (void)unlink(file->temporary.data);
  file_sink_free(file);
}

/* Moves the temporary file to its name. Without force, link() does it: it alone fails where the name has been taken in the meantime. File systems without
 * hard links get a look and a rename. */
static tms_status move_into_place(tms_file_sink *file) {
  const char *from = file->temporary.data, *to = file->path.data;
  struct stat old;
  if (file->flags & TMS_FILE_FORCE) return rename(from, to) == 0 ? TMS_OK : TMS_ERR_WRITE;
  if (link(from, to) == 0) {
    (void)unlink(from);
    return TMS_OK;
  }
  if (errno == EEXIST) return TMS_ERR_EXISTS;
  if (lstat(to, &old) == 0) {
    errno = EEXIST;
    return TMS_ERR_EXISTS;
  }
  return rename(from, to) == 0 ? TMS_OK : TMS_ERR_WRITE;
}

static tms_status commit(tms_file_sink *file) {
  if (file->status != TMS_OK) {
    errno = file->number;
    return file->status;
  }
  if ((file->flags & TMS_FILE_SYNC) && !file->direct && fsync(file->descriptor) != 0) return TMS_ERR_WRITE;
  /* close() tells of late failures on network file systems; EINTR has closed it on Linux all the same. */
  int closed = close(file->descriptor);
  file->descriptor = -1;
  if (closed != 0 && errno != EINTR) return TMS_ERR_WRITE;
  return file->direct ? TMS_OK : move_into_place(file);
}

tms_status tms_file_sink_commit(tms_file_sink *file, tms_error *error) {
  tms_status status = commit(file);
  if (status != TMS_OK) {
    int number = errno;
    tms_file_sink_abort(file);
    return tms_fail(error, status, part, tms_errno_message(number, "can't be written"), TMS_NO_OFFSET);
  }
  file_sink_free(file);
  tms_error_clear(error);
  return TMS_OK;
}
