/* Lines, wrappers and sides: read.h says what they are. Each opens and closes in constant time; text is looked at once. */
#include "formats/html/read.h"

/* ---- groups ---- */

void tms_html_materialize(tms_html_reader *r) {
  for (size_t i = r->waiting; i < r->depth; i++) {
    tms_html_frame *frame = &r->frames[i];
    if (!frame->waits) continue;
    frame->waits = false;
    frame->closes = 1;
    tms_open(&r->build, TMS_KIND_GROUP)->evidence = frame->evidence;
  }
  r->waiting = SIZE_MAX;
}

tms_node *tms_html_block_open(tms_html_reader *r, tms_kind kind, tms_evidence *evidence) {
  tms_html_line_end(r);
  tms_html_materialize(r);
  tms_node *node = tms_open(&r->build, kind);
  node->evidence = evidence;
  return node;
}

/* ---- lines ---- */

void tms_html_line_mark(tms_html_reader *r, unsigned flags) {
  if (flags == 0) return;
  if (!r->line) {
    r->next_flags |= (uint16_t)flags;
    return;
  }
  if (!r->line_node->evidence) r->line_node->evidence = tms_arena_zero(r->arena, sizeof(tms_evidence));
  if (r->line_node->evidence) r->line_node->evidence->flags |= (uint16_t)flags;
}

static void open_line(tms_html_reader *r) {
  tms_html_materialize(r);
  r->line_depth = r->build.depth;
  r->line_node = tms_open(&r->build, (tms_kind)r->mode.line_kind);
  r->line_node->level = r->mode.line_level;
  r->line_node->evidence = r->mode.line_evidence;
  r->line = r->at_space = true;
  r->space = false;
  r->breaks = 0;
  r->opened = 0;
  tms_html_line_mark(r, r->next_flags);
  r->next_flags = 0;
}

static void close_wrappers(tms_html_reader *r, size_t to) {
  for (; r->opened > to; r->opened--) tms_close(&r->build);
}

/* Puts the sides that waited for this line behind it. */
static void place_deferred(tms_html_reader *r) {
  if (r->deferred_count == r->deferred_from) return;
  tms_html_materialize(r);
  for (size_t i = r->deferred_from; i < r->deferred_count; i++) tms_node_append(r->build.at, r->deferred[i]);
  r->deferred_count = r->deferred_from;
}

void tms_html_line_end(tms_html_reader *r) {
  if (!r->line) {
    if (!r->mode.melt) place_deferred(r);
    return;
  }
  if (r->mode.melt) { /* a heading goes on over the blocks in it */
    tms_html_flow_space(r);
    return;
  }
  close_wrappers(r, 0);
  tms_close(&r->build);
  r->line = false;
  r->breaks = 0;
  place_deferred(r);
}

/* Opens the line and its wrappers, and settles breaks that were due. Content follows at once. */
static void need_line(tms_html_reader *r) {
  if (r->breaks > 1 && r->line && !r->mode.melt) tms_html_line_end(r); /* an empty line between: two paragraphs */
  if (!r->line) open_line(r);
  bool is_break = r->breaks > 0;
  while (r->opened < r->wrapper_count) {
    const tms_html_wrapper *wrapper = &r->wrappers[r->opened++];
    if (is_break) tms_leaf(&r->build, TMS_KIND_BREAK);
    is_break = false;
    tms_node *node = tms_open(&r->build, (tms_kind)wrapper->kind);
    node->target = wrapper->target;
    node->title = wrapper->title;
  }
  if (is_break) tms_leaf(&r->build, TMS_KIND_BREAK);
  r->breaks = 0;
}

void tms_html_flow_space(tms_html_reader *r) {
  if (r->line && !r->at_space) r->space = true;
}

void tms_html_flow_break(tms_html_reader *r) {
  if (!r->line) return;
  if (r->mode.melt) {
    tms_html_flow_space(r);
    return;
  }
  tms_evidence *evidence = r->line_node->evidence;
  if (evidence && evidence->lines < UINT16_MAX) evidence->lines++;
  r->breaks++;
  r->space = false;
  r->at_space = true;
}

/* The space that is due, as a leaf of its own. */
static void put_space(tms_html_reader *r) {
  if (r->space && !r->at_space) tms_text(&r->build, TMS_SLICE(" "), TMS_SPAN_NONE);
  r->space = false;
}

tms_node *tms_html_flow_leaf(tms_html_reader *r, tms_kind kind) {
  need_line(r);
  put_space(r);
  r->at_space = false;
  return tms_leaf(&r->build, kind);
}

void tms_html_flow_derived(tms_html_reader *r, tms_slice text) {
  if (text.len == 0) return;
  tms_node *leaf = tms_html_flow_leaf(r, TMS_KIND_TEXT);
  leaf->text = text;
  leaf->derived = 1;
}

/* ---- text ---- */

