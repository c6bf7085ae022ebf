#include "clean/boilerplate/decide.h"

#include "clean/boilerplate/comments.h"
#include "clean/boilerplate/cut.h"
#include "clean/boilerplate/look.h"
#include "clean/boilerplate/model.h"
#include "clean/boilerplate/reasons.h"

#include "doc/kind.h"

/* What the units say of each other before the cut: cells of a data table stand or fall together, inert copies of visible text never stand. */
static bool probabilities(tms_page *page, uint8_t *p) {
  uint64_t *tables = tms_arena_zero(page->arena, page->box_count * 2 * sizeof *tables);
  if (!tables) return false;
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    p[i] = (uint8_t)tms_model_probability(u->score - u->score / 16); /* both looks together are still a little too sure */
    if ((page->boxes[u->box].flags & TMS_BOX_INERT) && u->repeats > 1) p[i] = 1;
    if (!u->table) continue;
    tables[u->table * 2] += (uint64_t)p[i] * u->m.words;
    tables[u->table * 2 + 1] += u->m.words;
  }
  for (size_t i = 0; i < page->unit_count; i++) {
    uint32_t table = page->units[i].table;
    if (table && tables[table * 2 + 1]) p[i] = (uint8_t)(tables[table * 2] / tables[table * 2 + 1]);
  }
  return true;
}

/* A shell: a page of menus whose content a script would fetch, a shop that shows an empty search, a wall of consent. It has few words, and the best answer is expected to be
 * wrong for the most part: then none is better. Of ten such pages of training seven have no content at all (word F1 0.8837 for 0.8797). A fragment of a few words
 * is one only where next to nothing speaks for it. */
static bool is_shell(const tms_page *page, tms_cut best) {
  enum { FEW_WORDS = 40, MOST_WORDS = 500, QUARTER = 64, NEARLY_HALF = 122 };
  uint32_t words = page->words[page->unit_count];
  return words < MOST_WORDS && best.f1 < (words < FEW_WORDS ? QUARTER : NEARLY_HALF);
}

/* Modes move the cut; so does what the kind of page has shown. Above 255 nothing stands. */
static uint32_t cut_of(tms_page *page, const uint8_t *p, tms_mode mode) {
  tms_cut best = tms_best_cut(page, p);
  uint32_t cut = tms_cut_choose(page, p);
  page->quality = (uint8_t)(best.f1 >= 256 ? 100 : best.f1 * 100 / 256);
  if (mode == TMS_MODE_ALL) cut = 0;
  if (mode == TMS_MODE_PRECISION) cut = cut + (256 - cut) / 3;
  if (mode == TMS_MODE_RECALL) cut = cut / 3 + 1;
  if (is_shell(page, best) && (mode == TMS_MODE_BALANCED || mode == TMS_MODE_PRECISION)) cut = 256;
  return cut;
}

/* Speaks for itself? Blocks without words don't, and neither does what is written below a picture. */
static bool speaks(const tms_unit *u) {
  const tms_node *around = u->node->parent;
  bool caption = u->node->kind == TMS_KIND_CAPTION && around->kind == TMS_KIND_FIGURE;
  return u->m.words && !(caption && around->first->kind == TMS_KIND_IMAGE && around->first->target.len);
}

/* Pictures and other blocks without words go with their neighbours: kept between or beside kept blocks of the main part. So do figures with their captions. */
static void follow_neighbours(tms_page *page, uint8_t *keep) {
  size_t next = 0;
  bool before = false;
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    if (speaks(u)) {
      before = keep[i];
      continue;
    }
    while (next < page->unit_count && (next <= i || !speaks(&page->units[next]))) next++;
    bool between = before && next < page->unit_count && keep[next];
    keep[i] = between || (u->m.words && keep[i]);
  }
}

enum { HEADING_WORDS = 8 }; /* a longer one says something by itself: some pages set whole comments as headings (word F1 0.8746 for 0.8735) */

/* A heading whose whole section went goes with it: what follows it is a heading of its level or above, or the end, and words were dropped between them. The
 * page's own headline stays. From the end to the front, so a heading of headings goes as well. */
