/* What the files of the TEI reader share. */
#ifndef TMS_FORMATS_TEI_READER_H
#define TMS_FORMATS_TEI_READER_H

#include "doc/builder.h"
#include "formats/tei/elements.h"
#include "markup/xml.h"

/* What the text of an open element becomes. */
typedef enum tms_tei_context {
  TMS_TEI_BLOCKS,   /* a paragraph that is opened for it */
  TMS_TEI_INLINES,  /* text leaves */
  TMS_TEI_CAPTURE,  /* a value, in reader->capture */
  TMS_TEI_SILENT,   /* nothing: syntax */
  TMS_TEI_DROPPED,  /* dropped text, in the ledger */
  TMS_TEI_IN_HEADER /* nothing, but counted where it isn't white space */
} tms_tei_context;

/* One open element. */
typedef struct tms_tei_frame {
  uint8_t action;  /* tms_tei_action */
  uint8_t context; /* tms_tei_context */
  uint8_t opens;   /* nodes to close at its end */
  uint8_t kind;    /* of the node it opened; 0 = none */
  bool implicit;   /* BLOCKS: a paragraph is open for text that stands here */
  bool own_place;  /* the builder's place is put back at its end */
  uint8_t field;   /* header: tms_field of the captured value, or of the terms inside; own div: level of its heading */
  uint8_t from;    /* header: tms_provenance */
  bool sourced;    /* header: @source said so */
  bool silent;     /* header: its text is no value, and nothing is lost with it */
  bool joined;     /* header: several values with commas between them */
  bool flag; /* row: all cells are labels; ab: holds a formula; div: counted in `divs`; header: a word that counts where nothing better is said */
  tms_slice name;   /* local */
  tms_slice target; /* an attribute that its end needs */
  tms_node *node;   /* that captured text goes to; NULL = none */
  tms_node *at;     /* own_place: where the builder was */
  uint32_t depth, flat;
  uint32_t begin; /* an example: where its content begins */
} tms_tei_frame;

typedef struct tms_tei_reader {
  tms_document *doc;
  tms_builder builder;
  tms_xml xml;
  tms_tei_frame *frames;
  size_t count, room;
  tms_buf capture;
  tms_span captured;               /* range of what is in capture */
  bool foreign;                    /* the root is no TEI: nothing has a meaning but its text */
  bool own;                        /* written by tamis: what it says is exact */
  bool unsourced[TMS_FIELD_COUNT]; /* set from a header that doesn't say where from */
  tms_slice publisher, date;       /* words of a header that count where nothing better is said */
  uint32_t divs;                   /* open */
  uint32_t notes;                  /* open: a note in a note is part of it */
  uint32_t labels;                 /* made for notes without id */
} tms_tei_reader;

static inline tms_tei_frame *tms_tei_top(tms_tei_reader *reader) {
  return &reader->frames[reader->count - 1];
}

/* Is this name or value exactly that word? */
static inline bool tms_tei_is(tms_slice name, const char *wanted) {
  return tms_slice_eq(name, tms_slice_cstr(wanted));
}

/* The value of an attribute without namespace, or the empty slice. */
tms_slice tms_tei_attribute(const tms_tei_reader *reader, const char *name);
/* Begins capturing: the frame's text, and that of all in it, goes to reader->capture. */
void tms_tei_capture(tms_tei_reader *reader, tms_tei_frame *frame);
/* What was captured, copied: to the byte, and without white space at its ends. A capture that failed sticks in the document's arena. */
tms_slice tms_tei_captured_whole(tms_tei_reader *reader);
tms_slice tms_tei_captured(tms_tei_reader *reader);

/* read_header.c: an element inside teiHeader, whose frame is new; its end; and the end of the header. */
void tms_tei_header_start(tms_tei_reader *reader, tms_tei_frame *frame, const tms_tei_frame *parent);
void tms_tei_header_end(tms_tei_reader *reader, tms_tei_frame *frame);
void tms_tei_header_finish(tms_tei_reader *reader);

/* read_body.c: an element outside it. */
void tms_tei_body_start(tms_tei_reader *reader, tms_tei_frame *frame, tms_tei_frame *parent);
void tms_tei_body_end(tms_tei_reader *reader, tms_tei_frame *frame, tms_tei_frame *parent);
/* Among blocks, text and inlines need a paragraph. */
void tms_tei_need_paragraph(tms_tei_reader *reader, tms_tei_frame *frame);
/* A block begins, or the element ends: the paragraph that was opened for text is over. */
void tms_tei_end_paragraph(tms_tei_reader *reader, tms_tei_frame *frame);

#endif
