/* The head of the page, and escaping. */
#include "formats/html/write.h"

#include "doc/text.h"

/* ---- escaping ---- */

static void put_escaped(tms_buf *out, tms_slice text, bool attribute) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const char *reference = NULL;
    switch (text.ptr[i]) {
      case '&': reference = "&amp;"; break;
      case '<': reference = "&lt;"; break;
      case '>': reference = "&gt;"; break;
      case '"': reference = attribute ? "&quot;" : NULL; break;
      default: break;
    }
    if (!reference) continue;
    tms_buf_add_bytes(out, text.ptr + from, i - from);
    tms_buf_add_cstr(out, reference);
    from = i + 1;
  }
  tms_buf_add(out, tms_slice_from(text, from));
}

void tms_html_put_text(tms_buf *out, tms_slice text) {
  put_escaped(out, text, false);
}

static void put_named(tms_buf *out, const char *prefix, const char *name, tms_slice value) {
  tms_buf_add_byte(out, ' ');
  tms_buf_add_cstr(out, prefix);
  tms_buf_add_cstr(out, name);
  tms_buf_add_cstr(out, "=\"");
  put_escaped(out, value, true);
  tms_buf_add_byte(out, '"');
}

void tms_html_put_attribute(tms_buf *out, const char *name, tms_slice value) {
  put_named(out, "", name, value);
}

/* May the address stand in href or src? Relative ones, http, https, mailto and tel. Everything before a colon that no '/', '?' or '#' precedes might be a
 * scheme to somebody, even if the URL Standard says otherwise. */
static bool is_safe_url(tms_slice url) {
  static const tms_slice schemes[] = {TMS_SLICE_INIT("http"), TMS_SLICE_INIT("https"), TMS_SLICE_INIT("mailto"), TMS_SLICE_INIT("tel")};
  size_t colon = 0;
  while (colon < url.len && url.ptr[colon] != ':' && url.ptr[colon] != '/' && url.ptr[colon] != '?' && url.ptr[colon] != '#') colon++;
  if (colon == url.len || url.ptr[colon] != ':') return true;
  for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
    if (tms_slice_eq_nocase(tms_slice_head(url, colon), schemes[i])) return true;
  }
  return false;
}

void tms_html_put_url(tms_buf *out, const char *name, tms_slice url) {
  put_named(out, is_safe_url(url) ? "" : "data-tms-", name, url);
}

/* ---- metadata ---- */

/* The conventional name of a metadata field in <meta name>, or NULL where it has none. */
static const char *meta_name(tms_field field) {
  switch (field) {
    case TMS_FIELD_AUTHORS: return "author";
    case TMS_FIELD_DESCRIPTION: return "description";
    case TMS_FIELD_TAGS: return "keywords";
    case TMS_FIELD_DATE_PUBLISHED: return "date";
    case TMS_FIELD_LICENSE: return "rights";
    default: return NULL;
  }
}

static void put_value(tms_buf *out, tms_field field, tms_slice item, tms_provenance from) {
  const char *name = meta_name(field), *key = tms_field_key(field);
  tms_buf_add_cstr(out, "<meta");
  tms_html_put_attribute(out, "name", tms_slice_cstr(name ? name : key));
  tms_html_put_attribute(out, "content", item);
  tms_html_put_attribute(out, "data-tms", tms_slice_cstr(key));
  if (from != TMS_FROM_NONE) tms_html_put_attribute(out, "data-tms-from", tms_slice_cstr(tms_provenance_name(from)));
  tms_buf_add_cstr(out, ">\n");
}

static void put_metadata(const tms_metadata *metadata, tms_buf *out) {
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &metadata->fields[field];
    for (size_t i = 0; i < value->count; i++) put_value(out, (tms_field)field, value->items[i], value->from);
  }
}

/* Does the body begin with a heading that says the title? */
static bool begins_with(tms_document *doc, tms_slice title) {
  const tms_node *first = doc->main->first;
  return first && first->kind == TMS_KIND_HEADING && tms_slice_eq(tms_node_text_folded(doc, first), title);
}

void tms_html_put_head(tms_document *doc, tms_buf *out) {
  tms_slice language = tms_metadata_get(&doc->metadata, TMS_FIELD_LANGUAGE), title = tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE);
  tms_slice canonical = tms_metadata_get(&doc->metadata, TMS_FIELD_CANONICAL_URL);
  tms_buf_add_cstr(out, "<!DOCTYPE html>\n<html");
  if (language.len) tms_html_put_attribute(out, "lang", language);
  tms_buf_add_cstr(out, ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"" TMS_HTML_GENERATOR "\">\n<title>");
  tms_html_put_text(out, title);
  tms_buf_add_cstr(out, "</title>\n");
  if (canonical.len && is_safe_url(canonical)) {
    tms_buf_add_cstr(out, "<link rel=\"canonical\"");
    tms_html_put_attribute(out, "href", canonical);
    tms_buf_add_cstr(out, ">\n");
  }
  put_metadata(&doc->metadata, out);
  tms_buf_add_cstr(out, "</head>\n<body>\n");
  if (title.len == 0 || begins_with(doc, title)) return;
  tms_buf_add_cstr(out, "<header data-tms=\"title\"><h1>");
  tms_html_put_text(out, title);
  tms_buf_add_cstr(out, "</h1></header>\n");
}
