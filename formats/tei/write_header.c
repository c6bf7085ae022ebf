/* The teiHeader: metadata by the table of fields.c, each value with its provenance in @source. */
#include "formats/tei/fields.h"
#include "formats/tei/write.h"
#include "markup/canonical_write.h"
#include "markup/xml_escape.h"

static const tms_value *value_of(const tms_tei_writer *w, const tms_tei_field *row) {
  return &w->doc->metadata.fields[row->field];
}

static bool has_any(const tms_tei_writer *w, tms_tei_place place) {
  const tms_tei_field *row;
  for (size_t i = 0; (row = tms_tei_field_at(i)); i++) {
    if (row->place == place && value_of(w, row)->count) return true;
  }
  return false;
}

static void add_source(tms_tei_writer *w, tms_provenance from) {
  if (from == TMS_FROM_NONE) return;
  tms_buf_add_cstr(w->out, " source=\"" TMS_TEI_SOURCE_PREFIX);
  tms_buf_add_cstr(w->out, tms_provenance_name(from));
  tms_buf_add_byte(w->out, '"');
}

static void add_element(tms_tei_writer *w, const tms_tei_field *row, tms_slice item, tms_provenance from) {
  bool in_keywords = row->place == TMS_TEI_KEYWORDS;
  tms_buf_add_byte(w->out, '<');
  tms_buf_add_cstr(w->out, row->element);
  if (!in_keywords && row->attribute[0]) tms_xml_add_attribute(w->out, row->attribute, tms_slice_cstr(row->word));
  if (row->place == TMS_TEI_LANGUAGES) tms_xml_add_attribute(w->out, "ident", item);
  if (strcmp(row->element, "date") == 0) tms_xml_add_attribute(w->out, tms_tei_when(item), item);
  if (!in_keywords) add_source(w, from);
  if (row->place == TMS_TEI_LANGUAGES || strcmp(row->element, "date") == 0) {
    tms_buf_add_cstr(w->out, "/>");
    return;
  }
  tms_buf_add_byte(w->out, '>');
  tms_xml_escape_text(w->out, item);
  tms_buf_add_cstr(w->out, "</");
  tms_buf_add_cstr(w->out, row->element);
  tms_buf_add_byte(w->out, '>');
}

/* Every value of a place, `between` them. */
static void add_place(tms_tei_writer *w, tms_tei_place place, const char *between) {
  const tms_tei_field *row;
  bool first = true;
  for (size_t i = 0; (row = tms_tei_field_at(i)); i++) {
    const tms_value *value = value_of(w, row);
    if (row->place != place) continue;
    for (size_t j = 0; j < value->count; j++) {
      if (!first) tms_buf_add_cstr(w->out, between);
      add_element(w, row, value->items[j], value->from);
      first = false;
    }
  }
}

static void add_wrapped(tms_tei_writer *w, tms_tei_place place, const char *open, const char *close) {
  if (!has_any(w, place)) return;
  tms_buf_add_cstr(w->out, open);
  add_place(w, place, "");
  tms_buf_add_cstr(w->out, close);
}

/* A publication statement begins with an agency; it repeats the site, which stands as such in the source description. */
static void add_publication(tms_tei_writer *w) {
  char content_id[65];
  tms_slice site = tms_metadata_get(&w->doc->metadata, TMS_FIELD_SITE);
  tms_buf_add_cstr(w->out, "<publicationStmt><publisher>");
  tms_xml_escape_text(w->out, site);
  tms_buf_add_cstr(w->out, "</publisher>");
  add_place(w, TMS_TEI_PUBLICATION, "");
  tms_status status = tms_content_id(w->doc, content_id);
  if (status == TMS_OK) {
    tms_buf_add_cstr(w->out, "<idno type=\"content-id\">");
    tms_buf_add_cstr(w->out, content_id);
    tms_buf_add_cstr(w->out, "</idno>");
  } else if (w->out->status == TMS_OK) {
    w->out->status = status;
  }
  add_wrapped(w, TMS_TEI_AVAILABILITY, "<availability>", "</availability>");
  tms_buf_add_cstr(w->out, "</publicationStmt>\n");
}

