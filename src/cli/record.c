#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "signals.h"

tms_status cli_record_open(cli_record *record, const char *path, bool force, tms_error *error) {
  *record = (cli_record){0};
  if (!path) return TMS_OK;
  tms_status status = tms_file_sink_open(path, force ? TMS_FILE_FORCE : 0, NULL, &record->file, error);
  if (status == TMS_OK) cli_signals_guard();
  return status;
}

tms_status cli_record_make(tms_document *document, tms_bytes *out, tms_error *error) {
  return tms_document_explain(document, TMS_EXPLAIN_JSONL, out, error);
}

tms_status cli_record_head(tms_sink sink, const char *input, unsigned long long number) {
  char *quoted = cli_json_quote(input);
  if (!quoted) return TMS_ERR_MEMORY;
  size_t room = strlen(quoted) + 64;
  char *line = malloc(room);
  tms_status status = TMS_ERR_MEMORY;
  if (line) {
    int length = snprintf(line, room, "{\"type\":\"input\",\"input\":%s,\"number\":%llu}\n", quoted, number);
    status = length > 0 ? sink.write(sink.user, line, (size_t)length) : TMS_ERR_INTERNAL;
  }
  free(line);
  free(quoted);
  return status;
}

tms_status cli_record_add(cli_record *record, const char *input, unsigned long long number, const tms_bytes *lines, tms_error *error) {
  if (!record->file) return TMS_OK;
  tms_sink sink = tms_file_sink_writer(record->file);
  tms_status status = cli_record_head(sink, input, number);
  if (status == TMS_OK) status = sink.write(sink.user, lines->data, lines->size);
  if (status != TMS_OK) *error = (tms_error){status, "writing failed", TMS_NO_OFFSET, "--record"};
  return status;
}

tms_status cli_record_finish(cli_record *record, tms_error *error) {
  if (!record->file) return TMS_OK;
  tms_status status = tms_file_sink_commit(record->file, error);
  record->file = NULL;
  cli_signals_unguard();
  return status;
}

void cli_record_close(cli_record *record) {
  if (!record->file) return;
  tms_file_sink_abort(record->file);
  record->file = NULL;
  cli_signals_unguard();
}
