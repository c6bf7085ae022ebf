/*
 * From tree to page: one walk wraps loose inlines, one walk collects units and boxes, three looks over the arrays fill in sums, copies and siblings.
 * Each is linear: a node is entered once, a hash map is asked once a unit and once a box.
 */
#include "clean/boilerplate/page.h"

#include "base/hash.h"
#include "base/map.h"
#include "doc/kind.h"
#include "doc/walk.h"

enum { MARK = 1 }; /* in the score of an inline: it holds blocks */

static bool is_inline(const tms_node *node) {
  return tms_kind_is_inline((tms_kind)node->kind);
}

/* Blocks whose own inlines or text are what is judged. */
static bool is_unit(const tms_node *node) {
  switch (node->kind) {
    case TMS_KIND_HEADING:
    case TMS_KIND_PARAGRAPH:
    case TMS_KIND_TERM:
    case TMS_KIND_CAPTION:
    case TMS_KIND_CODE_BLOCK:
    case TMS_KIND_FORMULA_BLOCK: return true;
    default: return false;
  }
}

/* Units and boxes there may be, at most: so their arrays are made once, and no page needs twice what it holds. */
typedef struct bound {
  size_t units, boxes;
} bound;

/* Marks the inlines around a block. A marked one ends the climb, so all climbs together are linear. */
static void mark_around(tms_node *block, bound *most) {
  for (tms_node *at = block->parent; at && is_inline(at) && at->score != MARK; at = at->parent) {
    at->score = MARK;
    most->boxes++;
  }
}

static bool is_loose(const tms_node *node) {
  return is_inline(node) && node->score != MARK;
}

static bool is_blank(const tms_node *node) {
  return node->kind == TMS_KIND_TEXT && tms_slice_trim(node->text).len == 0;
}

/* Puts each run of loose inlines of a box into a paragraph of its own; runs of white space alone stay where they are. */
static void wrap_loose(tms_document *doc, tms_node *box, bound *most) {
  for (tms_node *child = box->first; child;) {
    if (!is_loose(child) || is_blank(child)) {
      child = child->next;
      continue;
    }
    tms_node *paragraph = tms_doc_node(doc, TMS_KIND_PARAGRAPH);
    if (!paragraph) return;
    tms_node_insert_before(child, paragraph);
    most->units++;
    while (child && is_loose(child)) {
      tms_node *next = child->next;
      tms_node_detach(child);
      tms_node_append(paragraph, child);
      child = next;
    }
  }
}

static bool holds_blocks(const tms_node *node) {
  tms_content content = tms_kind_content((tms_kind)node->kind);
  return node->kind == TMS_KIND_GROUP || content == TMS_HOLDS_BLOCKS || content == TMS_HOLDS_SECTIONS;
}

static bound wrap_all(tms_document *doc) {
  bound most = {0, 1};
  tms_walk walk = tms_walk_of(doc->main);
  while (tms_walk_next(&walk)) {
    if (walk.enter) {
      if (is_inline(walk.node)) continue;
      *(is_unit(walk.node) ? &most.units : &most.boxes) += 1;
      if (walk.node->parent && is_inline(walk.node->parent)) mark_around(walk.node, &most);
      continue;
    }
    bool is_box = holds_blocks(walk.node) || (is_inline(walk.node) && walk.node->score == MARK);
    if (is_box) wrap_loose(doc, walk.node, &most);
  }
  return most;
}

/* ---------------------------------------------------------------- collecting ---- */

static bool says_something(uint8_t role) {
  switch (role) {
    case TMS_ROLE_NONE:
    case TMS_ROLE_SECTION:
    case TMS_ROLE_CONTAINER:
    case TMS_ROLE_CELL:
    case TMS_ROLE_LAYOUT_TABLE: return false;
    default: return true;
  }
}

static uint8_t flags_of(const tms_node *node) {
  uint8_t flags = 0;
  if (node->kind == TMS_KIND_LINK) flags |= TMS_BOX_LINKED;
  if (node->kind == TMS_KIND_TABLE) flags |= TMS_BOX_TABLE;
  if (node->kind == TMS_KIND_COMMENT) flags |= TMS_BOX_COMMENT;
  const tms_evidence *seen = node->evidence;
  if (!seen) return flags;
  if (seen->flags & TMS_SEEN_HIDDEN) flags |= TMS_BOX_HIDDEN;
  if (seen->flags & TMS_SEEN_ARIA_HIDDEN) flags |= TMS_BOX_ARIA_HIDDEN;
  if (seen->flags & TMS_SEEN_ITEMPROP_BODY) flags |= TMS_BOX_BODY;
  if (seen->role == TMS_ROLE_NOSCRIPT || seen->role == TMS_ROLE_TEMPLATE || seen->role == TMS_ROLE_ALTERNATIVE) flags |= TMS_BOX_INERT;
  return flags;
}

