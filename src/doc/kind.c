#include "doc/kind.h"

const char *tms_kind_name(tms_kind kind) {
  switch (kind) { /* long switch: one line a kind */
    case TMS_KIND_DOCUMENT: return "document";
    case TMS_KIND_MAIN: return "main";
    case TMS_KIND_COMMENTS: return "comments";
    case TMS_KIND_HEADING: return "heading";
    case TMS_KIND_PARAGRAPH: return "paragraph";
    case TMS_KIND_LIST: return "list";
    case TMS_KIND_ITEM: return "item";
    case TMS_KIND_DEFINITION_LIST: return "definition-list";
    case TMS_KIND_TERM: return "term";
    case TMS_KIND_DEFINITION: return "definition";
    case TMS_KIND_QUOTE: return "quote";
    case TMS_KIND_CODE_BLOCK: return "code-block";
    case TMS_KIND_TABLE: return "table";
    case TMS_KIND_CAPTION: return "caption";
    case TMS_KIND_ROW: return "row";
    case TMS_KIND_CELL: return "cell";
    case TMS_KIND_FIGURE: return "figure";
    case TMS_KIND_RULE: return "rule";
    case TMS_KIND_FORMULA_BLOCK: return "formula-block";
    case TMS_KIND_FOOTNOTE: return "footnote";
    case TMS_KIND_COMMENT: return "comment";
    case TMS_KIND_GROUP: return "group";
    case TMS_KIND_TEXT: return "text";
    case TMS_KIND_EMPHASIS: return "emphasis";
    case TMS_KIND_STRONG: return "strong";
    case TMS_KIND_CODE: return "code";
    case TMS_KIND_LINK: return "link";
    case TMS_KIND_IMAGE: return "image";
    case TMS_KIND_BREAK: return "break";
    case TMS_KIND_SUBSCRIPT: return "subscript";
    case TMS_KIND_SUPERSCRIPT: return "superscript";
    case TMS_KIND_INSERTED: return "inserted";
    case TMS_KIND_DELETED: return "deleted";
    case TMS_KIND_QUOTATION: return "quotation";
    case TMS_KIND_FORMULA: return "formula";
    case TMS_KIND_NOTE_REFERENCE: return "note-reference";
    case TMS_KIND_SPAN: return "span";
  }
  return "unknown";
}

tms_content tms_kind_content(tms_kind kind) {
  switch (kind) { /* long switch: one line a kind */
    case TMS_KIND_DOCUMENT: return TMS_HOLDS_SECTIONS;
    case TMS_KIND_COMMENTS: return TMS_HOLDS_COMMENTS;
    case TMS_KIND_MAIN:
    case TMS_KIND_ITEM:
    case TMS_KIND_DEFINITION:
    case TMS_KIND_QUOTE:
    case TMS_KIND_CELL:
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_COMMENT:
    case TMS_KIND_GROUP: return TMS_HOLDS_BLOCKS;
    case TMS_KIND_HEADING:
    case TMS_KIND_PARAGRAPH:
    case TMS_KIND_TERM:
    case TMS_KIND_CAPTION:
    case TMS_KIND_EMPHASIS:
    case TMS_KIND_STRONG:
    case TMS_KIND_LINK:
    case TMS_KIND_SUBSCRIPT:
    case TMS_KIND_SUPERSCRIPT:
    case TMS_KIND_INSERTED:
    case TMS_KIND_DELETED:
    case TMS_KIND_QUOTATION:
    case TMS_KIND_SPAN: return TMS_HOLDS_INLINES;
    case TMS_KIND_LIST: return TMS_HOLDS_ITEMS;
    case TMS_KIND_DEFINITION_LIST: return TMS_HOLDS_TERMS;
    case TMS_KIND_TABLE: return TMS_HOLDS_ROWS;
    case TMS_KIND_ROW: return TMS_HOLDS_CELLS;
    case TMS_KIND_FIGURE: return TMS_HOLDS_FIGURE;
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_RULE:
    case TMS_KIND_FORMULA_BLOCK:
    case TMS_KIND_TEXT:
    case TMS_KIND_CODE:
    case TMS_KIND_IMAGE:
    case TMS_KIND_BREAK:
    case TMS_KIND_FORMULA:
    case TMS_KIND_NOTE_REFERENCE: return TMS_HOLDS_NOTHING;
  }
  return TMS_HOLDS_NOTHING;
}

unsigned tms_kind_uses(tms_kind kind) {
  switch (kind) {
    case TMS_KIND_HEADING:
    case TMS_KIND_ITEM: return TMS_USES_LEVEL;
    case TMS_KIND_LIST: return TMS_USES_LEVEL | TMS_USES_NUMBER;
    case TMS_KIND_CELL: return TMS_USES_LEVEL | TMS_USES_NUMBER | TMS_USES_NUMBER2;
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_COMMENT: return TMS_USES_TEXT | TMS_USES_TARGET;
    case TMS_KIND_TEXT:
    case TMS_KIND_CODE:
    case TMS_KIND_FORMULA:
    case TMS_KIND_FORMULA_BLOCK: return TMS_USES_TEXT;
    case TMS_KIND_LINK:
    case TMS_KIND_IMAGE: return TMS_USES_TARGET | TMS_USES_TITLE;
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_NOTE_REFERENCE:
    case TMS_KIND_SPAN: return TMS_USES_TARGET;
    default: return 0;
  }
}

bool tms_kind_is_block(tms_kind kind) {
  return kind >= TMS_KIND_HEADING && kind <= TMS_KIND_GROUP;
}

/* The blocks that stand wherever a kind "holds blocks". */
static bool is_flow_block(tms_kind kind) {
  switch (kind) {
    case TMS_KIND_HEADING:
    case TMS_KIND_PARAGRAPH:
    case TMS_KIND_LIST:
    case TMS_KIND_DEFINITION_LIST:
    case TMS_KIND_QUOTE:
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_TABLE:
    case TMS_KIND_FIGURE:
    case TMS_KIND_RULE:
    case TMS_KIND_FORMULA_BLOCK:
    case TMS_KIND_COMMENT: return true;
    default: return false;
  }
}

bool tms_kind_allows(tms_kind parent, tms_kind child) {
  switch (tms_kind_content(parent)) {
    case TMS_HOLDS_NOTHING: return false;
    case TMS_HOLDS_INLINES: return tms_kind_is_inline(child);
    case TMS_HOLDS_BLOCKS: return is_flow_block(child) || (parent == TMS_KIND_MAIN && child == TMS_KIND_FOOTNOTE);
    case TMS_HOLDS_ITEMS: return child == TMS_KIND_ITEM;
    case TMS_HOLDS_TERMS: return child == TMS_KIND_TERM || child == TMS_KIND_DEFINITION;
    case TMS_HOLDS_ROWS: return child == TMS_KIND_ROW || child == TMS_KIND_CAPTION;
    case TMS_HOLDS_CELLS: return child == TMS_KIND_CELL;
    case TMS_HOLDS_FIGURE: return child == TMS_KIND_IMAGE || child == TMS_KIND_CAPTION;
    case TMS_HOLDS_SECTIONS: return child == TMS_KIND_MAIN || child == TMS_KIND_COMMENTS;
    case TMS_HOLDS_COMMENTS: return child == TMS_KIND_COMMENT;
  }
  return false;
}
