/* Short lines of text that scrapers bring along, by their words and by their shape. */
#ifndef TMS_CLEAN_BOILERPLATE_LINES_H
#define TMS_CLEAN_BOILERPLATE_LINES_H

#include "clean/boilerplate/page.h"

enum { TMS_PHRASES_MOST = 2048, TMS_PHRASE_SLOTS = 256 };

/* Where to find the phrases that may begin a line: made once for a page. */
typedef struct tms_phrases {
  uint16_t begin[TMS_PHRASE_SLOTS + 1], order[TMS_PHRASES_MOST];
} tms_phrases;
void tms_phrases_init(tms_phrases *index);

/* Why this line is no content, or TMS_REASON_NONE. `line` is folded white space, trimmed; `m` its measure. By itself, without what is around. */
tms_reason tms_line_reason(const tms_phrases *index, tms_slice line, const tms_measure *m);
/* Where a run of captions in brackets begins that ends a paragraph ("... text. [Press Release] [Website]"), or line.len. */
size_t tms_line_captions(tms_slice line);
/* Where a salutation begins that an alt text was glued to ("PGA closing trafficking in persons Excellencies,"), or 0. `title` is the headline. */
size_t tms_line_salutation(tms_slice line, tms_slice title);

#endif
