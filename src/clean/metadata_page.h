/* What stands around the headline of a page: date lines and bylines, whether they are content or not. */
#ifndef TMS_CLEAN_METADATA_PAGE_H
#define TMS_CLEAN_METADATA_PAGE_H

#include "clean/metadata.h"

enum { TMS_NEAR_MOST = 20 };

typedef struct tms_near {
  tms_date date;     /* len 0: none */
  tms_date updated;  /* one that says it is of the last change */
  bool one_text;     /* an article, a thread or a page of documentation */
  bool one_story;    /* an article or a thread: documentation says when it was changed, hardly when it was published */
  bool date_in_time; /* from a <time> */
  bool date_sure;    /* close to the headline, and says what it is or stands alone */
  tms_people people;
  tms_node *lines[TMS_NEAR_MOST]; /* short blocks that are a date or a byline and nothing else */
  size_t line_count;
} tms_near;

/* Reads the blocks around the headline, those before and behind it within a few. Nothing for plain text: metadata_lines.c reads that. */
void tms_near_look(tms_document *doc, tms_near *near);
/* Dates of publication and of the last change. */
void tms_dates_settle(tms_document *doc, const tms_json_facts *facts, const tms_near *near);
/* Lines that only repeat metadata leave the body. */
void tms_near_drop(tms_document *doc, const tms_near *near);

#endif
