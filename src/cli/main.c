/* tamis, the command: a client of <tamis/tamis.h> and of nothing else. */
#include <stdio.h>
#include <sys/random.h>

#include "commands.h"
#include "exits.h"
#include "help.h"
#include "message.h"
#include "signals.h"
#include "url_rules.h"

static int dispatch(cli_settings *settings) {
  switch (settings->command) {
    case CLI_CONVERT: return cli_convert(settings);
    case CLI_BATCH: return cli_batch(settings);
    case CLI_BUNDLE: return cli_bundle(settings);
    case CLI_EXPLAIN: return cli_explain(settings);
    case CLI_URLS: return cli_urls(settings);
    case CLI_REPAIR: return cli_repair(settings);
    case CLI_DETECT: return cli_detect(settings);
    case CLI_FORMATS: return cli_formats(settings);
    case CLI_COMMANDS: break;
  }
  return CLI_EXIT_INTERNAL;
}

static int run(cli_settings *settings) {
  int status = CLI_EXIT_INTERNAL;
  if (!cli_url_rules_load(settings, &status)) return status;
  status = dispatch(settings);
  cli_url_rules_free(settings);
  return status;
}

static int answer(const cli_settings *settings) {
  switch (settings->ask) {
    case CLI_ASK_HELP: cli_help(settings->command); break;
    case CLI_ASK_VERSION: printf("tamis %s\n", tms_version()); break;
    case CLI_ASK_MAN: cli_man(); break;
    case CLI_ASK_COMPLETION: cli_completion(settings->shell); break;
    case CLI_ASK_RUN: break;
  }
  return CLI_EXIT_OK;
}

/* Nobody who writes an input should know how the hash tables are seeded. No output depends on it; without the system's help it stays 0. */
static uint64_t random_seed(void) {
  uint64_t seed = 0;
  return getrandom(&seed, sizeof seed, GRND_NONBLOCK) == (ssize_t)sizeof seed ? seed : 0;
}

int main(int argc, char **argv) {
  cli_settings settings;
  cli_signals_init();
  if (!cli_parse(argc, argv, &settings)) return cli_usage(settings.message);
  settings.options.seed = random_seed();
  int status = settings.ask == CLI_ASK_RUN ? run(&settings) : answer(&settings);
  cli_signals_finish();
  if (fflush(stdout) != 0 && status == CLI_EXIT_OK && !cli_output_is_closed()) {
    cli_say(NULL, "standard output can't be written");
    return CLI_EXIT_IO;
  }
  return status;
}
