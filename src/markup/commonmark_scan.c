/* Phase 2, first half: the text of a leaf becomes tokens. One pass; what looks ahead says at its place why that stays linear. */
#include "markup/charref.h"
#include "markup/commonmark_inline.h"

tms_md_token *tms_md_add_token(tms_md_inline *in, tms_md_token_kind kind, size_t begin, size_t end) {
  if (in->token_count == 0) in->token_count = 1; /* number 0 is none */
  if (!tms_arena_grow(&in->reader->arena, (void **)&in->tokens, &in->token_room, in->token_count + 1, sizeof *in->tokens)) return NULL;
  tms_md_token *token = &in->tokens[in->token_count++];
  *token = (tms_md_token){.kind = (uint8_t)kind, .begin = (uint32_t)begin, .end = (uint32_t)end};
  return token;
}

uint32_t tms_md_add_link(tms_md_inline *in, tms_slice target, tms_slice title, bool image) {
  if (!tms_arena_grow(&in->reader->arena, (void **)&in->links, &in->link_room, in->link_count + 1, sizeof *in->links)) return 0;
  in->links[in->link_count] = (tms_md_link){target, title, image, false};
  return (uint32_t)in->link_count++;
}

static size_t skip_run(const tms_md_inline *in, size_t i, char c) {
  while (i < in->text.len && in->text.ptr[i] == c) i++;
  return i;
}

/*
 * The next run of exactly `length` backticks after `from`, or SIZE_MAX. Going on, it notes the last place of each length: once the end has been seen,
 * a run without a partner is known at once. Runs over 80 have none, as in cmark.
 */
static size_t find_ticks(tms_md_inline *in, size_t from, size_t length) {
  const size_t longest = sizeof in->ticks / sizeof in->ticks[0] - 1;
  if (!in->ticks_clear) memset(in->ticks, 0, sizeof in->ticks);
  in->ticks_clear = true;
  if (length > longest || (in->ticks_known && in->ticks[length] <= from)) return SIZE_MAX;
  for (size_t i = from; (i = tms_slice_find_byte(in->text, '`', i)) != SIZE_MAX;) {
    size_t end = skip_run(in, i, '`');
    if (end - i <= longest) in->ticks[end - i] = (uint32_t)i;
    if (end - i == length) return i;
    i = end;
  }
  in->ticks_known = true;
  return SIZE_MAX;
}

/* 6.1 */
static size_t scan_code(tms_md_inline *in, size_t i) {
  size_t begin = skip_run(in, i, '`'), length = begin - i;
  size_t end = find_ticks(in, begin, length);
  if (end == SIZE_MAX) return begin;
  tms_md_token *token = tms_md_add_token(in, TMS_MD_CODE, i, end + length);
  if (token) token->a = (uint32_t)begin;
  if (token) token->b = (uint32_t)end;
  return end + length;
}

/* 6.7, 6.8: spaces at the end of a line and at the begin of the next are not text; two of them, or a backslash, make a hard break. */
static size_t scan_line_end(tms_md_inline *in, size_t i, size_t text_from) {
  size_t begin = i, end = i + 1;
  while (begin > text_from && tms_md_at(in, begin - 1) == ' ') begin--;
  while (tms_md_at(in, end) == ' ' || tms_md_at(in, end) == '\t') end++;
  tms_md_add_token(in, i - begin >= 2 ? TMS_MD_HARD : TMS_MD_SOFT, begin, end);
  return end;
}

static size_t scan_backslash(tms_md_inline *in, size_t i) {
  char next = tms_md_at(in, i + 1);
  if (next == '\n' && i + 2 < in->text.len) {
    size_t end = i + 2;
    while (tms_md_at(in, end) == ' ' || tms_md_at(in, end) == '\t') end++;
    tms_md_add_token(in, TMS_MD_HARD, i, end);
    return end;
  }
  if (!tms_is_punct((unsigned char)next)) return i + 1;
  tms_md_add_token(in, TMS_MD_SKIP, i, i + 1);
  return i + 2;
}

static size_t scan_reference(tms_md_inline *in, size_t i) {
  tms_charref reference = in->html ? tms_charref_read(in->text, i, false) : tms_charref_read_strict(in->text, i);
  if (!reference.length) return i + 1;
  tms_md_token *token = tms_md_add_token(in, TMS_MD_CHARS, i, i + reference.length);
  if (token) token->a = reference.code[0];
  if (token) token->b = reference.code[1];
  return i + reference.length;
}

static size_t scan_pointed(tms_md_inline *in, size_t i) {
  size_t end = in->html ? i : tms_md_scan_pointed_link(in, i);
  if (end == i) end = tms_md_scan_html(in, i);
  return end == i ? i + 1 : end;
}

/* One step at a character that may mean something; gives the position to go on at, always further. */
static size_t scan_special(tms_md_inline *in, size_t i, size_t text_from) {
  size_t end;
  switch (in->text.ptr[i]) {
    case '\n': return scan_line_end(in, i, text_from);
    case '&': return scan_reference(in, i);
    case '<': return scan_pointed(in, i);
    default: break;
  }
  if (in->html) return i + 1;
  switch (in->text.ptr[i]) {
    case '\\': return scan_backslash(in, i);
    case '`': return scan_code(in, i);
    case '*':
    case '_':
    case '~':
      end = skip_run(in, i, in->text.ptr[i]);
      tms_md_scan_run(in, i, end);
      return end;
    case '!':
      if (tms_md_at(in, i + 1) != '[') return i + 1;
      tms_md_scan_open(in, i, i + 2);
      return i + 2;
    case '[': tms_md_scan_open(in, i, i + 1); return i + 1;
    case ']': return tms_md_scan_close(in, i);
    default: end = tms_md_scan_autolink(in, i); return end == i ? i + 1 : end;
  }
}

/* Where a token may begin; with the autolinks of GFM (6.9) also at what could be an address. */
#define ALWAYS_SPECIAL ['\n'] = 1, ['\\'] = 1, ['`'] = 1, ['*'] = 1, ['_'] = 1, ['~'] = 1, ['['] = 1, [']'] = 1, ['!'] = 1, ['<'] = 1, ['&'] = 1
static const unsigned char special[256] = {ALWAYS_SPECIAL};
static const unsigned char special_or_address[256] = {ALWAYS_SPECIAL, [':'] = 1, ['@'] = 1, ['w'] = 1};

void tms_md_scan(tms_md_inline *in) {
  bool addresses = (in->reader->flags & TMS_COMMONMARK_AUTOLINKS) && !in->html;
  const unsigned char *stops = addresses ? special_or_address : special;
  size_t done = 0; /* the end of the last token: line ends don't reach back into it */
  for (size_t i = 0; (i = tms_slice_find_class(in->text, i, stops)) < in->text.len;) {
    size_t count = in->token_count;
    i = scan_special(in, i, done);
    if (in->token_count != count) done = i;
  }
  tms_md_pair_runs(in, 0);
}
