/*
 * Inlines: from one byte that may mean something to the next, with what is open as the chain of nodes up to the block. Nothing looks back, and what looks ahead
 * goes on behind what it saw or declines: linear.
 *
 * No kind that has a delimiter holds itself (normal form, rule 5), so a delimiter ends what is open and begins what isn't. Whether the delimiter is the one
 * that the writer takes there is for the comparison.
 */
#include "base/block.h"
#include "doc/language_tag.h"
#include "doc/normal.h"
#include "markup/canonical_reader.h"

/* ---- the next stop ---- */

#define EIGHT(n) [n] = 1, [(n) + 1] = 1, [(n) + 2] = 1, [(n) + 3] = 1, [(n) + 4] = 1, [(n) + 5] = 1, [(n) + 6] = 1, [(n) + 7] = 1
static const unsigned char stops[256] = {EIGHT(0),  EIGHT(8),  EIGHT(16), EIGHT(24), ['\\'] = 1, ['`'] = 1, ['*'] = 1,
                                         ['_'] = 1, ['~'] = 1, ['['] = 1, [']'] = 1, ['^'] = 1,  ['<'] = 1, ['|'] = 1};

static bool is_stop(const char *at) {
  return stops[(unsigned char)*at] || (*at == ' ' && at[1] == ' ');
}

/* The same of a whole block, of which two spaces are told by the block one byte further on. */
static uint64_t stops_of(const char *at) {
  const tms_block block = tms_block_load(at);
  const tms_block row = tms_block_or(tms_block_between(block, '[', '`'), tms_block_below(block, ' ')); /* [ \ ] ^ _ ` stand in a row */
  const tms_block pairs = tms_block_or(tms_block_is(block, '|'), tms_block_is(block, '~'));
  const tms_block others = tms_block_or(tms_block_is(block, '*'), tms_block_is(block, '<'));
  const uint64_t spaces = tms_block_mask(tms_block_is(block, ' ')) & tms_block_mask(tms_block_is(tms_block_load(at + 1), ' '));
  return tms_block_mask(tms_block_or(row, tms_block_or(pairs, others))) | spaces;
}

const char *tms_canonical_find_stop(const char *at, const char *end) {
  while (end - at > TMS_BLOCK) {
    const uint64_t found = stops_of(at);
    at += found ? tms_mask_first(found) : TMS_BLOCK;
    if (!found) continue;
    if (TMS_MASK_EXACT || is_stop(at)) return at;
    at++; /* two masks that are not exact may agree on a place that neither has */
  }
  while (!is_stop(at)) at++; /* the LF at the end is one */
  return at;
}

/* ---- text ---- */

static void take_piece(tms_canonical_reader *reader, const char *end) {
  if (end == reader->piece) return;
  if (reader->span.end == 0) reader->span.begin = tms_canonical_offset(reader, reader->piece);
  reader->span.end = tms_canonical_offset(reader, end);
}

/* A backslash at `at`, an ASCII punctuation character behind it. */
static const char *read_escape(tms_canonical_reader *reader, const char *at) {
  if (!tms_is_punct((unsigned char)at[1])) return NULL;
  take_piece(reader, at);
  if (at > reader->piece) {
    if (!reader->mixed) tms_buf_reset(&reader->scratch);
    tms_buf_add_bytes(&reader->scratch, reader->piece, (size_t)(at - reader->piece));
    reader->mixed = true;
  }
  reader->piece = reader->escaped = at + 1;
  return at + 2;
}

/* The text up to `end` becomes a node. It begins with no space where nothing or a break stands before (rule 2). */
static bool flush(tms_canonical_reader *reader, const char *end) {
  take_piece(reader, end);
  tms_slice text = tms_slice_of(reader->piece, (size_t)(end - reader->piece));
  if (reader->mixed) {
    tms_buf_add(&reader->scratch, text);
    text = tms_canonical_keep(reader);
    reader->mixed = false;
  }
  reader->piece = end;
  if (text.len == 0) return true;
  const tms_node *before = reader->node->last;
  if (text.ptr[0] == ' ' && (!before || before->kind == TMS_KIND_BREAK)) return false;
  tms_node *leaf = tms_canonical_add(reader, reader->node, TMS_KIND_TEXT);
  if (!leaf) return false;
  leaf->text = text;
  leaf->span = reader->span;
  reader->span = TMS_SPAN_NONE;
  return true;
}

