/* The descriptor: detection, single texts, and corpora. */
#include "base/error.h"
#include "formats/format.h"
#include "formats/tei/read.h"
#include "formats/tei/split.h"
#include "formats/tei/write.h"
#include "markup/xml_char.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Comments, instructions, DOCTYPE and white space at the front are passed over. */
static tms_slice skip_prolog(tms_slice s) {
  for (;;) {
    tms_slice end = TMS_SLICE(">");
    while (s.len && tms_xml_is_space((unsigned char)s.ptr[0])) s = tms_slice_from(s, 1);
    if (tms_slice_starts(s, TMS_SLICE("<!--"))) {
      end = TMS_SLICE("-->");
    } else if (tms_slice_starts(s, TMS_SLICE("<?"))) {
      end = TMS_SLICE("?>");
    } else if (!tms_slice_starts(s, TMS_SLICE("<!"))) {
      return s;
    }
    size_t at = tms_slice_find(s, end, 2);
    s = at == SIZE_MAX ? TMS_SLICE_NONE : tms_slice_from(s, at + end.len);
  }
}

/* The ASCII of UTF-16, where the head is that: so that such a file is known for what it is, and refused with words that fit. */
static tms_slice without_zeros(tms_slice head, char *room, size_t size) {
  size_t len = 0;
  if (!tms_slice_starts(head, TMS_SLICE("\xFF\xFE")) && !tms_slice_starts(head, TMS_SLICE("\xFE\xFF"))) return head;
  for (size_t i = 2; i < head.len && len < size; i++) {
    if (head.ptr[i]) room[len++] = head.ptr[i];
  }
  return tms_slice_of(room, len);
}

/* The local name of the element at the front; false if none stands there. */
static bool root_name(tms_slice root, tms_slice *local) {
  size_t colon, colons;
  if (root.len < 2 || root.ptr[0] != '<') return false;
  tms_slice name = tms_slice_of(root.ptr + 1, tms_xml_scan_name(root, 1, &colon, &colons));
  *local = colon == SIZE_MAX ? name : tms_slice_from(name, colon + 1);
  return name.len > 0;
}

/* The name of a TEI root is 24 bits of evidence, its namespace on it settles it. An XML declaration alone is some: other XML is read too, as text. HTML never is. */
static int bid(tms_slice head) {
  char room[1024];
  head = without_zeros(head, room, sizeof room);
  if (tms_slice_starts(head, TMS_SLICE("\xEF\xBB\xBF"))) head = tms_slice_from(head, 3);
  bool declared = tms_slice_starts(head, TMS_SLICE("<?xml")) && head.len > 5 && tms_xml_is_space((unsigned char)head.ptr[5]);
  tms_slice root = skip_prolog(head), local;
  if (!root_name(root, &local)) return declared && root.len == 0 ? 16 : 0;
  tms_slice tag = tms_slice_head(root, tms_slice_find_byte(root, '>', 0));
  if (tms_slice_eq_nocase(local, TMS_SLICE("html")) || tms_slice_find(tag, TMS_SLICE("http://www.w3.org/1999/xhtml"), 0) != SIZE_MAX) return 0;
  if (tms_slice_find(tag, TMS_SLICE(TMS_TEI_NAMESPACE), 0) != SIZE_MAX) return 64;
  if (tms_slice_eq(local, TMS_SLICE("TEI")) || tms_slice_eq(local, TMS_SLICE("teiCorpus")) || tms_slice_eq(local, TMS_SLICE("TEI.2"))) return 24;
  return declared ? 40 : 0;
}

/* A teiCorpus may; anything else is one document. */
static bool holds_many(tms_slice head) {
  if (tms_slice_starts(head, TMS_SLICE("\xEF\xBB\xBF"))) head = tms_slice_from(head, 3);
  tms_slice local;
  return root_name(skip_prolog(head), &local) && tms_slice_eq(local, TMS_SLICE("teiCorpus"));
}

static tms_status write_one(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  tms_buf_add_cstr(out, DECLARATION);
  return tms_tei_write_element(doc, options, TMS_SLICE_NONE, out, error);
}

/* ---- corpora ---- */

typedef struct corpus {
  uint64_t count;
} corpus;

/* A corpus needs at least one text to be valid, so its head is written with the first: without any, nothing is. */
static tms_status add_text(void *state, tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  corpus *c = state;
  tms_buf prefix;
  if (c->count == 0) {
    tms_buf_add_cstr(out, DECLARATION "<teiCorpus xmlns=\"" TMS_TEI_NAMESPACE
                                      "\">\n<teiHeader><fileDesc><titleStmt><title>Corpus</title></titleStmt><publicationStmt><publisher/>"
                                      "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\n");
  }
  tms_buf_init(&prefix, doc->allocator, 32);
  tms_buf_add_byte(&prefix, 'd');
  tms_buf_add_u64(&prefix, c->count + 1);
  tms_buf_add_byte(&prefix, '.');
  tms_status status = prefix.status;
  if (status == TMS_OK) {
    status = tms_tei_write_element(doc, options, tms_buf_slice(&prefix), out, error);
  } else {
    status = tms_fail_status(error, status, "tei");
  }
  tms_buf_release(&prefix);
  if (status == TMS_OK) c->count++;
  return status;
}

static tms_status end_corpus(void *state, const tms_options *options, tms_buf *out, tms_error *error) {
  const corpus *c = state;
  (void)options;
  (void)error;
  if (c->count) tms_buf_add_cstr(out, "</teiCorpus>\n");
  return TMS_OK;
}

static const tms_many many = {.state_size = sizeof(corpus), .add = add_text, .end = end_corpus};

extern const tms_format tms_format_tei;
const tms_format tms_format_tei = {
    .name = "tei",
    .endings = ".xml .tei",
    .aliases = "xmltei tei-xml xml",
    .about = "TEI P5, valid against tei_all; many documents as teiCorpus; other XML is read as text",
    .flags = TMS_FORMAT_MANY | TMS_FORMAT_CONTAINER | TMS_FORMAT_BYTES,
    .bid = bid,
    .read = tms_tei_read,
    .write = write_one,
    .split = tms_tei_split,
    .state_size = sizeof(tms_tei_split_state),
    .holds_many = holds_many,
    .many = &many,
};
