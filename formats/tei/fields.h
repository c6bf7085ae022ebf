/* Where each metadata field stands in a teiHeader: the one table that the writer writes and the reader reads by. NOTES.md says the same to people. */
#ifndef TMS_FORMATS_TEI_FIELDS_H
#define TMS_FORMATS_TEI_FIELDS_H

#include "doc/metadata.h"

/* The parts of the header, in the order in which they are written. */
typedef enum tms_tei_place {
  TMS_TEI_TITLE_STMT,
  TMS_TEI_PUBLICATION,
  TMS_TEI_AVAILABILITY,
  TMS_TEI_NOTES,
  TMS_TEI_BIBL,
  TMS_TEI_EDITORIAL,
  TMS_TEI_ABSTRACT,
  TMS_TEI_LANGUAGES,
  TMS_TEI_CLASS,
  TMS_TEI_KEYWORDS
} tms_tei_place;

/* A value is an element with one attribute that tells its kind, and the value as text, or (date, language) in an attribute. */
typedef struct tms_tei_field {
  tms_field field;
  tms_tei_place place;
  const char *element;
  const char *attribute; /* "type", "level", "scheme", or "" */
  const char *word;      /* its value */
} tms_tei_field;

/* In the order of writing; NULL past the last. */
const tms_tei_field *tms_tei_field_at(size_t index);
/* The row of an element that carries attribute="word", or NULL. */
const tms_tei_field *tms_tei_field_find(tms_slice element, const char *attribute, tms_slice word);

/* Provenance stands in @source as a private URI, "tamis:json-ld". */
#define TMS_TEI_SOURCE_PREFIX "tamis:"

#endif
