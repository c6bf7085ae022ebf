/* What a page says of itself: hints, in input order, unjudged (doc/hint.h). */
#include "formats/html/read.h"

enum {
  LONGEST_TEXT = 500, /* of a title, author or date that stands as text */
  LONGEST_NAME = 128
};

static tms_slice lower_copy(tms_html_reader *r, tms_slice name) {
  char *copy = tms_arena_alloc(r->arena, name.len + 1);
  if (!copy) return TMS_SLICE_NONE;
  for (size_t i = 0; i < name.len; i++) copy[i] = tms_lower(name.ptr[i]);
  return tms_slice_of(copy, name.len);
}

static void hint(tms_html_reader *r, tms_provenance from, tms_slice key, tms_slice value, tms_span span) {
  value = tms_slice_trim(value);
  if (value.len) (void)tms_doc_hint(r->doc, from, key, tms_html_keep(r, value), span); /* a failure stays in the arena */
}

void tms_html_hint_text(tms_html_reader *r, tms_html_ref ref, tms_slice key) {
  hint(r, TMS_FROM_HTML, key, tms_html_folded(r, ref, LONGEST_TEXT), tms_html_span(r->tree, ref));
}

/* The first <title> of the page; a template or an SVG picture may hold others. */
void tms_html_hint_title(tms_html_reader *r, tms_html_ref ref) {
  if (r->has_title) return;
  r->has_title = true;
  tms_html_ref text = tms_html_first(r->tree, ref);
  hint(r, TMS_FROM_HTML, TMS_SLICE("title"), tms_html_folded(r, ref, LONGEST_TEXT * 4), text ? tms_html_span(r->tree, text) : TMS_SPAN_NONE);
}

void tms_html_hint_meta(tms_html_reader *r, tms_html_ref ref) {
  tms_slice content = tms_html_get(r, ref, TMS_ATTR_CONTENT), property = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_PROPERTY));
  static const tms_html_attr names[] = {TMS_ATTR_NAME, TMS_ATTR_ITEMPROP, TMS_ATTR_HTTP_EQUIV};
  tms_slice name = {0};
  for (size_t i = 0; i < sizeof names / sizeof names[0] && name.len == 0; i++) name = tms_slice_trim(tms_html_get(r, ref, names[i]));
  bool graph = property.len > 0 || tms_slice_starts_nocase(name, TMS_SLICE("og:")) || tms_slice_starts_nocase(name, TMS_SLICE("article:"));
  tms_slice key = property.len ? property : name;
  if (key.len == 0 || key.len > LONGEST_NAME) return;
  hint(r, graph ? TMS_FROM_OG : TMS_FROM_META, lower_copy(r, key), content, tms_html_span(r->tree, ref));
}

void tms_html_hint_link(tms_html_reader *r, tms_html_ref ref) {
  tms_slice rel = tms_html_get(r, ref, TMS_ATTR_REL), href = tms_html_get(r, ref, TMS_ATTR_HREF);
  tms_span span = tms_html_span(r->tree, ref);
  if (tms_html_has_word(rel, TMS_SLICE("canonical"))) hint(r, TMS_FROM_HTML, TMS_SLICE("canonical"), href, span);
  if (tms_html_has_word(rel, TMS_SLICE("license"))) hint(r, TMS_FROM_HTML, TMS_SLICE("license"), href, span);
}

void tms_html_hint_base(tms_html_reader *r, tms_html_ref ref) {
  tms_slice href = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_HREF));
  if (href.len == 0 || r->doc->base.len) return; /* only the first counts (html.spec.whatwg.org/#the-base-element) */
  r->doc->base = tms_html_keep(r, href);
  hint(r, TMS_FROM_HTML, TMS_SLICE("base"), href, tms_html_span(r->tree, ref));
}

/* window.__INITIAL_STATE__ = {...}, window.__NUXT__={...}, __PRELOADED_STATE__: state that is JSON behind one assignment. Looks at the first bytes alone. */
static void hint_assigned(tms_html_reader *r, tms_html_ref ref) {
  enum { LONGEST_PLACE = 64 };
  tms_html_ref node = tms_html_first(r->tree, ref);
  if (!node || tms_html_node_kind(r->tree, node) != TMS_HTML_TEXT) return;
  tms_slice text = tms_slice_trim(tms_html_text(r->tree, node)), begin = tms_slice_head(text, LONGEST_PLACE);
  size_t at = tms_slice_find_byte(begin, '=', 0);
  if (at == SIZE_MAX || tms_slice_find(tms_slice_head(begin, at), TMS_SLICE("__"), 0) == SIZE_MAX) return;
  tms_slice value = tms_slice_trim(tms_slice_from(text, at + 1));
  if (value.len && value.ptr[0] == '{') hint(r, TMS_FROM_JSON_LD, TMS_SLICE("state"), value, tms_html_span_of(r, node, value));
}

