/* Normal documents out of arbitrary bytes, over every kind, attribute and metadata field: for the laws of the lossless formats. */
#ifndef TMS_FUZZ_DOC_FROM_BYTES_H
#define TMS_FUZZ_DOC_FROM_BYTES_H

#include "doc/document.h"

#include <stdint.h>

/* NULL where memory ran out or a limit was met; else a document after tms_doc_normalize(). The same bytes give the same document. */
tms_document *doc_from_bytes(const tms_allocator *allocator, const uint8_t *data, size_t size);

#endif
