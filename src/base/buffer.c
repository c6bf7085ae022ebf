#include "base/buffer.h"

#include "base/alloc.h"
#include "base/size.h"
#include "base/utf8.h"

/* Never written to: every write goes through reserve(), which leaves it behind. */
static char empty[1];

void tms_buf_init(tms_buf *buf, const tms_allocator *allocator, size_t ceiling) {
  *buf = (tms_buf){.data = empty, .allocator = allocator, .ceiling = ceiling};
}

void tms_buf_release(tms_buf *buf) {
  if (buf->room) tms_free(buf->allocator, buf->data, buf->room);
  tms_buf_init(buf, buf->allocator, buf->ceiling);
}

void tms_buf_reset(tms_buf *buf) {
  buf->len = 0;
  if (buf->room) buf->data[0] = '\0';
  buf->status = TMS_OK;
}

static bool buf_fail(tms_buf *buf, tms_status status) {
  if (buf->status == TMS_OK) buf->status = status;
  return false;
}

void tms_buf_fail(tms_buf *buf, tms_status status) {
  (void)buf_fail(buf, status);
}

bool tms_buf_reserve(tms_buf *buf, size_t extra) {
  size_t need;
  if (buf->status != TMS_OK) return false;
  if (buf->ceiling - buf->len < extra) return buf_fail(buf, TMS_ERR_LIMIT);
  if (!tms_size_add(buf->len + 1, extra, &need)) return buf_fail(buf, TMS_ERR_LIMIT);
  if (need <= buf->room) return true;
  /* Half more each time: appends are linear in total, and freed blocks can be reused by a later growth. */
  size_t room = buf->room + buf->room / 2;
  if (room < need) room = need;
  if (room < 64) room = 64;
  if (room - 1 > buf->ceiling) room = buf->ceiling + 1; /* need is not above it */
  char *data = tms_realloc(buf->allocator, buf->room ? buf->data : NULL, buf->room, room);
  if (!data) return buf_fail(buf, TMS_ERR_MEMORY);
  if (!buf->room) data[0] = '\0';
  buf->data = data;
  buf->room = room;
  return true;
}

void tms_buf_add_repeat(tms_buf *buf, char byte, size_t times) {
  if (times == 0 || !tms_buf_reserve(buf, times)) return;
  memset(buf->data + buf->len, byte, times);
  buf->len += times;
  buf->data[buf->len] = '\0';
}

void tms_buf_add_u64(tms_buf *buf, uint64_t value) {
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  tms_buf_add_bytes(buf, digits + at, sizeof digits - at);
}

void tms_buf_add_hex(tms_buf *buf, const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < len; i++) {
    char pair[2];
    tms_hex(at + i, 1, pair);
    tms_buf_add_bytes(buf, pair, sizeof pair);
  }
}

void tms_buf_add_char(tms_buf *buf, uint32_t code_point) {
  char bytes[4];
  tms_buf_add_bytes(buf, bytes, tms_utf8_encode(code_point, bytes));
}

void tms_buf_cut(tms_buf *buf, size_t len) {
  if (len >= buf->len) return;
  buf->len = len;
  buf->data[len] = '\0';
}

void tms_buf_undo(tms_buf *buf, size_t len) {
  tms_buf_cut(buf, len);
  buf->status = TMS_OK;
}

tms_slice tms_buf_slice(const tms_buf *buf) {
  return tms_slice_of(buf->data, buf->len);
}

tms_status tms_buf_take(tms_buf *buf, tms_bytes *out) {
  *out = (tms_bytes){0};
  if (!buf->room && !tms_buf_reserve(buf, 1)) return buf->status; /* owned bytes are always allocated */
  if (buf->status != TMS_OK) return buf->status;
  *out = (tms_bytes){buf->data, buf->len, buf->room, *buf->allocator};
  tms_buf_init(buf, buf->allocator, buf->ceiling);
  return TMS_OK;
}

void tms_bytes_release(tms_bytes *bytes) {
  if (!bytes) return;
  if (bytes->data && bytes->allocator.free) tms_free(&bytes->allocator, bytes->data, bytes->room);
  *bytes = (tms_bytes){0};
}
