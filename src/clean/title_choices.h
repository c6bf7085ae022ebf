/*
 * What could be the title of a page: each way in which the page says one, whole and cut at its separators. Choices of the same letters are one choice.
 *
 *   title_choices.c   collects them
 *   title_numbers.c   says of each where it stands and what it looks like, one byte a number
 *   title_model.c     a forest over those numbers (tools/train/titles.py) gives each a score; the highest is the title
 */
#ifndef TMS_CLEAN_TITLE_CHOICES_H
#define TMS_CLEAN_TITLE_CHOICES_H

#include "clean/metadata.h"

enum {
  TMS_TITLE_CHOICES = 64,   /* pages have five */
  TMS_TITLE_LONGEST = 1000, /* bytes; a longer text is no title */
  TMS_TITLE_WORDS = 40,     /* of a text that are compared with those of others */
  TMS_TITLE_HEADINGS = 40   /* of the body that are looked at */
};

/* The sources; as bits of `whole` and `part`. */
typedef enum tms_title_way {
  TMS_TITLE_H1,
  TMS_TITLE_OG,
  TMS_TITLE_TWITTER,
  TMS_TITLE_HTML,
  TMS_TITLE_LINKED, /* JSON-LD */
  TMS_TITLE_META,   /* other names of <meta>: citation_title, dc.title */
  TMS_TITLE_SAYING, /* how many sources say a title; the rest are places of the body */
  TMS_TITLE_LATER_H1 = TMS_TITLE_SAYING,
  TMS_TITLE_FIRST_KEPT, /* the first heading that is kept, the first h1 that is, the first of all */
  TMS_TITLE_FIRST_KEPT_H1,
  TMS_TITLE_FIRST_HEADING,
  TMS_TITLE_WAYS
} tms_title_way;

/* What looks at a choice; one byte each. Shares stand in sixteenths and begin at 1, 0 is for what is not there to be compared with. */
/* clang-format off */
#define TMS_TITLE_NUMBERS(X)                                                                                                   \
  /* who says it whole */                                                                                                      \
  X(H1) X(OG) X(TWITTER) X(HTML) X(LINKED) X(META) X(LATER_H1) X(FIRST_KEPT) X(FIRST_KEPT_H1) X(FIRST_HEADING) X(WHOLE_WAYS)   \
  /* as a part of how many texts, and what was cut off to get it */                                                            \
  X(ANY_WAYS) X(HEADS) X(TAILS) X(BODIES) X(RESTS) X(MIDDLES) X(BY_RULE)                                                       \
  X(CUT_SITE) X(CUT_HOST) X(CUT_WORDS) X(CUT_SORT) X(CUT_IN_H1) X(CUT_IN_ADDRESS)                                              \
  /* beside what others say: share of its words in them, of theirs in it, and how many more words it has */                    \
  X(IN_H1) X(OF_H1) X(TO_H1) X(IN_OG) X(OF_OG) X(TO_OG) X(IN_HTML) X(OF_HTML) X(TO_HTML) X(IN_LINKED) X(OF_LINKED)             \
  X(TO_LINKED) X(IN_ADDRESS) X(OF_ADDRESS) X(IN_DESCRIPTION) X(AGREEMENT)                                                      \
  X(SITE_SAME) X(SITE_WITHIN) X(WITHIN_SITE) X(NAMES_HOST)                                                                     \
  /* its heading in the body */                                                                                                \
  X(LEVEL) X(DROPPED) X(PLACE) X(BLOCKS_BEFORE) X(KEPT_BEFORE)                                                                 \
  /* its looks */                                                                                                              \
  X(WORDS) X(BYTES) X(SEPARATORS) X(CAPITALS) X(SMALL) X(DIGITS) X(YEAR) X(NUMBER_FIRST) X(BROKEN_OFF) X(SENTENCE) X(COLON)    \
  X(BRACKET)                                                                                                                   \
  /* the page */                                                                                                               \
  X(ARTICLE) X(DOCUMENTATION) X(FORUM) X(SERVICE) X(PRODUCT) X(COLLECTION) X(LISTING)                                          \
  X(FRONT) X(STEPS) X(H1_COUNT) X(H1_WORDS) X(HTML_WORDS) X(OG_WORDS) X(H1_IN_HTML) X(HTML_IN_H1) X(OG_IN_HTML) X(H1_IN_OG)    \
  X(H1_DROPPED) X(H1_BLOCKS) X(H1_KEPT) X(ADDRESS_IN_H1) X(ADDRESS_IN_HTML) X(HTML_SEPARATORS) X(RANK) X(HAS_SITE) X(CHOICES)
