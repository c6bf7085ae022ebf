/*
 * Structure: every child stands where its kind may stand. One walk; each node is put right when it is left, when all its descendants already are. What a
 * parent can't hold is wrapped (an inline in a block container gets a paragraph), converted (a stray caption becomes a paragraph), or hoisted
 * out of its parent, which is split around it. A hoist moves a node one level up and every level does it again, so the cost
 * is bounded by the depth.
 */
#include "doc/characters.h"
#include "doc/kind.h"
#include "doc/normal.h"
#include "doc/walk.h"

static void note(tms_normalizer *n, const tms_node *node) {
  tms_ledger_repair(&n->doc->ledger, TMS_REASON_RESTRUCTURED, node->span, 1);
}

static tms_content content_of(const tms_node *node) {
  return tms_kind_content((tms_kind)node->kind);
}

static bool allows(const tms_node *parent, const tms_node *child) {
  return tms_kind_allows((tms_kind)parent->kind, (tms_kind)child->kind);
}

/* Puts `child` and the siblings after it that `parent` can't hold either into a new node of `kind`. Returns the new node, or NULL on failure. */
static tms_node *wrap_run(tms_normalizer *n, tms_node *parent, tms_node *child, tms_kind kind, bool inlines_only) {
  tms_node *wrapper = tms_doc_node(n->doc, kind);
  if (!wrapper) return NULL;
  tms_node_insert_before(child, wrapper);
  while (child && !allows(parent, child) && (!inlines_only || tms_kind_is_inline((tms_kind)child->kind))) {
    tms_node *next = child->next;
    tms_node_detach(child);
    tms_node_append(wrapper, child);
    child = next;
  }
  return wrapper;
}

/* A block that can't stand among blocks: a caption or term is a paragraph there, the others give their blocks. Returns where to go on. */
static tms_node *convert_stray(tms_normalizer *n, tms_node *child) {
  note(n, child);
  if (content_of(child) == TMS_HOLDS_INLINES) {
    child->kind = TMS_KIND_PARAGRAPH;
    return child->next;
  }
  tms_node *next = child->first ? child->first : child->next;
  tms_node_unwrap(child);
  return next;
}

static void fix_blocks(tms_normalizer *n, tms_node *parent) {
  for (tms_node *child = parent->first; child;) {
    if (allows(parent, child) || child->kind == TMS_KIND_FOOTNOTE) { /* footnotes find their place later */
      child = child->next;
    } else if (tms_kind_is_inline((tms_kind)child->kind)) {
      child = wrap_run(n, parent, child, TMS_KIND_PARAGRAPH, true);
      if (!child) return;
      child = child->next;
    } else {
      child = convert_stray(n, child);
    }
  }
}

/* An empty copy of an inline or paragraph: what a split leaves on the other side. */
static tms_node *twin_of(tms_normalizer *n, const tms_node *node) {
  tms_node *twin = tms_doc_node(n->doc, (tms_kind)node->kind);
  if (!twin) return NULL;
  twin->level = node->level;
  twin->text = node->text;
  twin->target = node->target;
  twin->title = node->title;
  twin->raw = node->raw;
  twin->derived = node->derived;
  twin->evidence = node->evidence;
  return twin;
}

/* Splits `node` around its block children: they become its siblings, in place. */
static void hoist_blocks(tms_normalizer *n, tms_node *node) {
  tms_node *place = node; /* the last part so far */
  tms_node *part = node;  /* where inlines go; NULL: a new part is needed */
  for (tms_node *child = node->first, *next; child; child = next) {
    next = child->next;
    bool is_inline = tms_kind_is_inline((tms_kind)child->kind);
    if (is_inline && part == node) continue;
    if (is_inline && !part) {
      part = twin_of(n, node);
      if (!part) return;
      tms_node_insert_after(place, part);
      place = part;
    }
    tms_node_detach(child);
    if (is_inline) {
      tms_node_append(part, child);
    } else {
      note(n, child);
      tms_node_insert_after(place, child);
      place = child;
      part = NULL;
    }
  }
}

static bool holds_a_block(const tms_node *node) {
  for (const tms_node *child = node->first; child; child = child->next) {
    if (!tms_kind_is_inline((tms_kind)child->kind)) return true;
  }
  return false;
}

/* A block inside a heading, term or caption: its inlines stay there, a space apart. */
static void melt_block(tms_normalizer *n, tms_node *block) {
  note(n, block);
  if (block->kind == TMS_KIND_CODE_BLOCK || block->kind == TMS_KIND_FORMULA_BLOCK) {
    block->kind = block->kind == TMS_KIND_CODE_BLOCK ? TMS_KIND_CODE : TMS_KIND_FORMULA;
    block->text = tms_text_normal(n->doc, &n->scratch, block->text, TMS_WHITE_LINE, block->span);
    block->target = TMS_SLICE_NONE;
    return;
  }
  tms_node *before = tms_doc_node(n->doc, TMS_KIND_TEXT), *after = tms_doc_node(n->doc, TMS_KIND_TEXT);
  if (!before || !after) return;
  before->text = after->text = TMS_SLICE(" ");
  tms_node_insert_before(block, before);
  tms_node_insert_after(block, after);
  tms_node_unwrap(block);
}

static void melt_blocks(tms_normalizer *n, tms_node *node) {
  tms_walk walk = tms_walk_of(node);
  while (tms_walk_next(&walk)) {
    if (!walk.enter && walk.node != node && !tms_kind_is_inline((tms_kind)walk.node->kind)) melt_block(n, walk.node);
  }
}

