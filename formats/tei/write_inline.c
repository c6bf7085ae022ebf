/* Inlines: no byte stands between them that is not text. */
#include "formats/tei/uri.h"
#include "formats/tei/write.h"
#include "markup/xml_escape.h"

/* ` target="..."` or ` url="..."`, made to fit, with the raw address beside it where it doesn't. True where it had to be changed. */
static bool write_address(tms_tei_writer *w, const char *attribute, tms_slice url) {
  tms_buf_reset(&w->scratch);
  bool same = tms_tei_uri_add(&w->scratch, url);
  if (w->scratch.status != TMS_OK && w->out->status == TMS_OK) w->out->status = w->scratch.status;
  tms_xml_add_attribute(w->out, attribute, tms_buf_slice(&w->scratch));
  if (same) return false;
  tms_buf_add_cstr(w->out, " type=\"raw\"");
  tms_xml_add_attribute(w->out, "n", url);
  return true;
}

/* The title stands in @n, unless the raw address needs it: then on a seg inside. */
static void open_link(tms_tei_writer *w, const tms_node *node) {
  tms_buf_add_cstr(w->out, "<ref");
  bool is_raw = write_address(w, "target", node->target);
  if (!is_raw) tms_xml_add_attribute(w->out, "n", node->title);
  tms_buf_add_byte(w->out, '>');
  if (!is_raw || !node->title.len) return;
  tms_buf_add_cstr(w->out, "<seg type=\"title\"");
  tms_xml_add_attribute(w->out, "n", node->title);
  tms_buf_add_byte(w->out, '>');
}

/* Whether open_link() wrote a seg: asked again at the end tag, when other addresses have been written in between. */
static void close_link(tms_tei_writer *w, const tms_node *node) {
  tms_buf_reset(&w->scratch);
  if (node->title.len && !tms_tei_uri_add(&w->scratch, node->target)) tms_buf_add_cstr(w->out, "</seg>");
  tms_buf_add_cstr(w->out, "</ref>");
}

static void add_image(tms_tei_writer *w, const tms_node *node) {
  tms_buf_add_cstr(w->out, "<graphic");
  write_address(w, "url", node->target);
  if (!node->title.len) {
    tms_buf_add_cstr(w->out, "/>");
    return;
  }
  tms_buf_add_cstr(w->out, "><desc>");
  tms_xml_escape_text(w->out, node->title);
  tms_buf_add_cstr(w->out, "</desc></graphic>");
}

static void add_reference(tms_tei_writer *w, const tms_node *node) {
  tms_buf_add_cstr(w->out, "<ptr type=\"note\"");
  tms_xml_add_attribute(w->out, "n", node->target);
  tms_buf_add_cstr(w->out, " target=\"#");
  tms_xml_escape_value(w->out, w->prefix);
  tms_buf_add_cstr(w->out, "fn");
  tms_xml_escape_value(w->out, node->target);
  tms_buf_add_cstr(w->out, "\"/>");
}

static void add_leaf(tms_tei_writer *w, const char *open, const tms_node *node, const char *close) {
  tms_buf_add_cstr(w->out, open);
  tms_xml_escape_text(w->out, node->text);
  tms_buf_add_cstr(w->out, close);
}

static void open_span(tms_tei_writer *w, const tms_node *node) {
  tms_buf_add_cstr(w->out, "<foreign");
  tms_xml_add_attribute(w->out, "xml:lang", node->target);
  tms_buf_add_byte(w->out, '>');
}

static void enter_inline(tms_tei_writer *w, const tms_node *node) {
  switch (node->kind) { /* long switch: one case a kind */
    case TMS_KIND_TEXT: tms_xml_escape_text(w->out, node->text); break;
    case TMS_KIND_EMPHASIS: tms_buf_add_cstr(w->out, "<hi rend=\"italic\">"); break;
    case TMS_KIND_STRONG: tms_buf_add_cstr(w->out, "<hi rend=\"bold\">"); break;
    case TMS_KIND_SUBSCRIPT: tms_buf_add_cstr(w->out, "<hi rend=\"sub\">"); break;
    case TMS_KIND_SUPERSCRIPT: tms_buf_add_cstr(w->out, "<hi rend=\"sup\">"); break;
    case TMS_KIND_INSERTED: tms_buf_add_cstr(w->out, "<add>"); break;
    case TMS_KIND_DELETED: tms_buf_add_cstr(w->out, "<del>"); break;
    case TMS_KIND_QUOTATION: tms_buf_add_cstr(w->out, "<q>"); break;
    case TMS_KIND_BREAK: tms_buf_add_cstr(w->out, "<lb/>"); break;
    case TMS_KIND_CODE: add_leaf(w, "<code>", node, "</code>"); break;
    case TMS_KIND_FORMULA: add_leaf(w, "<formula notation=\"TeX\">", node, "</formula>"); break;
    case TMS_KIND_LINK: open_link(w, node); break;
    case TMS_KIND_IMAGE: add_image(w, node); break;
    case TMS_KIND_NOTE_REFERENCE: add_reference(w, node); break;
    case TMS_KIND_SPAN: open_span(w, node); break;
    default: break;
  }
}

static void leave_inline(tms_tei_writer *w, const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_EMPHASIS:
    case TMS_KIND_STRONG:
    case TMS_KIND_SUBSCRIPT:
    case TMS_KIND_SUPERSCRIPT: tms_buf_add_cstr(w->out, "</hi>"); break;
    case TMS_KIND_INSERTED: tms_buf_add_cstr(w->out, "</add>"); break;
    case TMS_KIND_DELETED: tms_buf_add_cstr(w->out, "</del>"); break;
    case TMS_KIND_QUOTATION: tms_buf_add_cstr(w->out, "</q>"); break;
    case TMS_KIND_LINK: close_link(w, node); break;
    case TMS_KIND_SPAN: tms_buf_add_cstr(w->out, "</foreign>"); break;
    default: break;
  }
}

void tms_tei_write_inline(tms_tei_writer *w, const tms_node *node, bool enter) {
  if (enter) {
    enter_inline(w, node);
  } else {
    leave_inline(w, node);
  }
}
