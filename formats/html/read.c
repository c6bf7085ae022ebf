/*
 * The reader of HTML: the tree becomes a document that keeps everything and judges nothing. One walk, no recursion; the elements that are open stand in
 * an array as deep as the tree, whose depth has a ceiling.
 */
#include "formats/html/read.h"

#include "formats/html/html.h"

#include "base/error.h"
#include "base/size.h"

/* ---- helpers of all parts ---- */

tms_html_ref tms_html_following(const tms_html_tree *tree, tms_html_ref top, tms_html_ref ref, bool skip) {
  tms_html_ref first = skip ? 0 : tms_html_first(tree, ref);
  if (first) return first;
  while (ref && ref != top) {
    tms_html_ref next = tms_html_next(tree, ref);
    if (next) return next;
    ref = tms_html_parent(tree, ref);
  }
  return 0;
}

static bool is_input(const tms_html_reader *r, tms_slice text) {
  return text.ptr >= r->input.ptr && text.ptr + text.len <= r->input.ptr + r->input.len;
}

tms_slice tms_html_keep(tms_html_reader *r, tms_slice text) {
  return text.len == 0 ? TMS_SLICE_NONE : is_input(r, text) ? text : tms_doc_copy(r->doc, text);
}

tms_span tms_html_span_of(const tms_html_reader *r, tms_html_ref ref, tms_slice part) {
  if (!is_input(r, part)) return tms_html_span(r->tree, ref);
  size_t begin = (size_t)(part.ptr - r->input.ptr);
  return (tms_span){tms_size_clamp_u32(begin), tms_size_clamp_u32(begin + part.len)};
}

void tms_html_note_failure(tms_html_reader *r, const tms_buf *buf) {
  if (buf->status != TMS_OK && r->arena->status == TMS_OK) r->arena->status = buf->status;
}

tms_slice tms_html_folded(tms_html_reader *r, tms_html_ref ref, size_t most) {
  tms_buf text;
  tms_buf_init(&text, r->doc->allocator, r->doc->limits.max_memory);
  size_t steps = 0;
  bool skip = false; /* what stands in a <style> or <script> is no text */
  for (tms_html_ref at = ref; at && text.len < most && steps < most; at = tms_html_following(r->tree, ref, at, skip), steps++) {
    tms_html_tag tag = tms_html_tag_of(r->tree, at);
    skip = at != ref && (tag == TMS_TAG_STYLE || tag == TMS_TAG_SCRIPT);
    if (tms_html_node_kind(r->tree, at) == TMS_HTML_TEXT) {
      tms_slice rest = tms_html_text(r->tree, at), word;
      if (rest.len && tms_is_space((unsigned char)rest.ptr[0]) && text.len) tms_buf_add_byte(&text, ' ');
      while (text.len < most && tms_slice_next_word(&rest, &word)) {
        tms_buf_add(&text, word);
        if (rest.len) tms_buf_add_byte(&text, ' ');
      }
    } else if (text.len && (tag == TMS_TAG_BR || tms_html_is_block(tag))) {
      tms_buf_add_byte(&text, ' ');
    }
  }
  tms_slice trimmed = tms_slice_trim(tms_buf_slice(&text)), copy = {0};
  if (text.status == TMS_OK) copy = tms_doc_copy(r->doc, trimmed);
  tms_html_note_failure(r, &text);
  tms_buf_release(&text);
  return copy;
}

/* ---- the walk ---- */

static bool push_frame(tms_html_reader *r) {
  if (r->depth == r->frame_room && !tms_arena_grow(r->arena, (void **)&r->frames, &r->frame_room, r->depth + 1, sizeof *r->frames)) return false;
  r->frames[r->depth] = (tms_html_frame){.before = r->mode};
  return true;
}

static void leave_element(tms_html_reader *r) {
  tms_html_frame *frame = &r->frames[r->depth - 1];
  tms_html_leave(r, frame);
  r->depth--;
  if (r->waiting >= r->depth) r->waiting = SIZE_MAX;
  if (r->depth > 0) r->frames[r->depth - 1].controls += frame->controls;
}

/* False where the children of the node are not to be visited; else a frame is open. */
static bool enter_node(tms_html_reader *r, tms_html_ref ref) {
  switch (tms_html_node_at(r, ref)->kind) {
    case TMS_HTML_TEXT: tms_html_flow_text(r, ref); return false;
    case TMS_HTML_ELEMENT: break;
    default: return false;
  }
  if (!push_frame(r)) return false;
  r->marked = ref;
  r->marks = tms_html_attribute_marks(r->tree, ref);
  r->ordinal++;
  r->depth++;
  tms_html_frame *frame = &r->frames[r->depth - 1];
  if (tms_html_enter(r, ref, frame)) {
    if (tms_html_node_at(r, ref)->first) return true;
    leave_element(r);
    return false;
  }
  uint32_t controls = frame->controls;
  r->depth--;
  if (r->depth > 0) r->frames[r->depth - 1].controls += controls;
  r->mode = r->frames[r->depth].before;
  return false;
}

static void walk_tree(tms_html_reader *r) {
  tms_html_ref root = tms_html_root(r->tree), at = tms_html_first(r->tree, root);
  while (at && tms_doc_status(r->doc) == TMS_OK) {
    if (enter_node(r, at)) {
      at = tms_html_node_at(r, at)->first;
      continue;
    }
    while (!tms_html_node_at(r, at)->next) {
      at = tms_html_node_at(r, at)->parent;
      if (!at || at == root) break;
      leave_element(r);
    }
    if (!at || at == root) break;
    at = tms_html_node_at(r, at)->next;
  }
  tms_html_line_end(r);
}

static void read_page(tms_document *doc, const tms_html_tree *tree, tms_slice input) {
  tms_html_reader r = {.doc = doc, .arena = &doc->arena, .tree = tree, .input = input, .waiting = SIZE_MAX};
  r.mode.line_kind = TMS_KIND_PARAGRAPH;
  tms_builder_init(&r.build, doc);
  r.line_depth = r.build.depth;
  walk_tree(&r);
}

static void count_repairs(tms_document *doc, const tms_html_tree *tree) {
  tms_html_counts counts = tms_html_tree_counts(tree);
  tms_ledger_repair(&doc->ledger, TMS_REASON_FLATTENED, TMS_SPAN_NONE, counts.flattened);
  tms_ledger_repair(&doc->ledger, TMS_REASON_LIMIT, TMS_SPAN_NONE, counts.attributes + counts.clones);
  tms_ledger_repair(&doc->ledger, TMS_REASON_MARKUP, TMS_SPAN_NONE, counts.errors + counts.closed);
}

tms_status tms_html_read(tms_slice text, const tms_options *options, tms_document *doc, tms_error *error) {
  (void)options;
  tms_html_options how = {.scripting = false,
                          .max_depth = doc->limits.max_depth,
                          .max_attributes = doc->limits.max_attributes,
                          .max_nodes = doc->limits.max_nodes,
                          .max_memory = doc->limits.max_memory,
                          .seed = doc->seed};
  tms_html_tree *tree = NULL;
  tms_status status = tms_html_parse(text, &how, doc->allocator, &tree, error);
  if (status != TMS_OK) return status;
  count_repairs(doc, tree);
  doc->scraped = true;
  if (tms_html_is_own(tree)) {
    tms_html_read_own(doc, tree, text);
  } else {
    read_page(doc, tree, text);
  }
  tms_html_free(tree);
  status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "html");
}
