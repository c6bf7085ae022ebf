/*
 * Comments of readers. A comment is a box that is called so, or declares itself one (schema.org), among siblings of its shape; boxes of its shape inside are answers
 * to it. Below an article the model drops them: those of which nothing was kept move to the COMMENTS section, with all they say. On a forum they are
 * the text: the posts become comments where they stand, and what was kept stays as it is.
 *
 * Linear: what is to be known of the units of a box are sums over all units of the page, made once.
 */
#include "clean/boilerplate/comments.h"

#include "clean/boilerplate/comments_sign.h"
#include "doc/kind.h"

enum {
  MOST_WORDS = 3000, /* a box with more is no comment but the page */
  MOST_POST = 20000, /* posts are longer */
  NAMES = 8,
  LABEL_REPEATS = 3, /* a short line that stands so often is a label: "Copy a direct link to this comment" */
  LABEL_WORDS = 20
};

typedef struct comments {
  tms_page *page;
  bool forum;
  uint32_t called[NAMES], said_words[NAMES]; /* hashes; 0 behind the last */
  uint64_t called_mask, said_mask;           /* 1 << (hash & 63) of each: most words are ruled out by one look */
  uint32_t *owner;                           /* of each unit: box of the innermost comment, 0 for none */
  /* Made when the first box is met that is called a comment; NULL before. */
  uint32_t *text;        /* of each box: itself or the innermost around it that is called a text, 0 for none */
  uint32_t *inner;       /* of each box: the highest of these around its units that are said there, 0 for none */
  uint32_t *kept, *said; /* units before each that were kept, and that are said wherever they stand */
} comments;

static uint64_t fill(uint32_t *hashes, const char *const *words, size_t count) {
  uint64_t mask = 0;
  for (size_t i = 0; i < count && i < NAMES; i++) {
    hashes[i] = tms_evidence_hash(tms_slice_cstr(words[i]));
    mask |= UINT64_C(1) << (hashes[i] & 63);
  }
  return mask;
}

static bool is_named(const tms_node *node, const uint32_t *hashes, uint64_t mask) {
  const tms_evidence *seen = node->evidence;
  for (uint32_t i = 0; seen && i < seen->name_count; i++) {
    if (!(mask >> (seen->names[i] & 63) & 1)) continue;
    for (size_t k = 0; k < NAMES && hashes[k]; k++) {
      if (seen->names[i] == hashes[k]) return true;
    }
  }
  return false;
}

static bool declares_itself(const tms_box *box) {
  return box->node->evidence && (box->node->evidence->flags & TMS_SEEN_COMMENT);
}

/* In a part of the comment that is called its text, one word is enough. Boxes inside of others have higher numbers. */
static bool is_in_text(const comments *c, const tms_unit *u, uint32_t comment) {
  return c->text[u->box] > comment;
}

/* No link, no button, no label. */
static bool may_be_said(const comments *c, const tms_unit *u) {
  uint8_t role = c->page->boxes[u->box].landmark;
  bool control = role == TMS_ROLE_BUTTON || role == TMS_ROLE_FORM || role == TMS_ROLE_MENU;
  bool label = u->repeats >= LABEL_REPEATS && u->m.words < LABEL_WORDS;
  return !control && !label && u->m.words > 0 && u->m.link_words * 2 <= u->m.words;
}

static bool is_sentence(const tms_unit *u) {
  return u->m.words >= 8 || (u->m.words >= 4 && u->m.enders > 0);
}

/* The text of a comment: a sentence, or a few words that are no link and no button. */
static bool is_said(const comments *c, const tms_unit *u, uint32_t comment) {
  return may_be_said(c, u) && (is_sentence(u) || is_in_text(c, u, comment));
}

static void sum_up(comments *c) {
  const tms_page *page = c->page;
  c->text[0] = 0;
  for (uint32_t i = 1; i < page->box_count; i++) {
    const tms_node *node = page->boxes[i].node;
    bool body = node->evidence && (node->evidence->flags & TMS_SEEN_ITEMPROP_BODY);
    c->text[i] = body || is_named(node, c->said_words, c->said_mask) ? i : c->text[page->boxes[i].parent];
  }
  for (size_t i = 0; i < page->unit_count; i++) {
    const tms_unit *u = &page->units[i];
    bool kept = !u->node->dropped, counts = (kept || !c->forum) && may_be_said(c, u);
    c->kept[i + 1] = c->kept[i] + kept;
    c->said[i + 1] = c->said[i] + (counts && is_sentence(u));
    if (counts && c->text[u->box] > c->inner[u->box]) c->inner[u->box] = c->text[u->box];
  }
  for (size_t i = page->box_count; i-- > 1;) {
    uint32_t *around = &c->inner[page->boxes[i].parent];
    if (c->inner[i] > *around) *around = c->inner[i];
  }
}

