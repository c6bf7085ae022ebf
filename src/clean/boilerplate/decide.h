/* From scores to decisions: the cut, the marks on the blocks and their reasons. */
#ifndef TMS_CLEAN_BOILERPLATE_DECIDE_H
#define TMS_CLEAN_BOILERPLATE_DECIDE_H

#include "clean/boilerplate/page.h"

/* Marks every unit that falls short, then every box that has none left. */
tms_status tms_decide_page(tms_page *page, tms_mode mode);
/* The same for the lines of plain text: rules instead of weights. */
tms_status tms_decide_lines(tms_page *page, tms_mode mode);
/* Boxes without a kept unit go, and with them pictures and rules between dropped blocks. */
void tms_decide_boxes(tms_page *page);

#endif
