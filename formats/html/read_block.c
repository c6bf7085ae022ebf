/* What becomes of each element: kinds.c says what sort it is, here each sort is entered; all are left in one way. */
#include "formats/html/read.h"

static bool is_shallow(const tms_html_reader *r) {
  return r->build.depth < TMS_HTML_DEEPEST_CONTAINER && r->build.flat == 0;
}

/* A block that is no container of its own: it ends lines, nothing else. */
static void as_border(tms_html_reader *r, tms_html_frame *frame) {
  tms_html_line_end(r);
  frame->is_block = true;
}

/* Inside a group or container, lines are paragraphs of nobody. */
static void plain_lines(tms_html_reader *r) {
  r->mode.line_kind = TMS_KIND_PARAGRAPH;
  r->mode.line_level = 0;
  r->mode.line_evidence = NULL;
}

static void as_group(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, tms_role role) {
  as_border(r, frame);
  if (r->mode.melt || r->mode.in_figure) return;
  frame->evidence = tms_html_evidence(r, ref, role);
  frame->waits = true;
  if (r->waiting == SIZE_MAX) r->waiting = r->depth - 1;
  plain_lines(r);
}

static void as_container(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, tms_kind kind) {
  if (r->mode.melt) {
    as_border(r, frame);
    return;
  }
  if (!is_shallow(r)) {
    tms_ledger_repair(&r->doc->ledger, TMS_REASON_FLATTENED, TMS_SPAN_NONE, 1);
    as_group(r, ref, frame, TMS_ROLE_CONTAINER);
    return;
  }
  frame->evidence = tms_html_evidence(r, ref, tms_html_role(r, ref, TMS_ROLE_NONE));
  tms_html_block_open(r, kind, frame->evidence);
  frame->is_block = true;
  frame->closes = 1;
  r->mode.in_figure = false;
  plain_lines(r);
}

/* A paragraph, heading, term or caption: lines that open inside are of this kind. */
static void as_line(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, tms_kind kind, uint8_t level) {
  as_border(r, frame);
  if (r->mode.melt) return;
  r->mode.line_kind = (uint8_t)kind;
  r->mode.line_level = level;
  frame->evidence = r->mode.line_evidence = tms_html_evidence(r, ref, TMS_ROLE_NONE);
}

/* A group beside the line, if one is open; else a group. */
static void as_side(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, tms_role role) {
  if (!r->line && !r->mode.melt && !r->mode.in_figure) {
    as_group(r, ref, frame, role);
    return;
  }
  frame->evidence = tms_html_evidence(r, ref, role);
  size_t before = r->side_count;
  tms_html_side_begin(r, frame->evidence);
  frame->is_side = r->side_count > before;
  frame->is_block = true;
  r->mode.melt = r->mode.code = r->mode.in_figure = r->mode.in_list = r->mode.in_definitions = false;
  r->mode.table = 0;
  plain_lines(r);
}

/* ---- sorts of element ---- */

static tms_role landmark(tms_html_reader *r, tms_html_ref ref, tms_html_tag tag, tms_role role) {
  /* header and footer are the page's only outside sectioning content (html.spec.whatwg.org/#the-header-element, -footer-) */
  if (tag == TMS_TAG_HEADER && r->mode.in_section) role = TMS_ROLE_HEADER;
  if (tag == TMS_TAG_FOOTER && r->mode.in_section) role = TMS_ROLE_FOOTER;
  role = tms_html_role(r, ref, role);
  bool sections = tag == TMS_TAG_ARTICLE || tag == TMS_TAG_SECTION || tag == TMS_TAG_ASIDE || tag == TMS_TAG_NAV || tag == TMS_TAG_MAIN;
  r->mode.in_section |= sections || role == TMS_ROLE_ARTICLE || role == TMS_ROLE_MAIN;
  return role;
}

static bool enter_heading(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, uint8_t level) {
  as_line(r, ref, frame, TMS_KIND_HEADING, level);
  if (level == 1) tms_html_hint_text(r, ref, TMS_SLICE("h1"));
  r->mode.melt = true;
  return true;
}

static bool enter_list(tms_html_reader *r, tms_html_ref ref, tms_html_tag tag, tms_html_frame *frame) {
  as_container(r, ref, frame, TMS_KIND_LIST);
  if (!frame->closes) return true;
  tms_node *list = r->build.at;
  list->level = tag == TMS_TAG_OL;
  if (tag == TMS_TAG_OL) list->number = tms_html_number(tms_html_get(r, ref, TMS_ATTR_START), 0, TMS_HTML_MOST_START, 1);
  if (tag == TMS_TAG_MENU && frame->evidence && !frame->evidence->role) frame->evidence->role = TMS_ROLE_MENU;
  r->mode.in_list = true;
  r->mode.list = list;
  return true;
}

