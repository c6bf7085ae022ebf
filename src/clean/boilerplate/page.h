/*
 * A page as the classifier sees it: units (blocks that hold text, in document order) and boxes (everything that holds blocks), with sums.
 *
 * Invariants: units and boxes stand in document order; a box holds the units [first, end); prefix sums have unit_count + 1 entries, so the sum
 * over a box is one subtraction. Everything lives in a scratch arena of its own and is gone when the pass ends.
 */
#ifndef TMS_CLEAN_BOILERPLATE_PAGE_H
#define TMS_CLEAN_BOILERPLATE_PAGE_H

#include "doc/document.h"

/* Kinds of page, in the order of docs/document.md; also the order of the learned tables. */
typedef enum tms_page_kind {
  TMS_PAGE_ARTICLE = 0,
  TMS_PAGE_FORUM,
  TMS_PAGE_PRODUCT,
  TMS_PAGE_COLLECTION,
  TMS_PAGE_LISTING,
  TMS_PAGE_DOCUMENTATION,
  TMS_PAGE_SERVICE,
  TMS_PAGE_KIND_COUNT
} tms_page_kind;

enum {
  TMS_MEASURE_COPYRIGHT = 1u << 0, /* holds a copyright sign */
  TMS_MEASURE_MONEY = 1u << 1,     /* holds $, a euro, pound or yen sign */
  TMS_MEASURE_PIPE = 1u << 2,      /* holds | or a middle dot */
  TMS_MEASURE_ELLIPSIS = 1u << 3,  /* ends in ... */
  TMS_MEASURE_ARROW = 1u << 4,     /* holds an arrow or a guillemet, as "next" links do */
  TMS_MEASURE_AT = 1u << 5         /* holds @ */
};

/* What one look at the characters of a block says. Words are runs of letters and digits; of scripts without spaces two characters are a word. */
typedef struct tms_measure {
  uint32_t bytes, words, link_words, links, images, breaks;
  uint32_t enders, commas, digits, capitals; /* sentence ends followed by space or nothing; words with a capital */
  uint32_t first_word, second_word;          /* hashes, case folded, digits as 0 */
  uint32_t flags;                            /* TMS_MEASURE_* */
  uint64_t hash;                             /* of the letters and digits, case folded */
  unsigned char last;                        /* last byte that is no space */
} tms_measure;

typedef struct tms_box {
  tms_node *node;
  uint32_t parent;     /* index; the root box is 0 and its own parent */
  uint32_t first, end; /* units */
  uint32_t end_box;    /* boxes inside are (self, end_box) */
  uint32_t shape;      /* element and first class word */
  uint32_t leader;     /* the first of the siblings of its shape */
  uint32_t twins;      /* siblings of the same shape, itself included */
  uint32_t rank;       /* which of them it is, from 0 */
  uint16_t depth;
  uint16_t controls; /* form controls inside */
  uint16_t roles;    /* of itself and all boxes around: 1 << tms_role (the first 16), for the nearest see `landmark` */
  uint8_t landmark;  /* nearest role that says something (not NONE, SECTION, CONTAINER, CELL, LAYOUT_TABLE) */
  uint8_t flags;     /* TMS_BOX_* of itself and all boxes around */
  int32_t path;      /* sum of the weights of its words and those of all boxes around */
} tms_box;

enum {
  TMS_BOX_HIDDEN = 1u << 0,
  TMS_BOX_ARIA_HIDDEN = 1u << 1,
  TMS_BOX_INERT = 1u << 2,  /* noscript, template, alternative */
  TMS_BOX_LINKED = 1u << 3, /* inside a link that holds blocks */
  TMS_BOX_BODY = 1u << 4,   /* itemprop=articleBody and the like */
  TMS_BOX_TABLE = 1u << 5,  /* inside a data table */
  TMS_BOX_COMMENT = 1u << 6
};

typedef struct tms_unit {
  tms_node *node;
  uint32_t box;
  uint32_t table;   /* index of the outermost data table around, or 0 */
  uint32_t repeats; /* how many units of the page have the same text */
  uint32_t copy;    /* how many of them stand before it */
  uint32_t first;   /* the first of them */
  uint32_t heading; /* index + 1 of the last heading before, 0 for none */
  int32_t score, first_score;
  tms_measure m;
} tms_unit;

typedef struct tms_page {
  tms_document *doc;
  tms_arena *arena; /* scratch */
  tms_unit *units;
  tms_box *boxes;
  size_t unit_count, box_count, unit_room, box_room;
  uint32_t *words, *link_words, *running; /* prefix sums */
  uint32_t title;                         /* unit of the headline, or unit_count */
  uint32_t main_half, main_most;          /* deepest boxes with 55 % and 85 % of the running text */
  uint32_t heading_count, image_count, code_words;
  bool is_text;    /* lines of plain text */
  uint8_t quality; /* the F1 that is expected of the cut, in percent */
  tms_page_kind kind;
  int32_t kind_margin;                      /* how sure: best minus second */
  uint8_t kind_shares[TMS_PAGE_KIND_COUNT]; /* the score of each kind, around 128 */
} tms_page;

/* Reads the document. Wraps loose inlines into paragraphs first, so that everything stands in a unit. TMS_OK or what the arena ran into. */
tms_status tms_page_init(tms_page *page, tms_document *doc, tms_arena *scratch);

/* Looks at the characters of a block. */
void tms_measure_node(const tms_node *node, tms_measure *out);
void tms_measure_slice(tms_slice text, tms_measure *out);

static inline uint32_t tms_box_words(const tms_page *page, const tms_box *box) {
  return page->words[box->end] - page->words[box->first];
}
static inline uint32_t tms_box_links(const tms_page *page, const tms_box *box) {
  return page->link_words[box->end] - page->link_words[box->first];
}
static inline uint32_t tms_box_running(const tms_page *page, const tms_box *box) {
  return page->running[box->end] - page->running[box->first];
}

#endif
