/* One record to one document: charset, detection, reader; and what is known of the record goes into document and metadata. */
#ifndef TMS_CONVERT_RECORD_H
#define TMS_CONVERT_RECORD_H

#include "formats/format.h"

#include <tamis/tamis.h>

typedef struct tms_intake {
  const tms_record *record;
  const tms_format *format;   /* of the record, where it is known for the whole input; else the record's own word, else detection */
  const tms_options *options; /* resolved */
  size_t base;                /* of the record's bytes in the original input, for offsets of errors; TMS_NO_OFFSET where they don't stand there */
  bool borrow;                /* the bytes outlive the document: nothing is copied */
  tms_buf *owner;             /* or: this buffer holds them, and the document may take it; NULL: they are copied where decoding doesn't */
} tms_intake;

/* A fresh document, read and neither cleaned nor normal. *out is NULL after a failure. */
tms_status tms_record_read(const tms_intake *intake, const tms_allocator *allocator, tms_document **out, tms_error *error);

#endif
