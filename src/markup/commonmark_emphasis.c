/*
 * Emphasis, strong and strikethrough: delimiter runs and how they pair (CommonMark 6.2 and appendix, "process emphasis"; GFM 6.5). Linear by the
 * floors: a closer that found no opener says so for all later closers of its class.
 */
#include "base/utf8.h"
#include "markup/commonmark_inline.h"
#include "unicode/class.h"

enum { ASTERISK = 0, UNDERSCORE = 6, TILDE = 12, CLASSES = 14 };

static bool is_space(uint32_t c) {
  return c < 128 ? c == '\0' || tms_is_space((unsigned char)c) : tms_char_category(c) == TMS_CATEGORY_ZS;
}

/* 2.1: Unicode punctuation is P and S. */
static bool is_punct(uint32_t c) {
  return c < 128 ? tms_is_punct((unsigned char)c) : tms_char_is_punct(c) || tms_char_is_symbol(c);
}

/* 0 stands for the begin and the end of the text, which count as white space. */
static uint32_t char_before(tms_slice s, size_t at) {
  size_t size;
  return at == 0 ? 0 : tms_utf8_decode_back(s, at, &size);
}

static uint32_t char_after(tms_slice s, size_t at) {
  size_t size;
  return at >= s.len ? 0 : tms_utf8_decode(s, at, &size, NULL);
}

void tms_md_scan_run(tms_md_inline *in, size_t at, size_t end) {
  char c = in->text.ptr[at];
  uint32_t before = char_before(in->text, at), after = char_after(in->text, end);
  bool space_before = is_space(before), space_after = is_space(after), punct_before = is_punct(before), punct_after = is_punct(after);
  bool left = !space_after && (!punct_after || space_before || punct_before);
  bool right = !space_before && (!punct_before || space_after || punct_after);
  bool underscore = c == '_';
  if ((!left && !right) || (c == '~' && end - at > 2)) return;
  tms_md_token *run = tms_md_add_token(in, TMS_MD_RUN, at, end);
  if (!run) return;
  run->c = c;
  run->data = (uint32_t)(end - at);
  run->can_open = left && (!underscore || !right || punct_before);
  run->can_close = right && (!underscore || !left || punct_after);
  uint32_t number = (uint32_t)(in->token_count - 1);
  run->prev = in->last_run;
  if (in->last_run) in->tokens[in->last_run].next = number;
  if (!in->first_run) in->first_run = number;
  in->last_run = number;
}

static void unlink_run(tms_md_inline *in, uint32_t number) {
  const tms_md_token *run = &in->tokens[number];
  if (run->prev) in->tokens[run->prev].next = run->next;
  if (run->next) in->tokens[run->next].prev = run->prev;
  if (in->first_run == number) in->first_run = run->next;
  if (in->last_run == number) in->last_run = run->prev;
}

void tms_md_drop_runs(tms_md_inline *in, uint32_t bottom) {
  in->last_run = bottom;
  if (bottom) in->tokens[bottom].next = 0;
  if (!bottom) in->first_run = 0;
}

static size_t class_of(const tms_md_token *run) {
  uint32_t length = run->end - run->begin;
  if (run->c == '~') return TILDE + (length == 2);
  return (run->c == '*' ? ASTERISK : UNDERSCORE) + (run->can_open ? 3u : 0u) + length % 3;
}

/* 6.2, rules 9 and 10: a run that can do both only pairs where the lengths don't sum up to a multiple of three, unless both are one. */
static bool fits(const tms_md_token *opener, const tms_md_token *closer) {
  uint32_t a = opener->end - opener->begin, b = closer->end - closer->begin;
  if (!opener->can_open || opener->c != closer->c) return false;
  if (closer->c == '~') return a == b;
  if (!closer->can_open && !opener->can_close) return true;
  return (a + b) % 3 != 0 || (a % 3 == 0 && b % 3 == 0);
}

static uint32_t find_opener(const tms_md_inline *in, uint32_t closer, uint32_t floor) {
  for (uint32_t i = in->tokens[closer].prev; i > floor; i = in->tokens[i].prev) {
    if (fits(&in->tokens[i], &in->tokens[closer])) return i;
  }
  return 0;
}

static void pair(tms_md_inline *in, uint32_t opener_number, uint32_t closer_number) {
  tms_md_token *opener = &in->tokens[opener_number], *closer = &in->tokens[closer_number];
  uint32_t used = closer->c == '~' ? closer->data : opener->data >= 2 && closer->data >= 2 ? 2 : 1;
  tms_kind kind = closer->c == '~' ? TMS_KIND_DELETED : used == 2 ? TMS_KIND_STRONG : TMS_KIND_EMPHASIS;
  if (in->pair_count == 0) in->pair_count = 1;
  if (!tms_arena_grow(&in->reader->arena, (void **)&in->pairs, &in->pair_room, in->pair_count + 1, sizeof *in->pairs)) return;
  uint32_t number = (uint32_t)in->pair_count++;
  in->pairs[number] = (tms_md_pair){.kind = (uint8_t)kind, .next_open = opener->opens};
  opener->opens = number;
  if (closer->last_close) in->pairs[closer->last_close].next_close = number;
  if (!closer->last_close) closer->closes = number;
  closer->last_close = number;
  opener->data -= used;
  opener->b += used;
  closer->data -= used;
  closer->a += used;
}

void tms_md_pair_runs(tms_md_inline *in, uint32_t bottom) {
  uint32_t floors[CLASSES];
  uint32_t closer = bottom ? in->tokens[bottom].next : in->first_run;
  for (size_t i = 0; i < CLASSES; i++) floors[i] = bottom;
  while (closer) {
    tms_md_token *run = &in->tokens[closer];
    uint32_t next = run->next;
    if (!run->can_close) {
      closer = next;
      continue;
    }
    size_t class = class_of(run);
    uint32_t opener = find_opener(in, closer, floors[class]);
    if (!opener) {
      floors[class] = run->prev;
      if (!run->can_open) unlink_run(in, closer);
      closer = next;
      continue;
    }
    pair(in, opener, closer);
    in->tokens[opener].next = closer; /* what stood between is text */
    run->prev = opener;
    if (in->tokens[opener].data == 0) unlink_run(in, opener);
    if (run->data == 0) {
      unlink_run(in, closer);
      closer = next;
    }
    if (in->reader->arena.status != TMS_OK) break;
  }
  tms_md_drop_runs(in, bottom);
}
