#include "convert/feed.h"

enum {
  FEED_STEP = 64 << 10,   /* bytes asked of the source at a time: a pipe's usual capacity on Linux */
  FEED_COMPACT = 64 << 10 /* dropped bytes before the window moves to the front of its buffer */
};

size_t tms_feed_ceiling(const tms_limits *limits) {
  return limits->max_input * 2 + ((size_t)1 << 20);
}

void tms_feed_init(tms_feed *feed, tms_source source, const tms_allocator *allocator, size_t ceiling) {
  *feed = (tms_feed){.source = source};
  tms_buf_init(&feed->buf, allocator, ceiling);
}

void tms_feed_init_fixed(tms_feed *feed, tms_slice bytes, const tms_allocator *allocator) {
  *feed = (tms_feed){.fixed = bytes, .is_fixed = true, .end = true};
  tms_buf_init(&feed->buf, allocator, 0);
}

void tms_feed_release(tms_feed *feed) {
  if (feed->buf.allocator) tms_buf_release(&feed->buf);
  *feed = (tms_feed){0};
}

tms_slice tms_feed_window(const tms_feed *feed) {
  return tms_slice_from(feed->is_fixed ? feed->fixed : tms_buf_slice(&feed->buf), feed->start);
}

bool tms_feed_is_last(const tms_feed *feed) {
  return feed->end && feed->failed == TMS_OK;
}

/* Moves the window to the front where that costs no more than what has been dropped. */
static void compact(tms_feed *feed) {
  size_t left = feed->buf.len - feed->start;
  if (feed->start < FEED_COMPACT || left > feed->start) return;
  memmove(feed->buf.data, feed->buf.data + feed->start, left);
  tms_buf_cut(&feed->buf, left);
  feed->start = 0;
}

/* One read of the source into the buffer's free room. */
static bool read_more(tms_feed *feed) {
  tms_buf *buf = &feed->buf;
  size_t room = buf->ceiling - buf->len < FEED_STEP ? buf->ceiling - buf->len : FEED_STEP;
  if (room == 0) {
    buf->status = TMS_ERR_LIMIT;
    return false;
  }
  if (!tms_buf_reserve(buf, room)) return false;
  size_t got = 0;
  tms_status status = feed->source.read(feed->source.user, buf->data + buf->len, room, &got);
  if (status == TMS_OK && got > 0 && got <= room) {
    buf->len += got;
    buf->data[buf->len] = '\0';
    return true;
  }
  feed->end = true;
  if (status != TMS_OK && status != TMS_END) feed->failed = status;
  return true;
}

bool tms_feed_fill(tms_feed *feed, size_t want) {
  if (feed->is_fixed) return true;
  if (feed->buf.status != TMS_OK) return false;
  compact(feed);
  while (!feed->end && feed->buf.len - feed->start < want) {
    if (!read_more(feed)) return false;
  }
  return true;
}

void tms_feed_drop(tms_feed *feed, size_t size) {
  size_t left = tms_feed_window(feed).len;
  if (size > left) size = left;
  feed->start += size;
  feed->offset += size;
}

static tms_status read_feed(void *user, void *into, size_t room, size_t *got) {
  tms_feed *feed = user;
  *got = 0;
  tms_slice window = tms_feed_window(feed);
  if (window.len == 0 && !feed->end) {
    if (!tms_feed_fill(feed, 1)) return feed->buf.status;
    window = tms_feed_window(feed);
  }
  if (window.len == 0) return feed->failed;
  size_t size = window.len < room ? window.len : room;
  memcpy(into, window.ptr, size);
  tms_feed_drop(feed, size);
  *got = size;
  return TMS_OK;
}

tms_source tms_feed_source(tms_feed *feed) {
  return (tms_source){feed, read_feed};
}
