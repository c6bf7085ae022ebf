/* --record FILE: what was kept and dropped, and why, of every document, as JSON Lines. */
#ifndef TMS_CLI_RECORD_H
#define TMS_CLI_RECORD_H

#include <stdbool.h>

#include <tamis/tamis.h>

typedef struct cli_record {
  tms_file_sink *file;
} cli_record;

/* path NULL: nothing is recorded, and all calls do nothing. */
tms_status cli_record_open(cli_record *record, const char *path, bool force, tms_error *error);
/* A document's lines: one that names input and number, then what tms_document_explain() says. Release with tms_bytes_release(). */
tms_status cli_record_make(tms_document *document, tms_bytes *out, tms_error *error);
tms_status cli_record_add(cli_record *record, const char *input, unsigned long long number, const tms_bytes *lines, tms_error *error);
/* The line that stands before a document's lines. */
tms_status cli_record_head(tms_sink sink, const char *input, unsigned long long number);
tms_status cli_record_finish(cli_record *record, tms_error *error);
void cli_record_close(cli_record *record);

#endif
