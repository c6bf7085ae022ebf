/* How blocks begin and end. Each function looks at one line, from its first character that is no space, and never at one twice. */
#include "markup/commonmark_block.h"

static char at(tms_slice s, size_t i) {
  return i < s.len ? s.ptr[i] : '\n';
}

/* 4.1: three or more of one of * - _ and nothing else but spaces and tabs. */
bool tms_md_is_rule(tms_slice s) {
  char marker = at(s, 0);
  size_t count = 0;
  if (marker != '*' && marker != '-' && marker != '_') return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == marker) {
      count++;
    } else if (!tms_md_is_blank(s.ptr[i])) {
      return false;
    }
  }
  return count >= 3;
}

/* 4.2 */
uint32_t tms_md_heading_level(tms_slice s) {
  uint32_t level = 0;
  while (level < 7 && at(s, level) == '#') level++;
  if (level < 1 || level > 6) return 0;
  return level == s.len || tms_md_is_blank(s.ptr[level]) ? level : 0;
}

/* 4.5: three or more backticks, no backtick in the info string; or three or more tildes. */
size_t tms_md_fence_length(tms_slice s) {
  char marker = at(s, 0);
  size_t length = 0;
  if (marker != '`' && marker != '~') return 0;
  while (at(s, length) == marker) length++;
  if (length < 3) return 0;
  return marker == '~' || tms_slice_find_byte(s, '`', length) == SIZE_MAX ? length : 0;
}

bool tms_md_closes_fence(tms_slice s, char marker, size_t length) {
  size_t i = 0;
  while (at(s, i) == marker) i++;
  return i >= length && tms_md_skip_blanks(s, i) == s.len;
}

/* 4.3 */
uint8_t tms_md_setext_level(tms_slice s) {
  char marker = at(s, 0);
  size_t i = 0;
  if (marker != '=' && marker != '-') return 0;
  while (at(s, i) == marker) i++;
  if (tms_md_skip_blanks(s, i) != s.len) return 0;
  return marker == '=' ? 1 : 2;
}

/* 4.6, start condition 6 */
static bool is_block_name(tms_slice name) {
  static const char *const names[] = {"address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
                                      "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
                                      "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
                                      "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
                                      "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
                                      "optgroup", "option",     "p",      "param",   "search",   "section",    "summary",  "table",    "tbody",
                                      "td",       "tfoot",      "th",     "thead",   "title",    "tr",         "track",    "ul"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (tms_slice_eq_nocase(name, tms_slice_cstr(names[i]))) return true;
  }
  return false;
}

static bool is_raw_name(tms_slice name) {
  return tms_slice_eq_nocase(name, TMS_SLICE("script")) || tms_slice_eq_nocase(name, TMS_SLICE("pre")) ||
         tms_slice_eq_nocase(name, TMS_SLICE("style")) || tms_slice_eq_nocase(name, TMS_SLICE("textarea"));
}

static uint8_t html_by_name(tms_slice s, bool in_paragraph) {
  bool end = at(s, 1) == '/';
  size_t begin = end ? 2 : 1, i = begin;
  while (i < s.len && tms_is_alnum((unsigned char)s.ptr[i])) i++;
  tms_slice name = tms_slice_of(s.ptr + begin, i - begin);
  char after = at(s, i);
  bool bare = tms_md_is_blank(after) || after == '\n' || after == '>';
  if (name.len == 0) return 0;
  if (!end && bare && is_raw_name(name)) return 1;
  if ((bare || (after == '/' && at(s, i + 1) == '>')) && name.len <= 10 && is_block_name(name)) return 6;
  if (in_paragraph || is_raw_name(name)) return 0;
  size_t length = tms_md_html_tag_length(s);
  return length && tms_md_skip_blanks(s, length) == s.len ? 7 : 0;
}

/* The number of the start condition that holds, or 0. */
uint8_t tms_md_html_start(tms_slice s, bool in_paragraph) {
  if (at(s, 0) != '<') return 0;
  if (at(s, 1) == '?') return 3;
  if (at(s, 1) != '!') return html_by_name(s, in_paragraph);
  if (tms_slice_starts(s, TMS_SLICE("<!--"))) return 2;
  if (tms_slice_starts(s, TMS_SLICE("<![CDATA["))) return 5;
  return tms_is_alpha((unsigned char)at(s, 2)) ? 4 : 0;
}

/* 4.6, end conditions 1 to 5; 6 and 7 end at an empty line. */
bool tms_md_html_ends(tms_slice line, uint8_t condition) {
  static const char *const raw[] = {"</script>", "</pre>", "</style>", "</textarea>"};
  switch (condition) {
    case 1:
      for (size_t i = 0; i < sizeof raw / sizeof raw[0]; i++) {
        if (tms_slice_find_nocase(line, tms_slice_cstr(raw[i]), 0) != SIZE_MAX) return true;
      }
      return false;
    case 2: return tms_slice_find(line, TMS_SLICE("-->"), 0) != SIZE_MAX;
    case 3: return tms_slice_find(line, TMS_SLICE("?>"), 0) != SIZE_MAX;
    case 4: return tms_slice_find_byte(line, '>', 0) != SIZE_MAX;
    case 5: return tms_slice_find(line, TMS_SLICE("]]>"), 0) != SIZE_MAX;
    default: return false;
  }
}

/* "[^label]:" and the blanks after it. */
size_t tms_md_note_start(tms_slice s, tms_slice *label) {
  if (at(s, 0) != '[' || at(s, 1) != '^') return 0;
  size_t i = 2;
  while (i < s.len && s.ptr[i] != ']' && s.ptr[i] != '[' && !tms_is_space((unsigned char)s.ptr[i]) && i <= TMS_MD_LABEL) i++;
  if (i == 2 || at(s, i) != ']' || at(s, i + 1) != ':') return 0;
  *label = tms_slice_of(s.ptr + 2, i - 2);
  return tms_md_skip_blanks(s, i + 2);
}

/* 5.2: a bullet, or up to nine digits and . or ), and then white space. Only a list that begins with 1 and isn't empty may interrupt a paragraph. */
bool tms_md_list_marker(tms_slice s, bool in_paragraph, tms_md_marker *marker) {
  char first = at(s, 0);
  size_t i = 0;
  *marker = (tms_md_marker){0};
  if (first == '-' || first == '+' || first == '*') {
    i = 1;
    marker->marker = first;
  } else {
    while (i < 9 && tms_is_digit((unsigned char)at(s, i))) marker->start = marker->start * 10 + (uint32_t)(s.ptr[i++] - '0');
    if (i == 0 || (at(s, i) != '.' && at(s, i) != ')')) return false;
    if (in_paragraph && marker->start != 1) return false;
    marker->marker = s.ptr[i++];
  }
  if (i < s.len && !tms_md_is_blank(s.ptr[i])) return false;
  marker->length = (uint32_t)i;
  return !in_paragraph || tms_md_skip_blanks(s, i) < s.len;
}
