#include "io/sink.h"

static tms_status buffer_write(void *user, const void *bytes, size_t size) {
  tms_buf *buf = user;
  tms_buf_add_bytes(buf, bytes, size);
  return buf->status;
}

tms_sink tms_buffer_sink_of(tms_buf *buf) {
  return (tms_sink){buf, buffer_write};
}

tms_status tms_sink_flush(tms_sink sink, tms_buf *buf) {
  if (buf->status != TMS_OK) return buf->status;
  tms_status status = buf->len ? sink.write(sink.user, buf->data, buf->len) : TMS_OK;
  if (status == TMS_OK) tms_buf_reset(buf);
  return status;
}
