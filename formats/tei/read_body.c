/* The text: each element by its action (elements.c). What a parent can't hold is put right by normalize; here only the order of the text counts. */
#include "formats/tei/reader.h"

#include "doc/kind.h"

/* Is one of the space-separated `words` of an attribute in the list `wanted`? Trafilatura's words begin with #. */
static bool has_word(tms_slice words, const char *wanted) {
  tms_slice word, other;
  while (tms_slice_next_word(&words, &word)) {
    tms_slice list = tms_slice_cstr(wanted);
    if (word.ptr[0] == '#') word = tms_slice_from(word, 1);
    while (tms_slice_next_word(&list, &other)) {
      if (tms_slice_eq_nocase(word, other)) return true;
    }
  }
  return false;
}

static uint32_t number_of(const tms_tei_reader *r, const char *attribute, uint32_t max, uint32_t otherwise) {
  uint64_t value;
  return tms_slice_to_u64(tms_tei_attribute(r, attribute), max, &value) ? (uint32_t)value : otherwise;
}

static tms_slice language_of(const tms_tei_reader *r) {
  const tms_xml_attribute *language = tms_xml_find_xml(&r->xml, "lang");
  return language ? language->value : TMS_SLICE_NONE;
}

/* ---- opening ---- */

void tms_tei_need_paragraph(tms_tei_reader *r, tms_tei_frame *frame) {
  if (frame->context != TMS_TEI_BLOCKS || frame->implicit) return;
  tms_open(&r->builder, TMS_KIND_PARAGRAPH);
  frame->implicit = true;
}

void tms_tei_end_paragraph(tms_tei_reader *r, tms_tei_frame *frame) {
  if (frame->implicit) tms_close(&r->builder);
  frame->implicit = false;
}

static tms_node *open_node(tms_tei_reader *r, tms_tei_frame *frame, tms_kind kind) {
  tms_content content = tms_kind_content(kind);
  frame->kind = (uint8_t)kind;
  frame->opens++;
  frame->context = content == TMS_HOLDS_INLINES ? TMS_TEI_INLINES : TMS_TEI_BLOCKS;
  frame->node = tms_open(&r->builder, kind);
  return frame->node;
}

static tms_node *open_block(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent, tms_kind kind) {
  tms_tei_end_paragraph(r, parent);
  return open_node(r, frame, kind);
}

static tms_node *open_inline(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent, tms_kind kind) {
  tms_tei_need_paragraph(r, parent);
  return open_node(r, frame, kind);
}

/* The element is nothing itself: its content stands where it stands. */
static void pass_inline(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_tei_need_paragraph(r, parent);
  frame->context = TMS_TEI_INLINES;
}

static void pass_block(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_tei_end_paragraph(r, parent);
  if (parent->context == TMS_TEI_BLOCKS) frame->kind = parent->kind;
  frame->context = parent->context;
}

/* Does a flexible element stand among inlines? */
static bool is_among_inlines(const tms_tei_frame *parent) {
  return parent->context == TMS_TEI_INLINES || parent->implicit;
}

/* The builder goes elsewhere until the element ends. */
static void move_to(tms_tei_reader *r, tms_tei_frame *frame, tms_node *place) {
  if (!place) return;
  frame->own_place = true;
  frame->at = r->builder.at;
  frame->depth = r->builder.depth;
  frame->flat = r->builder.flat;
  r->builder.at = place;
  r->builder.depth = 2;
  r->builder.flat = 0;
}

/* ---- blocks ---- */

/* rend="h2" (trafilatura) or n="2" on own headings; else by the nest of divs. */
static uint8_t heading_level(const tms_tei_reader *r) {
  tms_slice rend = tms_tei_attribute(r, "rend");
  uint32_t level = r->divs ? r->divs : 1;
  if (rend.len == 2 && rend.ptr[0] == 'h' && rend.ptr[1] >= '1' && rend.ptr[1] <= '6') return (uint8_t)(rend.ptr[1] - '0');
  return (uint8_t)(level > 6 ? 6 : level);
}

