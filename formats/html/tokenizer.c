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
  *z = (tms_html_tokenizer){.input = input.ptr ? input.ptr : "", .allocator = allocator, .max_memory = max_memory, .max_attributes = UINT32_MAX};
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

/* Does '<' at `at` begin markup, or is it text? (13.2.5.6 "Tag open state", 13.2.5.7 "End tag open state") */
static inline bool is_markup(const tms_html_tokenizer *z, size_t at) {
  if (at + 1 >= z->len) return false;
  char next = z->input[at + 1];
  return tms_char_is(next, TMS_CHAR_MARKUP) || (next == '/' && at + 2 < z->len);
}

static inline void make_text(tms_html_tokenizer *z, tms_html_token *token, uint32_t end, bool dirty, tms_html_state state) {
  token->kind = TMS_TOKEN_TEXT;
  token->begin = z->at;
  token->end = end;
  token->dirty = dirty;
  token->references = state == TMS_STATE_DATA || state == TMS_STATE_RCDATA;
  token->replace_nul = state != TMS_STATE_DATA && state != TMS_STATE_CDATA;
  z->at = end;
}

/* The run of text at z->at, to the next markup. */
static inline void read_text(tms_html_tokenizer *z, tms_html_token *token) {
  bool dirty = false;
  size_t at = z->at;
  for (;; at++) {
    at = tms_scan_until(z->input, at, z->len, '<', &dirty);
    if (at >= z->len || is_markup(z, at)) break;
  }
  make_text(z, token, (uint32_t)at, dirty, TMS_STATE_DATA);
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
  if (some) make_text(z, token, end, dirty, state);
  z->at = next;
  return some;
}

/*
 * The usual tag at z->at: a name of the list in lower case, ended by a space or '>'. TMS_TAG_UNKNOWN where it is not, else *end is behind the name.
 * NUL at the end of a name would be taken for the filling of its words.
 */
static inline tms_html_tag usual_tag(const tms_html_tokenizer *z, uint32_t name, uint32_t *end) {
  if (z->len - name <= TMS_WORDS) return TMS_TAG_UNKNOWN;
  size_t len = tms_first_of(z->input + name, ' ', '>');
  tms_name_words words = tms_first_words(z->input + name, len);
  *end = name + (uint32_t)len;
  const bool word = len < TMS_WORDS && z->input[*end - 1] != '\0';
  return word ? tms_html_tag_of_words(words.low, words.high) : TMS_TAG_UNKNOWN;
}

/* Whatever stands at z->at. */
__attribute__((noinline)) static void next_slowly(tms_html_tokenizer *z, tms_html_token *token) {
  token->tag = TMS_TAG_UNKNOWN;
  while (z->at < z->len && z->status == TMS_OK) {
    if (z->state != TMS_STATE_DATA) {
      if (read_raw(z, token)) return;
    } else if (z->input[z->at] == '<' && is_markup(z, z->at)) {
      if (read_markup(z, token)) return;
    } else {
      read_text(z, token);
      return;
    }
  }
  token->tag = TMS_TAG_UNKNOWN;
  token->kind = TMS_TOKEN_END_OF_FILE;
  token->begin = token->end = z->len;
}

/* Usual tags and text in the data state; they need neither a stack frame nor a loop. */
void tms_html_token_next(tms_html_tokenizer *z, tms_html_token *token) {
  const uint32_t at = z->at;
  if (z->state != TMS_STATE_DATA || at + 2 >= z->len || z->status != TMS_OK) {
    next_slowly(z, token);
    return;
  }
  if (z->input[at] != '<') {
    token->tag = TMS_TAG_UNKNOWN;
    read_text(z, token);
    return;
  }
  const bool closes = z->input[at + 1] == '/';
  uint32_t end;
  token->tag = usual_tag(z, at + 1 + closes, &end);
  token->begin = at;
  token->kind = closes ? TMS_TOKEN_END_TAG : TMS_TOKEN_START_TAG;
  if (token->tag == TMS_TAG_UNKNOWN) {
    next_slowly(z, token);
  } else if (z->input[end] == '>') {
    token->self_closing = false;
    token->attributes = token->count = 0;
    z->at = token->end = end + 1;
  } else if (!tms_html_read_tag_rest(z, token, end, z->record_count, z->side_len)) {
    next_slowly(z, token); /* the input has ended */
  }
}
