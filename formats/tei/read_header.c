/*
 * The teiHeader. Own headers are read by the table of fields.c. Of others, what commonly means the same is taken: trafilatura's dialect, and the usual
 * places of title, author, publisher, date, address, licence, language and keywords. What has text and no place here is counted as unknown.
 */
#include "formats/tei/fields.h"
#include "formats/tei/reader.h"

static bool is_one_of(tms_slice name, const char *wanted) {
  tms_slice rest = tms_slice_cstr(wanted), word;
  while (tms_slice_next_word(&rest, &word)) {
    if (tms_slice_eq(word, name)) return true;
  }
  return false;
}

/* Single fields keep the first value that is said. */
static void set_value(tms_tei_reader *r, tms_field field, tms_slice value, tms_provenance from, bool sourced) {
  tms_metadata *metadata = &r->doc->metadata;
  if (value.len == 0 || (!tms_field_is_list(field) && metadata->fields[field].count)) return;
  if (metadata->fields[field].count == 0) r->unsourced[field] = !sourced;
  tms_metadata_add(metadata, &r->doc->arena, field, value, from);
}

static void set_from(tms_tei_reader *r, const tms_tei_frame *frame, tms_field field, tms_slice value) {
  set_value(r, field, value, (tms_provenance)frame->from, frame->sourced);
}

/* source="tamis:json-ld" */
static void note_source(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  tms_slice source = tms_tei_attribute(r, "source"), prefix = TMS_SLICE(TMS_TEI_SOURCE_PREFIX);
  frame->from = TMS_FROM_NONE;
  if (tms_slice_starts(source, prefix)) {
    tms_provenance from = tms_provenance_of_name(tms_slice_from(source, prefix.len));
    frame->sourced = from != TMS_PROVENANCE_COUNT;
    if (frame->sourced) frame->from = (uint8_t)from;
  } else if (parent->sourced) {
    frame->sourced = true;
    frame->from = parent->from;
  }
}

static void capture_field(tms_tei_reader *r, tms_tei_frame *frame, tms_field field) {
  frame->field = (uint8_t)field;
  tms_tei_capture(r, frame);
}

/* The word that tells what an element is about, as own and other headers say it. */
static tms_field field_of_type(tms_slice element, tms_slice type) {
  const tms_tei_field *row = tms_tei_field_find(element, "type", type);
  if (row) return row->field;
  if (tms_tei_is(element, "idno") && is_one_of(type, "URI URL uri")) return TMS_FIELD_URL;
  if (tms_tei_is(element, "date") && is_one_of(type, "accessed download retrieval")) return TMS_FIELD_DATE_RETRIEVED;
  if (tms_tei_is(element, "note") && tms_tei_is(type, "id")) return TMS_FIELD_ID;
  return TMS_FIELD_COUNT;
}

/* Keywords tell by @scheme which field they are, in other headers also by the term's @type (trafilatura); else they are tags. */
static tms_field field_of_scheme(tms_slice scheme) {
  if (scheme.len && scheme.ptr[0] == '#') scheme = tms_slice_from(scheme, 1);
  return is_one_of(scheme, "categories category") ? TMS_FIELD_CATEGORIES : TMS_FIELD_TAGS;
}

static void start_title(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  tms_slice level = tms_tei_attribute(r, "level"), type = tms_tei_attribute(r, "type");
  if (tms_tei_is(level, "m") && tms_tei_is(parent->name, "bibl")) {
    capture_field(r, frame, TMS_FIELD_SITE);
  } else if (is_one_of(parent->name, "titleStmt analytic bibl") && (type.len == 0 || tms_tei_is(type, "main"))) {
    capture_field(r, frame, TMS_FIELD_TITLE);
  }
}

/* The value of a date is its attribute, or its text. */
static void start_date(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  tms_slice type = tms_tei_attribute(r, "type"), when = tms_tei_attribute(r, "when");
  tms_field field = field_of_type(frame->name, type);
  if (when.len == 0) when = tms_tei_attribute(r, "when-iso");
  if (field != TMS_FIELD_COUNT) {
    capture_field(r, frame, field);
    if (when.len) set_from(r, frame, field, when);
  } else if (type.len == 0 && is_one_of(parent->name, "publicationStmt imprint bibl")) {
    frame->flag = true; /* weak */
    capture_field(r, frame, TMS_FIELD_DATE_PUBLISHED);
    if (when.len && r->date.len == 0) r->date = when;
  }
}

static void start_pointer(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  tms_slice type = tms_tei_attribute(r, "type"), target = tms_tei_attribute(r, "target");
  if (is_one_of(type, "URL URI url") && is_one_of(parent->name, "publicationStmt bibl biblStruct monogr analytic")) {
    set_from(r, frame, TMS_FIELD_URL, target);
  }
}

/* Trafilatura joins the values of a list by commas in one term. */
static void add_joined(tms_tei_reader *r, const tms_tei_frame *frame, tms_slice values) {
  while (values.len) {
    size_t comma = tms_slice_find_byte(values, ',', 0);
    set_from(r, frame, (tms_field)frame->field, tms_slice_trim(tms_slice_head(values, comma)));
    values = comma == SIZE_MAX ? TMS_SLICE_NONE : tms_slice_from(values, comma + 1);
  }
}