/* clang-format on */

enum {
#define X(name) TMS_TITLE_NUMBER_##name,
  TMS_TITLE_NUMBERS(X)
#undef X
      TMS_TITLE_NUMBER_COUNT
};

/* Hashes of the words of a text, case folded, and of all its letters: texts of one such hash are the same to tms_title_same(). */
typedef struct tms_title_words {
  uint64_t letters;
  size_t count; /* also of those beyond the room */
  uint32_t hashes[TMS_TITLE_WORDS];
} tms_title_words;

/* Which part of a text it is: "head | ... | tail", all up to the last separator, all from the first, and between two. */
typedef enum tms_title_part { TMS_TITLE_HEAD, TMS_TITLE_TAIL, TMS_TITLE_BODY, TMS_TITLE_REST, TMS_TITLE_MIDDLE, TMS_TITLE_PARTS } tms_title_part;

typedef struct tms_title_choice {
  tms_slice text;
  tms_provenance from;
  tms_title_words words;
  uint32_t whole, part;              /* bit sets of the ways that say it so */
  uint8_t parts[TMS_TITLE_PARTS];    /* how often it is which part */
  bool by_rule;                      /* what tms_title_cut() makes of <title> or og:title */
  uint8_t cut_site, cut_host;        /* was the site's or the host's name cut off: 0 nothing was, 1 no, 2 yes */
  uint8_t cut_words, cut_sort;       /* the fewest words cut off; 1 bar, 2 dash, 3 another separator, 4 colon; 0 nothing was */
  uint8_t cut_in_h1, cut_in_address; /* share of the cut off words: the least in the h1, the most in the address */
  uint8_t numbers[TMS_TITLE_NUMBER_COUNT];
} tms_title_choice;

/* A heading of the body, in order. */
typedef struct tms_title_heading {
  tms_slice text;
  uint64_t letters; /* hash, as of tms_title_words */
  int level;
  bool dropped;
  uint32_t blocks, kept; /* blocks before it; those that are kept */
} tms_title_heading;

typedef struct tms_title_choices {
  tms_document *doc;
  size_t count, heading_count, h1_count;
  tms_slice site, host, texts[TMS_TITLE_SAYING]; /* what each source says, folded */
  tms_title_words words[TMS_TITLE_SAYING], address, description;
  bool front;    /* the address is that of the site's front page */
  uint8_t steps; /* of the address's path */
  uint8_t rank;  /* of the JSON-LD */
  tms_title_choice at[TMS_TITLE_CHOICES];
  tms_title_heading headings[TMS_TITLE_HEADINGS];
} tms_title_choices;

/* All choices of a page with their numbers, in the document's arena. NULL on failed allocation. */
const tms_title_choices *tms_title_choices_find(tms_document *doc, const tms_json_facts *facts);
/* The one of the highest score, the earlier of equals; NULL where there is none. */
const tms_title_choice *tms_title_choices_best(const tms_title_choices *choices);

/* ---------------------------------------------------------------- between the three files ---- */

tms_title_words tms_title_words_of(tms_slice text);
/* Share of the words of `a` that stand in `b`: 1 to 17, 0 where one of them has none. */
uint8_t tms_title_share(const tms_title_words *a, const tms_title_words *b);
/* Do the ASCII letters of a text, without spaces, hold the host's name or stand in it? */
bool tms_title_names_host(tms_slice text, tms_slice host);
/* The separator at or behind `at`: its place, with its length in *len; SIZE_MAX where there is none. More of them than tms_title_separator() knows. */
size_t tms_title_next_separator(tms_slice text, size_t at, size_t *len);
/* Fills the numbers of all choices. */
void tms_title_measure(tms_title_choices *choices);

/* For the test: the forest, and what the trainer's reference made of random choices. */
struct tms_forest;
const struct tms_forest *tms_title_forest(uint32_t *check);

#endif
