/* The text: blocks, each on a line of its own, inlines without a byte between them, so that the reader gets exactly the text back. One walk. */
#include "formats/tei/write.h"

#include "base/error.h"
#include "doc/kind.h"
#include "doc/walk.h"
#include "markup/xml_escape.h"

static void add(tms_tei_writer *w, const char *string) {
  tms_buf_add_cstr(w->out, string);
}

/* xml:id of a block, where asked for; numbered in document order. */
static void add_id(tms_tei_writer *w) {
  if (!w->options || !w->options->xml_ids) return;
  add(w, " xml:id=\"");
  tms_xml_escape_value(w->out, w->prefix);
  tms_buf_add_byte(w->out, 'b');
  tms_buf_add_u64(w->out, ++w->blocks);
  tms_buf_add_byte(w->out, '"');
}

static void add_number(tms_tei_writer *w, const char *name, uint32_t value) {
  tms_buf_add_byte(w->out, ' ');
  add(w, name);
  add(w, "=\"");
  tms_buf_add_u64(w->out, value);
  tms_buf_add_byte(w->out, '"');
}

/* An item, cell or definition that holds one paragraph alone holds its text directly. */
static bool is_bare(const tms_node *node) {
  const tms_node *parent = node->parent;
  return node->kind == TMS_KIND_PARAGRAPH && !node->prev && !node->next && parent &&
         (parent->kind == TMS_KIND_ITEM || parent->kind == TMS_KIND_CELL || parent->kind == TMS_KIND_DEFINITION);
}

/* A container whose children stand on lines of their own begins with a line end. */
static void open_lines(tms_tei_writer *w, const tms_node *node) {
  add(w, ">");
  if (node->first && !is_bare(node->first)) add(w, "\n");
}

/* ---- sections: a heading of main opens a div, which holds all up to the next heading of its level or above ---- */

static void close_sections(tms_tei_writer *w, uint8_t level) {
  while (w->section_count && w->sections[w->section_count - 1] >= level) {
    add(w, "</div>\n");
    w->section_count--;
  }
}

static void open_heading(tms_tei_writer *w, const tms_node *node) {
  bool in_main = node->parent == w->doc->main;
  if (in_main) {
    close_sections(w, node->level);
    if (w->section_count < sizeof w->sections) w->sections[w->section_count++] = node->level;
  }
  add(w, in_main ? "<div type=\"section\"" : "<ab type=\"heading\"");
  add_id(w);
  add_number(w, "n", node->level);
  add(w, in_main ? "><head>" : ">");
}

static void close_heading(tms_tei_writer *w, const tms_node *node) {
  add(w, node->parent == w->doc->main ? "</head>\n" : "</ab>\n");
}

static void close_body(tms_tei_writer *w) {
  if (!w->in_body) return;
  close_sections(w, 0);
  add(w, "</div>\n</body>\n");
  w->in_body = false;
}

static void open_back(tms_tei_writer *w) {
  close_body(w);
  if (!w->in_back) add(w, "<back>\n");
  w->in_back = true;
}

/* ---- blocks ---- */

static void open_list(tms_tei_writer *w, const tms_node *node) {
  add(w, "<list");
  add_id(w);
  if (node->level == 1) {
    add(w, " rend=\"numbered\"");
    add_number(w, "n", node->number);
  } else {
    add(w, " rend=\"bulleted\"");
  }
  add(w, ">\n");
}

static void open_item(tms_tei_writer *w, const tms_node *node) {
  add(w, "<item");
  add_id(w);
  if (node->level) add(w, node->level == 2 ? " rend=\"checked\"" : " rend=\"unchecked\"");
  open_lines(w, node);
}

/* TEI's gloss lists are pairs of label and item; whatever isn't a sequence of pairs marks its terms in another way. Linear: once a list. */
static void open_definitions(tms_tei_writer *w, const tms_node *node) {
  bool pairs = true;
  for (const tms_node *child = node->first; child && pairs; child = child->next) {
    pairs =
        child->kind == TMS_KIND_TERM ? child->next && child->next->kind == TMS_KIND_DEFINITION : child->prev && child->prev->kind == TMS_KIND_TERM;
  }
  w->pairs = w->pairs << 1 | pairs;
  add(w, "<list");
  add_id(w);
  add(w, pairs ? " type=\"gloss\">\n" : " rend=\"definitions\">\n");
}

