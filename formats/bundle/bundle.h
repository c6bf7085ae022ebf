/*
 * The bundle: many documents in one .jsonl.gz that any gzip tool reads, with an index and digests behind them. NOTES.md is its layout.
 *
 * These functions work on a whole bundle in memory (or mapped into it). They check every number that they read from it; offsets in *error are in `bytes`.
 * `limits` must be resolved. A .jsonl.gz without index (of ours or of others) is listed and searched by reading all of it.
 */
#ifndef TMS_BUNDLE_BUNDLE_H
#define TMS_BUNDLE_BUNDLE_H

#include "formats/format.h"

extern const tms_format tms_format_bundle;

typedef struct tms_bundle_counts {
  uint64_t documents, members;
  bool has_index;
} tms_bundle_counts;

/*
 * Checks everything: with an index the digest of each member's raw bytes, its content, and that index and footer are exactly those that the content gives;
 * without one the checksums of gzip, and that every line is JSON. TMS_ERR_DAMAGED with the offset of the first damage; an indexed bundle that lost
 * its footer is damaged too.
 */
TMS_MUST_USE tms_status tms_bundle_file_verify(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_bundle_counts *counts,
                                               tms_error *error);
/* Calls `each` for every document in order, until it returns false. Entry and strings live until the next call. An id is the document's own, else its
 * content_id. */
TMS_MUST_USE tms_status tms_bundle_file_list(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator,
                                             bool (*each)(void *user, const tms_bundle_entry *entry), void *user, tms_error *error);
/* Appends the line (without its LF) of the document that `name` is: its id, else its content_id, else its URL, else its number from 1. With an index only
 * one member is read. TMS_END if there is none. */
TMS_MUST_USE tms_status tms_bundle_file_get(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_slice name, tms_buf *line,
                                            tms_error *error);

/*
 * A bundle that is kept open, so that each document fetched after that costs one look at a table and one member. The index is read, checked and put into the table when
 * it is opened. `bytes` are borrowed until close. Fetching changes nothing in it: several threads may, each with a line of its own.
 */
typedef struct tms_bundle_file tms_bundle_file;
TMS_MUST_USE tms_status tms_bundle_file_open(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_bundle_file **out,
                                             tms_error *error);
/* As tms_bundle_file_get(). */
TMS_MUST_USE tms_status tms_bundle_file_fetch(const tms_bundle_file *file, tms_slice name, tms_buf *line, tms_error *error);
/* NULL is fine. */
void tms_bundle_file_close(tms_bundle_file *file);

/*
 * Writes the bundle anew from all that is whole in it: members that are, byte for byte; of a last member that was cut off the lines before the cut; index and
 * footer. *report says what was lost (its `size` is not looked at). TMS_ERR_DAMAGED where not one member is left, and failures of the sink.
 */
TMS_MUST_USE tms_status tms_bundle_file_repair(tms_slice bytes, const tms_limits *limits, const tms_allocator *allocator, tms_sink sink,
                                               tms_bundle_mending *report, tms_error *error);

#endif
