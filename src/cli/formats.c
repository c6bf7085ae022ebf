/* tamis formats. */
#include "commands.h"
#include "exits.h"
#include "help.h"
#include "message.h"

int cli_formats(cli_settings *settings) {
  if (settings->file_count) return cli_usage("tamis formats takes no arguments");
  cli_print_formats();
  return CLI_EXIT_OK;
}
