/*
 * The basic URL parser (URL Standard 4.4), its states as straight code: each component is found by its end and written to href at once. Every byte
 * of the input is looked at a constant number of times.
 */
#include "url/parse.h"

#include "url/url.h"

static const struct {
  tms_slice name;
  tms_scheme scheme;
} special_schemes[] = {
    {TMS_SLICE_INIT("http:"), TMS_SCHEME_HTTP}, {TMS_SLICE_INIT("https:"), TMS_SCHEME_HTTPS}, {TMS_SLICE_INIT("ftp:"), TMS_SCHEME_FTP},
    {TMS_SLICE_INIT("ws:"), TMS_SCHEME_WS},     {TMS_SLICE_INIT("wss:"), TMS_SCHEME_WSS},     {TMS_SLICE_INIT("file:"), TMS_SCHEME_FILE},
};

static tms_scheme scheme_of(tms_slice protocol) {
  for (size_t i = 0; i < sizeof special_schemes / sizeof special_schemes[0]; i++) {
    if (tms_slice_eq(protocol, special_schemes[i].name)) return special_schemes[i].scheme;
  }
  return TMS_SCHEME_OTHER;
}

void tms_url_clear(tms_url *url) {
  tms_buf_reset(&url->href);
  url->scheme_end = url->username = url->username_end = url->password_end = url->host = url->host_end = 0;
  url->path = url->query = url->fragment = 0;
  url->port = -1;
  url->scheme = TMS_SCHEME_OTHER;
  url->has_host = url->opaque_path = url->has_query = url->has_fragment = false;
}

