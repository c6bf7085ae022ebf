/* The commands: each takes the parsed settings and returns the exit status. */
#ifndef TMS_CLI_COMMANDS_H
#define TMS_CLI_COMMANDS_H

#include "options.h"

int cli_convert(cli_settings *settings);
int cli_batch(cli_settings *settings);
int cli_bundle(cli_settings *settings);
int cli_explain(cli_settings *settings);
int cli_urls(cli_settings *settings);
int cli_repair(cli_settings *settings);
int cli_detect(cli_settings *settings);
int cli_formats(cli_settings *settings);

#endif
