/*
 * Repair of text that was damaged on its way: wrong encodings, broken Unicode, references escaped twice. What the author typed is never "improved":
 * quotes, dashes, ligatures and U+00A0 stay. Clean text comes back unchanged, and repairing twice is repairing once.
 */
#ifndef TMS_REPAIR_REPAIR_H
#define TMS_REPAIR_REPAIR_H

#include "base/buffer.h"
#include "base/slice.h"

#include <tamis/tamis.h>

typedef enum tms_repair_kind {
  TMS_REPAIR_BYTES,     /* not UTF-8: became U+FFFD */
  TMS_REPAIR_CONTROL,   /* C0 and C1 controls, noncharacters: removed, or read as windows-1252; ligatures (full): their letters */
  TMS_REPAIR_INVISIBLE, /* zero-width, bidi and tag characters that their neighbours don't need: removed */
  TMS_REPAIR_REFERENCE, /* &amp;eacute; : a reference escaped twice */
  TMS_REPAIR_MOJIBAKE,  /* UTF-8 that was read as another encoding */
  TMS_REPAIR_LINE_END,  /* CR LF, CR, U+0085, U+2028: became LF */
  TMS_REPAIR_KINDS
} tms_repair_kind;

typedef struct tms_repair_counts {
  uint64_t of[TMS_REPAIR_KINDS];
} tms_repair_counts;

enum {
  TMS_REPAIR_KEEP_LINE_ENDS = 1u << 0,  /* CR, U+2028 and U+2029 stay: the text keeps its lines */
  TMS_REPAIR_KEEP_REFERENCES = 1u << 1, /* code, where "&amp;lt;" may be meant */
  TMS_REPAIR_PARSED = 1u << 2,          /* references were resolved once: one that is still there was escaped twice */
  TMS_REPAIR_FULL = 1u << 3,            /* the profile "full": see NOTES.md */
  TMS_REPAIR_VALID = 1u << 4            /* the text is known to be valid UTF-8 */
};

/*
 * Repairs `text` (any bytes). Returns false where nothing had to change: then nothing was appended. Else the whole repaired text, valid UTF-8, was
 * appended to `out` and *counts raised. Check out->status: on failure the result is true and the text incomplete. `work` is scratch of the caller
 * (its contents are lost). Linear. Whether a run is mojibake is judged line by line, so lines don't influence each other.
 */
bool tms_repair_text(tms_slice text, uint32_t flags, tms_buf *work, tms_buf *out, tms_repair_counts *counts);

#endif
