/* Writing the lossless object: one walk over the tree, each byte of it written once. */
#include "markup/lossless.h"

#include "base/error.h"
#include "doc/walk.h"
#include "markup/canonical_write.h"
#include "markup/lossless_keys.h"

static void write_value(tms_json_writer *writer, const tms_value *value, bool list) {
  if (!list) {
    tms_json_add_string(writer, value->items[0]);
    return;
  }
  tms_json_open(writer, '[');
  for (size_t i = 0; i < value->count; i++) tms_json_add_string(writer, value->items[i]);
  tms_json_close(writer, ']');
}

static void write_metadata(tms_json_writer *writer, const tms_metadata *metadata) {
  tms_json_name(writer, TMS_SLICE("metadata"));
  tms_json_open(writer, '{');
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &metadata->fields[field];
    if (!value->count) continue;
    tms_json_name(writer, tms_slice_cstr(tms_field_key((tms_field)field)));
    write_value(writer, value, tms_field_is_list((tms_field)field));
  }
  tms_json_close(writer, '}');
}

static void write_provenance(tms_json_writer *writer, const tms_metadata *metadata) {
  bool any = false;
  for (int field = 0; field < TMS_FIELD_COUNT; field++) {
    const tms_value *value = &metadata->fields[field];
    if (!value->count || value->from == TMS_FROM_NONE) continue;
    if (!any) {
      tms_json_name(writer, TMS_SLICE("provenance"));
      tms_json_open(writer, '{');
      any = true;
    }
    tms_json_name(writer, tms_slice_cstr(tms_field_key((tms_field)field)));
    tms_json_add_name(writer, tms_slice_cstr(tms_provenance_name(value->from)));
  }
  if (any) tms_json_close(writer, '}');
}

/*
 * A node stands in most of a document's bytes between two others, and brackets, names and keys between its strings: all of those are known beforehand. So blocks don't
 * go through the writer of JSON: they are put together from pieces, each copied as one block whatever its length. They stand on one line.
 */
typedef struct piece {
  char text[31];
  uint8_t len;
} piece;

#define PIECE(literal) \
  { (literal), sizeof(literal) - 1 }

static void add_piece(tms_buf *out, const piece *add) {
  tms_buf_add_piece(out, (const char *)add, add->len, sizeof *add);
}

static const piece openings[TMS_KIND_SPAN + 1] = {
#define X(name, text) [TMS_KIND_##name] = PIECE("{\"kind\":\"" text "\""),
    TMS_LOSSLESS_KINDS(X)
#undef X
};

/* Behind what a node begins with; the children's bracket with their key. */
static const piece keys[TMS_KEY_COUNT + 1] = {
#define X(name, key, slot, max) [TMS_KEY_##name] = PIECE(",\"" key "\":"),
    TMS_LOSSLESS_KEYS(X)
#undef X
};

static void add_key(tms_buf *out, tms_lossless_key key) {
  add_piece(out, &keys[key]);
}

static void add_number(tms_buf *out, tms_lossless_key key, uint64_t value) {
  add_key(out, key);
  tms_buf_add_u64(out, value);
}

static void add_string(tms_buf *out, tms_lossless_key key, tms_slice value, bool required) {
  if (!value.len && !required) return;
  add_key(out, key);
  tms_json_quote(out, value);
}

static void add_flag(tms_buf *out, tms_lossless_key key, bool value) {
  add_key(out, key);
  tms_buf_add(out, value ? TMS_SLICE("true") : TMS_SLICE("false"));
}

static void write_attribute(tms_buf *out, const tms_node *node, tms_lossless_key key, bool required) {
  switch (tms_lossless_key_at(key)->slot) {
    case TMS_SLOT_NONE: return;
    case TMS_SLOT_TEXT: add_string(out, key, node->text, required); return;
    case TMS_SLOT_TARGET: add_string(out, key, node->target, required); return;
    case TMS_SLOT_TITLE: add_string(out, key, node->title, required); return;
    case TMS_SLOT_LEVEL: add_number(out, key, node->level); return;
    case TMS_SLOT_NUMBER: /* the start of a list, of ordered ones alone */
      if (node->level) add_number(out, key, node->number);
      return;
    case TMS_SLOT_SPAN:
      if (node->number > 1) add_number(out, key, node->number);
      return;
    case TMS_SLOT_SPAN2:
      if (node->number2 > 1) add_number(out, key, node->number2);
      return;
    case TMS_SLOT_FLAG:
      if (node->level) add_flag(out, key, true);
      return;
    case TMS_SLOT_CHECKED:
      if (node->level) add_flag(out, key, node->level == 2);
      return;
  }
}

