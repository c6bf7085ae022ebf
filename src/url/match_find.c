/* Pike's machine: all threads in step, in the order of their right, each with its own slots. At most one thread stands at an instruction. */
#include "base/alloc.h"
#include "url/match.h"

enum { SLOTS = 4 };

typedef struct thread {
  uint16_t at;
  size_t slots[SLOTS];
} thread;

struct tms_match_threads {
  const tms_allocator *allocator;
  size_t codes;
  thread *now, *next, *stack; /* codes, codes, 2 * codes */
  uint32_t *seen;             /* by instruction: the step it was last reached in */
  uint32_t step;
};

tms_match_threads *tms_match_threads_new(size_t codes, const tms_allocator *allocator) {
  tms_match_threads *threads = tms_alloc_zero(allocator, sizeof *threads);
  if (!threads) return NULL;
  threads->allocator = allocator;
  threads->codes = codes;
  threads->now = tms_alloc(allocator, codes * sizeof(thread));
  threads->next = tms_alloc(allocator, codes * sizeof(thread));
  threads->stack = tms_alloc(allocator, 2 * codes * sizeof(thread));
  threads->seen = tms_alloc_zero(allocator, codes * sizeof(uint32_t));
  if (threads->now && threads->next && threads->stack && threads->seen) return threads;
  tms_match_threads_free(threads);
  return NULL;
}

void tms_match_threads_free(tms_match_threads *threads) {
  if (!threads) return;
  const tms_allocator *allocator = threads->allocator;
  tms_free(allocator, threads->seen, threads->codes * sizeof(uint32_t));
  tms_free(allocator, threads->stack, 2 * threads->codes * sizeof(thread));
  tms_free(allocator, threads->next, threads->codes * sizeof(thread));
  tms_free(allocator, threads->now, threads->codes * sizeof(thread));
  tms_free(allocator, threads, sizeof *threads);
}

static bool is_word(tms_slice text, size_t at) {
  return at < text.len && (tms_is_alnum((unsigned char)text.ptr[at]) || text.ptr[at] == '_');
}

static bool holds(const tms_match_code *code, tms_slice text, size_t at) {
  switch ((tms_match_op)code->op) {
    case TMS_MATCH_BEGIN: return at == 0;
    case TMS_MATCH_END: return at == text.len;
    case TMS_MATCH_WORD: return (is_word(text, at) != (at > 0 && is_word(text, at - 1))) != (code->x != 0);
    default: return true;
  }
}

/* Adds the thread and, where it stands at instructions that take no byte, all that it leads to, in their order. */
static size_t add(const tms_match_program *program, tms_match_threads *threads, thread *list, size_t count, thread first, tms_slice text, size_t at) {
  size_t depth = 0;
  threads->stack[depth++] = first;
  while (depth) {
    thread t = threads->stack[--depth];
    if (threads->seen[t.at] == threads->step) continue;
    threads->seen[t.at] = threads->step;
    const tms_match_code *code = &program->code[t.at];
    if (code->op == TMS_MATCH_SET || code->op == TMS_MATCH_DONE) {
      list[count++] = t;
    } else if (code->op == TMS_MATCH_SPLIT) {
      threads->stack[depth] = t;
      threads->stack[depth++].at = (uint16_t)(t.at + code->y);
      threads->stack[depth] = t;
      threads->stack[depth++].at = (uint16_t)(t.at + code->x);
    } else if (holds(code, text, at)) {
      if (code->op == TMS_MATCH_SAVE) t.slots[code->x] = at;
      t.at = (uint16_t)(t.at + (code->op == TMS_MATCH_JUMP ? code->x : 1));
      threads->stack[depth++] = t;
    }
  }
  return count;
}

/* The next step's number; where it would wrap, what was seen is forgotten. */
static void begin_step(tms_match_threads *threads) {
  if (++threads->step) return;
  memset(threads->seen, 0, threads->codes * sizeof(uint32_t));
  threads->step = 1;
}

bool tms_match_find(const tms_match_program *program, tms_match_threads *threads, tms_slice text, size_t from, tms_match_span *span) {
  size_t count = 0;
  bool found = false;
  begin_step(threads);
  for (size_t at = from; at <= text.len; at++) {
    if (!found) {
      thread start = {program->starts[0], {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX}};
      count = add(program, threads, threads->now, count, start, text, at);
    }
    if (count == 0 && found) break;
    size_t next_count = 0;
    begin_step(threads);
    for (size_t i = 0; i < count; i++) {
      thread t = threads->now[i];
      const tms_match_code *code = &program->code[t.at];
      if (code->op == TMS_MATCH_DONE) {
        *span = (tms_match_span){t.slots[0], t.slots[1], t.slots[2], t.slots[3]};
        found = true;
        break; /* what has less right does not matter any more */
      }
      if (at == text.len || !tms_match_has(&program->sets[code->x], (unsigned char)text.ptr[at])) continue;
      t.at++;
      next_count = add(program, threads, threads->next, next_count, t, text, at + 1);
    }
    thread *swap = threads->now;
    threads->now = threads->next;
    threads->next = swap;
    count = next_count;
  }
  return found;
}
