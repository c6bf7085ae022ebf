/* --progress: how far a batch is, on stderr, at most five times a second. */
#ifndef TMS_CLI_BATCH_PROGRESS_H
#define TMS_CLI_BATCH_PROGRESS_H

#include "../options.h"

typedef struct batch_progress {
  bool json, line; /* neither: silent */
  unsigned long long total;
  long long last; /* milliseconds of the last sign */
} batch_progress;

void batch_progress_init(batch_progress *progress, cli_progress how, unsigned long long total);
/* `input`: how many inputs are done. */
void batch_progress_show(batch_progress *progress, unsigned long long input, unsigned long long documents, unsigned long long failed);
/* The last sign; a line on a terminal is wiped out. */
void batch_progress_end(batch_progress *progress, unsigned long long input, unsigned long long documents, unsigned long long failed);
/* Before another message: takes the line away. */
void batch_progress_clear(const batch_progress *progress);

#endif
