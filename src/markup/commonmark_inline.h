/*
 * What the parts of the CommonMark reader share about inlines. Private to src/markup: see commonmark.h.
 *
 * The text of a leaf becomes a list of tokens in the order in which they stand; what no token covers is text. Brackets and delimiter runs are
 * resolved on the tokens (CommonMark, appendix, phase 2); one pass over them then fills the document. Token number 0 is none.
 */
#ifndef TMS_MARKUP_COMMONMARK_INLINE_H
#define TMS_MARKUP_COMMONMARK_INLINE_H

#include "doc/builder.h"
#include "markup/commonmark_block.h"

typedef enum tms_md_token_kind {
  TMS_MD_LITERAL, /* text after all */
  TMS_MD_SKIP,    /* the backslash of an escape */
  TMS_MD_CHARS,   /* a character reference: a and b are the code points */
  TMS_MD_SOFT,    /* a line ending and the spaces around it */
  TMS_MD_HARD,
  TMS_MD_CODE,     /* a and b: where the code begins and ends */
  TMS_MD_RUN,      /* of * _ ~ */
  TMS_MD_OPEN,     /* [ or ![: data is the link once it is one */
  TMS_MD_CLOSE,    /* the end of a link: data is its link */
  TMS_MD_NOTE,     /* [^label]: a and b: where the label begins and ends */
  TMS_MD_AUTOLINK, /* a and b: its text; data is the link */
  TMS_MD_TAG,      /* an HTML tag */
  TMS_MD_DROP      /* an HTML comment, declaration, ... */
} tms_md_token_kind;

typedef struct tms_md_token {
  uint8_t kind;
  char c; /* run: its character; open: '[' or '!' */
  bool can_open, can_close;
  bool followed; /* open: holds a further bracket */
  uint32_t begin, end;
  uint32_t a, b;                      /* run: characters used by its closes and by its opens */
  uint32_t data;                      /* link number; run: characters left */
  uint32_t prev, next;                /* run: neighbours on the delimiter stack; open: prev is the opener below, next the last delimiter before it */
  uint32_t opens, closes, last_close; /* run: pairs, outermost first / innermost first */
} tms_md_token;

/* An emphasis: from one run to another. */
typedef struct tms_md_pair {
  uint8_t kind; /* tms_kind */
  bool open;
  uint32_t next_open, next_close;
} tms_md_pair;

typedef struct tms_md_link {
  tms_slice target, title;
  bool image, open;
} tms_md_link;

/* What is open in the document while a leaf's inlines are filled in. */
typedef enum tms_md_opened_by { TMS_MD_BY_PAIR, TMS_MD_BY_LINK, TMS_MD_BY_TAG } tms_md_opened_by;
typedef struct tms_md_entry {
  uint8_t by;      /* tms_md_opened_by */
  uint8_t kind;    /* tms_kind of the node */
  bool node;       /* a node is open in the builder */
  bool hollow;     /* an element that means nothing, on the stack for its end tag alone */
  bool captures;   /* text goes into `capture` until this closes */
  uint32_t number; /* of the pair or link */
  tms_slice target;
} tms_md_entry;

typedef struct tms_md_inline {
  tms_md_reader *reader;
  tms_builder *to;
  tms_slice text;
  const tms_md_block *leaf; /* for source ranges */
  bool html;                /* inside an HTML block: tags and references alone have a meaning */
  bool plain;               /* `text` is a part of the input */

  tms_md_token *tokens;
  size_t token_count, token_room;
  tms_md_pair *pairs;
  size_t pair_count, pair_room;
  tms_md_link *links;
  size_t link_count, link_room;
  uint32_t first_run, last_run; /* delimiter stack */
  uint32_t bracket;             /* bracket stack */
  uint32_t inactive;            /* openers of links up to this one can be none any more */

  /* Positions of backtick runs by length (commonmark_scan.c). */
  uint32_t ticks[81];
  bool ticks_clear;                                          /* `ticks` is of this text */
  bool ticks_known;                                          /* all of it has been seen */
  bool no_comment, no_instruction, no_declaration, no_cdata; /* none ends from here on */

  /* commonmark_emit.c */
  tms_md_entry *entries;
  size_t entry_count, entry_room;
  uint32_t tags_open[64]; /* by tms_kind; formulas are spans too; all zero between leaves */
  size_t capturing;       /* entries that capture; the outermost counts */
  tms_buf capture;
  tms_buf mixed; /* pending text that is no longer one slice */
  tms_slice pending;
  bool is_mixed;
  tms_span span; /* of the pending text */
  uint32_t line; /* for source ranges: line of the leaf where `line_at` lies */
  size_t line_at;
} tms_md_inline;

/* The byte at `i`; NUL, which no text has, past its end. */
static inline char tms_md_at(const tms_md_inline *in, size_t i) {
  return i < in->text.len ? in->text.ptr[i] : '\0';
}
/* NULL on failure: a new token at the end of the list. */
tms_md_token *tms_md_add_token(tms_md_inline *in, tms_md_token_kind kind, size_t begin, size_t end);
uint32_t tms_md_add_link(tms_md_inline *in, tms_slice target, tms_slice title, bool image);

void tms_md_scan(tms_md_inline *in);                           /* text to tokens (commonmark_scan.c) */
size_t tms_md_scan_html(tms_md_inline *in, size_t at);         /* at '<' (commonmark_html.c): the position behind, or `at` */
size_t tms_md_scan_autolink(tms_md_inline *in, size_t at);     /* at ':' '@' or 'w' (commonmark_autolink.c): likewise */
size_t tms_md_scan_pointed_link(tms_md_inline *in, size_t at); /* at '<' */
size_t tms_md_scan_close(tms_md_inline *in, size_t at);        /* at ']' (commonmark_bracket.c) */
void tms_md_scan_open(tms_md_inline *in, size_t at, size_t end);
void tms_md_scan_run(tms_md_inline *in, size_t at, size_t end); /* of * _ ~ (commonmark_emphasis.c) */
void tms_md_pair_runs(tms_md_inline *in, uint32_t bottom);      /* pairs the runs above `bottom` and empties the stack down to it */
void tms_md_drop_runs(tms_md_inline *in, uint32_t bottom);

/* HTML tags that mean something (commonmark_html.c). `tag` is the whole tag. */
typedef struct tms_md_tag {
  tms_slice name;
  bool end;
  tms_slice attributes;
} tms_md_tag;
tms_md_tag tms_md_read_tag(tms_slice tag);
/* The decoded value of an attribute; false where the tag has none of that name. */
bool tms_md_attribute(tms_md_reader *reader, const tms_md_tag *tag, const char *name, tms_slice *value);
/* Reads an inline tag's kind and attributes into *entry. False: it means nothing here. */
bool tms_md_tag_entry(tms_md_reader *reader, const tms_md_tag *tag, tms_md_entry *entry, tms_slice *title);

/* Fills the inlines of a leaf into the open node (commonmark_emit.c). The struct is kept between leaves for its memory. `leaf` NULL: without
 * ranges. */
void tms_md_inline_init(tms_md_inline *in, tms_md_reader *reader, tms_builder *to);
void tms_md_inline_release(tms_md_inline *in);
void tms_md_inlines(tms_md_inline *in, tms_slice text, const tms_md_block *leaf, bool html);

#endif
