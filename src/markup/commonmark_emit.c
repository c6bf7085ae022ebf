/*
 * Phase 2, second half: tokens into the document, in one pass. What is open stands on a stack: pairs of delimiters and links nest by construction,
 * HTML tags needn't, so closing one thing closes what was opened after it, and the late close of that finds it closed already. Each entry is pushed
 * and popped once: linear.
 */
#include "markup/commonmark_inline.h"

void tms_md_inline_init(tms_md_inline *in, tms_md_reader *reader, tms_builder *to) {
  *in = (tms_md_inline){.reader = reader, .to = to};
  tms_buf_init(&in->capture, reader->doc->allocator, reader->doc->limits.max_memory);
  tms_buf_init(&in->mixed, reader->doc->allocator, reader->doc->limits.max_memory);
}

void tms_md_inline_release(tms_md_inline *in) {
  tms_buf_release(&in->capture);
  tms_buf_release(&in->mixed);
}

/* ---- source ranges ---- */

/* Where offset `at` of the leaf's text stands in the decoded input. Offsets never go back, so the lines are gone through once. */
static uint32_t source_of(tms_md_inline *in, size_t at) {
  const tms_md_reader *reader = in->reader;
  if (!in->leaf) return 0;
  if (in->plain) return reader->offset + (uint32_t)((size_t)(in->text.ptr - reader->text.ptr) + at);
  while (in->line + 1 < in->leaf->line + in->leaf->lines) {
    const tms_md_line *line = &reader->lines[in->line];
    size_t next = in->line_at + (line->end - line->begin) + 1;
    if (at < next) break;
    in->line_at = next;
    in->line++;
  }
  const tms_md_line *line = &reader->lines[in->line];
  size_t ahead = at - in->line_at, length = line->end - line->begin;
  return reader->offset + line->begin + (uint32_t)(ahead < length ? ahead : length);
}

/* ---- text ---- */

static tms_slice capture_slice(tms_md_inline *in, tms_buf *buf) {
  if (buf->status != TMS_OK && in->reader->doc->arena.status == TMS_OK) in->reader->doc->arena.status = buf->status;
  return tms_doc_copy(in->reader->doc, tms_buf_slice(buf));
}

static void flush(tms_md_inline *in) {
  if (in->is_mixed) {
    tms_text(in->to, capture_slice(in, &in->mixed), in->span);
    tms_buf_reset(&in->mixed);
  } else {
    tms_text(in->to, in->pending, in->span);
  }
  in->is_mixed = false;
  in->pending = TMS_SLICE_NONE;
}

/* Adds text that stands at [begin, end) of the leaf. Neighbours become one text node: one slice while they touch, else a copy. */
static void add_text(tms_md_inline *in, tms_slice text, size_t begin, size_t end) {
  if (text.len == 0) return;
  if (in->capturing) {
    tms_buf_add(&in->capture, text);
    return;
  }
  uint32_t from = source_of(in, begin), to = source_of(in, end);
  if (!in->is_mixed && in->pending.len == 0) {
    in->pending = text;
    in->span = (tms_span){from, to};
    return;
  }
  in->span.end = to;
  if (!in->is_mixed && in->pending.ptr + in->pending.len == text.ptr) {
    in->pending.len += text.len;
    return;
  }
  if (!in->is_mixed) tms_buf_add(&in->mixed, in->pending);
  in->is_mixed = true;
  tms_buf_add(&in->mixed, text);
}

static void add_range(tms_md_inline *in, size_t begin, size_t end) {
  if (end > begin) add_text(in, tms_slice_of(in->text.ptr + begin, end - begin), begin, end);
}

static void add_chars(tms_md_inline *in, const tms_md_token *token) {
  tms_buf *scratch = &in->reader->scratch;
  tms_buf_reset(scratch);
  tms_buf_add_char(scratch, token->a);
  if (token->b) tms_buf_add_char(scratch, token->b);
  add_text(in, capture_slice(in, scratch), token->begin, token->end);
}

/* ---- the stack ---- */

static tms_node *leaf_node(tms_md_inline *in, tms_kind kind, size_t begin, size_t end) {
  flush(in);
  tms_node *node = tms_leaf(in->to, kind);
  uint32_t from = source_of(in, begin);
  node->span = (tms_span){from, source_of(in, end)};
  return node;
}

/* A </span> ends formulas too. */
static unsigned tag_slot(const tms_md_entry *entry) {
  return (entry->kind == TMS_KIND_FORMULA ? TMS_KIND_SPAN : entry->kind) & 63u;
}

