#include "convert/detect.h"

#include "base/error.h"
#include "base/utf8.h"
#include "formats/registry.h"

const tms_format *tms_detect_bytes(tms_slice head, int *bid) {
  const tms_format *format, *best = NULL;
  *bid = 0;
  for (size_t i = 0; (format = tms_registry_at(i)); i++) {
    if (!(format->flags & TMS_FORMAT_BYTES) || !format->bid) continue;
    int says = format->bid(head);
    if (says <= *bid) continue;
    *bid = says;
    best = format;
  }
  return best;
}

/* A magic number and what to say about it; what tamis can't read is refused with a word about what it is. `sure`: no text begins like that, so the rest
 * need not look binary (the head of a PDF doesn't). */
typedef struct magic {
  tms_slice bytes;
  bool sure;
  const char *message;
} magic;
static const magic magics[] = {
    {TMS_SLICE_INIT("%PDF-"), true, "this is a PDF file, not text: extract its text first (pdftotext, say)"},
    {TMS_SLICE_INIT("\x89PNG\r\n"), true, "this is a PNG image, not text"},
    {TMS_SLICE_INIT("\xFF\xD8\xFF"), true, "this is a JPEG image, not text"},
    {TMS_SLICE_INIT("GIF8"), false, "this is a GIF image, not text"},
    {TMS_SLICE_INIT("PK\x03\x04"), true, "this is a ZIP archive (or an office document): unpack it first"},
    {TMS_SLICE_INIT("\x7F"
                    "ELF"),
     true, "this is a program (ELF), not text"},
    {TMS_SLICE_INIT("\x28\xB5\x2F\xFD"), true, "this is zstd data: decompress it first (zstdcat)"},
    {TMS_SLICE_INIT("BZh"), false, "this is bzip2 data: decompress it first (bzcat)"},
    {TMS_SLICE_INIT("\xFD"
                    "7zXZ"),
     true, "this is xz data: decompress it first (xzcat)"},
    {TMS_SLICE_INIT("\x1F\x8B\x08"), true, "this is compressed more than twice with gzip: decompress it first"},
    {TMS_SLICE_INIT("WARC/1."), true, "this is a WARC file, which this version doesn't read: extract its pages first (-f text reads it as text)"},
    {TMS_SLICE_INIT("\xD0\xCF\x11\xE0"), true, "this is an old office document, not text: save it as HTML or text first"},
};

/* What to say of bytes that are no text; NULL where they are. */
static const char *binary_message(tms_slice head) {
  bool binary = tms_charset_is_binary(head);
  for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
    if ((binary || magics[i].sure) && tms_slice_starts(head, magics[i].bytes)) return magics[i].message;
  }
  return binary ? "this is binary data, not text (-f FORMAT reads it anyway)" : NULL;
}

/* Without the beginning of a character that the cut took the rest of: a head must not look less like UTF-8 than its text. */
static tms_slice whole_characters(tms_slice head) {
  for (size_t back = 1; back <= 3 && back <= head.len; back++) {
    unsigned char c = (unsigned char)head.ptr[head.len - back];
    if (c < 0x80) break;
    if (c < 0xC0) continue;
    size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    return length > back ? tms_slice_head(head, head.len - back) : head;
  }
  return head;
}

/* A head as the formats see it. */
typedef struct head_view {
  tms_slice text; /* in UTF-8, without a byte order mark */
  tms_slice raw;  /* for formats that read bytes: as it is, without UTF-8's mark; the text where mark, declaration or user name another encoding */
} head_view;

static tms_status decode_head(tms_slice head, const tms_options *options, tms_buf *work, head_view *view) {
  tms_charset_choice choice;
  tms_charset_result result;
  tms_charset_input input = {.bytes = head,
                             .user = tms_slice_cstr(options->encoding),
                             .transport = tms_slice_cstr(options->transport_encoding),
                             .url = tms_slice_cstr(options->url),
                             .html = true};
  tms_status status = tms_charset_decide(&input, &choice);
  if (status == TMS_OK) status = tms_charset_decode(&choice, head, NULL, work, &result);
  if (status != TMS_OK) return status;
  view->text = result.same ? result.text : tms_buf_slice(work);
  view->raw = tms_slice_from(head, tms_slice_starts(head, TMS_SLICE("\xEF\xBB\xBF")) ? 3 : 0);
  if (tms_charset_is_own_word(&choice) && !tms_utf8_is_valid(head)) view->raw = view->text;
  return TMS_OK;
}

/* The highest bid, the file's ending among equals, then the registry's order. */
static const tms_format *best_bid(const head_view *view, const tms_format *named) {
  const tms_format *format, *best = NULL;
  int highest = 0;
  for (size_t i = 0; (format = tms_registry_at(i)); i++) {
    if (!format->bid || (!format->read && !format->split)) continue;
    int says = format->bid(format->flags & TMS_FORMAT_BYTES ? view->raw : view->text);
    if (says <= 0 || says < highest || (says == highest && format != named)) continue;
    highest = says;
    best = format;
  }
  if (best) return best;
  bool reads_any_text = named && named->read && !(named->flags & TMS_FORMAT_BYTES);
  return reads_any_text ? named : tms_registry_find(TMS_SLICE("text"));
}

tms_status tms_detect_format(tms_slice head, const char *file_name, const tms_options *options, const tms_allocator *allocator,
                             const tms_format **out, tms_error *error) {
  *out = NULL;
  int bid;
  if (head.len >= TMS_HEAD_BYTES) head = whole_characters(tms_slice_head(head, TMS_HEAD_BYTES));
  tms_detect_bytes(head, &bid);
  const char *refusal = bid < TMS_BID_GZIP ? binary_message(head) : NULL;
  if (refusal) return tms_fail(error, TMS_ERR_BINARY, "detect", refusal, TMS_NO_OFFSET);
  tms_buf work;
  tms_buf_init(&work, allocator, (size_t)1 << 20); /* 64 KiB decoded are at most 192 KiB */
  head_view view = {0};
  tms_status status = decode_head(head, options, &work, &view);
  if (status == TMS_OK) {
    const char *ending = tms_format_of_file(file_name);
    *out = best_bid(&view, ending ? tms_registry_find(tms_slice_cstr(ending)) : NULL);
    if (!*out) status = TMS_ERR_INTERNAL; /* the registry always has text */
  }
  tms_buf_release(&work);
  if (status == TMS_ERR_LABEL) return tms_fail(error, status, "charset", "unknown encoding (see the Encoding Standard's labels)", TMS_NO_OFFSET);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "detect");
}
