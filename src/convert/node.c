/* Reading a tree from outside: nodes are read-only. */
#include "doc/document.h"
#include "doc/kind.h"
#include "doc/walk.h"

const tms_node *tms_document_root(const tms_document *document) {
  return document ? document->root : NULL;
}

const tms_node *tms_node_parent(const tms_node *node) {
  return node ? node->parent : NULL;
}

const tms_node *tms_node_first(const tms_node *node) {
  return node ? node->first : NULL;
}

const tms_node *tms_node_next(const tms_node *node) {
  return node ? node->next : NULL;
}

tms_kind tms_node_kind(const tms_node *node) {
  return node ? (tms_kind)node->kind : TMS_KIND_DOCUMENT;
}

bool tms_document_is_empty(const tms_document *document) {
  if (!document) return true;
  tms_walk walk = tms_walk_of(document->root);
  while (tms_walk_next(&walk)) {
    if (walk.enter && !walk.node->dropped && walk.node->kind != TMS_KIND_IMAGE && tms_slice_trim(walk.node->text).len &&
        walk.node->kind != TMS_KIND_COMMENT) {
      return false;
    }
    if (walk.enter && walk.node->dropped) tms_walk_skip(&walk);
  }
  return true;
}

const char *tms_document_empty_reason(const tms_document *document) {
  if (!tms_document_is_empty(document)) return "";
  tms_reason most = TMS_REASON_NONE;
  for (tms_reason reason = TMS_REASON_NAVIGATION; document && reason <= TMS_REASON_NO_IMAGES; reason++) {
    uint64_t times = document->ledger.counts[reason];
    if (times > 0 && (most == TMS_REASON_NONE || times > document->ledger.counts[most])) most = reason;
  }
  return most == TMS_REASON_NONE ? "no-text" : tms_reason_name(most);
}

/* An attribute by name: which kinds have it, and in which of the node's strings it stands. */
typedef enum slot { SLOT_TEXT, SLOT_TARGET, SLOT_TITLE } slot;
typedef struct string_attribute {
  const char *name;
  uint8_t kind;
  uint8_t slot;
} string_attribute;
static const string_attribute strings[] = {
    {"text", TMS_KIND_TEXT, SLOT_TEXT},          {"text", TMS_KIND_CODE, SLOT_TEXT},
    {"text", TMS_KIND_CODE_BLOCK, SLOT_TEXT},    {"text", TMS_KIND_FORMULA, SLOT_TEXT},
    {"text", TMS_KIND_FORMULA_BLOCK, SLOT_TEXT}, {"date", TMS_KIND_COMMENT, SLOT_TEXT},
    {"author", TMS_KIND_COMMENT, SLOT_TARGET},   {"href", TMS_KIND_LINK, SLOT_TARGET},
    {"src", TMS_KIND_IMAGE, SLOT_TARGET},        {"language", TMS_KIND_CODE_BLOCK, SLOT_TARGET},
    {"language", TMS_KIND_SPAN, SLOT_TARGET},    {"label", TMS_KIND_NOTE_REFERENCE, SLOT_TARGET},
    {"label", TMS_KIND_FOOTNOTE, SLOT_TARGET},   {"title", TMS_KIND_LINK, SLOT_TITLE},
    {"alt", TMS_KIND_IMAGE, SLOT_TITLE},
};

static tms_slice string_of(const tms_node *node, const char *name) {
  for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
    if (strings[i].kind != node->kind || strcmp(strings[i].name, name) != 0) continue;
    return strings[i].slot == SLOT_TEXT ? node->text : strings[i].slot == SLOT_TARGET ? node->target : node->title;
  }
  return TMS_SLICE_NONE;
}

const char *tms_node_string(const tms_node *node, const char *attribute, size_t *size) {
  tms_slice value = node && attribute ? string_of(node, attribute) : TMS_SLICE_NONE;
  if (size) *size = value.len;
  return value.len ? value.ptr : "";
}

static bool is(const char *a, const char *b) {
  return strcmp(a, b) == 0;
}

uint32_t tms_node_number(const tms_node *node, const char *attribute) {
  if (!node || !attribute) return 0;
  switch (node->kind) {
    case TMS_KIND_HEADING: return is(attribute, "level") ? node->level : 0;
    case TMS_KIND_ITEM: return is(attribute, "checked") ? node->level : 0;
    case TMS_KIND_LIST: return is(attribute, "ordered") ? node->level : is(attribute, "start") ? node->number : 0;
    case TMS_KIND_CELL:
      if (is(attribute, "header")) return node->level;
      if (is(attribute, "colspan")) return node->number ? node->number : 1;
      return is(attribute, "rowspan") ? (node->number2 ? node->number2 : 1) : 0;
    default: return 0;
  }
}
