/*
 * Dumps what the Markdown reader makes of a text as plain HTML: the document before normal form, tag by tag. commonmark.py compares it with the HTML
 * that the specification gives for its examples.
 *
 *   commonmark < length-prefixed texts: "<bytes>\n<text>" again and again; each answer has the same shape
 */
#include "markup/commonmark.h"
#include "base/alloc.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

#include <tamis/tamis.h>

static void add_escaped(tms_buf *out, tms_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    switch (text.ptr[i]) {
      case '<': tms_buf_add_cstr(out, "&lt;"); break;
      case '>': tms_buf_add_cstr(out, "&gt;"); break;
      case '&': tms_buf_add_cstr(out, "&amp;"); break;
      case '"': tms_buf_add_cstr(out, "&quot;"); break;
      default: tms_buf_add_byte(out, text.ptr[i]); break;
    }
  }
}

static void add_attribute(tms_buf *out, const char *name, tms_slice value) {
  tms_buf_add_byte(out, ' ');
  tms_buf_add_cstr(out, name);
  tms_buf_add_cstr(out, "=\"");
  add_escaped(out, value);
  tms_buf_add_byte(out, '"');
}

static const char *tag_of(const tms_node *node) {
  static const char *const headings[] = {"", "h1", "h2", "h3", "h4", "h5", "h6"};
  switch (node->kind) {
    case TMS_KIND_PARAGRAPH: return "p";
    case TMS_KIND_HEADING: return headings[node->level];
    case TMS_KIND_LIST: return node->level ? "ol" : "ul";
    case TMS_KIND_ITEM: return "li";
    case TMS_KIND_QUOTE: return "blockquote";
    case TMS_KIND_EMPHASIS: return "em";
    case TMS_KIND_STRONG: return "strong";
    case TMS_KIND_DELETED: return "del";
    case TMS_KIND_LINK: return "a";
    case TMS_KIND_TABLE: return "table";
    case TMS_KIND_ROW: return "tr";
    case TMS_KIND_CELL: return node->level ? "th" : "td";
    case TMS_KIND_MAIN:
    case TMS_KIND_DOCUMENT: return NULL;
    default: return tms_kind_name((tms_kind)node->kind);
  }
}

static bool add_leaf(tms_buf *out, const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_TEXT: add_escaped(out, node->text); return true;
    case TMS_KIND_BREAK: tms_buf_add_cstr(out, "<br>"); return true;
    case TMS_KIND_RULE: tms_buf_add_cstr(out, "<hr>"); return true;
    case TMS_KIND_CODE:
      tms_buf_add_cstr(out, "<code>");
      add_escaped(out, node->text);
      tms_buf_add_cstr(out, "</code>");
      return true;
    case TMS_KIND_CODE_BLOCK:
      tms_buf_add_cstr(out, "<pre><code");
      if (node->target.len) add_attribute(out, "class", node->target);
      tms_buf_add_byte(out, '>');
      add_escaped(out, node->text);
      tms_buf_add_cstr(out, "</code></pre>");
      return true;
    case TMS_KIND_IMAGE:
      tms_buf_add_cstr(out, "<img");
      add_attribute(out, "src", node->target);
      add_attribute(out, "alt", node->title);
      tms_buf_add_byte(out, '>');
      return true;
    default: return false;
  }
}

static void dump(tms_document *doc, tms_buf *out) {
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    const char *tag = tag_of(walk.node);
    if (walk.enter && add_leaf(out, walk.node)) {
      tms_walk_skip(&walk);
    } else if (tag) {
      tms_buf_add_cstr(out, walk.enter ? "<" : "</");
      tms_buf_add_cstr(out, tag);
      if (walk.enter && walk.node->kind == TMS_KIND_LINK) add_attribute(out, "href", walk.node->target);
      if (walk.enter && walk.node->title.len) add_attribute(out, "title", walk.node->title);
      if (walk.enter && walk.node->kind == TMS_KIND_LIST && walk.node->level && walk.node->number != 1) {
        tms_buf_add_cstr(out, " start=\"");
        tms_buf_add_u64(out, walk.node->number);
        tms_buf_add_byte(out, '"');
      }
      tms_buf_add_byte(out, '>');
    }
  }
}

int main(int argc, char **argv) {
  size_t size;
  tms_limits limits = {0};
  unsigned flags = argc > 1 && argv[1][0] == 'g' ? TMS_COMMONMARK_AUTOLINKS : 0;
  while (scanf("%zu", &size) == 1 && getchar() == '\n') {
    char *text = malloc(size + 1);
    if (!text || fread(text, 1, size, stdin) != size) return 1;
    tms_document *doc = tms_doc_new(tms_allocator_libc(), &limits, 1);
    tms_buf out;
    tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX / 2);
    if (!doc || tms_commonmark_read(tms_slice_of(text, size), 0, flags, doc) != TMS_OK) return 1;
    dump(doc, &out);
    printf("%zu\n", out.len);
    fwrite(out.data, 1, out.len, stdout);
    tms_buf_release(&out);
    tms_doc_free(doc);
    free(text);
  }
  return 0;
}
