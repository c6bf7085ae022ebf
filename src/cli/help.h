/* Help, man page and completions: all from the option table. */
#ifndef TMS_CLI_HELP_H
#define TMS_CLI_HELP_H

#include "options.h"

/* For somebody who typed `tamis` alone: a few lines on stderr, and exit status 2. */
int cli_short_help(void);
/* The help of one command on standard output. */
void cli_help(cli_command command);
void cli_man(void);
/* shell: bash, zsh or fish. */
void cli_completion(const char *shell);
/* Endings, names and aliases come from the registry; this prints its table (tamis formats). */
void cli_print_formats(void);

/* What tamis bundle does: call and meaning; NULL ends the list. */
extern const char *const cli_bundle_actions[][2];

#endif
