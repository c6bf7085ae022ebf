/* What a format is: the descriptor that each folder of formats/ fills in and registry.c lists. */
#ifndef TMS_FORMATS_FORMAT_H
#define TMS_FORMATS_FORMAT_H

#include "base/buffer.h"
#include "doc/document.h"

#include <tamis/tamis.h>

enum {
  TMS_FORMAT_SCRAPED = 1u << 0,    /* cleaning is on by default */
  TMS_FORMAT_MANY = 1u << 1,       /* an output file may hold many documents */
  TMS_FORMAT_CONTAINER = 1u << 2,  /* an input may hold many records: `split` is set */
  TMS_FORMAT_BYTES = 1u << 3,      /* reads bytes as they are (its own encoding rules, always UTF-8): charset detection is not run */
  TMS_FORMAT_COMPRESSED = 1u << 4, /* what it writes is compressed already: no codec goes around it */
  TMS_FORMAT_LINES = 1u << 5       /* a record is a line: one over the limit is passed over up to its line feed, and the rest goes on */
};

/* One record of a container, or a whole input. All slices are borrowed until the next record. */
typedef struct tms_record {
  tms_slice bytes;
  const char *format;           /* if known: name of a format that isn't a container; else NULL */
  bool is_text;                 /* `bytes` are decoded already: UTF-8 */
  tms_slice encoding;           /* what the container says of it (a label), or empty */
  tms_slice id;                 /* for error lines and names; empty if none */
  uint64_t offset;              /* of the record in the decompressed container */
  const tms_metadata *metadata; /* values that the container knows, or NULL */
} tms_record;

/*
 * Splitting a container: `window` is what is buffered from `offset` on, `last` says that nothing follows. The splitter looks for the end of the first
 * record and sets *used (bytes of the window that the record takes, its separator with it).
 *   TMS_OK   *record is filled; the caller drops `used` bytes afterwards
 *   TMS_END  *used bytes hold no record (blank lines, a footer); drop them and go on; if used is 0: more bytes are needed (last = false), or the end
 *   other    *error says what is wrong with this record; the caller drops `used` bytes (at least 1) and goes on
 * `state` is the splitter's own memory for the whole container: `state_size` zeroed bytes; its arena is cleared before each record.
 */
typedef struct tms_split {
  tms_slice window;
  uint64_t offset;
  bool last;
  tms_arena *arena;
  void *state;
  const tms_options *options;
} tms_split;

typedef struct tms_format {
  const char *name;
  const char *endings; /* space-separated, the first is what outputs get: ".html .htm" */
  const char *aliases; /* space-separated, may be "" */
  const char *about;   /* one line for --help and `tamis formats` */
  unsigned flags;

  /* How sure is this format of these first bytes (at most 64 KiB, decoded to UTF-8 where it is not TMS_FORMAT_BYTES)? Bits of evidence: 0 = not mine, 8 = one
   * byte's worth, 64 = a magic number of eight bytes. May be NULL. */
  int (*bid)(tms_slice head);
  /* Reads decoded text into doc (fresh). Everything is kept. The text outlives the document. Offsets in *error are in `text`. NULL = can't read. */
  tms_status (*read)(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error);
  /* Writes a normal document. NULL = can't write. The buffer's sticky status is checked by the caller. */
  tms_status (*write)(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);

  /* Containers only. */
  tms_status (*split)(const tms_split *split, tms_record *record, size_t *used, tms_error *error);
  size_t state_size;
  /* A format that is container and document at once: do these first bytes begin something that may hold many? NULL: always. */
  bool (*holds_many)(tms_slice head);

  /* Outputs of many documents that are more than one written behind the other. NULL: they simply follow each other, as write() gives them. */
  const struct tms_many *many;
} tms_format;

/* Writing many documents into one sink: a state between open and close. */
typedef struct tms_many {
  size_t state_size; /* zeroed */
  tms_status (*begin)(void *state, const tms_options *options, const tms_allocator *allocator, tms_buf *out, tms_error *error);
  tms_status (*add)(void *state, tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error);
  tms_status (*end)(void *state, const tms_options *options, tms_buf *out, tms_error *error);
  void (*release)(void *state); /* frees what begin and add took; after failures too */
} tms_many;

#endif
