/*
 * The parts of a bundle behind its documents: index and footer, and the marks that tell the kinds of member apart. For formats/bundle alone; NOTES.md draws it.
 */
#ifndef TMS_BUNDLE_LAYOUT_H
#define TMS_BUNDLE_LAYOUT_H

#include "base/arena.h"
#include "base/buffer.h"

#include <tamis/tamis.h>

enum {
  TMS_BUNDLE_VERSION = 1,
  TMS_BUNDLE_TARGET = 256 * 1024, /* bytes of lines in a member, before compression: more compresses hardly better, and makes each get slower */
  TMS_BUNDLE_CHUNK = 60000,       /* bytes of index in a member: an extra field holds at most 65535 */
  TMS_BUNDLE_DIGEST = 32,
  TMS_BUNDLE_LIBRARY = 32, /* bytes for the name of the deflate library, NUL-padded */
  TMS_BUNDLE_FOOTER = 162  /* size of the whole footer member */
};

/* Second byte of the subfield's name in an extra field; the first is 'T'. */
typedef enum tms_bundle_mark { TMS_BUNDLE_NO_MARK = 0, TMS_BUNDLE_DATA = 'm', TMS_BUNDLE_INDEX = 'i', TMS_BUNDLE_END = 'f' } tms_bundle_mark;

/* Appends a whole extra field of one subfield. */
void tms_bundle_extra(tms_bundle_mark mark, tms_slice payload, tms_buf *out);
/* The mark of an extra field, and its payload; no mark where it is none of ours. */
tms_bundle_mark tms_bundle_mark_of(tms_slice extra, tms_slice *payload);

/* ---- what is known of a line ---- */

typedef struct tms_bundle_line {
  unsigned char content_id[TMS_BUNDLE_DIGEST]; /* zeros: it has none */
  tms_slice id, url;                           /* of the metadata; empty: none */
} tms_bundle_line;

/* Reads the head of a lossless object (of a foreign one, its id and url). Strings are slices of the line or stand in the arena. What isn't JSON has neither id nor
 * url; *json (may be NULL) then is false. False on a failed allocation. */
bool tms_bundle_line_read(tms_slice text, tms_arena *arena, tms_bundle_line *line, bool *json);

/* How well a name fits a document, the best last. */
typedef enum tms_bundle_match {
  TMS_BUNDLE_NO_MATCH,
  TMS_BUNDLE_BY_NUMBER, /* by its place, which a line doesn't know */
  TMS_BUNDLE_BY_URL,
  TMS_BUNDLE_BY_CONTENT_ID,
  TMS_BUNDLE_BY_ID
} tms_bundle_match;

bool tms_bundle_line_has_content_id(const tms_bundle_line *line);
tms_bundle_match tms_bundle_line_match(const tms_bundle_line *line, tms_slice name);
/* 64 hexadecimal digits; false (and nothing is written) on anything else. */
bool tms_bundle_hex_digest(tms_slice text, unsigned char digest[TMS_BUNDLE_DIGEST]);

/* Takes a line off the front of a member's content; false at its end. The last LF begins no line. */
bool tms_bundle_next_line(tms_slice *content, tms_slice *line);

/* ---- building the index ---- */

typedef struct tms_bundle_builder {
  tms_buf index;   /* of the members that are finished */
  tms_buf entries; /* of the member at hand */
  tms_arena arena; /* of one line */
  uint64_t in_member, documents, members, offset, content;
} tms_bundle_builder;

/* A zeroed builder may be released. `ceiling` bounds the index. */
void tms_bundle_builder_init(tms_bundle_builder *builder, const tms_allocator *allocator, size_t ceiling);
void tms_bundle_builder_release(tms_bundle_builder *builder);
/* The next line of the member at hand, read for what the index says of it; or what is known of it already. */
TMS_MUST_USE tms_status tms_bundle_builder_line(tms_bundle_builder *builder, tms_slice line);
TMS_MUST_USE tms_status tms_bundle_builder_entry(tms_bundle_builder *builder, const tms_bundle_line *line);
/* The member is finished: its raw bytes, and how many bytes it holds. */
TMS_MUST_USE tms_status tms_bundle_builder_member(tms_bundle_builder *builder, tms_slice raw, size_t content);
/* Appends the members of the index and the footer. */
TMS_MUST_USE tms_status tms_bundle_builder_finish(tms_bundle_builder *builder, int level, tms_slice library, tms_buf *out);

/* ---- the footer ---- */

typedef struct tms_bundle_footer {
  uint32_t level;
  uint64_t index_offset, documents, members, content;
  unsigned char index_digest[TMS_BUNDLE_DIGEST]; /* of the raw bytes of all index members */
  char library[TMS_BUNDLE_LIBRARY + 1];
} tms_bundle_footer;

/* Appends TMS_BUNDLE_FOOTER bytes. */
void tms_bundle_footer_write(const tms_bundle_footer *footer, tms_buf *out);
/* Reads the footer from the last bytes of a bundle: TMS_END where they are none, TMS_ERR_DAMAGED where they begin like one and a byte is wrong. */
TMS_MUST_USE tms_status tms_bundle_footer_read(tms_slice bytes, const tms_allocator *allocator, tms_bundle_footer *footer);

/* ---- reading the index ---- */

typedef struct tms_bundle_cursor {
  tms_slice index;
  tms_slice rest; /* of it */
  bool bad;       /* its numbers don't fit together; no more entries come */
  uint64_t left;  /* entries of the member at hand that are still to come */
  /* the member at hand */
  uint64_t offset, size, content, documents;
  const unsigned char *digest;
  /* the entry at hand */
  size_t entry;         /* where it begins in the index */
  uint64_t number;      /* from 1 */
  uint64_t line_number; /* in its member, from 0 */
  tms_bundle_line line;
} tms_bundle_cursor;

void tms_bundle_cursor_init(tms_bundle_cursor *cursor, tms_slice index);
/* At one entry alone, which begins at `entry`: what the cursor then says of its member is nothing. */
void tms_bundle_cursor_at(tms_bundle_cursor *cursor, tms_slice index, size_t entry);
/* The next entry, of the next member where one is finished; false at the end and on `bad`. */
bool tms_bundle_cursor_entry(tms_bundle_cursor *cursor);
/* Passes over the entries left and goes to the next member; false at the end and on `bad`. */
bool tms_bundle_cursor_member(tms_bundle_cursor *cursor);

#endif
