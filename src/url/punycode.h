/* Punycode (RFC 3492) of one label. */
#ifndef TMS_URL_PUNYCODE_H
#define TMS_URL_PUNYCODE_H

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the Punycode of `count` code points, without "xn--". False where a number overflows. At most count squared steps. */
bool tms_punycode_encode(const uint32_t *label, size_t count, tms_buf *out);
/* Decodes into `out` (room for `room` code points); false where the text is no Punycode or the room too small. */
bool tms_punycode_decode(tms_slice text, uint32_t *out, size_t room, size_t *count);

#endif
