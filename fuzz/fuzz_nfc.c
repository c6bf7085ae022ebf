/*
 * NFC: valid in, valid out; once is enough; tms_nfc_is() says exactly whether anything would change. Where utf8proc is on the machine, it says the same;
 * text with characters that its Unicode doesn't have yet, or of 16.0 (which changed how its own new starters compose), is not compared; nor is text with
 * U+11A7, which it swallows behind a Hangul syllable: TBase is one less than the first trailing consonant and stands for none (Unicode Standard 3.12).
 */
#include "base/alloc.h"
#include "base/utf8.h"
#include "unicode/class.h"
#include "unicode/nfc.h"

#include <dlfcn.h>
#include <stdlib.h>

/* utf8proc.h: UTF8PROC_STABLE and UTF8PROC_COMPOSE; category 0 is "not assigned". */
enum { PEER_STABLE = 1 << 1, PEER_COMPOSE = 1 << 3, HANGUL_T_BASE = 0x11A7 };
typedef ptrdiff_t peer_map(const uint8_t *text, ptrdiff_t size, uint8_t **out, int options);
typedef int peer_category(int32_t c);
static peer_map *map;
static peer_category *category;

/* Opened at run time, so that no build needs it. */
static void find_peer(void) {
  static const char *const names[] = {"libutf8proc.so.3", "libutf8proc.so.2"};
  static bool looked;
  if (looked) return;
  looked = true;
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
  return; /* it would see every byte of a library that it did not build as not set */
#endif
#endif
  for (size_t i = 0; i < 2 && !map; i++) {
    void *library = dlopen(names[i], RTLD_NOW);
    if (!library) continue;
    category = (peer_category *)(uintptr_t)dlsym(library, "utf8proc_category");
    if (category) map = (peer_map *)(uintptr_t)dlsym(library, "utf8proc_map");
  }
}

static bool can_judge(tms_slice text) {
  size_t size;
  for (size_t at = 0; at < text.len; at += size) {
    uint32_t c = tms_utf8_decode(text, at, &size, NULL);
    if (c == HANGUL_T_BASE || (category((int32_t)c) == 0 && !tms_char_is_unassigned(c))) return false;
  }
  return true;
}

static void law_of_the_peer(tms_slice source, tms_slice composed) {
  find_peer();
  if (!map || !can_judge(source)) return;
  uint8_t *out = NULL;
  ptrdiff_t size = map((const uint8_t *)source.ptr, (ptrdiff_t)source.len, &out, PEER_STABLE | PEER_COMPOSE);
  if (size < 0 || !tms_slice_eq(composed, tms_slice_of((const char *)out, (size_t)size))) __builtin_trap();
  free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tms_buf text, once, twice;
  tms_buf_init(&text, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&once, tms_allocator_libc(), 1 << 26);
  tms_buf_init(&twice, tms_allocator_libc(), 1 << 26);
  tms_utf8_repair(tms_slice_of((const char *)data, size), &text);
  tms_slice source = tms_buf_slice(&text);
  tms_nfc_append(source, &once);
  tms_slice composed = tms_buf_slice(&once);
  if (once.status != TMS_OK || !tms_utf8_is_valid(composed)) __builtin_trap();
  if (!tms_nfc_is(composed)) __builtin_trap();
  if (tms_nfc_is(source) != tms_slice_eq(source, composed)) __builtin_trap();
  tms_nfc_append(composed, &twice);
  if (!tms_slice_eq(tms_buf_slice(&twice), composed)) __builtin_trap();
  law_of_the_peer(source, composed);
  tms_buf_release(&twice);
  tms_buf_release(&once);
  tms_buf_release(&text);
  return 0;
}
