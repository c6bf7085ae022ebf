#include "exits.h"

void cli_tally_add(cli_tally *tally, tms_status status) {
  tally->failed++;
  switch (status) {
    case TMS_ERR_INTERNAL: tally->internal = true; break;
    case TMS_ERR_ARGUMENT:
    case TMS_ERR_FORMAT:
    case TMS_ERR_LABEL:
    case TMS_ERR_EXISTS: tally->usage = true; break;
    case TMS_ERR_OPEN:
    case TMS_ERR_READ:
    case TMS_ERR_WRITE: tally->io = true; break;
    default: break;
  }
}

static bool is_forgiven(const cli_tally *tally, const cli_settings *settings) {
  if (!settings->max_errors_percent) return tally->failed <= settings->max_errors;
  uint64_t all = tally->documents + tally->failed;
  return tally->failed * 100 <= settings->max_errors * all;
}

int cli_tally_exit(const cli_tally *tally, const cli_settings *settings) {
  if (tally->internal) return CLI_EXIT_INTERNAL;
  if (tally->usage) return CLI_EXIT_USAGE;
  if (tally->failed && settings->has_max_errors && !is_forgiven(tally, settings)) return CLI_EXIT_TOO_MANY;
  if (tally->failed && !settings->has_max_errors) return tally->io ? CLI_EXIT_IO : CLI_EXIT_FAILED;
  if (tally->empty && settings->strict) return CLI_EXIT_EMPTY;
  return CLI_EXIT_OK;
}
