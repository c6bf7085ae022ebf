/*
 * Our own HTML, read back exactly: element and marks say the kind, nothing is guessed, white space between blocks is none. What somebody put in by hand is
 * kept as its text; normalize puts it where it may stand.
 */
#include "doc/kind.h"
#include "formats/html/read.h"
#include "formats/html/write.h"

enum {
  LOOK_AT_CHILDREN = 64,  /* the generator stands among the first children of head, as html and head do among those of the root */
  LOOK_AT_ATTRIBUTES = 16 /* the writer gives no element more than four */
};

static tms_slice own_attribute(const tms_html_tree *tree, tms_html_ref ref, const char *wanted) {
  tms_slice name, value, key = tms_slice_cstr(wanted);
  for (uint32_t i = 0; i < LOOK_AT_ATTRIBUTES && tms_html_attribute_at(tree, ref, i, &name, &value); i++) {
    if (tms_slice_eq(name, key)) return value;
  }
  return TMS_SLICE_NONE;
}

static tms_html_ref child_of_tag(const tms_html_tree *tree, tms_html_ref parent, tms_html_tag tag) {
  int seen = 0;
  for (tms_html_ref at = parent ? tms_html_first(tree, parent) : 0; at && seen < LOOK_AT_CHILDREN; at = tms_html_next(tree, at), seen++) {
    if (tms_html_node_kind(tree, at) == TMS_HTML_ELEMENT && tms_html_tag_of(tree, at) == tag) return at;
  }
  return 0;
}

bool tms_html_is_own(const tms_html_tree *tree) {
  tms_html_ref head = child_of_tag(tree, child_of_tag(tree, tms_html_root(tree), TMS_TAG_HTML), TMS_TAG_HEAD);
  int seen = 0;
  for (tms_html_ref at = head ? tms_html_first(tree, head) : 0; at && seen < LOOK_AT_CHILDREN; at = tms_html_next(tree, at), seen++) {
    if (tms_html_node_kind(tree, at) != TMS_HTML_ELEMENT || tms_html_tag_of(tree, at) != TMS_TAG_META) continue;
    if (!tms_slice_eq(tms_html_attribute(tree, at, TMS_ATTR_NAME, NULL), TMS_SLICE("generator"))) continue;
    return tms_slice_eq(tms_html_attribute(tree, at, TMS_ATTR_CONTENT, NULL), TMS_SLICE(TMS_HTML_GENERATOR));
  }
  return false;
}

/* ---- reading ---- */

typedef struct own {
  tms_html_reader r; /* for its helpers */
  tms_builder *build;
  bool *opened; /* for each open element: did it open a node? */
  size_t depth, room;
} own;

static void read_meta(own *o, tms_html_ref ref) {
  tms_field field = tms_field_of_key(own_attribute(o->r.tree, ref, "data-tms"));
  tms_slice from = own_attribute(o->r.tree, ref, "data-tms-from");
  tms_provenance provenance = from.len ? tms_provenance_of_name(from) : TMS_FROM_NONE;
  if (field == TMS_FIELD_COUNT || provenance == TMS_PROVENANCE_COUNT) return;
  tms_slice value = tms_html_attribute(o->r.tree, ref, TMS_ATTR_CONTENT, NULL);
  (void)tms_metadata_add(&o->r.doc->metadata, &o->r.doc->arena, field, value, provenance); /* a failure stays in the arena */
}

static tms_slice kept(own *o, tms_html_ref ref, const char *name) {
  return tms_html_keep(&o->r, own_attribute(o->r.tree, ref, name));
}

static tms_node *open_node(own *o, tms_kind kind) {
  o->opened[o->depth - 1] = true;
  return tms_open(o->build, kind);
}

/* All text inside becomes the leaf's. The writer puts one text node there, the parser may cut it. */
static bool read_leaf(own *o, tms_html_ref ref, tms_kind kind) {
  tms_buf text;
  tms_buf_init(&text, o->r.doc->allocator, o->r.doc->limits.max_memory);
  tms_span span = TMS_SPAN_NONE;
  for (tms_html_ref at = tms_html_following(o->r.tree, ref, ref, false); at; at = tms_html_following(o->r.tree, ref, at, false)) {
    if (tms_html_node_kind(o->r.tree, at) != TMS_HTML_TEXT) continue;
    if (text.len == 0) span = tms_html_span(o->r.tree, at);
    tms_buf_add(&text, tms_html_text(o->r.tree, at));
  }
  tms_node *node = tms_leaf(o->build, kind);
  node->text = tms_doc_copy(o->r.doc, tms_buf_slice(&text));
  node->span = span;
  tms_html_note_failure(&o->r, &text);
  tms_buf_release(&text);
  return false;
}

static bool read_pre(own *o, tms_html_ref ref) {
  tms_html_ref code = child_of_tag(o->r.tree, ref, TMS_TAG_CODE);
  (void)read_leaf(o, ref, TMS_KIND_CODE_BLOCK);
  tms_node *node = o->build->at->last;
  if (code && node && node->kind == TMS_KIND_CODE_BLOCK) node->target = kept(o, code, "data-tms-language");
  return false;
}

