/* tamis explain: what was kept and dropped, and why. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exits.h"
#include "help.h"
#include "message.h"
#include "names.h"
#include "reader.h"
#include "record.h"
#include "signals.h"
#include "target.h"

typedef struct explainer {
  const cli_settings *settings;
  tms_context *context;
  cli_meta *meta;
  tms_sink sink;
  const char *output; /* how messages name it */
  cli_tally tally;
  cli_failures failures;
} explainer;

/* Which input and record the lines that follow are about: for programs the line that --record has, too. */
static tms_status write_head(explainer *e, const char *path, unsigned long long number) {
  if (e->settings->json) return cli_record_head(e->sink, cli_input_name(path), number);
  char name[4096], line[4200];
  cli_escape(cli_input_name(path), name, sizeof name);
  int length = snprintf(line, sizeof line, number ? "input     %s, record %llu\n" : "input     %s\n", name, number);
  return e->sink.write(e->sink.user, line, length > 0 ? (size_t)length : 0);
}

/* False where the output is gone or broken. */
static bool explain(explainer *e, const cli_reader *reader, tms_document *document, tms_error *error) {
  tms_bytes lines;
  tms_status status = tms_document_explain(document, e->settings->json ? TMS_EXPLAIN_JSONL : TMS_EXPLAIN_TEXT, &lines, error);
  if (status == TMS_OK) {
    status = write_head(e, reader->path, tms_input_is_container(reader->input) ? reader->number : 0);
    if (status == TMS_OK) status = e->sink.write(e->sink.user, lines.data, lines.size);
    if (status != TMS_OK) *error = (tms_error){status, "writing failed", TMS_NO_OFFSET, ""};
  }
  tms_bytes_release(&lines);
  if (status == TMS_OK) return true;
  if (status == TMS_ERR_PIPE) return false;
  cli_tally_add(&e->tally, status);
  cli_say_error(e->output, error);
  return false;
}

static bool explain_input(explainer *e, const char *path) {
  cli_reader reader;
  tms_error error;
  tms_status status = cli_reader_open(&reader, e->context, e->settings, e->meta, path, &error);
  bool goes_on = true;
  while (goes_on && status != TMS_END) {
    tms_document *document = NULL;
    if (status == TMS_OK && reader.input) status = cli_reader_next(&reader, &document, &error);
    if (status == TMS_OK) goes_on = explain(e, &reader, document, &error);
    tms_document_free(document);
    if (status == TMS_OK || status == TMS_END) continue;
    cli_tally_add(&e->tally, status);
    bool of_record = reader.input && tms_input_is_container(reader.input);
    if (!e->settings->quiet) cli_failures_add(&e->failures, cli_input_name(path), of_record ? reader.number : 0, &error);
    status = reader.input ? TMS_OK : TMS_END;
  }
  cli_failures_end(&e->failures);
  cli_reader_close(&reader);
  return goes_on && !cli_signals_stopped();
}

static int run(explainer *e, const cli_settings *settings) {
  tms_file_sink *file = NULL;
  tms_error error;
  const char *path = settings->output && strcmp(settings->output, "-") != 0 ? settings->output : NULL;
  e->output = path;
  e->sink = tms_descriptor_sink(STDOUT_FILENO);
  int refused = cli_target_check_files(settings, path);
  if (refused) return refused;
  if (path) {
    if (tms_file_sink_open(path, settings->force ? TMS_FILE_FORCE : 0, NULL, &file, &error) != TMS_OK) {
      cli_say_error(path, &error);
      return CLI_EXIT_IO;
    }
    cli_signals_guard();
    e->sink = tms_file_sink_writer(file);
  }
  bool goes_on = true;
  for (size_t i = 0; goes_on && i < settings->file_count; i++) goes_on = explain_input(e, settings->files[i]);
  if (file && goes_on) {
    if (tms_file_sink_commit(file, &error) != TMS_OK) {
      cli_say_error(path, &error);
      cli_tally_add(&e->tally, TMS_ERR_WRITE);
    }
  } else {
    tms_file_sink_abort(file);
  }
  if (file) cli_signals_unguard();
  return cli_tally_exit(&e->tally, settings);
}

int cli_explain(cli_settings *settings) {
  char dash[] = "-", *standard_input[] = {dash};
  if (cli_is_idle(settings->file_count)) return cli_short_help();
  if (settings->file_count == 0) {
    settings->files = standard_input;
    settings->file_count = 1;
  }
  explainer e = {.settings = settings, .failures.all = settings->verbose};
  tms_error error;
  if (settings->meta && cli_meta_load(settings->meta, &e.meta, &error) != TMS_OK) {
    cli_say_error(settings->meta, &error);
    return error.code == TMS_ERR_ARGUMENT ? CLI_EXIT_USAGE : CLI_EXIT_IO;
  }
  e.context = tms_context_new(NULL);
  int status = e.context ? run(&e, settings) : cli_no_memory();
  tms_context_free(e.context);
  cli_meta_free(e.meta);
  return status;
}
