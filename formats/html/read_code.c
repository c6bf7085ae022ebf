/* Code and formulas: leaves that take the text of a whole subtree. */
#include "formats/html/read.h"

/* ---- the text of a subtree ---- */

typedef struct gathered {
  tms_slice text;
  tms_span span;
} gathered;

/* Between two pieces of text stand tags alone? Then one range may cover both. Reads the gap once. A quotation mark after '=' hides what is up to the next. */
static bool is_markup_only(tms_slice gap) {
  bool inside = false;
  char quote = '\0', before = '\0';
  for (size_t i = 0; i < gap.len; i++) {
    char c = gap.ptr[i];
    if (quote) {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '<') inside = true;
    if (!inside && !tms_is_space((unsigned char)c)) return false;
    if (inside && before == '=' && (c == '"' || c == '\'')) quote = c;
    if (c == '>') inside = false;
    if (!tms_is_space((unsigned char)c)) before = c;
  }
  return !inside;
}

static void widen(const tms_html_reader *r, tms_span *span, tms_span next, bool *joined) {
  if (span->begin == span->end) {
    *span = next;
  } else if (*joined && next.begin >= span->end && next.end <= r->input.len) {
    *joined = is_markup_only(tms_slice_of(r->input.ptr + span->end, next.begin - span->end));
    if (*joined) span->end = next.end;
  } else {
    *joined = false;
  }
}

/* Does the text end in a line, or hold none yet? */
static bool at_line(tms_slice before) {
  return before.len == 0 || before.ptr[before.len - 1] == '\n';
}

/* Elements that a line of code stands in. */
static bool is_line(const tms_html_reader *r, tms_html_ref ref) {
  return tms_html_is_element(r, ref, TMS_TAG_DIV) || tms_html_is_element(r, ref, TMS_TAG_P) || tms_html_is_element(r, ref, TMS_TAG_LI) ||
         tms_html_is_element(r, ref, TMS_TAG_TR);
}

/* Is the text the number of this line, and nothing else? */
static bool is_number(tms_slice text, uint32_t line) {
  text = tms_slice_trim(text);
  for (size_t i = 0; i < text.len; i++) {
    if (!tms_is_digit((unsigned char)text.ptr[i])) return false;
  }
  return text.len > 0 && text.len < 9 && tms_html_number(text, 0, UINT32_MAX, 0) == line;
}

/* Highlighters write the numbers of lines into the text. They are no code where each line begins with a text of its own that is its number, from 1 to at
 * least 2. Blocks that don't begin with a 1 are not looked at. */
static bool is_numbered(const tms_html_reader *r, tms_html_ref top) {
  uint32_t lines = 0;
  bool begins = true, counted = false; /* at the begin of a line; the text before was a number */
  for (tms_html_ref at = tms_html_following(r->tree, top, top, false); at; at = tms_html_following(r->tree, top, at, false)) {
    begins |= tms_html_is_element(r, at, TMS_TAG_BR) || (!counted && is_line(r, at));
    if (tms_html_node_kind(r->tree, at) != TMS_HTML_TEXT) continue;
    tms_slice text = tms_html_text(r->tree, at), said = tms_slice_trim(text);
    counted = begins && is_number(text, lines + 1);
    if (begins && said.len && !counted) return false;
    if (tms_slice_find_byte(said, '\n', 0) != SIZE_MAX) return false; /* a line that no number begins */
    lines += counted;
    if (said.len) begins = false;
    if (text.len && !counted) begins |= text.ptr[text.len - 1] == '\n';
  }
  return lines > 1;
}

typedef struct gatherer {
  tms_html_reader *r;
  tms_buf copy;
  gathered all;
  bool copying;
} gatherer;

/* A single text is not copied. */
static void add_piece(gatherer *g, tms_slice piece) {
  if (!g->copying && g->all.text.len == 0) {
    g->all.text = piece;
    return;
  }
  if (!g->copying) tms_buf_add(&g->copy, g->all.text);
  g->copying = true;
  tms_buf_add(&g->copy, piece);
}

