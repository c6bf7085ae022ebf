/* The descriptor of HTML. */
#include "formats/html/html.h"

/* Tags that begin or fill a page, each with the bits of its length: an angle bracket alone is no evidence. */
static int bits_of_tag(tms_slice head, size_t at) {
  static const tms_slice names[] = {TMS_SLICE_INIT("!doctype html"),
                                    TMS_SLICE_INIT("html"),
                                    TMS_SLICE_INIT("head"),
                                    TMS_SLICE_INIT("body"),
                                    TMS_SLICE_INIT("title"),
                                    TMS_SLICE_INIT("script"),
                                    TMS_SLICE_INIT("style"),
                                    TMS_SLICE_INIT("table"),
                                    TMS_SLICE_INIT("meta"),
                                    TMS_SLICE_INIT("link"),
                                    TMS_SLICE_INIT("div"),
                                    TMS_SLICE_INIT("span"),
                                    TMS_SLICE_INIT("p"),
                                    TMS_SLICE_INIT("a"),
                                    TMS_SLICE_INIT("h1"),
                                    TMS_SLICE_INIT("br"),
                                    TMS_SLICE_INIT("b"),
                                    TMS_SLICE_INIT("font"),
                                    TMS_SLICE_INIT("iframe")};
  tms_slice rest = tms_slice_from(head, at + 1);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (!tms_slice_starts_nocase(rest, names[i])) continue;
    size_t end = names[i].len;
    bool ends = end < rest.len && (tms_is_space((unsigned char)rest.ptr[end]) || rest.ptr[end] == '>' || rest.ptr[end] == '/');
    if (ends) return (int)names[i].len * 8;
  }
  return tms_slice_starts(rest, TMS_SLICE("!--")) ? 8 : 0;
}

/* What may stand before the first tag: a byte order mark, an XML declaration, comments. */
static tms_slice without_prolog(tms_slice head) {
  enum { MOST = 8 };
  for (int i = 0; i < MOST; i++) {
    head = tms_slice_trim(head);
    if (tms_slice_starts(head, TMS_SLICE("\xEF\xBB\xBF"))) {
      head = tms_slice_from(head, 3);
      continue;
    }
    bool comment = tms_slice_starts(head, TMS_SLICE("<!--"));
    if (!comment && !tms_slice_starts(head, TMS_SLICE("<?"))) break;
    size_t end = tms_slice_find(head, comment ? TMS_SLICE("-->") : TMS_SLICE("?>"), 2);
    if (end == SIZE_MAX) break;
    head = tms_slice_from(head, end + (comment ? 3 : 2));
  }
  return head;
}

/* A page begins with its markup. Tags further in count too, but less: text may speak of them. */
static int bid(tms_slice head) {
  head = without_prolog(head);
  if (head.len == 0) return 0;
  int first = head.ptr[0] == '<' ? bits_of_tag(head, 0) : 0, inside = 0;
  for (size_t at = tms_slice_find_byte(head, '<', 1); at != SIZE_MAX && inside < 96; at = tms_slice_find_byte(head, '<', at + 1)) {
    inside += bits_of_tag(head, at) ? 8 : 0;
  }
  if (first == 0 && inside < 32) return 0; /* three tags in running text: it speaks of them */
  int bits = first + inside / 2;
  return bits > 104 ? 104 : bits;
}

const tms_format tms_format_html = {
    .name = "html",
    .endings = ".html .htm .xhtml",
    .aliases = "htm xhtml",
    .about = "HTML: any page read as browsers do; clean semantic HTML5 written",
    .flags = TMS_FORMAT_SCRAPED,
    .bid = bid,
    .read = tms_html_read,
    .write = tms_html_write,
};