/* A title statement needs a title: an empty one stands for none. */
static void add_title(tms_tei_writer *w) {
  tms_buf_add_cstr(w->out, "<titleStmt>");
  if (!w->doc->metadata.fields[TMS_FIELD_TITLE].count) tms_buf_add_cstr(w->out, "<title/>");
  add_place(w, TMS_TEI_TITLE_STMT, "");
  tms_buf_add_cstr(w->out, "</titleStmt>\n");
}

/* Private URI schemes are declared (TEI Guidelines, 17.2.3 "Using Abbreviated Pointers"). */
static void add_prefix(tms_tei_writer *w) {
  bool used = false;
  for (int i = 0; i < TMS_FIELD_COUNT; i++) used |= w->doc->metadata.fields[i].count && w->doc->metadata.fields[i].from != TMS_FROM_NONE;
  if (!used) return;
  tms_buf_add_cstr(w->out,
                   "<listPrefixDef><prefixDef ident=\"tamis\" matchPattern=\"(.+)\" replacementPattern=\"#$1\">"
                   "<p>Where a value was found: json-ld, og, meta, html, text, header, warc or user.</p></prefixDef></listPrefixDef>\n");
}

static void add_encoding(tms_tei_writer *w) {
  tms_buf_add_cstr(w->out, "<encodingDesc>\n");
  /* First, so that a reader knows whose words follow. */
  tms_buf_add_cstr(w->out, "<appInfo><application ident=\"tamis\" version=\"" TMS_VERSION "\"><label>tamis</label></application></appInfo>\n");
  add_prefix(w);
  if (has_any(w, TMS_TEI_EDITORIAL)) {
    tms_buf_add_cstr(w->out, "<editorialDecl><p>Cleaned by tamis: ");
    add_place(w, TMS_TEI_EDITORIAL, ", ");
    tms_buf_add_cstr(w->out, "</p></editorialDecl>\n");
  }
  tms_buf_add_cstr(w->out, "</encodingDesc>\n");
}

static void add_keywords(tms_tei_writer *w) {
  const tms_tei_field *row;
  for (size_t i = 0; (row = tms_tei_field_at(i)); i++) {
    const tms_value *value = value_of(w, row);
    if (row->place != TMS_TEI_KEYWORDS || !value->count) continue;
    tms_buf_add_cstr(w->out, "<keywords");
    tms_xml_add_attribute(w->out, row->attribute, tms_slice_cstr(row->word));
    add_source(w, value->from);
    tms_buf_add_byte(w->out, '>');
    for (size_t j = 0; j < value->count; j++) add_element(w, row, value->items[j], value->from);
    tms_buf_add_cstr(w->out, "</keywords>");
  }
}

static void add_profile(tms_tei_writer *w) {
  bool has_class = has_any(w, TMS_TEI_CLASS) || has_any(w, TMS_TEI_KEYWORDS);
  if (!has_class && !has_any(w, TMS_TEI_ABSTRACT) && !has_any(w, TMS_TEI_LANGUAGES)) return;
  tms_buf_add_cstr(w->out, "<profileDesc>\n");
  add_wrapped(w, TMS_TEI_ABSTRACT, "<abstract>", "</abstract>\n");
  add_wrapped(w, TMS_TEI_LANGUAGES, "<langUsage>", "</langUsage>\n");
  if (has_class) {
    tms_buf_add_cstr(w->out, "<textClass>");
    add_place(w, TMS_TEI_CLASS, "");
    add_keywords(w);
    tms_buf_add_cstr(w->out, "</textClass>\n");
  }
  tms_buf_add_cstr(w->out, "</profileDesc>\n");
}

void tms_tei_write_header(tms_tei_writer *w) {
  tms_buf_add_cstr(w->out, "<teiHeader>\n<fileDesc>\n");
  add_title(w);
  add_publication(w);
  add_wrapped(w, TMS_TEI_NOTES, "<notesStmt>", "</notesStmt>\n");
  tms_buf_add_cstr(w->out, "<sourceDesc><bibl type=\"web\">");
  add_place(w, TMS_TEI_BIBL, "");
  tms_buf_add_cstr(w->out, "</bibl></sourceDesc>\n</fileDesc>\n");
  add_encoding(w);
  add_profile(w);
  tms_buf_add_cstr(w->out, "</teiHeader>\n");
}
