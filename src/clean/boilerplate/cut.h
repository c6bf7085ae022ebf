/* Where to cut a page's scores. */
#ifndef TMS_CLEAN_BOILERPLATE_CUT_H
#define TMS_CLEAN_BOILERPLATE_CUT_H

#include "clean/boilerplate/page.h"

/* The least probability that is kept, in 1/256, from 1. `p`: of each unit. */
uint32_t tms_cut_choose(const tms_page *page, const uint8_t *p);

#endif
