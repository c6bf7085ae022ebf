#include "formats/text/lines.h"

#include "base/size.h"
#include "base/utf8.h"
#include "unicode/class.h"

bool tms_text_is_blank(tms_slice text) {
  for (size_t i = 0, size; i < text.len; i += size) {
    unsigned char byte = (unsigned char)text.ptr[i];
    size = 1;
    if (tms_is_space(byte)) continue;
    if (byte > ' ' && byte < 0x7F) return false;
    uint32_t c = tms_utf8_decode(text, i, &size, NULL);
    if (!tms_char_is_space(c) && !tms_char_is_ignorable(c) && !tms_char_is_control(c)) return false;
  }
  return true;
}

/* ---- marks ---- */

/* Bullets that people type and that word processors leave behind. '-' alone is the writer's. */
static bool is_bullet(uint32_t c) {
  switch (c) {
    case '-':
    case '*':
    case '+':
    case 0xB7:   /* middle dot */
    case 0x2022: /* bullet */
    case 0x2023: /* triangular bullet */
    case 0x2043: /* hyphen bullet */
    case 0x25AA: /* small black square */
    case 0x25A0: /* black square */
    case 0x25CF: /* black circle */
    case 0x25E6: /* white bullet */ return true;
    default: return false;
  }
}

/* "12", without leading zero. Returns the number of digits, at most nine. */
static size_t scan_number(tms_slice line, size_t at, uint32_t *number) {
  size_t from = at;
  *number = 0;
  while (at < line.len && at - from < 10 && tms_is_digit((unsigned char)line.ptr[at])) at++;
  size_t digits = at - from;
  if (digits == 0 || digits > 9 || (digits > 1 && line.ptr[from] == '0')) return 0;
  for (size_t i = from; i < at; i++) *number = *number * 10 + (uint32_t)(line.ptr[i] - '0');
  return digits;
}

static size_t scan_ordered(tms_slice line, tms_text_mark *mark) {
  bool opened = line.ptr[0] == '(';
  size_t digits = scan_number(line, opened, &mark->number), at = digits + opened;
  if (digits == 0 || at >= line.len) return 0;
  char sign = line.ptr[at];
  if (sign != ')' && (opened || sign != '.')) return 0;
  mark->sign = opened ? '(' : (uint32_t)sign;
  mark->ordered = true;
  mark->ours = sign == '.';
  return at + 1;
}

static size_t scan_bullet(tms_slice line, tms_text_mark *mark) {
  size_t size;
  uint32_t c = tms_utf8_decode(line, 0, &size, NULL);
  if (!is_bullet(c)) return 0;
  mark->sign = c;
  mark->ours = c == '-';
  return size;
}

bool tms_text_mark_parse(tms_slice line, tms_text_mark *mark) {
  *mark = (tms_text_mark){0};
  if (line.len < 3) return false;
  unsigned char first = (unsigned char)line.ptr[0];
  size_t at = tms_is_digit(first) || first == '(' ? scan_ordered(line, mark) : scan_bullet(line, mark);
  size_t spaces = 0;
  while (at > 0 && at + spaces < line.len && spaces < 4 && (line.ptr[at + spaces] == ' ' || line.ptr[at + spaces] == '\t')) spaces++;
  if (spaces == 0 || at + spaces >= line.len || tms_text_is_blank(tms_slice_from(line, at + spaces))) {
    *mark = (tms_text_mark){0};
    return false;
  }
  mark->width = (uint32_t)(at + spaces);
  return true;
}

/* ---- fences ---- */

bool tms_text_is_language_word(tms_slice word) {
  if (word.len == 0 || word.len > 32) return false;
  for (size_t i = 0; i < word.len; i++) {
    unsigned char c = (unsigned char)word.ptr[i];
    if (!tms_is_alnum(c) && c != '+' && c != '#' && c != '-' && c != '_' && c != '.') return false;
  }
  return true;
}

