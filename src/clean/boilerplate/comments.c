/*
 * Comments of readers. A comment is a box that is called so, or declares itself one (schema.org), among siblings of its shape; boxes of its shape inside are answers
 * to it. Below an article the model drops them: those of which nothing was kept move to the COMMENTS section, with all they say. On a forum they are
 * the text: the posts become comments where they stand, and what was kept stays as it is.
 *
 * Linear: a box that was taken is passed over whole, and a unit is asked once for each box around it, which are as many as the document may be deep.
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
  uint32_t called[NAMES], said[NAMES]; /* hashes; 0 behind the last */
  uint64_t called_mask, said_mask;     /* 1 << (hash & 63) of each: most words are ruled out by one look */
  uint32_t *owner;                     /* of each unit: box of the innermost comment, 0 for none */
  uint32_t *text; /* of each box: itself or the innermost around it that is called a text, 0 for none; NULL until a comment is found */
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

/* Finds what is called a text, once for a page that has something called a comment. False on failed allocation. */
static bool find_texts(comments *c) {
  const tms_page *page = c->page;
  if (c->text) return true;
  c->text = tms_arena_array(page->arena, page->box_count, sizeof *c->text);
  if (!c->text) return false;
  c->text[0] = 0;
  for (uint32_t i = 1; i < page->box_count; i++) {
    const tms_node *node = page->boxes[i].node;
    bool body = node->evidence && (node->evidence->flags & TMS_SEEN_ITEMPROP_BODY);
    c->text[i] = body || is_named(node, c->said, c->said_mask) ? i : c->text[page->boxes[i].parent];
  }
  return true;
}

/* In a part of the comment that is called its text, one word is enough. Boxes inside of others have higher numbers. */
static bool is_in_text(const comments *c, const tms_unit *u, uint32_t comment) {
  return c->text[u->box] > comment;
}

/* The text of a comment: a sentence, or a few words that are no link and no button. */
static bool is_said(const comments *c, const tms_unit *u, uint32_t comment) {
  uint8_t role = c->page->boxes[u->box].landmark;
  bool control = role == TMS_ROLE_BUTTON || role == TMS_ROLE_FORM || role == TMS_ROLE_MENU;
  bool label = u->repeats >= LABEL_REPEATS && u->m.words < LABEL_WORDS;
  if (control || label || u->m.words == 0 || u->m.link_words * 2 > u->m.words) return false;
  return u->m.words >= 8 || (u->m.words >= 4 && u->m.enders > 0) || is_in_text(c, u, comment);
}

/* Is it named or declared one, among others? */
static bool is_called(const comments *c, const tms_box *box) {
  return declares_itself(box) || (box->twins > 1 && is_named(box->node, c->called, c->called_mask));
}

/* Below an article nothing of it may have been kept; on a forum something must have been. */
static bool is_comment(const comments *c, uint32_t at) {
  const tms_page *page = c->page;
  const tms_box *box = &page->boxes[at];
  uint32_t words = tms_box_words(page, box), said = 0;
  bool holder = box->node->kind == TMS_KIND_GROUP || box->node->kind == TMS_KIND_ITEM;
  if (!holder || words < (c->forum ? 1 : 4) || words > (c->forum ? MOST_POST : MOST_WORDS)) return false;
  if (box->flags & TMS_BOX_HIDDEN || (box->flags & TMS_BOX_INERT && !c->forum)) return false;
  for (uint32_t i = box->first; i < box->end; i++) {
    bool kept = !page->units[i].node->dropped;
    if (kept && !c->forum) return false;
    said += (kept || !c->forum) && is_said(c, &page->units[i], at);
  }
  return said > 0;
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
  c.said_mask = fill(c.said, said, sizeof said / sizeof said[0]);
  c.owner = tms_arena_zero(page->arena, (page->unit_count + 1) * sizeof *c.owner);
  if (!c.owner) return page->arena->status;
  tms_signer signer;
  tms_signer_init(&signer, page->doc);
  for (uint32_t i = 1; i < page->box_count;) {
    bool called_so = is_called(&c, &page->boxes[i]);
    if (called_so && !find_texts(&c)) return page->arena->status;
    if (!called_so || !is_comment(&c, i)) {
      i++;
      continue;
    }
    if (!take(&c, i, &signer)) return tms_doc_status(page->doc);
    i = page->boxes[i].end_box;
  }
  return tms_doc_status(page->doc);
}
