/* tamis batch: many inputs, in parallel, with results that don't depend on the number of threads. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../commands.h"
#include "../message.h"
#include "../names.h"
#include "../record.h"
#include "../signals.h"
#include "../writer.h"
#include "progress.h"
#include "report.h"
#include "task.h"

typedef struct batch {
  cli_settings *settings;
  cli_meta *meta;
  batch_plan plan;
  batch_order order;
  tms_context *context; /* of the one output */
  cli_writer writer;
  cli_record record;
  batch_report report;
  batch_progress progress;
  cli_tally tally;
  cli_failures failures;
  unsigned long long inputs; /* that something is known of */
  const char *last_input;
  void **contexts; /* of the workers */
  size_t context_count;
  bool broken; /* output, record or report failed: nothing is put into its place */
} batch;

/* ---- results, one after the other, in input order ---- */

static bool say_broken(batch *b, const char *what, const tms_error *error) {
  batch_progress_clear(&b->progress);
  cli_say_error(what, error);
  cli_tally_add(&b->tally, error->code);
  b->broken = true;
  return false;
}

/* Into the one output. A document that fails there is a failed document; an output that fails ends the run. */
static bool write_document(batch *b, batch_item *item) {
  if (!item->document) return true;
  tms_error error;
  tms_document *document = item->document;
  item->document = NULL;
  if (cli_writer_add(&b->writer, document, &error) == TMS_OK) return true;
  if (b->writer.failed) return say_broken(b, b->writer.path, &error);
  item->state = BATCH_FAILED;
  item->error = error;
  return true;
}

static void count(batch *b, const batch_item *item) {
  if (b->last_input != item->input) b->inputs++;
  b->last_input = item->input;
  if (item->state == BATCH_DONE) b->tally.documents++;
  if (item->state == BATCH_SKIPPED) b->tally.skipped++;
  if (item->state == BATCH_DONE && item->empty) b->tally.empty++;
  if (item->state == BATCH_FAILED) {
    cli_tally_add(&b->tally, item->error.code);
    b->tally.usage = false; /* one bad document is never a wrong command line */
  }
}

static void say(batch *b, const batch_item *item) {
  bool failed = item->state == BATCH_FAILED && !b->settings->quiet;
  if (b->failures.input != item->input) cli_failures_end(&b->failures);
  if (!failed && !b->settings->verbose) return;
  char who[4200], text[600];
  batch_progress_clear(&b->progress);
  if (failed) {
    cli_failures_add(&b->failures, item->input, item->number, &item->error);
    return;
  }
  snprintf(who, sizeof who, item->number ? "%.4096s, record %llu" : "%.4096s", item->input, item->number);
  if (item->state != BATCH_DONE) {
    cli_error_text(&item->error, text, sizeof text);
  } else {
    snprintf(text, sizeof text, "%s, %s, %llu bytes kept of %llu", item->format, item->encoding, (unsigned long long)item->counts.kept,
             (unsigned long long)item->counts.source);
  }
  cli_say(who, text);
}

static bool emit(void *user, batch_item *item) {
  batch *b = user;
  tms_error error;
  bool goes_on = write_document(b, item);
  count(b, item);
  say(b, item);
  if (goes_on && cli_record_add(&b->record, item->input, item->number, &item->record, &error) != TMS_OK) {
    goes_on = say_broken(b, b->settings->record, &error);
  }
  if (goes_on && batch_report_add(&b->report, item, &error) != TMS_OK) goes_on = say_broken(b, b->settings->report, &error);
  batch_progress_show(&b->progress, b->inputs, b->tally.documents, b->tally.failed);
  batch_item_free(item);
  return goes_on;
}

/* ---- workers ---- */

static void *work(void *user) {
  batch *b = user;
  size_t index;
  tms_context *context = tms_context_new(NULL);
  if (!context) batch_order_stop(&b->order);
  while (context && batch_order_take(&b->order, &index)) {
    batch_task_run(&b->plan, &b->order, context, index);
    if (cli_signals_stopped()) batch_order_stop(&b->order);
  }
  return context; /* documents of it may still wait for their turn */
}

static size_t worker_count(const batch *b) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t jobs = b->settings->jobs ? b->settings->jobs : processors > 0 ? (size_t)processors : 1;
  size_t inputs = b->plan.inputs.count ? b->plan.inputs.count : 1;
  return jobs < inputs ? jobs : inputs;
}

