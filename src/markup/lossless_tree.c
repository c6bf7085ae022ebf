/*
 * Reading the nodes of the lossless object. Keys may come in any order, so a node is made when its `{` is seen and gets its kind when its `}` is:
 * until then it has collected attributes, and a bit for each key. What the kind allows is then one comparison of bits. An explicit stack stands
 * for the open brackets; the JSON reader bounds their number. Linear: one step a token.
 */
#include "base/assert.h"
#include "base/size.h"
#include "markup/lossless_parts.h"

typedef struct frame {
  tms_node *node;    /* object: the node itself; array: the node whose children these are */
  tms_node *caption; /* object: its caption, once read */
  size_t offset;     /* of the bracket */
  uint32_t seen;     /* object: bits of the keys so far */
  uint8_t array;     /* tms_lossless_key of the array; TMS_KEY_KIND: this is an object */
  uint8_t kind;      /* object: once "kind" was read */
} frame;

typedef struct node_stack {
  tms_lossless_reader *reader;
  size_t depth; /* frames in use; never more than the JSON reader has containers open */
  frame frames[TMS_JSON_DEPTH];
} node_stack;

/* Most names that a token is compared with differ from it in length or in the first letter. */
static inline bool is_name(const tms_json_token *token, tms_slice name) {
  if (!token->plain) return tms_json_is(token, name);
  return token->raw.len == name.len && token->raw.ptr[0] == name.ptr[0] && memcmp(token->raw.ptr, name.ptr, name.len) == 0;
}

static uint8_t kind_of_name(const tms_json_token *token) {
  static const struct {
    tms_slice name;
    uint8_t kind;
  } kinds[] = {
#define X(name, text) {TMS_SLICE_INIT(text), TMS_KIND_##name},
      TMS_LOSSLESS_KINDS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (is_name(token, kinds[i].name)) return kinds[i].kind;
  }
  return TMS_KIND_DOCUMENT;
}

/* The most frequent first, too; the others behind them. */
static tms_lossless_key key_of_name(const tms_json_token *token) {
  static const uint8_t often[] = {TMS_KEY_KIND,  TMS_KEY_INLINES, TMS_KEY_HREF,  TMS_KEY_BLOCKS,
                                  TMS_KEY_CELLS, TMS_KEY_LEVEL,   TMS_KEY_ITEMS, TMS_KEY_TEXT};
  for (size_t i = 0; i < sizeof often; i++) {
    if (is_name(token, tms_lossless_key_at((tms_lossless_key)often[i])->key)) return (tms_lossless_key)often[i];
  }
  for (int key = 0; key < TMS_KEY_COUNT; key++) {
    if (is_name(token, tms_lossless_key_at((tms_lossless_key)key)->key)) return (tms_lossless_key)key;
  }
  return TMS_KEY_COUNT;
}

/* May a node of this kind stand in an array of this key? */
static bool fits(tms_lossless_key array, uint8_t kind) {
  switch (array) {
    case TMS_KEY_INLINES:
    case TMS_KEY_CAPTION: return tms_kind_is_inline((tms_kind)kind);
    case TMS_KEY_BLOCKS: return tms_kind_allows(TMS_KIND_MAIN, (tms_kind)kind);
    case TMS_KEY_ITEMS: return kind == TMS_KIND_ITEM;
    case TMS_KEY_ENTRIES: return kind == TMS_KIND_TERM || kind == TMS_KIND_DEFINITION;
    case TMS_KEY_ROWS: return kind == TMS_KIND_ROW;
    case TMS_KEY_CELLS: return kind == TMS_KIND_CELL;
    case TMS_KEY_IMAGES: return kind == TMS_KIND_IMAGE;
    case TMS_KEY_COMMENTS: return kind == TMS_KIND_COMMENT;
    default: return false;
  }
}

static frame *push(node_stack *stack, tms_node *node, tms_lossless_key array) {
  TMS_ASSERT(stack->depth < TMS_JSON_DEPTH);
  frame *top = &stack->frames[stack->depth++];
  *top = (frame){.node = node, .array = (uint8_t)array, .offset = stack->reader->token.offset};
  return top;
}

