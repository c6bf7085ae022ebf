#include "task.h"

#include <stdlib.h>
#include <string.h>

#include "../names.h"
#include "../reader.h"
#include "../record.h"
#include "../signals.h"
#include "../writer.h"

typedef struct task {
  const batch_plan *plan;
  batch_order *order;
  tms_context *context;
  size_t index;
  cli_reader reader;
} task;

static const char *path_of(const task *t) {
  return t->plan->inputs.items[t->index].path;
}

static batch_item *new_item(const task *t) {
  batch_item *item = batch_item_new(path_of(t));
  if (item && t->reader.input) {
    size_t size;
    const char *id = tms_input_record_id(t->reader.input, &size);
    if (tms_input_is_container(t->reader.input)) item->number = t->reader.number;
    if (size) item->id = strndup(id, size);
    item->format = tms_input_format(t->reader.input);
  }
  return item;
}

/* A failure; no text in a folder that was walked is no failure, it only has no business here. */
static bool put_failure(task *t, const tms_error *error) {
  batch_item *item = new_item(t);
  if (!item) return false;
  bool stray = error->code == TMS_ERR_BINARY && t->plan->inputs.items[t->index].found;
  item->state = stray ? BATCH_SKIPPED : BATCH_FAILED;
  item->error = *error;
  return batch_order_put(t->order, t->index, item);
}

static bool put_skipped(task *t, char *output) {
  batch_item *item = new_item(t);
  if (!item) {
    free(output);
    return false;
  }
  item->state = BATCH_SKIPPED;
  item->output = output;
  item->error = (tms_error){TMS_ERR_EXISTS, "the output is there already (--resume)", TMS_NO_OFFSET, ""};
  return batch_order_put(t->order, t->index, item);
}

/* Notes what is to be said of a document, before it is written or handed on. */
static tms_status describe(const task *t, tms_document *document, batch_item *item, tms_error *error) {
  item->empty = tms_document_is_empty(document);
  item->empty_reason = tms_document_empty_reason(document);
  item->format = tms_document_format(document);
  item->encoding = tms_document_encoding(document);
  const cli_settings *s = t->plan->settings;
  tms_status status =
      s->report || s->verbose ? tms_document_counts(document, &item->counts) : TMS_OK; /* ranges are sorted for them: not for nothing */
  if (status != TMS_OK) *error = (tms_error){status, "counting failed", TMS_NO_OFFSET, ""};
  if (status == TMS_OK && s->record) status = cli_record_make(document, &item->record, error);
  return status;
}

/* ---- into a folder ---- */

/* The folders above an output. */
static bool make_room(const char *path) {
  char *folder = strdup(path);
  if (!folder) return false;
  char *slash = strrchr(folder, '/');
  if (slash) *slash = '\0';
  bool made = !slash || slash == folder || cli_is_folder(folder) || cli_make_folders(folder);
  free(folder);
  return made;
}

static tms_status write_file(const task *t, const char *path, tms_document *document, tms_error *error) {
  const cli_settings *s = t->plan->settings;
  if (!make_room(path)) {
    tms_document_free(document);
    *error = (tms_error){TMS_ERR_OPEN, "the folder of the output can't be made", TMS_NO_OFFSET, ""};
    return error->code;
  }
  cli_writer writer;
  cli_writer_init(&writer, t->context, &s->options, path, s->force);
  tms_status status = cli_writer_add(&writer, document, error);
  if (status == TMS_OK) status = cli_writer_finish(&writer, error);
  cli_writer_close(&writer);
  return status;
}

static char *output_name(const task *t) {
  const batch_plan *plan = t->plan;
  if (!tms_input_is_container(t->reader.input)) return strdup(plan->outputs[t->index]);
  const char *name = plan->inputs.items[t->index].name;
  return cli_record_name(plan->target.path, name, cli_stem_length(name), t->reader.number, plan->target.ending);
}

static bool put_file(task *t, tms_document *document) {
  tms_error error;
  char *path = output_name(t);
  batch_item *item = NULL;
  if (path && t->plan->settings->resume && cli_is_regular(path)) {
    tms_document_free(document);
    return put_skipped(t, path);
  }
  if (path) item = new_item(t);
  if (!item) {
    tms_document_free(document);
    free(path);
    return false;
  }
  item->output = path;
  tms_status status = describe(t, document, item, &error);
  if (status == TMS_OK)
    status = write_file(t, path, document, &error);
  else
    tms_document_free(document);
  if (status != TMS_OK) {
    item->state = BATCH_FAILED;
    item->error = error;
  }
  return batch_order_put(t->order, t->index, item);
}

/* ---- into one output ---- */

static bool put_document(task *t, tms_document *document) {
  tms_error error;
  batch_item *item = new_item(t);
  if (!item) {
    tms_document_free(document);
    return false;
  }
  item->document = document;
  if (describe(t, document, item, &error) != TMS_OK) {
    item->state = BATCH_FAILED;
    item->error = error;
    tms_document_free(item->document);
    item->document = NULL;
  }
  return batch_order_put(t->order, t->index, item);
}

/* ---- both ---- */

static void run_documents(task *t) {
  bool goes_on = true;
  while (goes_on && !cli_signals_stopped()) {
    tms_document *document;
    tms_error error;
    tms_status status = cli_reader_next(&t->reader, &document, &error);
    if (status == TMS_END) return;
    if (status != TMS_OK)
      goes_on = put_failure(t, &error);
    else
      goes_on = t->plan->outputs ? put_file(t, document) : put_document(t, document);
  }
  batch_order_stop(t->order); /* nothing else takes effect after this, so that no worker waits for us */
}

void batch_task_run(const batch_plan *plan, batch_order *order, tms_context *context, size_t index) {
  task t = {.plan = plan, .order = order, .context = context, .index = index};
  const char *output = plan->outputs ? plan->outputs[index] : NULL;
  tms_error error;
  if (output && plan->settings->resume && cli_is_regular(output)) {
    put_skipped(&t, strdup(output));
  } else if (cli_reader_open(&t.reader, context, plan->settings, plan->meta, path_of(&t), &error) != TMS_OK) {
    put_failure(&t, &error);
  } else {
    run_documents(&t);
    cli_reader_close(&t.reader);
  }
  batch_order_finish(order, index);
}