static void push(tms_md_inline *in, tms_md_entry entry, tms_slice title) {
  if (!tms_arena_grow(&in->reader->arena, (void **)&in->entries, &in->entry_room, in->entry_count + 1, sizeof *in->entries)) return;
  if (!in->capturing) {
    flush(in);
    if (!entry.captures && !entry.hollow) {
      tms_node *node = tms_open(in->to, (tms_kind)entry.kind);
      node->target = entry.target;
      node->title = title;
      entry.node = true;
    }
  }
  if (entry.captures) {
    if (in->capturing == 0) tms_buf_reset(&in->capture);
    in->capturing++;
  }
  if (entry.by == TMS_MD_BY_TAG) in->tags_open[tag_slot(&entry)]++;
  if (entry.by == TMS_MD_BY_PAIR) in->pairs[entry.number].open = true;
  if (entry.by == TMS_MD_BY_LINK) in->links[entry.number].open = true;
  in->entries[in->entry_count++] = entry;
}

/* What was captured becomes a leaf: the alt text of an image, code, a formula. */
static void end_capture(tms_md_inline *in, const tms_md_entry *entry) {
  if (--in->capturing > 0) return;
  tms_slice text = capture_slice(in, &in->capture);
  tms_node *node = tms_leaf(in->to, (tms_kind)entry->kind);
  if (entry->kind == TMS_KIND_IMAGE) {
    node->target = entry->target;
    node->title = text;
    node->derived = 1;
  } else {
    node->text = text;
  }
}

static void pop(tms_md_inline *in) {
  tms_md_entry *entry = &in->entries[--in->entry_count];
  if (!in->capturing) flush(in);
  if (entry->captures) end_capture(in, entry);
  if (entry->node) tms_close(in->to);
  if (entry->by == TMS_MD_BY_TAG) in->tags_open[tag_slot(entry)]--;
  if (entry->by == TMS_MD_BY_PAIR) in->pairs[entry->number].open = false;
  if (entry->by == TMS_MD_BY_LINK) in->links[entry->number].open = false;
}

static void close_pair(tms_md_inline *in, uint32_t number) {
  while (in->pairs[number].open && in->entry_count > 0) pop(in);
}

static void close_link(tms_md_inline *in, uint32_t number) {
  while (in->links[number].open && in->entry_count > 0) pop(in);
}

static bool close_tag(tms_md_inline *in, const tms_md_entry *entry) {
  uint32_t *open = &in->tags_open[tag_slot(entry)], before = *open;
  if (before == 0) return false;
  while (*open == before && in->entry_count > 0) pop(in);
  return true;
}

/* ---- tokens ---- */

static void emit_code(tms_md_inline *in, const tms_md_token *token) {
  tms_slice code = tms_slice_of(in->text.ptr + token->a, token->b - token->a);
  bool blank = tms_slice_trim(code).len == 0;
  if (tms_slice_find_byte(code, '\n', 0) != SIZE_MAX) {
    char *bytes = tms_arena_alloc(&in->reader->doc->arena, code.len);
    for (size_t i = 0; bytes && i < code.len; i++) bytes[i] = code.ptr[i] == '\n' ? ' ' : code.ptr[i];
    code = bytes ? tms_slice_of(bytes, code.len) : TMS_SLICE_NONE;
  }
  if (!blank && code.len >= 2 && code.ptr[0] == ' ' && code.ptr[code.len - 1] == ' ') code = tms_slice_of(code.ptr + 1, code.len - 2);
  if (in->capturing) {
    tms_buf_add(&in->capture, code);
  } else {
    leaf_node(in, TMS_KIND_CODE, token->a, token->b)->text = code;
  }
}

static void emit_run(tms_md_inline *in, const tms_md_token *token) {
  for (uint32_t i = token->closes; i; i = in->pairs[i].next_close) close_pair(in, i);
  add_range(in, token->begin + token->a, token->end - token->b);
  for (uint32_t i = token->opens; i; i = in->pairs[i].next_open) {
    push(in, (tms_md_entry){.by = TMS_MD_BY_PAIR, .kind = in->pairs[i].kind, .number = i}, TMS_SLICE_NONE);
  }
}

static void open_link(tms_md_inline *in, uint32_t number) {
  const tms_md_link *link = &in->links[number];
  tms_md_entry entry = {.by = TMS_MD_BY_LINK, .kind = link->image ? TMS_KIND_IMAGE : TMS_KIND_LINK, .captures = link->image, .number = number};
  entry.target = link->target;
  push(in, entry, link->image ? TMS_SLICE_NONE : link->title);
}

static void emit_autolink(tms_md_inline *in, const tms_md_token *token) {
  open_link(in, token->data);
  add_range(in, token->a, token->b);
  close_link(in, token->data);
}

