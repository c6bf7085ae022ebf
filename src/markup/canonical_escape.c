/*
 * Escapes: as few as are safe, and always the same. Each function looks at each byte a bounded number of times; the look-ahead of '&' stops at the
 * next '&', and the other look-aheads are of constant length or happen once a block.
 */
#include "markup/canonical_write.h"
#include "markup/canonical_writer.h"

/* What a byte of running text may need: nothing, always a backslash, or a look around it. */
enum { ALWAYS = 1, LOOK };

static const unsigned char text_class[256] = {
    ['\\'] = ALWAYS, ['`'] = ALWAYS, ['*'] = ALWAYS, ['_'] = ALWAYS, ['['] = ALWAYS, [']'] = ALWAYS, ['<'] = ALWAYS, ['>'] = ALWAYS, ['~'] = ALWAYS,
    ['&'] = LOOK,    ['|'] = LOOK,   [':'] = LOOK,   ['.'] = LOOK,   ['@'] = LOOK,   ['!'] = LOOK,   ['('] = LOOK,   ['^'] = LOOK,
};

/* Does a character reference, known or not, begin at the '&' at `at`? (CommonMark 2.5) */
static bool looks_like_reference(tms_slice s, size_t at) {
  size_t i = at + 1;
  if (i < s.len && s.ptr[i] == '#') i++;
  size_t begin = i;
  while (i < s.len && tms_is_alnum((unsigned char)s.ptr[i])) i++;
  return i > begin && i < s.len && s.ptr[i] == ';';
}

/* Would the '@' at `at` make an address in running text? (GFM 6.9) */
static bool is_in_address(tms_slice s, size_t at) {
  if (at == 0 || at + 1 >= s.len) return false;
  unsigned char before = (unsigned char)s.ptr[at - 1];
  bool local = tms_is_alnum(before) || before == '.' || before == '_' || before == '+' || before == '-';
  return local && tms_is_alnum((unsigned char)s.ptr[at + 1]);
}

/*
 * Markdown for people leaves alone what can't mean anything where it stands: '_' inside a word (CommonMark 6.2), '*' with spaces around it,
 * '<' before a space, '>' anywhere but at the begin of a block.
 */
static bool means_nothing(tms_slice s, size_t at, bool line_start) {
  char before = at > 0 ? s.ptr[at - 1] : '\0', after = at + 1 < s.len ? s.ptr[at + 1] : '\0';
  if (line_start && at == 0) return false;
  switch (s.ptr[at]) {
    case '_': return tms_is_alnum((unsigned char)before) && tms_is_alnum((unsigned char)after);
    case '*': return before == ' ' && after == ' ';
    case '<': return after == ' ';
    case '>': return true;
    default: return false;
  }
}

static bool needs_escape(const tms_canonical_writer *writer, tms_slice s, size_t at, tms_text_place place) {
  bool addresses = !(writer->flags & TMS_CANONICAL_PEOPLE);
  switch (s.ptr[at]) {
    case '&': return looks_like_reference(s, at);
    case '|': return writer->in_cell;
    case '!': return at + 1 == s.len && place.before_bracket;
    case '(': return at == 0 && place.after_note;
    case '^': return at == 0 && place.after_bracket;
    case ':':
      if (at == 0 && place.after_note) return true;
      return addresses && s.len - at > 2 && s.ptr[at + 1] == '/' && s.ptr[at + 2] == '/';
    case '.': return addresses && at >= 3 && memcmp(s.ptr + at - 3, "www", 3) == 0;
    case '@': return addresses && is_in_address(s, at);
    default: return true;
  }
}

static bool ends_or_space(tms_slice s, size_t at) {
  return at >= s.len || s.ptr[at] == ' ';
}

