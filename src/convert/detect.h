/* Detection by bids: every format says how sure it is from a bounded look at the first bytes, and the highest bid wins. */
#ifndef TMS_CONVERT_DETECT_H
#define TMS_CONVERT_DETECT_H

#include "charset/charset.h"
#include "formats/format.h"

#include <tamis/tamis.h>

enum {
  TMS_HEAD_BYTES = 64 << 10, /* how far detection looks: what formats/format.h promises to a bid */
  TMS_BID_GZIP = 24 /* of gzip's three magic bytes (1F 8B 08): a format that knows the inside of a gzip file (a bundle) bids more and keeps it */
};

/* The format that bids most on bytes as they are: of those that read bytes only. *bid gets its bid (0 and NULL: none). */
const tms_format *tms_detect_bytes(tms_slice head, int *bid);
/*
 * The format of a record's first bytes. `decode` turns a head into UTF-8 for the formats that read text. The file name (may be NULL) breaks ties, also
 * that of no bid at all, there only for formats that read any text. Never NULL after TMS_OK. Fails with TMS_ERR_BINARY (no text at all), or for memory.
 */
tms_status tms_detect_format(tms_slice head, const char *file_name, const tms_options *options, const tms_allocator *allocator,
                             const tms_format **out, tms_error *error);

#endif
