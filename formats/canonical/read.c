/*
 * The strict reader: what the writer would write is the grammar. Two readers make the document. The direct one knows the writer's shapes alone and is quick; what it declines the reader of Markdown
 * reads, is brought to normal form, and if it is refused, says where. Both are held to the same: what they made is written again and compared.
 */
#include "base/assert.h"
#include "base/error.h"
#include "base/utf8.h"
#include "doc/check.h"
#include "doc/normalize.h"
#include "formats/canonical/canonical.h"
#include "markup/canonical_read.h"
#include "markup/commonmark.h"
#include "markup/front_matter.h"

static const char format[] = "canonical";

/* What was expected at the first difference. */
static const char *expectation(tms_slice text, tms_slice written, size_t at, size_t header) {
  if (at >= written.len) return "the document should end here";
  if (at >= text.len) return "more should stand here: the document ends too early, or its last line has no line feed";
  char ours = written.ptr[at], theirs = text.ptr[at];
  if (theirs == '\r') return "lines end with a line feed alone";
  if (at < header) return "a header has its keys in the order of docs/canonical-format.md, each once, one a line, with values as JSON";
  if (ours == '\\') return "a backslash should stand here";
  if (theirs == '\\') return "no backslash is needed here";
  if (ours == '\n') return at > 0 && written.ptr[at - 1] == '\n' ? "an empty line should stand here" : "the line should end here";
  if (theirs == '\n') return at > 0 && text.ptr[at - 1] == '\n' ? "no empty line belongs here" : "the line should go on here";
  if (ours == ' ') return "a space should stand here";
  if (theirs == ' ') return "no space belongs here";
  return "the canonical form says this in another way (see docs/canonical-format.md)";
}

static size_t first_difference(tms_slice a, tms_slice b) {
  size_t at = 0, common = a.len < b.len ? a.len : b.len;
  while (at < common && a.ptr[at] == b.ptr[at]) at++;
  return at;
}

/* Writes the document to compare it; the buffer is for the caller to release. */
static tms_status write_again(tms_slice text, tms_document *doc, tms_buf *written) {
  tms_buf_init(written, doc->allocator, doc->limits.max_output);
  if (text.len < doc->limits.max_output) (void)tms_buf_reserve(written, text.len);
  tms_canonical_write(doc, written);
  return written->status != TMS_OK ? written->status : tms_doc_status(doc);
}

static tms_status compare(tms_slice text, size_t header, tms_document *doc, tms_error *error) {
  tms_buf written;
  tms_status status = write_again(text, doc, &written);
  if (status != TMS_OK) {
    status = tms_fail_status(error, status, format);
  } else if (!tms_slice_eq(text, tms_buf_slice(&written))) {
    size_t at = first_difference(text, tms_buf_slice(&written));
    status = tms_fail(error, TMS_ERR_SYNTAX, format, expectation(text, tms_buf_slice(&written), at, header), at);
  }
  tms_buf_release(&written);
  return status;
}

/* "tamis: 1" is the second line; *header gets the length of the header. */
static tms_status read_header(tms_slice text, tms_document *doc, size_t *header, tms_error *error) {
  size_t unknown;
  tms_slice rest = text, line, version = TMS_SLICE("tamis: ");
  uint64_t number;
  if (!tms_slice_next_line(&rest, &line) || !tms_slice_eq(line, TMS_SLICE("---"))) {
    return tms_fail(error, TMS_ERR_SYNTAX, format, "a canonical document begins with a line \"---\"", 0);
  }
  size_t second = (size_t)(rest.ptr - text.ptr);
  if (!tms_slice_next_line(&rest, &line) || !tms_slice_starts(line, version)) {
    return tms_fail(error, TMS_ERR_SYNTAX, format, "the first key is the version, \"tamis: 1\"", second);
  }
  if (!tms_slice_to_u64(tms_slice_from(line, version.len), UINT32_MAX, &number) || number != TMS_CANONICAL_VERSION) {
    return tms_fail(error, TMS_ERR_SCHEMA, format, "a version of the canonical form that this release doesn't know", second + version.len);
  }
  *header = tms_front_matter_read(text, doc, &unknown);
  if (*header == 0) return tms_fail(error, TMS_ERR_SYNTAX, format, "the header should be keys with values, and end with a line \"---\"", second);
  if (unknown != TMS_NO_OFFSET) return tms_fail(error, TMS_ERR_SCHEMA, format, "an unknown key in the header", unknown);
  tms_doc_normalize_metadata(doc);
  tms_status status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, format);
}

/* UTF-8, a size that offsets can hold, and the header. */
static tms_status begin(tms_slice text, tms_document *doc, size_t *header, tms_error *error) {
  size_t valid = tms_utf8_valid_prefix(text);
  if (valid < text.len) return tms_fail(error, TMS_ERR_ENCODING, format, "not UTF-8", valid);
  if (text.len > UINT32_MAX / 2) return tms_fail(error, TMS_ERR_LIMIT, format, "the document is larger than 2 GiB", 0);
  return read_header(text, doc, header, error);
}

/* Normal form, and the same bytes when written: nothing else is asked of a canonical text. */
static bool read_direct(tms_slice text, size_t header, tms_document *doc) {
  tms_buf written;
  if (!tms_canonical_read_body(tms_slice_from(text, header), (uint32_t)header, doc)) return false;
  TMS_ASSERT(tms_doc_check(doc, NULL) == NULL);
  doc->normal = true;
  bool same = write_again(text, doc, &written) == TMS_OK && tms_slice_eq(text, tms_buf_slice(&written));
  if (written.status != TMS_OK && doc->arena.status == TMS_OK) doc->arena.status = written.status;
  tms_buf_release(&written);
  return same;
}

static tms_status read_as_markdown(tms_slice text, size_t header, tms_document *doc, tms_error *error) {
  tms_status status = tms_commonmark_read(tms_slice_from(text, header), (uint32_t)header, 0, doc);
  if (status == TMS_OK) status = tms_doc_normalize(doc);
  if (status != TMS_OK) return tms_fail_status(error, status, format);
  return compare(text, header, doc, error);
}

tms_status tms_canonical_read(tms_slice text, tms_document *doc, tms_error *error) {
  size_t header = 0;
  tms_status status = begin(text, doc, &header, error);
  if (status != TMS_OK) return status;
  tms_doc_mark mark = tms_doc_mark_of(doc);
  if (read_direct(text, header, doc)) return TMS_OK;
  status = tms_doc_status(doc);
  if (status != TMS_OK) return tms_fail_status(error, status, format);
  tms_doc_rewind(doc, &mark);
  return read_as_markdown(text, header, doc, error);
}

bool tms_canonical_read_direct(tms_slice text, tms_document *doc) {
  size_t header = 0;
  return begin(text, doc, &header, NULL) == TMS_OK && read_direct(text, header, doc);
}

tms_status tms_canonical_read_as_markdown(tms_slice text, tms_document *doc, tms_error *error) {
  size_t header = 0;
  tms_status status = begin(text, doc, &header, error);
  return status == TMS_OK ? read_as_markdown(text, header, doc, error) : status;
}
