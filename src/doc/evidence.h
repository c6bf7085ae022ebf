/*
 * Evidence: what a reader saw of a block or group, without judging. One fixed struct that no format owns: a field that a format can't
 * know stays zero. Cleaning alone decides what it means.
 */
#ifndef TMS_DOC_EVIDENCE_H
#define TMS_DOC_EVIDENCE_H

#include "base/slice.h"

/* What a container says of itself, by element or ARIA role. */
typedef enum tms_role {
  TMS_ROLE_NONE = 0,
  TMS_ROLE_MAIN,
  TMS_ROLE_ARTICLE,
  TMS_ROLE_SECTION,
  TMS_ROLE_NAVIGATION,
  TMS_ROLE_BANNER,        /* <header> of the page */
  TMS_ROLE_HEADER,        /* <header> inside an article or section */
  TMS_ROLE_CONTENTINFO,   /* <footer> of the page */
  TMS_ROLE_FOOTER,        /* <footer> inside an article or section */
  TMS_ROLE_COMPLEMENTARY, /* <aside> */
  TMS_ROLE_SEARCH,
  TMS_ROLE_FORM,
  TMS_ROLE_DIALOG,
  TMS_ROLE_MENU,
  TMS_ROLE_FIGURE,
  TMS_ROLE_BUTTON,      /* <button>, role=button, <label>, <option> */
  TMS_ROLE_NOSCRIPT,    /* alternative for browsers without scripts */
  TMS_ROLE_TEMPLATE,    /* inert until a script clones it */
  TMS_ROLE_ALTERNATIVE, /* text that doesn't stand in the visible tree: JSON-LD, embedded state */
  TMS_ROLE_LAYOUT_TABLE,
  TMS_ROLE_CELL, /* cell of a layout table */
  TMS_ROLE_DETAILS,
  TMS_ROLE_CONTAINER /* a plain <div>, <span>, <center>, ... */
} tms_role;

enum {
  TMS_SEEN_HIDDEN = 1u << 0, /* hidden attribute, display:none, visibility:hidden */
  TMS_SEEN_ARIA_HIDDEN = 1u << 1,
  TMS_SEEN_ITEMPROP_BODY = 1u << 2, /* itemprop=articleBody, text, description, reviewBody */
  TMS_SEEN_LINE = 1u << 3,          /* a line of plain text: the line fields below are set */
  TMS_SEEN_LABEL = 1u << 4,         /* text: "label: value", or a label whose value stands on the next line */
  TMS_SEEN_INDENTED = 1u << 5,
  TMS_SEEN_DATE = 1u << 6,   /* stands in <time>, or carries a date attribute */
  TMS_SEEN_AUTHOR = 1u << 7, /* rel=author, itemprop=author */
  TMS_SEEN_COMMENT = 1u << 8 /* itemtype of schema.org: Comment, UserComments, Answer, DiscussionForumPosting */
};

typedef struct tms_evidence {
  uint8_t role; /* tms_role */
  uint8_t name_count;
  uint16_t flags;   /* TMS_SEEN_* */
  uint32_t element; /* tms_evidence_hash of the lower-case element name; 0 for none */
  const uint32_t *
      names; /* tms_evidence_hash of the words of class and id (split at - _ and capitals as well as whole), of itemprop and role; in the document's arena */
  uint16_t controls;     /* form controls inside (input, select, textarea, button) */
  uint16_t lines;        /* text: lines that were joined; html: <br> inside */
  uint16_t blank_before; /* text: empty lines before */
  uint16_t indent;       /* text: columns of white space at the first line's begin */
  uint32_t position;     /* ordinal of the element or line in the input */
  uint16_t depth;        /* depth in the input's own tree */
} tms_evidence;

/* The one hash of evidence words: ASCII case folded, seed fixed, the same on every machine (learned tables hold these numbers). */
uint32_t tms_evidence_hash(tms_slice word);

#endif
