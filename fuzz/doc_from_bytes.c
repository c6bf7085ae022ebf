#include "fuzz/doc_from_bytes.h"

#include "base/utf8.h"
#include "doc/builder.h"
#include "doc/kind.h"
#include "doc/normalize.h"

/* What is left of the input; past its end every byte is 0. */
typedef struct supply {
  const uint8_t *at, *end;
} supply;

static unsigned take(supply *s) {
  return s->at < s->end ? *s->at++ : 0;
}

/* Fragments that formats stumble over: their syntax, their escapes, characters at the borders of classes. */
static const char *const fragments[] = {
    "word",
    "Two words",
    " ",
    "a",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "~~",
    "~",
    "[",
    "]",
    "](",
    "[^1]",
    "![",
    "<",
    ">",
    "<em>",
    "</em>",
    "<br>",
    "<!--",
    "]]>",
    "&",
    "&amp;",
    "&#60;",
    "\\",
    "\\n",
    "\"",
    "'",
    "|",
    "\\|",
    "#",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "1) ",
    "---",
    "===",
    "```",
    "~~~",
    "> ",
    ":",
    "://",
    "http://a.b/c?d=e&f",
    "www.x.org",
    "me@x.org",
    "$",
    "{",
    "}",
    "\t",
    "\n",
    "\r\n",
    "\xC2\xA0",
    "\xC3\xA4",
    "A\xCC\x8A",
    "\xE2\x80\x9C",
    "\xE2\x82\xAC",
    "\xE3\x80\x82",
    "\xE4\xB8\xAD",
    "\xF0\x9F\x98\x80",
    "\xEF\xBB\xBF",
    "\xE2\x80\x8B",
    "\xE2\x80\xA8",
    "\xE1\x9A\x80",
    "[ ] ",
    "[x] ",
    "!",
    "(",
    ")",
    "0",
    "12",
    "    ",
    "<dl>",
    "</td>",
    "<table>",
    "\\(",
    "; ",
    "=",
    "%20",
    "\xEF\xBF\xBE",
    "\x7F",
    "\x01",
    "null",
    "tamis: 1",
    "...",
    "<?xml ?>",
    "<![CDATA[",
    "\xC2\x85",
    "e\xCC\x81",
    "math",
};

/* A string of up to 15 pieces, each a fragment or a byte as it is, made valid. */
static tms_slice any_string(supply *s, tms_document *doc) {
  tms_buf raw, valid;
  tms_buf_init(&raw, doc->allocator, 4096);
  tms_buf_init(&valid, doc->allocator, 16384);
  for (unsigned pieces = take(s) & 15; pieces > 0; pieces--) {
    unsigned pick = take(s);
    if (pick & 128) {
      tms_buf_add_byte(&raw, (char)take(s));
    } else {
      tms_buf_add_cstr(&raw, fragments[pick % (sizeof fragments / sizeof fragments[0])]);
    }
  }
  tms_utf8_repair(tms_buf_slice(&raw), &valid);
  tms_slice text = tms_doc_copy(doc, tms_buf_slice(&valid));
  if (raw.status != TMS_OK || valid.status != TMS_OK) doc->arena.status = TMS_ERR_MEMORY;
  tms_buf_release(&raw);
  tms_buf_release(&valid);
  return text;
}

static const char *const languages[] = {"en", "de-CH", "zh-Hant-TW", "sr-Latn", "not a language", "EN-us", "x-private", "i"};
static const char *const dates[] = {"2024",      "2024-02", "2024-02-29", "2024-02-29T12:30Z", "2023-02-29", "2024-01-01T00:00:00.5+02:00",
                                    "yesterday", "2024-1-1"};
static const char *const labels[] = {"1", "2", "3", "a", "x y", "[^", "10", "1"};

static tms_slice any_of(supply *s, const char *const eight[8]) {
  return tms_slice_cstr(eight[take(s) & 7]);
}

