/*
 * Many workers, one order: what a worker makes of input n is handed out before anything of input n + 1, whichever is done first.
 *
 * The worker of the lowest unfinished input (the head) hands its items out directly; others keep theirs, at most BATCH_KEPT, and wait for their turn
 * when they have more. No worker takes an input further than the window from the head. So memory is bounded, and the head never waits: no deadlock.
 */
#ifndef TMS_CLI_BATCH_ORDER_H
#define TMS_CLI_BATCH_ORDER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "../exits.h"

enum { BATCH_KEPT = 64 };

typedef enum batch_state { BATCH_DONE, BATCH_FAILED, BATCH_SKIPPED } batch_state;

/* What became of one document (or of an input as a whole). */
typedef struct batch_item {
  struct batch_item *next;
  const char *input;
  unsigned long long number; /* record of a container; 0: the whole input */
  char *id, *output;         /* malloc'ed, may be NULL */
  batch_state state;
  tms_error error; /* failed or skipped: why */
  const char *format, *encoding;
  tms_counts counts;
  bool empty;
  const char *empty_reason; /* why there is no text; "" where there is some */
  tms_document *document;   /* to be written in order; NULL where it has been written */
  tms_bytes record;         /* lines of --record */
} batch_item;

batch_item *batch_item_new(const char *input);
void batch_item_free(batch_item *item);

typedef struct batch_slot {
  batch_item *first, *last;
  size_t count;
  bool finished;
} batch_slot;

typedef struct batch_order {
  pthread_mutex_t lock;
  pthread_cond_t moved; /* the head, or stopped */
  size_t next, head, total, window;
  batch_slot *slots; /* `window` of them: input n has slot n % window */
  bool stopped;
  bool (*emit)(void *user, batch_item *item); /* takes the item over; false stops everything. Never runs twice at a time. */
  void *user;
} batch_order;

bool batch_order_init(batch_order *order, size_t total, size_t workers, bool (*emit)(void *user, batch_item *item), void *user);
void batch_order_release(batch_order *order);
/* The next input for a worker; false where there is none, or everything was stopped. */
bool batch_order_take(batch_order *order, size_t *index);
/* Hands an item over. False where everything was stopped (the item is freed). */
bool batch_order_put(batch_order *order, size_t index, batch_item *item);
void batch_order_finish(batch_order *order, size_t index);
void batch_order_stop(batch_order *order);

#endif
