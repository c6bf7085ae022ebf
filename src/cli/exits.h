/* Exit statuses, and how the outcomes of many documents become one. */
#ifndef TMS_CLI_EXITS_H
#define TMS_CLI_EXITS_H

#include <stdint.h>

#include <tamis/tamis.h>

#include "options.h"

typedef enum cli_exit {
  CLI_EXIT_OK = 0,
  CLI_EXIT_FAILED = 1, /* some documents failed, were refused or hit a limit */
  CLI_EXIT_USAGE = 2,
  CLI_EXIT_IO = 3,       /* input or output could not be opened or written */
  CLI_EXIT_EMPTY = 4,    /* nothing extracted (with --strict) */
  CLI_EXIT_DAMAGED = 5,  /* verify */
  CLI_EXIT_TOO_MANY = 6, /* more errors than --max-errors */
  CLI_EXIT_INTERNAL = 70
} cli_exit;

typedef struct cli_tally {
  uint64_t documents; /* done */
  uint64_t failed;    /* documents, and inputs that could not be opened */
  uint64_t skipped;
  uint64_t empty;
  bool io, usage, internal;
} cli_tally;

/* Counts one failure. */
void cli_tally_add(cli_tally *tally, tms_status status);
/* The exit status of a run: the gravest cause wins (70, 2, 3, 6 or 1, 4, 0). --max-errors forgives failed inputs, never a failed output. */
int cli_tally_exit(const cli_tally *tally, const cli_settings *settings);

#endif
