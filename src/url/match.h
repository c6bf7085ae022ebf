/*
 * Regular expressions in linear time, for the rules that users bring: Thompson's construction, run as a set of places at once, so that a byte of text costs at most
 * one step for each instruction (https://swtch.com/~rsc/regexp/regexp1.html).
 *
 * The language is JavaScript's without look-around and back references: . [..] (..) (?:..) | * + ? {n} {n,} {n,m}, lazy forms, ^ $ \b \B, \d \w \s and their
 * opposites, \t \n \r \f \v \0 \xHH, and any escaped punctuation. ASCII letters match in both cases. Text is bytes. Only group 1 is remembered.
 */
#ifndef TMS_URL_MATCH_H
#define TMS_URL_MATCH_H

#include "base/slice.h"

#include <tamis/tamis.h>

enum {
  TMS_MATCH_MAX_PATTERN = 4096, /* bytes of one pattern; ClearURLs' longest has 119 */
  TMS_MATCH_MAX_CODE = 60000,   /* instructions of one program; all of ClearURLs' address patterns together have about 13,000 */
  TMS_MATCH_MAX_REPEAT = 256,   /* of {n}, which copies */
  TMS_MATCH_MAX_GROUPS = 32     /* open at one place */
};

typedef enum tms_match_op {
  TMS_MATCH_SET,   /* x: number of the set of bytes */
  TMS_MATCH_SPLIT, /* goes on at +x, and with less right at +y */
  TMS_MATCH_JUMP,  /* +x */
  TMS_MATCH_SAVE,  /* x: slot */
  TMS_MATCH_BEGIN, /* ^ */
  TMS_MATCH_END,   /* $ */
  TMS_MATCH_WORD,  /* \b, or \B where x is 1 */
  TMS_MATCH_DONE   /* x: number of the pattern */
} tms_match_op;

typedef struct tms_match_code {
  uint8_t op;
  int32_t x, y;
} tms_match_code;

typedef struct tms_match_bytes {
  uint64_t bits[4];
} tms_match_bytes;

/* One or many patterns, each with a number of its own. Constant once it is filled. */
typedef struct tms_match_program {
  const tms_allocator *allocator;
  tms_match_code *code;
  size_t code_count, code_room;
  tms_match_bytes *sets;
  size_t set_count, set_room;
  uint16_t *starts;
  size_t start_count, start_room;
} tms_match_program;

void tms_match_program_init(tms_match_program *program, const tms_allocator *allocator);
void tms_match_program_release(tms_match_program *program);
/* `whole`: the pattern must match a whole text. TMS_ERR_SYNTAX or TMS_ERR_LIMIT with *message, a constant; the program is then as before. */
tms_status tms_match_compile(tms_match_program *program, tms_slice pattern, bool whole, uint32_t number, const char **message);

static inline bool tms_match_has(const tms_match_bytes *set, unsigned char byte) {
  return set->bits[byte >> 6] >> (byte & 63) & 1;
}

/*
 * Which patterns of a program occur in a text? States that were met are kept, up to a bound, as a table of bytes to states (a lazy DFA), so that most bytes
 * cost one look-up.
 */
typedef struct tms_match_cache tms_match_cache;
/* NULL on failed allocation. The program must outlive it. */
tms_match_cache *tms_match_cache_new(const tms_match_program *program, const tms_allocator *allocator);
void tms_match_cache_free(tms_match_cache *cache);
/* Sets bit n of `found` for every pattern number n that occurs. TMS_ERR_MEMORY or TMS_OK. */
tms_status tms_match_all(tms_match_cache *cache, tms_slice text, uint64_t *found);

/* Where does the first pattern of a program occur? The leftmost match, by the usual preferences. */
typedef struct tms_match_span {
  size_t begin, end;             /* of the match */
  size_t group_begin, group_end; /* of group 1; SIZE_MAX where it took no part */
} tms_match_span;
/* Memory for tms_match_find(), for programs of up to `codes` instructions. NULL on failed allocation. */
typedef struct tms_match_threads tms_match_threads;
tms_match_threads *tms_match_threads_new(size_t codes, const tms_allocator *allocator);
void tms_match_threads_free(tms_match_threads *threads);
bool tms_match_find(const tms_match_program *program, tms_match_threads *threads, tms_slice text, size_t from, tms_match_span *span);

#endif
