/*
 * How odd does a text look? Counts neighbours that writing hardly ever puts side by side and misread UTF-8 puts there all the time: a capital with an
 * accent behind a small letter, a fraction inside a word, a control character, two alphabets in one word.
 */
#ifndef TMS_REPAIR_ODDNESS_H
#define TMS_REPAIR_ODDNESS_H

#include <stddef.h>
#include <stdint.h>

typedef struct tms_oddness {
  size_t count;
  uint32_t c[2];   /* the two characters before, the nearer one last; 0 = begin of text */
  uint8_t kind[2]; /* their kinds */
} tms_oddness;

/* A zeroed struct is the beginning of a line. */
void tms_oddness_add(tms_oddness *oddness, uint32_t c);

#endif