/* A node that has no kind yet: a group is what may hold anything. */
static tms_node *add_node(node_stack *stack, tms_node *parent, tms_kind kind) {
  tms_node *node = tms_doc_node(stack->reader->doc, kind);
  if (node) tms_node_append(parent, node);
  return node;
}

/* Where the characters of the last token stand. */
static tms_span span_of(const tms_lossless_reader *reader) {
  size_t begin = (size_t)(reader->token.raw.ptr - reader->json.text.ptr);
  return (tms_span){tms_size_clamp_u32(begin), tms_size_clamp_u32(begin + reader->token.raw.len)};
}

static bool read_text(node_stack *stack, const frame *top) {
  tms_lossless_reader *reader = stack->reader;
  if (top->array != TMS_KEY_INLINES && top->array != TMS_KEY_CAPTION) return tms_lossless_refuse(reader, "text can't stand among these nodes");
  tms_slice text = tms_lossless_string(reader);
  tms_node *node = text.len ? add_node(stack, top->node, TMS_KIND_TEXT) : NULL;
  if (!node) return tms_doc_status(reader->doc) == TMS_OK;
  node->text = text;
  node->span = span_of(reader);
  return true;
}

/* Inside an array. */
static bool read_element(node_stack *stack, const frame *top) {
  tms_lossless_reader *reader = stack->reader;
  switch (reader->token.kind) {
    case TMS_JSON_ARRAY_END: stack->depth--; return true;
    case TMS_JSON_STRING: return read_text(stack, top);
    case TMS_JSON_OBJECT: {
      tms_node *node = add_node(stack, top->node, TMS_KIND_GROUP);
      return node && push(stack, node, TMS_KEY_KIND);
    }
    default: return tms_lossless_refuse(reader, "a node is an object, or a string among inlines");
  }
}

static bool read_children(node_stack *stack, frame *top, tms_lossless_key key) {
  tms_lossless_reader *reader = stack->reader;
  if (reader->token.kind != TMS_JSON_ARRAY) return tms_lossless_refuse(reader, "an array is expected here");
  tms_node *parent = top->node;
  if (key == TMS_KEY_CAPTION) {
    parent = top->caption = add_node(stack, parent, TMS_KIND_CAPTION);
    if (!parent) return false;
  }
  return push(stack, parent, key);
}

static bool read_kind(node_stack *stack, frame *top) {
  tms_lossless_reader *reader = stack->reader;
  top->kind = reader->token.kind == TMS_JSON_STRING ? kind_of_name(&reader->token) : TMS_KIND_DOCUMENT;
  return top->kind != TMS_KIND_DOCUMENT || tms_lossless_refuse(reader, "no kind of this name");
}

static bool read_text_slot(node_stack *stack, tms_node *node, tms_lossless_slot slot) {
  tms_lossless_reader *reader = stack->reader;
  if (reader->token.kind != TMS_JSON_STRING) return tms_lossless_refuse(reader, "a string is expected here");
  tms_slice value = tms_lossless_string(reader);
  if (slot == TMS_SLOT_TARGET) node->target = value;
  if (slot == TMS_SLOT_TITLE) node->title = value;
  if (slot == TMS_SLOT_TEXT) {
    node->text = value;
    node->span = span_of(reader);
  }
  return true;
}

static bool read_flag_slot(node_stack *stack, tms_node *node, tms_lossless_slot slot) {
  tms_json_kind kind = stack->reader->token.kind;
  if (kind != TMS_JSON_TRUE && kind != TMS_JSON_FALSE) return tms_lossless_refuse(stack->reader, "true or false is expected here");
  bool on = kind == TMS_JSON_TRUE;
  node->level = slot == TMS_SLOT_CHECKED ? (on ? 2 : 1) : (on ? 1 : 0);
  return true;
}

static bool read_number_slot(node_stack *stack, tms_node *node, const tms_lossless_key_info *info) {
  uint64_t number;
  bool zero = info->slot == TMS_SLOT_NUMBER;
  if (!tms_json_u64(&stack->reader->token, info->max, &number) || (number == 0 && !zero)) {
    return tms_lossless_refuse(stack->reader, "this number is none, or too small or too large here");
  }
  if (info->slot == TMS_SLOT_LEVEL) node->level = (uint8_t)number;
  if (info->slot == TMS_SLOT_NUMBER || info->slot == TMS_SLOT_SPAN) node->number = (uint32_t)number;
  if (info->slot == TMS_SLOT_SPAN2) node->number2 = (uint32_t)number;
  return true;
}

