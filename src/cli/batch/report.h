/* --report FILE: one line for each document, in input order. */
#ifndef TMS_CLI_BATCH_REPORT_H
#define TMS_CLI_BATCH_REPORT_H

#include "order.h"

typedef struct batch_report {
  tms_file_sink *file;
  const char *path;
  bool json, array; /* array: .json, else .jsonl or a table */
  bool begun;
} batch_report;

/* path NULL: nothing is reported, and all calls do nothing. */
tms_status batch_report_open(batch_report *report, const char *path, bool force, tms_error *error);
tms_status batch_report_add(batch_report *report, const batch_item *item, tms_error *error);
tms_status batch_report_finish(batch_report *report, tms_error *error);
void batch_report_close(batch_report *report);

#endif