/* May a break follow, or the end? Something must stand before, and no space. */
static bool ends_well(const tms_node *node) {
  const tms_node *last = node->last;
  return last && !(last->kind == TMS_KIND_TEXT && last->text.ptr[last->text.len - 1] == ' ');
}

/* Where a leaf that is no text stands in the input. */
static tms_node *add_leaf(tms_canonical_reader *reader, tms_kind kind, const char *begin, const char *end) {
  tms_node *leaf = tms_canonical_add(reader, reader->node, kind);
  if (leaf) leaf->span = (tms_span){tms_canonical_offset(reader, begin), tms_canonical_offset(reader, end)};
  return leaf;
}

/* ---- what holds inlines ---- */

static uint64_t bit_of(unsigned kind) {
  return (uint64_t)1 << (kind & 63u);
}

static bool nests_in_itself(tms_kind kind) {
  return kind != TMS_KIND_EMPHASIS && kind != TMS_KIND_STRONG && kind != TMS_KIND_INSERTED && kind != TMS_KIND_DELETED && kind != TMS_KIND_LINK;
}

/* Opens an inline at `at`; its own text begins at `after`, which comes back. */
static const char *open_inline(tms_canonical_reader *reader, tms_kind kind, const char *at, const char *after) {
  if (!flush(reader, at) || reader->node_depth >= TMS_DEEPEST_INLINE) return NULL;
  const tms_node *before = reader->node->last;
  if (reader->inside & bit_of(kind)) return NULL;
  if (before && before->kind == kind && kind != TMS_KIND_LINK && kind != TMS_KIND_SPAN) return NULL; /* they would be one (rule 4) */
  tms_node *node = tms_canonical_add(reader, reader->node, kind);
  if (!node) return NULL;
  reader->node = node;
  reader->node_depth++;
  if (!nests_in_itself(kind)) reader->inside |= bit_of(kind);
  reader->piece = after;
  return after;
}

static const char *close_inline(tms_canonical_reader *reader, tms_kind kind, const char *at, const char *after) {
  if (reader->node->kind != kind || !flush(reader, at)) return NULL;
  if (!ends_well(reader->node) || reader->node->last->kind == TMS_KIND_BREAK) return NULL;
  reader->node = reader->node->parent;
  reader->node_depth--;
  reader->inside &= ~bit_of(kind);
  reader->piece = after;
  return after;
}

static const char *read_delimiter(tms_canonical_reader *reader, tms_kind kind, const char *at, size_t length) {
  if (length == 2 && at[1] != at[0]) return NULL;
  if (reader->inside & bit_of(kind)) return close_inline(reader, kind, at, at + length);
  return open_inline(reader, kind, at, at + length);
}

/* ---- leaves ---- */

static const char *read_code(tms_canonical_reader *reader, const char *at) {
  tms_slice raw, code;
  if (!flush(reader, at)) return NULL;
  const char *after = tms_canonical_read_code(reader, at, &raw, &code);
  tms_node *node = after ? add_leaf(reader, TMS_KIND_CODE, raw.ptr, raw.ptr + raw.len) : NULL;
  if (!node) return NULL;
  node->text = code;
  return reader->piece = after;
}

/* "<code>" where backticks would not do. */
static const char *read_tagged_code(tms_canonical_reader *reader, const char *at, tms_slice tag) {
  const tms_slice close = TMS_SLICE("</code>");
  tms_slice code;
  if (!flush(reader, at)) return NULL;
  const char *end = tms_canonical_read_plain(reader, at + tag.len, &code);
  if (!end || !tms_slice_starts(tms_slice_of(end, (size_t)(reader->end - end)), close) || !tms_canonical_is_line(code)) return NULL;
  tms_node *node = tms_canonical_add(reader, reader->node, TMS_KIND_CODE);
  if (!node) return NULL;
  node->text = code;
  return reader->piece = end + close.len;
}