/* <li value>: numbers that jump begin a new list. */
static void renumber(tms_html_reader *r, tms_html_ref ref) {
  tms_node *list = r->mode.list;
  uint32_t value = tms_html_number(tms_html_get(r, ref, TMS_ATTR_VALUE), 0, TMS_HTML_MOST_START, UINT32_MAX);
  if (value == UINT32_MAX || r->build.at != list || !list->level) return;
  if (!list->first) list->number = value;
  /* `number2` of a list counts its items while it is read */
  if (value == list->number + list->number2) return;
  list->number2 = 0;
  tms_close(&r->build);
  tms_node *next = tms_open(&r->build, TMS_KIND_LIST);
  next->level = 1;
  next->number = value;
  next->evidence = list->evidence;
  r->mode.list = next;
}

static bool enter_item(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  if (!r->mode.in_list) {
    as_group(r, ref, frame, TMS_ROLE_CONTAINER);
    return true;
  }
  tms_html_line_end(r);
  tms_html_materialize(r);
  renumber(r, ref);
  frame->before.list = r->mode.list;
  if (r->mode.list) r->mode.list->number2++;
  as_container(r, ref, frame, TMS_KIND_ITEM);
  r->mode.item = frame->closes ? r->build.at : NULL;
  r->mode.in_list = false;
  return true;
}

static bool enter_definitions(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  as_container(r, ref, frame, TMS_KIND_DEFINITION_LIST);
  r->mode.in_definitions = frame->closes > 0;
  return true;
}

static bool enter_term(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, bool definition) {
  if (!r->mode.in_definitions) {
    as_group(r, ref, frame, TMS_ROLE_CONTAINER);
  } else if (definition) {
    as_container(r, ref, frame, TMS_KIND_DEFINITION);
    r->mode.in_definitions = false;
  } else {
    as_line(r, ref, frame, TMS_KIND_TERM, 0);
    r->mode.melt = true;
  }
  return true;
}

static bool enter_table(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  uint8_t kind = tms_html_table_kind_of(r, ref);
  if (kind == TMS_HTML_TABLE_DATA) as_container(r, ref, frame, TMS_KIND_TABLE);
  bool data = frame->closes > 0;
  if (kind != TMS_HTML_TABLE_DATA) as_group(r, ref, frame, TMS_ROLE_LAYOUT_TABLE);
  r->mode.table = data ? TMS_HTML_TABLE_DATA : TMS_HTML_TABLE_LAYOUT;
  return true;
}

static bool enter_row(tms_html_reader *r, tms_html_frame *frame) {
  as_border(r, frame);
  if (r->mode.melt || r->mode.table != TMS_HTML_TABLE_DATA) return true;
  tms_html_block_open(r, TMS_KIND_ROW, NULL);
  frame->closes = 1;
  return true;
}

static bool enter_cell(tms_html_reader *r, tms_html_ref ref, tms_html_tag tag, tms_html_frame *frame) {
  if (r->mode.melt || r->mode.table != TMS_HTML_TABLE_DATA) {
    as_group(r, ref, frame, TMS_ROLE_CELL);
  } else {
    tms_node *cell = tms_html_block_open(r, TMS_KIND_CELL, NULL);
    cell->level = tag == TMS_TAG_TH || tms_html_get(r, ref, TMS_ATTR_SCOPE).len > 0;
    cell->number = tms_html_number(tms_html_get(r, ref, TMS_ATTR_COLSPAN), 1, TMS_HTML_MOST_SPAN, 1);
    cell->number2 = tms_html_number(tms_html_get(r, ref, TMS_ATTR_ROWSPAN), 1, TMS_HTML_MOST_SPAN, 1);
    frame->is_block = true;
    frame->closes = 1;
    plain_lines(r);
  }
  r->mode.table = 0;
  return true;
}

static bool enter_caption(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  bool data = r->mode.table == TMS_HTML_TABLE_DATA;
  as_line(r, ref, frame, data ? TMS_KIND_CAPTION : TMS_KIND_PARAGRAPH, 0);
  r->mode.melt |= data;
  return true;
}

