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
/* A usage error with the word that leads to help; returns exit code 2. */
int cli_usage(const char *text);
/* The command itself ran out of memory; returns the exit status. */
int cli_no_memory(void);
/* Copies with control bytes, DEL, C1 and broken UTF-8 as \xNN; cut to `room` with its NUL. Returns the length. */
size_t cli_escape(const char *text, char *out, size_t room);
/* After a failed write to standard output: has its reader simply gone? */
bool cli_output_is_closed(void);

#endif
