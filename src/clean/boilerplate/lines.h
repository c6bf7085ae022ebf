/* Short lines of text that scrapers bring along, by their words and by their shape. */
#ifndef TMS_CLEAN_BOILERPLATE_LINES_H
#define TMS_CLEAN_BOILERPLATE_LINES_H

#include "clean/boilerplate/page.h"

/* Why this line is no content, or TMS_REASON_NONE. `line` is folded white space, trimmed; `m` its measure. By itself, without what is around. */
tms_reason tms_line_reason(tms_slice line, const tms_measure *m);
/* Where a run of captions in brackets begins that ends a paragraph ("... text. [Press Release] [Website]"), or line.len. */
size_t tms_line_captions(tms_slice line);
/* Where a salutation begins that an alt text was glued to ("PGA closing trafficking in persons Excellencies,"), or 0. `title` is the headline. */
size_t tms_line_salutation(tms_slice line, tms_slice title);

#endif
