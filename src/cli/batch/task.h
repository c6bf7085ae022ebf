/* What a worker does with one input. */
#ifndef TMS_CLI_BATCH_TASK_H
#define TMS_CLI_BATCH_TASK_H

#include "../meta.h"
#include "../target.h"
#include "list.h"
#include "order.h"

/* What all workers share; read-only while they run. */
typedef struct batch_plan {
  const cli_settings *settings;
  const cli_meta *meta;
  cli_target target;
  batch_list inputs;
  char **outputs; /* of a folder: the name that an input without records gets */
} batch_plan;

/* Converts input `index`: into its own files, or into documents that go into the one output in order. */
void batch_task_run(const batch_plan *plan, batch_order *order, tms_context *context, size_t index);

#endif
