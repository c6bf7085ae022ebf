/*
 * Inlines: no kind that forbids it stands in itself, white space stands once and never at an end, equal neighbours are one. Three walks over each block that
 * holds more than one text, all linear.
 *
 * White space is held back until the next content comes, and is then put at the outermost place between the two: <em>a </em>b gets its space after the
 * emphasis. Breaks are held back in the same way. What is still held back at the end of a block is gone.
 */
#include "doc/characters.h"
#include "doc/kind.h"
#include "doc/normal.h"
#include "doc/walk.h"

static bool nests_in_itself(tms_kind kind) {
  return kind != TMS_KIND_EMPHASIS && kind != TMS_KIND_STRONG && kind != TMS_KIND_INSERTED && kind != TMS_KIND_DELETED && kind != TMS_KIND_LINK;
}

static void unnest(tms_node *block) {
  uint32_t open[TMS_KIND_SPAN + 1] = {0};
  tms_walk walk = tms_walk_of(block);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (node == block || nests_in_itself((tms_kind)node->kind)) continue;
    if (walk.enter) {
      open[node->kind]++;
    } else if (--open[node->kind] > 0) {
      tms_node_unwrap(node);
    }
  }
}

typedef struct flow {
  tms_normalizer *n;
  bool one_line;                 /* heading, term, caption: a break is a space */
  bool content;                  /* something stands before, in this block */
  bool space;                    /* one is held back */
  bool trimmed;                  /* ... and it stood at the end of `gap`, a text leaf, whose slice can grow by it */
  tms_node *breaks, *last_break; /* held back, linked by next */
  tms_node *gap;                 /* what was left last: held back things go behind it */
} flow;

static void hold_break(flow *f, tms_node *node) {
  tms_node_detach(node);
  if (f->one_line) {
    f->space = true;
    return;
  }
  if (!f->content) return;
  f->space = false;
  if (f->last_break) {
    f->last_break->next = node;
  } else {
    f->breaks = node;
  }
  f->last_break = node;
}

static void put_breaks(flow *f) {
  for (tms_node *node = f->breaks, *next; node; node = next) {
    next = node->next;
    node->next = NULL;
    tms_node_insert_after(f->gap, node);
    f->gap = node;
  }
}

/* `leaf` is the content that comes; `led` says that a space stands before its slice in memory. */
static void put_space(flow *f, tms_node *leaf, bool led) {
  if (f->trimmed) {
    f->gap->text.len++;
  } else if (led && leaf->prev == f->gap) {
    leaf->text.ptr--;
    leaf->text.len++;
  } else {
    tms_node *space = tms_doc_node(f->n->doc, TMS_KIND_TEXT);
    if (!space) return;
    space->text = TMS_SLICE(" ");
    tms_node_insert_after(f->gap, space);
  }
}

static void content_comes(flow *f, tms_node *leaf, bool led) {
  if (f->content && f->breaks) {
    put_breaks(f);
  } else if (f->content && f->space) {
    put_space(f, leaf, led);
  }
  f->content = true;
  f->space = f->trimmed = false;
  f->breaks = f->last_break = NULL;
}

/* Returns false where nothing is left of the leaf. */
static bool take_text(flow *f, tms_node *leaf) {
  tms_slice text = tms_text_normal(f->n->doc, &f->n->scratch, leaf->text, TMS_WHITE_FLOW, leaf->span);
  bool led = text.len > 0 && text.ptr[0] == ' ';
  if (led) text = tms_slice_from(text, 1);
  bool trailed = text.len > 0 && text.ptr[text.len - 1] == ' ';
  if (trailed) text.len--;
  leaf->text = text;
  if (led && !f->breaks) f->space = true;
  if (text.len == 0) return false;
  content_comes(f, leaf, led);
  f->space = f->trimmed = trailed;
  return true;
}

static void take_leaf(flow *f, tms_walk *walk) {
  tms_node *leaf = walk->node;
  if (leaf->kind == TMS_KIND_BREAK) {
    tms_walk_skip(walk);
    hold_break(f, leaf);
  } else if (leaf->kind != TMS_KIND_TEXT) {
    bool empty = leaf->text.len == 0 && (leaf->kind == TMS_KIND_CODE || leaf->kind == TMS_KIND_FORMULA);
    empty |= leaf->target.len == 0 && leaf->kind == TMS_KIND_NOTE_REFERENCE;
    if (empty) {
      tms_walk_skip(walk);
      tms_node_detach(leaf);
    } else {
      content_comes(f, leaf, false);
    }
  } else if (!take_text(f, leaf)) {
    tms_walk_skip(walk);
    tms_node_detach(leaf); /* collapsed white space is syntax: no entry in the ledger */
  }
}