/* Length of a scheme with its ":" at the front, or 0. */
static size_t scheme_length(tms_slice s) {
  if (s.len == 0 || !tms_is_alpha((unsigned char)s.ptr[0])) return 0;
  for (size_t i = 1; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c == ':') return i + 1;
    if (!tms_is_alnum(c) && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

static void write_scheme(tms_url *url, tms_slice protocol) {
  for (size_t i = 0; i < protocol.len; i++) tms_buf_add_byte(&url->href, tms_lower(protocol.ptr[i]));
  url->scheme_end = url->href.len;
  url->scheme = scheme_of(tms_buf_slice(&url->href));
}

static bool starts_with(const tms_url_parser *parser, const char *what) {
  return tms_slice_starts(tms_slice_from(parser->in, parser->at), tms_slice_cstr(what));
}

static void copy_query(tms_url *url, const tms_url *base) {
  if (!base->has_query) return;
  tms_url_end_path(url);
  url->query = url->href.len;
  url->has_query = true;
  tms_buf_add_bytes(&url->href, base->href.data + base->query, base->fragment - base->query);
}

/* Relative to the base's own path: "relative state" and "file state" share the end. */
static void continue_base_path(tms_url_parser *parser) {
  tms_url *url = parser->url;
  char c = tms_url_here(parser);
  tms_url_begin_path(parser);
  tms_url_copy_path(url, parser->base);
  if (tms_url_is_end(parser) || c == '#') {
    copy_query(url, parser->base);
    return;
  }
  if (c == '?') return;
  bool drive = url->scheme == TMS_SCHEME_FILE && tms_url_starts_with_drive(tms_slice_from(parser->in, parser->at));
  if (drive) {
    tms_buf_cut(&url->href, url->path);
  } else {
    tms_url_shorten_path(url);
  }
  tms_url_parse_path(parser);
}

static tms_status parse_authority_and_path(tms_url_parser *parser) {
  tms_status status = tms_url_parse_authority(parser);
  if (status != TMS_OK) return status;
  tms_url_begin_path(parser);
  tms_url_parse_path_start(parser);
  return TMS_OK;
}

/* "Special authority ignore slashes state". */
static tms_status parse_special_authority(tms_url_parser *parser) {
  while (!tms_url_is_end(parser) && tms_url_is_slash(parser, tms_url_here(parser))) parser->at++;
  return parse_authority_and_path(parser);
}

/* "Relative state" and "relative slash state". */
static tms_status parse_relative(tms_url_parser *parser) {
  tms_url *url = parser->url;
  bool slash = !tms_url_is_end(parser) && tms_url_is_slash(parser, tms_url_here(parser));
  if (slash && parser->at + 1 < parser->in.len) {
    char second = parser->in.ptr[parser->at + 1];
    if (tms_url_is_slash(parser, second)) {
      parser->at += 2;
      return tms_url_is_special(url) ? parse_special_authority(parser) : parse_authority_and_path(parser);
    }
  }
  tms_url_copy_authority(url, parser->base);
  if (!slash) {
    continue_base_path(parser);
    return TMS_OK;
  }
  parser->at++;
  tms_url_begin_path(parser);
  tms_url_parse_path(parser);
  return TMS_OK;
}

static void write_empty_host(tms_url *url) {
  tms_buf_add_cstr(&url->href, "//");
  tms_url_skip_authority(url);
  url->has_host = true;
}

/* "File slash state": the base gives its host, and its drive. */
static void parse_file_slash(tms_url_parser *parser, const tms_url *base) {
  tms_url *url = parser->url;
  if (base) {
    tms_url_copy_authority(url, base);
  } else {
    write_empty_host(url);
  }
  tms_url_begin_path(parser);
  tms_slice path = base ? tms_url_pathname(base) : TMS_SLICE_NONE;
  bool drive = path.len >= 3 && tms_is_alpha((unsigned char)path.ptr[1]) && path.ptr[2] == ':' && (path.len == 3 || path.ptr[3] == '/');
  if (drive && !tms_url_starts_with_drive(tms_slice_from(parser->in, parser->at))) tms_buf_add_bytes(&url->href, path.ptr, 3);
  tms_url_parse_path(parser);
}

static tms_status parse_file(tms_url_parser *parser) {
  const tms_url *base = parser->base && parser->base->scheme == TMS_SCHEME_FILE ? parser->base : NULL;
  bool slash = !tms_url_is_end(parser) && tms_url_is_slash(parser, tms_url_here(parser));
  if (slash) {
    parser->at++;
    if (tms_url_is_end(parser) || !tms_url_is_slash(parser, tms_url_here(parser))) {
      parse_file_slash(parser, base);
      return TMS_OK;
    }
    parser->at++;
    tms_status status = tms_url_parse_file_host(parser);
    if (status != TMS_OK) return status;
    tms_url_begin_path(parser);
    tms_url_parse_path_start(parser);
    return TMS_OK;
  }
  if (base) {
    tms_url_copy_authority(parser->url, base);
    continue_base_path(parser);
    return TMS_OK;
  }
  write_empty_host(parser->url);
  tms_url_begin_path(parser);
  tms_url_parse_path(parser);
  return TMS_OK;
}

/* Behind a scheme. */
static tms_status parse_after_scheme(tms_url_parser *parser) {
  tms_url *url = parser->url;
  if (url->scheme == TMS_SCHEME_FILE) return parse_file(parser);
  if (tms_url_is_special(url)) {
    bool same = parser->base && parser->base->scheme == url->scheme;
    return same && !starts_with(parser, "//") ? parse_relative(parser) : parse_special_authority(parser);
  }
  if (starts_with(parser, "//")) {
    parser->at += 2;
    return parse_authority_and_path(parser);
  }
  tms_url_skip_authority(url);
  tms_url_begin_path(parser);
  url->opaque_path = !starts_with(parser, "/");
  if (url->opaque_path) {
    tms_url_parse_opaque_path(parser);
  } else {
    tms_url_parse_path_start(parser);
  }
  return TMS_OK;
}

/* "No scheme state". */
static tms_status parse_without_scheme(tms_url_parser *parser) {
  const tms_url *base = parser->base;
  tms_url *url = parser->url;
  if (!base || (base->opaque_path && !starts_with(parser, "#"))) return TMS_ERR_SYNTAX;
  write_scheme(url, tms_url_protocol(base));
  if (!base->opaque_path) return url->scheme == TMS_SCHEME_FILE ? parse_file(parser) : parse_relative(parser);
  tms_url_skip_authority(url);
  url->opaque_path = true;
  tms_url_begin_path(parser);
  tms_url_copy_path(url, base);
  copy_query(url, base);
  return TMS_OK;
}

static void parse_query_and_fragment(tms_url_parser *parser) {
  tms_url *url = parser->url;
  tms_slice rest = tms_slice_from(parser->in, parser->at);
  if (!url->has_query) {
    tms_url_end_path(url);
    url->query = url->href.len;
  }
  size_t hash = tms_slice_find_byte(rest, '#', 0);
  if (rest.len && rest.ptr[0] == '?') {
    url->has_query = true;
    tms_buf_add_byte(&url->href, '?');
    tms_slice query = tms_slice_from(tms_slice_head(rest, hash), 1);
    tms_percent_encode(query, tms_url_is_special(url) ? TMS_PERCENT_SPECIAL_QUERY : TMS_PERCENT_QUERY, &url->href);
  }
  url->fragment = url->href.len;
  if (hash == SIZE_MAX) return;
  url->has_fragment = true;
  tms_buf_add_byte(&url->href, '#');
  tms_percent_encode(tms_slice_from(rest, hash + 1), TMS_PERCENT_FRAGMENT, &url->href);
}

/* 4.4, steps 1 to 3: C0 controls and spaces at both ends, tabs and line ends everywhere. `work` holds the text where something was inside. */
static tms_slice strip(tms_slice s, tms_buf *work) {
  while (s.len && (unsigned char)s.ptr[0] <= ' ') s = tms_slice_from(s, 1);
  while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ') s.len--;
  size_t at = 0;
  while (at < s.len && s.ptr[at] != '\t' && s.ptr[at] != '\n' && s.ptr[at] != '\r') at++;
  if (at == s.len) return s;
  tms_buf_reset(work);
  tms_buf_reserve(work, s.len);
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] != '\t' && s.ptr[i] != '\n' && s.ptr[i] != '\r') tms_buf_add_byte(work, s.ptr[i]);
  }
  return tms_buf_slice(work);
}

static tms_status parse_all(tms_url_parser *parser) {
  size_t scheme = scheme_length(parser->in);
  tms_status status;
  if (scheme) {
    write_scheme(parser->url, tms_slice_head(parser->in, scheme));
    parser->at = scheme;
    status = parse_after_scheme(parser);
  } else {
    status = parse_without_scheme(parser);
  }
  if (status != TMS_OK) return status;
  parse_query_and_fragment(parser);
  return TMS_OK;
}

tms_status tms_url_parse(tms_url *url, tms_slice input, const tms_url *base) {
  tms_url_clear(url);
  if (input.len > TMS_URL_MAX_INPUT) return TMS_ERR_LIMIT;
  if (tms_url_parse_fast(url, input, base)) {
    tms_status fast = url->href.status;
    if (fast != TMS_OK) tms_url_clear(url);
    return fast;
  }
  tms_buf_reset(&url->input);
  tms_buf_reset(&url->work);
  tms_url_parser parser = {.url = url, .base = base, .in = strip(input, &url->input)};
  tms_status status = url->input.status == TMS_OK ? parse_all(&parser) : url->input.status;
  /* Where a buffer failed, what the parser said of its contents means nothing. */
  if (url->work.status != TMS_OK) status = url->work.status;
  if (url->href.status != TMS_OK) status = url->href.status;
  if (status != TMS_OK) tms_url_clear(url);
  return status;
}
