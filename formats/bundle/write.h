/* The writer of bundles, between begin and end. */
#ifndef TMS_BUNDLE_WRITE_H
#define TMS_BUNDLE_WRITE_H

#include "formats/bundle/layout.h"
#include "formats/format.h"

/* Zeroed before begin; release may follow at any time. */
typedef struct tms_bundle_writer {
  const tms_allocator *allocator;
  int level;
  bool index;
  size_t longest; /* a line may be */
  tms_buf lines;  /* those that make the next member */
  tms_bundle_builder builder;
} tms_bundle_writer;

/* As struct tms_many (formats/format.h) has them. */
tms_status tms_bundle_begin(void *state, const tms_options *options, const tms_allocator *allocator, tms_buf *out, tms_error *error);
tms_status tms_bundle_add(void *state, tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);
tms_status tms_bundle_end(void *state, const tms_options *options, tms_buf *out, tms_error *error);
void tms_bundle_release(void *state);

tms_status tms_bundle_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);

#endif