static void open_definition(tms_tei_writer *w, const tms_node *node) {
  bool is_label = node->kind == TMS_KIND_TERM && (w->pairs & 1);
  add(w, is_label ? "<label" : "<item");
  add_id(w);
  if (node->kind == TMS_KIND_TERM && !is_label) add(w, " rend=\"term\"");
  if (node->kind == TMS_KIND_TERM) {
    add(w, ">");
  } else {
    open_lines(w, node);
  }
}

/* @subtype takes a word without separators and controls; ASCII is sure to be one. */
static bool is_plain_word(tms_slice word) {
  for (size_t i = 0; i < word.len; i++) {
    if (word.ptr[i] <= ' ' || word.ptr[i] > '~') return false;
  }
  return true;
}

static void add_code(tms_tei_writer *w, const tms_node *node) {
  add(w, "<ab type=\"code\"");
  add_id(w);
  tms_xml_add_attribute(w->out, is_plain_word(node->target) ? "subtype" : "n", node->target);
  add(w, " xml:space=\"preserve\">");
  tms_xml_escape_text(w->out, node->text);
  add(w, "</ab>\n");
}

static void open_cell(tms_tei_writer *w, const tms_node *node) {
  add(w, "<cell");
  add_id(w);
  if (node->level == 1) add(w, " role=\"label\"");
  if (node->number > 1) add_number(w, "cols", node->number);
  if (node->number2 > 1) add_number(w, "rows", node->number2);
  open_lines(w, node);
}

static void open_note(tms_tei_writer *w, const tms_node *node) {
  open_back(w);
  if (!w->in_notes) add(w, "<div type=\"footnotes\">\n");
  w->in_notes = true;
  add(w, "<note place=\"foot\" xml:id=\"");
  tms_xml_escape_value(w->out, w->prefix);
  add(w, "fn");
  tms_xml_escape_value(w->out, node->target);
  add(w, "\"");
  tms_xml_add_attribute(w->out, "n", node->target);
  add(w, ">\n");
}

/* Where a comment may not be a div, it is a text of its own inside the text. */
static bool is_floating(const tms_node *node) {
  return node->parent->kind != TMS_KIND_COMMENTS && node->parent->kind != TMS_KIND_COMMENT;
}

static void open_comment(tms_tei_writer *w, const tms_node *node) {
  if (is_floating(node)) add(w, "<floatingText type=\"comment\"><body>");
  add(w, "<div type=\"comment\"");
  add_id(w);
  add(w, ">\n");
  if (!node->target.len && !node->text.len) return;
  add(w, "<byline>");
  if (node->target.len) {
    add(w, "<name>");
    tms_xml_escape_text(w->out, node->target);
    add(w, "</name>");
  }
  if (node->text.len) {
    add(w, "<date");
    tms_xml_add_attribute(w->out, tms_tei_when(node->text), node->text);
    add(w, "/>");
  }
  add(w, "</byline>\n");
}

static void open_comments(tms_tei_writer *w) {
  open_back(w);
  add(w, "<div type=\"comments\">\n");
}

static void open_tag(tms_tei_writer *w, const char *tag, const char *end) {
  add(w, tag);
  add_id(w);
  add(w, end);
}

static void add_formula(tms_tei_writer *w, const tms_node *node) {
  open_tag(w, "<ab type=\"formula\"", "><formula notation=\"TeX\">");
  tms_xml_escape_text(w->out, node->text);
  add(w, "</formula></ab>\n");
}

