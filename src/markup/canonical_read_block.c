/* Blocks by their first characters. Containers may begin on one line one behind the other; each step goes past a marker, ends a list, or reads the rest of the line. */
#include "doc/characters.h"
#include "doc/kind.h"
#include "doc/normal.h"
#include "markup/canonical_reader.h"

typedef enum step { STEP_DECLINED, STEP_DONE, STEP_AGAIN } step;

static step done_if(bool good) {
  return good ? STEP_DONE : STEP_DECLINED;
}

static step again_if(bool good) {
  return good ? STEP_AGAIN : STEP_DECLINED;
}

static tms_node *top(const tms_canonical_reader *reader) {
  return reader->open[reader->depth].node;
}

/* To the byte behind the line feed at which the inlines ended. */
static bool read_inline_line(tms_canonical_reader *reader, tms_node *block, uint32_t depth) {
  if (!tms_canonical_read_inlines(reader, block, depth)) return false;
  reader->at++;
  return true;
}

static bool read_line_block(tms_canonical_reader *reader, tms_kind kind, uint32_t level) {
  tms_node *node = tms_canonical_add(reader, top(reader), kind);
  if (!node) return false;
  node->level = (uint8_t)level;
  return read_inline_line(reader, node, reader->depth + 3);
}

static bool read_heading(tms_canonical_reader *reader, uint32_t level) {
  reader->at += level + 1;
  return read_line_block(reader, TMS_KIND_HEADING, level);
}

static uint32_t heading_level(const tms_canonical_reader *reader) {
  uint32_t level = 0;
  while (level < 7 && reader->at[level] == '#') level++;
  return level <= 6 && reader->at[level] == ' ' ? level : 0;
}

/* ---- lists ---- */

typedef struct marker {
  char mark;
  uint32_t number;
  size_t length; /* with the space behind it; 0: none stands there */
} marker;

static marker marker_at(const tms_canonical_reader *reader) {
  const char *at = reader->at;
  marker found = {0};
  while (at - reader->at < 9 && tms_is_digit((unsigned char)*at)) found.number = found.number * 10 + (uint32_t)(*at++ - '0');
  found.mark = *at;
  bool ordered = at > reader->at;
  bool fits = ordered ? found.mark == '.' || found.mark == ')' : found.mark == '-' || found.mark == '+';
  if (fits && at[1] == ' ') found.length = (size_t)(at - reader->at) + 2;
  return found;
}

/* "[x] " makes what follows the text of a paragraph, whatever it looks like. */
static step read_checked(tms_canonical_reader *reader) {
  if (reader->at[0] != '[' || (reader->at[1] != ' ' && reader->at[1] != 'x') || reader->at[2] != ']' || reader->at[3] != ' ') return STEP_AGAIN;
  top(reader)->level = reader->at[1] == 'x' ? 2 : 1;
  reader->at += 4;
  return done_if(read_line_block(reader, TMS_KIND_PARAGRAPH, 0));
}

static step open_item(tms_canonical_reader *reader, const marker *found) {
  static const char spaces[] = "            ";
  if (!tms_canonical_push(reader, TMS_KIND_ITEM, tms_slice_of(spaces, found->length))) return STEP_DECLINED;
  reader->at += found->length;
  return read_checked(reader);
}

static bool is_shallow(const tms_canonical_reader *reader) {
  return reader->depth + 3 <= TMS_DEEPEST_CONTAINER;
}

static step open_list(tms_canonical_reader *reader, const marker *found) {
  if (!is_shallow(reader) || !tms_canonical_push(reader, TMS_KIND_LIST, TMS_SLICE_NONE)) return STEP_DECLINED;
  reader->open[reader->depth].marker = found->mark;
  top(reader)->level = found->mark == '.' || found->mark == ')';
  top(reader)->number = found->number;
  return open_item(reader, found);
}

/* In a list: a further item, or the list is over. */
static step read_in_list(tms_canonical_reader *reader) {
  marker found = marker_at(reader);
  if (found.length && found.mark == reader->open[reader->depth].marker) return open_item(reader, &found);
  return again_if(tms_canonical_pop(reader));
}

/* ---- code ---- */

typedef struct fence {
  size_t ticks;
  tms_slice info;
} fence;