/* Threads as many as can be had: with fewer the result is the same. This one works too. */
static bool run_workers(batch *b, size_t jobs) {
  pthread_t *threads = calloc(jobs, sizeof *threads);
  b->contexts = calloc(jobs, sizeof *b->contexts);
  bool ready = threads && b->contexts;
  size_t started = 0;
  while (ready && started + 1 < jobs && pthread_create(&threads[started], NULL, work, b) == 0) started++;
  if (ready) b->contexts[started] = work(b);
  for (size_t i = 0; i < started; i++) pthread_join(threads[i], &b->contexts[i]);
  if (ready) b->context_count = started + 1;
  free(threads);
  return ready && !b->order.stopped;
}

/* ---- before anything is written ---- */

static int list_inputs(batch *b) {
  cli_settings *s = b->settings;
  for (size_t i = 0; i < s->file_count; i++) {
    const char *why;
    char *where;
    if (batch_list_add(&b->plan.inputs, s->files[i], b->plan.target.is_folder ? b->plan.target.path : NULL, &why, &where)) continue;
    cli_say(where ? where : s->files[i], why);
    free(where);
    return CLI_EXIT_IO;
  }
  return 0;
}

/* Of all inputs, not only of this shard's: its neighbours write to the same folder. */
static int check_twins(const batch *b) {
  const batch_plan *plan = &b->plan;
  size_t one, other;
  if (cli_target_find_twins(plan->outputs, plan->inputs.count, &one, &other)) {
    char text[1200];
    snprintf(text, sizeof text, "%.500s and %.500s would both become this file", plan->inputs.items[one].path, plan->inputs.items[other].path);
    cli_say(plan->outputs[one], text);
    return CLI_EXIT_USAGE;
  }
  return 0;
}

static int check_outputs(batch *b) {
  batch_plan *plan = &b->plan;
  size_t count = plan->inputs.count;
  char **paths = malloc((count ? count : 1) * sizeof *paths);
  cli_file_set inputs = {0};
  if (!paths) return cli_no_memory();
  for (size_t i = 0; i < count; i++) paths[i] = plan->inputs.items[i].path;
  int refused = cli_file_set_make(&inputs, paths, count) ? 0 : cli_no_memory();
  if (plan->outputs) {
    for (size_t i = 0; i < count && !refused; i++) refused = cli_target_check(b->settings, plan->outputs[i], &inputs);
  } else if (!refused) {
    refused = cli_target_check(b->settings, plan->target.path, &inputs);
  }
  const char *others[] = {b->settings->record, b->settings->report};
  for (size_t i = 0; i < 2 && !refused; i++) {
    if (others[i]) refused = cli_target_check(b->settings, others[i], &inputs);
  }
  cli_file_set_release(&inputs);
  free(paths);
  return refused;
}

static bool name_outputs(batch_plan *plan) {
  if (!plan->target.is_folder) return true;
  size_t count = plan->inputs.count;
  plan->outputs = calloc(count ? count : 1, sizeof *plan->outputs);
  if (!plan->outputs) return false;
  for (size_t i = 0; i < count; i++) {
    const char *name = plan->inputs.items[i].name;
    plan->outputs[i] = cli_join_name(plan->target.path, name, cli_stem_length(name), plan->target.ending);
    if (!plan->outputs[i]) return false;
  }
  return true;
}

/* Every N-th of the sorted list: the parts together are the whole, and each is spread over it. */
static void take_shard(batch *b) {
  batch_plan *plan = &b->plan;
  size_t kept = 0;
  if (b->settings->shards <= 1) return;
  for (size_t i = 0; i < plan->inputs.count; i++) {
    if (i % b->settings->shards == b->settings->shard - 1) {
      plan->inputs.items[kept] = plan->inputs.items[i];
      if (plan->outputs) plan->outputs[kept] = plan->outputs[i];
      kept++;
    } else {
      free(plan->inputs.items[i].path);
      if (plan->outputs) free(plan->outputs[i]);
    }
  }
  plan->inputs.count = kept;
}

static int check_usage(const batch *b) {
  const cli_target *target = &b->plan.target;
  if (b->settings->file_count == 0) return cli_usage("no inputs: tamis batch [OPTIONS] INPUT... -o OUT");
  if (!target->path) return cli_usage("tamis batch needs -o OUT: a folder that exists or ends in /, or a file of a format that holds many documents");
  for (size_t i = 0; i < b->settings->file_count; i++) {
    if (strcmp(b->settings->files[i], "-") == 0) return cli_usage("tamis batch reads files and folders, not standard input");
  }
  if (target->is_folder || target->holds_many) return 0;
  return cli_usage("many inputs and one output file need a format that holds many documents: use -t jsonl, or -o FOLDER/ for one file each");
}

