/* tamis detect: one line each, path TAB encoding TAB how it was known TAB format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "exits.h"
#include "help.h"
#include "intake.h"
#include "message.h"

static tms_status detect(const cli_settings *settings, tms_context *context, const char *path, tms_error *error) {
  tms_options options = settings->options;
  size_t max = options.limits.max_input ? options.limits.max_input : (size_t)256 << 20, size;
  char *bytes;
  tms_status status = cli_read_all(path, max, &bytes, &size, error);
  if (status != TMS_OK) return status;
  if (strcmp(path, "-") != 0) options.file_name = path;
  tms_detection found = {.size = sizeof found};
  status = tms_detect(context, bytes, size, &options, &found, error);
  if (status == TMS_OK) {
    char name[4096];
    cli_escape(path, name, sizeof name); /* a tab or line feed in a name would break the table */
    printf("%s\t%s\t%s\t%s\n", name, found.encoding, found.encoding_source, found.format);
  }
  free(bytes);
  return status;
}

int cli_detect(cli_settings *settings) {
  char dash[] = "-", *standard_input[] = {dash};
  if (cli_is_idle(settings->file_count)) return cli_short_help();
  if (settings->file_count == 0) {
    settings->files = standard_input;
    settings->file_count = 1;
  }
  tms_context *context = tms_context_new(NULL);
  if (!context) return cli_no_memory();
  cli_tally tally = {0};
  for (size_t i = 0; i < settings->file_count; i++) {
    tms_error error;
    tms_status status = detect(settings, context, settings->files[i], &error);
    if (status == TMS_OK) continue;
    cli_tally_add(&tally, status);
    if (!settings->quiet) cli_say_error(cli_input_name(settings->files[i]), &error);
  }
  tms_context_free(context);
  return cli_tally_exit(&tally, settings);
}
