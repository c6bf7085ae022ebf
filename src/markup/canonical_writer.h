/* What the parts of the canonical writer share. Private to src/markup: see canonical_write.h. */
#ifndef TMS_MARKUP_CANONICAL_WRITER_H
#define TMS_MARKUP_CANONICAL_WRITER_H

#include "base/buffer.h"
#include "doc/document.h"

/* What the line above is: it says whether an empty line must stand before the next one. */
typedef enum tms_line_above {
  TMS_ABOVE_NOTHING, /* the body begins here */
  TMS_ABOVE_BLOCK,
  TMS_ABOVE_TAG /* a line of HTML tags: a further one follows directly */
} tms_line_above;

typedef struct tms_canonical_frame {
  size_t prefix;    /* length of the prefix outside this container */
  uint32_t number;  /* list: of the next item */
  char marker;      /* list: '-' '+' '.' ')' */
  char last_marker; /* of the last list among the children, 0 if none yet */
} tms_canonical_frame;

typedef struct tms_canonical_writer {
  tms_buf *out;
  tms_buf prefix; /* what stands before each further line of the open containers: at most 11 bytes a container */
  unsigned flags;
  tms_line_above above;
  bool line_open; /* the marker of a container stands on the line: its first block follows there */
  bool in_cell;   /* of a pipe table: '|' is escaped wherever it stands */
  uint32_t depth;
  tms_canonical_frame frames[TMS_DOCUMENT_DEPTH + 2];
} tms_canonical_writer;

/* The inlines below `block`, on one line. */
void tms_canonical_inlines(tms_canonical_writer *writer, tms_node *block);

void tms_canonical_image(tms_canonical_writer *writer, const tms_node *image);

/* Where a run of text stands: some characters need an escape only there. */
typedef struct tms_text_place {
  bool line_start;     /* the first thing of its block */
  bool after_note;     /* directly behind a note reference: '(' and ':' */
  bool after_bracket;  /* behind the bracket of an image or link: '^', which begins a note's label */
  bool before_bracket; /* a '[' follows the run: '!' at its end */
  bool heading_end;    /* the last thing of a heading: '#' at its end */
} tms_text_place;
void tms_canonical_text(tms_canonical_writer *writer, tms_slice text, tms_text_place place);
/* Between backticks; as a tag where `tag` says so, and where the code holds every run of backticks that could stand around it. */
void tms_canonical_code_span(tms_canonical_writer *writer, tms_slice code, bool tag);
void tms_canonical_destination(tms_canonical_writer *writer, tms_slice url);
void tms_canonical_title(tms_canonical_writer *writer, tms_slice title);
/* The value of an HTML attribute, without its quotes. */
void tms_canonical_attribute(tms_canonical_writer *writer, tms_slice value);
/* The info string of a fenced code block. */
void tms_canonical_info(tms_canonical_writer *writer, tms_slice language);
/* Length of the longest run of '`'. */
size_t tms_canonical_longest_ticks(tms_slice text);

/* Begins the line of a block or of a tag: an empty line before it where one belongs, then the prefix. */
void tms_canonical_begin(tms_canonical_writer *writer, bool tag);

/* Columns of the pipe table that can say `table`, 0 where none can; and writing it so, with a caption that has been written before. */
size_t tms_canonical_pipe_columns(const tms_canonical_writer *writer, const tms_node *table);
void tms_canonical_pipe_table(tms_canonical_writer *writer, const tms_node *table, size_t columns);

#endif
