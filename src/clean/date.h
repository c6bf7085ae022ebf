/*
 * Dates: machine-readable ones of attributes and JSON-LD, and those that people write, in some 30 languages. What comes out is ISO 8601 as
 * docs/document.md, rule 9, wants it. Nothing is guessed that the text doesn't say: no year, no date.
 */
#ifndef TMS_CLEAN_DATE_H
#define TMS_CLEAN_DATE_H

#include "base/slice.h"

typedef struct tms_date {
  char text[40]; /* NUL-terminated ISO 8601 */
  uint32_t len;
  uint32_t begin, end; /* of the date in the text that was searched (weekday and clock time included) */
} tms_date;

static inline tms_slice tms_date_slice(const tms_date *date) {
  return tms_slice_of(date->text, date->len);
}

/* ISO 8601 in its usual variants, RFC 5322 ("Wed, 04 Oct 2017 12:00:00 GMT"), YYYYMMDD, or else what tms_date_find() finds. The date may be followed by anything. */
bool tms_date_of_machine(tms_slice text, tms_date *out);
/* The first date in a text: "4 October 2017", "October 4th, 2017", "4.10.2017", "2017年10月4日", "4 de octubre de 2017". A range of days
 * ("27-28 September 2017") is no date. `month_first` settles 4/10/2017. Looks at no more than `TMS_DATE_LOOK` bytes. */
bool tms_date_find(tms_slice text, bool month_first, tms_date *out);
enum { TMS_DATE_LOOK = 400 };
/* /2017/10/04/ or 2017-10-04 in an address; a month alone is not taken. */
bool tms_date_of_url(tms_slice url, tms_date *out);

#endif