/* All text of a subtree, <br> and the borders of lines as LF, without numbers of lines. Linear in the subtree and its bytes. */
static gathered gather(tms_html_reader *r, tms_html_ref top, bool lines) {
  gatherer g = {.r = r};
  bool joined = true, numbered = lines && is_numbered(r, top);
  uint32_t line = 1;
  tms_buf_init(&g.copy, r->doc->allocator, r->doc->limits.max_memory);
  for (tms_html_ref at = tms_html_following(r->tree, top, top, false); at; at = tms_html_following(r->tree, top, at, false)) {
    bool is_text = tms_html_node_kind(r->tree, at) == TMS_HTML_TEXT, begins = at_line(g.copying ? tms_buf_slice(&g.copy) : g.all.text);
    if (tms_html_is_element(r, at, TMS_TAG_BR) || (lines && !begins && is_line(r, at))) add_piece(&g, TMS_SLICE("\n"));
    if (!is_text) continue;
    tms_slice piece = tms_html_text(r->tree, at);
    widen(r, &g.all.span, tms_html_span_of(r, at, piece), &joined);
    if (numbered && begins && is_number(piece, line)) {
      line++;
    } else {
      add_piece(&g, piece);
    }
  }
  tms_html_note_failure(r, &g.copy);
  g.all.text = g.copying ? tms_doc_copy(r->doc, tms_buf_slice(&g.copy)) : tms_html_keep(r, g.all.text);
  tms_buf_release(&g.copy);
  return g.all;
}

/* ---- code ---- */

/* The language that a class says: language-x, lang-x, highlight-source-x, brush: x. */
static tms_slice language_of_class(tms_slice list) {
  static const tms_slice prefixes[] = {TMS_SLICE_INIT("language-"), TMS_SLICE_INIT("lang-"), TMS_SLICE_INIT("highlight-source-"),
                                       TMS_SLICE_INIT("brush:")};
  for (tms_slice word; tms_slice_next_word(&list, &word);) {
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
      if (!tms_slice_starts_nocase(word, prefixes[i])) continue;
      tms_slice language = tms_slice_from(word, prefixes[i].len);
      if (language.len == 0 && !tms_slice_next_word(&list, &language)) return TMS_SLICE_NONE;
      if (language.len && language.ptr[language.len - 1] == ';') language.len--;
      return language;
    }
  }
  return TMS_SLICE_NONE;
}

static tms_slice language_of_element(const tms_html_reader *r, tms_html_ref ref) {
  if (!ref || tms_html_node_kind(r->tree, ref) != TMS_HTML_ELEMENT) return TMS_SLICE_NONE;
  tms_slice language = tms_html_get(r, ref, TMS_ATTR_DATA_LANG);
  if (language.len == 0) language = tms_html_get(r, ref, TMS_ATTR_DATA_LANGUAGE);
  if (language.len == 0) language = language_of_class(tms_html_get(r, ref, TMS_ATTR_CLASS));
  return language;
}

/* Of the element itself, its first child element, or the two around it (<div class="highlight-source-c"><pre>). */
static tms_slice language_of_block(tms_html_reader *r, tms_html_ref ref) {
  tms_html_ref child = tms_html_first(r->tree, ref), parent = tms_html_parent(r->tree, ref);
  while (child && tms_html_node_kind(r->tree, child) != TMS_HTML_ELEMENT) child = tms_html_next(r->tree, child);
  tms_slice language = language_of_element(r, ref);
  if (language.len == 0) language = language_of_element(r, child);
  if (language.len == 0) language = language_of_element(r, parent);
  if (language.len == 0 && parent) language = language_of_element(r, tms_html_parent(r->tree, parent));
  return tms_html_keep(r, language);
}

void tms_html_code_block(tms_html_reader *r, tms_html_ref ref, tms_evidence *evidence) {
  gathered code = gather(r, ref, true);
  if (tms_slice_trim(code.text).len == 0) return;
  tms_node *node;
  if (r->mode.melt) {
    node = tms_html_flow_leaf(r, TMS_KIND_CODE);
  } else {
    tms_html_line_end(r);
    tms_html_materialize(r);
    node = tms_leaf(&r->build, TMS_KIND_CODE_BLOCK);
    node->target = language_of_block(r, ref);
    node->evidence = evidence;
  }
  node->text = code.text;
  node->span = code.span;
}

