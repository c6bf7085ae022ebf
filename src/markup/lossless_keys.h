/*
 * The keys of the lossless object's nodes: one table for writer and reader (docs/tamis-document.schema.json says the same to others).
 *
 * Every node but text is an object with "kind"; text is a plain string among "inlines". The key of the children says what they are. A caption stands under
 * a key of its own, as its inlines.
 */
#ifndef TMS_MARKUP_LOSSLESS_KEYS_H
#define TMS_MARKUP_LOSSLESS_KEYS_H

#include "doc/document.h"
#include "doc/kind.h"

/* Which field of a node an attribute is, and how it is written. */
typedef enum tms_lossless_slot {
  TMS_SLOT_NONE,    /* "kind", and keys of children */
  TMS_SLOT_TEXT,    /* node->text */
  TMS_SLOT_TARGET,  /* node->target */
  TMS_SLOT_TITLE,   /* node->title */
  TMS_SLOT_LEVEL,   /* node->level as a number */
  TMS_SLOT_FLAG,    /* node->level as true; absent is 0 */
  TMS_SLOT_CHECKED, /* node->level: false is 1, true is 2; absent is 0 */
  TMS_SLOT_NUMBER,  /* node->number */
  TMS_SLOT_SPAN,    /* node->number, absent where at most 1 */
  TMS_SLOT_SPAN2    /* node->number2, the same */
} tms_lossless_slot;

/* X(NAME, "key", slot, largest number) in the order in which they are written: attributes first, children last. */
#define TMS_LOSSLESS_KEYS(X)                    \
  X(KIND, "kind", TMS_SLOT_NONE, 0)             \
  X(LEVEL, "level", TMS_SLOT_LEVEL, 6)          \
  X(ORDERED, "ordered", TMS_SLOT_FLAG, 0)       \
  X(START, "start", TMS_SLOT_NUMBER, 999999999) \
  X(CHECKED, "checked", TMS_SLOT_CHECKED, 0)    \
  X(HEADER, "header", TMS_SLOT_FLAG, 0)         \
  X(COLSPAN, "colspan", TMS_SLOT_SPAN, 1000)    \
  X(ROWSPAN, "rowspan", TMS_SLOT_SPAN2, 1000)   \
  X(LABEL, "label", TMS_SLOT_TARGET, 0)         \
  X(LANGUAGE, "language", TMS_SLOT_TARGET, 0)   \
  X(AUTHOR, "author", TMS_SLOT_TARGET, 0)       \
  X(DATE, "date", TMS_SLOT_TEXT, 0)             \
  X(HREF, "href", TMS_SLOT_TARGET, 0)           \
  X(SRC, "src", TMS_SLOT_TARGET, 0)             \
  X(ALT, "alt", TMS_SLOT_TITLE, 0)              \
  X(TITLE, "title", TMS_SLOT_TITLE, 0)          \
  X(TEXT, "text", TMS_SLOT_TEXT, 0)             \
  X(CAPTION, "caption", TMS_SLOT_NONE, 0)       \
  X(INLINES, "inlines", TMS_SLOT_NONE, 0)       \
  X(BLOCKS, "blocks", TMS_SLOT_NONE, 0)         \
  X(ITEMS, "items", TMS_SLOT_NONE, 0)           \
  X(ENTRIES, "entries", TMS_SLOT_NONE, 0)       \
  X(ROWS, "rows", TMS_SLOT_NONE, 0)             \
  X(CELLS, "cells", TMS_SLOT_NONE, 0)           \
  X(IMAGES, "images", TMS_SLOT_NONE, 0)         \
  X(COMMENTS, "comments", TMS_SLOT_NONE, 0)

typedef enum tms_lossless_key {
#define X(name, key, slot, max) TMS_KEY_##name,
  TMS_LOSSLESS_KEYS(X)
#undef X
      TMS_KEY_COUNT
} tms_lossless_key;

typedef struct tms_lossless_key_info {
  tms_slice key;
  tms_lossless_slot slot;
  uint32_t max;
} tms_lossless_key_info;

extern const tms_lossless_key_info tms_lossless_key_table[TMS_KEY_COUNT];

static inline const tms_lossless_key_info *tms_lossless_key_at(tms_lossless_key key) {
  return &tms_lossless_key_table[key];
}

#define TMS_KEY_BIT(name) ((uint32_t)1 << TMS_KEY_##name)
/* X(NAME, name), the name that "kind" has: every kind but those that are written in another way (text, caption) or stand in no file. The most frequent first. */
#define TMS_LOSSLESS_KINDS(X)         \
  X(PARAGRAPH, "paragraph")           \
  X(LINK, "link")                     \
  X(EMPHASIS, "emphasis")             \
  X(STRONG, "strong")                 \
  X(ITEM, "item")                     \
  X(CELL, "cell")                     \
  X(ROW, "row")                       \
  X(HEADING, "heading")               \
  X(LIST, "list")                     \
  X(BREAK, "break")                   \
  X(IMAGE, "image")                   \
  X(CODE, "code")                     \
  X(QUOTE, "quote")                   \
  X(CODE_BLOCK, "code-block")         \
  X(TABLE, "table")                   \
  X(FIGURE, "figure")                 \
  X(RULE, "rule")                     \
  X(COMMENT, "comment")               \
  X(SUPERSCRIPT, "superscript")       \
  X(SUBSCRIPT, "subscript")           \
  X(SPAN, "span")                     \
  X(QUOTATION, "quotation")           \
  X(INSERTED, "inserted")             \
  X(DELETED, "deleted")               \
  X(TERM, "term")                     \
  X(DEFINITION, "definition")         \
  X(FORMULA, "formula")               \
  X(FOOTNOTE, "footnote")             \
  X(NOTE_REFERENCE, "note-reference") \
  X(FORMULA_BLOCK, "formula-block")   \
  X(DEFINITION_LIST, "definition-list")

/* What a kind of node has: attributes that it may have as bits, those among them that it must have, and the key of its children (TMS_KEY_COUNT: it has none). */
typedef struct tms_lossless_kind {
  uint32_t attributes, required;
  tms_lossless_key children;
} tms_lossless_kind;

extern const tms_lossless_kind tms_lossless_kind_table[TMS_KIND_SPAN + 1];

static inline const tms_lossless_kind *tms_lossless_kind_at(tms_kind kind) {
  return &tms_lossless_kind_table[kind];
}

#endif