static void start_term(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  tms_slice type = tms_tei_attribute(r, "type");
  if (tms_tei_is(parent->name, "keywords")) {
    frame->joined = type.len > 0;
    capture_field(r, frame, type.len ? field_of_scheme(type) : (tms_field)parent->field);
  } else if (field_of_type(frame->name, type) != TMS_FIELD_COUNT) {
    capture_field(r, frame, field_of_type(frame->name, type));
  }
}

static void start_typed(tms_tei_reader *r, tms_tei_frame *frame) {
  tms_slice type = tms_tei_attribute(r, "type");
  tms_field field = field_of_type(frame->name, type);
  if (field != TMS_FIELD_COUNT) {
    capture_field(r, frame, field);
  } else if (tms_tei_is(type, "content-id") || tms_tei_is(type, "fingerprint")) {
    frame->context = TMS_TEI_SILENT; /* derived */
  }
}

static void start_licence(tms_tei_reader *r, tms_tei_frame *frame) {
  capture_field(r, frame, TMS_FIELD_LICENSE);
  frame->target = tms_tei_attribute(r, "target"); /* for a licence without text */
}

/* What stands around values, and is no value itself. */
static bool is_silent(const tms_tei_reader *r, tms_slice name) {
  return is_one_of(name, "appInfo listPrefixDef") || (r->own && tms_tei_is(name, "editorialDecl"));
}

void tms_tei_header_start(tms_tei_reader *r, tms_tei_frame *frame, const tms_tei_frame *parent) {
  tms_slice name = frame->name;
  note_source(r, frame, parent);
  frame->field = TMS_FIELD_COUNT;
  if (tms_tei_is(name, "title")) {
    start_title(r, frame, parent);
  } else if (tms_tei_is(name, "author") && is_one_of(parent->name, "titleStmt analytic bibl")) {
    capture_field(r, frame, TMS_FIELD_AUTHORS);
  } else if (tms_tei_is(name, "publisher")) {
    frame->flag = true; /* weak */
    capture_field(r, frame, TMS_FIELD_SITE);
  } else if (tms_tei_is(name, "date")) {
    start_date(r, frame, parent);
  } else if (is_one_of(name, "idno note")) {
    start_typed(r, frame);
  } else if (is_one_of(name, "ptr ref")) {
    start_pointer(r, frame, parent);
  } else if (tms_tei_is(name, "licence")) {
    start_licence(r, frame);
  } else if (tms_tei_is(name, "p") && tms_tei_is(parent->name, "abstract")) {
    capture_field(r, frame, TMS_FIELD_DESCRIPTION);
  } else if (tms_tei_is(name, "p") && tms_tei_is(parent->name, "availability")) {
    capture_field(r, frame, TMS_FIELD_LICENSE);
  } else if (tms_tei_is(name, "language") && tms_tei_is(parent->name, "langUsage")) {
    set_from(r, frame, TMS_FIELD_LANGUAGE, tms_tei_attribute(r, "ident"));
    frame->context = TMS_TEI_SILENT;
  } else if (tms_tei_is(name, "classCode") && tms_tei_is(tms_tei_attribute(r, "scheme"), "#page-kind")) {
    capture_field(r, frame, TMS_FIELD_PAGE_KIND);
  } else if (tms_tei_is(name, "classCode") && tms_tei_is(tms_tei_attribute(r, "scheme"), "#quality")) {
    capture_field(r, frame, TMS_FIELD_QUALITY);
  } else if (tms_tei_is(name, "keywords")) {
    frame->field = (uint8_t)field_of_scheme(tms_tei_attribute(r, "scheme"));
  } else if (tms_tei_is(name, "term")) {
    start_term(r, frame, parent);
  } else if (is_silent(r, name)) {
    frame->silent = true;
  } else if (tms_tei_is(name, "application") && tms_tei_is(tms_tei_attribute(r, "ident"), "tamis")) {
    r->own = true;
  }
  frame->silent |= parent->silent;
}

void tms_tei_header_end(tms_tei_reader *r, tms_tei_frame *frame) {
  if (frame->context != TMS_TEI_CAPTURE) return;
  tms_slice value = tms_tei_captured(r);
  tms_field field = (tms_field)frame->field;
  if (field == TMS_FIELD_LICENSE) {
    set_from(r, frame, field, value.len ? value : frame->target);
  } else if (frame->joined) {
    add_joined(r, frame, value);
  } else if (!frame->flag) {
    set_from(r, frame, field, value);
  } else if (field == TMS_FIELD_SITE) {
    if (r->publisher.len == 0) r->publisher = value;
  } else if (r->date.len == 0) {
    r->date = value;
  }
}

/* Now it is known who wrote the header: in own ones a value without source has none. */
void tms_tei_header_finish(tms_tei_reader *r) {
  if (r->own) return;
  set_value(r, TMS_FIELD_SITE, r->publisher, TMS_FROM_HEADER, true);
  set_value(r, TMS_FIELD_DATE_PUBLISHED, r->date, TMS_FROM_HEADER, true);
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    if (r->unsourced[field]) r->doc->metadata.fields[field].from = TMS_FROM_HEADER;
  }
}
