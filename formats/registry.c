#include "formats/registry.h"

/* One line a format. The order breaks ties between equal bids. */
extern const tms_format tms_format_canonical, tms_format_bundle, tms_format_json, tms_format_jsonl, tms_format_tei, tms_format_html,
    tms_format_markdown, tms_format_text;

static const tms_format *const formats[] = {
    &tms_format_canonical, &tms_format_text, &tms_format_json,     &tms_format_jsonl,
    &tms_format_tei,       &tms_format_html, &tms_format_markdown, &tms_format_bundle,
};

const tms_format *tms_registry_at(size_t index) {
  return index < sizeof formats / sizeof formats[0] ? formats[index] : NULL;
}

static bool has_word(const char *list, tms_slice wanted) {
  tms_slice rest = tms_slice_cstr(list), word;
  while (tms_slice_next_word(&rest, &word)) {
    if (tms_slice_eq_nocase(word, wanted)) return true;
  }
  return false;
}

const tms_format *tms_registry_find(tms_slice name) {
  const tms_format *format;
  for (size_t i = 0; (format = tms_registry_at(i)); i++) {
    if (tms_slice_eq_nocase(tms_slice_cstr(format->name), name) || has_word(format->aliases, name)) return format;
  }
  return NULL;
}

/* Length of the longest ending of `format` that the name has, or 0. */
static size_t longest_ending(const tms_format *format, tms_slice name) {
  tms_slice rest = tms_slice_cstr(format->endings), ending;
  size_t longest = 0;
  while (tms_slice_next_word(&rest, &ending)) {
    if (ending.len <= longest || ending.len >= name.len) continue;
    if (tms_slice_eq_nocase(tms_slice_from(name, name.len - ending.len), ending)) longest = ending.len;
  }
  return longest;
}

const tms_format *tms_registry_of_file(tms_slice file_name) {
  const tms_format *format, *best = NULL;
  size_t longest = 0;
  for (size_t i = 0; (format = tms_registry_at(i)); i++) {
    size_t length = longest_ending(format, file_name);
    if (length > longest) {
      longest = length;
      best = format;
    }
  }
  return best;
}