static bool enter_figure(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  if (r->mode.melt || r->mode.in_figure || !is_shallow(r) || !tms_html_is_plain_figure(r, ref)) {
    as_group(r, ref, frame, TMS_ROLE_FIGURE);
    return true;
  }
  as_container(r, ref, frame, TMS_KIND_FIGURE);
  if (frame->evidence) frame->evidence->role = TMS_ROLE_FIGURE;
  r->mode.in_figure = frame->closes > 0;
  return true;
}

static bool enter_figcaption(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  bool in_figure = r->mode.in_figure;
  r->mode.in_figure = false;
  as_line(r, ref, frame, in_figure ? TMS_KIND_CAPTION : TMS_KIND_PARAGRAPH, 0);
  r->mode.melt |= in_figure;
  return true;
}

/* ---- inline sorts ---- */

static bool enter_wrapper(tms_html_reader *r, tms_html_frame *frame, tms_kind kind, tms_slice target, tms_slice title) {
  size_t before = r->wrapper_count;
  tms_html_wrapper_push(r, kind, target, title);
  frame->wraps = r->wrapper_count > before;
  return true;
}

static bool enter_link(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  tms_slice href = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_HREF));
  if (href.len == 0 || r->mode.in_figure) return true; /* a name to jump to */
  return enter_wrapper(r, frame, TMS_KIND_LINK, tms_html_keep(r, href), tms_html_keep(r, tms_html_get(r, ref, TMS_ATTR_TITLE)));
}

static bool enter_code(tms_html_reader *r, tms_html_ref ref) {
  if (r->mode.code) return true;
  if (tms_html_code_inline(r, ref)) return false;
  r->mode.code = true;
  return true;
}

static bool enter_input(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  frame->controls++;
  bool box = tms_slice_eq_nocase(tms_html_get(r, ref, TMS_ATTR_TYPE), TMS_SLICE("checkbox")), checked;
  (void)tms_html_attribute(r->tree, ref, TMS_ATTR_CHECKED, &checked);
  /* a task list: the box is the first thing in its item */
  if (box && r->mode.item && !r->mode.item->first && r->build.at == r->mode.item) r->mode.item->level = checked ? 2 : 1;
  return false;
}

/* <rt> stands in brackets. Where the page has <rp>, its brackets are text. */
static bool enter_ruby_text(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  tms_html_ref next = tms_html_next(r->tree, ref);
  frame->is_ruby = r->line && !(next && tms_html_is_element(r, next, TMS_TAG_RP));
  if (frame->is_ruby) tms_html_flow_derived(r, TMS_SLICE("("));
  return true;
}

static bool same_language(tms_slice a, tms_slice b) {
  size_t dash = tms_slice_find_byte(a, '-', 0), other = tms_slice_find_byte(b, '-', 0);
  return tms_slice_eq_nocase(tms_slice_head(a, dash), tms_slice_head(b, other));
}

/* lang on an inline element: a span, where it differs from what is around it. On blocks it only changes what is around. */
static void see_language(tms_html_reader *r, tms_html_ref ref, bool is_inline, tms_html_frame *frame) {
  tms_slice language = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_LANG));
  if (language.len == 0) language = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_XML_LANG));
  if (language.len == 0 || language.len > 64) return;
  bool differs = r->mode.language.len && !same_language(language, r->mode.language);
  r->mode.language = tms_html_keep(r, language);
  if (is_inline && differs && !frame->wraps) enter_wrapper(r, frame, TMS_KIND_SPAN, r->mode.language, TMS_SLICE_NONE);
}

/* Custom elements are inline to a browser without style, but they are used as containers: by what their first element is. */
static bool holds_block(const tms_html_reader *r, tms_html_ref ref) {
  enum { LOOK_AT = 8 };
  tms_html_ref child = tms_html_first(r->tree, ref);
  for (int i = 0; child && i < LOOK_AT; i++, child = tms_html_next(r->tree, child)) {
    if (tms_html_node_kind(r->tree, child) != TMS_HTML_ELEMENT || tms_html_ns(r->tree, child) != TMS_HTML_NS_HTML) continue;
    tms_html_tag tag = tms_html_tag_of(r->tree, child);
    if (tms_html_is_block(tag) || (tag == TMS_TAG_UNKNOWN && tms_slice_find_byte(tms_html_name(r->tree, child), '-', 0) != SIZE_MAX)) return true;
  }
  return false;
}

static bool enter_inline(tms_html_reader *r, tms_html_ref ref, tms_html_tag tag, tms_html_frame *frame) {
  if (!r->line && (tag == TMS_TAG_UNKNOWN || tag == TMS_TAG_SPAN || tag == TMS_TAG_FONT) && holds_block(r, ref)) {
    as_group(r, ref, frame, tms_html_role(r, ref, TMS_ROLE_CONTAINER));
  }
  return true;
}

