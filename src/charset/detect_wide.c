#include "base/utf8.h"
#include "charset/charset.h"
#include "charset/detect.h"

enum { LOOK = TMS_BINARY_HEAD_BYTES };

/* UTF-32: planes are 0 to 16, so every unit's highest byte is NUL and the next is small; nothing else looks like that. */
static const tms_encoding *guess_utf32(tms_slice head) {
  size_t units = head.len / 4, little = 0, big = 0;
  for (size_t i = 0; i < units; i++) {
    const unsigned char *p = (const unsigned char *)head.ptr + 4 * i;
    little += p[3] == 0 && p[2] <= 0x10 && (p[0] || p[1]);
    big += p[0] == 0 && p[1] <= 0x10 && (p[2] || p[3]);
  }
  /* In UTF-16 of Latin letters every second unit would have to be U+0000 to U+0010. */
  if (units < 2 || head.len % 4) return NULL;
  if (little == units) return tms_encoding_of_any_label(TMS_SLICE("utf-32le"));
  return big == units ? tms_encoding_of_any_label(TMS_SLICE("utf-32be")) : NULL;
}

/*
 * UTF-16: text of any language has spaces, digits or line ends, whose high byte is NUL. So NULs stand at even places alone (big endian) or at odd places
 * alone, at least one for every 16 characters; in UTF-8 and the legacy encodings text has none at all. Now and then a low byte is NUL, too (U+4E00,
 * U+0400): one for 16 of the others is let pass.
 */
static const tms_encoding *guess_utf16(tms_slice head) {
  size_t nuls[2] = {0, 0};
  for (size_t i = 0; i < head.len; i++) nuls[i & 1] += head.ptr[i] == 0;
  size_t most = nuls[0] > nuls[1] ? nuls[0] : nuls[1], least = nuls[0] + nuls[1] - most;
  if (head.len < 4 || least * 16 > most || most * 32 < head.len) return NULL;
  return tms_encoding_of_label(nuls[0] > nuls[1] ? TMS_SLICE("utf-16be") : TMS_SLICE("utf-16le"));
}

const tms_encoding *tms_detect_wide(tms_slice bytes) {
  tms_slice head = tms_slice_head(bytes, LOOK);
  if (head.len == 0 || !memchr(head.ptr, 0, head.len)) return NULL;
  const tms_encoding *wide = guess_utf32(head);
  return wide ? wide : guess_utf16(head);
}

bool tms_detect_damaged_utf8(tms_slice bytes) {
  enum { MOST_DAMAGE = 4 }; /* one bad sequence for so many good ones: legacy text has hardly any good ones */
  size_t good = 0, bad = 0, size;
  size_t at = 0;
  while (at < bytes.len && at < 3 && ((unsigned char)bytes.ptr[at] & 0xC0) == 0x80) at++; /* cut inside a character */
  for (at = tms_ascii_end(bytes, at); at < bytes.len; at = tms_ascii_end(bytes, at + size)) {
    bool valid;
    (void)tms_utf8_decode(bytes, at, &size, &valid);
    good += valid;
    bad += !valid && at + size < bytes.len;
  }
  return good > 0 && good >= bad * MOST_DAMAGE;
}
