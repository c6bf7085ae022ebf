/* Comments of readers: below an article apart from it, in a section of their own; on a forum in place. */
#ifndef TMS_CLEAN_BOILERPLATE_COMMENTS_H
#define TMS_CLEAN_BOILERPLATE_COMMENTS_H

#include "clean/boilerplate/page.h"

/* Moves comments that the model dropped from main to the COMMENTS section; on forums, where posts are the text, makes comments of them in place. Both with author
 * and date where the page has them. Call it when the units are marked, and before the boxes are. */
tms_status tms_comments_settle(tms_page *page);

#endif