static void start_head(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (parent->kind == TMS_KIND_TABLE || parent->kind == TMS_KIND_FIGURE) {
    open_block(r, frame, parent, TMS_KIND_CAPTION);
  } else if (parent->kind == TMS_KIND_LIST || parent->kind == TMS_KIND_DEFINITION_LIST) {
    open_block(r, frame, parent, TMS_KIND_PARAGRAPH);
  } else {
    uint8_t level = parent->field ? parent->field : heading_level(r);
    open_block(r, frame, parent, TMS_KIND_HEADING)->level = level;
  }
}

/* The level of own sections stands on the div. */
static uint8_t section_level(const tms_tei_reader *r) {
  return r->own && tms_tei_is(tms_tei_attribute(r, "type"), "section") ? (uint8_t)number_of(r, "n", 6, 0) : 0;
}

static void start_div(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice type = tms_tei_attribute(r, "type");
  pass_block(r, frame, parent);
  if (tms_tei_is(type, "comments") && r->notes == 0) {
    move_to(r, frame, tms_doc_comments(r->doc));
    frame->kind = TMS_KIND_COMMENTS;
  } else if (tms_tei_is(type, "comment")) {
    open_block(r, frame, parent, TMS_KIND_COMMENT);
  } else if (!is_among_inlines(parent)) {
    frame->field = section_level(r);
  }
  /* The outermost div of own and trafilatura's output is the whole text, no section. */
  if (tms_tei_is(type, "main") || tms_tei_is(type, "entry") || tms_tei_is(type, "comments") || tms_tei_is(type, "footnotes")) return;
  frame->flag = true;
  r->divs++;
}

static void start_code_block(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice language = tms_tei_attribute(r, "subtype");
  if (!language.len) language = tms_tei_attribute(r, "n");
  if (!language.len) language = tms_tei_attribute(r, "lang");
  tms_tei_end_paragraph(r, parent);
  frame->kind = TMS_KIND_CODE_BLOCK;
  frame->target = language;
  tms_tei_capture(r, frame);
}

/* An example in XML is its own markup: the bytes as they stand. */
static void start_example(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_tei_end_paragraph(r, parent);
  frame->kind = TMS_KIND_CODE_BLOCK;
  frame->begin = r->xml.end;
  frame->context = TMS_TEI_SILENT;
}

static void end_example(tms_tei_reader *r, const tms_tei_frame *frame) {
  if (r->xml.begin <= frame->begin) return;
  tms_node *node = tms_leaf(&r->builder, TMS_KIND_CODE_BLOCK);
  node->span = (tms_span){frame->begin, r->xml.begin};
  node->text = tms_slice_of(r->xml.input.ptr + frame->begin, r->xml.begin - frame->begin);
  node->target = TMS_SLICE("xml");
}

static void start_ab(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice type = tms_tei_attribute(r, "type");
  if (tms_tei_is(type, "code")) {
    start_code_block(r, frame, parent);
  } else if (tms_tei_is(type, "heading") || tms_tei_is(type, "header") || tms_tei_is(type, "head")) {
    uint32_t level = number_of(r, "n", 6, 0);
    open_block(r, frame, parent, TMS_KIND_HEADING)->level = level ? (uint8_t)level : heading_level(r);
  } else if (tms_tei_is(type, "formula")) {
    pass_block(r, frame, parent);
    frame->flag = true;
  } else {
    open_block(r, frame, parent, TMS_KIND_PARAGRAPH);
  }
}

static void start_list(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice rend = tms_tei_attribute(r, "rend"), type = tms_tei_attribute(r, "type");
  if (has_word(type, "gloss") || has_word(rend, "definitions dl gloss")) {
    open_block(r, frame, parent, TMS_KIND_DEFINITION_LIST);
    return;
  }
  tms_node *list = open_block(r, frame, parent, TMS_KIND_LIST);
  list->level = has_word(rend, "numbered ordered ol") || has_word(type, "numbered ordered");
  if (list->level) list->number = number_of(r, "n", 999999999, 1);
}