/* The value of a key that we know. */
static bool read_value(node_stack *stack, frame *top, tms_lossless_key key) {
  const tms_lossless_key_info *info = tms_lossless_key_at(key);
  switch (info->slot) {
    case TMS_SLOT_NONE: return key == TMS_KEY_KIND ? read_kind(stack, top) : read_children(stack, top, key);
    case TMS_SLOT_TEXT:
    case TMS_SLOT_TARGET:
    case TMS_SLOT_TITLE: return read_text_slot(stack, top->node, info->slot);
    case TMS_SLOT_FLAG:
    case TMS_SLOT_CHECKED: return read_flag_slot(stack, top->node, info->slot);
    default: return read_number_slot(stack, top->node, info);
  }
}

/* A caption stands first in a table, last in a figure, wherever its key stood. */
static void place_caption(const frame *top) {
  tms_node *node = top->node, *caption = top->caption;
  if (!caption) return;
  tms_node_detach(caption);
  if (node->kind == TMS_KIND_TABLE && node->first) {
    tms_node_insert_before(node->first, caption);
  } else {
    tms_node_append(node, caption);
  }
}

/* Defaults are those of doc/document.h. */
static void set_kind(const frame *top) {
  tms_node *node = top->node;
  node->kind = top->kind;
  if (node->kind == TMS_KIND_LIST) node->number = !node->level ? 0 : top->seen & TMS_KEY_BIT(START) ? node->number : 1;
  if (node->kind == TMS_KIND_CELL && !node->number) node->number = 1;
  if (node->kind == TMS_KIND_CELL && !node->number2) node->number2 = 1;
  place_caption(top);
}

/* At `}`: the kind is known now, and so is what it may have. */
static bool end_node(node_stack *stack) {
  const frame *top = &stack->frames[--stack->depth];
  tms_lossless_reader *reader = stack->reader;
  tms_kind kind = (tms_kind)top->kind;
  const tms_lossless_kind *info = tms_lossless_kind_at(kind);
  reader->token.offset = top->offset; /* what is refused now is the whole object */
  if (!(top->seen & TMS_KEY_BIT(KIND))) return tms_lossless_refuse(reader, "a node without kind");
  if (!fits((tms_lossless_key)stack->frames[stack->depth - 1].array, top->kind)) return tms_lossless_refuse(reader, "this kind can't stand here");
  uint32_t required = info->required | TMS_KEY_BIT(KIND), allowed = required | info->attributes;
  if (info->children != TMS_KEY_COUNT) required |= (uint32_t)1 << info->children;
  if (kind == TMS_KIND_TABLE || kind == TMS_KIND_FIGURE) allowed |= TMS_KEY_BIT(CAPTION);
  if (top->seen & ~(allowed | required)) return tms_lossless_refuse(reader, "a key that this kind doesn't have");
  if (required & ~top->seen) return tms_lossless_refuse(reader, "a key that this kind needs is missing");
  set_kind(top);
  return true;
}

/* Inside an object. */
static bool read_member(node_stack *stack, frame *top) {
  tms_lossless_reader *reader = stack->reader;
  if (reader->token.kind == TMS_JSON_OBJECT_END) return end_node(stack);
  tms_lossless_key key = key_of_name(&reader->token);
  if (key == TMS_KEY_COUNT) return tms_lossless_skip(reader);
  if (top->seen >> key & 1) return tms_lossless_refuse(reader, "a key stands twice");
  top->seen |= (uint32_t)1 << key;
  return tms_lossless_next(reader) && read_value(stack, top, key);
}

bool tms_lossless_read_nodes(tms_lossless_reader *reader, tms_node *parent, tms_lossless_key key) {
  node_stack stack;
  stack.reader = reader;
  stack.depth = 0;
  push(&stack, parent, key);
  while (stack.depth) {
    frame *top = &stack.frames[stack.depth - 1];
    if (!tms_lossless_next(reader)) return false;
    if (!(top->array == TMS_KEY_KIND ? read_member(&stack, top) : read_element(&stack, top))) return false;
  }
  return true;
}
