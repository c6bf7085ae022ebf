/* An input: a source behind its codecs, split into records. The public calls stand in input.c. */
#ifndef TMS_CONVERT_INPUT_H
#define TMS_CONVERT_INPUT_H

#include "convert/codecs.h"
#include "convert/context.h"
#include "formats/format.h"

#include <tamis/tamis.h>

struct tms_input {
  tms_context *context;
  tms_options options; /* resolved */
  tms_codecs codecs;
  const tms_format *format;
  bool borrow;     /* the bytes are in memory and outlive every document */
  bool holds_many; /* more than one record may come */
  bool done;
  void *state;     /* of the splitter */
  tms_arena arena; /* of one record */
  tms_buf id;      /* of the last record */
  size_t want;     /* bytes that the splitter gets to see at least */
};

/* Opens bytes in memory. `borrow`: they outlive the documents, which then point into them; else they only outlive the input. */
tms_status tms_input_open_bytes(tms_context *context, tms_slice bytes, bool borrow, const tms_options *options, tms_input **out, tms_error *error);

#endif
