/*
 * Hints: what the input says of itself, for the metadata pass to settle. A reader adds every one it sees, in input order, and judges nothing.
 *
 *   from            key                               value
 *   TMS_FROM_HTML   "title" "h1" "lang" "time"        text of <title>, of an <h1>; html lang; datetime attribute or text of <time>
 *   TMS_FROM_HTML   "canonical" "base" "license"      href of <link rel=...> / <base>; href of rel=license
 *   TMS_FROM_HTML   "author"                          text of rel=author or itemprop=author
 *   TMS_FROM_META   name, http-equiv or itemprop      content of <meta>
 *   TMS_FROM_OG     property ("og:title", "article:published_time")
 *   TMS_FROM_JSON_LD "json-ld"                        the whole text of one script block: cleaning parses it
 *   TMS_FROM_JSON_LD "state"                          embedded state JSON of a framework, with its id as label
 *   TMS_FROM_TEXT   label ("Published Date")          value of a `label: value` line
 */
#ifndef TMS_DOC_HINT_H
#define TMS_DOC_HINT_H

#include "doc/metadata.h"
#include "doc/span.h"

typedef struct tms_hint {
  struct tms_hint *next;
  tms_slice key; /* ASCII lower case, except labels of plain text */
  tms_slice value;
  tms_span span; /* where it stands; TMS_SPAN_NONE if unknown */
  tms_provenance from;
} tms_hint;

#endif
