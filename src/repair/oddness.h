/*
 * How odd does a text look? Counts neighbours that writing hardly ever puts side by side and misread UTF-8 puts there all the time: a capital with an
 * accent behind a small letter, a fraction inside a word, a control character, two alphabets in one word.
 */
#ifndef TMS_REPAIR_ODDNESS_H
#define TMS_REPAIR_ODDNESS_H

#include "base/slice.h"

/* What a character is to its neighbours. tools/gen_repair.py reads the order here. */
typedef enum tms_kind_of {
  TMS_KIND_OF_BEGIN,
  TMS_KIND_OF_SPACE,
  TMS_KIND_OF_PLAIN_LOWER, /* a to z */
  TMS_KIND_OF_PLAIN_UPPER,
  TMS_KIND_OF_PLAIN, /* the rest of ASCII, and whatever is at home anywhere */
  TMS_KIND_OF_LOWER,
  TMS_KIND_OF_UPPER,
  TMS_KIND_OF_LETTER, /* without case */
  TMS_KIND_OF_LEAD,   /* the capitals U+00C2 and U+00C3: lead bytes of Latin-1's letters, read as windows-1252 */
  TMS_KIND_OF_OPEN,   /* what quotes open with; U+00AB closes in German */
  TMS_KIND_OF_LOW,    /* low quotes */
  TMS_KIND_OF_CLOSE,
  TMS_KIND_OF_DASH,
  TMS_KIND_OF_STOP,     /* the ellipsis */
  TMS_KIND_OF_INVERTED, /* Spanish punctuation */
  TMS_KIND_OF_MARK,     /* paragraph, section, daggers, bullet: before a word, not behind it */
  TMS_KIND_OF_SIGN,     /* trade marks, degrees: behind a word */
  TMS_KIND_OF_SUPER,    /* raised digits and fractions */
  TMS_KIND_OF_MONEY,
  TMS_KIND_OF_SYMBOL,
  TMS_KIND_OF_BAD, /* C1 controls, private use, unassigned */
} tms_kind_of;

typedef struct tms_oddness {
  size_t count;
  uint32_t c[3];      /* the characters before, the nearest one last; 0 = begin of text */
  uint8_t classes[3]; /* theirs */
} tms_oddness;

/* A zeroed struct is the beginning of a line. */
void tms_oddness_add(tms_oddness *oddness, uint32_t c);
/* Where in valid UTF-8, at or behind `from` (which begins a line), the first odd pair stands, or a character that repair may remove or replace, or an
 * "&"; text.len where there is none: most lines are done with that. Linear, one look a character. */
size_t tms_oddness_suspect(tms_slice text, size_t from);
/* The languages (bits) that write this letter beyond a to z; 0 for other characters. */
uint32_t tms_oddness_languages(uint32_t c);
enum { TMS_ODDNESS_LANGUAGES = 28 };

#endif