static void drop_empty_sections(const tms_page *page, uint8_t *keep) {
  uint32_t next_level = 0; /* of the next kept unit, where that is a heading; 0 at the end; 7 for other blocks */
  bool lost = false;       /* words were dropped since */
  for (size_t i = page->unit_count; i-- > 0;) {
    const tms_node *node = page->units[i].node;
    bool heading = node->kind == TMS_KIND_HEADING && page->units[i].m.words <= HEADING_WORDS;
    if (keep[i] && heading && node->level > 1 && lost && next_level <= node->level) keep[i] = 0;
    if (!keep[i]) {
      lost |= page->units[i].m.words > 0;
    } else if (page->units[i].m.words) {
      next_level = heading ? node->level : 7;
      lost = false;
    }
  }
}

/* ---------------------------------------------------------------- marks on boxes ---- */

static bool is_bare(const tms_node *node) {
  return node->kind == TMS_KIND_RULE || node->kind == TMS_KIND_IMAGE || node->kind == TMS_KIND_FIGURE;
}

/* In a kept box: a rule or bare picture stays where the block before it and the block after it do; at an end of the box one is enough. */
static void mark_bare(tms_node *box) {
  bool before = true;
  uint8_t reason = TMS_REASON_OUTSIDE;
  for (tms_node *child = box->first; child; child = child->next) {
    if (child->kind == TMS_KIND_TEXT) continue;
    if (is_bare(child) && !child->first) {
      if (!before) child->dropped = reason;
    } else {
      before = !child->dropped;
      if (child->dropped) reason = child->dropped;
    }
  }
}

void tms_decide_boxes(tms_page *page) {
  for (size_t i = page->box_count; i-- > 1;) {
    tms_box *box = &page->boxes[i];
    if (box->first == box->end || box->node->dropped) continue;
    bool any = false;
    for (const tms_node *child = box->node->first; child && !any; child = child->next) {
      any = !child->dropped && child->kind != TMS_KIND_TEXT && !is_bare(child) && (child->first || child->text.len > 0);
    }
    if (!any) box->node->dropped = page->units[box->first].node->dropped;
  }
  for (size_t i = 0; i < page->box_count; i++) {
    if (!page->boxes[i].node->dropped) mark_bare(page->boxes[i].node);
  }
}

/* Text that only scripts or machines see (JSON-LD, embedded state) stands in where the visible page has next to nothing. */
static void settle_alternatives(tms_page *page, uint8_t *keep) {
  uint64_t visible = 0, hidden = 0;
  for (size_t i = 0; i < page->unit_count; i++) {
    bool alternative = page->boxes[page->units[i].box].landmark == TMS_ROLE_ALTERNATIVE;
    if (alternative) {
      hidden += page->units[i].m.words;
    } else if (keep[i]) {
      visible += page->units[i].m.words;
    }
  }
  bool use = hidden >= 50 && visible * 4 < hidden;
  for (size_t i = 0; i < page->unit_count; i++) {
    if (page->boxes[page->units[i].box].landmark == TMS_ROLE_ALTERNATIVE) keep[i] = use;
  }
}

tms_status tms_decide_page(tms_page *page, tms_mode mode) {
  uint8_t *p = tms_arena_array(page->arena, page->unit_count + 1, 1);
  uint8_t *keep = tms_arena_array(page->arena, page->unit_count + 1, 1);
  uint8_t *reasons = tms_reasons_of_boxes(page);
  if (!p || !keep || !reasons || !probabilities(page, p)) return page->arena->status != TMS_OK ? page->arena->status : TMS_ERR_MEMORY;
  uint32_t cut = cut_of(page, p, mode);
  for (size_t i = 0; i < page->unit_count; i++) keep[i] = p[i] >= cut;
  follow_neighbours(page, keep);
  settle_alternatives(page, keep);
  /* In a thread a heading may be a name, whose post is judged by itself: there it made things worse (word F1 0.829 for 0.837). */
  if (mode != TMS_MODE_ALL && page->kind != TMS_PAGE_FORUM) drop_empty_sections(page, keep);
  for (size_t i = 0; i < page->unit_count; i++) {
    tms_unit *u = &page->units[i];
    u->node->score = u->score * 100 / TMS_MODEL_ONE; /* hundredths of a logit: people read them */
    if (!keep[i]) u->node->dropped = (uint8_t)tms_reason_of_unit(page, reasons, (uint32_t)i);
  }
  tms_status status = tms_comments_settle(page);
  tms_decide_boxes(page);
  return status;
}