static void start_item(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice rend = tms_tei_attribute(r, "rend");
  if (parent->kind == TMS_KIND_DEFINITION_LIST) {
    bool is_term = tms_tei_is(rend, "term") || tms_slice_starts(rend, TMS_SLICE("dt"));
    open_block(r, frame, parent, is_term ? TMS_KIND_TERM : TMS_KIND_DEFINITION);
    return;
  }
  open_block(r, frame, parent, TMS_KIND_ITEM)->level = tms_tei_is(rend, "checked") ? 2 : tms_tei_is(rend, "unchecked") ? 1 : 0;
}

static void start_flexible(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (is_among_inlines(parent)) {
    pass_inline(r, frame, parent);
  } else {
    open_block(r, frame, parent, TMS_KIND_PARAGRAPH);
  }
}

/* A list that begins with a label is one of definitions, whatever its type. */
static void start_label(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (parent->kind == TMS_KIND_LIST && parent->node && !parent->node->first && !parent->node->level) {
    parent->kind = TMS_KIND_DEFINITION_LIST;
    parent->node->kind = TMS_KIND_DEFINITION_LIST;
  }
  if (parent->kind == TMS_KIND_DEFINITION_LIST) {
    open_block(r, frame, parent, TMS_KIND_TERM);
  } else {
    start_flexible(r, frame, parent);
  }
}

static bool is_label_role(const tms_tei_reader *r) {
  return has_word(tms_tei_attribute(r, "role"), "label head header");
}

static void start_cell(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  bool is_label = is_label_role(r) || (parent->flag && parent->kind == TMS_KIND_ROW && !tms_tei_attribute(r, "role").len);
  uint32_t columns = number_of(r, "cols", 1000, 1), rows = number_of(r, "rows", 1000, 1);
  tms_node *cell = open_block(r, frame, parent, TMS_KIND_CELL);
  cell->level = is_label;
  cell->number = columns ? columns : 1;
  cell->number2 = rows ? rows : 1;
}

static void start_quote(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (is_among_inlines(parent)) {
    open_inline(r, frame, parent, TMS_KIND_QUOTATION);
  } else {
    open_block(r, frame, parent, TMS_KIND_QUOTE);
  }
}

static void start_milestone(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  frame->context = TMS_TEI_SILENT;
  if (!has_word(tms_tei_attribute(r, "rend"), "rule hr") && !has_word(tms_tei_attribute(r, "unit"), "rule hr")) return;
  tms_tei_end_paragraph(r, parent);
  tms_leaf(&r->builder, TMS_KIND_RULE);
}

/* In a comment, a byline says who and when; both are read where they end. */
static void start_byline(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (parent->kind != TMS_KIND_COMMENT || !parent->node) {
    open_block(r, frame, parent, TMS_KIND_PARAGRAPH);
    return;
  }
  frame->node = parent->node;
  frame->context = TMS_TEI_SILENT;
}

/* ---- notes ---- */

/* A label for a note without id, that no id can be: ids have no space. */
static tms_slice made_label(tms_tei_reader *r) {
  tms_buf_reset(&r->capture);
  tms_buf_add_cstr(&r->capture, "note ");
  tms_buf_add_u64(&r->capture, ++r->labels);
  return tms_tei_captured(r);
}

/*
 * A note becomes a footnote. One that stands in running text is referred to from there (and is no reference's target, as a rule); one that stands among
 * blocks waits for references. A note in a note is part of its text.
 */
static void start_note(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  const tms_xml_attribute *id = tms_xml_find_xml(&r->xml, "id");
  if (r->notes) {
    start_flexible(r, frame, parent);
    return;
  }
  tms_slice label = id ? id->value : made_label(r);
  if (is_among_inlines(parent)) tms_leaf(&r->builder, TMS_KIND_NOTE_REFERENCE)->target = label;
  move_to(r, frame, r->doc->main);
  open_node(r, frame, TMS_KIND_FOOTNOTE)->target = label;
  r->notes++;
}

/* ---- inlines ---- */

static bool is_note_pointer(const tms_tei_reader *r, tms_slice target) {
  return target.len > 1 && target.ptr[0] == '#' && has_word(tms_tei_attribute(r, "type"), "note noteref footnote noteAnchor");
}