static void fix_inlines(tms_normalizer *n, tms_node *node) {
  if (!holds_a_block(node)) return;
  bool keeps_one_line = node->kind == TMS_KIND_HEADING || node->kind == TMS_KIND_TERM || node->kind == TMS_KIND_CAPTION;
  if (keeps_one_line) {
    melt_blocks(n, node);
  } else {
    hoist_blocks(n, node);
  }
}

/* Lists, definition lists and rows: whatever isn't an item, definition or cell goes into one. The new node's children may need a paragraph. */
static void wrap_strays(tms_normalizer *n, tms_node *parent, tms_kind kind) {
  for (tms_node *child = parent->first; child; child = child->next) {
    if (allows(parent, child)) continue;
    note(n, child);
    child = wrap_run(n, parent, child, kind, false);
    if (!child) return;
    fix_blocks(n, child);
  }
}

/* Tables: the first caption goes first; cells without a row get one, all else gets a row and a cell. */
static void fix_table(tms_normalizer *n, tms_node *table) {
  bool has_caption = false;
  for (tms_node *child = table->first, *next; child; child = next) {
    next = child->next;
    bool extra = child->kind == TMS_KIND_CAPTION && has_caption;
    if (child->kind == TMS_KIND_CAPTION && !has_caption) {
      has_caption = true;
      if (child == table->first) continue;
      tms_node_detach(child);
      tms_node_insert_before(table->first, child);
    } else if (extra || child->kind != TMS_KIND_ROW) {
      note(n, child);
      if (extra) child->kind = TMS_KIND_PARAGRAPH;
      tms_node *row = wrap_run(n, table, child, TMS_KIND_ROW, false);
      if (!row) return;
      wrap_strays(n, row, TMS_KIND_CELL);
      next = row->next;
    }
  }
}

/* Figures hold images and then one caption; with anything else inside they are no figure, and dissolve. */
static void fix_figure(tms_normalizer *n, tms_node *figure) {
  tms_node *caption = NULL;
  bool has_image = false, fits = true;
  for (tms_node *child = figure->first; child; child = child->next) {
    has_image |= child->kind == TMS_KIND_IMAGE && child->target.len > 0;
    fits &= child->kind == TMS_KIND_IMAGE || (child->kind == TMS_KIND_CAPTION && !caption);
    if (child->kind == TMS_KIND_CAPTION) caption = child;
  }
  if (fits && has_image) {
    if (!caption || caption == figure->last) return;
    tms_node_detach(caption);
    tms_node_append(figure, caption);
    return;
  }
  note(n, figure);
  figure->kind = TMS_KIND_GROUP; /* holds blocks: images get a paragraph, the caption becomes one */
  fix_blocks(n, figure);
  tms_node_unwrap(figure);
}

/* Comments: blocks first, then the answers. The order among each stays. */
void tms_normal_answers_last(tms_node *comment) {
  tms_node *last_block = NULL;
  for (tms_node *child = comment->first; child; child = child->next) {
    if (child->kind != TMS_KIND_COMMENT) last_block = child;
  }
  if (!last_block) return;
  for (tms_node *child = comment->first, *end = last_block, *next; child != last_block; child = next) {
    next = child->next;
    if (child->kind != TMS_KIND_COMMENT) continue;
    tms_node_detach(child);
    tms_node_insert_after(end, child);
    end = child;
  }
}

/* Main and comments stand once, under the root; what stands beside them goes into main. */
static void fix_document(tms_normalizer *n, tms_node *root) {
  tms_node *main = n->doc->main, *comments = NULL;
  for (tms_node *child = root->first, *next; child; child = next) {
    next = child->next;
    if (child == main || (child->kind == TMS_KIND_COMMENTS && !comments)) {
      if (child != main) comments = child;
      continue;
    }
    note(n, child);
    tms_node_detach(child);
    tms_node_append(child->kind == TMS_KIND_COMMENTS && comments ? comments : main, child);
    if (child->kind == TMS_KIND_COMMENTS || child->kind == TMS_KIND_MAIN) tms_node_unwrap(child);
  }
  fix_blocks(n, main);
  if (comments && comments != root->last) {
    tms_node_detach(comments);
    tms_node_append(root, comments);
  }
}

/* A leaf kind with children (no reader makes one, but nothing may be lost): they follow it. */
static void free_children(tms_node *leaf) {
  for (tms_node *child; (child = leaf->last);) {
    tms_node_detach(child);
    tms_node_insert_after(leaf, child);
  }
}

static void fix(tms_normalizer *n, tms_node *node) {
  switch (content_of(node)) {
    case TMS_HOLDS_NOTHING: free_children(node); break;
    case TMS_HOLDS_INLINES: fix_inlines(n, node); break;
    case TMS_HOLDS_BLOCKS:
      fix_blocks(n, node);
      if (node->kind == TMS_KIND_COMMENT) tms_normal_answers_last(node);
      break;
    case TMS_HOLDS_ITEMS: wrap_strays(n, node, TMS_KIND_ITEM); break;
    case TMS_HOLDS_TERMS: wrap_strays(n, node, TMS_KIND_DEFINITION); break;
    case TMS_HOLDS_ROWS: fix_table(n, node); break;
    case TMS_HOLDS_CELLS: wrap_strays(n, node, TMS_KIND_CELL); break;
    case TMS_HOLDS_FIGURE: fix_figure(n, node); break;
    case TMS_HOLDS_COMMENTS: wrap_strays(n, node, TMS_KIND_COMMENT); break;
    case TMS_HOLDS_SECTIONS: fix_document(n, node); break;
  }
}

void tms_normal_structure(tms_normalizer *n) {
  tms_walk walk = tms_walk_of(n->doc->root);
  while (tms_walk_next(&walk)) {
    if (walk.enter) continue;
    /* A hoist puts new siblings after the node; they are right already, and the walk must not take the parent before them. It goes on with the parent. */
    fix(n, walk.node);
  }
}
