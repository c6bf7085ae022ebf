/*
 * Links, images and note references: what a ']' makes of the last '[' (CommonMark 6.3 and appendix, "look for link or image"). Labels end at
 * brackets and after 999 characters, destinations after 32 parentheses, titles at their own delimiter, so that each ']' looks a bounded way ahead of
 * what is consumed.
 */
#include "markup/commonmark_inline.h"

void tms_md_scan_open(tms_md_inline *in, size_t begin, size_t end) {
  tms_md_token *open = tms_md_add_token(in, TMS_MD_OPEN, begin, end);
  if (!open) return;
  if (in->bracket) in->tokens[in->bracket].followed = true;
  open->c = in->text.ptr[begin];
  open->prev = in->bracket;
  open->next = in->last_run;
  in->bracket = (uint32_t)(in->token_count - 1);
}

static size_t skip_space(const tms_md_inline *in, size_t i) {
  while (i < in->text.len && tms_is_space((unsigned char)in->text.ptr[i])) i++;
  return i;
}

/* "(destination title)" at `i`; the position behind it, or SIZE_MAX. */
static size_t scan_inline_link(const tms_md_inline *in, size_t i, tms_slice *target, tms_slice *title) {
  if (tms_md_at(in, i) != '(') return SIZE_MAX;
  *target = *title = TMS_SLICE_NONE;
  i = skip_space(in, i + 1);
  if (tms_md_at(in, i) == ')') return i + 1;
  i = tms_md_scan_destination(in->text, i, target);
  if (i == SIZE_MAX) return SIZE_MAX;
  size_t after = skip_space(in, i);
  if (after > i && tms_md_at(in, after) != ')') {
    i = tms_md_scan_title(in->text, after, title);
    if (i == SIZE_MAX) return SIZE_MAX;
    after = skip_space(in, i);
  }
  return tms_md_at(in, after) == ')' ? after + 1 : SIZE_MAX;
}

/* "[label]" or "[]" at `i`, or the text between the brackets itself: the reference that they name. */
static const tms_md_reference *scan_reference(tms_md_inline *in, const tms_md_token *open, size_t close, size_t *end) {
  tms_slice label;
  size_t i = tms_md_scan_label(in->text, close + 1, &label);
  if (in->reader->reference_count == 0) return NULL;
  if (i != SIZE_MAX) {
    *end = i;
    return tms_md_find_reference(in->reader, label);
  }
  *end = tms_md_at(in, close + 1) == '[' && tms_md_at(in, close + 2) == ']' ? close + 3 : close + 1;
  if (open->followed) return NULL;
  return tms_md_find_reference(in->reader, tms_slice_of(in->text.ptr + open->end, close - open->end));
}

static size_t make_link(tms_md_inline *in, uint32_t number, size_t close, size_t end, tms_slice target, tms_slice title) {
  bool image = in->tokens[number].c == '!';
  tms_md_pair_runs(in, in->tokens[number].next);
  uint32_t link = tms_md_add_link(in, target, title, image);
  in->tokens[number].data = link + 1;
  tms_md_token *token = tms_md_add_token(in, TMS_MD_CLOSE, close, end);
  if (token) token->data = link;
  if (!image) in->inactive = number; /* links hold no links: the openers below are none any more */
  return end;
}

/* The label of a note at the brackets, where a footnote of that name exists. */
static bool is_note(tms_md_inline *in, const tms_md_token *open, size_t close) {
  if (tms_md_at(in, open->end) != '^' || close - open->end < 2 || close - open->end > TMS_MD_LABEL + 1 || in->reader->notes.count == 0) return false;
  tms_slice label = tms_slice_of(in->text.ptr + open->end + 1, close - open->end - 1);
  return tms_map_get(&in->reader->notes, tms_md_normalize_label(in->reader, label)) != NULL;
}

static size_t make_note(tms_md_inline *in, uint32_t number, size_t close) {
  tms_md_token *open = &in->tokens[number];
  tms_md_drop_runs(in, open->next);
  open->kind = TMS_MD_NOTE;
  open->begin = open->end - 1;
  open->a = open->end + 1;
  open->b = (uint32_t)close;
  open->end = (uint32_t)(close + 1);
  return close + 1;
}

size_t tms_md_scan_close(tms_md_inline *in, size_t close) {
  uint32_t number = in->bracket;
  if (!number) return close + 1;
  const tms_md_token *open = &in->tokens[number];
  tms_slice target, title;
  in->bracket = open->prev;
  if (open->c == '!' || number > in->inactive) {
    size_t end = scan_inline_link(in, close + 1, &target, &title);
    if (end != SIZE_MAX) return make_link(in, number, close, end, tms_md_unescape(in->reader, target), tms_md_unescape(in->reader, title));
    const tms_md_reference *reference = scan_reference(in, open, close, &end);
    if (reference) return make_link(in, number, close, end, reference->target, reference->title);
  }
  if (is_note(in, open, close)) return make_note(in, number, close);
  return close + 1;
}