static void emit_break(tms_md_inline *in, const tms_md_token *token) {
  if (in->capturing) {
    tms_buf_add_byte(&in->capture, ' ');
  } else {
    leaf_node(in, TMS_KIND_BREAK, token->begin, token->begin);
  }
}

/* An <img>; inside an image's brackets or code only its alt text counts. */
static void emit_image(tms_md_inline *in, const tms_md_token *token, tms_slice target, tms_slice alt) {
  if (in->capturing) {
    tms_buf_add(&in->capture, alt);
    return;
  }
  tms_node *image = leaf_node(in, TMS_KIND_IMAGE, token->begin, token->begin);
  image->target = target;
  image->title = alt;
  image->derived = 1;
}

static void emit_tag(tms_md_inline *in, const tms_md_token *token) {
  tms_md_entry entry;
  tms_slice title;
  tms_md_tag tag = tms_md_read_tag(tms_slice_of(in->text.ptr + token->begin, token->end - token->begin));
  bool known = tms_md_tag_entry(in->reader, &tag, &entry, &title);
  if (known && tag.end) {
    known = close_tag(in, &entry);
  } else if (known && entry.kind == TMS_KIND_BREAK) {
    emit_break(in, token);
  } else if (known && entry.kind == TMS_KIND_IMAGE) {
    emit_image(in, token, entry.target, title);
  } else if (known) {
    push(in, entry, title);
  }
  if (!known || entry.hollow) tms_ledger_repair(&in->reader->doc->ledger, TMS_REASON_UNKNOWN, TMS_SPAN_NONE, 1);
}

static void emit_note(tms_md_inline *in, const tms_md_token *token) {
  tms_slice label = tms_md_normalize_label(in->reader, tms_slice_of(in->text.ptr + token->a, token->b - token->a));
  if (in->capturing) return;
  leaf_node(in, TMS_KIND_NOTE_REFERENCE, token->begin, token->begin)->target = tms_doc_copy(in->reader->doc, label);
}

static void emit_token(tms_md_inline *in, const tms_md_token *token) {
  switch (token->kind) {
    case TMS_MD_CHARS: add_chars(in, token); break;
    case TMS_MD_SOFT: add_text(in, TMS_SLICE(" "), token->begin, token->end); break;
    case TMS_MD_HARD: emit_break(in, token); break;
    case TMS_MD_CODE: emit_code(in, token); break;
    case TMS_MD_RUN: emit_run(in, token); break;
    case TMS_MD_OPEN: open_link(in, token->data - 1); break;
    case TMS_MD_CLOSE: close_link(in, token->data); break;
    case TMS_MD_NOTE: emit_note(in, token); break;
    case TMS_MD_AUTOLINK: emit_autolink(in, token); break;
    case TMS_MD_TAG: emit_tag(in, token); break;
    default: break;
  }
}

/* Is the token text? Brackets that became no link and runs without a partner are. */
static bool is_text(const tms_md_token *token) {
  return token->kind == TMS_MD_LITERAL || (token->kind == TMS_MD_OPEN && token->data == 0) ||
         (token->kind == TMS_MD_RUN && token->opens == 0 && token->closes == 0);
}

/* Tokens into the document. */
static void emit(tms_md_inline *in) {
  size_t done = 0;
  for (size_t i = 1; i < in->token_count; i++) {
    const tms_md_token *token = &in->tokens[i];
    if (token->begin < done || is_text(token)) continue; /* inside a note's label, or text */
    add_range(in, done, token->begin);
    emit_token(in, token);
    done = token->end;
    if (in->reader->arena.status != TMS_OK) break;
  }
  add_range(in, done, in->text.len);
  while (in->entry_count > 0) pop(in);
  flush(in);
}

void tms_md_inlines(tms_md_inline *in, tms_slice text, const tms_md_block *leaf, bool html) {
  while (text.len && (tms_is_space((unsigned char)text.ptr[text.len - 1]))) text.len--;
  const tms_slice input = in->reader->text;
  in->text = text;
  in->leaf = leaf;
  in->html = html;
  in->plain = text.len == 0 || (text.ptr >= input.ptr && text.ptr + text.len <= input.ptr + input.len);
  in->line = leaf ? leaf->line : 0;
  in->line_at = 0;
  in->token_count = in->pair_count = in->link_count = in->entry_count = 0;
  in->first_run = in->last_run = in->bracket = in->inactive = 0;
  in->ticks_clear = in->ticks_known = in->no_comment = in->no_instruction = in->no_declaration = in->no_cdata = false;
  in->capturing = 0;
  if (text.len == 0) return;
  tms_md_scan(in);
  if (in->reader->arena.status == TMS_OK) emit(in);
}
