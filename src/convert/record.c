#include "convert/record.h"

#include "base/error.h"
#include "base/size.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "convert/decoding.h"
#include "convert/detect.h"
#include "formats/registry.h"

/* Called for every checkpoint that the decoder sets. */
static bool note_mark(void *user, size_t decoded, size_t source) {
  tms_document *doc = user;
  return tms_source_map_add(&doc->map, decoded, source);
}

static void note_bad(void *user, size_t decoded, size_t source) {
  tms_document *doc = user;
  (void)source;
  uint32_t at = tms_size_clamp_u32(decoded);
  tms_ledger_repair(&doc->ledger, TMS_REASON_BAD_BYTES, (tms_span){at, at + 3}, 1); /* U+FFFD is three bytes */
}

/* The text stands in the record's own bytes: borrowed, taken over, or copied. */
static tms_status keep_text(const tms_intake *intake, tms_document *doc, tms_slice text) {
  doc->text = text;
  if (intake->borrow) return TMS_OK;
  if (intake->owner) {
    const tms_allocator *allocator = intake->owner->allocator;
    size_t ceiling = intake->owner->ceiling;
    doc->decoded = *intake->owner; /* the bytes don't move: `text` stays right */
    tms_buf_init(intake->owner, allocator, ceiling);
    return TMS_OK;
  }
  tms_buf_add(&doc->decoded, text);
  doc->text = tms_buf_slice(&doc->decoded);
  return doc->decoded.status;
}

/* What the container knows in a field; empty if nothing. */
static tms_slice known_of(const tms_record *record, tms_field field) {
  bool known = record->metadata && record->metadata->fields[field].count;
  return known ? record->metadata->fields[field].items[0] : TMS_SLICE_NONE;
}

static tms_status decode(const tms_intake *intake, const tms_format *format, tms_document *doc, tms_error *error) {
  const tms_record *record = intake->record;
  const tms_options *options = intake->options;
  tms_slice said = record->encoding.len ? record->encoding : tms_slice_cstr(options->transport_encoding);
  tms_charset_input input = {.bytes = record->bytes,
                             .user = tms_slice_cstr(options->encoding),
                             .transport = said,
                             .language = known_of(record, TMS_FIELD_LANGUAGE),
                             .url = options->url ? tms_slice_cstr(options->url) : known_of(record, TMS_FIELD_URL),
                             .html = format == tms_registry_find(TMS_SLICE("html"))};
  tms_charset_choice choice;
  tms_charset_result result = {0};
  tms_charset_sink sink = {doc, note_mark, note_bad};
  if (tms_charset_decide(&input, &choice) != TMS_OK) return tms_decoding_no_label(error);
  tms_status status = tms_decoding_run(options, &choice, record->bytes, &sink, &doc->decoded, &result, error);
  if (status != TMS_OK) return status;
  doc->encoding = choice.encoding->name;
  doc->encoding_source = choice.known;
  tms_ledger_repair(&doc->ledger, TMS_REASON_ENCODING, TMS_SPAN_NONE, choice.overruled != NULL);
  /* The documents of formats that read bytes say it themselves, of where they came from in the first place. */
  if (!(format->flags & TMS_FORMAT_BYTES)) {
    tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_ENCODING, tms_slice_cstr(doc->encoding), TMS_FROM_NONE);
  }
  doc->text = tms_buf_slice(&doc->decoded);
  status = result.same ? keep_text(intake, doc, result.text) : TMS_OK;
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "charset");
}

/* Does the record say what it is, where that isn't UTF-8: by a byte order mark, an XML declaration or the user's word? */
static bool declares_encoding(const tms_intake *intake) {
  tms_charset_input input = {.bytes = intake->record->bytes, .user = tms_slice_cstr(intake->options->encoding)};
  tms_charset_choice choice;
  if (tms_charset_decide(&input, &choice) != TMS_OK) return true; /* an unknown label of the user: decoding says so */
  return tms_charset_is_own_word(&choice);
}

/* Formats that read bytes, and records that a container has decoded, are UTF-8. What is not is decoded where it says what it is (XML 1.0, 4.3.3: TEI
 * of all ages has Latin-1 or UTF-16), else it is an error. */
