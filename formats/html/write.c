/* The writer of HTML: one walk; each kind opens and closes its element. Clean HTML5 for people, and every kind can be told again by own.c. */
#include "formats/html/write.h"

#include "doc/kind.h"
#include "doc/walk.h"
#include "formats/html/html.h"

typedef struct writer {
  tms_document *doc;
  tms_buf *out;
  uint32_t links; /* open ones: no link may stand in a link */
} writer;

static void put(writer *w, const char *markup) {
  tms_buf_add_cstr(w->out, markup);
}

static void put_number(writer *w, const char *name, uint32_t number) {
  tms_buf_add_byte(w->out, ' ');
  put(w, name);
  put(w, "=\"");
  tms_buf_add_u64(w->out, number);
  put(w, "\"");
}

/* The one name of kinds that are an element without attributes. */
static const char *plain_name(const tms_node *node) {
  switch (node->kind) { /* long switch: one line a kind */
    case TMS_KIND_MAIN: return "main";
    case TMS_KIND_DEFINITION_LIST: return "dl";
    case TMS_KIND_TERM: return "dt";
    case TMS_KIND_DEFINITION: return "dd";
    case TMS_KIND_QUOTE: return "blockquote";
    case TMS_KIND_TABLE: return "table";
    case TMS_KIND_ROW: return "tr";
    case TMS_KIND_FIGURE: return "figure";
    case TMS_KIND_EMPHASIS: return "em";
    case TMS_KIND_STRONG: return "strong";
    case TMS_KIND_SUBSCRIPT: return "sub";
    case TMS_KIND_SUPERSCRIPT: return "sup";
    case TMS_KIND_INSERTED: return "ins";
    case TMS_KIND_DELETED: return "del";
    case TMS_KIND_QUOTATION: return "q";
    case TMS_KIND_PARAGRAPH: return "p";
    case TMS_KIND_CAPTION: return node->parent->kind == TMS_KIND_FIGURE ? "figcaption" : "caption";
    default: return NULL;
  }
}

/* The first paragraph of an item, cell or definition needs no <p>, unless another paragraph follows. */
static bool is_bare(const tms_node *node) {
  if (node->kind != TMS_KIND_PARAGRAPH || node->prev) return false;
  bool fits = node->parent->kind == TMS_KIND_ITEM || node->parent->kind == TMS_KIND_CELL || node->parent->kind == TMS_KIND_DEFINITION;
  return fits && (!node->next || node->next->kind == TMS_KIND_LIST);
}

/* Blocks whose children are blocks begin them on a line of their own. */
static bool holds_lines(const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_MAIN:
    case TMS_KIND_COMMENTS:
    case TMS_KIND_LIST:
    case TMS_KIND_DEFINITION_LIST:
    case TMS_KIND_QUOTE:
    case TMS_KIND_TABLE:
    case TMS_KIND_FIGURE:
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_COMMENT: return true;
    default: return false;
  }
}

static bool is_word(tms_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (!tms_is_alnum(c) && c != '-' && c != '+' && c != '#' && c != '.' && c != '_') return false;
  }
  return text.len > 0;
}

static void put_code_block(writer *w, const tms_node *node) {
  put(w, "<pre><code");
  if (node->target.len) tms_html_put_attribute(w->out, "data-tms-language", node->target);
  if (is_word(node->target)) { /* what highlighters look for */
    put(w, " class=\"language-");
    tms_buf_add(w->out, node->target);
    put(w, "\"");
  }
  put(w, ">");
  tms_html_put_text(w->out, node->text);
  put(w, "</code></pre>");
}

static void put_image(writer *w, const tms_node *node) {
  put(w, "<img");
  tms_html_put_url(w->out, "src", node->target);
  tms_html_put_attribute(w->out, "alt", node->title);
  put(w, ">");
}

static void put_note_reference(writer *w, const tms_node *node) {
  put(w, "<sup data-tms=\"note\"");
  tms_html_put_attribute(w->out, "data-tms-label", node->target);
  put(w, ">");
  if (w->links == 0) {
    put(w, "<a href=\"#note-");
    tms_html_put_text(w->out, node->target); /* normal labels are numbers */
    put(w, "\">");
  }
  tms_html_put_text(w->out, node->target);
  put(w, w->links == 0 ? "</a></sup>" : "</sup>");
}

static void put_leaf(writer *w, const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_TEXT: tms_html_put_text(w->out, node->text); break;
    case TMS_KIND_BREAK: put(w, "<br>"); break;
    case TMS_KIND_RULE: put(w, "<hr>"); break;
    case TMS_KIND_IMAGE: put_image(w, node); break;
    case TMS_KIND_CODE_BLOCK: put_code_block(w, node); break;
    case TMS_KIND_NOTE_REFERENCE: put_note_reference(w, node); break;
    case TMS_KIND_CODE:
      put(w, "<code>");
      tms_html_put_text(w->out, node->text);
      put(w, "</code>");
      break;
    case TMS_KIND_FORMULA:
      put(w, "<span class=\"math\" data-tms=\"formula\">");
      tms_html_put_text(w->out, node->text);
      put(w, "</span>");
      break;
    case TMS_KIND_FORMULA_BLOCK:
      put(w, "<div class=\"math\" data-tms=\"formula\">");
      tms_html_put_text(w->out, node->text);
      put(w, "</div>");
      break;
    default: break;
  }
}

