/* What the parts of the direct reader share. Private to src/markup: see canonical_read.h. */
#ifndef TMS_MARKUP_CANONICAL_READER_H
#define TMS_MARKUP_CANONICAL_READER_H

#include "base/buffer.h"
#include "doc/document.h"

enum {
  TMS_CANONICAL_OPEN = TMS_DOCUMENT_DEPTH, /* blocks that may be open */
  TMS_CANONICAL_PREFIX = 512               /* bytes before a further line: at most 12 a container, of which a list's item needs two nodes */
};

/* An open block that holds others; open[i] is i + 2 deep, where the document itself is 1 deep. */
typedef struct tms_canonical_open {
  tms_node *node;
  uint16_t prefix; /* what stands before its further lines: so many bytes of reader->prefix */
  char marker;     /* list: - + . ) */
} tms_canonical_open;

typedef struct tms_canonical_reader {
  tms_document *doc;
  const char *begin, *at, *end; /* the last byte is LF, so that whatever stops at one needs no look at `end` */
  uint32_t offset;              /* of `begin` in the decoded input */
  tms_buf scratch;

  tms_canonical_open open[TMS_CANONICAL_OPEN];
  uint32_t depth; /* of the innermost in `open` */
  char prefix[TMS_CANONICAL_PREFIX];
  bool ended; /* the section of comments is over */
  uint64_t notes, references;

  /* Inlines (canonical_read_inline.c). */
  tms_node *node;      /* the open one */
  uint32_t node_depth; /* counted as in docs/document.md, rule 7 */
  uint64_t inside;     /* one bit a kind that is open and may not hold itself */
  const char *piece;   /* text from here on has no node yet */
  const char *escaped; /* the last character behind a backslash */
  tms_span span;       /* of what stands in scratch */
  bool mixed;          /* the text before `piece` stands in scratch */
  bool in_cell;        /* of a pipe table */
} tms_canonical_reader;

/* All of these answer false where the reader declines. */

/* A new node at the end of `parent`, or NULL. */
tms_node *tms_canonical_add(tms_canonical_reader *reader, tms_node *parent, tms_kind kind);
/* What stands in scratch, in the document's arena; a failure of the buffer becomes one of the document. */
tms_slice tms_canonical_keep(tms_canonical_reader *reader);
/* Opens a block in the innermost one; `prefix` (may be empty) stands before its further lines. */
bool tms_canonical_push(tms_canonical_reader *reader, tms_kind kind, tms_slice prefix);
/* Ends the innermost block. */
bool tms_canonical_pop(tms_canonical_reader *reader);

/* What begins at `at`, behind the prefix. */
bool tms_canonical_read_block(tms_canonical_reader *reader);
/* A line that is one tag of a block; false in *is_tag where it is none. */
bool tms_canonical_read_tag(tms_canonical_reader *reader, bool *is_tag);
/* Is this line the first of a pipe table? And reading it. */
bool tms_canonical_is_table(const tms_canonical_reader *reader);
bool tms_canonical_read_table(tms_canonical_reader *reader);

/* The inlines from `at` to the end of the line, or of the cell, into `block`, a node `depth` deep. `at` is behind the text then, at LF or '|'. */
bool tms_canonical_read_inlines(tms_canonical_reader *reader, tms_node *block, uint32_t depth);
/* "[alt](source)", what stands behind the "!" of an image, at `at`; the position behind, or NULL. */
const char *tms_canonical_read_image(tms_canonical_reader *reader, const char *at, tms_node *parent);

/* The next byte from `at` on that may be no text: \ ` * _ ~ [ ] ^ < |, a control, or the first of two spaces. */
const char *tms_canonical_find_stop(const char *at, const char *end);
/* Text without inlines from `at` to a byte that is none and no escape: position of that byte, or NULL. */
const char *tms_canonical_read_plain(tms_canonical_reader *reader, const char *at, tms_slice *text);
/* "(destination "title")" from the first bracket on; with `title` NULL there can't be one. The position behind, or NULL. */
const char *tms_canonical_read_target(tms_canonical_reader *reader, const char *at, tms_slice *target, tms_slice *title);
/* A code span at a backtick; *raw is what stands between the backticks, *code what it means. The position behind, or NULL. */
const char *tms_canonical_read_code(tms_canonical_reader *reader, const char *at, tms_slice *raw, tms_slice *code);
/* The value behind a quotation mark, to the next one: an attribute of a tag. The position behind, or NULL. */
const char *tms_canonical_read_attribute(tms_canonical_reader *reader, const char *at, tms_slice *value);
/* With references and escapes decoded, which the writer uses there. False where the result is no normal line. */
bool tms_canonical_decode(tms_canonical_reader *reader, tms_slice raw, bool backslashes, tms_slice *value);

/* One line in normal form, as far as white space goes: no LF, no TAB, no two spaces, none at an end; not empty. */
bool tms_canonical_is_line(tms_slice text);

static inline tms_slice tms_canonical_rest(const tms_canonical_reader *reader) {
  return tms_slice_of(reader->at, (size_t)(reader->end - reader->at));
}

static inline bool tms_canonical_starts(const tms_canonical_reader *reader, tms_slice with) {
  return tms_slice_starts(tms_canonical_rest(reader), with);
}

/* What stands before a further line of the innermost block. */
static inline tms_slice tms_canonical_prefix(const tms_canonical_reader *reader) {
  return tms_slice_of(reader->prefix, reader->open[reader->depth].prefix);
}

static inline uint32_t tms_canonical_offset(const tms_canonical_reader *reader, const char *at) {
  return reader->offset + (uint32_t)(at - reader->begin);
}

#endif
