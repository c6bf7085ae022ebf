/* Why a block went, as far as its surroundings say: the landmark and the class words of the boxes around. */
#ifndef TMS_CLEAN_BOILERPLATE_REASONS_H
#define TMS_CLEAN_BOILERPLATE_REASONS_H

#include "clean/boilerplate/page.h"

/* One reason a box, TMS_REASON_NONE where nothing speaks; in the page's scratch. NULL on failed allocation. */
uint8_t *tms_reasons_of_boxes(tms_page *page);
/* The reason for a unit that was judged to be boilerplate. */
tms_reason tms_reason_of_unit(const tms_page *page, const uint8_t *boxes, uint32_t unit);

#endif