/* Who wrote a comment, and when: attributes carry it, the line shows it. */
static void open_comment(writer *w, const tms_node *node) {
  put(w, "<article data-tms=\"comment\"");
  if (node->target.len) tms_html_put_attribute(w->out, "data-tms-author", node->target);
  if (node->text.len) tms_html_put_attribute(w->out, "data-tms-date", node->text);
  put(w, ">");
  if (!node->target.len && !node->text.len) return;
  put(w, "\n<header data-tms=\"byline\">");
  tms_html_put_text(w->out, node->target);
  if (node->target.len && node->text.len) put(w, ", ");
  if (node->text.len) {
    put(w, "<time");
    tms_html_put_attribute(w->out, "datetime", node->text);
    put(w, ">");
    tms_html_put_text(w->out, node->text);
    put(w, "</time>");
  }
  put(w, "</header>");
}

static void open_list(writer *w, const tms_node *node) {
  put(w, node->level ? "<ol" : "<ul");
  if (node->level && node->number != 1) put_number(w, "start", node->number);
  put(w, ">");
}

static void open_item(writer *w, const tms_node *node) {
  put(w, "<li");
  if (node->level) tms_html_put_attribute(w->out, "data-tms-checked", node->level == 2 ? TMS_SLICE("yes") : TMS_SLICE("no"));
  put(w, ">");
  if (node->level) put(w, node->level == 2 ? "<input type=\"checkbox\" disabled checked> " : "<input type=\"checkbox\" disabled> ");
}

static void open_cell(writer *w, const tms_node *node) {
  put(w, node->level ? "<th" : "<td");
  if (node->number > 1) put_number(w, "colspan", node->number);
  if (node->number2 > 1) put_number(w, "rowspan", node->number2);
  put(w, ">");
}

static void open_link(writer *w, const tms_node *node) {
  put(w, "<a");
  tms_html_put_url(w->out, "href", node->target);
  if (node->title.len) tms_html_put_attribute(w->out, "title", node->title);
  put(w, ">");
  w->links++;
}

static void open_footnote(writer *w, const tms_node *node) {
  put(w, "<aside role=\"doc-footnote\" id=\"note-");
  tms_html_put_text(w->out, node->target);
  put(w, "\" data-tms=\"footnote\"");
  tms_html_put_attribute(w->out, "data-tms-label", node->target);
  put(w, ">");
}

static void open_node(writer *w, const tms_node *node) {
  const char *name = plain_name(node);
  if (name) {
    put(w, "<");
    put(w, name);
    put(w, ">");
    return;
  }
  switch (node->kind) {
    case TMS_KIND_HEADING:
      put(w, "<h");
      tms_buf_add_byte(w->out, (char)('0' + node->level));
      put(w, ">");
      break;
    case TMS_KIND_COMMENTS: put(w, "<section class=\"comments\" data-tms=\"comments\">"); break;
    case TMS_KIND_LIST: open_list(w, node); break;
    case TMS_KIND_ITEM: open_item(w, node); break;
    case TMS_KIND_CELL: open_cell(w, node); break;
    case TMS_KIND_FOOTNOTE: open_footnote(w, node); break;
    case TMS_KIND_COMMENT: open_comment(w, node); break;
    case TMS_KIND_LINK: open_link(w, node); break;
    case TMS_KIND_SPAN:
      put(w, "<span");
      tms_html_put_attribute(w->out, "lang", node->target);
      put(w, ">");
      break;
    default: break;
  }
}

static const char *closing_name(writer *w, const tms_node *node) {
  const char *name = plain_name(node);
  if (name) return name;
  switch (node->kind) {
    case TMS_KIND_COMMENTS: return "section";
    case TMS_KIND_LIST: return node->level ? "ol" : "ul";
    case TMS_KIND_ITEM: return "li";
    case TMS_KIND_CELL: return node->level ? "th" : "td";
    case TMS_KIND_FOOTNOTE: return "aside";
    case TMS_KIND_COMMENT: return "article";
    case TMS_KIND_LINK: w->links--; return "a";
    case TMS_KIND_SPAN: return "span";
    default: return NULL;
  }
}

static void close_node(writer *w, const tms_node *node) {
  const char *name = closing_name(w, node);
  if (node->kind == TMS_KIND_HEADING) {
    put(w, "</h");
    tms_buf_add_byte(w->out, (char)('0' + node->level));
    put(w, ">");
  } else if (name) {
    put(w, "</");
    put(w, name);
    put(w, ">");
  }
}

static void write_event(writer *w, const tms_walk *walk) {
  const tms_node *node = walk->node;
  if (node->kind == TMS_KIND_DOCUMENT || is_bare(node)) return;
  bool leaf = tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_NOTHING;
  bool block = tms_kind_is_block((tms_kind)node->kind) || node->kind < TMS_KIND_HEADING;
  if (walk->enter) {
    bool goes_on = node->parent && !holds_lines(node->parent) && !node->prev && node->parent->kind != TMS_KIND_DOCUMENT;
    if (block && !goes_on && node->kind != TMS_KIND_MAIN && node->kind != TMS_KIND_CELL) put(w, "\n");
    if (leaf) {
      put_leaf(w, node);
    } else {
      open_node(w, node);
    }
  } else if (!leaf) {
    if (holds_lines(node)) put(w, "\n");
    close_node(w, node);
  }
}

tms_status tms_html_write(tms_document *doc, const tms_options *options, tms_buf *out, tms_error *error) {
  (void)options;
  (void)error;
  writer w = {.doc = doc, .out = out};
  tms_html_put_head(doc, out);
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) write_event(&w, &walk);
  tms_buf_add_cstr(out, "\n</body>\n</html>\n");
  return out->status != TMS_OK ? out->status : tms_doc_status(doc);
}
