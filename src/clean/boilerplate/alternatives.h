/* What a page says where people don't see it, for pages that show next to nothing: JSON-LD's articleBody and reviewBody. */
#ifndef TMS_CLEAN_BOILERPLATE_ALTERNATIVES_H
#define TMS_CLEAN_BOILERPLATE_ALTERNATIVES_H

#include "clean/boilerplate/page.h"

/* After the decision: adds paragraphs at the end of main, derived, in a group of role ALTERNATIVE; the rest of what was kept goes, unless it was likely content. TMS_OK or
 * what the arena ran into. */
tms_status tms_alternatives_settle(tms_page *page);

#endif