static void set_attributes(supply *s, tms_document *doc, tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_HEADING: node->level = (uint8_t)(1 + take(s) % 6); break;
    case TMS_KIND_LIST:
      node->level = take(s) & 1;
      if (node->level) node->number = take(s) & 1 ? 1 : (take(s) << 22) % 1000000000u;
      break;
    case TMS_KIND_ITEM: node->level = (uint8_t)(take(s) % 5 % 3); break;
    case TMS_KIND_CELL:
      node->level = take(s) & 1;
      node->number = take(s) % 9 == 8 ? 2 : 1;
      node->number2 = take(s) % 9 == 8 ? 1000 : 1;
      break;
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_CODE:
    case TMS_KIND_FORMULA:
    case TMS_KIND_FORMULA_BLOCK:
      node->text = any_string(s, doc);
      if (node->kind == TMS_KIND_CODE_BLOCK && take(s) & 1) node->target = any_string(s, doc);
      break;
    case TMS_KIND_LINK:
    case TMS_KIND_IMAGE:
      node->target = any_string(s, doc);
      node->title = any_string(s, doc);
      break;
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_NOTE_REFERENCE: node->target = any_of(s, labels); break;
    case TMS_KIND_SPAN: node->target = any_of(s, languages); break;
    case TMS_KIND_COMMENT:
      node->target = any_string(s, doc);
      node->text = any_of(s, dates);
      break;
    default: break;
  }
}

/* What may be put into a node of each class; 0 ends a list. Plain kinds stand twice: most of a text is plain. */
static const uint8_t inlines[] = {TMS_KIND_TEXT,           TMS_KIND_TEXT,
                                  TMS_KIND_TEXT,           TMS_KIND_TEXT,
                                  TMS_KIND_EMPHASIS,       TMS_KIND_STRONG,
                                  TMS_KIND_EMPHASIS,       TMS_KIND_STRONG,
                                  TMS_KIND_CODE,           TMS_KIND_LINK,
                                  TMS_KIND_IMAGE,          TMS_KIND_BREAK,
                                  TMS_KIND_SUBSCRIPT,      TMS_KIND_SUPERSCRIPT,
                                  TMS_KIND_INSERTED,       TMS_KIND_DELETED,
                                  TMS_KIND_QUOTATION,      TMS_KIND_FORMULA,
                                  TMS_KIND_NOTE_REFERENCE, TMS_KIND_SPAN,
                                  TMS_KIND_TEXT,           0};
static const uint8_t blocks[] = {TMS_KIND_PARAGRAPH,
                                 TMS_KIND_PARAGRAPH,
                                 TMS_KIND_PARAGRAPH,
                                 TMS_KIND_HEADING,
                                 TMS_KIND_LIST,
                                 TMS_KIND_LIST,
                                 TMS_KIND_DEFINITION_LIST,
                                 TMS_KIND_QUOTE,
                                 TMS_KIND_CODE_BLOCK,
                                 TMS_KIND_TABLE,
                                 TMS_KIND_TABLE,
                                 TMS_KIND_FIGURE,
                                 TMS_KIND_RULE,
                                 TMS_KIND_FORMULA_BLOCK,
                                 TMS_KIND_COMMENT,
                                 TMS_KIND_FOOTNOTE,
                                 TMS_KIND_GROUP,
                                 0};
static const uint8_t items[] = {TMS_KIND_ITEM, 0};
static const uint8_t terms[] = {TMS_KIND_TERM, TMS_KIND_DEFINITION, 0};
static const uint8_t rows[] = {TMS_KIND_ROW, TMS_KIND_ROW, TMS_KIND_ROW, TMS_KIND_CAPTION, 0};
static const uint8_t cells[] = {TMS_KIND_CELL, 0};
static const uint8_t figures[] = {TMS_KIND_IMAGE, TMS_KIND_IMAGE, TMS_KIND_CAPTION, 0};
static const uint8_t comments[] = {TMS_KIND_COMMENT, 0};