/* Where a block would begin with the marker of another one, the position of the character to escape; else SIZE_MAX. */
static size_t marker_escape(tms_slice s) {
  size_t i = 0;
  switch (s.ptr[0]) {
    case '-': return ends_or_space(s, 1) || s.ptr[1] == '-' ? 0 : SIZE_MAX;
    case '+': return ends_or_space(s, 1) ? 0 : SIZE_MAX;
    case '#':
      while (i < s.len && i < 7 && s.ptr[i] == '#') i++;
      return i <= 6 && ends_or_space(s, i) ? 0 : SIZE_MAX;
    default:
      while (i < s.len && i < 10 && tms_is_digit((unsigned char)s.ptr[i])) i++;
      if (i == 0 || i > 9 || i >= s.len || (s.ptr[i] != '.' && s.ptr[i] != ')')) return SIZE_MAX;
      return ends_or_space(s, i + 1) ? i : SIZE_MAX;
  }
}

/* The first '#' of a run that would close a heading (CommonMark 4.2), or SIZE_MAX. */
static size_t closing_escape(tms_slice s) {
  size_t i = s.len;
  while (i > 0 && s.ptr[i - 1] == '#') i--;
  return i < s.len && (i == 0 || s.ptr[i - 1] == ' ') ? i : SIZE_MAX;
}

/* The next place that may need an escape: a character with a class, or one of the two that the block asks for. */
static size_t next_look(tms_slice text, size_t at, size_t marker, size_t closing) {
  size_t next = tms_slice_find_class(text, at, text_class);
  if (marker >= at && marker < next) next = marker;
  return closing >= at && closing < next ? closing : next;
}

void tms_canonical_text(tms_canonical_writer *writer, tms_slice text, tms_text_place place) {
  if (text.len == 0) return;
  size_t marker = place.line_start ? marker_escape(text) : SIZE_MAX;
  size_t closing = place.heading_end ? closing_escape(text) : SIZE_MAX;
  bool people = writer->flags & TMS_CANONICAL_PEOPLE;
  size_t done = 0;
  for (size_t i = 0; (i = next_look(text, i, marker, closing)) < text.len; i++) {
    unsigned char class = text_class[(unsigned char)text.ptr[i]];
    if (class == ALWAYS && people && means_nothing(text, i, place.line_start)) continue;
    if (class == LOOK && i != marker && !needs_escape(writer, text, i, place)) continue;
    tms_buf_add_bytes(writer->out, text.ptr + done, i - done);
    tms_buf_add_byte(writer->out, '\\');
    done = i;
  }
  tms_buf_add_bytes(writer->out, text.ptr + done, text.len - done);
}

/* Bytes that are no running text, with '|' escaped in cells. */
static void add_raw(tms_canonical_writer *writer, tms_slice bytes) {
  while (writer->in_cell) {
    size_t pipe = tms_slice_find_byte(bytes, '|', 0);
    if (pipe == SIZE_MAX) break;
    tms_buf_add(writer->out, tms_slice_head(bytes, pipe));
    tms_buf_add_cstr(writer->out, "\\|");
    bytes = tms_slice_from(bytes, pipe + 1);
  }
  tms_buf_add(writer->out, bytes);
}

size_t tms_canonical_longest_ticks(tms_slice text) {
  size_t longest = 0, at = 0;
  while ((at = tms_slice_find_byte(text, '`', at)) != SIZE_MAX) {
    size_t begin = at;
    while (at < text.len && text.ptr[at] == '`') at++;
    if (at - begin > longest) longest = at - begin;
  }
  return longest;
}

/* Readers look for a closing run among the first 80 lengths (cmark does, to stay linear): longer runs would be text there. */
enum { MAX_TICKS = 64 };

/* The shortest run of backticks that `code` doesn't hold; 0 where it holds all up to MAX_TICKS. */
static size_t shortest_absent_run(tms_slice code) {
  uint64_t held = 0; /* bit n - 1: a run of n */
  size_t at = 0;
  while ((at = tms_slice_find_byte(code, '`', at)) != SIZE_MAX) {
    size_t begin = at;
    while (at < code.len && code.ptr[at] == '`') at++;
    if (at - begin <= MAX_TICKS) held |= (uint64_t)1 << (at - begin - 1);
  }
  for (size_t n = 1; n <= MAX_TICKS; n++) {
    if (!(held >> (n - 1) & 1)) return n;
  }
  return 0;
}

