/* Language tags: BCP 47 (RFC 5646) well-formedness and usual case. */
#ifndef TMS_DOC_LANGUAGE_TAG_H
#define TMS_DOC_LANGUAGE_TAG_H

#include "doc/document.h"

/* The tag in its usual case ("en", "zh-Hant-TW"), in the arena; `_` counts as `-`. Empty where it isn't well-formed (section 2.1; grandfathered tags aren't taken). */
tms_slice tms_language_tag(tms_arena *arena, tms_slice tag);

#endif
