#include "writer.h"

#include <string.h>
#include <unistd.h>

#include "signals.h"

void cli_writer_init(cli_writer *writer, tms_context *context, const tms_options *options, const char *path, bool force) {
  *writer = (cli_writer){.context = context, .options = *options, .path = path, .force = force};
  tms_format_info info = {.size = sizeof info};
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    if (strcmp(info.name, options->to) != 0) continue;
    writer->holds_many = info.holds_many;
    writer->wraps = info.wraps;
  }
}

static tms_status open_output(cli_writer *writer, bool many, tms_error *error) {
  tms_sink sink = tms_descriptor_sink(STDOUT_FILENO);
  tms_status status = TMS_OK;
  if (writer->path) {
    status = tms_file_sink_open(writer->path, writer->force ? TMS_FILE_FORCE : 0, NULL, &writer->file, error);
    if (status == TMS_OK) {
      cli_signals_guard();
      sink = tms_file_sink_writer(writer->file);
    }
  }
  if (status == TMS_OK) status = tms_output_open(writer->context, sink, &writer->options, many, &writer->output, error);
  writer->failed = status != TMS_OK;
  return status;
}

static tms_status write_one(cli_writer *writer, tms_document *document, tms_error *error) {
  tms_status status = tms_output_write(writer->output, document, error);
  tms_document_free(document);
  if (status == TMS_ERR_WRITE || status == TMS_ERR_PIPE) writer->failed = true;
  return status;
}

/* The second document is here: the output opens as one of many. */
static tms_status release_held(cli_writer *writer, bool many, tms_error *error) {
  tms_status status = open_output(writer, many, error);
  tms_document *held = writer->held;
  writer->held = NULL;
  if (status == TMS_OK && held) return write_one(writer, held, error);
  tms_document_free(held);
  return status;
}

tms_status cli_writer_add(cli_writer *writer, tms_document *document, tms_error *error) {
  bool waits = (!writer->holds_many || writer->wraps) && !writer->expects_many;
  if (!writer->output && waits && !writer->held && !writer->failed) {
    writer->held = document;
    return TMS_OK;
  }
  tms_status status = TMS_OK;
  if (writer->held && !writer->holds_many) {
    writer->failed = true;
    status = TMS_ERR_FORMAT;
    *error = (tms_error){status, "several documents, and this output format holds one: use -t jsonl, or tamis batch -o FOLDER/", TMS_NO_OFFSET, ""};
  } else if (!writer->output && !writer->failed) {
    status = release_held(writer, writer->holds_many, error);
  }
  if (status == TMS_OK && !writer->failed) return write_one(writer, document, error);
  tms_document_free(document);
  if (status == TMS_OK) {
    status = TMS_ERR_WRITE;
    *error = (tms_error){status, "the output failed before", TMS_NO_OFFSET, ""};
  }
  return status;
}

tms_status cli_writer_add_failure(cli_writer *writer, const char *id, size_t size, const tms_error *failure, tms_error *error) {
  if (strcmp(writer->options.to, "jsonl") != 0 || writer->failed) return TMS_OK;
  tms_status status = writer->output ? TMS_OK : release_held(writer, true, error);
  if (status == TMS_OK) status = tms_output_write_failure(writer->output, id, size, failure, error);
  if (status != TMS_OK) writer->failed = true;
  return status;
}

tms_status cli_writer_finish(cli_writer *writer, tms_error *error) {
  if (writer->failed) return TMS_OK; /* said before; close removes the rest */
  tms_status status = TMS_OK;
  bool may_be_empty = writer->allows_empty && writer->holds_many && !writer->wraps;
  if (!writer->output && (writer->held || may_be_empty)) status = release_held(writer, !writer->held, error);
  if (status == TMS_OK && writer->output) status = tms_output_finish(writer->output, error);
  if (status != TMS_OK) writer->failed = true;
  if (status == TMS_OK && writer->file) {
    status = tms_file_sink_commit(writer->file, error);
    writer->file = NULL;
    cli_signals_unguard();
  }
  return status;
}

void cli_writer_close(cli_writer *writer) {
  tms_output_close(writer->output);
  if (writer->file) {
    tms_file_sink_abort(writer->file);
    cli_signals_unguard();
  }
  tms_document_free(writer->held);
  *writer = (cli_writer){0};
}
