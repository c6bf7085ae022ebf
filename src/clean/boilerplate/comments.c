/*
 * A comment is a box that is called "comment", has a sibling of its shape, and holds nothing that was kept. Of what it holds, sentences are its text; a name in a
 * short line is its author, a date its date; buttons and the rest stay dropped. An answer inside a comment becomes part of it.
 * Linear: a box that was taken is passed over whole.
 */
#include "clean/boilerplate/comments.h"

#include "clean/metadata.h"
#include "doc/kind.h"
#include "doc/text.h"

enum { MOST_WORDS = 3000 }; /* a box with more is no comment but the page */

static bool is_called(const tms_box *box, const uint32_t hashes[2]) {
  const tms_evidence *seen = box->node->evidence;
  for (uint32_t i = 0; seen && i < seen->name_count; i++) {
    if (seen->names[i] == hashes[0] || seen->names[i] == hashes[1]) return true;
  }
  return false;
}

/* The text of a comment: a sentence, or a few words that are no link and no button. */
static bool is_said(const tms_page *page, const tms_unit *u) {
  uint8_t role = page->boxes[u->box].landmark;
  bool control = role == TMS_ROLE_BUTTON || role == TMS_ROLE_FORM || role == TMS_ROLE_MENU;
  return !control && u->m.words >= 4 && u->m.link_words * 2 <= u->m.words && (u->m.words >= 8 || u->m.enders > 0);
}

static bool is_comment(const tms_page *page, const tms_box *box, const uint32_t hashes[2]) {
  uint32_t words = tms_box_words(page, box), said = 0;
  bool holder = box->node->kind == TMS_KIND_GROUP || box->node->kind == TMS_KIND_ITEM;
  if (!holder || box->twins < 2 || words < 4 || words > MOST_WORDS || box->flags & (TMS_BOX_HIDDEN | TMS_BOX_INERT) || !is_called(box, hashes))
    return false;
  for (uint32_t i = box->first; i < box->end; i++) {
    if (!page->units[i].node->dropped) return false;
    said += is_said(page, &page->units[i]);
  }
  return said > 0;
}

/* Author and date of a comment, from the short lines that are not its text. */
static void sign(tms_document *doc, tms_node *comment, const tms_unit *u) {
  tms_date date;
  tms_people people = {0};
  if (u->m.words == 0 || u->m.words > 12) return;
  tms_slice text = tms_node_text_folded(doc, u->node);
  if (!comment->text.len && tms_date_find(text, true, &date)) {
    comment->text = tms_doc_copy(doc, tms_date_slice(&date));
    text = tms_slice_trim(tms_slice_head(text, date.begin));
  }
  size_t says = tms_slice_find(text, TMS_SLICE(" says:"), 0); /* WordPress: "Tom says:" */
  if (says != SIZE_MAX) text = tms_slice_head(text, says);
  if (comment->target.len || text.len == 0) return;
  tms_people_add(doc, &people, text, TMS_SLICE_NONE, u->m.links > 0);
  if (people.count == 1) comment->target = people.names[0];
}

static bool move(tms_page *page, const tms_box *box) {
  tms_node *section = tms_doc_comments(page->doc), *comment = tms_doc_node(page->doc, TMS_KIND_COMMENT);
  if (!section || !comment) return false;
  for (uint32_t i = box->first; i < box->end; i++) {
    tms_unit *u = &page->units[i];
    if (is_said(page, u)) {
      u->node->dropped = 0;
    } else {
      sign(page->doc, comment, u);
    }
  }
  comment->evidence = box->node->evidence;
  tms_node_append(section, comment);
  tms_node_move_children(box->node, comment);
  box->node->dropped = TMS_REASON_COMMENTS;
  return true;
}

tms_status tms_comments_settle(tms_page *page) {
  const uint32_t hashes[2] = {tms_evidence_hash(TMS_SLICE("comment")), tms_evidence_hash(TMS_SLICE("https://schema.org/Comment"))};
  if (page->kind == TMS_PAGE_FORUM || page->is_text) return TMS_OK;
  for (size_t i = 1; i < page->box_count;) {
    const tms_box *box = &page->boxes[i];
    if (!is_comment(page, box, hashes)) {
      i++;
      continue;
    }
    if (!move(page, box)) return tms_doc_status(page->doc);
    i = box->end_box;
  }
  return tms_doc_status(page->doc);
}
