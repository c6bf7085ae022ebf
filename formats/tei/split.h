/* Cutting the TEI elements out of a teiCorpus, without parsing them. */
#ifndef TMS_FORMATS_TEI_SPLIT_H
#define TMS_FORMATS_TEI_SPLIT_H

#include "formats/format.h"

/* What the splitter knows between calls; zeroed at the begin. Offsets count from the begin of the window. */
typedef struct tms_tei_split_state {
  uint8_t phase;
  size_t scanned;      /* where the first markup begins that isn't whole yet */
  size_t searched;     /* how far the end of the markup there has been looked for; 0 = not yet */
  char quote;          /* a quote that is open there */
  bool bracket;        /* a bracket of a DOCTYPE that is open there */
  size_t record;       /* where it begins */
  uint32_t open;       /* TEI elements that are open in it (one may stand in another) */
  uint32_t corpora;    /* teiCorpus elements that are open around it */
  size_t declarations; /* length of those below */
  char declared[1024]; /* xmlns:p="..." of the corpus, for the TEI elements that are cut out of it */
} tms_tei_split_state;

tms_status tms_tei_split(const tms_split *split, tms_record *record, size_t *used, tms_error *error);

#endif