static const char *read_formula(tms_canonical_reader *reader, const char *at, tms_slice tag) {
  const tms_slice close = TMS_SLICE("</span>");
  tms_slice raw, code;
  if (!flush(reader, at) || at[tag.len] != '`') return NULL;
  const char *end = tms_canonical_read_code(reader, at + tag.len, &raw, &code);
  if (!end || !tms_slice_starts(tms_slice_of(end, (size_t)(reader->end - end)), close)) return NULL;
  tms_node *node = tms_canonical_add(reader, reader->node, TMS_KIND_FORMULA);
  if (!node) return NULL;
  node->text = code;
  return reader->piece = end + close.len;
}

static bool is_one_line(const tms_canonical_reader *reader) {
  const tms_node *block = reader->node;
  while (block->kind >= TMS_KIND_TEXT) block = block->parent;
  return block->kind != TMS_KIND_PARAGRAPH;
}

/* Never first or last, nor in a heading, term or caption (rule 6). */
static const char *read_break(tms_canonical_reader *reader, const char *at, tms_slice tag) {
  if (!flush(reader, at) || !ends_well(reader->node) || is_one_line(reader)) return NULL;
  if (!add_leaf(reader, TMS_KIND_BREAK, at, at)) return NULL;
  return reader->piece = at + tag.len;
}

/* "[^N]": a label no higher than the next new one, and none in a footnote (rule 8). */
static const char *read_note(tms_canonical_reader *reader, const char *at) {
  const char *end = at + 2;
  uint64_t number;
  if (!flush(reader, at) || (reader->depth > 0 && reader->open[1].node->kind == TMS_KIND_FOOTNOTE)) return NULL;
  while (tms_is_digit((unsigned char)*end)) end++;
  tms_slice label = tms_slice_of(at + 2, (size_t)(end - at) - 2);
  if (*end != ']' || !tms_slice_to_u64(label, UINT32_MAX, &number) || number > reader->references + 1 || label.ptr[0] == '0') return NULL;
  if (number > reader->references) reader->references++;
  tms_node *note = add_leaf(reader, TMS_KIND_NOTE_REFERENCE, at, at);
  if (!note) return NULL;
  note->target = label;
  return reader->piece = end + 1;
}

/* ---- links and images ---- */

const char *tms_canonical_read_image(tms_canonical_reader *reader, const char *at, tms_node *parent) {
  tms_slice alt, source;
  at = tms_canonical_read_plain(reader, at + 1, &alt);
  if (!at || *at != ']' || (alt.len && !tms_canonical_is_line(alt))) return NULL;
  at = tms_canonical_read_target(reader, at + 1, &source, NULL);
  tms_node *image = at ? tms_canonical_add(reader, parent, TMS_KIND_IMAGE) : NULL;
  if (!image) return NULL;
  image->title = alt;
  image->target = source;
  image->derived = 1;
  return at;
}

static const char *read_open_bracket(tms_canonical_reader *reader, const char *at) {
  if (at[1] == '^') return read_note(reader, at);
  bool image = at > reader->piece && at[-1] == '!' && at - 1 != reader->escaped;
  if (!image) return open_inline(reader, TMS_KIND_LINK, at, at + 1);
  if (!flush(reader, at - 1)) return NULL;
  at = tms_canonical_read_image(reader, at, reader->node);
  if (at) reader->piece = at;
  return at;
}

static const char *read_close_bracket(tms_canonical_reader *reader, const char *at) {
  tms_node *link = reader->node;
  if (!close_inline(reader, TMS_KIND_LINK, at, at + 1)) return NULL;
  at = tms_canonical_read_target(reader, at + 1, &link->target, &link->title);
  if (at) reader->piece = at;
  return at;
}

/* ---- tags ---- */

typedef struct inline_tag {
  tms_slice open, close;
  uint8_t kind;
} inline_tag;

static const inline_tag inline_tags[] = {
    {TMS_SLICE_INIT("<strong>"), TMS_SLICE_INIT("</strong>"), TMS_KIND_STRONG},
    {TMS_SLICE_INIT("<em>"), TMS_SLICE_INIT("</em>"), TMS_KIND_EMPHASIS},
    {TMS_SLICE_INIT("<sup>"), TMS_SLICE_INIT("</sup>"), TMS_KIND_SUPERSCRIPT},
    {TMS_SLICE_INIT("<sub>"), TMS_SLICE_INIT("</sub>"), TMS_KIND_SUBSCRIPT},
    {TMS_SLICE_INIT("<del>"), TMS_SLICE_INIT("</del>"), TMS_KIND_DELETED},
    {TMS_SLICE_INIT("<ins>"), TMS_SLICE_INIT("</ins>"), TMS_KIND_INSERTED},
    {TMS_SLICE_INIT("<q>"), TMS_SLICE_INIT("</q>"), TMS_KIND_QUOTATION},
};

