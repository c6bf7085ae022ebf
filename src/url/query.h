/* Queries, and fragments that are lists of parameters, piece by piece. */
#ifndef TMS_URL_QUERY_H
#define TMS_URL_QUERY_H

#include "base/slice.h"

typedef struct tms_query {
  tms_slice rest;
  char separator;     /* before the piece that comes next; of "&amp;", which HTML left behind, only "&" counts */
  char second, third; /* what parts pieces besides "&"; "&" itself stands for nothing */
} tms_query;

typedef struct tms_parameter {
  tms_slice name, value, whole;
  char separator;
} tms_parameter;

/* Of a query, text without its "?": "&" parts pieces, and ";", which HTML 4.01 (B.2.2) recommended to servers. */
static inline tms_query tms_query_of(tms_slice text) {
  return (tms_query){text, '?', ';', '&'};
}

/* By "&" alone: values that are addresses may hold ";". */
static inline tms_query tms_query_strict(tms_slice text) {
  return (tms_query){text, '?', '&', '&'};
}

/* Of a fragment, text without its "#": routes of one-page applications have their own "?". */
static inline tms_query tms_query_fragment(tms_slice text) {
  return (tms_query){text, '#', '?', '&'};
}

/* Takes the next piece; false at the end. */
bool tms_query_next(tms_query *query, tms_parameter *out);

#endif
