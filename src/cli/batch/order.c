#include "order.h"

#include <stdlib.h>

batch_item *batch_item_new(const char *input) {
  batch_item *item = calloc(1, sizeof *item);
  if (!item) return NULL;
  item->input = input;
  item->format = item->encoding = "";
  item->error = (tms_error){TMS_OK, "", TMS_NO_OFFSET, ""};
  return item;
}

void batch_item_free(batch_item *item) {
  if (!item) return;
  tms_document_free(item->document);
  tms_bytes_release(&item->record);
  free(item->id);
  free(item->output);
  free(item);
}

bool batch_order_init(batch_order *order, size_t total, size_t workers, bool (*emit)(void *user, batch_item *item), void *user) {
  *order = (batch_order){.total = total, .window = workers * 4 + 4, .emit = emit, .user = user};
  order->slots = calloc(order->window, sizeof *order->slots);
  if (!order->slots) return false;
  pthread_mutex_init(&order->lock, NULL);
  pthread_cond_init(&order->moved, NULL);
  return true;
}

static void free_items(batch_item *item) {
  while (item) {
    batch_item *next = item->next;
    batch_item_free(item);
    item = next;
  }
}

void batch_order_release(batch_order *order) {
  if (!order->slots) return;
  for (size_t i = 0; i < order->window; i++) free_items(order->slots[i].first);
  free(order->slots);
  pthread_cond_destroy(&order->moved);
  pthread_mutex_destroy(&order->lock);
  *order = (batch_order){0};
}

static batch_slot *slot_of(batch_order *order, size_t index) {
  return &order->slots[index % order->window];
}

bool batch_order_take(batch_order *order, size_t *index) {
  pthread_mutex_lock(&order->lock);
  while (!order->stopped && order->next < order->total && order->next >= order->head + order->window) {
    pthread_cond_wait(&order->moved, &order->lock);
  }
  bool taken = !order->stopped && order->next < order->total;
  if (taken) *index = order->next++;
  pthread_mutex_unlock(&order->lock);
  return taken;
}

void batch_order_stop(batch_order *order) {
  pthread_mutex_lock(&order->lock);
  order->stopped = true;
  pthread_cond_broadcast(&order->moved);
  pthread_mutex_unlock(&order->lock);
}

/* Empties the head's slot, with the lock held on entry and exit and open in between: only the head's owner comes here. */
static void emit_slot(batch_order *order, batch_slot *slot) {
  batch_item *item = slot->first;
  slot->first = slot->last = NULL;
  slot->count = 0;
  bool goes_on = !order->stopped;
  pthread_mutex_unlock(&order->lock);
  while (item) {
    batch_item *next = item->next;
    if (goes_on)
      goes_on = order->emit(order->user, item);
    else
      batch_item_free(item);
    item = next;
  }
  pthread_mutex_lock(&order->lock);
  if (goes_on || order->stopped) return;
  order->stopped = true;
  pthread_cond_broadcast(&order->moved);
}

bool batch_order_put(batch_order *order, size_t index, batch_item *item) {
  pthread_mutex_lock(&order->lock);
  batch_slot *slot = slot_of(order, index);
  while (slot->count >= BATCH_KEPT && index != order->head && !order->stopped) pthread_cond_wait(&order->moved, &order->lock);
  item->next = NULL;
  if (slot->last)
    slot->last->next = item;
  else
    slot->first = item;
  slot->last = item;
  slot->count++;
  if (index == order->head) emit_slot(order, slot);
  bool goes_on = !order->stopped;
  pthread_mutex_unlock(&order->lock);
  return goes_on;
}

void batch_order_finish(batch_order *order, size_t index) {
  pthread_mutex_lock(&order->lock);
  slot_of(order, index)->finished = true;
  /* Whoever finishes the head hands out what finished behind it, until an input that is still being worked on. */
  while (index == order->head && slot_of(order, index)->finished) {
    batch_slot *slot = slot_of(order, index);
    emit_slot(order, slot);
    *slot = (batch_slot){0};
    order->head = ++index;
    pthread_cond_broadcast(&order->moved);
  }
  pthread_mutex_unlock(&order->lock);
}