static bool push_box(tms_page *page, tms_node *node, uint32_t parent) {
  if (!tms_arena_grow(page->arena, (void **)&page->boxes, &page->box_room, page->box_count + 1, sizeof *page->boxes)) return false;
  tms_box *box = &page->boxes[page->box_count];
  const tms_box *around = page->box_count ? &page->boxes[parent] : NULL;
  const tms_evidence *seen = node->evidence;
  *box = (tms_box){.node = node, .parent = parent, .first = (uint32_t)page->unit_count};
  box->flags = flags_of(node);
  if (around) {
    box->depth = (uint16_t)(around->depth < UINT16_MAX ? around->depth + 1 : UINT16_MAX);
    box->flags |= around->flags;
    box->landmark = around->landmark;
    box->roles = around->roles;
  }
  if (seen) {
    if (says_something(seen->role)) box->landmark = seen->role;
    if (seen->role < 16) box->roles = (uint16_t)(box->roles | 1u << seen->role);
    box->controls = seen->controls;
  }
  uint64_t shape = tms_hash_mix(node->kind, seen ? seen->element : 0);
  if (seen && seen->name_count) shape = tms_hash_mix(shape, seen->names[0]);
  box->shape = (uint32_t)(shape ^ shape >> 32);
  page->box_count++;
  return true;
}

static bool push_unit(tms_page *page, tms_node *node, uint32_t box, uint32_t table, uint32_t heading) {
  if (!tms_arena_grow(page->arena, (void **)&page->units, &page->unit_room, page->unit_count + 1, sizeof *page->units)) return false;
  tms_unit *unit = &page->units[page->unit_count];
  *unit = (tms_unit){.node = node, .box = box, .table = table, .heading = heading};
  tms_measure_node(node, &unit->m);
  if (page->boxes[box].flags & TMS_BOX_LINKED) {
    unit->m.link_words = unit->m.words;
    if (!unit->m.links) unit->m.links = 1;
  }
  page->image_count += unit->m.images;
  if (node->kind == TMS_KIND_CODE_BLOCK) page->code_words += unit->m.words;
  if (node->evidence && (node->evidence->flags & TMS_SEEN_LINE)) page->is_text = true;
  page->unit_count++;
  return true;
}

/* Units and boxes in document order. `table` is the outermost data table that is open. */
static bool collect(tms_page *page) {
  uint32_t at = 0, table = 0, heading = 0;
  tms_walk walk = tms_walk_of(page->doc->main);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    bool box = !is_unit(node) && (!is_inline(node) || node->score == MARK) && tms_kind_content((tms_kind)node->kind) != TMS_HOLDS_NOTHING;
    if (walk.enter && is_unit(node)) {
      if (!push_unit(page, node, at, table, heading)) return false;
      if (node->kind == TMS_KIND_HEADING) {
        heading = (uint32_t)page->unit_count;
        page->heading_count++;
      }
      tms_walk_skip(&walk);
    } else if (walk.enter && box) {
      if (!push_box(page, node, at)) return false;
      at = (uint32_t)page->box_count - 1;
      if (node->kind == TMS_KIND_TABLE && !table) table = at;
    } else if (!walk.enter && box && page->box_count) {
      tms_box *closed = &page->boxes[at];
      closed->end = (uint32_t)page->unit_count;
      closed->end_box = (uint32_t)page->box_count;
      if (table == at) table = 0;
      at = closed->parent;
    }
    if (!walk.enter && is_inline(node)) node->score = 0; /* takes the mark back */
  }
  return page->box_count > 0;
}

/* ---------------------------------------------------------------- looks over the arrays ---- */

/* Running text: a sentence or more that is not mostly links. 12 words are above nearly all menu entries and below nearly all paragraphs. */
static bool is_running(const tms_unit *unit) {
  return unit->m.words >= 12 && unit->m.link_words * 3 < unit->m.words && unit->m.enders + unit->m.commas > 0;
}

static bool add_sums(tms_page *page) {
  size_t count = page->unit_count + 1;
  page->words = tms_arena_array(page->arena, count, sizeof(uint32_t));
  page->link_words = tms_arena_array(page->arena, count, sizeof(uint32_t));
  page->running = tms_arena_array(page->arena, count, sizeof(uint32_t));
  if (!page->words || !page->link_words || !page->running) return false;
  page->words[0] = page->link_words[0] = page->running[0] = 0;
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *unit = &page->units[i];
    page->words[i + 1] = page->words[i] + unit->m.words;
    page->link_words[i + 1] = page->link_words[i] + unit->m.link_words;
    page->running[i + 1] = page->running[i] + (is_running(unit) ? unit->m.words : 0);
  }
  return true;
}

