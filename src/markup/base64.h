/* Base64 (RFC 4648 section 4). */
#ifndef TMS_MARKUP_BASE64_H
#define TMS_MARKUP_BASE64_H

#include "base/arena.h"

/*
 * Decodes into the arena. White space is passed over, padding may be missing, and the URL alphabet (- and _) is read too: all of that is found in
 * data sets. False where another byte stands in it, where a single character is left over, or where memory fails (arena->status tells).
 */
bool tms_base64_decode(tms_slice text, tms_arena *arena, tms_slice *out);

#endif