/* Discourse leaves its topics in an attribute of <div id="data-preloaded">. */
void tms_html_hint_preloaded(tms_html_reader *r, tms_html_ref ref) {
  tms_slice name, value;
  for (uint32_t i = 0; tms_html_attribute_at(r->tree, ref, i, &name, &value); i++) {
    if (tms_slice_eq(name, TMS_SLICE("data-preloaded"))) hint(r, TMS_FROM_JSON_LD, TMS_SLICE("state"), value, tms_html_span(r->tree, ref));
  }
}

/* JSON-LD, the state that frameworks leave for their scripts, and MathJax; other scripts are syntax. */
void tms_html_hint_script(tms_html_reader *r, tms_html_ref ref) {
  tms_slice type = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_TYPE));
  if (type.len == 0 || tms_slice_eq_nocase(type, TMS_SLICE("text/javascript"))) {
    hint_assigned(r, ref);
    return;
  }
  if (tms_html_formula_script(r, ref, type)) return;
  bool linked = tms_slice_starts_nocase(type, TMS_SLICE("application/ld+json")), state = tms_slice_starts_nocase(type, TMS_SLICE("application/json"));
  if (!linked && !state) return;
  for (tms_html_ref text = tms_html_first(r->tree, ref); text; text = tms_html_next(r->tree, text)) {
    tms_slice value = tms_html_text(r->tree, text);
    tms_slice key = linked ? TMS_SLICE("json-ld") : TMS_SLICE("state");
    if (tms_html_node_kind(r->tree, text) == TMS_HTML_TEXT) hint(r, TMS_FROM_JSON_LD, key, value, tms_html_span_of(r, text, value));
  }
}

static bool is_author(tms_slice list) {
  return tms_html_has_word(list, TMS_SLICE("author"));
}

/* A date in microdata: the attribute that holds it, or the text. */
static void hint_date(tms_html_reader *r, tms_html_ref ref, tms_slice property) {
  tms_slice value = tms_html_get(r, ref, TMS_ATTR_DATETIME);
  if (value.len == 0) value = tms_html_get(r, ref, TMS_ATTR_CONTENT);
  tms_slice key = property.len && property.len <= LONGEST_NAME ? lower_copy(r, property) : TMS_SLICE("time");
  tms_provenance from = property.len ? TMS_FROM_META : TMS_FROM_HTML;
  tms_html_ref first = tms_html_first(r->tree, ref);
  if (tms_slice_trim(value).len) {
    hint(r, from, key, value, first ? tms_html_span(r->tree, first) : tms_html_span(r->tree, ref));
  } else {
    hint(r, from, key, tms_html_folded(r, ref, 64), first ? tms_html_span(r->tree, first) : TMS_SPAN_NONE);
  }
}

unsigned tms_html_hint_element(tms_html_reader *r, tms_html_ref ref) {
  tms_html_tag tag = (tms_html_tag)tms_html_node_at(r, ref)->tag;
  bool says_nothing = tms_html_lacks(r, ref, TMS_ATTR_ITEMPROP) && tms_html_lacks(r, ref, TMS_ATTR_REL);
  if (says_nothing && tag != TMS_TAG_HTML && tag != TMS_TAG_TIME) return 0;
  tms_slice property = tms_slice_trim(tms_html_get(r, ref, TMS_ATTR_ITEMPROP)), rel = tms_html_get(r, ref, TMS_ATTR_REL);
  unsigned flags = 0;
  if (tag == TMS_TAG_HTML) hint(r, TMS_FROM_HTML, TMS_SLICE("lang"), tms_html_get(r, ref, TMS_ATTR_LANG), tms_html_span(r->tree, ref));
  if (tag == TMS_TAG_META || tag == TMS_TAG_LINK) return 0;
  if (is_author(rel) || is_author(property)) {
    tms_html_hint_text(r, ref, TMS_SLICE("author"));
    flags |= TMS_SEEN_AUTHOR;
  }
  if (tag == TMS_TAG_A && tms_html_has_word(rel, TMS_SLICE("license"))) {
    hint(r, TMS_FROM_HTML, TMS_SLICE("license"), tms_html_get(r, ref, TMS_ATTR_HREF), tms_html_span(r->tree, ref));
  }
  bool dated = tms_slice_starts_nocase(property, TMS_SLICE("date"));
  if (dated || tag == TMS_TAG_TIME) {
    hint_date(r, ref, dated ? property : TMS_SLICE_NONE);
    flags |= TMS_SEEN_DATE;
  }
  return flags;
}