static tms_slice fold(tms_html_reader *r, tms_slice text) {
  char *to = tms_arena_alloc(r->arena, text.len);
  if (!to) return TMS_SLICE_NONE;
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    bool space = tms_is_space((unsigned char)text.ptr[i]);
    if (space && len > 0 && to[len - 1] == ' ') continue;
    to[len++] = space ? ' ' : text.ptr[i];
  }
  return tms_slice_of(to, len);
}

/* Text that the parser moved in front of the table in which it stood ("foster parenting"): it is apart from what stands there by right. */
static bool was_moved(const tms_html_reader *r, tms_html_ref ref) {
  enum { LOOK_AT = 8 };
  tms_html_ref next = tms_html_node_at(r, ref)->next;
  for (int i = 0; next && i < LOOK_AT && tms_html_node_at(r, next)->kind == TMS_HTML_TEXT; i++) next = tms_html_node_at(r, next)->next;
  return next && tms_html_is_element(r, next, TMS_TAG_TABLE) && tms_html_span(r->tree, next).begin < tms_html_span(r->tree, ref).begin;
}

/*
 * Text of a line. White space at its begin becomes the space that is due, white space at its end the next one; a plain space in the input serves as
 * either, so that nearly all leaves are slices.
 */
void tms_html_flow_text(tms_html_reader *r, tms_html_ref ref) {
  tms_slice all = tms_html_text(r->tree, ref), core = tms_slice_trim(all);
  bool led = core.len < all.len && core.ptr != all.ptr;
  if (core.len == 0) {
    if (all.len) tms_html_flow_space(r);
    return;
  }
  if (led || was_moved(r, ref)) tms_html_flow_space(r);
  need_line(r);
  tms_node *leaf = NULL;
  if (r->mode.code) {
    put_space(r);
    leaf = tms_leaf(&r->build, TMS_KIND_CODE);
  } else if (r->space && !r->at_space && led && core.ptr[-1] == ' ') {
    core = tms_slice_of(core.ptr - 1, core.len + 1);
  } else {
    put_space(r);
  }
  const char *end = all.ptr + all.len;
  bool trailed = core.ptr + core.len < end;
  r->at_space = !r->mode.code && trailed && core.ptr[core.len] == ' ';
  if (r->at_space) core.len++;
  r->space = trailed && !r->at_space;
  tms_span span = tms_html_span_of(r, ref, core);
  tms_slice text = tms_slice_single_spaced(core, 0) == core.len ? tms_html_keep(r, core) : fold(r, core);
  if (leaf) {
    leaf->text = text;
    leaf->span = span;
  } else {
    tms_text(&r->build, text, span);
  }
}

/* ---- wrappers ---- */

void tms_html_wrapper_push(tms_html_reader *r, tms_kind kind, tms_slice target, tms_slice title) {
  if (!tms_arena_grow(r->arena, (void **)&r->wrappers, &r->wrapper_room, r->wrapper_count + 1, sizeof *r->wrappers)) return;
  r->wrappers[r->wrapper_count++] = (tms_html_wrapper){(uint8_t)kind, target, title};
}

void tms_html_wrapper_pop(tms_html_reader *r) {
  if (r->wrapper_count == 0) return; /* its push failed */
  r->wrapper_count--;
  if (r->opened > r->wrapper_count) close_wrappers(r, r->wrapper_count);
}

/* ---- sides ---- */

void tms_html_side_begin(tms_html_reader *r, tms_evidence *evidence) {
  tms_node *group = tms_doc_node(r->doc, TMS_KIND_GROUP);
  if (!group || !tms_arena_grow(r->arena, (void **)&r->sides, &r->side_room, r->side_count + 1, sizeof *r->sides)) return;
  group->evidence = evidence;
  if (!r->line) tms_html_materialize(r);
  r->sides[r->side_count++] = (tms_html_side){.group = group,
                                              .at = r->build.at,
                                              .depth = r->build.depth,
                                              .flat = r->build.flat,
                                              .opened = r->opened,
                                              .deferred_from = r->deferred_from,
                                              .line = r->line,
                                              .at_space = r->at_space,
                                              .space = r->space,
                                              .breaks = r->breaks,
                                              .line_depth = r->line_depth,
                                              .line_node = r->line_node};
  r->build.at = group;
  if (r->line) r->build.depth = r->line_depth;
  r->build.flat = 0;
  r->opened = 0;
  r->deferred_from = r->deferred_count;
  r->line = false;
  r->breaks = 0;
}

void tms_html_side_end(tms_html_reader *r) {
  if (r->side_count == 0) return;
  const tms_html_side *side = &r->sides[--r->side_count];
  r->build.at = side->at;
  r->build.depth = side->depth;
  r->build.flat = side->flat;
  r->opened = side->opened;
  r->deferred_from = side->deferred_from;
  r->line = side->line;
  r->at_space = side->at_space;
  r->space = side->space;
  r->breaks = side->breaks;
  r->line_depth = side->line_depth;
  r->line_node = side->line_node;
  if (!side->group->first) return;
  if (!tms_arena_grow(r->arena, (void **)&r->deferred, &r->deferred_room, r->deferred_count + 1, sizeof *r->deferred)) return;
  r->deferred[r->deferred_count++] = side->group;
}
