/* A bundle that has been opened: for formats/bundle alone. */
#ifndef TMS_BUNDLE_OPEN_H
#define TMS_BUNDLE_OPEN_H

#include "formats/bundle/layout.h"
#include "io/gzip.h"
#include "io/source.h"

typedef struct tms_bundle_view {
  tms_slice bytes;
  const tms_limits *limits;
  const tms_allocator *allocator;
  bool has_index;
  tms_bundle_footer footer;
  tms_buf index; /* the payloads of the index members, put together */
} tms_bundle_view;

/*
 * Reads footer and index where there are some, and checks their digests. A file that begins like an indexed bundle and has no footer is damaged;
 * one that doesn't begin like gzip too. Release in any case.
 */
TMS_MUST_USE tms_status tms_bundle_view_open(tms_bundle_view *view, tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator,
                                             tms_error *error);
void tms_bundle_view_release(tms_bundle_view *view);
/* The content of the member that the cursor is at. */
TMS_MUST_USE tms_status tms_bundle_member(const tms_bundle_view *view, const tms_bundle_cursor *cursor, tms_buf *content, tms_error *error);

/* Lines of a .jsonl.gz without index: decompressed and cut piece by piece, so memory is bounded by the longest line. */
typedef struct tms_bundle_lines {
  tms_gunzip *gunzip;
  tms_memory_source memory;
  tms_buf window;
  size_t at, searched; /* in the window: the next line begins, no line ends before */
  bool ended;
  uint64_t number; /* of the line at hand, from 1; blank lines don't count */
  tms_slice line;
} tms_bundle_lines;

TMS_MUST_USE tms_status tms_bundle_lines_open(tms_bundle_lines *lines, const tms_bundle_view *view, tms_error *error);
/* The next line stands in lines->line until the next call. TMS_END after the last. */
TMS_MUST_USE tms_status tms_bundle_lines_next(tms_bundle_lines *lines, tms_error *error);
void tms_bundle_lines_close(tms_bundle_lines *lines);

#endif
