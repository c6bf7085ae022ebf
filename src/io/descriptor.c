#include "io/descriptor.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <unistd.h>

/* The largest piece for one read() or write(): what lies above SSIZE_MAX is undefined in POSIX, and Linux stops at 2 GiB anyway. */
enum { LARGEST_PIECE = 1 << 30 };

const char *tms_errno_message(int number, const char *otherwise) {
  switch (number) {
    case ENOENT: return "no such file or folder";
    case EACCES:
    case EPERM: return "permission denied";
    case EISDIR: return "is a folder";
    case ENOTDIR: return "a part of the path is no folder";
    case ENAMETOOLONG: return "the name is too long";
    case ELOOP: return "too many symbolic links";
    case EMFILE:
    case ENFILE: return "too many open files";
    case ENOSPC: return "no space left";
    case EDQUOT: return "the quota is used up";
    case EFBIG: return "the file is too large";
    case EROFS: return "the file system is read-only";
    case EIO: return "input or output error";
    case EEXIST: return "the file exists (--force replaces it)";
    case EPIPE: return "the reader has gone";
    default: return otherwise;
  }
}

/* The descriptor is the whole state of such a source or sink: it stands in the user pointer itself. */
static int descriptor_of(void *user) {
  return (int)(intptr_t)user;
}

static tms_status read_descriptor(void *user, void *into, size_t room, size_t *got) {
  ssize_t size;
  *got = 0;
  if (room > LARGEST_PIECE) room = LARGEST_PIECE;
  do {
    size = read(descriptor_of(user), into, room);
  } while (size < 0 && errno == EINTR);
  if (size < 0) return TMS_ERR_READ;
  *got = (size_t)size;
  return TMS_OK;
}

tms_status tms_descriptor_write(int descriptor, const void *bytes, size_t size) {
  const char *at = bytes;
  while (size) {
    ssize_t done = write(descriptor, at, size < LARGEST_PIECE ? size : LARGEST_PIECE);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return done < 0 && errno == EPIPE ? TMS_ERR_PIPE : TMS_ERR_WRITE;
    at += done;
    size -= (size_t)done;
  }
  return TMS_OK;
}

static tms_status write_descriptor(void *user, const void *bytes, size_t size) {
  return tms_descriptor_write(descriptor_of(user), bytes, size);
}

tms_source tms_descriptor_source(int descriptor) {
  return (tms_source){(void *)(intptr_t)descriptor, read_descriptor};
}

tms_sink tms_descriptor_sink(int descriptor) {
  return (tms_sink){(void *)(intptr_t)descriptor, write_descriptor};
}