static bool enter_svg(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  if (r->mode.in_figure) return false;
  as_side(r, ref, frame, TMS_ROLE_NONE);
  if (frame->evidence) frame->evidence->flags |= TMS_SEEN_HIDDEN; /* names of icons; no text that a page shows */
  return true;
}

/* A button or label that begins a heading or term is the heading: pages that fold their sections write it so. */
static bool is_the_heading(const tms_html_reader *r) {
  return r->mode.melt && !r->line && (r->mode.line_kind == TMS_KIND_HEADING || r->mode.line_kind == TMS_KIND_TERM);
}

static bool enter_control(tms_html_reader *r, tms_html_ref ref, tms_html_tag tag, tms_html_frame *frame, tms_role role) {
  if (r->mode.in_figure) { /* there it has no text: tms_html_is_plain_figure() */
    r->mode.is_copy = role == TMS_ROLE_NOSCRIPT;
    return r->mode.is_copy;
  }
  frame->controls += tag == TMS_TAG_BUTTON || tag == TMS_TAG_SELECT || tag == TMS_TAG_TEXTAREA;
  if (role == TMS_ROLE_BUTTON && is_the_heading(r)) return true;
  as_side(r, ref, frame, role);
  return true;
}

/* ---- dispatch ---- */

/* Attributes that change what any element is: hidden, role, itemprop, rel. Returns true if they settle it. */
static bool enter_by_attributes(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame, uint8_t use) {
  if (!r->marks) return false;
  tms_html_line_mark(r, tms_html_hint_element(r, ref));
  tms_slice role = tms_html_get(r, ref, TMS_ATTR_ROLE);
  if (role.len && tms_slice_eq_nocase(role, TMS_SLICE("heading")) && use != TMS_USE_HEADING) {
    enter_heading(r, ref, frame, (uint8_t)tms_html_number(tms_html_get(r, ref, TMS_ATTR_ARIA_LEVEL), 1, 6, 2));
    return true;
  }
  bool is_inline = use == TMS_USE_INLINE || use == TMS_USE_WRAPPER || use == TMS_USE_LINK || use == TMS_USE_CODE;
  if (!is_inline) return false;
  tms_slice words = tms_html_get(r, ref, TMS_ATTR_CLASS);
  /* MediaWiki hides the formula itself and shows a picture of it */
  bool is_formula = words.len && tms_slice_find(words, TMS_SLICE("mwe-math-mathml"), 0) != SIZE_MAX;
  if ((tms_html_hidden(r, ref) && !is_formula) || (use == TMS_USE_INLINE && tms_slice_eq_nocase(role, TMS_SLICE("button")) && !is_the_heading(r))) {
    as_side(r, ref, frame, tms_html_role(r, ref, TMS_ROLE_NONE));
    return use != TMS_USE_LINK && use != TMS_USE_WRAPPER;
  }
  return false;
}

