/*
 * A small language detector: the script decides where it can, frequent trigrams where several languages share one. 63 languages.
 *
 * It is cautious: short or mixed text gives no answer, because a wrong language is worse than none.
 */
#ifndef TMS_CLEAN_LANGUAGE_H
#define TMS_CLEAN_LANGUAGE_H

#include "base/slice.h"
#include "unicode/class.h"

enum { TMS_LANGUAGE_SLOTS = 48 };

typedef struct tms_language {
  uint32_t scripts[TMS_SCRIPT_COUNT]; /* letters seen of each */
  uint32_t votes[TMS_LANGUAGE_SLOTS]; /* of languages that trigrams tell apart */
  uint32_t letters, trigrams;
  uint32_t window[3]; /* the last three characters, folded; a space is the border of a word */
} tms_language;

/* Enough letters: more would not change the answer. */
enum { TMS_LANGUAGE_ENOUGH = 8000 };

void tms_language_init(tms_language *language);
/* Looks at more text (valid UTF-8). Text that follows another is apart from it by a space. Past TMS_LANGUAGE_ENOUGH letters nothing is looked at. */
void tms_language_feed(tms_language *language, tms_slice text);
/* A BCP 47 tag, or the empty slice where the text doesn't say. */
tms_slice tms_language_answer(const tms_language *language);

#endif
