#include "html_serialize.h"

static bool is_html(const tms_html_tree *tree, tms_html_ref node) {
  return tms_html_node_kind(tree, node) == TMS_HTML_ELEMENT && tms_html_ns(tree, node) == TMS_HTML_NS_HTML;
}

static bool is_void(const tms_html_tree *tree, tms_html_ref node) {
  if (!is_html(tree, node)) return false;
  switch (tms_html_tag_of(tree, node)) {
    case TMS_TAG_AREA:
    case TMS_TAG_BASE:
    case TMS_TAG_BASEFONT:
    case TMS_TAG_BGSOUND:
    case TMS_TAG_BR:
    case TMS_TAG_COL:
    case TMS_TAG_EMBED:
    case TMS_TAG_FRAME:
    case TMS_TAG_HR:
    case TMS_TAG_IMG:
    case TMS_TAG_INPUT:
    case TMS_TAG_KEYGEN:
    case TMS_TAG_LINK:
    case TMS_TAG_META:
    case TMS_TAG_PARAM:
    case TMS_TAG_SOURCE:
    case TMS_TAG_TRACK:
    case TMS_TAG_WBR: return true;
    default: return false;
  }
}

/* Elements whose text stands as it is. */
static bool is_raw(const tms_html_tree *tree, tms_html_ref node, bool scripting) {
  if (!is_html(tree, node)) return false;
  switch (tms_html_tag_of(tree, node)) {
    case TMS_TAG_STYLE:
    case TMS_TAG_SCRIPT:
    case TMS_TAG_XMP:
    case TMS_TAG_IFRAME:
    case TMS_TAG_NOEMBED:
    case TMS_TAG_NOFRAMES:
    case TMS_TAG_PLAINTEXT: return true;
    case TMS_TAG_NOSCRIPT: return scripting;
    default: return false;
  }
}

static void add_escaped(tms_buf *out, tms_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    switch (text.ptr[i]) {
      case '&': tms_buf_add_cstr(out, "&amp;"); break;
      case '<': tms_buf_add_cstr(out, "&lt;"); break;
      case '>': tms_buf_add_cstr(out, "&gt;"); break;
      case '"': tms_buf_add_cstr(out, "&quot;"); break;
      case '\r': tms_buf_add_cstr(out, "&#13;"); break; /* it came from a reference */
      default: tms_buf_add_byte(out, text.ptr[i]); break;
    }
  }
}

static void add_start(tms_buf *out, const tms_html_tree *tree, tms_html_ref node) {
  tms_slice name, value;
  tms_buf_add_byte(out, '<');
  tms_buf_add(out, tms_html_name(tree, node));
  for (uint32_t i = 0; tms_html_attribute_at(tree, node, i, &name, &value); i++) {
    tms_buf_add_byte(out, ' ');
    tms_buf_add(out, name);
    tms_buf_add_cstr(out, "=\"");
    add_escaped(out, value);
    tms_buf_add_byte(out, '"');
  }
  tms_buf_add_byte(out, '>');
  tms_html_tag tag = tms_html_tag_of(tree, node);
  tms_html_ref first = tms_html_first(tree, node);
  bool skips = is_html(tree, node) && (tag == TMS_TAG_PRE || tag == TMS_TAG_LISTING || tag == TMS_TAG_TEXTAREA);
  if (skips && first && tms_html_node_kind(tree, first) == TMS_HTML_TEXT && tms_slice_starts(tms_html_text(tree, first), TMS_SLICE("\n"))) {
    tms_buf_add_byte(out, '\n');
  }
}

static void add_end(tms_buf *out, const tms_html_tree *tree, tms_html_ref node) {
  if (is_void(tree, node)) return;
  tms_buf_add_cstr(out, "</");
  tms_buf_add(out, tms_html_name(tree, node));
  tms_buf_add_byte(out, '>');
}

static void add_identifier(tms_buf *out, tms_slice id) {
  char quote = tms_slice_find_byte(id, '"', 0) == SIZE_MAX ? '"' : '\'';
  tms_buf_add_byte(out, quote);
  tms_buf_add(out, id);
  tms_buf_add_byte(out, quote);
}

static void add_doctype(tms_buf *out, const tms_html_tree *tree, tms_html_ref node) {
  tms_slice public_id, system_id;
  (void)tms_html_doctype(tree, node, &public_id, &system_id);
  tms_buf_add_cstr(out, "<!DOCTYPE ");
  tms_buf_add(out, tms_html_name(tree, node));
  if (public_id.len) {
    tms_buf_add_cstr(out, " PUBLIC ");
    add_identifier(out, public_id);
    if (system_id.len) tms_buf_add_byte(out, ' ');
    if (system_id.len) add_identifier(out, system_id);
  } else if (system_id.len) {
    tms_buf_add_cstr(out, " SYSTEM ");
    add_identifier(out, system_id);
  }
  tms_buf_add_byte(out, '>');
}

static void add_leaf(tms_buf *out, const tms_html_tree *tree, tms_html_ref node, bool scripting) {
  tms_slice text = tms_html_text(tree, node);
  switch (tms_html_node_kind(tree, node)) {
    case TMS_HTML_TEXT:
      if (is_raw(tree, tms_html_parent(tree, node), scripting)) {
        tms_buf_add(out, text);
      } else {
        add_escaped(out, text);
      }
      break;
    case TMS_HTML_COMMENT:
      tms_buf_add_cstr(out, "<!--");
      tms_buf_add(out, text);
      tms_buf_add_cstr(out, "-->");
      break;
    case TMS_HTML_PROCESSING_INSTRUCTION:
      tms_buf_add_cstr(out, "<?");
      tms_buf_add(out, tms_html_name(tree, node));
      tms_buf_add_byte(out, ' ');
      tms_buf_add(out, text);
      tms_buf_add_cstr(out, "?>");
      break;
    case TMS_HTML_DOCTYPE: add_doctype(out, tree, node); break;
    default: break;
  }
}

void html_serialize(const tms_html_tree *tree, bool scripting, tms_buf *out) {
  tms_html_ref root = tms_html_root(tree), node = root;
  for (;;) {
    bool element = tms_html_node_kind(tree, node) == TMS_HTML_ELEMENT;
    if (element && node != root) add_start(out, tree, node);
    if (!element) add_leaf(out, tree, node, scripting);
    tms_html_ref next = tms_html_first(tree, node);
    while (!next) {
      if (node == root) return;
      if (tms_html_node_kind(tree, node) == TMS_HTML_ELEMENT) add_end(out, tree, node);
      next = tms_html_next(tree, node);
      if (!next) node = tms_html_parent(tree, node);
    }
    node = next;
  }
}
