/* One line of text by its characters. */
#ifndef TMS_CLEAN_BOILERPLATE_LINES_MEASURE_H
#define TMS_CLEAN_BOILERPLATE_LINES_MEASURE_H

#include "clean/boilerplate/lines_numbers.h"

/* Fills in what the characters say; `line` is zeroed before. Linear. */
void tms_line_measure(tms_slice text, tms_line *line);

#endif
