#include "formats/html/tokenizer.h"

#include "base/alloc.h"
#include "base/size.h"
#include "formats/html/tokenizer_parts.h"

bool tms_html_grow(tms_html_tokenizer *z, void **array, uint32_t *room, uint32_t need, size_t element) {
  if (need <= *room) return true;
  uint64_t wish = *room < 16 ? 16 : *room;
  while (wish < need) wish += wish / 2; /* not doubling: while an array moves both are held, and memory is promised as a multiple of the input */
  if (wish > UINT32_MAX / 2) {
    z->status = TMS_ERR_LIMIT;
    return false;
  }
  return tms_html_grow_to(z, array, room, (uint32_t)wish, element);
}

bool tms_html_grow_to(tms_html_tokenizer *z, void **array, uint32_t *room, uint32_t wish, size_t element) {
  size_t size, held = *room * element;
  if (!tms_size_mul(wish, element, &size) || size - held > z->max_memory - z->memory) {
    z->status = TMS_ERR_LIMIT;
    return false;
  }
  void *larger = tms_realloc(z->allocator, *array, held, size);
  if (!larger) {
    z->status = TMS_ERR_MEMORY;
    return false;
  }
  z->memory += size - held;
  *array = larger;
  *room = wish;
  return true;
}

bool tms_html_tokenizer_init(tms_html_tokenizer *z, tms_slice input, const tms_allocator *allocator, size_t max_memory) {
  z->input = input.ptr ? input.ptr : "";
  z->allocator = allocator;
  z->max_memory = max_memory;
  z->max_attributes = UINT32_MAX;
  if (input.len > TMS_HTML_MOST) {
    z->status = TMS_ERR_LIMIT;
    return false;
  }
  z->len = (uint32_t)input.len;
  z->scan_far = tms_html_scan_for(true);
  void *records = NULL; /* pages have one for 120 bytes on the average */
  bool made = tms_html_grow_to(z, &records, &z->record_room, tms_html_guess(z, 64, sizeof *z->records), sizeof *z->records);
  z->records = records;
  return made && tms_html_record_add(z) != NULL; /* record 0 is "none" */
}

uint32_t tms_html_guess(const tms_html_tokenizer *z, uint32_t bytes_each, size_t element) {
  size_t most = z->max_memory / 8 / element, guess = z->len / bytes_each;
  return (uint32_t)(guess < most ? guess : most) + 16;
}

void tms_html_shrink(tms_html_tokenizer *z, void **array, uint32_t *room, uint32_t need, size_t element) {
  if (need == 0 || need >= *room) return;
  void *smaller = tms_realloc(z->allocator, *array, *room * element, need * element);
  if (!smaller) return; /* it may stay as it is */
  *array = smaller;
  z->memory -= (*room - need) * element;
  *room = need;
}

void tms_html_tokenizer_release(tms_html_tokenizer *z) {
  tms_free(z->allocator, z->records, z->record_room * sizeof *z->records);
  tms_free(z->allocator, z->side, z->side_room);
  tms_free(z->allocator, z->seen, z->seen_room * sizeof *z->seen);
  z->records = NULL;
  z->side = NULL;
  z->seen = NULL;
  z->record_room = z->side_room = z->seen_room = 0;
}

bool tms_html_records_grow(tms_html_tokenizer *z) {
  void *records = z->records;
  bool grown = tms_html_grow(z, &records, &z->record_room, z->record_count + 1, sizeof *z->records);
  z->records = records;
  return grown;
}

/* Markup at z->at, which is '<'. False where it makes no token. */
static bool read_markup(tms_html_tokenizer *z, tms_html_token *token) {
  uint32_t at = z->at + 1;
  token->begin = z->at;
  char next = z->input[at];
  if (tms_char_is(next, TMS_CHAR_LETTER)) return tms_html_read_tag(z, token, at, TMS_TOKEN_START_TAG);
  if (next == '!') return tms_html_read_declaration(z, token, at + 1);
  if (next == '?') return tms_html_read_instruction(z, token, at);
  at++; /* "</" */
  if (tms_char_is(z->input[at], TMS_CHAR_LETTER)) return tms_html_read_tag(z, token, at, TMS_TOKEN_END_TAG);
  if (z->input[at] != '>') return tms_html_read_bogus_comment(z, token, at);
  z->errors++;    /* missing-end-tag-name */
  z->at = at + 1; /* nothing comes of "</>" */
  return false;
}

/* Text of all states but data. False where it is empty. */
static bool read_raw(tms_html_tokenizer *z, tms_html_token *token) {
  tms_html_state state = z->state;
  bool dirty = false;
  uint32_t end = tms_html_scan_raw(z, &dirty);
  uint32_t next = state == TMS_STATE_CDATA && end < z->len ? end + 3 : end; /* "]]>" */
  bool some = end > z->at;
  if (some) tms_html_make_text(z, token, z->at, end, dirty, state);
  z->at = next;
  return some;
}

void tms_html_token_slowly(tms_html_tokenizer *z, tms_html_token *token) {
  token->tag = TMS_TAG_UNKNOWN;
  while (z->at < z->len && z->status == TMS_OK) {
    if (z->state != TMS_STATE_DATA) {
      if (read_raw(z, token)) return;
    } else if (z->input[z->at] == '<' && tms_html_is_markup(z, z->at)) {
      if (read_markup(z, token)) return;
    } else {
      (void)tms_html_read_text(z, token, z->at);
      return;
    }
  }
  token->tag = TMS_TAG_UNKNOWN;
  token->kind = TMS_TOKEN_END_OF_FILE;
  token->begin = token->end = z->len;
}

void tms_html_token_next(tms_html_tokenizer *z, tms_html_token *token) {
  uint32_t at = z->at;
  if (tms_html_token_usual(z, token, &at) == TMS_TOKEN_END_OF_FILE) tms_html_token_slowly(z, token);
}
