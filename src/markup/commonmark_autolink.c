/* Autolinks: those in angle brackets (CommonMark 6.5) and the extended ones (GFM 6.9). */
#include "markup/commonmark_inline.h"

/* No host name is longer (RFC 1035, 3.1): the bound keeps every look ahead short. A local part has 64 at most (RFC 5321, 4.5.3.1.1). */
enum { MAX_HOST = 255, MAX_LOCAL = 64 };

static bool is_local(char c) {
  return tms_is_alnum((unsigned char)c) || (c != '\0' && strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

static tms_slice prefixed(tms_md_inline *in, const char *prefix, tms_slice text) {
  tms_buf_reset(&in->reader->scratch);
  tms_buf_add_cstr(&in->reader->scratch, prefix);
  tms_buf_add(&in->reader->scratch, text);
  return tms_md_keep_scratch(in->reader);
}

static size_t add_autolink(tms_md_inline *in, size_t begin, size_t end, size_t a, size_t b, const char *prefix) {
  tms_slice text = tms_slice_of(in->text.ptr + a, b - a);
  uint32_t link = tms_md_add_link(in, prefix ? prefixed(in, prefix, text) : text, TMS_SLICE_NONE, false);
  tms_md_token *token = tms_md_add_token(in, TMS_MD_AUTOLINK, begin, end);
  if (!token) return end;
  token->a = (uint32_t)a;
  token->b = (uint32_t)b;
  token->data = link;
  return end;
}

/* A scheme of 2 to 32 characters and a colon (6.5). */
static size_t skip_scheme(const tms_md_inline *in, size_t i) {
  size_t begin = i;
  if (!tms_is_alpha((unsigned char)tms_md_at(in, i))) return 0;
  while (i - begin <= 32 &&
         (tms_is_alnum((unsigned char)tms_md_at(in, i)) || tms_md_at(in, i) == '+' || tms_md_at(in, i) == '.' || tms_md_at(in, i) == '-'))
    i++;
  return tms_md_at(in, i) == ':' && i - begin >= 2 && i - begin <= 32 ? i + 1 : 0;
}

/* Labels of up to 63 letters, digits and inner hyphens, dots between (6.5). */
static size_t skip_host(const tms_md_inline *in, size_t i) {
  for (;;) {
    size_t begin = i;
    while (i - begin <= 63 && (tms_is_alnum((unsigned char)tms_md_at(in, i)) || tms_md_at(in, i) == '-')) i++;
    if (i == begin || i - begin > 63 || tms_md_at(in, begin) == '-' || tms_md_at(in, i - 1) == '-') return 0;
    if (tms_md_at(in, i) != '.') return i;
    i++;
  }
}

size_t tms_md_scan_pointed_link(tms_md_inline *in, size_t begin) {
  size_t i = skip_scheme(in, begin + 1);
  if (i) {
    while (i < in->text.len && (unsigned char)tms_md_at(in, i) > ' ' && tms_md_at(in, i) != '<' && tms_md_at(in, i) != '>' && tms_md_at(in, i) != 127)
      i++;
    return tms_md_at(in, i) == '>' ? add_autolink(in, begin, i + 1, begin + 1, i, NULL) : begin;
  }
  for (i = begin + 1; is_local(tms_md_at(in, i));) i++;
  if (i == begin + 1 || tms_md_at(in, i) != '@') return begin;
  i = skip_host(in, i + 1);
  return i && tms_md_at(in, i) == '>' ? add_autolink(in, begin, i + 1, begin + 1, i, "mailto:") : begin;
}

/* ---- extended ---- */

static bool is_text_end(char c) {
  return c == '\0' || c == '<' || tms_is_space((unsigned char)c);
}

/* "A valid domain": segments of letters, digits, - and _, at least one dot, no _ in the last two. Bytes over 127 stand for letters. */
static size_t scan_domain(const tms_md_inline *in, size_t begin, bool needs_dot) {
  size_t i = begin, dots = 0;
  bool underscore[2] = {false, false}; /* in the last segment but one, in the last */
  for (; i - begin <= MAX_HOST; i++) {
    unsigned char c = (unsigned char)tms_md_at(in, i);
    if (c == '_') {
      underscore[1] = true;
    } else if (c == '.') {
      dots++;
      underscore[0] = underscore[1];
      underscore[1] = false;
    } else if (!tms_is_alnum(c) && c != '-' && c < 128) {
      break;
    }
  }
  if (i == begin || i - begin > MAX_HOST || underscore[0] || underscore[1] || (needs_dot && dots == 0)) return 0;
  return i;
}

/* Punctuation at the end is not the link's, nor is a ')' without its '(', nor what looks like a reference (GFM 6.9). */
static size_t trim_end(const tms_md_inline *in, size_t begin, size_t end) {
  size_t opened = 0, closed = 0;
  for (size_t i = begin; i < end; i++) {
    opened += tms_md_at(in, i) == '(';
    closed += tms_md_at(in, i) == ')';
  }
  for (; end > begin; end--) {
    char c = tms_md_at(in, end - 1);
    if (c == ')') {
      if (closed <= opened) break;
      closed--;
    } else if (c == ';') {
      size_t i = end - 1;
      while (i > begin && tms_is_alnum((unsigned char)tms_md_at(in, i - 1))) i--;
      if (i > begin && tms_md_at(in, i - 1) == '&' && i < end - 1) end = i;
    } else if (strchr("?!.,:*_~'\"", c) == NULL) {
      break;
    }
  }
  return end;
}

static size_t finish_address(tms_md_inline *in, size_t begin, size_t domain, const char *prefix) {
  size_t end = domain;
  while (end < in->text.len && !is_text_end(tms_md_at(in, end))) end++;
  end = trim_end(in, begin, end);
  return end > begin ? add_autolink(in, begin, end, begin, end, prefix) : begin;
}

/* "www.", "http://", ... may stand at the begin, or after white space or one of * _ ~ ( */
static bool may_begin(const tms_md_inline *in, size_t i) {
  if (i == 0) return true;
  char before = tms_md_at(in, i - 1);
  return tms_is_space((unsigned char)before) || before == '*' || before == '_' || before == '~' || before == '(';
}

static size_t scan_www(tms_md_inline *in, size_t i) {
  if (!may_begin(in, i) || !tms_slice_starts(tms_slice_from(in->text, i), TMS_SLICE("www."))) return i;
  size_t domain = scan_domain(in, i, true);
  if (!domain) return i;
  return finish_address(in, i, domain, "http://");
}

/* At the ':': the scheme is the letters before it. They are text, so no token stands among them. */
static size_t scan_scheme(tms_md_inline *in, size_t i) {
  static const char *const schemes[] = {"http", "https", "ftp"};
  size_t begin = i;
  if (tms_md_at(in, i + 1) != '/' || tms_md_at(in, i + 2) != '/') return i;
  while (begin > 0 && i - begin < 6 && tms_is_alpha((unsigned char)tms_md_at(in, begin - 1))) begin--;
  for (size_t k = 0; k < sizeof schemes / sizeof schemes[0]; k++) {
    if (!tms_slice_eq_nocase(tms_slice_of(in->text.ptr + begin, i - begin), tms_slice_cstr(schemes[k]))) continue;
    size_t domain = may_begin(in, begin) ? scan_domain(in, i + 3, false) : 0;
    size_t end = domain ? finish_address(in, begin, domain, NULL) : begin;
    return end == begin ? i : end;
  }
  return i;
}

static bool is_plain_local(char c) {
  return tms_is_alnum((unsigned char)c) || c == '.' || c == '-' || c == '_' || c == '+';
}

/* Delimiter runs of '_' inside the local part are text now. */
static void drop_runs_from(tms_md_inline *in, size_t begin) {
  while (in->token_count > 1 && in->tokens[in->token_count - 1].kind == TMS_MD_RUN && in->tokens[in->token_count - 1].begin >= begin) {
    tms_md_drop_runs(in, in->tokens[in->token_count - 1].prev);
    in->token_count--;
  }
}

static size_t scan_email(tms_md_inline *in, size_t i) {
  size_t begin = i, end = i + 1;
  while (begin > 0 && i - begin < MAX_LOCAL && is_plain_local(tms_md_at(in, begin - 1))) begin--;
  size_t floor = in->token_count > 1 && in->tokens[in->token_count - 1].kind != TMS_MD_RUN ? in->tokens[in->token_count - 1].end : 0;
  if (begin < floor) begin = floor;
  if (begin == i) return i;
  size_t dots = 0;
  for (; end - i <= MAX_HOST && (is_plain_local(tms_md_at(in, end)) && tms_md_at(in, end) != '+'); end++) dots += tms_md_at(in, end) == '.';
  for (; end > i + 1 && tms_md_at(in, end - 1) == '.'; end--) dots--;
  char last = tms_md_at(in, end - 1);
  if (dots == 0 || end - i > MAX_HOST || last == '-' || last == '_' || tms_md_at(in, i + 1) == '.') return i;
  drop_runs_from(in, begin);
  return add_autolink(in, begin, end, begin, end, "mailto:");
}

/* Inside brackets, which may become a link, none is made, as in cmark-gfm. */
size_t tms_md_scan_autolink(tms_md_inline *in, size_t i) {
  if (in->bracket) return i;
  switch (tms_md_at(in, i)) {
    case 'w': return scan_www(in, i);
    case ':': return scan_scheme(in, i);
    case '@': return scan_email(in, i);
    default: return i;
  }
}
