/*
 * The document: content, which the lossless formats carry in full, and record, which says how it came about.
 *
 * Invariants
 *   - Everything lives in `arena`, or in memory that outlives the document (the decoded input): nodes and strings have no free of their own.
 *   - The root is TMS_KIND_DOCUMENT; its children are one MAIN and then, optionally, one COMMENTS. A reader and a pass may otherwise leave any
 *     tree (groups, inlines beside blocks); tms_doc_normalize() makes it normal: doc/check.h says what that is, docs/document.md tells it to people.
 *   - prev/next/first/last/parent always agree.
 *   - Text is valid UTF-8 from the moment a reader makes it.
 *   - Never recurse: doc/walk.h.
 */
#ifndef TMS_DOC_DOCUMENT_H
#define TMS_DOC_DOCUMENT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "doc/evidence.h"
#include "doc/hint.h"
#include "doc/ledger.h"
#include "doc/metadata.h"
#include "doc/source_map.h"
#include "doc/span.h"

#include <tamis/tamis.h>

/* A node. Which fields a kind uses stands beside them; the others are zero.
 * Nothing outside doc/ may add a kind or a field without docs/document.md. */
struct tms_node {
  tms_node *parent, *prev, *next, *first, *last;
  uint8_t kind;           /* tms_kind */
  uint8_t level;          /* heading: 1 to 6; item: checked (0 none, 1 unchecked, 2 checked); list: 1 = ordered; cell: 1 = header */
  uint8_t dropped;        /* tms_reason: why this block, with all it holds, goes at the end of cleaning; 0 = kept */
  uint8_t derived;        /* 1: not from the visible text (alternatives, alt text): cited, but not counted in the partition */
  uint8_t mark;           /* scratch of the step that runs; means nothing between steps */
  uint32_t number;        /* list: start (ordered lists alone); cell: colspan (0 and 1 are the same) */
  uint32_t number2;       /* cell: rowspan */
  tms_slice text;         /* text, code, code block, formula (TeX): the characters; comment: date */
  tms_slice target;       /* link: href; image: src; code block: language; note reference and footnote: label; span: language; comment: author */
  tms_slice title;        /* link: title; image: alt */
  tms_slice raw;          /* record: link and image: the URL as it stood, where cleaning changed it */
  tms_span span;          /* record: where the text of a leaf stands in the decoded input */
  int32_t score;          /* record: of blocks, what the classifier said (higher is better content) */
  tms_evidence *evidence; /* record: blocks and groups; may be NULL */
};

struct tms_document {
  tms_arena arena;
  const tms_allocator *allocator;
  tms_limits limits; /* resolved */
  tms_budget budget;
  uint64_t seed;

  /* content */
  tms_node *root, *main;
  tms_metadata metadata;

  /* record */
  tms_ledger ledger;
  tms_source_map map;
  tms_hint *hints, *last_hint;
  tms_buf decoded;    /* owned: the decoded text, where it is not the caller's bytes */
  tms_slice text;     /* the decoded text that spans count in: `decoded`, or bytes that outlive the document */
  size_t source_size; /* bytes of the record before charset */
  size_t decoded_size;
  uint32_t node_count;
  const char *format;          /* of the record, constant */
  const char *encoding;        /* constant, "" if none */
  const char *encoding_source; /* constant */
  tms_slice base;              /* base URL of relative links (of <base>, else metadata url) */
  uint32_t passes_done;        /* TMS_PASS_*: in this process, on this document in memory */
  bool scraped;                /* read from a scraped format: cleaning is on by default */
  bool normal;                 /* normalized and not changed since */
  char content_id[65];         /* of this normal form, once somebody has asked for it; "": not known */
  tms_context *context;        /* of the public API; NULL inside tests */
};

/* A fresh document with an empty MAIN, or NULL. `limits` are resolved here; seed is for hash tables. */
tms_document *tms_doc_new(const tms_allocator *allocator, const tms_limits *limits, uint64_t seed);
/* NULL is fine. */
void tms_doc_free(tms_document *doc);

/* TMS_OK, or what the arena ran into. Every reader, pass and writer ends with it. */
tms_status tms_doc_status(const tms_document *doc);
/* A node that stands nowhere yet; NULL on failure (sticky in the arena; too many nodes is TMS_ERR_LIMIT). One step of work. */
tms_node *tms_doc_node(tms_document *doc, tms_kind kind);
/* The COMMENTS section, made when first asked for. NULL on failure. */
tms_node *tms_doc_comments(tms_document *doc);
/* Adds a hint; key and value are borrowed and must live as long as the document. False on failed allocation. */
bool tms_doc_hint(tms_document *doc, tms_provenance from, tms_slice key, tms_slice value, tms_span span);
/* Takes steps off the work budget (docs/LIMITS.md says what a step is): false where it is used up, and the document fails with TMS_ERR_LIMIT. */
bool tms_doc_spend(tms_document *doc, uint64_t steps);
/* Copies bytes into the arena. */
tms_slice tms_doc_copy(tms_document *doc, tms_slice bytes);

/*
 * For a reader that tries one way and then another: forgets what was made since the mark, as if it had not been. The document has no blocks yet when the mark is
 * set; where it has failed since, it stays failed.
 */
typedef struct tms_doc_mark {
  tms_document doc; /* as it was: its values, not what they point to */
  tms_arena_mark arena;
} tms_doc_mark;
tms_doc_mark tms_doc_mark_of(const tms_document *doc);
void tms_doc_rewind(tms_document *doc, const tms_doc_mark *mark);

/* Tree surgery. A node must be detached before it is put somewhere. All O(1). */
void tms_node_append(tms_node *parent, tms_node *child);
void tms_node_insert_before(tms_node *place, tms_node *node);
void tms_node_insert_after(tms_node *place, tms_node *node);
void tms_node_detach(tms_node *node);
/* Puts all children of `from` at the end of `to`. Linear in their number. */
void tms_node_move_children(tms_node *from, tms_node *to);
/* Replaces the node by its children. */
void tms_node_unwrap(tms_node *node);

#endif
