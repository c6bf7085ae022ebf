#include "url_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exits.h"
#include "intake.h"
#include "message.h"

/* The rule at an offset: a JSON string up to its quotation mark, or whatever stands there, in one line and not too long. */
static void copy_rule(const char *text, size_t size, size_t at, char *out, size_t room) {
  bool quoted = at < size && text[at] == '"';
  size_t used = 0;
  for (size_t i = at; i < size && used + 1 < room && text[i] != '\n'; i++) {
    out[used++] = text[i];
    if (quoted && i > at && text[i] == '"' && text[i - 1] != '\\') break;
    if (!quoted && used == 20) break;
  }
  out[used] = '\0';
}

static void complain(const char *path, const char *text, size_t size, const tms_error *error) {
  char rule[200], shown[400], who[512], message[640];
  size_t line = 1;
  if (error->offset == TMS_NO_OFFSET || error->offset > size) {
    cli_say_error(path, error);
    return;
  }
  for (size_t i = 0; i < error->offset; i++) line += text[i] == '\n';
  copy_rule(text, size, error->offset, rule, sizeof rule);
  cli_escape(rule, shown, sizeof shown);
  snprintf(who, sizeof who, "%.400s, line %zu", path, line);
  snprintf(message, sizeof message, "%.400s: %s; no rule was loaded", shown, error->message);
  cli_say(who, message);
}

bool cli_url_rules_load(cli_settings *settings, int *exit_status) {
  enum { MAX_FILE = 64 << 20 };
  char *text;
  size_t size;
  tms_error error;
  tms_url_rules *rules;
  if (!settings->url_rules) return true;
  if (cli_read_all(settings->url_rules, MAX_FILE, &text, &size, &error) != TMS_OK) {
    cli_say_error(cli_input_name(settings->url_rules), &error);
    *exit_status = CLI_EXIT_IO;
    return false;
  }
  tms_status status = tms_url_rules_load(text, size, NULL, &rules, &error);
  if (status != TMS_OK) complain(cli_input_name(settings->url_rules), text, size, &error);
  free(text);
  *exit_status = CLI_EXIT_USAGE;
  settings->options.url_rules = status == TMS_OK ? rules : NULL;
  settings->loaded_rules = status == TMS_OK ? rules : NULL;
  return status == TMS_OK;
}

void cli_url_rules_free(cli_settings *settings) {
  tms_url_rules_free(settings->loaded_rules);
  settings->loaded_rules = NULL;
}
