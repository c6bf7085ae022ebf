/* Comments of readers below an article: apart from it, in a section of their own. */
#ifndef TMS_CLEAN_BOILERPLATE_COMMENTS_H
#define TMS_CLEAN_BOILERPLATE_COMMENTS_H

#include "clean/boilerplate/page.h"

/* Moves comments that the model dropped from main to the COMMENTS section. Call it when the units are marked, and before the boxes are. On forums nothing
 * happens: there they are the text. */
tms_status tms_comments_settle(tms_page *page);

#endif