static bool read_list(own *o, tms_html_ref ref, bool ordered) {
  tms_node *list = open_node(o, TMS_KIND_LIST);
  list->level = ordered;
  if (ordered) list->number = tms_html_number(tms_html_attribute(o->r.tree, ref, TMS_ATTR_START, NULL), 0, TMS_HTML_MOST_START, 1);
  return true;
}

static bool read_item(own *o, tms_html_ref ref) {
  tms_slice checked = own_attribute(o->r.tree, ref, "data-tms-checked");
  open_node(o, TMS_KIND_ITEM)->level = tms_slice_eq(checked, TMS_SLICE("yes")) ? 2 : checked.len > 0;
  return true;
}

static bool read_cell(own *o, tms_html_ref ref, bool header) {
  tms_node *cell = open_node(o, TMS_KIND_CELL);
  cell->level = header;
  cell->number = tms_html_number(tms_html_attribute(o->r.tree, ref, TMS_ATTR_COLSPAN, NULL), 1, TMS_HTML_MOST_SPAN, 1);
  cell->number2 = tms_html_number(tms_html_attribute(o->r.tree, ref, TMS_ATTR_ROWSPAN, NULL), 1, TMS_HTML_MOST_SPAN, 1);
  return true;
}

static tms_slice address(own *o, tms_html_ref ref, tms_html_attr name, const char *unsafe) {
  tms_slice url = tms_html_keep(&o->r, tms_html_attribute(o->r.tree, ref, name, NULL));
  return url.len ? url : kept(o, ref, unsafe);
}

static bool read_link(own *o, tms_html_ref ref) {
  tms_node *link = open_node(o, TMS_KIND_LINK);
  link->target = address(o, ref, TMS_ATTR_HREF, "data-tms-href");
  link->title = tms_html_keep(&o->r, tms_html_attribute(o->r.tree, ref, TMS_ATTR_TITLE, NULL));
  return true;
}

static bool read_image(own *o, tms_html_ref ref) {
  tms_node *image = tms_leaf(o->build, TMS_KIND_IMAGE);
  image->target = address(o, ref, TMS_ATTR_SRC, "data-tms-src");
  image->title = tms_html_keep(&o->r, tms_html_attribute(o->r.tree, ref, TMS_ATTR_ALT, NULL));
  return false;
}

/* Elements that carry a mark. False in *known where the mark is none of ours. */
static bool read_marked(own *o, tms_html_ref ref, tms_slice mark, bool *known) {
  *known = true;
  if (tms_slice_eq(mark, TMS_SLICE("title")) || tms_slice_eq(mark, TMS_SLICE("byline"))) return false; /* repeats metadata */
  if (tms_slice_eq(mark, TMS_SLICE("formula"))) {
    return read_leaf(o, ref, tms_html_tag_of(o->r.tree, ref) == TMS_TAG_DIV ? TMS_KIND_FORMULA_BLOCK : TMS_KIND_FORMULA);
  }
  if (tms_slice_eq(mark, TMS_SLICE("note"))) {
    tms_leaf(o->build, TMS_KIND_NOTE_REFERENCE)->target = kept(o, ref, "data-tms-label");
    return false;
  }
  if (tms_slice_eq(mark, TMS_SLICE("footnote"))) {
    open_node(o, TMS_KIND_FOOTNOTE)->target = kept(o, ref, "data-tms-label");
    return true;
  }
  if (tms_slice_eq(mark, TMS_SLICE("comment"))) {
    tms_node *comment = open_node(o, TMS_KIND_COMMENT);
    comment->target = kept(o, ref, "data-tms-author");
    comment->text = kept(o, ref, "data-tms-date");
    return true;
  }
  *known = false;
  return true;
}

static bool open_simple(own *o, tms_kind kind) {
  open_node(o, kind);
  return true;
}

