/*
 * Rules for URLs that the user brings. Text that begins with "{" is a rule file: it loads whole, or fails at a place in it, and what loaded cleans a URL to the same
 * result twice. Else it is a pattern, a line feed, and a text: the two machines, the lazy DFA and Pike's, agree on whether it occurs, and a match lies in the text.
 */
#include "base/alloc.h"
#include "url/match.h"
#include "url/tracking.h"

static void check_file(tms_slice json) {
  static const char *const urls[] = {"https://www.example.com/a/ref=x?utm_source=1&id=2#a&b=c", "https://x.example/r?url=https%3A%2F%2Fe.example%2F"};
  tms_url_rules *rules;
  tms_error error;
  tms_status status = tms_url_rules_load(json.ptr, json.len, NULL, &rules, &error);
  if ((status == TMS_OK) != (rules != NULL)) __builtin_trap();
  if (status != TMS_OK) {
    if (error.offset > json.len && error.offset != TMS_NO_OFFSET) __builtin_trap();
    return;
  }
  tms_link_cleaner cleaner;
  tms_link_cleaner_init(&cleaner, tms_allocator_libc());
  if (tms_link_cleaner_use(&cleaner, rules, false) != TMS_OK) __builtin_trap();
  for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
    tms_slice once, twice;
    tms_buf kept;
    uint32_t did;
    tms_buf_init(&kept, tms_allocator_libc(), 1 << 20);
    if (tms_link_clean(&cleaner, tms_slice_cstr(urls[i]), NULL, false, &once, &did) != TMS_OK) __builtin_trap();
    tms_buf_add(&kept, once);
    if (tms_link_clean(&cleaner, tms_buf_slice(&kept), NULL, false, &twice, &did) != TMS_OK) __builtin_trap();
    if (!tms_slice_eq(tms_buf_slice(&kept), twice)) __builtin_trap();
    tms_buf_release(&kept);
  }
  tms_link_cleaner_release(&cleaner);
  tms_url_rules_free(rules);
}

static void check_machines(const tms_match_program *program, tms_slice text) {
  tms_match_cache *cache = tms_match_cache_new(program, tms_allocator_libc());
  tms_match_threads *threads = tms_match_threads_new(program->code_count, tms_allocator_libc());
  if (!cache || !threads) __builtin_trap();
  for (int round = 0; round < 2; round++) { /* the second time all states are known */
    uint64_t found = 0;
    tms_match_span span;
    if (tms_match_all(cache, text, &found) != TMS_OK) __builtin_trap();
    bool occurs = tms_match_find(program, threads, text, 0, &span);
    if (occurs != (found == 1)) __builtin_trap();
    if (occurs && (span.begin > span.end || span.end > text.len)) __builtin_trap();
    if (occurs && span.group_begin != SIZE_MAX && span.group_end != SIZE_MAX && span.group_end > text.len) __builtin_trap();
  }
  tms_match_threads_free(threads);
  tms_match_cache_free(cache);
}

static void check_pattern(tms_slice pattern, tms_slice text) {
  tms_match_program program;
  const char *message = NULL;
  tms_match_program_init(&program, tms_allocator_libc());
  if (tms_match_compile(&program, pattern, false, 0, &message) == TMS_OK) {
    check_machines(&program, text);
  } else if (!message || program.code_count) {
    __builtin_trap();
  }
  tms_match_program_release(&program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_slice input = tms_slice_of((const char *)data, size);
  if (size && data[0] == '{') {
    check_file(input);
    return 0;
  }
  size_t line = tms_slice_find_byte(input, '\n', 0);
  if (line != SIZE_MAX) check_pattern(tms_slice_head(input, line), tms_slice_from(input, line + 1));
  return 0;
}
