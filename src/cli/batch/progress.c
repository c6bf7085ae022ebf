#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { INTERVAL = 200 /* milliseconds: what an eye follows */ };

static long long now(void) {
  struct timespec at;
  if (clock_gettime(CLOCK_MONOTONIC, &at) != 0) return 0;
  return (long long)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

void batch_progress_init(batch_progress *progress, cli_progress how, unsigned long long total) {
  *progress = (batch_progress){.total = total, .last = now()};
  progress->json = how == CLI_PROGRESS_JSON;
  progress->line = how == CLI_PROGRESS_AUTO && isatty(STDERR_FILENO);
}

static void print(const batch_progress *progress, unsigned long long input, unsigned long long documents, unsigned long long failed) {
  const char *form = progress->json ? "{\"inputs\":%llu,\"total\":%llu,\"documents\":%llu,\"failed\":%llu}\n"
                                    : "\r%llu of %llu inputs, %llu documents, %llu failed\033[K";
  char line[200];
  int length = snprintf(line, sizeof line, form, input, progress->total, documents, failed);
  if (length > 0) fwrite(line, 1, (size_t)length, stderr);
}

void batch_progress_show(batch_progress *progress, unsigned long long input, unsigned long long documents, unsigned long long failed) {
  if (!progress->json && !progress->line) return;
  long long at = now();
  if (at - progress->last < INTERVAL) return;
  progress->last = at;
  print(progress, input, documents, failed);
}

void batch_progress_end(batch_progress *progress, unsigned long long input, unsigned long long documents, unsigned long long failed) {
  if (progress->json) print(progress, input, documents, failed);
  batch_progress_clear(progress);
}

void batch_progress_clear(const batch_progress *progress) {
  if (progress->line) fputs("\r\033[K", stderr);
}
