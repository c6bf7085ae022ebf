/* Opening what the command line named: files, standard input, and good words about folders and addresses. */
#ifndef TMS_CLI_INTAKE_H
#define TMS_CLI_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include <tamis/tamis.h>

typedef struct cli_source {
  tms_source source;
  bool is_file; /* to be closed */
} cli_source;

/* "-" is standard input. Fails with TMS_ERR_OPEN and a message that says what to do. */
tms_status cli_source_open(const char *path, cli_source *out, tms_error *error);
void cli_source_close(cli_source *source);
/* Everything into memory (malloc), at most `max` bytes. */
tms_status cli_read_all(const char *path, size_t max, char **bytes, size_t *size, tms_error *error);
/* How messages name an input: "stdin" for "-". */
const char *cli_input_name(const char *path);
/* Nothing named, and standard input is a terminal: nobody meant that. */
bool cli_is_idle(size_t file_count);

#endif