static bool read_element(own *o, tms_html_ref ref) {
  tms_slice mark = own_attribute(o->r.tree, ref, "data-tms");
  tms_html_tag tag = tms_html_tag_of(o->r.tree, ref);
  if (tag == TMS_TAG_META) {
    read_meta(o, ref);
    return false;
  }
  if (mark.len) {
    bool known, descend = read_marked(o, ref, mark, &known);
    if (known) return descend;
  }
  switch (tag) { /* long switch: one line an element */
    case TMS_TAG_TITLE:
    case TMS_TAG_SCRIPT:
    case TMS_TAG_STYLE:
    case TMS_TAG_INPUT: return false;
    case TMS_TAG_H1:
    case TMS_TAG_H2:
    case TMS_TAG_H3:
    case TMS_TAG_H4:
    case TMS_TAG_H5:
    case TMS_TAG_H6: open_node(o, TMS_KIND_HEADING)->level = (uint8_t)(tag - TMS_TAG_H1 + 1); return true;
    case TMS_TAG_P: return open_simple(o, TMS_KIND_PARAGRAPH);
    case TMS_TAG_UL: return read_list(o, ref, false);
    case TMS_TAG_OL: return read_list(o, ref, true);
    case TMS_TAG_LI: return read_item(o, ref);
    case TMS_TAG_DL: return open_simple(o, TMS_KIND_DEFINITION_LIST);
    case TMS_TAG_DT: return open_simple(o, TMS_KIND_TERM);
    case TMS_TAG_DD: return open_simple(o, TMS_KIND_DEFINITION);
    case TMS_TAG_BLOCKQUOTE: return open_simple(o, TMS_KIND_QUOTE);
    case TMS_TAG_PRE: return read_pre(o, ref);
    case TMS_TAG_TABLE: return open_simple(o, TMS_KIND_TABLE);
    case TMS_TAG_CAPTION:
    case TMS_TAG_FIGCAPTION: return open_simple(o, TMS_KIND_CAPTION);
    case TMS_TAG_TR: return open_simple(o, TMS_KIND_ROW);
    case TMS_TAG_TD: return read_cell(o, ref, false);
    case TMS_TAG_TH: return read_cell(o, ref, true);
    case TMS_TAG_FIGURE: return open_simple(o, TMS_KIND_FIGURE);
    case TMS_TAG_HR: tms_leaf(o->build, TMS_KIND_RULE); return false;
    case TMS_TAG_BR: tms_leaf(o->build, TMS_KIND_BREAK); return false;
    case TMS_TAG_IMG: return read_image(o, ref);
    case TMS_TAG_A: return read_link(o, ref);
    case TMS_TAG_CODE: return read_leaf(o, ref, TMS_KIND_CODE);
    case TMS_TAG_EM: return open_simple(o, TMS_KIND_EMPHASIS);
    case TMS_TAG_STRONG: return open_simple(o, TMS_KIND_STRONG);
    case TMS_TAG_SUB: return open_simple(o, TMS_KIND_SUBSCRIPT);
    case TMS_TAG_SUP: return open_simple(o, TMS_KIND_SUPERSCRIPT);
    case TMS_TAG_INS: return open_simple(o, TMS_KIND_INSERTED);
    case TMS_TAG_DEL: return open_simple(o, TMS_KIND_DELETED);
    case TMS_TAG_Q: return open_simple(o, TMS_KIND_QUOTATION);
    case TMS_TAG_SPAN:
      open_node(o, TMS_KIND_SPAN)->target = tms_html_keep(&o->r, tms_html_attribute(o->r.tree, ref, TMS_ATTR_LANG, NULL));
      return true;
    default: return true;
  }
}

/* Where only blocks stand, white space is the writer's layout; after the bare first paragraph of an item too, where normalize trims it. */
static void read_text(own *o, tms_html_ref ref) {
  tms_slice text = tms_html_text(o->r.tree, ref);
  tms_node *at = o->build->at;
  bool inlines = tms_kind_content((tms_kind)at->kind) == TMS_HOLDS_INLINES || (at->last && tms_kind_is_inline((tms_kind)at->last->kind));
  if ((!inlines || at->kind == TMS_KIND_FIGURE) && tms_slice_trim(text).len == 0) return;
  tms_slice copy = tms_html_keep(&o->r, text);
  tms_text(o->build, copy, tms_html_span_of(&o->r, ref, text));
}

/* Comments go to their section, whatever is open. */
static void enter_comments(own *o) {
  tms_node *comments = tms_doc_comments(o->r.doc);
  if (!comments) return;
  o->build->at = comments;
  o->build->depth = 2;
  o->build->flat = 0;
}

static bool enter(own *o, tms_html_ref ref) {
  tms_html_kind kind = tms_html_node_kind(o->r.tree, ref);
  if (kind == TMS_HTML_TEXT) read_text(o, ref);
  if (kind != TMS_HTML_ELEMENT) return false;
  if (!tms_arena_grow(&o->r.doc->arena, (void **)&o->opened, &o->room, o->depth + 1, sizeof *o->opened)) return false;
  o->opened[o->depth++] = false;
  bool section = tms_html_tag_of(o->r.tree, ref) == TMS_TAG_SECTION && tms_slice_eq(own_attribute(o->r.tree, ref, "data-tms"), TMS_SLICE("comments"));
  if (section && o->build->at == o->r.doc->main) enter_comments(o);
  if (read_element(o, ref) && tms_html_first(o->r.tree, ref)) return true;
  if (o->opened[--o->depth]) tms_close(o->build);
  return false;
}

static void leave(own *o) {
  if (o->opened[--o->depth]) tms_close(o->build);
}

void tms_html_read_own(tms_document *doc, const tms_html_tree *tree, tms_slice input) {
  own o = {.r = {.doc = doc, .arena = &doc->arena, .tree = tree, .input = input}};
  o.build = &o.r.build;
  tms_builder_init(o.build, doc);
  tms_html_ref root = tms_html_root(tree), at = tms_html_first(tree, root);
  while (at && at != root && tms_doc_status(doc) == TMS_OK) {
    if (enter(&o, at)) {
      at = tms_html_first(tree, at);
      continue;
    }
    while (at != root && !tms_html_next(tree, at)) {
      at = tms_html_parent(tree, at);
      if (at != root) leave(&o);
    }
    if (at != root) at = tms_html_next(tree, at);
  }
}