/* How often each text stands on the page: the first unit that has it counts them. */
static bool count_copies(tms_page *page) {
  tms_number_map map;
  if (!tms_number_map_init(&map, page->arena, page->doc->seed, page->unit_count)) return false;
  for (size_t i = 0; i < page->unit_count; i++) {
    const uint32_t *first = tms_number_map_put(&map, page->units[i].m.hash, (uint32_t)i);
    if (!first) return false;
    page->units[i].copy = page->units[*first].repeats++;
    page->units[i].first = *first;
  }
  for (size_t i = 0; i < page->unit_count; i++) page->units[i].repeats = page->units[page->units[i].first].repeats;
  return true;
}

/* How many siblings of its shape a box has. */
static bool count_siblings(tms_page *page) {
  tms_number_map map;
  if (!tms_number_map_init(&map, page->arena, page->doc->seed, page->box_count)) return false;
  for (size_t i = 0; i < page->box_count; i++) {
    tms_box *box = &page->boxes[i];
    const uint32_t *leader = tms_number_map_put(&map, (uint64_t)box->parent << 32 | box->shape, (uint32_t)i);
    if (!leader) return false;
    box->leader = *leader;
    box->rank = page->boxes[box->leader].twins++;
  }
  for (size_t i = 0; i < page->box_count; i++) page->boxes[i].twins = page->boxes[page->boxes[i].leader].twins;
  return true;
}

/* The deepest boxes that hold most of the running text. Above half the share, such boxes form one chain, so the last in document order is the deepest. */
static void find_main(tms_page *page) {
  uint64_t all = page->running[page->unit_count];
  for (size_t i = 0; i < page->box_count; i++) {
    uint64_t here = tms_box_running(page, &page->boxes[i]);
    if (here * 100 > all * 55) page->main_half = (uint32_t)i;
    if (here * 100 > all * 85) page->main_most = (uint32_t)i;
  }
}

/* The headline: the first heading whose letters begin those of <title>, og:title or an h1 hint; else the first of level 1. */
static void find_title(tms_page *page) {
  enum { MOST_HINTS = 8, MOST_HEADINGS = 64 };
  uint64_t hashes[MOST_HINTS];
  size_t count = 0, looked = 0;
  for (const tms_hint *hint = page->doc->hints; hint && count < MOST_HINTS; hint = hint->next) {
    bool named = tms_slice_eq(hint->key, TMS_SLICE("og:title")) || tms_slice_eq(hint->key, TMS_SLICE("title")) ||
                 tms_slice_eq(hint->key, TMS_SLICE("twitter:title"));
    if (!named || hint->value.len > 1000) continue;
    /* The title alone, or cut before its last site separator. */
    tms_slice whole = tms_slice_trim(hint->value), cut = whole;
    for (size_t i = 3; i + 1 < whole.len; i++) {
      if (whole.ptr[i] == ' ' && (whole.ptr[i - 1] == '|' || whole.ptr[i - 1] == '-' || (unsigned char)whole.ptr[i - 1] >= 0x80))
        cut = tms_slice_head(whole, i - 1);
    }
    tms_measure m;
    tms_measure_slice(whole, &m);
    hashes[count++] = m.hash;
    if (cut.len == whole.len || count == MOST_HINTS) continue;
    tms_measure_slice(cut, &m);
    hashes[count++] = m.hash;
  }
  page->title = (uint32_t)page->unit_count;
  for (size_t i = 0; i < page->unit_count && looked < MOST_HEADINGS; i++) {
    const tms_unit *unit = &page->units[i];
    if (unit->node->kind != TMS_KIND_HEADING || unit->m.words == 0) continue;
    looked++;
    for (size_t k = 0; k < count; k++) {
      if (hashes[k] == unit->m.hash) {
        page->title = (uint32_t)i;
        return;
      }
    }
    if (page->title == page->unit_count && unit->node->level == 1) page->title = (uint32_t)i;
  }
}

tms_status tms_page_init(tms_page *page, tms_document *doc, tms_arena *scratch) {
  *page = (tms_page){.doc = doc, .arena = scratch};
  bound most = wrap_all(doc);
  if (doc->arena.status != TMS_OK) return doc->arena.status;
  page->units = tms_arena_array(scratch, most.units, sizeof *page->units);
  page->boxes = tms_arena_array(scratch, most.boxes, sizeof *page->boxes);
  page->unit_room = page->units ? most.units : 0;
  page->box_room = page->boxes ? most.boxes : 0;
  if (!collect(page) || !add_sums(page) || !count_copies(page) || !count_siblings(page)) {
    return scratch->status != TMS_OK ? scratch->status : TMS_ERR_MEMORY;
  }
  find_main(page);
  find_title(page);
  return TMS_OK;
}
