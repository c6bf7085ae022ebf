#include "url/query.h"

static size_t piece_end(const tms_query *query) {
  tms_slice s = query->rest;
  size_t at = 0;
  while (at < s.len && s.ptr[at] != '&' && s.ptr[at] != query->second && s.ptr[at] != query->third) at++;
  return at;
}

bool tms_query_next(tms_query *query, tms_parameter *out) {
  tms_slice rest = query->rest;
  if (rest.len == 0) return false;
  size_t end = piece_end(query);
  out->separator = query->separator;
  out->whole = tms_slice_head(rest, end);
  size_t equals = tms_slice_find_byte(out->whole, '=', 0);
  out->name = tms_slice_head(out->whole, equals);
  out->value = equals == SIZE_MAX ? TMS_SLICE_NONE : tms_slice_from(out->whole, equals + 1);
  query->separator = end < rest.len ? rest.ptr[end] : '\0';
  query->rest = tms_slice_from(rest, end + (end < rest.len));
  if (query->separator == '&' && tms_slice_starts(query->rest, TMS_SLICE("amp;"))) query->rest = tms_slice_from(query->rest, 4);
  return true;
}
