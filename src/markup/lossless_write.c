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

static void write_string(tms_json_writer *writer, const tms_lossless_key_info *info, tms_slice value, bool required) {
  if (!value.len && !required) return;
  tms_json_name(writer, info->key);
  tms_json_add_string(writer, value);
}

static void write_number(tms_json_writer *writer, const tms_lossless_key_info *info, uint64_t value, uint64_t above) {
  if (value < above) return;
  tms_json_name(writer, info->key);
  tms_json_add_u64(writer, value);
}

static void write_attribute(tms_json_writer *writer, const tms_node *node, tms_lossless_key key, bool required) {
  const tms_lossless_key_info *info = tms_lossless_key_at(key);
  switch (info->slot) {
    case TMS_SLOT_NONE: return;
    case TMS_SLOT_TEXT: write_string(writer, info, node->text, required); return;
    case TMS_SLOT_TARGET: write_string(writer, info, node->target, required); return;
    case TMS_SLOT_TITLE: write_string(writer, info, node->title, required); return;
    case TMS_SLOT_LEVEL: write_number(writer, info, node->level, 0); return;
    case TMS_SLOT_NUMBER: /* the start of a list, of ordered ones alone */
      if (node->level) write_number(writer, info, node->number, 0);
      return;
    case TMS_SLOT_SPAN: write_number(writer, info, node->number, 2); return;
    case TMS_SLOT_SPAN2: write_number(writer, info, node->number2, 2); return;
    case TMS_SLOT_FLAG:
    case TMS_SLOT_CHECKED: break;
  }
  if (!node->level) return;
  tms_json_name(writer, info->key);
  tms_json_add_bool(writer, info->slot == TMS_SLOT_FLAG || node->level == 2);
}

static void write_head(tms_json_writer *writer, const tms_node *node) {
  tms_kind kind = (tms_kind)node->kind;
  uint32_t attributes = tms_lossless_attributes(kind), required = tms_lossless_required(kind);
  tms_json_open(writer, '{');
  tms_json_name(writer, TMS_SLICE("kind"));
  tms_json_add_name(writer, tms_slice_cstr(tms_kind_name(kind)));
  for (uint32_t key = 0; attributes >> key; key++) {
    if (attributes >> key & 1) write_attribute(writer, node, (tms_lossless_key)key, required >> key & 1);
  }
}

/* Children stand in an array under their key, the caption apart: so an array begins before the first child that is no caption, and ends after the last. The array
 * of a caption's own children is that of its key. */
static bool in_array(const tms_node *node) {
  return node->kind != TMS_KIND_CAPTION && node->parent->kind != TMS_KIND_CAPTION;
}

static bool begins_array(const tms_node *node) {
  return in_array(node) && (!node->prev || node->prev->kind == TMS_KIND_CAPTION);
}

static bool ends_array(const tms_node *node) {
  return in_array(node) && (!node->next || node->next->kind == TMS_KIND_CAPTION);
}

static void open_children(tms_json_writer *writer, tms_kind parent) {
  tms_json_name(writer, tms_lossless_key_at(tms_lossless_children(parent))->key);
  tms_json_open(writer, '[');
}

static void enter_node(tms_json_writer *writer, const tms_node *node) {
  if (begins_array(node)) open_children(writer, (tms_kind)node->parent->kind);
  if (node->kind == TMS_KIND_TEXT) {
    tms_json_add_string(writer, node->text);
  } else if (node->kind == TMS_KIND_CAPTION) {
    tms_json_name(writer, TMS_SLICE("caption"));
    tms_json_open(writer, '[');
  } else {
    write_head(writer, node);
  }
}

/* An empty cell or main has its array all the same: whoever reads the object finds the key. */
static void write_no_children(tms_json_writer *writer, const tms_node *node) {
  if (node->first || tms_lossless_children((tms_kind)node->kind) == TMS_KEY_COUNT) return;
  open_children(writer, (tms_kind)node->kind);
  tms_json_close(writer, ']');
}

static void leave_node(tms_json_writer *writer, const tms_node *node) {
  if (node->kind == TMS_KIND_CAPTION) {
    tms_json_close(writer, ']');
  } else if (node->kind != TMS_KIND_TEXT) {
    write_no_children(writer, node);
    tms_json_close(writer, '}');
  }
  if (ends_array(node)) tms_json_close(writer, ']');
}

static void write_section(tms_json_writer *writer, tms_node *section) {
  tms_walk walk = tms_walk_of(section);
  while (tms_walk_next(&walk)) {
    if (walk.node == section) continue;
    if (walk.enter) {
      enter_node(writer, walk.node);
    } else {
      leave_node(writer, walk.node);
    }
  }
  write_no_children(writer, section);
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
