#include "lines.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 << 10 };

void cli_lines_init(cli_lines *lines, tms_source source, size_t max) {
  *lines = (cli_lines){.source = source, .max = max};
}

void cli_lines_release(cli_lines *lines) {
  free(lines->buffer);
  *lines = (cli_lines){0};
}

/* Makes room, by moving what is left to the front or by doubling, and reads once. */
static tms_status read_more(cli_lines *lines) {
  size_t left = lines->end - lines->begin;
  if (lines->begin) {
    memmove(lines->buffer, lines->buffer + lines->begin, left);
    lines->begin = 0;
    lines->end = left;
  }
  if (lines->end == lines->room) {
    if (left > lines->max) return TMS_ERR_LIMIT;
    size_t room = lines->room ? lines->room * 2 : FIRST_ROOM;
    char *buffer = realloc(lines->buffer, room);
    if (!buffer) return TMS_ERR_MEMORY;
    lines->buffer = buffer;
    lines->room = room;
  }
  size_t got = 0;
  tms_status status = lines->source.read(lines->source.user, lines->buffer + lines->end, lines->room - lines->end, &got);
  if (status != TMS_OK) return status;
  lines->end += got;
  lines->over = got == 0;
  return TMS_OK;
}

tms_status cli_lines_next(cli_lines *lines, const char **line, size_t *size) {
  size_t seen = 0; /* bytes of the line without a line feed: they are not looked at again */
  for (;;) {
    size_t left = lines->end - lines->begin;
    const char *at = left > seen ? memchr(lines->buffer + lines->begin + seen, '\n', left - seen) : NULL;
    if (at || (lines->over && left)) {
      *line = lines->buffer + lines->begin;
      *size = at ? (size_t)(at - *line) + 1 : left;
      lines->begin += *size;
      return TMS_OK;
    }
    if (lines->over) return TMS_END;
    seen = left;
    tms_status status = read_more(lines);
    if (status != TMS_OK) return status;
  }
}
