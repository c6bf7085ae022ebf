/* What the command says: one line each on stderr, control bytes escaped, colour only on a terminal. */
#ifndef TMS_CLI_MESSAGE_H
#define TMS_CLI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include <tamis/tamis.h>

/* "tamis: WHO: TEXT". who NULL or "" leaves its part out. Whole lines, also from several threads. */
void cli_say(const char *who, const char *text);
/* "tamis: WHO: MESSAGE (byte N)" and what may be done about it, where the message doesn't say. */
void cli_say_error(const char *who, const tms_error *error);
/* The same into a buffer, without who: for reports. */
void cli_error_text(const tms_error *error, char *text, size_t room);

/* Failures of an input's records. A file that isn't what -f says fails in every line of it: nobody reads the ten-thousandth. */
typedef struct cli_failures {
  const char *input; /* the one that failed last */
  unsigned long long said, more;
  bool all; /* say every one (-v) */
} cli_failures;
/* Says the failure of record `number` of an input (0: the input itself); after the first CLI_FAILURES_SAID in a row the others are counted. `input` lives until end. */
enum { CLI_FAILURES_SAID = 10 };
void cli_failures_add(cli_failures *failures, const char *input, unsigned long long number, const tms_error *error);
/* Says how many more there were, and starts anew. */
void cli_failures_end(cli_failures *failures);

/* A usage error with the word that leads to help; returns exit code 2. */
int cli_usage(const char *text);
/* The command itself ran out of memory; returns the exit status. */
int cli_no_memory(void);
/* Copies with control bytes, DEL, C1 and broken UTF-8 as \xNN; cut to `room` with its NUL. Returns the length. */
size_t cli_escape(const char *text, char *out, size_t room);
/* After a failed write to standard output: has its reader simply gone? */
bool cli_output_is_closed(void);

#endif
