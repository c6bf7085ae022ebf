#include "doc/metadata.h"

static const tms_slice keys[TMS_FIELD_COUNT] = {
#define X(name, key, list) TMS_SLICE_INIT(key),
    TMS_METADATA_FIELDS(X)
#undef X
};

static const bool lists[TMS_FIELD_COUNT] = {
#define X(name, key, list) list,
    TMS_METADATA_FIELDS(X)
#undef X
};

static const char *const provenances[TMS_PROVENANCE_COUNT] = {"", "json-ld", "og", "meta", "html", "text", "header", "warc", "user"};

const char *tms_field_key(tms_field field) {
  return field < TMS_FIELD_COUNT ? keys[field].ptr : "";
}

bool tms_field_is_list(tms_field field) {
  return field < TMS_FIELD_COUNT && lists[field];
}

tms_field tms_field_of_key(tms_slice key) {
  for (size_t i = 0; i < TMS_FIELD_COUNT; i++) {
    if (tms_slice_eq(key, keys[i])) return (tms_field)i;
  }
  return TMS_FIELD_COUNT;
}

const char *tms_provenance_name(tms_provenance from) {
  return from < TMS_PROVENANCE_COUNT ? provenances[from] : "";
}

tms_provenance tms_provenance_of_name(tms_slice name) {
  for (size_t i = 0; i < TMS_PROVENANCE_COUNT; i++) {
    if (tms_slice_eq(name, tms_slice_cstr(provenances[i]))) return (tms_provenance)i;
  }
  return TMS_PROVENANCE_COUNT;
}

void tms_metadata_unset(tms_metadata *metadata, tms_field field) {
  metadata->fields[field] = (tms_value){0};
}

bool tms_metadata_set(tms_metadata *metadata, tms_arena *arena, tms_field field, tms_slice text, tms_provenance from) {
  tms_metadata_unset(metadata, field);
  return text.len == 0 || tms_metadata_add(metadata, arena, field, text, from);
}

bool tms_metadata_add(tms_metadata *metadata, tms_arena *arena, tms_field field, tms_slice text, tms_provenance from) {
  tms_value *value = &metadata->fields[field];
  if (text.len == 0) return true;
  if (!lists[field]) tms_metadata_unset(metadata, field);
  tms_slice *items = value->items;
  /* Room doubles: it is full exactly where the count is a power of two. */
  if ((value->count & (value->count - 1)) == 0) {
    items = tms_arena_array(arena, value->count ? value->count * 2 : 1, sizeof *items);
    if (!items) return false;
    if (value->count) memcpy(items, value->items, value->count * sizeof *items);
  }
  tms_slice copy = tms_arena_copy(arena, text);
  if (!copy.ptr) return false;
  items[value->count] = copy;
  value->items = items;
  value->count++;
  value->from = from;
  return true;
}

tms_slice tms_metadata_get(const tms_metadata *metadata, tms_field field) {
  const tms_value *value = &metadata->fields[field];
  return value->count ? value->items[0] : TMS_SLICE_NONE;
}
