#include "clean/choices.h"

#include "doc/walk.h"

/* `posts`: in main of a forum, where comments are the text. */
static tms_reason unwanted(const tms_node *node, const tms_options *options, bool posts) {
  switch (node->kind) {
    case TMS_KIND_TABLE: return options->no_tables ? TMS_REASON_NO_TABLES : TMS_REASON_NONE;
    case TMS_KIND_IMAGE: return options->no_images ? TMS_REASON_NO_IMAGES : TMS_REASON_NONE; /* a caption stays, as a paragraph */
    case TMS_KIND_COMMENT: return options->comments == TMS_OFF && !posts ? TMS_REASON_COMMENTS : TMS_REASON_NONE;
    default: return TMS_REASON_NONE;
  }
}

void tms_clean_choices(tms_document *doc, const tms_options *options) {
  if (!options->no_tables && !options->no_images && !options->no_links && options->comments != TMS_OFF) return;
  bool forum = tms_slice_eq(tms_metadata_get(&doc->metadata, TMS_FIELD_PAGE_KIND), TMS_SLICE("forum")), posts = false;
  tms_walk walk = tms_walk_of(doc->root);
  while (tms_walk_next(&walk)) {
    tms_node *node = walk.node;
    if (node->parent == doc->root) posts = forum && node == doc->main;
    tms_reason reason = walk.enter && !node->dropped ? unwanted(node, options, posts) : TMS_REASON_NONE;
    if (reason) {
      node->dropped = (uint8_t)reason;
      doc->normal = false;
      tms_walk_skip(&walk);
    } else if (!walk.enter && node->kind == TMS_KIND_LINK && options->no_links) {
      tms_node_unwrap(node);
      doc->normal = false;
    }
  }
}