uint32_t tms_text_fence_parse(tms_slice line, tms_slice *language) {
  size_t ticks = 0;
  while (ticks < line.len && line.ptr[ticks] == '`') ticks++;
  if (ticks < TMS_TEXT_FENCE_MIN || ticks > TMS_TEXT_FENCE_MAX) return 0;
  *language = tms_slice_from(line, ticks);
  return language->len == 0 || tms_text_is_language_word(*language) ? (uint32_t)ticks : 0;
}

/* ---- rows ---- */

bool tms_text_next_cell(tms_slice row, size_t *at, tms_slice *cell) {
  if (*at == 0) *at = 1; /* behind the first bar */
  if (*at + 1 >= row.len || row.ptr[*at] != ' ') return false;
  if (row.ptr[*at + 1] == '|' && (*at + 2 == row.len || row.ptr[*at + 2] == ' ')) { /* " |": an empty cell */
    *cell = tms_slice_of(row.ptr + *at + 1, 0);
    *at += 2;
    return true;
  }
  for (size_t i = *at + 2; i + 1 < row.len; i++) {
    if (row.ptr[i] != ' ' || row.ptr[i + 1] != '|' || (i + 2 < row.len && row.ptr[i + 2] != ' ')) continue;
    *cell = tms_slice_of(row.ptr + *at + 1, i - *at - 1);
    *at = i + 2;
    return true;
  }
  return false;
}

