/* Attributes: one line each, numbers in range; a node that lacks the attribute it lives by becomes its text, or is unwrapped. */
#include "doc/characters.h"
#include "doc/iso_date.h"
#include "doc/kind.h"
#include "doc/language_tag.h"
#include "doc/normal.h"

enum { LARGEST_START = 999999999, LARGEST_SPAN = 1000 }; /* CommonMark 5.2: at most nine digits; HTML's own ceiling of colspan */

static void normal_line(tms_normalizer *n, tms_node *node, tms_slice *value) {
  if (value->len) *value = tms_text_normal(n->doc, &n->scratch, *value, TMS_WHITE_LINE, node->span);
}

static uint32_t within(uint32_t value, uint32_t least, uint32_t most) {
  return value < least ? least : value > most ? most : value;
}

/* An info string is cut at white space by every Markdown reader: so is the language of code. */
static tms_slice first_word(tms_slice value) {
  tms_slice word;
  return tms_slice_next_word(&value, &word) ? word : TMS_SLICE_NONE;
}

static void become_text(tms_node *node, tms_slice text) {
  node->kind = TMS_KIND_TEXT;
  node->text = text;
  node->target = node->title = TMS_SLICE_NONE;
}

static void fix_image(tms_normalizer *n, tms_node *image) {
  normal_line(n, image, &image->target);
  normal_line(n, image, &image->title);
  if (image->target.len) return;
  image->derived = 1; /* an alternative text stands in the source as an attribute */
  become_text(image, image->title);
}

static void fix_comment(tms_normalizer *n, tms_node *comment) {
  normal_line(n, comment, &comment->target);
  normal_line(n, comment, &comment->text);
  if (!tms_iso_date_is_valid(comment->text)) comment->text = TMS_SLICE_NONE;
}

/* What a kind doesn't use says nothing, and must not make two documents differ. */
static void clear_unused(tms_node *node) {
  unsigned uses = tms_kind_uses((tms_kind)node->kind);
  if (!(uses & TMS_USES_LEVEL)) node->level = 0;
  if (!(uses & TMS_USES_NUMBER)) node->number = 0;
  if (!(uses & TMS_USES_NUMBER2)) node->number2 = 0;
  if (!(uses & TMS_USES_TEXT)) node->text = TMS_SLICE_NONE;
  if (!(uses & TMS_USES_TARGET)) node->target = TMS_SLICE_NONE;
  if (!(uses & TMS_USES_TITLE)) node->title = TMS_SLICE_NONE;
}

void tms_normal_attributes(tms_normalizer *n, tms_node *node) {
  clear_unused(node);
  switch (node->kind) { /* long switch: one case a kind */
    case TMS_KIND_HEADING: node->level = (uint8_t)within(node->level, 1, 6); break;
    case TMS_KIND_LIST:
      node->level = node->level != 0;
      node->number = node->level ? within(node->number, 0, LARGEST_START) : 0;
      break;
    case TMS_KIND_ITEM: node->level = node->level > 2 ? 0 : node->level; break;
    case TMS_KIND_CELL:
      node->level = node->level != 0;
      node->number = within(node->number, 1, LARGEST_SPAN);
      node->number2 = within(node->number2, 1, LARGEST_SPAN);
      break;
    case TMS_KIND_CODE_BLOCK:
      node->text = tms_text_normal(n->doc, &n->scratch, node->text, TMS_WHITE_KEEP, node->span);
      normal_line(n, node, &node->target);
      node->target = first_word(node->target);
      break;
    case TMS_KIND_CODE:
    case TMS_KIND_FORMULA:
    case TMS_KIND_FORMULA_BLOCK: normal_line(n, node, &node->text); break;
    case TMS_KIND_FOOTNOTE:
    case TMS_KIND_NOTE_REFERENCE: normal_line(n, node, &node->target); break;
    case TMS_KIND_COMMENT: fix_comment(n, node); break;
    case TMS_KIND_IMAGE: fix_image(n, node); break;
    case TMS_KIND_LINK:
      normal_line(n, node, &node->target);
      normal_line(n, node, &node->title);
      if (!node->target.len) tms_node_unwrap(node);
      break;
    case TMS_KIND_SPAN:
      node->target = tms_language_tag(&n->doc->arena, node->target);
      if (!node->target.len) tms_node_unwrap(node);
      break;
    default: break;
  }
}
