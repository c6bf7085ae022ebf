#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../json.h"
#include "../message.h"
#include "../signals.h"

/* The columns: texts, then numbers, then the reason, which may be long. */
enum { TEXTS = 7, NUMBERS = 7 };
static const char *const text_names[TEXTS] = {"input", "id", "output", "state", "status", "format", "encoding"};
static const char *const number_names[NUMBERS] = {"record", "source", "kept", "dropped", "repaired", "blocks_kept", "blocks_dropped"};

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), size = strlen(end);
  return length > size && strcasecmp(text + length - size, end) == 0;
}

tms_status batch_report_open(batch_report *report, const char *path, bool force, tms_error *error) {
  *report = (batch_report){.path = path};
  if (!path) return TMS_OK;
  report->array = ends_with(path, ".json");
  report->json = report->array || ends_with(path, ".jsonl");
  tms_status status = tms_file_sink_open(path, force ? TMS_FILE_FORCE : 0, NULL, &report->file, error);
  if (status == TMS_OK) cli_signals_guard();
  return status;
}

static void put(batch_report *report, tms_status *status, const char *text) {
  if (*status != TMS_OK) return;
  tms_sink sink = tms_file_sink_writer(report->file);
  *status = sink.write(sink.user, text, strlen(text));
}

/* A text, escaped as the report needs it. */
static void put_text(batch_report *report, tms_status *status, const char *text) {
  char *out;
  if (report->json) {
    out = cli_json_quote(text);
  } else {
    size_t room = strlen(text) * 4 + 1;
    out = malloc(room);
    if (out) cli_escape(text, out, room);
  }
  if (!out)
    *status = TMS_ERR_MEMORY;
  else
    put(report, status, out);
  free(out);
}

static const char *state_name(batch_state state) {
  switch (state) {
    case BATCH_DONE: return "done";
    case BATCH_FAILED: return "failed";
    case BATCH_SKIPPED: return "skipped";
  }
  return "";
}

static void put_head(batch_report *report, tms_status *status) {
  if (report->json) {
    if (report->array) put(report, status, "[\n");
    return;
  }
  for (int i = 0; i < TEXTS; i++) {
    put(report, status, text_names[i]);
    put(report, status, "\t");
  }
  for (int i = 0; i < NUMBERS; i++) {
    put(report, status, number_names[i]);
    put(report, status, "\t");
  }
  put(report, status, "reason\n");
}

/* What stands before a value: its name, or the tab behind the value before. */
static void put_name(batch_report *report, tms_status *status, const char *name, bool first) {
  if (!report->json) {
    if (!first) put(report, status, "\t");
    return;
  }
  put(report, status, first ? "{\"" : ",\"");
  put(report, status, name);
  put(report, status, "\":");
}

static void put_item(batch_report *report, tms_status *status, const batch_item *item) {
  const char *texts[TEXTS] = {item->input,
                              item->id ? item->id : "",
                              item->output ? item->output : "",
                              state_name(item->state),
                              tms_status_name(item->error.code),
                              item->format,
                              item->encoding};
  const unsigned long long numbers[NUMBERS] = {item->number,          item->counts.source,      item->counts.kept,          item->counts.dropped,
                                               item->counts.repaired, item->counts.blocks_kept, item->counts.blocks_dropped};
  for (int i = 0; i < TEXTS; i++) {
    put_name(report, status, text_names[i], i == 0);
    put_text(report, status, texts[i]);
  }
  for (int i = 0; i < NUMBERS; i++) {
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", numbers[i]);
    put_name(report, status, number_names[i], false);
    put(report, status, digits);
  }
  char reason[512] = "";
  if (item->state != BATCH_DONE) cli_error_text(&item->error, reason, sizeof reason);
  if (item->state == BATCH_DONE && item->empty) snprintf(reason, sizeof reason, "nothing was extracted (%s)", item->empty_reason);
  put_name(report, status, "reason", false);
  put_text(report, status, reason);
  put(report, status, report->json ? "}" : "\n");
}

tms_status batch_report_add(batch_report *report, const batch_item *item, tms_error *error) {
  tms_status status = TMS_OK;
  if (!report->file) return TMS_OK;
  if (!report->begun)
    put_head(report, &status);
  else if (report->array)
    put(report, &status, ",\n");
  report->begun = true;
  put_item(report, &status, item);
  if (report->json && !report->array) put(report, &status, "\n");
  if (status != TMS_OK) *error = (tms_error){status, "writing failed", TMS_NO_OFFSET, "--report"};
  return status;
}

tms_status batch_report_finish(batch_report *report, tms_error *error) {
  tms_status status = TMS_OK;
  if (!report->file) return TMS_OK;
  if (!report->begun) put_head(report, &status);
  if (report->array) put(report, &status, report->begun ? "\n]\n" : "]\n");
  tms_status committed = tms_file_sink_commit(report->file, error);
  report->file = NULL;
  cli_signals_unguard();
  if (committed == TMS_OK && status != TMS_OK) *error = (tms_error){status, "writing failed", TMS_NO_OFFSET, "--report"};
  return committed != TMS_OK ? committed : status;
}

void batch_report_close(batch_report *report) {
  if (!report->file) return;
  tms_file_sink_abort(report->file);
  report->file = NULL;
  cli_signals_unguard();
}
