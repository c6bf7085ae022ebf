/*
 * Unicode Normalization Form C (UAX #15), on the tables of Unicode 17.0.
 *
 * Both functions take valid UTF-8. They are linear in it whatever it holds: runs of combining marks without end are put in order by counting, not by
 * comparing, and no memory is asked for but the room of `out`.
 */
#ifndef TMS_UNICODE_NFC_H
#define TMS_UNICODE_NFC_H

#include "base/buffer.h"
#include "base/slice.h"

#define TMS_UNICODE_VERSION "17.0.0"

/* Is it surely in NFC already? The quick check of UAX #15 section 9, with "maybe" settled by composing: the answer is exact. */
bool tms_nfc_is(tms_slice s);
/* Appends the NFC of s. What is in NFC already is copied in whole runs. Failures are sticky in out->status. */
void tms_nfc_append(tms_slice s, tms_buf *out);
/* Canonical_Combining_Class; 0 for starters. */
unsigned tms_char_combining_class(uint32_t c);

#endif