bool tms_html_code_inline(tms_html_reader *r, tms_html_ref ref) {
  enum { LOOK_AT = 64 }; /* elements with more in them are rare, and are read piece by piece */
  int seen = 0;
  for (tms_html_ref at = tms_html_following(r->tree, ref, ref, false); at; at = tms_html_following(r->tree, ref, at, false)) {
    if (++seen > LOOK_AT) return false;
    if (tms_html_node_kind(r->tree, at) != TMS_HTML_ELEMENT) continue;
    tms_html_tag tag = tms_html_tag_of(r->tree, at);
    uint8_t use = tms_html_kinds[tag].use;
    bool plain = tms_html_ns(r->tree, at) == TMS_HTML_NS_HTML && (use == TMS_USE_INLINE || use == TMS_USE_WRAPPER || use == TMS_USE_CODE);
    if (!plain) return false;
  }
  gathered code = gather(r, ref, false);
  tms_slice core = tms_slice_trim(code.text);
  if (core.len == 0) {
    if (code.text.len) tms_html_flow_space(r);
    return true;
  }
  if (core.ptr != code.text.ptr) tms_html_flow_space(r);
  tms_node *node = tms_html_flow_leaf(r, TMS_KIND_CODE);
  node->text = core;
  node->span = code.span;
  if (core.ptr + core.len < code.text.ptr + code.text.len) tms_html_flow_space(r);
  return true;
}

/* ---- formulas ---- */

/* A formula that stands alone is a block, one in a line is not. */
static void put_formula(tms_html_reader *r, tms_slice tex, tms_span span, bool display) {
  tms_slice core = tms_slice_trim(tex);
  if (core.len == 0) return;
  tms_node *node;
  if (display && !r->mode.melt && r->wrapper_count == 0) {
    tms_html_line_end(r);
    tms_html_materialize(r);
    node = tms_leaf(&r->build, TMS_KIND_FORMULA_BLOCK);
  } else {
    node = tms_html_flow_leaf(r, TMS_KIND_FORMULA);
  }
  node->text = tms_html_keep(r, core);
  node->span = span;
  node->derived = span.begin == span.end;
}

/* The first <annotation encoding="application/x-tex">, in which the TeX stands; 0 if there is none. */
static tms_html_ref find_annotation(tms_html_reader *r, tms_html_ref math) {
  for (tms_html_ref at = tms_html_following(r->tree, math, math, false); at; at = tms_html_following(r->tree, math, at, false)) {
    if (tms_html_node_kind(r->tree, at) != TMS_HTML_ELEMENT || tms_html_tag_of(r->tree, at) != TMS_TAG_ANNOTATION) continue;
    tms_slice encoding = tms_html_get(r, at, TMS_ATTR_ENCODING);
    if (tms_slice_find_nocase(encoding, TMS_SLICE("tex"), 0) != SIZE_MAX) return at;
  }
  return 0;
}

bool tms_html_formula(tms_html_reader *r, tms_html_ref ref) {
  bool display = tms_slice_eq_nocase(tms_html_get(r, ref, TMS_ATTR_DISPLAY), TMS_SLICE("block"));
  tms_html_ref annotation = r->mode.no_tex ? 0 : find_annotation(r, ref);
  if (annotation) {
    gathered tex = gather(r, annotation, false);
    put_formula(r, tex.text, tex.span, display);
    if (tms_slice_trim(tex.text).len > 0) return true;
  }
  r->mode.no_tex = true; /* so each part of a nest of <math> is searched once */
  tms_slice alternative = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_ALTTEXT));
  put_formula(r, alternative, TMS_SPAN_NONE, display);
  return alternative.len > 0;
}

bool tms_html_formula_script(tms_html_reader *r, tms_html_ref ref, tms_slice type) {
  if (!tms_slice_starts_nocase(type, TMS_SLICE("math/tex"))) return false;
  gathered tex = gather(r, ref, false);
  put_formula(r, tex.text, tex.span, tms_slice_find_nocase(type, TMS_SLICE("mode=display"), 0) != SIZE_MAX);
  return true;
}
