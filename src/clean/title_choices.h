/*
 * What could be the title of a page: each way in which the page says one, whole and cut at its separators, with marks of where it stands and what it looks like.
 * Choices of the same letters are one choice with the marks of all. A table of weights, learned by tools/train/titles.py, says which marks a title has.
 */
#ifndef TMS_CLEAN_TITLE_CHOICES_H
#define TMS_CLEAN_TITLE_CHOICES_H

#include "clean/metadata.h"

enum {
  TMS_TITLE_CHOICES = 64,   /* more than all ways together give, but for a page of many h1 */
  TMS_TITLE_LONGEST = 1000, /* bytes; a longer text is no title */
  TMS_TITLE_WORDS = 40,     /* of a choice that are compared with those of others */
  TMS_TITLE_GROUPS = 6,     /* of weights: for every page, and one for each of five groups of page kinds */
  TMS_TITLE_MARKS = 128     /* bits of a choice */
};

typedef struct tms_title_choice {
  tms_slice text;
  tms_provenance from;
  uint64_t marks[TMS_TITLE_MARKS / 64];
  unsigned ways; /* bit set of the whole sources that say it */
  size_t words;
  uint32_t hashes[TMS_TITLE_WORDS];
} tms_title_choice;

typedef struct tms_title_choices {
  size_t count;
  unsigned group; /* 1 to TMS_TITLE_GROUPS - 1, 0 where the page kind is not known */
  tms_title_choice at[TMS_TITLE_CHOICES];
} tms_title_choices;

/* All choices of a page, in the document's arena. NULL on failed allocation. */
const tms_title_choices *tms_title_choices_find(tms_document *doc, const tms_json_facts *facts);
/* The one of the highest score, the earlier of equals; NULL where there is none. */
const tms_title_choice *tms_title_choices_best(const tms_title_choices *choices);

#endif