/* CommonMark 6.1: one space inside each end is taken off, and keeps the content's own backticks off the delimiters. */
void tms_canonical_code_span(tms_canonical_writer *writer, tms_slice code, bool tag) {
  size_t ticks = tag ? 0 : shortest_absent_run(code);
  bool pad = code.len && (code.ptr[0] == '`' || code.ptr[code.len - 1] == '`');
  if (ticks == 0) {
    tms_buf_add_cstr(writer->out, "<code>");
    tms_canonical_text(writer, code, (tms_text_place){0});
    tms_buf_add_cstr(writer->out, "</code>");
    return;
  }
  tms_buf_add_repeat(writer->out, '`', ticks);
  if (pad) tms_buf_add_byte(writer->out, ' ');
  add_raw(writer, code);
  if (pad) tms_buf_add_byte(writer->out, ' ');
  tms_buf_add_repeat(writer->out, '`', ticks);
}

/* What a destination, a title or an info string may ask to be escaped. */
static const unsigned char escaped_class[256] = {['\\'] = 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1};

/* Adds `s` with a backslash before `one` and `other`, before '\' and before what would be a character reference. */
static void add_escaped(tms_canonical_writer *writer, tms_slice s, char one, char other) {
  size_t done = 0;
  for (size_t i = 0; (i = tms_slice_find_class(s, i, escaped_class)) < s.len; i++) {
    char c = s.ptr[i];
    if (c != '\\' && c != one && c != other && (c != '&' || !looks_like_reference(s, i))) continue;
    add_raw(writer, tms_slice_of(s.ptr + done, i - done));
    tms_buf_add_byte(writer->out, '\\');
    done = i;
  }
  add_raw(writer, tms_slice_from(s, done));
}

/* Between < and > where it holds what would end it without (CommonMark 6.3). */
void tms_canonical_destination(tms_canonical_writer *writer, tms_slice url) {
  static const unsigned char ends_it[256] = {[' '] = 1, ['('] = 1, [')'] = 1, ['<'] = 1, ['>'] = 1};
  bool pointed = tms_slice_find_class(url, 0, ends_it) < url.len;
  if (pointed) tms_buf_add_byte(writer->out, '<');
  add_escaped(writer, url, pointed ? '<' : '\\', pointed ? '>' : '\\');
  if (pointed) tms_buf_add_byte(writer->out, '>');
}

/* A backslash right before the closing quote is a reference: cmark's scanner takes the longest title that it can see, and would read `\\"` as an
 * escaped quote. */
void tms_canonical_title(tms_canonical_writer *writer, tms_slice title) {
  bool backslash = title.len && title.ptr[title.len - 1] == '\\';
  tms_buf_add_byte(writer->out, '"');
  add_escaped(writer, tms_slice_head(title, title.len - backslash), '"', '"');
  if (backslash) tms_buf_add_cstr(writer->out, "&#92;");
  tms_buf_add_byte(writer->out, '"');
}

void tms_canonical_attribute(tms_canonical_writer *writer, tms_slice value) {
  size_t done = 0;
  for (size_t i = 0; i < value.len; i++) {
    const char *reference = NULL;
    switch (value.ptr[i]) {
      case '&': reference = "&amp;"; break;
      case '"': reference = "&quot;"; break;
      case '<': reference = "&lt;"; break;
      case '>': reference = "&gt;"; break;
      default: continue;
    }
    add_raw(writer, tms_slice_of(value.ptr + done, i - done));
    tms_buf_add_cstr(writer->out, reference);
    done = i + 1;
  }
  add_raw(writer, tms_slice_from(value, done));
}

/* A backtick can't stand in the info string of a fence of backticks, escaped or not (CommonMark 4.5): it is a reference. */
void tms_canonical_info(tms_canonical_writer *writer, tms_slice language) {
  size_t at;
  while ((at = tms_slice_find_byte(language, '`', 0)) != SIZE_MAX) {
    add_escaped(writer, tms_slice_head(language, at), '\\', '\\');
    tms_buf_add_cstr(writer->out, "&#96;");
    language = tms_slice_from(language, at + 1);
  }
  add_escaped(writer, language, '\\', '\\');
}
