#include "signals.h"

#include <signal.h>
#include <stdatomic.h>

static atomic_int guards;
static atomic_int stopped;

static void die_of(int number) {
  signal(number, SIG_DFL);
  raise(number);
}

static void on_signal(int number) {
  if (atomic_load(&guards) == 0 || atomic_exchange(&stopped, number) != 0) die_of(number);
}

void cli_signals_init(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  signal(SIGPIPE, SIG_IGN);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    struct sigaction old, action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0; /* a read that waits for more comes back: intake.c */
    /* What the caller ignores (nohup) stays ignored. */
    if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(numbers[i], &action, NULL);
  }
}

void cli_signals_guard(void) {
  atomic_fetch_add(&guards, 1);
}

void cli_signals_unguard(void) {
  atomic_fetch_sub(&guards, 1);
}

bool cli_signals_stopped(void) {
  return atomic_load(&stopped) != 0;
}

void cli_signals_finish(void) {
  int number = atomic_load(&stopped);
  if (number) die_of(number);
}
