/*
 * Link reference definitions (CommonMark 4.7). They stand at the begin of a paragraph and are taken off when it closes; the map is complete before
 * any inline is read. What references may add to the document is bounded, as in cmark: a long address that is named a million times is otherwise a
 * bomb for every writer.
 */
#include "base/utf8.h"
#include "markup/commonmark_block.h"
#include "unicode/class.h"

/* Spaces, tabs and up to one line ending. */
static size_t skip_one_line(tms_slice s, size_t at) {
  at = tms_md_skip_blanks(s, at);
  if (at < s.len && s.ptr[at] == '\n') at = tms_md_skip_blanks(s, at + 1);
  return at;
}

static bool ends_line(tms_slice s, size_t at) {
  at = tms_md_skip_blanks(s, at);
  return at >= s.len || s.ptr[at] == '\n';
}

static size_t next_line(tms_slice s, size_t at) {
  at = tms_md_skip_blanks(s, at);
  return at < s.len ? at + 1 : at;
}

/* Simple lower case stands for case folding; the sharp s, the one letter of common labels that folds to two, gets them (4.7 wants "a case fold"). */
static void add_folded(tms_buf *out, uint32_t c) {
  if (c == 0xDF || c == 0x1E9E) {
    tms_buf_add_cstr(out, "ss");
  } else {
    tms_buf_add_char(out, tms_char_lower(c));
  }
}

tms_slice tms_md_normalize_label(tms_md_reader *reader, tms_slice label) {
  tms_buf *out = &reader->scratch;
  bool space = false;
  tms_buf_reset(out);
  label = tms_slice_trim(label);
  for (size_t at = 0, size = 1; at < label.len; at += size) {
    uint32_t c = tms_utf8_decode(label, at, &size, NULL);
    bool is_space = c < 128 && tms_is_space((unsigned char)c);
    if (!is_space) add_folded(out, c);
    if (is_space && !space) tms_buf_add_byte(out, ' ');
    space = is_space;
  }
  if (out->status != TMS_OK && reader->arena.status == TMS_OK) reader->arena.status = out->status;
  return tms_arena_copy(&reader->arena, tms_buf_slice(out));
}

static void put_definition(tms_md_reader *reader, tms_slice label, tms_slice target, tms_slice title) {
  bool is_new;
  label = tms_md_normalize_label(reader, label);
  if (label.len == 0) return;
  uint32_t index = (uint32_t)reader->reference_count;
  if (!tms_map_put(&reader->references, label, index, &is_new) || !is_new) return; /* the first one counts */
  if (!tms_arena_grow(&reader->arena, (void **)&reader->reference, &reader->reference_room, reader->reference_count + 1, sizeof *reader->reference)) {
    return;
  }
  reader->reference[reader->reference_count++] = (tms_md_reference){tms_md_unescape(reader, target), tms_md_unescape(reader, title)};
}

/* Takes one definition off the front of *text; false where there is none. */
static bool take_definition(tms_md_reader *reader, tms_slice *text) {
  tms_slice label, target, title = TMS_SLICE_NONE, s = *text;
  size_t at = tms_md_scan_label(s, 0, &label);
  if (at == SIZE_MAX || at >= s.len || s.ptr[at] != ':') return false;
  at = tms_md_scan_destination(s, skip_one_line(s, at + 1), &target);
  if (at == SIZE_MAX) return false;
  size_t before_title = skip_one_line(s, at), end = SIZE_MAX;
  if (before_title > at) end = tms_md_scan_title(s, before_title, &title);
  if (end == SIZE_MAX || !ends_line(s, end)) {
    if (!ends_line(s, at)) return false;
    title = TMS_SLICE_NONE;
    end = at;
  }
  *text = tms_slice_from(s, next_line(s, end));
  put_definition(reader, label, target, title);
  return true;
}

static size_t count_lines(tms_slice s) {
  size_t count = 0, at = 0;
  while ((at = tms_slice_find_byte(s, '\n', at)) != SIZE_MAX) {
    count++;
    at++;
  }
  return count;
}

/* Definitions end at line ends, so whole lines go. */
void tms_md_take_definitions(tms_md_reader *reader, tms_md_block *paragraph) {
  if (paragraph->lines == 0 || reader->text.ptr[reader->lines[paragraph->line].begin] != '[') return;
  tms_slice all = tms_md_join_lines(reader, paragraph), rest = all;
  while (rest.len && rest.ptr[0] == '[' && take_definition(reader, &rest)) continue;
  if (rest.len == all.len) return;
  uint32_t taken = rest.len == 0 ? paragraph->lines : (uint32_t)count_lines(tms_slice_head(all, all.len - rest.len));
  paragraph->line += taken;
  paragraph->lines -= taken;
  if (paragraph->lines == 0) paragraph->kind = TMS_MD_NONE;
}

const tms_md_reference *tms_md_find_reference(tms_md_reader *reader, tms_slice label) {
  if (reader->reference_count == 0 || label.len > TMS_MD_LABEL) return NULL;
  tms_slice key = tms_md_normalize_label(reader, label);
  const uint32_t *index = tms_map_get(&reader->references, key);
  if (key.len == 0 || !index || *index >= reader->reference_count) return NULL;
  const tms_md_reference *found = &reader->reference[*index];
  size_t size = found->target.len + found->title.len;
  if (size > reader->expansion) return NULL;
  reader->expansion -= size;
  return found;
}