/* No backtick stands in the info string: else it would be a code span (CommonMark 4.5). */
static bool is_fence(const tms_canonical_reader *reader, fence *found) {
  tms_slice rest = tms_canonical_rest(reader);
  while (rest.ptr[found->ticks] == '`') found->ticks++;
  size_t end = tms_slice_find_byte(rest, '\n', found->ticks);
  if (found->ticks < 3 || end == SIZE_MAX) return false;
  found->info = tms_slice_of(rest.ptr + found->ticks, end - found->ticks);
  return tms_slice_find_byte(found->info, '`', 0) == SIZE_MAX;
}

static bool set_language(tms_canonical_reader *reader, tms_node *code, tms_slice info) {
  if (tms_slice_eq(info, TMS_SLICE("math code"))) info = TMS_SLICE("math");
  if (info.len == 0) return true;
  return tms_slice_find_byte(info, ' ', 0) == SIZE_MAX && tms_canonical_decode(reader, info, true, &code->target);
}

/* Past the prefix of a line of the code; of an empty line the spaces at its end are left out. */
static bool skip_code_prefix(tms_canonical_reader *reader, tms_slice prefix) {
  if (tms_canonical_starts(reader, prefix)) {
    reader->at += prefix.len;
    return true;
  }
  while (prefix.len && prefix.ptr[prefix.len - 1] == ' ') prefix.len--;
  if (!tms_canonical_starts(reader, prefix) || reader->at[prefix.len] != '\n') return false;
  reader->at += prefix.len;
  return true;
}

static bool is_closing(const tms_canonical_reader *reader, size_t ticks) {
  tms_slice rest = tms_canonical_rest(reader);
  size_t count = 0;
  while (rest.ptr[count] == '`') count++;
  return count == ticks && rest.ptr[count] == '\n';
}

/* The lines up to the closing fence: where no prefix stands before them they are one piece of the input, else they are put together in scratch. */
static bool read_code_lines(tms_canonical_reader *reader, size_t ticks, tms_node *code) {
  const tms_slice prefix = tms_canonical_prefix(reader);
  const char *begin = NULL, *end = NULL;
  tms_buf_reset(&reader->scratch);
  while (reader->at < reader->end) {
    if (!skip_code_prefix(reader, prefix)) return false;
    if (is_closing(reader, ticks)) break;
    if (prefix.len && begin) tms_buf_add_byte(&reader->scratch, '\n');
    if (!begin) begin = reader->at;
    end = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
    if (prefix.len) tms_buf_add_bytes(&reader->scratch, reader->at, (size_t)(end - reader->at));
    reader->at = end + 1;
  }
  if (!begin || reader->at == reader->end) return false;
  code->text = prefix.len ? tms_canonical_keep(reader) : tms_slice_of(begin, (size_t)(end - begin));
  code->span = (tms_span){tms_canonical_offset(reader, begin), tms_canonical_offset(reader, end)};
  reader->at += ticks + 1;
  return true;
}

static bool read_code(tms_canonical_reader *reader, const fence *found) {
  bool formula = tms_slice_eq(found->info, TMS_SLICE("math"));
  tms_node *code = tms_canonical_add(reader, top(reader), formula ? TMS_KIND_FORMULA_BLOCK : TMS_KIND_CODE_BLOCK);
  if (!code || (!formula && !set_language(reader, code, found->info))) return false;
  reader->at += found->ticks + found->info.len + 1;
  if (!read_code_lines(reader, found->ticks, code) || code->text.len == 0) return false;
  return formula ? tms_canonical_is_line(code->text) : code->text.ptr[code->text.len - 1] != '\n';
}

/* ---- the others ---- */

static bool read_rule(tms_canonical_reader *reader) {
  reader->at += 4;
  return tms_canonical_add(reader, top(reader), TMS_KIND_RULE) != NULL;
}

static step open_quote(tms_canonical_reader *reader) {
  if (!is_shallow(reader) || !tms_canonical_push(reader, TMS_KIND_QUOTE, TMS_SLICE("> "))) return STEP_DECLINED;
  reader->at += 2;
  return STEP_AGAIN;
}

