/* The marks of members, and the footer. */
#include "base/sha256.h"
#include "formats/bundle/layout.h"
#include "io/gzip.h"

static void add_little(tms_buf *out, uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; i++) tms_buf_add_byte(out, (char)(value >> (8 * i) & 255));
}

static uint64_t take_little(tms_slice *rest, unsigned bytes) {
  uint64_t value = 0;
  for (unsigned i = 0; i < bytes; i++) value |= (uint64_t)(unsigned char)rest->ptr[i] << (8 * i);
  *rest = tms_slice_from(*rest, bytes);
  return value;
}

/* SI1, SI2, a length of two bytes, the payload (RFC 1952 section 2.3.1.1). */
void tms_bundle_extra(tms_bundle_mark mark, tms_slice payload, tms_buf *out) {
  tms_buf_add_byte(out, 'T');
  tms_buf_add_byte(out, (char)mark);
  add_little(out, payload.len, 2);
  tms_buf_add(out, payload);
}

tms_bundle_mark tms_bundle_mark_of(tms_slice extra, tms_slice *payload) {
  *payload = TMS_SLICE_NONE;
  if (extra.len < 4 || extra.ptr[0] != 'T') return TMS_BUNDLE_NO_MARK;
  char mark = extra.ptr[1];
  tms_slice rest = tms_slice_from(extra, 2);
  if (take_little(&rest, 2) != rest.len || (mark != 'm' && mark != 'i' && mark != 'f')) return TMS_BUNDLE_NO_MARK;
  *payload = rest;
  return (tms_bundle_mark)mark;
}

void tms_bundle_footer_write(const tms_bundle_footer *footer, tms_buf *out) {
  unsigned char digest[TMS_BUNDLE_DIGEST];
  tms_buf payload, extra;
  tms_buf_init(&payload, out->allocator, TMS_BUNDLE_FOOTER);
  tms_buf_init(&extra, out->allocator, TMS_BUNDLE_FOOTER);
  add_little(&payload, TMS_BUNDLE_VERSION, 4);
  add_little(&payload, footer->level, 4);
  add_little(&payload, footer->index_offset, 8);
  add_little(&payload, footer->documents, 8);
  add_little(&payload, footer->members, 8);
  add_little(&payload, footer->content, 8);
  tms_buf_add_bytes(&payload, footer->index_digest, sizeof footer->index_digest);
  tms_buf_add_bytes(&payload, footer->library, TMS_BUNDLE_LIBRARY);
  tms_sha256_of(tms_buf_slice(&payload), digest);
  tms_buf_add_bytes(&payload, digest, sizeof digest);
  tms_bundle_extra(TMS_BUNDLE_END, tms_buf_slice(&payload), &extra);
  if (payload.status == TMS_OK && extra.status == TMS_OK) {
    tms_gzip_empty_member(tms_buf_slice(&extra), out);
  } else {
    out->status = TMS_ERR_MEMORY; /* their ceilings hold a footer: nothing else can have failed */
  }
  tms_buf_release(&extra);
  tms_buf_release(&payload);
}

static void parse(tms_slice payload, tms_bundle_footer *footer) {
  *footer = (tms_bundle_footer){0};
  (void)take_little(&payload, 4);
  footer->level = (uint32_t)take_little(&payload, 4);
  footer->index_offset = take_little(&payload, 8);
  footer->documents = take_little(&payload, 8);
  footer->members = take_little(&payload, 8);
  footer->content = take_little(&payload, 8);
  memcpy(footer->index_digest, payload.ptr, TMS_BUNDLE_DIGEST);
  memcpy(footer->library, payload.ptr + TMS_BUNDLE_DIGEST, TMS_BUNDLE_LIBRARY);
}

/* Numbers of the payload, two digests, the name of the library. */
enum { PAYLOAD_SIZE = 4 + 4 + 4 * 8 + TMS_BUNDLE_DIGEST + TMS_BUNDLE_LIBRARY + TMS_BUNDLE_DIGEST };

tms_status tms_bundle_footer_read(tms_slice bytes, const tms_allocator *allocator, tms_bundle_footer *footer) {
  tms_gzip_header header;
  const char *message;
  tms_slice payload;
  tms_buf again;
  if (bytes.len < TMS_BUNDLE_FOOTER) return TMS_END;
  tms_slice tail = tms_slice_from(bytes, bytes.len - TMS_BUNDLE_FOOTER);
  if (tms_gzip_read_header(tail, &header, &message) != TMS_OK) return TMS_END;
  if (tms_bundle_mark_of(header.extra, &payload) != TMS_BUNDLE_END || payload.len != PAYLOAD_SIZE) return TMS_END;
  parse(payload, footer);
  /* Written again from what was read, every byte has to be the same: so no byte can have changed, whatever it means. */
  tms_buf_init(&again, allocator, TMS_BUNDLE_FOOTER);
  tms_bundle_footer_write(footer, &again);
  tms_status status = again.status;
  if (status == TMS_OK && !tms_slice_eq(tms_buf_slice(&again), tail)) status = TMS_ERR_DAMAGED;
  tms_buf_release(&again);
  return status;
}
