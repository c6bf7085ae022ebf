/* One input, document by document, cleaned as the settings ask. */
#ifndef TMS_CLI_READER_H
#define TMS_CLI_READER_H

#include "intake.h"
#include "meta.h"
#include "options.h"

typedef struct cli_reader {
  const cli_settings *settings;
  const cli_meta *meta;
  const char *path;
  tms_options options;
  cli_source source;
  tms_input *input;
  uint64_t number; /* of the last document, failed ones counted */
} cli_reader;

/* meta may be NULL. After a failure nothing is open. */
tms_status cli_reader_open(cli_reader *reader, tms_context *context, const cli_settings *settings, const cli_meta *meta, const char *path,
                           tms_error *error);
/* The next document, cleaned, or TMS_END. After a failure of one document the next call goes on. */
tms_status cli_reader_next(cli_reader *reader, tms_document **out, tms_error *error);
void cli_reader_close(cli_reader *reader);

#endif
