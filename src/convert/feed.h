/*
 * A feed: bytes of a source, buffered as a window that grows at its end and is dropped at its front. Detection, gzip and container splitting look
 * into one without taking anything away.
 *
 * Linear: a byte is copied into the window once and moved to its front only when at least as many bytes have been dropped before it, so moves never
 * outweigh what was read.
 */
#ifndef TMS_CONVERT_FEED_H
#define TMS_CONVERT_FEED_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

typedef struct tms_feed {
  tms_source source;
  tms_buf buf;
  tms_slice fixed; /* bytes in memory instead of a source: the window is what is left of them, and nothing is copied */
  bool is_fixed;
  size_t start;      /* of the window in buf or fixed */
  uint64_t offset;   /* of the window in the stream */
  bool end;          /* the source has nothing more, or failed */
  tms_status failed; /* how it failed; TMS_OK otherwise */
} tms_feed;

/* The ceiling of an input's window: the window of a splitter doubles until it is over max_input (input.c), so it reaches twice that and one read more.
 * `limits` are resolved, and then max_input is 1 GiB at most: this can't overflow. */
size_t tms_feed_ceiling(const tms_limits *limits);
/* `ceiling`: the most bytes that a window may hold. */
void tms_feed_init(tms_feed *feed, tms_source source, const tms_allocator *allocator, size_t ceiling);
/* Over bytes that outlive the feed. */
void tms_feed_init_fixed(tms_feed *feed, tms_slice bytes, const tms_allocator *allocator);
void tms_feed_release(tms_feed *feed);

/* Reads until the window has `want` bytes, the source ends or fails (feed->end, feed->failed), or the window is full. False for a failed
 * allocation or a full window alone (feed->buf.status). */
bool tms_feed_fill(tms_feed *feed, size_t want);
tms_slice tms_feed_window(const tms_feed *feed);
/* Drops bytes off the front of the window (at most all of it). */
void tms_feed_drop(tms_feed *feed, size_t size);
/* Is the window all that is left? */
bool tms_feed_is_last(const tms_feed *feed);
/* What stands in the window and behind it as a source, for a codec on top. */
tms_source tms_feed_source(tms_feed *feed);

#endif
