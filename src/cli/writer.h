/*
 * One output: a file that appears whole or not at all, or standard output. Whether it has to hold many documents is known when the second comes, so the
 * first waits for it where that makes a difference.
 */
#ifndef TMS_CLI_WRITER_H
#define TMS_CLI_WRITER_H

#include <stdbool.h>

#include <tamis/tamis.h>

typedef struct cli_writer {
  tms_context *context;
  tms_options options; /* `to` is set */
  const char *path;    /* NULL: standard output */
  bool force;
  bool holds_many, wraps;
  bool expects_many; /* several inputs: documents need not wait */
  tms_file_sink *file;
  tms_output *output;
  tms_document *held;
  bool allows_empty; /* without any document there is an output all the same, where the format may be empty */
  bool failed;       /* nothing can follow */
} cli_writer;

/* Opens nothing yet. options->to must be set, all strings outlive the writer. */
void cli_writer_init(cli_writer *writer, tms_context *context, const tms_options *options, const char *path, bool force);
/* Takes the document over in any case. */
tms_status cli_writer_add(cli_writer *writer, tms_document *document, tms_error *error);
/* A document failed: JSON Lines get a line that says so. */
tms_status cli_writer_add_failure(cli_writer *writer, const char *id, size_t size, const tms_error *failure, tms_error *error);
/* Ends the output and puts the file in its place. */
tms_status cli_writer_finish(cli_writer *writer, tms_error *error);
/* Frees; removes what was not finished. */
void cli_writer_close(cli_writer *writer);

#endif
