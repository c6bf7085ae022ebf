/* Domain to ASCII (URL Standard 3.3, UTS #46 non-transitional processing) on the tables of Unicode 15.0. */
#ifndef TMS_URL_IDNA_H
#define TMS_URL_IDNA_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

enum {
  TMS_IDNA_MAX_LABEL = 256 /* code points of a label with characters outside ASCII: Punycode is quadratic, and DNS ends at 63 bytes */
};

/*
 * Appends the ASCII form of a domain: mapped, normalized, each label checked (CheckBidi, CheckJoiners; no CheckHyphens, no UseSTD3ASCIIRules, no
 * VerifyDnsLength), then Punycode. TMS_ERR_SYNTAX where the standard reports an error.
 */
tms_status tms_idna_to_ascii(tms_slice domain, const tms_allocator *allocator, tms_buf *out);

#endif