static void add_reference(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent, tms_slice target) {
  tms_tei_need_paragraph(r, parent);
  tms_leaf(&r->builder, TMS_KIND_NOTE_REFERENCE)->target = tms_slice_from(target, 1);
  frame->context = TMS_TEI_SILENT; /* the text of a reference is its label */
}

static tms_slice address_of(const tms_tei_reader *r, const char *attribute) {
  bool is_raw = tms_tei_is(tms_tei_attribute(r, "type"), "raw") && tms_xml_find(&r->xml, "n");
  return tms_tei_attribute(r, is_raw ? "n" : attribute);
}

static void start_ref(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice target = address_of(r, "target"), type = tms_tei_attribute(r, "type");
  if (is_note_pointer(r, target)) {
    add_reference(r, frame, parent, target);
  } else if (target.len == 0) {
    pass_inline(r, frame, parent);
  } else {
    tms_node *link = open_inline(r, frame, parent, TMS_KIND_LINK);
    link->target = target;
    if (!tms_tei_is(type, "raw")) link->title = tms_tei_attribute(r, "n");
  }
}

/* A pointer has no text of its own: what it shows is where it points. */
static void start_ptr(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice target = address_of(r, "target");
  if (is_note_pointer(r, target)) {
    add_reference(r, frame, parent, target);
  } else if (target.len) {
    open_inline(r, frame, parent, TMS_KIND_LINK)->target = target;
    tms_node *text = tms_leaf(&r->builder, TMS_KIND_TEXT);
    text->text = target;
    text->derived = 1;
  }
  frame->context = TMS_TEI_SILENT;
}

/* The title of a link whose @n holds its raw address. */
static void start_seg(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  pass_inline(r, frame, parent);
  if (parent->kind == TMS_KIND_LINK && parent->node && tms_tei_is(tms_tei_attribute(r, "type"), "title"))
    parent->node->title = tms_tei_attribute(r, "n");
}

static void start_hi(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice rend = tms_tei_attribute(r, "rend");
  tms_kind kind = TMS_KIND_EMPHASIS;
  if (has_word(rend, "bold b strong")) {
    kind = TMS_KIND_STRONG;
  } else if (has_word(rend, "sub subscript")) {
    kind = TMS_KIND_SUBSCRIPT;
  } else if (has_word(rend, "sup super superscript")) {
    kind = TMS_KIND_SUPERSCRIPT;
  } else if (has_word(rend, "strikethrough strike line-through d")) {
    kind = TMS_KIND_DELETED;
  } else if (has_word(rend, "quoted")) {
    kind = TMS_KIND_QUOTATION;
  }
  open_inline(r, frame, parent, kind);
}

static void start_graphic(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice source = address_of(r, "url");
  if (!source.len) source = tms_tei_attribute(r, "src");
  if (parent->kind != TMS_KIND_FIGURE) tms_tei_need_paragraph(r, parent);
  frame->node = tms_leaf(&r->builder, TMS_KIND_IMAGE);
  frame->node->target = source;
  frame->node->title = tms_tei_attribute(r, "alt");
  frame->context = TMS_TEI_SILENT;
}

/* The description of an image; among other things, a caption or paragraph. */
static void start_desc(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_node *image = parent->action == TMS_TEI_GRAPHIC ? parent->node : NULL;
  if (parent->kind == TMS_KIND_FIGURE && parent->node) image = parent->node->first;
  if (image && image->kind == TMS_KIND_IMAGE && !image->title.len) {
    frame->node = image;
    tms_tei_capture(r, frame);
  } else if (parent->kind == TMS_KIND_FIGURE) {
    open_block(r, frame, parent, TMS_KIND_CAPTION);
  } else {
    start_flexible(r, frame, parent);
  }
}

static void start_lb(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  frame->context = TMS_TEI_SILENT;
  if (is_among_inlines(parent) && !tms_tei_is(tms_tei_attribute(r, "break"), "no")) tms_leaf(&r->builder, TMS_KIND_BREAK);
}

static void start_text(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice language = language_of(r);
  pass_block(r, frame, parent);
  if (language.len && !r->own && !r->doc->metadata.fields[TMS_FIELD_LANGUAGE].count) {
    tms_metadata_set(&r->doc->metadata, &r->doc->arena, TMS_FIELD_LANGUAGE, language, TMS_FROM_HEADER);
  }
}