static bool enter_html(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  tms_html_tag tag = (tms_html_tag)tms_html_node_at(r, ref)->tag;
  const tms_html_kind_entry *entry = &tms_html_kinds[tag];
  if (enter_by_attributes(r, ref, frame, entry->use)) return true;
  switch ((tms_html_use)entry->use) { /* long switch: one line a sort of element */
    case TMS_USE_INLINE: return enter_inline(r, ref, tag, frame);
    case TMS_USE_GROUP:
      if (tag == TMS_TAG_DIV && tms_html_is_old_figure(r, ref)) return enter_figure(r, ref, frame);
      as_group(r, ref, frame, landmark(r, ref, tag, (tms_role)entry->role));
      return true;
    case TMS_USE_PARAGRAPH:
      if (r->mode.in_figure && tms_html_is_old_caption(r, ref)) return enter_figcaption(r, ref, frame);
      as_line(r, ref, frame, TMS_KIND_PARAGRAPH, 0);
      return true;
    case TMS_USE_HEADING: return enter_heading(r, ref, frame, (uint8_t)(tag - TMS_TAG_H1 + 1));
    case TMS_USE_LIST: return enter_list(r, ref, tag, frame);
    case TMS_USE_ITEM: return enter_item(r, ref, frame);
    case TMS_USE_DEFINITIONS: return enter_definitions(r, ref, frame);
    case TMS_USE_TERM: return enter_term(r, ref, frame, false);
    case TMS_USE_DEFINITION: return enter_term(r, ref, frame, true);
    case TMS_USE_QUOTE: as_container(r, ref, frame, TMS_KIND_QUOTE); return true;
    case TMS_USE_PRE: tms_html_code_block(r, ref, tms_html_evidence(r, ref, TMS_ROLE_NONE)); return false;
    case TMS_USE_RULE:
      if (r->mode.melt || r->mode.in_figure) return false;
      tms_html_line_end(r);
      tms_html_materialize(r);
      tms_leaf(&r->build, TMS_KIND_RULE);
      return false;
    case TMS_USE_TABLE: return enter_table(r, ref, frame);
    case TMS_USE_ROW: return enter_row(r, frame);
    case TMS_USE_CELL: return enter_cell(r, ref, tag, frame);
    case TMS_USE_CAPTION: return enter_caption(r, ref, frame);
    case TMS_USE_FIGURE: return enter_figure(r, ref, frame);
    case TMS_USE_FIGCAPTION: return enter_figcaption(r, ref, frame);
    case TMS_USE_WRAPPER: return enter_wrapper(r, frame, (tms_kind)entry->kind, TMS_SLICE_NONE, TMS_SLICE_NONE);
    case TMS_USE_LINK: return enter_link(r, ref, frame);
    case TMS_USE_CODE: return enter_code(r, ref);
    case TMS_USE_BREAK: tms_html_flow_break(r); return false;
    case TMS_USE_IMAGE: tms_html_image(r, ref); return false;
    case TMS_USE_MEDIA:
      tms_html_media(r, ref);
      as_side(r, ref, frame, TMS_ROLE_NOSCRIPT); /* what is inside shows where the media can't */
      return true;
    case TMS_USE_CONTROL: return enter_control(r, ref, tag, frame, (tms_role)entry->role);
    case TMS_USE_INPUT: return enter_input(r, ref, frame);
    case TMS_USE_RUBY_TEXT: return enter_ruby_text(r, ref, frame);
    case TMS_USE_TIME: tms_html_line_mark(r, TMS_SEEN_DATE); return true;
    case TMS_USE_TITLE: tms_html_hint_title(r, ref); return false;
    case TMS_USE_META: tms_html_hint_meta(r, ref); return false;
    case TMS_USE_LINK_TAG: tms_html_hint_link(r, ref); return false;
    case TMS_USE_BASE: tms_html_hint_base(r, ref); return false;
    case TMS_USE_SCRIPT: tms_html_hint_script(r, ref); return false;
    case TMS_USE_SKIP: return false;
    case TMS_USE_TRANSPARENT: return true;
    case TMS_USE_SVG: return enter_svg(r, ref, frame);
    case TMS_USE_MATH: return !tms_html_formula(r, ref);
  }
  return true;
}

bool tms_html_enter(tms_html_reader *r, tms_html_ref ref, tms_html_frame *frame) {
  tms_html_tag tag = (tms_html_tag)tms_html_node_at(r, ref)->tag;
  if (tms_html_node_at(r, ref)->ns != TMS_HTML_NS_HTML) {
    if (tms_html_ns(r->tree, ref) == TMS_HTML_NS_SVG && tag == TMS_TAG_SVG) return enter_svg(r, ref, frame);
    if (tag == TMS_TAG_MATH) return !tms_html_formula(r, ref);
    return !(tag == TMS_TAG_STYLE || tag == TMS_TAG_SCRIPT);
  }
  bool descend = enter_html(r, ref, frame);
  if (descend && r->marks) see_language(r, ref, !frame->is_block && tag != TMS_TAG_HTML, frame);
  return descend;
}

void tms_html_leave(tms_html_reader *r, tms_html_frame *frame) {
  if (frame->is_ruby && r->line) tms_html_flow_derived(r, TMS_SLICE(")"));
  if (frame->wraps) tms_html_wrapper_pop(r);
  if (frame->is_block) {
    /* the line of a heading ends with it: what melts inside must not keep it open */
    r->mode.melt = r->mode.melt && frame->before.melt;
    tms_html_line_end(r);
  }
  if (frame->evidence) frame->evidence->controls = (uint16_t)(frame->controls > UINT16_MAX ? UINT16_MAX : frame->controls);
  if (frame->is_side) tms_html_side_end(r);
  for (; frame->closes > 0; frame->closes--) {
    if (r->build.at->kind == TMS_KIND_LIST) r->build.at->number2 = 0;
    tms_close(&r->build);
  }
  r->mode = frame->before;
}
