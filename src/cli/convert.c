/* tamis convert: inputs in, one output or one each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "exits.h"
#include "help.h"
#include "message.h"
#include "names.h"
#include "reader.h"
#include "record.h"
#include "signals.h"
#include "target.h"
#include "writer.h"

typedef struct converter {
  cli_settings *settings;
  tms_context *context;
  cli_meta *meta;
  cli_record record;
  cli_target target;
  cli_tally tally;
  cli_failures failures;
  char **outputs;    /* of a folder: one for each input */
  const char *input; /* being read, for messages */
  bool pipe;         /* the reader of the output has gone: end quietly */
} converter;

/* number: of the record in a container, or 0. */
static void say_failure(converter *c, const char *path, unsigned long long number, const tms_error *error) {
  cli_tally_add(&c->tally, error->code);
  if (!c->settings->quiet) cli_failures_add(&c->failures, cli_input_name(path), number, error);
}

static unsigned long long number_of(const cli_reader *reader) {
  return tms_input_is_container(reader->input) ? reader->number : 0;
}

static void say_done(const converter *c, const char *path, tms_document *document) {
  if (!c->settings->verbose) return;
  tms_counts counts;
  char line[256];
  if (tms_document_counts(document, &counts) != TMS_OK) return;
  snprintf(line, sizeof line, "%s, %s (%s), %llu bytes: %llu kept, %llu dropped, %llu repaired", tms_document_format(document),
           tms_document_encoding(document), tms_document_encoding_source(document), (unsigned long long)counts.source,
           (unsigned long long)counts.kept, (unsigned long long)counts.dropped, (unsigned long long)counts.repaired);
  cli_say(cli_input_name(path), line);
}

/* The output failed: there is no sense in reading on. False stops the run. */
static bool say_output_failure(converter *c, const tms_error *error) {
  if (error->code == TMS_ERR_PIPE) {
    c->pipe = true;
    return false;
  }
  cli_tally_add(&c->tally, error->code);
  bool of_file = error->code == TMS_ERR_WRITE || error->code == TMS_ERR_OPEN || error->code == TMS_ERR_EXISTS;
  const char *output = c->target.path && !c->target.is_folder ? c->target.path : NULL;
  cli_say_error(of_file && output ? output : cli_input_name(c->input), error);
  return false;
}

/* --record for one document. */
static bool note_record(converter *c, const char *path, uint64_t number, tms_document *document) {
  if (!c->record.file) return true;
  tms_error error;
  tms_bytes lines = {0};
  tms_status status = cli_record_make(document, &lines, &error);
  if (status == TMS_OK) status = cli_record_add(&c->record, cli_input_name(path), number, &lines, &error);
  tms_bytes_release(&lines);
  if (status == TMS_OK) return true;
  cli_say_error(c->settings->record, &error);
  cli_tally_add(&c->tally, status);
  return false;
}

static void say_empty(const char *path, const tms_document *document) {
  char text[100];
  snprintf(text, sizeof text, "nothing was extracted (%s)", tms_document_empty_reason(document));
  cli_say(cli_input_name(path), text);
}

/* A document of the reader goes to the writer. False stops the run. */
static bool pass_on(converter *c, cli_reader *reader, cli_writer *writer, tms_document *document) {
  tms_error error = {TMS_OK, "", TMS_NO_OFFSET, ""};
  if (tms_document_is_empty(document)) {
    c->tally.empty++;
    if (c->settings->strict && !c->settings->quiet) say_empty(reader->path, document);
  }
  say_done(c, reader->path, document);
  if (!note_record(c, reader->path, reader->number, document)) {
    tms_document_free(document);
    return false;
  }
  tms_status status = cli_writer_add(writer, document, &error);
  if (status == TMS_OK) {
    c->tally.documents++;
    return true;
  }
  if (writer->failed) {
    if (status != TMS_ERR_FORMAT) return say_output_failure(c, &error);
    say_failure(c, reader->path, 0, &error);
    return false;
  }
  say_failure(c, reader->path, number_of(reader), &error);
  return true;
}

/* All documents of an opened input. False stops the run. */
static bool pump(converter *c, cli_reader *reader, cli_writer *writer) {
  bool lines = tms_input_is_container(reader->input);
  while (!cli_signals_stopped()) {
    tms_document *document;
    tms_error error;
    tms_status status = cli_reader_next(reader, &document, &error);
    if (status == TMS_END) return true;
    if (status == TMS_OK) {
      if (!pass_on(c, reader, writer, document)) return false;
      continue;
    }
    if (cli_signals_stopped()) return false;
    say_failure(c, reader->path, number_of(reader), &error);
    if (!lines) continue;
    size_t size;
    const char *id = tms_input_record_id(reader->input, &size);
    if (cli_writer_add_failure(writer, id, size, &error, &error) != TMS_OK) return say_output_failure(c, &error);
  }
  return false;
}

static bool convert_input(converter *c, const char *path, cli_writer *writer) {
  cli_reader reader;
  tms_error error;
  c->input = path;
  if (cli_reader_open(&reader, c->context, c->settings, c->meta, path, &error) != TMS_OK) {
    say_failure(c, path, 0, &error);
    cli_failures_end(&c->failures);
    return true;
  }
  bool goes_on = pump(c, &reader, writer);
  cli_failures_end(&c->failures);
  cli_reader_close(&reader);
  return goes_on;
}

