/* Markdown for people: CommonMark with the GFM extensions. The parser and the writer stand in src/markup; here is what makes them a format. */
#include "base/error.h"
#include "doc/text.h"
#include "formats/format.h"
#include "markup/canonical_write.h"
#include "markup/commonmark.h"
#include "markup/front_matter.h"

static const char name[] = "markdown";

/* One sign is no proof: a heading, a fence, a link, a list. Each kind that stands among the first lines gives some bits. */
enum { LINES_LOOKED_AT = 200 };

static bool has_link(tms_slice line) {
  size_t close = tms_slice_find(line, TMS_SLICE("]("), 0);
  return close != SIZE_MAX && close > 0 && tms_slice_find_byte(line, ')', close) != SIZE_MAX;
}

static int bid(tms_slice head) {
  unsigned signs = 0;
  tms_slice line;
  for (int i = 0; i < LINES_LOOKED_AT && tms_slice_next_line(&head, &line); i++) {
    if (tms_slice_starts(line, TMS_SLICE("# ")) || tms_slice_starts(line, TMS_SLICE("## "))) signs |= 1;
    if (tms_slice_starts(line, TMS_SLICE("```"))) signs |= 2;
    if (has_link(line)) signs |= 4;
    if (tms_slice_starts(line, TMS_SLICE("| ")) || tms_slice_starts(line, TMS_SLICE("|--"))) signs |= 8;
  }
  int count = 0;
  for (; signs; signs &= signs - 1) count++;
  return count >= 2 ? 4 * count : 0;
}

static tms_status read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error) {
  size_t unknown;
  (void)options;
  size_t begin = tms_slice_starts(text, TMS_SLICE("\xEF\xBB\xBF")) ? 3 : 0;
  begin += tms_front_matter_read(tms_slice_from(text, begin), doc, &unknown);
  tms_status status = tms_commonmark_read(tms_slice_from(text, begin), (uint32_t)begin, TMS_COMMONMARK_AUTOLINKS, doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, name);
}

/* Does the body begin with the title, as its first heading or line? */
static bool begins_with(tms_document *doc, tms_slice title) {
  const tms_node *first = doc->main->first;
  if (!first || (first->kind != TMS_KIND_HEADING && first->kind != TMS_KIND_PARAGRAPH)) return false;
  return tms_slice_eq(tms_node_text_folded(doc, first), title);
}

static tms_status write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  tms_slice title = tms_metadata_get(&doc->metadata, TMS_FIELD_TITLE);
  (void)options;
  (void)error;
  if (title.len && !begins_with(doc, title)) tms_canonical_write_title(title, out);
  size_t body = out->len;
  tms_canonical_write_body(doc, TMS_CANONICAL_PEOPLE, out);
  if (body > 0 && out->len == body) tms_buf_cut(out, body - 1); /* a title alone */
  return tms_doc_status(doc);
}

const tms_format tms_format_markdown = {
    .name = name,
    .endings = ".md .markdown",
    .aliases = "md gfm commonmark",
    .about = "Markdown for people: CommonMark with tables, strikethrough, task lists and footnotes",
    .bid = bid,
    .read = read,
    .write = write,
};