static int plan_batch(batch *b) {
  cli_settings *s = b->settings;
  tms_error error;
  b->plan.settings = s;
  cli_target_choose(s, &b->plan.target);
  int refused = check_usage(b);
  if (!refused) refused = list_inputs(b);
  if (!refused && !name_outputs(&b->plan)) refused = cli_no_memory();
  if (!refused) refused = check_twins(b);
  if (!refused) refused = cli_target_check_own(s);
  if (refused) return refused;
  take_shard(b);
  refused = check_outputs(b);
  if (refused) return refused;
  if (s->meta && cli_meta_load(s->meta, &b->meta, &error) != TMS_OK) {
    cli_say_error(s->meta, &error);
    return error.code == TMS_ERR_ARGUMENT ? CLI_EXIT_USAGE : CLI_EXIT_IO;
  }
  b->plan.meta = b->meta;
  return 0;
}

static int open_outputs(batch *b) {
  cli_settings *s = b->settings;
  tms_error error;
  bool replace = s->force || s->resume;
  if (b->plan.target.is_folder && !cli_make_folders(b->plan.target.path)) {
    return cli_no_folder(b->plan.target.path);
  }
  if (cli_record_open(&b->record, s->record, replace, &error) != TMS_OK) {
    cli_say_error(s->record, &error);
    return CLI_EXIT_IO;
  }
  if (batch_report_open(&b->report, s->report, replace, &error) != TMS_OK) {
    cli_say_error(s->report, &error);
    return CLI_EXIT_IO;
  }
  b->context = tms_context_new(NULL);
  if (!b->context) return cli_no_memory();
  cli_writer_init(&b->writer, b->context, &s->options, b->plan.target.path, s->force);
  b->writer.expects_many = true;
  return 0;
}

/* ---- the whole ---- */

static void finish(batch *b) {
  tms_error error;
  b->writer.allows_empty = b->tally.failed == 0;
  if (!b->plan.outputs && cli_writer_finish(&b->writer, &error) != TMS_OK) say_broken(b, b->writer.path, &error);
  if (!b->broken && cli_record_finish(&b->record, &error) != TMS_OK) say_broken(b, b->settings->record, &error);
  if (!b->broken && batch_report_finish(&b->report, &error) != TMS_OK) say_broken(b, b->settings->report, &error);
}

static void say_summary(const batch *b) {
  char text[200];
  snprintf(text, sizeof text, "%zu inputs: %llu documents, %llu failed, %llu skipped", b->plan.inputs.count, (unsigned long long)b->tally.documents,
           (unsigned long long)b->tally.failed, (unsigned long long)b->tally.skipped);
  if (!b->settings->quiet) cli_say(NULL, text);
}

static int run(batch *b) {
  /* One output that is there is whole: it has nothing to go on with. */
  if (b->settings->resume && !b->plan.outputs && cli_is_regular(b->plan.target.path)) {
    if (!b->settings->quiet) cli_say(b->plan.target.path, "it is there already, so it is whole: nothing to do (--force makes it anew)");
    return CLI_EXIT_OK;
  }
  int refused = open_outputs(b);
  if (refused) return refused;
  size_t jobs = worker_count(b);
  if (!batch_order_init(&b->order, b->plan.inputs.count, jobs, emit, b)) return cli_no_memory();
  batch_progress_init(&b->progress, b->settings->progress, b->plan.inputs.count);
  bool done = run_workers(b, jobs);
  batch_progress_end(&b->progress, b->inputs, b->tally.documents, b->tally.failed);
  if (cli_signals_stopped()) return CLI_EXIT_FAILED; /* main dies of the signal */
  if (!done && !b->broken) return cli_no_memory();
  cli_failures_end(&b->failures);
  if (done) finish(b);
  say_summary(b);
  return b->broken ? (b->tally.internal ? CLI_EXIT_INTERNAL : CLI_EXIT_IO) : cli_tally_exit(&b->tally, b->settings);
}

static void release(batch *b) {
  batch_order_release(&b->order);
  cli_writer_close(&b->writer);
  cli_record_close(&b->record);
  batch_report_close(&b->report);
  for (size_t i = 0; i < b->context_count; i++) tms_context_free(b->contexts[i]); /* after all documents that they made */
  free(b->contexts);
  tms_context_free(b->context);
  cli_meta_free(b->meta);
  for (size_t i = 0; b->plan.outputs && i < b->plan.inputs.count; i++) free(b->plan.outputs[i]);
  free(b->plan.outputs);
  batch_list_release(&b->plan.inputs);
}

int cli_batch(cli_settings *settings) {
  batch b = {.settings = settings, .failures.all = settings->verbose};
  int status = plan_batch(&b);
  if (status == 0) status = run(&b);
  release(&b);
  return status;
}