static void settle_white(tms_normalizer *n, tms_node *block) {
  flow f = {.n = n, .one_line = block->kind != TMS_KIND_PARAGRAPH};
  tms_walk walk = tms_walk_of(block);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (node == block) continue;
    bool leaf = tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_NOTHING;
    if (walk.enter && leaf) {
      take_leaf(&f, &walk);
    } else if (!walk.enter && !leaf && !node->first) {
      tms_node_detach(node);
    } else if (!walk.enter) {
      if (!leaf) f.trimmed = false;
      f.gap = node;
    }
  }
}

/* All text siblings from `first` on become one. Slices that touch in memory just grow; else their bytes are copied once. */
static void merge_texts(tms_normalizer *n, tms_node *first) {
  bool touches = true;
  tms_buf *scratch = &n->scratch;
  tms_buf_reset(scratch);
  tms_buf_add(scratch, first->text);
  for (tms_node *next; (next = first->next) && next->kind == TMS_KIND_TEXT;) {
    touches &= first->text.ptr + first->text.len == next->text.ptr;
    if (touches) first->text.len += next->text.len;
    tms_buf_add(scratch, next->text);
    if (next->span.begin == first->span.end && next->derived == first->derived) {
      first->span.end = next->span.end;
    } else if (first->span.begin == first->span.end && !next->derived) {
      first->span = next->span;
      first->derived = 0;
    } else if (!next->derived) {
      tms_ledger_keep(&n->doc->ledger, next->span);
    }
    tms_node_detach(next);
  }
  if (!touches) first->text = tms_doc_copy(n->doc, tms_buf_slice(scratch));
  if (scratch->status != TMS_OK && n->doc->arena.status == TMS_OK) n->doc->arena.status = scratch->status;
  /* Two leaves in normal form C may not be one together. */
  first->text = tms_text_normal(n->doc, scratch, first->text, TMS_WHITE_FLOW, first->span);
}

static bool merges(const tms_node *a, const tms_node *b) {
  if (!b || a->kind != b->kind) return false;
  switch (a->kind) {
    case TMS_KIND_TEXT:
    case TMS_KIND_EMPHASIS:
    case TMS_KIND_STRONG:
    case TMS_KIND_INSERTED:
    case TMS_KIND_DELETED:
    case TMS_KIND_SUBSCRIPT:
    case TMS_KIND_SUPERSCRIPT:
    case TMS_KIND_QUOTATION: return true;
    case TMS_KIND_SPAN: return tms_slice_eq(a->target, b->target);
    default: return false;
  }
}

/* Outer nodes first: what their merging brings together is merged when the walk gets there. */
static void merge_equals(tms_normalizer *n, tms_node *block) {
  tms_walk walk = tms_walk_of(block);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (!walk.enter || node == block || !merges(node, node->next)) continue;
    if (node->kind == TMS_KIND_TEXT) {
      merge_texts(n, node);
      continue;
    }
    for (tms_node *next; (next = node->next) && merges(node, next);) {
      tms_node_move_children(next, node);
      tms_node_detach(next);
    }
  }
}

static bool holds_inlines(const tms_node *node) {
  return tms_kind_is_block((tms_kind)node->kind) && tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_INLINES;
}

/* Most blocks hold one text and nothing else: no walk is needed for them, but for a space at its end, which goes. */
static bool is_one_text(const tms_node *block) {
  return block->first && block->first == block->last && block->first->kind == TMS_KIND_TEXT;
}

static void settle_one_text(tms_normalizer *n, tms_node *block) {
  flow f = {.n = n};
  if (!take_text(&f, block->first)) tms_node_detach(block->first);
}

void tms_normal_inlines(tms_normalizer *n) {
  tms_walk walk = tms_walk_of(n->doc->root);
  while (tms_walk_next(&walk)) {
    if (!walk.enter || !holds_inlines(walk.node)) continue;
    tms_node *block = walk.node;
    tms_walk_skip(&walk);
    if (is_one_text(block)) {
      settle_one_text(n, block);
      continue;
    }
    unnest(block);
    settle_white(n, block);
    merge_equals(n, block);
  }
}
