#include "target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exits.h"
#include "message.h"
#include "names.h"

void cli_target_choose(cli_settings *settings, cli_target *target) {
  const char *path = settings->output && strcmp(settings->output, "-") != 0 ? settings->output : NULL;
  *target = (cli_target){.path = path};
  size_t length = path ? strlen(path) : 0;
  target->is_folder = length && (path[length - 1] == '/' || cli_is_folder(path));
  if (!settings->options.to && path && !target->is_folder) settings->options.to = tms_format_of_file(path);
  if (!settings->options.to) settings->options.to = "canonical";
  /* A bundle is compressed by itself, and the library knows that; anything else is where its name says so. */
  settings->options.gzip = path && !target->is_folder && cli_is_gz(path);
  cli_ending_of(settings->options.to, target->ending, sizeof target->ending);
  tms_format_info info = {.size = sizeof info};
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    if (strcmp(info.name, settings->options.to) == 0) target->holds_many = info.holds_many;
  }
}

static int refuse(const char *path, const char *why) {
  cli_say(path, why);
  return CLI_EXIT_USAGE;
}

/* ---- what is an input ---- */

struct cli_file_id {
  dev_t device;
  ino_t number;
};

static int by_id(const void *a, const void *b) {
  const struct cli_file_id *left = a, *right = b;
  if (left->device != right->device) return left->device < right->device ? -1 : 1;
  return (left->number > right->number) - (left->number < right->number);
}

bool cli_file_set_make(cli_file_set *set, char *const *paths, size_t count) {
  *set = (cli_file_set){.ids = malloc((count ? count : 1) * sizeof *set->ids)};
  if (!set->ids) return false;
  for (size_t i = 0; i < count; i++) {
    struct stat at;
    if (strcmp(paths[i], "-") == 0 || stat(paths[i], &at) != 0 || !S_ISREG(at.st_mode)) continue;
    set->ids[set->count++] = (struct cli_file_id){at.st_dev, at.st_ino};
  }
  qsort(set->ids, set->count, sizeof *set->ids, by_id);
  return true;
}

void cli_file_set_release(cli_file_set *set) {
  free(set->ids);
  *set = (cli_file_set){0};
}

static bool is_in_set(const cli_file_set *set, const struct stat *at) {
  struct cli_file_id id = {at->st_dev, at->st_ino};
  return S_ISREG(at->st_mode) && set->count && bsearch(&id, set->ids, set->count, sizeof id, by_id);
}

int cli_target_check(const cli_settings *settings, const char *path, const cli_file_set *inputs) {
  struct stat at;
  if ((path ? stat(path, &at) : fstat(STDOUT_FILENO, &at)) != 0) return 0;
  if (is_in_set(inputs, &at)) return refuse(path ? path : "standard output", "the output is an input: write elsewhere");
  if (path && S_ISREG(at.st_mode) && !settings->force && !settings->resume) return refuse(path, "the file exists: --force replaces it");
  return 0;
}

int cli_target_check_files(const cli_settings *settings, const char *path) {
  cli_file_set inputs;
  if (!cli_file_set_make(&inputs, settings->files, settings->file_count)) return cli_no_memory();
  int refused = cli_target_check(settings, path, &inputs);
  cli_file_set_release(&inputs);
  return refused;
}

int cli_target_check_own(const cli_settings *settings) {
  const char *output = settings->output ? settings->output : "", *record = settings->record, *report = settings->report;
  if (record && strcmp(record, "-") == 0) return cli_usage("--record -: it needs a file of its own");
  if (report && strcmp(report, "-") == 0) return cli_usage("--report -: it needs a file of its own");
  if (record && strcmp(record, output) == 0) return refuse(record, "--record and -o name the same file");
  if (report && strcmp(report, output) == 0) return refuse(report, "--report and -o name the same file");
  if (record && report && strcmp(record, report) == 0) return refuse(record, "--record and --report name the same file");
  return 0;
}

int cli_no_folder(const char *path) {
  char text[200];
  snprintf(text, sizeof text, "the folder can't be made: %s", strerror(errno));
  cli_say(path, text);
  return CLI_EXIT_IO;
}

/* ---- names ---- */

typedef struct named {
  const char *name;
  size_t index;
} named;

static int by_name(const void *a, const void *b) {
  const named *left = a, *right = b;
  int order = strcmp(left->name, right->name);
  return order ? order : (left->index > right->index) - (left->index < right->index);
}

bool cli_target_find_twins(char *const *names, size_t count, size_t *one, size_t *other) {
  if (!names) return false;
  named *sorted = malloc((count ? count : 1) * sizeof *sorted);
  if (!sorted) return false; /* the file sink still refuses to replace what it wrote first */
  for (size_t i = 0; i < count; i++) sorted[i] = (named){names[i], i};
  qsort(sorted, count, sizeof *sorted, by_name);
  bool found = false;
  for (size_t i = 1; i < count && !found; i++) {
    if (strcmp(sorted[i - 1].name, sorted[i].name) != 0) continue;
    *one = sorted[i - 1].index;
    *other = sorted[i].index;
    found = true;
  }
  free(sorted);
  return found;
}
