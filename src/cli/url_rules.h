/* --url-rules FILE. */
#ifndef TMS_CLI_URL_RULES_H
#define TMS_CLI_URL_RULES_H

#include "options.h"

/* Loads the file that settings->url_rules names (NULL: nothing to do) into settings->options. False where something is wrong, which has been said: file, line, rule
 * and reason; *exit_status is then how the command ends. */
bool cli_url_rules_load(cli_settings *settings, int *exit_status);
/* Once no context uses them any more. */
void cli_url_rules_free(cli_settings *settings);

#endif
