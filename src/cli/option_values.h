/* What options do with their values. Pure, as the parser is. */
#ifndef TMS_CLI_OPTION_VALUES_H
#define TMS_CLI_OPTION_VALUES_H

#include "options.h"

/* Applies one option. NULL, or a constant that says what is wrong with the value (for CLI_WORD: the words that it may be). `value` is NULL for options without. */
const char *cli_apply_option(cli_settings *settings, const cli_option *option, const char *value);
/* The long name nearest to what was written (at most 2 edits), or NULL. */
const char *cli_nearest_option(const char *text, cli_command command);

#endif