/* A corpus's header says nothing of its texts. */
static void start_header(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_tei_end_paragraph(r, parent);
  frame->context = tms_tei_is(parent->name, "teiCorpus") ? TMS_TEI_SILENT : TMS_TEI_IN_HEADER;
}

static void start_unknown(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_ledger_repair(&r->doc->ledger, TMS_REASON_UNKNOWN, (tms_span){r->xml.begin, r->xml.end}, 1);
  if (is_among_inlines(parent)) {
    pass_inline(r, frame, parent);
  } else {
    pass_block(r, frame, parent);
  }
}

static void start_foreign(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  tms_slice language = language_of(r);
  if (language.len) {
    open_inline(r, frame, parent, TMS_KIND_SPAN)->target = language;
  } else {
    open_inline(r, frame, parent, TMS_KIND_EMPHASIS);
  }
}

static void start_block(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  switch ((tms_tei_action)frame->action) { /* long switch: one case an action */
    case TMS_TEI_AB: start_ab(r, frame, parent); break;
    case TMS_TEI_BYLINE: start_byline(r, frame, parent); break;
    case TMS_TEI_CELL: start_cell(r, frame, parent); break;
    case TMS_TEI_DIV: start_div(r, frame, parent); break;
    case TMS_TEI_EG: start_code_block(r, frame, parent); break;
    case TMS_TEI_EXAMPLE: start_example(r, frame, parent); break;
    case TMS_TEI_FIGURE: open_block(r, frame, parent, TMS_KIND_FIGURE); break;
    case TMS_TEI_HEAD: start_head(r, frame, parent); break;
    case TMS_TEI_ITEM: start_item(r, frame, parent); break;
    case TMS_TEI_LIST: start_list(r, frame, parent); break;
    case TMS_TEI_MILESTONE: start_milestone(r, frame, parent); break;
    case TMS_TEI_PARAGRAPH: open_block(r, frame, parent, TMS_KIND_PARAGRAPH); break;
    case TMS_TEI_ROW:
      frame->flag = is_label_role(r);
      open_block(r, frame, parent, TMS_KIND_ROW);
      break;
    case TMS_TEI_TABLE: open_block(r, frame, parent, TMS_KIND_TABLE); break;
    default: pass_block(r, frame, parent); break;
  }
}

static void start_inline(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  switch ((tms_tei_action)frame->action) { /* long switch: one case an action */
    case TMS_TEI_FLEXIBLE: start_flexible(r, frame, parent); break;
    case TMS_TEI_LABEL: start_label(r, frame, parent); break;
    case TMS_TEI_NOTE: start_note(r, frame, parent); break;
    case TMS_TEI_QUOTE: start_quote(r, frame, parent); break;
    case TMS_TEI_CODE:
    case TMS_TEI_FORMULA: tms_tei_capture(r, frame); break; /* what it is, its end decides */
    case TMS_TEI_ADD: open_inline(r, frame, parent, TMS_KIND_INSERTED); break;
    case TMS_TEI_DEL: open_inline(r, frame, parent, TMS_KIND_DELETED); break;
    case TMS_TEI_EMPHASIS: open_inline(r, frame, parent, TMS_KIND_EMPHASIS); break;
    case TMS_TEI_QUOTATION: open_inline(r, frame, parent, TMS_KIND_QUOTATION); break;
    case TMS_TEI_FOREIGN: start_foreign(r, frame, parent); break;
    case TMS_TEI_GRAPHIC: start_graphic(r, frame, parent); break;
    case TMS_TEI_HI: start_hi(r, frame, parent); break;
    case TMS_TEI_LB: start_lb(r, frame, parent); break;
    case TMS_TEI_PTR: start_ptr(r, frame, parent); break;
    case TMS_TEI_REF: start_ref(r, frame, parent); break;
    case TMS_TEI_SEG: start_seg(r, frame, parent); break;
    case TMS_TEI_DESC: start_desc(r, frame, parent); break;
    case TMS_TEI_VOID: frame->context = TMS_TEI_SILENT; break;
    default: pass_inline(r, frame, parent); break;
  }
}

