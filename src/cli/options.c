#include "options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "option_ids.h"
#include "option_values.h"

/* A parser in the middle of its work. */
typedef struct parser {
  cli_settings *settings;
  int argc, at; /* at: the argument that comes next */
  char **argv;
} parser;

/* The message buffer takes what fits: it is for people. Always false, so that a failing function can end with it. */
__attribute__((format(printf, 2, 3))) static bool complain(cli_settings *settings, const char *format, ...) {
  va_list values;
  va_start(values, format);
  vsnprintf(settings->message, sizeof settings->message, format, values);
  va_end(values);
  return false;
}

/* ---- looking options up ---- */

static bool is_for(const cli_option *option, cli_command command) {
  return (option->commands >> command) & 1;
}

/* The option of this name for this command; an option of that name for other commands goes to *elsewhere. */
static const cli_option *find_long(const char *name, size_t length, cli_command command, const cli_option **elsewhere) {
  const cli_option *option;
  *elsewhere = NULL;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (strncmp(option->name, name, length) != 0 || option->name[length] != '\0') continue;
    if (is_for(option, command)) return option;
    *elsewhere = option;
  }
  return NULL;
}

static const cli_option *find_letter(char letter, cli_command command, const cli_option **elsewhere) {
  const cli_option *option;
  *elsewhere = NULL;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (option->letter == '\0' || option->letter != letter) continue;
    if (is_for(option, command)) return option;
    *elsewhere = option;
  }
  return NULL;
}

static const char *first_command(const cli_option *option) {
  int command = 0;
  while (command + 1 < CLI_COMMANDS && !is_for(option, (cli_command)command)) command++;
  return cli_commands[command].name;
}

static bool refuse(cli_settings *settings, const char *text, const cli_option *elsewhere) {
  const char *command = cli_commands[settings->command].name;
  if (elsewhere) return complain(settings, "%.60s is no option of tamis %s, but of tamis %s", text, command, first_command(elsewhere));
  const char *near = cli_nearest_option(text, settings->command);
  if (near) return complain(settings, "unknown option %.60s: did you mean --%s?", text, near);
  return complain(settings, "unknown option %.60s (tamis %s -h lists them)", text, command);
}

/* ---- one option ---- */

static bool apply(parser *p, const cli_option *option, const char *value) {
  const char *wrong = cli_apply_option(p->settings, option, value);
  if (!wrong) return true;
  if (option->value == CLI_WORD) return complain(p->settings, "--%s %.40s: it has to be one of: %s", option->name, value, wrong);
  return complain(p->settings, "--%s %.40s: %s", option->name, value, wrong);
}

/* The value that follows as an argument of its own. */
static bool apply_next(parser *p, const cli_option *option) {
  if (p->at >= p->argc) return complain(p->settings, "--%s needs a value: %s", option->name, option->argument);
  return apply(p, option, p->argv[p->at++]);
}

static bool parse_long(parser *p, const char *text) {
  const char *name = text + 2, *equals = strchr(name, '=');
  size_t length = equals ? (size_t)(equals - name) : strlen(name);
  const cli_option *elsewhere, *option = find_long(name, length, p->settings->command, &elsewhere);
  if (!option) return refuse(p->settings, text, elsewhere);
  if (option->argument) return equals ? apply(p, option, equals + 1) : apply_next(p, option);
  if (equals) return complain(p->settings, "--%s takes no value", option->name);
  return apply(p, option, NULL);
}

/* -v, -qv, -ofile, -o file. */
static bool parse_letters(parser *p, const char *text) {
  for (const char *letter = text + 1; *letter; letter++) {
    const cli_option *elsewhere, *option = find_letter(*letter, p->settings->command, &elsewhere);
    if (!option) return refuse(p->settings, text, elsewhere);
    if (!option->argument) {
      if (!apply(p, option, NULL)) return false;
      continue;
    }
    return letter[1] ? apply(p, option, letter + 1) : apply_next(p, option);
  }
  return true;
}

/* ---- all of them ---- */

/* The first argument. `tamis help [COMMAND]` asks what `tamis COMMAND -h` does: it is what people try first. */
static void take_command(parser *p) {
  if (p->argc < 2) return;
  if (strcmp(p->argv[1], "help") == 0) {
    p->settings->ask = CLI_ASK_HELP;
    p->argc--;
    p->argv++;
    if (p->argc < 2) return;
  }
  for (int command = 0; command < CLI_COMMANDS; command++) {
    if (strcmp(p->argv[1], cli_commands[command].name) != 0) continue;
    p->settings->command = (cli_command)command;
    p->at = 2;
    return;
  }
}

bool cli_parse(int argc, char **argv, cli_settings *settings) {
  *settings = (cli_settings){.shard = 1, .shards = 1};
  tms_options_init(&settings->options);
  parser p = {.settings = settings, .argc = argc, .at = argc < 1 ? argc : 1, .argv = argv};
  take_command(&p);
  if (settings->ask != CLI_ASK_RUN) return true;
  settings->files = argv;
  bool only_files = false;
  while (p.at < argc) {
    char *text = argv[p.at++];
    if (!only_files && strcmp(text, "--") == 0) {
      only_files = true;
    } else if (only_files || text[0] != '-' || text[1] == '\0') {
      argv[settings->file_count++] = text; /* always behind what has been read: nothing unread is overwritten */
    } else if (!(text[1] == '-' ? parse_long(&p, text) : parse_letters(&p, text))) {
      return false;
    }
    if (settings->ask != CLI_ASK_RUN) return true;
  }
  return true;
}
