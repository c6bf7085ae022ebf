#include "intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "names.h"
#include "signals.h"

enum { MOST_AT_ONCE = 1 << 30 }; /* what lies above SSIZE_MAX is undefined in POSIX */

static tms_status fail(tms_error *error, tms_status status, const char *message) {
  *error = (tms_error){status, message, TMS_NO_OFFSET, ""};
  return status;
}

const char *cli_input_name(const char *path) {
  return strcmp(path, "-") == 0 ? "stdin" : path;
}

bool cli_is_idle(size_t file_count) {
  return file_count == 0 && isatty(STDIN_FILENO);
}

/* Standard input. Where a signal asks to stop, the wait for more ends: whoever waits in a terminal need not press twice. */
static tms_status read_stdin(void *user, void *into, size_t room, size_t *got) {
  (void)user;
  ssize_t size = -1;
  *got = 0;
  do {
    if (cli_signals_stopped()) return TMS_ERR_READ;
    size = read(STDIN_FILENO, into, room < MOST_AT_ONCE ? room : MOST_AT_ONCE);
  } while (size < 0 && errno == EINTR);
  if (size < 0) return TMS_ERR_READ;
  *got = (size_t)size;
  return TMS_OK;
}

tms_status cli_source_open(const char *path, cli_source *out, tms_error *error) {
  *out = (cli_source){0};
  if (strcmp(path, "-") == 0) {
    out->source = (tms_source){NULL, read_stdin};
    return TMS_OK;
  }
  if (cli_is_folder(path)) return fail(error, TMS_ERR_OPEN, "this is a folder: tamis batch FOLDER -o OUT/ converts what is in it");
  if (cli_is_url(path) && !cli_exists(path)) {
    return fail(error, TMS_ERR_OPEN, "tamis fetches nothing: curl -sL URL | tamis --url URL");
  }
  tms_status status = tms_file_source_open(path, &out->source, error);
  out->is_file = status == TMS_OK;
  return status;
}

void cli_source_close(cli_source *source) {
  if (source->is_file) tms_file_source_close(&source->source);
  *source = (cli_source){0};
}

/* Doubling: what is copied stays below twice the size. */
static tms_status read_source(tms_source source, size_t max, char **bytes, size_t *size, tms_error *error) {
  size_t room = 0;
  for (;;) {
    if (*size == room) {
      room = room ? room * 2 : (size_t)64 << 10;
      char *more = realloc(*bytes, room);
      if (!more) return fail(error, TMS_ERR_MEMORY, "out of memory");
      *bytes = more;
    }
    size_t got = 0;
    tms_status status = source.read(source.user, *bytes + *size, room - *size, &got);
    if (status != TMS_OK) return fail(error, status, "reading failed");
    if (got == 0) return TMS_OK;
    *size += got;
    if (*size > max) return fail(error, TMS_ERR_LIMIT, "the input is larger than the limit (--max-input raises it)");
  }
}

tms_status cli_read_all(const char *path, size_t max, char **bytes, size_t *size, tms_error *error) {
  *bytes = NULL;
  *size = 0;
  cli_source source;
  tms_status status = cli_source_open(path, &source, error);
  if (status != TMS_OK) return status;
  status = read_source(source.source, max, bytes, size, error);
  cli_source_close(&source);
  if (status != TMS_OK) {
    free(*bytes);
    *bytes = NULL;
    *size = 0;
  }
  return status;
}
