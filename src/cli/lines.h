/* Text of an input, line by line: for the filters. */
#ifndef TMS_CLI_LINES_H
#define TMS_CLI_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include <tamis/tamis.h>

typedef struct cli_lines {
  tms_source source;
  char *buffer;
  size_t room, begin, end; /* what has been read and not been handed out */
  size_t max;              /* longest line */
  bool over;
} cli_lines;

void cli_lines_init(cli_lines *lines, tms_source source, size_t max);
/* The next line with its line feed (the last may lack one), valid until the next call; TMS_END at the end. */
tms_status cli_lines_next(cli_lines *lines, const char **line, size_t *size);
void cli_lines_release(cli_lines *lines);

#endif
