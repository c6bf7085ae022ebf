/* The formats, and the names of encodings, as the world sees them. */
#include "base/slice.h"
#include "charset/label.h"
#include "convert/options.h"
#include "formats/registry.h"

bool tms_format_at(size_t index, tms_format_info *info) {
  const tms_format *format = tms_registry_at(index);
  if (!format || !info) return false;
  size_t size = info->size < sizeof *info ? info->size : sizeof *info;
  tms_format_info own = {.size = size,
                         .name = format->name,
                         .endings = format->endings,
                         .aliases = format->aliases,
                         .about = format->about,
                         .reads = format->read || format->split,
                         .writes = format->write || format->many,
                         .holds_many = (format->flags & TMS_FORMAT_MANY) != 0,
                         .cleans = (format->flags & TMS_FORMAT_SCRAPED) != 0,
                         .wraps = format->many != NULL};
  memcpy(info, &own, size);
  return true;
}

const char *tms_format_name(const char *name_or_alias) {
  const tms_format *format = name_or_alias ? tms_registry_find(tms_slice_cstr(name_or_alias)) : NULL;
  return format ? format->name : NULL;
}

const char *tms_format_of_file(const char *file_name) {
  tms_slice name = tms_slice_cstr(file_name), gz = TMS_SLICE(".gz");
  const tms_format *format = tms_registry_of_file(name);
  if (!format && name.len > gz.len && tms_slice_eq_nocase(tms_slice_from(name, name.len - gz.len), gz)) {
    format = tms_registry_of_file(tms_slice_head(name, name.len - gz.len));
  }
  return format ? format->name : NULL;
}

const char *tms_encoding_name(const char *label) {
  const tms_encoding *encoding = label ? tms_encoding_of_any_label(tms_slice_cstr(label)) : NULL;
  return encoding ? encoding->name : NULL;
}

_Static_assert((int)TMS_ENCODINGS_NEAREST == (int)TMS_LABELS_NEAREST, "the table fills what the caller has");

size_t tms_encoding_nearest(const char *label, const char *nearest[TMS_ENCODINGS_NEAREST]) {
  return label ? tms_label_nearest(tms_slice_cstr(label), nearest) : 0;
}
