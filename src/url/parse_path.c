#include "url/parse.h"

bool tms_url_is_drive(tms_slice s) {
  return s.len == 2 && tms_is_alpha((unsigned char)s.ptr[0]) && (s.ptr[1] == ':' || s.ptr[1] == '|');
}

bool tms_url_starts_with_drive(tms_slice s) {
  if (s.len < 2 || !tms_url_is_drive(tms_slice_head(s, 2))) return false;
  return s.len == 2 || s.ptr[2] == '/' || s.ptr[2] == '\\' || s.ptr[2] == '?' || s.ptr[2] == '#';
}

void tms_url_begin_path(tms_url_parser *parser) {
  parser->url->path = parser->url->href.len;
}

void tms_url_copy_path(tms_url *url, const tms_url *base) {
  tms_buf_add(&url->href, tms_url_pathname(base));
}

/* "Shorten a url's path": a path that is one normalized drive letter stays. What is cut was written once, so all cuts together are linear. */
void tms_url_shorten_path(tms_url *url) {
  tms_slice path = tms_slice_of(url->href.data + url->path, url->href.len - url->path);
  bool drive = url->scheme == TMS_SCHEME_FILE && path.len == 3 && tms_is_alpha((unsigned char)path.ptr[1]) && path.ptr[2] == ':';
  if (drive) return;
  size_t end = path.len;
  while (end > 0 && path.ptr[end - 1] != '/') end--;
  tms_buf_cut(&url->href, url->path + (end ? end - 1 : 0));
}

/* Reads one dot, "." or "%2e"; the bytes taken, or 0. */
static size_t dot_at(tms_slice s, size_t at) {
  if (at < s.len && s.ptr[at] == '.') return 1;
  return s.len - at >= 3 && tms_slice_eq_nocase(tms_slice_of(s.ptr + at, 3), TMS_SLICE("%2e")) ? 3 : 0;
}

/* 1 for a single-dot segment, 2 for a double-dot one, else 0. */
static int dots_of(tms_slice segment) {
  size_t first = segment.len <= 6 ? dot_at(segment, 0) : 0;
  if (first == 0) return 0;
  if (first == segment.len) return 1;
  size_t second = dot_at(segment, first);
  return second && first + second == segment.len ? 2 : 0;
}

static void add_segment(tms_url *url, tms_slice segment) {
  bool empty_path = url->href.len == url->path;
  tms_buf_add_byte(&url->href, '/');
  if (url->scheme == TMS_SCHEME_FILE && empty_path && tms_url_is_drive(segment)) {
    tms_buf_add_byte(&url->href, segment.ptr[0]);
    tms_buf_add_byte(&url->href, ':');
    return;
  }
  tms_percent_encode(segment, TMS_PERCENT_PATH, &url->href);
}

void tms_url_parse_path(tms_url_parser *parser) {
  for (bool more = true; more;) {
    size_t begin = parser->at;
    while (!tms_url_is_end(parser)) {
      char c = tms_url_here(parser);
      if (tms_url_is_slash(parser, c) || c == '?' || c == '#') break;
      parser->at++;
    }
    tms_slice segment = tms_slice_of(parser->in.ptr + begin, parser->at - begin);
    more = !tms_url_is_end(parser) && tms_url_is_slash(parser, tms_url_here(parser));
    int dots = dots_of(segment);
    if (dots == 2) tms_url_shorten_path(parser->url);
    if (dots == 0) {
      add_segment(parser->url, segment);
    } else if (!more) {
      tms_buf_add_byte(&parser->url->href, '/');
    }
    if (more) parser->at++;
  }
}

void tms_url_parse_path_start(tms_url_parser *parser) {
  char c = tms_url_here(parser);
  bool slash = !tms_url_is_end(parser) && tms_url_is_slash(parser, c);
  if (!tms_url_is_special(parser->url) && (tms_url_is_end(parser) || c == '?' || c == '#')) return;
  if (slash) parser->at++;
  tms_url_parse_path(parser);
}

/* Spaces stay, but for one before "?" or "#", which is encoded so that it isn't lost (URL Standard, opaque path state). */
void tms_url_parse_opaque_path(tms_url_parser *parser) {
  size_t begin = parser->at;
  while (!tms_url_is_end(parser) && tms_url_here(parser) != '?' && tms_url_here(parser) != '#') parser->at++;
  tms_slice path = tms_slice_of(parser->in.ptr + begin, parser->at - begin);
  bool space = path.len && path.ptr[path.len - 1] == ' ' && !tms_url_is_end(parser);
  tms_percent_encode(tms_slice_head(path, path.len - space), TMS_PERCENT_C0, &parser->url->href);
  if (space) tms_buf_add_cstr(&parser->url->href, "%20");
}

void tms_url_end_path(tms_url *url) {
  tms_buf *href = &url->href;
  tms_slice path = tms_slice_of(href->data + url->path, href->len - url->path);
  if (url->has_host || url->opaque_path || !tms_slice_starts(path, TMS_SLICE("//"))) return;
  tms_buf_add_cstr(href, "/.");
  if (href->status != TMS_OK) return;
  memmove(href->data + url->path + 2, href->data + url->path, path.len);
  memcpy(href->data + url->path, "/.", 2);
  url->path += 2;
}