static bool finish(converter *c, cli_writer *writer) {
  tms_error error;
  writer->allows_empty = c->tally.failed == 0;
  bool goes_on = cli_signals_stopped() || cli_writer_finish(writer, &error) == TMS_OK;
  if (!goes_on) say_output_failure(c, &error);
  cli_writer_close(writer);
  return goes_on && !cli_signals_stopped();
}

/* Everything into one file or standard output. */
static void convert_together(converter *c) {
  cli_settings *s = c->settings;
  if (s->resume && c->target.path && cli_is_regular(c->target.path)) return;
  cli_writer writer;
  cli_writer_init(&writer, c->context, &s->options, c->target.path, s->force);
  writer.expects_many = s->file_count > 1;
  for (size_t i = 0; i < s->file_count; i++) {
    if (!convert_input(c, s->files[i], &writer)) {
      cli_writer_close(&writer);
      return;
    }
  }
  finish(c, &writer);
}

/* One output each. */
static void convert_apart(converter *c) {
  cli_settings *s = c->settings;
  for (size_t i = 0; i < s->file_count && !cli_signals_stopped(); i++) {
    if (s->resume && cli_is_regular(c->outputs[i])) continue;
    cli_writer writer;
    cli_writer_init(&writer, c->context, &s->options, c->outputs[i], s->force);
    if (convert_input(c, s->files[i], &writer))
      finish(c, &writer);
    else
      cli_writer_close(&writer);
  }
}

/* ---- before anything is written ---- */

static bool name_outputs(converter *c) {
  cli_settings *s = c->settings;
  c->outputs = calloc(s->file_count, sizeof *c->outputs);
  if (!c->outputs) return false;
  for (size_t i = 0; i < s->file_count; i++) {
    const char *name = cli_base_name(cli_input_name(s->files[i]));
    c->outputs[i] = cli_join_name(c->target.path, name, cli_stem_length(name), c->target.ending);
    if (!c->outputs[i]) return false;
  }
  return true;
}

static int check_folder(converter *c) {
  cli_settings *s = c->settings;
  if (!name_outputs(c)) return cli_no_memory();
  size_t one, other;
  if (cli_target_find_twins(c->outputs, s->file_count, &one, &other)) {
    char text[1200];
    snprintf(text, sizeof text, "%.400s and %.400s would both become this file: rename one, or write to two folders", s->files[one], s->files[other]);
    cli_say(c->outputs[one], text);
    return CLI_EXIT_USAGE;
  }
  cli_file_set inputs;
  if (!cli_file_set_make(&inputs, s->files, s->file_count)) return cli_no_memory();
  int refused = 0;
  for (size_t i = 0; i < s->file_count && !refused; i++) refused = cli_target_check(s, c->outputs[i], &inputs);
  cli_file_set_release(&inputs);
  if (refused) return refused;
  if (cli_make_folders(c->target.path)) return 0;
  return cli_no_folder(c->target.path);
}

static int check(converter *c) {
  cli_settings *s = c->settings;
  if (c->target.is_folder) return check_folder(c);
  if (s->file_count > 1 && !c->target.holds_many) {
    return cli_usage("several inputs and one output need a format that holds many documents: use -t jsonl, or -o FOLDER/ for one file each");
  }
  return cli_target_check_files(s, c->target.path);
}

static int prepare(converter *c) {
  cli_settings *s = c->settings;
  tms_error error;
  cli_target_choose(s, &c->target);
  int refused = check(c);
  if (refused) return refused;
  if (s->record && (refused = cli_target_check_files(s, s->record)) != 0) return refused;
  if ((refused = cli_target_check_own(s)) != 0) return refused;
  if (s->meta && cli_meta_load(s->meta, &c->meta, &error) != TMS_OK) {
    cli_say_error(s->meta, &error);
    return error.code == TMS_ERR_ARGUMENT ? CLI_EXIT_USAGE : CLI_EXIT_IO;
  }
  if (cli_record_open(&c->record, s->record, s->force, &error) != TMS_OK) {
    cli_say_error(s->record, &error);
    return CLI_EXIT_IO;
  }
  c->context = tms_context_new(NULL);
  return c->context ? 0 : cli_no_memory();
}

static int run(converter *c) {
  tms_error error;
  if (c->target.is_folder)
    convert_apart(c);
  else
    convert_together(c);
  if (!cli_signals_stopped() && cli_record_finish(&c->record, &error) != TMS_OK) {
    cli_say_error(c->settings->record, &error);
    cli_tally_add(&c->tally, error.code);
  }
  if (c->pipe) return CLI_EXIT_OK;
  return cli_tally_exit(&c->tally, c->settings);
}

int cli_convert(cli_settings *settings) {
  char dash[] = "-", *standard_input[] = {dash};
  if (cli_is_idle(settings->file_count)) return cli_short_help();
  if (settings->file_count == 0) {
    settings->files = standard_input;
    settings->file_count = 1;
  }
  converter c = {.settings = settings, .failures.all = settings->verbose};
  int status = prepare(&c);
  if (status == 0) status = run(&c);
  cli_record_close(&c.record);
  cli_meta_free(c.meta);
  tms_context_free(c.context);
  for (size_t i = 0; c.outputs && i < settings->file_count; i++) free(c.outputs[i]);
  free(c.outputs);
  return status;
}