static tms_status take_utf8(const tms_intake *intake, const tms_format *format, tms_document *doc, tms_error *error) {
  tms_slice bytes = intake->record->bytes;
  size_t valid = tms_utf8_valid_prefix(bytes);
  if (valid < bytes.len && !intake->record->is_text && declares_encoding(intake)) return decode(intake, format, doc, error);
  if (valid < bytes.len) return tms_fail(error, TMS_ERR_ENCODING, "utf-8", "this is not valid UTF-8, as this format must be", valid);
  doc->encoding = "UTF-8";
  doc->encoding_source = intake->record->is_text ? "container" : "format";
  /* A byte order mark is no part of a text (RFC 8259 section 8.1), but the strict canonical form has none. */
  bool marked = tms_slice_starts(bytes, TMS_SLICE("\xEF\xBB\xBF")) && format != tms_registry_find(TMS_SLICE("canonical"));
  if (marked && !tms_source_map_add(&doc->map, 0, 3)) return tms_fail_status(error, TMS_ERR_MEMORY, "input");
  tms_status status = keep_text(intake, doc, tms_slice_from(bytes, marked ? 3 : 0));
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "input");
}

/* What container and user know. The container's word stands before the reader's, so that a reader sees its URL; the user's comes last and wins. */
static void note_container(tms_document *doc, const tms_record *record) {
  if (!record->metadata) return;
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &record->metadata->fields[field];
    for (size_t i = 0; i < value->count; i++) {
      tms_metadata_add(&doc->metadata, &doc->arena, (tms_field)field, value->items[i], value->from);
    }
  }
}

static void note_user(tms_document *doc, const tms_options *options) {
  tms_slice url = tms_slice_trim(tms_slice_cstr(options->url));
  if (url.len) tms_metadata_set(&doc->metadata, &doc->arena, TMS_FIELD_URL, url, TMS_FROM_USER);
}

static tms_status choose_format(const tms_intake *intake, const tms_allocator *allocator, const tms_format **out, tms_error *error) {
  const tms_record *record = intake->record;
  *out = intake->format;
  if (!*out && record->format) *out = tms_registry_find(tms_slice_cstr(record->format));
  if (*out) return TMS_OK;
  return tms_detect_format(record->bytes, intake->options->file_name, intake->options, allocator, out, error);
}

static tms_status fill(const tms_intake *intake, const tms_format *format, tms_document *doc, tms_error *error) {
  const tms_record *record = intake->record;
  bool is_utf8 = record->is_text || (format->flags & TMS_FORMAT_BYTES);
  doc->source_size = record->bytes.len;
  doc->format = format->name;
  doc->scraped = (format->flags & TMS_FORMAT_SCRAPED) != 0;
  note_container(doc, record);
  if (doc->scraped) note_user(doc, intake->options);
  tms_status status = is_utf8 ? take_utf8(intake, format, doc, error) : decode(intake, format, doc, error);
  if (status != TMS_OK) return status;
  doc->decoded_size = doc->text.len;
  if (doc->text.len > UINT32_MAX) {
    return tms_fail(error, TMS_ERR_LIMIT, "input", "the decoded text is larger than 4 GiB", TMS_NO_OFFSET);
  }
  status = format->read(doc->text, intake->options, doc, error);
  if (status != TMS_OK && error->code == TMS_OK) return tms_fail_status(error, status, format->name);
  if (status != TMS_OK) {
    if (error->offset != TMS_NO_OFFSET) error->offset = tms_source_map_find(&doc->map, error->offset);
    return status;
  }
  note_user(doc, intake->options);
  /* The page's own <base>, which the reader has set, goes first. */
  if (!doc->base.len) doc->base = tms_metadata_get(&doc->metadata, TMS_FIELD_URL);
  status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, format->name);
}

tms_status tms_record_read(const tms_intake *intake, const tms_allocator *allocator, tms_document **out, tms_error *error) {
  *out = NULL;
  tms_error scratch; /* offsets are moved below, so there has to be an error to move them in */
  if (!error) error = &scratch;
  tms_error_clear(error);
  const tms_options *options = intake->options;
  if (intake->record->bytes.len > options->limits.max_input) {
    return tms_fail(error, TMS_ERR_LIMIT, "input", "the document is larger than the limit (--max-input raises it)",
                    intake->base ? intake->base : TMS_NO_OFFSET);
  }
  const tms_format *format;
  tms_status status = choose_format(intake, allocator, &format, error);
  if (status != TMS_OK) return status;
  if (!format->read) return tms_fail(error, TMS_ERR_FORMAT, format->name, "this format holds documents, it is none itself", intake->base);
  tms_document *doc = tms_doc_new(allocator, &options->limits, options->seed);
  if (!doc) return tms_fail_status(error, TMS_ERR_MEMORY, "input");
  status = fill(intake, format, doc, error);
  if (status != TMS_OK) {
    if (error->offset != TMS_NO_OFFSET) error->offset = intake->base == TMS_NO_OFFSET ? TMS_NO_OFFSET : error->offset + intake->base;
    tms_doc_free(doc);
    return status;
  }
  *out = doc;
  return TMS_OK;
}