/* Inside a byline only name and date count; inside a graphic only its description. */
static void start_in_silence(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (parent->action == TMS_TEI_GRAPHIC && frame->action == TMS_TEI_DESC) {
    start_desc(r, frame, parent);
  } else if (parent->action == TMS_TEI_BYLINE && tms_tei_is(frame->name, "name")) {
    tms_tei_capture(r, frame);
  } else if (parent->action == TMS_TEI_BYLINE && tms_tei_is(frame->name, "date")) {
    tms_slice when = tms_tei_attribute(r, "when");
    parent->node->text = when.len ? when : tms_tei_attribute(r, "when-iso");
  }
}

void tms_tei_body_start(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (parent->context == TMS_TEI_SILENT) {
    start_in_silence(r, frame, parent);
    return;
  }
  if (parent->action == TMS_TEI_CHOICE && frame->action == TMS_TEI_SECOND) {
    frame->context = TMS_TEI_DROPPED;
  } else if (frame->action == TMS_TEI_UNKNOWN) {
    start_unknown(r, frame, parent);
  } else if (frame->action <= TMS_TEI_LAST_BLOCK) {
    start_block(r, frame, parent);
  } else if (frame->action == TMS_TEI_HEADER) {
    start_header(r, frame, parent);
  } else if (frame->action == TMS_TEI_TEXT) {
    start_text(r, frame, parent);
  } else {
    start_inline(r, frame, parent);
  }
}

/* ---- ends ---- */

static void add_captured(tms_tei_reader *r, tms_kind kind, tms_slice language) {
  tms_node *node = tms_leaf(&r->builder, kind);
  node->text = tms_tei_captured_whole(r);
  node->target = language;
  node->span = r->captured;
}

/* Lines of code are a block, where one can stand. */
static void end_code(tms_tei_reader *r, tms_tei_frame *parent) {
  bool has_lines = tms_slice_find_byte(tms_buf_slice(&r->capture), '\n', 0) != SIZE_MAX;
  if (has_lines && !is_among_inlines(parent)) {
    add_captured(r, TMS_KIND_CODE_BLOCK, TMS_SLICE_NONE);
  } else {
    tms_tei_need_paragraph(r, parent);
    add_captured(r, TMS_KIND_CODE, TMS_SLICE_NONE);
  }
}

static void end_formula(tms_tei_reader *r, tms_tei_frame *parent) {
  if (parent->action == TMS_TEI_AB && parent->flag) {
    add_captured(r, TMS_KIND_FORMULA_BLOCK, TMS_SLICE_NONE);
  } else {
    tms_tei_need_paragraph(r, parent);
    add_captured(r, TMS_KIND_FORMULA, TMS_SLICE_NONE);
  }
}

static void end_capture(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (frame->kind == TMS_KIND_CODE_BLOCK) {
    add_captured(r, TMS_KIND_CODE_BLOCK, frame->target);
  } else if (frame->action == TMS_TEI_CODE) {
    end_code(r, parent);
  } else if (frame->action == TMS_TEI_FORMULA) {
    end_formula(r, parent);
  } else if (frame->action == TMS_TEI_DESC) {
    frame->node->title = tms_tei_captured(r);
  } else if (parent->action == TMS_TEI_BYLINE) {
    parent->node->target = tms_tei_captured(r);
  }
}

void tms_tei_body_end(tms_tei_reader *r, tms_tei_frame *frame, tms_tei_frame *parent) {
  if (frame->context == TMS_TEI_CAPTURE) {
    end_capture(r, frame, parent);
  } else if (frame->action == TMS_TEI_LINE && frame->context == TMS_TEI_INLINES) {
    tms_leaf(&r->builder, TMS_KIND_BREAK);
  }
  if (frame->action == TMS_TEI_EXAMPLE && frame->kind == TMS_KIND_CODE_BLOCK) end_example(r, frame);
  if (frame->action == TMS_TEI_NOTE && frame->own_place) r->notes--;
  if (frame->action == TMS_TEI_DIV && frame->flag) r->divs--;
}
