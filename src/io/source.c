#include "io/source.h"

static tms_status memory_read(void *user, void *into, size_t room, size_t *got) {
  tms_memory_source *memory = user;
  tms_slice rest = tms_slice_from(memory->bytes, memory->at);
  size_t size = rest.len < room ? rest.len : room;
  if (memory->step && size > memory->step) size = memory->step;
  if (size) memcpy(into, rest.ptr, size);
  memory->at += size;
  *got = size;
  return TMS_OK;
}

tms_source tms_memory_source_of(tms_memory_source *memory, tms_slice bytes) {
  *memory = (tms_memory_source){.bytes = bytes};
  return (tms_source){memory, memory_read};
}

tms_status tms_source_fill(tms_source source, size_t room, tms_buf *out) {
  size_t got = 0;
  if (!tms_buf_reserve(out, room)) return out->status;
  tms_status status = source.read(source.user, out->data + out->len, room, &got);
  if (status != TMS_OK) got = 0;
  if (got > room) return TMS_ERR_INTERNAL; /* a source that breaks its contract */
  out->len += got;
  out->data[out->len] = '\0';
  if (status != TMS_OK) return status;
  return got ? TMS_OK : TMS_END;
}

tms_status tms_source_read_all(tms_source source, size_t max, tms_buf *out) {
  size_t begin = out->len;
  tms_status status = TMS_OK;
  while (status == TMS_OK) {
    size_t held = out->len - begin, left = max - held;
    /* As much again as there is, from 64 KiB on: few calls, and linear. One byte past the limit tells "full" from "too much". */
    size_t room = held < 65536 ? 65536 : held;
    if (room > left) room = left + 1 ? left + 1 : left;
    status = tms_source_fill(source, room, out);
    if (status == TMS_OK && out->len - begin > max) status = TMS_ERR_LIMIT;
  }
  return status == TMS_END ? TMS_OK : status;
}