/* `<span lang="…">`: a language tag as normal form has it. */
static const char *read_language(tms_canonical_reader *reader, const char *at, tms_slice tag) {
  tms_slice value;
  if (!flush(reader, at)) return NULL;
  const char *end = tms_canonical_read_attribute(reader, at + tag.len, &value);
  if (!end || *end != '>' || !open_inline(reader, TMS_KIND_SPAN, at, end + 1)) return NULL;
  tms_node *span = reader->node;
  span->target = tms_language_tag(&reader->doc->arena, value);
  if (span->target.len == 0 || !tms_slice_eq(span->target, value)) return NULL;
  bool merges = span->prev && span->prev->kind == TMS_KIND_SPAN && tms_slice_eq(span->prev->target, value);
  return merges ? NULL : end + 1;
}

static const char *read_tag(tms_canonical_reader *reader, const char *at) {
  const tms_slice rest = tms_slice_of(at, (size_t)(reader->end - at)), line_break = TMS_SLICE("<br>"), code = TMS_SLICE("<code>"),
                  formula = TMS_SLICE("<span class=\"math\">"), language = TMS_SLICE("<span lang=\""), end_span = TMS_SLICE("</span>");
  if (tms_slice_starts(rest, line_break)) return read_break(reader, at, line_break);
  for (size_t i = 0; i < sizeof inline_tags / sizeof inline_tags[0]; i++) {
    const inline_tag *tag = &inline_tags[i];
    if (tms_slice_starts(rest, tag->open)) return open_inline(reader, (tms_kind)tag->kind, at, at + tag->open.len);
    if (tms_slice_starts(rest, tag->close)) return close_inline(reader, (tms_kind)tag->kind, at, at + tag->close.len);
  }
  if (tms_slice_starts(rest, code)) return read_tagged_code(reader, at, code);
  if (tms_slice_starts(rest, formula)) return read_formula(reader, at, formula);
  if (tms_slice_starts(rest, language)) return read_language(reader, at, language);
  if (tms_slice_starts(rest, end_span)) return close_inline(reader, TMS_KIND_SPAN, at, at + end_span.len);
  return NULL;
}

/* ---- the scan ---- */

static const char *read_special(tms_canonical_reader *reader, const char *at) {
  switch (*at) {
    case '\\': return read_escape(reader, at);
    case '*': return read_delimiter(reader, TMS_KIND_STRONG, at, 2);
    case '_': return read_delimiter(reader, TMS_KIND_EMPHASIS, at, 1);
    case '~': return read_delimiter(reader, TMS_KIND_DELETED, at, 2);
    case '`': return read_code(reader, at);
    case '[': return read_open_bracket(reader, at);
    case ']': return read_close_bracket(reader, at);
    case '<': return read_tag(reader, at);
    case '^':
    case '|': return at + 1; /* outside of cells a bar is text */
    default: return NULL;    /* a control, or two spaces */
  }
}

bool tms_canonical_read_inlines(tms_canonical_reader *reader, tms_node *block, uint32_t depth) {
  const char stop = reader->in_cell ? '|' : '\n', *at = reader->at;
  reader->node = block;
  reader->node_depth = depth;
  reader->inside = 0;
  reader->mixed = false;
  reader->span = TMS_SPAN_NONE;
  reader->piece = at;
  reader->escaped = NULL;
  for (;;) {
    at = tms_canonical_find_stop(at, reader->end);
    if (*at == stop) break;
    at = read_special(reader, at);
    if (!at) return false;
  }
  reader->at = at;
  /* A space sets the bar of a cell apart. */
  if (reader->in_cell && (at == reader->piece || *--at != ' ')) return false;
  if (reader->node != block || !flush(reader, at)) return false;
  return ends_well(block) && block->last->kind != TMS_KIND_BREAK;
}