/* "[^N]: " behind the blocks of main; the labels count up. */
static step open_footnote(tms_canonical_reader *reader) {
  const char *end = reader->at + 2;
  while (tms_is_digit((unsigned char)*end)) end++;
  tms_slice label = tms_slice_of(reader->at + 2, (size_t)(end - reader->at) - 2);
  uint64_t number;
  bool is_note = reader->depth == 0 && *end == ']' && end[1] == ':' && end[2] == ' ';
  if (!is_note) return STEP_AGAIN;
  if (!tms_slice_to_u64(label, UINT32_MAX, &number) || number != ++reader->notes || label.ptr[0] == '0') return STEP_DECLINED;
  if (!tms_canonical_push(reader, TMS_KIND_FOOTNOTE, TMS_SLICE("    "))) return STEP_DECLINED;
  top(reader)->target = label;
  reader->at = end + 3;
  return STEP_AGAIN;
}

/* What can't begin anything else: STEP_AGAIN says that it is a paragraph. */
static step read_special(tms_canonical_reader *reader) {
  marker found;
  fence code = {0};
  bool is_tag;
  switch (*reader->at) { /* long switch: one case a first character */
    case '#':
      if (!heading_level(reader)) return STEP_AGAIN;
      return done_if(read_heading(reader, heading_level(reader)));
    case '`':
      if (!is_fence(reader, &code)) return STEP_AGAIN;
      return done_if(read_code(reader, &code));
    case '|':
      if (!tms_canonical_is_table(reader)) return STEP_AGAIN;
      return done_if(is_shallow(reader) && tms_canonical_read_table(reader));
    case '*':
      if (!tms_canonical_starts(reader, TMS_SLICE("***\n"))) return STEP_AGAIN;
      return done_if(read_rule(reader));
    case '<':
      if (!tms_canonical_read_tag(reader, &is_tag)) return STEP_DECLINED;
      return is_tag ? STEP_DONE : STEP_AGAIN;
    default:
      found = marker_at(reader);
      if (!found.length) return STEP_AGAIN;
      return open_list(reader, &found);
  }
}

/* In what holds blocks. Nothing but footnotes and comments stands behind a footnote, nothing but answers behind an answer, nothing at all behind the comments. */
static step read_flow(tms_canonical_reader *reader) {
  const tms_node *last = top(reader)->last;
  uint32_t depth = reader->depth;
  if (*reader->at == '\n' || reader->ended) return STEP_DECLINED;
  if (reader->at[0] == '[' && reader->at[1] == '^') {
    step note = open_footnote(reader);
    if (note != STEP_AGAIN || reader->depth > depth) return note;
  }
  bool late = last && (last->kind == TMS_KIND_FOOTNOTE || (last->kind == TMS_KIND_COMMENT && top(reader)->kind == TMS_KIND_COMMENT));
  if (late && *reader->at != '<') return STEP_DECLINED;
  if (reader->at[0] == '>') return reader->at[1] == ' ' ? open_quote(reader) : STEP_DECLINED;
  const char *before = reader->at;
  step special = read_special(reader);
  if (special != STEP_AGAIN || reader->at > before) return special;
  return done_if(!late && read_line_block(reader, TMS_KIND_PARAGRAPH, 0));
}

/* Between the tags of what holds no blocks: a term or caption has one line, a figure images, and all have tags. */
static step read_between_tags(tms_canonical_reader *reader) {
  tms_node *node = top(reader);
  bool is_tag;
  if (tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_INLINES && !node->first) return done_if(read_inline_line(reader, node, reader->depth + 2));
  if (node->kind == TMS_KIND_FIGURE && reader->at[0] == '!' && reader->at[1] == '[') {
    const char *end = tms_canonical_read_image(reader, reader->at + 1, node);
    if (!end || *end != '\n') return STEP_DECLINED;
    reader->at = end + 1;
    return STEP_DONE;
  }
  return done_if(tms_canonical_read_tag(reader, &is_tag) && is_tag);
}

bool tms_canonical_read_block(tms_canonical_reader *reader) {
  step now;
  do {
    const tms_node *node = top(reader);
    if (node->kind == TMS_KIND_LIST) {
      now = read_in_list(reader);
    } else if (tms_kind_content((tms_kind)node->kind) == TMS_HOLDS_BLOCKS) {
      now = read_flow(reader);
    } else {
      now = read_between_tags(reader);
    }
  } while (now == STEP_AGAIN);
  return now == STEP_DONE;
}