static void enter_block(tms_tei_writer *w, const tms_node *node) {
  switch (node->kind) { /* long switch: one case a kind */
    case TMS_KIND_MAIN:
      add(w, "<body>\n<div type=\"main\">\n");
      w->in_body = true;
      break;
    case TMS_KIND_COMMENTS: open_comments(w); break;
    case TMS_KIND_HEADING: open_heading(w, node); break;
    case TMS_KIND_PARAGRAPH:
      if (!is_bare(node)) open_tag(w, "<p", ">");
      break;
    case TMS_KIND_LIST: open_list(w, node); break;
    case TMS_KIND_ITEM: open_item(w, node); break;
    case TMS_KIND_DEFINITION_LIST: open_definitions(w, node); break;
    case TMS_KIND_TERM:
    case TMS_KIND_DEFINITION: open_definition(w, node); break;
    case TMS_KIND_QUOTE: open_tag(w, "<quote", ">\n"); break;
    case TMS_KIND_CODE_BLOCK: add_code(w, node); break;
    case TMS_KIND_TABLE: open_tag(w, "<table", ">\n"); break;
    case TMS_KIND_CAPTION: add(w, "<head>"); break;
    case TMS_KIND_ROW: add(w, "<row>"); break;
    case TMS_KIND_CELL: open_cell(w, node); break;
    case TMS_KIND_FIGURE: open_tag(w, "<figure", ">"); break;
    case TMS_KIND_RULE: open_tag(w, "<milestone unit=\"section\" rend=\"rule\"", "/>\n"); break;
    case TMS_KIND_FORMULA_BLOCK: add_formula(w, node); break;
    case TMS_KIND_FOOTNOTE: open_note(w, node); break;
    case TMS_KIND_COMMENT: open_comment(w, node); break;
    default: break;
  }
}

static void leave_main(tms_tei_writer *w) {
  close_body(w);
  if (w->in_notes) add(w, "</div>\n");
}

static void leave_block(tms_tei_writer *w, const tms_node *node) {
  switch (node->kind) { /* long switch: one case a kind */
    case TMS_KIND_MAIN: leave_main(w); break;
    case TMS_KIND_COMMENTS: add(w, "</div>\n"); break;
    case TMS_KIND_HEADING: close_heading(w, node); break;
    case TMS_KIND_PARAGRAPH:
      if (!is_bare(node)) add(w, "</p>\n");
      break;
    case TMS_KIND_LIST: add(w, "</list>\n"); break;
    case TMS_KIND_DEFINITION_LIST:
      add(w, "</list>\n");
      w->pairs >>= 1;
      break;
    case TMS_KIND_TERM: add(w, w->pairs & 1 ? "</label>\n" : "</item>\n"); break;
    case TMS_KIND_ITEM:
    case TMS_KIND_DEFINITION: add(w, "</item>\n"); break;
    case TMS_KIND_QUOTE: add(w, "</quote>\n"); break;
    case TMS_KIND_TABLE: add(w, "</table>\n"); break;
    case TMS_KIND_CAPTION: add(w, node->parent->kind == TMS_KIND_TABLE ? "</head>\n" : "</head>"); break;
    case TMS_KIND_ROW: add(w, "</row>\n"); break;
    case TMS_KIND_CELL: add(w, "</cell>"); break;
    case TMS_KIND_FIGURE: add(w, "</figure>\n"); break;
    case TMS_KIND_FOOTNOTE: add(w, "</note>\n"); break;
    case TMS_KIND_COMMENT: add(w, is_floating(node) ? "</div></body></floatingText>\n" : "</div>\n"); break;
    default: break;
  }
}

static void write_text(tms_tei_writer *w) {
  tms_walk walk = tms_walk_of(w->doc->root);
  add(w, "<text");
  tms_xml_add_attribute(w->out, "xml:lang", tms_metadata_get(&w->doc->metadata, TMS_FIELD_LANGUAGE));
  add(w, ">\n");
  while (tms_walk_next(&walk)) {
    if (tms_kind_is_inline((tms_kind)walk.node->kind)) {
      tms_tei_write_inline(w, walk.node, walk.enter);
    } else if (walk.enter) {
      enter_block(w, walk.node);
    } else {
      leave_block(w, walk.node);
    }
  }
  if (w->in_back) add(w, "</back>\n");
  add(w, "</text>\n");
}

const char *tms_tei_when(tms_slice date) {
  bool has_time = date.len > 10, has_seconds = date.len > 16 && date.ptr[16] == ':';
  return has_time && !has_seconds ? "when-iso" : "when";
}

tms_status tms_tei_write_element(tms_document *doc, const tms_options *options, tms_slice prefix, tms_buf *out, tms_error *error) {
  tms_tei_writer w = {.doc = doc, .options = options, .out = out, .prefix = prefix};
  tms_status status;
  tms_buf_init(&w.scratch, doc->allocator, SIZE_MAX);
  add(&w, "<TEI xmlns=\"" TMS_TEI_NAMESPACE "\">\n");
  tms_tei_write_header(&w);
  write_text(&w);
  add(&w, "</TEI>\n");
  tms_buf_release(&w.scratch);
  status = out->status != TMS_OK ? out->status : tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "tei");
}
