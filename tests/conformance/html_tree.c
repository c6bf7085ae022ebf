/*
 * html-tree [--fragment 'CONTEXT'] [--scripting] [--caps]: markup on stdin, its tree on stdout in the notation of the html5lib tests of tree
 * construction. --caps leaves the ceilings on (the tests need them off). Links the library statically: the HTML tree is no part of the public API.
 */
#include "base/alloc.h"
#include "base/buffer.h"
#include "formats/html/tree.h"

#include <stdio.h>

static void add_indent(tms_buf *out, size_t depth) {
  tms_buf_add_cstr(out, "| ");
  tms_buf_add_repeat(out, ' ', depth * 2);
}

typedef struct attribute {
  tms_slice name, value;
  char prefixed[32]; /* "xlink href" */
} attribute;

/* "Adjust foreign attributes": the names that get a namespace; in the notation a space stands for the colon. */
static void prefix_name(attribute *a) {
  static const char *const names[] = {"xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show",
                                      "xlink:title",   "xlink:type",    "xml:lang",   "xml:space",  "xmlns:xlink"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!tms_slice_eq(a->name, tms_slice_cstr(names[i]))) continue;
    memcpy(a->prefixed, a->name.ptr, a->name.len);
    for (size_t k = 0; k < a->name.len; k++) {
      if (a->prefixed[k] == ':') a->prefixed[k] = ' ';
    }
    a->name.ptr = a->prefixed;
  }
}

static void add_attributes(tms_buf *out, const tms_html_tree *tree, tms_html_ref node, size_t depth) {
  enum { MOST = 256 };
  static attribute list[MOST];
  uint32_t count = 0;
  while (count < MOST && tms_html_attribute_at(tree, node, count, &list[count].name, &list[count].value)) count++;
  for (uint32_t i = 0; tms_html_ns(tree, node) != TMS_HTML_NS_HTML && i < count; i++) prefix_name(&list[i]);
  for (uint32_t done = 0; done < count; done++) { /* smallest first; a test has a handful */
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++) {
      if (list[i].name.ptr && (least == UINT32_MAX || tms_slice_compare(list[i].name, list[least].name) < 0)) least = i;
    }
    if (least == UINT32_MAX) break;
    add_indent(out, depth + 1);
    tms_buf_add(out, list[least].name);
    tms_buf_add_cstr(out, "=\"");
    tms_buf_add(out, list[least].value);
    tms_buf_add_cstr(out, "\"\n");
    list[least].name = TMS_SLICE_NONE;
  }
}

static bool has_contents(const tms_html_tree *tree, tms_html_ref node) {
  return tms_html_tag_of(tree, node) == TMS_TAG_TEMPLATE && tms_html_ns(tree, node) == TMS_HTML_NS_HTML &&
         tms_html_node_kind(tree, node) == TMS_HTML_ELEMENT;
}

static void add_element(tms_buf *out, const tms_html_tree *tree, tms_html_ref node, size_t depth) {
  static const char *const spaces[] = {"", "math ", "svg "};
  add_indent(out, depth);
  tms_buf_add_byte(out, '<');
  tms_buf_add_cstr(out, spaces[tms_html_ns(tree, node)]);
  tms_buf_add(out, tms_html_name(tree, node));
  tms_buf_add_cstr(out, ">\n");
  add_attributes(out, tree, node, depth);
  if (!has_contents(tree, node)) return;
  add_indent(out, depth + 1);
  tms_buf_add_cstr(out, "content\n");
}

static void add_doctype(tms_buf *out, const tms_html_tree *tree, tms_html_ref node) {
  tms_slice public_id, system_id;
  bool ids = tms_html_doctype(tree, node, &public_id, &system_id);
  tms_buf_add_cstr(out, "| <!DOCTYPE ");
  tms_buf_add(out, tms_html_name(tree, node));
  if (ids) {
    tms_buf_add_cstr(out, " \"");
    tms_buf_add(out, public_id);
    tms_buf_add_cstr(out, "\" \"");
    tms_buf_add(out, system_id);
    tms_buf_add_byte(out, '"');
  }
  tms_buf_add_cstr(out, ">\n");
}

static void add_text(tms_buf *out, const tms_html_tree *tree, tms_html_ref node, size_t depth) {
  tms_html_ref next = tms_html_next(tree, node);
  if (!tms_html_continues(tree, node)) {
    add_indent(out, depth);
    tms_buf_add_byte(out, '"');
  }
  tms_buf_add(out, tms_html_text(tree, node));
  if (!next || !tms_html_continues(tree, next)) tms_buf_add_cstr(out, "\"\n");
}

static void add_node(tms_buf *out, const tms_html_tree *tree, tms_html_ref node, size_t depth) {
  switch (tms_html_node_kind(tree, node)) {
    case TMS_HTML_ELEMENT: add_element(out, tree, node, depth); break;
    case TMS_HTML_TEXT: add_text(out, tree, node, depth); break;
    case TMS_HTML_DOCTYPE: add_doctype(out, tree, node); break;
    case TMS_HTML_COMMENT:
      add_indent(out, depth);
      tms_buf_add_cstr(out, "<!-- ");
      tms_buf_add(out, tms_html_text(tree, node));
      tms_buf_add_cstr(out, " -->\n");
      break;
    case TMS_HTML_PROCESSING_INSTRUCTION:
      add_indent(out, depth);
      tms_buf_add_cstr(out, "<?");
      tms_buf_add(out, tms_html_name(tree, node));
      tms_buf_add_byte(out, ' ');
      tms_buf_add(out, tms_html_text(tree, node));
      tms_buf_add_cstr(out, "?>\n");
      break;
    default: break;
  }
}

static void add_tree(tms_buf *out, const tms_html_tree *tree) {
  tms_html_ref root = tms_html_root(tree), node = tms_html_first(tree, root);
  size_t depth = 0;
  while (node) {
    add_node(out, tree, node, depth);
    tms_html_ref next = tms_html_first(tree, node);
    if (next) {
      depth += has_contents(tree, node) ? 2 : 1;
      node = next;
      continue;
    }
    for (next = tms_html_next(tree, node); !next; next = tms_html_next(tree, node)) {
      node = tms_html_parent(tree, node);
      if (!node || node == root) return;
      depth -= has_contents(tree, node) ? 2 : 1;
    }
    node = next;
  }
}

static bool read_all(tms_buf *in) {
  char block[65536];
  size_t got;
  while ((got = fread(block, 1, sizeof block, stdin)) > 0) tms_buf_add_bytes(in, block, got);
  return in->status == TMS_OK && !ferror(stdin);
}

int main(int argc, char **argv) {
  tms_html_options options = {.conformance = true, .selected_content = true};
  tms_buf in, out;
  tms_html_tree *tree = NULL;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--scripting") == 0) options.scripting = true;
    if (strcmp(argv[i], "--caps") == 0) options.conformance = false;
    if (strcmp(argv[i], "--fragment") == 0 && i + 1 < argc) options.fragment = tms_slice_cstr(argv[++i]);
  }
  tms_buf_init(&in, tms_allocator_libc(), SIZE_MAX / 4);
  tms_buf_init(&out, tms_allocator_libc(), SIZE_MAX / 4);
  bool ok = read_all(&in) && tms_html_parse(tms_buf_slice(&in), &options, tms_allocator_libc(), &tree, NULL) == TMS_OK;
  if (ok) add_tree(&out, tree);
  ok = ok && out.status == TMS_OK && fwrite(out.data, 1, out.len, stdout) == out.len;
  tms_html_free(tree);
  tms_buf_release(&in);
  tms_buf_release(&out);
  return ok ? 0 : 1;
}
