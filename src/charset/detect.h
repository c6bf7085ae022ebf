/*
 * Which encoding bytes are in that say nothing of themselves: the parts of tms_charset_decide() that judge the bytes.
 *
 * The scorer asks of every encoding how many bits the text would cost if it were written in it: -log2 of its probability under the best of the
 * languages that are written in that encoding, by pairs of letters, or by characters for Chinese, Japanese and Korean. The cheapest wins. It looks at
 * a sample of the places that are not ASCII, over the whole input; work and memory (on the stack) are bounded.
 */
#ifndef TMS_CHARSET_DETECT_H
#define TMS_CHARSET_DETECT_H

#include "base/slice.h"
#include "charset/label.h"

enum {
  TMS_SAMPLE_BYTES = 6144, /* more changes no answer on the validation texts, and costs time */
  TMS_DETECT_SINGLE = 40,  /* room for the single-byte encodings */
  TMS_DETECT_MULTI = 7,
  TMS_DETECT_UNIT = 8,  /* costs are in eighths of a bit */
  TMS_DETECT_ALIEN = 8, /* bits that another script costs in a text of Latin letters */
};

/* ---- detect_sample.c ---- */

typedef struct tms_sample {
  char bytes[TMS_SAMPLE_BYTES]; /* pieces around what isn't ASCII, each ended by a line feed */
  size_t size;
  bool is_latin; /* most of it are ASCII letters: what else there is, is rather of the Latin script */
  bool headless; /* it begins with the input's first byte, which isn't ASCII: the input may have been cut inside a character */
} tms_sample;

void tms_sample_take(tms_sample *sample, tms_slice bytes);

/* ---- detect_hint.c ---- */

enum { TMS_HINT_TAGS = 6 };
/* Languages that the text is likely to be in. */
typedef struct tms_language_hint {
  char tags[TMS_HINT_TAGS][3];
  size_t count;
} tms_language_hint;

/* Adds the language of a tag ("pt-BR"), the languages of a host's top-level domain ("https://example.cz/"), what a page says of itself. */
void tms_hint_language(tms_language_hint *hint, tms_slice tag);
void tms_hint_url(tms_language_hint *hint, tms_slice url);
void tms_hint_page(tms_language_hint *hint, tms_slice bytes);
bool tms_hint_has(const tms_language_hint *hint, const char *tag);

/* ---- detect_multi.c, detect_single.c ---- */

typedef struct tms_score {
  const tms_encoding *encoding;
  int64_t cost;
} tms_score;

/* Each puts one score for every encoding that it knows and that can be decoded here, and returns how many. */
size_t tms_score_multi(const tms_sample *sample, const tms_language_hint *hint, tms_score scores[TMS_DETECT_MULTI]);
/* `best` is the least cost so far. What is out of the question beside it is not counted to its end: such a score is over the limit, no more is known. */
size_t tms_score_single(const tms_sample *sample, const tms_language_hint *hint, int64_t best, tms_score scores[TMS_DETECT_SINGLE]);
/* How much an encoding may cost that is declared, and not be contradicted by the bytes. */
static inline int64_t tms_score_limit(int64_t best) {
  return best + best / 8 + 60 * TMS_DETECT_UNIT;
}

/* ---- detect_wide.c, detect_escape.c: no statistics ---- */

/* UTF-16 or UTF-32 without a mark, by its NULs; NULL if it is neither. */
const tms_encoding *tms_detect_wide(tms_slice bytes);
/* ISO-2022-JP, ISO-2022-KR, ISO-2022-CN, HZ or UTF-7, in bytes that are all ASCII; NULL if it is none. */
const tms_encoding *tms_detect_escapes(tms_slice bytes);
/* UTF-8 with damage: most of what isn't ASCII are well-formed sequences. */
bool tms_detect_damaged_utf8(tms_slice bytes);

#endif
