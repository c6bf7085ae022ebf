/*
 * Character references: the 2,231 named ones of the HTML standard (13.5) and the numeric ones with its corrections (13.2.5.80).
 * Everything here is O(1): a name is looked up by its hash, and at most six shorter ones after it.
 */
#ifndef TMS_MARKUP_CHARREF_H
#define TMS_MARKUP_CHARREF_H

#include "base/slice.h"

typedef struct tms_charref {
  size_t length;    /* bytes of the reference, its '&' and ';' included; 0 where there is none */
  uint32_t code[2]; /* the second is 0 for all but 93 names */
} tms_charref;

/*
 * The reference that begins at s.ptr[at], which is '&' (at < s.len). As browsers do: the longest name that matches, a missing ';' tolerated for the
 * old names, numbers outside Unicode become U+FFFD, 0x80 to 0x9F mean windows-1252. In an attribute value "&copy=1" stays as it is.
 */
tms_charref tms_charref_read(tms_slice s, size_t at, bool in_attribute);
/* The same, strict: what CommonMark and XML call a reference, with its ';' ("&amp;", "&#x22;"); at most 7 decimal or 6 hexadecimal digits. */
tms_charref tms_charref_read_strict(tms_slice s, size_t at);

#endif
