/* Where output goes: format, compression, file or folder, and what may not be overwritten. Decided before anything is opened. */
#ifndef TMS_CLI_TARGET_H
#define TMS_CLI_TARGET_H

#include <stdbool.h>

#include "options.h"

typedef struct cli_target {
  const char *path; /* file or folder; NULL = standard output */
  bool is_folder;
  bool holds_many; /* what is written may hold several documents in one file */
  char ending[32]; /* of outputs in a folder */
} cli_target;

/* Sets settings->options.to and .gzip from -t and -o. */
void cli_target_choose(cli_settings *settings, cli_target *target);
/* The files that are inputs, to be found by what they are and not by how they are called. */
typedef struct cli_file_set {
  struct cli_file_id *ids; /* sorted */
  size_t count;
} cli_file_set;
/* False when memory fails. Inputs that don't exist, and "-", are in no set. */
bool cli_file_set_make(cli_file_set *set, char *const *paths, size_t count);
void cli_file_set_release(cli_file_set *set);

/* May this output be written (NULL: standard output)? An input never; another existing file with --force alone. 0, or a message was said and it is the
 * exit status. */
int cli_target_check(const cli_settings *settings, const char *path, const cli_file_set *inputs);
/* The same for the command's usual files: one output and those that the command line named. */
int cli_target_check_files(const cli_settings *settings, const char *path);
/* --record and --report need files of their own: 0, or a message was said and it is the exit status. */
int cli_target_check_own(const cli_settings *settings);
/* Says that the folder can't be made, with the reason in errno; returns the exit status. */
int cli_no_folder(const char *path);
/* Are two of the names the same, and which? False also for names NULL, and where memory fails (the file sink still refuses to replace). */
bool cli_target_find_twins(char *const *names, size_t count, size_t *one, size_t *other);

#endif
