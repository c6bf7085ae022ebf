#include "markup/lossless_keys.h"

const tms_lossless_key_info *tms_lossless_key_at(tms_lossless_key key) {
  static const tms_lossless_key_info keys[TMS_KEY_COUNT] = {
#define X(name, key, slot, max) {TMS_SLICE_INIT(key), slot, max},
      TMS_LOSSLESS_KEYS(X)
#undef X
  };
  return &keys[key];
}

uint32_t tms_lossless_required(tms_kind kind) {
  switch (kind) {
    case TMS_KIND_HEADING: return TMS_KEY_BIT(LEVEL);
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_FORMULA_BLOCK:
    case TMS_KIND_CODE:
    case TMS_KIND_FORMULA: return TMS_KEY_BIT(TEXT);
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_NOTE_REFERENCE: return TMS_KEY_BIT(LABEL);
    case TMS_KIND_LINK: return TMS_KEY_BIT(HREF);
    case TMS_KIND_IMAGE: return TMS_KEY_BIT(SRC);
    case TMS_KIND_SPAN: return TMS_KEY_BIT(LANGUAGE);
    default: return 0;
  }
}

uint32_t tms_lossless_attributes(tms_kind kind) {
  uint32_t required = tms_lossless_required(kind);
  switch (kind) {
    case TMS_KIND_LIST: return TMS_KEY_BIT(ORDERED) | TMS_KEY_BIT(START);
    case TMS_KIND_ITEM: return TMS_KEY_BIT(CHECKED);
    case TMS_KIND_CODE_BLOCK: return required | TMS_KEY_BIT(LANGUAGE);
    case TMS_KIND_CELL: return TMS_KEY_BIT(HEADER) | TMS_KEY_BIT(COLSPAN) | TMS_KEY_BIT(ROWSPAN);
    case TMS_KIND_COMMENT: return TMS_KEY_BIT(AUTHOR) | TMS_KEY_BIT(DATE);
    case TMS_KIND_LINK: return required | TMS_KEY_BIT(TITLE);
    case TMS_KIND_IMAGE: return required | TMS_KEY_BIT(ALT);
    default: return required;
  }
}

tms_lossless_key tms_lossless_children(tms_kind kind) {
  switch (tms_kind_content(kind)) {
    case TMS_HOLDS_INLINES: return TMS_KEY_INLINES;
    case TMS_HOLDS_BLOCKS: return TMS_KEY_BLOCKS;
    case TMS_HOLDS_ITEMS: return TMS_KEY_ITEMS;
    case TMS_HOLDS_TERMS: return TMS_KEY_ENTRIES;
    case TMS_HOLDS_ROWS: return TMS_KEY_ROWS;
    case TMS_HOLDS_CELLS: return TMS_KEY_CELLS;
    case TMS_HOLDS_FIGURE: return TMS_KEY_IMAGES;
    case TMS_HOLDS_COMMENTS: return TMS_KEY_COMMENTS;
    case TMS_HOLDS_SECTIONS:
    case TMS_HOLDS_NOTHING: break;
  }
  return TMS_KEY_COUNT;
}
