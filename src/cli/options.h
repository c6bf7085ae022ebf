/*
 * The option table and its parser. The one table feeds the parser, the help, the man page and the completions of three shells.
 *
 * The parser is pure: it opens, prints and allocates nothing, so that a fuzz target can throw any argument vector at it.
 */
#ifndef TMS_CLI_OPTIONS_H
#define TMS_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamis/tamis.h>

typedef enum cli_command { CLI_CONVERT, CLI_BATCH, CLI_BUNDLE, CLI_EXPLAIN, CLI_URLS, CLI_REPAIR, CLI_DETECT, CLI_FORMATS, CLI_COMMANDS } cli_command;

/* What else may be asked for instead of running a command. */
typedef enum cli_ask { CLI_ASK_RUN, CLI_ASK_HELP, CLI_ASK_VERSION, CLI_ASK_MAN, CLI_ASK_COMPLETION } cli_ask;

typedef struct cli_command_info {
  const char *name;
  const char *usage; /* what stands behind "tamis NAME" */
  const char *about;
} cli_command_info;
/* By cli_command. */
extern const cli_command_info cli_commands[CLI_COMMANDS];

typedef enum cli_group {
  CLI_GROUP_FORMAT,
  CLI_GROUP_CLEAN,
  CLI_GROUP_CONTENT,
  CLI_GROUP_OUTPUT,
  CLI_GROUP_BATCH,
  CLI_GROUP_LIMIT,
  CLI_GROUP_OTHER,
  CLI_GROUP_ALIAS, /* trafilatura's names: accepted, in the man page in one paragraph */
  CLI_GROUPS
} cli_group;
extern const char *const cli_group_names[CLI_GROUPS];

/* What an argument is, for checking and for completion. */
typedef enum cli_value { CLI_NO_VALUE, CLI_TEXT, CLI_WORD, CLI_READ_FORMAT, CLI_WRITE_FORMAT, CLI_PASSES, CLI_FILE, CLI_NUMBER, CLI_SIZE } cli_value;

typedef struct cli_option {
  int id;
  char letter;          /* 0 = none */
  uint8_t group;        /* cli_group */
  uint8_t value;        /* cli_value */
  const char *name;     /* without its dashes */
  const char *argument; /* how help names the value; NULL = takes none */
  const char *words;    /* CLI_WORD: what it may be, space-separated */
  unsigned commands;    /* bits 1 << cli_command */
  const char *about;    /* one line */
} cli_option;
/* NULL past the last. */
const cli_option *cli_option_at(size_t index);

typedef enum cli_progress { CLI_PROGRESS_AUTO, CLI_PROGRESS_NEVER, CLI_PROGRESS_JSON } cli_progress;

typedef struct cli_settings {
  cli_command command;
  cli_ask ask;
  const char *shell; /* CLI_ASK_COMPLETION */
  tms_options options;
  char **files; /* argv's, in order; for bundle the action is the first */
  size_t file_count;
  const char *output; /* -o; NULL = stdout */
  const char *meta, *record, *report;
  const char *url_rules;       /* --url-rules */
  tms_url_rules *loaded_rules; /* what was in it */
  uint32_t jobs;               /* 0 = as many as there are processors */
  uint32_t shard, shards;      /* 1/1 = everything */
  bool force, resume, strict, repair, json, explain, quiet, verbose;
  cli_progress progress;
  bool has_max_errors, max_errors_percent;
  uint64_t max_errors;
  char hint[192];    /* what a value may be, where that is made from tables; part of the message then */
  char message[256]; /* of a usage error: one line, may hold bytes of the arguments */
} cli_settings;

/* Parses. False: settings->message says what is wrong (exit 2). argv is reordered: files come first. */
bool cli_parse(int argc, char **argv, cli_settings *settings);

/* Values, also for tests. */
bool cli_parse_size(const char *text, uint64_t max, uint64_t *out); /* 10, 64K, 256M, 1G */
bool cli_parse_shard(const char *text, uint32_t *shard, uint32_t *shards);

#endif
