/*
 * A growing byte buffer with a ceiling.
 *
 * Invariants: `data` is never NULL and data[len] is NUL; len never exceeds `ceiling`; after the first failure `status` stays set
 * and appends do nothing, so a writer checks once at its end. Reading data and len is free; writing them is not.
 */
#ifndef TMS_BASE_BUFFER_H
#define TMS_BASE_BUFFER_H

#include "base/slice.h"

#include <tamis/tamis.h>

typedef struct tms_buf {
  char *data;
  size_t len;
  size_t room; /* allocated bytes, 0 while data is the shared empty string */
  size_t ceiling;
  const tms_allocator *allocator;
  tms_status status;
} tms_buf;

void tms_buf_init(tms_buf *buf, const tms_allocator *allocator, size_t ceiling);
void tms_buf_release(tms_buf *buf);
/* Empties and keeps the memory; also clears a failure. */
void tms_buf_reset(tms_buf *buf);
/* Makes the buffer fail with `status` (not TMS_OK), unless it has failed already: for whoever fills it and fails for a reason of its own. */
void tms_buf_fail(tms_buf *buf, tms_status status);
/* Room for `extra` more bytes beyond len; false (and sticky status) where there can't be. */
bool tms_buf_reserve(tms_buf *buf, size_t extra);
static inline void tms_buf_add_bytes(tms_buf *buf, const void *bytes, size_t len) {
  if (len == 0) return;
  /* Room never exceeds the ceiling and the NUL, so what fits into it may stand there. */
  bool fits = len < buf->room - buf->len && buf->status == TMS_OK;
  if (!fits && !tms_buf_reserve(buf, len)) return;
  memcpy(buf->data + buf->len, bytes, len);
  buf->len += len;
  buf->data[buf->len] = '\0';
}
/* The same for many short pieces of something larger, of which `readable` bytes from `bytes` on may be read: a block of one size is copied, and what is
 * too much of it lies behind the end. */
static inline void tms_buf_add_piece(tms_buf *buf, const char *bytes, size_t len, size_t readable) {
  enum { PIECE = 32 };
  bool fits = len <= PIECE && readable >= PIECE && buf->room - buf->len > PIECE && buf->ceiling - buf->len >= PIECE && buf->status == TMS_OK;
  if (!fits) {
    tms_buf_add_bytes(buf, bytes, len);
    return;
  }
  memcpy(buf->data + buf->len, bytes, PIECE);
  buf->len += len;
  buf->data[buf->len] = '\0';
}
static inline void tms_buf_add(tms_buf *buf, tms_slice bytes) {
  tms_buf_add_bytes(buf, bytes.ptr, bytes.len);
}
static inline void tms_buf_add_byte(tms_buf *buf, char byte) {
  tms_buf_add_bytes(buf, &byte, 1);
}
static inline void tms_buf_add_cstr(tms_buf *buf, const char *string) {
  tms_buf_add_bytes(buf, string, strlen(string));
}
void tms_buf_add_repeat(tms_buf *buf, char byte, size_t times);
/* Decimal, no locale. */
void tms_buf_add_u64(tms_buf *buf, uint64_t value);
/* Lower-case hexadecimal of bytes. */
void tms_buf_add_hex(tms_buf *buf, const void *bytes, size_t len);
/* UTF-8 of a code point; surrogates and values past U+10FFFF become U+FFFD. */
void tms_buf_add_char(tms_buf *buf, uint32_t code_point);
/* Cuts to `len`, which must not exceed buf->len. */
void tms_buf_cut(tms_buf *buf, size_t len);
/* Takes back what was added since the buffer was `len` bytes long, and a failure on the way with it. */
void tms_buf_undo(tms_buf *buf, size_t len);
tms_slice tms_buf_slice(const tms_buf *buf);
/* Moves the contents into *out (ownership leaves, the buffer is empty again), or fails with buf->status. */
tms_status tms_buf_take(tms_buf *buf, tms_bytes *out);

#endif
