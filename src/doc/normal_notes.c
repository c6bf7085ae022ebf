/*
 * Footnotes: they stand at the end of main in the order of their first reference, labelled 1, 2, ... A footnote that nothing refers to is unwrapped where it
 * stands; a reference to nothing, or from inside a footnote, becomes text. Three walks and a hash table.
 */
#include "base/map.h"
#include "doc/normal.h"
#include "doc/walk.h"

typedef struct footnote {
  tms_node *node;
  uint32_t order; /* of the first reference, from 1; 0: none */
} footnote;

typedef struct notes {
  tms_normalizer *n;
  footnote *items;
  size_t count, room;
  tms_map by_label;
  uint32_t referred; /* footnotes with a reference so far */
  bool changed;
} notes;

/* The first footnote of a label owns it; a later one has no references. */
static bool collect(notes *all) {
  tms_arena *arena = &all->n->doc->arena;
  tms_walk walk = tms_walk_of(all->n->doc->root);
  while (tms_walk_next(&walk)) {
    if (!walk.enter || walk.node->kind != TMS_KIND_FOOTNOTE) continue;
    if (!tms_arena_grow(arena, (void **)&all->items, &all->room, all->count + 1, sizeof *all->items)) return false;
    if (!tms_map_put(&all->by_label, walk.node->target, (uint32_t)all->count, NULL)) return false;
    all->items[all->count++] = (footnote){walk.node, 0};
  }
  return true;
}

static tms_slice number_text(tms_document *doc, uint32_t number, bool brackets) {
  char digits[16];
  tms_buf out = {.data = digits, .room = sizeof digits, .ceiling = sizeof digits - 1, .allocator = doc->allocator};
  if (brackets) tms_buf_add_byte(&out, '[');
  tms_buf_add_u64(&out, number);
  if (brackets) tms_buf_add_byte(&out, ']');
  return tms_doc_copy(doc, tms_buf_slice(&out));
}

/* "[label]", as people write it in plain text. */
static void become_text(notes *all, tms_node *reference) {
  tms_normalizer *n = all->n;
  tms_buf_reset(&n->scratch);
  tms_buf_add_byte(&n->scratch, '[');
  tms_buf_add(&n->scratch, reference->target);
  tms_buf_add_byte(&n->scratch, ']');
  reference->kind = TMS_KIND_TEXT;
  reference->derived = 1;
  reference->text = tms_doc_copy(n->doc, tms_buf_slice(&n->scratch));
  reference->target = TMS_SLICE_NONE;
  if (n->scratch.status != TMS_OK && n->doc->arena.status == TMS_OK) n->doc->arena.status = n->scratch.status;
  all->changed = true;
}

static void refer(notes *all, tms_node *reference, bool inside_note) {
  uint32_t *index = inside_note ? NULL : tms_map_get(&all->by_label, reference->target);
  if (!index) {
    become_text(all, reference);
    return;
  }
  footnote *note = &all->items[*index];
  if (!note->order) note->order = ++all->referred;
  reference->target = number_text(all->n->doc, note->order, false);
}

static void resolve(notes *all) {
  tms_walk walk = tms_walk_of(all->n->doc->root);
  uint32_t open = 0;
  while (tms_walk_next(&walk)) {
    if (walk.node->kind == TMS_KIND_FOOTNOTE) {
      open = walk.enter ? open + 1 : open - 1;
    } else if (walk.enter && walk.node->kind == TMS_KIND_NOTE_REFERENCE) {
      refer(all, walk.node, open > 0);
    }
  }
}

/* Blocks that an unwrapped footnote left behind the answers of a comment go before them: once for all, as a comment may have held many footnotes. */
static void settle_answers(tms_document *doc) {
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    if (!walk.enter && walk.node->kind == TMS_KIND_COMMENT) tms_normal_answers_last(walk.node);
  }
}

static void place(notes *all) {
  tms_document *doc = all->n->doc;
  tms_node **in_order = tms_arena_array(&doc->arena, all->count, sizeof(tms_node *));
  bool in_comment = false;
  if (!in_order) return;
  for (size_t i = 0; i < all->count; i++) {
    tms_node *node = all->items[i].node, *parent = node->parent;
    all->changed |= parent != doc->main; /* what it leaves may be empty now */
    if (all->items[i].order) {
      tms_node_detach(node);
      in_order[all->items[i].order - 1] = node;
      node->target = number_text(doc, all->items[i].order, false);
    } else {
      tms_node_unwrap(node);
      in_comment |= parent->kind == TMS_KIND_COMMENT;
    }
  }
  for (uint32_t i = 0; i < all->referred; i++) tms_node_append(doc->main, in_order[i]);
  if (in_comment) settle_answers(doc); /* now that every footnote stands in the tree: a comment may be in one */
}

bool tms_normal_notes(tms_normalizer *n) {
  notes all = {.n = n};
  tms_map_init(&all.by_label, &n->doc->arena, n->doc->seed);
  if (!collect(&all)) return false;
  resolve(&all);
  if (all.count) place(&all);
  return all.changed;
}