/* False on failed allocation. */
static bool look_once(comments *c) {
  tms_arena *arena = c->page->arena;
  size_t units = c->page->unit_count + 1, boxes = c->page->box_count;
  if (c->text) return true;
  c->kept = tms_arena_zero(arena, units * sizeof *c->kept);
  c->said = tms_arena_zero(arena, units * sizeof *c->said);
  c->inner = tms_arena_zero(arena, boxes * sizeof *c->inner);
  c->text = tms_arena_array(arena, boxes, sizeof *c->text);
  if (!c->kept || !c->said || !c->inner || !c->text) return false;
  sum_up(c);
  return true;
}

/* Is it named or declared one, among others? */
static bool is_called(const comments *c, const tms_box *box) {
  return declares_itself(box) || (box->twins > 1 && is_named(box->node, c->called, c->called_mask));
}

/* Below an article nothing of it may have been kept; on a forum something must have been. */
static bool is_comment(const comments *c, uint32_t at) {
  const tms_page *page = c->page;
  const tms_box *box = &page->boxes[at];
  uint32_t words = tms_box_words(page, box);
  bool holder = box->node->kind == TMS_KIND_GROUP || box->node->kind == TMS_KIND_ITEM;
  if (!holder || words < (c->forum ? 1 : 4) || words > (c->forum ? MOST_POST : MOST_WORDS)) return false;
  if (box->flags & TMS_BOX_HIDDEN || (box->flags & TMS_BOX_INERT && !c->forum)) return false;
  if (!c->forum && c->kept[box->end] > c->kept[box->first]) return false;
  return c->said[box->end] > c->said[box->first] || c->inner[at] > at;
}

/* ---------------------------------------------------------------- making comments ---- */

/* An item that is a comment has no list: what held it is a group of comments. */
static void dissolve_list(tms_node *list) {
  if (!list || list->kind != TMS_KIND_LIST) return;
  list->kind = TMS_KIND_GROUP;
  list->level = 0;
  list->number = 0;
  for (tms_node *item = list->first; item; item = item->next) {
    if (item->kind != TMS_KIND_ITEM) continue;
    item->kind = TMS_KIND_GROUP;
    item->level = 0;
  }
}

static void become_comment(tms_node *node) {
  dissolve_list(node->parent);
  node->kind = TMS_KIND_COMMENT;
  node->level = 0;
  node->dropped = 0;
  node->mark = 0;
}

/* The boxes inside of a comment that are answers to it, by their shape or because they say so. */
static void find_answers(comments *c, uint32_t at) {
  const tms_page *page = c->page;
  const tms_box *outer = &page->boxes[at];
  for (uint32_t i = at; i < outer->end_box; i++) {
    const tms_box *box = &page->boxes[i];
    bool like = i == at || box->shape == outer->shape || declares_itself(box);
    if (!like || (i != at && !is_comment(c, i))) continue;
    become_comment(box->node);
    for (uint32_t k = box->first; k < box->end; k++) c->owner[k] = i;
  }
}

static bool take(comments *c, uint32_t at, tms_signer *signer) {
  tms_page *page = c->page;
  const tms_box *box = &page->boxes[at];
  find_answers(c, at);
  for (uint32_t i = box->first; i < box->end; i++) {
    tms_unit *u = &page->units[i];
    tms_node *comment = page->boxes[c->owner[i]].node;
    bool said = is_said(c, u, c->owner[i]);
    if (said && u->m.links == 0) {
      if (!c->forum) u->node->dropped = 0;
    } else if (!tms_sign(signer, comment, u, &page->boxes[u->box]) && said && !c->forum) {
      u->node->dropped = 0;
    }
  }
  if (c->forum) return true;
  tms_node *section = tms_doc_comments(page->doc);
  if (!section) return false;
  tms_node_detach(box->node);
  tms_node_append(section, box->node);
  return true;
}

tms_status tms_comments_settle(tms_page *page) {
  static const char *const called[] = {"comment"}, *const posts[] = {"comment", "post", "message", "reply", "answer", "postbit", "postcontainer"},
                           *const said[] = {"content", "text"};
  comments c = {.page = page, .forum = page->kind == TMS_PAGE_FORUM};
  if (page->is_text) return TMS_OK;
  c.called_mask = c.forum ? fill(c.called, posts, sizeof posts / sizeof posts[0]) : fill(c.called, called, sizeof called / sizeof called[0]);
  c.said_mask = fill(c.said_words, said, sizeof said / sizeof said[0]);
  c.owner = tms_arena_zero(page->arena, (page->unit_count + 1) * sizeof *c.owner);
  if (!c.owner) return page->arena->status;
  tms_signer signer;
  tms_signer_init(&signer, page->doc);
  for (uint32_t i = 1; i < page->box_count;) {
    bool called_so = is_called(&c, &page->boxes[i]);
    if (called_so && !look_once(&c)) return page->arena->status;
    if (!called_so || !is_comment(&c, i)) {
      i++;
      continue;
    }
    if (!take(&c, i, &signer)) return tms_doc_status(page->doc);
    i = page->boxes[i].end_box;
  }
  return tms_doc_status(page->doc);
}