static void write_head(tms_buf *out, const tms_node *node) {
  const tms_lossless_kind *kind = tms_lossless_kind_at((tms_kind)node->kind);
  add_piece(out, &openings[node->kind]);
  for (uint32_t left = kind->attributes; left; left &= left - 1) {
    int key = __builtin_ctz(left);
    write_attribute(out, node, (tms_lossless_key)key, kind->required >> key & 1);
  }
}

/* Children stand in an array under their key, the caption apart: so an array begins before the first child that is no caption, and ends after the last. The array
 * of a caption's own children is that of its key. */
static void open_children(tms_buf *out, tms_kind parent) {
  add_key(out, tms_lossless_kind_at(parent)->children);
  tms_buf_add_byte(out, '[');
}

static void begin_node(tms_buf *out, const tms_node *node) {
  if (node->kind == TMS_KIND_CAPTION) return;
  if (node->prev && node->prev->kind != TMS_KIND_CAPTION) {
    tms_buf_add_byte(out, ',');
  } else if (node->parent->kind != TMS_KIND_CAPTION) {
    open_children(out, (tms_kind)node->parent->kind);
  }
}

static void end_node(tms_buf *out, const tms_node *node) {
  bool last = !node->next || node->next->kind == TMS_KIND_CAPTION;
  if (last && node->kind != TMS_KIND_CAPTION && node->parent->kind != TMS_KIND_CAPTION) tms_buf_add_byte(out, ']');
}

static void enter_node(tms_buf *out, const tms_node *node) {
  if (node->kind == TMS_KIND_TEXT) {
    tms_json_quote(out, node->text);
  } else if (node->kind == TMS_KIND_CAPTION) {
    add_key(out, TMS_KEY_CAPTION);
    tms_buf_add_byte(out, '[');
  } else {
    write_head(out, node);
  }
}

/* An empty cell or main has its array all the same: whoever reads the object finds the key. */
static void leave_node(tms_buf *out, const tms_node *node) {
  if (node->kind == TMS_KIND_TEXT) return;
  if (node->kind == TMS_KIND_CAPTION) {
    tms_buf_add_byte(out, ']');
    return;
  }
  if (!node->first && tms_lossless_kind_at((tms_kind)node->kind)->children != TMS_KEY_COUNT) {
    open_children(out, (tms_kind)node->kind);
    tms_buf_add_byte(out, ']');
  }
  tms_buf_add_byte(out, '}');
}

static void write_block(tms_buf *out, tms_node *block) {
  tms_walk walk = tms_walk_of(block);
  while (tms_walk_next(&walk)) {
    bool inner = walk.node != block;
    if (walk.enter) {
      if (inner) begin_node(out, walk.node);
      enter_node(out, walk.node);
    } else {
      leave_node(out, walk.node);
      if (inner) end_node(out, walk.node);
    }
  }
}

static void write_section(tms_json_writer *writer, tms_node *section) {
  tms_json_name(writer, tms_lossless_key_at(tms_lossless_kind_at((tms_kind)section->kind)->children)->key);
  tms_json_open(writer, '[');
  for (tms_node *block = section->first; block; block = block->next) {
    tms_json_begin(writer);
    write_block(writer->out, block);
  }
  tms_json_close(writer, ']');
}

tms_status tms_lossless_write_value(tms_document *doc, tms_json_writer *writer, tms_error *error) {
  char content_id[65];
  tms_status status = tms_content_id(doc, content_id);
  if (status != TMS_OK) return tms_fail_status(error, status, "json");
  tms_json_open(writer, '{');
  tms_json_name(writer, TMS_SLICE("tamis"));
  tms_json_add_u64(writer, 1);
  tms_json_field(writer, "content_id", tms_slice_cstr(content_id));
  write_metadata(writer, &doc->metadata);
  write_provenance(writer, &doc->metadata);
  for (tms_node *section = doc->root->first; section; section = section->next) write_section(writer, section);
  tms_json_close(writer, '}');
  status = tms_doc_status(doc);
  if (status == TMS_OK) status = writer->out->status;
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "json");
}

tms_status tms_lossless_write(tms_document *doc, uint32_t lines, tms_buf *out, tms_error *error) {
  tms_json_writer writer;
  tms_json_writer_init(&writer, out, lines);
  return tms_lossless_write_value(doc, &writer, error);
}
