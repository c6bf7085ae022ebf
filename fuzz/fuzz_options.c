/*
 * The law of the command line: any argument vector is parsed or refused with a message, and what is accepted makes sense. The arguments are the input,
 * cut at NULs. An option that the table doesn't have is always refused.
 */
#include "cli/options.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ARGUMENTS = 64 };

static bool is_argument(const char *text, char *const *copies, int count) {
  for (int i = 1; i < count; i++) {
    if (copies[i] == text) return true;
  }
  return false;
}

static void check_settings(const cli_settings *settings, char *const *copies, int argc) {
  const tms_options *options = &settings->options;
  if (settings->command >= CLI_COMMANDS || settings->file_count >= (size_t)(argc > 0 ? argc : 1)) __builtin_trap();
  for (size_t i = 0; i < settings->file_count; i++) {
    if (!is_argument(settings->files[i], copies, argc)) __builtin_trap();
  }
  if (settings->shards < 1 || settings->shard < 1 || settings->shard > settings->shards) __builtin_trap();
  if (options->from && strcmp(tms_format_name(options->from), options->from) != 0) __builtin_trap();
  if (options->to && strcmp(tms_format_name(options->to), options->to) != 0) __builtin_trap();
  if (options->limits.max_input > (size_t)1 << 30 || options->level < 0 || options->level > 9 || settings->jobs > 256) __builtin_trap();
  if (options->skip & TMS_PASS_NORMALIZE) __builtin_trap();
  if ((settings->ask == CLI_ASK_COMPLETION) != (settings->shell != NULL)) __builtin_trap();
}

static void check_message(const cli_settings *settings) {
  if (!memchr(settings->message, '\0', sizeof settings->message) || settings->message[0] == '\0') __builtin_trap();
}

static bool is_in_table(const char *name) {
  const cli_option *option;
  size_t length = strcspn(name, "=");
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (strlen(option->name) == length && memcmp(option->name, name, length) == 0) return true;
  }
  return false;
}

/* The same text as an option by itself. */
static void law_of_unknown_options(const char *text) {
  char program[] = "tamis", option[1024];
  size_t length = strlen(text);
  if (length == 0 || length + 3 > sizeof option || is_in_table(text)) return;
  memcpy(option, "--", 2);
  memcpy(option + 2, text, length + 1);
  char *argv[] = {program, option, NULL};
  cli_settings settings;
  if (cli_parse(2, argv, &settings)) __builtin_trap();
  check_message(&settings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1), *argv[MAX_ARGUMENTS + 2], *copies[MAX_ARGUMENTS + 2], program[] = "tamis";
  if (!text) return 0;
  if (size) memcpy(text, data, size);
  text[size] = '\0';
  int argc = 1;
  argv[0] = program;
  for (size_t at = 0; at < size && argc <= MAX_ARGUMENTS; at += strlen(text + at) + 1) argv[argc++] = text + at;
  argv[argc] = NULL;
  memcpy(copies, argv, sizeof *copies * (size_t)(argc + 1));
  cli_settings settings;
  if (cli_parse(argc, argv, &settings))
    check_settings(&settings, copies, argc);
  else
    check_message(&settings);
  for (int i = 1; i < argc; i++) law_of_unknown_options(copies[i]);
  free(text);
  return 0;
}
