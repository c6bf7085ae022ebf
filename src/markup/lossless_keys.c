#include "markup/lossless_keys.h"

const tms_lossless_key_info tms_lossless_key_table[TMS_KEY_COUNT] = {
#define X(name, key, slot, max) {TMS_SLICE_INIT(key), slot, max},
    TMS_LOSSLESS_KEYS(X)
#undef X
};

/* Attributes: what it must have, what it may have besides. */
#define KIND(name, must, may, children) [TMS_KIND_##name] = {(must) | (may), must, TMS_KEY_##children}
#define BIT(name) TMS_KEY_BIT(name)

const tms_lossless_kind tms_lossless_kind_table[TMS_KIND_SPAN + 1] = {
    KIND(DOCUMENT, 0, 0, COUNT),
    KIND(MAIN, 0, 0, BLOCKS),
    KIND(COMMENTS, 0, 0, COMMENTS),
    KIND(HEADING, BIT(LEVEL), 0, INLINES),
    KIND(PARAGRAPH, 0, 0, INLINES),
    KIND(LIST, 0, BIT(ORDERED) | BIT(START), ITEMS),
    KIND(ITEM, 0, BIT(CHECKED), BLOCKS),
    KIND(DEFINITION_LIST, 0, 0, ENTRIES),
    KIND(TERM, 0, 0, INLINES),
    KIND(DEFINITION, 0, 0, BLOCKS),
    KIND(QUOTE, 0, 0, BLOCKS),
    KIND(CODE_BLOCK, BIT(TEXT), BIT(LANGUAGE), COUNT),
    KIND(TABLE, 0, 0, ROWS),
    KIND(CAPTION, 0, 0, INLINES),
    KIND(ROW, 0, 0, CELLS),
    KIND(CELL, 0, BIT(HEADER) | BIT(COLSPAN) | BIT(ROWSPAN), BLOCKS),
    KIND(FIGURE, 0, 0, IMAGES),
    KIND(RULE, 0, 0, COUNT),
    KIND(FORMULA_BLOCK, BIT(TEXT), 0, COUNT),
    KIND(FOOTNOTE, BIT(LABEL), 0, BLOCKS),
    KIND(COMMENT, 0, BIT(AUTHOR) | BIT(DATE), BLOCKS),
    KIND(GROUP, 0, 0, BLOCKS),
    KIND(TEXT, 0, 0, COUNT),
    KIND(EMPHASIS, 0, 0, INLINES),
    KIND(STRONG, 0, 0, INLINES),
    KIND(CODE, BIT(TEXT), 0, COUNT),
    KIND(LINK, BIT(HREF), BIT(TITLE), INLINES),
    KIND(IMAGE, BIT(SRC), BIT(ALT), COUNT),
    KIND(BREAK, 0, 0, COUNT),
    KIND(SUBSCRIPT, 0, 0, INLINES),
    KIND(SUPERSCRIPT, 0, 0, INLINES),
    KIND(INSERTED, 0, 0, INLINES),
    KIND(DELETED, 0, 0, INLINES),
    KIND(QUOTATION, 0, 0, INLINES),
    KIND(FORMULA, BIT(TEXT), 0, COUNT),
    KIND(NOTE_REFERENCE, BIT(LABEL), 0, COUNT),
    KIND(SPAN, BIT(LANGUAGE), 0, INLINES),
};
