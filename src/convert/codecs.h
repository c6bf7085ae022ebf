/* Taking compression off a source: at most TMS_CODEC_LAYERS layers of gzip, each with the ratio budget, and a feed on top. */
#ifndef TMS_CONVERT_CODECS_H
#define TMS_CONVERT_CODECS_H

#include "convert/feed.h"
#include "formats/format.h"
#include "io/gzip.h"

#include <tamis/tamis.h>

enum { TMS_CODEC_LAYERS = 2 }; /* a .gz that was compressed again on its way; nobody has shown a third */

typedef struct tms_codecs {
  tms_feed feeds[TMS_CODEC_LAYERS + 1];
  tms_gunzip *gunzips[TMS_CODEC_LAYERS];
  size_t layers;
} tms_codecs;

/* Takes off what there is, and fills the head of the feed on top. `feed` (the bytes as they come) moves in, also where opening fails. A format that reads its own compressed
 * form (a bundle) keeps it: `format` if the user named one, else by its bid. *codecs must be released, also after a failure. */
tms_status tms_codecs_open(tms_codecs *codecs, const tms_feed *feed, const tms_format *format, const tms_limits *limits,
                           const tms_allocator *allocator, tms_error *error);
void tms_codecs_release(tms_codecs *codecs);
/* The feed on top: what is left when every layer is off. */
tms_feed *tms_codecs_feed(tms_codecs *codecs);
/* Why the feed on top failed, in words: status as feed->failed. */
tms_status tms_codecs_failure(tms_codecs *codecs, tms_error *error);

#endif
