/* SIGINT, SIGTERM and SIGHUP: no half-written file stays behind. SIGPIPE: a closed pipe is a status, not a death. */
#ifndef TMS_CLI_SIGNALS_H
#define TMS_CLI_SIGNALS_H

#include <stdbool.h>

void cli_signals_init(void);
/* Between these two a signal only asks to stop (the second one kills); outside it ends the process at once. May nest, from any thread. */
void cli_signals_guard(void);
void cli_signals_unguard(void);
/* Has a signal asked to stop? */
bool cli_signals_stopped(void);
/* If one has: dies of it, as shells expect. */
void cli_signals_finish(void);

#endif
