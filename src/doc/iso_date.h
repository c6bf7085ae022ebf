/* Dates as normal form knows them: the profile of ISO 8601 that docs/document.md, rule 9, names. */
#ifndef TMS_DOC_ISO_DATE_H
#define TMS_DOC_ISO_DATE_H

#include "base/slice.h"

/* YYYY, YYYY-MM, YYYY-MM-DD, or YYYY-MM-DDThh:mm[:ss[.fraction]] with Z, ±hh:mm or nothing behind. A real day of the proleptic Gregorian calendar, year 0001 to 9999. */
bool tms_iso_date_is_valid(tms_slice date);
/* Days of a month; 0 for a month that isn't. */
unsigned tms_days_in_month(unsigned year, unsigned month);

#endif
