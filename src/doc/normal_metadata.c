/* Metadata: one line each, nothing empty, nothing twice, dates and languages that are what they say. */
#include "base/map.h"
#include "doc/characters.h"
#include "doc/iso_date.h"
#include "doc/language_tag.h"
#include "doc/normal.h"

static bool is_page_kind(tms_slice value) {
  static const char kinds[] = "article forum product collection listing documentation service";
  tms_slice rest = TMS_SLICE(kinds), word;
  while (tms_slice_next_word(&rest, &word)) {
    if (tms_slice_eq(word, value)) return true;
  }
  return false;
}

/* A share with two decimals. */
static bool is_quality(tms_slice value) {
  if (tms_slice_eq(value, TMS_SLICE("1.00"))) return true;
  return value.len == 4 && value.ptr[0] == '0' && value.ptr[1] == '.' && tms_is_digit((unsigned char)value.ptr[2]) &&
         tms_is_digit((unsigned char)value.ptr[3]);
}

static tms_slice normal_value(tms_normalizer *n, tms_field field, tms_slice value) {
  value = tms_text_normal(n->doc, &n->scratch, value, TMS_WHITE_LINE, TMS_SPAN_NONE);
  switch (field) {
    case TMS_FIELD_LANGUAGE: return tms_language_tag(&n->doc->arena, value);
    case TMS_FIELD_DATE_PUBLISHED:
    case TMS_FIELD_DATE_MODIFIED:
    case TMS_FIELD_DATE_RETRIEVED:
    case TMS_FIELD_WARC_DATE: return tms_iso_date_is_valid(value) ? value : TMS_SLICE_NONE;
    case TMS_FIELD_PAGE_KIND: return is_page_kind(value) ? value : TMS_SLICE_NONE;
    case TMS_FIELD_QUALITY: return is_quality(value) ? value : TMS_SLICE_NONE;
    default: return value;
  }
}

void tms_normal_metadata(tms_normalizer *n) {
  for (size_t i = 0; i < TMS_FIELD_COUNT; i++) {
    tms_value *value = &n->doc->metadata.fields[i];
    if (value->count == 0) continue;
    tms_map seen;
    size_t kept = 0;
    tms_map_init(&seen, &n->doc->arena, n->doc->seed);
    for (size_t j = 0; j < value->count; j++) {
      tms_slice item = normal_value(n, (tms_field)i, value->items[j]);
      bool is_new = false;
      if (item.len && !(value->count == 1 || tms_map_put(&seen, item, 0, &is_new))) return;
      if (item.len && (value->count == 1 || is_new)) value->items[kept++] = item;
    }
    value->count = kept;
    if (kept == 0) *value = (tms_value){0};
  }
}
