#include "reader.h"

#include <string.h>

tms_status cli_reader_open(cli_reader *reader, tms_context *context, const cli_settings *settings, const cli_meta *meta, const char *path,
                           tms_error *error) {
  *reader = (cli_reader){.settings = settings, .meta = meta, .path = path, .options = settings->options};
  tms_status status = cli_source_open(path, &reader->source, error);
  if (status != TMS_OK) return status;
  const char *url = cli_meta_url(meta, path);
  if (url && !reader->options.url) reader->options.url = url;
  if (strcmp(path, "-") != 0) reader->options.file_name = path;
  status = tms_input_open(context, reader->source.source, &reader->options, &reader->input, error);
  if (status != TMS_OK) cli_reader_close(reader);
  return status;
}

tms_status cli_reader_next(cli_reader *reader, tms_document **out, tms_error *error) {
  tms_status status = tms_input_next(reader->input, out, error);
  if (status == TMS_END) return status;
  reader->number++;
  if (status != TMS_OK) return status;
  status = cli_meta_apply(reader->meta, reader->path, *out, error);
  if (status == TMS_OK) status = tms_document_clean(*out, &reader->options, error);
  if (status == TMS_OK) return status;
  tms_document_free(*out);
  *out = NULL;
  return status;
}

void cli_reader_close(cli_reader *reader) {
  tms_input_close(reader->input);
  reader->input = NULL;
  cli_source_close(&reader->source);
}