/* A row says something, ends with its last bar, and no cell begins or ends with a space: so writing it again gives the same line. */
bool tms_text_is_row(tms_slice line) {
  if (line.len < 5 || line.ptr[0] != '|' || line.ptr[line.len - 1] != '|') return false;
  size_t at = 0;
  tms_slice cell;
  bool says = false;
  while (tms_text_next_cell(line, &at, &cell)) {
    if (cell.len && (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ')) return false;
    says |= !tms_text_is_blank(cell);
  }
  return says && at == line.len;
}

/* ---- scanning ---- */

typedef struct scanner {
  tms_text_lines *out;
  tms_arena *arena;
  size_t room, blank, number;
} scanner;

static tms_text_line measure(tms_slice text, size_t start, size_t end) {
  tms_text_line line = {.start = tms_size_clamp_u32(start)};
  size_t columns = 0, begin = start;
  for (; begin < end && tms_is_space((unsigned char)text.ptr[begin]); begin++)
    columns += text.ptr[begin] == '\t' ? TMS_TEXT_TAB - columns % TMS_TEXT_TAB : 1;
  size_t last = end;
  while (last > begin && tms_is_space((unsigned char)text.ptr[last - 1])) last--;
  if (end - last >= 2) line.flags = TMS_LINE_TRAIL;
  if (end - last == 2 && text.ptr[last] == ' ' && text.ptr[last + 1] == ' ') line.flags |= TMS_LINE_HARD;
  line.begin = tms_size_clamp_u32(begin);
  line.end = tms_size_clamp_u32(last);
  line.indent = (uint16_t)(columns > UINT16_MAX ? UINT16_MAX : columns);
  return line;
}

static bool add_line(scanner *s, size_t start, size_t end) {
  tms_text_line line = measure(s->out->text, start, end);
  if (tms_text_is_blank(tms_slice_of(s->out->text.ptr + line.begin, line.end - line.begin))) {
    s->blank++;
    s->number++;
    return true;
  }
  line.number = tms_size_clamp_u32(s->number++);
  line.blank_before = (uint16_t)(s->blank > UINT16_MAX ? UINT16_MAX : s->blank);
  s->blank = 0;
  if (!tms_arena_grow(s->arena, (void **)&s->out->at, &s->room, s->out->count + 1, sizeof line)) return false;
  s->out->at[s->out->count++] = line;
  return true;
}

static bool cut_lines(scanner *s) {
  tms_slice text = s->out->text;
  for (size_t at = 0; at < text.len;) {
    size_t end = at;
    while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r') end++;
    if (!add_line(s, at, end)) return false;
    bool pair = end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n';
    at = end + 1 + pair;
  }
  return true;
}

/* Where the text of a line begins behind its marks, and in which column. */
static tms_slice behind_marks(const tms_text_lines *lines, const tms_text_line *line, uint32_t *column) {
  tms_slice rest = tms_text_line_slice(lines, line);
  tms_text_mark mark;
  *column = line->indent;
  for (int i = 0; i < 16 && tms_text_mark_parse(rest, &mark); i++) {
    rest = tms_slice_from(rest, mark.width);
    *column += mark.width;
  }
  return rest;
}

/* What stands below a line, for each number of back quotes: the next bare fence, and the least indent of the lines before it. */
typedef struct below {
  uint32_t closer[TMS_TEXT_FENCE_MAX + 1];
  uint32_t indent[TMS_TEXT_FENCE_MAX + 1];
} below;

static uint32_t closer_of(const tms_text_lines *lines, const below *b, uint32_t ticks, uint32_t column, uint32_t opener) {
  uint32_t closer = b->closer[ticks];
  if (closer == 0) return 0;
  const tms_text_line *line = &lines->at[closer];
  bool empty = closer == opener + 1 && line->blank_before == 0;
  return !empty && line->indent == column && b->indent[ticks] >= column ? closer : 0;
}

/* A fence ends its line: not a single space stands behind it. */
static bool ends_at_once(const tms_text_lines *lines, const tms_text_line *line) {
  return line->end == lines->text.len || lines->text.ptr[line->end] == '\n' || lines->text.ptr[line->end] == '\r';
}

/* Backwards: every line that could open a fence learns which line would close it. Constant work a line (six lengths of fence). */
static void match_fences(tms_text_lines *lines) {
  below b = {.closer = {0}};
  for (size_t i = lines->count; i-- > 0;) {
    tms_text_line *line = &lines->at[i];
    tms_slice language;
    uint32_t column;
    tms_slice rest = behind_marks(lines, line, &column);
    uint32_t ticks = rest.len && rest.ptr[0] == '`' && ends_at_once(lines, line) ? tms_text_fence_parse(rest, &language) : 0;
    if (ticks) line->fence = closer_of(lines, &b, ticks, column, (uint32_t)i);
    for (uint32_t n = TMS_TEXT_FENCE_MIN; n <= TMS_TEXT_FENCE_MAX; n++) {
      if (line->indent < b.indent[n]) b.indent[n] = line->indent;
    }
    if (ticks && language.len == 0 && column == line->indent) {
      b.closer[ticks] = (uint32_t)i;
      b.indent[ticks] = line->indent;
    }
  }
}

/* Forwards: openers that stand in a fence, or go on a paragraph, are none. */
static void mark_fences(tms_text_lines *lines) {
  for (size_t i = 0; i < lines->count; i++) {
    tms_text_line *line = &lines->at[i];
    bool goes_on = i > 0 && line->blank_before == 0 && (lines->at[i - 1].flags & (TMS_LINE_HARD | TMS_LINE_CODE)) == TMS_LINE_HARD;
    if (goes_on) line->fence = 0;
    if (!line->fence) continue;
    for (size_t last = line->fence; i < last; i++) lines->at[i].flags |= TMS_LINE_CODE;
    lines->at[i].flags |= TMS_LINE_CODE;
    lines->at[i].fence = 0;
  }
}

/*
 * Two spaces at a line's end are a line break, as in Markdown, where they are meant: not before a blank line or at the end. Where they stand in such places too, the
 * text's line ends are just untidy.
 */
static void settle_hard_breaks(tms_text_lines *lines) {
  bool untidy = false;
  for (size_t i = 0; i < lines->count && !untidy; i++) {
    const tms_text_line *line = &lines->at[i];
    if ((line->flags & (TMS_LINE_TRAIL | TMS_LINE_CODE)) != TMS_LINE_TRAIL) continue;
    untidy = i + 1 == lines->count || line[1].blank_before > 0;
  }
  if (!untidy) return;
  for (size_t i = 0; i < lines->count; i++) lines->at[i].flags &= (uint8_t)~TMS_LINE_HARD;
}

bool tms_text_lines_scan(tms_slice text, tms_arena *arena, tms_text_lines *out) {
  *out = (tms_text_lines){.text = text};
  scanner s = {.out = out, .arena = arena};
  if (!cut_lines(&s)) return false;
  match_fences(out);
  mark_fences(out);
  settle_hard_breaks(out);
  return true;
}
