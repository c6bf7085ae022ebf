#include "url/host.h"
#include "url/parse.h"

void tms_url_skip_authority(tms_url *url) {
  url->username = url->username_end = url->password_end = url->host = url->host_end = url->href.len;
  url->has_host = false;
}

void tms_url_copy_authority(tms_url *url, const tms_url *base) {
  size_t from = base->scheme_end, shift = url->href.len;
  size_t end = base->host_end;
  if (!base->has_host) {
    tms_url_skip_authority(url);
    return;
  }
  while (end < base->path && base->href.data[end] != '/') end++; /* the port */
  tms_buf_add_bytes(&url->href, base->href.data + from, end - from);
  url->username = base->username - from + shift;
  url->username_end = base->username_end - from + shift;
  url->password_end = base->password_end - from + shift;
  url->host = base->host - from + shift;
  url->host_end = base->host_end - from + shift;
  url->port = base->port;
  url->has_host = true;
}

static int32_t default_port(tms_scheme scheme) {
  switch (scheme) {
    case TMS_SCHEME_HTTP:
    case TMS_SCHEME_WS: return 80;
    case TMS_SCHEME_HTTPS:
    case TMS_SCHEME_WSS: return 443;
    case TMS_SCHEME_FTP: return 21;
    case TMS_SCHEME_FILE:
    case TMS_SCHEME_OTHER: break;
  }
  return -1;
}

static tms_status parse_port(tms_url *url, tms_slice digits) {
  int32_t port = 0;
  for (size_t i = 0; i < digits.len; i++) {
    if (!tms_is_digit((unsigned char)digits.ptr[i])) return TMS_ERR_SYNTAX;
    port = port * 10 + (digits.ptr[i] - '0');
    if (port > 65535) return TMS_ERR_SYNTAX;
  }
  if (digits.len == 0 || port == default_port(url->scheme)) return TMS_OK;
  url->port = port;
  tms_buf_add_byte(&url->href, ':');
  tms_buf_add_u64(&url->href, (uint64_t)port);
  return TMS_OK;
}

static void write_userinfo(tms_url *url, tms_slice userinfo) {
  size_t colon = tms_slice_find_byte(userinfo, ':', 0);
  tms_slice password = colon == SIZE_MAX ? TMS_SLICE_NONE : tms_slice_from(userinfo, colon + 1);
  tms_percent_encode(tms_slice_head(userinfo, colon), TMS_PERCENT_USERINFO, &url->href);
  url->username_end = url->password_end = url->href.len;
  if (password.len) {
    tms_buf_add_byte(&url->href, ':');
    tms_percent_encode(password, TMS_PERCENT_USERINFO, &url->href);
    url->password_end = url->href.len;
  }
  if (url->href.len > url->username) tms_buf_add_byte(&url->href, '@');
}

/* The ":" before a port: the first one outside brackets; s.len where there is none. */
static size_t port_colon(tms_slice s) {
  bool inside = false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '[') inside = true;
    if (s.ptr[i] == ']') inside = false;
    if (s.ptr[i] == ':' && !inside) return i;
  }
  return s.len;
}

static tms_status parse_host_and_port(tms_url *url, tms_slice s) {
  size_t colon = port_colon(s);
  tms_slice host = tms_slice_head(s, colon);
  bool special = tms_url_is_special(url);
  url->host = url->href.len;
  if (host.len == 0 && (special || colon < s.len)) return TMS_ERR_SYNTAX;
  tms_status status = host.len ? tms_host_parse(host, !special, &url->work, &url->href) : TMS_OK;
  if (status != TMS_OK) return status;
  url->host_end = url->href.len;
  return parse_port(url, tms_slice_from(s, colon + (colon < s.len)));
}

/* "Authority state" and "host state": everything up to the last "@" is userinfo. */
tms_status tms_url_parse_authority(tms_url_parser *parser) {
  tms_url *url = parser->url;
  size_t begin = parser->at;
  while (!tms_url_is_end(parser)) {
    char c = tms_url_here(parser);
    if (tms_url_is_slash(parser, c) || c == '?' || c == '#') break;
    parser->at++;
  }
  tms_slice authority = tms_slice_of(parser->in.ptr + begin, parser->at - begin);
  size_t at_sign = authority.len;
  while (at_sign > 0 && authority.ptr[at_sign - 1] != '@') at_sign--;
  tms_buf_add_cstr(&url->href, "//");
  url->has_host = true;
  url->username = url->username_end = url->password_end = url->href.len;
  if (at_sign > 0) {
    if (at_sign == authority.len) return TMS_ERR_SYNTAX;
    write_userinfo(url, tms_slice_head(authority, at_sign - 1));
  }
  return parse_host_and_port(url, tms_slice_from(authority, at_sign));
}

/* "File host state"; a drive letter there is the begin of the path. */
tms_status tms_url_parse_file_host(tms_url_parser *parser) {
  tms_url *url = parser->url;
  size_t begin = parser->at;
  while (!tms_url_is_end(parser)) {
    char c = tms_url_here(parser);
    if (c == '/' || c == '\\' || c == '?' || c == '#') break;
    parser->at++;
  }
  tms_slice host = tms_slice_of(parser->in.ptr + begin, parser->at - begin);
  tms_buf_add_cstr(&url->href, "//");
  url->has_host = true;
  url->username = url->username_end = url->password_end = url->host = url->host_end = url->href.len;
  if (host.len == 0) return TMS_OK;
  if (tms_url_is_drive(host)) {
    parser->at = begin;
    return TMS_OK;
  }
  tms_status status = tms_host_parse(host, false, &url->work, &url->href);
  if (status != TMS_OK) return status;
  tms_slice written = tms_slice_of(url->href.data + url->host, url->href.len - url->host);
  if (tms_slice_eq(written, TMS_SLICE("localhost"))) tms_buf_cut(&url->href, url->host);
  url->host_end = url->href.len;
  return TMS_OK;
}