static const uint8_t *children_of(tms_kind kind) {
  switch (tms_kind_content(kind)) {
    case TMS_HOLDS_INLINES: return inlines;
    case TMS_HOLDS_ITEMS: return items;
    case TMS_HOLDS_TERMS: return terms;
    case TMS_HOLDS_ROWS: return rows;
    case TMS_HOLDS_CELLS: return cells;
    case TMS_HOLDS_FIGURE: return figures;
    case TMS_HOLDS_COMMENTS: return comments;
    default: return blocks;
  }
}

static size_t length_of(const uint8_t *kinds) {
  size_t length = 0;
  while (kinds[length]) length++;
  return length;
}

static void add_child(supply *s, tms_builder *builder, unsigned pick) {
  const uint8_t *kinds = children_of((tms_kind)builder->at->kind);
  tms_kind kind = (tms_kind)kinds[pick % length_of(kinds)];
  if (kind == TMS_KIND_TEXT) {
    tms_text(builder, any_string(s, builder->doc), TMS_SPAN_NONE);
  } else if (tms_kind_content(kind) == TMS_HOLDS_NOTHING) {
    set_attributes(s, builder->doc, tms_leaf(builder, kind));
  } else {
    set_attributes(s, builder->doc, tms_open(builder, kind));
  }
}

/* One byte a step: a quarter of all bytes close the open node, the others add a child to it. */
static void build(supply *s, tms_document *doc, tms_builder *builder, tms_node *section) {
  unsigned open = 0;
  builder->at = section;
  for (unsigned steps = 0; s->at < s->end && steps < 4000; steps++) {
    unsigned op = take(s);
    tms_node *before = builder->at;
    uint32_t flat = builder->flat;
    if ((op & 3) == 3) {
      if (open == 0) return;
      tms_close(builder);
      open--;
    } else {
      add_child(s, builder, op >> 2);
      if (builder->at != before || builder->flat != flat) open++;
    }
    if (tms_doc_status(doc) != TMS_OK) return;
  }
}

static void set_metadata(supply *s, tms_document *doc) {
  for (unsigned fields = take(s) & 15; fields > 0; fields--) {
    tms_field field = (tms_field)(take(s) % TMS_FIELD_COUNT);
    tms_provenance from = (tms_provenance)(take(s) % TMS_PROVENANCE_COUNT);
    tms_slice value = any_string(s, doc);
    if (field == TMS_FIELD_LANGUAGE) value = any_of(s, languages);
    if (field == TMS_FIELD_DATE_PUBLISHED || field == TMS_FIELD_DATE_MODIFIED || field == TMS_FIELD_DATE_RETRIEVED) value = any_of(s, dates);
    if (field == TMS_FIELD_PAGE_KIND) value = TMS_SLICE("article");
    if (!tms_metadata_add(&doc->metadata, &doc->arena, field, value, from)) return;
  }
}

tms_document *doc_from_bytes(const tms_allocator *allocator, const uint8_t *data, size_t size) {
  tms_limits limits = {.max_memory = (size_t)256 << 20};
  tms_document *doc = tms_doc_new(allocator, &limits, 1);
  if (!doc) return NULL;
  supply s = {data, size ? data + size : data};
  tms_builder builder;
  tms_builder_init(&builder, doc);
  set_metadata(&s, doc);
  build(&s, doc, &builder, doc->main);
  if (s.at < s.end && tms_doc_status(doc) == TMS_OK) {
    tms_builder_init(&builder, doc);
    tms_node *section = tms_doc_comments(doc);
    if (section) build(&s, doc, &builder, section);
  }
  if (tms_doc_normalize(doc) == TMS_OK && tms_doc_status(doc) == TMS_OK) return doc;
  tms_doc_free(doc);
  return NULL;
}
