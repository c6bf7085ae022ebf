/* Strings without inlines: alternative texts, code, destinations, titles, attributes. */
#include "base/utf8.h"
#include "doc/characters.h"
#include "markup/canonical_reader.h"

bool tms_canonical_is_line(tms_slice text) {
  static const unsigned char white[256] = {[' '] = 1, ['\t'] = 1, ['\n'] = 1};
  if (text.len == 0) return false;
  for (size_t at = 0; (at = tms_slice_find_class(text, at, white)) < text.len; at++) {
    if (text.ptr[at] != ' ' || at == 0 || at + 1 == text.len || text.ptr[at - 1] == ' ') return false;
  }
  return true;
}

const char *tms_canonical_read_plain(tms_canonical_reader *reader, const char *at, tms_slice *text) {
  const char *begin = at;
  bool escapes = false;
  for (;; at++) {
    at = tms_canonical_find_stop(at, reader->end);
    bool escape = *at == '\\' && tms_is_punct((unsigned char)at[1]);
    if (!escape && *at != '^' && (*at != '|' || reader->in_cell)) break;
    escapes |= escape;
    at += escape;
  }
  *text = tms_slice_of(begin, (size_t)(at - begin));
  if (!escapes) return at;
  tms_buf *scratch = &reader->scratch;
  tms_buf_reset(scratch);
  for (const char *from = begin; from < at;) {
    const char *backslash = memchr(from, '\\', (size_t)(at - from)), *to = backslash ? backslash : at;
    tms_buf_add_bytes(scratch, from, (size_t)(to - from));
    if (backslash) tms_buf_add_byte(scratch, backslash[1]);
    from = backslash ? backslash + 2 : at;
  }
  *text = tms_canonical_keep(reader);
  return at;
}

/* ---- references and escapes ---- */

/* The references that the writer uses. */
static const struct {
  tms_slice name;
  char meant;
} references[] = {{TMS_SLICE_INIT("&amp;"), '&'}, {TMS_SLICE_INIT("&quot;"), '"'}, {TMS_SLICE_INIT("&lt;"), '<'},
                  {TMS_SLICE_INIT("&gt;"), '>'},  {TMS_SLICE_INIT("&#92;"), '\\'}, {TMS_SLICE_INIT("&#96;"), '`'}};

/* The length of the reference or escape at the begin of `rest`, and the character that it means; 1 and the byte itself where there is none. */
static size_t read_one(tms_slice rest, bool backslashes, char *meant) {
  *meant = rest.ptr[0];
  if (backslashes && rest.ptr[0] == '\\' && rest.len > 1 && tms_is_punct((unsigned char)rest.ptr[1])) {
    *meant = rest.ptr[1];
    return 2;
  }
  for (size_t i = 0; rest.ptr[0] == '&' && i < sizeof references / sizeof references[0]; i++) {
    if (!tms_slice_starts(rest, references[i].name)) continue;
    *meant = references[i].meant;
    return references[i].name.len;
  }
  return 1;
}

/* What is decoded may stand before a mark that the whole text kept apart from it, so that the characters are looked at once more. */
bool tms_canonical_decode(tms_canonical_reader *reader, tms_slice raw, bool backslashes, tms_slice *value) {
  static const unsigned char coded[256] = {['\\'] = 1, ['&'] = 1};
  *value = raw;
  size_t at = tms_slice_find_class(raw, 0, coded), done = 0;
  if (at == raw.len) return tms_canonical_is_line(raw);
  tms_buf_reset(&reader->scratch);
  for (char meant; at < raw.len; at = tms_slice_find_class(raw, at, coded)) {
    tms_buf_add_bytes(&reader->scratch, raw.ptr + done, at - done);
    at += read_one(tms_slice_from(raw, at), backslashes, &meant);
    tms_buf_add_byte(&reader->scratch, meant);
    done = at;
  }
  tms_buf_add_bytes(&reader->scratch, raw.ptr + done, raw.len - done);
  *value = tms_canonical_keep(reader);
  return value->len > 0 && tms_text_is_normal(*value, TMS_WHITE_LINE);
}

/* ---- code ---- */

/* In a cell each bar of the code has a backslash before it, which is no part of it (GFM 4.10). */
static bool without_escaped_bars(tms_canonical_reader *reader, tms_slice *code) {
  tms_buf_reset(&reader->scratch);
  size_t done = 0;
  for (size_t bar = 0; (bar = tms_slice_find_byte(*code, '|', bar)) != SIZE_MAX; bar++) {
    if (bar == done || code->ptr[bar - 1] != '\\') return false;
    tms_buf_add_bytes(&reader->scratch, code->ptr + done, bar - 1 - done);
    done = bar;
  }
  tms_buf_add(&reader->scratch, tms_slice_from(*code, done));
  *code = tms_canonical_keep(reader);
  return true;
}

