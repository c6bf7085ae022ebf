/* tamis urls and tamis repair: text in, text out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exits.h"
#include "help.h"
#include "intake.h"
#include "lines.h"
#include "message.h"

typedef struct filter {
  const cli_settings *settings;
  tms_context *context;
  cli_tally tally;
} filter;

/* False where the output is gone or broken: there is no sense in going on. */
static bool put(filter *f, const char *bytes, size_t size) {
  if (size == 0 || fwrite(bytes, 1, size, stdout) == size) return true;
  if (cli_output_is_closed()) return false;
  cli_say(NULL, "standard output can't be written");
  cli_tally_add(&f->tally, TMS_ERR_WRITE);
  return false;
}

static void complain(filter *f, const char *path, const tms_error *error) {
  cli_tally_add(&f->tally, error->code);
  if (!f->settings->quiet) cli_say_error(cli_input_name(path), error);
}

/* ---- urls ---- */

/* --explain and --json: a line on what was done to the URL. */
static tms_status clean_url(filter *f, const char *url, size_t size, tms_bytes *out, tms_error *error) {
  const cli_settings *settings = f->settings;
  tms_explain_form form = settings->json ? TMS_EXPLAIN_JSONL : TMS_EXPLAIN_TEXT;
  if (settings->explain || settings->json) return tms_url_explain(f->context, url, size, &settings->options, form, out, error);
  return tms_url_clean(f->context, url, size, &settings->options, out, error);
}

/* The URL of a line is cleaned; white space around it goes, the line end stays. Lines of white space stay as they are. */
static bool clean_line(filter *f, const char *path, const char *line, size_t size) {
  size_t begin = 0, end = size;
  while (end > begin && strchr("\r\n\t ", line[end - 1]) && line[end - 1]) end--;
  while (begin < end && (line[begin] == ' ' || line[begin] == '\t')) begin++;
  tms_bytes clean = {0};
  tms_error error;
  if (begin == end) return put(f, line, size);
  if (clean_url(f, line + begin, end - begin, &clean, &error) != TMS_OK) {
    complain(f, path, &error);
    return put(f, line, size);
  }
  size_t line_end = size;
  while (line_end > end && (line[line_end - 1] == '\r' || line[line_end - 1] == '\n')) line_end--;
  bool goes_on = put(f, clean.data, clean.size) && put(f, line + line_end, size - line_end);
  tms_bytes_release(&clean);
  return goes_on;
}

static bool clean_lines(filter *f, const char *path, tms_source source) {
  size_t max = f->settings->options.limits.max_input ? f->settings->options.limits.max_input : (size_t)256 << 20;
  cli_lines lines;
  cli_lines_init(&lines, source, max);
  bool goes_on = true, waits = isatty(STDOUT_FILENO);
  tms_status status = TMS_OK;
  while (goes_on && status == TMS_OK) {
    const char *line;
    size_t size;
    status = cli_lines_next(&lines, &line, &size);
    if (status == TMS_OK) goes_on = clean_line(f, path, line, size);
    /* What was read together is written together: whoever sends a line and waits for its answer gets it. */
    if (waits || lines.begin == lines.end) fflush(stdout);
  }
  if (status != TMS_OK && status != TMS_END) {
    tms_error error = {status, status == TMS_ERR_LIMIT ? "a line is longer than the limit (--max-input raises it)" : "reading failed", TMS_NO_OFFSET,
                       ""};
    complain(f, path, &error);
  }
  cli_lines_release(&lines);
  return goes_on;
}

static bool urls_of(filter *f, const char *path) {
  cli_source source;
  tms_error error;
  if (cli_source_open(path, &source, &error) != TMS_OK) {
    complain(f, path, &error);
    return true;
  }
  bool goes_on = clean_lines(f, path, source.source);
  cli_source_close(&source);
  return goes_on;
}

/* ---- repair ---- */

static bool repair_of(filter *f, const char *path) {
  size_t max = f->settings->options.limits.max_input ? f->settings->options.limits.max_input : (size_t)256 << 20;
  char *bytes;
  size_t size;
  tms_error error;
  tms_bytes repaired = {0};
  bool goes_on = true;
  if (cli_read_all(path, max, &bytes, &size, &error) != TMS_OK) {
    complain(f, path, &error);
    return true;
  }
  if (tms_text_repair(f->context, bytes, size, &f->settings->options, &repaired, &error) == TMS_OK) {
    goes_on = put(f, repaired.data, repaired.size);
  } else {
    complain(f, path, &error);
  }
  tms_bytes_release(&repaired);
  free(bytes);
  return goes_on;
}

/* ---- both ---- */

static int run(cli_settings *settings, bool (*each)(filter *f, const char *path)) {
  if (cli_is_idle(settings->file_count)) return cli_short_help();
  filter f = {.settings = settings, .context = tms_context_new(NULL)};
  if (!f.context) return cli_no_memory();
  bool goes_on = true;
  if (settings->file_count == 0) goes_on = each(&f, "-");
  for (size_t i = 0; goes_on && i < settings->file_count; i++) goes_on = each(&f, settings->files[i]);
  tms_context_free(f.context);
  return cli_tally_exit(&f.tally, settings);
}

int cli_urls(cli_settings *settings) {
  return run(settings, urls_of);
}

int cli_repair(cli_settings *settings) {
  return run(settings, repair_of);
}
