/* A range of bytes of the decoded record; source_map.h turns it into a range of source bytes. Half open; begin == end is "nowhere". */
#ifndef TMS_DOC_SPAN_H
#define TMS_DOC_SPAN_H

#include <stdint.h>

typedef struct tms_span {
  uint32_t begin, end;
} tms_span;

#define TMS_SPAN_NONE ((tms_span){0, 0})

#endif