const char *tms_canonical_read_code(tms_canonical_reader *reader, const char *at, tms_slice *raw, tms_slice *code) {
  const char *begin = at, *end;
  while (*begin == '`') begin++;
  const size_t ticks = (size_t)(begin - at);
  for (at = begin;; at = end) {
    at = memchr(at, '`', (size_t)(reader->end - at));
    if (!at) return NULL;
    for (end = at; *end == '`';) end++;
    if ((size_t)(end - at) == ticks) break;
  }
  *raw = *code = tms_slice_of(begin, (size_t)(at - begin));
  /* One space inside each end keeps the code's own backticks off the delimiters (CommonMark 6.1). */
  if (raw->len > 2 && begin[0] == ' ' && at[-1] == ' ') *code = tms_slice_of(begin + 1, raw->len - 2);
  if (!tms_canonical_is_line(*code)) return NULL;
  if (reader->in_cell && tms_slice_find_byte(*code, '|', 0) != SIZE_MAX && !without_escaped_bars(reader, code)) return NULL;
  return end;
}

/* ---- links ---- */

/* From `at` to the first byte of `ends`, backslashes and what stands behind them passed over; *escapes says that there are some. NULL at the end of the line, and at a bar in a cell. */
static const char *find_end(const tms_canonical_reader *reader, const char *at, const unsigned char ends[256], bool *escapes) {
  for (*escapes = false;; at += 2) {
    const tms_slice rest = tms_slice_of(at, (size_t)(reader->end - at));
    at += tms_slice_find_class(rest, 0, ends); /* LF is one of them */
    if (*at == '|' && !reader->in_cell) {
      at--; /* text: on behind it */
      continue;
    }
    if (*at != '\\') return *at == '\n' || *at == '|' ? NULL : at;
    if (!tms_is_punct((unsigned char)at[1])) return NULL;
    *escapes = true;
  }
}

/* Bare, or between < and >. */
static const char *read_destination(tms_canonical_reader *reader, const char *at, tms_slice *target) {
  static const unsigned char bare_ends[256] = {[' '] = 1, ['('] = 1, [')'] = 1, ['<'] = 1, ['>'] = 1, ['\\'] = 1, ['|'] = 1, ['\t'] = 1, ['\n'] = 1},
                             pointed_ends[256] = {['<'] = 1, ['>'] = 1, ['\\'] = 1, ['|'] = 1, ['\n'] = 1};
  const bool pointed = *at == '<';
  bool escapes;
  if (pointed) at++;
  const char *end = find_end(reader, at, pointed ? pointed_ends : bare_ends, &escapes);
  if (!end || (pointed && *end != '>')) return NULL;
  *target = tms_slice_of(at, (size_t)(end - at));
  bool good = escapes ? tms_canonical_decode(reader, *target, true, target) : pointed ? tms_canonical_is_line(*target) : target->len > 0;
  return good ? end + pointed : NULL;
}

const char *tms_canonical_read_target(tms_canonical_reader *reader, const char *at, tms_slice *target, tms_slice *title) {
  static const unsigned char title_ends[256] = {['"'] = 1, ['\\'] = 1, ['|'] = 1, ['\n'] = 1};
  bool escapes;
  if (*at != '(') return NULL;
  at = read_destination(reader, at + 1, target);
  if (at && *at == ' ' && title && at[1] == '"') {
    const char *begin = at + 2;
    at = find_end(reader, begin, title_ends, &escapes);
    if (!at || !tms_canonical_decode(reader, tms_slice_of(begin, (size_t)(at - begin)), true, title)) return NULL;
    at++;
  }
  return at && *at == ')' ? at + 1 : NULL;
}

const char *tms_canonical_read_attribute(tms_canonical_reader *reader, const char *at, tms_slice *value) {
  static const unsigned char ends[256] = {['"'] = 1, ['\n'] = 1};
  const char *end = at + tms_slice_find_class(tms_slice_of(at, (size_t)(reader->end - at)), 0, ends);
  if (*end != '"' || !tms_canonical_decode(reader, tms_slice_of(at, (size_t)(end - at)), false, value)) return NULL;
  return end + 1;
}
