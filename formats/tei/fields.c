#include "formats/tei/fields.h"

static const tms_tei_field rows[] = {
    {TMS_FIELD_TITLE, TMS_TEI_TITLE_STMT, "title", "type", "main"},
    {TMS_FIELD_AUTHORS, TMS_TEI_TITLE_STMT, "author", "", ""},
    {TMS_FIELD_ID, TMS_TEI_PUBLICATION, "idno", "type", "id"},
    {TMS_FIELD_LICENSE, TMS_TEI_AVAILABILITY, "licence", "", ""},
    {TMS_FIELD_IMAGE, TMS_TEI_NOTES, "note", "type", "image"},
    {TMS_FIELD_ENCODING, TMS_TEI_NOTES, "note", "type", "encoding"},
    {TMS_FIELD_SITE, TMS_TEI_BIBL, "title", "level", "m"},
    {TMS_FIELD_URL, TMS_TEI_BIBL, "idno", "type", "url"},
    {TMS_FIELD_CANONICAL_URL, TMS_TEI_BIBL, "idno", "type", "canonical-url"},
    {TMS_FIELD_DATE_PUBLISHED, TMS_TEI_BIBL, "date", "type", "published"},
    {TMS_FIELD_DATE_MODIFIED, TMS_TEI_BIBL, "date", "type", "modified"},
    {TMS_FIELD_DATE_RETRIEVED, TMS_TEI_BIBL, "date", "type", "retrieved"},
    {TMS_FIELD_WARC_FILE, TMS_TEI_BIBL, "idno", "type", "warc-file"},
    {TMS_FIELD_WARC_OFFSET, TMS_TEI_BIBL, "idno", "type", "warc-offset"},
    {TMS_FIELD_WARC_RECORD_ID, TMS_TEI_BIBL, "idno", "type", "warc-record-id"},
    {TMS_FIELD_WARC_DATE, TMS_TEI_BIBL, "idno", "type", "warc-date"},
    {TMS_FIELD_WARC_PAYLOAD_DIGEST, TMS_TEI_BIBL, "idno", "type", "warc-payload-digest"},
    {TMS_FIELD_WARC_HTTP_STATUS, TMS_TEI_BIBL, "idno", "type", "warc-http-status"},
    {TMS_FIELD_WARC_CONTENT_TYPE, TMS_TEI_BIBL, "idno", "type", "warc-content-type"},
    {TMS_FIELD_CLEANED_VERSION, TMS_TEI_EDITORIAL, "term", "type", "cleaned-version"},
    {TMS_FIELD_CLEANED_MODE, TMS_TEI_EDITORIAL, "term", "type", "cleaned-mode"},
    {TMS_FIELD_CLEANED_PASSES, TMS_TEI_EDITORIAL, "term", "type", "cleaned-pass"},
    {TMS_FIELD_DESCRIPTION, TMS_TEI_ABSTRACT, "p", "", ""},
    {TMS_FIELD_LANGUAGE, TMS_TEI_LANGUAGES, "language", "", ""},
    {TMS_FIELD_PAGE_KIND, TMS_TEI_CLASS, "classCode", "scheme", "#page-kind"},
    {TMS_FIELD_QUALITY, TMS_TEI_CLASS, "classCode", "scheme", "#quality"},
    {TMS_FIELD_CATEGORIES, TMS_TEI_KEYWORDS, "term", "scheme", "#categories"},
    {TMS_FIELD_TAGS, TMS_TEI_KEYWORDS, "term", "scheme", "#tags"},
};

const tms_tei_field *tms_tei_field_at(size_t index) {
  return index < sizeof rows / sizeof rows[0] ? &rows[index] : NULL;
}

const tms_tei_field *tms_tei_field_find(tms_slice element, const char *attribute, tms_slice word) {
  const tms_tei_field *row;
  for (size_t i = 0; (row = tms_tei_field_at(i)); i++) {
    if (strcmp(row->attribute, attribute) == 0 && tms_slice_eq(tms_slice_cstr(row->word), word) &&
        tms_slice_eq(tms_slice_cstr(row->element), element)) {
      return row;
    }
  }
  return NULL;
}
